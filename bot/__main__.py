"""The ``reportbot`` command: reads the settings, puts the parts together, shows the outcome."""

from __future__ import annotations

import argparse
import json
import logging
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from dotenv import dotenv_values

from bot.answer import Asked
from bot.config import Settings
from bot.live_index import LiveIndex
from bot.serialize import answer_json, feedback_json, holdings_json
from bot.terminal import answer_text, feedback_text, holdings_text
from corpus.errors import ReportbotError
from corpus.gazetteer import gazetteer
from index import generation as generations
from index.encoder import SentenceEncoder
from index.store import Store

if TYPE_CHECKING:
    from bot.types import Answer

DONE, FAILED, MISUSED = 0, 1, 2
FORMATS = ("text", "md", "html", "json")
REMEMBERED = 6  # questions of a conversation that a follow-up can go back to


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is 0 when it is done, 2 for wrong use or bad input, else 1."""
    parser = _parser()
    given = parser.parse_args(arguments)
    try:
        environ = {k: v for k, v in dotenv_values(".env").items() if v is not None} | dict(os.environ)
        settings = Settings.from_env(environ)
        if given.index:
            settings = replace(settings, index=given.index)
        outcome = int(given.run(settings, given))
        sys.stdout.flush()  # here, not at exit, it shows that no one reads any more
        return outcome
    except ReportbotError as problem:
        print(f"reportbot: {problem}", file=sys.stderr)
        return MISUSED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        return FAILED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="reportbot", description="Cited answers from inspection reports.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--index", type=Path, metavar="DIR", help="folder of the index")
    narrowed = argparse.ArgumentParser(add_help=False)
    narrowed.add_argument("--body", help="only reports on this force, service or area")
    narrowed.add_argument("--since", type=_year, metavar="YEAR", help="only reports from this year on")
    narrowed.add_argument("--until", type=_year, metavar="YEAR", help="only reports up to this year")
    ask = commands.add_parser("ask", parents=[common, narrowed], help="answer one question, or a file of them")
    ask.add_argument("question", nargs="?", help="the question")
    ask.add_argument("-k", type=_count, dest="count", metavar="N", help="at most N quotes, 1 to 50")
    ask.add_argument("--json", action="store_true", help="print JSON")
    ask.add_argument("--batch", type=Path, metavar="FILE", help="questions, one JSON object a line; with --json")
    ask.set_defaults(run=_ask)
    page = commands.add_parser(
        "page", parents=[common, narrowed], help="draw the page a quote stands on, its words marked"
    )
    page.add_argument("question", help="the question that the quote answers")
    page.add_argument("-n", type=_count, dest="number", default=1, metavar="N", help="the Nth quote of the answer")
    page.add_argument(
        "--out", type=Path, default=Path(), metavar="DIR", help="folder of the images; by default this one"
    )
    page.set_defaults(run=_page)
    chat = commands.add_parser("chat", parents=[common], help="a conversation: follow-ups are understood")
    chat.set_defaults(run=_chat)
    verify = commands.add_parser("verify", parents=[common], help="check the quotations of a draft")
    verify.add_argument("quotation", nargs="?", help="the words quoted, or a sentence with quotations in it")
    verify.add_argument("--file", type=Path, metavar="DRAFT", help="a draft: .md, .txt, .docx or .pdf")
    verify.add_argument("--format", choices=FORMATS, default="text", help="how the outcome is printed")
    verify.set_defaults(run=_verify)
    reports = commands.add_parser("reports", parents=[common], help="list what is held and what was skipped")
    reports.add_argument("--json", action="store_true", help="print JSON")
    reports.set_defaults(run=_reports)
    feedback = commands.add_parser("feedback", help="the votes on answers given in Discord")
    feedback.add_argument("--json", action="store_true", help="print JSON")
    feedback.set_defaults(run=_feedback, index=None)
    run = commands.add_parser("run", parents=[common], help="run the Discord bot")
    run.set_defaults(run=_run)
    return parser


def _year(text: str) -> int:
    if not (text.isdigit() and 1900 <= int(text) <= 2100):
        raise argparse.ArgumentTypeError(f"{text!r} is not a year")
    return int(text)


def _count(text: str) -> int:
    if not (text.isdigit() and 1 <= int(text) <= 50):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 to 50")
    return int(text)


def _ask(settings: Settings, given: argparse.Namespace) -> int:
    if bool(given.question and given.question.strip()) == bool(given.batch):
        raise ReportbotError('give a question, as in: reportbot ask "How is 999 answered in Gwent?", or --batch FILE')
    if given.batch and not given.json:
        raise ReportbotError("--batch prints JSON: add --json")
    count = given.count or settings.quotes
    if given.batch:
        questions = list(_batch(given.batch, given, count))
        live_index = _live_index(settings, given)
        for name, asked in questions:
            print(json.dumps(answer_json(live_index.answer(asked), name), ensure_ascii=False), flush=True)
        return DONE
    asked = Asked(given.question, given.body, given.since, given.until, count)
    print(_shown(_live_index(settings, given).answer(asked), as_json=given.json))
    return DONE


def _page(settings: Settings, given: argparse.Namespace) -> int:
    from bot.cite import citation
    from corpus.page_image import page_images

    live_index = _live_index(settings, given)
    answer = live_index.answer(Asked(given.question, given.body, given.since, given.until, given.number))
    if len(answer.quotes) < given.number:
        found = (
            f"The answer has {len(answer.quotes)} quotes, no number {given.number}."
            if answer.quotes
            else answer.message
        )
        raise ReportbotError(found)
    quote = answer.quotes[given.number - 1]
    pages = live_index.quoted_pages(quote)
    print(f"\u201c{quote.text}\u201d\n{citation(quote)}")
    for image in page_images(pages.path, pages.spans, pages.texts, pages.password):
        path = given.out / f"{quote.report.id}-page-{image.page}.png"
        _write(path, image.png)
        print(path)
    return DONE


def _write(path: Path, data: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except OSError as error:
        raise ReportbotError(f"{path} cannot be written: {error.strerror}") from error


def _chat(settings: Settings, given: argparse.Namespace) -> int:
    live_index = _live_index(settings, given)
    print("Ask a question; a follow-up takes over what it leaves out. An empty line ends.", file=sys.stderr)
    said: tuple[str, ...] = ()
    for line in sys.stdin:
        if not line.strip():
            break
        answer = live_index.answer(Asked(line.strip(), count=settings.quotes, previous=said))
        print(f"{answer_text(answer)}\n", flush=True)
        said = (*said, line.strip())[-REMEMBERED:]
    return DONE


def _shown(answer: Answer, *, as_json: bool) -> str:
    return json.dumps(answer_json(answer), ensure_ascii=False, indent=2) if as_json else answer_text(answer)


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


def _live_index(settings: Settings, given: argparse.Namespace) -> LiveIndex:
    """Open the index; the first time, build the one of the settings."""
    encoder = SentenceEncoder(settings.model, settings.runtime)
    if not given.index and not (settings.index / "CURRENT").exists():
        from bot.progress import bar  # with the readers of reports, which answering does without
        from index.build import build

        print(f"No index in {settings.index} yet: building it.", file=sys.stderr)
        build(settings.corpus, settings.index, lambda: encoder, track=bar)
    return LiveIndex(settings.index, encoder, gazetteer())


def _verify(settings: Settings, given: argparse.Namespace) -> int:
    from bot.drafts import paragraphs_of, read_draft  # with the readers of reports and drafts
    from bot.quotations import find_quotations
    from bot.verified import VERIFIED
    from bot.verify import Verifier
    from index.lexical import LexicalIndex

    if bool(given.quotation and given.quotation.strip()) == bool(given.file):
        raise ReportbotError('give the words quoted, as in: reportbot verify "they are told", or --file DRAFT')
    draft = _bytes_of(given.file) if given.file else None
    paragraphs = paragraphs_of(given.quotation) if draft is None else read_draft(given.file.name, draft)
    live = generations.current(settings.index)
    live.read_manifest()  # refuses an index of another version
    store = Store.open(live.store)
    verifier = Verifier(store, LexicalIndex(live.lexical), gazetteer())
    print(VERIFIED[given.format]([verifier.check(quotation) for quotation in find_quotations(paragraphs)]).rstrip("\n"))
    store.close()
    return DONE


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ReportbotError(f"{path} cannot be read: {error.strerror}") from error


def _reports(settings: Settings, given: argparse.Namespace) -> int:
    live = generations.current(settings.index)
    live.read_manifest()  # refuses an index of another version
    store = Store.open(live.store)
    reports, skipped = store.reports(), store.skipped()
    store.close()
    if given.json:
        print(json.dumps(holdings_json(reports, skipped), ensure_ascii=False, indent=2))
    else:
        print(holdings_text(reports, skipped))
    return DONE


def _feedback(settings: Settings, given: argparse.Namespace) -> int:
    from bot.memory import Memory  # the Discord bot's

    if not settings.memory.exists():
        raise ReportbotError(f"{settings.memory} is not there: nothing has been asked in Discord yet")
    memory = Memory(settings.memory)
    votes = memory.feedback()
    memory.close()
    print(json.dumps(feedback_json(votes), ensure_ascii=False, indent=2) if given.json else feedback_text(votes))
    return DONE


def _run(settings: Settings, given: argparse.Namespace) -> int:
    import asyncio

    from bot.discord_app.start import serve  # for this command only

    if not settings.discord_token:
        raise ReportbotError("no token: set DISCORD_TOKEN in the environment or in .env (see README)")
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    asyncio.run(serve(settings, settings.discord_token, _live_index(settings, given)))
    return DONE


if __name__ == "__main__":
    sys.exit(main())
