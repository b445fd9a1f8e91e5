"""What the registers have in common as CSV: the same columns for the same things, and cells that no program runs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from bot.cite import citation
from bot.types import Quote

SOURCE: Final = (
    "report", "date", "inspectorates", "page", "page_end", "page_label", "heading", "digest", "source", "link",
    "citation",
)  # fmt: skip
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def of_source(quote: Quote) -> dict[str, object]:
    """Where a quote stands, and how to cite it, by the names of :data:`SOURCE`."""
    report = quote.report
    return {
        "report": report.title,
        "date": report.date,
        "inspectorates": "; ".join(report.inspectorates),
        "page": quote.page or "",
        "page_end": quote.page_end or "",
        "page_label": quote.page_label or "",
        "heading": " > ".join(quote.heading),
        "digest": "yes" if report.digest else "no",
        "source": report.source,
        "link": quote.link or "",
        "citation": citation(quote),
    }


def table(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> str:
    """Rows as CSV below their names: a cell that would be taken for a formula begins with an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_safe(str(row[name])) for name in columns] for row in rows)
    return out.getvalue()


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
