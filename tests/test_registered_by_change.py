"""How a body has changed from one inspection to the next: the grades of both, the newer first."""

from __future__ import annotations

from pathlib import Path

import pytest
from documents import answers_from, sidecar, texts

from bot.ask.answerer import Answerer
from bot.registered.grades.change_said import tells
from bot.types import Asked

INSPECTIONS = (  # title, kind, date, grades
    (
        "Inspection of services for children in need of help and protection",
        "single inspection (SIF) with LSCB review",
        "2016-05-24",
        (("Adoption performance", "Good"), ("Overall effectiveness", "Requires improvement")),
    ),
    (
        "Inspection of children’s social care services",
        "ILACS inspection",
        "2019-12-20",
        (("The experiences of care leavers", "Good"), ("Overall effectiveness", "Good")),
    ),
    (
        "Inspection of local authority children’s services",
        "ILACS inspection",
        "2024-02-02",
        (("The experiences of care leavers", "Inadequate"), ("Overall effectiveness", "Requires improvement")),
    ),
)


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """Answers from three inspections of Kent under two frameworks, and a joint inspection of Dorset."""
    given, pages = [], {}
    for number, (title, kind, published, grades) in enumerate(INSPECTIONS):
        given.append(sidecar(f"{number}.html", title, "Kent", kind, "Ofsted", published))
        rows = "".join(f"<tr><td>{area}</td><td>{grade}</td></tr>" for area, grade in grades)
        pages[f"{number}.html"] = (
            f"<h1>{title}: Kent</h1><table><tr><th>Judgement</th><th>Grade</th></tr>{rows}</table>"
            f"<h2>Leaders</h2><p>Leaders improved plans in {published[:4]}.</p>"
        )
    kind = "joint targeted area inspection"
    given.append(sidecar("jtai.html", "JTAI: Dorset", "Dorset", kind, "Ofsted", "2025-01-01"))
    pages["jtai.html"] = "<h1>JTAI: Dorset</h1><h2>Police</h2><p>Police officers keep children safe.</p>"
    return answers_from(tmp_path_factory.mktemp("changed"), given, pages)


def test_all_bodies_that_rose_or_fell_are_listed_with_both_grades(answerer: Answerer) -> None:
    """By their two newest inspections, of how many bodies that have two."""
    fell = answerer.answer(Asked("Which councils got worse?"))
    assert [(entry.body, entry.value) for entry in fell.entries] == [
        ("Kent", "Good (20 December 2019) to Requires improvement (2 February 2024)")
    ]
    assert fell.message.startswith(
        "1 of the 1 body with an overall grade in two inspections of the same services has a lower grade in the newer"
        " one: Kent."
    )
    rose = answerer.answer(Asked("Which councils have improved?"))
    assert (rose.quotes, rose.message) == (
        (),
        "None of the 1 body with an overall grade in two inspections of the same services has a better grade in the"
        " newer one.",
    )


def test_without_an_overall_grade_all_areas_that_both_grade_are_listed(tmp_path: Path) -> None:
    """The newer first; areas that only one grades are left out."""
    rows = "<h2>Our judgments</h2><table><tr><th>Area</th><th>Grade</th></tr>{}</table><h2>Calls</h2><p>Calls wait.</p>"
    row = "<tr><td>{}</td><td>{}</td></tr>"
    crime, public = "Investigating crime", "Responding to the public"
    told = [
        sidecar("0.html", "PEEL 2021/22: Gwent Police", "Gwent Police", "PEEL inspection", "HMICFRS", "2022-03-01"),
        sidecar("1.html", "PEEL 2023–2025: Gwent Police", "Gwent Police", "PEEL inspection", "HMICFRS", "2025-03-01"),
    ]
    pages = {
        "0.html": rows.format(row.format(crime, "Good") + row.format("Managing offenders", "Good")),
        "1.html": rows.format(row.format(crime, "Inadequate") + row.format(public, "Good")),
    }
    answer = answers_from(tmp_path, told, pages).answer(Asked("Has Gwent Police improved since its last inspection?"))
    assert [(entry.what, entry.value) for entry in answer.entries] == [
        ("Investigating crime, 1 March 2025", "Inadequate"),
        ("Investigating crime, 1 March 2022", "Good"),
    ]


PEEL = "PEEL inspection"
LAW = "<h1>{title}</h1><table><tr><th>Area</th><th>Grade</th></tr>{rows}</table>{text}"


@pytest.mark.parametrize(
    "asked",
    [
        "Has Kent Police improved since the last inspection?",
        "Did Kent Police get worse?",
        "Is Kent Police better than it was in 2021/22?",
    ],
)
def test_areas_of_two_cycles_are_set_side_by_side_by_their_matter(tmp_path: Path, asked: str) -> None:
    """Which are higher, lower and the same, and which one inspection alone graded; then what was said since."""
    old = (("Preventing crime", "Good"), ("Responding to the public", "Inadequate"), ("Good use of resources", "Good"))
    new = (
        ("Preventing and deterring crime and antisocial behaviour, and reducing vulnerability", "Adequate"),
        ("Responding to the public", "Good"),
        ("Leadership and force management", "Good"),
    )
    told = (
        "<h2>Calls</h2><p>Calls are answered faster than before.</p><p>Burglary is rare.</p>"
        "<p>The grades in this report cannot be compared with the previous ones.</p>"
    )
    given, pages = [], {}
    cycles = (("2021/22", "2022-05-01", old, ""), ("2023–2025", "2024-05-01", new, told))
    for number, (cycle, published, grades, text) in enumerate(cycles):
        title = f"PEEL {cycle}: Kent Police"
        given.append(sidecar(f"{number}.html", title, "Kent Police", PEEL, "HMICFRS", published))
        rows = "".join(f"<tr><td>{area}</td><td>{grade}</td></tr>" for area, grade in grades)
        pages[f"{number}.html"] = LAW.format(title=title, rows=rows, text=text)
    concern = "accelerated cause of concern"
    given.append(sidecar("2.html", "Concern about Kent Police", "Kent Police", concern, "HMICFRS", "2025-05-01"))
    pages["2.html"] = "<h1>Concern about Kent Police</h1><p>Custody is no better than at the previous inspection.</p>"
    answer = answers_from(tmp_path, given, pages).answer(Asked(asked))
    assert answer.message.startswith("Grades of different cycles cannot be compared")
    assert "By grade, of the 2 areas on the same matter graded in both" in answer.message
    assert "1 higher and 1 lower in the newer. Higher: Responding to the public, “Good”, before “Inadequate”." in (
        answer.message
    )
    assert "(then: Preventing crime), “Adequate”, before “Good”." in answer.message
    assert "Found only in the newer: Leadership and force management (“Good”)." in answer.message
    assert "Found only in the older: Good use of resources (“Good”)." in answer.message
    assert "Held since then, on a single matter: Concern about Kent Police (1 May 2025)." in answer.message
    assert texts(answer)[:3] == [
        "Custody is no better than at the previous inspection.",
        "Calls are answered faster than before.",
        "The grades in this report cannot be compared with the previous ones.",
    ]


@pytest.mark.parametrize(
    "question", ["Did Kent get better between its inspections?", "Has Kent improved since the inspection before?"]
)
def test_the_overall_grades_of_the_two_newest_inspections_come_first(answerer: Answerer, question: str) -> None:
    """The newer one first, the older one with the name of the newer; both are in the message and in the list."""
    answer = answerer.answer(Asked(question))
    assert texts(answer)[:2] == ["Overall effectiveness Requires improvement", "Overall effectiveness Good"]
    assert [quote.report.published for quote in answer.quotes[:2]] == ["2024-02-02", "2019-12-20"]
    assert answer.quotes[1].newer == answer.quotes[0].report
    assert answer.message.startswith("Overall effectiveness: “Requires improvement” in Inspection of local authority")
    assert [entry.value for entry in answer.entries] == ["Requires improvement", "Good", "Inadequate", "Good"]


@pytest.mark.parametrize(
    "question",
    ["Kent 2019 vs 2024 - what slipped?", "Kent 2019 to 2024: better or worse?", "Kent: what declined 2019 to 2024"],
)
def test_a_comparison_in_few_words_sets_the_grades_of_both_side_by_side(answerer: Answerer, question: str) -> None:
    """With the areas that fell, and no praise beside."""
    answer = answerer.answer(Asked(question))
    assert texts(answer) == [
        "Overall effectiveness Requires improvement",
        "Overall effectiveness Good",
        "The experiences of care leavers Inadequate",
    ]
    assert (
        "On the same matter by their names, lower in the newer one: The experiences of care leavers (“Inadequate”;"
        " before: The experiences of care leavers “Good”)."
    ) in answer.message


def test_a_rise_that_is_asked_about_is_no_rise_where_all_grades_fell(answerer: Answerer) -> None:
    """What is quoted of the later report is then of the fall."""
    answer = answerer.answer(Asked("Has Kent gone up from 2019 to 2024?"))
    assert "lower in the newer one: The experiences of care leavers" in answer.message
    assert "Leaders improved plans in 2024." not in texts(answer)


def test_a_sentence_tells_of_a_fall_or_a_rise_by_its_words() -> None:
    """One of the contrary tells of neither."""
    assert tells("Services have seriously declined.", "fall")
    assert tells("Plans are weak.", "fall")
    assert not tells("Weak plans have improved.", "fall")
    assert tells("Weak plans have improved.", "rise")


def test_the_grades_are_of_the_area_of_work_that_is_named(answerer: Answerer) -> None:
    """Where both inspections grade it."""
    answer = answerer.answer(Asked("Has Kent got better for care leavers since the inspection before?"))
    assert texts(answer)[:2] == ["The experiences of care leavers Inadequate", "The experiences of care leavers Good"]


def test_a_child_protection_inspection_may_be_a_joint_one(answerer: Answerer) -> None:
    """Where none of that kind is held: people call it so."""
    answer = answerer.answer(Asked("What did the Dorset child protection inspection say about police officers?"))
    assert texts(answer) == ["Police officers keep children safe."]


def test_numbers_that_rise_or_fall_are_no_grades(answerer: Answerer) -> None:
    """What stands beside the name of an area of work is counted, and not graded."""
    graded = answerer.answer(Asked("Has Kent gone up or down?"))
    assert graded.message.startswith("Overall effectiveness: “Requires improvement”")
    counted = answerer.answer(Asked("Did care leavers' court cases go up or down in Kent?"))
    assert "“Inadequate” in" not in counted.message
