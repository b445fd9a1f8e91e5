"""``reportbot verify``: the quotations of a draft, checked."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from bot.cli.opening import DONE, Commands, Once, indexed, live_index, read_bytes, shown_as
from bot.cli.page import write_pages
from bot.config import Settings
from bot.live.index import LiveIndex
from bot.present.verdicts import SHOWN
from bot.verify.verifier import Checked
from corpus.errors import ReportbotError, UnreadableReport


def add(commands: Commands) -> None:
    """Add the command to those of the terminal."""
    verify = commands.add_parser("verify", parents=[indexed(), shown_as(SHOWN)], help="check the quotations of a draft")
    verify.epilog = "example: reportbot verify --file draft.docx --format html > checked.html"
    verify.add_argument("quotation", nargs="?", help="the words quoted, or a sentence with quotations in it")
    verify.add_argument("--file", action=Once, type=Path, metavar="DRAFT", help="a draft: .md, .txt, .docx or .pdf")
    verify.add_argument(
        "--pages", action=Once, type=Path, metavar="DIR", help="folder for the pages that exact quotations stand on"
    )
    verify.set_defaults(run=_verify)


def _verify(settings: Settings, given: argparse.Namespace) -> int:
    if bool(given.quotation and given.quotation.strip()) == bool(given.file):
        raise ReportbotError('give the words quoted, as in: reportbot verify "they are told", or --file DRAFT')
    name, data = (given.file.name, read_bytes(given.file)) if given.file else ("", given.quotation.encode())
    live = live_index(settings, given)
    found = live.check_draft(name, data).checked
    print(SHOWN[given.format](found).rstrip("\n"), flush=True)
    if given.pages:
        _write_pages(live, found, given.pages)
    return DONE


def _write_pages(live: LiveIndex, found: Sequence[Checked], folder: Path) -> None:
    """Draw the pages of the exact quotations; what is written, and what cannot be, is told beside the outcome."""
    for number, one in enumerate(found, start=1):
        if one.verdict == "exact":
            try:
                paths = write_pages(live.quoted_pages(one.sources[0]), folder, f"quotation-{number}")
                told = " ".join(map(str, paths))
            except UnreadableReport as problem:
                told = str(problem)
            print(f"page of quotation {number}: {told}", file=sys.stderr)
