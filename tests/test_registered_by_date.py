"""When a report was published or a body inspected: from what is known of the report, with the sentence that says it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from fakes import REPORT as A_REPORT
from fakes import FakeEncoder

from bot.ask.answerer import Answerer
from bot.question.parse import understand
from bot.registered.facts.by_date import asked, asks_outcome, dates
from bot.types import Asked
from corpus.describe.gazetteer import gazetteer
from index.build import build
from index.search import Index

REPORT = """---
title: "JTAI: {body}"
body: {body}
kind: joint targeted area inspection
inspectorates: [Ofsted]
inspected: {inspected}
published: {published}
---

# JTAI: {body}

{opening}

## Calls

Calls are lost when nobody answers.
"""


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """Answers from a report that prints its dates, and one that does not."""
    folder: Path = tmp_path_factory.mktemp("dated")
    (folder / "corpus").mkdir()
    dates = {"inspected": "2022-05-23/2022-05-27", "published": "2022-07-18"}
    opening = "18 July 2022\n\nThis inspection took place from 23 to 27 May 2022."
    for body, words in (("Barnsley", opening), ("Walsall", "We came.")):
        text = REPORT.format(body=body, opening=words, **dates)
        (folder / "corpus" / f"{body}.md").write_text(text, encoding="utf-8")
    build([folder / "corpus"], folder / "index", FakeEncoder)
    return Answerer(Index.open(folder / "index", FakeEncoder()), gazetteer())


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("When was the Barnsley report published?", "18 July 2022"),
        ("What date did the Barnsley report come out?", "18 July 2022"),
        ("How old is the report on Barnsley?", "18 July 2022"),
        ("When was Barnsley inspected?", "This inspection took place from 23 to 27 May 2022."),
        ("When did inspectors visit Barnsley?", "This inspection took place from 23 to 27 May 2022."),
    ],
)
def test_the_dates_are_told_and_the_sentence_with_the_date_quoted(
    answerer: Answerer, question: str, words: str
) -> None:
    """Both dates are in the message."""
    answer = answerer.answer(Asked(question))
    assert answer.message == "JTAI: Barnsley: inspected 23 May 2022 to 27 May 2022, published 18 July 2022."
    assert [quote.text for quote in answer.quotes] == [words]


def test_a_date_that_the_text_does_not_print_is_told_without_a_quote(answerer: Answerer) -> None:
    """It is known from elsewhere, and nothing is quoted in its place; a body without reports is named."""
    answer = answerer.answer(Asked("When were Walsall and Kent Police inspected?"))
    assert (answer.status, answer.quotes) == ("not_found", ())
    assert answer.message == (
        "JTAI: Walsall: inspected 23 May 2022 to 27 May 2022, published 18 July 2022."
        " No report on Kent Police is held. The text itself gives no date."
    )


@pytest.mark.parametrize(
    "question",
    [
        "When are calls lost in Barnsley?",
        "When will Barnsley be inspected next?",
        "What does the Barnsley report say?",
        "When do social workers visit children in Barnsley?",
    ],
)
def test_other_questions_ask_for_no_date_of_a_report(question: str) -> None:
    """Though they say *when*, or *report*."""
    assert asked(understand(question, gazetteer())) == ""


def test_the_newest_report_on_each_body_is_dated_alone() -> None:
    """Where the latest is asked for."""
    told = (("Kent", "2020-01-01"), ("Kent", "2024-01-01"), ("Essex", "2022-01-01"))
    reports = [replace(A_REPORT, id=str(n), bodies=(body,), published=date) for n, (body, date) in enumerate(told)]
    assert [one.published for one in dates(reports, newest=True)[1]] == ["2024-01-01", "2022-01-01"]
    assert len(dates(reports)[1]) == len(told)


def test_what_it_got_asks_for_an_outcome() -> None:
    """As a grade does."""
    assert asks_outcome(understand("When was Barnsley inspected and what did it get?", gazetteer()))
    assert not asks_outcome(understand("When was Barnsley inspected?", gazetteer()))
