"""``reportbot reports`` and ``reportbot feedback``: what is held, and what people thought of it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from bot.cli.opening import DONE, Commands, Once, indexed, opened, print_register, write_bytes
from bot.config import Settings
from bot.live.index import LiveIndex
from bot.present.coverage import SHOWN, coverage_picture
from bot.present.jsonable import dumped, feedback_json, holdings_json, problems_json
from bot.present.text import feedback_text, holdings_text, problems_text
from bot.registers.coverage import coverage
from corpus.describe.check import CHECKS, TEXT, held_twice, problems, sidecar_to_correct
from corpus.errors import ReportbotError
from corpus.fetch.catalogue import bodies_named, catalogue
from index.twins import twins


def add(commands: Commands) -> None:
    """Add the commands to those of the terminal."""
    reports = commands.add_parser("reports", parents=[indexed()], help="list what is held and what was skipped")
    reports.add_argument("--json", action="store_true", help="print JSON")
    reports.add_argument(
        "--coverage", action="store_true", help="which inspections of the catalogue are held, by body and cycle"
    )
    reports.add_argument("--body", action=Once, help="with --coverage: only this force or service")
    reports.add_argument("--format", action=Once, choices=tuple(SHOWN), help="with --coverage: how it is printed")
    reports.add_argument("--picture", action=Once, type=Path, metavar="FILE", help="with --coverage: also as a PNG")
    reports.epilog = "example: reportbot reports --coverage --format csv > coverage.csv"
    reports.add_argument("--check", action="store_true", help="list what to look at in them")
    reports.add_argument("--sidecar", type=Path, metavar="FILE", help="with --check: write a sidecar to put it right")
    reports.set_defaults(run=_reports)
    feedback = commands.add_parser("feedback", parents=[], help="the votes on answers given in Discord")
    feedback.add_argument("--json", action="store_true", help="print JSON")
    feedback.set_defaults(run=_feedback, index=None)


def _reports(settings: Settings, given: argparse.Namespace) -> int:
    if given.coverage:
        return _coverage(settings, given)
    if given.body or given.format or given.picture:
        raise ReportbotError("--body, --format and --picture go with --coverage: add it")
    if given.sidecar and not given.check:
        raise ReportbotError("--sidecar goes with --check: it is written for what that lists")
    live = opened(settings)
    reports, skipped = live.reports, live.skipped
    if given.check:
        return _checked(live, given)
    if given.json:
        print(dumped(holdings_json(reports, skipped)))
    else:
        print(holdings_text(reports, skipped))
    return DONE


def _coverage(settings: Settings, given: argparse.Namespace) -> int:
    bodies = bodies_named(given.body) if given.body else ()
    found = coverage(opened(settings).reports, catalogue(), bodies)
    format = given.format or ("json" if given.json else "text")
    print_register(SHOWN[format](found), format)
    if given.picture:
        from bot.present.heat_picture import picture  # with Pillow, for this option only

        write_bytes(given.picture, picture(coverage_picture(found)).png)
    return DONE


def _checked(live: LiveIndex, given: argparse.Namespace) -> int:
    found = problems(live.reports, (*CHECKS, held_twice(twins(live.store))))
    print(dumped(problems_json(found)) if given.json else problems_text(found, live.skipped, len(live.reports)))
    if given.sidecar and any(one.field != TEXT for one in found):
        if given.sidecar.exists():
            raise ReportbotError(f"{given.sidecar} is there already: name another file with --sidecar")
        given.sidecar.write_text(sidecar_to_correct(found), encoding="utf-8")
        print(f"{given.sidecar} is to be filled in.", file=sys.stderr)
    return DONE


def _feedback(settings: Settings, given: argparse.Namespace) -> int:
    from bot.memory.memory import Memory  # the Discord bot's

    if isinstance(settings.memory, Path) and not settings.memory.exists():
        raise ReportbotError(f"{settings.memory} is not there: nothing has been asked in Discord yet")
    memory = Memory(settings.memory)
    votes = memory.feedback()
    memory.close()
    print(dumped(feedback_json(votes)) if given.json else feedback_text(votes))
    return DONE
