"""``reportbot verify``: the quotations of a draft, checked."""

from __future__ import annotations

import argparse
from pathlib import Path

from bot.cli.opening import DONE, Commands, indexed, read_bytes
from bot.config import Settings
from corpus.errors import ReportbotError
from corpus.gazetteer import gazetteer
from index import generation as generations
from index.store import Store

FORMATS = ("text", "md", "html", "json")


def add(commands: Commands) -> None:
    """Add the command to those of the terminal."""
    verify = commands.add_parser("verify", parents=[indexed()], help="check the quotations of a draft")
    verify.add_argument("quotation", nargs="?", help="the words quoted, or a sentence with quotations in it")
    verify.add_argument("--file", type=Path, metavar="DRAFT", help="a draft: .md, .txt, .docx or .pdf")
    verify.add_argument("--format", choices=FORMATS, default="text", help="how the outcome is printed")
    verify.set_defaults(run=_verify)


def _verify(settings: Settings, given: argparse.Namespace) -> int:
    from bot.drafts import paragraphs_of, read_draft  # with the readers of reports and drafts
    from bot.quotations import find_quotations
    from bot.verified import VERIFIED
    from bot.verify import Verifier
    from index.lexical import LexicalIndex

    if bool(given.quotation and given.quotation.strip()) == bool(given.file):
        raise ReportbotError('give the words quoted, as in: reportbot verify "they are told", or --file DRAFT')
    draft = read_bytes(given.file) if given.file else None
    paragraphs = paragraphs_of(given.quotation) if draft is None else read_draft(given.file.name, draft)
    live = generations.current(settings.index)
    live.read_manifest()  # refuses an index of another version
    store = Store.open(live.store)
    verifier = Verifier(store, LexicalIndex(live.lexical), gazetteer())
    print(VERIFIED[given.format]([verifier.check(quotation) for quotation in find_quotations(paragraphs)]).rstrip("\n"))
    store.close()
    return DONE
