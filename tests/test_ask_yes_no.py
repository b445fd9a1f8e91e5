"""Yes and no are said where a grade or a register decides, with the ground, and nowhere else."""

from __future__ import annotations

import pytest
from documents import answers_from, sidecar

from bot.ask import yes_no
from bot.ask.answerer import Answerer
from bot.types import Asked

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
