"""A topic in other spellings: abbreviations spelt out, and terms by their abbreviations, as the reports define them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Final

from corpus.vocabulary.abbreviations import defined_in, known_in, shorts_of, unknown_in
from index.search import Index
from index.types import Hit

NEAR: Final = 30  # passages in which the meaning of an abbreviation is looked for
MOST: Final = 3  # spellings of a topic


def spellings(index: Index, text: str, reports: Collection[str] | None) -> list[str]:
    """A topic as asked and in other spellings, at most three; what the reports never write is not looked for.

    ``reports`` are the newest on the bodies asked about, whose own definitions count first: what each of them writes
    as it is asked needs no other spelling.
    """
    if all(_writes(index, text, among) for among in ([one] for one in reports or ())) and _is_written(index, text):
        return [text]
    long, short = _spelt_out(index, text, reports), _shortened(index, text)
    found = [one for one in (text, long, short) if one]
    known = [one for one in dict.fromkeys(found) if _is_written(index, one)]
    return (known or [long or text])[:MOST]


def together(hits: Sequence[Hit], others: Sequence[Hit]) -> list[Hit]:
    """The hits of two spellings of a topic, best first: each passage once, as alike as in the better of the two."""
    best = {hit.stored.id: hit for hit in hits}
    for hit in others:
        own = best.get(hit.stored.id)
        best[hit.stored.id] = hit if own is None else _better(own, hit)
    return sorted(best.values(), key=lambda hit: (-hit.score, hit.stored.id))


def _better(one: Hit, other: Hit) -> Hit:
    cosines = tuple(map(max, one.sentence_cosines, other.sentence_cosines))
    score, cosine = max(one.score, other.score), max(one.cosine, other.cosine)
    return replace(one, score=score, cosine=cosine, sentence_cosines=cosines)


def _writes(index: Index, text: str, reports: Collection[str]) -> bool:
    """Whether reports use every abbreviation of a text; true where it has none, and spells out no term that has one."""
    spans = [*known_in(text), *unknown_in(text), *shorts_of(text)]
    return all(index.lexical.search(index.lexical.stems(text[start:end])[:1], 1, reports) for start, end, _ in spans)


def _is_written(index: Index, text: str) -> bool:
    """Whether the reports use every abbreviation of a text."""
    tokens = [text[start:end] for start, end, _ in (*known_in(text), *unknown_in(text))]
    return all(index.lexical.is_known(stem) for token in tokens for stem in index.lexical.stems(token))


def _spelt_out(index: Index, text: str, reports: Collection[str] | None) -> str:
    """A text with its abbreviations spelt out, or nothing where it has none that is known."""
    spans = [
        (start, end, _definition(index, text[start:end].removesuffix("s"), reports) or long)
        for start, end, long in known_in(text)
    ]
    spans += [
        (start, end, long) for start, end, short in unknown_in(text) if (long := _definition(index, short, reports))
    ]
    return _replaced(text, spans)


def _definition(index: Index, short: str, reports: Collection[str] | None) -> str:
    """What the reports themselves say that an abbreviation stands for, or nothing."""
    stems = index.lexical.stems(short)
    for among in (reports, None):
        ids = [i for i, _ in index.lexical.search(stems, NEAR, among)] if stems else []
        for stored in index.store.passages(ids).values():
            if long := defined_in(stored.text, short):
                return long
        if reports is None:
            break
    return ""


def _shortened(index: Index, text: str) -> str:
    """A text with the terms that have an abbreviation put by that, where the reports use it; or nothing."""
    spans = [span for span in shorts_of(text) if all(map(index.lexical.is_known, index.lexical.stems(span[2])))]
    return _replaced(text, spans)


def _replaced(text: str, spans: list[tuple[int, int, str]]) -> str:
    if not spans:
        return ""
    end = len(text) + 1
    for start, last, words in sorted(spans, reverse=True):
        if last <= end:
            text, end = f"{text[:start]}{words}{text[last:]}", start
    return text
