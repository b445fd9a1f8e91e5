"""Citations: who reported on whom, when, and on which page, in one line."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.quoting.place import citation, dated, heading_needed, place, quoted
from bot.types import Quote
from corpus.types import Report

REPORT = Report(
    id="0123456789ab",
    title="PEEL 2023\u201325",
    bodies=("Gwent Police",),
    inspectorates=("HMICFRS",),
    kind="PEEL inspection",
    inspected="2023-11",
    published="2024-03-01",
    source="wales/gwent police.pdf",
    sha256="0" * 64,
    page_count=40,
)
QUOTE = Quote("Words.", "Words.", REPORT, page=9, page_end=9, score=0.7)


def test_a_citation_names_inspectorate_title_body_date_and_page() -> None:
    """In this order, with commas."""
    assert citation(QUOTE) == "HMICFRS, PEEL 2023\u201325 [Gwent Police], 1 March 2024, p. 9"


def test_a_body_that_the_title_names_is_not_named_again() -> None:
    """Whatever the case it is written in."""
    report = replace(REPORT, title="An inspection of GWENT POLICE")
    assert citation(replace(QUOTE, report=report)) == "HMICFRS, An inspection of GWENT POLICE, 1 March 2024, p. 9"


@pytest.mark.parametrize(
    ("inspectorates", "named"),
    [
        (("Ofsted", "CQC"), "Ofsted and CQC, "),
        (("Ofsted", "CQC", "HMICFRS"), "Ofsted, CQC and HMICFRS, "),
        ((), ""),
    ],
)
def test_every_inspectorate_is_named(inspectorates: tuple[str, ...], named: str) -> None:
    """Joint inspections have several; a report that names none begins with its title."""
    report = replace(REPORT, inspectorates=inspectorates)
    assert citation(replace(QUOTE, report=report)) == f"{named}PEEL 2023\u201325 [Gwent Police], 1 March 2024, p. 9"


def test_a_report_on_no_body_is_cited_by_its_title() -> None:
    """A thematic report, say, of which neither inspectorate nor date is known."""
    report = replace(REPORT, title="State of policing", bodies=(), inspectorates=(), published=None, inspected=None)
    quote = replace(QUOTE, report=report, page=None, page_end=None)
    assert citation(quote) == "State of policing, date not known"


def test_a_digest_is_called_what_it_is() -> None:
    """Nobody takes its words for the inspectorate's."""
    quote = replace(QUOTE, report=replace(REPORT, digest=True))
    assert citation(quote) == "Digest of HMICFRS, PEEL 2023\u201325 [Gwent Police], 1 March 2024, p. 9"


@pytest.mark.parametrize(
    ("published", "inspected", "expected"),
    [
        ("2024-03-01", "2023-11", "1 March 2024"),
        (None, "2023-11", "inspected November 2023"),
        (None, "2023-11-06/2023-11-17", "inspected 6 November 2023 to 17 November 2023"),
        (None, None, "date not known"),
    ],
)
def test_a_report_is_dated_by_publication_else_by_inspection(
    published: str | None, inspected: str | None, expected: str
) -> None:
    """Which of the two it is, is said."""
    assert dated(replace(REPORT, published=published, inspected=inspected)) == expected


@pytest.mark.parametrize(
    ("page", "page_end", "label", "label_end", "expected"),
    [
        (9, 9, None, None, "p. 9"),
        (9, 9, "9", "9", "p. 9"),
        (9, 9, "7", "7", "p. 7 (PDF page 9)"),
        (3, 3, "iii", "iii", "p. iii (PDF page 3)"),
        (9, 10, None, None, "pp. 9\u201310 of the PDF"),
        (9, 10, "7", None, "pp. 9\u201310 of the PDF"),
        (9, 10, "7", "8", "pp. 7\u20138 (PDF pages 9\u201310)"),
        (9, 10, "9", "10", "pp. 9\u201310"),
        (9, None, None, None, "p. 9"),
    ],
)
def test_a_page_is_told_as_printed_and_as_the_viewer_counts(
    page: int, page_end: int | None, label: str | None, label_end: str | None, expected: str
) -> None:
    """The printed number where it differs; both pages where a sentence runs over the break."""
    quote = replace(QUOTE, page=page, page_end=page_end, page_label=label, page_label_end=label_end)
    assert place(quote) == expected


def test_without_pages_the_nearest_heading_tells_the_place() -> None:
    """Web pages have sections; without any heading there is nothing to tell."""
    quote = replace(QUOTE, page=None, page_end=None)
    assert place(replace(quote, heading=("Findings", "Victims"))) == "section \u201cVictims\u201d"
    assert place(quote) == ""


def test_an_item_of_what_must_improve_is_shown_under_its_heading() -> None:
    """Without it the words read as praise; not where they say it themselves, or a sentence introduces them."""
    item = replace(
        QUOTE,
        text="The quality of assessments.",
        heading=("Findings", "What needs to improve?"),
        lead_in=None,
        item=True,
    )
    assert quoted(item) == "Under “What needs to improve?”: “The quality of assessments.”"
    assert heading_needed(replace(item, text="Leaders should plan better.")) == ""
    assert heading_needed(replace(item, item=False)) == ""  # prose that a list's heading happens to stand above
    assert heading_needed(replace(item, text="Assessments are not timely.")) == ""
    assert heading_needed(replace(item, lead_in="What is weak:")) == ""
    assert heading_needed(replace(item, heading=("Findings", "Strengths"))) == ""
