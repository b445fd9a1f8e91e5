"""Two judgments asked for at once are both looked up, each of the newest inspection of every body."""

from __future__ import annotations

from pathlib import Path

import pytest
from documents import answers_from, sidecar

from bot.ask.answerer import Answerer
from bot.types import Asked

LEADERS, PROTECTION = "The impact of leaders on social work practice", "Children who need help and protection"
HELD = {
    "Hounslow": ("Outstanding", "Good", "Good"),
    "Kent": ("Outstanding", "Good", "Outstanding"),
    "Surrey": ("Inadequate", "Inadequate", "Inadequate"),
    "Bolton": ("Good", "Good", "Good"),
}


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """Answers from inspections of four councils, each with a grade for two areas of work and overall."""
    given, pages = [], {}
    for body, grades in HELD.items():
        title = f"Inspection of {body} local authority children’s services"
        rows = zip((LEADERS, PROTECTION, "Overall effectiveness"), grades, strict=True)
        table = "".join(f"<tr><td>{area}</td><td>{grade}</td></tr>" for area, grade in rows)
        given.append(sidecar(f"{body}.html", title, body, "ILACS inspection", "Ofsted", "2024-05-05"))
        pages[f"{body}.html"] = (
            f"<h1>{title}</h1><table><tr><th>Judgement</th><th>Grade</th></tr>{table}</table><p>Calls wait.</p>"
        )
    return answers_from(tmp_path_factory.mktemp("two"), given, pages)


@pytest.mark.parametrize(
    ("question", "bodies", "told"),
    [
        (
            "Did any council get outstanding for leadership but only good overall?",
            ["Hounslow"],
            "1 of the 4 bodies judged on both in the newest graded inspection held was given “outstanding” for"
            " leadership and “good” overall: Hounslow (5 May 2024).",
        ),
        (
            "Which councils are good for both leadership and help and protection?",
            ["Bolton"],
            "was given “good” for leadership and for help and protection: Bolton",
        ),
        (
            "Which councils are good overall with outstanding leadership?",
            ["Hounslow"],
            "was given “good” overall and “outstanding” for leadership: Hounslow",
        ),
        (
            "Which council is bad at leadership but inadequate overall?",
            ["Surrey"],
            "was given “inadequate” or “requires improvement” for leadership and “inadequate” overall: Surrey",
        ),
        (
            "Councils outstanding overall and for leadership",
            ["Kent"],
            "was given “outstanding” overall and for leadership: Kent",
        ),
        (
            "Which councils were outstanding for leadership but not overall?",
            ["Hounslow"],
            "was given “outstanding” for leadership and not “outstanding” overall: Hounslow",
        ),
    ],
)
def test_bodies_that_meet_both_conditions_are_listed_with_both(
    answerer: Answerer, question: str, bodies: list[str], told: str
) -> None:
    """By a grade each, by one grade for both, or by one grade that the other must not have."""
    answer = answerer.answer(Asked(question))
    assert told in answer.message
    assert [entry.body for entry in answer.entries] == [body for body in bodies for _ in range(2)]
    assert len(answer.quotes) == 2 * len(bodies)


def test_where_none_meets_both_those_that_meet_the_first_are_shown(answerer: Answerer) -> None:
    """With what they were given for the other."""
    answer = answerer.answer(Asked("Which councils were inadequate for help and protection but not for leadership?"))
    assert answer.message.startswith("None of the 4 bodies judged on both")
    assert "1 has the first of the two: what it got for the other is listed." in answer.message
    assert [(entry.body, entry.what) for entry in answer.entries] == [("Surrey", PROTECTION), ("Surrey", LEADERS)]


def test_an_area_with_and_in_its_name_is_one_condition(answerer: Answerer) -> None:
    """*Help and protection* is one area of work."""
    answer = answerer.answer(Asked("Which councils are good for help and protection?"))
    assert "judged on both" not in answer.message
    assert [entry.body for entry in answer.entries] == ["Bolton", "Hounslow", "Kent"]


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("Did Hounslow get outstanding for leadership but only good overall?", "Yes: the impact of leaders"),
        ("Did Kent get outstanding for leadership but only good overall?", "No: the impact of leaders"),
    ],
)
def test_of_one_body_both_judgments_are_told(answerer: Answerer, question: str, begins: str) -> None:
    """Yes or no is of both together."""
    answer = answerer.answer(Asked(question))
    assert answer.message.startswith(begins)
    assert [entry.what for entry in answer.entries] == [LEADERS, "Overall effectiveness"]


def test_areas_of_other_names_are_compared_each_by_its_own_name(tmp_path: Path) -> None:
    """Dated, and told to be no like judgments; over all areas a gap is told to be perhaps one of name alone."""
    areas = {
        "Brent": ("2018-07-02", "The experiences and progress of children in care and care leavers", "Outstanding"),
        "Hounslow": ("2023-12-01", "The experiences and progress of care leavers", "Good"),
    }
    given, pages = [], {}
    for body, (published, area, grade) in areas.items():
        title = f"Inspection of {body} local authority children’s services"
        rows = f"<tr><td>{area}</td><td>{grade}</td></tr><tr><td>Overall effectiveness</td><td>Good</td></tr>"
        given.append(sidecar(f"{body}.html", title, body, "ILACS inspection", "Ofsted", published))
        pages[f"{body}.html"] = f"<h1>{title}</h1><table><tr><th>Judgement</th><th>Grade</th></tr>{rows}</table>"
    own = answers_from(tmp_path, given, pages)
    answer = own.answer(Asked("Brent vs Hounslow - who does better on care leavers?"))
    assert answer.message.startswith(
        "Brent (2 July 2018): “Outstanding” for The experiences and progress of children in care and care leavers."
        " Hounslow (1 December 2023): “Good” for The experiences and progress of care leavers. These areas of work are"
        " not named and cut alike"
    )
    assert "The inspections are of different years." in answer.message
    assert [(entry.body, entry.value) for entry in answer.entries] == [("Brent", "Outstanding"), ("Hounslow", "Good")]
    assert "an area of another name" in own.answer(Asked("Compare Brent and Hounslow across all areas")).message


def test_children_in_care_are_no_care_leavers(tmp_path: Path) -> None:
    """Of an inspection that graded both, though the words of the one stand in the other's name, too."""
    title = "Inspection of Surrey local authority children’s services"
    rows = "".join(
        f"<tr><td>{area}</td><td>{grade}</td></tr>"
        for area, grade in (
            ("Children looked after and achieving permanence", "Good"),
            ("Experiences and progress of care leavers", "Inadequate"),
            ("Overall effectiveness", "Requires improvement"),
        )
    )
    page = f"<h1>{title}</h1><table><tr><th>Judgement</th><th>Grade</th></tr>{rows}</table>"
    given = [sidecar("surrey.html", title, "Surrey", "ILACS inspection", "Ofsted", "2024-05-05")]
    answer = answers_from(tmp_path, given, {"surrey.html": page}).answer(
        Asked("What grade did Surrey get for children in care?")
    )
    assert [entry.what for entry in answer.entries] == ["Children looked after and achieving permanence"]
