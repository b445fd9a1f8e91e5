"""The training of the reader: what it reads together, the groups it learns from, and its loss."""

from __future__ import annotations

import json
import math
from itertools import islice
from random import Random

import pytest
import torch

from index.reader import joined
from index.types import Parted
from scripts.reader.groups import SIZE, Group, Pool, drawn, told, untold
from scripts.reader.network import loss

POOL = Pool("who rings", {7: (1, 2)}, tuple(range(20, 34)), tuple(range(24, 34)), "a report")
UNANSWERED = Pool("who sings", {}, tuple(range(40, 54)), tuple(range(40, 54)), "a report")


def test_question_and_passage_are_read_as_one_text() -> None:
    """With the model's mark between them; the parts are the question, and each sentence where it now stands."""
    pair = joined("who calls", Parted("Calls. We wait. They ring.", ((7, 15), (16, 26))))
    assert pair.text == "who calls [SEP] Calls. We wait. They ring."
    assert [pair.text[start:end] for start, end in pair.parts] == ["who calls", "We wait.", "They ring."]


def test_a_group_has_a_passage_that_answers_and_some_of_the_others_found() -> None:
    """No other twice."""
    group = POOL.draw(Random(1), cut=False)
    assert (group.passages[0], group.golds) == (7, {7: (1, 2)})
    assert len(set(group.passages)) == SIZE
    assert set(group.passages[1:]) <= set(range(20, 34))


def test_a_group_without_what_answers_has_only_what_is_surely_no_answer() -> None:
    """What is as like the question as the passage that answers may answer as well."""
    group = POOL.draw(Random(1), cut=True)
    assert (len(set(group.passages)), group.golds) == (SIZE, {})
    assert set(group.passages) <= set(range(24, 34))


def test_a_question_that_nothing_answers_has_no_sentences_that_do() -> None:
    """Whether it is cut or not."""
    assert UNANSWERED.draw(Random(1), cut=False).golds == {}


def test_two_groups_in_five_are_on_questions_that_nothing_answers() -> None:
    """However few such questions there are; the same seed gives the same groups."""
    groups = list(islice(drawn([POOL] * 9 + [UNANSWERED], "seed"), 1000))
    assert 350 < sum(group.question == "who sings" for group in groups) < 450
    assert groups == list(islice(drawn([POOL] * 9 + [UNANSWERED], "seed"), 1000))


def test_a_pool_is_kept_as_json() -> None:
    """And read again as it was."""
    assert untold(json.loads(json.dumps(told(POOL)))) == POOL


def test_the_loss_is_that_of_telling_what_answers_from_all_else_and_from_none() -> None:
    """Odds of 6 for the sentence that answers, of 2 and 1 for those of another passage, of 1 for none: 6 in 10.

    The other sentence of the passage that answers does not count, whatever its odds.
    """
    logits = torch.tensor([[[math.log(6), math.log(50)], [math.log(2), math.log(1)]]])
    assert loss(logits, [Group("q", (4, 9), {4: (0,)})]).item() == pytest.approx(-math.log(0.6))


def test_where_nothing_answers_all_sentences_lose_to_none() -> None:
    """Odds of 2 and 1 against 1 for none: none has 1 in 4; a place without a sentence has no odds."""
    logits = torch.tensor([[[math.log(2), math.log(1)], [-math.inf, -math.inf]]])
    assert loss(logits, [Group("q", (4, 9), {})]).item() == pytest.approx(-math.log(0.25))
