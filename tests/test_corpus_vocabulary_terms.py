"""Words of the field told apart: phases of monitoring, abbreviations, offices, and other languages."""

from __future__ import annotations

import pytest

from bot.registers.tally import counted_in
from corpus.vocabulary.abbreviations import defined_in, known_in
from corpus.vocabulary.monitoring import asks_phase, phase_told
from corpus.vocabulary.offices import holder, is_name, lists_addressees, office_in
from corpus.vocabulary.talk import other_language, talk_in


@pytest.mark.parametrize(
    ("sentence", "left", "date"),
    [
        ("The force was moved into Engage in June 2022.", False, "2022-06"),
        ("It was in Engage from 14 October 2022 to July 2025.", True, "2025-07"),
        ("The force went back to routine monitoring (Scan) in January 2025.", True, "2025-01"),
        ("Special measures began in December 2020 and ended in October 2022.", True, "2022-10"),
        ("The force left special measures in 2023.", True, "2023"),
    ],
)
def test_a_sentence_tells_whether_a_phase_was_left_and_when(sentence: str, left: bool, date: str) -> None:
    """By the last date where it was left, by the first where it was not."""
    told = phase_told(sentence)
    assert told
    assert (told.left, told.date) == (left, date)


def test_engaging_with_people_is_no_phase() -> None:
    """Neither in a report nor in a question."""
    assert phase_told("Officers engage with communities well.") is None
    assert not asks_phase("How does the force engage with communities?")
    assert asks_phase("Is the force still in Engage?")


@pytest.mark.parametrize(
    ("sentence", "counts"),
    [
        (
            "It was good in two areas, adequate in one and inadequate in three.",
            {"good": 2, "adequate": 1, "inadequate": 3},
        ),
        (
            "Eight areas were graded: two Good, five Adequate and one Inadequate.",
            {"good": 2, "adequate": 5, "inadequate": 1},
        ),
        ("Calls were adequate.", {}),
    ],
)
def test_a_report_s_own_count_of_its_grades_is_read(sentence: str, counts: dict[str, int]) -> None:
    """Numbers before the grades, or behind them."""
    assert dict(counted_in(sentence)) == counts


def test_an_abbreviation_is_defined_by_the_words_before_it() -> None:
    """By their first letters, small words aside; other brackets define nothing."""
    assert defined_in("The early help and advice hub (EHAH) is new.", "EHAH") == "early help and advice hub"
    assert defined_in("It is kept by the integrated care board (ICB).", "ICB") == "integrated care board"
    assert defined_in("The hub is new (EHAH).", "EHAH") == ""
    assert [long for _, _, long in known_in("Are RSOs visited, and MARACs held?")] == [
        "registered sex offender",
        "multi-agency risk assessment conference",
    ]


def test_who_holds_an_office_is_named_before_or_behind_it() -> None:
    """A deputy holds another office."""
    office = office_in("Who is the chief constable?")
    found = [holder(office).search(text) for text in ("Chief Constable Ann Lee said so.", "Ann Lee, Chief Constable")]
    assert [match and (match["name"] or match["before"]) for match in found] == ["Ann Lee", "Ann Lee"]
    assert holder(office).search("Deputy Chief Constable Sam Poole said so.") is None


def test_a_list_of_addressees_is_told_from_a_sentence() -> None:
    """Two people with their posts, and no verb."""
    assert lists_addressees("Ann Lee, Chief Executive Officer Sam Poole, Chief Constable")
    assert not lists_addressees("Ann Lee, Chief Executive, and Sam Poole, Chief Constable, said that they agree.")


@pytest.mark.parametrize(
    ("text", "kind"), [("Hello!", "greeting"), ("thank you", "thanks"), ("help", "help"), ("Hello in Gwent?", "")]
)
def test_greetings_are_no_questions(text: str, kind: str) -> None:
    """Only where nothing else is said."""
    assert talk_in(text) == kind


@pytest.mark.parametrize(
    "text", ["What did inspectors say about Gwent?", "Gwent grades", "SEND in Halton, los and las", "calls"]
)
def test_english_is_no_other_language(text: str) -> None:
    """Nor are short searches."""
    assert other_language(text) is None


@pytest.mark.parametrize(
    ("words", "expected"),
    [("Ann Lee", True), ("Chief Executive Officer", False), ("Children's Services", False), ("Kent Council", False)],
)
def test_a_post_or_a_body_is_nobodys_name(words: str, expected: bool) -> None:
    """Though it is written in capitals."""
    assert is_name(words) is expected
