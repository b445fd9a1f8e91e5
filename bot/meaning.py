"""What a change does to what is said: numbers, dates, grades, names, and negations lost or put in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.quotations import Quotation, insertions_of
from bot.understand import GRADES
from bot.wording import Change, spoken, tokens
from corpus.gazetteer import Gazetteer

LITTLE = 3  # tokens: who leaves out so few and a negation among them turns what is said
FAR = 150  # tokens between two parts of a quotation that a reader is told of
_MONTHS = "january february march april may june july august september october november december".split()
_DENIALS = frozenset("no not never none neither nor cannot without nobody nothing".split())
_GRADE = re.compile(rf"\b(?:{GRADES})\b", re.I)


def kinds_of(found: Sequence[Change], names: Gazetteer) -> Iterator[str]:
    """What was changed, worst first, where a change is of a kind that alters what is said."""
    words = [text for kind, text in found if kind != "same"]
    if not words:
        return
    plain = " ".join(words)
    lower = re.findall(r"[\w']+", plain.lower())
    tests = {
        "a date": any(month in lower for month in _MONTHS) or bool(re.search(r"\b(?:19|20)\d\d\b", plain)),
        "a number": bool(re.search(r"\d", re.sub(r"\b(?:19|20)\d\d\b", "", plain))),
        "a grade": bool(_GRADE.search(plain)),
        "a negation": _denies(lower),
        "a name": any(names.find(text) for text in words) or bool(re.search(r"(?<!^)\b[A-Z]\w+", " ".join(words))),
    }
    kinds = [kind for kind, holds in tests.items() if holds]
    true, given = ("".join(text for kind, text in found if kind == one).lower() for one in ("left out", "put in"))
    yield from ["the case of letters"] if true == given else kinds or ["words"]


def turned_by(quotation: Quotation, gaps: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """What is changed where an insertion puts in a negation, or an ellipsis leaves out little else."""
    inserted = insertions_of(quotation.text)
    turned = any(map(_denies, (tokens(words) for words in inserted))) or any(
        _denies(words) for words in gaps if len(words) <= LITTLE
    )
    return ("a negation",) if turned else ()


def notes_on(quotation: Quotation, gaps: Sequence[Sequence[str]]) -> Iterator[str]:
    """What a reader is told of what was left out between the parts of a quotation, and of what was put in."""
    for words in gaps:
        if len(words) > FAR:
            yield f"{len(words)} words and marks stand between two of its parts"
        elif _denies(words):
            yield f"the words left out hold a negation: \u201c{spoken(words)}\u201d"
    for words in insertions_of(quotation.text):
        if _denies(tokens(words)):
            yield f"an insertion holds a negation: \u201c{words}\u201d"


def _denies(words: Sequence[str]) -> bool:
    return any(word.lower() in _DENIALS or word.lower().endswith("n't") for word in words)
