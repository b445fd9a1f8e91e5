"""A draft's quotations against the reports held: exact, changed, or not found."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from bot.attribution import Attribution, superseding
from bot.links import link
from bot.meaning import kinds_of, notes_on, turned_by
from bot.quotations import Quotation, as_in_source, parts_of
from bot.quoted_words import spans_of
from bot.types import Quote
from bot.wording import Change, Run, Wording, changes, tokens, trimmed, wording_of
from corpus.gazetteer import Gazetteer
from corpus.text import readable, searchable
from index.lexical import LexicalIndex
from index.store import Store

Verdict = Literal["exact", "changed", "not found", "too short"]

CANDIDATES = 60  # passages looked into for a quotation with telling words enough
MOST_CANDIDATES = 1000  # where many passages share them, so that all reports that say the words are counted
SAID_AGAIN = 0.8  # share of the best passage's score at which the last of the candidates may say the same words
WORTH = 0.4  # share of the best passage's score from which one is looked into: words may run over two passages
TELLING = 5  # stems from which that many passages are enough; with fewer, all reports that hold one are read
NEAR = 60  # passages that a changed quotation is compared with word by word
ALIKE = 0.6  # share of tokens in common from which words are a changed quotation and not others
BESIDE = 200  # tokens before and behind the longest part in which the others are looked for first
MOST_SOURCES = 5  # named of those that say the same words
MOST_TOKENS = 4_000_000  # of the wordings kept in memory, about 40 bytes each
DOUBTFUL_END = "taken to end at what may be an apostrophe: see whether that is where it ends"


@dataclass(frozen=True, slots=True)
class Part:
    """A run of a quotation's words, where its true words stand, and, where it is changed, how."""

    given: str
    true: Quote | None
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """A quotation with its verdict.

    ``sources`` are where its words stand, or the nearest to them do, ``more`` how many other reports
    say the same. ``kinds`` are what was changed (*a number*), ``flags`` what else to look at.
    """

    quotation: Quotation
    verdict: Verdict
    parts: tuple[Part, ...] = ()
    sources: tuple[Quote, ...] = ()
    more: int = 0
    kinds: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()


class Verifier:
    """Checks quotations against one generation; from one thread at a time."""

    def __init__(
        self, store: Store, lexical: LexicalIndex, names: Gazetteer, among: Collection[str] | None = None
    ) -> None:
        """Check against all reports, or ``among`` those of these ids."""
        self._store, self._lexical, self._names, self._among = store, lexical, names, among
        self._all = store.reports()
        self._reports = {report.id: report for report in self._all if among is None or report.id in among}
        self._report_of = {number: id for id in self._reports for number in store.passage_ids([id])}
        self._wordings: OrderedDict[str, Wording] = OrderedDict()
        self._held = 0  # tokens
        self._read_last: tuple[str, Mapping[int, str], frozenset[str]] | None = None

    def check(self, quotation: Quotation, most: int = MOST_SOURCES) -> Checked:
        """Find the words of a quotation, or the nearest true ones; ``most`` reports that say them are named."""
        if quotation.is_short:
            return Checked(quotation, "too short")
        named = Attribution(quotation.around, self._names)
        checked = self._read(quotation, named, most)
        for reading in quotation.readings:
            shorter = replace(quotation, text=reading)
            if checked.verdict == "not found" and not shorter.is_short:
                again = self._read(shorter, named, most)
                if again.verdict != "not found":
                    return replace(again, flags=(*again.flags, DOUBTFUL_END))
        return checked

    def _read(self, quotation: Quotation, named: Attribution, most: int) -> Checked:
        parts = tuple(filter(None, (trimmed(part) for part in parts_of(quotation.text))))
        found = self._candidates(parts)
        wanted = [[tokens(words) for words in as_in_source(part)] for part in parts]
        reports = self._reports_of(found, parts)
        exact = [(report_id, runs) for report_id in reports if (runs := self._exact(report_id, wanted))]
        if exact:
            return self._is_exact(quotation, named, parts, exact, most)
        return self._is_near(quotation, named, parts, found)

    def _candidates(self, parts: Sequence[str]) -> list[int]:
        """Passages that share telling words with the longest part, likest first; all, where many reports say it."""
        stems = self._stems(max(parts, key=len, default=""))
        for count in (CANDIDATES, MOST_CANDIDATES):
            found = self._lexical.search(stems, count, self._among)
            if len(found) < count or found[-1][1] < SAID_AGAIN * found[0][1]:
                break
        return [number for number, score in found if score >= WORTH * found[0][1]]

    def _stems(self, text: str) -> list[str]:
        return self._lexical.stems(searchable(text))

    def _reports_of(self, found: Sequence[int], parts: Sequence[str]) -> list[str]:
        """The reports to read: those of the candidates, or all where the words tell little."""
        if len(self._stems(max(parts, key=len, default=""))) < TELLING:
            return list(self._reports)
        return list(dict.fromkeys(self._report_of[number] for number in found))

    def _wording(self, report_id: str) -> Wording:
        if report_id not in self._wordings:
            self._wordings[report_id] = wording_of(self._store, report_id)
            self._held += len(self._wordings[report_id].tokens)
        self._wordings.move_to_end(report_id)
        while self._held > MOST_TOKENS and len(self._wordings) > 1:
            self._held -= len(self._wordings.popitem(last=False)[1].tokens)
        return self._wordings[report_id]

    def _exact(self, report_id: str, wanted: Sequence[Sequence[Sequence[str]]]) -> list[Run] | None:
        """Where all parts stand in a report, in order."""
        wording, after, runs = self._wording(report_id), 0, []
        for readings in wanted:
            run = _run_of(wording, readings, after)
            if run is None:
                return None
            runs.append(run)
            after = run.end
        return runs or None

    def _is_exact(
        self,
        quotation: Quotation,
        named: Attribution,
        parts: Sequence[str],
        exact: Sequence[tuple[str, list[Run]]],
        most: int,
    ) -> Checked:
        ranked = sorted(exact, key=lambda pair: self._reports[pair[0]].date, reverse=True)
        ranked.sort(key=lambda pair: -named.fits(self._reports[pair[0]]))
        quoted = [[self._quote(report_id, run) for run in runs] for report_id, runs in ranked[:most]]
        found = tuple(Part(part, quote) for part, quote in zip(parts, quoted[0], strict=True))
        sources = tuple(_whole(quotes) for quotes in quoted)
        gaps = _gaps(self._wording(ranked[0][0]), ranked[0][1])
        flags = (*notes_on(quotation, gaps), *self._flags(quotation, named, sources[0]))
        turned = turned_by(quotation, gaps)
        verdict: Verdict = "changed" if turned else "exact"
        return Checked(quotation, verdict, found, sources, len(exact) - len(quoted), turned, flags)

    def _is_near(self, quotation: Quotation, named: Attribution, parts: Sequence[str], ids: Sequence[int]) -> Checked:
        """The report whose words are nearest to the longest part, and all parts in it."""
        longest = max(parts, key=len, default="")
        near = self._nearest(longest, ids[:NEAR], named)
        if near is None:
            return Checked(quotation, "not found")
        report_id = near[0]
        found = tuple(self._part(report_id, part, near[1], is_anchor=part == longest) for part in parts)
        if any(part.true is None for part in found):
            return Checked(quotation, "not found", found)
        kinds = tuple(dict.fromkeys(kind for part in found for kind in kinds_of(part.changes, self._names)))
        source = found[0].true
        assert source is not None
        if not any(part.changes for part in found):
            kinds = ("the order of its parts",)
        return Checked(quotation, "changed", found, (source,), 0, kinds, tuple(self._flags(quotation, named, source)))

    def _nearest(self, part: str, ids: Sequence[int], named: Attribution) -> tuple[str, Run] | None:
        """The report and the run in it that are likest to a part of a quotation, if alike enough."""
        best: tuple[float, int, str, Run] | None = None
        passages = self._store.passages(ids)
        for number in ids:
            report_id = passages[number].report_id
            wording = self._wording(report_id)
            sentences = passages[number].passage.sentences
            around = Run(wording.run_of(sentences[0].spans).start, wording.run_of(sentences[-1].spans).end)
            run, share = wording.nearest(tokens(as_in_source(part)[0]), around)
            scored = (share, named.fits(self._reports[report_id]), report_id, run)
            if share >= ALIKE and (best is None or scored[:2] > best[:2]):
                best = scored
        return best and (best[2], best[3])

    def _part(self, report_id: str, part: str, anchor: Run, *, is_anchor: bool) -> Part:
        """A part's true words in a report: the same, or the nearest around the anchor, or anywhere."""
        wording = self._wording(report_id)
        if same := _run_of(wording, [tokens(words) for words in as_in_source(part)], 0):
            return Part(part, self._quote(report_id, same))
        known = anchor
        if not is_anchor:
            beside = Run(max(0, anchor.start - BESIDE), anchor.end + BESIDE)
            known, share = wording.nearest(tokens(as_in_source(part)[0]), beside)
            if share < ALIKE:
                ids = [number for number, _ in self._lexical.search(self._stems(part), NEAR, [report_id])]
                near = self._nearest(part, ids, Attribution("", self._names))
                if near is None:
                    return Part(part, None)
                known = near[1]
        true = wording.tokens[known.start : known.end]
        return Part(part, self._quote(report_id, known), changes(true, tokens(as_in_source(part)[0])))

    def _quote(self, report_id: str, run: Run) -> Quote:
        """Where a run of a report's tokens stands, as a quote of just its words, in the lines it touches."""
        report, wording = self._reports[report_id], self._wording(report_id)
        lines = wording.lines_of(run)
        texts, joined = self._source(report_id)
        spans = spans_of(wording, run, texts, joined)
        paged = report.page_count > 0
        pages = [span.page for span in spans] or [lines[0].page]
        first, last = min(pages), max(pages)
        said = readable(texts, spans, joined) if spans else wording.said(run)
        return Quote(
            text=said,
            passage=" ".join(line.words for line in lines),
            report=report,
            page=first if paged else None,
            page_end=last if paged else None,
            score=1.0,
            heading=lines[0].heading,
            page_label=self._store.page_label(report_id, first) if paged else None,
            link=link(self._store, report, said, first if paged else None),
            newer=superseding(report, self._all),
            spans=spans,
            page_label_end=self._store.page_label(report_id, last) if paged else None,
        )

    def _source(self, report_id: str) -> tuple[Mapping[int, str], frozenset[str]]:
        """The texts of a report's pages, and its words that were broken over line ends and have no hyphen."""
        if self._read_last is None or self._read_last[0] != report_id:
            texts = {number: page.text for number, page in self._store.pages(report_id).items()}
            self._read_last = (report_id, texts, self._store.joined(report_id))
        return self._read_last[1:]

    def _flags(self, quotation: Quotation, named: Attribution, source: Quote) -> Iterator[str]:
        yield from named.flags(source.report)
        if source.newer:
            yield f"a later report on this body is held: {source.newer.title}, {source.newer.date}"
        if not quotation.closed:
            yield "its closing quotation mark is missing: taken to end with its paragraph"


def _whole(quotes: Sequence[Quote]) -> Quote:
    """A quotation's parts in one report as one quote."""
    first, last = quotes[0], quotes[-1]
    return replace(
        first,
        text=" [\u2026] ".join(quote.text for quote in quotes),
        page_end=last.page_end,
        spans=tuple(span for quote in quotes for span in quote.spans),
    )


def _gaps(wording: Wording, runs: Sequence[Run]) -> list[list[str]]:
    """The tokens of a report between the parts of a quotation."""
    return [wording.tokens[one.end : two.start] for one, two in pairwise(runs)]


def _run_of(wording: Wording, readings: Sequence[Sequence[str]], after: int) -> Run | None:
    runs = (wording.find(words, after) for words in readings)
    return next((run for run in runs if run), None)
