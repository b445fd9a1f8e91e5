"""Frames and tables: which of the shapes drawn on a page surround text."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Callable, Sequence
from dataclasses import dataclass

EDGE = 3.0  # points: rules are at most this thick, and letters' boxes stick out of a frame at most so far
LEAST = 12.0  # points: the height of a frame around one line
DOT = (1.0, 9.0)  # points: the least and the greatest height of a drawn bullet
NEARLY = 0.6  # share of the height of two rules that those between them have at least
MOST = 0.85  # share of a page's height; a higher frame is that of the page itself


@dataclass(frozen=True, slots=True)
class Frame:
    """A rectangle on a page as it is shown: distances in points from the top left corner."""

    x0: float
    x1: float
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table: where its upright rules stand from left to right, and its level ones from the top."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]

    def cell(self, x: float, y: float) -> tuple[int, int] | None:
        """Row and column, from 0, that a point of the page stands in; ``None`` outside the table."""
        if not (self.xs[0] - EDGE < x < self.xs[-1] and self.ys[0] - EDGE < y < self.ys[-1] + EDGE):
            return None
        return max(0, bisect(self.ys, y) - 1), max(0, bisect(self.xs, x) - 1)


def tables_among(drawn: Sequence[Frame]) -> tuple[Table, ...]:
    """The tables among shapes: upright rules of the same height, with or without level ones between them.

    The two that stand around others which end where they do, as those around a head of one cell, are of one table.
    """
    ruled = _of_one_height(drawn)
    around = {n: outer for n, inner in enumerate(ruled) for outer in ruled if _stand_around(outer, inner)}
    whole = [
        sorted([*rules, *around.get(n, [])], key=lambda rule: rule.x0)
        for n, rules in enumerate(ruled)
        if not any(rules is outer for outer in around.values())
    ]
    return tuple(Table(tuple(rule.x0 for rule in rules), _levels(drawn, rules)) for rules in whole if len(rules) > 1)


def _stand_around(outer: Sequence[Frame], inner: Sequence[Frame]) -> bool:
    """Whether two upright rules stand left and right of others that are nearly as high, and end where they do."""
    if len(outer) != 2 or not outer[0].x0 + EDGE < inner[0].x0 <= inner[-1].x0 < outer[1].x0 - EDGE:
        return False
    top, bottom = (abs(outer[0].top - inner[0].top), abs(outer[0].bottom - inner[0].bottom))
    height = outer[0].bottom - outer[0].top
    return min(top, bottom) < EDGE and inner[0].bottom - inner[0].top > NEARLY * height


def _levels(drawn: Sequence[Frame], rules: Sequence[Frame]) -> tuple[float, ...]:
    """Where level rules cross the table that these upright ones belong to, its upper and lower edge among them.

    They run from one upright rule to another; lines under words do not.
    """
    top, bottom = min(rule.top for rule in rules), max(rule.bottom for rule in rules)
    level = [shape for shape in drawn if shape.bottom - shape.top <= EDGE < shape.x1 - shape.x0]
    inside = [
        shape.top
        for shape in level
        if top + EDGE < shape.top < bottom - EDGE and all(any(map(_near(x), rules)) for x in (shape.x0, shape.x1))
    ]
    heads = (rule.top for rule in rules if rule.top > top + EDGE)
    found = [top]
    for y in sorted([*inside, *heads]):
        if y - found[-1] > EDGE:
            found.append(y)
    return (*found, bottom)


def _near(x: float) -> Callable[[Frame], bool]:
    return lambda rule: rule.x0 - 2 * EDGE < x < rule.x1 + 2 * EDGE


def frames_among(drawn: Sequence[Frame], height: float) -> tuple[Frame, ...]:
    """The shapes that are frames: rectangles, and rules left and right of the same height with none between.

    Those of the page itself, whose ``height`` is in points, and bands that run to its edge are none.
    """
    frames = [shape for shape in drawn if shape.x1 - shape.x0 > 2 * EDGE and shape.bottom - shape.top >= LEAST]
    for rules in _of_one_height(drawn):
        if len(rules) == 2 and rules[0].bottom - rules[0].top >= LEAST:
            left, right = rules
            frames.append(Frame(left.x0, right.x1, left.top, left.bottom))
    return tuple(dict.fromkeys(frame for frame in frames if _is_inside(frame, height)))


def dots_among(drawn: Sequence[Frame]) -> list[Frame]:
    """The shapes that may be drawn bullets: small, and about as wide as high."""
    return [
        shape
        for shape in drawn
        if DOT[0] <= shape.bottom - shape.top <= DOT[1]
        and 0.7 < (shape.x1 - shape.x0) / (shape.bottom - shape.top) < 1.4
    ]


def has_bullet(x0: float, top: float, bottom: float, dots: Sequence[Frame]) -> bool:
    """Whether a bullet is drawn to the left of a line that begins at ``x0``, between its edges."""
    size = bottom - top
    return any(
        top < (dot.top + dot.bottom) / 2 < bottom
        and dot.x1 < x0 < dot.x1 + 2.5 * size
        and dot.bottom - dot.top < 0.7 * size
        for dot in dots
    )


def _is_inside(frame: Frame, height: float) -> bool:
    return frame.bottom - frame.top <= MOST * height and min(frame.x0, frame.top, height - frame.bottom) > EDGE


def _of_one_height(drawn: Sequence[Frame]) -> list[list[Frame]]:
    """The upright rules, those together that begin and end at the same height."""
    heights: dict[tuple[int, int], list[Frame]] = {}
    for rule in _rules(drawn):
        heights.setdefault((round(rule.top / EDGE), round(rule.bottom / EDGE)), []).append(rule)
    return list(heights.values())


def _rules(drawn: Sequence[Frame]) -> list[Frame]:
    """The upright rules from left to right, each whole where it is drawn in pieces, and once where it is doubled."""
    pieces = [shape for shape in drawn if shape.x1 - shape.x0 <= EDGE]
    rules: list[Frame] = []
    for piece in sorted(pieces, key=lambda rule: (round(rule.x0), rule.top)):
        last = rules[-1] if rules else None
        if last and piece.x0 - last.x0 < EDGE and last.top <= piece.top <= last.bottom + EDGE:
            rules[-1] = Frame(last.x0, max(last.x1, piece.x1), last.top, max(last.bottom, piece.bottom))
        else:
            rules.append(piece)
    return rules
