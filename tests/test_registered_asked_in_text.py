"""What digests and letters say bodies were asked to do is found in their text; their lists prove no *none*."""

from __future__ import annotations

import pytest
from documents import answers_from, sidecar, texts

from bot.ask.answerer import Answerer
from bot.types import Asked

TOLD = "Gwent Police was told to run its safeguarding checks properly."
ITEM = "Stalking needs better recording by Gwent Police."
MUST = "Kent Police must tell callers of delays."
OPEN = "Two causes of concern about Surrey Police, on custody and on investigations, stayed open."
PEEL, CRIME_DATA = "PEEL inspection", "crime data integrity inspection"
HEADING = "<h2>Areas for improvement and causes of concern</h2>"
HELD = (
    ("Gwent Police", PEEL, "2025-05-01", f"{HEADING}<p>{TOLD} Gwent Police was visited again in 2026.</p>"),
    (
        "Gwent Police",
        CRIME_DATA,
        "2019-05-01",
        f"{HEADING}<p>Inspectors saw more to do on two points:</p><ul><li>{ITEM}</li><li>Equality data.</li></ul>",
    ),
    ("Kent Police", PEEL, "2025-06-01", f"<h2>Custody</h2><p>Kent Police keeps custody clean. {MUST}</p>"),
    (
        "Essex Police",
        PEEL,
        "2025-06-01",
        f"{HEADING}<p>One cause of concern was raised:</p>"
        "<ul><li>the standard of investigations of burglary and theft.</li></ul>",
    ),
    ("Surrey Police", PEEL, "2025-06-01", f"<h2>Follow-up</h2><p>{OPEN}</p>"),
)


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """Answers from digests: a later inspection follows that of crime recording."""
    given, pages = [], {}
    for number, (body, kind, published, text) in enumerate(HELD):
        title = f"{body}: {kind} of {published[:4]}"
        told = sidecar(f"{number}.html", title, body, kind, "HMICFRS", published)
        given.append(f"{told}digest = true\n")
        pages[f"{number}.html"] = f"<h1>{title}</h1>{text}"
    return answers_from(tmp_path_factory.mktemp("text"), given, pages)


def test_what_a_digest_says_was_asked_is_found_on_a_topic(answerer: Answerer) -> None:
    """Of all bodies and of one; it is told not to be a finding of that kind, so nothing says *Yes*."""
    every = answerer.answer(Asked("List the areas for improvement on safeguarding"))
    assert texts(every)[:1] == [TOLD]
    assert [entry.what for entry in every.entries] == ["asked in the text"]
    assert "do not list areas for improvement about “safeguarding” one by one" in every.message
    one = answerer.answer(Asked("Does Gwent Police have any AFIs about safeguarding?"))
    assert texts(one)[:1] == [TOLD]
    assert one.message.startswith("What is held does not list all areas for improvement one by one")


@pytest.mark.parametrize("asked", ["What was Kent told to improve?", "What areas for improvement does Kent have?"])
def test_where_nothing_stands_under_such_a_heading_all_is_looked_into(answerer: Answerer, asked: str) -> None:
    """Of one body; it is told not to be called a finding."""
    answer = answerer.answer(Asked(asked))
    assert texts(answer) == [MUST]
    assert "which it may not call so" in answer.message


def test_what_a_text_names_stands_beside_what_another_lists(answerer: Answerer) -> None:
    """A list of one body hides no cause of concern of another."""
    answer = answerer.answer(Asked("Which forces have a cause of concern about investigations?"))
    assert [entry.body for entry in answer.entries] == ["Essex Police", "Surrey Police"]
    assert OPEN in texts(answer)


def test_without_a_topic_it_stands_under_a_heading_of_findings(answerer: Answerer) -> None:
    """And what asks nothing of the body is left out."""
    answer = answerer.answer(Asked("List all areas for improvement"))
    assert texts(answer) == [TOLD]
    assert "That on Gwent Police says in the text what was asked, without calling it such." in answer.message


def test_where_the_newest_have_none_it_cannot_be_told_and_earlier_ones_follow(answerer: Answerer) -> None:
    """With the later inspection that follows each."""
    answer = answerer.answer(Asked("AFI about recording stalking"))
    assert answer.message.startswith(
        "Whether there is an area for improvement about “recording stalking” cannot be told: "
    )
    assert "Earlier reports, which later inspections have followed, have these." in answer.message
    assert texts(answer) == [ITEM]
    assert answer.quotes[0].newer
    assert answer.quotes[0].newer.date == "2025-05-01"


@pytest.mark.parametrize(
    "asked",
    [
        "Which forces have an AFI about drones?",
        "Does Kent Police have an area for improvement about drones?",
        "Which forces have a cause of concern about drones?",
    ],
)
def test_none_is_never_said_of_digests(answerer: Answerer, asked: str) -> None:
    """Of all bodies and of one."""
    answer = answerer.answer(Asked(asked))
    assert "about “drones” cannot be told" in answer.message
    assert "was found" not in answer.message
