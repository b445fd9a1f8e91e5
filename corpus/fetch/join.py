"""The parts of a report that stands on several pages, joined to one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby
from typing import Final

from corpus.types import Block, Document

DEEPEST: Final = 6  # level of a heading in HTML
_AROUND: Final = {"item": "ul", "row": "table"}


def joined(title: str, address: str, parts: Sequence[tuple[str, Document]]) -> bytes:
    """One web page of the parts, each but the first under its title, with every word as it was read."""
    lines = [line for number, (name, document) in enumerate(parts) for line in _part(name, document, number > 0)]
    body = "\n".join(lines)
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{escape(title)}</title>\n'
        f'<link rel="canonical" href="{escape(address)}">\n</head>\n<body>\n<main>\n<h1>{escape(title)}</h1>\n'
        f"{body}\n</main>\n</body>\n</html>\n"
    ).encode()


def _part(name: str, document: Document, titled: bool) -> Iterator[str]:
    """The blocks of a part; its own title, if it has one, is that of the part."""
    text = document.pages[0].text
    blocks = list(document.blocks)
    if blocks and blocks[0].kind == "heading":
        name = _words(text, blocks.pop(0))
    if titled:
        yield f"<h2>{escape(name)}</h2>"
    lowest = min((block.level for block in blocks if block.kind == "heading"), default=1)
    for kind, run in groupby(blocks, key=lambda block: block.kind):
        around = _AROUND.get(kind)
        if around:
            yield f"<{around}>"
        yield from (_line(text, block, lowest) for block in run)
        if around:
            yield f"</{around}>"


def _line(text: str, block: Block, lowest: int) -> str:
    words = _words(text, block)
    if block.kind == "heading":
        level = min(3 + block.level - lowest, DEEPEST)
        return f"<h{level}>{escape(words)}</h{level}>"
    if block.kind == "row":
        return f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in words.split(chr(9)))}</tr>"
    return f"<li>{escape(words)}</li>" if block.kind == "item" else f"<p>{escape(words)}</p>"


def _words(text: str, block: Block) -> str:
    return "".join(text[span.start : span.end] for span in block.spans)
