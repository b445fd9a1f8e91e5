"""What only asks for the form of an answer is told from what a question is about."""

from __future__ import annotations

import pytest

from corpus.vocabulary.asking import asks_form, told_to_improve, without_form, without_number


@pytest.mark.parametrize(
    ("asked", "left"),
    [
        ("Which inspections flagged priority action? list them pls", "Which inspections flagged priority action?"),
        ("which places train taxi drivers? need a list", "which places train taxi drivers?"),
        ("which areas got priority actions, full list please", "which areas got priority actions"),
        ("Which services have one? Can you give me all of them, thanks", "Which services have one?"),
        ("inspections with priority action - need them as a list", "inspections with priority action"),
        ("which councils train foster carers list them", "which councils train foster carers"),
        ("Full list please: councils with exemptions", "councils with exemptions"),
        ("give me a full list of all the councils that train carers", "which councils that train carers"),
    ],
)
def test_what_asks_for_the_form_is_left_out(asked: str, left: str) -> None:
    """Behind the question or before it, with a mark between or without."""
    assert without_form(asked) == left


@pytest.mark.parametrize(
    "asked",
    [
        "What do inspectors say about the waiting list?",
        "Does the council keep a full list of vulnerable children",
        "How long is the housing list?",
        "How many children are on the list in total",
        "list them pls",
        "how many in total?",
        "List the areas for improvement in Kent",
        "Compare Kent and Essex, as a table",
    ],
)
def test_a_list_that_is_asked_about_stays(asked: str) -> None:
    """So does a question that is nothing but a request, and the table that is to be made."""
    assert without_form(asked) == asked


def test_a_request_for_a_list_says_nothing_else() -> None:
    """One for a number of all that is another, and is kept for the search, which looks for numbers."""
    assert asks_form("give me the full list, please")
    assert not asks_form("give me the reasons, please")
    assert without_number("Operation Encompass, how many in total?") == "Operation Encompass"
    assert without_number("how many calls there are in custody") == "how many calls there are in custody"


@pytest.mark.parametrize("text", ["What was Kent told to fix?", "what do inspectors want Kent Police to improve"])
def test_what_is_to_be_improved_is_told_or_wanted(text: str) -> None:
    """By the words that ask for it."""
    assert told_to_improve(text)
    assert not told_to_improve("What did Kent tell inspectors?")
