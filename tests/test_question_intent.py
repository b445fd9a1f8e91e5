"""The classifier's weights: plain arrays that go with one encoder, and serve by words alone with any other."""

from __future__ import annotations

import logging

import pytest
from fakes import FakeEncoder

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


def test_a_question_that_comes_again_is_encoded_once() -> None:
    """The questions before a follow-up were read when they were asked."""
    encoder = FakeEncoder(Model("fake", DEFAULT_SHA256, DEFAULT_DIM))
    intent = Intent(encoder)
    for _ in range(2):
        intent.read("Calls, better or graded?", (), (), follows=False)
    assert encoder.encoded == ["Calls, better or graded?"]


def test_a_question_that_is_plain_by_its_words_is_not_encoded() -> None:
    """Half of what people ask is: the encoder is the slow part."""
    encoder = FakeEncoder(Model("fake", DEFAULT_SHA256, DEFAULT_DIM))
    assert Intent(encoder).read("How many calls are lost?", (), (), follows=False).best("seeks") == "count"
    assert encoder.encoded == []


def test_the_shares_of_each_head_sum_to_one() -> None:
    """They are probabilities."""
    reading = Intent().read("What grade did it get?", (), (), follows=True)
    assert [round(sum(reading.shares[head].values()), 6) for head in HEADS] == [1.0] * len(HEADS)


def test_names_and_times_are_masked() -> None:
    """The classifier sees that there is a body and a time, not which."""
    text = "Gwent Police 2019 calls"
    mentions, times = gazetteer().find(text), times_in(text, 2026)
    assert masked(text, mentions, times) == "xbody xtime calls"
    assert {"w:xbody", "w:xtime", "w:calls", "bodies:1", "times:1"} <= features(
        text, mentions, times, follows=False
    ).keys()
