"""How things are now no report held can tell: asked *is it still so*, an answer says what it knows, and of when."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from bot.phrases import listed
from bot.question.question import Question
from bot.quoting.place import dated, title
from bot.scope.holdings import Holdings
from bot.types import Answer
from corpus.types import Report
from corpus.vocabulary.asked import said_in

CANNOT_TELL: Final = "What holds now, the reports held cannot tell: a later inspection may have been published."
LATER: Final = "Later reports are held on {body}, in which nothing nearer was found: {reports}."
MOST: Final = 3  # later reports that are named
_PAST: Final = re.compile(r"\b(?:was|were|did|had)(?:n['\u2019]?t)?\b", re.I)
_PRESENT: Final = re.compile(
    r"\b(?:is|are|has|does|do)(?:n['\u2019]?t)?\b|['\u2019]s\b|\bwhats\b"
    r"|^(?!.*\bdid\b).*\bhave(?:n['\u2019]?t)?\b",
    re.I,
)


_SINCE: Final = re.compile(r"^\W*(?:(?:and|so|but)\s+)?(?:has|have|is|are)\b.*\bsince (?:19|20)\d\d\b", re.I)


def says_now(text: str) -> bool:
    """Whether a question asks by a word for how things are now (*still*, *any more*, *has it fallen since 2014*).

    Told of the past (*was it still inadequate when inspectors came back?*) it is about an inspection.
    """
    end = len(text.rstrip(" ?!.")) - 1
    said = [one for one in said_in(text) if one.slot == "now" and (one.meaning != "at the end" or one.end > end)]
    return bool(said or _SINCE.search(text)) and (bool(_PRESENT.search(text)) or not _PAST.search(text))


def asks(question: Question) -> bool:
    """Whether a question asks how things are now, and names no year or inspection of which it is to be told.

    That from which it asks what has become of something is none.
    """
    until = [time for time in question.times if time.relation != "since"]
    own_years = bool(question.years and until) and "time" not in question.taken_over
    return says_now(question.text) and not own_years and not question.insists


def told(answer: Answer, question: Question, holdings: Holdings) -> Answer:
    """An answer to such a question on named bodies, with how far it goes, and the later reports that are held."""
    if answer.status != "answered" or not answer.understood.bodies or not answer.quotes or not asks(question):
        return answer
    parts = [answer.message, *(CANNOT_TELL,) * (CANNOT_TELL not in answer.message), *_later(answer, holdings)]
    return replace(answer, message=" ".join(filter(None, parts)))


def _later(answer: Answer, holdings: Holdings) -> list[str]:
    """For each body that is quoted, the later reports held on it, in which nothing nearer was found."""
    newest: dict[str, Report] = {}
    for quote in answer.quotes:
        body = quote.report.body
        if body:
            newest[body] = max(newest.get(body, quote.report), quote.report, key=lambda one: one.date)
    said = []
    for body, last in newest.items():
        later = [one for id in holdings.on(body) if (one := holdings.reports[id]).date > last.date]
        later.sort(key=lambda one: one.date, reverse=True)
        if later:
            named = listed(f"{title(one)} ({dated(one)})" for one in later[:MOST])
            said.append(LATER.format(body=body, reports=named))
    return said
