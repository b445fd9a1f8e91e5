"""Checks kept quotes against the live index: their words are cut from the store again and compared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bot.briefing.kept import KeptQuote
from bot.quoting.cut import lead_in, quote_at
from bot.quoting.place import dated, later
from bot.types import Quote
from bot.verify.attribution import superseding
from corpus.structure.text import Origin, ReportText, fold, runs_of
from corpus.types import Report, Span
from index.store import Store
from index.types import StoredPassage

READ_ANEW: Final = (
    "The report has been read again since this quote was added. The same words were found, at the place cited."
)
REPLACED: Final = (
    "The report’s file has been replaced since this quote was added. The new file has the same words, at the place"
    " cited."
)
CORRECTED: Final = (
    "The details of this report have been corrected since this quote was added. It is cited with the new details."
)
NOT_HELD: Final = "the report is no longer held, so its words could not be checked"
NOT_FOUND: Final = "the report held no longer contains these words"
LEAD_IN_GONE: Final = "The sentence that introduced it was not found again and is left out."
NEWER_SINCE: Final = "A later report on this body has come since this quote was added: {title}, {date}."


@dataclass(frozen=True, slots=True)
class Rechecked:
    """A kept quote as it stands now.

    ``quote`` is cut from the store again if it is verified; else it is as it was kept. ``unverified``
    says why it is not verified, and is empty if it is. ``notes`` are what else a reader has to know.
    """

    kept: KeptQuote
    quote: Quote
    unverified: str = ""
    notes: tuple[str, ...] = ()


class Rechecker:
    """Checks kept quotes against one generation of the index."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._reports = {report.id: report for report in store.reports()}

    def check(self, kept: KeptQuote) -> Rechecked:
        """Cut a quote's words from the store again. The same words elsewhere in the report count; others do not."""
        own = self._reports.get(kept.quote.report.id)
        report = own if own and own.sha256 == kept.quote.report.sha256 else None
        report = report or self._other_edition(kept.quote.report)
        if report is None:
            return Rechecked(kept, kept.quote, NOT_HELD, self._later(kept, kept.quote.report))
        spans = self._spans(kept.quote, report)
        if not spans:
            return Rechecked(kept, kept.quote, NOT_FOUND, self._later(kept, report))
        quote, lost = self._cut(kept.quote, report, spans)
        notes = (*_changes(kept.quote, quote), *lost, *self._later(kept, report))
        return Rechecked(kept, quote, "", notes)

    def _other_edition(self, report: Report) -> Report | None:
        """The report held that has replaced this one: of the same title, bodies, kind and date."""
        return next((other for other in self._reports.values() if _identity(other) == _identity(report)), None)

    def _spans(self, quote: Quote, report: Report) -> tuple[Span, ...]:
        """The spans of exactly the words of a quote: where they stood before, else the nearest place."""
        text = self._store.text(report.id)
        if report.sha256 == quote.report.sha256 and _flat(_words_at(text, quote.spans)) == _flat(quote.text):
            return quote.spans
        found = _found(_flat(quote.text), self._store.passages_of(report.id), text)
        places = (spans for spans in found if _flat(_words_at(text, spans)) == _flat(quote.text))
        before = quote.spans[0].page if quote.spans else 1
        return min(places, key=lambda spans: abs(spans[0].page - before), default=())

    def _cut(self, quote: Quote, report: Report, spans: tuple[Span, ...]) -> tuple[Quote, list[str]]:
        """The quote at these spans with all that is known of it now, and what was lost of it."""
        words = self._store.text(report.id).words(spans)
        passages = self._store.passages_of(report.id)
        passage, led_in = _around(passages, spans[0])
        if quote.lead_in and not led_in and any(quote.lead_in in (p.lead_in, *p.sentences) for p in passages):
            led_in = quote.lead_in
        now = quote_at(
            self._store,
            report,
            spans,
            words,
            passage=passage.text if passage else words,
            heading=passage.passage.heading if passage else quote.heading,
            lead_in=led_in,
            score=quote.score,
            newer=self._newer(quote, report),
        )
        return now, [LEAD_IN_GONE] * bool(quote.lead_in and not led_in)

    def _newer(self, quote: Quote, report: Report) -> Report | None:
        """The newest later report held on the body, else the one named with the kept quote, if it is still held."""
        known = self._reports.get(quote.newer.id) if quote.newer else None
        return superseding(report, self._reports.values()) or known

    def _later(self, kept: KeptQuote, report: Report) -> tuple[str, ...]:
        newer = self._newer(kept.quote, report)
        if newer is None:
            return ()
        since = (newer.published or "") > kept.added.date().isoformat()
        return (NEWER_SINCE.format(title=newer.title, date=dated(newer)) if since else later(newer),)


def _identity(report: Report) -> tuple[str, tuple[str, ...], str, str]:
    return report.title, report.bodies, report.kind, report.date


def _changes(before: Quote, now: Quote) -> Iterator[str]:
    """What a reader is told where the place or the report of a quote has changed."""
    if now.report.sha256 != before.report.sha256:
        yield REPLACED
    elif now.spans != before.spans:
        yield READ_ANEW
    known = ("title", "bodies", "inspectorates", "published", "inspected", "url", "digest")
    if any(getattr(now.report, name) != getattr(before.report, name) for name in known):
        yield CORRECTED


def _flat(words: str) -> str:
    """Words on one line: where lines end depends on the index, not on the quote."""
    return " ".join(words.split())


def _words_at(text: ReportText, spans: Sequence[Span]) -> str:
    """The words at spans; empty where a page is missing or too short."""
    if not spans or any(span.end > len(text.pages.get(span.page, "")) for span in spans):
        return ""
    return text.words(spans)


def _around(passages: Sequence[StoredPassage], span: Span) -> tuple[StoredPassage | None, str | None]:
    """The passage that a span stands in, and its lead-in there."""
    for stored in passages:
        for number, sentence in enumerate(stored.passage.sentences):
            if any(one.page == span.page and one.start <= span.start < one.end for one in sentence.spans):
                return stored, lead_in(stored, number)
    return None, None


def _found(words: str, passages: Sequence[StoredPassage], text: ReportText) -> Iterator[tuple[Span, ...]]:
    """The spans of each place in a report where exactly these words stand one after another."""
    run, places = _run_together(passages, text)
    start = run.find(words)
    while start >= 0:
        if _whole(run, start, start + len(words)):
            yield runs_of([place for place in places[start : start + len(words)] if place])
        start = run.find(words, start + 1)


def _whole(text: str, start: int, end: int) -> bool:
    """Whether a run of characters begins and ends where words do."""
    return not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum())


def _run_together(passages: Sequence[StoredPassage], text: ReportText) -> tuple[str, list[Origin | None]]:
    """A report's words as one text, and the origin of each character; None for blanks between sentences."""
    parts: list[str] = []
    places: list[Origin | None] = []
    spans = (span for p in passages for sentence in p.passage.sentences for span in sentence.spans)
    for number, span in enumerate(spans):
        marks = text.marks.get(span.page, ())
        folded, origins = fold(text.pages[span.page], span.start, span.end, text.joined, marks)
        bare = folded.strip()
        ahead = len(folded) - len(folded.lstrip())
        if bare:
            parts.append(bare)
            places += [(number, span.page, at) for at in origins[ahead : ahead + len(bare)]]
            places.append(None)
    return " ".join(parts), places
