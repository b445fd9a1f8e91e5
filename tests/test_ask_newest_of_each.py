"""A matter that is asked about without a body: the newest reports of each body, one passage each."""

from __future__ import annotations

from pathlib import Path

import pytest
from documents import answers_from, sidecar, texts

from bot.ask.answerer import Answerer
from bot.types import Asked

PEEL, LETTER = "PEEL inspection", "accelerated cause of concern"
HELD = (
    ("PEEL 2021/22: Kent Police", "Kent Police", PEEL, "2022-05-01", "<p>Custody suites are unsafe.</p>"),
    ("PEEL 2023–2025: Kent Police", "Kent Police", PEEL, "2024-05-01", "<p>Custody suites are safe.</p>"),
    (
        "PEEL 2023–2025: Essex Police",
        "Essex Police",
        PEEL,
        "2024-06-01",
        "<p>Custody is well led.</p><h2>Cells</h2><p>Custody cells are cold.</p>",
    ),
    ("Concern about Gwent Police", "Gwent Police", LETTER, "2025-05-01", "<p>Custody is dangerous.</p>"),
)


@pytest.fixture
def answerer(tmp_path: Path) -> Answerer:
    """Answers from two inspections of one force, one of another, and a letter on a third."""
    given, pages = [], {}
    for number, (title, body, kind, published, text) in enumerate(HELD):
        given.append(sidecar(f"{number}.html", title, body, kind, "HMICFRS", published))
        pages[f"{number}.html"] = f"<h1>{title}</h1><h2>Custody</h2>{text}"
    return answers_from(tmp_path, given, pages)


def test_of_each_body_the_newest_report_is_quoted_once(answerer: Answerer) -> None:
    """An older inspection is not, and the answer asks for a name."""
    answer = answerer.answer(Asked("What do inspectors say about custody?"))
    assert {quote.report.body for quote in answer.quotes} == {"Kent Police", "Essex Police", "Gwent Police"}
    assert len(answer.quotes) == 3
    assert "Custody suites are unsafe." not in texts(answer)
    assert (
        "of each of the 3 bodies held the newest reports were searched, and of 3 one passage each is quoted"
        in answer.message
    )
    few = answerer.answer(Asked("What do inspectors say about custody?", count=1))
    assert "of 1 one passage each is quoted. What fits best is shown, and the others may speak of it" in few.message


def test_an_older_year_is_answered_by_its_reports(answerer: Answerer) -> None:
    """It is asked for."""
    answer = answerer.answer(Asked("What did inspectors say about custody in 2022?"))
    assert texts(answer) == ["Custody suites are unsafe."]
