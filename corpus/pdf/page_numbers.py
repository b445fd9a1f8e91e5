"""The numbers printed on a document's pages, read off its running heads and feet.

What a PDF calls its pages is often set by the program that wrote it, and is not what is printed on them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from corpus.pdf.lines import in_margin
from corpus.pdf.printed import PrintedPage

SHARE: Final = 0.5  # of the pages must bear a number that fits
FEWEST: Final = 3  # pages
_ALONE = re.compile(r"\s*(?:page\s+)?(?:[-\u2013]\s*)?(\d{1,4})(?:\s*[-\u2013])?(?:\s+of\s+\d+)?\s*", re.I)
_AT_AN_END = re.compile(r"(\d{1,4})\s{2,}\S.*|.*\S\s+(\d{1,4})|(\d{1,4})\s+\D.*")


def printed_numbers(pages: Sequence[PrintedPage]) -> tuple[str | None, ...]:
    """The number printed on each page; ``None`` for each page where the document counts none, or not in order."""
    found = [set(_numbers(page)) for page in pages]
    shifts = Counter(number - n for n, own in enumerate(found) for number in own)
    if not shifts:
        return (None,) * len(pages)
    shift, count = max(shifts.items(), key=lambda item: (item[1], item[0]))
    if count < max(FEWEST, SHARE * len(pages)):
        return (None,) * len(pages)
    first = next(n for n, own in enumerate(found) if n + shift in own)
    return tuple(str(n + shift) if n >= first else None for n in range(len(pages)))


def _numbers(page: PrintedPage) -> Iterator[int]:
    """The numbers that may be a page's: alone in a line of a margin, or at an end of it."""
    for line in page.lines:
        if in_margin(line, page):
            text = page.words(line)
            match = _ALONE.fullmatch(text) or _AT_AN_END.fullmatch(text)
            if match:
                yield from (int(group) for group in match.groups() if group)
