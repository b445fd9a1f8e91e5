"""Kept quotes against the live index: the same, read anew, replaced, gone, superseded; never silently."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fakes import FakeEncoder
from reportlab.pdfgen.canvas import Canvas

from bot.ask.answerer import Answerer
from bot.briefing.kept import KeptQuote
from bot.briefing.recheck import (
    CORRECTED,
    LEAD_IN_GONE,
    NOT_FOUND,
    NOT_HELD,
    READ_ANEW,
    REPLACED,
    Rechecked,
    Rechecker,
)
from bot.types import Asked, Quote
from corpus.describe.gazetteer import gazetteer
from corpus.types import Span
from index.build import build
from index.search import Index

ADDED = datetime(2026, 11, 28, 9, tzinfo=UTC)
CUSTODY = "The custody suite is clean. Staff check each cell."
LIST = """# PEEL: Surrey Police

## Calls

The force should make sure that it:

- answers calls in time; and
- tells callers when it is late.
"""

Rebuild = Callable[[Mapping[str, str]], Rechecker]


def quoted(folder: Path, question: str) -> Quote:
    """The first quote of an answer from an index."""
    answer = Answerer(Index.open(folder, FakeEncoder()), gazetteer(), 0.0).answer(Asked(question))
    return answer.quotes[0]


def kept(quote: Quote) -> KeptQuote:
    """A quote as a briefing has it."""
    return KeptQuote(1, quote, "Custody?", ADDED, "g1", 4)


def outcome(checked: Rechecked) -> tuple[str, str, tuple[str, ...]]:
    """The words, why they are not verified, and the notes."""
    return checked.quote.text, checked.unverified, checked.notes


@pytest.fixture
def rebuild(corpus: Path, built: Path) -> Rebuild:
    """Changes files of the corpus, ``""`` to remove one, builds the index again, and opens it."""

    def changed(files: Mapping[str, str]) -> Rechecker:
        for name, text in files.items():
            (corpus / name).write_text(text, encoding="utf-8") if text else (corpus / name).unlink()
        build([corpus], built, FakeEncoder)
        return Rechecker(Index.open(built, FakeEncoder()).store)

    return changed


@pytest.fixture
def custody(built: Path) -> Quote:
    """The quote on custody from the report on Wiltshire."""
    quote = quoted(built, "Is custody in Wiltshire clean?")
    assert quote.text == "The custody suite is clean."
    return quote


def test_a_quote_that_stands_where_it_stood_is_as_it_was(rebuild: Rebuild, custody: Quote) -> None:
    """Every part of it is cut or looked up again, and is the same."""
    checked = rebuild({}).check(kept(custody))
    assert outcome(checked) == (custody.text, "", ())
    assert replace(checked.quote, passage="", score=0) == replace(custody, passage="", score=0)


def test_words_changed_in_what_was_kept_are_not_verified(rebuild: Rebuild, custody: Quote) -> None:
    """A pointer alone proves nothing: the words at it must be the same, character for character."""
    for words in ("The custody suite is not clean.", "the custody suite is clean.", "The custody suite is clean", "x"):
        checked = rebuild({}).check(kept(replace(custody, text=words)))
        assert checked.unverified == ("" if words == "The custody suite is clean" else NOT_FOUND)
        assert checked.quote.text == words


def test_a_pointer_that_is_off_is_set_right_and_that_is_said(rebuild: Rebuild, custody: Quote) -> None:
    """As after a new version of the reader; the nearest of several places counts."""
    for spans in ((), (Span(1, 0, 5),), (Span(1, 5, 10_000),), (Span(7, 0, 5),)):
        checked = rebuild({}).check(kept(replace(custody, spans=spans)))
        assert outcome(checked) == (custody.text, "", (READ_ANEW,))
        assert checked.quote.spans == custody.spans


def test_parts_of_words_are_not_found(rebuild: Rebuild, custody: Quote) -> None:
    """A quote begins and ends where words do."""
    checked = rebuild({}).check(kept(replace(custody, text="ustody suite is clean", spans=())))
    assert checked.unverified == NOT_FOUND


def test_a_replaced_file_with_the_same_words_is_found_again(rebuild: Rebuild, custody: Quote, corpus: Path) -> None:
    """The pointer is the new file's, and the place cited, too."""
    text = (corpus / "wiltshire.html").read_text(encoding="utf-8")
    moved = text.replace("<h2>Custody</h2>", "<h2>Leadership</h2><p>Leaders lead.</p><h2>Custody suites</h2>")
    checked = rebuild({"wiltshire.html": moved}).check(kept(custody))
    assert outcome(checked) == (custody.text, "", (REPLACED,))
    assert checked.quote.heading == ("Custody suites",)
    assert checked.quote.report.sha256 != custody.report.sha256


def test_a_replaced_file_with_other_words_is_not_verified(rebuild: Rebuild, custody: Quote, corpus: Path) -> None:
    """The words are kept as they were, and marked."""
    text = (corpus / "wiltshire.html").read_text(encoding="utf-8").replace("is clean", "is now clean")
    assert outcome(rebuild({"wiltshire.html": text}).check(kept(custody))) == (custody.text, NOT_FOUND, ())


def test_a_report_that_is_gone_is_not_verified_though_others_say_the_same(
    rebuild: Rebuild, built: Path, corpus: Path
) -> None:
    """Words of another report are not the ones that were quoted."""
    quote = replace(quoted(built, "How are calls in Gwent answered in 2022?"), spans=())
    quote = replace(quote, text="We interviewed officers and read case files.")
    assert quote.report.source == "gwent-2022.md"
    checked = rebuild({"gwent-2022.md": ""}).check(kept(quote))
    assert checked.unverified == NOT_HELD
    assert "A later report on this body is held: PEEL 2023-25: Gwent Police, 1 March 2024." in checked.notes


def test_a_report_whose_metadata_was_corrected_is_cited_as_it_is_now(
    rebuild: Rebuild, custody: Quote, corpus: Path
) -> None:
    """The bytes are the same, and the words."""
    sidecar = (corpus / "reports.toml").read_text(encoding="utf-8").replace("2024-09-12", "2024-09-13")
    checked = rebuild({"reports.toml": sidecar}).check(kept(custody))
    assert outcome(checked) == (custody.text, "", (CORRECTED,))
    assert checked.quote.report.published == "2024-09-13"


def test_a_newer_report_that_has_come_since_is_told_of(rebuild: Rebuild, custody: Quote, corpus: Path) -> None:
    """Whether it was published since, or was there and is held now."""
    head = "---\ntitle: PEEL 2027: Wiltshire Police\nbody: Wiltshire Police\nkind: PEEL inspection\n"
    later = f"{head}inspectorates: [HMICFRS]\npublished: {{}}\n---\n\n# A\n\n## Training\n\nAll are trained.\n"
    held = later.replace("2027:", "2026").format("2026-01-05")
    checked = rebuild({"later.md": held}).check(kept(custody))
    assert checked.notes == ("A later report on this body is held: PEEL 2026 Wiltshire Police, 5 January 2026.",)
    assert checked.quote.newer is not None
    new = later.replace("2027:", "2027").format("2027-01-05")
    checked = rebuild({"later.md": new}).check(kept(custody))
    assert checked.notes == (
        "A later report on this body has come since this quote was added: PEEL 2027 Wiltshire Police, 5 January 2027.",
    )
    assert checked.unverified == ""


def test_a_list_item_keeps_its_lead_in_or_loses_it_with_a_word(rebuild: Rebuild, built: Path) -> None:
    """The lead-in is looked up again as the words are."""
    rechecker = rebuild({"surrey.md": LIST})
    quote = quoted(built, "Does Surrey answer calls?")
    assert (quote.text, quote.lead_in) == ("answers calls in time; and", "The force should make sure that it:")
    assert outcome(rechecker.check(kept(quote))) == (quote.text, "", ())
    assert rechecker.check(kept(quote)).quote.lead_in == quote.lead_in
    unled = LIST.replace("The force should make sure that it:\n\n", "")
    checked = rebuild({"surrey.md": unled}).check(kept(quote))
    assert checked.quote.lead_in is None
    assert checked.notes == (REPLACED, LEAD_IN_GONE)


def test_of_several_places_the_nearest_counts(rebuild: Rebuild, built: Path, corpus: Path) -> None:
    """A sentence that stands on three pages is found again on the page it was quoted from, or the next nearest."""
    canvas = Canvas(str(corpus / "kent.pdf"))
    for number in (1, 2, 3):
        canvas.drawString(72, 700, f"Kent Police, part {number} of what was found in the year")
        canvas.drawString(72, 600, "The force attends each burglary of a home within the hour.")
        canvas.showPage()
    canvas.save()
    rechecker = rebuild({})
    quote = quoted(built, "Does Kent attend burglary?")
    assert quote.text == "The force attends each burglary of a home within the hour."
    for page, found in ((1, 1), (2, 2), (3, 3), (9, 3)):
        checked = rechecker.check(kept(replace(quote, spans=(Span(page, 0, 4),))))
        assert (checked.unverified, checked.quote.page, checked.quote.page_end) == ("", found, found)
        assert checked.quote.link == f"kent.pdf#page={found}"
