"""*Why?* after a quote looks round it first; two questions in one are asked each where the whole is not answered."""

from __future__ import annotations

from pathlib import Path

import pytest
from documents import answers_from, sidecar, texts
from fakes import FakeEncoder

from bot.ask import by_cause
from bot.ask.answerer import Answerer
from bot.search.sentences import cut
from bot.types import Asked
from index.build import build
from index.search import Index

STATION = "Children are too often taken to the police station."
SMALL = "A small number stay for hours."
CAUSE = "Alternative accommodation for children is a challenge."
QUEUE = "Callers wait in the queue for an hour."
EFFECT = "As a result, they lack trust in the force."


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """An area whose report gives a cause beside what it says, and a force whose report gives only an effect."""
    pages = {
        "sutton.html": f"<h2>Police protection</h2><p>{STATION} {SMALL} {CAUSE}</p><h2>Schools</h2><p>All learn.</p>",
        "kent.html": f"<h2>Calls</h2><p>{QUEUE} {EFFECT}</p><h2>Staff</h2><p>Officers are trained.</p>",
    }
    told = [
        sidecar("sutton.html", "JTAI: Sutton", "Sutton", "joint targeted area inspection", "Ofsted", "2023-09-01"),
        sidecar("kent.html", "PEEL: Kent Police", "Kent Police", "PEEL inspection", "HMICFRS", "2024-03-01"),
    ]
    return answers_from(tmp_path_factory.mktemp("cause"), told, pages)


@pytest.mark.parametrize("text", ["why does that happen", "how come?", "and the reason?"])
def test_why_is_told_by_what_stands_round_the_quote(answerer: Answerer, text: str) -> None:
    """A sentence of the same paragraph says it; that it need not be the reason is said, too."""
    before = "Are children in Sutton taken to the police station?"
    answer = answerer.answer(Asked(text, previous=(before,)))
    assert answer.message.startswith(by_cause.ROUND)
    assert texts(answer)[0] == f"{STATION} {SMALL} {CAUSE}"


@pytest.mark.parametrize(
    ("sentences", "expected"),
    [
        ("Beds are short. Children wait. Staff are kind.", "Beds are short. Children wait."),
        ("Doors are blue. Children wait. This is due to costs.", "Children wait. This is due to costs."),
        ("Staff lack beds. Children wait. This is due to a shortage.", "Staff lack beds. Children wait."),
        ("Staff lack beds. Doors are blue. Children wait.", "Staff lack beds. Doors are blue. Children wait."),
    ],
)
def test_the_nearest_sentence_that_tells_a_cause_is_taken(tmp_path: Path, sentences: str, expected: str) -> None:
    """The one before a quote at the same distance, and also where none tells a cause."""
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "york.html").write_text(f"<h1>York</h1><h2>Homes</h2><p>{sentences}</p>", encoding="utf-8")
    build([folder], tmp_path / "index", FakeEncoder)
    index = Index.open(tmp_path / "index", FakeEncoder())
    (report,) = index.reports
    (stored,) = (one for one in index.store.passages_of(report) if "Children wait." in one.sentences)
    number = stored.sentences.index("Children wait.")
    found = by_cause.around(index, cut(index, stored, number, number))
    assert found
    assert found.text == expected


def test_what_came_of_it_is_no_cause(answerer: Answerer) -> None:
    """Nothing is claimed to stand round a quote that tells why."""
    answer = answerer.answer(Asked("why?", previous=("Do callers wait in the queue at Kent Police?",)))
    assert by_cause.ROUND not in answer.message
