"""Columns of text with a narrow gutter, where a page gives them row by row across the gutter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final, TypeAlias

from corpus.pdf.printed import Line

FEWEST: Final = 4  # lines that break at one place, from which there is a gutter
SAME: Final = 1.5  # points: left edges of a column's lines differ at most so much
RUNNING: Final = 0.4  # share of a column's lines that begin with a small letter where they are sentences
PITCH: Final = 2.0  # line heights: lines of a column are at most so far apart
SHORT: Final = 12  # characters: the lines of a column of text are longer than this on average

Part: TypeAlias = Callable[[Line, float], tuple[Line, Line] | None]  # a line, parted at a distance from the left edge


def by_column(lines: Sequence[Line], text: str, part: Part) -> list[Line]:
    """The lines of a page, those of columns that are given row by row in the order of the columns."""
    ordered: list[Line] = []
    at = 0
    while at < len(lines):
        edge, end = _gutter(lines, at)
        sides = _sides(lines[at:end], edge, part) if end - at >= FEWEST else None
        if sides and all(_are_sentences(side, text) for side in sides):
            left, right = sides
            ordered += [*left, *by_column(right, text, part)]
            at = end
        else:
            ordered.append(lines[at])
            at += 1
    return ordered


def _gutter(lines: Sequence[Line], at: int) -> tuple[float, int]:
    """The place at which the most lines from this one on are parted, and the number of the first that is not."""
    best = 0.0, at
    for edge in lines[at].stops:
        end = at + 1
        while end < len(lines) and _follows(lines[end - 1], lines[end]) and _is_parted(lines[end], edge):
            end += 1
        best = max(best, (edge, end), key=lambda found: found[1])
    return best


def _follows(line: Line, after: Line) -> bool:
    return after.top >= line.top - 2 and after.bottom - line.bottom < PITCH * line.size and not after.bold


def _is_parted(line: Line, edge: float) -> bool:
    """Whether a line is parted there, or stands on one side of it."""
    return any(abs(stop - edge) < SAME for stop in line.stops) or line.x1 < edge or abs(line.x0 - edge) < SAME


def _sides(lines: Sequence[Line], edge: float, part: Part) -> tuple[list[Line], list[Line]] | None:
    """The parts of the lines on the left and on the right; nothing where too few have both."""
    left: list[Line] = []
    right: list[Line] = []
    for line in lines:
        if abs(line.x0 - edge) < SAME:
            right.append(line)
        elif line.x1 < edge:
            left.append(line)
        elif parts := part(line, edge):
            left.append(parts[0])
            right.append(parts[1])
        else:
            return None
    both = len(left) + len(right) - len(lines)
    return (left, right) if both >= FEWEST else None


def _are_sentences(side: Sequence[Line], text: str) -> bool:
    """Whether the lines of a column run on from one to the next, as those of a table's column do not."""
    words = [text[line.start : line.end] for line in side]
    runs_on = sum(after[0].islower() and one[-1] not in ".:;" for one, after in pairwise(words))
    return runs_on >= RUNNING * (len(words) - 1) and sum(map(len, words)) > SHORT * len(words)
