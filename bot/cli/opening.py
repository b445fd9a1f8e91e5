"""What commands of the terminal share: exit codes, arguments, the index and files that they open."""

from __future__ import annotations

import argparse
import functools
import os
import stat
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final, Protocol

from bot.config import Settings
from bot.live.index import LiveIndex
from corpus.describe.gazetteer import gazetteer
from corpus.errors import ReportbotError
from index.encoder import DEFAULT, SentenceEncoder
from index.places import Folder, Place, engine_at
from index.reader import TrainedReader

DONE: Final = 0
FAILED: Final = 1
MISUSED: Final = 2
MOST_QUOTES: Final = 50  # of an answer, or reports that say the same words
BYTE_ORDER_MARK: Final = "\ufeff"


class Once(argparse.Action):
    """An option that may be given once: of two values, argparse would silently drop the first."""

    def __call__(
        self, parser: argparse.ArgumentParser, namespace: argparse.Namespace, values: Any, option: str | None = None
    ) -> None:
        """Keep the value.

        Raises:
            argparse.ArgumentError: the option was given before.
        """
        seen = vars(namespace).setdefault("given_once", set())
        if self.dest in seen:
            raise argparse.ArgumentError(self, "may be given once")
        seen.add(self.dest)
        setattr(namespace, self.dest, values)


class Commands(Protocol):
    """Where a command is added; ``argparse`` has no public name for it."""

    def add_parser(self, name: str, *, parents: list[argparse.ArgumentParser], help: str) -> argparse.ArgumentParser:
        """A parser for the command ``name``."""


def year(text: str) -> int:
    """The year that an argument gives."""
    if not (text.isdigit() and 1900 <= int(text) <= 2100):
        raise argparse.ArgumentTypeError(f"{text!r} is not a year")
    return int(text)


def up_to(most: int) -> Callable[[str], int]:
    """A reader of arguments that are numbers from 1 to ``most``."""

    def number(text: str) -> int:
        if not (text.isdigit() and 1 <= int(text) <= most):
            raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 to {most}")
        return int(text)

    return number


def indexed() -> argparse.ArgumentParser:
    """The argument that names an index."""
    parent = argparse.ArgumentParser(add_help=False)
    parent.add_argument("--index", action=Once, type=Path, metavar="DIR", help="folder of the index")
    return parent


def narrowed() -> argparse.ArgumentParser:
    """The arguments that narrow which reports are searched, by body and years."""
    parent = argparse.ArgumentParser(add_help=False, parents=[dated()])
    parent.add_argument("--body", action=Once, help="only reports on this force, service or area")
    return parent


def dated() -> argparse.ArgumentParser:
    """The arguments that narrow which reports are searched, by years."""
    parent = argparse.ArgumentParser(add_help=False)
    parent.add_argument("--since", action=Once, type=year, metavar="YEAR", help="only reports from this year on")
    parent.add_argument("--until", action=Once, type=year, metavar="YEAR", help="only reports up to this year")
    return parent


def shown_as(formats: Iterable[str]) -> argparse.ArgumentParser:
    """The argument that chooses how a result is printed, by default as text."""
    parent = argparse.ArgumentParser(add_help=False)
    parent.add_argument("--format", action=Once, choices=tuple(formats), default="text", help="how it is printed")
    return parent


def refuse_turned_years(given: argparse.Namespace) -> None:
    """Refuse a last year before the first, in every command that takes both."""
    since, until = getattr(given, "since", None), getattr(given, "until", None)
    if since and until and since > until:
        raise ReportbotError(f"--since {since} is later than --until {until}: give the earlier year as --since")


def live_index(settings: Settings, given: argparse.Namespace) -> LiveIndex:
    """Open the index; where there is none yet, build that of the settings first.

    A folder that was named with ``--index`` is not filled unasked.

    Raises:
        IndexMissing: there is none in the folder that was named.
        IndexMismatch: it was made by another version.
    """
    if not given.index and not settings.engine and not (settings.index / "CURRENT").exists():
        _build(settings)
    return opened(settings)


def opened(settings: Settings) -> LiveIndex:
    """Open the index of the settings; encoder and reader are loaded when they are first needed.

    Raises:
        IndexMissing: there is none.
        IndexMismatch: it was made by another version.
    """
    encoder = functools.cache(lambda: SentenceEncoder(settings.model, settings.runtime))
    return LiveIndex(place_of(settings), encoder, gazetteer(), functools.cache(lambda: reader_of(settings)))


def place_of(settings: Settings) -> Place:
    """Where the index of the settings is kept: in the engine if there is one, else in the folder."""
    return engine_at(settings.engine) if settings.engine else Folder(settings.index)


def reader_of(settings: Settings) -> TrainedReader | None:
    """The reader that the settings ask for: it knows the likenesses of the bundled encoder only."""
    return TrainedReader(settings.runtime) if settings.reader and settings.model == DEFAULT else None


def _build(settings: Settings) -> None:
    from bot.cli.progress import bar  # with the readers of reports, which answering does without
    from index.build import build

    encoder = SentenceEncoder(settings.model, settings.runtime)
    print(f"No index in {settings.index} yet: building it.", file=sys.stderr)
    build(settings.corpus, settings.index, lambda: encoder, track=bar)
    if reader := reader_of(settings):
        reader.load()


def print_register(text: str, format: str) -> None:
    """Print a register; as CSV that goes into a file it begins with a byte order mark.

    Without the mark Excel, for which such a file is made, takes UTF-8 for another encoding. A program that
    reads from a pipe, and a terminal, would take it for a part of the first column's name.
    """
    print(BYTE_ORDER_MARK * (format == "csv" and _into_file()) + text.rstrip("\n"))


def _into_file() -> bool:
    """Whether the standard output is a file."""
    try:
        return stat.S_ISREG(os.fstat(sys.stdout.fileno()).st_mode)
    except OSError:  # the stream has no file descriptor
        return False


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
