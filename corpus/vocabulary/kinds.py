"""The kinds of report: what they are called, by which words they are told, and which bodies they inspect."""

from __future__ import annotations

from typing import Final

PEEL: Final = "PEEL inspection"
FIRE: Final = "fire and rescue inspection"
JOINT_TARGETED: Final = "joint targeted area inspection"
SEND: Final = "area SEND inspection"
PROGRESS_REVIEW: Final = "joint area review progress inspection"
REVISIT: Final = "revisit letter"
ACCELERATED: Final = "accelerated cause of concern"
CRIME_DATA: Final = "crime data integrity inspection"
CUSTODY: Final = "custody inspection"
CHILD_PROTECTION: Final = "child protection inspection"
THEMATIC: Final = "thematic inspection"
ANNUAL: Final = "annual assessment"
SUPER_COMPLAINT: Final = "super-complaint investigation"

# The first match in the title, then on the first pages, wins.
TOLD_BY: Final[tuple[tuple[str, str], ...]] = (
    (SEND, r"area send\b.{0,20}inspection|special educational needs and.{0,80}inspection"),
    (JOINT_TARGETED, r"joint targeted area inspection|\bJTAI\b"),
    (PROGRESS_REVIEW, r"inspection of progress made|joint area review"),
    (ACCELERATED, r"accelerated causes? of concern"),
    (REVISIT, r"\brevisit|cause of concern.{0,20}(?:progress|letter)|progress letter"),
    (CRIME_DATA, r"crime data integrity"),
    (CUSTODY, r"police custody|custody suites?|custody inspection"),
    (CHILD_PROTECTION, r"national child protection|child protection (?:re-?inspection|inspection)"),
    (ANNUAL, r"state of policing|state of fire"),
    (SUPER_COMPLAINT, r"super-?complaint"),
    (THEMATIC, r"\bthematic|\btranche \d|\bspotlight report|\brapid review|an inspection of how"),
    (FIRE, r"fire (?:and|&) rescue|fire brigade|fire service"),
    (PEEL, r"\bPEEL\b|police effectiveness, efficiency and legitimacy|police effectiveness"),
)
OF_AREAS: Final = (SEND, JOINT_TARGETED, PROGRESS_REVIEW)


def bodies_inspected(kind: str) -> tuple[str, ...]:
    """The kinds of body that a kind of report inspects, likeliest first."""
    if kind in OF_AREAS:
        return ("area",)
    if kind == FIRE:
        return ("fire",)
    return ("police", "fire", "other", "area")
