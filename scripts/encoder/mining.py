"""Which passages of other groups a batch is filled up with: those that the model itself takes for the right ones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

import numpy as np
import numpy.typing as npt

from scripts.encoder.data import HOSTS, of_few_groups, of_hosts
from scripts.encoder.loss import TEMPERATURE
from scripts.encoder.measure import CodedData, Cosines, Numbers

TWIN = 0.7  # share of words that passages have in common from which they say the same
TOO_NEAR = 0.95  # share of the right passage's score from which one of another group may answer, too


@dataclass(frozen=True, slots=True)
class Mined:
    """Of questions and passages: scores by some model, and which must not count as wrong; both of shape (q, p)."""

    scores: Numbers
    ignored: npt.NDArray[np.bool_]


def twins(coded: CodedData) -> npt.NDArray[np.bool_]:
    """For each question, the passages that say in much the same words what the right one says, shape (q, p).

    The measure is Jaccard's: the share of all words of the two that both hold.
    """
    said = [frozenset(re.findall(r"\w+", source.read.text.lower())) for source in coded.data.sources]
    place = {word: n for n, word in enumerate(sorted(frozenset().union(*said)))}
    holds = np.zeros((len(said), len(place)), dtype=np.float32)
    for n, words in enumerate(said):
        holds[n, [place[word] for word in words]] = 1
    shared, counts = holds @ holds.T, holds.sum(axis=1)
    alike = shared >= TWIN * (counts[:, None] + counts[None] - shared)
    of_golds: npt.NDArray[np.bool_] = alike[coded.golds]
    return of_golds


def mine(found: Cosines, coded: CodedData, same: npt.NDArray[np.bool_]) -> Mined:
    """What to take guests from; besides twins, what of other groups comes too near is not surely wrong.

    The measure for *too near* is that of Moreira et al. 2024, *NV-Retriever*, arXiv 2407.15831.
    """
    gold = found.scores[np.arange(len(coded.golds)), coded.golds][:, None]
    elsewhere = coded.groups[None] != coded.groups[coded.golds][:, None]
    return Mined(found.scores, same | (elsewhere & (found.scores >= TOO_NEAR * gold)))


def batches(coded: CodedData, mined: Mined | None, seed: str) -> Iterator[list[int]]:
    """Batches of passages without end, the same for the same seed; half of each are guests once a model has mined."""
    epoch = 0
    while True:
        rng = Random(f"{seed} {epoch}")
        if mined:
            yield from (hosts + _guests(hosts, coded, mined) for hosts in of_hosts(coded.data, rng))
        else:
            yield from of_few_groups(coded.data, rng)
        epoch += 1


def _guests(hosts: Sequence[int], coded: CodedData, mined: Mined) -> list[int]:
    """The passages by which the questions on the hosts are most likely to be led astray."""
    rows = coded.questions_on(hosts)
    gold = mined.scores[rows, coded.golds[rows]][:, None]
    pull = np.exp((mined.scores[rows] - gold) / TEMPERATURE) * ~mined.ignored[rows]
    pulls = pull.sum(axis=0)
    pulls[list(hosts)] = 0
    return [int(n) for n in np.argsort(-pulls, kind="stable")[:HOSTS] if pulls[n] > 0]
