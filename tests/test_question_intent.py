"""The classifier's weights: plain arrays that go with one encoder, and serve by words alone with any other."""

from __future__ import annotations

import logging

import numpy as np
import pytest
from fakes import FakeEncoder

from bot.question.alike import Alike, arrays, from_arrays
from bot.question.features import features, masked
from bot.question.intent import HEADS, Intent, load
from bot.question.times import times_in
from corpus.describe.gazetteer import gazetteer
from index.encoder import DEFAULT_DIM, DEFAULT_SHA256
from index.types import Model


def test_the_weights_are_those_of_the_encoder_that_ships() -> None:
    """Whoever changes the encoder trains them again."""
    assert load().encoder == DEFAULT_SHA256


def test_another_encoder_is_told_with_the_command_that_retrains(caplog: pytest.LogCaptureFixture) -> None:
    """Its vectors would mean nothing to the weights: words alone decide, and nothing is encoded."""
    encoder = FakeEncoder()
    with caplog.at_level(logging.WARNING):
        reading = Intent(encoder).read("How many calls are lost?", (), (), follows=False)
    assert reading.best("seeks") == "count"
    assert encoder.encoded == []
    assert "python -m scripts.train_intent" in caplog.text


def test_a_question_is_encoded_as_it_is_searched_for() -> None:
    """So that both need one encoding: without names, and in the words of reports."""
    encoder = FakeEncoder(Model("fake", DEFAULT_SHA256, DEFAULT_DIM))
    text = "Calls in Gwent, kids better or graded?"
    Intent(encoder).read(text, gazetteer().find(text), (), follows=False)
    assert encoder.encoded == ["Calls , children better or graded?"]


def test_like_questions_tell_what_is_sought() -> None:
    """Of two that were learnt, the one that has the feature and the vector of a question tells more."""
    known = Alike(
        starts=np.array([0, 1, 2]),
        asked=np.array([0, 1]),
        values=np.ones(2, dtype=np.float32),
        vectors=np.eye(2, dtype=np.float32),
        told=np.array([[0.5, -0.5], [-0.5, 0.5]], dtype=np.float32),
        base=np.array([0.5, 0.5], dtype=np.float32),
        lengths=np.array([2.0, 2.0], dtype=np.float32),
    )
    first, second = known.shares(np.array([1.0, 0.0]), np.array([1.0, 0.0]))
    assert first > 0.9
    assert round(float(first + second), 6) == 1.0


def test_what_like_questions_tell_is_kept_in_few_bits() -> None:
    """A file has them as they were, but for the last digits."""
    written = arrays(load().alike)
    again = from_arrays(written)
    assert {name: value.dtype.itemsize for name, value in written.items() if name == "alike_vectors"} == {
        "alike_vectors": 1
    }
    assert np.abs(again.vectors - load().alike.vectors).max() < 0.01


def test_a_question_that_is_plain_by_its_words_is_not_encoded() -> None:
    """Half of what people ask is: the encoder is the slow part."""
    encoder = FakeEncoder(Model("fake", DEFAULT_SHA256, DEFAULT_DIM))
    assert Intent(encoder).read("How much money was saved?", (), (), follows=False).best("seeks") == "money"
    assert encoder.encoded == []


def test_the_shares_of_each_head_sum_to_one() -> None:
    """They are probabilities."""
    reading = Intent().read("What grade did it get?", (), (), follows=True)
    assert [round(sum(reading.shares[head].values()), 6) for head in HEADS] == [1.0] * len(HEADS)


def test_parts_of_words_are_features() -> None:
    """A misspelt word shares most of its parts with the right one."""
    right, wrong = (features(text, (), (), follows=False).keys() for text in ("inspection", "inspecton"))
    assert {"c:<insp", "c:pect"} <= right & wrong


def test_names_and_times_are_masked() -> None:
    """The classifier sees that there is a body and a time, not which."""
    text = "Gwent Police 2019 calls"
    mentions, times = gazetteer().find(text), times_in(text, 2026)
    assert masked(text, mentions, times) == "xbody xtime calls"
    assert {"w:xbody", "w:xtime", "w:calls", "bodies:1", "times:1"} <= features(
        text, mentions, times, follows=False
    ).keys()
