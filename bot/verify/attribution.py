"""What the sentence around a quotation says of its source, and whether the source agrees."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from bot.phrases import listed
from bot.quoting.place import dated, place
from bot.scope.later import NARROW, supersedes
from bot.types import Quote
from corpus.describe.gazetteer import Body, Gazetteer
from corpus.types import CONSTABULARY, Report
from corpus.vocabulary.dates import DATE, MONTH_YEAR, in_words, iso_date, iso_month, years_in
from corpus.vocabulary.kinds import REVISIT, kinds
from corpus.vocabulary.named import INSPECTORATES, KINDS

_DAY = re.compile(r"(?<![\d/.])(?P<day>\d{1,2})[/.](?P<month>\d{1,2})[/.](?P<year>(?:19|20)\d\d)\b")  # 30/1/2023
_PAGES = re.compile(r"(?<!\w)(?:[Pp]ages?|pp?\.?)\s?(\d{1,3})(?:\s?(?:[-\u2013]|to|and|&)\s?(\d{1,3}))?\b")
_ACCESSED = re.compile(r"\b(?:accessed|retrieved|viewed|consulted)\b[^,;()\[\]]*", re.I)

_KINDS = {kind: re.compile(pattern, re.I) for kind, pattern in KINDS.items() if kind != REVISIT}  # a word of its own
_TOLD = frozenset(kind.name for kind in kinds())  # by a report's own words; others are reports of no known kind


class Attribution:
    """The bodies, dates, pages, inspectorates and kinds of report that a draft names beside a quotation."""

    def __init__(self, around: str, names: Gazetteer) -> None:
        self._mentions = tuple(names.find(around, within=False))
        self._names = names
        self.bodies = tuple(dict.fromkeys(around[mention.start : mention.end] for mention in self._mentions))
        when = _ACCESSED.sub("", around)
        self.years = years_in(when)
        self.dates, undated = dates_in(when)
        self.years_alone = years_in(undated)
        self.pages = tuple((int(match[1]), int(match[2] or match[1])) for match in _PAGES.finditer(around))
        self.inspectorates = tuple(name for name, pattern in INSPECTORATES.items() if re.search(pattern, around))
        self.kinds = tuple(kind for kind, pattern in _KINDS.items() if pattern.search(around))

    def fits(self, report: Report) -> int:
        """How many of the things it names are the report's."""
        fits = (self._names_body_of(report), bool(self.years & years_of(report)), self._names_inspectors_of(report))
        return sum((*fits, self._names_kind_of(report)))

    def flags(self, source: Quote) -> Iterator[str]:
        """What it says of the source that is not so, in a sentence each."""
        report = source.report
        if self.bodies and not self._names_body_of(report):
            yield f"attributed to {listed(self.bodies)}; the words are from a report on {listed(report.bodies)}"
        known = years_of(report)
        if self.dates and known and not _dated_so(report, self.dates):
            yield f"attributed to {listed(map(in_words, self.dates))}; {_when(report)}"
        elif self.years_alone and known and not self.years & known:
            yield f"attributed to {listed(map(str, sorted(self.years)))}; the report is of {dated(report)}"
        if self.inspectorates and report.inspectorates and not self._names_inspectors_of(report):
            yield f"attributed to {listed(self.inspectorates)}; the report is by {listed(report.inspectorates)}"
        if self.kinds and report.kind in _TOLD and not self._names_kind_of(report):
            yield f"attributed to {_a(listed(self.kinds))}; the words are from {_a(report.kind)}"
        if self.pages and source.page is not None and not self.fits_page(source):
            given = " and ".join(f"{a}" if a == b else f"{a}\u2013{b}" for a, b in self.pages)
            yield f"attributed to page {given}; the words stand on {place(source)}"

    def fits_page(self, source: Quote) -> bool:
        """Whether a page that it gives is one on which the words stand, as the PDF counts or as is printed."""
        stood = [(source.page or 0, source.page_end or source.page or 0)]
        labels = source.page_label or "", source.page_label_end or source.page_label or ""
        if all(map(str.isdecimal, labels)):
            stood.append((int(labels[0]), int(labels[1])))
        return any(first <= b and a <= last for first, last in stood for a, b in self.pages)

    def _names_body_of(self, report: Report) -> bool:
        if not report.bodies:
            return True
        held = [body for name in report.bodies if (body := self._names.get(name))]
        named = [body for mention in self._mentions for body in mention.bodies]
        return any(body.name in report.bodies or any(_belong(body, other) for other in held) for body in named)

    def _names_kind_of(self, report: Report) -> bool:
        return report.kind in self.kinds or any(_KINDS[kind].search(report.title) for kind in self.kinds)

    def _names_inspectors_of(self, report: Report) -> bool:
        named = set(self.inspectorates)
        return bool(
            named & (set(report.inspectorates) | (CONSTABULARY if CONSTABULARY & set(report.inspectorates) else set()))
        )


def _a(words: str) -> str:
    return f"{'an' if words[0] in 'aeiou' else 'a'} {words}"


def _belong(one: Body, other: Body) -> bool:
    """Whether one is a force or service and the other an area within it."""
    return one.name in other.areas or other.name in one.areas


def dates_in(text: str) -> tuple[tuple[str, ...], str]:
    """The days and months with a year that a text names (ISO 8601), and the text without them."""
    found = [day for match in DATE.finditer(text) if (day := iso_date(match))]
    rest = DATE.sub(" ", text)
    found += [
        f"{m['year']}-{int(m['month']):02}-{int(m['day']):02}" for m in _DAY.finditer(rest) if 0 < int(m["month"]) < 13
    ]
    rest = _DAY.sub(" ", rest)
    found += map(iso_month, MONTH_YEAR.finditer(rest))
    return tuple(dict.fromkeys(found)), MONTH_YEAR.sub(" ", rest)


def _dated_so(report: Report, dates: Collection[str]) -> bool:
    """Whether one of these dates is that of publication, or within the inspection, or in the title."""
    own = [one for one in (report.published, report.inspected, *dates_in(report.title)[0]) if one]
    return any(_first(one) <= _last(date) and _first(date) <= _last(one) for one in own for date in dates)


def _first(iso: str) -> str:
    start = iso.partition("/")[0]
    return start + "0000-00-00"[len(start) :]


def _last(iso: str) -> str:
    end = iso.rpartition("/")[2]
    return end + "9999-99-99"[len(end) :]


def _when(report: Report) -> str:
    """When a report was published and the inspection took place."""
    inspected = f", the inspection of {in_words(report.inspected)}" if report.published and report.inspected else ""
    return f"the report is of {dated(report)}{inspected}"


def years_of(report: Report) -> frozenset[int]:
    """The years that a report may be called by: of publication, of the inspection, of its title."""
    return years_in(f"{report.title} {report.published or ''} {(report.inspected or '').replace('/', ' ')}")


def superseding(report: Report, held: Collection[Report]) -> Report | None:
    """The newest later report on the same body that is held, rather of the same family, but for single matters."""
    later = [r for r in held if r.kind not in NARROW and r.body and r.body == report.body and r.date > report.date]
    return max(later, key=lambda other: (supersedes(other, report), other.date), default=None)
