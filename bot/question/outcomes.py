"""How questions name the outcomes of area SEND inspections, and ask for an outcome or judgment."""

from __future__ import annotations

import re
from typing import Final

OUTCOMES: Final = {  # as corpus.scales.OUTCOMES names them, best first
    "typically positive": r"\btypically positive\b",
    "inconsistent": r"\binconsistent\b",
    "systemic failings": r"\bsystemic fail(?:ings?|ures?)\b",
}
_JUDGMENT: Final = r"(?:outcome|judge?ment|verdict|rating|grade)s?"
_ASKED: Final = re.compile(
    r"\b(?:widespread|systemic)(?: (?:and/or|or|and) (?:widespread|systemic))? fail(?:ings?|ures?)\b"
    r"|\btypically (?:lead to )?positive\b|\binconsistent (?:experiences|outcomes?)\b"
    rf"|\b{_JUDGMENT} of inconsistent\b|\b(?:graded|rated|judged) (?:as )?inconsistent\b"
    rf"|\boverall {_JUDGMENT}\b(?! for (?:children|young|victims|people|families))"
    r"|\binspection (?:outcome|judge?ment|verdict)s?\b"
    rf"|\b{_JUDGMENT} (?:of|from|at|in) (?:(?:the|its|their|a) )?"
    r"(?:[\w'\u2019/-]+ ){0,6}?(?:inspections?|PEEL|JTAI)\b"
    r"|\b(?:what|which) (?:[\w-]+ ){0,3}(?:judge?ment|verdict)s?\b"
    r"|\bhow did (?:the )?(?:inspector(?:ate)?s?|Ofsted|CQC|HMIC(?:FRS)?|they) (?:grade|rate|judge)\b",
    re.I,
)
_ALONE: Final = re.compile(  # of the body alone: what else is graded, such as risk, is no judgment of inspectors
    r"^(?:and )?what (?:was|were|is|are) (?:the|its|their) (?:\w+ )?outcomes?\W*$"
    r"|^(?:and )?how (?:was|were|is|are) (?:(?:the|its) )?(?:force |service |area |partnership |it |they )?"
    r"(?:graded|rated|judged)\b",
    re.I,
)


def asked(text: str, topic: str) -> bool:
    """Whether a question asks for an outcome or a judgment; ``topic`` is it without the names of bodies."""
    return bool(_ASKED.search(text) or _ALONE.match(topic))


def named(text: str) -> frozenset[str]:
    """The outcomes that a text names."""
    return frozenset(name for name, pattern in OUTCOMES.items() if re.search(pattern, text, re.I))
