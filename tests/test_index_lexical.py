"""Passages by their words: stems, BM25, headings, the filter by report, and how rare a word is."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from index.lexical import Entry, LexicalIndex

ENTRIES = [
    Entry(1, "gwent", "Officers answered the calls.", "Contact"),
    Entry(2, "gwent", "Victims call back.", "Care"),
    Entry(30, "kent", "Custody staff are trained.", "Calls"),
    Entry(31, "kent", "Custody staff check cells.", "Custody"),
]


@pytest.fixture
def lexical(tmp_path: Path) -> LexicalIndex:
    """Two passages of each of two reports; the word *calls* stands in a heading, too."""
    index = LexicalIndex(tmp_path)
    index.add(ENTRIES)
    return index


def ids(hits: list[tuple[int, float]]) -> list[int]:
    return [i for i, _ in hits]


def test_a_word_is_found_in_every_form(lexical: LexicalIndex) -> None:
    """*Calling*, *call* and *calls* have one stem; the text counts for more than the heading."""
    assert lexical.stems("calling") == ["call"]
    hits = lexical.search(lexical.stems("calling"), 10)
    assert sorted(ids(hits)) == [1, 2, 30]
    assert ids(hits)[-1] == 30


def test_passages_with_more_of_the_words_come_first(lexical: LexicalIndex) -> None:
    """A passage with both words is before those with one; scores fall along the list."""
    hits = lexical.search(lexical.stems("are custody cells checked"), 10)
    assert ids(hits) == [31, 30]
    assert hits[0][1] > hits[1][1] > 0


def test_a_search_is_held_to_some_reports(lexical: LexicalIndex) -> None:
    """Only passages of these reports are found, with the scores they have without the filter."""
    everywhere = dict(lexical.search(["call"], 10))
    assert lexical.search(["call"], 10, ["kent"]) == [(30, pytest.approx(everywhere[30]))]
    assert sorted(ids(lexical.search(["call"], 10, ["kent", "gwent"]))) == [1, 2, 30]
    assert lexical.search(["call"], 10, ["surrey"]) == []
    assert lexical.search(["call"], 10, []) == []


def test_the_filter_takes_room_from_no_one(lexical: LexicalIndex) -> None:
    """The best passages of the reports asked for are found, even where others are better."""
    assert ids(lexical.search(["call"], 1)) != [30]
    assert ids(lexical.search(["call"], 1, ["kent"])) == [30]


def test_equal_scores_are_ordered_by_id(tmp_path: Path) -> None:
    """Two reports with the same sentence are two passages, in the order of their ids."""
    index = LexicalIndex(tmp_path)
    index.add([Entry(8, "b", "Boilerplate sentence.", ""), Entry(4, "a", "Boilerplate sentence.", "")])
    hits = index.search(["boilerpl"], 10)
    assert ids(hits) == [4, 8]
    assert hits[0][1] == hits[1][1]


def test_words_nobody_wrote_find_nothing(lexical: LexicalIndex) -> None:
    """An unknown stem, no stems, and an empty index give no hits."""
    assert lexical.search(["helicopt"], 10) == []
    assert lexical.search([], 10) == []


def test_an_empty_index_finds_nothing(tmp_path: Path) -> None:
    """Before anything is added there is nothing to find and nothing known."""
    index = LexicalIndex(tmp_path)
    assert len(index) == 0
    assert index.search(["call"], 10) == []
    assert not index.is_known("call")


def test_stop_words_and_single_letters_tell_nothing(lexical: LexicalIndex) -> None:
    """What is left are the telling words, each once, in order; figures stay."""
    assert lexical.stems("What did the force\u2019s officers say about its 999 calls, and the calls of 9?") == [
        "forc",
        "offic",
        "999",
        "call",
        "9",
    ]
    assert lexical.stems("What is it?") == []
    assert lexical.stems("whats it, and why cant they, wasnt it theirs?") == lexical.stems("theirs")


def test_rarity_is_the_logarithm_of_the_share_without_the_word(lexical: LexicalIndex) -> None:
    """log((N + 1) / (n + 0.5)) for n of N = 4 passages whose text, not heading, holds the word."""
    assert lexical.rarity("call") == pytest.approx(math.log(5 / 2.5))
    assert lexical.rarity("cell") == pytest.approx(math.log(5 / 1.5))
    assert lexical.rarity("helicopt") == pytest.approx(math.log(5 / 0.5))
    assert lexical.is_known("cell")
    assert not lexical.is_known("helicopt")


def test_an_opened_index_answers_like_the_one_that_was_filled(lexical: LexicalIndex, tmp_path: Path) -> None:
    """Opened anew from its folder, an index gives the same hits; more can be added to it."""
    again = LexicalIndex(tmp_path)
    assert len(again) == 4
    assert again.search(["custodi", "call"], 10) == lexical.search(["custodi", "call"], 10)
    again.add([Entry(50, "essex", "A helicopter.", "")])
    assert ids(again.search(["helicopt"], 10)) == [50]
    assert sorted(ids(again.search(["call"], 10))) == [1, 2, 30]


def test_added_in_two_parts_is_the_same_as_added_at_once(lexical: LexicalIndex, tmp_path: Path) -> None:
    """Scores and rarity do not depend on when a passage came in."""
    parts = LexicalIndex(_folder(tmp_path / "parts"))
    parts.add(ENTRIES[:1])
    parts.add(ENTRIES[1:])
    assert parts.search(["custodi", "call", "staff"], 10) == lexical.search(["custodi", "call", "staff"], 10)
    assert parts.rarity("call") == lexical.rarity("call")


def _folder(path: Path) -> Path:
    path.mkdir()
    return path
