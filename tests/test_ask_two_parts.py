"""Questions of two parts: each is answered by itself, on the bodies and times of the whole."""

from __future__ import annotations

import pytest
from documents import answers_from, sidecar, texts
from fakes import fake_quote

from bot.ask.answerer import Answerer
from bot.ask.two_parts import parts_of, together
from bot.question.parse import understand
from bot.types import Answer, Asked
from corpus.describe.gazetteer import gazetteer

TABLE = (
    "<h2>Graded judgments</h2><table><tr><th>Judgment</th><th>Grade</th></tr>"
    "<tr><td>The impact of leaders on social work practice with children and families</td><td>Good</td></tr>"
    "<tr><td>The experiences and progress of children in care and care leavers</td><td>Inadequate</td></tr>"
    "<tr><td>Overall effectiveness</td><td>Requires improvement to be good</td></tr></table>"
)
REPORT = (
    f"<h1>Bury</h1>{TABLE}<h2>What needs to improve</h2><ul><li>Calls to victims, which are late.</li></ul>"
    "<h2>The impact of leaders on social work practice with children and families: good</h2>"
    "<p>Leaders have made strong plans for training. Their oversight of custody is effective.</p>"
    "<h2>The experiences and progress of children in care and care leavers: inadequate</h2>"
    "<p>Children wait too long for calls. Plans for care leavers are poor.</p>"
)


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """Answers from one inspection of children's services."""
    given = [sidecar("bury.html", "Bury", "Bury", "ILACS inspection", "Ofsted", "2024-02-02")]
    return answers_from(tmp_path_factory.mktemp("parts"), given, {"bury.html": REPORT})


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("What went wrong, and what was the overall grade?", ("What went wrong", "what was the overall grade")),
        ("What went well and what needs to improve in Bury?", ("What went well", "what needs to improve in Bury")),
        ("What about calls and how good is custody?", ("What about calls", "how good is custody")),
        ("What was the grade for leadership and why?", ()),
        ("What is said on how children are heard and how their views are used?", ()),
        ("Where and when was it inspected?", ()),
        ("When was Bury inspected and what was the outcome?", ()),
        ("What are the strengths and weaknesses of Bury?", ()),
    ],
)
def test_two_questions_in_a_row_are_told_from_one(text: str, parts: tuple[str, ...]) -> None:
    assert parts_of(understand(text, gazetteer())) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("What share were agency and what did that do to the children?", 2),
        ("Are calls lost? And how many of them?", 2),
        ("how many were sent there, and is it working", 2),
        ("Are calls and crimes recorded?", 0),
        ("Is it fast and is it fair and is it cheap?", 0),
        ("How are police and fire services led?", 0),
        ("Why and how?", 0),
    ],
)
def test_where_nothing_is_found_more_are_taken_for_two(text: str, parts: int) -> None:
    """A second begins with a question word or a verb behind *and*."""
    assert len(parts_of(understand(text, gazetteer()), loosely=True)) == parts


def test_what_is_found_for_a_part_is_told_under_it() -> None:
    """And of the other, that there is nothing beyond it: the one quote may hold both answers."""
    question = understand("Are cells clean and how many rats are there?", gazetteer())
    parts = parts_of(question, loosely=True)
    found = Answer(parts[0], "answered", "From a report.", quotes=(fake_quote(1),))
    answer = together(question, parts, [found, Answer(parts[1], "not_found", "The reports held do not say.")], 4)
    assert answer.message == (
        "On \u201cAre cells clean\u201d: From a report."
        " On \u201chow many rats are there\u201d: Nothing was found beyond what is quoted here."
    )
    assert (answer.status, answer.quotes) == ("answered", found.quotes)


def test_each_part_gets_its_own_answer(answerer: Answerer) -> None:
    """The body that one part names is that of both."""
    answer = answerer.answer(Asked("What needs to improve in Bury, and what was the overall grade?"))
    assert texts(answer) == [
        "Calls to victims, which are late.",
        "Overall effectiveness Requires improvement to be good",
    ]
    assert "On \u201cWhat needs to improve in Bury\u201d: " in answer.message
    assert "On \u201cwhat was the overall grade\u201d: Overall effectiveness was graded" in answer.message


def test_a_part_that_cannot_be_answered_is_said_to_be_so(answerer: Answerer) -> None:
    answer = answerer.answer(Asked("What was the overall grade for Bury and what was the grade for burglary?"))
    assert answer.status == "answered"
    assert "No grade for an area of that name could be read" in answer.message


def test_what_is_not_held_is_said_once(answerer: Answerer) -> None:
    answer = answerer.answer(Asked("What went wrong in Kent, and what was the overall grade?"))
    assert (answer.status, answer.message.count("is held")) == ("not_held", 1)


@pytest.mark.parametrize(
    ("named", "area"),
    [
        ("leadership", "The impact of leaders on social work practice with children and families"),
        ("looked after children", "The experiences and progress of children in care and care leavers"),
    ],
)
def test_the_area_named_in_people_s_words_wins_over_the_overall_grade(
    answerer: Answerer, named: str, area: str
) -> None:
    for text in (f"What was the grade for {named} in Bury?", f"What was the grade for {named} in Bury and why?"):
        answer = answerer.answer(Asked(text))
        assert area in answer.quotes[0].text
        assert area in answer.message


def test_reasons_for_an_area_without_a_grade_say_so(answerer: Answerer) -> None:
    answer = answerer.answer(Asked("What was the grade for burglary in Bury and why?"))
    assert answer.message.startswith("No grade for an area of that name could be read")
