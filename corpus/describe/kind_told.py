"""Which kind of report a document is: told by its cover and titles, else by what it calls itself."""

from __future__ import annotations

import re
from collections.abc import Iterable

from corpus.describe.gazetteer import Gazetteer
from corpus.describe.opening import Opening
from corpus.vocabulary.kinds import Kind, kinds

LONGEST = 80  # characters of a title's own words that serve as a kind
BEFORE = 120  # characters before a kind's name in which *this* or *our* shows that the report means itself
_SELF = re.compile(r"\b(?:this|our|the present)\b[^.]{0,80}$", re.I)
_YEARS = re.compile(r"\b(?:19|20)\d\d(?:\s?[/\u2013-]\s?(?:20)?\d\d)?\b")
_ENDS_OPEN = re.compile(r"(?:\s(?:of|in|for|on|at|to|and|the|by))+(?=\s*(?:[:,;\u2013]|$))|\s+(?=[:,;])", re.I)


def told_on_cover(opening: Opening) -> Kind | None:
    """The first kind that lines of the cover tell whatever the title is: those of papers laid before Parliament."""
    cover = "\n".join(opening.cover)
    return next((kind for kind in kinds() if kind.on_cover and kind.told_by.search(cover)), None)


def told_by(text: str, opening: Opening) -> Kind | None:
    """The first kind that a text tells, of those that one of the inspectorates named makes."""
    return next((kind for kind in kinds() if kind.told_by.search(text) and _may_be(kind, opening)), None)


def told_of_itself(opening: Opening) -> Kind | None:
    """The first kind that the first pages call *this inspection*, or the like."""
    for kind in kinds():
        starts: Iterable[int] = (match.start() for match in kind.told_by.finditer(opening.front))
        if any(_SELF.search(opening.front[max(0, at - BEFORE) : at]) for at in starts) and _may_be(kind, opening):
            return kind
    return None


def own_words(title: str, names: Gazetteer) -> str:
    """The words of a title without bodies and years: the kind of a report of no series known, or nothing."""
    for mention in reversed(names.find(title, within=False)):
        title = f"{title[: mention.start]} {title[mention.end :]}"
    words = " ".join(_YEARS.sub(" ", title).split())
    words = _ENDS_OPEN.sub("", words).strip(" ,;:.\u2013-[]()")
    if len(words) > LONGEST:
        words = re.split(r"[:;\u2013]", words)[0].strip()
    return words[:1].lower() + words[1:] if len(words) <= LONGEST and len(words.split()) > 1 else ""


def _may_be(kind: Kind, opening: Opening) -> bool:
    """Whether one of the inspectorates that make such reports is named, or none at all is."""
    return not (kind.inspectorates and opening.makers) or bool(opening.makers.intersection(kind.inspectorates))
