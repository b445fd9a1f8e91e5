"""``reportbot grades``: the graded judgments of the reports held, as a table and as a picture."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from bot.cli.opening import (
    DONE,
    Commands,
    Once,
    indexed,
    live_index,
    narrowed,
    print_register,
    shown_as,
    write_bytes,
)
from bot.config import Settings
from bot.present.grades import SHOWN
from bot.registers.grades import GradesSought
from corpus.errors import ReportbotError


def add(commands: Commands) -> None:
    """Add the command to those of the terminal."""
    grades = commands.add_parser(
        "grades", parents=[indexed(), narrowed(), shown_as(SHOWN)], help="list graded judgments"
    )
    grades.epilog = "example: reportbot grades --body Gwent --area crime --picture gwent.png"
    grades.add_argument("--area", action=Once, metavar="TEXT", help="only areas with these words in their name")
    grades.add_argument("--picture", action=Once, type=Path, metavar="FILE.png", help="draw them as a heat table, too")
    grades.set_defaults(run=_grades)


def _grades(settings: Settings, given: argparse.Namespace) -> int:
    if given.picture and given.picture.suffix.lower() != ".png":
        raise ReportbotError(f"--picture writes PNG files: {given.picture} does not end in .png")
    found = live_index(settings, given).grades(GradesSought(given.body, given.area, given.since, given.until))
    print_register(SHOWN[given.format](found), given.format)
    if given.picture and found.grades:
        from bot.present.heat_picture import picture
        from bot.present.heat_table import heat_table

        write_bytes(given.picture, picture(heat_table(found)).png)
        print(f"Drawn: {given.picture}", file=sys.stderr)
    elif given.picture:
        print("No picture: there is nothing to draw.", file=sys.stderr)
    return DONE
