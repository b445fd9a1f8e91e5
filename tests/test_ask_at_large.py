"""Questions of how a service or people are, without a place, are asked back; a bare topic is told with its section."""

from __future__ import annotations

import pytest
from documents import answers_from, sidecar, texts

from bot.ask.answerer import Answerer
from bot.question.question import Question
from bot.types import Asked

PEEL, FIRE = "PEEL inspection", "fire and rescue inspection"
GRADES = "<table><tr><th>Area</th><th>Grade</th></tr>{rows}</table>"
CULTURE = "Some shifts heard bullying, and few staff trust the service to deal with it."
HELD = (
    ("Kent Police", PEEL, "Investigating crime:Good;Managing offenders and suspects:Good", ""),
    ("Essex Police", PEEL, "Investigating crime:Inadequate;Managing offenders and suspects:Inadequate", ""),
    ("Gwent Police", PEEL, "Investigating crime:Inadequate;Managing offenders and suspects:Adequate", ""),
    (
        "Kent Fire and Rescue Service",
        FIRE,
        "Promoting the right values and culture:Requires improvement",
        f"<h2>Promoting the right values and culture</h2><p>{CULTURE}</p>",
    ),
)


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """Three forces and a fire service, with grades."""
    given, pages = [], {}
    for number, (body, kind, grades, text) in enumerate(HELD):
        title = f"{kind.split()[0]} 2023–2025: {body}"
        pairs = (grade.split(":") for grade in grades.split(";"))
        rows = "".join(f"<tr><td>{area}</td><td>{grade}</td></tr>" for area, grade in pairs)
        given.append(sidecar(f"{number}.html", title, body, kind, "HMICFRS", "2024-05-01"))
        pages[f"{number}.html"] = f"<h1>{title}</h1><h2>Grades</h2>{GRADES.format(rows=rows)}{text}"
    return answers_from(tmp_path_factory.mktemp("large"), given, pages)


@pytest.mark.parametrize(
    "asked",
    [
        "are the police any good",
        "do the police do a good job",
        "are the police any good at their job",
        "are the children safe",
        "are vulnerable people safe",
    ],
)
def test_how_all_are_is_asked_back(answerer: Answerer, asked: str) -> None:
    """No report tells of all, and none is denied."""
    assert answerer.answer(Asked(asked)).status == "ambiguous"


def test_only_bodies_of_the_service_are_offered(answerer: Answerer) -> None:
    """A force is no fire service."""
    assert answerer.answer(Asked("is the fire service any good")).choices == ("Kent Fire and Rescue Service",)


def test_a_place_makes_it_a_question(answerer: Answerer) -> None:
    """It is searched for there."""
    assert not Question("are children safe in Kent", "are children safe", bodies=("Kent Police",)).is_at_large
    assert not Question("are children in care safe", "are children in care safe").is_at_large


def test_behind_a_row_that_states_a_grade_stands_its_section(answerer: Answerer) -> None:
    """A row alone says nothing of why."""
    assert CULTURE in texts(answerer.answer(Asked("Kent Fire culture")))


def test_the_grade_of_the_question_before_is_kept_for_another_area(answerer: Answerer) -> None:
    """*And for managing offenders?* asks for that grade alone."""
    first = "Which forces were graded inadequate for investigating crime?"
    answer = answerer.answer(Asked("And for managing offenders?", previous=(first,)))
    assert [entry.body for entry in answer.entries] == ["Essex Police"]
    assert "was given “inadequate”" in answer.message
