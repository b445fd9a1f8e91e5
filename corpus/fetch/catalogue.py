"""Which reports of the catalogues are wanted: by inspectorate, body, kind, cycle and years."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from corpus.describe.gazetteer import gazetteer
from corpus.errors import ReportbotError
from corpus.fetch.sources import catalogued, sources
from corpus.fetch.types import Entry
from corpus.vocabulary.asked import words_of
from corpus.vocabulary.dates import years_in

_JOINING: Final = frozenset("and of on the in for to a an".split())  # words that tell no title from another
MOST_BODIES: Final = 4  # that a command names one by one


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is chosen; empty fields choose everything."""

    by: str = ""
    bodies: tuple[str, ...] = ()
    kind: str = ""
    cycle: str = ""
    since: int | None = None
    until: int | None = None


@cache
def catalogue() -> tuple[Entry, ...]:
    """All reports of the catalogues that ship with the program."""
    return tuple(entry for source in sources() for entry in catalogued(source))


def chosen(entries: Iterable[Entry], wanted: Wanted) -> tuple[Entry, ...]:
    """The entries that are wanted, in their order.

    Raises:
        ReportbotError: there is no such body or inspectorate.
    """
    bodies = {name for body in wanted.bodies for name in bodies_named(body)}
    source = inspectorate(wanted.by) if wanted.by else ""
    return tuple(
        entry
        for entry in entries
        if (not source or entry.source == source)
        and (not bodies or entry.body in bodies)
        and wanted.kind.casefold() in entry.kind.casefold()
        and (not wanted.cycle or years_in(entry.cycle) == years_in(wanted.cycle))
        and _within(entry, wanted)
    )


def _within(entry: Entry, wanted: Wanted) -> bool:
    """Whether an entry is of the years that are wanted; one whose years are not known is not left out."""
    years = entry.years
    return not years or (
        (wanted.since is None or max(years) >= wanted.since) and (wanted.until is None or min(years) <= wanted.until)
    )


def bodies_named(name: str) -> tuple[str, ...]:
    """The full names of the bodies that a name may mean.

    Raises:
        ReportbotError: there is no such body; the message has the names that are nearest.
    """
    if exact := gazetteer().get(name):
        return (exact.name,)
    mentions = gazetteer().find(name, typos=True) or gazetteer().find(name.title(), typos=True)
    found = {body.name for mention in mentions for body in mention.bodies}
    if not found:
        near = difflib.get_close_matches(name, sorted({entry.body for entry in catalogue() if entry.body}), 3, 0.5)
        hint = f"; did you mean {' or '.join(near)}?" if near else "; `reportbot fetch --list` shows the catalogue"
        raise ReportbotError(f"no force, service or area is called {name!r}{hint}")
    return tuple(sorted(found))


def inspectorate(name: str) -> str:
    """The full name of an inspectorate.

    Raises:
        ReportbotError: there is no such inspectorate.
    """
    names = [source.name for source in sources()]
    for full in names:
        if full.casefold() == name.strip().casefold():
            return full
    raise ReportbotError(f"no inspectorate {name!r} is known: give {_listed(names)}")


def _listed(names: Sequence[str]) -> str:
    return " or ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]


def titled(name: str) -> list[Entry]:
    """The reports whose titles have all the telling words of a name that people give one (*the vetting report*)."""
    wanted = {word for word, _, _ in words_of(name)} - _JOINING
    return [entry for entry in catalogue() if wanted and wanted <= {word for word, _, _ in words_of(entry.title)}]


def fetch_command(entries: Sequence[Entry]) -> str:
    """The command that fetches these reports, and as few others as one line can say."""
    bodies = dict.fromkeys(entry.body for entry in entries)
    kinds, cycles = ({getattr(entry, name) for entry in entries} for name in ("kind", "cycle"))
    said = [f'--body "{body}"' for body in bodies] if len(bodies) <= MOST_BODIES and all(bodies) else []
    said += [f"--kind {kind.split()[0]}" for kind in kinds if len(kinds) == 1]
    said += [f"--cycle {cycle}" for cycle in cycles if cycle and len(cycles) == 1]
    years = [year for entry in entries for year in entry.years]
    if years and not (all(bodies) or any(cycles)) and all(entry.years for entry in entries):
        said += [f"--since {min(years)} --until {max(years)}"]
    return f"reportbot fetch {' '.join(said or ['--all'])}"
