"""Stand-ins for what is slow: an encoder whose vectors can be worked out by hand, a live index of one report."""

from __future__ import annotations

import math
import re
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from bot.briefing.kept import KeptQuote
from bot.briefing.recheck import NOT_HELD, Rechecked
from bot.compare.comparer import Comparison, InspectionsSought, Side
from bot.compare.pairs import Matched
from bot.live.drafts import CheckedDraft
from bot.live.index import Context
from bot.live.pages import QuotedPages
from bot.memory.memory import Memory
from bot.registers.findings import Findings, FindingsSought, Listed
from bot.registers.grades import Grade, Grades, GradesSought
from bot.types import Answer, Asked, Quote, Understood
from bot.verify.quotations import Quotation, find_quotations
from bot.verify.read_draft import paragraphs_of, read_draft
from bot.verify.verifier import Checked, Part
from corpus.errors import UnreadableReport
from corpus.types import Judgment, Passage, Report, Sentence, Skipped, Span
from corpus.vocabulary.scales import cycle_of
from index.encoder import DEFAULT, DEFAULT_DIM, DEFAULT_SHA256
from index.generation import Manifest
from index.types import Model, Parted, StoredPassage, Vectors

WORDS = ("calls", "victims", "custody", "burglary", "training")
SMALL = Model("bag-of-words", "f" * 64, len(WORDS) + 1)
REAL = Model(DEFAULT, DEFAULT_SHA256, DEFAULT_DIM)  # what a command wants an index to be made with


class FakeEncoder:
    """Counts five named words: one dimension each, in their order, and the last for texts with none.

    A row is those counts at length 1, so the cosine of two texts that name one word each is 1 or 0.
    ``encoded`` holds every text that was encoded, in order.
    """

    def __init__(self, model: Model = SMALL) -> None:
        """Encode under a model's identity; rows have its length."""
        self.model = model
        self.encoded: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Encode texts as an array of shape (n, dim), float32, rows of length 1."""
        self.encoded += texts
        rows = np.zeros((len(texts), self.model.dim), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            said = re.findall(r"[a-z]+", text.lower())
            counts = [said.count(word) for word in WORDS]
            length = math.hypot(*counts)
            if length:
                row[: len(WORDS)] = [count / length for count in counts]
            else:
                row[-1] = 1.0
        return rows

    def encode_parts(self, texts: Sequence[Parted]) -> tuple[Vectors, Vectors]:
        """Encode texts and their parts, each part for itself."""
        rows = self.encode([text.text for text in texts])
        counted = len(self.encoded)
        parts = self.encode([text.text[start:end] for text in texts for start, end in text.parts])
        del self.encoded[counted:]
        return rows, parts


class FakeReader:
    """Takes a sentence to answer where it holds the last word of the question: its logit is 3, any other's -3.

    ``read`` holds each question with how many passages were read.
    """

    def __init__(self) -> None:
        """Nothing read yet."""
        self.read: list[tuple[str, int]] = []

    def logits(self, question: str, passages: Sequence[Parted]) -> list[tuple[float, ...]]:
        """For each sentence of each passage 3 or -3."""
        self.read.append((question, len(passages)))
        last = question.split()[-1]
        return [
            tuple(3.0 if last in passage.text[start:end] else -3.0 for start, end in passage.parts)
            for passage in passages
        ]


class FakeLiveIndex:
    """A live index of one report: every question gets as many of its ten quotes as it wants.

    ``asked`` holds each question as it came. ``answer_with`` replaces the answer, ``error`` is raised
    instead of one, and nothing is answered while ``gate`` is clear.
    """

    def __init__(self) -> None:
        """Nothing asked yet, and the gate open."""
        self.asked: list[Asked] = []
        self.threads: set[str] = set()
        self.gate = threading.Event()
        self.gate.set()
        self.error: Exception | None = None
        self.answer_with: Callable[[Asked], Answer] = fake_answer
        self.refreshed = 0
        self.verified: list[Quotation] = []
        self.compared: list[InspectionsSought] = []
        self.notes: tuple[str, ...] = ("They are of different cycles.",)
        self.matched: Matched | None = None
        self.graded: list[GradesSought] = []
        self.grade_with = fake_grades("Good", "Requires improvement (inferred)")
        self.generation = "g1"
        self.manifest = Manifest(2, SMALL, "readers", 3, 1, 10, 0, "2026-11-24T05:00:00+00:00")
        self.bodies: tuple[str, ...] = ("Gwent Police", "West Mercia Police", "West Midlands Police")
        self.reports: tuple[Report, ...] = (REPORT,)
        self.skipped: tuple[Skipped, ...] = ()
        self.pages: QuotedPages | None = None
        self.gone: set[str] = set()

    def refresh(self) -> None:
        """Count that it was called."""
        self.refreshed += 1

    def prove(self) -> None:
        """It is whole."""

    def answer(self, asked: Asked) -> Answer:
        """Note the question, and answer it once the gate is open."""
        self.asked.append(asked)
        self.threads.add(threading.current_thread().name)
        self.gate.wait(20)
        if self.error is not None:
            raise self.error
        return self.answer_with(asked)

    def named(self, text: str) -> tuple[str, ...]:
        """The one alias it knows."""
        return ("West Midlands Police",) if text.casefold() == "wmp" else ()

    def check_draft(self, name: str, data: bytes, most: int | None = None) -> CheckedDraft:
        """Every quotation is exact in the one report, but one that speaks of the moon, which is not found."""
        found = find_quotations(read_draft(name, data) if name else paragraphs_of(data.decode()))
        self.verified += found[:most]
        self.threads.add(threading.current_thread().name)
        return CheckedDraft(tuple(map(fake_check, found[:most])), len(found) - len(found[:most]))

    def findings(self, sought: FindingsSought) -> Findings:
        """Thirty findings of the one report, or none on the moon."""
        self.threads.add(threading.current_thread().name)
        if sought.topic == "the moon":
            return Findings("No findings on the moon.")
        found = tuple(Listed("area for improvement", fake_quote(number)) for number in range(1, 31))
        return Findings("30 areas for improvement.", found)

    def compare(self, wanted: InspectionsSought) -> Comparison:
        """A side for each body, with as many quotes as are wanted; none where the topic is the moon."""
        self.compared.append(wanted)
        self.threads.add(threading.current_thread().name)
        if self.error is not None:
            raise self.error
        silent = Answer(wanted.topic, "not_found", "This report does not say.")
        found = silent if wanted.topic == "moon" else self.answer_with(Asked(wanted.topic, count=wanted.count))
        sides = tuple(Side(body, REPORT, found) for body in wanted.bodies)
        return Comparison(wanted.topic, sides, self.notes, self.matched)

    def recheck(self, quotes: Sequence[KeptQuote]) -> tuple[Rechecked, ...]:
        """Every quote stands as it was kept, but those that speak of a report in ``gone``."""
        self.threads.add(threading.current_thread().name)
        return tuple(
            Rechecked(kept, kept.quote, NOT_HELD if kept.quote.report.id in self.gone else "") for kept in quotes
        )

    def grades(self, wanted: GradesSought) -> Grades:
        """The two grades of the one report, or the sentence that an area by the name of the moon is none."""
        self.graded.append(wanted)
        self.threads.add(threading.current_thread().name)
        return Grades("None is on the moon.") if wanted.area == "moon" else self.grade_with

    def context(self, quote: Quote) -> Context:
        """The quote's sentence between two others of its passage, and the passages around."""
        sentences = tuple(Sentence((Span(9, start, start + 9),), 0) for start in (0, 100, 200))
        passage = Passage(("Findings", "Calls"), (sentences[0], replace(sentences[1], spans=quote.spans), sentences[2]))
        words = ("Before it.", quote.text, "After it.")
        stored = StoredPassage(2, REPORT.id, passage, " ".join(words), "", words)
        alone = replace(passage, sentences=(sentences[0],))
        before = StoredPassage(1, REPORT.id, alone, "The passage before.", "", ("The passage before.",))
        after = StoredPassage(3, REPORT.id, alone, "The passage after.", "", ("The passage after.",))
        return Context(before, stored, after, {"5": "Year to March."})

    def quoted_pages(self, quote: Quote) -> QuotedPages:
        """The pages it was given, or the refusal of a source without pages."""
        if self.pages is None:
            raise UnreadableReport("This source has no pages to show: it is not a PDF.")
        return replace(self.pages, spans=quote.spans)


REPORT = Report(
    id="0123456789ab",
    title="PEEL 2023–2025: An inspection of West Mercia Police",
    bodies=("West Mercia Police",),
    inspectorates=("HMICFRS",),
    kind="PEEL inspection",
    inspected="2024-11",
    published="2025-05-14",
    source="a1.pdf",
    sha256="0" * 64,
    url="https://example.org/a1.pdf",
    licence="Open Government Licence v3.0",
    page_count=20,
)


OLDER = replace(REPORT, id="old", title="PEEL 2018/19: West Mercia Police", published="2019-09-27", inspected=None)


def fake_quote(number: int, text: str = "") -> Quote:
    """The quote with this number, from 1: a sentence that says which it is, on page 8 + ``number``."""
    text = text or f"Sentence {number} says that victims aren’t always told."
    return Quote(
        text,
        f"Before it. {text} After it.",
        REPORT,
        page=8 + number,
        page_end=8 + number,
        score=0.9 - number / 100,
        heading=("Findings", "Calls"),
        page_label=str(7 + number),
        link=f"https://example.org/a1.pdf#page={8 + number}",
        spans=(Span(8 + number, 100, 100 + len(text)),),
    )


def fake_finding(text: str, report: Report = REPORT, page: int | None = 3) -> Listed:
    """An area for improvement in these words, on a page of a report or in one without pages."""
    where = replace(fake_quote(1, text), report=report, page=page, page_end=page, page_label=None, heading=())
    return Listed("area for improvement", where)


def numbers_in(memory: Memory, person: int, name: str | None = None) -> list[int]:
    """Which of the fake quotes a person's briefing holds, in its order."""
    id = memory.briefings.named(person, name).id
    return [int(kept.quote.text.split()[1]) for kept in memory.briefings.quotes(person, id)]


def fake_answer(asked: Asked) -> Answer:
    """An answer with the quotes that were wanted, ten at most."""
    quotes = tuple(fake_quote(number) for number in range(1, min(asked.count, 10) + 1))
    understood = Understood(("West Mercia Police",), (), asked.text, follows=bool(asked.previous))
    return Answer(asked.text, "answered", "From one report.", understood, (), quotes, 1.0, 0.8)


def fake_grades(*printed: str) -> Grades:
    """Grades of as many areas of the one report, called Area 1, Area 2 …, each on the page of its quote."""
    cycle = cycle_of(REPORT)
    grades = []
    for number, words in enumerate(printed, start=1):
        judgment = Judgment(
            f"Area {number}", words.partition(" (")[0].lower(), words, (Span(8 + number, 0, 9),), "table"
        )
        grades.append(Grade(REPORT, judgment, cycle, judgment.area, fake_quote(number, f"Area {number} {words}")))
    message = f"{len(grades)} graded judgments of 1 inspection on West Mercia Police."
    return Grades(message, tuple(grades), ("PEEL 2023–25: outstanding to inadequate.",))


def fake_check(quotation: Quotation) -> Checked:
    """Exact at the first quote, or not found where the moon is spoken of."""
    if "moon" in quotation.text:
        return Checked(quotation, "not found")
    quote = fake_quote(1, quotation.text)
    return Checked(quotation, "exact", (Part(quotation.text, quote),), (quote,))
