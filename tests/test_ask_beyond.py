"""Questions beyond what is held: places in a force's area, bodies that others inspect, and what is to come."""

from __future__ import annotations

from pathlib import Path

import pytest
from documents import answers_from, sidecar, texts

from bot.ask.answerer import Answerer
from bot.types import Asked
from corpus.describe.gazetteer import gazetteer
from corpus.describe.inspected_by import DATA, told_of

PEEL = "PEEL inspection"


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """Answers from one report on the force of Middlesbrough and its neighbours."""
    title = "PEEL 2023–2025: Cleveland Police"
    rows = (
        "<tr><td>Responding to the public</td><td>Good</td></tr><tr><td>Investigating crime</td><td>Adequate</td></tr>"
    )
    page = (
        f"<h1>{title}</h1><table><tr><th>Area</th><th>Grade</th></tr>{rows}</table>"
        "<h2>Investigating crime</h2><p>Burglary is investigated well.</p>"
    )
    told = [sidecar("0.html", title, "Cleveland Police", PEEL, "HMICFRS", "2025-03-01")]
    return answers_from(tmp_path_factory.mktemp("beyond"), told, {"0.html": page})


@pytest.mark.parametrize("place", ["Middlesbrough", "Redcar and Cleveland", "Hartlepool"])
def test_a_local_area_of_which_no_report_is_held_is_a_place_of_its_force(answerer: Answerer, place: str) -> None:
    """As a town in it is; the answer says where it lies."""
    answer = answerer.answer(Asked(f"What grade did the police in {place} get for investigating crime?"))
    assert texts(answer)[1:] == ["Burglary is investigated well."]
    assert f"{place} lies in the area of Cleveland Police." in answer.message


def test_of_an_area_whose_force_is_not_held_all_that_is_not_held_is_told(answerer: Answerer) -> None:
    """So that their reports can be fetched."""
    answer = answerer.answer(Asked("What about Hull?"))
    assert answer.status == "not_held"
    assert answer.understood.bodies == (
        "Kingston upon Hull",
        "Humberside Police",
        "Humberside Fire and Rescue Service",
    )
    assert "Kingston upon Hull lies in the area of Humberside Police and Humberside Fire" in answer.message


def test_services_of_the_area_itself_are_no_matter_of_its_force(answerer: Answerer) -> None:
    """SEND in Middlesbrough is inspected in Middlesbrough."""
    answer = answerer.answer(Asked("How good is SEND in Middlesbrough?"))
    assert (answer.status, answer.quotes) == ("not_held", ())


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("What grade did Police Scotland get?", "HMICFRS does not inspect Police Scotland"),
        ("How is policing in Glasgow?", "HMICFRS does not inspect Police Scotland"),
        ("How good is South Wales Fire?", "no standing duty to inspect fire and rescue services outside England"),
        ("What grade did the British Transport Police get?", "none of the 43 forces"),
        (
            "Compare Cleveland Police and the PSNI on investigating crime",
            "Criminal Justice Inspection Northern Ireland",
        ),
    ],
)
def test_who_inspects_a_body_is_told_where_it_is_not_one_of_the_forces(
    answerer: Answerer, asked: str, said: str
) -> None:
    """Beside the sentence that no report on it is held."""
    assert said in answerer.answer(Asked(asked)).message


def test_each_body_that_others_inspect_is_known() -> None:
    """By its name in the list of bodies."""
    names = [
        name for line in DATA.read_text(encoding="utf-8").splitlines()[1:] for name in line.split("\t")[0].split(";")
    ]
    assert all(gazetteer().get(name) for name in names)
    assert not told_of(["Kent Police"])


def test_of_what_is_to_come_the_latest_grades_are_offered(answerer: Answerer) -> None:
    """Or the command that fetches them, where none are held."""
    answer = answerer.answer(Asked("What will Cleveland Police get in PEEL 2025-27?"))
    assert answer.status == "unsupported"
    assert answer.message.endswith("(1 March 2025): 2 areas graded, 1 good and 1 adequate.")
    other = answerer.answer(Asked("What will Essex Police get in PEEL 2025-27?"))
    assert (other.status, other.understood.bodies) == ("not_held", ("Essex Police",))


def test_where_nothing_is_held_a_question_without_a_topic_quotes_no_other_report(answerer: Answerer) -> None:
    """What a report on all forces says somewhere of a town is no overview of it."""
    answer = answerer.answer(Asked("What about Swansea?"))
    assert (answer.status, answer.quotes) == ("not_held", ())


def test_where_only_reports_on_areas_are_held_no_force_is_named(tmp_path: Path) -> None:
    """Nobody asks those reports for it."""
    told = [sidecar("0.html", "Inspection of Kent", "Kent", "ILACS inspection", "Ofsted", "2025-03-01")]
    answers = answers_from(tmp_path, told, {"0.html": "<h1>Inspection of Kent</h1><p>Children are safe.</p>"})
    assert answers.answer(Asked("What about Hull?")).message == "No report on Kingston upon Hull is held."
