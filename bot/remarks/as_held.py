"""What registers give is of the inspections held: later ones that are held are named, and that others may exist."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.phrases import listed
from bot.question.question import Question
from bot.quoting.place import dated, title
from bot.remarks import as_of_now
from bot.scope.holdings import Holdings
from bot.scope.later import NARROW
from bot.types import Answer, Quote
from corpus.vocabulary.scales import OUTCOMES, WRITTEN

MAY_EXIST: Final = "That is by the inspections held; later ones may exist."
ON_ONE_MATTER: Final = "Held since then, on a single matter: {reports}."
INFERRED: Final = (
    "\u201c(inferred)\u201d marks a grade that a digest infers from published accounts, as none names it for this area."
)
_INFERRED: Final = re.compile(r"\(inferred\)", re.I)
IS_HELD: Final = "Held later: {reports}."
_GRADE: Final = re.compile(rf"(?:{WRITTEN}|{'|'.join(OUTCOMES)})\b.{{0,80}}$", re.I)


def as_held(answer: Answer, question: Question, holdings: Holdings) -> Answer:
    """An answer from a register whose quotes name the later inspection held; one that lists grades says so, too.

    That others may exist is not said where a question asks for grades of a time that it names, or of an earlier
    inspection.
    """
    entries = tuple(
        replace(entry, quote=_named(entry.quote, holdings)) if entry.quote else entry for entry in answer.entries
    )
    answer = replace(answer, entries=entries, quotes=tuple(_named(quote, holdings) for quote in answer.quotes))
    graded = [entry.quote for entry in entries if entry.quote and _GRADE.match(entry.value)]
    if not graded:
        return answer
    if question.role == "inspection" or question.turn in ("previous", "first"):
        given = {quote.report.id for quote in graded}
        later = {one.id: one for quote in graded if (one := quote.newer) and one.id not in given}
        told = IS_HELD.format(reports=listed(f"{title(one)} ({dated(one)})" for one in later.values())) if later else ""
        newest = max((quote.report for quote in graded), key=lambda report: report.date)
        told += f" {_since(answer, graded, holdings)}" * (holdings.after(newest) is None)
    else:
        now = bool(answer.understood.bodies) and as_of_now.asks(question)
        told = f"{_since(answer, graded, holdings)} {MAY_EXIST * (not now)}"  # asked how it is now, more is said
    told = f"{told} {INFERRED * any(_INFERRED.search(entry.value) for entry in entries)}"
    return replace(answer, message=f"{answer.message} {told.strip()}".strip())


def _since(answer: Answer, graded: Sequence[Quote], holdings: Holdings) -> str:
    """The later reports on a single matter, where the grades of one body are given; they change no grade."""
    if len(answer.understood.bodies) != 1:
        return ""
    newest = max(graded, key=lambda quote: quote.report.date).report
    later = [one for one in holdings.since(newest) if one.kind in NARROW]
    return ON_ONE_MATTER.format(reports=listed(f"{title(one)} ({dated(one)})" for one in later)) if later else ""


def _named(quote: Quote, holdings: Holdings) -> Quote:
    return quote if quote.newer else replace(quote, newer=holdings.after(quote.report))
