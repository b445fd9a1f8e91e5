"""Briefings as text for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from bot.briefing.kept import Briefing
from bot.briefing.pack import NOT_VERIFIED
from bot.briefing.recheck import Rechecked
from bot.cite import citation
from bot.terminal import WIDTH
from corpus.dates import in_words


def briefings_text(briefings: Sequence[Briefing]) -> str:
    """A person's briefings, a line for each."""
    lines = (
        f"“{one.name}”: {counted(one.quotes)}, changed {in_words(one.used.date().isoformat())}" for one in briefings
    )
    return "\n".join(lines) or 'No briefing yet: reportbot ask "…" --add NAME begins one.'


def briefing_text(name: str, checked: Sequence[Rechecked]) -> str:
    """The quotes of a briefing, numbered, each with its place and with what came of checking it."""
    head = f"“{name}”: {counted(len(checked))}."
    return "\n\n".join([head, *(_quote_text(number, one) for number, one in enumerate(checked, start=1))])


def _quote_text(number: int, one: Rechecked) -> str:
    quote, kept = one.quote, one.kept
    lead_in = f"{quote.lead_in} […] " if quote.lead_in else ""
    lines = [_wrapped(f"{lead_in}“{quote.text}”", f"{number}. "), _wrapped(citation(quote))]
    if quote.heading:
        lines.append(_wrapped(f"under: {' > '.join(quote.heading)}"))
    if quote.link:
        lines.append(f"   {quote.link}")
    lines.append(_wrapped(f"asked: {kept.question} ({in_words(kept.added.date().isoformat())})"))
    if one.unverified:
        lines.append(_wrapped(NOT_VERIFIED.format(reason=one.unverified)))
    return "\n".join([*lines, *map(_wrapped, one.notes)])


def counted(quotes: int) -> str:
    """*1 quote*, *2 quotes*."""
    return f"{quotes} quote{'' if quotes == 1 else 's'}"


def _wrapped(text: str, first: str = "   ") -> str:
    return textwrap.fill(text, WIDTH, initial_indent=first, subsequent_indent="   ", break_on_hyphens=False)
