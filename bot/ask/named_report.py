"""A report that a question calls by a name that no report held has: that it is not held is said first."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from typing import Final

from bot.ask.threshold import SURE
from bot.question.question import Question
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
    if question.kinds & {report.kind for report in reports}:
        return ""
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
    titles = (
        f"{report.title} {report.kind} {' '.join(report.bodies)}".lower().replace("\u2019", "'") for report in reports
    )
    if not left or any(all(word in title for word in left) for title in titles):
        return ""
    return name


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
