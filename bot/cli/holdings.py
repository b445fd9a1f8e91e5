"""``reportbot reports`` and ``reportbot feedback``: what is held, and what people thought of it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from bot.cli.opening import DONE, Commands, indexed, opened
from bot.config import Settings
from bot.present.jsonable import dumped, feedback_json, holdings_json, problems_json
from bot.present.text import feedback_text, holdings_text, problems_text
from corpus.describe.check import problems, sidecar_to_correct
from corpus.errors import ReportbotError
from corpus.types import Report


def add(commands: Commands) -> None:
    """Add the commands to those of the terminal."""
    reports = commands.add_parser("reports", parents=[indexed()], help="list what is held and what was skipped")
    reports.add_argument("--json", action="store_true", help="print JSON")
    reports.add_argument("--check", action="store_true", help="list what is missing, doubtful or contradictory in them")
    reports.add_argument("--sidecar", type=Path, metavar="FILE", help="with --check: write a sidecar to put it right")
    reports.set_defaults(run=_reports)
    feedback = commands.add_parser("feedback", parents=[], help="the votes on answers given in Discord")
    feedback.add_argument("--json", action="store_true", help="print JSON")
    feedback.set_defaults(run=_feedback, index=None)


def _reports(settings: Settings, given: argparse.Namespace) -> int:
    if given.sidecar and not given.check:
        raise ReportbotError("--sidecar goes with --check: it is written for what that lists")
    live = opened(settings)
    reports, skipped = live.reports, live.skipped
    if given.check:
        return _checked(reports, given)
    if given.json:
        print(dumped(holdings_json(reports, skipped)))
    else:
        print(holdings_text(reports, skipped))
    return DONE


def _checked(reports: Sequence[Report], given: argparse.Namespace) -> int:
    found = problems(reports)
    print(dumped(problems_json(found)) if given.json else problems_text(found, len(reports)))
    if given.sidecar and found:
        if given.sidecar.exists():
            raise ReportbotError(f"{given.sidecar} is there already: name another file with --sidecar")
        given.sidecar.write_text(sidecar_to_correct(found), encoding="utf-8")
        print(f"{given.sidecar} is to be filled in.", file=sys.stderr)
    return DONE


def _feedback(settings: Settings, given: argparse.Namespace) -> int:
    from bot.memory.memory import Memory  # the Discord bot's

    if not settings.memory.exists():
        raise ReportbotError(f"{settings.memory} is not there: nothing has been asked in Discord yet")
    memory = Memory(settings.memory)
    votes = memory.feedback()
    memory.close()
    print(dumped(feedback_json(votes)) if given.json else feedback_text(votes))
    return DONE
