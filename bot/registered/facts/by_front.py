"""Questions about an inspection itself: its theme, who led it, who took part; answered by what the report tells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from bot.phrases import counted
from bot.question.question import Question
from bot.quoting.place import dated, title
from bot.registers.front import Kind, Told, told
from bot.registers.grade_area import NAMED
from bot.remarks import yes_no
from bot.scope.holdings import Holdings, Scope
from bot.types import Entry, Quote
from corpus.types import Report
from corpus.vocabulary.kinds import JOINT_TARGETED
from corpus.vocabulary.plain_words import as_written
from corpus.vocabulary.themes import themes_in, without_themes
from index.search import Index

MOST: Final = 3  # reports, newest first, whose lead inspector or theme is told of one body
_INSPECTION: Final = r"(?:inspections?|JTAIs?|reports?|visits?|letters?|reviews?)"
_ASKED: Final[tuple[tuple[Kind, re.Pattern[str]], ...]] = (
    (
        "lead",
        re.compile(
            r"\b(?:lead|reporting|principal) inspectors?\b|\binspector in charge\b"
            rf"|\bwho (?:led|was leading|headed|was in charge of)\b.*\b{_INSPECTION}\b",
            re.I,
        ),
    ),
    (
        "part",
        re.compile(
            r"\bwho (?:carried out|conducted|undertook|inspected|took part in|was involved in)\b"
            r"|\bwhich (?:inspectorates?|inspectors|regulators?|bodies|organisations|agencies)\b.*\b(?:carried out"
            r"|conducted|undertook|inspected|took part|were involved)\b|\binspection team\b"
            r"|\bby whom\b.*\b(?:inspected|carried out)\b|\b(?:inspected|carried out) by (?:whom|which|who)\b",
            re.I,
        ),
    ),
    (
        "theme",
        re.compile(
            rf"\bdeep[- ]dive\b|\b(?:themes?|topics?|subjects?|focus)\b.*\b{_INSPECTION}\b"
            rf"|\b{_INSPECTION}\b.*\b(?:themes?|focus(?:s?ed)?|about|look(?:ed|s)? (?:at|into)|cover(?:ed|s)?"
            r"|concern(?:ed)?)\b",
            re.I,
        ),
    ),
)
_ABOUT: Final = re.compile(r"\b(?:about|focus(?:s?ed)?|theme)\b", re.I)
_JOINT: Final = re.compile(r"\b(?:joint|JTAIs?)\b", re.I)
_EVERY: Final = re.compile(  # a list of inspections, or of where they were
    r"^\W*(?:(?:which|what|how many|where|list|name|show|all|any|every|the|areas|councils|places|boroughs)\b"
    rf"(?=.*\b(?:{_INSPECTION}|inspected)\b)"
    rf"|(?:[\w\u2019'-]+\s+){{1,6}}(?:inspections|JTAIs)\W*$|(?:inspections|JTAIs)\s+(?:about|on|into|of)\b)"
    r"|^\W*(?:which|what|how many|list|where)\b.*\bdeep[- ]dives?\b",
    re.I,
)
_SAYS: Final = re.compile(  # what asks for what inspections found, and not for which they were
    r"\b(?:sa(?:y|ys|id)|f[io]u?nds?|tells?|told|shows?|showed|report(?:ed)?|learn(?:ed|t)?|conclude[sd]?|recommend\w*"
    r"|improve\w*|strength\w*|weak\w*|praise[sd]?|criticis\w*|mention(?:ed|s)?)\b(?!\s+(?:me|us)\b)",
    re.I,
)
_THEMED: Final = re.compile(r"\b(?:themes?\b|deep[- ]dive)", re.I)
_ANY_ABUSE: Final = re.compile(r"\babuse and neglect\b", re.I)  # of which every joint inspection is
_ASKING: Final = frozenset(  # words that ask for the theme of an inspection, and name none
    "theme themes topic subject focus focused focussed about deep dive joint targeted area jtai jtais inspection"
    " inspections inspectors look looked looks at into on cover covered covers concern concerned kind type which list"
    " all every show give name many were had have has children's services main made letter particular area areas"
    " councils places dealt got get given took subject underwent received undergone carried out where when place"
    " every any themed thematic jtai's letters reports report visits held there did do they that with inspected".split()
)


def asked(question: Question) -> Kind | None:
    """What of an inspection itself a question asks for; the theme only of joint inspections, which have one."""
    if question.doing or (question.seeks_grade and question.names_grade):
        return None
    kind = next((kind for kind, pattern in _ASKED if pattern.search(question.text)), None)
    if kind in ("lead", "part"):
        return kind
    themed = _JOINT.search(question.text) or _THEMED.search(question.text) or question.bodies
    return "theme" if (kind and themed) or lists(question) else None


def lists(question: Question) -> bool:
    """Whether a question may ask which inspections, or where those, were about something that it names."""
    return bool(_EVERY.search(question.text) and topic_of(question)) and not _SAYS.search(question.text)


def topic_of(question: Question) -> str:
    """The theme that a question names, or nothing."""
    return " ".join(word for word in question.telling if not (word in _ASKING or word.isdigit()))


def of_bodies(
    index: Index, reports: Sequence[Report], question: Question, kind: Kind
) -> tuple[str, list[Entry], list[Quote]] | None:
    """What the newest reports on a body tell of themselves; None where they do not, or more than that is asked."""
    named = topic_of(question) if kind == "theme" else ""
    if named and not (yes_no.asks(question.text) and _ABOUT.search(question.text)):
        return None
    newest = sorted(reports, key=lambda report: report.date, reverse=True)
    found = [one for report in newest if _may_tell(report, kind) and (one := told(index.store, report, kind))][:MOST]
    if not found or (kind == "part" and found[0].report != newest[0]):
        return None
    message = " ".join(_sentence(one, kind) for one in found)
    if kind == "lead" and found[0].report != newest[0]:
        message += f" The newest report held, {title(newest[0])} ({dated(newest[0])}), names none."
    if named and _is_on(index, named, found[0]):
        message = yes_no.said(True, message)
    return message, [Entry(one.report.body, _name(kind), one.value, one.quote) for one in found], _quotes(found)


def with_theme(
    index: Index, holdings: Holdings, question: Question, scope: Scope
) -> tuple[str, list[Entry], list[Quote]] | None:
    """All joint inspections with the theme that a question names, by their own words, of how many; None for none."""
    topic = topic_of(question)
    reports = [one for one in holdings.among(scope) if _may_tell(one, "theme")]
    found = [one for report in reports if (one := told(index.store, report, "theme"))]
    if not found or not (topic or _THEMED.search(question.text)):
        return None
    on = [one for one in found if not topic or _is_on(index, topic, one)]
    if not on:
        return None
    on.sort(key=lambda one: (one.report.body, one.report.date))
    unread = f" The theme of {len(reports) - len(found)} could not be read." * (len(found) < len(reports))
    held = counted(len(reports), "joint targeted area inspection")
    held += " held on these" if scope.bodies else " held"
    had = f"{len(on)} of the {held} had this theme" if topic else f"The themes of the {held}"
    entries = [Entry(one.report.body, "", one.value, one.quote) for one in on]
    return f"{had}, by the words with which each report begins.{unread}", entries, _quotes(on)


def is_about(index: Index, named: str, report: Report) -> bool:
    """Whether a report's title or theme is the one named."""
    one = told(index.store, report, "theme") if _may_tell(report, "theme") else None
    return _names(index, named, report, one.value if one else "")


def _is_on(index: Index, named: str, one: Told) -> bool:
    return _names(index, named, one.report, one.value)


def _names(index: Index, named: str, report: Report, theme: str) -> bool:
    """Whether a report is on a theme: by the words that tell it, its title, or other words for it.

    In other words only where nothing else is named.
    """
    theme = f"{_ANY_ABUSE.sub(' ', title(report))} {theme}"
    if index.covered(index.topic(as_written(named)), theme) >= NAMED:
        return True
    meant = themes_in(named)
    return bool(meant) and meant <= themes_in(theme) and not without_themes(named)


def _may_tell(report: Report, kind: Kind) -> bool:
    return kind != "theme" or report.kind == JOINT_TARGETED


def _quotes(found: Sequence[Told]) -> list[Quote]:
    return [one.quote for one in found]


def _name(kind: Kind) -> str:
    return {"theme": "theme", "lead": "lead inspector", "part": "inspected by"}[kind]


def _sentence(one: Told, kind: Kind) -> str:
    of = f"{title(one.report)}, {dated(one.report)}"
    if kind == "lead":
        return f"{one.value} is named as lead inspector in {of}."
    if kind == "theme":
        return f"The theme of {of}, is \u201c{one.value}\u201d."
    return f"{of}: the report says who took part."
