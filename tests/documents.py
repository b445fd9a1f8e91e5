"""Small reports to read, and what is read out of them and answered from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import pdfs
from fakes import FakeEncoder

from bot.ask.answerer import Answerer
from bot.types import Answer
from corpus.describe.gazetteer import gazetteer
from corpus.reading.read import read
from corpus.structure.text import readable
from corpus.types import Document
from index.build import build
from index.search import Index


def report_text(title: str, body: str, published: str, text: str, kind: str = "") -> str:
    """A report as Markdown, with a front matter."""
    fields = f'title: "{title}"\nbody: {body}\ninspectorates: [HMICFRS]\npublished: {published}'
    fields += f"\nkind: {kind}" * bool(kind)
    return f"---\n{fields}\n---\n# {title}\n\n{text}\n"


def sidecar(name: str, title: str, body: str, kind: str, by: str, published: str) -> str:
    """What is told of one report beside it; ``by`` are inspectorates, parted by commas."""
    inspectorates = ", ".join(f'"{one}"' for one in by.split(", "))
    fields = f'title = "{title}"\nbodies = ["{body}"]\nkind = "{kind}"\ninspectorates = [{inspectorates}]'
    return f'["{name}"]\n{fields}\npublished = {published}\n'


def answers_from(folder: Path, sidecars: Iterable[str], pages: Mapping[str, str]) -> Answerer:
    """Answers from these web pages, given by file name, as an index of them in the folder has them."""
    (folder / "corpus").mkdir()
    for name, page in pages.items():
        (folder / "corpus" / name).write_text(f"<html><body><main>{page}</main></body></html>", encoding="utf-8")
    (folder / "corpus" / "reports.toml").write_text("\n".join(sidecars), encoding="utf-8")
    build([folder / "corpus"], folder / "index", FakeEncoder)
    return Answerer(Index.open(folder / "index", FakeEncoder()), gazetteer())


def texts(answer: Answer) -> list[str]:
    """What is quoted, in order."""
    return [quote.text for quote in answer.quotes]


def read_paper(paper: pdfs.Paper, folder: Path) -> Document:
    """A PDF as it is read."""
    path = paper.save(folder / "a1.pdf")
    return read(path, path.read_bytes())[0]


def told(document: Document) -> list[tuple[str, str]]:
    """Kind (with its level, for a heading) and words of each block."""
    texts = {page.number: page.text for page in document.pages}
    return [(f"{b.kind}{b.level or ''}", readable(texts, b.spans, ())) for b in document.blocks]
