"""``reportbot findings``: what inspectors asked for, as a register."""

from __future__ import annotations

import argparse

from bot.cli.opening import DONE, Commands, Once, indexed, live_index, narrowed, print_register, shown_as
from bot.config import Settings
from bot.present.findings import SHOWN
from bot.registers.findings import FindingsSought
from corpus.registers.findings import CONCERN, IMPROVEMENT, PRIORITY, RECOMMENDATION

KINDS = {
    "improvement": IMPROVEMENT,
    "priority": PRIORITY,
    "concern": CONCERN,
    "recommendation": RECOMMENDATION,
}


def add(commands: Commands) -> None:
    """Add the command to those of the terminal."""
    findings = commands.add_parser(
        "findings",
        parents=[indexed(), narrowed(), shown_as(SHOWN)],
        help="list what inspectors asked for, each with its page",
    )
    findings.epilog = (
        "example: reportbot findings --body Gwent --kind improvement --topic calls --format csv > gwent.csv"
    )
    findings.add_argument("--kind", choices=KINDS, action="append", help="only findings of this kind; may be repeated")
    findings.add_argument("--topic", action=Once, metavar="WORDS", help="only findings on this, the most alike first")
    findings.set_defaults(run=_findings)


def _findings(settings: Settings, given: argparse.Namespace) -> int:
    kinds = tuple(KINDS[kind] for kind in given.kind or ())
    sought = FindingsSought(given.body, kinds, given.topic, given.since, given.until)
    found = live_index(settings, given).findings(sought)
    print_register(SHOWN[given.format](found), given.format)
    return DONE
