"""List items that only their place tells: indents on a page, line breaks in a web page."""

from __future__ import annotations

from pathlib import Path

import pdfs
import pytest
from documents import read_paper, told

from corpus.reading.html import read_html

FILLER = ("Supervisors look at the plans of all investigations,", "and write down what they have seen there.") * 4
ITEMS = (
    ("answers non-emergency calls, which callers give up", "too often, in good time"),
    ("records the vulnerability of callers, and that of", "those who live with them"),
    ("calls back those who hang up",),
)
LIST = [
    ("paragraph", "The force should make sure that it:"),
    ("item", "answers non-emergency calls, which callers give up too often, in good time"),
    ("item", "records the vulnerability of callers, and that of those who live with them"),
    ("item", "calls back those who hang up"),
]


def listed(tmp_path: Path, first: float, further: float, gap: float) -> list[tuple[str, str]]:
    """The blocks of a list whose items are so far to the right, and below one another, without those around it."""
    paper = pdfs.Paper().lines(*FILLER).lines("The force should make sure that it:")
    for item in ITEMS:
        for number, words in enumerate(item):
            paper.at(pdfs.LEFT + (further if number else first), paper.gap(0)._top, words)
            paper.gap()
        paper.gap(gap)
    return told(read_paper(paper.gap(10).lines(*FILLER), tmp_path))[1:-1]


@pytest.mark.parametrize(("first", "further", "gap"), [(24, 24, 0), (0, 12, 0), (24, 24, 6), (24, 36, 0), (24, 24, 14)])
def test_items_are_told_by_their_indent(tmp_path: Path, first: float, further: float, gap: float) -> None:
    """Further to the right than their lead-in, or with hanging lines, apart or not."""
    assert listed(tmp_path, first, further, gap) == LIST


def test_a_quotation_that_is_set_further_to_the_right_is_no_list(tmp_path: Path) -> None:
    """Its lines are full."""
    paper = pdfs.Paper().lines(*FILLER).lines("An officer told us:")
    paper.lines("We do not have the time to see victims twice, and", "no one asks us how we are. It is a pity.", x=96)
    assert told(read_paper(paper.lines(*FILLER), tmp_path))[1:-1] == [
        ("paragraph", "An officer told us:"),
        ("paragraph", "We do not have the time to see victims twice, and no one asks us how we are. It is a pity."),
    ]


@pytest.mark.parametrize(
    ("page", "blocks"),
    [
        ("<p>It should:<br>answer calls<br>call back.</p>", "paragraph It should:|item answer calls|item call back."),
        ("<p>It does:<br/>&bull; one thing<br/>&bull; another</p>", "paragraph It does:|item one thing|item another"),
        ("<p><b>Two things</b><br>1. One<br>2. Two</p>", "paragraph Two things|item One|item Two"),
        ("<p>It has<br>two calls.<br><br>It is late.</p>", "paragraph It has two calls.|paragraph It is late."),
        ("<p>An officer said:<br>I wait.</p>", "paragraph An officer said: I wait."),
        ("<h2>What<br>it does</h2>", "heading2 What it does"),
    ],
)
def test_lines_of_a_web_page_are_items_behind_a_lead_in_or_with_marks(page: str, blocks: str) -> None:
    """Two line breaks part paragraphs; one is a blank elsewhere."""
    document = read_html(f"<html><body>{page}</body></html>")
    assert "|".join(" ".join(block) for block in told(document)) == blocks
