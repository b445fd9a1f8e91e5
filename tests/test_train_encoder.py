"""Training of the encoder: what it is trained on, what it is to make small, and that it goes on where it stopped."""

from __future__ import annotations

import json
import math
import sys
from dataclasses import replace
from pathlib import Path
from random import Random

import numpy as np
import pytest
import torch

from index.types import Parted
from scripts import train_encoder
from scripts.encoder.data import (
    Asked,
    Data,
    Source,
    is_apart,
    mark,
    of_few_groups,
    of_hosts,
    plain_texts,
    read_data,
    read_own,
)
from scripts.encoder.loss import TEMPERATURE, drift, passage_loss, sentence_loss, target
from scripts.encoder.measure import CodedData, Cosines, measure
from scripts.encoder.mining import batches, mine, twins
from scripts.encoder.network import Coded
from scripts.train_encoder import Plan, Training, held_in


class Letters:
    """Stands in for the network where only tokens are wanted: one for each letter."""

    def code(self, texts: list[Parted]) -> list[Coded]:
        """Letters by their numbers."""
        return [Coded(tuple(map(ord, text.text)), text.parts) for text in texts]


def data_of(groups: list[str], texts: list[str] | None = None) -> Data:
    """One passage for each name of a group, with one question on it."""
    texts = texts or [f"passage {n}" for n in range(len(groups))]
    sources = [Source(Parted(text, ((0, 4),)), group, "reports") for text, group in zip(texts, groups, strict=True)]
    return Data(tuple(sources), tuple(Asked(f"question {n}", n, (0,), "para") for n in range(len(groups))))


def coded(data: Data) -> CodedData:
    return CodedData(data, Letters())  # type: ignore[arg-type]  # all that it is asked for


def lines(path: Path, *rows: dict[str, object]) -> None:
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of one passage and one finding, with a question on each."""
    passage = {"id": "p1", "report": "a.pdf", "heading": ["Findings", "Calls"], "lead_in": "The force must:"}
    lines(tmp_path / "passages.jsonl", passage | {"sentences": ["answer calls;", "keep cells clean."]})
    asked = {"passage": "p1", "sentences": [1], "type": "para", "question": "How clean are cells in Gwent?"}
    lines(tmp_path / "questions.jsonl", asked)
    finding = {"body": "Gwent Police", "heading": "Overall", "sentences": ["It did well."], "context": "Few do."}
    lines(tmp_path / "police.jsonl", finding | {"qs": [{"t": "key", "q": "Gwent did well"}]})
    return tmp_path


def test_passages_are_read_as_the_index_encodes_them(folder: Path) -> None:
    """The nearest heading, the lead-in and the sentences, with the places of these; findings with what is around."""
    passage, finding = read_data(folder).sources
    assert passage.read.text == "Calls. The force must: answer calls; keep cells clean."
    assert [passage.read.text[start:end] for start, end in passage.read.parts] == ["answer calls;", "keep cells clean."]
    assert (passage.group, finding.group) == ("a.pdf", "Gwent Police")
    assert finding.read.text == "Overall. It did well. Few do."


def test_questions_are_read_as_the_bot_encodes_them(folder: Path) -> None:
    """Without the names of bodies; with the sentences that answer, which are all of a finding."""
    passage, finding = read_data(folder).questions
    assert passage == Asked("How clean are cells ?", 0, (1,), "para")
    assert finding == Asked("did well", 1, (0,), "key")


def test_whole_groups_are_kept_apart() -> None:
    """No group is on both sides, none is lost, and questions stay with their passages."""
    names = [f"{n % 40}.pdf" for n in range(80)]
    data = data_of(names)
    train, apart = data.only(apart=False), data.only(apart=True)
    assert {source.group for source in apart.sources} == {name for name in names if is_apart(name)} != set()
    assert len(train.sources) + len(apart.sources) == 80
    for part in (train, apart):
        for question in part.questions:
            assert part.sources[question.passage].read.text.split()[1] == question.text.split()[1]


@pytest.mark.parametrize("drawn", [of_few_groups, of_hosts])
def test_batches_hold_every_passage_once_and_few_groups(drawn: object) -> None:
    """Groups lie together; the order is that of the seed."""
    data = data_of([f"{n // 14}.pdf" for n in range(140)])
    found = drawn(data, Random(1))  # type: ignore[operator]
    assert sorted(n for batch in found for n in batch) == list(range(140))
    assert max(len({data.sources[n].group for n in batch}) for batch in found) <= 2
    assert drawn(data, Random(1)) == found != drawn(data, Random(2))  # type: ignore[operator]


def test_plain_texts_are_sentences_and_questions(tmp_path: Path) -> None:
    """Neither very short nor very long ones, as many as wanted at most."""
    paragraph = {
        "context": "This is a sentence of some length. No. And another one of them",
        "qas": [{"question": "x"}],
    }
    (tmp_path / "a.json").write_text(json.dumps({"data": [{"paragraphs": [paragraph]}]}))
    found = plain_texts([tmp_path / "a.json"], 9, Random(1))
    assert sorted(found) == ["And another one of them", "This is a sentence of some length"]
    assert len(plain_texts([tmp_path / "a.json"], 1, Random(1))) == 1


def test_the_loss_is_that_of_the_right_passage_among_all() -> None:
    """Two passages at right angles: none where the right one is meant, a cosine over the temperature where not."""
    questions, passages = torch.eye(2)[:1], torch.eye(2)
    right = target([0], [(0,)], torch.zeros(1, 2, dtype=torch.bool), 1)
    assert passage_loss(questions, passages, right).item() == pytest.approx(0, abs=1e-6)
    wrong = target([1], [(0,)], torch.zeros(1, 2, dtype=torch.bool), 1)
    assert passage_loss(questions, passages, wrong).item() == pytest.approx(1 / TEMPERATURE)


def test_what_is_ignored_costs_nothing_but_the_right_passage_always_counts() -> None:
    """A twin of the right passage is not held against the question."""
    questions, passages = torch.eye(2)[:1], torch.eye(2)[[0, 0]]
    counted = target([0], [(0,)], torch.tensor([[False, False]]), 1)
    ignored = target([0], [(0,)], torch.tensor([[True, True]]), 1)
    assert passage_loss(questions, passages, counted).item() == pytest.approx(math.log(2))
    assert passage_loss(questions, passages, ignored).item() == 0


def test_other_sentences_of_the_right_passage_weigh_half() -> None:
    """Of three sentences that are as near, the one beside the right one counts half; a place without one, nothing."""
    parts = torch.tensor([[[1.0, 0], [1, 0]], [[1, 0], [0, 0]]])
    right = target([0], [(0,)], torch.zeros(1, 2, dtype=torch.bool), 2)
    assert sentence_loss(torch.eye(2)[:1], parts, right).item() == pytest.approx(math.log(1 + 0.5 + 1), rel=1e-4)
    both = target([0], [(0, 1)], torch.zeros(1, 2, dtype=torch.bool), 2)
    assert sentence_loss(torch.eye(2)[:1], parts, both).item() == pytest.approx(math.log(3 / 2), rel=1e-4)


def test_drift_is_the_distance_by_cosine() -> None:
    """0 where nothing moved, 1 at a right angle."""
    assert drift(torch.eye(2), torch.eye(2)).item() == 0
    assert drift(torch.eye(2), torch.eye(2).flip(0)).item() == 1


def test_twins_are_passages_in_much_the_same_words() -> None:
    """Each is its own; another that shares all but a word of four counts, too."""
    data = data_of(["a", "b", "c"], ["one two three four", "One, two, three.", "quite another thing"])
    assert twins(coded(data)).tolist() == [[True, True, False], [True, True, False], [False, False, True]]


@pytest.mark.slow
def test_a_run_that_is_stopped_goes_on_to_the_same_weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether it is stopped before or after half of its steps; a run of another plan is not mixed with it."""
    monkeypatch.setattr(train_encoder, "EVERY", 1)
    data = data_of([f"{n}.pdf" for n in range(8)])
    plan = Plan(steps=4, rank=2, scale=2.0, rate=1e-3, seed=1, everything=False)

    def run(folder: Path, until: int = 4) -> Path:
        """A run that is stopped after a step."""
        folder.mkdir(exist_ok=True)
        training = Training(plan, data, ["Plain text.", "And more of it."], folder)
        step = training._step
        monkeypatch.setattr(training, "_step", lambda n, *rest: step(n, *rest) if n <= until else sys.exit())
        return training.run()

    whole = run(tmp_path / "whole")
    for until in (1, 3):
        with pytest.raises(SystemExit):
            run(tmp_path / "parted", until)
    assert run(tmp_path / "parted").read_bytes() == whole.read_bytes()
    with pytest.raises(SystemExit, match="holds a run of another plan: name another folder with --work"):
        Training(replace(plan, seed=2), data, [], tmp_path / "whole").run()


def found_of(scores: list[list[float]]) -> Cosines:
    """Cosines of questions with passages of one sentence each."""
    array = np.array(scores, dtype=np.float32)
    return Cosines(array, array[:, :, None])


def test_guests_lead_astray_and_are_surely_wrong() -> None:
    """What comes too near the right one is ignored, in other groups only; the nearest of the rest are guests."""
    data = data_of([f"{n // 14}.pdf" for n in range(42)])
    scores = np.full((42, 42), 0.1) + np.eye(42) * 0.5
    scores[:14, 20], scores[:14, 30], scores[0, 1] = 0.59, 0.5, 0.59
    mined = mine(found_of(scores.tolist()), coded(data), np.eye(42, dtype=bool))
    assert mined.ignored[0, [1, 20, 30]].tolist() == [False, True, False]
    batch = next(b for b in batches(coded(data), mined, "1") if set(b[:14]) == set(range(14)))
    assert (batch[14], 20 in batch, len(set(batch))) == (30, False, 28)


def test_measures_count_ranks_among_all_and_in_the_own_group() -> None:
    """The right passage is second to one of another report: no hit at 1 there, one at home and one at 5."""
    data = data_of(["a", "a", "b"])
    found = measure(found_of([[0.5, 0.1, 0.6], [0.1, 0.5, 0.6], [0.1, 0.2, 0.6]]), coded(data))
    assert found["reports all hit@1"] == pytest.approx(1 / 3)
    assert (found["reports all hit@5"], found["reports para own@1"], found["reports sentence@1"]) == (1, 1, 1)


def test_our_own_questions_find_their_sentences_in_the_reports_that_an_index_holds(held: Path, tmp_path: Path) -> None:
    """By the words of the sentence alone; what nothing answers, and reports that are not held, are left out."""
    answer = mark("detained people in custody see a NURSE")
    rows = ({"report": "gwent-2024.md", "answers": [answer]}, {"report": "gwent-2024.md", "answers": []})
    others = ({"report": "kent.md", "answers": [answer]}, {"report": "wiltshire.html", "answers": [answer]})
    lines(
        tmp_path / "own.jsonl", *({"question": "Is there a nurse?", "type": "para", **row} for row in (*rows, *others))
    )
    data = read_own(held_in([held]), tmp_path / "own.jsonl")
    (source,), (asked,) = data.sources, data.questions
    assert (source.group, asked.passage, asked.type) == ("gwent-2024.md", 0, "para")
    (gold,) = asked.golds
    assert source.read.text[slice(*source.read.parts[gold])] == "Detained people in custody see a nurse."
    doubled = data + data
    assert [question.passage for question in doubled.questions] == [0, 1]
