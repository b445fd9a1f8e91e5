"""A hit to a quote: the sentences that answer, cut from the store."""

from __future__ import annotations

import re

from bot.cite import link
from bot.types import Quote
from corpus.types import Report
from index.search import Index
from index.types import Hit

MOST = 3  # sentences in a quote
NEARLY = 0.85  # a neighbour this near to the best sentence's likeness is quoted with it
_LEANS = re.compile(
    r"(?:This|These|That|Those|It|Its|They|Their|He|She|However|Therefore|Consequently|As a result|In addition"
    r"|Furthermore|Moreover|Also|But|Similarly|Nevertheless|For example|For instance|Because of this|Such)\b"
)


def quote(index: Index, hit: Hit, newer: Report | None) -> Quote:
    """Cut the best sentences of a hit out of the store, with their page."""
    first, last = chosen(hit)
    stored, passage = hit.stored, hit.stored.passage
    spans = [span for sentence in passage.sentences[first : last + 1] for span in sentence.spans]
    report = index.reports[stored.report_id]
    page, page_end = spans[0].page, spans[-1].page
    paged = report.page_count > 0
    return Quote(
        text=" ".join(stored.sentences[first : last + 1]),
        passage=stored.text,
        report=report,
        page=page if paged else None,
        page_end=page_end if paged else None,
        score=round(max(0.0, min(1.0, max(hit.sentence_cosines, default=hit.cosine))), 4),
        heading=passage.heading,
        lead_in=stored.lead_in or None,
        page_label=index.store.page_label(stored.report_id, page) if paged else None,
        link=link(report, page if paged else None),
        newer=newer,
    )


def chosen(hit: Hit) -> tuple[int, int]:
    """The first and last sentence to quote: the best one, and neighbours it needs or equals."""
    scores = hit.sentence_cosines
    if not scores:
        return 0, 0
    best = max(range(len(scores)), key=lambda n: (scores[n], -n))
    first = last = best
    while last - first + 1 < MOST and _leans(hit, first):
        first -= 1
    following = scores[last + 1] if last + 1 < len(scores) and _adjoin(hit, last) else 0.0
    if last - first + 1 < MOST and following >= NEARLY * scores[best]:
        last += 1
    return first, last


def _leans(hit: Hit, number: int) -> bool:
    """Whether a sentence is understood only with the one before it, which can be quoted with it."""
    return number > 0 and bool(_LEANS.match(hit.stored.sentences[number])) and _adjoin(hit, number - 1)


def _adjoin(hit: Hit, number: int) -> bool:
    """Whether a sentence and the next stand side by side in the source, in one block.

    Across a page break they do; where a footnote's mark or another text parts them, they do not.
    """
    one, two = hit.stored.passage.sentences[number : number + 2]
    before, after = one.spans[-1], two.spans[0]
    if one.block != two.block:
        return False
    return before.page != after.page or 0 <= after.start - before.end <= 4
