"""When inspectors come next is told by the reports' own sentences on it, or said not to be told."""

from __future__ import annotations

import pytest
from documents import answers_from, sidecar, texts

from bot.ask.answerer import Answerer
from bot.types import Asked
from corpus.vocabulary.elsewhere import elsewhere
from corpus.vocabulary.next_inspection import asks_next, tells_next

SEND, JOINT = "area SEND inspection", "joint targeted area inspection"
NEXT = "The next full reinspection will be within approximately three years."
HELD = {
    "Oldham": (SEND, "2023-08-29", f"A monitoring inspection will be carried out within 18 months. {NEXT}"),
    "Sutton": (JOINT, "2023-09-01", "Children return home to their families after inspection of the placement."),
}


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """Answers from a report that tells of the next inspection, an older one of the same body, and one that does not."""
    given = [
        sidecar(f"{body}.html", f"Inspection of {body}", body, *_of(kind, at)) for body, (kind, at, _) in HELD.items()
    ]
    given.append(sidecar("old.html", "Inspection of Oldham", "Oldham", *_of(SEND, "2018-01-01")))
    pages = {f"{body}.html": f"<h1>Inspection of {body}</h1><p>{words}</p>" for body, (_, _, words) in HELD.items()}
    pages["old.html"] = "<h1>Inspection of Oldham</h1><p>The next inspection will be in 2020.</p>"
    return answers_from(tmp_path_factory.mktemp("next"), given, pages)


def _of(kind: str, published: str) -> tuple[str, str, str]:
    return kind, "Ofsted, CQC", published


@pytest.mark.parametrize(
    "question",
    [
        "When is the next inspection of Oldham?",
        "Will inspectors come back to Oldham, and when?",
        "When will Oldham be re-inspected?",
    ],
)
def test_the_newest_report_tells_of_the_next_inspection(answerer: Answerer, question: str) -> None:
    """What an older one planned has come to pass."""
    answer = answerer.answer(Asked(question))
    assert texts(answer) == ["A monitoring inspection will be carried out within 18 months.", NEXT]
    assert "what changed since is not in it" in answer.message


def test_where_no_report_tells_of_it_that_is_said(answerer: Answerer) -> None:
    """No past date stands in for it."""
    answer = answerer.answer(Asked("When will inspectors return to Sutton?"))
    assert (answer.status, answer.quotes) == ("not_found", ())
    assert answer.message.startswith("When inspectors come next is not said in what is held.")


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("Is another inspection of Bury due?", True),
        ("How soon will Bury get a monitoring inspection?", True),
        ("When should we expect inspectors back in Bury?", True),
        ("When do missing children return home in Bury?", False),
        ("What did the next inspection of Bury find?", False),
        ("What are the next steps after the inspection of Bury?", False),
        ("When was Bury re-inspected?", False),
        ("Will Bexley be outstanding next time?", False),
    ],
)
def test_only_an_inspection_to_come_is_asked_for(question: str, asks: bool) -> None:
    """Steps, children and grades to come are something else."""
    assert asks_next(question) == asks


@pytest.mark.parametrize(
    ("sentence", "tells"),
    [
        ("We will re-inspect the force within two years.", True),
        ("Ofsted will carry out a monitoring visit in the autumn.", True),
        ("Ofsted intends to inspect again.", True),
        ("The council will be re-inspected.", True),
        ("The board will monitor progress after the inspection.", False),
        ("Children will return home.", False),
        ("Inspectors visited homes.", False),
    ],
)
def test_sentences_on_an_inspection_to_come_are_known(sentence: str, tells: bool) -> None:
    """By its name, or by what inspectors will do."""
    assert tells_next(sentence) == tells


@pytest.mark.parametrize(
    ("question", "where"),
    [
        ("ambulance response times in Kent", "NHS England"),
        ("fire engine response times in Leeds", "Home Office"),
        ("police response times in Leeds", ""),
        ("response times in Leeds", ""),
        ("complaints about Cornwall council", ""),
        ("How many complaints did Gwent Police get?", "Police Conduct"),
        ("sickness absence of officers", ""),
        ("999 calls to the fire service", ""),
    ],
)
def test_where_the_answer_may_be_is_of_the_service_asked_about(question: str, where: str) -> None:
    """Figures on one service say nothing of another."""
    assert where in elsewhere(question)
    assert bool(where) == bool(elsewhere(question))
