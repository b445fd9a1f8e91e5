"""``reportbot verify``: the quotations of a draft, checked."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from bot.cli.opening import DONE, Commands, Once, build_first, indexed, read_bytes, shown_as
from bot.cli.page import write_pages
from bot.config import Settings
from bot.live.index import quoted_pages
from bot.present.verdicts import SHOWN
from bot.verify.quotations import find_quotations
from bot.verify.verifier import Checked, Verifier
from corpus.describe.gazetteer import gazetteer
from corpus.errors import ReportbotError, UnreadableReport
from index import generation as generations
from index.lexical import LexicalIndex
from index.store import Store


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
    from bot.verify.read_draft import paragraphs_of, read_draft  # with the readers of reports and drafts

    if bool(given.quotation and given.quotation.strip()) == bool(given.file):
        raise ReportbotError('give the words quoted, as in: reportbot verify "they are told", or --file DRAFT')
    draft = read_bytes(given.file) if given.file else None
    paragraphs = paragraphs_of(given.quotation) if draft is None else read_draft(given.file.name, draft)
    build_first(settings, given)
    live = generations.readable(settings.index)
    store = Store.open(live.store)
    verifier = Verifier(store, LexicalIndex(live.lexical), gazetteer())
    checked = [verifier.check(quotation) for quotation in find_quotations(paragraphs)]
    print(SHOWN[given.format](checked).rstrip("\n"), flush=True)
    if given.pages:
        _write_pages(store, checked, given.pages)
    store.close()
    return DONE


def _write_pages(store: Store, checked: Sequence[Checked], folder: Path) -> None:
    """Draw the pages of the exact quotations; the error stream names what is drawn, and what cannot be."""
    for number, one in enumerate(checked, start=1):
        if one.verdict == "exact":
            try:
                paths = write_pages(quoted_pages(store, one.sources[0]), folder, f"quotation-{number}")
                told = " ".join(map(str, paths))
            except UnreadableReport as problem:
                told = str(problem)
            print(f"page of quotation {number}: {told}", file=sys.stderr)
