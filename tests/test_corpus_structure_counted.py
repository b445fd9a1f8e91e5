"""The numbers of paragraphs: told by their count through a report, never by one line alone."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from corpus.structure.counted import counted


def left(lines: Sequence[str], *, within: Sequence[int] = ()) -> list[str]:
    """The lines without the numbers that are found; before those ``within`` a sentence no other has ended."""
    found = {n: end for run in counted([(t, n not in within) for n, t in enumerate(lines)]) for n, end in run.items()}
    return [text[found.get(number, 0) :] for number, text in enumerate(lines)]


WORDS = ["However, it waits.", "Appropriate plans are made.", "The force knows.", "“Good,” they say.", "All are seen."]


@pytest.mark.parametrize(
    "form", ["{}.", "{}. ", "({}) ", "{}) ", "{}\t", "3.{} ", "3.{}. ", "3.{}."], ids=lambda form: form.format(29)
)
def test_numbers_that_count_up_are_those_of_paragraphs(form: str) -> None:
    """Glued or apart, in brackets, in a margin, or below that of a chapter."""
    assert left([form.format(number) + words for number, words in enumerate(WORDS, start=8)]) == WORDS


@pytest.mark.parametrize(
    "lines",
    [
        [f"{number}.{words}" for number, words in enumerate(WORDS[:4], start=1)],
        [f"{number} {words}" for number, words in enumerate(WORDS, start=11)],
        [f"{number}. {words}" for number, words in zip((2011, 2012, 2013, 2014, 2015), WORDS, strict=True)],
        [f"2.{number} per cent of calls were lost." for number in range(1, 9)],
        [f"{number}. {words}" for number, words in zip((3, 9, 1, 14, 7), WORDS, strict=True)],
    ],
    ids=["too few", "no mark behind them", "years", "decimals", "no count"],
)
def test_numbers_that_do_not_count_paragraphs_stay(lines: list[str]) -> None:
    """A year, an amount and a decimal belong to their sentence."""
    assert left(lines) == lines


def test_a_sentence_that_goes_on_with_a_number_of_the_count_keeps_it() -> None:
    """Where a line within a sentence begins as a paragraph does, that paragraph is found elsewhere."""
    lines = [f"{number}. {words}" for number, words in enumerate(WORDS, start=21)]
    lines.insert(4, "25. Support for them is good.")  # … up to the age of / 25. Support

    assert left(lines, within=[4]) == [*WORDS[:4], "25. Support for them is good.", WORDS[4]]


def test_a_count_goes_on_behind_a_missing_number_and_in_the_next_chapter() -> None:
    """A first line may be lost, and each chapter counts from 1."""
    numbers = ("1.1", "1.2", "1.4", "2.1", "2.2", "2.3")

    assert left([f"{number}. The force knows." for number in numbers]) == ["The force knows."] * 6


def test_numbered_paragraphs_and_a_list_among_them_are_two_counts() -> None:
    """Each has its own numbers."""
    lines = [f"{number}. {words}" for number, words in enumerate(WORDS, start=40)]
    lines[2:2] = [f"({number}) {words}" for number, words in enumerate(WORDS, start=1)]

    assert left(lines) == [*WORDS[:2], *WORDS, *WORDS[2:]]
