"""A report that a question calls by a name that no report held has: that it is not held is said first."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Final

from bot.question.question import Question
from bot.registered.facts.by_date import SOUGHT
from bot.search.threshold import SURE
from bot.types import Answer
from corpus.types import Report
from corpus.vocabulary.asked import said_in, words_of

# The report is where the answer is to come from: *in the vetting report*, *does the vetting report say*.
_CALLED: Final = re.compile(
    r"\b(?:in|of|from|by|to|under|according to)\s+(?:the|your|their|its|that)\s+"
    r"(?P<in>(?:[\w'\u2019-]+\s+){1,4}?)report\b"
    r"|\bthe\s+(?P<says>(?:[\w'\u2019-]+\s+){1,4}?)report\s+"
    r"(?:say|said|find|found|recommend|conclude|mention|make|made|call|suggest|give|set)\w*\b",
    re.I,
)
_ABOUT: Final = re.compile(r"^\s*(?:(?:anything|something|us|as|to|about|on|of|regarding)\s+)+", re.I)
# Slots of words that only tell which report or whose it is.
_WHICH: Final = frozenset(("who", "turn", "overview", "whole", "graded", "sought", "finding"))
_COMMON: Final = frozenset(
    "police fire council force full inspection inspections inspectors inspector's main whole same joint area local"
    " official final own published original first second council's force's send ofsted's and or of on for in the a an"
    " this that their its".split()
)
NOT_HELD: Final = "No report with \u201c{name}\u201d in its title is held, so what that report says cannot be told."


def not_held(question: Question, reports: Collection[Report]) -> str:
    """The name that a question gives a report where none of that name is held, else nothing."""
    name, words = _named(question)
    if question.kinds & {report.kind for report in reports} or any(_bears(report, words) for report in reports):
        return ""
    return name if words else ""


def of_that_name(question: Question, reports: Collection[Report]) -> tuple[Question, list[Report]]:
    """A question without the name that it gives a report, and the reports whose titles have that name.

    The question itself, and no report, where it gives none, or none is held.
    """
    match, (_, words) = _CALLED.search(question.topic), _named(question)
    found = [report for report in reports if words and _bears(report, words, title=True)]
    if not (match and found):
        return question, []
    rest = replace(question, topic=_ABOUT.sub("", question.topic[match.end() :]).strip(" ?."))
    if rest.is_vague:  # *what did the … report find?*
        rest = replace(rest, topic=question.topic[: match.start()].strip())
    general = rest.is_vague and rest.seeks in SOUGHT
    return (replace(rest, seeks="passage") if general else rest), found


def _named(question: Question) -> tuple[str, list[str]]:
    """The name that a question gives a report, and the words of it that tell; both empty where it gives none."""
    match = _CALLED.search(question.topic)
    name = (match["in"] or match["says"]).strip() if match else ""
    spans = [said for said in said_in(name) if said.slot in _WHICH]
    left = [
        word
        for word, start, end in words_of(name)
        if word not in _COMMON
        and not word.isdigit()
        and not any(one.start <= start and end <= one.end for one in spans)
    ]
    return (name, left) if left else ("", [])


def _bears(report: Report, words: Sequence[str], *, title: bool = False) -> bool:
    """Whether all words stand in the title of a report, or else in its kind or the names of its bodies, too."""
    called = report.title if title else f"{report.title} {report.kind} {' '.join(report.bodies)}"
    return all(word in called.lower().replace("\u2019", "'") for word in words)


def said_first(answer: Answer, name: str) -> Answer:
    """An answer that says first that no report of that name is held; what else was found is quoted only if it is sure.

    Without a name it is the answer itself.
    """
    if not name or answer.status not in ("answered", "not_found"):
        return answer
    told = NOT_HELD.format(name=name)
    if answer.evidence < SURE:
        understood = replace(answer.understood, report=name)
        return replace(answer, status="not_held", message=told, quotes=(), entries=(), understood=understood)
    return replace(answer, message=f"{told} {answer.message}")
