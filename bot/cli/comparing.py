"""``reportbot compare``: one topic in two inspections of a body, or in several bodies."""

from __future__ import annotations

import argparse

from bot.cli.opening import DONE, Commands, indexed, live_index, year
from bot.config import Settings
from corpus.errors import ReportbotError

FORMATS = ("text", "md", "json")
ONE_BODY = 'name a body, as in: reportbot compare "front door" --body Oxfordshire'


def add(commands: Commands) -> None:
    """Add the command to those of the terminal."""
    compare = commands.add_parser("compare", parents=[indexed()], help="set inspections on one topic side by side")
    compare.epilog = 'example: reportbot compare "front door" --body Oxfordshire --years 2019 2024'
    compare.add_argument("topic", help="what to compare, as in: front door")
    compare.add_argument(
        "--body", action="append", default=[], help="a force, service or area; twice for two of them side by side"
    )
    compare.add_argument("--years", type=year, nargs="+", default=[], metavar="YEAR", help="inspections of these years")
    compare.add_argument("--since", type=year, metavar="YEAR", help="only reports from this year on")
    compare.add_argument("--until", type=year, metavar="YEAR", help="only reports up to this year")
    compare.add_argument(
        "-k", type=_quotes, dest="quotes", default=None, metavar="N", help="quotes of each side, 1 to 10"
    )
    compare.add_argument("--format", choices=FORMATS, default="text", help="how the comparison is printed")
    compare.set_defaults(run=_compare)


def _quotes(text: str) -> int:
    if not (text.isdigit() and 1 <= int(text) <= 10):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 to 10")
    return int(text)


def _compare(settings: Settings, given: argparse.Namespace) -> int:
    from bot.compared import COMPARED
    from bot.sides import QUOTES, InspectionsSought

    if not given.body:
        raise ReportbotError(ONE_BODY)
    wanted = InspectionsSought(
        given.topic, tuple(given.body), tuple(given.years), given.since, given.until, given.quotes or QUOTES
    )
    print(COMPARED[given.format](live_index(settings, given).compare(wanted)).rstrip("\n"))
    return DONE
