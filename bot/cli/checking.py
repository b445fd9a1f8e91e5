"""``reportbot check``: whether every byte of the index is as it was written."""

from __future__ import annotations

import argparse

from bot.cli.opening import DONE, Commands, indexed, place_of
from bot.config import Settings


def add(commands: Commands) -> None:
    """Add the command to those of the terminal."""
    check = commands.add_parser("check", parents=[indexed()], help="see whether the index is as it was written")
    check.set_defaults(run=_check)


def _check(settings: Settings, given: argparse.Namespace) -> int:
    live = place_of(settings).current()
    live.check(sample=None)
    made = live.read_manifest()
    print(f"The index {live.name} is whole: {made.reports} reports, {made.passages} passages, made {made.created}.")
    return DONE
