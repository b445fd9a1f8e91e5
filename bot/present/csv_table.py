"""Quotes with their reports and places as CSV, for a spreadsheet."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from bot.quoting.place import citation
from bot.types import Quote
from corpus.clean import shown

ABOUT: Final = ("body", "title", "report_kind", "inspectorates", "date", "inspected", "published", "digest")
PLACED: Final = ("text", "lead_in", "heading", "page", "page_end", "page_label", "citation", "link", "url", "source")
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def csv_table(own: Sequence[str], rows: Iterable[tuple[Mapping[str, str | None], Quote]]) -> str:
    """A header, then a row for each quote: its report, its ``own`` fields, its words and place.

    A cell that a spreadsheet would take for a formula begins with an apostrophe.
    """
    out = io.StringIO()
    writer = csv.DictWriter(out, (*ABOUT, *own, *PLACED), lineterminator="\n")
    writer.writeheader()
    for fields, quote in rows:
        cells = {**_report_cells(quote), **fields, **_place_cells(quote)}
        writer.writerow({name: _safe(str(cell or "")) for name, cell in cells.items()})
    return out.getvalue()


def _safe(cell: str) -> str:
    """A cell that no program takes for a formula: full-width signs and blanks in front of them count, too."""
    cell = shown(cell)
    bare = unicodedata.normalize("NFKC", cell[:8]).lstrip()
    return f"'{cell}" if cell.startswith(_FORMULA) or bare.startswith(_FORMULA) else cell


def _report_cells(quote: Quote) -> dict[str, object]:
    report = quote.report
    return {
        "body": "; ".join(report.bodies),
        "title": report.title,
        "report_kind": report.kind,
        "inspectorates": "; ".join(report.inspectorates),
        "date": report.date,
        "inspected": report.inspected,
        "published": report.published,
        "digest": "yes" if report.digest else "no",
    }


def _place_cells(quote: Quote) -> dict[str, object]:
    return {
        "text": quote.text,
        "lead_in": quote.lead_in,
        "heading": " > ".join(quote.heading),
        "page": quote.page,
        "page_end": quote.page_end,
        "page_label": quote.page_label,
        "citation": citation(quote),
        "link": quote.link,
        "url": quote.report.url,
        "source": quote.report.source,
    }
