"""Whether a quote gives the number that a question asks for, of the thing that it asks about."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.ask.quantity import gives
from bot.question.question import Question
from bot.types import Quote
from corpus.types import Report
from index.search import Index

REPORT = Report("a1", "A report", ("Kent",), ("Ofsted",), "ILACS inspection", None, None, "a.pdf", "0" * 64)
SAID = Quote("", "", REPORT, 1, 1, 0.5)


@pytest.mark.parametrize(
    ("asked", "said", "expected"),
    [
        ("How many kids are waiting?", "In all, 12 children wait.", True),
        (
            "How many kids are waiting?",
            "In all, 12 letters wait for children\u2019s homes to be built in the county town.",
            True,
        ),
        ("How many kids are waiting?", "In all, 12 letters wait.", False),
        ("How many kids are waiting?", "Children wait.", False),
        ("How many cops are there?", "There are three police officers.", True),
    ],
)
def test_a_number_is_of_the_thing_asked_about(opened: Index, asked: str, said: str, expected: bool) -> None:
    """The thing may be put in everyday words; the number stands near before it."""
    question = Question(asked, asked, seeks="count")
    assert gives(opened.lexical, replace(SAID, text=said, passage=said), question) is expected
