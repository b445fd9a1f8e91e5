"""What a draft says beside a quotation is held against the report: its bodies, dates and pages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.types import Quote
from bot.verify.attribution import Attribution, superseding
from corpus.describe.gazetteer import gazetteer
from corpus.types import Report

HELD = Report(
    "a1",
    "Joint targeted area inspection of Torbay",
    ("Torbay",),
    ("Ofsted", "CQC", "HMICFRS"),
    "joint targeted area inspection",
    "2023-11-13/2023-11-17",
    "2024-01-30",
    "a1.pdf",
    "0" * 64,
    page_count=20,
)
SOURCE = Quote("Words.", "Words.", HELD, 4, 5, 1.0, page_label="2", page_label_end="3")


def flags(around: str, source: Quote = SOURCE) -> list[str]:
    """What is flagged of the words around a quotation."""
    return list(Attribution(around, gazetteer()).flags(source))


@pytest.mark.parametrize(
    "around",
    [
        "Torbay, 30 January 2024:",
        "Torbay (30.1.2024)",
        "in January 2024",
        "in November 2023",
        "inspected on 15 November 2023",
        "inspected from 13 to 17 November 2023",
        "published on 30 January 2024, after a law of 1 April 2019",
        "Torbay, 2023",
        "(accessed 3 March 2026)",
    ],
)
def test_dates_of_the_report_or_its_inspection_fit(around: str) -> None:
    """A day or a month, where one of those that are given is so; when a page was read is nothing of the report."""
    assert flags(around) == []


@pytest.mark.parametrize(
    ("around", "named"),
    [
        ("Torbay, 30 January 2023:", "30 January 2023"),
        ("Torbay, 30/01/2023:", "30 January 2023"),
        ("in Torbay in March 2024", "March 2024"),
        ("on 20 November 2023", "20 November 2023"),
        ("of 1 May 2016", "1 May 2016"),
    ],
)
def test_another_day_or_month_is_flagged(around: str, named: str) -> None:
    """Also where its year is one of the report's."""
    when = "the report is of 30 January 2024, the inspection of 13 November 2023 to 17 November 2023"
    assert flags(around) == [f"attributed to {named}; {when}"]


@pytest.mark.parametrize("around", ["p. 4", "pp 4\u20135", "(page 2)", "p3", "pp. 1-9", "Pages 5 and 6", "no page"])
def test_a_page_of_the_pdf_or_as_printed_fits(around: str) -> None:
    """Either of the two, or a range that holds it."""
    assert flags(around) == []


def test_another_page_is_flagged_with_the_right_one() -> None:
    """Both as it is printed and as the PDF counts; a source without pages has none."""
    assert flags("p. 7") == ["attributed to page 7; the words stand on pp. 2\u20133 (PDF pages 4\u20135)"]
    assert flags("pp 6-9, or p. 12") == [
        "attributed to page 6\u20139 and 12; the words stand on pp. 2\u20133 (PDF pages 4\u20135)"
    ]
    assert flags("p. 7", replace(SOURCE, page=None, page_end=None)) == []


def test_a_later_report_of_any_kind_on_the_body_is_told() -> None:
    """One of the same family first, else the newest; none on another body, and no letter on a single matter."""
    first = replace(HELD, id="a0", kind="joint area review", published="2009-07-03")
    send = replace(HELD, id="a2", kind="area SEND inspection", published="2025-05-01")
    again = replace(HELD, id="a3", published="2024-12-01")
    letter = replace(HELD, id="a4", kind="revisit letter", published="2026-01-01")
    other = replace(HELD, id="a5", bodies=("Devon",), published="2026-02-01")
    assert superseding(first, [first, HELD]) == HELD
    assert superseding(HELD, [first, HELD, send, letter, other]) == send
    assert superseding(HELD, [first, HELD, send, again]) == again
    assert superseding(letter, [first, HELD, send]) is None
    assert superseding(replace(letter, published="2020-01-01"), [HELD]) == HELD
    assert superseding(replace(first, bodies=()), [replace(HELD, bodies=())]) is None


@pytest.mark.parametrize(
    ("around", "flagged"),
    [
        ("the PEEL report on Torbay says", ["a PEEL inspection"]),
        ("the JTAI of Torbay", []),
        ("after the PEEL inspection, the joint targeted area inspection of Torbay found", []),
        ("on a revisit", []),
    ],
)
def test_a_false_kind_of_report_is_flagged(around: str, flagged: list[str]) -> None:
    """Where none of those that are named is the report's."""
    assert flags(around) == [
        f"attributed to {kind}; the words are from a joint targeted area inspection" for kind in flagged
    ]
