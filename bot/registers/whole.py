"""Whether a report is known to list all its findings of a kind, so that none found means that there are none."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from corpus.registers.findings import CONCERN, IMPROVEMENT, PRIORITY, RECOMMENDATION
from corpus.types import Report
from corpus.vocabulary.kinds import ACCELERATED, CRIME_DATA, FIRE, JOINT_TARGETED, PEEL, REVISIT, SEND

# The kinds of report whose form is known, and what they list under headings of their own.
LISTED: Final[Mapping[str, Collection[str]]] = {
    SEND: (IMPROVEMENT, PRIORITY),
    JOINT_TARGETED: (IMPROVEMENT, PRIORITY),
    PEEL: (IMPROVEMENT, CONCERN, RECOMMENDATION),
    FIRE: (IMPROVEMENT, CONCERN, RECOMMENDATION),
}
_ON_ONE_MATTER: Final = (REVISIT, ACCELERATED, CRIME_DATA)


def lists_all(report: Report, kind: str, found: int) -> bool:
    """Whether a report lists all its findings of a ``kind`` where they are looked for.

    It is an official report of a form that is known, every page was read as text, and headings of that form were
    found: ``found`` counts its findings of all kinds.
    """
    read_whole = not (report.digest or report.unread_pages or report.ocr_pages)
    return read_whole and kind in LISTED.get(report.kind, ()) and found > 0


def why_not_all(report: Report, kinds: Collection[str]) -> str:
    """Why a report is not known to list all its findings of some kinds, in a sentence."""
    if report.digest:
        return "A digest does not list them all: see the official report."
    if report.kind in _ON_ONE_MATTER:
        return "A letter on one matter does not list them all."
    if {*kinds} & {*LISTED.get(report.kind, ())}:
        return "No heading of the usual form was found in it, or not every page could be read."
    return "Reports of this kind do not list them under headings of a form that is known here."
