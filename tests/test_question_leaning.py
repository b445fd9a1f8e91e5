"""Questions for what is not good enough, or for what is good: told by their words, and searched without them."""

from __future__ import annotations

import pytest

from bot.question.leaning import leaning
from bot.question.parse import understand
from corpus.describe.gazetteer import gazetteer


@pytest.mark.parametrize(
    ("text", "wants", "topic"),
    [
        ("Where is the call line not working?", "weakness", "the call line"),
        ("Where isn't the call line working well?", "weakness", "the call line"),
        ("Which areas have problems with call handling?", "weakness", "call handling"),
        ("In which reports is call handling criticised?", "weakness", "call handling"),
        ("Which forces are struggling with call handling?", "weakness", "call handling"),
        ("Where is call handling praised?", "strength", "call handling"),
        ("Which areas are commended for call handling?", "strength", "call handling"),
        ("Where does the call line work well?", "strength", "the call line work well"),
        ("Where are calls answered?", "", "Where are calls answered"),
    ],
)
def test_the_topic_searched_for_is_without_the_direction_asked_for(text: str, wants: str, topic: str) -> None:
    """And a question without one is left as it is."""
    question = understand(text, gazetteer())
    assert (question.wants, question.topic.rstrip("? ")) == (wants, topic)


@pytest.mark.parametrize("text", ["What is not working in Gwent?", "Who is criticised?"])
def test_a_question_may_have_nothing_but_a_direction(text: str) -> None:
    """It is told all the same."""
    assert understand(text, gazetteer()).wants == "weakness"


@pytest.mark.parametrize(
    ("sentence", "leans"),
    [
        ("The policy is comprehensive and used effectively.", "strength"),
        ("It is not fully effective.", "weakness"),
        ("Schools get only limited information.", "weakness"),
        ("Officers report calls to schools.", ""),
    ],
)
def test_a_sentence_leans_by_its_words(sentence: str, leans: str) -> None:
    """What is denied is no strength."""
    assert leaning(sentence) == leans


@pytest.mark.parametrize(
    ("text", "general"),
    [
        ("What must Rutland improve for children with special needs?", True),
        ("What needs to get better in Plymouth's SEND?", True),
        ("What does Brent need to improve in children's social care?", True),
        ("What must Rutland improve about EHC plans?", False),
        ("What must Plymouth improve for autistic children with special needs?", False),
        ("What must Kent Police improve for children?", False),
    ],
)
def test_what_a_whole_series_is_about_is_no_topic(text: str, general: bool) -> None:
    """Nor are those whom it is for; but in a report on all of policing children are one."""
    assert understand(text, gazetteer()).is_general is general
