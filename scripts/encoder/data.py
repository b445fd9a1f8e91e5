"""Questions with the sentences that answer them, as an encoder is trained and measured on them.

``questions.jsonl`` beside this file are the project's own; they know the sentences that answer by a part of the
SHA-256 of their words, since reports are no part of the project. A folder of others holds ``passages.jsonl`` and
``questions.jsonl`` (passages of reports, and questions on them by a passage's id) and ``police.jsonl`` (findings,
each with its own questions), one JSON object a line.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

from bot.question.parse import understand
from corpus.describe.gazetteer import gazetteer
from corpus.structure.text import searchable
from corpus.types import Passage
from index.passage_rows import embedded
from index.store import Store
from index.types import Parted, StoredPassage

OWN = Path(__file__).with_name("questions.jsonl")  # written for this project
REPORTS, FINDINGS = "reports", "findings"  # where passages come from
HOSTS = 14  # passages of a batch that are there on their own account; guests are as many


@dataclass(frozen=True, slots=True)
class Source:
    """A passage as it is encoded; ``group`` is its report, or the body that a finding is on."""

    read: Parted
    group: str
    kind: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it is encoded, with the numbers of its passage and of the sentences that answer it.

    ``type`` is ``para`` (other words, with the place), ``topic`` (no place) or ``key`` (as typed in a search box).
    """

    text: str
    passage: int
    golds: tuple[int, ...]
    type: str


@dataclass(frozen=True, slots=True)
class Data:
    """Passages, and questions on them."""

    sources: tuple[Source, ...]
    questions: tuple[Asked, ...]

    def __add__(self, other: Data) -> Data:
        start = len(self.sources)
        moved = (replace(asked, passage=asked.passage + start) for asked in other.questions)
        return Data(self.sources + other.sources, (*self.questions, *moved))

    def only(self, *, apart: bool) -> Data:
        """The groups that are kept apart from training, or the others."""
        kept = [n for n, source in enumerate(self.sources) if is_apart(source.group) == apart]
        place = {old: new for new, old in enumerate(kept)}
        questions = (replace(q, passage=place[q.passage]) for q in self.questions if q.passage in place)
        return Data(tuple(self.sources[n] for n in kept), tuple(questions))


def is_apart(group: str) -> bool:
    """Whether a report or body is kept apart to measure with: one in four, by the SHA-256 of its path or name."""
    return int(hashlib.sha256(group.encode()).hexdigest(), 16) % 4 == 0


def read_data(folder: Path) -> Data:
    """All questions of a folder."""
    sources: list[Source] = []
    questions: list[Asked] = []
    places: dict[str, int] = {}
    for fields in lines(folder / "passages.jsonl"):
        places[fields["id"]] = len(sources)
        read = _read(fields["heading"], fields["lead_in"], fields["sentences"])
        sources.append(Source(read, fields["report"], REPORTS))
    for fields in lines(folder / "questions.jsonl"):
        golds = tuple(fields["sentences"])
        questions.append(Asked(topic_of(fields["question"]), places[fields["passage"]], golds, fields["type"]))
    for fields in lines(folder / "police.jsonl"):
        around = [fields["context"]] if fields["context"] else []
        golds = tuple(range(len(fields["sentences"])))
        questions += (Asked(topic_of(each["q"]), len(sources), golds, each["t"]) for each in fields["qs"])
        read = _read([fields["heading"]], "", fields["sentences"] + around)
        sources.append(Source(read, fields["body"], FINDINGS))
    return Data(tuple(sources), tuple(questions))


def read_own(held: Mapping[str, tuple[Store, str]], path: Path = OWN) -> Data:
    """The project's own questions that have an answer, with the passages of reports that hold it.

    ``held`` gives the store and the id of a report by its path; questions on others are left out.
    """
    asked: dict[str, list[dict[str, Any]]] = {}
    for fields in lines(path):
        if fields["answers"] and fields["report"] in held:
            asked.setdefault(fields["report"], []).append(fields)
    sources: list[Source] = []
    questions: list[Asked] = []
    for report, some in asked.items():
        for passage in held[report][0].passages_of(held[report][1]):
            said = [mark(sentence) for sentence in passage.sentences]
            answered = [(fields, golds) for fields in some if (golds := _places(said, fields["answers"]))]
            questions += (Asked(topic_of(f["question"]), len(sources), golds, f["type"]) for f, golds in answered)
            sources += [Source(embedded(passage), report, REPORTS)] if answered else []
    return Data(tuple(sources), tuple(questions))


def _places(said: Sequence[str], answers: Sequence[str]) -> tuple[int, ...]:
    return tuple(n for n, each in enumerate(said) if each in answers)


def mark(sentence: str) -> str:
    """What the project's own questions know a sentence by: the beginning of the SHA-256 of its words."""
    return hashlib.sha256(bare(sentence).encode()).hexdigest()[:16]


def bare(text: str) -> str:
    """The words of a text alone, in lower case."""
    return re.sub(r"\W+", " ", text).strip().lower()


def topic_of(question: str) -> str:
    """A question as the bot encodes it: without the names of bodies."""
    return searchable(understand(question, gazetteer()).topic or question)


def _read(heading: Sequence[str], lead_in: str, sentences: Sequence[str]) -> Parted:
    passage = Passage(tuple(filter(None, heading)), ())
    return embedded(StoredPassage(0, "", passage, "", lead_in, tuple(sentences)))


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a file that holds one a line."""
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def plain_texts(paths: Iterable[Path], count: int, rng: Random) -> list[str]:
    """Ordinary sentences and questions, drawn from files in the shape of SQuAD."""
    texts: set[str] = set()
    for path in paths:
        for article in json.loads(path.read_text(encoding="utf-8"))["data"]:
            for paragraph in article["paragraphs"]:
                texts.update(answer["question"] for answer in paragraph["qas"])
                texts.update(paragraph["context"][:20_000].split(". "))
    fit = sorted(text for text in map(searchable, texts) if 20 <= len(text) <= 300)
    return rng.sample(fit, min(count, len(fit)))


def of_few_groups(data: Data, rng: Random) -> list[list[int]]:
    """All passages once, in batches that are drawn from as few groups of one kind as can be."""
    batches: list[list[int]] = []
    for kind in (REPORTS, FINDINGS):
        row = _grouped(data, kind, rng)
        batches += (row[start : start + 2 * HOSTS] for start in range(0, len(row), 2 * HOSTS))
    rng.shuffle(batches)
    return batches


def of_hosts(data: Data, rng: Random) -> list[list[int]]:
    """All passages once, in halves of batches from few groups, to which guests can be asked."""
    halves: list[list[int]] = []
    for kind in (REPORTS, FINDINGS):
        row = _grouped(data, kind, rng)
        halves += (row[start : start + HOSTS] for start in range(0, len(row), HOSTS))
    rng.shuffle(halves)
    return halves


def _grouped(data: Data, kind: str, rng: Random) -> list[int]:
    """The passages of one kind, group by group, both shuffled."""
    groups: dict[str, list[int]] = {}
    for n, source in enumerate(data.sources):
        if source.kind == kind:
            groups.setdefault(source.group, []).append(n)
    order = list(groups.values())
    rng.shuffle(order)
    for members in order:
        rng.shuffle(members)
    return [n for members in order for n in members]
