"""Questions for two judgments at once: *outstanding for leadership but only good overall*, *good for both X and Y*."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.phrases import counted, listed
from bot.question.question import Question
from bot.quoting.place import dated
from bot.registered.grades.denominator import current
from bot.registers.grade_area import area_topic, as_entry, newest, on_area
from bot.registers.grades import Grade, grades_of
from bot.remarks import yes_no
from bot.remarks.grade_said import grounds
from bot.scope.holdings import Holdings, Scope
from bot.types import Entry, Quote
from corpus.vocabulary.asked import said_in
from index.search import Index

MOST: Final = 12  # bodies named in the sentence
_BUT: Final = re.compile(r"[,;]?\s+(?:but|yet|whilst|while|although|though|despite|except|with|and)\s+", re.I)
_AND: Final = "and"
_SEVERAL: Final = re.compile(r"\b(?:both|all|also|as well as|together|at the same time|overall)\b", re.I)
_DENIES: Final = re.compile(r"\b(?:not|never|except|nor)\b|n[\u2019']t\b", re.I)
_NO_AREA: Final = re.compile(
    r"\b(?:not|never|nor|only|just|still|merely|also|both|bad|poor|weak|failing|same|time|any|were|was|got)\b|n[\u2019']t\b",
    re.I,
)
_BAD: Final = re.compile(r"\b(?:bad|poor|weak|failing)\b", re.I)
_BAD_GRADES: Final = frozenset(("inadequate", "requires improvement"))  # which *bad* means beside another grade
_OVERALL: Final = re.compile(r"\boverall\b|\bas a whole\b|\bin general\b", re.I)
THE_FIRST: Final = "{count} {have} the first of the two: what {each} got for the other is listed."


@dataclass(frozen=True, slots=True)
class Condition:
    """A grade, or one of several, that a body must have on an area of work, or must not (``denied``).

    ``words`` name it in a sentence; ``on`` are the judgments of all bodies on that area.
    """

    grades: frozenset[str]
    words: str
    denied: bool
    on: tuple[Grade, ...]

    def of(self, body: str) -> list[Grade]:
        """The judgments of a body on the area."""
        return [grade for grade in self.on if grade.report.body == body]

    def holds(self, body: str) -> bool:
        """Whether a body that is judged on the area meets it."""
        return any(grade.judgment.grade in self.grades for grade in self.of(body)) != self.denied


def graded(
    index: Index, holdings: Holdings, question: Question, scope: Scope
) -> tuple[str, list[Quote], list[Entry]] | None:
    """The bodies that meet both conditions of a question, each with both judgments; None for another question.

    Where none does, those that meet the first alone; else what all were given.
    """
    if not any(said.slot == "grade" for said in said_in(question.text)):
        return None
    reports = holdings.among(scope)
    every = current(grades_of(index.store, reports), reports)
    latest = newest([one for one in every if not question.services or _kind(one, holdings) in question.services])
    pair = conditions(index, question, latest)
    if not pair:
        return None
    first, second = pair
    both = sorted({grade.report.body for grade in first.on} & {grade.report.body for grade in second.on})
    if len(scope.bodies) == 1:
        return _of_one(question, both, pair)
    having = [body for body in both if first.holds(body) and second.holds(body)]
    nearly = [] if having else [body for body in both if first.holds(body)]
    shown = [grade for body in having or nearly or both for one in pair for grade in one.of(body)]
    message = _told(first, second, both, having, shown)
    if nearly:
        have, each = ("has", "it") if len(nearly) == 1 else ("have", "each")
        message = f"{message} {THE_FIRST.format(count=len(nearly), have=have, each=each)}"
    return message, [grade.quote for grade in shown], list(map(as_entry, shown))


def _of_one(
    question: Question, both: Sequence[str], pair: Sequence[Condition]
) -> tuple[str, list[Quote], list[Entry]] | None:
    """Both judgments of one body, with yes or no where that is asked."""
    shown = [grade for body in both for one in pair for grade in one.of(body)]
    if not shown:
        return None
    yes = all(one.holds(body) for body in both for one in pair)
    message = yes_no.said(yes, grounds(shown)) if yes_no.may_say(question) else grounds(shown)
    return message, [grade.quote for grade in shown], list(map(as_entry, shown))


def conditions(index: Index, question: Question, latest: Sequence[Grade]) -> tuple[Condition, Condition] | None:
    """The two conditions that a question sets, each on an area of its own; None where it sets one."""
    whole = area_topic(index, question, latest)
    one_area = whole is not None and bool(on_area(index, whole, latest))
    text = question.text
    for one in question.mentions:  # names of bodies name no area
        text = text[: one.start] + " " * (one.end - one.start) + text[one.end :]
    for joint in sorted(_BUT.finditer(text), key=lambda match: (_AND in match[0].lower(), match.start())):
        clauses = text[: joint.start()], text[joint.end() :]
        named = [_grades(clause) for clause in clauses]
        if _AND in joint[0].lower() and not all(named) and one_area and not _SEVERAL.search(question.text):
            continue
        denied = [bool(_DENIES.search(clauses[0])), bool(_DENIES.search(f"{joint[0]} {clauses[1]}"))]
        found = [
            _condition(index, question, clause, own or other, latest, denied=no)
            for clause, own, other, no in zip(clauses, named, reversed(named), denied, strict=True)
        ]
        first, second = found
        if first and second and not {*map(id, first.on)} & {*map(id, second.on)}:
            return first, second
    return None


def _condition(
    index: Index, question: Question, clause: str, grades: frozenset[str], latest: Sequence[Grade], *, denied: bool
) -> Condition | None:
    bare = " ".join(_NO_AREA.sub(" ", clause).split())
    own = replace(question, text=bare, topic=bare, mentions=(), seeks="grade")
    topic = area_topic(index, own, latest)
    if topic is not None:
        return _on(grades, f"for {_as_asked(bare, topic.text)}", denied, on_area(index, topic, latest))
    overall = [grade for grade in latest if grade.is_overall and not grade.part]
    return _on(grades, "overall", denied, overall) if _OVERALL.search(clause) else None


def _as_asked(clause: str, words: str) -> str:
    """The words for an area as they stand in a question, with those between them."""
    every = set(words.lower().split())
    found = [match for match in re.finditer(r"[\w'-]+", clause) if match[0].lower() in every]
    return clause[found[0].start() : found[-1].end()].lower() if found else words


def _on(grades: frozenset[str], words: str, denied: bool, on: Sequence[Grade]) -> Condition | None:
    return Condition(grades, words, denied, tuple(on)) if grades and on else None


def _grades(clause: str) -> frozenset[str]:
    named = frozenset(said.meaning for said in said_in(clause) if said.slot == "grade")
    return named or (_BAD_GRADES if _BAD.search(clause) else frozenset())


def _kind(grade: Grade, holdings: Holdings) -> str:
    return holdings.kind_of(grade.report.body)


def _told(
    first: Condition, second: Condition, both: Sequence[str], having: Sequence[str], shown: Sequence[Grade]
) -> str:
    """How many of those judged on both meet both, and which."""
    dates = {grade.report.body: dated(grade.report) for grade in shown}
    of = f"of the {counted(len(both), 'body', 'bodies')} judged on both in the newest graded inspection held"
    again = (first.grades, first.denied) == (second.grades, second.denied)
    given = f"{_words(first)} and {second.words if again else _words(second)}"
    named = f": {listed(f'{body} ({dates[body]})' for body in having)}" * (0 < len(having) <= MOST)
    return f"{len(having) or 'None'} {of} {'were' if len(having) > 1 else 'was'} given {given}{named}."


def _words(one: Condition) -> str:
    grades = " or ".join(f"\u201c{grade}\u201d" for grade in sorted(one.grades))
    return f"{'not ' * one.denied}{grades} {one.words}"
