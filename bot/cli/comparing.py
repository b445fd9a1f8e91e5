"""``reportbot compare``: one topic in two inspections of a body, or in several bodies."""

from __future__ import annotations

import argparse
from typing import Final

from bot.cli.opening import DONE, Commands, Once, dated, indexed, live_index, shown_as, up_to, year
from bot.compare.comparer import QUOTES, InspectionsSought
from bot.config import Settings
from bot.present.comparison import SHOWN
from corpus.errors import ReportbotError

MOST_QUOTES: Final = 10  # of each side
ONE_BODY: Final = 'name a body, as in: reportbot compare "front door" --body Oxfordshire'


def add(commands: Commands) -> None:
    """Add the command to those of the terminal."""
    compare = commands.add_parser(
        "compare", parents=[indexed(), dated(), shown_as(SHOWN)], help="set inspections on one topic side by side"
    )
    compare.epilog = 'example: reportbot compare "front door" --body Oxfordshire --years 2019 2024'
    compare.add_argument("topic", help="what to compare, as in: front door")
    compare.add_argument(
        "--body", action="append", default=[], help="a force, service or area; twice for two of them side by side"
    )
    compare.add_argument(
        "--years",
        action=Once,
        type=year,
        nargs="+",
        default=[],
        metavar="YEAR",
        help="inspections of these years",
    )
    compare.add_argument(
        "-k",
        action=Once,
        type=up_to(MOST_QUOTES),
        dest="quotes",
        default=QUOTES,
        metavar="N",
        help="quotes of each side, 1 to 10",
    )
    compare.set_defaults(run=_compare)


def _compare(settings: Settings, given: argparse.Namespace) -> int:
    if not given.body:
        raise ReportbotError(ONE_BODY)
    wanted = InspectionsSought(
        given.topic, tuple(given.body), tuple(given.years), given.since, given.until, given.quotes
    )
    print(SHOWN[given.format](live_index(settings, given).compare(wanted)).rstrip("\n"))
    return DONE
