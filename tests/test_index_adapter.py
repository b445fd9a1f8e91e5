"""What training has added to the base model: checked by its hash, and merged into the weights when they are loaded."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file

from index import adapter, encoder
from index.encoder import ADDED_SHA256, BASE, BASE_SHA256, DEFAULT, DEFAULT_SHA256, SentenceEncoder
from index.errors import ModelError
from index.transformer import Transformer

QUERY = "encoder.layer.0.attention.self.query.weight"


def written(path: Path, scale: float, **matrices: np.ndarray) -> Path:
    """A file of matrices, in 16 bits, by the name of their weights with ``_A`` or ``_B``."""
    tensors = {f"{name[:-2]}.{name[-1]}": matrix.astype(np.float16) for name, matrix in matrices.items()}
    save_file(tensors, path, {"scale": str(scale)})
    return path


def test_what_is_added_is_the_product_of_two_matrices_and_the_scale(tmp_path: Path) -> None:
    """Of the shape of the weights, in 32 bits."""
    a, b = np.array([[1.0, 2.0, 3.0]]), np.array([[10.0], [-1.0]])
    added = adapter.deltas(written(tmp_path / "w.safetensors", 0.5, one_A=a, one_B=b, other_A=2 * a, other_B=b))
    assert added.keys() == {"one", "other"}
    np.testing.assert_array_equal(added["one"], [[5, 10, 15], [-0.5, -1, -1.5]])
    np.testing.assert_array_equal(added["other"], 2 * added["one"])
    assert added["one"].dtype == np.float32


def test_a_file_is_checked_by_its_hash(tmp_path: Path) -> None:
    """The right one passes; another byte is refused with both hashes and the command that mends it."""
    path = tmp_path / "w.safetensors"
    path.write_bytes(b"right")
    expected = hashlib.sha256(b"right").hexdigest()
    adapter.check(path, expected)
    path.write_bytes(b"wrong")
    found = hashlib.sha256(b"wrong").hexdigest()
    with pytest.raises(ModelError) as caught:
        adapter.check(path, expected)
    assert str(caught.value) == (
        f"the weights w.safetensors have SHA-256 {found[:12]}…, expected {expected[:12]}…:"
        " run `git checkout -- index/weights`, or install reportbot again"
    )


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    """With the same command."""
    with pytest.raises(ModelError, match=r"^the weights w\.safetensors cannot be read .*git checkout -- index/weights"):
        adapter.check(tmp_path / "w.safetensors", "0" * 64)


def test_an_identity_tells_both_parts() -> None:
    """Another base, or something else added to it, is another model."""
    identities = {adapter.identity(base, added) for base in ("a" * 64, "b" * 64) for added in ("a" * 64, "b" * 64)}
    assert len(identities) == 4
    assert adapter.identity(BASE_SHA256, ADDED_SHA256[DEFAULT]) == DEFAULT_SHA256


def test_what_ships_is_small_and_whole() -> None:
    """At most 3 MB, of the SHA-256 that the program holds, with matrices for the layers of the base."""
    shipped = encoder.added(DEFAULT)
    assert shipped.stat().st_size <= 3_000_000
    adapter.check(shipped, ADDED_SHA256[DEFAULT])
    added = adapter.deltas(shipped)
    assert added[QUERY].shape == (384, 384)
    assert {delta.shape for delta in added.values()} == {(384, 384), (1536, 384), (384, 1536)}
    assert len(added) == 6 * 6  # layers, and the linear layers of each


def test_the_default_is_refused_where_what_is_added_was_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The plain base goes on serving by its own name."""
    shipped = encoder.added(DEFAULT)
    (tmp_path / shipped.name).write_bytes(shipped.read_bytes()[:-1] + b"?")
    monkeypatch.setattr(encoder, "WEIGHTS", tmp_path)
    with pytest.raises(ModelError, match=r"^the weights reportbot-minilm\.safetensors have SHA-256 .*`git checkout"):
        SentenceEncoder(DEFAULT)
    assert SentenceEncoder(BASE).model.sha256 == BASE_SHA256


@pytest.mark.slow
def test_weights_are_merged_when_a_model_is_loaded() -> None:
    """Those of the base, and what is added to them; all others are the base's."""
    folder, added = encoder.folder_of(BASE), adapter.deltas(encoder.added(DEFAULT))
    base, merged = (dict(Transformer(folder, each)._model[0].auto_model.named_parameters()) for each in ({}, added))
    assert added.keys() <= base.keys()
    for name, weights in base.items():
        expected = weights.detach().numpy() + added.get(name, 0)
        np.testing.assert_array_equal(merged[name].detach().numpy(), expected)
    assert np.abs(added[QUERY]).max() > 0


@pytest.mark.slow
def test_both_runtimes_run_the_merged_weights(tmp_path: Path) -> None:
    """Each model has an export of its own, and its rows are not the other's."""
    texts = ["Are victims of crime kept informed?", "The cells are clean."]
    rows = {}
    for name in (BASE, DEFAULT):
        exported = SentenceEncoder(name, cache=tmp_path).encode(texts)
        np.testing.assert_allclose((exported * SentenceEncoder(name, "torch").encode(texts)).sum(axis=1), 1, atol=5e-4)
        rows[name] = exported
    assert float((rows[BASE] * rows[DEFAULT]).sum(axis=1).max()) < 0.99
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([BASE_SHA256[:16], DEFAULT_SHA256[:16]])
