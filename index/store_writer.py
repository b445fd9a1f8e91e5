"""Writes the database of a generation; each row ends with the checksum of its other values."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from corpus.types import Finding, Judgment, Page, Passage, Report
from index.checksums import of_row
from index.database import created, opened
from index.packed import packed_finding, packed_judgment, packed_page, packed_passage, packed_report
from index.store import SeenFile, Store

SCHEMA = """
CREATE TABLE reports (id TEXT PRIMARY KEY, fields TEXT NOT NULL, joined TEXT NOT NULL, sum INTEGER NOT NULL);
CREATE TABLE pages (
    report_id TEXT NOT NULL, number INTEGER NOT NULL, label TEXT, text TEXT NOT NULL, marks TEXT NOT NULL,
    sum INTEGER NOT NULL,
    PRIMARY KEY (report_id, number)
) WITHOUT ROWID;
CREATE TABLE passages (
    id INTEGER PRIMARY KEY AUTOINCREMENT, report_id TEXT NOT NULL, kind TEXT NOT NULL,
    heading TEXT NOT NULL, sentences TEXT NOT NULL, lead_in TEXT NOT NULL, sum INTEGER NOT NULL
);
CREATE INDEX passages_of_report ON passages (report_id);
CREATE TABLE findings (
    report_id TEXT NOT NULL, number INTEGER NOT NULL, kind TEXT NOT NULL, heading TEXT NOT NULL,
    spans TEXT NOT NULL, lead_in TEXT NOT NULL, sentences TEXT NOT NULL, sum INTEGER NOT NULL,
    PRIMARY KEY (report_id, number)
) WITHOUT ROWID;
CREATE TABLE judgments (
    report_id TEXT NOT NULL, number INTEGER NOT NULL, area TEXT NOT NULL, grade TEXT NOT NULL, printed TEXT NOT NULL,
    spans TEXT NOT NULL, form TEXT NOT NULL, heading TEXT NOT NULL, sum INTEGER NOT NULL,
    PRIMARY KEY (report_id, number)
) WITHOUT ROWID;
CREATE TABLE files (
    corpus TEXT NOT NULL, source TEXT NOT NULL, sha256 TEXT NOT NULL, recipe TEXT NOT NULL,
    report_id TEXT, reason TEXT, sum INTEGER NOT NULL, PRIMARY KEY (corpus, source)
);
"""  # each row ends with the checksum of its other values


class StoreWriter(Store):
    """One generation's database, open for writing."""

    @classmethod
    def create(cls, path: Path) -> StoreWriter:
        """A new, empty store."""
        store = cls(created(path))
        store._db.executescript(SCHEMA)
        return store

    @classmethod
    def go_on(cls, path: Path) -> StoreWriter:
        """Open an existing store, to add to it.

        Raises:
            IndexMismatch: the file is missing or damaged, which may show only when it is read.
        """
        return cls(opened(path, writable=True))

    def close(self) -> None:
        """Write what is pending and close."""
        if self._db.in_transaction:
            self._db.commit()
        self._db.close()

    def copy(self, path: Path) -> None:
        """Write everything added so far to a new file."""
        self._db.commit()
        with contextlib.closing(created(path)) as other:
            self._db.backup(other)

    @contextlib.contextmanager
    def undone_on_error(self) -> Iterator[None]:
        """Take back all that the block writes, if it fails."""
        self._db.execute("SAVEPOINT whole")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK TO whole")
            raise
        finally:
            self._db.execute("RELEASE whole")

    def _add(self, table: str, *values: object) -> int:
        """Add a row with its checksum; its number, where the database gives one."""
        marks = ", ".join("?" * (len(values) + 1))
        return int(self._db.execute(f"INSERT INTO {table} VALUES ({marks})", (*values, of_row(values))).lastrowid or 0)

    def add_report(
        self, report: Report, pages: Iterable[Page], joined: Collection[str], passages: Sequence[Passage]
    ) -> list[int]:
        """Add a whole report, and return the ids of its passages in order."""
        self._add("reports", report.id, packed_report(report), json.dumps(sorted(joined)))
        for page in pages:
            self._add("pages", report.id, *packed_page(page))
        return [self._add_passage(report.id, passage) for passage in passages]

    def _add_passage(self, report_id: str, passage: Passage) -> int:
        return self._add("passages", self._next_passage(), report_id, *packed_passage(passage))

    def _next_passage(self) -> int:
        """An id that no passage has or had."""
        row = self._db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'passages'").fetchone()
        return 1 + int(row[0] if row else 0)

    def add_findings(self, report_id: str, findings: Iterable[Finding]) -> None:
        """Add the findings of a report that has been added, in their order."""
        sentences = [
            (number, span)
            for stored in self.passages_of(report_id)
            for number, sentence in zip(stored.sentence_ids, stored.passage.sentences, strict=True)
            for span in sentence.spans
        ]
        for number, finding in enumerate(findings):
            own = {i for i, span in sentences if any(map(span.overlaps, finding.spans))}
            self._add("findings", report_id, number, *packed_finding(finding, own))

    def add_judgments(self, report_id: str, judgments: Iterable[Judgment]) -> None:
        """Add a report's graded judgments, in the order of the report."""
        for number, judgment in enumerate(judgments):
            self._add("judgments", report_id, number, *packed_judgment(judgment))

    def remove_report(self, report_id: str) -> list[int]:
        """Remove a report with all that belongs to it, and return the ids of its passages."""
        ids = self.passage_ids([report_id])
        for table in ("passages", "pages", "findings", "judgments"):
            self._db.execute(f"DELETE FROM {table} WHERE report_id = ?", (report_id,))
        self._db.execute("DELETE FROM reports WHERE id = ?", (report_id,))
        return ids

    def set_files(self, files: Iterable[SeenFile]) -> None:
        """Replace the list of files seen."""
        self._db.execute("DELETE FROM files")
        for f in files:
            self._add("files", f.corpus, f.source, f.sha256, f.recipe, f.report_id, f.reason)
