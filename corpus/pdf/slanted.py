"""Headings in italics: short lines that stand alone above the text they head, on the lowest level."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import Final

from corpus.pdf.grouping import Group
from corpus.pdf.lines import ENDED

FEWEST: Final = 2  # such lines of a document, from which they are headings


def with_slanted(groups: Sequence[Group]) -> list[Group]:
    """Groups of lines, those made headings that stand in italics above others, where a document has several."""
    found = [group for group, after in zip_longest(groups, groups[1:]) if _is_heading(group, after)]
    for group in found if len(found) >= FEWEST else []:
        group.kind = "heading"
    return list(groups)


def _is_heading(group: Group, after: Group | None) -> bool:
    """Whether a group is a line in italics that has not ended, and text that is set otherwise follows it."""
    first = group.lines[0]
    alone = group.kind == "paragraph" and len(group.lines) == 1 and not group.skip
    if not alone or not first.line.slanted or ENDED.search(first.text) or first.text.endswith(","):
        return False
    if after is None or after.kind not in ("paragraph", "item"):
        return False
    return after.lines[0].cell == first.cell and not after.lines[0].line.slanted
