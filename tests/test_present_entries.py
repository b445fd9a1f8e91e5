"""The whole list behind an answer: lines, a table, CSV, and kept with its answer."""

from __future__ import annotations

from fakes import REPORT

from bot.memory.stored import answer_from, answer_json
from bot.present.entries import as_entries, entries_csv, entry_lines
from bot.types import Answer, Entry, Quote

QUOTE = Quote("Calls Good", "Calls Good", REPORT, 3, 3, 1.0, page_label="3")
CALLS, CRIME = Entry("Kent Police", "Calls", "Good", QUOTE), Entry("Kent Police", "Crime", "Adequate", QUOTE)


def test_lines_say_once_what_they_share() -> None:
    """The place of all, and no body where there is but one."""
    assert entry_lines([CALLS, CRIME]) == ["Calls: Good", "Crime: Adequate", "(each: 14 May 2025, p. 3)"]


def test_bodies_with_the_same_things_stand_side_by_side() -> None:
    """A gap is told by its words; without a table each has a line."""
    both = [CALLS, Entry("Essex Police", "Calls", "no grade found"), CRIME, Entry("Essex Police", "Crime", "Good")]
    table = entry_lines(both)
    assert [line.split("  ")[0] for line in table[1:]] == ["Calls", "Crime"]
    assert table[0].split() == ["Kent", "Police", "Essex", "Police"]
    assert "no grade found" in table[1]
    assert entry_lines(both, table=False)[1] == "Essex Police, Calls: no grade found"


def test_many_bodies_with_few_things_have_a_line_for_each() -> None:
    """A table of them would be too wide to read."""
    many = [Entry(f"The Police of Place {n}", area, "Good") for n in range(9) for area in ("Calls", "Crime")]
    assert entry_lines(many)[:2] == ["The Police of Place 0, Calls: Good", "The Police of Place 0, Crime: Good"]
    assert len(entry_lines(many[:4])) == 3


def test_long_names_of_rows_stand_whole() -> None:
    """Two areas that begin with the same words are told apart: each name goes on in the next line."""
    areas = ("The experiences and progress of care leavers", "The experiences and progress of children in care")
    cells = [Entry(body, area, "Good") for area in areas for body in ("Kent", "Essex")]
    assert entry_lines(cells) == [
        f"{'':<34}  Kent  Essex",
        f"{'The experiences and progress of':<34}  Good  Good",
        "  care leavers",
        f"{'The experiences and progress of':<34}  Good  Good",
        "  children in care",
    ]


def test_a_list_as_csv_has_a_row_for_each_entry() -> None:
    """A gap has no words and no page."""
    header, first, gap = entries_csv([CALLS, Entry("Essex Police", "Calls", "no grade found")]).splitlines()
    assert header.startswith("body,title,")
    assert first.startswith("Kent Police,")
    assert ",Calls,Good,Calls Good," in first
    assert gap.startswith("Essex Police,,")
    assert ",Calls,no grade found,," in gap


def test_quotes_alone_make_a_list_of_their_words() -> None:
    """Where no list stands behind the answer."""
    assert as_entries([QUOTE]) == (Entry(REPORT.body, "", "Calls Good", QUOTE),)


def test_an_answer_is_kept_with_its_list() -> None:
    """Equal in every part, gaps included."""
    gap = Entry("Essex Police", "Calls", "no grade found")
    answer = Answer("q", "answered", "m", quotes=(QUOTE,), entries=(CALLS, gap))
    assert answer_from(answer_json(answer)) == answer
