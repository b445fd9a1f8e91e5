"""From the mark of a footnote to the note it leads to."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from corpus.types import Block, Mark, Page, Span

_LABELS = re.compile(r"\d+|[^\W\d_]+|[^\w\s,;()\[\].\u2013-]+")
_RAISED = str.maketrans("\u00b9\u00b2\u00b3\u2070\u2074\u2075\u2076\u2077\u2078\u2079", "1230456789")


def linked(page: Page, marks: Iterable[tuple[int, int]], notes: Mapping[str, Sequence[Block]]) -> tuple[Mark, ...]:
    """The marks of a page, each with the words of its note; ``notes`` as in :func:`by_label`."""
    return tuple(Mark(start, end, _note(page, start, end, notes)) for start, end in marks)


def by_label(blocks: Iterable[Block]) -> dict[str, list[Block]]:
    """The notes among blocks by the label with which each begins."""
    found: dict[str, list[Block]] = defaultdict(list)
    for block in blocks:
        if block.label:
            found[block.label.strip("[](). ").translate(_RAISED)].append(block)
    return found


def _note(page: Page, start: int, end: int, notes: Mapping[str, Sequence[Block]]) -> tuple[Span, ...]:
    """The words of the notes that a mark leads to, which may name several."""
    labels = _LABELS.findall(page.text[start:end].translate(_RAISED))
    return tuple(span for label in labels for span in _nearest(notes.get(label, ()), page.number))


def _nearest(notes: Sequence[Block], page: int) -> tuple[Span, ...]:
    """The words of the note on the page of its mark, or else of the first on a later page, where notes stand last."""
    behind = [note.spans for note in notes if note.spans[0].page >= page]
    return behind[0] if behind else ()
