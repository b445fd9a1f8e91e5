"""A name that no report has: what is asked of it, no report says."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from fakes import FakeReader

from bot.ask.answerer import Answerer
from bot.search.unheard_names import told, unheard_names
from bot.types import Asked
from corpus.describe.gazetteer import gazetteer
from index.search import Index
from index.types import Parted


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Which forces use the Mockingbird model?", ["Mockingbird"]),
        ("do calls use mockingbird", ["mockingbird"]),
        ("what diffrence do calls make", []),
        ("are calls answered", []),
        ("is there an ABC", []),
    ],
)
def test_a_word_that_is_neither_held_nor_ordinary_nor_misspelt_is_a_name(
    opened: Index, text: str, names: list[str]
) -> None:
    assert unheard_names(opened.lexical, opened.topic(text)) == names


def test_it_is_said_of_one_or_of_several() -> None:
    assert told(["Hydra"]) == "No report held has the word \u201cHydra\u201d. "
    assert told(["Hydra", "Raptor"]) == "No report held has the words \u201cHydra\u201d or \u201cRaptor\u201d. "
    assert told([]) == ""


class _Unsure(FakeReader):
    """Nothing answers for sure, and nothing is far from it."""

    def logits(self, question: str, passages: Sequence[Parted]) -> list[tuple[float, ...]]:
        return [(-1.0,) * len(passage.parts) for passage in passages]


@pytest.mark.parametrize(("name", "status"), [("Mockingbird", "not_found"), ("mockingbird", "answered")])
def test_nothing_is_quoted_on_a_name_that_no_report_has(opened: Index, name: str, status: str) -> None:
    """Of a word in small letters only that is said: reports may put it otherwise."""
    answer = Answerer(opened, gazetteer(), reader=_Unsure()).answer(Asked(f"Are calls answered with {name} at night?"))
    assert answer.status == status
    assert f"No report held has the word \u201c{name}\u201d." in answer.message
