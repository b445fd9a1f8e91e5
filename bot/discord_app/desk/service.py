"""What the application does for a person, without Discord: it asks, remembers, and finds the evidence of an answer."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import time
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Final, Protocol

from bot.briefing.document import Checkpoint
from bot.briefing.kept import KeptQuote
from bot.briefing.recheck import Rechecked
from bot.compare.comparer import Comparison, InspectionsSought
from bot.discord_app.desk.desk import Desk, Tell
from bot.live.drafts import CheckedDraft
from bot.live.index import Context
from bot.live.pages import QuotedPages
from bot.live.reindex import Reindex
from bot.memory.in_hand import InHand
from bot.memory.memory import Kept, Memory
from bot.phrases import listed
from bot.present.comparison import head
from bot.present.coverage import coverage_picture
from bot.present.heat_picture import HeatPicture, picture
from bot.present.heat_table import heat_table
from bot.registers.coverage import Coverage, coverage
from bot.registers.findings import Findings, FindingsSought, title_of
from bot.registers.grades import Grades, GradesSought
from bot.registers.news import News, news_of
from bot.types import Answer, Asked, Quote, Status, Understood
from bot.verify.verifier import Checked
from corpus.fetch.catalogue import bodies_named, catalogue
from corpus.pdf.page_image import PageImage
from corpus.types import Report, Skipped
from index.generation import Manifest

log = logging.getLogger(__name__)

ALL: Final = 20  # quotes behind "More passages"
MEASURED: Final = 200  # answers whose times are kept for /status
MOST_NAMES: Final = 25
MOST_FINDINGS: Final = 100  # that can be paged through
MOST_QUOTATIONS: Final = 300  # of a draft that are checked: some seconds
NOWHERE: Final = 0  # the place of answers outside any conversation
CUT: Final = "The first {most} are listed here: name a body, a kind or a topic for fewer."
TOLD: Final = "reports told of"


class Shelf(Protocol):
    """What the application needs of a live index; see :class:`bot.live.index.LiveIndex`."""

    @property
    def generation(self) -> str: ...
    @property
    def manifest(self) -> Manifest: ...
    @property
    def bodies(self) -> tuple[str, ...]: ...
    @property
    def reports(self) -> tuple[Report, ...]: ...
    @property
    def skipped(self) -> tuple[Skipped, ...]: ...
    def refresh(self) -> None: ...
    def prove(self) -> None: ...
    def answer(self, asked: Asked) -> Answer: ...
    def named(self, text: str) -> tuple[str, ...]: ...
    def check_draft(self, name: str, data: bytes, most: int | None = None) -> CheckedDraft: ...
    def findings(self, sought: FindingsSought) -> Findings: ...
    def compare(self, wanted: InspectionsSought) -> Comparison: ...
    def recheck(self, quotes: Sequence[KeptQuote]) -> tuple[Rechecked, ...]: ...
    def grades(self, wanted: GradesSought) -> Grades: ...
    def context(self, quote: Quote) -> Context: ...
    def quoted_pages(self, quote: Quote) -> QuotedPages: ...


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, and where: ids of a person, of a channel, thread or direct message, and of a server."""

    person: int
    place: int
    guild: int | None


@dataclass(slots=True)
class Service:
    """The parts of the application, and what is done with more than one of them."""

    live_index: Shelf
    memory: Memory
    desk: Desk
    reindex: Reindex | None = None
    log_questions: bool = False
    started: datetime = field(default_factory=lambda: datetime.now(UTC))
    notes: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, "notes"))
    seconds: deque[float] = field(default_factory=lambda: deque(maxlen=MEASURED))

    async def ask(self, asker: Asker, asked: Asked, tell: Tell) -> Kept:
        """Has a question answered in its turn, and keeps the answer.

        ``tell`` is called with the place in the queue where that is far back.
        """
        began = time.perf_counter()

        def call() -> Kept:
            answer = self.live_index.answer(asked)
            return self.memory.keep(asker.person, asker.place, asker.guild, asked, answer, self.live_index.generation)

        kept = await self.desk.queued(call, tell)
        self.seconds.append(time.perf_counter() - began)
        words = asked.text if self.log_questions else f"{len(asked.text)} characters"
        log.info(
            "Question (%s): %s, %d quotes, %.0f ms after it came",
            words,
            kept.answer.status,
            len(kept.answer.quotes),
            1000 * self.seconds[-1],
        )
        return kept

    @contextlib.contextmanager
    def in_hand(self, one: InHand) -> Iterator[None]:
        """Notes that something is in hand for as long as the block runs, without waiting for the file."""
        tried, held = self.memory.tried, self.memory.in_hand
        self.notes.submit(tried, lambda: held.take(one))
        try:
            yield
        finally:
            self.notes.submit(tried, lambda: held.drop(one.token))

    async def left_in_hand(self) -> list[InHand]:
        """What the process before has left without an answer, and can still be answered."""
        return await asyncio.to_thread(self.memory.in_hand.left)

    async def kept(self, id: str) -> Kept | None:
        """The answer that a control belongs to, while it is kept."""
        return await asyncio.to_thread(self.memory.get, id)

    async def shown(self, kept: Kept, message: int, place: int) -> None:
        """Notes the message that shows an answer, so that a reply to it is understood."""
        await asyncio.to_thread(self.memory.shown_by, kept.id, message, place)

    async def said_before(self, asker: Asker) -> tuple[str, ...]:
        """A person's questions in this conversation, oldest first."""
        last = await asyncio.to_thread(self.memory.last, asker.person, asker.place)
        return questions_of(last) if last else ()

    async def said_to(self, message: int, asker: Asker) -> tuple[str, ...]:
        """A person's questions up to the answer that a message shows; none where another person asked."""
        kept = await asyncio.to_thread(self.memory.of_message, message)
        return questions_of(kept) if kept and kept.asker == asker.person else ()

    async def voted(self, kept: Kept, person: int, vote: int) -> tuple[int, tuple[int, int]]:
        """Counts a vote, 1 or -1, or takes it back if it is given again; returns the vote now, and all votes."""

        def call() -> tuple[int, tuple[int, int]]:
            now = 0 if self.memory.vote_of(kept.id, person) == vote else vote
            return now, self.memory.vote(kept.id, person, now)

        return await asyncio.to_thread(call)

    async def verify(self, name: str, draft: bytes) -> tuple[tuple[Checked, ...], int]:
        """Checks the quotations of a draft beside the questions; also returns how many were left out.

        A draft without a name is typed text.

        Raises:
            UnreadableReport: the draft cannot be read.
        """
        found = await self.desk.checked(lambda: self.live_index.check_draft(name, draft, MOST_QUOTATIONS))
        return found.checked, found.left

    async def findings(self, asker: Asker, sought: FindingsSought, tell: Tell) -> Kept:
        """Lists findings in their turn, and keeps them as an answer's quotes, outside any conversation."""

        def call() -> Kept:
            found = self.live_index.findings(sought)
            quotes = tuple(one.quote for one in found.found[:MOST_FINDINGS])
            cut = f" {CUT.format(most=MOST_FINDINGS)}" if len(found.found) > MOST_FINDINGS else ""
            asked = Asked(title_of(sought))
            status: Status = "answered" if quotes else "not_found"
            answer = Answer(asked.text, status, found.message + cut, choices=found.choices, quotes=quotes)
            return self.memory.keep(asker.person, NOWHERE, asker.guild, asked, answer, self.live_index.generation)

        return await self.desk.queued(call, tell)

    async def compare(self, asker: Asker, wanted: InspectionsSought, tell: Tell) -> tuple[Comparison, Kept | None]:
        """Compares inspections in their turn, and keeps the quotes of all sides, if there are any, as one answer.

        Raises:
            ReportbotError: they cannot be compared as asked.
        """

        def call() -> tuple[Comparison, Kept | None]:
            found = self.live_index.compare(wanted)
            quotes = tuple(quote for side in found.sides for quote in side.quotes)
            if not quotes:
                return found, None
            bodies = tuple(dict.fromkeys(side.body for side in found.sides))
            asked = Asked(f"{wanted.topic} in {listed(bodies)}", None, wanted.since, wanted.until, len(quotes))
            answer = Answer(asked.text, "answered", head(found), Understood(bodies, (), wanted.topic), (), quotes)
            generation = self.live_index.generation
            return found, self.memory.keep(asker.person, asker.place, asker.guild, asked, answer, generation)

        return await self.desk.queued(call, tell)

    async def recheck(self, quotes: Sequence[KeptQuote]) -> tuple[tuple[Rechecked, ...], Checkpoint]:
        """Checks quotes of a briefing against the live index; also returns which index that is."""

        def call() -> tuple[tuple[Rechecked, ...], Checkpoint]:
            live = self.live_index
            checked = live.recheck(quotes)
            return checked, Checkpoint(datetime.now(UTC), live.generation, live.manifest.created, live.manifest.reports)

        return await self.desk.answered(call)

    async def grades(self, wanted: GradesSought) -> tuple[Grades, HeatPicture | None]:
        """The graded judgments asked for, and their picture if there are any."""
        found = await self.desk.answered(self.live_index.grades, wanted)
        drawn = await self.desk.rendered(lambda: picture(heat_table(found))) if found.grades else None
        return found, drawn

    async def coverage(self, body: str | None) -> tuple[Coverage, HeatPicture]:
        """What is held of the catalogue, of a body or of all, and its picture; raises ``ReportbotError``."""
        bodies = bodies_named(body) if body else ()
        found = await self.desk.answered(lambda: coverage(self.live_index.reports, catalogue(), bodies))
        return found, await self.desk.rendered(lambda: picture(coverage_picture(found)))

    async def know_all(self) -> None:
        """Takes all reports that are held as told of."""
        await self.desk.answered(lambda: self._know(self.live_index.reports))

    def _know(self, reports: Sequence[Report]) -> None:
        self.memory.note(TOLD, json.dumps(sorted(report.source for report in reports)))

    async def news(self) -> list[News]:
        """The reports that were indexed since this was asked last, or since all were taken as told of."""

        def call() -> list[News]:
            self.live_index.refresh()
            reports, told = self.live_index.reports, json.loads(self.memory.noted(TOLD) or "[]")
            new = [report for report in reports if report.source not in told and not report.digest]
            new = [report for report in new if self.memory.claimed(f"news of {report.id}")]
            self._know(reports)
            return [news_of(one, self.live_index.grades(GradesSought(one.body or None)).grades, reports) for one in new]

        return await self.desk.answered(call)

    async def context(self, quote: Quote) -> Context:
        """A quote's passage with its neighbours; raises ``UnreadableReport``."""
        return await self.desk.answered(self.live_index.context, quote)

    async def images(self, quote: Quote) -> tuple[PageImage, ...]:
        """The pages that a quote stands on, with its words marked; raises ``UnreadableReport``."""
        pages = await self.desk.answered(self.live_index.quoted_pages, quote)
        return await self.desk.rendered(pages.images)

    def bodies_like(self, typed: str) -> list[str]:
        """Bodies held whose name a person may be typing, likeliest first, 25 at most."""
        return names_like(typed, self.live_index.bodies, self.live_index.named(typed) if typed.strip() else ())


def everything(kept: Kept) -> Asked:
    """The same question, asking for all passages found."""
    return replace(kept.asked, count=ALL)


def questions_of(kept: Kept) -> tuple[str, ...]:
    """The questions of a conversation up to an answer, each with the body chosen beside it."""
    text, body = kept.asked.text, kept.asked.body
    if body and body.casefold() not in text.casefold():
        text = f"{text.rstrip(' ?.!')} in {body}?"
    return (*kept.asked.previous, text)


def names_like(typed: str, names: Sequence[str], meant: Sequence[str] = ()) -> list[str]:
    """Names that begin with the typed text, then those it means, those with such a word, those that contain it."""
    start = " ".join(typed.casefold().split())
    folded = {name: name.casefold() for name in names}
    ranks = {
        name: 0 if low.startswith(start) else 1 if name in meant else 2 if f" {start}" in low else 3
        for name, low in folded.items()
        if start in low or name in meant
    }
    return sorted(ranks, key=lambda name: (ranks[name], name))[:MOST_NAMES]
