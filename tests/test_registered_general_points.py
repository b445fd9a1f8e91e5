"""Questions for weaknesses or strengths in general: what the newest report lists as such, and not what is likest."""

from __future__ import annotations

import pytest
from documents import answers_from, sidecar, texts

from bot.ask.answerer import Answerer
from bot.types import Asked

REPORTS = {
    ("Solihull", "2023-01-01"): "<h2>Areas for improvement</h2><ul><li>Minutes are late.</li></ul>",
    ("Solihull", "2025-01-01"): (
        "<h2>Headline findings</h2><h3>Strengths</h3><ul><li>Plans for victims are clear. They are kept.</li>"
        "<li>Visits are made.</li><li>There were no others.</li></ul>"
        "<h3>Weaknesses of records</h3><p>The records need to improve in Solihull.</p>"
        "<h2>Areas for improvement</h2><ul><li>Calls are lost.</li><li>Records are thin.</li></ul>"
        "<h2>Areas for priority action</h2><ul><li>Children wait too long.</li></ul>"
    ),
    ("Bury", "2024-01-01"): "<h2>Visits</h2><p>The area needs to improve its visits.</p>",
}
KIND = "joint targeted area inspection"


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """Answers from two letters on Solihull, and one on Bury that lists nothing."""
    given, pages = [], {}
    for (body, published), page in REPORTS.items():
        name, title = f"{body}-{published}.html", f"JTAI: {body}"
        given.append(sidecar(name, title, body, KIND, "Ofsted, HMICFRS", published))
        pages[name] = f"<h1>{title}</h1>{page}"
    return answers_from(tmp_path_factory.mktemp("points"), given, pages)


@pytest.mark.parametrize(
    "question",
    [
        "What needs to improve in Solihull?",
        "What are the main weaknesses in Solihull?",
        "Solihull: what is not good enough?",
        "What does Solihull still have to improve?",
        "What must Solihull do better now?",
        "What is Solihull not yet good enough at?",
        "What must Solihull improve after its joint inspection?",
    ],
)
def test_weaknesses_are_the_findings_of_the_newest_report(answerer: Answerer, question: str) -> None:
    """The gravest kind first; how many there are is said."""
    answer = answerer.answer(Asked(question))
    assert texts(answer) == ["Children wait too long.", "Calls are lost.", "Records are thin."]
    assert {quote.report.published for quote in answer.quotes} == {"2025-01-01"}
    assert "The report lists 1 area for priority action and 2 areas for improvement" in answer.message


@pytest.mark.parametrize(
    ("question", "first", "listed"),
    [
        ("Areas for improvement in Solihull?", "Calls are lost.", "The report lists 2 areas for improvement under"),
        (
            "What did inspectors recommend to Solihull?",
            "Children wait too long.",
            "lists 1 area for priority action and",
        ),
        ("What are the causes of concern in Solihull?", "Children wait too long.", "does not mean that there are none"),
    ],
)
def test_the_kind_that_is_named_comes_first(answerer: Answerer, question: str, first: str, listed: str) -> None:
    """That there is none of it is said of no kind that such reports do not list."""
    answer = answerer.answer(Asked(question))
    assert texts(answer)[0] == first
    assert listed in answer.message


def test_strengths_are_the_items_of_their_lists(answerer: Answerer) -> None:
    """An item that says there are none is none."""
    answer = answerer.answer(Asked("What does Solihull do well?"))
    assert texts(answer) == ["Plans for victims are clear. They are kept.", "Visits are made."]
    assert answer.message.endswith("The report lists 2 strengths.")


def test_no_more_are_quoted_than_asked_for(answerer: Answerer) -> None:
    assert texts(answerer.answer(Asked("What needs to improve in Solihull?", count=1))) == ["Children wait too long."]


def test_what_must_improve_on_a_topic_are_the_findings_on_it(answerer: Answerer) -> None:
    """And not those that the report lists on other matters."""
    answer = answerer.answer(Asked("What needs to improve about records in Solihull?"))
    assert "ecords" in texts(answer)[0]
    assert "on \u201crecords\u201d or near it" in answer.message


def test_a_report_without_lists_is_searched(answerer: Answerer) -> None:
    assert "The report lists" not in answerer.answer(Asked("What needs to improve in Bury?")).message


def test_where_only_praise_names_the_topic_that_is_said(answerer: Answerer) -> None:
    """And the other way round; what stands under a heading of what is wanted needs no such word."""
    said = "Nothing on this stands under a heading of weaknesses: this is under headings of strengths."
    answer = answerer.answer(Asked("What does Solihull need to do better on plans for victims?"))
    assert texts(answer)[0].startswith("Plans for victims are clear.")
    assert said in answer.message
    assert "Nothing on this" not in answerer.answer(Asked("What does Solihull do well on plans for victims?")).message


def test_what_must_still_improve_on_a_topic_are_the_findings_on_it(answerer: Answerer) -> None:
    """*Still* makes it no general question."""
    answer = answerer.answer(Asked("What does Solihull still have to improve in its records?"))
    assert "on \u201crecords\u201d or near it" in answer.message
