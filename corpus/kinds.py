"""The kinds of report that are told apart, as they are called."""

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
