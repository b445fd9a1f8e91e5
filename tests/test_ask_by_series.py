"""Findings of a body come from each series of inspections, and what is held is told by what it is."""

from __future__ import annotations

import pytest
from documents import answers_from, sidecar

from bot.ask.answerer import Answerer
from bot.types import Asked

SEND, JOINT = "area SEND inspection", "joint targeted area inspection"
ACTION = "The partnership must check referrals."


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """Two inspections of Medway, the newer without priority actions; and one of Blackpool."""
    held = (
        ("send", SEND, "Medway", "2024-04-02", "Areas for improvement", ("Plans are late.", "Visits are late.")),
        ("joint", JOINT, "Medway", "2018-08-03", "Areas for priority action", (ACTION,)),
        ("coast", JOINT, "Blackpool", "2025-01-31", "Areas for improvement", ("Calls are lost.",)),
    )
    given, pages = [], {}
    for name, kind, body, published, heading, findings in held:
        title = f"{kind[:1].upper()}{kind[1:]} of {body}"
        by = "Ofsted, HMICFRS" if kind == JOINT else "Ofsted"
        given.append(sidecar(f"{name}.html", title, body, kind, by, published))
        items = "".join(f"<li>{finding}</li>" for finding in findings)
        said = "<p>The areas for improvement are many.</p><p>These areas for improvement are old.</p>"
        pages[f"{name}.html"] = f"<h1>{title}</h1><h2>{heading}</h2><ul>{items}</ul><h2>Next steps</h2>{said}"
    return answers_from(tmp_path_factory.mktemp("series"), given, pages)


def test_the_newest_of_each_series_that_lists_such_findings_counts(answerer: Answerer) -> None:
    """The one that lists some is told first; a series that lists none of the kind is not spoken of."""
    answer = answerer.answer(Asked("Does Medway have any priority actions?"))
    assert answer.message.startswith(
        "Yes: “Joint targeted area inspection of Medway” (3 August 2018) lists 1 area for priority action"
    )
    assert [entry.value or (entry.quote and entry.quote.text) for entry in answer.entries] == [ACTION]
    other = answerer.answer(Asked("What are the areas for improvement in Medway?"))
    assert "Joint targeted" not in other.message


def test_only_findings_are_counted_among_what_is_not_quoted(answerer: Answerer) -> None:
    """Sentences that name their kind are none."""
    answer = answerer.answer(Asked("What are the areas for improvement in Medway?", count=1))
    assert "1 more is not quoted here" in answer.message


def test_findings_of_one_kind_of_inspection_are_told_to_be_of_its_newest(answerer: Answerer) -> None:
    """And the newest of a kind is no newest report."""
    listed = answerer.answer(Asked("Which areas have areas for improvement in JTAIs?")).message
    assert listed.startswith("Of the newest joint targeted area inspections held on 2 bodies, those on 1 list")
    newest = answerer.answer(Asked("What is the newest JTAI held?")).message
    assert newest.startswith("The newest of the 2 joint targeted area inspections held is")
