"""Follow-ups that narrow findings of all bodies to one, and those that ask for the year before."""

from __future__ import annotations

import pytest
from documents import answers_from, sidecar, texts

from bot.ask.answerer import Answerer
from bot.types import Asked

PEEL = "PEEL inspection"
HELD = (
    ("PEEL 2021/22: Gwent Police", "Gwent Police", "2022-05-01", "<h2>Custody</h2><p>Custody records are thin.</p>"),
    ("PEEL 2023–2025: Gwent Police", "Gwent Police", "2025-05-01", "<h2>Custody</h2><p>Custody records are sound.</p>"),
    (
        "PEEL 2023–2025: Kent Police",
        "Kent Police",
        "2025-06-01",
        "<h2>Areas for improvement</h2><p>Kent Police was told that custody records must be kept.</p>",
    ),
)
FIRST = "Which forces have an area for improvement about custody records?"


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """Answers from two inspections of one force, and one of another."""
    given, pages = [], {}
    for number, (title, body, published, text) in enumerate(HELD):
        given.append(sidecar(f"{number}.html", title, body, PEEL, "HMICFRS", published))
        pages[f"{number}.html"] = f"<h1>{title}</h1>{text}"
    return answers_from(tmp_path_factory.mktemp("one"), given, pages)


def test_the_kind_of_finding_is_kept_for_one_body(answerer: Answerer) -> None:
    """That it cannot be told, and what is said of the matter elsewhere, of the newest inspection."""
    answer = answerer.answer(Asked("And in Gwent?", previous=(FIRST,)))
    assert answer.message.startswith(
        "Whether there is an area for improvement about \u201ccustody records\u201d cannot be told: PEEL 2023–2025:"
        " Gwent Police (1 May 2025) is not known to list all."
    )
    assert texts(answer) == ["Custody records are sound."]


def test_the_year_before_is_the_inspection_before_and_said_to_be(answerer: Answerer) -> None:
    """The kind of finding is kept there, too."""
    answer = answerer.answer(Asked("What about the year before?", previous=(FIRST, "And in Gwent?")))
    assert "cannot be told: PEEL 2021/22: Gwent Police (1 May 2022)" in answer.message
    assert "The year before is taken as the inspection before" in answer.message
    assert texts(answer) == ["Custody records are thin."]


@pytest.mark.parametrize("asked", ["and the year before that?", "and the previous year?"])
def test_the_year_before_has_several_names(answerer: Answerer, asked: str) -> None:
    """Each is the inspection before."""
    answer = answerer.answer(Asked(asked, previous=("What did inspectors say about custody records in Gwent?",)))
    assert texts(answer) == ["Custody records are thin."]


def test_a_kind_of_finding_without_a_topic_is_kept_too(answerer: Answerer) -> None:
    """It is not answered by grades."""
    first = "What areas for improvement did Kent Police have?"
    answer = answerer.answer(Asked("And Gwent?", previous=(first,)))
    assert "no areas for improvement" in answer.message
