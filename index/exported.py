"""The door to OpenVINO and tokenizers: a model exported once from its weights, and run from then on without torch."""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from index.errors import ModelError
from index.types import ReadText, Vectors

if TYPE_CHECKING:
    from index.transformer import Transformer

# OpenVINO reports its import and its use to Google Analytics; without this package of its own it cannot.
sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]  # None: importing it fails

import openvino  # noqa: E402  # only once its telemetry is kept out
from tokenizers import Tokenizer  # noqa: E402  # sorted behind it

FORMAT = 1  # of an export: raise it when older ones can no longer be read
NETWORK, NUMBERS, RECORD = "model.xml", "model.bin", "export.json"


@dataclass(frozen=True, slots=True)
class Record:
    """What an export says of itself: the SHA-256 of the weights it is made from and of its own files."""

    weights: str
    dim: int
    longest: int
    files: dict[str, str]


class ExportedModel:
    """A model with mean pooling, run by OpenVINO: in 16 bits where the processor has them, else in 32."""

    def __init__(self, export: Path, model: Path, weights: str) -> None:
        """Load an export, with the tokenizer of the ``model`` folder.

        Raises:
            ModelError: it is not there, not whole, or made from other weights than ``weights``.
        """
        record = _checked(export, weights)
        self.dim = record.dim
        self._tokenizer = Tokenizer.from_file(str(model / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(record.longest)
        compiled: Any = openvino.Core().compile_model(export / NETWORK, "CPU", {"PERFORMANCE_HINT": "LATENCY"})
        self._request = compiled.create_infer_request()

    def read(self, texts: Sequence[str]) -> list[ReadText]:
        """Read texts in one batch."""
        coded = self._tokenizer.encode_batch(list(texts))
        lengths = [len(each.ids) for each in coded]
        ids = np.zeros((len(coded), max(lengths)), dtype=np.int64)
        mask = np.zeros_like(ids)
        for n, each in enumerate(coded):
            ids[n, : lengths[n]] = each.ids
            mask[n, : lengths[n]] = 1
        vectors: Vectors = self._request.infer([ids, mask], share_inputs=True)[0]
        return [
            _read(vectors[n, : lengths[n]], np.asarray(each.offsets, dtype=np.int64)) for n, each in enumerate(coded)
        ]


def export(source: Transformer, weights: str, target: Path) -> None:
    """Export a model into the folder ``target``, which is there whole afterwards or not at all.

    Raises:
        OSError: it cannot be written there.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    making = Path(tempfile.mkdtemp(dir=target.parent, prefix=".making-"))
    try:
        with source.traceable() as (network, example):
            graph = openvino.convert_model(network, example_input=example)
        openvino.save_model(graph, making / NETWORK)  # weights in 16 bits
        files = {name: _sha256(making / name) for name in (NETWORK, NUMBERS)}
        record = asdict(Record(weights, source.dim, source.longest, files)) | {"format": FORMAT}
        (making / RECORD).write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")
        shutil.rmtree(target, ignore_errors=True)  # one that was not whole
        making.rename(target)
    finally:
        shutil.rmtree(making, ignore_errors=True)


def _checked(export: Path, weights: str) -> Record:
    try:
        fields = json.loads((export / RECORD).read_text(encoding="utf-8"))
        if fields.pop("format") != FORMAT:
            raise ModelError(f"the export {export.name} has another format than {FORMAT}")
        record = Record(**fields)
        if record.weights != weights:
            raise ModelError(f"the export {export.name} is of {record.weights[:12]}…, the model is {weights[:12]}…")
        for name in (NETWORK, NUMBERS):
            if (found := _sha256(export / name)) != record.files[name]:
                raise ModelError(f"{export.name}/{name} has SHA-256 {found[:12]}…, not {record.files[name][:12]}…")
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise ModelError(f"the export {export} cannot be read: {error}") from error
    return record


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _read(tokens: Vectors, offsets: Any) -> ReadText:
    row = tokens.mean(axis=0)
    return ReadText(row / max(float(np.linalg.norm(row)), 1e-12), tokens, offsets)
