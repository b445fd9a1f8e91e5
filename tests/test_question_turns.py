"""Which inspection of several a question names: now, and so many before the newest."""

from __future__ import annotations

import pytest

from bot.question.parse import conversation
from bot.question.question import Question
from corpus.describe.gazetteer import gazetteer


def asked(*texts: str) -> Question:
    """The last of these questions, understood after those before it."""
    return conversation(texts, gazetteer())


@pytest.mark.parametrize(
    "question",
    [
        "These days, how do care leavers fare in Bolton?",
        "How do care leavers fare in Bolton nowadays?",
        "At present, how do care leavers fare in Bolton?",
        "As things stand, how do care leavers fare in Bolton?",
        "How do care leavers fare in Bolton right now?",
    ],
)
def test_words_for_now_mean_the_newest_inspection_and_are_no_topic(question: str) -> None:
    """The same topic is searched as without them."""
    plain = asked("How do care leavers fare in Bolton?").topic.rstrip("? ")
    found = asked(question)
    assert found.turn == "latest"
    assert found.topic.lower().strip("?, ") == plain.lower()


def test_now_beside_a_year_is_of_that_year() -> None:
    """*Today* does not move the year that is named."""
    assert asked("What did the 2018 inspection of Bolton say that holds today?").years == (2018,)


@pytest.mark.parametrize(
    ("texts", "back"),
    [
        (("What did Haringey's report say two inspections ago?",), 2),
        (("What did it say about care leavers three reports ago in Barnsley?",), 3),
        (("What was the grade in Barnsley the one before last?",), 2),
        (("What did the inspection before the previous one of Hounslow find?",), 2),
        (("What was Hounslow's grade in the inspection before that?",), 2),
        (("What grade did Hounslow get?", "and the one before that?"), 1),
        (("What grade did Hounslow get in the previous inspection?", "and the one before that?"), 2),
        (("What did the previous inspection of Hounslow find?",), 0),
        (("What happened two years ago in Hounslow?",), 0),
        (("Are children seen before the meeting in Hounslow?",), 0),
    ],
)
def test_inspections_are_counted_back_from_the_newest(texts: tuple[str, ...], back: int) -> None:
    """*Before that* counts on from the inspection asked about before; years ago are no inspections."""
    found = asked(*texts)
    assert found.back == back
    assert not back or (found.turn == "previous" and found.insists)


def test_what_it_was_before_asks_a_short_follow_up_for_the_inspection_before() -> None:
    """A time of day is none."""
    assert asked("What grade did Kent Police get?", "what was it before?").turn == "previous"
    assert asked("Kent Police", "How do schools find out what happened the night before?").turn != "previous"
