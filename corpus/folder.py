"""A corpus folder: its files, their hashes, and what is read from them."""

from __future__ import annotations

import hashlib
import json
import logging
import os
from collections.abc import Generator, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from corpus import clean
from corpus.apart import MEBIBYTE, Failed, Limits, Worker
from corpus.describe.gazetteer import DATA, gazetteer
from corpus.describe.metadata import describe
from corpus.describe.sidecar import SIDECAR, sidecar_in
from corpus.errors import ReportbotError, UnreadableReport
from corpus.reading import read as reading
from corpus.registers.findings import findings_of
from corpus.registers.judgments import find_judgments
from corpus.structure.outline import Outline
from corpus.structure.passages import split
from corpus.structure.text import words_to_join
from corpus.types import Document, Finding, Judgment, Page, Passage, Report
from corpus.vocabulary.kinds import INSPECTORATES_DATA, KINDS_DATA

log = logging.getLogger(__name__)

# What reading one file may take, whatever it is, and for each MiB of it besides.
SECONDS, SECONDS_EACH = 30, 2
MEBIBYTES, MEBIBYTES_EACH = 1024, 16
LEADS_OUT = "a link that leads out of the folder of reports: put the file itself there"
CANNOT_BE_OPENED = "cannot be opened"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file of a corpus; ``source`` is its path within ``corpus``, ``given`` its sidecar's fields.

    ``sha256`` is empty for a file that cannot be opened, and for one that is not read for the reason ``refused``;
    bytes of a name that are no UTF-8 stand as U+FFFD in ``source``.
    """

    corpus: Path
    path: Path
    source: str
    sha256: str
    given: Mapping[str, Any] = field(default_factory=dict)
    refused: str = ""

    @property
    def recipe(self) -> str:
        """What else decides what is read from these bytes: versions, and fields given beside them but the password."""
        open_to_all = {name: value for name, value in self.given.items() if name != "password"}
        given = json.dumps(open_to_all, sort_keys=True, default=str)
        return f"{reading.VERSION} | {reading.READERS} | {_names_hash()} | {given}"


@dataclass(frozen=True, slots=True)
class ReadReport:
    """A report with all that was found in it; ``joined`` as in :func:`corpus.text.fold`."""

    report: Report
    pages: tuple[Page, ...]
    passages: tuple[Passage, ...]
    joined: frozenset[str]
    findings: tuple[Finding, ...] = ()
    judgments: tuple[Judgment, ...] = ()


def files_of(corpus: Path) -> Iterator[SourceFile]:
    """All files of a corpus folder in a fixed order, hidden ones and sidecars left out.

    Raises:
        ReportbotError: the folder, or one in it, is not there or cannot be listed, or a sidecar is not TOML.
    """
    if not corpus.is_dir():
        raise ReportbotError(f"{corpus} is not a folder: name a folder of reports with --corpus")
    sidecars: dict[Path, Mapping[str, Mapping[str, object]]] = {}
    for path in sorted(_listed(corpus)):
        source = path.relative_to(corpus)
        if not path.is_file() or path.name == SIDECAR or any(part.startswith(".") for part in source.parts):
            continue
        if path.parent not in sidecars:
            sidecars[path.parent] = sidecar_in(path.parent)
        name = os.fsencode(source.as_posix()).decode("utf-8", errors="replace")
        given = sidecars[path.parent].get(path.name, {})
        if path.is_symlink() and not path.resolve().is_relative_to(corpus.resolve()):
            yield SourceFile(corpus, path, name, "", given, LEADS_OUT)
        else:
            yield SourceFile(corpus, path, name, _sha256(path), given)


def _listed(corpus: Path) -> Iterator[Path]:
    """The paths of all files of a folder and those in it."""

    def refuse(error: OSError) -> None:
        raise ReportbotError(f"{error.filename} cannot be listed ({error.strerror}): the index stays as it is")

    for folder, _, names in os.walk(corpus, onerror=refuse):
        yield from (Path(folder, name) for name in names)


def _sha256(path: Path) -> str:
    """The hash of a file's bytes, or an empty string where it cannot be opened."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def read_each(files: Sequence[SourceFile]) -> Generator[tuple[SourceFile, ReadReport | UnreadableReport], None, None]:
    """Files and what each came to, read in a process of its own, the next while one is dealt with.

    A file has the hash of the bytes that were read. What crashes, hangs or takes too much is the file's reason.
    """
    with Worker("corpus.folder:read_report") as worker, ThreadPoolExecutor(1, "reading") as pool:
        ahead: list[Future[ReadReport | UnreadableReport]] = []
        try:
            ahead += [pool.submit(_read_apart, worker, file) for file in files[:1]]
            for number, file in enumerate(files):
                found = ahead.pop(0).result()
                ahead += [pool.submit(_read_apart, worker, next_one) for next_one in files[number + 1 : number + 2]]
                yield replace(file, sha256=_hash_of_read(file, found)), found
        finally:
            worker.stop()


def _hash_of_read(file: SourceFile, found: ReadReport | UnreadableReport) -> str:
    """The hash of the bytes that were read; of a file that was refused, and is another now, none is known."""
    if not isinstance(found, UnreadableReport):
        return found.report.sha256
    return file.sha256 if file.refused or _sha256(file.path) == file.sha256 else ""


def _read_apart(worker: Worker, file: SourceFile) -> ReadReport | UnreadableReport:
    try:
        size = file.path.stat().st_size // MEBIBYTE
        limits = Limits(SECONDS + SECONDS_EACH * size, MEBIBYTES + MEBIBYTES_EACH * size)
        return worker.call(file, ReadReport, limits)
    except OSError as error:
        return UnreadableReport(f"{CANNOT_BE_OPENED}: {error.strerror}")
    except UnreadableReport as problem:
        if isinstance(problem, Failed):
            log.warning("%s: %s", file.source, problem)
        return problem


def read_report(file: SourceFile) -> ReadReport:
    """Read a file as a report, with its metadata and its passages; its hash is that of the bytes that are read.

    Raises:
        UnreadableReport: it is none; the message is the reason.
    """
    if file.refused:
        raise UnreadableReport(file.refused)
    password = file.given.get("password")
    try:
        data = file.path.read_bytes()
    except OSError as error:
        raise UnreadableReport(f"{CANNOT_BE_OPENED}: {error.strerror}") from error
    document, front = reading.read(file.path, data, str(password) if password else None)
    document = _cleaned(document)
    joined = words_to_join([page.text for page in document.pages])
    outline = Outline.of(document, joined)
    report = describe(
        document,
        source=file.source,
        sha256=hashlib.sha256(data).hexdigest(),
        given=(("sidecar", file.given), ("front matter", clean.value(front))),
        names=gazetteer(),
        joined=joined,
    )
    findings, judgments = findings_of(outline), find_judgments(outline, document.columns, report, gazetteer())
    return ReadReport(report, document.pages, split(outline), joined, findings, judgments)


def _cleaned(document: Document) -> Document:
    """A document whose properties can be shown, and whose text can be written; no character changes its place."""
    pages = tuple(replace(page, text=clean.encodable(page.text)) for page in document.pages)
    properties = {name: clean.field(words) for name, words in document.properties.items()}
    return replace(document, pages=pages, properties=properties)


def _names_hash() -> str:
    """Changes when the names of bodies, kinds or inspectorates do, since metadata depends on them."""
    lists = b"".join(path.read_bytes() for path in (DATA, KINDS_DATA, INSPECTORATES_DATA))
    return hashlib.sha256(lists).hexdigest()[:8]
