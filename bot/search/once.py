"""A report that is held twice is quoted once, from the copy that has pages."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Final

from bot.types import Quote
from corpus.structure.text import bare
from corpus.types import Report

FURTHER: Final = 10  # quotes behind the last one in which a copy with pages is looked for


def once(quotes: Iterable[Quote], count: int) -> list[Quote]:
    """The first ``count`` quotes without those whose very words another copy of the report has, too."""
    kept: list[Quote] = []
    rest = iter(quotes)
    for quote in rest:
        if not _taken(quote, kept):
            kept.append(quote)
        if len(kept) == count:
            break
    if any(quote.page is None for quote in kept):
        for quote in islice(rest, FURTHER):
            _taken(quote, kept)
    return kept


def _taken(quote: Quote, kept: list[Quote]) -> bool:
    """Whether the words of a quote are among those kept from a copy, whose place it takes if it alone has pages."""
    for number, other in enumerate(kept):
        if _are_copies(quote.report, other.report) and bare(quote.text) == bare(other.text):
            if other.page is None and quote.page is not None:
                kept[number] = quote
            return True
    return False


def _are_copies(one: Report, other: Report) -> bool:
    """Whether two reports are of one kind and body, and of one day or title."""
    if one.id == other.id or one.bodies != other.bodies or one.kind != other.kind:
        return False
    return bare(one.title).casefold() == bare(other.title).casefold() or (
        one.published is not None and one.published == other.published
    )
