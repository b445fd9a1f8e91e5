"""``reportbot findings``: what inspectors asked for, as a register."""

from __future__ import annotations

import argparse

from bot.cli.opening import DONE, Commands, indexed, live_index, narrowed, open_store, shown_as
from bot.config import Settings
from bot.findings import FindingsSought, find_findings
from bot.findings_shown import SHOWN
from corpus.findings import CONCERN, IMPROVEMENT, PRIORITY, RECOMMENDATION
from corpus.gazetteer import gazetteer

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
    findings.add_argument("--kind", choices=KINDS, action="append", help="only findings of this kind; may be repeated")
    findings.add_argument("--topic", metavar="WORDS", help="only findings on this, the most alike first")
    findings.set_defaults(run=_findings)


def _findings(settings: Settings, given: argparse.Namespace) -> int:
    kinds = tuple(KINDS[kind] for kind in given.kind or ())
    sought = FindingsSought(given.body, kinds, given.topic, given.since, given.until)
    if sought.topic:
        index = live_index(settings, given).index
        found = find_findings(index.store, gazetteer(), sought, index)
    else:
        store = open_store(settings)
        found = find_findings(store, gazetteer(), sought)
        store.close()
    print(SHOWN[given.format](found).rstrip("\n"))
    return DONE
