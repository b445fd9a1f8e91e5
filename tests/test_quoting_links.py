"""Links that lead to a quote: a page of a PDF, or the words themselves in a web page."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import unquote

import pytest

from bot.ask.answerer import Answerer
from bot.quoting.links import link, text_fragment
from bot.types import Asked
from corpus.describe.gazetteer import gazetteer
from index.search import Index

CELLS = "Staff check each cell."
LONG = (
    "The force has made progress since we last inspected it, and victims of crime, well-known or not, are now told"
    " how their case goes on by officers who have time for them."
)


def report_named(opened: Index, name: str, **changes: object):
    """A report held, changed so."""
    found = next(report for report in opened.reports.values() if report.source == name)
    return replace(found, **changes)


@pytest.mark.parametrize(
    ("url", "digest", "page", "expected"),
    [
        (None, False, 9, "wales/gwent%20police.pdf#page=9"),
        ("https://x.org/a.pdf", False, 9, "https://x.org/a.pdf#page=9"),
        ("https://x.org/A.PDF?v=2", False, 9, "https://x.org/A.PDF?v=2#page=9"),
        ("https://x.org/report/", False, 9, "https://x.org/report/#:~:text=Staff%20check%20each%20cell."),
        ("https://x.org/report/#part-2", False, 9, "https://x.org/report/#part-2"),
        ("https://x.org/a.pdf", True, 9, "wales/gwent%20police.pdf#page=9"),
    ],
)
def test_a_report_of_pages_opens_at_the_page(
    opened: Index, url: str | None, digest: bool, page: int | None, expected: str
) -> None:
    """Its address where it has one, at the words where that is no PDF; for a digest always its own file."""
    report = report_named(opened, "wiltshire.html", source="wales/gwent police.pdf", url=url, digest=digest)
    assert link(opened.store, report, CELLS, page) == expected


@pytest.mark.parametrize(
    ("source", "url", "expected"),
    [
        ("wiltshire.html", None, "wiltshire.html#:~:text=Staff%20check%20each%20cell."),
        ("wiltshire.html", "https://x.org/w", "https://x.org/w#:~:text=Staff%20check%20each%20cell."),
        ("letter.txt", None, "letter.txt"),
    ],
)
def test_a_web_page_opens_at_the_words(opened: Index, source: str, url: str | None, expected: str) -> None:
    """A browser finds them in its text; nothing shows words in a text file."""
    assert link(opened.store, report_named(opened, source, url=url), CELLS, None) == expected


def test_an_answer_s_quotes_carry_such_links(opened: Index) -> None:
    """From the index to the answer."""
    quotes = Answerer(opened, gazetteer()).answer(Asked("Is custody in Wiltshire clean?")).quotes
    first = next(quote for quote in quotes if quote.report.source == "wiltshire.html")
    assert first.link is not None
    assert first.link.startswith("wiltshire.html#:~:text=")
    assert unquote(first.link.partition("text=")[2]).split("-,")[-1].split(",")[0] in first.text


def test_a_long_quote_is_led_to_by_its_first_and_last_words() -> None:
    """Four of each where no more are needed."""
    whole = ["Summary.", LONG, "Other words follow."]
    assert text_fragment(LONG, whole) == "#:~:text=The%20force%20has%20made,have%20time%20for%20them."


def test_more_words_are_given_where_others_begin_or_end_alike() -> None:
    """The browser takes the first place that fits, so the first place has to be the right one."""
    whole = ["The force has made plans.", LONG]
    assert text_fragment(LONG, whole).startswith("#:~:text=The%20force%20has%20made%20progress,")
    quote = LONG.replace("officers who", "those who have time for them. Officers who")
    assert text_fragment(quote, [quote]).endswith(",Officers%20who%20have%20time%20for%20them.")


def test_words_that_stand_earlier_too_are_told_by_what_stands_before_them() -> None:
    """A sentence of boilerplate, under two headings."""
    whole = ["Custody", f"{CELLS} They are clean.", "Training", CELLS]
    assert text_fragment(CELLS, whole) == "#:~:text=Staff%20check%20each%20cell."
    whole = ["Custody", f"{LONG} They are clean.", "Training for all staff", f"{LONG} {CELLS}"]
    led = text_fragment(f"{LONG} {CELLS}", whole)
    assert led.startswith("#:~:text=Training%20for%20all%20staff-,The%20force%20has%20made%20progress")
    assert led.endswith(",Staff%20check%20each%20cell.")


def test_no_part_of_a_fragment_runs_over_two_blocks() -> None:
    """A browser would not find it; a list's items are blocks."""
    items = ["tells victims", "when a case is closed by an officer", "and says why it was"]
    assert text_fragment(" ".join(items), items) == "#:~:text=tells%20victims,says%20why%20it%20was"
    again = [*items, "tells victims", "of delays in the courts and of their outcome in writing"]
    led = text_fragment(" ".join(again[3:]), again)
    assert led == "#:~:text=says%20why%20it%20was-,tells%20victims,their%20outcome%20in%20writing"


def test_capitals_tell_nothing_apart() -> None:
    """Browsers take no notice of them."""
    whole = ["THE FORCE HAS MADE plans.", LONG]
    assert text_fragment(LONG, whole).startswith("#:~:text=The%20force%20has%20made%20progress,")


def test_what_has_a_meaning_in_a_fragment_is_encoded() -> None:
    """Hyphen, comma and ampersand, and whatever an address does not hold."""
    assert text_fragment("Well-run, safe & “calm”", ["Well-run, safe & “calm”"]) == (
        "#:~:text=Well%2Drun%2C%20safe%20%26%20%E2%80%9Ccalm%E2%80%9D"
    )
