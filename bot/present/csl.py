"""Reports as CSL-JSON, which reference managers (Zotero, Mendeley, EndNote) and pandoc import.

The fields are those of the schema at https://github.com/citation-style-language/schema, version 1.0.2.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from bot.present.jsonable import Json, dumped
from bot.quoting.place import DIGEST, title
from bot.quoting.styles import licence_line
from corpus.types import Report


def csl_json(reports: Iterable[Report], accessed: date) -> str:
    """An array with an item for each report."""
    return f"{dumped([_item(report, accessed) for report in reports])}\n"


def _item(report: Report, accessed: date) -> Json:
    item: Json = {
        "id": report.id,
        "type": "report",
        "title": f"Digest of: {title(report)}" if report.digest else title(report),
        "genre": report.kind,
        "author": [{"literal": name} for name in report.inspectorates],
        "publisher": ", ".join(report.inspectorates),
        "language": "en-GB",
        "number-of-pages": str(report.page_count) if report.page_count else None,
        "license": licence_line(report),
        "note": DIGEST if report.digest else None,
        "URL": report.url,
        "accessed": {"date-parts": [_parts(accessed.isoformat())]} if report.url else None,
        "issued": {"date-parts": [_parts(report.date)]} if report.date else None,
    }
    return {name: value for name, value in item.items() if value}


def _parts(iso: str) -> list[int]:
    return [int(part) for part in iso.split("-")]
