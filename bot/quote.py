"""A hit to a quote: the sentences that answer, cut from the store."""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.links import link
from bot.rank import holds_sought
from bot.types import Quote
from corpus.types import Report, Span
from index.search import Index
from index.types import Hit, StoredPassage

Adjoin = Callable[[Span, Span], bool]
MOST = 3  # sentences in a quote
NEARLY = 0.85  # a neighbour this near to the best sentence's likeness is quoted with it
_LEANS = re.compile(
    r"(?:This|These|That|Those|It|Its|They|Their|He|She|However|Therefore|Consequently|As a result|In addition"
    r"|Furthermore|Moreover|Also|But|Similarly|Nevertheless|For example|For instance|Because of this|Such)\b"
)


def quote(index: Index, hit: Hit, newer: Report | None, seeks: str = "") -> Quote:
    """Cut the best sentences of a hit out of the store, with their page."""
    first, last = chosen(hit, lambda before, after: index.store.adjoin(hit.stored.report_id, before, after), seeks)
    stored, passage = hit.stored, hit.stored.passage
    spans = [span for sentence in passage.sentences[first : last + 1] for span in sentence.spans]
    report = index.reports[stored.report_id]
    page, page_end = spans[0].page, spans[-1].page
    paged = report.page_count > 0
    text = " ".join(stored.sentences[first : last + 1])
    return Quote(
        text=text,
        passage=stored.text,
        report=report,
        page=page if paged else None,
        page_end=page_end if paged else None,
        score=round(max(0.0, min(1.0, hit.likeness)), 4),
        heading=passage.heading,
        lead_in=lead_in(stored, first),
        page_label=index.store.page_label(stored.report_id, page) if paged else None,
        link=link(index.store, report, text, page if paged else None),
        newer=newer,
        spans=tuple(spans),
        page_label_end=index.store.page_label(stored.report_id, page_end) if paged else None,
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
    before = stored.sentences[at - 1] if at > 0 else stored.lead_in
    return before if before.endswith(":") else None


def chosen(hit: Hit, adjoin: Adjoin, seeks: str = "") -> tuple[int, int]:
    """The first and last sentence to quote: the best one, and neighbours it needs or equals.

    ``adjoin`` tells whether nothing stands between two spans of the report. Where a grade is
    sought, a sentence or row that states one is the best.
    """
    scores = hit.sentence_cosines
    graded = [seeks != "grade" or holds_sought(sentence, seeks) for sentence in hit.stored.sentences]
    best = max(range(len(scores)), key=lambda n: (not _introduces(hit, n), graded[n], scores[n], -n))
    first = last = best
    while last - first + 1 < MOST and _leans(hit, first) and _one_run(hit, first - 1, adjoin):
        first -= 1
    following = scores[last + 1] if last + 1 < len(scores) and _one_run(hit, last, adjoin) else -1.0
    if last - first + 1 < MOST and following >= NEARLY * scores[best]:
        last += 1
    return first, last


def _introduces(hit: Hit, number: int) -> bool:
    """Whether a sentence says nothing by itself: a list's lead-in, or the first row of a table."""
    following = hit.stored.passage.sentences[number + 1 : number + 2]
    before = hit.stored.passage.sentences[number - 1 : number] if number else ()
    if hit.stored.passage.sentences[number].kind == "row":
        first = not before or before[0].kind != "row"
        return first and not hit.stored.lead_in and bool(following) and following[0].kind == "row"
    return hit.stored.sentences[number].endswith(":") and bool(following)


def _leans(hit: Hit, number: int) -> bool:
    """Whether a sentence is understood only with the one before it, which can be quoted with it."""
    return number > 0 and bool(_LEANS.match(hit.stored.sentences[number]))


def _one_run(hit: Hit, number: int, adjoin: Adjoin) -> bool:
    """Whether a sentence and the next are of one block, and nothing parts them in the source."""
    one, two = hit.stored.passage.sentences[number : number + 2]
    return one.block == two.block and adjoin(one.spans[-1], two.spans[0])
