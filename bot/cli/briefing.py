"""``reportbot briefing``: the quotes collected with ``reportbot ask --add``, put in order, and exported."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bot.briefing.kept import LOCAL, Provenance, question_of
from bot.cli.opening import DONE, Commands, Once, indexed, live_index, write_bytes
from bot.config import Settings
from bot.phrases import counted
from bot.present.briefing.export import ENDINGS, SHOW_PAGES, ExportFormat, exported, file_name
from bot.present.briefing.text import briefing_text, briefings_text
from bot.quoting.styles import FORMS
from corpus.errors import ReportbotError, UnreadableReport
from index.address import Address

if TYPE_CHECKING:
    from bot.briefing.document import Pack, Pages
    from bot.briefing.kept import Briefing
    from bot.briefing.recheck import Rechecked
    from bot.live.index import LiveIndex
    from bot.memory.briefings import Briefings
    from bot.types import Answer, Asked
    from corpus.pdf.page_image import PageImage


NAMED = "what the briefing is called, as `reportbot briefing` lists it"


def add(commands: Commands) -> None:
    """Add the command to those of the terminal."""
    briefing = commands.add_parser("briefing", parents=[], help="the quotes collected with ask --add, and their export")
    briefing.set_defaults(run=_list, index=None)
    briefing.epilog = 'example: reportbot ask "How are victims told?" --add "Victims", then: reportbot briefing export'
    below = briefing.add_subparsers(metavar="WHAT", title="what to do (by default, briefings are listed)")
    show = below.add_parser("show", parents=[indexed()], help="show a briefing, each quote checked again")
    show.add_argument("name", nargs="?", metavar="NAME", help="by default the one changed last")
    show.set_defaults(run=_show)
    move = below.add_parser("move", help="give a quote another place")
    move.epilog = 'example, the third quote as the first: reportbot briefing move "Victims" 3 1'
    move.add_argument("name", metavar="NAME", help=NAMED)
    move.add_argument("number", type=number, metavar="N", help="the quote's number")
    move.add_argument("to", type=number, metavar="TO", help="its new number")
    move.set_defaults(run=_move)
    remove = below.add_parser("remove", help="take quotes out of a briefing")
    remove.epilog = 'example: reportbot briefing remove "Victims" 2 4'
    remove.add_argument("name", metavar="NAME", help=NAMED)
    remove.add_argument("numbers", type=number, nargs="+", metavar="N", help="the quotes' numbers")
    remove.set_defaults(run=_remove)
    rename = below.add_parser("rename", help="give a briefing another name")
    rename.epilog = 'example: reportbot briefing rename "Victims" "Victims, May 2026"'
    rename.add_argument("name", metavar="NAME", help=NAMED)
    rename.add_argument("new", metavar="NEW", help="the new name, which no other briefing may have")
    rename.set_defaults(run=_rename)
    delete = below.add_parser("delete", help="delete a briefing with its quotes")
    delete.add_argument("name", metavar="NAME", help=NAMED)
    delete.set_defaults(run=_delete)
    _add_export(below)


def _add_export(below: Commands) -> None:
    export = below.add_parser(
        "export", parents=[indexed()], help="write a briefing as a file, each quote checked again"
    )
    export.epilog = 'example: reportbot briefing export "Victims" --format docx --form oscola --pages --out papers'
    export.add_argument("name", nargs="?", metavar="NAME", help="by default the one changed last")
    export.add_argument(
        "--format",
        action=Once,
        choices=tuple(ENDINGS),
        help="Word, HTML, Markdown, or the sources as CSL-JSON",
    )
    export.add_argument(
        "--out",
        action=Once,
        type=Path,
        metavar="FILE",
        help="a file, or an existing folder; by default the current folder",
    )
    export.add_argument("--form", action=Once, choices=FORMS, default=FORMS[0], help="the form of the citations")
    export.add_argument("--pages", action="store_true", help="with the pages that the quotes stand on, as an annex")
    export.add_argument("--force", action="store_true", help="replace a file that is there already")
    export.set_defaults(run=_export)


def number(text: str) -> int:
    """A number of a quote."""
    if not (text.isascii() and text.isdigit() and int(text) > 0):
        raise argparse.ArgumentTypeError(f"{text!r} is not the number of a quote")
    return int(text)


def numbers(text: str) -> tuple[int, ...]:
    """Numbers of quotes, separated by commas."""
    return tuple(number(part.strip()) for part in text.split(","))


def collect(settings: Settings, live: LiveIndex, asked: Asked, answer: Answer, name: str, wanted: Sequence[int]) -> str:
    """Add quotes of an answer, by their numbers from 1, to a briefing; return what was done, in one sentence.

    Raises:
        ReportbotError: the answer has no such quotes, or the briefing no room for them.
    """
    for one in wanted:
        if one > len(answer.quotes):
            held = f"the answer has {counted(len(answer.quotes), 'quote')}, no number {one}"
            raise ReportbotError(f"nothing was added: {held if answer.quotes else 'the answer has no quotes'}")
    found = Provenance(question_of(asked), live.generation, live.manifest.reports)
    with _briefings(settings, make=True) as briefings:
        quotes = [answer.quotes[one - 1] for one in dict.fromkeys(wanted)]
        briefing, count = briefings.add(LOCAL, name or None, quotes, found)
    there = f"; {counted(len(quotes) - count, 'quote')} in it already" if count < len(quotes) else ""
    added = f"{counted(count, 'quote')} added to the briefing “{briefing.name}”{there}"
    return f"{added}; it has {counted(briefing.quotes, 'quote')} now."


@contextmanager
def _briefings(settings: Settings, *, make: bool = False) -> Iterator[Briefings]:
    """The briefings in the file of the memory, which is made only if it is needed."""
    from bot.memory.memory import Memory

    there = isinstance(settings.memory, Address) or settings.memory.exists()
    memory = Memory(settings.memory if make or there else None)
    try:
        yield memory.briefings
    finally:
        memory.close()


def _list(settings: Settings, given: argparse.Namespace) -> int:
    with _briefings(settings) as briefings:
        print(briefings_text(briefings.all(LOCAL)))
    return DONE


def _move(settings: Settings, given: argparse.Namespace) -> int:
    with _briefings(settings) as briefings:
        briefing = briefings.named(LOCAL, given.name)
        briefings.move(LOCAL, briefing.id, given.number, given.to)
    print(f"Quote {given.number} of “{briefing.name}” is number {given.to} now.")
    return DONE


def _remove(settings: Settings, given: argparse.Namespace) -> int:
    with _briefings(settings) as briefings:
        briefing = briefings.named(LOCAL, given.name)
        briefings.remove(LOCAL, briefing.id, given.numbers)
        left = briefings.named(LOCAL, briefing.name).quotes
    removed = counted(briefing.quotes - left, "quote")
    print(f"{removed} removed from “{briefing.name}”; it has {counted(left, 'quote')} now.")
    return DONE


def _rename(settings: Settings, given: argparse.Namespace) -> int:
    with _briefings(settings) as briefings:
        briefing = briefings.named(LOCAL, given.name)
        renamed = briefings.rename(LOCAL, briefing.id, given.new)
    print(f"“{briefing.name}” is called “{renamed.name}” now.")
    return DONE


def _delete(settings: Settings, given: argparse.Namespace) -> int:
    with _briefings(settings) as briefings:
        briefing = briefings.named(LOCAL, given.name)
        briefings.delete(LOCAL, briefing.id)
    print(f"“{briefing.name}” is deleted, with {counted(briefing.quotes, 'quote')}.")
    return DONE


def _show(settings: Settings, given: argparse.Namespace) -> int:
    briefing, _, checked = _checked(settings, given)
    print(briefing_text(briefing.name, checked))
    return DONE


def _checked(settings: Settings, given: argparse.Namespace) -> tuple[Briefing, LiveIndex, tuple[Rechecked, ...]]:
    """A briefing with its quotes, checked against the live index."""
    with _briefings(settings) as briefings:
        briefing = briefings.named(LOCAL, given.name)
        quotes = briefings.quotes(LOCAL, briefing.id)
    live = live_index(settings, given)
    return briefing, live, live.recheck(quotes)


def _export(settings: Settings, given: argparse.Namespace) -> int:
    from bot.briefing.document import Checkpoint
    from bot.briefing.pack import pack

    format: ExportFormat = given.format or _format_of(given.out)
    if given.pages and format not in SHOW_PAGES:
        raise ReportbotError(f"--pages goes with the formats {', '.join(SHOW_PAGES)}, not with {format}")
    briefing, live, checked = _checked(settings, given)
    path = given.out or Path()
    if path.is_dir():
        path /= file_name(briefing.name, format)
    if path.exists() and not given.force:
        raise ReportbotError(f"{path} is there already: name another file with --out, or add --force to replace it")
    checkpoint = Checkpoint(datetime.now(UTC), live.generation, live.manifest.created, live.manifest.reports)
    made = pack(briefing.name, checked, given.form, checkpoint, _pages(live, checked) if given.pages else None)
    files = tuple(_written_pages(made, path)) if format == "md" else ()
    write_bytes(path, exported(made, format, files))
    print("\n".join([made.summary, *made.remarks, str(path)]))
    return DONE


def _format_of(path: Path | None) -> ExportFormat:
    """The format that the ending of a file name asks for; Word where it asks for none."""
    name = path.name.lower() if path else ""
    return next((format for format, ending in ENDINGS.items() if name.endswith(ending)), "docx")


def _written_pages(made: Pack, path: Path) -> Iterator[str]:
    """Write the images of the annex into a folder beside a file, and return their paths relative to it."""
    images = [sheet.image for sheet in made.annex if sheet.image is not None]
    for at, image in enumerate(images, start=1):
        name = f"{path.stem}-pages/{at}-page-{image.page}.png"
        write_bytes(path.parent / name, image.png)
        yield name


def _pages(live: LiveIndex, checked: Sequence[Rechecked]) -> Pages:
    """The pages of each quote, or why they cannot be shown."""
    pages: dict[int, Sequence[PageImage] | str] = {}
    for at, one in enumerate(checked, start=1):
        if one.unverified:
            pages[at] = one.unverified
            continue
        try:
            pages[at] = live.quoted_pages(one.quote).images()
        except UnreadableReport as problem:
            pages[at] = str(problem)
    return pages
