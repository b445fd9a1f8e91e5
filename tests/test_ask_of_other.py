"""A question for the whole matter of a series of inspections of which none is held is told so first."""

from __future__ import annotations

from pathlib import Path

import pytest
from documents import texts
from fakes import FakeEncoder

from bot.ask.answerer import Answerer
from bot.question.parse import understand
from bot.question.whole import series_asked
from bot.types import Asked
from corpus.describe.gazetteer import gazetteer
from corpus.vocabulary.series import called, series
from index.build import build
from index.search import Index

REPORT = """---
title: "{title}"
body: {body}
kind: {kind}
inspectorates: [{by}]
published: {published}
---

# {title}

## What needs to improve

{words}
"""
JOINT = "joint targeted area inspection"
HELD = (
    ("Joint targeted area inspection of Sutton", "Sutton", JOINT, "Ofsted, HMICFRS", "2023-09-01", "Calls are lost."),
    (
        "Joint targeted area inspection of Leeds",
        "Leeds",
        JOINT,
        "Ofsted, HMICFRS",
        "2024-05-16",
        "Calls are lost.\n\nChildren with SEND wait too long for help.\n\nLeaders should send letters.",
    ),
    (
        "Area SEND inspection of Leeds",
        "Leeds",
        "area SEND inspection",
        "Ofsted, CQC",
        "2022-01-01",
        "Training is rare and too slow.",
    ),
    (
        "Joint targeted area inspection of Bury",
        "Bury",
        JOINT,
        "Ofsted, HMICFRS",
        "2024-05-16",
        "Calls are lost.\n\nChildren with SEND wait too long for help.\n\nLeaders should send letters.",
    ),
    (
        "Joint targeted area inspection of Hounslow",
        "Hounslow",
        JOINT,
        "Ofsted, HMICFRS",
        "2017-06-13",
        "The police share too little.\n\nCalls are lost.",
    ),
    ("PEEL: Gwent Police", "Gwent Police", "PEEL inspection", "HMICFRS", "2024-03-01", "Custody is too crowded."),
    ("Notes on Hull", "Kingston upon Hull", "", "Ofsted", "2024-03-01", "Calls are lost."),
)


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """Answers from the reports above."""
    folder: Path = tmp_path_factory.mktemp("other")
    (folder / "corpus").mkdir()
    for number, (title, body, kind, by, published, words) in enumerate(HELD):
        text = REPORT.format(title=title, body=body, kind=kind, by=by, published=published, words=words)
        (folder / "corpus" / f"{number}.md").write_text(text, encoding="utf-8")
    build([folder / "corpus"], folder / "index", FakeEncoder)
    return Answerer(Index.open(folder / "index", FakeEncoder()), gazetteer())


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("what needs to improve for SEND kids in Sutton", "area SEND"),
        ("What did inspectors say about SEND in Leeds?", "area SEND"),
        ("How good is the fire service in Sutton?", "fire"),
        ("What did probation get right in Sutton?", "probation"),
        ("What did inspectors say about children's homes in Cornwall?", "children's home"),
        ("How good is custody in Gwent?", "custody"),
        ("What did the joint inspection of Sutton say about children with SEND?", "area SEND"),
        ("What did the SEND inspection of Leeds say about SEND children?", ""),
        ("When does Medway have to send its action plan?", ""),
        ("Who must send the action plan in Medway?", ""),
        ("How do SEND pupils get their plans in Leeds?", ""),
        ("How does probation work with the police in Sutton?", ""),
        ("How are children in custody treated in Hounslow?", ""),
        ("What did inspectors say about custody in Gwent?", ""),
        ("Does the fire service in Barnsley check high-rise buildings?", ""),
    ],
)
def test_the_whole_matter_of_a_series_is_told_from_a_topic_in_it(question: str, name: str) -> None:
    """A word of the series alone asks for it; with a topic, or the name of such an inspection, it does not."""
    asked = series_asked(understand(question, gazetteer()))
    assert (asked.name if asked else "") == name


def test_a_follow_up_asks_for_the_series_of_the_question_before() -> None:
    """*And in Sutton?* takes its topic over."""
    before = understand("What must Bexley improve for SEND kids?", gazetteer())
    asked = series_asked(understand("and in Sutton?", gazetteer(), before))
    assert asked
    assert asked.name == "area SEND"


@pytest.mark.parametrize(
    ("question", "kind", "held"),
    [
        ("what needs to improve for SEND kids in Sutton", "area SEND inspection", "inspection of Sutton"),
        ("How good is the fire service in Sutton?", "fire and rescue inspection", "inspection of Sutton"),
        ("What did inspectors say about children's services in Gwent?", "inspection of children’s services", "PEEL"),
        ("What grade did children's services in Sutton get?", "inspection of children’s services", "of Sutton"),
    ],
)
def test_a_series_that_is_not_held_is_told_first_and_nothing_else_stands_in(
    answerer: Answerer, question: str, kind: str, held: str
) -> None:
    """What is held is named; of it nothing is quoted that is not on the matter."""
    answer = answerer.answer(Asked(question))
    assert (answer.status, answer.quotes) == ("not_held", ())
    assert f"of the kind {kind} is held; held: " in answer.message
    assert held in answer.message


def test_what_another_inspection_says_of_the_matter_is_quoted_and_named(answerer: Answerer) -> None:
    """Only sentences that speak of it: *send* is no SEND."""
    answer = answerer.answer(Asked("What needs to improve for SEND children in Bury?"))
    assert texts(answer) == ["Children with SEND wait too long for help."]
    assert answer.message == (
        "No report on Bury of the kind area SEND inspection is held. What another inspection says of SEND follows."
        " From Joint targeted area inspection of Bury, 16 May 2024."
    )


def test_where_the_series_is_held_it_answers_and_not_a_later_one_of_another(answerer: Answerer) -> None:
    """The joint inspection of Leeds is the newer."""
    answer = answerer.answer(Asked("What needs to improve for SEND children in Leeds?"))
    assert {quote.report.kind for quote in answer.quotes} == {"area SEND inspection"}


def test_how_good_custody_is_no_grade_of_everything_tells(answerer: Answerer) -> None:
    """What the report says of custody is quoted, as that of another inspection."""
    answer = answerer.answer(Asked("How good is custody in Gwent?"))
    assert texts(answer) == ["Custody is too crowded."]
    assert answer.message.startswith("No report on Gwent Police of the kind custody inspection is held.")


def test_of_a_report_of_no_known_kind_nothing_is_claimed(answerer: Answerer) -> None:
    """It may be of the series."""
    assert "of the kind" not in answerer.answer(Asked("What must Hull improve for SEND children?")).message


@pytest.mark.parametrize(
    ("question", "kinds"),
    [
        ("What did the probation inspection of Kent find?", {"probation inspection"}),
        ("What did the focused visit to Swindon find?", {"ILACS focused visit"}),
        ("What did the children's home inspection in Cornwall say?", {"children's home inspection"}),
        ("What did probation get right in Sutton?", set()),
        ("How do hospitals in Sutton share information?", set()),
    ],
)
def test_an_inspection_is_named_by_more_than_its_service(question: str, kinds: set[str]) -> None:
    """*Probation* alone is a service; *focused visit* is one kind of a series."""
    assert understand(question, gazetteer()).kinds == kinds


def test_many_kinds_are_called_by_the_name_of_their_series() -> None:
    """Others by their own."""
    of_children = series()["ILACS children's services"].kinds
    assert called({*of_children, "revisit letter"}) == ["inspection of children’s services", "revisit letter"]
    assert called({"area SEND inspection"}) == ["area SEND inspection"]


def test_of_an_inspection_that_is_named_only_what_is_on_the_matter_is_quoted(answerer: Answerer) -> None:
    """Where it says nothing of it, that is said: leaders who *send* letters are no SEND."""
    bury = answerer.answer(Asked("What did the joint inspection of Bury say about children with SEND?"))
    assert texts(bury) == ["Children with SEND wait too long for help."]
    assert "is held" not in bury.message
    sutton = answerer.answer(Asked("What did the joint inspection of Sutton say about children with SEND?"))
    assert (sutton.status, sutton.quotes) == ("not_found", ())
    assert "No sentence there was found on SEND by that name." in sutton.message


@pytest.mark.parametrize(
    "texts_asked",
    [
        ("What does the JTAI of Hounslow say about the police?",),
        ("How good is policing in Hounslow?",),
        ("What did the joint inspection of Hounslow find?", "what did it say about the police?"),
    ],
)
def test_the_police_are_looked_for_in_the_joint_inspection_of_an_area(
    answerer: Answerer, texts_asked: tuple[str, ...]
) -> None:
    """They took part: what it says of them is quoted, and told to be of a joint inspection; no outcome stands in."""
    answer = answerer.answer(Asked(texts_asked[-1], previous=texts_asked[:-1]))
    assert texts(answer) == ["The police share too little."]
    assert "it is a joint targeted area inspection, not an inspection of the police alone." in answer.message
