"""``reportbot understand``: what a question is taken to ask, without an index."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot.cli.opening import DONE, Commands, Once
from bot.config import Settings
from bot.phrases import listed
from bot.present.jsonable import dumped
from bot.question.intent import Intent
from bot.question.labels import Label, labels
from bot.question.parse import conversation
from corpus.describe.gazetteer import gazetteer
from corpus.errors import ReportbotError
from index.encoder import SentenceEncoder


def add(commands: Commands) -> None:
    """Add the command to those of the terminal."""
    parser = commands.add_parser("understand", parents=[], help="show what a question is taken to ask")
    parser.epilog = 'example: reportbot understand "and in Kent?" --before "Gwent 999 answering 2019"'
    parser.add_argument("question", nargs="?", help="the question")
    parser.add_argument(
        "--before", action="append", default=[], metavar="QUESTION", help="a question asked before it; may be repeated"
    )
    parser.add_argument("--batch", action=Once, type=Path, metavar="FILE", help="questions, one JSON object a line")
    parser.add_argument("--json", action="store_true", help="print JSON, one object a line for a file")
    parser.set_defaults(run=_understand, index=None)


def _understand(settings: Settings, given: argparse.Namespace) -> int:
    if bool(given.question and given.question.strip()) == bool(given.batch):
        raise ReportbotError('give a question, as in: reportbot understand "Leeds JTAI 2019", or --batch FILE')
    if given.batch and given.before:
        raise ReportbotError("--before goes with one question: a file gives `prev` for each")
    rows = list(_batch(given.batch)) if given.batch else [({}, (*given.before, given.question))]
    intent, names = Intent(SentenceEncoder(settings.model, settings.runtime)), gazetteer()
    for kept, texts in rows:
        found = labels(conversation(texts, names, intent), names)
        if not given.json:
            print(_told(texts[-1], found) if given.batch else _told("", found))
        elif given.batch:
            print(json.dumps({**kept, "q": texts[-1], "prev": list(texts[:-1]), **found}, ensure_ascii=False))
        else:
            print(dumped({"q": texts[-1], "prev": list(texts[:-1]), **found}))
    return DONE


def _told(text: str, found: dict[str, Label]) -> str:
    """The fields that say something, a line each."""
    shown = {field: listed(map(str, value)) if isinstance(value, list) else value for field, value in found.items()}
    lines = [f"{field:<10} {value}" for field, value in shown.items() if value and value != "none"]
    return "\n".join([*([f"\n{text}"] if text else []), *lines])


def _batch(path: Path) -> Iterator[tuple[dict[str, Any], tuple[str, ...]]]:
    """The ids and conversations of a file: ``q`` or ``question``, and ``prev`` or ``previous``, oldest first."""
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")  # JSON strings may hold other line ends
    except (OSError, UnicodeDecodeError) as error:
        raise ReportbotError(f"{path} cannot be read: {error}") from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            fields = json.loads(line)
            before = fields.get("prev") or fields.get("previous") or []
            texts = (*([before] if isinstance(before, str) else before), fields.get("q") or fields["question"])
            if not all(isinstance(text, str) and text.strip() for text in texts):
                raise TypeError
        except (ValueError, KeyError, TypeError, AttributeError):
            raise ReportbotError(f"{path}, line {number}: not a JSON object with a question in `q`") from None
        yield {"id": fields["id"]} if "id" in fields else {}, texts
