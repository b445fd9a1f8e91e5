"""Counts of findings are no contents: a sentence that only counts them does not say what they are about."""

from __future__ import annotations

import pytest
from documents import answers_from, sidecar, texts

from bot.question.question import Question
from bot.registered.findings.counts_only import only_counts, with_contents
from bot.types import Asked, Quote
from corpus.types import Report

REPORT = Report("a", "Gwent", ("Gwent Police",), ("HMICFRS",), "", None, "2024-01-01", "a.html", "a")


@pytest.mark.parametrize(
    ("sentence", "only"),
    [
        ("The force has six areas for improvement.", True),
        ("The report lists eight areas for improvement and makes no recommendations.", True),
        ("There are 30 areas for improvement for the service.", True),
        ("It has one cause of concern about answering calls.", False),
        ("Two areas for improvement concerning custody were set.", False),
        ("Nine areas were graded.", False),
        ("The area for improvement is that calls are lost.", False),
    ],
)
def test_a_sentence_that_only_counts_findings_is_known(sentence: str, only: bool) -> None:
    assert only_counts(sentence) is only


def test_it_answers_only_a_question_for_the_number() -> None:
    quotes = [
        Quote(text, text, REPORT, None, None, 1.0) for text in ("It has six areas for improvement.", "Calls wait.")
    ]
    assert with_contents(Question("what is the area for improvement about calls?", "calls"), quotes) == quotes[1:]
    assert with_contents(Question("why eight areas in one and nine in another?", "areas"), quotes) == quotes[1:]
    counting = Question("how many areas for improvement are there?", "areas for improvement", seeks="count")
    assert with_contents(counting, quotes) == quotes
    assert with_contents(Question("what is the area for improvement?", ""), quotes[:1]) == quotes[:1]


def test_a_list_of_findings_has_what_only_counts_them_last(tmp_path_factory: pytest.TempPathFactory) -> None:
    given, pages = [], {}
    said = {
        "Cleveland Police": "Its area for improvement is about calls.",
        "Avon and Somerset Police": "It has six areas for improvement.",
    }
    for body, words in said.items():
        given.append(sidecar(f"{body}.html", f"PEEL: {body}", body, "PEEL inspection", "HMICFRS", "2024-02-02"))
        pages[f"{body}.html"] = f"<h1>PEEL: {body}</h1><h2>Calls</h2><p>{words}</p>"
    answer = answers_from(tmp_path_factory.mktemp("counts"), given, pages).answer(
        Asked("Which forces have areas for improvement?")
    )
    assert texts(answer) == ["Its area for improvement is about calls.", "It has six areas for improvement."]
    assert "only gives the number, and not what they are about" in answer.message
