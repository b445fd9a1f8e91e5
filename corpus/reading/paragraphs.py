"""Numbered paragraphs of sources that tell their blocks themselves: their numbers are no part of the text."""

from __future__ import annotations

from dataclasses import replace

from corpus.structure.counted import counted
from corpus.types import Block, Document, Span


def without_numbers(document: Document) -> Document:
    """A document whose paragraphs begin behind their numbers, where these count up through it."""
    texts = {page.number: page.text for page in document.pages}
    runs = counted([(_words(block, texts), True) for block in document.blocks])
    if not runs:
        return document
    found = {number: characters for run in runs for number, characters in run.items()}
    blocks = (_behind(block, found.get(number, 0)) for number, block in enumerate(document.blocks))
    return replace(document, blocks=tuple(blocks))


def _words(block: Block, texts: dict[int, str]) -> str:
    """The first characters of a block that may be numbered."""
    first = block.spans[0]
    return texts[first.page][first.start : first.end] if block.kind in ("paragraph", "item") else ""


def _behind(block: Block, characters: int) -> Block:
    first, *rest = block.spans
    return replace(block, spans=(Span(first.page, first.start + characters, first.end), *rest))
