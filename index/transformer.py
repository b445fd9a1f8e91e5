"""The door to sentence-transformers: runs any of its models in 32 bits, and hands out what an export is made of."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from index.types import ReadText, Vectors

if TYPE_CHECKING:
    import torch


class Transformer:
    """A sentence-transformers model on the processor, in 32-bit arithmetic: what other runtimes are measured by."""

    def __init__(self, folder: Path, added: Mapping[str, Vectors]) -> None:
        """Load a model from a folder; what is ``added`` to its weights, by their names, has their shapes."""
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        import torch
        from sentence_transformers import SentenceTransformer  # seconds to import
        from transformers.utils.logging import disable_progress_bar, set_verbosity_error

        set_verbosity_error()  # type: ignore[no-untyped-call]  # it has no annotations
        disable_progress_bar()  # type: ignore[no-untyped-call]  # it has no annotations
        self._model = SentenceTransformer(str(folder), device="cpu")
        network: Any = self._model[0].auto_model
        for name, delta in added.items():
            network.get_parameter(name).data += torch.from_numpy(delta)
        self.dim = int(self._model.get_embedding_dimension() or 0)

    @property
    def longest(self) -> int:
        """The most tokens of a text that the model reads."""
        return int(self._model.max_seq_length or 512)

    def read(self, texts: Sequence[str]) -> list[ReadText]:
        """Read texts in one batch."""
        features: Any = self._model.encode(
            list(texts), batch_size=len(texts), output_value=None, show_progress_bar=False
        )
        return [self._read(text, feature) for text, feature in zip(texts, features, strict=True)]

    def _read(self, text: str, feature: Any) -> ReadText:
        coded = self._model.tokenizer(
            text, truncation=True, max_length=self._model.max_seq_length, return_offsets_mapping=True
        )
        offsets = np.asarray(coded["offset_mapping"], dtype=np.int64).reshape(-1, 2)
        tokens: Vectors = feature["token_embeddings"].numpy()[: len(offsets)]
        row: Vectors = feature["sentence_embedding"].numpy()
        return ReadText(row / max(float(np.linalg.norm(row)), 1e-12), tokens, offsets)

    @contextmanager
    def traceable(self) -> Iterator[tuple[torch.nn.Module, tuple[torch.Tensor, torch.Tensor]]]:
        """The network from token ids and their mask to token vectors, with inputs to trace it by."""
        import torch

        class TokenVectors(torch.nn.Module):
            def __init__(self, network: Any) -> None:
                super().__init__()
                self._network = network

            def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
                vectors: torch.Tensor = self._network(input_ids=ids, attention_mask=mask).last_hidden_state
                return vectors

        with warnings.catch_warnings(), torch.no_grad():
            warnings.simplefilter("ignore")  # tracing warns of branches that do not depend on a text's length
            yield TokenVectors(self._model[0].auto_model).eval(), (torch.ones(2, 8, dtype=torch.long),) * 2
