"""``reportbot run``: the Discord bot."""

from __future__ import annotations

import argparse
import logging
import sys

from bot.cli.opening import DONE, Commands, indexed, live_index
from bot.cli.terminal import bare
from bot.config import Settings
from corpus.clean import shown
from corpus.errors import ReportbotError


class _OneLine(logging.Formatter):
    """Writes each message on a line of its own, whatever it tells of, and no character that steers a terminal."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  # logging's own name
        """The message of a record, without its traceback."""
        record.message = " ".join(record.message.splitlines())
        return super().formatMessage(record)

    def format(self, record: logging.LogRecord) -> str:
        """A record with its traceback."""
        return shown(super().format(record))


def add(commands: Commands) -> None:
    """Add the command to those of the terminal."""
    run = commands.add_parser("run", parents=[indexed()], help="run the Discord bot")
    run.set_defaults(run=_run)


def _run(settings: Settings, given: argparse.Namespace) -> int:
    import asyncio

    from bot.discord_app.start import serve  # for this command only

    if not settings.discord_token:
        raise ReportbotError("no token: set DISCORD_TOKEN in the environment or in .env (see README)")
    handler = logging.StreamHandler(bare(sys.stderr))
    handler.setFormatter(_OneLine("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    live = live_index(settings, given)
    live.load()
    asyncio.run(serve(settings, settings.discord_token, live))
    return DONE
