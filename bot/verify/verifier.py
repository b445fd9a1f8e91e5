"""A draft's quotations against the reports held: exact, changed, or not found."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from bot.quoting.cut import quote_at
from bot.quoting.place import citation, dated, title
from bot.types import Quote
from bot.verify.attribution import Attribution, superseding
from bot.verify.brackets import gaps_of, notes_on, turned_by
from bot.verify.kinds_of_change import kinds_of
from bot.verify.quotations import Quotation, as_in_source, parts_of, quotations_within, seams_of
from bot.verify.spans import spans_of
from bot.verify.tokens import Change, TokenRange, Wording, changes, placed, tokens, trimmed, wording_of
from corpus.describe.gazetteer import Gazetteer
from corpus.structure.sentences import sentence_ranges
from corpus.structure.text import ReportText, searchable
from index.parts import Words
from index.store import Store

Verdict = Literal["exact", "changed", "not found", "too short", "title"]
Chain = list[TokenRange]  # where the parts of a quotation stand in a report, in order

CANDIDATES = 60  # passages looked into for a quotation with telling words enough
MOST_CANDIDATES = 1000  # where many passages share them, so that all reports that say the words are counted
SAID_AGAIN = 0.8  # share of the best passage's score at which the last of the candidates may say the same words
WORTH = 0.4  # share of the best passage's score from which one is looked into: words may run over two passages
TELLING = 5  # stems from which that many passages are enough; with fewer, all reports that hold one are read
NEAR = 60  # passages that a changed quotation is compared with word by word
ALIKE = 0.6  # share of tokens in common from which words are a changed quotation and not others
BESIDE = 200  # tokens before and behind the longest part in which the others are looked for first
MOST_SOURCES = 5  # named of those that say the same words
MOST_PLACES = 20  # of words in one report that are looked into for the page that a draft gives
MOST_PIECES = 12  # sentences of a quotation that are looked for one by one
OPENING_WORDS = 8  # by which such a sentence is named
MOST_TOKENS = 4_000_000  # of the wordings kept in memory, about 40 bytes each
DOUBTFUL_END = "taken to end at what may be an apostrophe: see whether that is where it ends"
UNSEEN = "words that the draft strikes out or hides are left out of it: \u201c{words}\u201d"


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
    say the same. ``kinds`` are what was changed (*a number*), ``flags`` what else to look at. ``title`` is the
    verdict on words that are a report's title and stand nowhere else.
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

    def __init__(self, store: Store, lexical: Words, names: Gazetteer, among: Collection[str] | None = None) -> None:
        """Check against all reports, or ``among`` those of these ids."""
        self._store, self._lexical, self._names, self._among = store, lexical, names, among
        self._all = store.reports()
        self._reports = {report.id: report for report in self._all if among is None or report.id in among}
        self._titles = {tuple(tokens(trimmed(own))) for report in self._all for own in (report.title, title(report))}
        self._report_of = {number: id for id in self._reports for number in store.passage_ids([id])}
        self._wordings: OrderedDict[str, Wording] = OrderedDict()
        self._held = 0  # tokens
        self._read_last: tuple[str, ReportText] | None = None

    def check(self, quotation: Quotation, most: int = MOST_SOURCES) -> Checked:
        """Find the words of a quotation, or the nearest true ones; ``most`` reports that say them are named."""
        if quotation.is_short:
            return Checked(quotation, "too short")
        checked = self._check(quotation, most)
        if checked.verdict != "exact" and tuple(tokens(trimmed(quotation.text))) in self._titles:
            return Checked(quotation, "title")
        flags = tuple(UNSEEN.format(words=words) for words in quotation.left_out)
        return replace(checked, flags=(*checked.flags, *flags))

    def _check(self, quotation: Quotation, most: int) -> Checked:
        named = Attribution(quotation.around, self._names)
        checked = self._read(quotation, named, most)
        for reading in quotation.readings:
            shorter = replace(quotation, text=reading)
            if checked.verdict == "not found" and not shorter.is_short:
                again = self._read(shorter, named, most)
                if again.verdict != "not found":
                    return replace(again, flags=(*again.flags, DOUBTFUL_END))
        if checked.verdict == "not found":
            return replace(checked, flags=tuple(self._by_itself(quotation, named)))
        return checked

    def _by_itself(self, quotation: Quotation, named: Attribution) -> Iterator[str]:
        """Where the sentences of a quotation that is found nowhere as a whole stand, and the quotations within it."""
        parts = parts_of(quotation.text)
        pieces = [replace(quotation, text=part[a:b]) for part in parts for a, b in sentence_ranges(part)]
        inner = quotations_within(quotation)
        if len(pieces) + len(inner) < 2 or len(pieces) > MOST_PIECES:
            return
        for piece in (*pieces, *inner[:MOST_PIECES]):
            found = None if piece.is_short else self._read(piece, named, most=1)
            if found and found.sources:
                words = " ".join(piece.text.split()[:OPENING_WORDS])
                how = "stands" if found.verdict == "exact" else "stands, changed,"
                yield f"its part \u201c{words} \u2026\u201d {how} in {citation(found.sources[0])}"

    def _read(self, quotation: Quotation, named: Attribution, most: int) -> Checked:
        parts = tuple(filter(None, (trimmed(part) for part in parts_of(quotation.text))))
        found = self._candidates(parts)
        wanted = [[tokens(words) for words in as_in_source(part)] for part in parts]
        reports = self._reports_of(found, parts)
        exact = [(id, chains) for id in reports if (chains := self._wording(id).closest(wanted))]
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

    def _is_exact(
        self,
        quotation: Quotation,
        named: Attribution,
        parts: Sequence[str],
        exact: Sequence[tuple[str, list[Chain]]],
        most: int,
    ) -> Checked:
        """The reports that say all parts: first those where nothing is changed between them, then as attributed."""
        ranked = sorted(exact, key=lambda pair: self._reports[pair[0]].date, reverse=True)
        ranked.sort(key=lambda pair: -named.fits(self._reports[pair[0]]))
        ranked.sort(key=lambda pair: bool(self._between(quotation, pair[0], pair[1][0])[0]))
        chosen = [(id, self._on_page(id, chains, named)) for id, chains in ranked[:most]]
        quoted = [[self._quote(report_id, run) for run in chain] for report_id, chain in chosen]
        found = tuple(Part(part, quote) for part, quote in zip(parts, quoted[0], strict=True))
        sources = tuple(_whole(quotes) for quotes in quoted)
        turned, notes = self._between(quotation, *chosen[0])
        flags = (*notes, *self._flags(quotation, named, sources[0]))
        verdict: Verdict = "changed" if turned else "exact"
        return Checked(quotation, verdict, found, sources, len(exact) - len(quoted), turned, flags)

    def _between(self, quotation: Quotation, report_id: str, runs: Chain) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """What is changed between the parts of a quotation that stand in these runs, and what is told of it."""
        seams = seams_of(quotation.text)
        if not any(seam.put_in or seam.leaves_out for seam in seams):
            return (), ()
        gaps = tuple(gaps_of(self._wording(report_id), runs, seams))
        kinds = (kind for gap in gaps for kind in turned_by(gap, self._names, self._reports[report_id]))
        return tuple(dict.fromkeys(kinds)), tuple(note for gap in gaps for note in notes_on(gap))

    def _on_page(self, report_id: str, chains: Sequence[Chain], named: Attribution) -> Chain:
        """Of the places where the parts stand as close as anywhere, the one on the page that the draft gives."""
        as_close = [chain for chain in chains if _extent(chain) == _extent(chains[0])][:MOST_PLACES]
        if not named.pages or len(as_close) == 1:
            return chains[0]
        whole = ((chain, _whole([self._quote(report_id, run) for run in chain])) for chain in as_close)
        return next((chain for chain, quote in whole if named.fits_page(quote)), chains[0])

    def _is_near(self, quotation: Quotation, named: Attribution, parts: Sequence[str], ids: Sequence[int]) -> Checked:
        """The report whose words are nearest to the longest part, and all parts in it."""
        longest = max(parts, key=len, default="")
        near = self._nearest(longest, ids[:NEAR], named)
        if near is None:
            return Checked(quotation, "not found")
        report_id = near[0]
        runs = [self._run(report_id, part, near[1], is_anchor=part == longest) for part in parts]
        found = tuple(self._part(report_id, part, run) for part, run in zip(parts, runs, strict=True))
        known = [run for run in runs if run]
        source = found[0].true
        if source is None or len(known) < len(runs):
            return Checked(quotation, "not found", found)
        kinds = [kind for part in found for kind in kinds_of(part.changes, self._names)]
        notes: tuple[str, ...] = ()
        if all(one.end <= two.start for one, two in pairwise(known)):
            turned, notes = self._between(quotation, report_id, known)
            kinds += turned
        else:
            kinds.append("the order of its parts")
        flags = (*notes, *self._flags(quotation, named, source))
        return Checked(quotation, "changed", found, (source,), 0, tuple(dict.fromkeys(kinds)), flags)

    def _nearest(self, part: str, ids: Sequence[int], named: Attribution) -> tuple[str, TokenRange] | None:
        """The report and the run in it that are likest to a part of a quotation, if alike enough."""
        best: tuple[float, int, str, TokenRange] | None = None
        passages = self._store.passages(ids)
        for number in ids:
            report_id = passages[number].report_id
            wording = self._wording(report_id)
            sentences = passages[number].passage.sentences
            around = TokenRange(wording.run_of(sentences[0].spans).start, wording.run_of(sentences[-1].spans).end)
            run, share = wording.nearest(tokens(as_in_source(part)[0]), around)
            scored = (share, named.fits(self._reports[report_id]), report_id, run)
            if share >= ALIKE and (best is None or scored[:2] > best[:2]):
                best = scored
        return best and (best[2], best[3])

    def _run(self, report_id: str, part: str, anchor: TokenRange, *, is_anchor: bool) -> TokenRange | None:
        """Where a part stands in a report, the nearest place to the anchor; or else the words likest to it."""
        wording, readings = self._wording(report_id), [tokens(words) for words in as_in_source(part)]
        if same := wording.closest([readings]):
            return min(same, key=lambda chain: abs(chain[0].start - anchor.start))[0]
        if is_anchor:
            return anchor
        beside = TokenRange(max(0, anchor.start - BESIDE), anchor.end + BESIDE)
        run, share = wording.nearest(readings[0], beside)
        if share >= ALIKE:
            return run
        ids = [number for number, _ in self._lexical.search(self._stems(part), NEAR, [report_id])]
        near = self._nearest(part, ids, Attribution("", self._names))
        return near and near[1]

    def _part(self, report_id: str, part: str, run: TokenRange | None) -> Part:
        """A part with its true words, and how they were changed."""
        if run is None:
            return Part(part, None)
        wording, readings = self._wording(report_id), as_in_source(part)
        same = any(wording.find(tokens(words), run.start) == run for words in readings)
        changed = () if same else changes(wording.placed(run), placed(readings[0]))
        return Part(part, self._quote(report_id, run), changed)

    def _quote(self, report_id: str, run: TokenRange) -> Quote:
        """Where a run of a report's tokens stands, as a quote of just its words, in the lines it touches."""
        wording = self._wording(report_id)
        lines = wording.lines_of(run)
        text = self._text(report_id)
        spans = spans_of(wording, run, text)
        return quote_at(
            self._store,
            self._reports[report_id],
            spans,
            text.words(spans) if spans else wording.said(run),
            passage=" ".join(line.words for line in lines),
            heading=lines[0].heading,
            newer=superseding(self._reports[report_id], self._all),
            page=lines[0].page,
        )

    def _text(self, report_id: str) -> ReportText:
        if self._read_last is None or self._read_last[0] != report_id:
            self._read_last = (report_id, self._store.text(report_id))
        return self._read_last[1]

    def _flags(self, quotation: Quotation, named: Attribution, source: Quote) -> Iterator[str]:
        yield from named.flags(source)
        if source.newer:
            yield f"a later report on this body is held: {source.newer.title}, {dated(source.newer)}"
        if not quotation.closed:
            yield "its closing quotation mark is missing: taken to end with its paragraph"


def _whole(quotes: Sequence[Quote]) -> Quote:
    """A quotation's parts in one report as one quote."""
    first, last = quotes[0], quotes[-1]
    return replace(
        first,
        text=" [\u2026] ".join(quote.text for quote in quotes),
        page_end=last.page_end,
        page_label_end=last.page_label_end,
        spans=tuple(span for quote in quotes for span in quote.spans),
    )


def _extent(chain: Chain) -> int:
    return chain[-1].end - chain[0].start
