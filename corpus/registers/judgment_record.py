"""Judgments of children's services on the four-point scale that was used until 2013, which numbers its grades.

Reports of these years print a grade with its number (*Grade 4 (Inadequate)*, *Inadequate Grade 4*) below or behind the
name of an area, and end in a list of all of them, the *Record of main findings*.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Final

from corpus.registers.judgment_tables import is_area
from corpus.structure.outline import Outline, OutlineBlock
from corpus.types import Judgment
from corpus.vocabulary.scales import UNTIL_2013, folded

_GRADES: Final = "|".join(UNTIL_2013)
_NUMBERED: Final = rf"grade\s+(?P<n1>[1-4])\s*\(?(?P<g1>{_GRADES})\)?|(?P<g2>{_GRADES})\s*\(?grade\s+(?P<n2>[1-4])\)?"
_ALONE: Final = re.compile(_NUMBERED, re.I)
_BEHIND: Final = re.compile(rf"(?P<area>\S.*?)\s*[:\u2013-]?\s+(?P<printed>{_NUMBERED})", re.I)
_ROW: Final = re.compile(rf"(?P<area>\S.*?)\s+(?P<printed>(?P<g3>{_GRADES}))", re.I)  # only in the record itself
_RECORD: Final = re.compile(r"record of main findings\b", re.I)
_PART: Final = re.compile(r"\b(?:services|arrangements)\b", re.I)


def in_record(outline: Outline) -> tuple[Judgment, ...]:
    """The judgments of the record of main findings; without one, those that stand with their number in the text."""
    recorded = list(_stated(outline, record=True))
    return tuple(_told_apart(recorded or list(_stated(outline, record=False))))


def _stated(outline: Outline, *, record: bool) -> Iterator[tuple[str, Judgment]]:
    """Each judgment with the part of the services that it is on, where a heading names one."""
    for before, entry in pairwise((None, *outline.blocks)):
        if entry is None or record != any(map(_RECORD.match, entry.above)):
            continue
        if found := _beside(entry, record=record) or (before and before.is_heading and _below(before, entry)):
            yield _part(entry), found


def _beside(entry: OutlineBlock, *, record: bool) -> Judgment | None:
    """The judgment of a line that gives an area and its grade; without a number only in the record itself."""
    match = _BEHIND.fullmatch(entry.text) or (_ROW.fullmatch(entry.text) if record else None)
    if not match or not _agrees(match) or not is_area(match["area"]):
        return None
    return Judgment(match["area"], _grade(match), match["printed"], entry.block.spans, "table", entry.heading)


def _below(heading: OutlineBlock, entry: OutlineBlock) -> Judgment | None:
    """The judgment of a grade that stands alone directly below the name of its area."""
    match = _ALONE.fullmatch(entry.text)
    if not match or not _agrees(match) or not is_area(heading.text):
        return None
    spans = (*heading.block.spans, *entry.block.spans)
    return Judgment(heading.text, _grade(match), match[0], spans, "line", heading.text)


def _grade(match: re.Match[str]) -> str:
    groups = match.groupdict()
    return next(grade.lower() for name in ("g1", "g2", "g3") if (grade := groups.get(name)))


def _agrees(match: re.Match[str]) -> bool:
    """Whether the number is that of the grade: 1 for outstanding, 4 for inadequate."""
    number = match.groupdict().get("n1") or match.groupdict().get("n2")
    return number is None or UNTIL_2013[int(number) - 1] == _grade(match)


def _part(entry: OutlineBlock) -> str:
    """The innermost heading that names services (*Safeguarding services*), below that of the record."""
    return next((words for words in reversed(entry.above) if _PART.search(words)), "")


def _told_apart(found: list[tuple[str, Judgment]]) -> Iterator[Judgment]:
    """Judgments with the part in their name where two parts give an area of the same name."""
    parts = defaultdict[str, set[str]](set)
    for part, one in found:
        parts[folded(one.area)].add(part)
    for part, one in found:
        several = len(parts[folded(one.area)]) > 1 and part
        yield replace(one, area=f"{one.area} ({part[:1].lower()}{part[1:]})") if several else one
