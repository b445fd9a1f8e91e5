"""The live index: each question is answered from the generation that is live when it is asked."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from fakes import FakeEncoder

from bot.compare.comparer import InspectionsSought
from bot.live.index import LiveIndex
from bot.scope.narrowing import NothingHeld
from bot.types import Asked
from corpus.describe.gazetteer import gazetteer
from index import generation as generations
from index.build import build
from index.errors import IndexMismatch, IndexMissing
from index.types import Model

KENT = """---
title: "PEEL 2025: Kent Police"
body: Kent Police
published: 2025-01-31
---

# PEEL 2025: Kent Police

## Custody

Nobody waits in custody in Kent.
"""


def live(folder: Path) -> LiveIndex:
    return LiveIndex(folder, FakeEncoder, gazetteer())


def test_a_question_is_answered_from_the_index(held: Path) -> None:
    """With the source's words, and from the reports on the body it names."""
    answer = live(held).answer(Asked("Is the custody suite clean in Wiltshire?"))
    assert answer.status == "answered"
    assert answer.quotes[0].passage == "The custody suite is clean. Staff check each cell."
    assert {quote.report.body for quote in answer.quotes} == {"Wiltshire Police"}


def test_a_new_generation_is_taken_up_with_the_next_question(corpus: Path, built: Path) -> None:
    """What was not held is answered after a rebuild, without a restart."""
    answerer = live(built)
    question = Asked("How long do people wait in custody in Kent?")
    assert answerer.answer(question).status == "not_held"
    (corpus / "kent.md").write_text(KENT, encoding="utf-8")
    summary = build([corpus], built, FakeEncoder)
    answer = answerer.answer(question)
    assert (answer.status, answer.quotes[0].text) == ("answered", "Nobody waits in custody in Kent.")
    assert answerer.index.generation == summary.generation


def test_an_unchanged_index_is_not_opened_again(corpus: Path, built: Path) -> None:
    """Neither a question nor a build that changes nothing makes it open a file."""
    answerer = live(built)
    before = answerer.index
    build([corpus], built, FakeEncoder)
    answerer.refresh()
    assert answerer.index is before


def test_without_an_index_there_is_nothing_to_open(tmp_path: Path) -> None:
    """The folder and the command are named."""
    with pytest.raises(IndexMissing, match=r"^no index in .*: run scripts/rebuild_index.py --index "):
        live(tmp_path)


def test_an_index_of_another_model_is_refused_even_while_running(corpus: Path, built: Path) -> None:
    """A rebuild with another model is told with the next question, not answered from mixed vectors."""
    answerer = live(built)
    build([corpus], built, lambda: FakeEncoder(Model("bigger", "0" * 64, 9)))
    with pytest.raises(IndexMismatch, match=r"made with bigger .* the encoder is bag-of-words "):
        answerer.answer(Asked("Is the custody suite clean in Wiltshire?"))
    build([corpus], built, FakeEncoder)
    assert answerer.answer(Asked("Is the custody suite clean in Wiltshire?")).status == "answered"


def test_an_index_that_vanished_is_told(built: Path) -> None:
    """Not answered from memory: what is on disk is what is held."""
    answerer = live(built)
    shutil.rmtree(generations.current(built).folder)
    with pytest.raises(IndexMissing, match="which is not there"):
        answerer.answer(Asked("custody"))


def test_given_words_are_found_in_the_reports_allowed(corpus: Path, built: Path) -> None:
    """Quotation marks around them do not count; a rebuild is taken up; what is not held is told."""
    answerer = live(built)
    (corpus / "kent.md").write_text(KENT, encoding="utf-8")
    build([corpus], built, FakeEncoder)
    found = answerer.find(Asked("“waits in custody in Kent”"))
    assert (found.verdict, found.sources[0].text) == ("exact", "waits in custody in Kent")
    assert answerer.find(Asked("waits in custody in Kent", body="Gwent Police")).verdict == "not found"
    with pytest.raises(NothingHeld, match=r"^No report on Essex Police is held\.$"):
        answerer.find(Asked("waits in custody", body="Essex Police"))


def test_inspections_are_compared_in_the_live_generation(corpus: Path, built: Path) -> None:
    """Those of a report that has come since, too; without a register there are no findings."""
    answerer = live(built)
    (corpus / "kent.md").write_text(KENT, encoding="utf-8")
    build([corpus], built, FakeEncoder)
    compared = answerer.compare(InspectionsSought("custody", ("Kent Police", "Gwent Police")))
    assert [side.report and side.report.source for side in compared.sides] == ["kent.md", "gwent-2024.md"]
    assert compared.findings is None
