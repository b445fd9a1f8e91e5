"""The words in which grades are printed, and those that make a sentence speak of another inspection."""

from __future__ import annotations

import re
from typing import Final

from corpus.types import Report
from corpus.vocabulary.dates import years_in
from corpus.vocabulary.scales import PRINTED

_PRINTED: Final = re.compile(rf"(?P<grade>{PRINTED})(?P<added>\s*\([^)]*\))?[.*]?", re.I)
_ANY: Final = re.compile(rf"\b(?:{PRINTED})\b", re.I)
ELSEWHERE: Final = re.compile(
    r"\b(?:previous(?:ly)?|last|earlier|former(?:ly)?|before|since|prior|used to|compar\w+|than|national\w*"
    r"|all forces|other (?:forces|services|areas)|most (?:forces|services)|average)\b",
    re.I,
)
DENIED: Final = re.compile(
    r"\b(?:not|never|nor|neither|no longer|without|cannot|had been|has been|have been|would|could|should|might|may"
    r"|if|unless|until|almost|nearly|becom\w+|improv(?:ed|ing) to|but|however|although|though|while|except)\b|n[’']t\b",
    re.I,
)


def grade_of(text: str) -> tuple[str, str] | None:
    """The grade that a text states and nothing else, and the text as printed; or None.

    What is added in brackets may be another grade: *Good (2018: Inadequate)*.
    """
    text = text.strip()
    match = _PRINTED.fullmatch(text)
    return (normal(match["grade"]), text.rstrip(".*")) if match else None


def normal(grade: str) -> str:
    """A grade as scales name it."""
    return grade.lower().removesuffix(" to be good")


def grades_in(text: str) -> set[str]:
    """All grades that a text names."""
    return {normal(found) for found in _ANY.findall(text)}


def is_elsewhere(text: str, report: Report) -> bool:
    """Whether a heading speaks of another inspection, or of other bodies, than the report's own."""
    return bool(ELSEWHERE.search(text)) or not years_in(text) <= years_in(report.title)
