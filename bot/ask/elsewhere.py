"""An inspection of which no report is held, or a year: what other reports on the same bodies tell of it by name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from bot.question.question import Question
from bot.types import Answer, Asked, Quote
from corpus.vocabulary.asked import series_said_in
from corpus.vocabulary.dates import years_in

TOLD: Final = "What another report tells of it follows."
LOOKED: Final = 20  # quotes looked at for one that names it

Search = Callable[[Asked, Question], Answer]  # what reports on the bodies of a question say, if any is held


def told(refused: Answer, asked: Asked, question: Question, search: Search) -> Answer:
    """A refusal, as no such report is held, with the sentences of others that name that year or kind of inspection.

    Each quote names all of the years and the kind that were asked for, so that it can be of no other inspection.
    """
    kinds = [
        question.text[one.start : one.end] for one in series_said_in(question.text) if one.slot in ("named", "only")
    ]
    if refused.status != "not_held" or not question.bodies or not (question.years or kinds):
        return refused
    seeks = "passage" if question.seeks_grade else question.seeks
    anyhow = replace(question.at_any_time(), kinds=frozenset(), series="", seeks=seeks)
    found = search(replace(asked, count=LOOKED), anyhow)
    quotes = [quote for quote in found.quotes if _names(quote, question.years, kinds)][: asked.count]
    if not quotes:
        return refused
    message = f"{refused.message} {TOLD}"
    return replace(found, message=message, quotes=tuple(quotes), entries=(), understood=refused.understood)


def _names(quote: Quote, years: Sequence[int], kinds: Sequence[str]) -> bool:
    """Whether a quote, with what introduces it, names all these years and one of the kinds, if there are any."""
    words = f"{quote.lead_in or ''} {quote.text}"
    return years_in(words).issuperset(years) and (not kinds or any(kind.lower() in words.lower() for kind in kinds))
