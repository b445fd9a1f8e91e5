"""What a report that is searched alone is quoted with: what says the topic in its words is never passed over."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from documents import report_text
from fakes import FakeEncoder

from bot.ask.answerer import Answerer
from bot.search.phrase_match import Worded
from bot.types import Asked
from corpus.describe.gazetteer import gazetteer
from index.build import build
from index.search import Index

FAR_OFF = (
    "Victims, victims, training and burglary are written of here with much else, such as an appropriate adult who came."
)


@pytest.fixture
def says(opened: Index) -> Callable[[str, str], bool]:
    """Whether a sentence says a topic."""
    return lambda topic, sentence: Worded(opened.lexical, topic)(sentence)


@pytest.mark.parametrize(
    ("topic", "sentence"),
    [
        ("front door", "Children wait at the front door of the service."),
        ("appropriate adults", "They waited long for an appropriate adult."),
        ("return home interviews", "Interviews on return home are held too late."),
        ("midwives", "A midwife was not told of the case."),
        ("responding to the public", "It is slow in responding to the public at night."),
    ],
)
def test_a_sentence_says_a_topic(says: Callable[[str, str], bool], topic: str, sentence: str) -> None:
    """All its telling words stand near each other, in any order and number."""
    assert says(topic, sentence)


@pytest.mark.parametrize(
    ("topic", "sentence"),
    [
        ("appropriate adult", "Adult services do not identify children who respond as is appropriate."),
        ("interpreters", "The officer interprets what the child has told her."),
        ("front door", "The front door 4"),
        ("one two three four five", "It counts from one two three four five up to nine."),
    ],
)
def test_a_sentence_does_not_say_it(says: Callable[[str, str], bool], topic: str, sentence: str) -> None:
    """Words far apart, a stem that is another word's, a line of contents; nor is a long topic looked for so."""
    assert not says(topic, sentence)


def quoted(folder: Path, topic: str, text: str) -> list[str]:
    """What is quoted on a topic from a report alone, three quotes at most."""
    corpus = folder / "corpus"
    corpus.mkdir()
    report = report_text("PEEL 2023-25 Kent", "Kent Police", "2025-04-01", text, "PEEL inspection")
    (corpus / "kent.md").write_text(report, encoding="utf-8")
    build([corpus], folder / "index", FakeEncoder)
    index = Index.open(folder / "index", FakeEncoder())
    return [
        one.text for one in Answerer(index, gazetteer()).answer(Asked(topic, count=3), next(iter(index.reports))).quotes
    ]


def test_what_is_said_in_so_many_words_is_quoted_however_unlike(tmp_path: Path) -> None:
    """The sentence is on much else, so that its vector is far from the topic's."""
    text = f"## Custody\n\n{FAR_OFF}\n\nCustody is cold.\n"
    assert quoted(tmp_path, "appropriate adult", text) == [FAR_OFF]


def test_a_heading_alone_is_not_quoted_but_its_section_is(tmp_path: Path) -> None:
    """The words under a heading that is the topic are on it; those under another are not."""
    text = "## Front door\n\nCalls are lost.\n\n## Other matters\n\nCustody is cold.\n"
    assert quoted(tmp_path, "front door", text) == ["Calls are lost."]


def test_rows_of_tables_give_way_to_sentences(tmp_path: Path) -> None:
    """A grade is no words on the topic where there are any; where there are none, it shows that it was treated."""
    table = "## Grades\n\n| Area | Grade |\n| --- | --- |\n| Custody of the force | Good |\n"
    sentence = "Custody is well led."
    assert quoted(tmp_path, "custody", f"{table}\n## Findings\n\n{sentence}\n") == [sentence]
    other = tmp_path / "other"
    other.mkdir()
    assert quoted(other, "custody", table) == ["Custody of the force Good"]
