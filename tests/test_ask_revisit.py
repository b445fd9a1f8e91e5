"""A revisit that another report tells of in a section of its own is found there, and so is what followed a finding."""

from __future__ import annotations

from pathlib import Path

import pytest
from documents import answers_from, sidecar, texts

from bot.ask.answerer import Answerer
from bot.types import Asked

FIRE = "Shropshire Fire and Rescue Service"
CONCERN = f"One cause of concern about {FIRE} covers scrutiny of financial decisions."
PLAN = "The action plan was called comprehensive, but some updates were thin."
PAGE = (
    f"<h1>{FIRE} 2023–2025</h1><h2>Areas for improvement and causes of concern</h2>"
    f"<p>{CONCERN} There are 30 areas for improvement.</p><h2>Follow-up: the revisit of July 2025</h2><p>{PLAN}</p>"
)


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """A digest of an inspection with a section on the revisit."""
    given = sidecar("0.html", f"{FIRE} 2023–2025", FIRE, "fire and rescue inspection", "HMICFRS", "2024-11-29")
    return answers_from(tmp_path_factory.mktemp("revisit"), [f"{given}digest = true\n"], {"0.html": PAGE})


@pytest.mark.parametrize(
    "asked", ["July 2025 revisit to Shropshire Fire", "What did the revisit to Shropshire Fire find?"]
)
def test_its_section_is_quoted(answerer: Answerer, asked: str) -> None:
    """Behind a line that no letter on it is held."""
    answer = answerer.answer(Asked(asked))
    assert (answer.status, texts(answer)[:1]) == ("answered", [PLAN])
    assert "What another report tells of it follows." in answer.message


def test_a_finding_that_the_text_names_is_not_denied(answerer: Answerer) -> None:
    """Nor are those of other kinds quoted that stand under the same heading; what followed comes with its state."""
    answer = answerer.answer(Asked("Does Shropshire Fire still have a cause of concern?"))
    assert texts(answer) == [CONCERN, PLAN]
    assert "names causes of concern in its text" in answer.message
    assert "What is held does not tell of closing in so many words" in answer.message


def test_a_force_s_revisit_is_none_of_a_fire_service(tmp_path: Path) -> None:
    """Its report is on another body."""
    page = f"<h1>PEEL: Gwent Police</h1><h2>Follow-up: the revisit of 2023</h2><p>{PLAN}</p>"
    given = sidecar("0.html", "PEEL: Gwent Police", "Gwent Police", "PEEL inspection", "HMICFRS", "2023-11-29")
    answer = answers_from(tmp_path, [given], {"0.html": page}).answer(Asked("Gwent fire service revisit"))
    assert (answer.status, answer.quotes) == ("not_held", ())
