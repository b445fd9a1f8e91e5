"""``reportbot run``: the Discord bot."""

from __future__ import annotations

import argparse
import logging

from bot.cli.opening import DONE, Commands, indexed, live_index
from bot.config import Settings
from corpus.errors import ReportbotError


def add(commands: Commands) -> None:
    """Add the command to those of the terminal."""
    run = commands.add_parser("run", parents=[indexed()], help="run the Discord bot")
    run.set_defaults(run=_run)


def _run(settings: Settings, given: argparse.Namespace) -> int:
    import asyncio

    from bot.discord_app.start import serve  # for this command only

    if not settings.discord_token:
        raise ReportbotError("no token: set DISCORD_TOKEN in the environment or in .env (see README)")
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    live = live_index(settings, given)
    live.load()
    asyncio.run(serve(settings, settings.discord_token, live))
    return DONE
