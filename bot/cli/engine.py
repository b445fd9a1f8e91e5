"""``reportbot engine``: an index in a database for several machines, and the way there."""

from __future__ import annotations

import argparse
import time

from bot.cli.opening import DONE, MISUSED, Commands, indexed
from bot.config import Settings
from corpus.errors import ReportbotError
from index.address import Address
from index.places import engine_at

NONE = "no engine: give its address with REPORTBOT_ENGINE in the environment or in .env (see docs/engine.md)"


def add(commands: Commands) -> None:
    """Add the command to those of the terminal."""
    engine = commands.add_parser("engine", parents=[], help="the index in PostgreSQL, for several machines")
    engine.set_defaults(run=_check, index=None)
    below = engine.add_subparsers(metavar="WHAT", title="what to do (by default, the engine is looked at)")
    check = below.add_parser("check", help="what is there, what is missing, and what it costs")
    check.set_defaults(run=_check)
    push = below.add_parser("push", parents=[indexed()], help="bring the engine to the state of a local index")
    push.set_defaults(run=_push, into_engine=True)


def _address(settings: Settings) -> Address:
    """The address of the settings; raises ``ReportbotError`` where there is none, or no driver."""
    if settings.engine is None:
        raise ReportbotError(NONE)
    engine_at(settings.engine)
    return settings.engine


def _check(settings: Settings, given: argparse.Namespace) -> int:
    address = _address(settings)
    from bot.present.engine import look_text  # with the driver, which is an extra
    from index.engine.look import look

    seen = look(address)
    print(look_text(address, seen))
    return DONE if seen.ready else MISUSED


def _push(settings: Settings, given: argparse.Namespace) -> int:
    address = _address(settings)
    from bot.cli.progress import bar
    from bot.present.engine import pushed_text
    from index.engine.push import push

    started = time.perf_counter()
    done = push(settings.index, address, bar)
    print(pushed_text(address, done, time.perf_counter() - started))
    return DONE
