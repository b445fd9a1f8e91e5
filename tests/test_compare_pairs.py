"""Findings matched by meaning, and narrowed to a topic."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from fakes import OLDER, FakeEncoder, fake_finding

from bot.compare.pairs import Matched, Pair, matched, on_topic
from index.types import Vectors


def test_findings_of_like_meaning_are_paired_and_the_others_left_apart() -> None:
    """Each by what it speaks of; the report that a finding is in does not matter to it."""
    earlier = [fake_finding("Answer calls.", OLDER), fake_finding("Clean the custody suites.", OLDER)]
    later = [fake_finding("Lose fewer calls."), fake_finding("Tell victims.")]
    found = matched(earlier, later, FakeEncoder().encode)
    assert found == Matched((Pair(earlier[0], later[0], 1.0),), (later[1],), (earlier[1],))


def test_a_finding_with_a_like_is_never_said_to_stand_alone() -> None:
    """Two of one report may come together in one of the other."""
    earlier = [fake_finding("Answer calls.", OLDER)]
    later = [fake_finding("Lose fewer calls."), fake_finding("Record calls.")]
    found = matched(earlier, later, FakeEncoder().encode)
    assert [(pair.earlier, pair.later) for pair in found.both] == [(earlier[0], one) for one in later]
    assert (found.only_later, found.only_earlier) == ((), ())


@pytest.mark.parametrize(("cosine", "alike"), [(0.74, False), (0.76, True)])
def test_likeness_counts_from_a_measured_cosine_on(cosine: float, alike: bool) -> None:
    """Three quarters."""

    def encode(texts: Sequence[str]) -> Vectors:
        across = np.sqrt(1 - cosine**2)
        return np.array([[1, 0] if text == "one" else [cosine, across] for text in texts], dtype=np.float32)

    assert bool(matched([fake_finding("one")], [fake_finding("two")], encode).both) is alike


def test_without_findings_on_one_side_all_stand_alone() -> None:
    """Either side."""
    one = fake_finding("Answer calls.")
    assert matched([], [one], FakeEncoder().encode) == Matched((), (one,), ())
    assert matched([one], [], FakeEncoder().encode) == Matched((), (), (one,))


def test_the_body_s_name_makes_no_findings_alike() -> None:
    """It stands in every sentence on it."""
    seen: list[str] = []

    def encode(texts: Sequence[str]) -> Vectors:
        seen.extend(texts)
        return FakeEncoder().encode(texts)

    matched([fake_finding("West Mercia Police should answer calls.", OLDER)], [fake_finding("Tell victims.")], encode)
    assert seen == ["it should answer calls.", "Tell victims."]


def test_findings_are_narrowed_to_the_topic() -> None:
    """In their order; one sentence is enough, or its words with some likeness."""
    long = fake_finding("Victims and training and custody and burglary count. Record calls.")
    near = fake_finding("It speaks of victims and calls.")
    all_ = [fake_finding("Answer calls."), fake_finding("Tell victims."), long, near]
    encode = FakeEncoder().encode
    assert on_topic(all_, "calls", encode, lambda words: 0.0) == [all_[0], long, near]
    assert on_topic([fake_finding("Victims, training, calls.")], "calls", encode, lambda words: 0.0) != []
    far = fake_finding("Victims, victims, victims and calls.")
    assert on_topic([far], "calls", encode, lambda words: 0.0) == []
    assert on_topic([far], "calls", encode, lambda words: 1.0) == [far]
    assert on_topic([far], "calls", encode, lambda words: 0.0, lambda words: words == far.quote.text) == [far]
    assert on_topic([], "calls", encode, lambda words: 1.0) == []
