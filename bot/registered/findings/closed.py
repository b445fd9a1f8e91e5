"""Quotes of findings with what the same report, or a later one, says of their closing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.quoting.cut import overlap
from bot.registers.closings import Closing, closing_of, closings, kinds_in
from bot.scope.holdings import Holdings
from bot.search.sentences import cut
from bot.types import Quote
from index.search import Index


def with_closings(index: Index, holdings: Holdings, quotes: Sequence[Quote]) -> tuple[Quote, ...]:
    """Quotes, those of a finding with the sentence that tells of its closing, if any does."""
    told: dict[str, list[Closing]] = {}
    return tuple(_with_closing(index, holdings, quote, told) for quote in quotes)


def _with_closing(index: Index, holdings: Holdings, quote: Quote, told: dict[str, list[Closing]]) -> Quote:
    body, words = quote.report.body, words_of(quote)
    if quote.closing or not body or not kinds_in(words):
        return quote
    if body not in told:
        told[body] = closings(index, [holdings.reports[i] for i in holdings.on(body)])
    found = closing_of(index, words, quote.report, told[body])
    closing = cut(index, found.stored, found.number, found.number) if found else None
    return replace(quote, closing=closing) if closing and not overlap(closing, quote) else quote


def words_of(quote: Quote) -> str:
    """A quote with what introduces it and the heading above it, which tell of what kind it is."""
    return " \n".join((*quote.heading[-1:], quote.lead_in or "", quote.text))
