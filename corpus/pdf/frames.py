"""Frames and tables: which of the shapes drawn on a page surround text."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass

EDGE = 3.0  # points: rules are at most this thick, and letters' boxes stick out of a frame at most so far
LEAST = 30.0  # points: the height of a frame around two lines
DOT = (1.0, 9.0)  # points: the least and the greatest height of a drawn bullet
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
    """The tables among shapes: upright rules of the same height, with or without level ones between them."""
    ruled = (rules for rules in _of_one_height(drawn) if len(rules) > 1)
    return tuple(Table(tuple(rule.x0 for rule in rules), _levels(drawn, rules)) for rules in ruled)


def _levels(drawn: Sequence[Frame], rules: Sequence[Frame]) -> tuple[float, ...]:
    """Where level rules cross the table that these upright ones belong to, its upper and lower edge among them."""
    top, bottom = rules[0].top, rules[0].bottom
    level = [shape for shape in drawn if shape.bottom - shape.top <= EDGE < shape.x1 - shape.x0]
    inside = [
        shape.top
        for shape in level
        if top + EDGE < shape.top < bottom - EDGE and rules[0].x0 - EDGE < shape.x0 < shape.x1 < rules[-1].x1 + EDGE
    ]
    found = [top]
    for y in sorted(inside):
        if y - found[-1] > EDGE:
            found.append(y)
    return (*found, bottom)


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
