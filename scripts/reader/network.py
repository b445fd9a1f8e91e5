"""The reader as it is trained: the encoder reads question and passage as one text, a head judges its sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from index.reader import joined
from index.types import Parted
from scripts.encoder.network import Network
from scripts.reader.groups import Group

ALIKE, NONE = 10.0, 0.4  # the head before training: odds grow by cosines, and are even at this one


class ReaderNetwork:
    """The encoder with low-rank matrices, and a head on its vectors; both are trained."""

    def __init__(self, folder: Path, rank: int, scale: float, start: Path) -> None:
        """Begin from the matrices in the file ``start``: of the trained encoder, or of a reader with its head."""
        self._network = Network(folder, rank, scale)
        self._network.load(start)
        dim = 384
        self.head = {
            "head.alike": nn.Parameter(torch.tensor([ALIKE, 0.0])),
            "head.sentence": nn.Parameter(torch.zeros(dim)),
            "head.product": nn.Parameter(torch.zeros(dim)),
            "head.text": nn.Parameter(torch.zeros(dim)),
            "head.none": nn.Parameter(torch.tensor([-ALIKE * NONE])),
        }
        begun = load_file(start)
        if begun.keys() >= self.head.keys():
            self.set(begun)

    @property
    def matrices(self) -> dict[str, nn.Parameter]:
        """All that is trained, by name."""
        return self._network.matrices | self.head

    def set(self, tensors: Mapping[str, Tensor]) -> None:
        """Take over what is trained, by name."""
        with torch.no_grad():
            for name, matrix in self.matrices.items():
                matrix.copy_(tensors[name])

    def save(self, path: Path) -> None:
        """Write down what is trained: matrices in 16 bits, the head in 32."""
        tensors = {name: matrix.detach().half().contiguous() for name, matrix in self._network.matrices.items()}
        head = {name: part.detach().contiguous() for name, part in self.head.items()}
        save_file(tensors | head, path, {"scale": str(self._network.scale)})

    def load(self, path: Path) -> None:
        """Take over what was saved."""
        self.set(load_file(path))

    def judge(self, groups: Sequence[Group], passages: Sequence[Parted]) -> Tensor:
        """The logit of each sentence, (groups, passages, most), -inf where none is; that of *none answers* is 0."""
        pairs = [joined(group.question, passages[n]) for group in groups for n in group.passages]
        texts, parts = self._network.read(self._network.code(pairs))
        logits = self._logits(texts, parts)
        width, most = max(len(group.passages) for group in groups), logits.shape[1]
        judged = torch.full((len(groups), width, most), -torch.inf)
        taken = 0
        for n, group in enumerate(groups):
            judged[n, : len(group.passages)] = logits[taken : taken + len(group.passages)]
            taken += len(group.passages)
        return judged

    def _logits(self, texts: Tensor, parts: Tensor) -> Tensor:
        """Of the sentences of each pair: ``texts`` (pairs, dim), ``parts`` (pairs, 1 + most, dim), question first."""
        question, sentences = parts[:, :1], parts[:, 1:]
        head = self.head
        alike, by_text = head["head.alike"]
        logits = alike * (question * sentences).sum(-1) + by_text * (question[:, 0] * texts).sum(-1)[:, None]
        logits = logits + sentences @ head["head.sentence"] + (question * sentences) @ head["head.product"]
        logits = logits + (texts @ head["head.text"])[:, None] + head["head.none"]
        held: Tensor = logits.masked_fill(sentences.detach().abs().sum(-1) == 0, -torch.inf)
        return held


def loss(judged: Tensor, groups: Sequence[Group]) -> Tensor:
    """Each question tells the sentences that answer it, or *none*, from all sentences of its group.

    The measure is that of InfoNCE; other sentences of the passage that answers do not count: they may answer in part.
    """
    none = torch.zeros(len(groups), 1)
    gold = torch.zeros_like(judged, dtype=torch.bool)
    counted = torch.isfinite(judged)
    answered = torch.zeros(len(groups), dtype=torch.bool)
    for n, group in enumerate(groups):
        for place, passage in enumerate(group.passages):
            if passage in group.golds:
                gold[n, place, list(group.golds[passage])] = True
                counted[n, place] &= gold[n, place]
                answered[n] = True
    all_logits = torch.cat([judged.masked_fill(~counted, -torch.inf).flatten(1), none], dim=1).logsumexp(1)
    right = torch.where(answered, judged.masked_fill(~gold, -torch.inf).flatten(1).logsumexp(1), none[:, 0])
    return (all_logits - right).mean()


@torch.no_grad()
def measure(
    network: ReaderNetwork, answered: Sequence[Group], unanswered: Sequence[Group], passages: Sequence[Parted]
) -> dict[str, float]:
    """How well it does on groups with what answers and on groups of questions that nothing answers.

    ``hit@1``: the best sentence is of the passage that answers; ``sentence@1``: it is one that answers;
    ``told``: the share of pairs of an answered and an unanswered group where the first has the higher odds (the area
    under the curve); ``refused@5``, ``refused@10``: the share of unanswered groups whose odds are below those that 5 or
    10 in 100 of the answered ones have.
    """
    hits, sentences = [], []
    high, low = (np.array([_best(network, group, passages) for group in groups]) for groups in (answered, unanswered))
    for group in answered:
        judged = network.judge([group], passages)[0].nan_to_num(neginf=-1e4)
        place = int(judged.max(dim=1).values.argmax())
        hits.append(group.passages[place] in group.golds)
        sentences.append(int(judged[place].argmax()) in group.golds.get(group.passages[place], ()))
    refused = {f"refused@{n}": float((low < np.percentile(high, n)).mean()) for n in (5, 10)}
    told = float(np.mean(high[:, None] > low[None]))
    return {"hit@1": float(np.mean(hits)), "sentence@1": float(np.mean(sentences)), "told": told, **refused}


def _best(network: ReaderNetwork, group: Group, passages: Sequence[Parted]) -> float:
    """The highest logit of a group's sentences."""
    return float(network.judge([group], passages)[0].max())
