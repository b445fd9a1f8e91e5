"""The door to SQLite: reports, their pages as read, passages as spans into them, and files seen."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self, TypeVar

from corpus.text import readable
from corpus.types import Finding, Judgment, Page, Passage, Report, Sentence, Skipped, Span
from index.errors import IndexMismatch
from index.mend import rebuild_command
from index.types import StoredFinding, StoredPassage

T = TypeVar("T")

SCHEMA = """
CREATE TABLE reports (id TEXT PRIMARY KEY, fields TEXT NOT NULL, joined TEXT NOT NULL);
CREATE TABLE pages (
    report_id TEXT NOT NULL, number INTEGER NOT NULL, label TEXT, text TEXT NOT NULL,
    PRIMARY KEY (report_id, number)
) WITHOUT ROWID;
CREATE TABLE passages (
    id INTEGER PRIMARY KEY AUTOINCREMENT, report_id TEXT NOT NULL, kind TEXT NOT NULL,
    heading TEXT NOT NULL, sentences TEXT NOT NULL, lead_in TEXT NOT NULL
);
CREATE INDEX passages_of_report ON passages (report_id);
CREATE TABLE findings (
    report_id TEXT NOT NULL, number INTEGER NOT NULL, kind TEXT NOT NULL, heading TEXT NOT NULL,
    spans TEXT NOT NULL, lead_in TEXT NOT NULL, sentences TEXT NOT NULL, PRIMARY KEY (report_id, number)
) WITHOUT ROWID;
CREATE TABLE judgments (
    report_id TEXT NOT NULL, number INTEGER NOT NULL, area TEXT NOT NULL, grade TEXT NOT NULL, printed TEXT NOT NULL,
    spans TEXT NOT NULL, form TEXT NOT NULL, heading TEXT NOT NULL, PRIMARY KEY (report_id, number)
) WITHOUT ROWID;
CREATE TABLE files (
    corpus TEXT NOT NULL, source TEXT NOT NULL, sha256 TEXT NOT NULL, recipe TEXT NOT NULL,
    report_id TEXT, reason TEXT, PRIMARY KEY (corpus, source)
);
"""


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


class _Cursor(sqlite3.Cursor):
    """A cursor that tells of a damaged file in one sentence."""

    def execute(self, sql: str, parameters: Any = (), /) -> Self:
        return self._told(lambda: super(_Cursor, self).execute(sql, parameters))

    def fetchone(self) -> Any:
        return self._told(super().fetchone)

    def fetchall(self) -> list[Any]:
        return self._told(super().fetchall)

    def __next__(self) -> Any:
        return self._told(super().__next__)

    def _told(self, done: Callable[[], T]) -> T:
        try:
            return done()
        except sqlite3.DatabaseError as error:
            if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_READONLY:  # a mistake of ours
                raise
            raise _damaged(self.connection.path, error) from error  # type: ignore[attr-defined]  # it is ours


class _Connection(sqlite3.Connection):
    """A connection to the file at ``path``."""

    path = Path()

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        return self.cursor(_Cursor).execute(sql, parameters)


def _damaged(path: Path, error: sqlite3.Error) -> IndexMismatch:
    index = path.parent.parent.parent  # of the generation whose file this is
    return IndexMismatch(f"{path} is damaged ({error}): run {rebuild_command(index, corpora_of(index))}")


def corpora_of(index: Path) -> tuple[str, ...]:
    """The folders that an index was made of, as the newest of its stores that can be read tells; of any schema."""
    for path in sorted(index.glob("generations/*/corpus.sqlite"), reverse=True):
        with contextlib.suppress(sqlite3.Error), contextlib.closing(_read_only(path)) as store:
            return tuple(row[0] for row in store.execute("SELECT DISTINCT corpus FROM files ORDER BY corpus"))
    return ()


def _read_only(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)


class Store:
    """One generation's database. A store opened for reading never changes its file."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._db.execute("PRAGMA foreign_keys = OFF")

    @classmethod
    def create(cls, path: Path) -> Store:
        """A new, empty store."""
        store = cls(sqlite3.connect(path))
        store._db.executescript(SCHEMA)
        return store

    @classmethod
    def open(cls, path: Path, *, writable: bool = False) -> Store:
        """Open an existing store; any thread may use one opened for reading.

        Raises:
            IndexMismatch: the file is damaged, which may show only when it is read.
        """
        mode = "rw" if writable else "ro&immutable=1"
        uri = f"{path.absolute().as_uri()}?mode={mode}"
        try:
            connection = sqlite3.connect(uri, uri=True, check_same_thread=writable, factory=_Connection)
        except sqlite3.DatabaseError as error:
            raise _damaged(path, error) from error
        connection.path = path
        return cls(connection)

    def close(self) -> None:
        """Write what is pending and close."""
        if self._db.in_transaction:
            self._db.commit()
        self._db.close()

    def copy(self, path: Path) -> None:
        """Write all that is in it so far to a new file."""
        self._db.commit()
        with contextlib.closing(sqlite3.connect(path)) as other:
            self._db.backup(other)

    def add_report(
        self, report: Report, pages: Iterable[Page], joined: Collection[str], passages: Sequence[Passage]
    ) -> list[int]:
        """Add a report whole; the ids of its passages come back in their order."""
        fields = json.dumps(asdict(report), ensure_ascii=False)
        self._db.execute("INSERT INTO reports VALUES (?, ?, ?)", (report.id, fields, json.dumps(sorted(joined))))
        self._db.executemany(
            "INSERT INTO pages VALUES (?, ?, ?, ?)",
            ((report.id, page.number, page.label, page.text) for page in pages),
        )
        return [self._add_passage(report.id, passage) for passage in passages]

    def _add_passage(self, report_id: str, passage: Passage) -> int:
        cursor = self._db.execute(
            "INSERT INTO passages (report_id, kind, heading, sentences, lead_in) VALUES (?, ?, ?, ?, ?)",
            (
                report_id,
                passage.kind,
                json.dumps(passage.heading, ensure_ascii=False),
                json.dumps([[s.block, s.kind, _packed(s.spans)] for s in passage.sentences]),
                json.dumps(_packed(passage.lead_in)),
            ),
        )
        return int(cursor.lastrowid or 0)

    def add_findings(self, report_id: str, findings: Iterable[Finding]) -> None:
        """Add the findings of a report that has been added, in their order."""
        sentences = [
            (number, span)
            for stored in self.passages_of(report_id)
            for number, sentence in zip(stored.sentence_ids, stored.passage.sentences, strict=True)
            for span in sentence.spans
        ]
        self._db.executemany(
            "INSERT INTO findings VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    report_id,
                    number,
                    finding.kind,
                    json.dumps(finding.heading, ensure_ascii=False),
                    json.dumps(_packed(finding.spans)),
                    json.dumps(_packed(finding.lead_in)),
                    json.dumps(sorted({i for i, span in sentences if any(map(span.overlaps, finding.spans))})),
                )
                for number, finding in enumerate(findings)
            ),
        )

    def findings(self, report_id: str) -> list[StoredFinding]:
        """The findings of a report in their order, their words cut from the stored pages."""
        rows = self._db.execute(
            "SELECT kind, heading, spans, lead_in, sentences FROM findings WHERE report_id = ? ORDER BY number",
            (report_id,),
        ).fetchall()
        if not rows:
            return []
        texts = {number: page.text for number, page in self.pages(report_id).items()}
        joined = self.joined(report_id)
        found: list[StoredFinding] = []
        for kind, heading, spans, lead_in, sentences in rows:
            one = Finding(
                kind, tuple(json.loads(heading)), _unpacked(json.loads(spans)), _unpacked(json.loads(lead_in))
            )
            words = readable(texts, one.spans, joined), readable(texts, one.lead_in, joined)
            found.append(StoredFinding(report_id, one, *words, tuple(json.loads(sentences))))
        return found

    def add_judgments(self, report_id: str, judgments: Iterable[Judgment]) -> None:
        """Add a report's graded judgments, in the order of the report."""
        self._db.executemany(
            "INSERT INTO judgments VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (report_id, number, j.area, j.grade, j.printed, json.dumps(_packed(j.spans)), j.form, j.heading)
                for number, j in enumerate(judgments)
            ),
        )

    def judgments(self, report_id: str) -> tuple[Judgment, ...]:
        """The graded judgments of a report, in its order."""
        rows = self._db.execute(
            "SELECT area, grade, printed, spans, form, heading FROM judgments WHERE report_id = ? ORDER BY number",
            (report_id,),
        )
        return tuple(
            Judgment(area, grade, printed, _unpacked(json.loads(spans)), form, heading)
            for area, grade, printed, spans, form, heading in rows
        )

    def remove_report(self, report_id: str) -> list[int]:
        """Remove a report with all that belongs to it; the ids of its passages come back."""
        ids = self.passage_ids([report_id])
        for table in ("passages", "pages", "findings", "judgments"):
            self._db.execute(f"DELETE FROM {table} WHERE report_id = ?", (report_id,))
        self._db.execute("DELETE FROM reports WHERE id = ?", (report_id,))
        return ids

    def set_files(self, files: Iterable[SeenFile]) -> None:
        """Replace the list of files seen."""
        self._db.execute("DELETE FROM files")
        self._db.executemany(
            "INSERT INTO files VALUES (?, ?, ?, ?, ?, ?)",
            ((f.corpus, f.source, f.sha256, f.recipe, f.report_id, f.reason) for f in files),
        )

    def files(self) -> list[SeenFile]:
        """The files seen when the index was built, by corpus and path."""
        rows = self._db.execute("SELECT * FROM files ORDER BY corpus, source")
        return [SeenFile(*row) for row in rows]

    def skipped(self) -> list[Skipped]:
        """The files that could not be read, with their reasons."""
        return [Skipped(f.source, f.reason) for f in self.files() if f.reason]

    def reports(self) -> list[Report]:
        """All reports, newest first within each body."""
        found = [_report(fields) for (fields,) in self._db.execute("SELECT fields FROM reports")]
        found.sort(key=lambda report: report.date, reverse=True)
        return sorted(found, key=lambda report: (report.body, report.kind))

    def joined(self, report_id: str) -> frozenset[str]:
        """The words of a report that were broken over line ends and have no hyphen."""
        row = self._db.execute("SELECT joined FROM reports WHERE id = ?", (report_id,)).fetchone()
        return frozenset(json.loads(row[0])) if row else frozenset()

    def pages(self, report_id: str) -> dict[int, Page]:
        """All pages of a report by number."""
        rows = self._db.execute(
            "SELECT number, text, label FROM pages WHERE report_id = ? ORDER BY number", (report_id,)
        )
        return {number: Page(number, text, label) for number, text, label in rows}

    def page_label(self, report_id: str, number: int) -> str | None:
        """The printed number of a page."""
        row = self._db.execute(
            "SELECT label FROM pages WHERE report_id = ? AND number = ?", (report_id, number)
        ).fetchone()
        return row[0] if row else None

    def adjoin(self, report_id: str, before: Span, after: Span) -> bool:
        """Whether only blanks stand between two spans, or the break between their pages."""
        if before.page != after.page:
            return True
        text = self._pages_text(report_id, {before.page})[before.page]
        return before.end <= after.start and not text[before.end : after.start].strip()

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
        row = self._db.execute("SELECT corpus, source FROM files WHERE report_id = ?", (report_id,)).fetchone()
        return Path(row[0]) / row[1] if row else None

    def count_passages(self) -> int:
        """How many passages there are."""
        return int(self._db.execute("SELECT count(*) FROM passages").fetchone()[0])

    def passages(self, ids: Collection[int]) -> dict[int, StoredPassage]:
        """Passages by id, their words cut from the stored pages."""
        marks = ",".join("?" * len(ids))
        rows = self._db.execute(
            f"SELECT id, report_id, kind, heading, sentences, lead_in FROM passages WHERE id IN ({marks})",
            tuple(ids),
        ).fetchall()
        found = [(row[0], row[1], _stored(row)) for row in rows]
        pages: dict[str, set[int]] = defaultdict(set)
        for _, report_id, passage in found:
            pages[report_id].update(range(passage.page, passage.page_end + 1), (s.page for s in passage.lead_in))
        texts = {report_id: self._pages_text(report_id, numbers) for report_id, numbers in pages.items()}
        joined = {report_id: self.joined(report_id) for report_id in pages}
        return {i: _read(i, own, passage, texts[own], joined[own]) for i, own, passage in found}

    def _pages_text(self, report_id: str, pages: Collection[int]) -> dict[int, str]:
        marks = ",".join("?" * len(pages))
        rows = self._db.execute(
            f"SELECT number, text FROM pages WHERE report_id = ? AND number IN ({marks})",
            (report_id, *sorted(pages)),
        )
        return dict(rows.fetchall())

    def each_passage(self, ids: Sequence[int], size: int = 256) -> Iterator[StoredPassage]:
        """Passages in the order of their ids, a few hundred in memory at a time."""
        for start in range(0, len(ids), size):
            part = ids[start : start + size]
            found = self.passages(part)
            yield from (found[i] for i in part)


def _stored(row: tuple[int, str, str, str, str, str]) -> Passage:
    _, _, kind, heading, sentences, lead_in = row
    return Passage(
        tuple(json.loads(heading)),
        tuple(Sentence(_unpacked(spans), block, kind) for block, kind, spans in json.loads(sentences)),
        _unpacked(json.loads(lead_in)),
        kind,
    )


def _read(
    number: int, report_id: str, passage: Passage, texts: Mapping[int, str], joined: Collection[str]
) -> StoredPassage:
    """A passage with its words, cut from the texts of its pages."""
    words = tuple(readable(texts, sentence.spans, joined) for sentence in passage.sentences)
    lead = readable(texts, passage.lead_in, joined) if passage.lead_in else ""
    return StoredPassage(number, report_id, passage, " ".join(words), lead, words)


def _packed(spans: Sequence[Span]) -> list[list[int]]:
    return [[span.page, span.start, span.end] for span in spans]


def _unpacked(spans: Sequence[Sequence[int]]) -> tuple[Span, ...]:
    return tuple(Span(*span) for span in spans)


def _report(fields: str) -> Report:
    values = json.loads(fields)
    for name in ("bodies", "inspectorates"):
        values[name] = tuple(values[name])
    return Report(**values)
