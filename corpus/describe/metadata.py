"""What a report is: title, bodies, kind, inspectorates and dates, each with where it came from.

Order of trust: sidecar, front matter, the document's own first pages, its properties, file name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from corpus.describe import kind_told, printed_dates, votes
from corpus.describe.gazetteer import Gazetteer
from corpus.describe.opening import Opening
from corpus.types import CONSTABULARY, Document, Report
from corpus.vocabulary.dates import (
    DATE,
    ISO,
    MONTH_RANGE,
    MONTH_YEAR,
    RANGE,
    iso_date,
    iso_month,
    iso_months,
    iso_range,
)
from corpus.vocabulary.kinds import bodies_inspected, inspectorates, kind_named, kinds

_FILE_TITLE = re.compile(r"^Microsoft \w+ - |\.(?:docx?|pdf|indd|rtf)$|^\d{6,}|\bdraft\b|\btemplate\b", re.I)
_RENAMED = "2017-07-19"  # the day on which HMIC became HMICFRS
_LICENCE = re.compile(r"open[- ]government[- ]licen[cs]e(?:[^.]{0,40}?(?:v|version[ /])\s?(\d))?", re.I)
_PRISON = re.compile(r"\bHM(?:P|YOI|IRC)(?:(?:/| and | & )(?:YOI|HMYOI))? (?:[A-Z][\w'\u2019-]+ ?|of |the |upon )+")


@dataclass(frozen=True, slots=True)
class Found:
    """A value and where it came from."""

    value: object
    origin: str


_Reader = Callable[[], Found | None]
_DATES = ("inspected", "published", "updated", "reissued")


def describe(
    document: Document,
    *,
    source: str,
    sha256: str,
    given: Sequence[tuple[str, Mapping[str, object]]],
    names: Gazetteer,
    joined: frozenset[str],
) -> Report:
    """Say what a document is.

    ``given`` are fields from outside the text, most trusted first, each with the name of its
    origin; ``joined`` are words broken over line ends, as for :func:`corpus.text.fold`.
    """
    own = _Own(document, names, joined)
    for field, readers in own.readers(source).items():
        value = _given(field, given) or next((f for reader in readers if (f := reader())), None)
        if value:
            own.found[field] = value
    return _report(own.found, own.doubts, document, source, sha256)


def _given(field: str, given: Sequence[tuple[str, Mapping[str, object]]]) -> Found | None:
    for origin, fields in given:
        value = fields.get(field)
        if field == "bodies" and value is None and "body" in fields:
            value = fields["body"]
        if field in _DATES:
            value = _iso(str(value or ""))
        if value not in (None, "", []):
            return Found(value, origin)
    return None


def _report(
    found: Mapping[str, Found], doubts: Mapping[str, str], document: Document, source: str, sha256: str
) -> Report:
    def text(field: str) -> str | None:
        return str(found[field].value) if field in found else None

    return Report(
        id=sha256[:12],
        title=text("title") or PurePosixPath(source).stem,
        bodies=_strings(found.get("bodies")),
        inspectorates=_strings(found.get("inspectorates")),
        kind=text("kind") or "report",
        inspected=text("inspected"),
        published=text("published"),
        source=source,
        sha256=sha256,
        url=text("url"),
        licence=text("licence"),
        digest=bool(found["digest"].value) if "digest" in found else False,
        page_count=len(document.pages) if document.paged else 0,
        ocr_pages=document.ocr_pages,
        unread_pages=document.unread_pages,
        origins={field: value.origin for field, value in found.items()},
        unseen=document.unseen,
        updated=text("updated"),
        reissued=text("reissued"),
        doubts={field: doubt for field, doubt in doubts.items() if field not in found},
    )


def _strings(found: Found | None) -> tuple[str, ...]:
    if found is None:
        return ()
    value = found.value
    return tuple(map(str, value)) if isinstance(value, (list, tuple)) else (str(value),)


def _iso(value: str | None) -> str | None:
    """An ISO date as it is; one in words turned into one; anything else dropped."""
    if not value or ISO.fullmatch(value):
        return value or None
    for pattern, iso in ((RANGE, iso_range), (DATE, iso_date), (MONTH_RANGE, iso_months), (MONTH_YEAR, iso_month)):
        if match := pattern.search(value):
            return iso(match)
    return None


class _Own:
    """Reads the fields from the document itself; ``found`` holds the fields found so far, ``doubts`` what is unsure."""

    def __init__(self, document: Document, names: Gazetteer, joined: frozenset[str]) -> None:
        self._names = names
        self._properties = document.properties
        self._opening = Opening(document, joined)
        self._first = self._opening.origin
        self.found: dict[str, Found] = {}
        self.doubts: dict[str, str] = {}

    def readers(self, source: str) -> dict[str, list[_Reader]]:
        """For each field the ways to find it, most trusted first; later fields use earlier ones."""
        self._name = PurePosixPath(source).stem
        return {
            "title": [self._title, self._title_property],
            "published": [self._published, self._published_of_name],
            "kind": [self._kind, self._kind_of_name, self._own_kind],
            "inspected": [self._inspected],
            "updated": [self._updated],
            "reissued": [self._reissued],
            "inspectorates": [self._inspectorates],
            "bodies": [self._prison, self._bodies],
            "url": [self._url],
            "licence": [self._licence],
            "digest": [self._digest],
        }

    def _known(self, field: str) -> str:
        """The text of a field that was found before, or an empty string."""
        return str(self.found[field].value) if field in self.found else ""

    def _titles(self) -> Iterator[tuple[str, str]]:
        """The title, the one printed on page 1 and that of the properties, each with its origin."""
        for title in (self.found.get("title"), self._title(), self._title_property()):
            if title:
                yield str(title.value), title.origin

    def _title(self) -> Found | None:
        """The title printed, or the file's own where that says more and all of it is printed on the cover, too."""
        printed = self._opening.title
        own = self._properties.get("title", "")
        cover = _words(" ".join((printed, *self._opening.cover)))
        if len(_words(own)) > len(_words(printed)) > 0 and _words(printed) <= _words(own) <= cover:
            return Found(own, "properties")
        return Found(printed, self._first) if printed else None

    def _title_property(self) -> Found | None:
        """The first bookmark where it names a report, else the title that a program wrote into the file."""
        bookmark, title = (self._properties.get(name, "") for name in ("bookmark", "title"))
        if any(kind.told_by.search(bookmark) for kind in kinds()):
            return Found(bookmark, "bookmarks")
        return Found(title, "properties") if len(title) > 8 and not _FILE_TITLE.search(title) else None

    def _kind(self) -> Found | None:
        """The kind that the cover or the titles tell, else that which the first pages call *this inspection*."""
        if kind := kind_told.told_on_cover(self._opening):
            return Found(kind.name, self._first)
        for text, origin in (*self._titles(), ("\n".join(self._opening.cover), self._first)):
            if kind := kind_told.told_by(text, self._opening):
                return Found(kind.name, origin)
        kind = kind_told.told_of_itself(self._opening)
        return _found(kind.name if kind else None, self._first)

    def _kind_of_name(self) -> Found | None:
        kind = kind_told.told_by(_spaced(self._name), self._opening)
        return _found(kind.name if kind else None, "file name")

    def _own_kind(self) -> Found | None:
        """The title's own words, for a report of no series known here."""
        origin = self.found["title"].origin if "title" in self.found else ""
        return _found(kind_told.own_words(self._known("title"), self._names), origin)

    def _prison(self) -> Found | None:
        """A prison or the like by its name, in the reports that are on one."""
        if "prison" not in bodies_inspected(self._known("kind")):
            return None
        for text, origin in self._titles():
            if match := _PRISON.search(text):
                return Found([match[0].strip()], origin)
        return None

    def _bodies(self) -> Found | None:
        """The body for which most speaks; where that is too close to call, none, and a doubt."""
        kind = kind_named(self._known("kind"))
        makers = _strings(self.found.get("inspectorates"))
        wanted = bodies_inspected(self._known("kind"), makers)
        general = bool(kind and kind.general)
        printed = list(dict.fromkeys([self._known("title"), self._opening.title]))
        heard = votes.Votes(self._names, wanted, typed=general or (not kind and len(wanted) > 1))
        heard.hear_all(self._opening, printed, _spaced(self._name).title())
        if general:
            heard.only("title")
        verdict = heard.verdict(votes.LEAST if kind else votes.FIRM)
        if verdict.body:
            return Found([verdict.body], self._origin(verdict.place))
        if verdict.doubt or (kind and not general):
            self.doubts["bodies"] = verdict.doubt or "no body of the kind that such reports inspect is named"
        return None

    def _origin(self, place: str) -> str:
        title = next((origin for _, origin in self._titles()), self._first)
        return {"title": title, "pages": "pages", "closing": "pages"}.get(
            place, place if place in ("properties", "file name", "running heads") else self._first
        )

    def _published(self) -> Found | None:
        return _found(printed_dates.published(self._opening), self._first)

    def _updated(self) -> Found | None:
        return _found(printed_dates.updated(self._opening), self._first)

    def _reissued(self) -> Found | None:
        return _found(printed_dates.reissued(self._opening), self._first)

    def _inspected(self) -> Found | None:
        kind = kind_named(self._known("kind"))
        if kind and kind.parliamentary:
            return None
        return _found(printed_dates.inspected(self._opening, self._known("published")), self._first)

    def _published_of_name(self) -> Found | None:
        match = DATE.search(_spaced(self._name))
        return _found(iso_date(match) if match else None, "file name")

    def _inspectorates(self) -> Found | None:
        """Those named in the first pages or the last, of those that make such reports."""
        kind = kind_named(self._known("kind"))
        if kind and kind.parliamentary:
            return None
        own = kind.inspectorates if kind else ()
        text = self._opening.ends if own else self._opening.front
        names = [maker.name for maker in inspectorates() if maker.told_by.search(text)]
        names = [name for name in names if not own or name in own]
        if not names and (len(own) == 1 or CONSTABULARY.issuperset(own)):
            names = list(own[:1])
        if "HMIC" in names and ("HMICFRS" in names or self._date() >= _RENAMED):
            names = list(dict.fromkeys("HMICFRS" if name == "HMIC" else name for name in names))
        if not names:
            return None
        printed = any(maker.told_by.search(text) for maker in inspectorates() if maker.name in names)
        return Found(names, self._first if printed else "kind")

    def _date(self) -> str:
        return self._known("published") or self._known("inspected")

    def _url(self) -> Found | None:
        url = self._properties.get("url", "")
        return Found(url, "properties") if url.startswith("http") else None

    def _licence(self) -> Found | None:
        pages = self._opening.pages
        match = _LICENCE.search(" ".join([*pages[:2], *pages[-2:]]))
        if not match:
            return None
        return Found(f"Open Government Licence{f' v{match[1]}.0' if match[1] else ''}", "text")

    def _digest(self) -> Found | None:
        """Whether the first page, or the properties, call this a digest made for a project."""
        about = " ".join((self._opening.front[:3000], *self._properties.values()))
        found = re.search(r"\bdigest\b[^.]{0,80}\b(?:written|made) for this project", about, re.I)
        return Found(True, self._first) if found else None


def _found(value: str | None, origin: str) -> Found | None:
    return Found(value, origin) if value else None


def _spaced(name: str) -> str:
    """A file's name with blanks between its words."""
    return re.sub(r"[-_]+", " ", name)


def _words(text: str) -> set[str]:
    return set(re.findall(r"[^\W_]+", text.casefold()))
