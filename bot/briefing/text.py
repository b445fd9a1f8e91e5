"""Briefings as text for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from bot.briefing.kept import Briefing
from bot.briefing.pack import NOT_VERIFIED
from bot.briefing.recheck import Rechecked
from bot.cite import citation
from bot.phrases import counted
from bot.terminal import WIDTH
from corpus.dates import day_in_words


def briefings_text(briefings: Sequence[Briefing]) -> str:
    """A person's briefings, a line for each."""
    lines = (f"“{one.name}”: {counted(one.quotes, 'quote')}, changed {day_in_words(one.used)}" for one in briefings)
    return "\n".join(lines) or 'No briefing yet: reportbot ask "…" --add NAME begins one.'


def briefing_text(name: str, checked: Sequence[Rechecked]) -> str:
    """The quotes of a briefing, numbered, each with its place and with what came of checking it."""
    head = f"“{name}”: {counted(len(checked), 'quote')}."
    return "\n\n".join([head, *(_quote_text(number, one) for number, one in enumerate(checked, start=1))])


def _quote_text(number: int, one: Rechecked) -> str:
    quote, kept = one.quote, one.kept
    lead_in = f"{quote.lead_in} […] " if quote.lead_in else ""
    lines = [_wrapped(f"{lead_in}“{quote.text}”", f"{number}. "), _wrapped(citation(quote))]
    if quote.heading:
        lines.append(_wrapped(f"under: {' > '.join(quote.heading)}"))
    if quote.link:
        lines.append(f"   {quote.link}")
    lines.append(_wrapped(f"asked: {kept.question} ({day_in_words(kept.added)})"))
    if one.unverified:
        lines.append(_wrapped(NOT_VERIFIED.format(reason=one.unverified)))
    return "\n".join([*lines, *map(_wrapped, one.notes)])


def _wrapped(text: str, first: str = "   ") -> str:
    return textwrap.fill(text, WIDTH, initial_indent=first, subsequent_indent="   ", break_on_hyphens=False)
