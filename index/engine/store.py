"""The store of one version: the same reading as of a folder's, with its rows in an engine."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Final

from corpus.structure.text import ReportText
from corpus.types import Page
from index.checksums import of_row
from index.engine.connection import Connection
from index.engine.held import Held, Recent
from index.errors import IndexDamaged
from index.packed import page_from
from index.store import Store
from index.types import StoredPassage

COLUMNS: Final = {  # in the order in which a folder's database has them, without the report's id and the checksum
    "reports": "id, fields, joined",
    "pages": "number, label, text, marks",
    "passages": "id, kind, heading, sentences, lead_in",
    "findings": "number, kind, heading, spans, lead_in, sentences",
    "judgments": "number, area, grade, printed, spans, form, heading",
    "files": "corpus, source, sha256, recipe, report_id, reason",
}
RECENT_PAGES: Final = 4096  # about 20 MB
RECENT_PASSAGES: Final = 4096  # about 15 MB


class EngineStore(Store):
    """One version's reports, pages and passages."""

    def __init__(self, connection: Connection, held: Held, rebuild: str, without: frozenset[str]) -> None:
        self._engine, self._held, self._rebuild = connection, held, rebuild
        self.without = without
        self._pages: Recent[tuple[int, int], Page] = Recent(RECENT_PAGES)
        self._joined: Recent[str, frozenset[str]] = Recent(RECENT_PAGES)
        self._passages: Recent[int, StoredPassage] = Recent(RECENT_PASSAGES)

    def close(self) -> None:
        """Close the connection, which is made again when it is needed."""
        self._engine.close()

    def damaged(self, what: str, report_id: str = "") -> IndexDamaged:
        """The error that tells what is damaged, and what mends it."""
        return IndexDamaged(f"the index in the engine is damaged ({what}): run {self._rebuild}", report_id)

    def _rows(self, table: str, where: str = "true", *values: object) -> Iterator[tuple[Any, ...]]:
        if table == "files":
            return self._proved(table, f"version = %s AND {where}", self._held.version, *values)
        if table == "reports" and where == "true":
            copies = list(self._held.copies.values())
            found = self._proved(table, "copy = ANY(%s::int[])", [copy.number for copy in copies])
            by_id = {row[0]: row for row in found}
            return (by_id[copy.report_id] for copy in copies if copy.report_id in by_id)
        first, *others = values
        own = self._held.copies.get(str(first))
        where = where.replace("report_id = ?" if table != "reports" else "id = ?", "copy = %s")
        return self._proved(table, where, own.number, *others) if own else iter(())

    def _proved(self, table: str, where: str, *values: object) -> Iterator[tuple[Any, ...]]:
        """Rows as a folder's database has them, without their checksums, which have been seen to hold."""
        owner = "0" if table == "files" else "copy"
        statement = f"SELECT {owner}, {COLUMNS[table]}, sum FROM {table} WHERE {where.replace('?', '%s')}"
        for copy, *row, found in self._engine.rows(statement, values):
            report_id = "" if table == "files" else self._report_with(copy)
            whole = _whole(table, report_id, row)
            if of_row(whole) != found:
                raise self.damaged(f"a row of {table}", report_id)
            yield whole

    def _report_with(self, copy: int) -> str:
        return self._held.by_number[copy]

    def passage_ids(self, report_ids: Collection[str]) -> list[int]:
        """The ids of all passages of these reports."""
        return [id for copy in self._held.of(report_ids) for id in range(copy.first, copy.first + copy.passages)]

    def count_passages(self) -> int:
        """How many passages there are."""
        return self._held.passages

    def passages(self, ids: Collection[int]) -> dict[int, StoredPassage]:
        """Passages by id, their words cut from the stored pages."""
        lacking = self._passages.lacking(ids)
        self._passages.keep(super().passages(lacking).items() if lacking else (), len(ids))
        return {id: self._passages[id] for id in sorted(set(ids)) if id in self._passages}

    def _passage_rows(self, ids: Collection[int]) -> Iterator[tuple[Any, ...]]:
        return self._proved("passages", *_each("id", *self._held.placed(ids)))

    def text_of(self, report_id: str, pages: Collection[int]) -> ReportText:
        """The text of some pages of a report."""
        return self._texts({report_id: pages})[report_id]

    def joined(self, report_id: str) -> frozenset[str]:
        """The words of a report that were broken over line ends and have no hyphen."""
        self._read_joined([report_id])
        return self._joined[report_id]

    def _read_joined(self, reports: Collection[str]) -> None:
        if lacking := self._joined.lacking(reports):
            rows = self._proved("reports", "copy = ANY(%s::int[])", self._held.numbers(lacking))
            found = {id: frozenset(json.loads(joined)) for id, _, joined in rows}
            self._joined.keep(((id, found.get(id, frozenset())) for id in lacking), len(reports))

    def _texts(self, pages: Mapping[str, Collection[int]]) -> Mapping[str, ReportText]:
        """The texts of some pages of some reports, by report, from one look at the pages that are not held."""
        self._read_joined(pages)
        copies = {copy.report_id: copy.number for copy in self._held.of(pages)}
        wanted = [(copy, number) for report, copy in copies.items() for number in pages[report]]
        if lacking := self._pages.lacking(wanted):
            rows = self._proved("pages", *_each("number", *map(list, zip(*lacking, strict=True))))
            found = (((copies[id], number), page_from(number, *columns)) for id, number, *columns in rows)
            self._pages.keep(found, len(wanted))
        return {report: self._text(report, copies.get(report), numbers) for report, numbers in pages.items()}

    def _text(self, report: str, copy: int | None, numbers: Collection[int]) -> ReportText:
        own = (self._pages[copy, number] for number in sorted(numbers) if copy and (copy, number) in self._pages)
        return ReportText.of(own, self._joined[report])


def _whole(table: str, report_id: str, row: Sequence[Any]) -> tuple[Any, ...]:
    """A row with the id of its report where a folder's database has it."""
    if table in ("reports", "files"):
        return tuple(row)
    return (row[0], report_id, *row[1:]) if table == "passages" else (report_id, *row)


def _each(column: str, copies: Sequence[int], numbers: Sequence[int]) -> tuple[str, Sequence[int], Sequence[int]]:
    """A condition for rows of a copy and a number each, with its values."""
    pairs = "SELECT * FROM unnest(%s::int[], %s::int[])"
    return f"(copy, {column}) IN ({pairs}) ORDER BY {column}", copies, numbers
