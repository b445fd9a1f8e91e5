"""Numbered paragraphs and lists of PDFs, and what goes on over a page's end."""

from __future__ import annotations

from pathlib import Path

import pdfs
import pytest
from test_corpus_pdf_layout import told

TEXTS = (
    "Calls are answered in good time by those who take them.",
    "However, some plans are not looked at again.",
    "Appropriate steps are taken.",
    "Leaders know their staff.",
    "Young people are seen.",
    "Supervision is regular.",
)


def numbered(form: str, *, first: int = 25, x: float = pdfs.LEFT, bold: bool = False) -> pdfs.Paper:
    """Paragraphs behind numbers that count up, with no gap between them."""
    paper = pdfs.Paper()
    for line, words in enumerate(TEXTS):
        number = form.format(first + line)
        paper.at(pdfs.LEFT, 120 + 14 * line, number if x > pdfs.LEFT else number + words, bold=bold)
        paper.at(x, 120 + 14 * line, words if x > pdfs.LEFT else "", bold=bold)
    return paper


@pytest.mark.parametrize(
    ("form", "x"),
    [("{}.", pdfs.LEFT), ("{}. ", pdfs.LEFT), ("({}) ", pdfs.LEFT), ("3.{} ", pdfs.LEFT), ("{}", pdfs.LEFT + 40)],
    ids=["glued", "a dot", "in brackets", "of a chapter", "in a margin"],
)
def test_the_number_of_a_paragraph_is_no_part_of_its_sentence(form: str, x: float, tmp_path: Path) -> None:
    """However it is set: the numbers count up through the report."""
    assert told(numbered(form, x=x), tmp_path) == [("paragraph", words) for words in TEXTS]


def test_a_paragraph_begins_at_its_number_though_the_words_before_have_not_ended(tmp_path: Path) -> None:
    """As behind a line that heads it, or a reference in brackets."""
    paper = pdfs.Paper()
    for number, words in enumerate(TEXTS, start=25):
        paper.lines(f"{number}.{words}")
    paper.lines(
        "31.Plans are late for some of the children who wait (Recommendation)", "32.Others are in time.", "33.All are."
    )

    assert [words for _, words in told(paper, tmp_path)][-3:] == [
        "Plans are late for some of the children who wait (Recommendation)",
        "Others are in time.",
        "All are.",
    ]


def test_amounts_years_and_ages_at_the_start_of_a_line_stay(tmp_path: Path) -> None:
    """Also where they are numbers of the count, and a full stop stands behind them."""
    paper = numbered("{}.").gap(120)
    paper.lines("12 children wait.").lines("2.5 per cent of calls are lost.").lines("2019 was no better.")
    paper.lines("Young people are helped until they are at the age of", "26. Support for those who are older is good.")

    assert [words for _, words in told(paper, tmp_path)][-4:] == [
        "12 children wait.",
        "2.5 per cent of calls are lost.",
        "2019 was no better.",
        "Young people are helped until they are at the age of 26. Support for those who are older is good.",
    ]


def test_bold_paragraphs_of_the_count_are_whole(tmp_path: Path) -> None:
    """What a committee recommends is set bold and numbered as the text is: it is no heading."""
    paper = pdfs.Paper()
    for number, words in enumerate(TEXTS, start=25):
        paper.lines(f"{number}. {words}")
    for line, words in enumerate(("31. We recommend that the force write", "a plan of what it", "means to do.")):
        paper.at(pdfs.LEFT, 300 + 14 * line, words, bold=True)

    assert told(paper, tmp_path)[-1] == (
        "paragraph",
        "We recommend that the force write a plan of what it means to do.",
    )


def test_numbered_headings_keep_their_numbers(tmp_path: Path) -> None:
    """They count up, too, and are set as headings are."""
    paper = pdfs.Paper()
    for number, words in enumerate(("Scope", "Calls", "Plans", "Leaders", "Staff", "Costs"), start=1):
        paper.heading(f"{number}. {words}", pdfs.BODY + 3).lines("The force answers most of its calls quickly.")

    assert told(paper, tmp_path)[0] == ("heading1", "1. Scope")


def test_the_last_item_of_a_list_is_an_item(tmp_path: Path) -> None:
    """The one before it ends in *and*; a letter in brackets within a sentence begins none."""
    paper = pdfs.Paper().lines(
        "a) it should write a plan;", "b) it should train its staff; and", "c) it should report."
    )
    paper.lines("We ask that the force (a) write a plan, (b) train staff, and", "(c) report to us.")

    assert told(paper, tmp_path) == [
        ("paragraph", "it should write a plan;"),
        ("paragraph", "it should train its staff; and"),
        ("paragraph", "it should report."),
        ("paragraph", "We ask that the force (a) write a plan, (b) train staff, and (c) report to us."),
    ]


def test_a_sentence_that_a_page_ends_behind_a_semicolon_is_whole(tmp_path: Path) -> None:
    """It goes on in small letters on the next page."""
    paper = pdfs.Paper().lines("Examples include: fewer uses of powers by the police through better contact;").page()
    paper.lines("more school nurses; and earlier help.")

    assert told(paper, tmp_path) == [
        (
            "paragraph",
            "Examples include: fewer uses of powers by the police through better contact;"
            " more school nurses; and earlier help.",
        )
    ]


def test_bold_words_within_a_sentence_are_no_heading(tmp_path: Path) -> None:
    """Lines that they fill go on with the full line before them; behind a sentence's end they begin a heading."""
    start = "The report says of those who were treated at the time that it was common"
    bold = (
        "practice to give them no choice, and to tell them nothing of what was known",
        "of the risk, which is clear.",
    )
    paper = pdfs.Paper().lines(*["The force answers most of the calls that it gets in the time it has set."] * 6)
    paper.at(pdfs.LEFT, 300, start)
    for top, words in zip((314, 328), bold, strict=True):
        paper.at(pdfs.LEFT, top, words, bold=True)
    for top, words, is_bold in ((400, "Calls are answered.", False), (414, "Next steps", True)):
        paper.at(pdfs.LEFT, top, words, bold=is_bold)

    assert told(paper, tmp_path)[1:] == [
        ("paragraph", " ".join((start, *bold))),
        ("paragraph", "Calls are answered."),
        ("heading1", "Next steps"),
    ]
