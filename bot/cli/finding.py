"""``reportbot findings``: what inspectors asked for, as a register."""

from __future__ import annotations

import argparse

from bot.cli.opening import (
    DONE,
    Commands,
    Once,
    build_first,
    indexed,
    live_index,
    narrowed,
    open_store,
    print_register,
    shown_as,
)
from bot.config import Settings
from bot.present.findings import SHOWN
from bot.registers.findings import FindingsSought, find_findings
from corpus.describe.gazetteer import gazetteer
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
    if sought.topic:
        index = live_index(settings, given).index
        found = find_findings(index.store, gazetteer(), sought, index)
    else:
        build_first(settings, given)
        store = open_store(settings)
        found = find_findings(store, gazetteer(), sought)
        store.close()
    print_register(SHOWN[given.format](found), given.format)
    return DONE
