"""Cuts quotes from the store at any place of a report, with their pages and lead-ins."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.quoting.links import link
from bot.types import Quote
from corpus.types import Report, Span
from index.store import Store
from index.types import StoredPassage

LEANS = re.compile(
    r"(?:This|These|That|Those|It|Its|They|Their|He|She|However|Therefore|Consequently|As a result|In addition"
    r"|Furthermore|Moreover|Also|But|Similarly|Nevertheless|For example|For instance|Because of this|Such)\b"
)
# How a sentence begins that takes back, or limits, what the one before says.
TURNS = re.compile(
    r"(?:However|But|Yet|Nevertheless|Nonetheless|Even so|Conversely|Despite (?:this|these|that)|In spite of this"
    r"|In contrast|By contrast|On the other hand|At the same time|Having said that|That said"
    r"|This (?:is|was) not (?:the case|always)|Unfortunately|Still,|Notwithstanding)\b"
)


def quote_at(
    store: Store,
    report: Report,
    spans: Sequence[Span],
    text: str,
    *,
    passage: str = "",
    heading: Sequence[str] = (),
    lead_in: str | None = None,
    score: float = 1.0,
    newer: Report | None = None,
    page: int = 1,
    linked: str = "",
    goes_on: str = "",
) -> Quote:
    """Make the quote of ``text``, cut from ``spans`` of a report, with its pages and its link.

    ``passage`` is the text around it, by default the quote itself. ``page`` is its page where there are no
    spans. The link leads to the quote, or to the words ``linked``.
    """
    pages = [span.page for span in spans] or [page]
    first, last = (min(pages), max(pages)) if report.page_count else (None, None)
    printed, notes = _with_marks(store, report, spans)
    return Quote(
        text=text,
        passage=passage or text,
        report=report,
        page=first,
        page_end=last,
        score=score,
        heading=tuple(heading),
        lead_in=lead_in,
        page_label=store.page_label(report.id, first) if first else None,
        link=link(store, report, linked or printed or text, first),
        newer=newer,
        spans=tuple(spans),
        page_label_end=store.page_label(report.id, last) if last else None,
        printed=printed,
        notes=notes,
        goes_on=goes_on,
    )


def _with_marks(store: Store, report: Report, spans: Sequence[Span]) -> tuple[str, tuple[str, ...]]:
    """The words of spans with the marks of footnotes, and these footnotes; nothing where there are no marks."""
    text = store.text_of(report.id, {span.page for span in spans})
    marks = text.marks_of(spans)
    if not marks:
        return "", ()
    notes = [mark.note for mark in marks if mark.note]
    elsewhere = store.text_of(report.id, {span.page for note in notes for span in note})
    return text.printed(spans), tuple(elsewhere.words(note) for note in notes)


def overlap(one: Quote, other: Quote) -> bool:
    """Whether two quotes share words of one report."""
    return one.report.id == other.report.id and any(
        a.page == b.page and a.start < b.end and b.start < a.end for a in one.spans for b in other.spans
    )


def lead_in(stored: StoredPassage, number: int) -> str | None:
    """What a list item or a table's row needs to be understood: its lead-in, or the table's first row."""
    sentences = stored.passage.sentences
    kind = sentences[number].kind
    if kind not in ("item", "row"):
        return None
    at = number
    while at > 0 and sentences[at - 1].kind == kind:
        at -= 1
    if kind == "row":
        return stored.lead_in or (stored.sentences[at] if at < number else None)
    nested = _nested_in(stored, number)
    if nested is not None:
        return nested
    before = stored.sentences[at - 1] if at > 0 else stored.lead_in
    return before if before.endswith(":") else None


def _nested_in(stored: StoredPassage, number: int) -> str | None:
    """The introduction of a list nested in a list item, where the sentence is an item of that list; else None.

    Items of such lists go on with the sentence that introduces them, so they begin with a small letter.
    """
    at, sentences = number, stored.passage.sentences
    while stored.sentences[at][0].islower() and at > 0 and sentences[at - 1].kind == "item":
        at -= 1
        if stored.sentences[at].endswith(":"):
            leans = at > 0 and sentences[at - 1].block == sentences[at].block and LEANS.match(stored.sentences[at])
            return " ".join(stored.sentences[at - bool(leans) : at + 1])
    return None
