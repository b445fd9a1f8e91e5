"""What the reader is trained on: a question with a group of passages, of which one holds the answer, or none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np
import numpy.typing as npt
import torch

from index.types import Parted
from scripts.encoder.data import Data, lines, topic_of
from scripts.encoder.measure import CodedData, cosines
from scripts.encoder.mining import mine, twins
from scripts.encoder.network import Network

SIZE = 8  # passages of a group
NEAREST = 14  # passages that most resemble a question, of which a group is drawn
CUT = 1 / 3  # of the groups are without the passage that answers


@dataclass(frozen=True, slots=True)
class Group:
    """A question, and numbers of passages; ``golds`` are the sentences that answer, by passage, or none do."""

    question: str
    passages: tuple[int, ...]
    golds: dict[int, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Pool:
    """A question with what groups are drawn from: the passage that answers, if one does, and others, nearest first."""

    question: str
    gold: int | None
    sentences: tuple[int, ...]
    others: tuple[int, ...]
    group: str

    def draw(self, rng: Random, *, cut: bool) -> Group:
        """A group; without the passage that answers where it is ``cut`` out."""
        with_gold = self.gold is not None and not cut
        drawn = rng.sample(self.others[:NEAREST], min(len(self.others), NEAREST, SIZE - with_gold))
        if not with_gold or self.gold is None:
            return Group(self.question, tuple(drawn), {})
        return Group(self.question, (self.gold, *drawn), {self.gold: self.sentences})


def pools(data: Data, folder: Path, network: Network) -> list[Pool]:
    """The pools of all questions: those that name a place are asked of its own report, the others of all.

    ``network`` finds what is near; what says the same as the right passage, or may answer as well, is left out.
    """
    coded = CodedData(data, network)
    found = cosines(network, coded)
    scores, ignored = found.scores, mine(found, coded, twins(coded)).ignored
    kinds = np.array([source.kind for source in data.sources])
    made = []
    for n, asked in enumerate(data.questions):
        own = coded.groups == coded.groups[asked.passage]
        among = (own if asked.type == "para" else kinds == kinds[asked.passage]) & ~ignored[n]
        among[asked.passage] = False
        others = _nearest(scores[n], among)
        made.append(Pool(asked.text, asked.passage, asked.golds, others, data.sources[asked.passage].group))
    return made + list(_unanswered(data, folder, coded, network))


def _unanswered(data: Data, folder: Path, coded: CodedData, network: Network) -> Iterator[Pool]:
    """Pools of the questions that no passage of their report answers."""
    asked = [fields for fields in lines(folder / "unanswerable.jsonl") if fields["report"]]
    texts = [topic_of(fields["q_no"]) for fields in asked]
    with torch.no_grad():
        vectors = network.read(network.code([Parted(text, ()) for text in texts]))[0]
        scores = (vectors @ network.read(coded.passages)[0].T).numpy()
    groups = np.array([source.group for source in data.sources])
    for fields, text, row in zip(asked, texts, scores, strict=True):
        yield Pool(text, None, (), _nearest(row, groups == fields["report"]), fields["report"])


def _nearest(scores: npt.NDArray[np.float32], among: npt.NDArray[np.bool_]) -> tuple[int, ...]:
    order = np.argsort(-np.where(among, scores, -np.inf), kind="stable")
    return tuple(int(n) for n in order[: min(2 * NEAREST, int(among.sum()))])


def drawn(all_pools: list[Pool], seed: str) -> Iterator[Group]:
    """Groups without end, the same for the same seed; a third of them without what answers."""
    epoch = 0
    while True:
        rng = Random(f"{seed} {epoch}")
        for pool in rng.sample(all_pools, len(all_pools)):
            group = pool.draw(rng, cut=rng.random() < CUT)
            if group.passages:
                yield group
        epoch += 1
