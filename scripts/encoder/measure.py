"""How well an encoder finds, by its vectors alone, the passage and the sentence that answer a question."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch

from index.types import Parted
from scripts.encoder.data import Data
from scripts.encoder.network import Network

PASSAGE, SENTENCE = 0.4, 0.6  # shares of a passage's own cosine and of its best sentence's in its score
Numbers = npt.NDArray[np.float32]


class CodedData:
    """Questions and passages with their tokens."""

    def __init__(self, data: Data, network: Network) -> None:
        self.data = data
        self.passages = network.code([source.read for source in data.sources])
        self.questions = network.code([Parted(question.text, ()) for question in data.questions])
        self.groups = np.unique([source.group for source in data.sources], return_inverse=True)[1]
        self.golds = np.array([question.passage for question in data.questions])
        self._on: dict[int, list[int]] = {}
        for n, question in enumerate(data.questions):
            self._on.setdefault(question.passage, []).append(n)

    def questions_on(self, passages: Iterable[int]) -> list[int]:
        """The numbers of all questions on some passages."""
        return [n for passage in passages for n in self._on.get(passage, [])]


@dataclass(frozen=True, slots=True)
class Cosines:
    """Cosines of questions with passages, shape (q, p), and with their sentences, (q, p, most): -1 where none is."""

    passages: Numbers
    sentences: Numbers

    @property
    def scores(self) -> Numbers:
        """A score for each question and passage, shape (q, p)."""
        scores: Numbers = PASSAGE * self.passages + SENTENCE * self.sentences.max(axis=2)
        return scores


@torch.no_grad()
def cosines(network: Network, coded: CodedData) -> Cosines:
    """Of all questions with all passages."""
    questions = network.read(coded.questions)[0]
    passages, parts = network.read(coded.passages)
    sentences = torch.einsum("qd,psd->qps", questions, parts)
    sentences[:, parts.abs().sum(dim=-1) == 0] = -1
    return Cosines((questions @ passages.T).numpy(), sentences.numpy())


def measure(found: Cosines, coded: CodedData) -> dict[str, float]:
    """Shares of questions, from 0 to 1, and cosines.

    ``hit@k``: the right passage is among the first k of all groups of its kind; ``own@k``: of its own
    group, for questions that name a place; ``sentence@1``: the best sentence of the right passage is a gold one.
    ``gold cosine`` and ``other cosine`` are means of what :func:`best_sentences` gives.
    """
    kinds = np.array([source.kind for source in coded.data.sources])
    types = np.array([question.type for question in coded.data.questions])
    gold = found.scores[np.arange(len(coded.golds)), coded.golds][:, None]
    same_kind = kinds[None] == kinds[coded.golds][:, None]
    same_group = coded.groups[None] == coded.groups[coded.golds][:, None]
    better = found.scores > gold
    rank, own = ((better & among).sum(axis=1) for among in (same_kind, same_group))
    best = found.sentences[np.arange(len(coded.golds)), coded.golds].argmax(axis=1)
    right = np.array([n in q.golds for n, q in zip(best, coded.data.questions, strict=True)])
    near = best_sentences(found, coded)
    result: dict[str, float] = {}
    for kind in dict.fromkeys(kinds.tolist()):
        mine = kinds[coded.golds] == kind
        named = mine & (types == "para")
        for name, which in [("all", mine), *((t, mine & (types == t)) for t in sorted(set(types[mine])))]:
            result |= {f"{kind} {name} hit@{k}": float((rank[which] < k).mean()) for k in (1, 5)}
        result |= {f"{kind} para own@{k}": float((own[named] < k).mean()) for k in (1, 5)}
        result[f"{kind} sentence@1"] = float(right[mine].mean())
        result |= {
            f"{kind} {name} cosine": float(each[mine].mean())
            for name, each in zip(("gold", "other"), near, strict=True)
        }
    return result


def best_sentences(found: Cosines, coded: CodedData) -> tuple[Numbers, Numbers]:
    """For each question, the highest cosine of a sentence that answers, and of one of the other passages of its group.

    Both have shape (q,).
    """
    rows = np.arange(len(coded.golds))
    own = found.sentences[rows, coded.golds]
    gold = np.array([own[n, list(q.golds)].max() for n, q in enumerate(coded.data.questions)], dtype=np.float32)
    others = found.sentences.max(axis=2)
    others[coded.groups[None] != coded.groups[coded.golds][:, None]] = -1
    others[rows, coded.golds] = -1
    return gold, others.max(axis=1)
