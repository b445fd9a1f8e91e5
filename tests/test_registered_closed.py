"""A cause of concern that was closed is never quoted without that, and lists of findings tell how far they go."""

from __future__ import annotations

import pytest
from documents import answers_from, sidecar, texts

from bot.ask.answerer import Answerer
from bot.present.text import answer_text
from bot.types import Asked

PEEL, REVISIT = "PEEL inspection", "revisit letter"
CONCERN = "Custody records are thin and cells are not checked."
CLOSED = "The cause of concern about custody was closed in May 2024."
REPORTS = (
    (
        "Kent Police",
        PEEL,
        "2023-03-01",
        f"<h2>Cause of concern</h2><p>{CONCERN}</p><h2>Calls</h2><p>Calls are answered.</p>",
    ),
    ("Kent Police", REVISIT, "2024-06-01", f"<h2>Custody</h2><p>{CLOSED}</p><p>Cells are clean.</p>"),
    (
        "Essex Police",
        PEEL,
        "2024-03-01",
        "<h2>Cause of concern</h2><p>Burglary cases wait too long.</p><h2>Calls</h2><p>Calls are answered.</p>",
    ),
    (
        "Gwent Police",
        PEEL,
        "2024-03-01",
        "<h2>Area for improvement</h2><p>The force should answer burglary calls.</p><p>Calls are answered.</p>",
    ),
)


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """Three forces; what was a cause of concern of one was closed later."""
    given, pages = [], {}
    for number, (body, kind, published, page) in enumerate(REPORTS):
        title = f"PEEL 2023–2025: {body}" if kind == PEEL else f"Revisit letter: {body}"
        given.append(sidecar(f"{number}.html", title, body, kind, "HMICFRS", published))
        pages[f"{number}.html"] = f"<h1>{title}</h1>{page}"
    return answers_from(tmp_path_factory.mktemp("closed"), given, pages)


def test_a_closed_cause_of_concern_comes_with_its_closing(answerer: Answerer) -> None:
    """Before the finding itself; nothing is said of whether there is one."""
    answer = answerer.answer(Asked("Does Kent Police have a cause of concern?"))
    assert texts(answer)[:2] == [CLOSED, CONCERN]
    assert "What the reports say of closing is quoted first." in answer.message
    assert not answer.message.startswith("Yes")


def test_a_finding_that_is_quoted_alone_names_its_closing_below(answerer: Answerer) -> None:
    """By the words of the later letter, with their place."""
    answer = answerer.answer(
        Asked("What was said of records and cells that are not checked at Kent Police?", until=2023, count=1)
    )
    assert texts(answer) == [CONCERN]
    assert f"On its closing: “{CLOSED}”" in " ".join(answer_text(answer).split())


def test_an_open_cause_of_concern_is_a_yes(answerer: Answerer) -> None:
    """It is listed, and no report tells of its closing."""
    assert answerer.answer(Asked("Does Essex Police have a cause of concern?")).message.startswith(
        "Yes: the report lists"
    )


def test_a_list_of_findings_on_a_topic_tells_of_how_many_bodies(answerer: Answerer) -> None:
    """Those of other kinds are none of it, and how many reports list all is told."""
    answer = answerer.answer(Asked("Which forces have a cause of concern about burglary?"))
    assert [(entry.body, entry.quote.text) for entry in answer.entries if entry.quote] == [
        ("Essex Police", "Burglary cases wait too long.")
    ]
    assert answer.message.startswith(
        "1 cause of concern about “burglary”, of 1 body; looked for in the newest inspections and later letters held on"
        " 3 bodies."
    )


def test_all_causes_of_concern_are_listed_with_those_that_are_said_to_be_closed(answerer: Answerer) -> None:
    """Of each body the newest reports; the words that close one stand first in its line."""
    answer = answerer.answer(Asked("Which forces have causes of concern?"))
    assert [(entry.body, entry.value) for entry in answer.entries] == [
        ("Essex Police", "Burglary cases wait too long."),
        ("Kent Police", f"said to be closed: {CONCERN}"),
    ]
    assert answer.message.startswith(
        "Of the newest inspections and later letters held on 3 bodies, those on 2 list causes of concern one by one: 2"
        " causes of concern."
    )


def test_bodies_without_findings_of_a_kind_are_named(answerer: Answerer) -> None:
    """Where their newest reports list all of them, and do not name one in their text."""
    told = answerer.answer(Asked("Which forces have no causes of concern?")).message
    assert told.startswith(
        "1 of 3 bodies held has no causes of concern in their newest reports, which list all of them:"
    )
    assert "Gwent Police." in told


def test_where_no_cause_of_concern_is_on_a_topic_nothing_else_is_quoted(answerer: Answerer) -> None:
    """However like the topic something else is."""
    answer = answerer.answer(Asked("Which forces have a cause of concern about calls?"))
    assert answer.quotes == ()
    assert answer.message.startswith(
        "No cause of concern about “calls” was found in 3 of the 4 reports looked into, the newest inspections and"
        " later letters held on 3 bodies: those are known to list all. Of the others it cannot be told."
    )
    assert "They list 2 causes of concern, of 2 bodies, none of which was taken to be about it" in answer.message


@pytest.mark.parametrize(
    "asked",
    [
        "Which inspections flagged causes of concern? list them pls",
        "which forces were handed a cause of concern - need them as a list",
        "Inspections highlighting causes of concern, give me all of them",
    ],
)
def test_words_that_only_ask_are_no_topic_of_findings(answerer: Answerer, asked: str) -> None:
    """Nor are those for having one, or for inspections: nothing is said to be none about them."""
    answer = answerer.answer(Asked(asked))
    assert answer.message.startswith(
        "Of the newest inspections and later letters held on 3 bodies, those on 2 list causes of concern"
    )
    assert answer.question == asked


@pytest.fixture(scope="module")
def letter(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """A revisit, after which one cause of concern was closed and another was not."""
    title = "Revisit letter: Dorset Police"
    page = (
        f"<h1>{title}</h1><h2>Causes of concern</h2><p>The cause of concern about cells was closed in May 2024.</p>"
        "<p>A cause of concern about burglary stayed open.</p>"
    )
    given = [sidecar("0.html", title, "Dorset Police", REVISIT, "HMICFRS", "2024-06-01")]
    return answers_from(tmp_path_factory.mktemp("letter"), given, {"0.html": page})


def test_what_stayed_open_comes_before_what_was_closed(letter: Answerer) -> None:
    """Where that is asked."""
    answer = letter.answer(Asked("What causes of concern does Dorset Police still have?"))
    assert texts(answer)[0] == "A cause of concern about burglary stayed open."
    assert "What the reports say stayed open is quoted first" in answer.message


def test_of_what_was_closed_it_is_not_said_that_it_cannot_be_told(letter: Answerer) -> None:
    """Though the source is not known to list all."""
    answer = letter.answer(Asked("Did Dorset Police fix its cause of concern about cells?"))
    assert "was closed" in texts(answer)[0]
    assert "cannot be told" not in answer.message
