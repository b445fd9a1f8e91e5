"""A corpus folder: its files, their hashes, and what is read from them."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from corpus.describe.gazetteer import DATA, gazetteer
from corpus.describe.metadata import describe
from corpus.describe.sidecar import SIDECAR, sidecar_in
from corpus.errors import ReportbotError, UnreadableReport
from corpus.reading import read as reading
from corpus.registers.findings import findings_of
from corpus.registers.judgments import find_judgments
from corpus.structure.passages import split
from corpus.structure.text import words_to_join
from corpus.types import Finding, Judgment, Page, Passage, Report
from corpus.vocabulary.kinds import INSPECTORATES_DATA, KINDS_DATA


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file of a corpus; ``source`` is its path within ``corpus``, ``given`` its sidecar's fields.

    ``sha256`` is empty for a file that cannot be opened; bytes of a name that are no UTF-8 stand
    as U+FFFD in ``source``.
    """

    corpus: Path
    path: Path
    source: str
    sha256: str
    given: Mapping[str, object] = field(default_factory=dict)

    @property
    def recipe(self) -> str:
        """What else decides what is read from these bytes: versions, and fields given beside them."""
        given = json.dumps(self.given, sort_keys=True, default=str)
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
        ReportbotError: the folder is not there, or a sidecar is not TOML.
    """
    if not corpus.is_dir():
        raise ReportbotError(f"{corpus} is not a folder: name a folder of reports with --corpus")
    sidecars: dict[Path, Mapping[str, Mapping[str, object]]] = {}
    for path in sorted(corpus.rglob("*")):
        source = path.relative_to(corpus)
        if not path.is_file() or path.name == SIDECAR or any(part.startswith(".") for part in source.parts):
            continue
        if path.parent not in sidecars:
            sidecars[path.parent] = sidecar_in(path.parent)
        name = os.fsencode(source.as_posix()).decode("utf-8", errors="replace")
        yield SourceFile(corpus, path, name, _sha256(path), sidecars[path.parent].get(path.name, {}))


def _sha256(path: Path) -> str:
    """The hash of a file's bytes, or an empty string where it cannot be opened."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def read_report(file: SourceFile) -> ReadReport:
    """Read a file as a report, with its metadata and its passages.

    Raises:
        UnreadableReport: it is none; the message is the reason.
    """
    password = file.given.get("password")
    try:
        data = file.path.read_bytes()
    except OSError as error:
        raise UnreadableReport(f"cannot be opened: {error.strerror}") from error
    document, front = reading.read(file.path, data, str(password) if password else None)
    joined = words_to_join([page.text for page in document.pages])
    report = describe(
        document,
        source=file.source,
        sha256=file.sha256,
        given=(("sidecar", file.given), ("front matter", front)),
        names=gazetteer(),
        joined=joined,
    )
    findings, judgments = findings_of(document, joined), find_judgments(document, report, joined, gazetteer())
    return ReadReport(report, document.pages, split(document, joined), joined, findings, judgments)


def _names_hash() -> str:
    """Changes when the names of bodies, kinds or inspectorates do, since metadata depends on them."""
    lists = b"".join(path.read_bytes() for path in (DATA, KINDS_DATA, INSPECTORATES_DATA))
    return hashlib.sha256(lists).hexdigest()[:8]
