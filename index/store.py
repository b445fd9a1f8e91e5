"""The database of a generation: reports, their pages as read, passages as spans into them, and files seen."""

from __future__ import annotations

import contextlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.structure.text import ReportText
from corpus.types import Judgment, Page, Report, Skipped, Span
from index.checksums import of_row
from index.database import Connection, damaged, loaded, opened
from index.errors import IndexDamaged
from index.packed import (
    judgment_from,
    page_from,
    passage_from,
    read_finding,
    read_passage,
    report_from,
)
from index.types import StoredFinding, StoredPassage


@dataclass(frozen=True, slots=True)
class SeenFile:
    """A file of a corpus as it was when last read: ``report_id``, or the ``reason`` it was skipped.

    ``recipe`` tells what it was read with; equal ``sha256`` and ``recipe`` give the same passages.
    """

    corpus: str
    source: str
    sha256: str
    recipe: str
    report_id: str | None
    reason: str | None


class Store:
    """One generation's database. A store opened for reading never changes its file.

    What is read is proved by the checksum of its row: every method that reads raises ``IndexDamaged`` where one
    does not hold.
    """

    def __init__(self, connection: Connection, without: frozenset[str] = frozenset()) -> None:
        """Use a connection; reports of the ids ``without`` are not listed, since they are damaged."""
        self._db = connection
        self.without = without

    @classmethod
    def open(cls, path: Path, *, without: frozenset[str] = frozenset(), data: bytes | None = None) -> Store:
        """Open an existing file for reading; any thread may use it.

        With ``data``, the bytes of the file, nothing more is read of it.

        Raises:
            IndexMismatch: the file is missing or damaged, which may show only when it is read.
        """
        return cls(opened(path) if data is None else loaded(path, data), without)

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def _rows(self, table: str, where: str = "true", *values: object) -> Iterator[tuple[Any, ...]]:
        """Rows without their checksums, which have been seen to hold."""
        for *row, found in self._db.execute(f"SELECT * FROM {table} WHERE {where}", values):
            if of_row(row) != found:
                raise self.damaged(f"a row of {table}", "" if table == "files" else self._report_of(table, row))
            yield tuple(row)

    def sealed(self, table: str, report_id: str) -> list[tuple[Any, ...]]:
        """The rows of a report in a table, each with its checksum, which has been seen to hold."""
        column = "id" if table == "reports" else "report_id"
        return [(*row, of_row(row)) for row in self._rows(table, f"{column} = ?", report_id)]

    def _report_of(self, table: str, row: Sequence[Any]) -> str:
        """The id of the report that a row belongs to, if it is still one."""
        found = str(row[1 if table == "passages" else 0])
        return found if self._db.execute("SELECT 1 FROM reports WHERE id = ?", (found,)).fetchone() else ""

    def damaged(self, what: str, report_id: str = "") -> IndexDamaged:
        """The error that tells what is damaged, and what mends it."""
        return damaged(self._db, what, report_id)

    def findings(self, report_id: str) -> list[StoredFinding]:
        """The findings of a report in their order, their words cut from the stored pages."""
        rows = list(self._rows("findings", "report_id = ? ORDER BY number", report_id))
        text = self.text(report_id) if rows else None
        with self._cutting(report_id):
            return [read_finding(report_id, row[2:], text) for row in rows if text]

    def judgments(self, report_id: str) -> tuple[Judgment, ...]:
        """The graded judgments of a report, in its order."""
        rows = self._rows("judgments", "report_id = ? ORDER BY number", report_id)
        return tuple(judgment_from(*row[2:]) for row in rows)

    def files(self) -> list[SeenFile]:
        """The files seen when the index was built, by corpus and path."""
        return [SeenFile(*row) for row in self._rows("files", "true ORDER BY corpus, source")]

    def skipped(self) -> list[Skipped]:
        """The files that could not be read, with their reasons."""
        return [Skipped(f.source, f.reason) for f in self.files() if f.reason]

    def reports(self) -> list[Report]:
        """All reports, newest first within each body."""
        found = [report_from(fields) for id, fields, _ in self._rows("reports") if id not in self.without]
        found.sort(key=lambda report: report.date, reverse=True)
        return sorted(found, key=lambda report: (report.body, report.kind))

    def order(self) -> list[str]:
        """The ids of all reports, in the order in which they were added."""
        return [id for id, *_ in self._rows("reports")]

    def joined(self, report_id: str) -> frozenset[str]:
        """The words of a report that were broken over line ends and have no hyphen."""
        rows = self._rows("reports", "id = ?", report_id)
        return frozenset(word for _, _, joined in rows for word in json.loads(joined))

    def pages(self, report_id: str) -> dict[int, Page]:
        """All pages of a report by number."""
        rows = self._rows("pages", "report_id = ? ORDER BY number", report_id)
        return {number: page_from(number, *columns) for _, number, *columns in rows}

    def text(self, report_id: str) -> ReportText:
        """The text of a report, from which words are cut."""
        return ReportText.of(self.pages(report_id).values(), self.joined(report_id))

    def page_label(self, report_id: str, number: int) -> str | None:
        """The printed number of a page."""
        rows = self._rows("pages", "report_id = ? AND number = ?", report_id, number)
        return next((label for _, _, label, *_ in rows), None)

    def adjoin(self, report_id: str, before: Span, after: Span) -> bool:
        """Whether only blanks and marks of footnotes stand between two spans, or the break between their pages."""
        if before.page != after.page:
            return True
        between = Span(before.page, before.end, after.start)
        return before.end <= after.start and not self.text_of(report_id, {before.page}).stored(between).strip()

    def text_of(self, report_id: str, pages: Collection[int]) -> ReportText:
        """The text of some pages of a report."""
        numbers = ",".join("?" * len(pages))
        rows = self._rows("pages", f"report_id = ? AND number IN ({numbers})", report_id, *sorted(pages))
        return ReportText.of((page_from(number, *columns) for _, number, *columns in rows), self.joined(report_id))

    def passage_ids(self, report_ids: Collection[str]) -> list[int]:
        """The ids of all passages of these reports."""
        marks = ",".join("?" * len(report_ids))
        rows = self._db.execute(f"SELECT id FROM passages WHERE report_id IN ({marks})", tuple(report_ids))
        return [row[0] for row in rows]

    def passages_of(self, report_id: str) -> list[StoredPassage]:
        """All passages of a report, in the order they are read in."""
        ids = sorted(self.passage_ids([report_id]))
        found = self.passages(ids)
        return [found[i] for i in ids]

    def path_of(self, report_id: str) -> Path | None:
        """The file that a report was read from."""
        return next((Path(row[0]) / row[1] for row in self._rows("files", "report_id = ?", report_id)), None)

    def count_passages(self) -> int:
        """How many passages there are."""
        return int(self._db.execute("SELECT count(*) FROM passages").fetchone()[0])

    def passages(self, ids: Collection[int]) -> dict[int, StoredPassage]:
        """Passages by id, their words cut from the stored pages."""
        rows = self._passage_rows(ids)
        found = [(number, report_id, passage_from(*columns)) for number, report_id, *columns in rows]
        pages: dict[str, set[int]] = defaultdict(set)
        for _, report_id, passage in found:
            pages[report_id].update(span.page for span in passage.spans)
        texts = self._texts(pages)
        cut: dict[int, StoredPassage] = {}
        for number, report_id, passage in found:
            with self._cutting(report_id):
                cut[number] = read_passage(number, report_id, passage, texts[report_id])
        return cut

    def _passage_rows(self, ids: Collection[int]) -> Iterator[tuple[Any, ...]]:
        """The rows of passages by id."""
        return self._rows("passages", f"id IN ({','.join('?' * len(ids))})", *ids)

    def _texts(self, pages: Mapping[str, Collection[int]]) -> Mapping[str, ReportText]:
        """The texts of some pages of some reports, by report."""
        return {report_id: self.text_of(report_id, numbers) for report_id, numbers in pages.items()}

    @contextlib.contextmanager
    def _cutting(self, report_id: str) -> Iterator[None]:
        """Tell of words that cannot be cut, for whatever reason, as of damage to their report."""
        try:
            yield
        except (KeyError, IndexError, ValueError, TypeError) as error:
            raise self.damaged(f"{type(error).__name__} in the words of a report", report_id) from error

    def each_passage(self, ids: Sequence[int], size: int = 256) -> Iterator[StoredPassage]:
        """Passages in the order of their ids, a few hundred in memory at a time."""
        for start in range(0, len(ids), size):
            part = ids[start : start + size]
            found = self.passages(part)
            yield from (found[i] for i in part)
