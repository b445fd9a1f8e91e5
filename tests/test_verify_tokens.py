"""The wording of reports: parts that stand together, and differences as they are printed."""

from __future__ import annotations

from bot.verify.tokens import ReportLine, TokenRange, Wording, blanks, changes, placed, tokens
from corpus.types import Span


def wording(*texts: str) -> Wording:
    """A report of one page with these sentences."""
    return Wording([ReportLine(text, 1, (), (Span(1, 100 * n, 100 * n + 90),)) for n, text in enumerate(texts)])


def test_parts_are_found_where_they_stand_closest() -> None:
    """Not where each comes first."""
    said = wording(
        "The force is slow.", "Nobody there is quick.", "It has staff.", "The force is now quick; it has staff."
    )
    parts = [[tokens("The force is")], [tokens("it has staff"), tokens("It has staff")]]
    assert said.closest(parts)[0] == [TokenRange(14, 17), TokenRange(20, 23)]
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
    assert said.said(TokenRange(1, 11)) == "agencies\u2019 gathering \u2013 or \u201cmeeting\u201d. It"
