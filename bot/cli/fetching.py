"""``reportbot fetch``: the inspectorates' own reports, fetched into a corpus folder."""

from __future__ import annotations

import argparse
import functools
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from bot.cli.opening import DONE, FAILED, Commands, Once, dated, indexed
from bot.config import Settings
from bot.present.fetched import entries_text, outcome_text, outcomes_text
from corpus.describe.sidecar import BUNDLED
from corpus.errors import ReportbotError
from corpus.fetch.catalogue import Wanted, catalogue, chosen
from corpus.fetch.types import Entry, Outcome, Round
from index.encoder import SentenceEncoder

BETWEEN: Final = 24 * 3600.0  # seconds from one look of --watch to the next


def add(commands: Commands) -> None:
    """Add the command to those of the terminal."""
    fetch = commands.add_parser(
        "fetch", parents=[indexed(), dated()], help="fetch official reports, and bring the index up to date"
    )
    fetch.epilog = 'example: reportbot fetch --body "West Mercia" --kind PEEL --corpus reports'
    fetch.add_argument(
        "--body", action="append", default=[], metavar="BODY", help="reports on this force or service; repeatable"
    )
    fetch.add_argument("--kind", action=Once, default="", help="reports of this kind, such as PEEL, fire or custody")
    fetch.add_argument("--cycle", action=Once, default="", metavar="YEARS", help="reports of this cycle, as 2023-25")
    fetch.add_argument("--by", action=Once, default="", metavar="NAME", help="reports by this inspectorate")
    fetch.add_argument("--all", action="store_true", help="all reports of the catalogue that fit the other options")
    fetch.add_argument(
        "--listed", action="store_true", help="also reports that the sites list and the catalogue does not have"
    )
    fetch.add_argument("--welsh", action="store_true", help="also the Welsh editions, kept apart")
    fetch.add_argument("--list", action="store_true", help="show the catalogue's reports, and fetch nothing")
    fetch.add_argument(
        "--watch", action="store_true", help="look once a day, also at the lists of the sites, until it is stopped"
    )
    fetch.add_argument("--again", action="store_true", help="ask also for reports that were looked at lately")
    fetch.add_argument("--corpus", action=Once, type=Path, metavar="DIR", help="folder that the reports go into")
    fetch.add_argument("--no-index", action="store_true", help="do not bring the index up to date")
    fetch.set_defaults(run=_fetch)


def _fetch(settings: Settings, given: argparse.Namespace) -> int:
    import asyncio  # for this command only

    if not (given.all or given.list or given.body or given.kind or given.cycle or given.by):
        raise ReportbotError('say which reports, as in: reportbot fetch --body "West Mercia" --kind PEEL; or --all')
    wanted = Wanted(given.by, tuple(given.body), given.kind, given.cycle, given.since, given.until)
    if given.list:
        entries = _some(chosen(catalogue(), wanted))
        print(entries_text(entries, _held(settings, given, entries)))
        return DONE
    if not (given.listed or given.by):
        _some(chosen(catalogue(), wanted))
    corpus = _corpus(settings, given)
    while True:
        round_ = asyncio.run(
            _fetched(settings, wanted, corpus, again=given.again, listed=given.listed or given.watch, welsh=given.welsh)
        )
        print(outcomes_text(round_, corpus), flush=True)
        new = round_.changes_something or given.watch or not (settings.index / "CURRENT").exists()
        if new and not given.no_index:
            _index(settings, corpus)
        if not given.watch:
            return DONE if round_.complete else FAILED
        print(f"Looking again in {BETWEEN / 3600:.0f} hours; Ctrl-C ends it.", file=sys.stderr, flush=True)
        time.sleep(BETWEEN)


def _some(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    if not entries:
        raise ReportbotError("no report fits: `reportbot fetch --list --all` shows the catalogue")
    return entries


def _corpus(settings: Settings, given: argparse.Namespace) -> Path:
    """The folder that reports go into: the one that is given, or the first one of the settings."""
    corpus: Path = given.corpus or settings.corpus[0]
    if corpus == BUNDLED:
        raise ReportbotError(
            "name the folder that the reports go into: write REPORTBOT_CORPUS=reports into the file .env, or add "
            "--corpus reports"
        )
    return corpus


def _held(settings: Settings, given: argparse.Namespace, entries: Sequence[Entry]) -> frozenset[str]:
    """The names of the reports that are in the folder."""
    corpus: Path = given.corpus or settings.corpus[0]
    names = {path.stem for path in corpus.glob("*/*")}
    return frozenset(entry.name for entry in entries if entry.name in names)


async def _fetched(
    settings: Settings, wanted: Wanted, corpus: Path, *, again: bool, listed: bool, welsh: bool
) -> Round:
    """Fetch the reports, and tell of each."""
    from corpus.fetch.client import Client, Manners  # with the readers of reports, for this command only
    from corpus.fetch.fetcher import FRESH, fetch
    from corpus.fetch.listing import newly_listed

    manners = Manners(settings.fetch_pause, settings.contact or "", settings.fetch_mirror or "")
    problems: list[str] = []
    outcomes: list[Outcome] = []
    async with Client(manners) as client:
        entries = chosen(catalogue(), wanted)
        if listed or (wanted.by and not entries):
            entries += chosen(await newly_listed(client, catalogue(), wanted.by, problems), wanted)
        if not problems:
            _some(entries)
        async for outcome in fetch(entries, corpus, client, fresh=0.0 if again else FRESH, welsh=welsh):
            outcomes.append(outcome)
            print(outcome_text(outcome, len(outcomes), len(entries)), file=sys.stderr, flush=True)
    return Round(tuple(outcomes), client.requests, tuple(problems))


def _index(settings: Settings, corpus: Path) -> None:
    """Bring the index up to date with the corpora of the settings, or with a folder alone that is none of them."""
    from bot.cli.progress import bar
    from bot.live.reindex import summary_text
    from index.build import build

    started = time.perf_counter()
    corpora = settings.corpus if corpus in settings.corpus else (corpus,)
    encoder = functools.cache(lambda: SentenceEncoder(settings.model, settings.runtime))
    summary = build(corpora, settings.index, encoder, track=bar)
    print(f"Index in {settings.index}: {summary_text(summary, time.perf_counter() - started)}")
    if settings.engine:
        print("To bring the engine to its state, run `reportbot engine push`.")
    if corpus not in settings.corpus:
        print(f"To rebuild the index from {corpus} later, write REPORTBOT_CORPUS={corpus} into the file .env.")
