"""Matches the findings of two reports by meaning, and finds those on a topic."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from bot.registers.findings import Listed
from bot.search.on_topic import enough
from corpus.structure.sentences import sentence_ranges
from corpus.structure.text import searchable
from index.rows import cosines
from index.types import Vectors

# Least cosine of two findings that may be about the same matter. Judged by hand on pairs from different reports
# of one kind among 104 real ones: half of those at 0.70 to 0.75 were, two thirds at 0.75 to 0.85, and nearly all
# from 0.85 on. Between reports of different kinds on one body almost no pair reaches it.
SIMILAR = 0.75

Encode = Callable[[Sequence[str]], Vectors]  # as index.types.Encoder.encode
Scale = Callable[[Vectors], Vectors]  # lays cosines on one scale for all encoders: index.likeness
Covered = Callable[[str], float]  # the share of a topic's telling words that a text holds, in [0, 1]
Says = Callable[[str], bool]  # whether a sentence holds the topic's own words


@dataclass(frozen=True, slots=True)
class Pair:
    """Findings of an earlier and a later report in similar words; ``likeness`` is their cosine."""

    earlier: Listed
    later: Listed
    likeness: float


@dataclass(frozen=True, slots=True)
class Matched:
    """The findings of two reports: pairs in similar words, and those without a match in the other report.

    A finding that the later report lacks was not necessarily put right.
    """

    both: tuple[Pair, ...]
    only_later: tuple[Listed, ...]
    only_earlier: tuple[Listed, ...]


def matched(
    earlier: Sequence[Listed], later: Sequence[Listed], encode: Encode, scale: Scale = lambda cosines: cosines
) -> Matched:
    """Match the findings of two reports by meaning; each that has a match in the other report is in a pair."""
    if not earlier or not later:
        return Matched((), tuple(later), tuple(earlier))
    alike = scale(cosines(_rows(earlier, encode), _rows(later, encode)))
    pairs = {(int(row.argmax()), n) for n, row in enumerate(alike.T)} | {
        (n, int(row.argmax())) for n, row in enumerate(alike)
    }
    kept = sorted((pair for pair in pairs if alike[pair] >= SIMILAR), key=lambda pair: (-float(alike[pair]), pair))
    ours, theirs = {n for n, _ in kept}, {n for _, n in kept}
    return Matched(
        tuple(Pair(earlier[a], later[b], round(float(alike[a, b]), 4)) for a, b in kept),
        tuple(finding for n, finding in enumerate(later) if n not in theirs),
        tuple(finding for n, finding in enumerate(earlier) if n not in ours),
    )


def on_topic(
    findings: Sequence[Listed],
    topic: str,
    encode: Encode,
    covered: Covered,
    says: Says = lambda words: False,
    scale: Scale = lambda cosines: cosines,
) -> list[Listed]:
    """The findings on a topic, as a whole or in a sentence, in order; ``covered`` gives the share of its words."""
    if not findings:
        return []
    parts = [[one.quote.text, *(one.quote.text[a:b] for a, b in sentence_ranges(one.quote.text))] for one in findings]
    rows = encode([searchable(part) for each in parts for part in each])
    alike = scale(cosines(rows, encode([searchable(topic)]))[:, 0])
    ends = np.cumsum([len(each) for each in parts])
    best = [float(own.max()) for own in np.split(alike, ends[:-1])]
    return [
        one
        for one, own, cosine in zip(findings, parts, best, strict=True)
        if enough(cosine, covered(one.quote.text)) or any(map(says, own))
    ]


def _rows(findings: Sequence[Listed], encode: Encode) -> Vectors:
    """The rows of findings without their bodies' names, which make all of one body alike."""
    return encode([searchable(_unnamed(finding)) for finding in findings])


def _unnamed(finding: Listed) -> str:
    text = finding.quote.text
    for body in finding.quote.report.bodies:
        text = text.replace(body, "it")
    return text
