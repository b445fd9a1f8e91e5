"""Yes and no are said where a grade or a register decides, with the ground, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest
from documents import answers_from, sidecar

from bot.ask.answerer import Answerer
from bot.question.parse import understand
from bot.remarks import as_held, as_of_now, yes_no
from bot.types import Asked
from corpus.describe.gazetteer import gazetteer

TABLE = (
    "<h2>Our judgments</h2><table><tr><th>Area</th><th>Grade</th></tr>"
    "<tr><td>Investigating crime</td><td>{one}</td></tr>"
    "<tr><td>Responding to the public</td><td>{two}</td></tr></table>"
)
JOINT, SEND = "joint targeted area inspection", "area SEND inspection"


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """A force with grades, an area with areas for improvement, one with an outcome, and a council graded overall."""
    pages = {
        "kent.html": TABLE.format(one="Good", two="Requires improvement") + "<h2>Calls</h2><p>Calls are answered.</p>",
        "york.html": "<h1>Joint inspection of York</h1><p>We visited.</p><h2>What needs to improve?</h2><ul>"
        "<li>Plans for care leavers.</li><li>Records.</li></ul>",
        "bury.html": "<h2>Inspection outcome</h2><p>There are widespread and/or systemic failings leading to"
        " significant concerns about the outcomes of children.</p>",
        "brent.html": TABLE.format(one="Good", two="Good").replace("Responding to the public", "Overall effectiveness"),
    }
    told = [
        sidecar("kent.html", "PEEL 2023–2025: Kent Police", "Kent Police", "PEEL inspection", "HMICFRS", "2024-03-01"),
        sidecar("york.html", "Joint inspection of York", "York", JOINT, "Ofsted", "2024-03-01"),
        sidecar("bury.html", "Area SEND inspection of Bury", "Bury", SEND, "Ofsted", "2024-03-01"),
        sidecar("brent.html", "Inspection of Brent", "Brent", "ILACS inspection", "Ofsted", "2024-03-01"),
    ]
    return answers_from(tmp_path_factory.mktemp("yes"), told, pages)


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("Is Kent Police good at investigating crime?", "Yes: Investigating crime was graded “Good” (1 March 2024)."),
        (
            "Was Kent Police rated inadequate for responding to the public?",
            "No: Responding to the public was graded “Requires improvement” (1 March 2024).",
        ),
        ("Was Brent judged inadequate?", "No: overall effectiveness was graded “Good” (1 March 2024)."),
        ("Were there systemic failings in Bury?", "Yes: the outcome of the inspection was “systemic failings”"),
        ("Does York have any areas for improvement?", "Yes: the report lists 2 areas for improvement"),
        ("Does York have any areas for priority action?", "No: the report lists no areas for priority action"),
        (
            "Does Kent Police have any grades of requires improvement?",
            "Yes: Responding to the public was graded “Requires improvement” (1 March 2024).",
        ),
    ],
)
def test_a_grade_or_a_register_decides(answerer: Answerer, question: str, begins: str) -> None:
    """The first line says so, with the grade or the count and its date."""
    assert answerer.answer(Asked(question)).message.startswith(begins)


@pytest.mark.parametrize(
    "question",
    [
        "Was Kent Police judged inadequate?",
        "Are calls answered at Kent Police?",
        "What grade did Kent Police get for investigating crime?",
        "Is Kent Police any good?",
        "Isn't Kent Police good at investigating crime?",
    ],
)
def test_nothing_else_is_a_yes_or_a_no(answerer: Answerer, question: str) -> None:
    """Where areas differ and none is overall, where nothing but likeness tells, and where none was asked for."""
    assert not answerer.answer(Asked(question)).message.startswith(("Yes", "No:"))


def test_a_grade_that_a_kind_of_report_does_not_give_is_told(answerer: Answerer) -> None:
    """With what it gives."""
    told = answerer.answer(Asked("Was Bury judged inadequate for SEND?")).message
    assert told.startswith(
        "Reports of this kind do not give the grade “inadequate”: the outcome of the inspection was “systemic failings”"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Is Kent good?", True),
        ("So did Kent improve?", True),
        ("How good is Kent?", False),
        ("Is Kent good or bad?", False),
        ("Does Kent not answer calls?", False),
    ],
)
def test_what_wants_a_yes_or_a_no(text: str, expected: bool) -> None:
    """A question that begins with its verb, names no choice and denies nothing."""
    assert yes_no.asks(text) is expected


@pytest.mark.parametrize(
    "question",
    [
        "Is Brent still good overall?",
        "Is Brent inadequate these days?",
        "Is Brent still inadequate?",
        "Does Kent Police still get good for investigating crime?",
        "Is Kent Police inadequate for investigating crime any more?",
        "are calls at Kent Police still answered",
        "any better at answering calls in Kent Police since?",
    ],
)
def test_how_it_is_now_is_no_yes_or_no(answerer: Answerer, question: str) -> None:
    """A report tells of its day: what it found is given, and that this may have changed."""
    answer = answerer.answer(Asked(question))
    assert answer.quotes
    assert not answer.message.startswith(("Yes", "No:"))
    assert as_of_now.CANNOT_TELL in answer.message
    assert as_held.MAY_EXIST not in answer.message


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Is Kent still slow?", True),
        ("has it been mended yet", True),
        ("Has Kent improved since?", True),
        ("any better since then?", True),
        ("what are they still getting wrong", True),
        ("Has Kent improved since the last inspection?", False),
        ("Has the share of lost calls fallen since 2014?", True),
        ("Was Kent still slow when inspectors went back?", False),
        ("Did Kent still have problems in 2022?", False),
        ("Is Kent slow?", False),
        ("How are still births reviewed in Kent?", True),  # a word can be mistaken: it adds a true sentence
    ],
)
def test_what_asks_how_it_is_now(text: str, expected: bool) -> None:
    """By its words, unless it is told of the past."""
    assert as_of_now.says_now(text) is expected


def test_a_year_or_an_inspection_that_is_named_is_not_now() -> None:
    """Of these the reports can tell."""
    names = gazetteer()
    assert as_of_now.asks(understand("Is Kent Police still slow?", names))
    assert not as_of_now.asks(understand("Is Kent Police still slow in the 2022 inspection?", names))
    assert not as_of_now.asks(understand("Is Kent Police still slow in the latest inspection?", names))


def test_a_later_report_that_is_silent_is_named(tmp_path: Path) -> None:
    """Asked how it is now, the old report answers, and that a later one is held is told."""
    pages = {
        "old.html": "<h2>Referrals</h2><p>Referrals to social workers wait in a backlog of 400 cases.</p>",
        "new.html": "<h2>Schools</h2><p>Pupils with autism are taught in mainstream classes.</p>",
    }
    told = [
        sidecar("old.html", "Joint inspection of York", "York", JOINT, "Ofsted", "2014-03-01"),
        sidecar("new.html", "Area SEND inspection of York", "York", SEND, "Ofsted", "2024-03-01"),
    ]
    asked = Asked("Is there still a backlog of referrals in York?", count=1)
    answer = answers_from(tmp_path, told, pages).answer(asked)
    later = "Area SEND inspection of York (1 March 2024)"
    assert answer.message.endswith(f"Later reports are held on York, in which nothing nearer was found: {later}.")


def test_a_list_of_all_bodies_asked_for_now_says_that_later_inspections_may_exist(answerer: Answerer) -> None:
    """As any list of grades does."""
    assert as_held.MAY_EXIST in answerer.answer(Asked("Which forces are still good at investigating crime?")).message
