"""Printed lines to blocks: headings, paragraphs, items, rows, notes, without the page's furniture."""

from __future__ import annotations

from pathlib import Path

import pdfs
import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from corpus.pdf.layout import blocks_of
from corpus.pdf.pdfium import read_pages
from corpus.structure.text import readable
from corpus.types import Block

FILLER = ("The force answers most emergency calls quickly and", "its officers arrive when they are needed.")


def blocks(paper: pdfs.Paper, folder: Path) -> tuple[dict[int, str], tuple[Block, ...]]:
    pages = read_pages(paper.save(folder / "a1.pdf"))
    return {number: page.text for number, page in enumerate(pages, start=1)}, blocks_of(pages)


def told(paper: pdfs.Paper, folder: Path) -> list[tuple[str, str]]:
    """Kind (with its level, for a heading) and words of each block."""
    texts, found = blocks(paper, folder)
    return [(f"{b.kind}{b.level or ''}", readable(texts, b.spans, {"improved"})) for b in found]


def test_a_report_becomes_its_blocks(tmp_path: Path) -> None:
    """All that a report is made of comes out as what it is, in reading order, and nothing else does."""
    assert told(pdfs.report(), tmp_path) == [
        ("heading1", "PEEL 2023–25: An inspection of Westshire Police"),
        ("paragraph", "Published: 14 May 2025"),
        ("heading2", "Summary"),
        ("paragraph", "Westshire Police answers most emergency calls quickly. It has improved since last year."),
        ("heading2", "Responding to the public"),
        ("paragraph", "The force should improve how it:"),
        ("item", "answers non-emergency calls, which callers abandon too often"),
        ("item", "records the vulnerability of callers."),
        ("paragraph", "Most callers were content."),
        ("note", "Survey of 400 callers by the force, June 2024."),
        (
            "paragraph",
            "Supervisors do not always check the plans of investigations, and victims are not"
            " always told about the progress of their case. This has been so since 2021.",
        ),
        ("heading2", "Investigating crime"),
        ("heading3", "Grades"),
        ("row", "Area Grade"),
        ("row", "Investigating crime Adequate"),
        ("row", "Preventing crime and antisocial behaviour Requires improvement"),
        ("row", "Managing offenders Good"),
        ("paragraph", "The force has improved the quality of its investigations."),
    ]


def test_a_block_over_a_page_break_has_a_span_on_each_page(tmp_path: Path) -> None:
    """The spans hold the sentence's own characters only, not the heads and feet between them."""
    texts, found = blocks(pdfs.report(), tmp_path)
    over = [b for b in found if len({span.page for span in b.spans}) > 1]

    assert [[(s.page, texts[s.page][s.start : s.end]) for s in b.spans] for b in over] == [
        [
            (3, "Supervisors do not always check the plans of investigations, and victims are not"),
            (4, "always told about the progress of their case. This has been so since 2021."),
        ]
    ]


def test_no_pages_have_no_blocks() -> None:
    """A document without words has no structure."""
    assert blocks_of([]) == ()


# Running heads and feet ------------------------------------------------------------------------


def furnished(pages: int, head: str, foot: str) -> pdfs.Paper:
    paper = pdfs.Paper(head=head, foot=foot, numbers=True)
    for number in range(pages):
        (paper.page() if number else paper).lines(*FILLER)
    return paper


@pytest.mark.parametrize("pages", [2, 4, 5, 12])
def test_running_heads_and_feet_are_dropped(tmp_path: Path, pages: int) -> None:
    """Words that come back in the margin of many pages are no text; nor is the page number."""
    found = told(furnished(pages, "An inspection of Westshire Police", "© Example copyright"), tmp_path)

    assert found == [("paragraph", " ".join(FILLER))] * pages


def test_a_head_that_counts_its_pages_is_dropped(tmp_path: Path) -> None:
    """Numbers in a running head may change from page to page."""
    paper = pdfs.Paper()
    for number in range(1, 4):
        paper.at(72, 50, f"Page {number} of 3 - Westshire", 9)
        paper.lines(*FILLER)
        if number < 3:
            paper.page()

    assert told(paper, tmp_path) == [("paragraph", " ".join(FILLER))] * 3


@pytest.mark.parametrize("number", ["7", "Page 7", "page 7 of 12", "- 7 -", "vii", "xii"])
def test_a_page_number_in_the_margin_is_dropped(tmp_path: Path, number: str) -> None:
    """Any usual form of a page number goes, even where it stands once."""
    paper = pdfs.Paper().lines(*FILLER)
    paper.at(290, 810, number, 9)

    assert told(paper, tmp_path) == [("paragraph", " ".join(FILLER))]


def test_what_stands_once_in_the_margin_is_kept(tmp_path: Path) -> None:
    """A line near the edge that no other page repeats is text."""
    paper = pdfs.Paper().lines(*FILLER).page()
    paper.at(72, 60, "Annex A", 16, bold=True)
    paper.lines(*FILLER)

    assert ("heading1", "Annex A") in told(paper, tmp_path)


def test_what_stands_in_the_margin_of_a_few_pages_is_kept(tmp_path: Path) -> None:
    """Two pages of twelve that begin alike have no running head."""
    paper = pdfs.Paper()
    for number in range(12):
        (paper.page() if number else paper).lines(*FILLER)
        if number in (4, 9):
            paper.at(72, 60, "Case study", 16, bold=True)

    assert [words for _, words in told(paper, tmp_path)].count("Case study") == 2


def test_the_same_words_within_the_page_are_kept(tmp_path: Path) -> None:
    """Words that come back on every page, but not in its margin, are text: reports repeat themselves."""
    paper = pdfs.Paper()
    for number in range(3):
        (paper.page() if number else paper).heading("Areas for improvement").lines(*FILLER)

    assert told(paper, tmp_path) == [("heading1", "Areas for improvement"), ("paragraph", " ".join(FILLER))] * 3


def test_a_sentence_at_the_edge_of_two_pages_is_kept(tmp_path: Path) -> None:
    """A repeated sentence with its full stop is no running head."""
    paper = pdfs.Paper()
    for number in range(3):
        (paper.page() if number else paper).lines(*FILLER)
        paper.at(72, 790, "This is an area for improvement.")

    assert [words for _, words in told(paper, tmp_path)].count("This is an area for improvement.") == 3


# Contents lists --------------------------------------------------------------------------------


def contents(paper: pdfs.Paper, *entries: str) -> pdfs.Paper:
    for entry in entries:
        paper.lines(entry)
    return paper


@pytest.mark.parametrize(
    "entries",
    [
        (
            "Summary ........................ 3",
            "Our findings ........................ 5",
            "Annex ........................ 12",
        ),
        ("Summary 3", "Our findings 5", "About this inspection 12"),
        ("Summary…………… 3", "Our findings…………… 5", "Annex…………… 12"),
    ],
    ids=["dots", "numbers alone", "ellipses"],
)
def test_a_contents_list_is_dropped(tmp_path: Path, entries: tuple[str, ...]) -> None:
    """Entries below the word Contents are no text, whatever leads to their numbers."""
    paper = contents(pdfs.Paper().heading("Contents"), *entries).page().heading("Summary").lines(*FILLER)

    assert told(paper, tmp_path) == [("heading1", "Summary"), ("paragraph", " ".join(FILLER))]


def test_a_contents_entry_of_two_lines_is_dropped(tmp_path: Path) -> None:
    """The first line of a long entry, which ends in no number, goes with the second."""
    paper = pdfs.Paper().heading("Contents")
    paper.lines("Summary ...................... 3").lines(
        "How well does the force prevent crime and", "harm? ........ 5"
    )
    paper.lines("Leadership ...................... 9").page().lines(*FILLER)

    assert told(paper, tmp_path) == [("paragraph", " ".join(FILLER))]


@pytest.mark.parametrize(
    "lines",
    [
        ("In 2023 the force recorded 12", "It solved 4"),
        ("Calls answered in 2021 45", "Calls answered in 2022 52", "Calls answered in 2023 61"),
    ],
    ids=["two lines", "figures"],
)
def test_lines_that_end_in_numbers_are_no_contents_list(tmp_path: Path, lines: tuple[str, ...]) -> None:
    """Without the word Contents or leading dots, lines with figures are text."""
    assert told(pdfs.Paper().lines(*lines), tmp_path) == [("paragraph", " ".join(lines))]


def test_contents_are_looked_for_on_the_first_pages_only(tmp_path: Path) -> None:
    """A list of figures with dots on page 13 is no contents list."""
    paper = pdfs.Paper()
    for _ in range(12):
        paper.lines(*FILLER).page()
    paper.lines("Calls ...... 4", "Visits ...... 5", "Letters ...... 6")

    assert told(paper, tmp_path)[-1] == ("paragraph", "Calls ...... 4 Visits ...... 5 Letters ...... 6")


# Headings --------------------------------------------------------------------------------------


def test_headings_are_numbered_by_their_size(tmp_path: Path) -> None:
    """The largest style is level 1; bold comes before plain of the same size."""
    paper = pdfs.Paper().heading("Title", 24).lines(*FILLER)
    paper.heading("Section", 18).lines(*FILLER).heading("Part", 14).lines(*FILLER)
    paper.heading("Light part", 14, bold=False).lines(*FILLER).heading("Section two", 18).lines(*FILLER)

    assert [kind + " " + words for kind, words in told(paper, tmp_path) if kind.startswith("heading")] == [
        "heading1 Title",
        "heading2 Section",
        "heading3 Part",
        "heading4 Light part",
        "heading2 Section two",
    ]


def test_a_bold_line_of_the_bodys_size_is_a_heading(tmp_path: Path) -> None:
    """Many reports set their headings no larger than the text."""
    paper = pdfs.Paper().heading("Victims", 11).lines(*FILLER)

    assert told(paper, tmp_path)[0] == ("heading1", "Victims")


def test_a_heading_of_two_lines_is_one(tmp_path: Path) -> None:
    """The second line may be no more than a year."""
    paper = pdfs.Paper()
    paper.at(72, 150, "Westshire Police: revisit on the service to victims", 18, bold=True)
    paper.at(72, 172, "(2023)", 18, bold=True)
    paper.gap(120).lines(*FILLER)

    assert told(paper, tmp_path) == [
        ("heading1", "Westshire Police: revisit on the service to victims (2023)"),
        ("paragraph", " ".join(FILLER)),
    ]


def test_a_smaller_heading_right_below_is_another(tmp_path: Path) -> None:
    """Title and subtitle are two headings however close they stand."""
    paper = pdfs.Paper()
    paper.at(72, 150, "Westshire Police", 24, bold=True)
    paper.at(72, 172, "Custody", 16, bold=True)
    paper.gap(80).lines(*FILLER)

    assert told(paper, tmp_path)[:2] == [("heading1", "Westshire Police"), ("heading2", "Custody")]


@pytest.mark.parametrize(
    "words", ["The force must act now.", "Note, however,", "87%", "A" + " very long line" * 3 + ";"]
)
def test_large_or_bold_words_that_end_like_text_are_no_heading(tmp_path: Path, words: str) -> None:
    """A sentence in bold, or a figure set large, names no section."""
    paper = pdfs.Paper().heading(words, 14).lines(*FILLER)

    assert told(paper, tmp_path)[0] == ("paragraph", words)


@pytest.mark.parametrize(
    "words",
    ["Leadership requires improvement.", "Care is good.", "Early help requires improvement to be good."],
)
def test_a_sentence_set_large_that_gives_a_grade_is_a_heading(tmp_path: Path, words: str) -> None:
    """So children's services inspections of 2018 and 2019 begin their sections."""
    paper = pdfs.Paper().heading(words, 14).lines(*FILLER)

    assert told(paper, tmp_path)[0] == ("heading1", words)


# Paragraphs ------------------------------------------------------------------------------------


def test_a_gap_parts_paragraphs(tmp_path: Path) -> None:
    """Lines one leading apart are one paragraph; a wider gap begins the next."""
    paper = pdfs.Paper().lines("The force knows its", "demand well.").lines("It does not know", "its costs.")

    assert told(paper, tmp_path) == [
        ("paragraph", "The force knows its demand well."),
        ("paragraph", "It does not know its costs."),
    ]


def test_numbered_paragraphs_are_parted(tmp_path: Path) -> None:
    """A number begins a paragraph although no gap is above it, and is no part of its words."""
    paper = pdfs.Paper().lines("12. The force knows its demand.", "13. It does not know", "its costs.")

    assert told(paper, tmp_path) == [
        ("paragraph", "The force knows its demand."),
        ("paragraph", "It does not know its costs."),
    ]


def test_a_finished_paragraph_does_not_run_over_the_page_break(tmp_path: Path) -> None:
    """A page that ends with a full stop ends its paragraph."""
    paper = pdfs.Paper().lines("The force knows its demand.").page().lines("Its costs are not known.")

    assert told(paper, tmp_path) == [
        ("paragraph", "The force knows its demand."),
        ("paragraph", "Its costs are not known."),
    ]


LONG = "The force answers most of its emergency calls quickly, as it told the Home"


@pytest.mark.parametrize(
    ("first", "then", "count"),
    [
        (LONG, "Office in its plan.", 1),
        ("Next steps", "Leaders will write to us.", 2),
        ("The force answers", "most of its calls.", 1),
    ],
    ids=["full line, capital", "short line, capital", "short line, small letter"],
)
def test_a_sentence_runs_over_the_page_break_where_its_line_was_full(
    tmp_path: Path, first: str, then: str, count: int
) -> None:
    """A capital letter goes on only from a line that reached the right edge; a small one always does."""
    paper = pdfs.Paper().lines(LONG, "Office last year and in", "the years before.").lines(first).page().lines(then)

    assert len(told(paper, tmp_path)) == 1 + count


def test_two_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    """Lines side by side stay apart; a sentence goes on at the top of the next column."""
    paper = pdfs.Paper().columns(
        ("The force answers most calls", "quickly. It must improve", "how it deals with calls that"),
        ("are not emergencies, which", "too many callers abandon.", "It has a plan for this."),
    )

    assert told(paper, tmp_path) == [
        (
            "paragraph",
            "The force answers most calls quickly. It must improve how it deals with calls that"
            " are not emergencies, which too many callers abandon. It has a plan for this.",
        )
    ]


def test_wide_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    """A sentence goes on at the top of the next column, but another paragraph there is its own."""
    left = ("The force answers most calls quickly. It should", "improve how it deals with the calls that are")
    paper = pdfs.Paper().columns(left, ("not emergencies, since too many callers give", "up before they are heard."))
    paper.gap(40).columns(
        ("This ends here, in the column on the left side", "of the page."),
        ("Another begins here, on the page's other side,", "and it ends there, too."),
    )

    assert told(paper, tmp_path) == [
        (
            "paragraph",
            "The force answers most calls quickly. It should improve how it deals with the calls that are"
            " not emergencies, since too many callers give up before they are heard.",
        ),
        ("paragraph", "This ends here, in the column on the left side of the page."),
        ("paragraph", "Another begins here, on the page's other side, and it ends there, too."),
    ]


def test_words_that_stand_aside_are_apart(tmp_path: Path) -> None:
    """A line wholly to the right of the one above it, as a date in a letter, is no part of it."""
    paper = pdfs.Paper().lines(*FILLER)
    paper.at(72, 200, "Dear chief constable")
    paper.at(400, 214, "18 July 2022")

    assert told(paper, tmp_path)[1:] == [("paragraph", "Dear chief constable"), ("paragraph", "18 July 2022")]


# List items ------------------------------------------------------------------------------------


@pytest.mark.parametrize("mark", ["\u2022", "-", "\u2013", "*", "o"])
def test_bullets_make_items(tmp_path: Path, mark: str) -> None:
    """Each item is a block of all its lines, without its bullet."""
    paper = pdfs.Paper().lines("The force should:")
    paper.bullet("answer calls in time, even when the", "control room is busy", mark=mark)
    paper.bullet("train its staff.", mark=mark)

    assert told(paper, tmp_path) == [
        ("paragraph", "The force should:"),
        ("item", "answer calls in time, even when the control room is busy"),
        ("item", "train its staff."),
    ]


def test_a_paragraph_under_a_list_is_no_part_of_its_last_item(tmp_path: Path) -> None:
    """A line that starts left of the item's words begins something new, be the gap ever so small."""
    paper = pdfs.Paper().bullet("answer calls in time").bullet("train its staff.").gap(-3)
    paper.lines("The force accepts this.")

    assert told(paper, tmp_path)[-2:] == [("item", "train its staff."), ("paragraph", "The force accepts this.")]


def test_an_item_over_a_page_break_is_one(tmp_path: Path) -> None:
    """An item's sentence that goes on at the head of the next page stays whole, with both pages."""
    paper = pdfs.Paper().lines("The force should:").bullet("answer calls in time, even when").page()
    paper.lines("the control room is busy.", x=96)
    texts, found = blocks(paper, tmp_path)

    assert [(b.kind, readable(texts, b.spans, ()), [s.page for s in b.spans]) for b in found] == [
        ("paragraph", "The force should:", [1]),
        ("item", "answer calls in time, even when the control room is busy.", [1, 2]),
    ]


# Tables ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (("Investigating crime", "Adequate"), "Investigating crime Adequate"),
        ((("Preventing crime and", "antisocial behaviour"), "Good"), "Preventing crime and antisocial behaviour Good"),
        (
            ("Managing offenders", ("Requires improvement, as the", "text of the report says")),
            "Managing offenders Requires improvement, as the text of the report says",
        ),
        (
            (("Preventing crime and", "antisocial behaviour"), ("Requires improvement, as the", "text says")),
            "Preventing crime and antisocial behaviour Requires improvement, as the text says",
        ),
    ],
    ids=["one line", "first cell of two lines", "last cell of two lines", "both cells of two lines"],
)
def test_a_tables_row_is_one_block(tmp_path: Path, row: tuple[str | tuple[str, ...], ...], words: str) -> None:
    """A row keeps its cells together, also where one of them takes several lines."""
    paper = pdfs.Paper().lines("We graded three areas.").row("Area", "Grade").row(*row).row("Victims", "Good")
    paper.gap().lines(*FILLER)

    assert told(paper, tmp_path) == [
        ("paragraph", "We graded three areas."),
        ("row", "Area Grade"),
        ("row", words),
        ("row", "Victims Good"),
        ("paragraph", " ".join(FILLER)),
    ]


def test_words_beside_a_sentence_make_no_row(tmp_path: Path) -> None:
    """A short remark in the margin of a paragraph does not make a table of its sentences."""
    paper = pdfs.Paper()
    for number, words in enumerate(("The force knows its demand.", "It does not know its costs.")):
        paper.at(72, 120 + 14 * number, words)
    paper.at(400, 120, "Good")

    assert [kind for kind, _ in told(paper, tmp_path)] == ["paragraph"]


# Footnotes -------------------------------------------------------------------------------------


def test_footnotes_are_apart_from_the_text(tmp_path: Path) -> None:
    """Small print is a note; each number begins another; the text above goes on over the page."""
    paper = pdfs.Paper().lines("The force answers most calls in time, but its officers do not always", "arrive before")
    paper.note("1 Survey of callers by the force,", "June 2024.", "2 Home Office data.")
    paper.page().lines("the offender is gone.", "That is a risk.")

    assert told(paper, tmp_path) == [
        (
            "paragraph",
            "The force answers most calls in time, but its officers do not always arrive before"
            " the offender is gone. That is a risk.",
        ),
        ("note", "1 Survey of callers by the force, June 2024."),
        ("note", "2 Home Office data."),
    ]


def test_notes_of_two_pages_are_two(tmp_path: Path) -> None:
    """A note does not go on with the small print of the next page."""
    paper = pdfs.Paper().lines(*FILLER).note("1 Survey of callers").page().lines(*FILLER).note("as published")

    assert [words for kind, words in told(paper, tmp_path) if kind == "note"] == ["1 Survey of callers", "as published"]


@pytest.mark.parametrize(
    "words",
    [("Most callers were content.", "Others were not."), ("Most callers know the line", "and use it.")],
    ids=["behind a sentence", "within one"],
)
def test_a_footnotes_mark_on_a_line_of_its_own_breaks_no_paragraph(tmp_path: Path, words: tuple[str, str]) -> None:
    """A raised number stays within the paragraph's characters."""
    paper = pdfs.Paper().lines(*FILLER)
    paper.at(72, 200, words[0])
    paper.at(204, 192, "1", 5)
    paper.at(72, 214, words[1])
    texts, found = blocks(paper, tmp_path)

    assert [b.kind for b in found] == ["paragraph", "paragraph"]
    assert [texts[1][s.start : s.end] for s in found[1].spans] == ["\r\n1\r\n".join(words)]


def test_a_footnotes_mark_in_the_first_line_of_an_item_breaks_no_item(tmp_path: Path) -> None:
    """Where the words behind it are taken for a line of their own, and mark and bullet are small."""
    paper = pdfs.Paper().lines(*FILLER)
    paper.at(72, 200, "\u2022", 6)
    paper.at(90, 200, "The scheme")
    paper.at(90 + stringWidth("The scheme", "Helvetica", pdfs.BODY), 194, "5", 6)
    paper.at(100 + stringWidth("The scheme", "Helvetica", pdfs.BODY), 200, "is not yet effective, since too many")
    paper.at(90, 214, "children are not known to it.")

    words = "The scheme5 is not yet effective, since too many children are not known to it."
    assert told(paper, tmp_path) == [("paragraph", " ".join(FILLER)), ("item", words)]


def test_an_empty_item_is_no_block(tmp_path: Path) -> None:
    """A bullet without words, as editors leave them, is nothing."""
    paper = pdfs.Paper().bullet("train its staff.").bullet().gap().lines(*FILLER)

    assert told(paper, tmp_path) == [("item", "train its staff."), ("paragraph", " ".join(FILLER))]


@pytest.mark.parametrize("drawn", ["rectangle", "rules", "pieces"])
def test_a_box_is_put_behind_the_section_that_it_is_set_into(drawn: str, tmp_path: Path) -> None:
    """A list goes on behind a case study, and its items are not among those of the study."""
    paper = pdfs.Paper().heading("Areas for improvement", pdfs.BODY)
    paper.bullet("Referrals are not always sent on", "in time.")
    paper.boxed("Case study: effective practice", "A child was seen at once and", "has a plan.", drawn=drawn)
    paper.bullet("Plans are not reviewed.").heading("Next steps", pdfs.BODY).lines("The partners write a plan.")

    texts, found = blocks(paper, tmp_path)

    assert [readable(texts, block.spans, ()) for block in found] == [
        "Areas for improvement",
        "Referrals are not always sent on in time.",
        "Plans are not reviewed.",
        "Case study: effective practice",
        "A child was seen at once and has a plan.",
        "Next steps",
        "The partners write a plan.",
    ]
    assert [block.box for block in found] == [0, 0, 0, 1, 1, 0, 0]


def test_a_sentence_goes_on_behind_a_box_at_the_top_of_the_next_page(tmp_path: Path) -> None:
    """An item that a page break and a box interrupt is one item, with the words of the box not in it."""
    paper = pdfs.Paper().heading("Areas for improvement", pdfs.BODY)
    paper.bullet("Meetings are mostly held in time, but the school nurses and doctors do not").page()
    paper.boxed("Case study: effective practice", "A child was seen at once.")
    paper.lines("routinely come to them.", x=pdfs.LEFT + 24)

    assert told(paper, tmp_path)[1] == (
        "item",
        "Meetings are mostly held in time, but the school nurses and doctors do not routinely come to them.",
    )


def test_frames_without_a_heading_and_tables_are_no_boxes(tmp_path: Path) -> None:
    """What is merely framed, or a table with a rule between its columns, stays where it stands."""
    paper = pdfs.Paper().heading("Findings", 16).lines("The force answers calls", "quickly.")
    paper.frame(70, 70).row("Body", "Action").row("The council", "Write a plan").gap(20)
    paper.lines("Officers arrive in time.")

    assert {b.box for b in blocks(paper, tmp_path)[1]} == {0}


# Tables of sentences ---------------------------------------------------------------------------

ACTIONS = (
    "Leaders should see that plans are written",
    "with the families that they are meant for and",
    "that each of them is looked at again when a",
    "year has gone by, or sooner where a child's",
    "needs have changed in the meantime.",
)


def test_cells_that_hold_sentences_are_read_one_by_one(tmp_path: Path) -> None:
    """Words that stand beside each other in two columns are never put into one sentence."""
    paper = pdfs.Paper().heading("Areas for priority action", 16)
    paper.grid(["Body", "Action"], [("The council and", "the health board"), ACTIONS])

    assert told(paper, tmp_path) == [
        ("heading1", "Areas for priority action"),
        ("row", "Body Action"),
        ("paragraph", "The council and the health board"),
        ("paragraph", " ".join(ACTIONS)),
    ]


def test_a_row_over_a_page_break_is_read_column_by_column(tmp_path: Path) -> None:
    """Both cells go on at the top of the next page, each where it stopped."""
    paper = pdfs.Paper().heading("Areas for priority action", 16)
    paper.grid(["Body", "Action"], [("The council and",), ACTIONS[:3]]).page()
    paper.grid([], [("the health board",), ACTIONS[3:]], [("The council",), ("Leaders should also listen.",)])

    assert told(paper, tmp_path)[2:] == [
        ("paragraph", "The council and the health board"),
        ("paragraph", " ".join(ACTIONS)),
        ("paragraph", "The council"),
        ("paragraph", "Leaders should also listen."),
    ]


def test_a_table_of_words_is_read_row_by_row(tmp_path: Path) -> None:
    """A grade stands in one block with its area, rules or no rules."""
    paper = pdfs.Paper().heading("Grades", 16).grid(["Area", "Grade"], [("Investigating", "crime"), ("Adequate",)])

    assert told(paper, tmp_path)[2] == ("row", "Investigating crime Adequate")


def test_a_number_that_stands_apart_from_its_paragraph_is_no_part_of_it(tmp_path: Path) -> None:
    """As one in its first line is none."""
    paper = pdfs.Paper().lines("Supervisors look at the plans of all investigations.")
    paper.at(pdfs.LEFT, 202, "19.")
    paper.at(pdfs.LEFT + 60, 200, "The force does not see some of the risks to")
    paper.at(pdfs.LEFT + 60, 214, "those who call.")
    assert told(paper, tmp_path)[1:] == [("paragraph", "The force does not see some of the risks to those who call.")]


def test_a_table_whose_head_has_its_own_rules_is_read_cell_by_cell(tmp_path: Path) -> None:
    """The outer rules run past those between its columns, and a line under words is no rule of it."""
    left = ("Two stages were planned. Stage 1 was held on", "30 January 2007 for those who", "work in Kent.") * 3
    right = ("The exercise showed that much is left to be", "agreed between the nations, and that no one", "leads.") * 3
    paper = pdfs.Paper().lines(*["Supervisors look at the plans of all of the investigations of the force."] * 8)
    paper.at(70, 315, "Exercise", 8)
    paper.at(320, 315, "What it showed", 8)
    for number, (one, other) in enumerate(zip(left, right, strict=True)):
        paper.at(70, 340 + 11 * number, one, 8)
        paper.at(320, 340 + 11 * number, other, 8)
    paper.rule(65, 300, 440, upright=True).rule(540, 300, 440, upright=True).rule(315, 322, 440, upright=True)
    paper.rule(65, 322, 540).rule(330, 364, 480)
    assert told(paper, tmp_path)[-4:] == [
        ("paragraph", "Exercise"),
        ("paragraph", "What it showed"),
        ("paragraph", " ".join(left)),
        ("paragraph", " ".join(right)),
    ]


def test_items_in_small_print_are_whole(tmp_path: Path) -> None:
    """Their further lines hang under the first; a footnote below them stands at the margin."""
    paper = pdfs.Paper().lines(*["Supervisors look at the plans of all of the investigations of the force."] * 8)
    for top, x, words in (
        (400, 80, "\u2022 a need for better engagement"),
        (410, 90, "with the public"),
        (420, 80, "\u2022 more staff"),
        (430, 72, "1 Survey of callers."),
    ):
        paper.at(x, top, words, 8)
    assert told(paper, tmp_path)[1:] == [
        ("item", "a need for better engagement with the public"),
        ("item", "more staff"),
        ("note", "1 Survey of callers."),
    ]


def test_a_line_that_a_broken_word_makes_two_lines_high_goes_on_with_its_sentence(tmp_path: Path) -> None:
    """It stands where its first line does."""
    lines = ("The force asks all of the councils in the South of", "England to look at their plans with the multi-")
    paper = pdfs.Paper().lines(*["Supervisors look at all plans."] * 6).lines(*lines, "agency team.")
    assert told(paper, tmp_path)[-1] == (
        "paragraph",
        "The force asks all of the councils in the South of England to look at their plans with the multi-agency team.",
    )


def test_bold_paragraphs_stand_as_far_apart_as_others_do(tmp_path: Path) -> None:
    """What is recommended in bold print is not run together with the answer below it, and is no heading."""
    paper = pdfs.Paper().lines(*["Supervisors look at all of the plans."] * 6)
    for top, words in ((300, "That the plan be reviewed"), (314, "urgently. (113.7)"), (333, "It accepts this.")):
        paper.at(pdfs.LEFT, top, words, bold=True)
    assert told(paper, tmp_path)[-2:] == [
        ("paragraph", "That the plan be reviewed urgently. (113.7)"),
        ("paragraph", "It accepts this."),
    ]


def test_a_word_that_a_page_end_breaks_is_not_run_together_with_what_the_page_gives_next(tmp_path: Path) -> None:
    """Such as its head; it goes on at the top of the next page."""
    paper = pdfs.Paper()
    paper.at(pdfs.LEFT, 700, "The plan was made with governmental and non-")
    paper.at(pdfs.LEFT, 40, "11/24/25, 8:19 PM A report", 8)
    paper.page().at(pdfs.LEFT, 120, "governmental bodies.")
    paper.at(pdfs.LEFT, 40, "11/24/25, 8:19 PM A report", 8)
    assert told(paper, tmp_path) == [("paragraph", "The plan was made with governmental and non-governmental bodies.")]


def test_a_bold_paragraph_behind_a_number_that_is_not_bold_is_whole(tmp_path: Path) -> None:
    """Its weight is that of its first word, and the number is no part of it."""
    paper = pdfs.Paper().lines(*["Supervisors look at all of the plans."] * 6)
    paper.at(pdfs.LEFT, 300, "4.24.")
    paper.at(pdfs.LEFT + 26, 300, "We recommend that the force consider whether", bold=True)
    paper.at(pdfs.LEFT + 26, 314, "its plan is fit for what it is meant to do.", bold=True)
    assert told(paper, tmp_path)[-1] == (
        "paragraph",
        "We recommend that the force consider whether its plan is fit for what it is meant to do.",
    )
