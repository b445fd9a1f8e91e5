"""Rows of tables whose first cell is broken over lines are one block, of the register as of the passages."""

from __future__ import annotations

import pytest

from corpus.structure.outline import Outline
from corpus.types import Block, Document, Page, Span


def blocks(*lines: tuple[str, str], between: str = "\n") -> list[tuple[str, str]]:
    """Kinds and words of the blocks of an outline whose document has these lines, each a block."""
    text, made = "", list[Block]()
    for kind, words in lines:
        text += between * bool(text)
        made.append(Block(kind, (Span(1, len(text), len(text) + len(words)),), int(kind == "heading")))
        text += words
    outline = Outline.of(Document((Page(1, text),), tuple(made), paged=True, reader="by hand"), frozenset())
    return [(entry.block.kind, entry.text) for entry in outline.blocks]


def test_a_line_and_the_row_that_goes_on_with_it_are_one_row() -> None:
    assert blocks(
        ("paragraph", "The experiences and progress of children in care and care"), ("row", "leavers Good")
    ) == [("row", "The experiences and progress of children in care and care leavers Good")]


def test_a_heading_that_goes_on_in_a_row_with_its_grade_is_one_heading() -> None:
    assert blocks(
        ("heading", "Leadership, management and"),
        ("row", "governance Requires improvement"),
        ("heading", "Summary"),
    ) == [("heading", "Leadership, management and governance Requires improvement"), ("heading", "Summary")]


@pytest.mark.parametrize(
    ("line", "row"),
    [
        (("paragraph", "What was judged is set out below."), ("row", "overall Good")),
        (("paragraph", "Overall effectiveness"), ("row", "Capacity to improve Good")),
        (("paragraph", "Chief Executive Officer"), ("row", "www.example.gov.uk www.example.nhs.uk")),
        (("item", "Adoption performance"), ("row", "is shown Good")),
    ],
)
def test_other_lines_before_a_row_stay_apart(line: tuple[str, str], row: tuple[str, str]) -> None:
    assert blocks(line, row) == [line, row]


def test_a_line_far_above_a_row_stays_apart() -> None:
    line, row = ("paragraph", "The experiences and progress of children in care and care"), ("row", "leavers Good")
    assert blocks(line, row, between="\n\n\n\n\n") == [line, row]
