"""The reader that is shipped tells a sentence that answers from one that is only near."""

from __future__ import annotations

import pytest

from bot.cli.opening import reader_of
from bot.config import Settings
from index.reader import TrainedReader
from index.types import Parted


def passage(*sentences: str) -> Parted:
    """A passage as it is encoded."""
    text, parts = "", []
    for sentence in sentences:
        parts.append((len(text), len(text) + len(sentence)))
        text += f"{sentence} "
    return Parted(text.rstrip(), tuple(parts))


@pytest.mark.parametrize("runtime", ["openvino", "torch"])
def test_the_sentence_that_answers_has_the_highest_logit(runtime: str) -> None:
    """Both ways to run the model agree on it."""
    near = passage("The call centre is in a new building.", "Operators answer nine in ten emergency calls in time.")
    far = passage("Custody cells are clean.", "Detainees are given meals.")
    judged = TrainedReader(runtime).logits("how quickly does the force pick up 999 calls", [near, far])
    assert [len(each) for each in judged] == [2, 2]
    assert judged[0][1] == max(max(each) for each in judged)
    assert max(judged[1]) < 0


def test_a_question_that_nothing_answers_has_logits_below_0() -> None:
    """It is about the same things, but asks for what is not said."""
    near = passage("The call centre is in a new building.", "Operators answer nine in ten emergency calls in time.")
    ((first, second),) = TrainedReader("openvino").logits("what did the call centre building cost", [near])
    assert first < 0
    assert second < 0


def test_the_reader_goes_with_the_bundled_encoder_and_can_be_turned_off() -> None:
    """Likenesses of another encoder mean something else."""
    assert reader_of(Settings()) is not None
    assert reader_of(Settings(reader=False)) is None
    assert reader_of(Settings(model="another")) is None
