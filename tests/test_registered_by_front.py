"""What a report says of itself is quoted from it: a joint inspection's theme, the lead inspector, who took part."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from documents import answers_from, sidecar, texts

from bot.ask.answerer import Answerer
from bot.types import Asked

JOINT = "joint targeted area inspection"
THEME = (
    "This letter summarises the findings of the joint targeted area inspection (JTAI) of the multi-agency response to"
    " serious youth violence in {place}."
)
DEEP = "This inspection included a ‘deep dive’ focus on the response to children living with domestic abuse."
PART = "It was carried out by inspectors from Ofsted and the Care Quality Commission (CQC)."
Ask = Callable[[str], tuple[str, list[str]]]


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """Joint inspections of three areas, one of whose themes cannot be read, and one of children's services."""
    pages = {
        "leeds.html": f"<h1>Joint targeted area inspection of Leeds</h1><p>{THEME.format(place='Leeds')} {PART}</p>",
        "york.html": f"<h1>Joint targeted area inspection of York</h1><p>In York plans are late. {DEEP}</p>",
        "hull.html": "<h1>Joint targeted area inspection of Hull</h1><p>Plans are late.</p>",
        "brent.html": "<h1>Inspection of Brent</h1><p>Lead inspector: Ann McLee, His Majesty’s Inspector</p>"
        "<h2>Plans</h2><p>Plans are late.</p>",
    }
    told = [
        sidecar(f"{name}.html", f"Joint targeted area inspection of {body}", body, JOINT, "Ofsted", f"20{n}-05-01")
        for n, (name, body) in enumerate(
            (("leeds", "Leeds"), ("york", "York"), ("hull", "Kingston upon Hull")), start=22
        )
    ]
    told.append(sidecar("brent.html", "Inspection of Brent", "Brent", "ILACS inspection", "Ofsted", "2025-01-09"))
    return answers_from(tmp_path_factory.mktemp("front"), told, pages)


@pytest.fixture
def ask(answerer: Answerer) -> Ask:
    def asked(question: str) -> tuple[str, list[str]]:
        answer = answerer.answer(Asked(question))
        return answer.message, texts(answer)

    return asked


@pytest.mark.parametrize(
    "question", ["What was the theme of the joint inspection of York?", "What did the York JTAI focus on?"]
)
def test_the_theme_of_a_joint_inspection_is_what_its_letter_begins_with(ask: Ask, question: str) -> None:
    """The deep dive, where there is one; the message gives the theme in the report's words."""
    message, quotes = ask(question)
    assert message.startswith(
        "The theme of Joint targeted area inspection of York, 1 May 2023, is “children living with domestic abuse”."
    )
    assert quotes == [DEEP]


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("Was the York JTAI about domestic abuse?", "Yes: the theme of Joint targeted area inspection of York"),
        ("Was the York JTAI about youth violence?", "The theme of Joint targeted area inspection of York"),
    ],
)
def test_whether_an_inspection_was_about_something_is_told_by_its_theme(ask: Ask, question: str, begins: str) -> None:
    """A theme in other words is no *no*."""
    message, quotes = ask(question)
    assert message.startswith(begins)
    assert quotes == [DEEP]


def test_all_inspections_with_a_theme_are_listed_of_how_many(ask: Ask) -> None:
    """Those whose theme cannot be read are counted."""
    message, quotes = ask("Which joint inspections were about serious youth violence?")
    assert message.startswith(
        "1 of the 3 joint targeted area inspections held had this theme, by the words with which each report begins."
        " The theme of 1 could not be read."
    )
    assert quotes == [THEME.format(place="Leeds")]


@pytest.mark.parametrize(
    ("question", "area"),
    [
        ("which inspections were about serious youth violence?", "Leeds"),
        ("which areas got youth violence inspections", "Leeds"),
        ("domestic abuse JTAIs", "York"),
        ("JTAIs about domestic abuse", "York"),
        ("areas that had a JTAI on domestic abuse", "York"),
        ("how many areas were inspected about youth violence", "Leeds"),
        ("where were the inspections on domestic violence?", "York"),
        ("which councils had a deep dive on domestic abuse", "York"),
        ("Which of Leeds and York had a JTAI on domestic abuse?", "York"),
    ],
)
def test_a_theme_is_asked_for_in_many_ways(ask: Ask, question: str, area: str) -> None:
    """Also in other words for it, and of some areas."""
    message, quotes = ask(question)
    assert message.startswith("1 of the ")
    assert quotes == [DEEP if area == "York" else THEME.format(place="Leeds")]


@pytest.mark.parametrize(
    "question",
    [
        "What did inspections on domestic abuse find?",
        "Which inspections found late plans?",
        "which inspections were on buses",
        "which areas were inspected in 2023",
    ],
)
def test_what_inspections_found_or_no_theme_is_no_list_of_themes(ask: Ask, question: str) -> None:
    """What was found is looked for in the reports."""
    assert "had this theme" not in ask(question)[0]


def test_a_title_that_all_inspections_once_had_is_no_theme(tmp_path: Path) -> None:
    """Bury's is *abuse and neglect*, and its theme another."""
    title = "Joint targeted area inspection of the multi-agency response to abuse and neglect in Bury"
    given = [sidecar("bury.html", title, "Bury", JOINT, "Ofsted", "2022-05-01")]
    own = answers_from(tmp_path, given, {"bury.html": f"<h1>{title}</h1><p>In Bury plans are late. {DEEP}</p>"})
    assert "had this theme" not in own.answer(Asked("Which joint inspections were about neglect?")).message
    assert "had this theme" in own.answer(Asked("Which joint inspections were about domestic abuse?")).message


def test_the_lead_inspector_is_named_as_the_report_names_them(ask: Ask) -> None:
    """With the report that does."""
    message, quotes = ask("Who was the lead inspector for Brent?")
    assert message.startswith("Ann McLee is named as lead inspector in Inspection of Brent, 9 January 2025.")
    assert quotes == ["Lead inspector: Ann McLee, His Majesty’s Inspector"]


def test_who_took_part_is_quoted(ask: Ask) -> None:
    """In the report's own sentence."""
    assert ask("Who carried out the joint inspection of Leeds?")[1] == [PART]
