"""Questions when a report was published or a body inspected: answered by what is known of the report."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from bot.question.question import Question
from bot.quoting.cut import quote_at
from bot.quoting.place import title
from bot.registers.front import FRONT
from bot.search.sentences import cut
from bot.types import Quote
from corpus.types import Report, Span
from corpus.vocabulary.dates import DATE, MONTH_YEAR, RANGE, in_words, iso_date, iso_month, iso_range
from index.search import Index
from index.types import StoredPassage

SOUGHT: Final = {"date_inspected": "inspected", "date_published": "published"}
_ASKING: Final = frozenset(
    "when date dates day month year old recent recently published publish publication issued issue released release"
    " come came out dated written from inspected inspect inspections visited visit take took place carried which"
    " reports letter send jtai peel joint targeted local partnership partnerships first new newer newest latest last"
    " it them was were is are did current up to how who of on site fieldwork"
    " outcome outcomes result results verdict grade grades rating ratings get got".split()
)
_WHEN: Final = re.compile(
    r"(?:^|\band\b|,)\W*when\b|\bwhen (?:was|were|did|is|has)\b|\bdates? of\b|\b(?:what|which) (?:dates?|year|month)\b",
    re.I,
)
_OUTCOME: Final = re.compile(
    r"\b(?:grade[sd]?|ratings?|rated|judge?ments?|judged|outcomes?|results?|verdict)\b|\bhow (?:did|well)\b"
    r"|\bwhat did (?:it|they) (?:get|score)\b",
    re.I,
)
NO_GRADE: Final = "No grade could be read in what is held."


def asked(question: Question) -> str:
    """*published* or *inspected* where a question asks for that date, else nothing."""
    if question.doing == "recent":
        return "published"
    if not topic_of(question) and asks_when(question) and asks_outcome(question):
        return "inspected"
    return SOUGHT.get(question.seeks, "")


def topic_of(question: Question) -> str:
    """What the inspection whose date is asked for was about, as far as a question names it, or nothing."""
    return " ".join(word for word in question.telling if word not in _ASKING)


def asks_when(question: Question) -> bool:
    """Whether a question asks for a date, beside whatever else."""
    return bool(_WHEN.search(question.text))


def asks_outcome(question: Question) -> bool:
    """Whether a question asks what came of an inspection, too."""
    return bool(_OUTCOME.search(question.text))


def dates(reports: Iterable[Report], *, newest: bool = False) -> tuple[str, list[Report]]:
    """A sentence for each of these reports with its dates, and those reports, newest first; or the newest on each."""
    known = [report for report in reports if report.inspected or report.published]
    known.sort(key=lambda report: (report.date, report.id), reverse=True)
    if newest:
        first: dict[tuple[str, ...], Report] = {}
        known = [report for report in known if first.setdefault(report.bodies, report) is report]
    return told(known), known


def told(reports: Sequence[Report]) -> str:
    """A sentence for each report with its dates."""
    return " ".join(map(_told, reports))


def quoted(index: Index, reports: Sequence[Report], sought: str) -> Iterator[Quote]:
    """For each report the sentence that holds the date sought, else the other one, where there is one."""
    for report in reports:
        both = (report.published, report.inspected) if sought == "published" else (report.inspected, report.published)
        hits = (hit for date in both if date and (hit := _hit(index, report, date)))
        if found := next(hits, None):
            yield cut(index, *found)
        elif line := next((one for date in both if date and (one := _line(index, report, date))), None):
            yield line


def _told(report: Report) -> str:
    known = [f"inspected {in_words(report.inspected)}{_by(report, 'inspected')}"] if report.inspected else []
    known += [f"published {in_words(report.published)}{_by(report, 'published')}"] if report.published else []
    return f"{title(report)}: {', '.join(known)}."


def _by(report: Report, field: str) -> str:
    """That a date is told by the name of the file alone, with a blank before it; or nothing."""
    return " (by its file name)" * (report.origins.get(field) == "file name")


def _line(index: Index, report: Report, date: str) -> Quote | None:
    """The first line of the first pages that gives a date, which need be no sentence."""
    for number, page in sorted(index.store.pages(report.id).items())[:FRONT]:
        for match in re.finditer(r"\S[^\n]*", page.text):
            if date in _in(match[0], date[:4]):
                span = Span(number, match.start(), match.start() + len(match[0].rstrip()))
                words = index.store.text_of(report.id, {number}).words([span])
                return quote_at(index.store, report, [span], words)
    return None


def _hit(index: Index, report: Report, date: str) -> tuple[StoredPassage, int, int] | None:
    """The first sentence of a report that gives a date: its passage, and its number twice, as first and last."""
    for stored in index.store.passages_of(report.id):
        for number, sentence in enumerate(stored.sentences):
            if date in _in(sentence, date[:4]):
                return stored, number, number
    return None


def _in(sentence: str, year: str) -> set[str | None]:
    """The dates that a sentence gives, by ISO 8601; ``year`` serves where none is printed."""
    return {
        *(iso_range(match, year) for match in RANGE.finditer(sentence)),
        *(iso_date(match) for match in DATE.finditer(sentence)),
        *(iso_month(match) for match in MONTH_YEAR.finditer(sentence)),
    }
