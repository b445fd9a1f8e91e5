"""The live index: reopened when a rebuild has replaced it. It also finds the files of its reports."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path
from types import MappingProxyType

from bot.ask.answerer import Answerer
from bot.briefing.kept import KeptQuote
from bot.briefing.recheck import Rechecked, Rechecker
from bot.compare.comparer import Comparer, Comparison, InspectionsSought
from bot.live.drafts import CheckedDraft, Draft, checked
from bot.live.pages import QuotedPages
from bot.quoting.cut import notes_of
from bot.registers.findings import Findings, FindingsSought, find_findings, findings_of
from bot.registers.grades import Grades, GradesSought, find_grades
from bot.scope.holdings import Holdings
from bot.scope.narrowing import narrowed
from bot.types import Answer, Asked, Quote
from bot.verify.quotations import Quotation
from bot.verify.verifier import Checked, Verifier
from corpus.describe.gazetteer import Gazetteer
from corpus.describe.sidecar import password_of
from corpus.errors import ReportbotError, UnreadableReport
from corpus.types import Report, Skipped
from index.errors import IndexDamaged
from index.generation import Manifest
from index.places import Folder, Place
from index.search import Index
from index.store import Store
from index.texts import Texts, Version
from index.types import Encoder, Reader, StoredPassage

log = logging.getLogger(__name__)

LEFT_OUT = "{title} is left out, since what the index holds of it is damaged: run {command}"
NO_LONGER_HELD = "This report is no longer held as it was when it was quoted: ask again."
MARKS = " \"\u201c\u201d\u2018\u2019'"  # around the words of a quotation
NO_PAGES = "This source has no pages to show: it is not a PDF."


@dataclass(frozen=True, slots=True)
class Context:
    """The passage a quote is from, the passages before and after it, and the footnotes of it by their marks."""

    before: StoredPassage | None
    passage: StoredPassage
    after: StoredPassage | None
    notes: Mapping[str, str] = field(default_factory=dict)


class _Opened:
    """What is open of one generation: its texts at once, its vectors when they are first needed.

    ``left_out`` are the ids of damaged reports, which are not opened, each with the sentence that tells of it.
    """

    def __init__(
        self,
        generation: Version,
        encoder: Callable[[], Encoder],
        names: Gazetteer,
        reader: Callable[[], Reader | None],
        left_out: Mapping[str, str],
    ) -> None:
        self.texts = Texts(generation, frozenset(left_out))
        self.left_out = left_out
        self._encoder, self._names, self._reader = encoder, names, reader

    @cached_property
    def index(self) -> Index:
        return Index(self.texts, self._encoder())

    @cached_property
    def holdings(self) -> Holdings:
        return Holdings(self.texts.reports.values(), self._names)

    @cached_property
    def answerer(self) -> Answerer:
        return Answerer(self.index, self._names, reader=self._reader())

    @cached_property
    def comparer(self) -> Comparer:
        return Comparer(self.index, self._names, self._encoder().encode, partial(findings_of, self.texts.store))

    def verifier_of(self, among: frozenset[str] | None) -> Verifier:
        return Verifier(self.texts.store, self.texts.lexical, self._names, among)


class LiveIndex:
    """Answers each question from the generation that is live when it is asked.

    Registers and quotations are served from the texts alone; the first question opens the vectors and loads
    the encoder. Every method but the properties reads files: call them from one thread at a time.
    """

    def __init__(
        self,
        place: Place | Path,
        encoder: Callable[[], Encoder],
        names: Gazetteer,
        reader: Callable[[], Reader | None] = lambda: None,
    ) -> None:
        """Open the live generation of a place or a folder; ``encoder`` and ``reader`` give the same at every call.

        Raises:
            IndexMissing: there is none.
            IndexMismatch: it was made by another version.
        """
        self._place = Folder(place) if isinstance(place, Path) else place
        self._encoder, self._names, self._reader = encoder, names, reader
        self._damage: IndexDamaged | None = None
        self._opened = self._open(self._place.current())

    def _open(self, generation: Version, left_out: Mapping[str, str] = MappingProxyType({})) -> _Opened:
        return _Opened(generation, self._encoder, self._names, self._reader, left_out)

    def load(self) -> None:
        """Open the vectors and the encoder now, before the first question.

        Raises:
            IndexMismatch: the vectors were made with another model.
        """
        _ = self._opened.answerer

    def refresh(self) -> None:
        """Open the live generation, if it is not open already.

        Raises:
            IndexDamaged: there is no newer one, and the one that is open was found to be damaged.
        """
        live = self._place.current()
        if live.name != self.generation:
            self._damage = None
            self._opened = self._open(live)
        if self._damage:
            raise self._damage

    def prove(self) -> None:
        """See whether every byte of the live generation is as it was written; nothing is answered from one that is not.

        It may take a while, and may be called from any thread.

        Raises:
            IndexDamaged: one is not; the message names the file, and the command that mends it.
        """
        live = self._place.current()
        try:
            live.prove()
        except IndexDamaged as damage:
            if live.name == self.generation:
                self._damage = damage
            raise

    @contextlib.contextmanager
    def _live(self) -> Iterator[_Opened]:
        """What is open of the live generation; a failure that nobody foresaw is told as damage where there is some."""
        self.refresh()
        try:
            yield self._opened
        except ReportbotError:
            raise
        except Exception:  # damage shows as any error of any library: it is raised again where there is none
            self.prove()
            raise

    def answer(self, asked: Asked) -> Answer:
        """Answer a question from the generation that is live now; a damaged report is left out, and the answer says so.

        Raises:
            IndexMismatch: its vectors were made with another model.
            IndexDamaged: the damage is not that of one report alone.
        """
        while True:
            try:
                with self._live() as live:
                    answer = live.answerer.answer(asked)
                    return replace(answer, message=" ".join([answer.message, *live.left_out.values()]))
            except IndexDamaged as damage:
                self._leave_out(damage)

    def _leave_out(self, damage: IndexDamaged) -> None:
        """Open the generation without the report that is damaged, if the damage is that of one report alone."""
        report = self._opened.texts.reports.get(damage.report_id)
        if report is None:
            raise damage
        log.error("%s", damage)
        generation = self._opened.texts.generation
        sentence = LEFT_OUT.format(title=report.title, command=generation.rebuild)
        self._opened = self._open(generation, {**self._opened.left_out, report.id: sentence})

    @property
    def index(self) -> Index:
        """The generation with its vectors, opened when it is first asked for."""
        return self._opened.index

    @property
    def store(self) -> Store:
        """The database of the generation."""
        return self._opened.texts.store

    @property
    def generation(self) -> str:
        """The name of the generation that the last question was answered from."""
        return self._opened.texts.generation.name

    @property
    def manifest(self) -> Manifest:
        """What that generation holds, and when it was made."""
        return self._opened.texts.manifest

    @property
    def bodies(self) -> tuple[str, ...]:
        """The names of all bodies that reports are held on, in alphabetical order."""
        return self._opened.holdings.bodies

    @property
    def reports(self) -> tuple[Report, ...]:
        """All reports held, newest first within each body."""
        return tuple(self._opened.texts.reports.values())

    @property
    def skipped(self) -> tuple[Skipped, ...]:
        """The files that could not be read, with their reasons."""
        return self._opened.texts.skipped

    def named(self, text: str) -> tuple[str, ...]:
        """The names of the bodies that a text means, by any of their names."""
        return tuple(body.name for mention in self._names.find(text, typos=True) for body in mention.bodies)

    def check_draft(self, name: str, data: bytes, most: int | None = None) -> CheckedDraft:
        """Check ``most`` quotations of a draft, of the file ``name`` or typed, against the live generation.

        It reads nothing here, and may be called from any thread.

        Raises:
            UnreadableReport: it cannot be read, or checked within the limits; the message says why.
        """
        return checked(Draft(name, data, self._place.where, most))

    def compare(self, wanted: InspectionsSought) -> Comparison:
        """Set inspections side by side.

        Raises:
            ReportbotError: they cannot be compared as asked.
        """
        with self._live() as live:
            return live.comparer.compare(wanted)

    def find(self, asked: Asked) -> Checked:
        """Find the words of a quotation in the reports that its body and years allow; at most its count are named.

        Raises:
            UnclearBody: the body's name is not known, or may mean several bodies.
            NothingHeld: no such report is held.
        """
        with self._live() as live:
            scope = narrowed(live.holdings, self._names, asked.body, asked.since, asked.until)
            words = Quotation(asked.text.strip(MARKS), "as given", "")
            return live.verifier_of(scope.reports).check(words, asked.count)

    def findings(self, sought: FindingsSought) -> Findings:
        """List findings of the generation that is live now."""
        with self._live() as live:
            return find_findings(live.texts.store, self._names, sought, live.index if sought.topic else None)

    def recheck(self, quotes: Sequence[KeptQuote]) -> tuple[Rechecked, ...]:
        """Check quotes of a briefing against the generation that is live now."""
        with self._live() as live:
            rechecker = Rechecker(live.texts.store)
            return tuple(rechecker.check(kept) for kept in quotes)

    def grades(self, wanted: GradesSought) -> Grades:
        """Find the graded judgments that are wanted in the generation that is live now."""
        with self._live() as live:
            return find_grades(live.texts.store, self._names, wanted)

    def context(self, quote: Quote) -> Context:
        """Find a quote's passage and its neighbours.

        Raises:
            UnreadableReport: the report is no longer held as it was quoted.
        """
        passages = self.store.passages_of(quote.report.id)
        for number, stored in enumerate(passages):
            if any(quote.spans[0] in sentence.spans for sentence in stored.passage.sentences):
                around = [*passages[max(0, number - 1) : number], stored, *passages[number + 1 : number + 2]]
                before, after = (around[0] if number else None), around[-1] if around[-1] is not stored else None
                spans = [span for sentence in stored.passage.sentences for span in sentence.spans]
                return Context(before, stored, after, notes_of(self.store, quote.report.id, spans))
        raise UnreadableReport(NO_LONGER_HELD)

    def quoted_pages(self, quote: Quote) -> QuotedPages:
        """Find what is needed to draw the pages of a quote.

        Raises:
            UnreadableReport: the report is no longer held, or is not a PDF.
        """
        return quoted_pages(self.store, quote)


def quoted_pages(store: Store, quote: Quote) -> QuotedPages:
    """Find what is needed to draw the pages of a quote.

    Raises:
        UnreadableReport: the report is no longer held, or is not a PDF.
    """
    if quote.page is None:
        raise UnreadableReport(NO_PAGES)
    path = store.path_of(quote.report.id)
    if path is None:
        raise UnreadableReport(NO_LONGER_HELD)
    wanted = {span.page for span in quote.spans}
    texts = {number: page.text for number, page in store.pages(quote.report.id).items() if number in wanted}
    return QuotedPages(path, quote.spans, texts, password_of(path))
