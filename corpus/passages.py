"""Blocks to passages: whole sentences of one section, with the headings above them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpus.sections import Section, sections
from corpus.text import fold, readable, seam, sentence_ranges
from corpus.types import Block, Document, Passage, Sentence, Span

TARGET = 110  # words: paragraphs are put together up to this length
LONGEST = 160  # words: a longer paragraph is parted; the encoder reads about 190 words


@dataclass(frozen=True, slots=True)
class _Part:
    """The sentences of one block, their words counted."""

    kind: str
    sentences: tuple[tuple[Span, ...], ...]
    words: tuple[int, ...]

    @property
    def size(self) -> int:
        return sum(self.words)


def split(document: Document, joined: Collection[str]) -> tuple[Passage, ...]:
    """Cut a document into passages; ``joined`` as in :func:`corpus.text.fold`."""
    texts = {page.number: page.text for page in document.pages}
    return tuple(
        passage for section in sections(document.blocks, texts, joined) for passage in _passages(section, texts, joined)
    )


def sentences_of(block: Block, texts: Mapping[int, str], joined: Collection[str]) -> tuple[tuple[Span, ...], ...]:
    """The spans of each sentence of a block, in order."""
    return _part(block, texts, joined).sentences


def _part(block: Block, texts: Mapping[int, str], joined: Collection[str]) -> _Part:
    words, origin = folded(block.spans, texts, joined)
    whole = block.kind == "row"
    ranges = [(0, len(words))] if whole else list(sentence_ranges(words))
    sentences = tuple(runs_of(origin[start:end]) for start, end in ranges)
    return _Part(block.kind, sentences, tuple(len(words[a:b].split()) for a, b in ranges))


def folded(
    spans: Sequence[Span], texts: Mapping[int, str], joined: Collection[str]
) -> tuple[str, list[tuple[int, int, int]]]:
    """The readable text of spans of pages, and for each character its (number of span, page, offset)."""
    words: list[str] = []
    origin: list[tuple[int, int, int]] = []
    for number, span in enumerate(spans):
        text, offsets = fold(texts[span.page], span.start, span.end, joined)
        if words and offsets and seam(words[-1], text):
            words.append(" ")
            origin.append((number, span.page, offsets[0]))
        words.append(text)
        origin.extend((number, span.page, offset) for offset in offsets)
    return "".join(words), origin


def runs_of(origin: Sequence[tuple[int, int, int]]) -> tuple[Span, ...]:
    """The runs of source text that characters came from, as :func:`folded` tells: one for each span they touch."""
    ends: dict[int, Span] = {}
    for number, page, offset in origin:
        known = ends.get(number)
        ends[number] = Span(page, known.start if known else offset, offset + 1)
    return tuple(ends.values())


def _passages(section: Section, texts: Mapping[int, str], joined: Collection[str]) -> Iterator[Passage]:
    """Pack a section's parts; footnotes come last, each by itself."""
    parts = [_part(block, texts, joined) for block in section.blocks]
    flow = [part for part in parts if part.kind != "note" and part.sentences]
    notes = [part for part in parts if part.kind == "note" and part.sentences]
    for group, lead_in in _with_lead_in(_packed(flow), texts, joined):
        yield _passage(section.heading, group, lead_in)
    for note in notes:
        for piece in _cut(note):
            yield _passage(section.heading, [piece], ())


def _packed(parts: Iterable[_Part]) -> Iterator[list[_Part]]:
    group: list[_Part] = []
    for part in parts:
        for piece in _cut(part):
            if group and sum(p.size for p in group) + piece.size > TARGET:
                yield group
                group = []
            group.append(piece)
    if group:
        yield group


def _cut(part: _Part) -> Iterator[_Part]:
    """Part a long paragraph between sentences into pieces of about equal length."""
    pieces = 1 if part.size <= LONGEST else -(-part.size // TARGET)
    limit = part.size / pieces
    sentences: list[tuple[Span, ...]] = []
    words: list[int] = []
    for sentence, count in zip(part.sentences, part.words, strict=True):
        if sentences and sum(words) + count / 2 > limit:
            yield _Part(part.kind, tuple(sentences), tuple(words))
            sentences, words = [], []
        sentences.append(sentence)
        words.append(count)
    yield _Part(part.kind, tuple(sentences), tuple(words))


def _with_lead_in(
    groups: Iterable[list[_Part]], texts: Mapping[int, str], joined: Collection[str]
) -> Iterator[tuple[list[_Part], tuple[Span, ...]]]:
    """Give items and rows that were parted from their lead-in or first row that one."""
    leads: dict[str, tuple[Span, ...]] = {}
    for group in groups:
        yield group, leads.get(group[0].kind, ())
        for part in group:
            if part.kind == "row":
                leads = {"row": leads.get("row", part.sentences[0])}
            elif part.kind != "item":
                last = part.sentences[-1]
                leads = {"item": last} if re.search(r":$", readable(texts, last, joined)) else {}


def _passage(heading: tuple[str, ...], parts: Sequence[_Part], lead_in: tuple[Span, ...]) -> Passage:
    sentences = tuple(
        Sentence(spans, number, part.kind) for number, part in enumerate(parts) for spans in part.sentences
    )
    kinds = {part.kind for part in parts}
    kind = {"item": "list", "row": "table", "note": "note"}.get(min(kinds), "text") if len(kinds) == 1 else "text"
    return Passage(heading, sentences, lead_in, kind)
