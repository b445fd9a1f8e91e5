"""A file to a document: finds what it is, picks the reader, and says why where none serves."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from corpus.errors import UnreadableReport
from corpus.pdf import pdfium, pypdf_reader
from corpus.pdf.grade_columns import columns_of
from corpus.pdf.layout import blocks_of
from corpus.pdf.lines import MARGIN
from corpus.pdf.page_numbers import printed_numbers
from corpus.pdf.printed import Line, PrintedPage
from corpus.reading import html, office, opendocument
from corpus.reading.gibberish import is_gibberish
from corpus.reading.notes import by_label, linked
from corpus.reading.ocr import recognised
from corpus.reading.paragraphs import without_numbers
from corpus.reading.plain import read_markdown, read_text
from corpus.reading.sniff import Format, sniff
from corpus.types import Document, Page, Unseen

VERSION = 15  # of reading, layout and splitting: raise it when the same bytes give other passages
READERS = f"{pdfium.READER}, {pypdf_reader.READER}, {html.READER}, {office.READER}"
FEWEST_LETTERS = 20  # a page on average; a scan without a text layer has none
NO_WORDS = (
    "letters that make no words on {unread} of {pages} pages: its fonts tell false letters; install tesseract to read"
    " it by OCR, or get another copy"
)
EDGES = 3  # rows at either end of a page that may be heads and feet, where a reader tells no places
STEP = 12.0  # points from line to line where a reader tells no places


def read(path: Path, data: bytes, password: str | None = None) -> tuple[Document, Mapping[str, object]]:
    """Read the bytes of a file as a report; the second value holds the fields of its front matter.

    ``path`` is no more than its name: what stands there now may be another file.

    Raises:
        UnreadableReport: it is no report that can be read; the message is the reason.
    """
    kind = sniff(data, path.name)
    if kind == "pdf":
        return _read_pdf(data, password), {}
    document, fields = _read_marked_up(kind, data)
    return without_numbers(document), fields


def _read_marked_up(kind: Format, data: bytes) -> tuple[Document, Mapping[str, object]]:
    """Read a source that tells its blocks itself."""
    match kind:
        case "markdown":
            return read_markdown(data)
        case "text":
            return read_text(data)
        case "docx":
            return office.read_docx(data), {}
        case "odt":
            return opendocument.read_odt(data), {}
        case _:
            return html.read_html(data), {}


def _read_pdf(data: bytes, password: str | None) -> Document:
    info = pypdf_reader.read_info(data, password)
    printed, reader = _printed_pages(data, password, info.hidden_layers)
    if not printed:
        raise UnreadableReport("damaged PDF (no page is in it): download the report again")
    printed, by_ocr, unread = _with_words(data, printed, password)
    letters = _letters(printed)
    if letters < FEWEST_LETTERS * len(printed) and not unread:
        raise UnreadableReport(
            f"no text layer ({letters} letters on {len(printed)} pages): a scan; recognise its text first"
        )
    if 2 * len(unread) > len(printed):
        raise UnreadableReport(NO_WORDS.format(unread=len(unread), pages=len(printed)))
    labels = _labels(printed_numbers(printed), info.labels)
    blocks = blocks_of(printed)
    notes = by_label(blocks)
    pages = (Page(n, page.text, label) for n, (page, label) in enumerate(zip(printed, labels, strict=True), start=1))
    marked = tuple(replace(own, marks=linked(own, page.marks, notes)) for own, page in zip(pages, printed, strict=True))
    properties = info.properties | ({"bookmark": info.bookmarks[0]} if info.bookmarks else {})
    return Document(
        marked,
        blocks,
        True,
        reader,
        properties,
        columns_of(printed),
        _unseen(printed),
        ocr_pages=by_ocr,
        unread_pages=unread,
    )


def _unseen(printed: Sequence[PrintedPage]) -> tuple[Unseen, ...]:
    """What was left out of the pages, by the reason for it."""
    count: Counter[str] = Counter()
    pages: dict[str, list[int]] = defaultdict(list)
    for number, page in enumerate(printed, start=1):
        for why, characters in page.unseen.items():
            count[why] += characters
            pages[why].append(number)
    return tuple(Unseen(why, count[why], tuple(numbers)) for why, numbers in pages.items())


def _with_words(
    source: bytes, printed: Sequence[PrintedPage], password: str | None
) -> tuple[tuple[PrintedPage, ...], tuple[int, ...], tuple[int, ...]]:
    """The pages of a PDF, those of a scan and those whose letters make no words read by OCR if it is installed.

    Returns:
        The pages, the numbers of those read by OCR, and the numbers of those left without their text.
    """
    texts = {number: page.text for number, page in enumerate(printed, start=1)}
    unread = [number for number, text in texts.items() if is_gibberish(text)]
    is_scan = _letters(printed) < FEWEST_LETTERS * len(printed)
    wanted = texts if is_scan else {number: texts[number] for number in unread}
    read_off = {n: text for n, text in recognised(source, wanted, password).items() if not is_gibberish(text)}
    unread = [number for number in unread if number not in read_off]
    pages = dict(enumerate(printed, start=1))
    pages |= {number: _unplaced("\n" * EDGES + text + "\n" * EDGES) for number, text in read_off.items()}
    pages |= {number: replace(pages[number], text="", lines=(), frames=(), tables=()) for number in unread}
    return tuple(pages.values()), tuple(read_off), tuple(unread)


def _letters(printed: Sequence[PrintedPage]) -> int:
    return sum(map(str.isalpha, "".join(page.text for page in printed)))


def _labels(printed: Sequence[str | None], given: Sequence[str | None]) -> tuple[str | None, ...]:
    """What is printed on each page; what the file calls it where nothing is, unless the two disagree elsewhere."""
    agree = len(given) == len(printed) and all(a in (None, b) for a, b in zip(printed, given, strict=True))
    return tuple(a or b for a, b in zip(printed, given, strict=True)) if agree else tuple(printed)


def _printed_pages(
    data: bytes, password: str | None, hidden_layers: frozenset[str]
) -> tuple[tuple[PrintedPage, ...], str]:
    """Pages by pdfium, or by pypdf where pdfium fails, and the reader's name."""
    try:
        return pdfium.read_pages(data, password, hidden_layers), pdfium.READER
    except UnreadableReport:
        texts = pypdf_reader.page_texts(data, password)
        return tuple(map(_unplaced, texts)), pypdf_reader.READER


def _unplaced(text: str) -> PrintedPage:
    """A page whose lines have no known place: set evenly, blank lines keeping their gap.

    They are set so that the first and the last three stand in the margins, where running heads
    and feet are looked for.
    """
    rows = text.splitlines(keepends=True)
    height = STEP * max(len(rows) - 2 * EDGES, 1) / (1 - 2 * MARGIN)
    lines: list[Line] = []
    start = 0
    for number, row in enumerate(rows):
        words = row.strip()
        if words:
            first, top = start + row.index(words[0]), _top(number, len(rows), height)
            lines.append(Line(first, first + len(words), 0, 6.0 * len(words), top, top + 10, 10, False))
        start += len(row)
    return PrintedPage(text, tuple(lines), height)


def _top(number: int, rows: int, height: float) -> float:
    """Where the upper edge of a row is set, in points."""
    if number < EDGES:
        return MARGIN * height - STEP * (EDGES - number)
    from_foot = number - (rows - EDGES)
    return (1 - MARGIN) * height + 1 + STEP * from_foot if from_foot >= 0 else MARGIN * height + STEP * (number - EDGES)
