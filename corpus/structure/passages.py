"""Blocks to passages: whole sentences of one section, with the headings above them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus.structure.outline import Outline
from corpus.structure.sections import Section
from corpus.structure.sentences import sentence_ranges
from corpus.structure.text import ReportText, runs_of
from corpus.types import Block, Passage, Sentence, Span

TARGET = 110  # words: paragraphs are put together up to this length
LONGEST = 160  # words: a longer paragraph is parted; the encoder reads about 190 words


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """The sentences of one block, their words counted."""

    kind: str
    sentences: tuple[tuple[Span, ...], ...]
    words: tuple[int, ...]

    @property
    def size(self) -> int:
        return sum(self.words)


def split(outline: Outline) -> tuple[Passage, ...]:
    """Cut a report into passages, section by section."""
    return tuple(passage for section in outline.sections for passage in _passages(section, outline.text))


def _part(block: Block, text: ReportText) -> _Paragraph:
    words, origin = text.folded(block.spans)
    whole = block.kind == "row"
    ranges = [(0, len(words))] if whole else list(sentence_ranges(words))
    sentences = tuple(runs_of(origin[start:end]) for start, end in ranges)
    return _Paragraph(block.kind, sentences, tuple(len(words[a:b].split()) for a, b in ranges))


def _passages(section: Section, text: ReportText) -> Iterator[Passage]:
    """Pack a section's parts; footnotes come last, each by itself."""
    parts = [_part(block, text) for block in section.blocks]
    flow = [part for part in parts if part.kind != "note" and part.sentences]
    notes = [part for part in parts if part.kind == "note" and part.sentences]
    for group, lead_in in _with_lead_in(_packed(flow), text):
        yield _passage(section.heading, group, lead_in)
    for note in notes:
        for piece in _cut(note):
            yield _passage(section.heading, [piece], ())


def _packed(parts: Iterable[_Paragraph]) -> Iterator[list[_Paragraph]]:
    group: list[_Paragraph] = []
    for part in parts:
        for piece in _cut(part):
            if group and sum(p.size for p in group) + piece.size > TARGET:
                yield group
                group = []
            group.append(piece)
    if group:
        yield group


def _cut(part: _Paragraph) -> Iterator[_Paragraph]:
    """Part a long paragraph between sentences into pieces of about equal length."""
    pieces = 1 if part.size <= LONGEST else -(-part.size // TARGET)
    limit = part.size / pieces
    sentences: list[tuple[Span, ...]] = []
    words: list[int] = []
    for sentence, count in zip(part.sentences, part.words, strict=True):
        if sentences and sum(words) + count / 2 > limit:
            yield _Paragraph(part.kind, tuple(sentences), tuple(words))
            sentences, words = [], []
        sentences.append(sentence)
        words.append(count)
    yield _Paragraph(part.kind, tuple(sentences), tuple(words))


def _with_lead_in(
    groups: Iterable[list[_Paragraph]], text: ReportText
) -> Iterator[tuple[list[_Paragraph], tuple[Span, ...]]]:
    """Give items and rows that were parted from their lead-in or first row that one."""
    leads: dict[str, tuple[Span, ...]] = {}
    for group in groups:
        yield group, leads.get(group[0].kind, ())
        for part in group:
            if part.kind == "row":
                leads = {"row": leads.get("row", part.sentences[0])}
            elif part.kind != "item":
                last = part.sentences[-1]
                leads = {"item": last} if text.words(last).endswith(":") else {}


def _passage(heading: tuple[str, ...], parts: Sequence[_Paragraph], lead_in: tuple[Span, ...]) -> Passage:
    sentences = tuple(
        Sentence(spans, number, part.kind) for number, part in enumerate(parts) for spans in part.sentences
    )
    kinds = {part.kind for part in parts}
    kind = {"item": "list", "row": "table", "note": "note"}.get(min(kinds), "text") if len(kinds) == 1 else "text"
    return Passage(heading, sentences, lead_in, kind)
