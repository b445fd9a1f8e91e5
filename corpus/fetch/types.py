"""The values of fetching: what is asked for, and what became of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from corpus.errors import ReportbotError
from corpus.vocabulary.dates import years_in

Basis = Literal["seen", "pattern", "listed"]
Status = Literal["new", "corrected", "unchanged", "held", "by hand", "not there", "failed"]
GOT: frozenset[Status] = frozenset({"new", "corrected", "unchanged", "held", "by hand"})
CHANGED: frozenset[Status] = frozenset({"new", "corrected", "by hand"})
LONGEST_NAME = 90  # characters of a file's name without its ending


class NotGot(ReportbotError):
    """A report could not be got, or is none; the message is the reason."""


class NotThere(NotGot):
    """The site says that there is nothing at an address."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A report of a catalogue.

    ``addresses`` are tried in this order. ``body`` is empty for a report on none in particular, ``cycle``
    where the kind has none; ``published`` is an ISO date, or empty where it is not known. ``basis`` says whether
    an address was *seen* in public use, follows a *pattern*, or is *listed* by the inspectorate's own site.
    """

    source: str
    kind: str
    body: str
    cycle: str
    title: str
    published: str
    basis: Basis
    addresses: tuple[str, ...]

    @property
    def name(self) -> str:
        """The name of its file, without an ending."""
        words = f"{self.body} {self.kind} {self.cycle}" if self.cycle and self.body else self.title
        name = re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")
        return name[:LONGEST_NAME].rstrip("-")

    @property
    def years(self) -> frozenset[int]:
        """The years of its cycle and of its publication."""
        return years_in(self.cycle) | years_in(self.published) | (frozenset() if self.cycle else years_in(self.title))

    def __str__(self) -> str:
        return self.title


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one report; ``file`` is its path within the corpus, ``notes`` what a person should know."""

    entry: Entry
    status: Status
    file: str = ""
    address: str = ""
    reason: str = ""
    notes: tuple[str, ...] = ()
