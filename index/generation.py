"""An index folder: generations, the pointer to the live one, and one writer at a time."""

from __future__ import annotations

import fcntl
import json
import logging
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from corpus.errors import ReportbotError
from index.checksums import SAMPLE, Reader, Sums, damaged, held, is_proved, of_files, of_row
from index.database import rebuild_of
from index.errors import IndexDamaged, IndexMismatch, IndexMissing
from index.lexical import LexicalIndex
from index.near import NearPassages
from index.parts import NearRows, Parts, RowsById
from index.rows import Rows
from index.store import Store
from index.types import Model
from index.vectors import VectorIndex

log = logging.getLogger(__name__)

STAMP = len("20260102T030405Z")  # with which the name of a generation begins
SCHEMA = 5  # of the files of a generation: raise it when older ones can no longer be read


@dataclass(frozen=True, slots=True)
class Manifest:
    """What ``index.json`` says of a generation; ``created`` is in UTC, ISO 8601.

    ``pending`` counts passages without vectors, which are found by their words alone until the running
    build has finished them and published another generation.
    """

    schema: int
    model: Model
    readers: str
    processing: int
    reports: int
    passages: int
    skipped: int
    created: str
    pending: int = 0


@dataclass(frozen=True, slots=True)
class Generation:
    """The files of one state of the index."""

    folder: Path

    @property
    def name(self) -> str:
        """The time of its making and a random part."""
        return self.folder.name

    @property
    def store(self) -> Path:
        """Reports, pages, passages and files seen."""
        return self.folder / "corpus.sqlite"

    @property
    def vectors(self) -> Path:
        """One row for each passage."""
        return self.folder / "vectors"

    @property
    def sentences(self) -> Path:
        """One row for each sentence."""
        return self.folder / "sentences"

    @property
    def lexical(self) -> Path:
        """The words of each passage."""
        return self.folder / "lexical"

    @property
    def manifest(self) -> Path:
        """What made this generation, and how much it holds."""
        return self.folder / "index.json"

    @property
    def rebuild(self) -> str:
        """The command that rebuilds its index, from the same folders of reports if these are known."""
        return rebuild_of(self.folder)

    def read_manifest(self) -> Manifest:
        """The manifest of this generation.

        Raises:
            IndexMismatch: it was written by another version of the program.
        """
        fields = self._fields()
        with self._read():
            made = {name: value for name, value in fields.items() if name not in ("files", "sum")}
            return Manifest(**made | {"model": Model(**made["model"])})

    def _fields(self) -> dict[str, Any]:
        """What stands in the manifest, proved by its own checksum."""
        with self._read():
            fields: dict[str, Any] = json.loads(self.manifest.read_text(encoding="utf-8"))
            schema = fields.get("schema")
            if schema == SCHEMA and fields["sum"] != _sum(fields):
                raise ValueError("its manifest has changed on the disk")
        if schema != SCHEMA:
            raise IndexMismatch(f"the index has schema {schema}, this program reads {SCHEMA}: run {self.rebuild}")
        return fields

    @contextmanager
    def _read(self) -> Iterator[None]:
        try:
            yield
        except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise IndexMismatch(f"the index {self.name} cannot be read ({error}): run {self.rebuild}") from error

    def write_manifest(self, manifest: Manifest) -> None:
        """Write ``index.json``, with a checksum of each file that the generation has now."""
        fields = asdict(manifest) | {"files": of_files(self.folder, self.manifest)}
        fields["sum"] = _sum(fields)
        self.manifest.write_text(json.dumps(fields, indent=1) + "\n", encoding="utf-8")

    def check(self, sample: int | None = SAMPLE) -> None:
        """See whether the files are as they were written: every byte, or the sizes and a ``sample`` of large ones.

        Raises:
            IndexDamaged: one is not; the message names it, and the command that mends it.
        """
        with self._read():
            wrong = ", ".join(damaged(self.folder, self._sums(), sample))
        if wrong:
            raise self._damaged(wrong)

    def prove(self) -> None:
        """See whether every byte is as it was written: large files are mapped, and later damage would be read."""
        self.check(sample=None)

    def parts(self, without: frozenset[str] = frozenset()) -> Parts:
        """Open its parts, but for the damaged reports of these ids.

        Raises:
            IndexDamaged: a file is not as it was written.
        """
        read = self.proving()
        store = Store.open(self.store, without=without, data=read(self.store))

        def rows() -> tuple[NearRows, RowsById]:
            return NearPassages(VectorIndex(self.vectors, read), store), Rows(self.sentences, read)

        return Parts(store, LexicalIndex(self.lexical, read), rows)

    def proving(self) -> Reader:
        """Reads the files that are held, and raises ``IndexDamaged`` where one is not as it was written."""
        sums = self._sums()

        def read(path: Path) -> bytes | None:
            with self._read():
                data = held(path)
            name = str(path.relative_to(self.folder))
            if data is not None and name in sums and not is_proved(data, sums[name]):
                raise self._damaged(f"{name} has changed on the disk")
            return data

        return read

    def _sums(self) -> dict[str, Sums]:
        with self._read():
            sums: dict[str, Sums] = self._fields()["files"]
            return sums

    def _damaged(self, what: str) -> IndexDamaged:
        return IndexDamaged(f"the index {self.name} is damaged ({what}): run {self.rebuild}")


def _sum(fields: dict[str, Any]) -> int:
    """The checksum of all else that stands in a manifest."""
    return of_row([json.dumps({name: value for name, value in fields.items() if name != "sum"}, sort_keys=True)])


def _live_name(index: Path) -> str | None:
    """The name of the live generation of an index folder, as it is written down there."""
    try:
        return (index / "CURRENT").read_bytes().decode("ascii", errors="replace").replace("\0", "\ufffd").strip()
    except OSError:
        return None


def current(index: Path) -> Generation:
    """The live generation of an index folder.

    Raises:
        IndexMissing: there is none.
    """
    if (name := _live_name(index)) is None:
        raise IndexMissing(f"no index in {index}: run scripts/rebuild_index.py --index {index}")
    generation = Generation(index / "generations" / name)
    if not name or not generation.manifest.is_file():
        raise IndexMissing(f"{index}/CURRENT names {name!r}, which is not there: run {generation.rebuild}")
    return generation


def readable(index: Path) -> Generation:
    """The live generation of an index folder, whose files are of this version, and of the sizes that they had.

    Raises:
        IndexMissing: there is none.
        IndexMismatch: it is of another version, or damaged.
    """
    generation = current(index)
    generation.check()
    return generation


def begin(index: Path) -> Generation:
    """A new, empty generation beside the live one."""
    name = f"{time.strftime('%Y%m%dT%H%M%SZ', time.gmtime())}-{secrets.token_hex(3)}"
    generation = Generation(index / "generations" / name)
    generation.folder.mkdir(parents=True)
    return generation


def publish(index: Path, generation: Generation, beside: Generation | None = None) -> None:
    """Make a finished generation the live one, whole or not at all, and drop those before the last.

    A generation that is being made ``beside`` it is kept.
    """
    previous = _live_name(index)
    for path in (*generation.folder.rglob("*"), generation.folder, generation.folder.parent):
        if path.is_file():
            path.chmod(generation.manifest.stat().st_mode)  # as this user's files are: tantivy makes private ones
        _sync(path)
    pointer = index / "CURRENT.new"
    pointer.write_text(generation.name + "\n", encoding="utf-8")
    _sync(pointer)
    os.replace(pointer, index / "CURRENT")
    _sync(index)
    _drop_all_but(index, {generation.name, previous or "", beside.name if beside else ""})


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _drop_all_but(index: Path, kept: set[str]) -> None:
    """Remove other generations: older ones, and what a build that was killed left behind."""
    for folder in (index / "generations").iterdir():
        if folder.name not in kept:
            shutil.rmtree(folder, ignore_errors=True)


def drop_unfinished(index: Path) -> None:
    """Remove what builds that failed or were killed left behind: all but the live generation and the one before it.

    A manifest is a build's last file, and a generation has the time of its making for its name.
    """
    try:
        live = current(index).name
    except IndexMissing:
        live = ""
    whole = [folder.name for folder in (index / "generations").glob("*") if Generation(folder).manifest.is_file()]
    before = sorted(name for name in whole if name[:STAMP] <= live[:STAMP] and name != live)[-1:]
    if (index / "generations").is_dir():
        _drop_all_but(index, {live, *before} if live else set(whole))


def encoded(index: Path) -> Path:
    """The folder of what a build has encoded, which the next build reuses if this one is stopped."""
    return index / "encoded"


def drop_encoded(index: Path) -> None:
    """Remove what builds have encoded, once it is in a generation or nobody needs it."""
    shutil.rmtree(encoded(index), ignore_errors=True)


@contextmanager
def only_writer(index: Path) -> Iterator[None]:
    """Hold the index for writing; a second writer waits until the first is done.

    Raises:
        ReportbotError: no folder can be made there.
    """
    try:
        index.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ReportbotError(f"{index} cannot be the folder of an index: {error.strerror}") from error
    with (index / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            log.warning("Another rebuild of %s is at work: waiting until it is done", index)
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
