"""The whole list behind an answer: as lines, as a table of bodies side by side, as CSV and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from textwrap import wrap
from typing import Final

from bot.present.csv_table import csv_table
from bot.quoting.place import citation, dated, place
from bot.types import Entry, Quote
from corpus.types import Report

OWN: Final = ("about", "value")
SHORT: Final = 140  # characters of a value in a line
WIDEST: Final = 120  # columns of a table of more bodies than things, which has a line for each cell instead
ROW: Final = 34  # columns for the names of rows in a table
_NOWHERE: Final = Quote("", "", Report("", "", (), (), "", None, None, "", ""), None, None, 0.0)


def entry_lines(entries: Sequence[Entry], *, table: bool = True) -> list[str]:
    """A line for each entry, or a ``table`` where several bodies have the same things."""
    things = list(dict.fromkeys(entry.what for entry in entries))
    bodies = list(dict.fromkeys(entry.body for entry in entries))
    if table and len(things) > 1 and len(bodies) > 1 and len(entries) == len(things) * len(bodies):
        side_by_side = list(_table(entries, things, bodies))
        if len(bodies) <= len(things) or max(map(len, side_by_side)) <= WIDEST:
            return side_by_side
    places = {_where(entry) for entry in entries}
    shared = places.pop() if len(places) == 1 else ""
    lines = [_line(entry, body=len(bodies) > 1, what=len(things) > 1, placed=not shared) for entry in entries]
    return [*lines, f"(each: {shared})"] if shared else lines


def _where(entry: Entry) -> str:
    return ", ".join(filter(None, (dated(entry.quote.report), place(entry.quote)))) if entry.quote else ""


def _line(entry: Entry, *, body: bool, what: bool, placed: bool) -> str:
    told = [entry.body] * body + [entry.what] * (what and bool(entry.what))
    value = " ".join((entry.value or (entry.quote.text if entry.quote else "")).split())
    value = value if len(value) <= SHORT else f"{value[: SHORT - 2].rsplit(' ', 1)[0]} \u2026"
    where = _where(entry) if placed else ""
    return f"{', '.join(told)}{': ' * bool(told)}{value}{f' ({where})' * bool(where)}"


def _table(entries: Sequence[Entry], things: Sequence[str], bodies: Sequence[str]) -> Iterator[str]:
    cells = {(entry.what, entry.body): entry.value for entry in entries}
    widths = [max(len(body), *(len(cells.get((thing, body), "")) for thing in things)) for body in bodies]
    yield f"{'':<{ROW}}  {'  '.join(f'{body:<{w}}' for body, w in zip(bodies, widths, strict=True))}".rstrip()
    for thing in things:
        first, *more = wrap(thing, ROW, subsequent_indent="  ") or [""]
        values = [f"{cells.get((thing, body), ''):<{w}}" for body, w in zip(bodies, widths, strict=True)]
        yield f"{first:<{ROW}}  {'  '.join(values)}".rstrip()
        yield from more


def entries_csv(entries: Sequence[Entry]) -> str:
    """A row for each entry, with the words that state it and their place."""
    rows = ((_fields(entry), entry.quote or replace(_NOWHERE)) for entry in entries)
    return csv_table(OWN, rows)


def as_entries(quotes: Sequence[Quote]) -> tuple[Entry, ...]:
    """Quotes as a list, each with its own words, where there is no list behind an answer."""
    return tuple(Entry(quote.report.body, "", quote.text, quote) for quote in quotes)


def _fields(entry: Entry) -> dict[str, str | None]:
    return {"body": entry.body, "about": entry.what, "value": entry.value}


def entry_json(entry: Entry) -> dict[str, object]:
    """An entry with its words and their place."""
    quote = entry.quote
    return {
        "body": entry.body,
        "about": entry.what,
        "value": entry.value,
        "text": quote.text if quote else None,
        "citation": citation(quote) if quote else None,
        "report": quote.report.id if quote else None,
        "page": quote.page if quote else None,
        "link": quote.link if quote else None,
    }
