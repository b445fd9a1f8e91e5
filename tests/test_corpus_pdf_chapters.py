"""What stands above the text of a PDF: boxes that open a chapter, and headings in italics."""

from __future__ import annotations

import re
from pathlib import Path

import pdfs
import pytest
import reportlab
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from test_corpus_pdf_layout import FILLER, blocks, told

from corpus.pdf.layout import blocks_of
from corpus.pdf.pdfium import read_pages
from corpus.structure.outline import Outline
from corpus.structure.text import words_to_join
from corpus.types import Document, Page

AREA = "Leadership and management"


def paths(paper: pdfs.Paper, folder: Path) -> list[tuple[tuple[str, ...], list[str]]]:
    """The heading path of each section that holds text, with that."""
    pages = read_pages(paper.save(folder / "a1.pdf"))
    held = tuple(Page(number, page.text) for number, page in enumerate(pages, start=1))
    outline = Outline.of(Document(held, blocks_of(pages), True, "test"), words_to_join([page.text for page in held]))
    return [
        (section.heading, [outline.words(block.spans) for block in section.blocks])
        for section in outline.sections
        if section.blocks
    ]


def chapters() -> pdfs.Paper:
    """A front page, a chapter on adoption, and a box on top of the page that begins the next one."""
    paper = pdfs.Paper().heading("Westshire Council", 24).lines(*(FILLER * 4)).page()
    return paper.heading("Adoption is good", pdfs.BODY).lines(*FILLER).lines("Adopters are found quickly.").page()


def opened(paper: pdfs.Paper, *head: str) -> pdfs.Paper:
    """A box of these bold lines, with a summary."""
    for line, words in enumerate((*head, "Summary")):
        paper.at(pdfs.LEFT, 120 + 30 * line, words, bold=True)
    end = 150 + 30 * len(head)
    paper.at(pdfs.LEFT, end, "Leaders know what they do well.")
    for x in (pdfs.LEFT - 6, pdfs.WIDTH - pdfs.LEFT + 6):
        paper.rule(x, 100, end + 10, upright=True)
    return paper.gap(end - 80)


@pytest.mark.parametrize(
    "head", [(f"{AREA} requires improvement",), (AREA, "Requires improvement")], ids=["in one", "grade below"]
)
def test_text_stands_under_the_graded_area_of_the_box_above_it(head: tuple[str, ...], tmp_path: Path) -> None:
    """It is neither of the chapter before, nor of the summary within the box."""
    paper = opened(chapters(), *head).lines("Caseloads are high.").heading("Staff", pdfs.BODY).lines("Staff stay.")

    found = paths(paper, tmp_path)

    assert (("Adoption is good",), [" ".join(FILLER), "Adopters are found quickly."]) in found
    assert ((head[0],), ["Caseloads are high."]) in found
    assert ((head[0], "Summary"), ["Leaders know what they do well."]) in found


def test_the_first_row_of_a_box_that_is_a_table_names_its_chapter(tmp_path: Path) -> None:
    """Its head (*Key judgement*, *Judgement grade*) does not; the area may begin on the line before its grade."""
    paper = chapters()
    for top, words, bold in (
        (120, ("Key judgement", "Judgement grade"), True),
        (140, ("Leadership and management of those", ""), False),
        (154, ("who need help and protection", "Requires improvement"), False),
        (180, ("Summary", ""), True),
        (200, ("Leaders know what they do well.", ""), False),
    ):
        for x, cell in zip((pdfs.LEFT, pdfs.LEFT + 250), words, strict=True):
            paper.at(x, top, cell, bold=bold)
    for x in (pdfs.LEFT - 6, pdfs.WIDTH - pdfs.LEFT + 6):
        paper.rule(x, 100, 215, upright=True)
    paper.gap(130).lines("Caseloads are high.")

    own = "Leadership and management of those who need help and protection Requires improvement"
    assert paths(paper, tmp_path)[-1] == ((own,), ["Caseloads are high."])


@pytest.mark.parametrize("head", ["Case study: good practice in Leeds", "The force should make sure its data is good"])
def test_a_box_that_grades_no_area_opens_nothing(head: str, tmp_path: Path) -> None:
    """A case study, or what has to be done, is set into the chapter that goes on behind it."""
    paper = opened(chapters(), head).lines("Adopters are matched in time.")

    assert (
        ("Adoption is good",),
        [" ".join(FILLER), "Adopters are found quickly.", "Adopters are matched in time."],
    ) in paths(paper, tmp_path)


def test_a_heading_that_comes_back_behind_such_boxes_is_below_their_chapters(tmp_path: Path) -> None:
    """However it is set: *Inspection findings* ends no chapter."""
    paper = chapters()
    for area in ("Help requires improvement", "Care is good"):
        opened(paper, area).heading("Inspection findings", pdfs.BODY + 3).lines(f"{area}, we find.").page()

    assert [heading for heading, words in paths(paper, tmp_path) if "we find" in words[0]] == [
        ("Help requires improvement", "Inspection findings"),
        ("Care is good", "Inspection findings"),
    ]


@pytest.mark.parametrize("lines", [1, 2])
def test_the_last_lines_of_a_box_on_the_next_page_are_of_the_box(lines: int, tmp_path: Path) -> None:
    """However few they are."""
    paper = pdfs.Paper().heading("Executive summary", 16).lines(*FILLER).gap(400)
    for top, words, bold in ((700, "A summary", True), (714, "Some of the children who live in care", False)):
        paper.at(pdfs.LEFT, top, words, bold=bold)
    for x in (pdfs.LEFT - 6, pdfs.WIDTH - pdfs.LEFT + 6):
        paper.rule(x, 680, 722, upright=True)
    paper.page()
    for line in range(lines):
        paper.at(pdfs.LEFT, 120 + 14 * line, ("wait too long, and", "others do not.")[line])
    for x in (pdfs.LEFT - 6, pdfs.WIDTH - pdfs.LEFT + 6):
        paper.rule(x, 106, 124 + 14 * (lines - 1), upright=True)
    paper.gap(60).heading("Findings", 16).lines("Staff stay.")

    whole = " ".join(("Some of the children who live in care", "wait too long, and", "others do not.")[: lines + 1])
    assert [words for _, words in told(paper, tmp_path) if words.startswith("Some")] == [whole]


def test_lines_in_italics_that_stand_alone_above_text_are_headings(tmp_path: Path) -> None:
    """On the lowest level, where a report has several; one in a sentence or at its end is none."""
    paper = pdfs.Paper().heading("Areas for improvement", pdfs.BODY).lines(*(FILLER * 5))
    for words in ("Leadership", "Help and protection"):
        paper.lines(words, font="Helvetica-Oblique").lines("Plans should be looked at again.")
    paper.slanted("Care leavers").lines("All should have a plan.").lines("Signed in Leeds", font="Helvetica-Oblique")

    assert [block for block in told(paper, tmp_path) if block[0] != "paragraph"] == [
        ("heading1", "Areas for improvement"),
        ("heading2", "Leadership"),
        ("heading2", "Help and protection"),
        ("heading2", "Care leavers"),
    ]


def test_one_line_in_italics_is_no_heading(tmp_path: Path) -> None:
    """A title or a remark may be set so."""
    paper = pdfs.Paper().lines("All names are made up", font="Helvetica-Oblique").lines(*(FILLER * 3))

    assert [block.kind for block in blocks(paper, tmp_path)[1]] == ["paragraph", "paragraph"]


def test_a_font_that_calls_itself_bold_heads_text_whatever_weight_it_states() -> None:
    """The stems of such letters, from which a weight is told, may be stated as those of a regular font."""
    folder = Path(reportlab.__file__).parent / "fonts"
    for name in ("Vera", "VeraBd"):
        registerFont(TTFont(name, folder / f"{name}.ttf"))
    paper = pdfs.Paper().lines("Purpose of the review", font="VeraBd").lines(*(FILLER * 3), font="Vera")

    data = re.sub(rb"/StemV \d{3}", b"/StemV  80", paper.bytes())

    assert [block.kind for block in blocks_of(read_pages(data))] == ["heading", "paragraph"]


def test_an_imprint_stands_under_no_heading(tmp_path: Path) -> None:
    """The small print on the last page is of no chapter; footnotes are."""
    paper = pdfs.Paper().heading("Westshire Council", 24).page().heading("Leaders", 16).lines(*(FILLER * 4))
    paper.note("1 Survey of callers.").page()
    for line in range(3):
        paper.at(pdfs.LEFT, 300 + 30 * line, f"The Office regulates services of kind {line}.", 8)

    assert [heading for heading, _ in paths(paper, tmp_path)] == [("Leaders",), ()]
