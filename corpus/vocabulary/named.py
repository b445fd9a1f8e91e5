"""How sentences of reports, and quotations of them, name grades, services and inspectorates: patterns, case ignored."""

from __future__ import annotations

from typing import Final

GRADES: Final = r"outstanding|good|adequate|requires? improvement|inadequate"
SERVICES: Final = {
    "police": r"\b(?:police|policing|officers?|force|forces|constabulary|detectives?|chief constable|PEEL|custody)\b",
    "fire": r"\b(?:fire|brigade|frs|firefighters?|chief fire officer)\b",
}
INSPECTORATES: Final = {
    "Ofsted": r"\bOfsted\b",
    "CQC": r"\bCQC\b|\bCare Quality Commission\b",
    "HMICFRS": r"\bHMICFRS\b|\bHMIC\b|\bInspectorate of Constabulary\b",
    "HMI Probation": r"\bHMI Probation\b|\bHMIP\b|\binspectorate of probation\b",
}
