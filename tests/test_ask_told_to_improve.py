"""Which bodies were told to improve something is answered by the findings of their newest reports, of how many."""

from __future__ import annotations

from pathlib import Path

import pytest
from documents import answers_from, sidecar, texts

from bot.ask.answerer import Answerer
from bot.types import Asked
from corpus.vocabulary.asking import told_to_improve

TRAINING, BURGLARY, PLANS = "The quality of training.", "Burglary plans.", "How long custody lasts."
HELD = {"Brent": (TRAINING, PLANS), "Bolton": (BURGLARY, PLANS), "Surrey": ("How training is recorded.",)}


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """Answers from inspections of three councils that list what needs to improve, and praise of training in one."""
    given, pages = [], {}
    for body, findings in HELD.items():
        title = f"Inspection of {body} local authority children’s services"
        given.append(sidecar(f"{body}.html", title, body, "ILACS inspection", "Ofsted", "2024-05-05"))
        items = "".join(f"<li>{finding}</li>" for finding in findings)
        pages[f"{body}.html"] = (
            f"<h1>{title}</h1><h2>What needs to improve?</h2><ul>{items}</ul><h2>Staff</h2><p>Staff like training.</p>"
        )
    return answers_from(tmp_path_factory.mktemp("told"), given, pages)


@pytest.mark.parametrize(
    "question",
    [
        "Which councils were told to improve training?",
        "which authorities must fix training",
        "list councils that have to sort out training",
        "who was asked to improve training?",
        "which councils must address training",
        "What should every council that was told to improve training do?",
    ],
)
def test_those_whose_findings_name_it_are_listed(answerer: Answerer, question: str) -> None:
    """And no praise of it; how many bodies were looked at is told, and what is not known of their lists."""
    answer = answerer.answer(Asked(question))
    assert [(entry.body, entry.value) for entry in answer.entries] == [
        ("Brent", TRAINING),
        ("Surrey", "How training is recorded."),
    ]
    assert sorted(texts(answer)) == ["How training is recorded.", TRAINING]
    assert answer.message.startswith(
        "2 areas for improvement about “training”, of 2 bodies; looked for in the newest ILACS inspections held on 3"
        " bodies. They use these words; others may put it in other words. None of these 3 reports is known to list all"
        " that must improve: each may have more."
    )


def test_two_things_are_looked_for_each_by_itself_where_no_finding_has_both(answerer: Answerer) -> None:
    """Bolton must improve the one, and Brent and Surrey the other."""
    answer = answerer.answer(Asked("Which councils were told to improve training and burglary?"))
    assert [entry.body for entry in answer.entries] == ["Bolton", "Brent", "Surrey"]


@pytest.mark.parametrize(
    ("text", "told"),
    [("who must fix calls", True), ("which were told to improve calls", True), ("which improved calls", False)],
)
def test_words_for_having_to_improve_are_known(text: str, told: bool) -> None:
    assert bool(told_to_improve(text)) is told


def test_behind_none_only_what_is_clearly_on_it_is_quoted(tmp_path: Path) -> None:
    """It is told to be no finding; without such a sentence nothing is quoted."""
    page = (
        "<h1>PEEL: Kent</h1><h2>Areas for improvement</h2><p>The force should answer calls.</p>"
        "<h2>Cells</h2><p>Kent keeps its custody clean.</p>"
    )
    given = [sidecar("kent.html", "PEEL: Kent", "Kent Police", "PEEL inspection", "HMICFRS", "2024-05-05")]
    own = answers_from(tmp_path, given, {"kent.html": page})
    clean = own.answer(Asked("Which forces have an AFI about custody?"))
    assert "No area for improvement about" in clean.message
    assert "What they say of it elsewhere, without calling it such, follows." in clean.message
    assert texts(clean) == ["Kent keeps its custody clean."]
    none = own.answer(Asked("Which forces have an AFI about victims?"))
    assert (none.status, none.quotes) == ("not_found", ())
    assert "none of which was taken to be about it" in none.message


def test_a_number_in_a_report_s_own_words_is_told(tmp_path: Path) -> None:
    """Of a report that does not list all, of all bodies and of one; one of an earlier inspection is none."""
    page = (
        "<h1>PEEL: Kent</h1><h2>Summary</h2><p>The force has eight areas for improvement.</p>"
        "<p>In our previous inspection it had twelve areas for improvement.</p>"
    )
    given = [sidecar("kent.html", "PEEL: Kent", "Kent Police", "PEEL inspection", "HMICFRS", "2024-05-05")]
    own = answers_from(tmp_path, given, {"kent.html": page})
    every = own.answer(Asked("List all areas for improvement"))
    assert "Their text gives a number: Kent Police (“eight areas for improvement”)." in every.message
    one = own.answer(Asked("How many areas for improvement does Kent Police have?"))
    assert one.message.startswith("The report of 5 May 2024 speaks of “eight areas for improvement”.")
