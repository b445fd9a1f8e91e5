"""Whether what a site sent is the report that was asked for, and whole."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass
from typing import Final

from corpus.describe.gazetteer import gazetteer
from corpus.errors import UnreadableReport
from corpus.fetch.types import Entry, NotGot
from corpus.pdf import pdfium
from corpus.reading.archive import DAMAGED, refuse_large
from corpus.reading.html import read_html
from corpus.reading.office import MOST_UNPACKED, read_docx
from corpus.reading.opendocument import read_odt
from corpus.reading.sniff import sniff
from corpus.types import Document
from corpus.vocabulary.dates import years_in

FEWEST_WORDS: Final = 120  # of a web page that is a report; letters, the shortest, have several hundred
END: Final = 2048  # bytes at the end of a PDF that hold its end mark; readers look at the last 1024
FRONT: Final = 2  # pages of a PDF on which its body is named: the cover and what is behind it
WELSH: Final = ("y", "yr", "yn", "ac", "ar", "mae", "gan", "wedi", "ei", "oedd", "sy'n", "i'r")
ENGLISH: Final = ("the", "of", "to", "and", "in", "is", "that", "for", "it", "with", "are", "has")
OPENING: Final = 4000  # characters of a web page, for the same


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a file: their fingerprint and their count, which is 0 for a scan."""

    sha256: str
    count: int

    @classmethod
    def of(cls, text: str) -> Words:
        """The words of a text."""
        words = text.split()
        return cls(hashlib.sha256(" ".join(words).encode()).hexdigest(), len(words))


def form_of(data: bytes) -> str:
    """The form of a file of a report: ``pdf``, ``docx`` or ``odt``; an empty string for anything else."""
    try:
        form = sniff(data, "report")
    except UnreadableReport:
        return ""
    return form if form in ("pdf", "docx", "odt") else ""


def refuse_part(data: bytes, *, whole: bool) -> None:
    """Refuse a file that ends before its end.

    Raises:
        NotGot: a PDF has no end mark, an office document no directory, or a page whose length was not given does
            not end as pages do.
    """
    if data.startswith(b"PK"):
        try:
            refuse_large(data, MOST_UNPACKED)
        except DAMAGED as error:
            raise NotGot("the office document is damaged, or cut short") from error
        except UnreadableReport as problem:
            raise NotGot(str(problem)) from problem
    elif form_of(data) == "pdf":
        if b"%%EOF" not in data[-END:]:
            raise NotGot(f"the PDF is cut short after {len(data)} bytes: its end mark is missing")
    elif not whole and not re.search(rb"</(?:html|body|urlset|sitemapindex)>\s*$", data[-END:].rstrip(), re.I):
        raise NotGot(f"the page is cut short after {len(data)} bytes")


def read_web_page(data: bytes, *, part: bool = False) -> Document:
    """A web page that is a report, or a part of one.

    Raises:
        NotGot: it is an error page, a page to sign in, or too short.
    """
    try:
        if sniff(data, "page") != "html":
            raise NotGot("it is no web page")
        document = read_html(data)
    except UnreadableReport as problem:
        raise NotGot(str(problem)) from problem
    if re.search(rb"<input[^>]+type=[\"']?password", data, re.I):
        raise NotGot("it is a page to sign in on")
    count = len(document.pages[0].text.split())
    if count < FEWEST_WORDS and not part:
        raise NotGot(f"the page has {count} words: too few for a report")
    return document


def words_of(data: bytes) -> tuple[Words, str]:
    """The words of a report's file, and what stands at its front.

    Raises:
        NotGot: it cannot be read.
    """
    try:
        match sniff(data, "report"):
            case "pdf":
                pages = [page.text for page in pdfium.read_pages(data)]
                return Words.of(" ".join(pages)), "\n".join(pages[:FRONT])
            case "docx":
                text = read_docx(data).pages[0].text
            case "odt":
                text = read_odt(data).pages[0].text
            case _:
                text = read_html(data).pages[0].text
    except UnreadableReport as problem:
        raise NotGot(str(problem)) from problem
    return Words.of(text), text[:OPENING]


def is_welsh(text: str) -> bool:
    """Whether a text is in Welsh, by its commonest little words."""
    words = Counter(re.findall(r"[a-zŵŷâêîôû']+", text.lower()))
    return sum(words[word] for word in WELSH) > sum(words[word] for word in ENGLISH)


def refuse_other(entry: Entry, title: str, *, of_body: bool = True) -> None:
    """Refuse a page or a file whose title is about another body or another cycle.

    Raises:
        NotGot: it is.
    """
    named = bodies_in(title) if of_body else set()
    if entry.body and named and entry.body not in named:
        raise NotGot(f"it is on {sorted(named)[0]}, not on {entry.body}: {title}")
    years = years_in(title)
    if entry.cycle and len(years) > 1 and not years & years_in(entry.cycle):
        raise NotGot(f"it is of another cycle than {entry.cycle}: {' '.join(title.split())[:80]}")


def refuse_unnamed(entry: Entry, front: str) -> None:
    """Refuse a report that does not name its body at its front.

    Raises:
        NotGot: it does not.
    """
    if entry.body and front.strip() and entry.body not in bodies_in(front):
        raise NotGot(f"it does not name {entry.body} on its first pages")


def bodies_in(text: str) -> set[str]:
    """The full names of the bodies that a text names."""
    return {body.name for mention in gazetteer().find(text) for body in mention.bodies}
