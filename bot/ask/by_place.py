"""Where the quotes of the answer before stand: page, PDF page, heading, report and date, each by its number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from bot.phrases import listed
from bot.question.own_words import own_words
from bot.question.question import Question
from bot.quoting.place import dated, digests, place, title
from bot.types import Quote

ONE: Final = "The answer before is quoted from {places}{digests}."
PAGES: Final = "The quotes of the answer before, by their numbers, are from {places}{digests}."
_BARE: Final = re.compile(r"^\W*(?:and\s+)?(?:the\s+)?(?:sources?|citations?|refs?|references?|pages?)\W*$", re.I)
HEADED: Final = ", under \u201c{heading}\u201d"


def asked(question: Question) -> bool:
    """Whether a follow-up asks for the page of what was quoted, and for nothing of its own."""
    if question.mentions and "bodies" not in question.taken_over:
        return False
    alone = replace(question, mentions=(), times=())  # these may be of the question before
    return bool(_BARE.match(question.text)) or (question.doing == "page" and not own_words(alone))


def told(quotes: Sequence[Quote]) -> str:
    """The place of each quote, those of one place together, in the order of the answer."""
    numbered = groupby(enumerate(quotes, start=1), key=lambda pair: _place(pair[1]))
    places = [(one, [number for number, _ in group]) for one, group in numbered]
    reports = {quote.report.id: quote.report for quote in quotes}
    named = [one if len(quotes) == 1 else f"{_numbers(numbers)}: {one}" for one, numbers in places]
    form = ONE if len(quotes) == 1 else PAGES
    return form.format(places="; ".join(named), digests=digests([*reports.values()]))


def _place(quote: Quote) -> str:
    """*p. 2 (PDF page 3), under “Graded judgments”, in PEEL …, 14 May 2025*."""
    where = place(quote)
    headed = HEADED.format(heading=" > ".join(quote.heading)) if quote.heading and quote.page else ""
    return ", ".join(filter(None, (f"{where}{headed}", f"{title(quote.report)}, {dated(quote.report)}")))


def _numbers(numbers: Sequence[int]) -> str:
    return listed(map(str, numbers))
