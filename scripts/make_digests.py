"""Make the bundled reports: the digests' Markdown sources in, PDF, HTML and Markdown out.

The same sources give the same bytes: fixed dates, no compression, built-in fonts only.
"""

from __future__ import annotations

import argparse
import io
import json
from calendar import month_name
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token
from reportlab import platypus
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle as Style
from reportlab.platypus import Paragraph
from reportlab.platypus.tableofcontents import TableOfContents

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
NOTICE = "Digest written for this project. Not the inspectorate’s own text."
FOOT = "Digest – not the inspectorate’s text"
SITE = "https://hmicfrs.justiceinspectorates.gov.uk/"
SIDECAR = ("title", "bodies", "kind", "inspectorates", "inspected", "published", "url", "licence", "digest")
MARKDOWN = MarkdownIt("commonmark").enable("table")

WIDTH, HEIGHT = A4
MARGIN = 62.0  # points
BLUE, PALE, GREY, WHITE = (HexColor(code) for code in ("#1d3557", "#e8eef5", "#5a6472", "#ffffff"))
BODY = Style("body", fontSize=11, leading=15, spaceAfter=8, allowWidows=0, allowOrphans=0)
LEAD_IN = Style("lead-in", BODY, keepWithNext=1)
ITEM = Style("item", BODY, leftIndent=18, bulletIndent=5, spaceAfter=5)
CELL = Style("cell", BODY, fontSize=10, leading=13, spaceAfter=0)
HEAD = Style("head", CELL, fontName="Helvetica-Bold")
H1 = Style("h1", HEAD, fontSize=17, leading=21, spaceBefore=16, spaceAfter=8, textColor=BLUE, keepWithNext=1)
H2 = Style("h2", H1, fontSize=13, leading=16, spaceBefore=8, spaceAfter=5)
TITLE = Style("title", H1, fontSize=26, leading=32, spaceAfter=18)
COVER = Style("cover", BODY, fontSize=14, leading=20, spaceAfter=6)
ENTRIES = [Style("entry", BODY, leading=14, spaceBefore=4, spaceAfter=0)]
ENTRIES.append(Style("sub-entry", ENTRIES[0], fontSize=10, leading=13, spaceBefore=0, leftIndent=14))
PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{title}</title>
<meta name="description" content="{notice}">
</head>
<body>
<header>
<p>Inspection digests</p>
<nav><a href="/">Home</a> <a href="/reports/">Reports</a> <a href="/about/">About the digests</a></nav>
</header>
<main>
<h1>{title}</h1>
<p><strong>{notice}</strong></p>
{facts}{text}</main>
<footer><p>{foot}. <a href="/">Back to all digests</a></p></footer>
</body>
</html>
"""


@dataclass(frozen=True, slots=True)
class Digest:
    """One source: its name without suffix, its front matter as text and as fields, its Markdown."""

    stem: str
    front: str
    fields: dict[str, Any]
    text: str

    @classmethod
    def read(cls, path: Path) -> Digest:
        """The digest in a source file."""
        _, front, text = path.read_text(encoding="utf-8").split("---\n", 2)
        return cls(path.stem, front, yaml.safe_load(front), text.strip() + "\n")

    @property
    def notice(self) -> list[str]:
        """What every digest says first: that it is one, where the real report is, the licence."""
        url = self.fields["url"] or f"address not established; the inspectorate’s site is {SITE}"
        return [NOTICE, f"Official report: {url}", f"Licence: {self.fields['licence']}."]

    @property
    def facts(self) -> list[str]:
        """The lines under the title: body, inspectorate, kind, and the dates that are known."""
        fields = self.fields
        kind = f"{' and '.join(fields['inspectorates'])}: {fields['kind'][0].upper()}{fields['kind'][1:]}"
        dates = {"Inspected": fields["inspected"], "Published": fields["published"]}
        known = [f"{name}: {in_words(date)}" for name, date in dates.items() if date]
        return [f"Inspected body: {fields['body']}", kind, *known]


def in_words(period: str) -> str:
    """An ISO date, month, year or range of them in words: 6 September 2021 to 1 October 2021."""
    return " to ".join(_date(*date.split("-")) for date in period.split("/"))


def _date(year: str, month: str = "", day: str = "") -> str:
    """A date in words, as far as it is known."""
    return f"{int(day)} {_date(year, month)}" if day else f"{month_name[int(month or 0)]} {year}".strip()


def markdown(digest: Digest) -> bytes:
    """The digest as Markdown under its front matter."""
    notice = " ".join(digest.notice)
    return f"---\n{digest.front}---\n\n# {digest.fields['title']}\n\n{notice}\n\n{digest.text}".encode()


def web_page(digest: Digest) -> bytes:
    """The digest as a page of a web site, with the navigation that such pages have."""
    title, notice, foot = (escape(s) for s in (digest.fields["title"], " ".join(digest.notice), FOOT))
    facts = "".join(f"<p>{escape(line)}</p>\n" for line in digest.facts)
    text = MARKDOWN.render(digest.text)
    return PAGE.format(title=title, notice=notice, facts=facts, text=text, foot=foot).encode()


def pdf(digest: Digest) -> bytes:
    """The digest as a PDF: cover, contents list, text; page labels i, 1, 2, …; an outline."""
    out, title = io.BytesIO(), digest.fields["title"]
    about = f"Digest of {title}, written for this project; not the inspectorate’s text. {digest.notice[1]}."
    doc = platypus.BaseDocTemplate(
        out, pagesize=A4, invariant=1, pageCompression=0, lang="en-GB", title=title, keywords="digest",
        author="reportbot project (digest)", subject=f"{about} {digest.fields['licence']}.",
    )  # fmt: skip
    frame = platypus.Frame(MARGIN, 70, WIDTH - 2 * MARGIN, HEIGHT - 150, 0, 0, 0, 0)
    head = title.replace("An inspection of ", "")
    margins = platypus.PageTemplate("text", [frame], onPage=lambda canvas, _: _draw_margins(canvas, head))
    doc.addPageTemplates([platypus.PageTemplate("cover", [frame], onPage=_draw_cover), margins])
    doc.afterFlowable = lambda flowable: _enter_heading(doc, flowable)
    doc.multiBuild([*_front_pages(digest), *_flowables(MARKDOWN.parse(digest.text))])
    return out.getvalue()


def _front_pages(digest: Digest) -> Iterator[Any]:
    """The cover and the contents list."""
    box = [("BOX", (0, 0), (-1, -1), 1.2, BLUE), ("BACKGROUND", (0, 0), (-1, -1), PALE)]
    notice = [[Paragraph(escape(line), CELL if n else HEAD)] for n, line in enumerate(digest.notice)]
    yield from (platypus.Spacer(1, 130), Paragraph(escape(digest.fields["title"]), TITLE))
    yield from (Paragraph(escape(line), COVER) for line in digest.facts)
    yield from (platypus.Spacer(1, 36), platypus.Table(notice, colWidths=[WIDTH - 2 * MARGIN], style=box))
    yield from (platypus.NextPageTemplate("text"), platypus.PageBreak(), Paragraph("Contents", H1))
    yield from (TableOfContents(levelStyles=ENTRIES, dotsMinLevel=0), platypus.PageBreak())


def _flowables(tokens: Sequence[Token]) -> Iterator[Any]:
    """Headings, paragraphs, list items and tables of the text, in order."""
    inside, rows = "", list[list[Any]]()
    for number, token in enumerate(tokens):
        if token.type in ("heading_open", "paragraph_open", "list_item_open", "th_open", "td_open"):
            inside = "li" if inside == "li" else token.tag  # an item's words are a paragraph within it
        elif token.type == "tr_open":
            rows.append([])
        elif token.type == "inline" and inside in ("th", "td"):
            rows[-1].append(Paragraph(_inline(token), HEAD if inside == "th" else CELL))
        elif token.type == "inline":
            yield _block(inside, token, f"heading-{number}")
            inside = ""
        elif token.type == "table_close":
            yield from (_table(rows), platypus.Spacer(1, 10))


def _table(rows: list[list[Any]]) -> Any:
    """Rows as a ruled table, the first of them its head."""
    every, head = ((0, 0), (-1, -1)), ((0, 0), (-1, 0))
    style = [("GRID", *every, 0.5, GREY), ("BACKGROUND", *head, PALE), ("VALIGN", *every, "TOP")]
    return platypus.Table(rows, [WIDTH - 2 * MARGIN - 165, 165], repeatRows=1, style=style)


def _block(tag: str, token: Token, key: str) -> Any:
    """A heading, a list item or a paragraph; one that leads in a list stays with it."""
    if tag == "li":
        return Paragraph(_inline(token), ITEM, bulletText="•")
    if tag == "p":
        return Paragraph(_inline(token), LEAD_IN if token.content.endswith(":") else BODY)
    heading = Paragraph(_inline(token), H1 if tag == "h2" else H2)
    heading.entry = (int(tag[1]) - 2, token.content, key)
    return heading


def _inline(token: Token) -> str:
    """The words of a block in reportlab's markup, links live."""
    words = ""
    for child in token.children or ():
        if child.type == "link_open":
            words += f'<a href="{escape(str(child.attrs["href"]))}" color="#1d4f91">'
        else:
            words += "</a>" if child.type == "link_close" else escape(child.content)
    return words


def _draw_cover(canvas: Any, _: Any) -> None:
    """The band of the cover; also labels the pages, as the canvas is new in every pass."""
    canvas.addPageLabel(0, style="ROMAN_LOWER", start=1)
    canvas.addPageLabel(1, style="ARABIC", start=1)
    canvas.setFillColor(BLUE)
    canvas.rect(0, HEIGHT - 110, WIDTH, 110, stroke=0, fill=1)
    canvas.setFillColor(WHITE)
    canvas.setFont("Helvetica-Bold", 15)
    canvas.drawString(MARGIN, HEIGHT - 66, "Inspection digest")


def _draw_margins(canvas: Any, head: str) -> None:
    """Running head, running foot and printed page number."""
    canvas.setFont("Helvetica", 8.5)
    canvas.setFillColor(GREY)
    canvas.setStrokeColor(GREY)
    canvas.drawString(MARGIN, HEIGHT - 45, head)
    canvas.drawString(MARGIN, 38, FOOT)
    canvas.drawRightString(WIDTH - MARGIN, 38, str(canvas.getPageNumber() - 1))
    canvas.lines([(MARGIN, y, WIDTH - MARGIN, y) for y in (52, HEIGHT - 52)])


def _enter_heading(doc: Any, flowable: Any) -> None:
    """Put a heading that was just set into the contents list and the outline."""
    if entry := getattr(flowable, "entry", None):
        level, words, key = entry
        doc.canv.bookmarkPage(key)
        doc.canv.addOutlineEntry(words, key, level, closed=False)
        doc.notify("TOCEntry", (level, escape(words), doc.page - 1, key))


def sidecar(digests: Sequence[Digest]) -> bytes:
    """The metadata of every report as TOML, one table a file; what is not known is left out."""
    tables = []
    for digest in digests:
        fields = {**digest.fields, "bodies": [digest.fields["body"]]}
        # JSON's strings, lists of strings and booleans are TOML as they stand.
        known = {name: json.dumps(fields[name], ensure_ascii=False) for name in SIDECAR if fields[name]}
        lines = [f"{name} = {value}\n" for name, value in known.items()]
        tables.append(f'["{digest.stem}.{fields["format"]}"]\n{"".join(lines)}')
    return "\n".join(tables).encode()


def make(source: Path, out: Path) -> dict[str, int]:
    """Write every digest of a folder, and the sidecar; returns the bytes written for each name."""
    writers = {"pdf": pdf, "html": web_page, "md": markdown}
    digests = [Digest.read(path) for path in sorted(source.glob("*.md"))]
    files = {f"{d.stem}.{d.fields['format']}": writers[d.fields["format"]](d) for d in digests}
    files["reports.toml"] = sidecar(digests)
    out.mkdir(parents=True, exist_ok=True)
    return {name: (out / name).write_bytes(data) for name, data in files.items()}


def main(argv: Sequence[str] | None = None) -> None:
    """Make the reports and say what was written."""
    parser = argparse.ArgumentParser(description="Make the bundled reports from the digests' sources.")
    parser.add_argument("--source", type=Path, default=CORPUS / "digests", help="folder of Markdown sources")
    parser.add_argument("--out", type=Path, default=CORPUS / "reports", help="folder for the reports")
    options = parser.parse_args(argv)
    for name, size in make(options.source, options.out).items():
        print(f"{options.out / name}  {size:,} bytes")


if __name__ == "__main__":
    main()
