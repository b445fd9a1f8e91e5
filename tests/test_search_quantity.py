"""Whether a quote gives the number that a question asks for, of the thing that it asks about."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest

from bot.question.question import Question
from bot.search.figures import gives_quantity
from bot.search.quantity import asks_amount, gives, kept, share_named, thing_of, unsaid
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


def test_what_a_reader_takes_to_answer_clearly_gives_the_number_however_far_from_the_thing(opened: Index) -> None:
    """*More homes than any other authority, with over 263* is no sentence without the number of homes."""
    question = Question("How many homes are there?", "how many homes are there", seeks="count")
    said = "There are more homes than in any other authority in the whole country, with over 263 at that time."
    quote = replace(SAID, text=said, passage=said)
    assert not gives(opened.lexical, quote, question)
    assert gives(opened.lexical, replace(quote, logit=1.9), question)
    assert not gives(opened.lexical, replace(quote, text="There are many homes.", logit=1.9), question)


def test_without_a_quantity_sought_quotes_keep_their_order(opened: Index) -> None:
    """The newest inspection stays first, whether or not its words name the topic."""
    question = Question("Are children found?", "children found")
    quotes = [replace(SAID, text=text, passage=text) for text in ("Pupils are seen.", "All children are found.")]
    assert kept(opened.lexical, quotes, question, lambda _: True, lambda quote: float("found" in quote.text)) == quotes


def test_a_length_of_time_of_another_thing_is_told_to_be_none_of_the_thing(opened: Index) -> None:
    """The thing is the topic without the words that ask; what is on the topic is kept, else the first few."""
    asked = "How long do children wait for speech therapy?"
    question = Question(asked, asked, seeks="duration")
    thing = thing_of(opened.lexical, opened.topic(asked), question)
    assert set(thing.stems) == set(opened.lexical.stems("speech therapy"))
    other, own, said = (
        replace(SAID, text=text, passage=text)
        for text in ("Waits for CAMHS were 39 weeks.", "Speech therapy takes 12 weeks.", "Speech therapy is slow.")
    )
    named = partial(share_named, opened, [thing])
    assert kept(opened.lexical, [other, said], question, lambda _: False, named) == [said]
    assert kept(opened.lexical, [other] * 3, question, lambda _: False, named) == [other] * 3
    assert kept(opened.lexical, [other, own], question, lambda quote: quote == own, named)[0] == own
    assert unsaid(opened.lexical, [other, said], question, named).startswith("No sentence was found")
    assert not unsaid(opened.lexical, [other, own], question, named)
    assert share_named(opened, [thing], replace(other, score=0.8)) == 1.0


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("How long do children wait?", True),
        ("How many weeks does it take?", True),
        ("What is the waiting time for CAMHS?", True),
        ("How are callers who wait treated?", False),
        ("Do people get signed off without long waits?", False),
    ],
)
def test_only_a_question_for_a_length_of_time_is_told_that_none_was_found(text: str, *, asks: bool) -> None:
    """And not one that only speaks of waiting."""
    assert asks_amount(Question(text, text, seeks="duration")) is asks


def test_an_age_is_no_length_of_time() -> None:
    """Nor what it is asked of."""
    assert not gives_quantity("Help is slow for those aged 11 to 16 years.", "duration")
    assert gives_quantity("Help for 16-year-olds takes 12 weeks.", "duration")
