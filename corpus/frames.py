"""Frames: which of the shapes drawn on a page surround text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

EDGE = 3.0  # points: rules are at most this thick, and letters' boxes stick out of a frame at most so far
LEAST = 30.0  # points: the height of a frame around two lines
MOST = 0.85  # share of a page's height; a higher frame is that of the page itself


@dataclass(frozen=True, slots=True)
class Frame:
    """A rectangle on a page as it is shown: distances in points from the top left corner."""

    x0: float
    x1: float
    top: float
    bottom: float


def frames_among(drawn: Sequence[Frame], height: float) -> tuple[Frame, ...]:
    """The shapes that are frames: rectangles, and rules left and right of the same height with none between.

    Those of the page itself, whose ``height`` is in points, and bands that run to its edge are none.
    """
    frames = [shape for shape in drawn if shape.x1 - shape.x0 > 2 * EDGE and shape.bottom - shape.top >= LEAST]
    heights: dict[tuple[int, int], list[Frame]] = {}
    for rule in _rules(drawn):
        heights.setdefault((round(rule.top / EDGE), round(rule.bottom / EDGE)), []).append(rule)
    for rules in heights.values():
        if len(rules) == 2 and rules[0].bottom - rules[0].top >= LEAST:
            left, right = rules
            frames.append(Frame(left.x0, right.x1, left.top, left.bottom))
    return tuple(dict.fromkeys(frame for frame in frames if _is_inside(frame, height)))


def _is_inside(frame: Frame, height: float) -> bool:
    return frame.bottom - frame.top <= MOST * height and min(frame.x0, frame.top, height - frame.bottom) > EDGE


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
