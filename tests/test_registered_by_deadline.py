"""What was to be done by a time: the findings under that deadline, and no others."""

from __future__ import annotations

from pathlib import Path

import pytest
from documents import answers_from, sidecar, texts

from bot.ask.answerer import Answerer
from bot.question.question import Question
from bot.registered.findings.by_deadline import deadline_of
from bot.types import Asked


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """A report that sets three deadlines, one of them in the words of a finding."""
    page = (
        "<h1>Inspection of Bury</h1><p>We visited.</p><h2>Areas for improvement</h2>"
        "<h3>Immediately:</h3><ul><li>Clean the cells.</li></ul>"
        "<h3>Within three months:</h3><ul><li>Record all calls.</li><li>Train call handlers.</li></ul>"
        "<h3>Later:</h3><ul><li>By 31 March 2025, check all records.</li></ul>"
    )
    given = [sidecar("bury.html", "Inspection of Bury", "Bury", "area SEND inspection", "Ofsted", "2024-02-02")]
    return answers_from(tmp_path_factory.mktemp("due"), given, {"bury.html": page})


@pytest.mark.parametrize(
    ("question", "quoted"),
    [
        ("What did Bury have to do immediately?", ["Clean the cells."]),
        ("What must Bury do within 3 months?", ["Record all calls.", "Train call handlers."]),
        ("Which improvements was Bury told to make within the next three months?", None),
        ("What should Bury do by 31 March 2025?", ["By 31 March 2025, check all records."]),
    ],
)
def test_findings_with_that_deadline_are_listed(answerer: Answerer, question: str, quoted: list[str] | None) -> None:
    """In the order of the report; numbers may be written either way."""
    answer = answerer.answer(Asked(question))
    assert texts(answer) == (quoted or ["Record all calls.", "Train call handlers."])
    assert "to be met" in answer.message
    assert len(answer.entries) == len(answer.quotes)


def test_a_deadline_in_a_sentence_is_that_of_the_list_behind_it(tmp_path: Path) -> None:
    """All its items are quoted, though they stand in no register, each with the later inspection."""
    items = ("use triage", "find repeat callers", "give advice.")
    page = "<h2>Areas for improvement and causes of concern</h2><p>Within three months Gwent Police was to do this:</p>"
    page += "".join(f"<li>{item}</li>" for item in items).join(("<ul>", "</ul>"))
    given, pages = [], {}
    for year, text in (("2022", page), ("2025", "<h2>Calls</h2><p>Calls are answered within three months.</p>")):
        title = f"PEEL {year}: Gwent Police"
        given.append(sidecar(f"{year}.html", title, "Gwent Police", "PEEL inspection", "HMICFRS", f"{year}-02-02"))
        pages[f"{year}.html"] = f"<h1>{title}</h1>{text}"
    answer = answers_from(tmp_path, given, pages).answer(Asked("What must Gwent do within 3 months?"))
    assert texts(answer) == [*items]
    assert {quote.newer.date for quote in answer.quotes if quote.newer} == {"2025-02-02"}
    assert "sets 3 points to be met within 3 months" in answer.message


def test_a_deadline_that_no_finding_has_is_searched_for(answerer: Answerer) -> None:
    assert "to be met" not in answerer.answer(Asked("What must Bury do within six months?")).message


@pytest.mark.parametrize("text", ["Are calls answered immediately?", "How many calls came within 3 months?"])
def test_a_time_in_another_question_is_no_deadline(text: str) -> None:
    assert not deadline_of(Question(text, text))
