"""What a change does to what is said: numbers, dates, grades, names, and negations lost or put in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.verify.tokens import Change
from corpus.describe.gazetteer import Gazetteer
from corpus.vocabulary.dates import MONTHS
from corpus.vocabulary.numbers import COUNTS
from corpus.vocabulary.scales import WRITTEN

_MONTHS = "|".join(MONTHS)  # may is a verb: it counts with its capital letter only
_DENIALS = "no|not|never|none|neither|nor|cannot|without|nobody|nothing"
_FACTS = {  # each taken out of the text before the next is looked for
    "a date": re.compile(rf"\b(?:(?:19|20)\d\d|{_MONTHS})\b"),
    "a number": re.compile(rf"(?<!\w)\d[\d,.]*(?<=\d)|\d+|\b(?i:{COUNTS})\b"),
    "a grade": re.compile(rf"\b(?:{WRITTEN})\b", re.I),
    "a negation": re.compile(rf"\b(?:(?:{_DENIALS}|\w+n['\u2019]t)\b|(?:un|in|im|ir|il|dis|mis|non)-(?!\w))", re.I),
}


def facts_of(text: str) -> dict[str, frozenset[str]]:
    """The dates, numbers, grades and negations of a text, in lower case, by the name of their kind."""
    found: dict[str, frozenset[str]] = {}
    for kind, pattern in _FACTS.items():
        found[kind] = frozenset(match[0].lower() for match in pattern.finditer(text))
        text = pattern.sub(" ", text)
    return found


def kinds_of(found: Sequence[Change], names: Gazetteer) -> Iterator[str]:
    """What was changed, worst first, where a change is of a kind that alters what is said."""
    words = [text for kind, text in found if kind != "same"]
    if not words:
        return
    true, given = (" ".join(text for kind, text in found if kind == one).lower() for one in ("left out", "put in"))
    kinds = [kind for kind, values in facts_of(" ".join(words)).items() if values]
    if any(names.find(word, within=False) for word in words) or _capitals(words) - (_words(true) & _words(given)):
        kinds.append("a name")
    yield from ["the case of letters"] if true.split() == given.split() else kinds or ["words"]


def denies(text: str) -> bool:
    """Whether a text holds a negation."""
    return bool(facts_of(text)["a negation"])


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text))


def _capitals(words: Sequence[str]) -> set[str]:
    """The words with a capital letter, in lower case, but for the first and for dates, numbers and grades."""
    text = " ".join(words)
    for pattern in _FACTS.values():
        text = pattern.sub(" ", text)
    return {word.lower() for word in re.findall(r"(?<!^)\b[A-Z]\w+", text.strip())}
