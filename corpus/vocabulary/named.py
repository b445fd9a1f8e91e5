"""How reports, and those who quote them, name services, inspectorates and kinds of report: patterns, case ignored."""

from __future__ import annotations

from typing import Final

from corpus.vocabulary.kinds import CRIME_DATA, CUSTODY, FIRE, JOINT_TARGETED, PEEL, REVISIT, SEND

SERVICES: Final = {
    "police": r"\b(?:police|policing|officers?|force|forces|constabulary|detectives?|chief constable|PEEL|custody)\b",
    "fire": r"\b(?:fire|brigade|frs|firefighters?|chief fire officer)\b",
}
CALLED: Final = {  # by the names of the service itself, without what it deals with
    "police": r"\b(?:police|policing|constabulary|police officers?)\b",
    "fire": r"\b(?:fire (?:and rescue )?service|fire brigade|firefighters?)\b",
    "area": r"\b(?:council|local authority|social (?:care|workers?)|children['\u2019]s services)\b",
}
INSPECTORATES: Final = {
    "Ofsted": r"\bOfsted\b",
    "CQC": r"\bCQC\b|\bCare Quality Commission\b",
    "HMICFRS": r"\bHMICFRS\b|\bHMIC\b|\bInspectorate of Constabulary\b",
    "HMI Probation": r"\bHMI Probation\b|\bHMIP\b|\binspectorate of probation\b",
}
KINDS: Final = {
    SEND: r"\b(?:area )?SEND (?:inspection|report|visit)",
    JOINT_TARGETED: r"\bJTAI\b|\bjoint targeted\b",
    PEEL: r"\bPEEL\b",
    FIRE: r"\bfire (?:and rescue |service )?(?:inspection|report)\b",
    REVISIT: r"\brevisit",
    CRIME_DATA: r"\bcrime data integrity\b",
    CUSTODY: r"\bcustody inspection\b",
}
