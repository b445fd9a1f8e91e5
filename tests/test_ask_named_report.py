"""A report that is called by a name that none held has is said not to be held."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.ask.named_report import not_held, said_first
from bot.question.parse import understand
from bot.types import Answer, Quote
from corpus.describe.gazetteer import gazetteer
from corpus.types import Report

JOINT = "joint targeted area inspection"
REPORT = Report(
    "a1", "Response to children’s mental health", ("Bexley",), ("Ofsted",), JOINT, None, None, "a", "0" * 64
)


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("What are the 43 recommendations in the vetting report?", "vetting"),
        ("What does the vetting report say about Bexley?", "vetting"),
        ("What does the State of Policing report say?", "State of Policing"),
        ("What does the children's mental health report say in Bexley?", ""),
        ("What does the JTAI report say on Bexley?", ""),
        ("What does the latest report say on Bexley?", ""),
        ("What does the Bexley report say on police?", ""),
        ("Do officers report crimes in Bexley?", ""),
    ],
)
def test_the_name_is_looked_for_in_the_titles_held(question: str, name: str) -> None:
    """Words that only tell which report, or whose, are no name."""
    told = not_held(understand(question, gazetteer()), [REPORT])
    assert (f"No report with “{name}” in its title is held" in told) if name else not told


def test_what_else_is_said_is_quoted_only_where_it_is_sure() -> None:
    """Else nothing is quoted in place of the report."""
    answer = Answer("?", "answered", "Found.", quotes=(Quote("", "", REPORT, 1, 1, 1.0),), evidence=0.9)
    assert said_first(answer, "Not held.").message == "Not held. Found."
    weak = said_first(replace(answer, evidence=0.4), "Not held.")
    assert (weak.status, weak.message, weak.quotes) == ("not_held", "Not held.", ())
    assert said_first(answer, "") == answer
