"""An inspection of which no report is held is told of by the sentences of others that name it."""

from __future__ import annotations

from pathlib import Path

import pytest
from documents import answers_from, sidecar, texts

from bot.ask.answerer import Answerer
from bot.ask.elsewhere import TOLD
from bot.types import Asked

REPORT = (
    "<h1>Bury</h1><h2>Previous inspections</h2>"
    "<p>The last inspection of safeguarding was in May 2012. The authority was judged to be adequate.</p>"
    "<p>Managers changed the training of staff on custody after the monitoring visit in August 2017.</p>"
    "<h2>Findings</h2><p>Calls to victims are late. Safeguarding is strong.</p>"
)


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """Answers from one inspection of children's services."""
    given = [sidecar("bury.html", "Inspection of Bury", "Bury", "ILACS inspection", "Ofsted", "2018-02-02")]
    return answers_from(Path(tmp_path_factory.mktemp("elsewhere")), given, {"bury.html": REPORT})


def test_a_year_of_which_no_report_is_held_is_told_by_a_later_one(answerer: Answerer) -> None:
    """First that none is held, then the sentences that name the year, and no others."""
    answer = answerer.answer(Asked("What grade did Bury get for safeguarding in May 2012?"))
    assert answer.message.startswith("No report on Bury of 2012 is held")
    assert TOLD in answer.message
    assert texts(answer)[0].startswith("The last inspection of safeguarding was in May 2012.")
    assert not any("strong" in text for text in texts(answer))


def test_a_visit_of_which_no_report_is_held_is_told_by_another(answerer: Answerer) -> None:
    """The sentence names the kind of inspection and its year."""
    answer = answerer.answer(Asked("Did the August 2017 monitoring visit change training in Bury?"))
    assert answer.message.startswith("No report on Bury of the kind monitoring visit is held")
    assert texts(answer) == [
        "Managers changed the training of staff on custody after the monitoring visit in August 2017."
    ]


@pytest.mark.parametrize(
    "text", ["What did the 2015 inspection of Bury find on calls?", "What did the 2016 monitoring visit to Bury find?"]
)
def test_what_no_report_names_is_refused(answerer: Answerer, text: str) -> None:
    """Sentences on the topic alone are of another inspection."""
    answer = answerer.answer(Asked(text))
    assert (answer.status, answer.quotes) == ("not_held", ())
