"""What the encoder is trained to make small: InfoNCE (van den Oord et al. 2018, arXiv 1807.03748), by cosines."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

TEMPERATURE = 0.05  # of cosines
HALF = 0.5  # weight of the other sentences of the right passage: they may answer in part


@dataclass(frozen=True, slots=True)
class Target:
    """What is right for questions on the passages of a batch.

    ``own``, shape (q,), is the place of each question's passage; ``gold``, bool, (q, p, most), are the
    sentences that answer it; ``ignored``, bool, (q, p), the passages that do not count as wrong.
    """

    own: Tensor
    gold: Tensor
    ignored: Tensor


def target(own: Sequence[int], golds: Sequence[Sequence[int]], ignored: Tensor, most: int) -> Target:
    """The target of questions, by the places of their passages and their sentences; right passages always count."""
    places, each = torch.tensor(own), torch.arange(len(own))
    gold = torch.zeros(*ignored.shape, most, dtype=torch.bool)
    for n, (place, sentences) in enumerate(zip(own, golds, strict=True)):
        gold[n, place, list(sentences)] = True
    counted = ignored.clone()
    counted[each, places] = False
    return Target(places, gold, counted)


def passage_loss(questions: Tensor, passages: Tensor, right: Target) -> Tensor:
    """Each question, (q, dim), tells its passage from all others of the batch, (p, dim)."""
    logits = questions @ passages.T / TEMPERATURE
    return functional.cross_entropy(logits.masked_fill(right.ignored, -torch.inf), right.own)


def sentence_loss(questions: Tensor, parts: Tensor, right: Target) -> Tensor:
    """Each question tells what answers it, one sentence or several, from all sentences of the batch.

    ``parts``, shape (p, most, dim), are sentences in the context of their passages; zeros where none is.
    """
    logits = torch.einsum("qd,psd->qps", questions, parts) / TEMPERATURE
    beside = functional.one_hot(right.own, len(parts)).bool()[:, :, None] & ~right.gold
    absent = (parts.detach().abs().sum(dim=-1) == 0)[None] | right.ignored[:, :, None]
    logits = (logits + math.log(HALF) * beside).masked_fill(absent, -torch.inf)
    answers = logits.masked_fill(~right.gold, -torch.inf)
    return (logits.flatten(1).logsumexp(dim=1) - answers.flatten(1).logsumexp(dim=1)).mean()


def drift(now: Tensor, before: Tensor) -> Tensor:
    """How far vectors of length 1, (n, dim), have gone from where they were: 1 - cosine, on average."""
    return 1 - (now * before).sum(dim=1).mean()
