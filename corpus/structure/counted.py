"""The numbers of paragraphs, which count up through a report and are no part of their first sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

FEWEST: Final = 5.0  # paragraphs that count up, from which their numbers are those of paragraphs
MISSING: Final = 2  # numbers that may be missing between two: paragraphs whose first line was not found
LOSS: Final = 0.3  # of a paragraph, for each number that is missing
WITHIN: Final = 0.4  # of a paragraph: what a line counts for before which no sentence has ended

_START: Final = re.compile(  # 29. However, 29.However, (29) However, 3.14 However, and 29 before a wide gap
    r"(?P<open>\(?)(?P<above>(?:\d{1,2}\.)*)(?P<number>\d{1,3})"
    r"(?P<close>[.)]{1,2}\s*|\t\s*|(?<=\.\d)\s+|(?<=\.\d\d)\s+)"
    r"(?=[^\W\d_a-z]|[\"'\u2018\u201c(])"
)
_Key: TypeAlias = tuple[str, tuple[int, ...]]  # how a number is written, and the number with those above it


@dataclass(frozen=True, slots=True)
class _Start:
    """A line that begins with a number; ``end`` counts the characters of that and of the blank behind it."""

    line: int
    form: str
    numbers: tuple[int, ...]
    end: int
    worth: float

    @property
    def key(self) -> _Key:
        return self.form, self.numbers

    def before(self) -> Iterator[tuple[_Key, float]]:
        """The numbers that may come before this one, with what is lost where some between them are missing."""
        *above, number = self.numbers
        for missing in range(MISSING + 1):
            yield (self.form, (*above, number - 1 - missing)), LOSS * missing
        if above and number == 1:
            yield (self.form, (*above[:-1], above[-1] - 1)), 0.0  # the last one of the chapter before


def counted(lines: Sequence[tuple[str, bool]]) -> list[dict[int, int]]:
    """The runs of lines that begin with the number of their paragraph, and how many characters that takes.

    A line is given by its text, and by whether what stands before it has ended. The numbers of paragraphs are told by
    their count: one after another, each with the next one, so that no year or amount that begins a sentence is one.
    """
    starts = list(_starts(lines))
    runs: list[dict[int, int]] = []
    while run := _longest(starts):
        runs.append({start.line: start.end for start in run})
        starts = [start for start in starts if start.line not in runs[-1]]
    return runs


def _starts(lines: Sequence[tuple[str, bool]]) -> Iterator[_Start]:
    for number, (text, begins) in enumerate(lines):
        match = _START.match(text)
        if match and (begins or not match["close"].isspace()):
            above = tuple(map(int, filter(None, match["above"].split("."))))
            form = f"{match['open']}{match['close'].strip()}"
            yield _Start(number, form, (*above, int(match["number"])), match.end(), 1.0 if begins else WITHIN)


def _longest(starts: Sequence[_Start]) -> list[_Start]:
    """The lines that count up the longest; none where these are too few."""
    best: dict[_Key, tuple[float, _Start]] = {}
    behind: dict[int, _Start] = {}
    last: tuple[float, _Start] | None = None
    for start in starts:
        reached = [(best[key][0] - loss, best[key][1]) for key, loss in start.before() if key in best]
        score, before = max(reached, key=lambda found: found[0], default=(0.0, None))
        if before and score > 0:
            behind[start.line] = before
        here = max(score, 0.0) + start.worth, start
        for key in (start.key, (start.form, start.numbers[:-1])):  # the latest of a chapter stands for it
            if key not in best or here[0] >= best[key][0]:
                best[key] = here
        if last is None or here[0] > last[0]:
            last = here
    if last is None or last[0] < FEWEST:
        return []
    run = [last[1]]
    while before := behind.get(run[-1].line):
        run.append(before)
    return run
