"""``reportbot reports`` and ``reportbot feedback``: what is held, and what people thought of it."""

from __future__ import annotations

import argparse

from bot.cli.opening import DONE, Commands, indexed, opened
from bot.config import Settings
from bot.present.jsonable import dumped, feedback_json, holdings_json
from bot.present.text import feedback_text, holdings_text
from corpus.errors import ReportbotError


def add(commands: Commands) -> None:
    """Add the commands to those of the terminal."""
    reports = commands.add_parser("reports", parents=[indexed()], help="list what is held and what was skipped")
    reports.add_argument("--json", action="store_true", help="print JSON")
    reports.set_defaults(run=_reports)
    feedback = commands.add_parser("feedback", parents=[], help="the votes on answers given in Discord")
    feedback.add_argument("--json", action="store_true", help="print JSON")
    feedback.set_defaults(run=_feedback, index=None)


def _reports(settings: Settings, given: argparse.Namespace) -> int:
    live = opened(settings)
    reports, skipped = live.reports, live.skipped
    if given.json:
        print(dumped(holdings_json(reports, skipped)))
    else:
        print(holdings_text(reports, skipped))
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
