"""The wording of reports: marks of footnotes, parts that stand together, and differences as they are printed."""

from __future__ import annotations

import pytest

from bot.verify.tokens import Line, Run, Wording, blanks, changes, placed, tokens
from corpus.types import Span


def wording(*texts: str, notes: dict[int, set[str]] | None = None) -> Wording:
    """A report of one page with these sentences."""
    return Wording([Line(text, 1, (), (Span(1, 100 * n, 100 * n + 90),)) for n, text in enumerate(texts)], notes)


@pytest.mark.parametrize("given", ["Operation Encompass is not yet", "Operation Encompass5 is not yet"])
def test_the_mark_of_a_footnote_of_the_page_is_no_part_of_its_word(given: str) -> None:
    """The word is found with it and without it."""
    said = wording("Operation Encompass5 is not yet effective.", "5 A project.", notes={1: {"5"}})
    assert said.find(tokens(given)) == Run(0, 5)


@pytest.mark.parametrize(
    ("said", "given", "notes"),
    [
        ("Operation Encompass5 is not yet", "Operation Encompass is not", {}),
        ("Operation Encompass5 is not yet", "Operation Encompass is not", {1: {"6"}}),
        ("Operation Encompass5 is not yet", "Operation Encompass is not", {2: {"5"}}),
        ("Operation Encompass5 is not yet", "Operation Encompass6 is not", {1: {"5", "6"}}),
        ("since COVID-19 it is not", "since COVID- it is not", {1: {"19"}}),
        ("since COVID-19 it is not", "since COVID it is not", {1: {"19"}}),
        ("pupils in KS2 do well", "pupils in KS do well", {1: {"2"}}),
        ("Prevent2 is less than Prevent2 was", "Prevent is less than Prevent was", {1: {"2"}}),
        ("there are 15 of 25", "there are 1 of 2", {1: {"5"}}),
    ],
)
def test_no_other_number_is_taken_from_the_end_of_a_word(said: str, given: str, notes: dict[int, set[str]]) -> None:
    """Neither without a footnote of that number on the page, nor from what is a name with a number."""
    assert wording(said, notes=notes).find(tokens(given)) is None


def test_parts_are_found_where_they_stand_closest() -> None:
    """Not where each comes first."""
    said = wording(
        "The force is slow.", "Nobody there is quick.", "It has staff.", "The force is now quick; it has staff."
    )
    parts = [[tokens("The force is")], [tokens("it has staff"), tokens("It has staff")]]
    assert said.closest(parts)[0] == [Run(14, 17), Run(20, 23)]
    assert said.closest([[tokens("Nobody")], [tokens("is slow")]]) == []


def test_a_difference_is_printed_as_the_source_and_the_draft_print_it() -> None:
    """With their quotation marks, and no blanks beside them that neither has."""
    true = "It holds the \u2018Connect\u2019 data, all agencies\u2019 own."
    given = "It holds the 'Connected' file, all agencies' own."
    found = changes(placed(true), placed(given))
    assert found == (
        ("same", "It holds the \u2018"),
        ("left out", "Connect"),
        ("put in", "Connected"),
        ("same", "\u2019"),
        ("left out", "data"),
        ("put in", "file"),
        ("same", ", all agencies\u2019 own."),
    )
    assert list(blanks(found)) == ["", "", " ", "", " ", " ", ""]


def test_the_words_of_a_run_are_the_source_s() -> None:
    """Over several sentences, too."""
    said = wording("All agencies\u2019 gathering \u2013 or \u201cmeeting\u201d.", "It waits.")
    assert said.said(Run(1, 11)) == "agencies\u2019 gathering \u2013 or \u201cmeeting\u201d. It"
