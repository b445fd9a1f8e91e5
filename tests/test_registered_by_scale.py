"""What a grade means: its place on the scale of the inspections held, and what reports say of its meaning."""

from __future__ import annotations

import pytest
from documents import answers_from, sidecar, texts

from bot.ask.answerer import Answerer
from bot.types import Asked

PEEL = "PEEL inspection"


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """Answers from reports of two cycles, with four grades and with five; one speaks of what a grade means."""
    pages, told = {}, []
    said = "<p>A fall from Good to Adequate need not mean that a force got worse.</p>"
    for name, cycle, published, text in (("0", "2018/19", "2019-05-01", ""), ("1", "2023–2025", "2025-05-01", said)):
        title = f"PEEL {cycle}: Kent Police"
        row = "<table><tr><th>Area</th><th>Grade</th></tr><tr><td>Investigating crime</td><td>Good</td></tr></table>"
        pages[f"{name}.html"] = f"<h1>{title}</h1>{row}<h2>Grades</h2>{text}<p>Burglary is rare.</p>"
        told.append(sidecar(f"{name}.html", title, "Kent Police", PEEL, "HMICFRS", published))
    return answers_from(tmp_path_factory.mktemp("scale"), told, pages)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (
            "What does \u201cadequate\u201d mean, and is it a fail?",
            "\u201cAdequate\u201d is the third of five grades, below \u201cgood\u201d and above \u201crequires"
            " improvement\u201d, on the scale of PEEL 2023–25: outstanding, good, adequate, requires improvement,"
            " inadequate. The scale has no pass mark",
        ),
        ("Is inadequate the worst grade?", "\u201cInadequate\u201d is the lowest of five grades, below \u201crequires"),
        (
            "what does good mean",
            "\u201cGood\u201d is the second of four grades, below",
        ),
    ],
)
def test_a_grade_is_told_by_its_place_on_the_scale(answerer: Answerer, asked: str, said: str) -> None:
    """First, and by the scales of the cycles that are held."""
    assert said in answerer.answer(Asked(asked)).message


def test_no_counts_of_a_body_stand_in_for_the_meaning(answerer: Answerer) -> None:
    """What reports say of the meaning is quoted; that none defines the word is said."""
    answer = answerer.answer(Asked("What does adequate mean?"))
    assert texts(answer) == ["A fall from Good to Adequate need not mean that a force got worse."]
    assert "No report held was found to define it." in answer.message
    assert "digests" not in answer.message


@pytest.mark.parametrize("asked", ["Is Kent Police good?", "Which forces are good?", "What is a good plan?"])
def test_a_grade_that_is_asked_of_something_is_no_question_for_its_meaning(answerer: Answerer, asked: str) -> None:
    """It asks whether something has it."""
    assert "is the second of" not in answerer.answer(Asked(asked)).message
