"""That no finding is on a topic: said only of reports that are known to list all; of others that it cannot be told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.phrases import listed
from bot.registers.whole import lists_all
from corpus.registers.findings import KINDS
from corpus.types import Report
from index.search import Index

ANY_KIND: Final = ("area to improve", "areas to improve")  # a finding of whatever kind, and several
ALL: Final = "No {kind}{about} was found in {reports}, which {list} all of them."
SOME: Final = (
    "No {kind}{about} was found in {whole} of the {count} reports looked into, {reports}: {that} {is}"
    " known to list all. Of the others it cannot be told."
)
NONE: Final = "Whether there is {a} {kind}{about} cannot be told: {reports} {is} not known to list all."


def none_told(index: Index, reports: Sequence[Report], kinds: Sequence[str], topic: str, named: str) -> str:
    """What may be said where nothing was found; ``named`` is what the reports are called in a sentence."""
    about = f" about \u201c{topic}\u201d" * bool(topic)
    kind = ANY_KIND[0] if {*kinds} == {*KINDS} else listed(kinds, "or")
    whole, several = sum(_lists(index, one, kinds) for one in reports), len(reports) > 1
    if whole and whole == len(reports):
        return ALL.format(kind=kind, about=about, reports=named, list="list" if several else "lists")
    if whole:
        one = whole == 1
        that, verb = "that one" if one else "those", "is" if one else "are"
        return SOME.format(
            kind=kind, about=about, whole=whole, count=len(reports), reports=named, that=that, **{"is": verb}
        )
    article = "an" if kind[0] in "aeiou" else "a"
    return NONE.format(a=article, kind=kind, about=about, reports=named, **{"is": "are" if several else "is"})


def _lists(index: Index, report: Report, kinds: Sequence[str]) -> bool:
    """Whether a report lists all its findings of these kinds; of all kinds, all that its form has."""
    enough = any if {*kinds} == {*KINDS} else all
    found = len(index.store.findings(report.id))
    return enough(lists_all(report, kind, found) for kind in kinds)
