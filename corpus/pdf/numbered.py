"""Lines that begin a numbered paragraph, where the numbers count up through a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.pdf.grouping import PARAGRAPH_GAP, Style
from corpus.pdf.lines import ENDED, Placed
from corpus.structure.counted import counted


def with_numbers(lines: Sequence[Placed], style: Style) -> list[Placed]:
    """The lines of the text, with the characters counted that are the number of a paragraph.

    Where most lines of a run are set as headings are, they are numbered headings.
    """
    found: dict[int, int] = {}
    for run in counted(list(_told(lines, style))):
        if 2 * sum(style.stands_out(lines[n].line) for n in run) < len(run):
            found |= run
    return [replace(item, counted=found[n]) if n in found else item for n, item in enumerate(lines)]


def _told(lines: Sequence[Placed], style: Style) -> Iterator[tuple[str, bool]]:
    """The text of each line, and whether it may begin a paragraph; none of what cannot be one."""
    before: Placed | None = None
    for item in lines:
        if item.line.label or style.is_note(item.line):
            yield "", False
        else:
            yield _with_gap(item), before is None or _has_ended(before, item, style)
        before = item


def _with_gap(item: Placed) -> str:
    """The text of a line, with a tab where a wide gap stands behind its first word."""
    pieces, text = item.line.pieces, item.text
    end = pieces[0].end - item.line.start if len(pieces) == 2 else 0
    return f"{text[:end]}\t{text[end + 1 :]}" if text[end : end + 1].isspace() and text[:end].isalnum() else text


def _has_ended(before: Placed, item: Placed, style: Style) -> bool:
    """Whether a paragraph has ended before a line."""
    apart = before.page == item.page and item.line.bottom - before.line.bottom > PARAGRAPH_GAP * style.leading
    return apart or bool(ENDED.search(before.text)) or style.stands_out(before.line)
