"""The export of the model: made once from the checked weights, checked when it is loaded, and as good as they are."""

from __future__ import annotations

import json
import logging
import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from index.build import build
from index.encoder import DEFAULT_SHA256, SentenceEncoder
from index.errors import ModelError
from index.exported import ExportedModel
from index.reader import TrainedReader
from index.types import Parted

ALIKE = 0.9995  # the least cosine of the rows that two runtimes give for one text, as the encoder says
TEXTS = [
    "",
    "Calls.",
    "How quickly are 999 calls answered in Gwent?",
    "The force must improve how it tells victims of delays \u2013 and when it doesn\u2019t, why.",
    "\u00a312.5 million was spent; 43% of it on custody. " * 40,
    "Officers tell people who report a crime how their case goes on. " * 3,
]
ROOT = Path(__file__).resolve().parent.parent

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds an export of the default model, which no test changes."""
    folder = tmp_path_factory.mktemp("cache")
    SentenceEncoder(cache=folder).encode(["calls"])
    return folder


@pytest.fixture
def copied(cache: Path, tmp_path: Path) -> Path:
    """A copy of that folder, to be changed."""
    return shutil.copytree(cache, tmp_path / "cache")


def export_in(cache: Path) -> Path:
    return cache / DEFAULT_SHA256[:16]


def test_an_export_is_whole_and_says_what_it_is_made_from(cache: Path) -> None:
    """One folder with the network, its numbers and a record, and nothing half made beside it."""
    assert [path.name for path in cache.iterdir()] == [DEFAULT_SHA256[:16]]
    assert sorted(path.name for path in export_in(cache).iterdir()) == ["export.json", "model.bin", "model.xml"]
    record = json.loads((export_in(cache) / "export.json").read_text())
    assert (record["weights"], record["dim"], record["longest"]) == (DEFAULT_SHA256, 384, 256)


def test_both_runtimes_give_the_same_rows(cache: Path) -> None:
    """Of texts and of their parts, short, long, empty and beyond the longest input, within the tolerance stated."""
    texts = [Parted(text, ((0, len(text) // 2), (len(text) // 2, len(text)))) for text in TEXTS]
    found = SentenceEncoder(cache=cache).encode_parts(texts)
    expected = SentenceEncoder(runtime="torch").encode_parts(texts)
    for ours, theirs in zip(found, expected, strict=True):
        assert ours.shape == theirs.shape
        assert float((ours * theirs).sum(axis=1).min()) >= ALIKE
        np.testing.assert_allclose(np.linalg.norm(ours, axis=1), 1, atol=1e-5)


def test_a_second_encoder_takes_the_export_as_it_is(cache: Path) -> None:
    """It is not made again."""
    before = {path: path.stat().st_mtime_ns for path in cache.rglob("*")}
    SentenceEncoder(cache=cache).encode(["calls"])
    assert {path: path.stat().st_mtime_ns for path in cache.rglob("*")} == before


@pytest.mark.parametrize("damage", ["numbers", "record", "missing", "weights"])
def test_a_damaged_export_is_made_again(copied: Path, damage: str) -> None:
    """Another byte, no record, no network, or one of other weights: rows are the right ones afterwards."""
    export = export_in(copied)
    match damage:
        case "numbers":
            data = bytearray((export / "model.bin").read_bytes())
            data[len(data) // 2] ^= 1
            (export / "model.bin").write_bytes(data)
        case "record":
            (export / "export.json").write_text("{")
        case "missing":
            (export / "model.xml").unlink()
        case "weights":
            record = json.loads((export / "export.json").read_text()) | {"weights": "0" * 64}
            (export / "export.json").write_text(json.dumps(record))
    with pytest.raises(ModelError):
        ExportedModel(export, export, DEFAULT_SHA256)
    encoder = SentenceEncoder(cache=copied)
    assert encoder.encode(TEXTS[1:3]).shape == (2, 384)
    test_an_export_is_whole_and_says_what_it_is_made_from(copied)


def test_where_nothing_can_be_kept_torch_answers_and_the_log_says_why(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A file in the place of the folder stands for a folder that is read-only."""
    (tmp_path / "cache").write_text("")
    with caplog.at_level(logging.WARNING):
        rows = SentenceEncoder(cache=tmp_path / "cache").encode(["calls"])
    assert rows.shape == (1, 384)
    assert "No export of the model can be kept in" in caplog.text


def test_a_model_that_is_not_plain_is_run_by_torch(tmp_path: Path, copied: Path) -> None:
    """Here the pooling is another: the first token's vector."""
    folder = shutil.copytree(SentenceEncoder()._folder, tmp_path / "model")
    (folder / "1_Pooling" / "config.json").write_text(
        '{"word_embedding_dimension": 384, "pooling_mode_cls_token": true}'
    )
    encoder = SentenceEncoder(str(folder), cache=copied)
    first = encoder.encode(["calls"])
    np.testing.assert_array_equal(first, SentenceEncoder(str(folder), runtime="torch").encode(["calls"]))
    assert float((first @ SentenceEncoder(cache=copied).encode(["calls"]).T).item()) < ALIKE


ASKED = """
import json, sys
from bot.__main__ import main
code = main(["ask", "--json", "--index", sys.argv[1], "Does the force lose calls in Gwent?"])
print(json.dumps(sorted({name.partition(".")[0] for name, module in sys.modules.items() if module})), file=sys.stderr)
sys.exit(code)
"""
NEEDLESS = {
    "torch", "transformers", "sentence_transformers", "huggingface_hub", "discord", "aiohttp", "openvino_telemetry",
    "faiss", "pypdf", "pypdfium2", "lxml", "markdown_it", "yaml", "PIL", "tqdm", "asyncio", "sklearn", "scipy",
}  # fmt: skip


def test_a_question_imports_no_more_than_it_needs(corpus: Path, cache: Path, tmp_path: Path) -> None:
    """Neither what exports a model, nor what reads reports, nor Discord, nor what reports home."""
    build([corpus], tmp_path / "index", lambda: SentenceEncoder(cache=cache))
    TrainedReader("openvino", cache).load()
    home = tmp_path / "home" / "reportbot"
    home.mkdir(parents=True)
    (home / "models").symlink_to(cache)
    environment = os.environ | {"PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(home.parent)}
    command = [sys.executable, "-c", ASKED, str(tmp_path / "index")]
    done = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["status"] == "answered"
    imported = set(json.loads(done.stderr.splitlines()[-1]))
    assert {"openvino", "tokenizers", "tantivy", "sqlite3"} <= imported
    assert imported & NEEDLESS == set()
