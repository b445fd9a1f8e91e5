"""Small real PDFs for tests, set line by line, so that every expected word can be written by hand."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image, ImageDraw
from pypdf import PdfReader, PdfWriter
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = A4
LEFT = 72.0
LEADING = 14.0
BODY = 11.0


class Paper:
    """A PDF in the making: each call sets its words below the ones before.

    ``head`` and ``foot`` stand in the margins of every page, the page's number in the foot's
    right corner; with ``labels`` the first page is page i, which is not printed on it, and the second
    page 1.
    """

    def __init__(
        self, *, head: str = "", foot: str = "", numbers: bool = False, labels: bool = False, title: str = ""
    ) -> None:
        self._out = io.BytesIO()
        self._canvas = Canvas(self._out, pagesize=A4, invariant=1)
        self._head, self._foot, self._numbers, self._labels = head, foot, numbers, labels
        self._top = 0.0
        if title:
            self._canvas.setTitle(title)
        if labels:
            self._canvas.addPageLabel(0, style="ROMAN_LOWER", start=1)
            self._canvas.addPageLabel(1, style="ARABIC", start=1)
        self._begin()

    def _begin(self) -> None:
        self._top = 120.0
        self.at(LEFT, 50, self._head, 9)
        self.at(LEFT, HEIGHT - 40, self._foot, 9)
        if self._numbers:
            number = self._canvas.getPageNumber() - self._labels
            self.at(WIDTH - 90, HEIGHT - 40, str(number or ""), 9)

    def at(
        self, x: float, top: float, words: str, size: float = BODY, *, bold: bool = False, font: str = "Helvetica"
    ) -> None:
        """Set words with their base line ``top`` points below the page's upper edge."""
        if words:
            self._canvas.setFont("Helvetica-Bold" if bold else font, size)
            self._canvas.drawString(x, HEIGHT - top, words)

    def page(self) -> Paper:
        """Begin the next page."""
        self._canvas.showPage()
        self._begin()
        return self

    def gap(self, points: float = LEADING) -> Paper:
        """Leave room."""
        self._top += points
        return self

    def heading(self, words: str, size: float = 16, *, bold: bool = True) -> Paper:
        """A heading with room around it."""
        self._top += size
        self.at(LEFT, self._top, words, size, bold=bold)
        self._top += size + LEADING
        return self

    def lines(self, *lines: str, x: float = LEFT, size: float = BODY, font: str = "Helvetica") -> Paper:
        """A paragraph of these printed lines."""
        for words in lines:
            self.at(x, self._top, words, size, font=font)
            self._top += LEADING
        return self.gap(10)

    def slanted(self, words: str) -> Paper:
        """A line whose letters are those of a regular font, set aslant."""
        self._canvas.saveState()
        self._canvas.transform(1, 0, 0.33, 1, LEFT, HEIGHT - self._top)
        self._canvas.setFont("Helvetica", BODY)
        self._canvas.drawString(0, 0, words)
        self._canvas.restoreState()
        return self.gap(LEADING + 10)

    def bullet(self, *lines: str, mark: str = "\u2022") -> Paper:
        """A list item whose lines hang under the first one's words."""
        self.at(LEFT + 8, self._top, mark)
        for words in lines:
            self.at(LEFT + 24, self._top, words)
            self._top += LEADING
        return self.gap(3)

    def row(self, *cells: str | tuple[str, ...], width: float = 230.0) -> Paper:
        """A table's row, cell after cell; a cell of several strings takes as many lines."""
        printed = [(cell,) if isinstance(cell, str) else cell for cell in cells]
        for column, cell in enumerate(printed):
            for number, words in enumerate(cell):
                self.at(LEFT + column * width, self._top + number * LEADING, words)
        self._top += LEADING * max(map(len, printed)) + 6
        return self

    def boxed(self, title: str, *lines: str, drawn: str = "rectangle") -> Paper:
        """A heading and a paragraph in a frame: a ``rectangle``, ``rules`` left and right, or these in ``pieces``."""
        top = self._top
        self.heading(title, BODY)
        self.lines(*lines)
        left, right, height = LEFT - 6, WIDTH - LEFT + 6, self._top - top
        if drawn == "rectangle":
            self._canvas.rect(left, HEIGHT - self._top, right - left, height)
        else:
            parts = 1 if drawn == "rules" else 4
            for x in (left, right):
                for part in range(parts):
                    self._canvas.rect(x, HEIGHT - top - (part + 1) * height / parts, 0.5, height / parts, 0, 1)
        return self.gap(20)

    def grid(self, head: list[str], *rows: list[tuple[str, ...]], width: float = 200.0) -> Paper:
        """A ruled table: a bold row of titles, unless it is empty, and rows of cells, each of several lines."""
        xs = [LEFT - 5 + n * width for n in range(len(rows[0]) + 1)]
        xs[-1] = WIDTH - LEFT
        first, tops = self._top, []
        for cells in [[(title,) for title in head], *rows]:
            if not cells:
                continue
            tops.append(self._top)
            for x, cell in zip(xs, cells, strict=False):
                for number, words in enumerate(cell, start=1):
                    self.at(x + 5, self._top + number * LEADING, words, bold=bool(head) and cells[0] == (head[0],))
            self._top += LEADING * max(map(len, cells)) + 6
        for top in (*tops, self._top):
            self._canvas.rect(xs[0], HEIGHT - top, xs[-1] - xs[0], 0.5, 0, 1)
        for x in xs:
            self._canvas.rect(x, HEIGHT - self._top, 0.5, self._top - first, 0, 1)
        return self.gap(20)

    def frame(self, above: float, below: float) -> Paper:
        """A frame around what stands so many points above and below, with a rule down its middle."""
        for x in (LEFT - 6, LEFT + 220, WIDTH - LEFT + 6):
            self._canvas.rect(x, HEIGHT - self._top - below, 0.5, above + below, 0, 1)
        return self

    def rule(self, x: float, top: float, end: float, *, upright: bool = False) -> Paper:
        """A rule from a place to another height below it, or else to another place on its right."""
        width, height = (0.5, end - top) if upright else (end - x, 0.5)
        self._canvas.rect(x, HEIGHT - top - height, width, height, 0, 1)
        return self

    def columns(self, left: tuple[str, ...], right: tuple[str, ...]) -> Paper:
        """Two columns of text, the left one first."""
        for x, lines in ((LEFT, left), (LEFT + 250, right)):
            for number, words in enumerate(lines):
                self.at(x, self._top + number * LEADING, words, 10)
        self._top += LEADING * max(len(left), len(right))
        return self.gap(10)

    def marked(self, words: str, mark: str) -> Paper:
        """A line that ends in the raised number of a footnote."""
        self.at(LEFT, self._top, words)
        self.at(LEFT + self._canvas.stringWidth(words, "Helvetica", BODY), self._top - 4, mark, 6)
        return self.gap(LEADING + 18)

    def note(self, *lines: str) -> Paper:
        """A footnote at the foot of the page, in small print."""
        for number, words in enumerate(lines):
            self.at(LEFT, 700 + 10 * number, words, 8)
        return self

    def turned(self, degrees: int) -> Paper:
        """Store the page turned, so that it reads upright only as a viewer shows it."""
        self._canvas.setPageRotation(degrees)
        self._canvas.rotate(degrees)
        self._canvas.translate(*{90: (0, -HEIGHT), 180: (-WIDTH, -HEIGHT), 270: (-WIDTH, 0)}[degrees])
        return self

    def picture(self, words: str) -> Paper:
        """A picture of words, as a scanner makes it: no text is behind it."""
        image = Image.new("L", (300, 400), 255)
        ImageDraw.Draw(image).text((30, 30), words, fill=0)
        self._canvas.drawImage(ImageReader(image), 0, 0, WIDTH, HEIGHT)
        return self

    def bytes(self) -> bytes:
        """The finished file."""
        self._canvas.save()
        return self._out.getvalue()

    def save(self, path: Path) -> Path:
        """Write the finished file."""
        path.write_bytes(self.bytes())
        return path


def report() -> Paper:
    """Four pages with all that a report is made of; ``test_corpus_pdf_layout`` says what it becomes."""
    paper = Paper(head="Westshire Police PEEL 2023\u201325", foot="Inspectorate of Examples", numbers=True, labels=True)
    paper.heading("PEEL 2023\u201325: An inspection of Westshire Police", 24)
    paper.lines("Published: 14 May 2025").page()
    paper.heading("Contents", 18)
    for title, number in (("Summary", 3), ("Responding to the public", 3), ("Investigating crime", 4)):
        paper.lines(f"{title} {'.' * 60} {number}")
    paper.page()
    paper.heading("Summary", 18)
    paper.lines("Westshire Police answers most emergency calls quickly. It has im-", "proved since last year.")
    paper.heading("Responding to the public", 18)
    paper.lines("The force should improve how it:")
    paper.bullet("answers non-emergency calls, which callers", "abandon too often")
    paper.bullet("records the vulnerability of callers.")
    paper.marked("Most callers were content.", "1")
    paper.note("1 Survey of 400 callers by the force, June 2024.")
    paper.lines("Supervisors do not always check the plans of investigations, and victims are not")
    paper.page()
    paper.lines("always told about the progress of their case. This has been so since 2021.")
    paper.heading("Investigating crime", 18)
    paper.heading("Grades", 14)
    paper.row("Area", "Grade").row("Investigating crime", "Adequate")
    paper.row(("Preventing crime and antisocial", "behaviour"), "Requires improvement")
    paper.row("Managing offenders", "Good")
    paper.gap()
    paper.lines("The force has improved the quality of its investigations.")
    return paper


def encrypted(data: bytes, password: str, owner: str = "owner") -> bytes:
    """The same PDF, opened by ``password`` only."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.encrypt(password, owner, algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def truncated(data: bytes, share: float) -> bytes:
    """The first part of a PDF, as a broken download leaves it."""
    return data[: round(len(data) * share)]


ERROR_PAGE = b"""<!DOCTYPE html>
<html><head><title>404 Not Found</title></head>
<body><h1>Not Found</h1><p>The requested URL was not found on this server.</p></body></html>
"""
