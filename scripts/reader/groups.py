"""What the reader is trained on: a question with a group of passages, of which one holds the answer, or none."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from index.passage_rows import embedded
from index.search import Index
from index.types import Hit, Parted
from scripts.encoder.data import OWN, bare, lines, mark, topic_of
from scripts.encoder.mining import TOO_NEAR

SIZE = 7  # passages of a group
NEAREST = 14  # passages that a search finds first, of which a group is drawn
UNANSWERED = 0.4  # of the groups are on questions that nothing answers
SHORT = 20  # characters up to which words may stand anywhere
CUT = 0.2  # of the others are without the passages that answer


@dataclass(frozen=True, slots=True)
class Group:
    """A question, and numbers of passages; ``golds`` are the sentences that answer, by passage, or none do."""

    question: str
    passages: tuple[int, ...]
    golds: dict[int, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Pool:
    """A question with what groups are drawn from.

    ``golds`` are passages with the sentences that answer, ``others`` what a search of the report found besides, best
    first, and ``safe`` those of them that are too unlike the question to answer it as well.
    """

    question: str
    golds: Mapping[int, tuple[int, ...]]
    others: tuple[int, ...]
    safe: tuple[int, ...]
    group: str

    def draw(self, rng: Random, *, cut: bool) -> Group:
        """A group; without what answers where it is ``cut`` out."""
        if cut or not self.golds:
            drawn = rng.sample(self.safe, min(len(self.safe), SIZE))
            return Group(self.question, tuple(drawn), {})
        gold = rng.choice(sorted(self.golds))
        drawn = rng.sample(self.others, min(len(self.others), SIZE - 1))
        return Group(self.question, (gold, *drawn), {gold: self.golds[gold]})


class Found:
    """Passages that indexes find, as the encoder reads them, each with a number."""

    def __init__(self, indexes: Sequence[Index]) -> None:
        self._of = {report.source: (index, report.id) for index in indexes for report in index.reports.values()}
        self.passages: list[Parted] = []
        self._numbers: dict[tuple[str, int], int] = {}

    def search(self, report: str, topic: str) -> list[Hit]:
        """What the index of a report finds there; nothing where no index holds it."""
        index, report_id = self._of.get(report, (None, ""))
        return index.search(index.topic(topic), {report_id}) if index else []

    def number(self, hit: Hit) -> int:
        """The number of a passage, from 0."""
        key = hit.stored.report_id, hit.stored.id
        if key not in self._numbers:
            self._numbers[key] = len(self.passages)
            self.passages.append(embedded(hit.stored))
        return self._numbers[key]


def pools(folder: Path, found: Found) -> Iterator[Pool]:
    """The pools of all questions on the reports of the indexes, but for those that name no place.

    Some are of a folder; those of this project know the sentences that answer by the SHA-256 of their words.
    """
    passages = {fields["id"]: fields for fields in lines(folder / "passages.jsonl")}
    for fields in lines(folder / "questions.jsonl"):
        passage = passages[fields["passage"]]
        answers = [bare(passage["sentences"][n]) for n in fields["sentences"]]
        if fields["type"] != "topic":
            yield from _pool(found, passage["report"], fields["question"], partial(_says, answers))
    for fields in lines(folder / "unanswerable.jsonl"):
        yield from _pool(found, fields["report"] or "", fields["q_no"], None)
    for fields in lines(OWN):
        marks = frozenset(fields["answers"])
        if fields["type"] != "topic":
            yield from _pool(found, fields["report"], fields["question"], partial(_is_one, marks) if marks else None)


def _pool(found: Found, report: str, question: str, answers: Callable[[str], bool] | None) -> Iterator[Pool]:
    """``answers`` tells by the words of a sentence whether it answers, and is none where nothing does."""
    topic = topic_of(question)
    hits = found.search(report, topic)
    held = {found.number(hit): own for hit in hits if answers and (own := _answering(hit, answers))}
    others = [hit for hit in hits if found.number(hit) not in held][:NEAREST]
    best = max((hit.likeness for hit in hits if found.number(hit) in held), default=2.0)
    safe = [hit for hit in others if hit.likeness < TOO_NEAR * best]
    if safe and bool(held) == bool(answers):
        yield Pool(topic, held, tuple(map(found.number, others)), tuple(map(found.number, safe)), report)


def _answering(hit: Hit, answers: Callable[[str], bool]) -> tuple[int, ...]:
    """The numbers of a hit's sentences that answer."""
    return tuple(n for n, sentence in enumerate(hit.stored.sentences) if answers(bare(sentence)))


def _says(answers: Sequence[str], said: str) -> bool:
    """Whether words hold one of the answers, or are a part of one."""
    return any(answer in said or (len(said) > SHORT and said in answer) for answer in answers)


def _is_one(marks: frozenset[str], said: str) -> bool:
    return mark(said) in marks


def told(pool: Pool) -> list[Any]:
    """A pool as JSON holds it."""
    return [pool.question, [[n, list(own)] for n, own in pool.golds.items()], pool.others, pool.safe, pool.group]


def untold(fields: Sequence[Any]) -> Pool:
    """A pool from what JSON holds."""
    question, golds, others, safe, group = fields
    return Pool(question, {n: tuple(own) for n, own in golds}, tuple(others), tuple(safe), group)


def drawn(all_pools: Sequence[Pool], seed: str) -> Iterator[Group]:
    """Groups without end, the same for the same seed, answered and unanswered in their shares."""
    rng = Random(seed)
    answered = _turns([pool for pool in all_pools if pool.golds], rng)
    unanswered = _turns([pool for pool in all_pools if not pool.golds], rng)
    while True:
        if rng.random() < UNANSWERED:
            yield next(unanswered).draw(rng, cut=True)
        else:
            yield next(answered).draw(rng, cut=rng.random() < CUT)


def _turns(some: Sequence[Pool], rng: Random) -> Iterator[Pool]:
    """Pools in turn, each once before any comes again."""
    while True:
        yield from rng.sample(list(some), len(some))
