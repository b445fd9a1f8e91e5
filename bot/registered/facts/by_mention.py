"""How many reports mention something, and which: counted by the words themselves, and not by likeness."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from bot.phrases import counted
from bot.question.question import Question
from bot.search.phrase_match import Worded
from bot.search.rank import is_boilerplate
from bot.search.sentences import cut
from bot.types import Entry, Quote
from corpus.types import Report
from corpus.vocabulary.asking import without_number
from corpus.vocabulary.plain_words import as_written
from index.search import Index

MOST: Final = 4_000  # passages looked into
_ASKED: Final = re.compile(
    r"\b(?:mention(?:s|ed|ing)?|refer(?:s|red|ring)? to|use the (?:word|term|phrase)s?)\s+(?P<what>.+?)\W*$",
    re.I,
)
_WIDE: Final = re.compile(r"^\W*(?:how many|which|what|list|name|show|count)\b", re.I)
BY_WORDS: Final = (
    "The reports held on {having} of {bodies} have a sentence that says \u201c{what}\u201d, in these words or a form"
    " of them: {reports} of {held}."
)


def asked(question: Question) -> str:
    """What a question for all reports wants to be mentioned, or nothing."""
    match = _ASKED.search(without_number(question.text))
    return match["what"] if match and _WIDE.match(question.text) else ""


def mentioned(index: Index, reports: Sequence[Report], what: str) -> tuple[str, list[Entry], list[Quote]] | None:
    """The message, the list and the quotes: of each report that says it the first sentence; None where none does."""
    says = Worded(index.lexical, what, as_written(what))
    stems = index.lexical.stems(f"{what} {as_written(what)}")
    found = index.lexical.search(stems, MOST, [report.id for report in reports])
    first: dict[str, Quote] = {}
    for stored in sorted(index.store.passages([i for i, _ in found]).values(), key=lambda one: one.id):
        if stored.report_id in first or is_boilerplate(stored):
            continue
        number = next((n for n, sentence in enumerate(stored.sentences) if says(sentence)), None)
        if number is not None:
            first[stored.report_id] = cut(index, stored, number, number)
    if not first:
        return None
    quotes = sorted(first.values(), key=lambda quote: (quote.report.body, quote.report.date))
    message = BY_WORDS.format(
        having=len({quote.report.body for quote in quotes}),
        bodies=counted(len({report.body for report in reports}), "body", "bodies"),
        what=what,
        reports=len(quotes),
        held=counted(len(reports), "report"),
    )
    return message, [Entry(quote.report.body, "", quote.text, quote) for quote in quotes], quotes
