"""Judgments of single inspections of children's services (2013 to 2018): numbered areas on the front page, the board.

The front page lists the areas by number (*2.1 Adoption performance*), each with its grade beside or below it, in cells
that readers part in many ways. The review of the local safeguarding children board has a grade of its own, which a
heading or an opening sentence states.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from corpus.registers.judgment_tables import is_area
from corpus.registers.judgment_words import normal
from corpus.structure.outline import Outline, OutlineBlock
from corpus.types import Judgment
from corpus.vocabulary.scales import FOUR

BOARD: Final = "Local Safeguarding Children Board"
FEWEST: Final = 3  # numbered areas with a grade that such a page has at least
LINES: Final = 4  # blocks at most over which an area and its grade are spread
_GRADE: Final = rf"requires? improvement(?: to be good)?|{'|'.join(FOUR)}"
_NUMBERED: Final = re.compile(r"[1-9](?:\.[1-9])?\.?\s+[A-Z]")
_BEGUN: Final = re.compile(r"\brequires?$", re.I)
_ENDED: Final = re.compile(r"improvement(?: to be good)?", re.I)
_AREA: Final = re.compile(rf"(?P<area>.+?)\s+(?P<grade>{_GRADE})\.?", re.I)
_BOARD: Final = re.compile(
    r"(?:the )?(?:effectiveness of the )?(?:local safeguarding children board(?: \(LSCB\))?|LSCB)"
    rf"\s+(?:is\s+)?(?P<grade>{_GRADE})\.?",
    re.I,
)


def on_front(outline: Outline) -> Iterator[Judgment]:
    """The judgments that the first page lists by number, and that on the safeguarding board, wherever it stands."""
    first = [entry for entry in outline.blocks if entry.block.spans[0].page == 1]
    numbered = [found for at in range(len(first)) if (found := _numbered(first[at : at + LINES]))]
    yield from numbered if len(numbered) >= FEWEST else ()
    yield from _boards(outline)


def _numbered(entries: Sequence[OutlineBlock]) -> Judgment | None:
    """The judgment that begins with the first of these blocks, and ends with it or one of the next.

    Where a grade of several words is parted, other blocks may stand between its two lines.
    """
    first, *others = entries
    if not _NUMBERED.match(first.text):
        return None
    if _BEGUN.search(first.text):
        others = [entry for entry in others if _ENDED.fullmatch(entry.text)][:1]
    for end in range(len(others) + 1):
        parts = [first, *others[:end]]
        match = _AREA.fullmatch(" ".join(entry.text for entry in parts))
        if match and is_area(match["area"]):
            spans = tuple(span for entry in parts for span in entry.block.spans)
            return Judgment(match["area"], _normal(match["grade"]), match["grade"], spans, "table", first.heading)
        if end < len(others) and _NUMBERED.match(others[end].text):
            return None
    return None


def _boards(outline: Outline) -> Iterator[Judgment]:
    for entry in outline.blocks:
        spans, words = outline.first_sentence(entry)
        if match := _BOARD.fullmatch(words):
            yield Judgment(BOARD, _normal(match["grade"]), match["grade"], spans, "sentence", entry.heading)


def _normal(grade: str) -> str:
    return normal(re.sub(r"require improvement", "requires improvement", grade, flags=re.I))
