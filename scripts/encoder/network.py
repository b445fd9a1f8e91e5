"""The encoder as it is trained: the base model, and low-rank matrices beside its linear layers.

LoRA: Hu et al. 2021, *LoRA: Low-Rank Adaptation of Large Language Models*, arXiv 2106.09685.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors import safe_open
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from torch.nn import functional
from transformers import AutoModel, AutoTokenizer
from transformers.utils.logging import disable_progress_bar, set_verbosity_error

from index.types import Parted

LONGEST = 256  # tokens of a text that are read
TOGETHER = 2048  # places of a batch, blanks with them, that go through the network at a time


class Lora(nn.Module):
    """A linear layer W that stays as it is, and beside it ``scale * B @ A``: A (rank, in), B (out, rank)."""

    def __init__(self, linear: nn.Linear, rank: int, scale: float) -> None:
        super().__init__()
        self.linear, self.scale = linear, scale
        self.A = nn.Parameter(torch.randn(rank, linear.in_features) / math.sqrt(linear.in_features))
        self.B = nn.Parameter(torch.zeros(linear.out_features, rank))

    def forward(self, x: Tensor) -> Tensor:
        """Both ways through, added: from (n, places, in) to (n, places, out)."""
        straight: Tensor = self.linear(x)
        beside = functional.linear(x, self.A).flatten(0, 1)
        return torch.addmm(straight.flatten(0, 1), beside, self.B.T, alpha=self.scale).view(straight.shape)


@dataclass(frozen=True, slots=True)
class Coded:
    """A text's token ids, and for each of its parts the places of its first token and behind its last."""

    ids: tuple[int, ...]
    parts: tuple[tuple[int, int], ...]


class Network:
    """The base model with low-rank matrices, which alone are trained. Without dropout: steps can be repeated."""

    def __init__(self, folder: Path, rank: int, scale: float) -> None:
        set_verbosity_error()  # type: ignore[no-untyped-call]  # it has no annotations
        disable_progress_bar()  # type: ignore[no-untyped-call]  # it has no annotations
        self.scale = scale
        self._tokenizer: Any = AutoTokenizer.from_pretrained(folder)
        self._model: Any = AutoModel.from_pretrained(folder, add_pooling_layer=False).eval().requires_grad_(False)
        self._loras = dict(self._wrapped(rank))

    def _wrapped(self, rank: int) -> Iterator[tuple[str, Lora]]:
        linears = [(name, each) for name, each in self._model.named_modules() if isinstance(each, nn.Linear)]
        for name, linear in linears:
            above, _, own = name.rpartition(".")
            lora = Lora(linear, rank, self.scale)
            setattr(self._model.get_submodule(above), own, lora)
            yield name, lora

    @property
    def matrices(self) -> dict[str, nn.Parameter]:
        """What is trained, by the name of the weights it is added to and ``.A`` or ``.B``."""
        return {
            f"{name}.weight.{own}": matrix
            for name, lora in self._loras.items()
            for own, matrix in (("A", lora.A), ("B", lora.B))
        }

    def save(self, path: Path) -> None:
        """Write the matrices in 16 bits, with their scale."""
        tensors = {name: matrix.detach().half().contiguous() for name, matrix in self.matrices.items()}
        save_file(tensors, path, {"scale": str(self.scale)})

    def load(self, path: Path) -> None:
        """Take over matrices that were saved."""
        self.set(load_file(path))

    def set(self, tensors: Mapping[str, Tensor]) -> None:
        """Take over matrices by their names."""
        with torch.no_grad():
            for name, matrix in self.matrices.items():
                matrix.copy_(tensors[name])

    def code(self, texts: Sequence[Parted]) -> list[Coded]:
        """Tokens of texts, and where their parts are among them."""
        if not texts:
            return []
        coded = self._tokenizer(
            [text.text for text in texts], truncation=True, max_length=LONGEST, return_offsets_mapping=True
        )
        return [
            Coded(tuple(ids), tuple(_places(np.asarray(offsets).reshape(-1, 2), part) for part in text.parts))
            for ids, offsets, text in zip(coded["input_ids"], coded["offset_mapping"], texts, strict=True)
        ]

    def read(self, texts: Sequence[Coded]) -> tuple[Tensor, Tensor]:
        """Vectors of length 1 of texts and of their parts, each in the context of its text: means over tokens.

        Returns arrays of shape (n, dim) and (n, most parts, dim), float32; there are zeros where a text
        has fewer parts.
        """
        order = sorted(range(len(texts)), key=lambda n: len(texts[n].ids))
        slots = 1 + max(len(text.parts) for text in texts)
        read = torch.cat([self._read([texts[n] for n in batch], slots) for batch in _batches(texts, order)])
        vectors = functional.normalize(read[torch.argsort(torch.tensor(order))], dim=-1)
        return vectors[:, 0], vectors[:, 1:]

    def _read(self, texts: Sequence[Coded], slots: int) -> Tensor:
        """Means over all tokens and over those of each part, shape (n, slots, dim)."""
        longest = max(len(text.ids) for text in texts)
        ids = torch.zeros(len(texts), longest, dtype=torch.long)
        shares = torch.zeros(len(texts), slots, longest)
        for n, text in enumerate(texts):
            ids[n, : len(text.ids)] = torch.tensor(text.ids)
            for slot, (start, end) in enumerate([(0, len(text.ids)), *text.parts]):
                shares[n, slot, start:end] = 1 / (end - start)
        hidden: Tensor = self._model(input_ids=ids, attention_mask=(shares[:, 0] > 0).long()).last_hidden_state
        return shares @ hidden


def save_mean(paths: Sequence[Path], out: Path) -> None:
    """Write the mean of the matrices of several runs that began alike.

    Weights of runs that share their start lie in one basin, where means do better than each: Wortsman et al. 2022,
    *Model soups*, arXiv 2203.05482.
    """
    runs = [load_file(path) for path in paths]
    mean = {
        name: torch.stack([run[name].float() for run in runs]).mean(dim=0).to(matrix.dtype)
        for name, matrix in runs[0].items()
    }
    with safe_open(paths[0], framework="pt") as first:
        save_file(mean, out, first.metadata())


def _places(offsets: Any, part: tuple[int, int]) -> tuple[int, int]:
    """Where a part's tokens are; those of the whole text where none was read."""
    start, end = offsets.T
    inside = np.flatnonzero((start >= part[0]) & (end <= part[1]) & (end > start))
    return (int(inside[0]), int(inside[-1]) + 1) if len(inside) else (0, len(offsets))


def _batches(texts: Sequence[Coded], order: Sequence[int]) -> Iterator[list[int]]:
    """Texts of like lengths, from short to long."""
    batch: list[int] = []
    for n in order:
        if batch and len(texts[n].ids) * (len(batch) + 1) > TOGETHER:
            yield batch
            batch = []
        batch.append(n)
    yield batch
