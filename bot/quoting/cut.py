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
    r"|(?:By the|In the|On the|For the|The) same|Furthermore|Moreover|Also|But|Similarly|Nevertheless|For example"
    r"|For instance|Because of this|Such|(?:Of|In|For|Among) (?:this|these|that|those|them)|Both|As such|To this end"
    r"|Subsequently|Since then|Thereafter)\b"
)
# What points back from within a sentence: *Some of these children*, *placed in such accommodation*, *In May, they*.
_DANGLES = re.compile(
    r"^(?:[\w\u2019'-]+,? ){1,5}of (?:these|them)\b"
    r"|\b(?:in|of|for|from|with|to|by|into|on|about|through) such (?!as\b|an? )\w+"
    r"|^[^.;]{0,60}\b(?:this|these|that) (?:points?|issues?|findings?|concerns?|matters?|problems?|weakness(?:es)?)\b"
    r"|^[^.;]{0,40}\b(?:later|newer|more recent) figures?\b"
    r"|^(?:In|At|By|During|Following|After|Over|Since|On|Within|Until)\b[^,.;]{0,50}, (?:they|these|he|she)\b"
    r"|^[^,;.]{1,40}, (?:this|these) (?:is|are|was|were|does|do|did|has|have|had|can|will|would|may|means?)\b"
)
# A sentence whose subject is left out: *The large majority are now completed*, *Most have an adviser*.
_SUBJECT_LEFT_OUT = re.compile(
    r"^(?:The (?:(?:large|vast|great|overwhelming) )?(?:majority|rest|remainder|others?|former|latter)|Most|Some|Half"
    r"|(?:Too )?(?:[Mm]any|[Ff]ew)(?: \([^)]*\))?|A few|A (?:small )?(?:number|minority)|Others|All|None|Neither"
    r"|Several|Nearly all|Almost all)"
    r"(?: of which)?,? (?:(?:now|also|still|already|currently) )?"
    r"(?:is|are|was|were|has|have|had|do|does|did|can|could|will|would|say|said|feel|felt|need|needed)\b"
)
# How a sentence begins that tells what came of what the one before says.
RESULTS = re.compile(
    r"(?:As a (?:direct )?(?:result|consequence)|Consequently|In consequence"
    r"|Th(?:is|ese)(?: \w+){0,2} (?:(?:has|have|had) )?"
    r"(?:led to|resulted in|results? in|contributed to|means? that|meant that)"
    r"|The (?:impact|effect|result)(?: of (?:this|these))?(?: \w+)? (?:is|was|has been|are|were))\b"
)
# What limits what stands beside it, before or behind: *It is too early to see the impact of this*.
CAVEAT = re.compile(
    r"\btoo (?:early|soon) to\b|\bremains to be seen\b|\b(?:yet|still) to be (?:seen|tested|evaluated|demonstrated)\b"
    r"|^(?:It|This|These|They|The (?:full )?(?:impact|effect|benefits?))\b[^.;]*\b(?:not yet|yet to)\b"
)
# How a sentence begins that takes back, or limits, what the one before says.
TURNS = re.compile(
    r"(?:However|But|Yet|Nevertheless|Nonetheless|Even so|Conversely|Despite (?:this|these|that)|In spite of this"
    r"|In contrast|By contrast|On the other hand|At the same time|Having said that|That said"
    r"|This (?:is|was) not (?:the case|always)|Unfortunately|Still,|Notwithstanding"
    r"|Although (?:this|these|it|they|there|that)|[^.;,]{3,70}, (?:however|nevertheless|nonetheless)(?=,))\b"
)


# How a sentence ends that does so: *The control room has got better all the same.*
SET_AGAINST = re.compile(r"[ ,](?:all the same|nevertheless|nonetheless|even so|though|however)[.!]?$")


def leans(sentence: str) -> bool:
    """Whether a sentence is understood only with the one before it."""
    return bool(LEANS.match(sentence) or _DANGLES.search(sentence) or _SUBJECT_LEFT_OUT.match(sentence))


def turns(sentence: str) -> bool:
    """Whether a sentence takes back or limits what the one before it says."""
    return bool(TURNS.match(sentence) or CAVEAT.search(sentence) or SET_AGAINST.search(sentence))


def results(sentence: str) -> bool:
    """Whether a sentence tells what came of what the one before it says."""
    return bool(RESULTS.match(sentence))


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
    text_there = store.text_of(report.id, {span.page for span in spans})
    printed = text_there.printed(spans) if text_there.marks_of(spans) else ""
    notes = notes_of(store, report.id, spans) if printed else {}
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
        notes=tuple(notes.values()),
        note_marks=tuple(notes),
        goes_on=goes_on,
    )


def notes_of(store: Store, report_id: str, spans: Sequence[Span]) -> dict[str, str]:
    """The footnotes to which the marks in spans and behind them lead, by the mark as it is printed."""
    text = store.text_of(report_id, {span.page for span in spans})
    marked = {text.pages[page][mark.start : mark.end]: mark.note for page, mark in text.marks_of(spans) if mark.note}
    if not marked:
        return {}
    elsewhere = store.text_of(report_id, {span.page for note in marked.values() for span in note})
    return {mark: elsewhere.words(note) for mark, note in marked.items()}


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
