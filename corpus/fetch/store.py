"""The folder of an inspectorate's reports: files, what is known of them, and where a fetch has got to.

Beside the reports and their ``reports.toml`` stand two hidden folders: ``.fetch`` with a journal and copies of the
pages that led to the reports, and ``.earlier`` with reports as they were before they were corrected. Neither is
read as reports.
"""

from __future__ import annotations

import fcntl
import glob
import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from corpus.describe.sidecar import sidecar_in
from corpus.errors import ReportbotError
from corpus.fetch.check import words_of
from corpus.fetch.client import Fetched
from corpus.fetch.sidecar import note, replace
from corpus.fetch.sources import normal
from corpus.fetch.types import Entry, NotGot, Status

FORMS: Final = (".pdf", ".html", ".docx", ".odt")
EARLIER: Final = ".earlier"
SHRUNK: Final = 0.5  # of the words held: a copy with fewer is taken for a part, not for a correction


@dataclass(slots=True)
class Shelf:
    """The reports of one inspectorate; ``today`` is an ISO date."""

    folder: Path
    today: str = field(default_factory=lambda: f"{datetime.now(UTC):%Y-%m-%d}")
    _known: dict[str, dict[str, Any]] = field(default_factory=dict)
    _journal: Any = None

    @contextmanager
    def opened(self) -> Iterator[Shelf]:
        """Hold the folder, which is made when it is missing, for writing.

        Raises:
            ReportbotError: another fetch is at work in it, or it cannot be made.
        """
        hidden = self.folder / ".fetch"
        try:
            (hidden / "pages").mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ReportbotError(f"{self.folder} cannot be a folder of reports: {error.strerror}") from error
        with (hidden / "lock").open("w") as lock, (hidden / "journal.jsonl").open("a+", encoding="utf-8") as journal:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise ReportbotError(f"another fetch is at work in {self.folder}: wait until it is done") from error
            self._journal = journal
            self._read_journal()
            yield self

    def _read_journal(self) -> None:
        """Take in the lines; the last one may be cut short by a kill, and is then lost."""
        self._journal.seek(0)
        text = self._journal.read()
        for line in text.splitlines():
            try:
                record = json.loads(line)
                self._known[record["key"]] = record
            except (ValueError, KeyError, TypeError):
                continue
        if text and not text.endswith("\n"):
            self._journal.write("\n")

    def _write(self, key: str, **fields: object) -> None:
        self._known[key] = {"key": key, **fields}
        self._journal.write(json.dumps(self._known[key], ensure_ascii=False) + "\n")
        self._journal.flush()  # a line that a power cut takes costs a request, no report

    def conditions(self, address: str) -> Mapping[str, str]:
        """The ``etag`` and ``modified`` of the copy held of an address; none where the copy is not there."""
        record = self._known.get(f"at {normal(address)}")
        if record is None or self._copy(record) is None:
            return {}
        return {"etag": record["etag"], "modified": record["modified"]}

    def copy_of(self, address: str, now: str) -> Fetched:
        """The copy held of an address, which now stands at ``now``."""
        record = self._known[f"at {normal(address)}"]
        return Fetched(now, self._copy(record) or b"", record["etag"], record["modified"])

    def _copy(self, record: Mapping[str, Any]) -> bytes | None:
        path = self.folder / record["file"]
        data = path.read_bytes() if path.is_file() else b""
        return data if _sha256(data) == record["sha256"] else None

    def keep(self, address: str, got: Fetched, file: str = "") -> None:
        """Remember what stands at an address: in ``file``, or in a copy of its own."""
        sha256 = _sha256(got.data)
        if not file:
            file = f".fetch/pages/{hashlib.sha256(normal(address).encode()).hexdigest()[:20]}"
            (self.folder / file).write_bytes(got.data)  # what is cut short does not fit its hash
        self._write(f"at {normal(address)}", etag=got.etag, modified=got.modified, sha256=sha256, file=file)

    def looked_at(self, entry: Entry, hours: float) -> str:
        """The file of a report that was got within the last hours, or an empty string."""
        record = self._known.get(f"report {entry.name}", {})
        return str(record["file"]) if self.held(entry) and _within(record, hours) else ""

    def was_not_there(self, entry: Entry, hours: float) -> bool:
        """Whether the site said within the last hours that there is no such report."""
        return _within(self._known.get(f"absent {entry.name}", {}), hours)

    def note_absent(self, entry: Entry) -> None:
        """Remember that the site says now that there is no such report."""
        self._write(f"absent {entry.name}", when=_now())

    def held(self, entry: Entry) -> Path | None:
        """The file of a report, whoever put it there."""
        paths = (self.folder / f"{entry.name}{form}" for form in FORMS)
        return next((path for path in paths if path.is_file()), None)

    def put(self, entry: Entry, form: str, data: bytes, fields: Mapping[str, object]) -> tuple[Status, Path, str]:
        """Store a report that was checked: what became of it, its file, and the copy before it, if there was one.

        A copy with the same words stays as it is. One with other words goes to ``.earlier``.

        Raises:
            NotGot: the new copy has much fewer words than the one held, which stays.
        """
        path, old = self.folder / f"{entry.name}.{form}", self.held(entry)
        status = self._status(path, old, data)
        if old is not None and status == "corrected":
            self._keep_earlier(old)
        if status != "unchanged":
            replace(path, data)
        if old is not None and old != path:
            old.unlink()
        told = sidecar_in(self.folder).get(path.name, {})
        sha256, earlier = _sha256(path.read_bytes()), self._earlier(entry)
        if status == "unchanged" and told.get("sha256", sha256) != sha256:
            status = "corrected"  # by a fetch that was stopped before it could say so
        fetched = str(told["fetched"]) if status == "unchanged" and "fetched" in told else self.today
        extra = {"earlier": earlier} if earlier else {}
        note(self.folder, path.name, {**fields, "sha256": sha256, "fetched": fetched, **extra})
        self.done(entry, path.name)
        return status, path, earlier

    def _status(self, path: Path, old: Path | None, data: bytes) -> Status:
        if old is None:
            return "new"
        if old == path and old.read_bytes() == data:
            return "unchanged"
        new = words_of(data)[0]
        try:
            before = words_of(old.read_bytes())[0]
        except NotGot:  # what is held is no report: anything is better
            return "corrected"
        if old == path and before.sha256 == new.sha256 and new.count:
            return "unchanged"
        if new.count < SHRUNK * before.count:
            raise NotGot(f"it has {new.count} words, the copy held {before.count}: that copy is kept")
        return "corrected"

    def _keep_earlier(self, old: Path) -> None:
        """Give a copy a second name in ``.earlier``, before another takes its first."""
        folder = self.folder / EARLIER
        folder.mkdir(exist_ok=True)
        if any(path.samefile(old) for path in folder.glob(f"{glob.escape(old.stem)}-until-*")):
            return
        names = (f"{old.stem}-until-{self.today}{f'-{n}' if n else ''}{old.suffix}" for n in range(10_000))
        os.link(old, next(folder / name for name in names if not (folder / name).exists()))

    def _earlier(self, entry: Entry) -> str:
        """The path of the copy before the one that is held, within the folder."""
        found = (self.folder / EARLIER).glob(f"{glob.escape(entry.name)}-until-*")
        newest = max(found, key=lambda path: (path.stat().st_mtime_ns, path.name), default=None)
        return f"{EARLIER}/{newest.name}" if newest else ""

    def is_noted(self, path: Path) -> bool:
        """Whether the sidecar tells where a file was fetched from."""
        return "sha256" in sidecar_in(self.folder).get(path.name, {})

    def adopt(self, entry: Entry, path: Path, fields: Mapping[str, object]) -> None:
        """Note what is known of a file that a person put there."""
        note(self.folder, path.name, {**fields, "sha256": _sha256(path.read_bytes()), "form": "put here by hand"})

    def done(self, entry: Entry, file: str) -> None:
        """Remember that a report was got now."""
        self._write(f"report {entry.name}", file=file, when=_now())


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _within(record: Mapping[str, Any], hours: float) -> bool:
    """Whether a line of the journal was written within the last hours."""
    if "when" not in record:
        return False
    age = datetime.now(UTC) - datetime.fromisoformat(record["when"])
    return bool(age.total_seconds() < hours * 3600)
