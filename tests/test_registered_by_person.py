"""Who held an office is told as the report has it: for a time, under another name, or of which body."""

from __future__ import annotations

import pytest
from documents import answers_from, sidecar, texts

from bot.ask.answerer import Answerer
from bot.types import Asked

LETTER = (
    "<p>Neil Marsh, Interim Director of Children’s Services, Torbay Council</p>"
    "<p>Bill Shore, Interim Chief Executive, One Devon Integrated Care Board</p>"
    "<p>Ann Poole, Chief Executive, Torbay Council</p>"
    "<p>Sue O’Hara CBE, Devon and Cornwall Police and Crime Commissioner</p>"
    "<p>Jim Hale, Chief Constable, Devon and Cornwall Police</p>"
    "<p>May Reed, Independent Scrutineer</p>"
    "<p>Councillor Lee Ford, Lead Member for Children’s Services</p>"
)


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """Answers from one joint inspection, whose letter is addressed to seven people."""
    title = "Joint targeted area inspection of Torbay"
    given = [sidecar("torbay.html", title, "Torbay", "joint targeted area inspection", "Ofsted", "2024-01-30")]
    page = f"<h1>{title}</h1>{LETTER}<h2>Headline findings</h2><p>Partners in Torbay work well together.</p>"
    return answers_from(tmp_path_factory.mktemp("person"), given, {"torbay.html": page})


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("who is the director of children's services in Torbay?", "Neil Marsh is named as “Interim Director"),
        ("Who runs children's services in Torbay?", "Neil Marsh is named as “Interim Director"),
        ("who is the chief executive of the council in Torbay?", "Ann Poole is named as “Chief Executive, Torbay"),
        ("who is the chief exec of the ICB in Torbay", "Bill Shore is named as “Interim Chief Executive, One Devon"),
        ("who is the PCC in Torbay?", "Sue O’Hara is named as"),
        ("who's the independent scrutineer for Torbay", "May Reed is named as independent scrutineer in"),
        ("who is the lead member for children in Torbay?", "Councillor Lee Ford is named as lead member"),
        ("who's the head of the police in Torbay?", "Jim Hale is named as chief constable in"),
    ],
)
def test_an_office_is_told_with_its_holder_s_own_title(answerer: Answerer, question: str, told: str) -> None:
    """Of chief executives only that of the body named."""
    answer = answerer.answer(Asked(question))
    assert answer.message.startswith(told)
    assert len(answer.quotes) == 1


def test_all_chief_executives_are_named_where_no_body_is(answerer: Answerer) -> None:
    """Each with its body."""
    answer = answerer.answer(Asked("who is the chief executive in Torbay?"))
    assert texts(answer)[1] == "Ann Poole, Chief Executive, Torbay Council"
    assert "Bill Shore is named as" in answer.message
    assert "Ann Poole is named as" in answer.message


def test_what_inspectors_thought_of_an_office_asks_for_no_name(answerer: Answerer) -> None:
    """It is looked for in the report."""
    answer = answerer.answer(Asked("What did Ofsted think of the director of children's services in Torbay?"))
    assert "is named as" not in answer.message
    assert "do not name who held" not in answer.message
