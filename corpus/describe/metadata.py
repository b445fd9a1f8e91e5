"""What a report is: title, bodies, kind, inspectorates and dates, each with where it came from.

Order of trust: sidecar, front matter, the document's own first pages, its properties, file name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from corpus.describe.gazetteer import Gazetteer
from corpus.structure.text import ReportText
from corpus.structure.titles import title_at
from corpus.types import Document, Report, Span
from corpus.vocabulary.dates import DATE, ISO, MONTH_YEAR, RANGE, iso_date, iso_month, iso_range
from corpus.vocabulary.kinds import FIRE, OF_AREAS, PEEL, SEND, TOLD_BY, bodies_inspected

INSPECTORATES: tuple[tuple[str, str], ...] = (
    ("Ofsted", r"\bOfsted\b|Office for Standards in Education"),
    ("CQC", r"Care Quality Commission|Quality Care Commission|\bCQC\b"),
    ("HMICFRS", r"\bHMICFRS\b|Inspectorate\s+of\s+Constabulary\s+and\s+Fire"),
    ("HMIC", r"\bHMIC\b|HMI Constabulary|Inspectorate\s+of\s+Constabulary(?!\s+(?:and\s+Fire|in\s+Scotland))"),
    ("HMI Probation", r"HMI\s?Prob(?:ation)?\b|Inspector(?:ate)?\s+of\s+Probation"),
    ("HMI Prisons", r"HMI Prisons|Inspector(?:ate)?\s+of\s+Prisons"),
    ("HMICS", r"\bHMICS\b|Constabulary\s+in\s+Scotland"),
    ("Estyn", r"\bEstyn\b"),
    ("CIW", r"Care Inspectorate Wales|\bCIW\b"),
    ("HIW", r"Healthcare Inspectorate Wales|\bHIW\b"),
)
_INSPECTED_CUE = re.compile(
    r"(?<!previous )(?<!last )(?:inspection|inspected|fieldwork|visit|revisit)(?: (?:date|fieldwork|period))?s?"
    r"\s*(?:took place|was carried out|carried out|conducted|ran|:|dates?:)?\s*(?:from|between|on|:)?\s*$"
    r"|\bbetween\s*$",
    re.I,
)
_PREVIOUS = re.compile(r"(?:previous|last|next|earlier)\s+(?:\w+\s+)?inspections?\b[^.]{0,30}$", re.I)
_PUBLISHED = re.compile(r"(?:published|publication date|date of publication|issued|sent)(?: on)?:?\s*$", re.I)
_FILE_TITLE = re.compile(r"^Microsoft \w+ - |\.(?:docx?|pdf|indd|rtf)$", re.I)  # a program's, not a person's
_RENAMED = "2017-07-19"  # the day on which HMIC became HMICFRS
_LICENCE = re.compile(r"open[- ]government[- ]licen[cs]e(?:[^.]{0,40}?(?:v|version[ /])\s?(\d))?", re.I)


@dataclass(frozen=True, slots=True)
class Found:
    """A value and where it came from."""

    value: object
    origin: str


_Reader = Callable[[], Found | None]
_DATES = ("inspected", "published")


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
    return _report(own.found, document, source, sha256)


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


def _report(found: Mapping[str, Found], document: Document, source: str, sha256: str) -> Report:
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
    for pattern, iso in ((RANGE, iso_range), (DATE, iso_date), (MONTH_YEAR, iso_month)):
        if match := pattern.search(value):
            return iso(match)
    return None


class _Own:
    """Reads the fields from the document itself; ``found`` holds the fields found so far."""

    def __init__(self, document: Document, names: Gazetteer, joined: frozenset[str]) -> None:
        self._names = names
        self._properties = document.properties
        text = ReportText.of(document.pages, joined)
        self._pages = [text.words([Span(number, 0, len(page))]) for number, page in text.pages.items()]
        self._lines = [" ".join(line.split()) for line in document.pages[0].text.splitlines() if line.strip()]
        self._opening = [
            (block.level, text.words(block.spans)) for block in document.blocks[:60] if block.spans[0].page == 1
        ]
        self._first = "page 1" if document.paged else "text"
        limit = 2 if document.paged else 1
        self._front = " ".join(self._pages[:limit])[:6000]
        self.found: dict[str, Found] = {}

    def readers(self, source: str) -> dict[str, list[_Reader]]:
        """For each field the ways to find it, most trusted first; later fields use earlier ones."""
        self._name = PurePosixPath(source).stem
        return {
            "title": [self._title, self._title_property],
            "kind": [self._kind, self._kind_of_name],
            "bodies": [self._bodies, self._bodies_of_name],
            "published": [self._published, self._published_of_name],
            "inspected": [self._inspected],
            "inspectorates": [self._inspectorates],
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
        number = title_at(self._opening)
        return None if number is None else Found(self._opening[number][1].rstrip("."), self._first)

    def _title_property(self) -> Found | None:
        """The first bookmark where it names a report, else the title that a program wrote into the file."""
        bookmark, title = (self._properties.get(name, "") for name in ("bookmark", "title"))
        if any(re.search(pattern, bookmark, re.I) for _, pattern in TOLD_BY):
            return Found(bookmark, "bookmarks")
        return Found(title, "properties") if len(title) > 8 and not _FILE_TITLE.search(title) else None

    def _kind(self) -> Found | None:
        for text, origin in (*self._titles(), (self._front, self._first)):
            for kind, pattern in TOLD_BY:
                if re.search(pattern, text, re.I):
                    return Found(kind, origin)
        return None

    def _kind_of_name(self) -> Found | None:
        words = re.sub(r"[-_]+", " ", self._name)
        kinds = (kind for kind, pattern in TOLD_BY if re.search(pattern, words, re.I))
        return next((Found(kind, "file name") for kind in kinds), None)

    def _bodies(self) -> Found | None:
        for text, origin in self._titles():
            if named := self._named_in(text):
                return Found(named[-1:], origin)
        often = Counter(self._named_in(self._front)).most_common(1)
        return Found([often[0][0]], self._first) if often and often[0][1] > 1 else None

    def _bodies_of_name(self) -> Found | None:
        named = self._named_in(re.sub(r"[-_]+", " ", self._name).title())
        return Found(named[-1:], "file name") if named else None

    def _named_in(self, text: str) -> list[str]:
        """The bodies that a text names, in order, of the kinds that such reports inspect."""
        wanted = bodies_inspected(self._known("kind"))
        choices = ([b for b in m.bodies if b.kind in wanted] for m in self._names.find(text))
        return [min(c, key=lambda body: (wanted.index(body.kind), body.name)).name for c in choices if c]

    def _published(self) -> Found | None:
        """A date said to be that of publication, or a letter's date: a line by itself near the top."""
        for match in DATE.finditer(self._front):
            if _PUBLISHED.search(self._front[: match.start()]) and (date := iso_date(match)):
                return Found(date, self._first)
        for line in self._lines[:6]:
            alone = DATE.fullmatch(line.strip())
            if alone and (date := iso_date(alone)):
                return Found(date, self._first)
        for line in self._lines[:12]:
            if month := MONTH_YEAR.fullmatch(line):
                return Found(iso_month(month), self._first)
        return None

    def _published_of_name(self) -> Found | None:
        match = DATE.search(re.sub(r"[-_]+", " ", self._name))
        date = iso_date(match) if match else None
        return Found(date, "file name") if date else None

    def _inspected(self) -> Found | None:
        """The first range of days that the text calls the inspection's, not an earlier one's."""
        for match in RANGE.finditer(self._front):
            before = self._front[max(0, match.start() - 80) : match.start()]
            days = self._days(match)
            if days and _INSPECTED_CUE.search(before) and not _PREVIOUS.search(before):
                return Found(days, self._first)
        return self._inspected_month()

    def _days(self, match: re.Match[str]) -> str | None:
        """The days of a range; one without its year is the last before the report came out."""
        published = self._known("published")
        days = iso_range(match, published[:4] or None)
        if days and not match["year"] and days.rpartition("/")[2] > published:
            return iso_range(match, str(int(published[:4]) - 1))
        return days

    def _inspected_month(self) -> Found | None:
        for match in MONTH_YEAR.finditer(self._front):
            before = self._front[max(0, match.start() - 60) : match.start()]
            if _INSPECTED_CUE.search(before) and not _PREVIOUS.search(before):
                return Found(iso_month(match), self._first)
        return None

    def _inspectorates(self) -> Found | None:
        kind = self._known("kind")
        wide = kind in OF_AREAS
        text = " ".join([*self._pages[:2], *self._pages[-3:]]) if wide else self._front
        names = [name for name, pattern in INSPECTORATES if re.search(pattern, text)]
        if kind == SEND:
            names = [name for name in names if name in ("Ofsted", "CQC", "Estyn")]
        if "HMIC" in names and ("HMICFRS" in names or self._date() >= _RENAMED):
            names = list(dict.fromkeys("HMICFRS" if name == "HMIC" else name for name in names))
        if not names and kind in (PEEL, FIRE):
            return Found(["HMICFRS"], "kind")
        return Found(names, self._first) if names else None

    def _date(self) -> str:
        return self._known("published") or self._known("inspected")

    def _url(self) -> Found | None:
        url = self._properties.get("url", "")
        return Found(url, "properties") if url.startswith("http") else None

    def _licence(self) -> Found | None:
        match = _LICENCE.search(" ".join([*self._pages[:2], *self._pages[-2:]]))
        if not match:
            return None
        return Found(f"Open Government Licence{f' v{match[1]}.0' if match[1] else ''}", "text")

    def _digest(self) -> Found | None:
        """Whether the first page, or the properties, call this a digest made for a project."""
        about = " ".join((self._front[:3000], *self._properties.values()))
        found = re.search(r"\bdigest\b[^.]{0,80}\b(?:written|made) for this project", about, re.I)
        return Found(True, self._first) if found else None
