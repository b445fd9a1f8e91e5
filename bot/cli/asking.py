"""``reportbot ask`` and ``reportbot chat``: answers in the terminal."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.briefing import collect, numbers
from bot.cli.opening import (
    DONE,
    MOST_QUOTES,
    Commands,
    Once,
    indexed,
    live_index,
    narrowed,
    print_register,
    up_to,
)
from bot.config import Settings
from bot.present.entries import as_entries, entries_csv
from bot.present.jsonable import answer_json, dumped
from bot.present.text import answer_text, citations_text
from bot.types import Asked
from corpus.errors import ReportbotError

if TYPE_CHECKING:
    from bot.types import Answer

REMEMBERED = 6  # questions of a conversation that a follow-up can go back to


def add(commands: Commands) -> None:
    """Add the commands to those of the terminal."""
    ask = commands.add_parser("ask", parents=[indexed(), narrowed()], help="answer one question, or a file of them")
    ask.epilog = 'example: reportbot ask "How quickly are 999 calls answered?" --body Gwent --since 2022 -k 3'
    ask.add_argument("question", nargs="?", help="the question")
    ask.add_argument(
        "-k", action=Once, type=up_to(MOST_QUOTES), dest="count", metavar="N", help="at most N quotes, 1 to 50"
    )
    ask.add_argument("--json", action="store_true", help="print JSON")
    ask.add_argument(
        "--batch", action=Once, type=Path, metavar="FILE", help="questions, one JSON object a line; with --json"
    )
    ask.add_argument(
        "--add", action=Once, nargs="?", const="", metavar="NAME", help="add quotes to a briefing, or to the last one"
    )
    ask.add_argument("--csv", action="store_true", help="print the whole list behind an answer as CSV")
    ask.add_argument("--cite", action="store_true", help="print each quote's citation in every form, to copy")
    ask.add_argument(
        "-n",
        "--quotes",
        action=Once,
        type=numbers,
        metavar="N,N",
        help="which quotes --add takes; by default the first",
    )
    ask.set_defaults(run=_ask)
    chat = commands.add_parser("chat", parents=[indexed()], help="a conversation: follow-ups are understood")
    chat.set_defaults(run=_chat)


def _ask(settings: Settings, given: argparse.Namespace) -> int:
    _refuse_what_does_not_go_together(given)
    count = given.count or settings.quotes
    if given.batch:
        questions = list(_batch(given.batch, given, count))
        live = live_index(settings, given)
        for name, asked in questions:
            print(json.dumps(answer_json(live.answer(asked), name), ensure_ascii=False), flush=True)
        return DONE
    asked = Asked(given.question, given.body, given.since, given.until, count)
    live = live_index(settings, given)
    answer = live.answer(asked)
    if given.csv:
        print_register(entries_csv(answer.entries or as_entries(answer.quotes)), "csv")
        return DONE
    print(_shown(answer, as_json=given.json), flush=True)
    if given.cite and answer.quotes:
        print(f"\n{citations_text(answer, date.today())}", flush=True)
    if given.add is not None:
        print(collect(settings, live, asked, answer, given.add, given.quotes or (1,)), file=sys.stderr)
    return DONE


def _refuse_what_does_not_go_together(given: argparse.Namespace) -> None:
    if bool(given.question and given.question.strip()) == bool(given.batch):
        raise ReportbotError('give a question, as in: reportbot ask "How is 999 answered in Gwent?", or --batch FILE')
    if given.batch and not given.json:
        raise ReportbotError("--batch prints JSON: add --json")
    if given.json and given.cite:
        raise ReportbotError("--cite prints text: it does not go with --json")
    if given.batch and given.add is not None:
        raise ReportbotError("--add takes quotes of one answer: it does not go with --batch")
    if given.csv and (given.json or given.cite or given.add is not None):
        raise ReportbotError("--csv prints a list alone: it does not go with --json, --cite or --add")
    if given.quotes and given.add is None:
        raise ReportbotError("-n tells which quotes --add takes: add --add NAME")


def _chat(settings: Settings, given: argparse.Namespace) -> int:
    live = live_index(settings, given)
    print("Ask a question; a follow-up takes over what it leaves out. An empty line ends.", file=sys.stderr)
    said: tuple[str, ...] = ()
    for line in sys.stdin:
        if not line.strip():
            break
        answer = live.answer(Asked(line.strip(), count=settings.quotes, previous=said))
        print(f"{answer_text(answer, before=said[-1] if said else '')}\n", flush=True)
        said = (*said, line.strip())[-REMEMBERED:]
    return DONE


def _shown(answer: Answer, *, as_json: bool) -> str:
    return dumped(answer_json(answer)) if as_json else answer_text(answer)


def _batch(path: Path, given: argparse.Namespace, count: int) -> Iterator[tuple[str | None, Asked]]:
    """The ids and questions of a file with one JSON object a line."""
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")  # JSON strings may hold other line ends
    except (OSError, UnicodeDecodeError) as error:
        raise ReportbotError(f"{path} cannot be read: {error}") from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            fields = json.loads(line)
            question, before = fields["question"], fields.get("previous") or []
            previous = tuple(before) if isinstance(before, list) else (before,)
            if not all(isinstance(text, str) for text in (question, *previous)):
                raise TypeError
        except (ValueError, KeyError, TypeError, AttributeError):
            raise ReportbotError(f"{path}, line {number}: not a JSON object with a `question`") from None
        asked = Asked(question, given.body, given.since, given.until, count, previous)
        yield (None if fields.get("id") is None else str(fields["id"])), asked
