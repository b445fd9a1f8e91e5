"""Reports that are held twice: other bytes, the same words, such as the web page and the PDF of one report."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b
from itertools import combinations

from corpus.structure.text import searchable
from index.store import Store

LENGTH = 8  # words of a shingle
SAME = 0.6  # share of the smaller set that the larger holds: two reports have 0.22 at most, two copies 0.92 and more
SKETCH = 128  # smallest hashes of a report (bottom-k sketch, Cohen and Kaplan 2007) by which pairs are found
SHARED = 16  # of these that two reports must share to be compared in full
_WORD = re.compile(r"\w+")


def twins(store: Store) -> tuple[tuple[str, ...], ...]:
    """The ids of reports that say the same, each group in the order in which reports are held."""
    texts = {report.id: _words(store, report.id) for report in store.reports()}
    return groups({id: shingles(words) for id, words in texts.items()})


def groups(held: Mapping[str, frozenset[int]]) -> tuple[tuple[str, ...], ...]:
    """The ids whose shingles are the same, or those of one are held by the other."""
    group = {id: {id} for id in held}
    for one, other in _near(held):
        if containment(held[one], held[other]) >= SAME:
            group[one] |= group[other]
            for id in group[one]:
                group[id] = group[one]
    order = {id: number for number, id in enumerate(held)}
    found = {tuple(sorted(ids, key=order.__getitem__)) for ids in group.values() if len(ids) > 1}
    return tuple(sorted(found, key=lambda ids: order[ids[0]]))


def shingles(words: Sequence[str]) -> frozenset[int]:
    """The hashes, of 64 bits, of all runs of words of one length."""
    runs = (" ".join(words[at : at + LENGTH]) for at in range(len(words) - LENGTH + 1))
    return frozenset(int.from_bytes(blake2b(run.encode(), digest_size=8).digest()) for run in runs)


def containment(one: frozenset[int], other: frozenset[int]) -> float:
    """The share of the smaller set that the larger one holds, from 0 to 1."""
    return len(one & other) / max(1, min(len(one), len(other)))


def _words(store: Store, report_id: str) -> list[str]:
    sentences = (words for stored in store.passages_of(report_id) for words in stored.sentences)
    return [word for words in sentences for word in _WORD.findall(searchable(words).lower())]


def _near(held: Mapping[str, frozenset[int]]) -> Iterator[tuple[str, str]]:
    """Pairs of reports whose sketches have much in common."""
    holders: dict[int, list[str]] = defaultdict(list)
    for id, hashes in held.items():
        for value in sorted(hashes)[:SKETCH]:
            holders[value].append(id)
    shared: dict[tuple[str, str], int] = defaultdict(int)
    for ids in holders.values():
        for pair in combinations(ids, 2):
            shared[pair] += 1
    yield from (pair for pair, count in shared.items() if count >= min(SHARED, *(len(held[id]) or 1 for id in pair)))
