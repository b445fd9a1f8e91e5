"""Small reports to read, and what is read out of them."""

from __future__ import annotations

from pathlib import Path

import pdfs

from corpus.read import read
from corpus.text import readable
from corpus.types import Document


def report_text(title: str, body: str, published: str, text: str, kind: str = "") -> str:
    """A report as Markdown, with a front matter."""
    fields = f'title: "{title}"\nbody: {body}\ninspectorates: [HMICFRS]\npublished: {published}'
    fields += f"\nkind: {kind}" * bool(kind)
    return f"---\n{fields}\n---\n# {title}\n\n{text}\n"


def read_paper(paper: pdfs.Paper, folder: Path) -> Document:
    """A PDF as it is read."""
    path = paper.save(folder / "a1.pdf")
    return read(path, path.read_bytes())[0]


def told(document: Document) -> list[tuple[str, str]]:
    """Kind (with its level, for a heading) and words of each block."""
    texts = {page.number: page.text for page in document.pages}
    return [(f"{b.kind}{b.level or ''}", readable(texts, b.spans, ())) for b in document.blocks]
