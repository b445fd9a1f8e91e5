"""Briefings as text for a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from bot.briefing.kept import Briefing
from bot.briefing.pack import NOT_VERIFIED
from bot.briefing.recheck import Rechecked
from bot.phrases import counted
from bot.present.text import quote_lines, wrapped
from corpus.vocabulary.dates import day_in_words


def briefings_text(briefings: Sequence[Briefing]) -> str:
    """A person's briefings, a line for each."""
    lines = (f"“{one.name}”: {counted(one.quotes, 'quote')}, changed {day_in_words(one.used)}" for one in briefings)
    return "\n".join(lines) or 'No briefing yet: reportbot ask "…" --add NAME begins one.'


def briefing_text(name: str, checked: Sequence[Rechecked]) -> str:
    """The quotes of a briefing, numbered, each with its place and the outcome of its check."""
    head = f"“{name}”: {counted(len(checked), 'quote')}."
    return "\n\n".join([head, *(_quote_text(number, one) for number, one in enumerate(checked, start=1))])


def _quote_text(number: int, one: Rechecked) -> str:
    quote, kept = one.quote, one.kept
    first = f"{number}. "
    told = [f"asked: {kept.question} ({day_in_words(kept.added)})"]
    told += [NOT_VERIFIED.format(reason=one.unverified)] * bool(one.unverified)
    return "\n".join([*quote_lines(quote, first), *(wrapped(line, " " * len(first)) for line in (*told, *one.notes))])
