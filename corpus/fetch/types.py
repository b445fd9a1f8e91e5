"""The values of fetching: what is asked for, and what became of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

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
        """The name of its file, without an ending; a listed report's also has the last part of its address."""
        if self.cycle and self.body:
            return _plain(f"{self.body} {self.kind} {self.cycle}")[:LONGEST_NAME].strip("-")
        title, last = _plain(self.title), _plain(urlsplit(self.addresses[0]).path.rstrip("/").rsplit("/", 1)[-1])
        if self.basis != "listed" or title == last:
            return title[:LONGEST_NAME].strip("-")
        return f"{title[: LONGEST_NAME // 2].strip('-')}-{last[-LONGEST_NAME // 2 :].strip('-')}"

    @property
    def years(self) -> frozenset[int]:
        """The years of its cycle and of its publication."""
        return years_in(self.cycle) | years_in(self.published) | (frozenset() if self.cycle else years_in(self.title))

    def __str__(self) -> str:
        return self.title


def _plain(words: str) -> str:
    """Words in small letters, figures and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one report; ``file`` is its path within the corpus, ``notes`` what a person should know."""

    entry: Entry
    status: Status
    file: str = ""
    address: str = ""
    reason: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Round:
    """One run of the fetcher; ``problems`` tell of listings that could not be read."""

    outcomes: tuple[Outcome, ...]
    requests: int
    problems: tuple[str, ...] = ()

    @property
    def missing(self) -> tuple[Outcome, ...]:
        """The reports that were not got, though their addresses were seen, or something stands there."""
        return tuple(one for one in self.outcomes if one.status not in GOT and one.status != "not there")

    @property
    def complete(self) -> bool:
        """Whether all that was wanted is there."""
        return not self.missing and not self.problems

    @property
    def changes_something(self) -> bool:
        """Whether the index has to be brought up to date."""
        return any(one.status in CHANGED for one in self.outcomes)
