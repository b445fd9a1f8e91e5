"""The inspectorates that reports are fetched from: one small file each says how its site is laid out."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit, urlunsplit

from corpus.fetch.types import Entry

DATA: Final = Path(__file__).parent / "sources"


@dataclass(frozen=True, slots=True)
class Listing:
    """A page, a feed or a sitemap on which an inspectorate lists its reports."""

    form: str
    address: str
    basis: str


@dataclass(frozen=True, slots=True)
class Source:
    """An inspectorate's site.

    ``reports``, ``landings`` and ``refused`` are regular expressions on the path of an address: where a whole
    report stands, what leads to one, and what is none. ``files`` are such expressions on the path of a report's
    own file; of those on a page only the ones with ``file_words`` are taken. With ``each_file`` every file of a page
    is a report of its own. ``kinds`` gives, by such expressions, the kind of listed reports whose title tells none,
    and ``kind`` that of all others.
    """

    name: str
    basis: str
    hosts: tuple[str, ...]
    licence: str
    reports: tuple[str, ...]
    landings: tuple[str, ...]
    refused: tuple[str, ...]
    files: tuple[str, ...]
    kind: str
    kinds: Mapping[str, str] = field(default_factory=dict)
    each_file: bool = False
    file_words: str = ""
    moved: Mapping[str, str] = field(default_factory=dict)
    listings: tuple[Listing, ...] = ()

    @property
    def folder(self) -> str:
        """The folder of its reports."""
        return re.sub(r"[^a-z0-9]+", "-", self.name.lower()).strip("-")

    def moved_to(self, address: str) -> str:
        """An address on the present host, over HTTPS; one that did not move stays as it is."""
        bare = re.sub(r"^https?://", "", address)
        for old, new in self.moved.items():
            if bare.startswith(old):
                return f"https://{new}{bare.removeprefix(old)}"
        return address

    def owns(self, address: str) -> bool:
        """Whether an address is on one of its hosts, present or former."""
        bare = re.sub(r"^https?://", "", address)
        return urlsplit(address).hostname in self.hosts or any(map(bare.startswith, self.moved))

    def is_report(self, address: str) -> bool:
        """Whether a whole report stands at an address, by its form."""
        return _matches(self.reports, address) and not self.is_refused(address)

    def is_landing(self, address: str) -> bool:
        """Whether an address leads to a report, by its form."""
        return _matches(self.landings, address) and not self.is_refused(address)

    def is_file(self, address: str) -> bool:
        """Whether an address is that of a report's file, by its form."""
        return _matches(self.files, address)

    def offers(self, address: str, words: str) -> bool:
        """Whether a link leads to a file that may be a report."""
        return self.is_file(address) and self.owns(address) and bool(re.search(self.file_words, words, re.I))

    def kind_at(self, address: str) -> str:
        """The kind of the report at an address, by its form."""
        return next((kind for pattern, kind in self.kinds.items() if _matches((pattern,), address)), self.kind)

    def is_refused(self, address: str) -> bool:
        """Whether an address is that of something else than a report."""
        return _matches(self.refused, address) and not urlsplit(address).query


def _matches(patterns: tuple[str, ...], address: str) -> bool:
    path = urlsplit(address).path
    path = path.rstrip("/") or "/"
    return any(re.search(pattern, path) for pattern in patterns)


def normal(address: str) -> str:
    """An address for comparison: without scheme, fragment, last slash and lone question mark."""
    parts = urlsplit(address)
    return urlunsplit(("", (parts.hostname or ""), parts.path.rstrip("/"), parts.query, "")).lstrip("/")


@cache
def sources() -> tuple[Source, ...]:
    """All inspectorates, in the order of their files' names, HMICFRS first."""
    found = [_source(tomllib.loads(path.read_text(encoding="utf-8"))) for path in sorted(DATA.glob("*.toml"))]
    return tuple(sorted(found, key=lambda source: source.name != "HMICFRS"))


def _source(fields: Mapping[str, Any]) -> Source:
    return Source(
        name=fields["name"],
        basis=fields["basis"],
        hosts=tuple(fields["hosts"]),
        licence=fields.get("licence", ""),
        reports=tuple(fields.get("reports", ())),
        landings=tuple(fields.get("landings", ())),
        refused=tuple(fields.get("refused", ())),
        files=tuple(fields.get("files", (r"\.(?:pdf|docx|odt)$",))),
        kind=fields.get("kind", "report"),
        kinds=fields.get("kinds", {}),
        each_file=fields.get("each_file", False),
        file_words=fields.get("file_words", ""),
        moved=fields.get("moved", {}),
        listings=tuple(Listing(one["form"], one["address"], one["basis"]) for one in fields.get("listings", ())),
    )


def source_named(name: str) -> Source:
    """The inspectorate of this name."""
    return next(source for source in sources() if source.name == name)


def catalogued(source: Source) -> Iterator[Entry]:
    """The reports of an inspectorate's catalogue, a table beside its file; none where it has no such table."""
    path = DATA / f"{source.folder}.tsv"
    if not path.is_file():
        return
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            row["addresses"] = tuple(row["addresses"].split())
            yield Entry(source=source.name, **row)  # type: ignore[arg-type]  # the columns are its fields
