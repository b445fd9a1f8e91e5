"""A briefing as it is kept: a named list of quotes, each with a pointer into a report."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.types import Asked, Quote
from corpus.errors import ReportbotError

LOCAL: Final = 0  # the person in the terminal: no id in Discord is 0
FIRST_NAME: Final = "Briefing"  # of a person's first briefing, where no name is given
LONGEST_NAME: Final = 60
MOST_BRIEFINGS: Final = 25  # of a person: as many as a menu in Discord offers
MOST_QUOTES: Final = 100  # in one briefing


class BriefingRefused(ReportbotError):
    """A briefing cannot be changed in this way; the message says why in one sentence."""


@dataclass(frozen=True, slots=True)
class Briefing:
    """A person's briefing; ``quotes`` is how many it has, ``used`` when it was last changed, in UTC."""

    id: int
    name: str
    used: datetime
    quotes: int


@dataclass(frozen=True, slots=True)
class KeptQuote:
    """A quote as it was when it was added: where its words stand, what was asked, and of which index.

    ``added`` is in UTC. ``reports`` is how many ``generation`` of the index held, if known.
    """

    id: int
    quote: Quote
    question: str
    added: datetime
    generation: str
    reports: int | None


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where quotes come from: the question in full, the generation of the index, and how many reports it held."""

    question: str
    generation: str
    reports: int | None = None


def question_of(asked: Asked) -> str:
    """A question in full: with its options, and with the question before it that it may refer to."""
    notes = asked.beside
    notes += [f"asked after “{asked.previous[-1]}”"] if asked.previous else []
    return one_line(asked.text) + (f" ({one_line(', '.join(notes))})" if notes else "")


def pointer_of(quote: Quote) -> str:
    """The key of a quote: the report's hash, the place in its text, and a hash of the words."""
    where = ",".join(f"{span.page}:{span.start}-{span.end}" for span in quote.spans)
    words = hashlib.sha256(quote.text.encode()).hexdigest()[:16]
    return f"{quote.report.sha256} {where} {words}"


def checked_name(name: str) -> str:
    """A name in the form in which it is kept.

    Raises:
        BriefingRefused: it is empty or too long.
    """
    name = one_line(name)
    if not name:
        raise BriefingRefused("a briefing needs a name")
    if len(name) > LONGEST_NAME:
        raise BriefingRefused(f"a briefing's name has {LONGEST_NAME} characters at most: choose a shorter one")
    return name


def one_line(text: str) -> str:
    """A text on one line, without invisible and control characters."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def folded(name: str) -> str:
    """A name for comparison, without regard to case."""
    return one_line(name).casefold()
