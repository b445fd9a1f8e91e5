"""What inspectors asked for, found by the structure of reports: headings, lists, boxes and tables.

The forms are those of HMICFRS (boxes *Area for improvement* and *Cause of concern* with their recommendations), of
joint targeted area inspections (lists under *Areas for improvement* until 2020, *What needs to improve?* since)
and of area SEND inspections (tables of areas for priority action, then areas for improvement).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from corpus.structure.outline import Outline
from corpus.structure.sections import Section
from corpus.structure.text import ReportText
from corpus.types import Block, Finding, Span

IMPROVEMENT: Final = "area for improvement"
PRIORITY: Final = "area for priority action"
CONCERN: Final = "cause of concern"
RECOMMENDATION: Final = "recommendation"
KINDS: Final = (CONCERN, PRIORITY, RECOMMENDATION, IMPROVEMENT)  # the gravest first

_NUMBER = r"(?:\s+(?:no\.?\s*)?\d+(?:\.\d+)*)?"
_ONE_KIND: Final = {
    PRIORITY: rf"areas?(?:\(s\))? for priority actions?{_NUMBER}",
    IMPROVEMENT: rf"(?:further )?areas?(?:\(s\))? for (?:further )?improvement{_NUMBER}|AFIs?{_NUMBER}"
    r"|what needs to improve\??|priorities for (?:further )?improvement",
    CONCERN: rf"(?:accelerated )?causes? of concern{_NUMBER}",
    RECOMMENDATION: rf"(?:our |summary of |list of )?recommendations?{_NUMBER}",
}
_TAIL = r"(?:\s*[:\u2013\u2014-].*|\s+(?:for|from|about|on|to)\s.*)?"
_HEADINGS: Final = {
    kind: re.compile(rf"(?:\d+(?:\.\d+)*[.)]?\s+)?(?:{words}){_TAIL}", re.I) for kind, words in _ONE_KIND.items()
}
_NAMED: Final = {kind: re.compile(rf"\b(?:{words})\b", re.I) for kind, words in _ONE_KIND.items()}
_NAMED[RECOMMENDATION] = re.compile(r"\brecommend", re.I)
_SEVERAL: Final = re.compile(r"areas for improvement and causes? of concern|causes? of concern and .*", re.I)
_OTHER: Final = re.compile(
    r"(?:case|practice) study\b|places and spaces|.*\b(?:effective|innovative|promising|notable) practice\b"
    r"|(?:key |multi-agency )?strengths|next steps|.*\b(?:closed|discharged|previous|progress)\b.*"
    r"|.* details|inspection team|information about\b|about (?:the data|this inspection)|annex\b",
    re.I,
)
_SINGULAR: Final = re.compile(r"(?:\d\S*\s+)?(?:area|accelerated cause|cause|recommendation|AFI)\b(?!\(s\))", re.I)
_ASKS: Final = re.compile(r"\b(?:should|must|needs? to|isn[\u2019']t|is not|does(?:n[\u2019']t| not)|has to)\b")
_NONE: Final = re.compile(r"(?:there (?:are|were|is|was)|we (?:have )?(?:identified|found|made)) no\b|none\b", re.I)
_STATEMENT: Final = 6  # words of a heading from which it may be what is asked for


def findings_of(outline: Outline) -> tuple[Finding, ...]:
    """The findings of a report in the order of its pages."""
    found = [finding for section in outline.sections for finding in _of_section(section, outline.text)]
    return tuple(sorted(found, key=lambda finding: (finding.page, finding.spans)))


def _of_section(section: Section, text: ReportText) -> Iterator[Finding]:
    kind = _kind(section.heading)
    blocks = [block for block in section.blocks if block.kind not in ("note", "row")]
    if kind is None or not blocks or _NONE.match(text.words(blocks[0].spans)):
        return
    for group, lead_in in _parted(kind, section, blocks, text):
        spans = tuple(span for block in group for span in block.spans)
        named = kind or _named(text.words(lead_in))
        if named:
            yield Finding(named, section.heading, spans, lead_in)


def _kind(heading: Sequence[str]) -> str | None:
    """What stands under a path of headings: a kind, an empty string for several kinds, ``None`` for none."""
    for words in reversed(heading):
        if _OTHER.match(words):
            return None
        if _SEVERAL.fullmatch(words):
            return ""
        for kind, pattern in _HEADINGS.items():
            if pattern.fullmatch(words):
                return kind
    return None


def _named(words: str) -> str | None:
    """The kind that a sentence names."""
    return next((kind for kind, pattern in _NAMED.items() if pattern.search(words)), None)


def _parted(
    kind: str, section: Section, blocks: Sequence[Block], text: ReportText
) -> Iterator[tuple[list[Block], tuple[Span, ...]]]:
    """The blocks of each finding, and its lead-in."""
    own = section.heading[-1]
    if not kind:
        yield from _listed(blocks, text)
    elif len({block.cell for block in blocks if block.cell}) > 1:
        yield from _cells(blocks)
    elif _is_statement(own) and not any(pattern.fullmatch(own) for pattern in _HEADINGS.values()):
        yield [Block("heading", section.title, section.level), *blocks], ()
    elif _SINGULAR.match(own) and kind != RECOMMENDATION and not _each_asks(blocks[1:], text):
        yield list(blocks), ()
    elif blocks[0].kind != "item" and all(block.kind == "item" for block in blocks[1:]) and len(blocks) > 1:
        yield from _introduced(kind, blocks, text)
    elif blocks[0].kind == "item":
        yield from ((group, ()) for group in _items(blocks, text))
    else:
        yield from ((group, ()) for group in _paragraphs(blocks))


def _each_asks(blocks: Sequence[Block], text: ReportText) -> bool:
    """Whether all blocks are items, and each asks by itself."""
    asking = [bool(_ASKS.search(text.words(block.spans))) for block in blocks]
    return bool(blocks) and all(block.kind == "item" for block in blocks) and all(asking)


def _is_statement(heading: str) -> bool:
    return len(heading.split()) >= _STATEMENT and bool(_ASKS.search(heading))


def _cells(blocks: Sequence[Block]) -> Iterator[tuple[list[Block], tuple[Span, ...]]]:
    """The last column of a table, row by row, each with the cells before it, which tell who has to act.

    Where there are none, a row is a frame around what may be more than one.
    """
    last = max(block.column for block in blocks)
    before: list[Block] = []
    for _, group in groupby((block for block in blocks if block.cell), key=lambda block: block.cell):
        cell = list(group)
        if cell[0].column < last:
            before = [*before, *cell] if cell[0].column > 1 else cell
        elif last > 1:
            yield cell, tuple(span for block in before for span in block.spans)
            before = []
        else:
            yield from ((part, ()) for part in _paragraphs(cell))


def _introduced(kind: str, blocks: Sequence[Block], text: ReportText) -> Iterator[tuple[list[Block], tuple[Span, ...]]]:
    """A paragraph and a list: the items are findings, unless the paragraph asks for what they only set out."""
    first, *items = blocks
    lead = text.words(first.spans)
    if lead.endswith(":") and _ASKS.search(lead) and kind != RECOMMENDATION and not _each_asks(items, text):
        yield list(blocks), ()
        return
    lead_in = first.spans if lead.endswith(":") else ()
    for group in _items(items, text):
        yield group, lead_in


def _listed(blocks: Sequence[Block], text: ReportText) -> Iterator[tuple[list[Block], tuple[Span, ...]]]:
    """The items of each list under a heading of several kinds; the lead-in names theirs."""
    for first, *items in _paragraphs(blocks):
        if items and text.words(first.spans).endswith(":"):
            yield from ((group, first.spans) for group in _items(items, text))


def _items(blocks: Sequence[Block], text: ReportText) -> Iterator[list[Block]]:
    """Each item of a list with the paragraphs and the items of another mark that go on with it."""
    first = _mark(blocks[0], text)
    group: list[Block] = []
    for block in blocks:
        below = group and _mark(block, text) != first and text.words(group[0].spans).endswith(":")
        if group and (block.kind != "item" or below):
            group.append(block)
            continue
        if group:
            yield group
        group = [block]
    if group:
        yield group


def _paragraphs(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Each paragraph with the list that it introduces."""
    group: list[Block] = []
    for block in blocks:
        if group and block.kind != "item":
            yield group
            group = []
        group.append(block)
    if group:
        yield group


def _mark(block: Block, text: ReportText) -> str:
    """The bullet or number in front of a block, whichever number it is."""
    span = block.spans[0]
    before = text.pages[span.page][: span.start]
    return re.sub(r"[\d\w]+", "0", before[before.rfind("\n") + 1 :].strip())
