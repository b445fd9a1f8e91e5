"""A report that is called by a name that none held has is said not to be held."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from documents import answers_from, sidecar, texts

from bot.ask.named_report import not_held, said_first
from bot.present.to_fetch import to_fetch
from bot.question.parse import understand
from bot.types import Answer, Asked, Quote, Understood
from corpus.describe.gazetteer import gazetteer
from corpus.types import Report

JOINT = "joint targeted area inspection"
REPORT = Report(
    "a1", "Response to children’s mental health", ("Bexley",), ("Ofsted",), JOINT, None, None, "a", "0" * 64
)


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("What are the 43 recommendations in the vetting report?", "vetting"),
        ("What does the vetting report say about Bexley?", "vetting"),
        ("What does the State of Policing report say?", "State of Policing"),
        ("What does the children's mental health report say in Bexley?", ""),
        ("What does the JTAI report say on Bexley?", ""),
        ("What does the latest report say on Bexley?", ""),
        ("What does the Bexley report say on police?", ""),
        ("Do officers report crimes in Bexley?", ""),
    ],
)
def test_the_name_is_looked_for_in_the_titles_held(question: str, name: str) -> None:
    """Words that only tell which report, or whose, are no name."""
    assert not_held(understand(question, gazetteer()), [REPORT]) == name


def test_what_else_is_said_is_quoted_only_where_it_is_sure() -> None:
    """Else nothing is quoted in place of the report."""
    answer = Answer("?", "answered", "Found.", quotes=(Quote("", "", REPORT, 1, 1, 1.0),), evidence=0.9)
    none = "No report with “vetting” in its title is held, so what that report says cannot be told."
    assert said_first(answer, "vetting").message == f"{none} Found."
    weak = said_first(replace(answer, evidence=0.4), "vetting")
    assert (weak.status, weak.message, weak.quotes, weak.understood.report) == ("not_held", none, (), "vetting")
    assert said_first(answer, "") == answer


def test_the_catalogue_is_looked_into_for_a_report_of_that_name() -> None:
    """By its title, whatever stands between the words; the command fetches those of its kind and year."""
    told, command = to_fetch(Answer("?", "not_held", "None.", Understood(report="vetting and misogyny")))
    assert told == (
        "The catalogue of official reports may have “An inspection of vetting, misconduct, and misogyny in the police"
        " service” (2 November 2022). To fetch:"
    )
    assert command == "reportbot fetch --kind thematic --since 2022 --until 2022"
    assert to_fetch(Answer("?", "not_held", "None.", Understood(report="no such thing"))) == ("", "")


DISORDER = "The police response to the public disorder: Tranche 1"
DRONES = "Drones were put forward as a tactic for police forces to take up."


@pytest.mark.parametrize(
    "asked", ["What does the public disorder report say about drones?", "What does the public disorder report find?"]
)
def test_a_report_of_that_name_answers_alone(tmp_path: Path, asked: str) -> None:
    """Also one that is on no body known, and where nothing else is asked."""
    pages = {
        "0.html": f"<h1>{DISORDER}</h1><h2>Tactics</h2><p>{DRONES}</p>",
        "1.html": "<h1>PEEL: Kent Police</h1><h2>Calls</h2><p>Kent Police uses drones well to find callers.</p>",
    }
    given = [
        sidecar(
            "0.html", DISORDER, "Police forces in England and Wales", "thematic inspection", "HMICFRS", "2024-12-18"
        ),
        sidecar("1.html", "PEEL: Kent Police", "Kent Police", "PEEL inspection", "HMICFRS", "2025-05-05"),
    ]
    assert texts(answers_from(tmp_path, given, pages).answer(Asked(asked))) == [DRONES]
