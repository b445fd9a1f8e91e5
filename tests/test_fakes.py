"""The stand-ins: they have the shape of what they stand for, and give what is said of them."""

from __future__ import annotations

import inspect

import numpy as np
from fakes import FakeEncoder, FakeLiveIndex, FakeReader

from bot.discord_app.desk.service import Shelf
from bot.live.index import LiveIndex
from index.encoder import SentenceEncoder
from index.reader import TrainedReader
from index.types import Encoder, Model, Reader


def methods(kind: type) -> dict[str, list[str]]:
    """Public methods of a class with the names of their parameters."""
    return {
        name: list(inspect.signature(member).parameters)
        for name, member in vars(kind).items()
        if inspect.isfunction(member) and not name.startswith("_")
    }


def test_the_fake_encoder_has_the_methods_of_the_real_one() -> None:
    """Name and parameters of every public method are those of the real encoder and of the protocol."""
    expected = {"encode": ["self", "texts"], "encode_parts": ["self", "texts"]}
    assert methods(SentenceEncoder) == expected
    assert methods(FakeEncoder) == methods(SentenceEncoder) == methods(Encoder)


def test_the_fake_reader_reads_as_the_real_one_does() -> None:
    """Its method has the name and the parameters of the real reader's and of the protocol's."""
    assert methods(FakeReader) == methods(Reader) == {"logits": ["self", "question", "passages"]}
    assert methods(TrainedReader)["logits"] == methods(Reader)["logits"]


def test_a_fake_vector_is_as_long_as_its_model_says() -> None:
    """In the type of a real one, each row at length 1."""
    rows = FakeEncoder(Model("other", "0" * 64, 9)).encode(["Calls! Calls and custody.", "Nothing."])
    assert (rows.shape, rows.dtype) == ((2, 9), np.float32)
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1.0, atol=1e-6)


def test_the_fake_live_index_has_what_the_application_uses_of_the_real_one() -> None:
    """Name and parameters of every method of the protocol, and every property."""
    wanted = methods(Shelf)
    assert set(wanted) == {
        "refresh",
        "answer",
        "named",
        "prove",
        "check_draft",
        "recheck",
        "compare",
        "findings",
        "grades",
        "context",
        "quoted_pages",
    }
    for kind in (LiveIndex, FakeLiveIndex):
        assert {name: methods(kind)[name] for name in wanted} == wanted
    properties = {name for name, member in vars(Shelf).items() if isinstance(member, property)}
    assert properties == {"generation", "manifest", "bodies", "reports", "skipped"}
    assert properties <= set(vars(FakeLiveIndex()))
    assert all(isinstance(vars(LiveIndex)[name], property) for name in properties)
