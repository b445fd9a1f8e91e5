"""The stand-ins: they have the shape of what they stand for, and give what is said of them."""

from __future__ import annotations

import inspect

import numpy as np
from fakes import WORDS, FakeEncoder, FakeLiveIndex

from bot.discord_app.desk.service import Shelf
from bot.live.index import LiveIndex
from index.encoder import SentenceEncoder
from index.types import Encoder, Model, Parted


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


def test_the_fake_encoder_says_which_model_it_is() -> None:
    """Its identity is a Model, as the protocol wants it, and tells the length of its rows."""
    encoder: Encoder = FakeEncoder()
    assert encoder.model == Model("bag-of-words", "f" * 64, 6)
    assert FakeEncoder(Model("other", "0" * 64, 9)).encode(["calls"]).shape == (1, 9)


def test_a_fake_vector_counts_the_named_words() -> None:
    """Counts become a row of length 1; a text without any named word gets the last dimension."""
    assert WORDS == ("calls", "victims", "custody", "burglary", "training")
    rows = FakeEncoder().encode(["Calls!", "calls calls calls custody custody custody custody", "Nothing."])
    expected = [[1, 0, 0, 0, 0, 0], [0.6, 0, 0.8, 0, 0, 0], [0, 0, 0, 0, 0, 1]]
    assert rows.dtype == np.float32
    np.testing.assert_allclose(rows, expected, atol=1e-6)


def test_the_fake_encoder_remembers_what_it_encoded() -> None:
    """Every text is noted, in order, over all calls."""
    encoder = FakeEncoder()
    encoder.encode(["b", "a"])
    encoder.encode(["b"])
    encoder.encode_parts([Parted("calls", ((0, 5),))])
    assert encoder.encoded == ["b", "a", "b", "calls"]


def test_fake_parts_are_encoded_for_themselves() -> None:
    """All parts in order, each by its own words alone, beside the rows of their texts."""
    texts = [Parted("Calls. Nothing.", ((0, 6), (7, 15))), Parted("none", ()), Parted("custody", ((0, 7),))]
    rows, parts = FakeEncoder().encode_parts(texts)
    np.testing.assert_array_equal(rows, FakeEncoder().encode(["calls", "none", "custody"]))
    np.testing.assert_array_equal(parts, FakeEncoder().encode(["calls", "none", "custody"]))


def test_the_fake_live_index_has_what_the_application_uses_of_the_real_one() -> None:
    """Name and parameters of every method of the protocol, and every property."""
    wanted = methods(Shelf)
    assert set(wanted) == {
        "refresh",
        "answer",
        "named",
        "verify",
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
