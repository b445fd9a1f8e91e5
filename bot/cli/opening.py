"""What commands of the terminal share: exit codes, arguments, the index and files that they open."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final, Protocol

from bot.config import Settings
from bot.live_index import LiveIndex
from corpus.errors import ReportbotError
from corpus.gazetteer import gazetteer
from index import generation as generations
from index.encoder import SentenceEncoder
from index.store import Store

MOST_QUOTES: Final = 50  # that can be asked for
DONE: Final = 0
FAILED: Final = 1
MISUSED: Final = 2


class Commands(Protocol):
    """Where a command is added; ``argparse`` has no public name for it."""

    def add_parser(self, name: str, *, parents: list[argparse.ArgumentParser], help: str) -> argparse.ArgumentParser:
        """A parser for the command ``name``."""


def year(text: str) -> int:
    """A year of an argument."""
    if not (text.isdigit() and 1900 <= int(text) <= 2100):
        raise argparse.ArgumentTypeError(f"{text!r} is not a year")
    return int(text)


def up_to(most: int) -> Callable[[str], int]:
    """What takes a number from 1 to ``most`` of an argument."""

    def number(text: str) -> int:
        if not (text.isdigit() and 1 <= int(text) <= most):
            raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 to {most}")
        return int(text)

    return number


def indexed() -> argparse.ArgumentParser:
    """The argument that names an index."""
    parent = argparse.ArgumentParser(add_help=False)
    parent.add_argument("--index", type=Path, metavar="DIR", help="folder of the index")
    return parent


def narrowed() -> argparse.ArgumentParser:
    """The arguments that narrow which reports are looked into, by body and years."""
    parent = argparse.ArgumentParser(add_help=False, parents=[dated()])
    parent.add_argument("--body", help="only reports on this force, service or area")
    return parent


def dated() -> argparse.ArgumentParser:
    """The arguments that narrow which reports are looked into, by years."""
    parent = argparse.ArgumentParser(add_help=False)
    parent.add_argument("--since", type=year, metavar="YEAR", help="only reports from this year on")
    parent.add_argument("--until", type=year, metavar="YEAR", help="only reports up to this year")
    return parent


def shown_as(formats: Iterable[str]) -> argparse.ArgumentParser:
    """The argument that chooses how a result is printed: as text, if it is not said."""
    parent = argparse.ArgumentParser(add_help=False)
    parent.add_argument("--format", choices=tuple(formats), default="text", help="how it is printed")
    return parent


def refuse_turned_years(given: argparse.Namespace) -> None:
    """Refuse years that end before they begin, in every command that takes both."""
    since, until = getattr(given, "since", None), getattr(given, "until", None)
    if since and until and since > until:
        raise ReportbotError(f"--since {since} is later than --until {until}: give the earlier year as --since")


def live_index(settings: Settings, given: argparse.Namespace) -> LiveIndex:
    """Open the index; the first time, build the one of the settings."""
    encoder = SentenceEncoder(settings.model, settings.runtime)
    if not given.index and not (settings.index / "CURRENT").exists():
        from bot.progress import bar  # with the readers of reports, which answering does without
        from index.build import build

        print(f"No index in {settings.index} yet: building it.", file=sys.stderr)
        build(settings.corpus, settings.index, lambda: encoder, track=bar)
    return LiveIndex(settings.index, encoder, gazetteer())


def open_store(settings: Settings) -> Store:
    """The database of the live index, to be closed by the caller.

    Raises:
        IndexMissing: there is none.
        IndexMismatch: it is of another version.
    """
    return Store.open(generations.readable(settings.index).store)


def read_bytes(path: Path) -> bytes:
    """The bytes of a file that was named as an argument."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise ReportbotError(f"{path} cannot be read: {error.strerror}") from error


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file into a folder, which is made when it is missing."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except OSError as error:
        raise ReportbotError(f"{path} cannot be written: {error.strerror}") from error
