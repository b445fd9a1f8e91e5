"""Links that lead to a quote: to its page in a PDF, or to its exact words in a web page.

Text fragments are those of https://wicg.github.io/scroll-to-text-fragment/: the browser scrolls to the
first place where the words stand, and marks them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import Final
from urllib.parse import quote as quoted

from corpus.types import Report
from index.store import Store

LEAST: Final = 4  # words at each end of a fragment
MOST: Final = 12
BEFORE: Final = 4  # words before the quote, where its first words also occur earlier


def link(store: Store, report: Report, text: str, page: int | None) -> str:
    """The link to a report, by its address or else its file, at the place of the quoted ``text``.

    ``page`` counts from 1, and is ``None`` for a source without pages. A digest's words and pages are
    not those of the official report, so its own file is named.
    """
    own = report.url if report.url and not report.digest else None
    target = own or quoted(report.source)
    name = (own.split("?")[0] if own else report.source).lower()
    if page is not None and (own is None or name.endswith(".pdf")):
        return f"{target}#page={page}"
    if "#" in target or not (own or name.endswith((".html", ".htm"))):
        return target
    lines = [line for one in store.pages(report.id).values() for line in one.text.split("\n")]
    return f"{target}{text_fragment(text, lines)}"


def text_fragment(text: str, blocks: Sequence[str]) -> str:
    """The text fragment that leads to ``text`` in a page of these blocks of text, as short as possible.

    A browser looks for each part of a fragment within one block, and ignores case.
    """
    page = _PageWords([" ".join(block.split()) for block in blocks if block.strip()])
    at = page.find(text)
    whole = f"#:~:text={_before(page, text, at)}{_encoded(text)}"
    words = text.split()
    if len(words) <= 2 * LEAST or at < 0:
        return whole
    first = next((n for n in range(LEAST, MOST) if page.find(" ".join(words[:n])) == at), MOST)
    first = min(first, page.left(at))
    start = " ".join(words[:first])
    last = next((n for n in range(LEAST, MOST) if _ends_there(page, text, words[-n:], at + len(start))), MOST)
    last = min(last, len(page.before(at + len(text))))
    if first + last >= len(words):
        return whole
    return f"#:~:text={_before(page, start, at)}{_encoded(start)},{_encoded(' '.join(words[-last:]))}"


class _PageWords:
    """A page's text as a browser finds words in it."""

    def __init__(self, blocks: Sequence[str]) -> None:
        self._starts = [0, *accumulate(len(block) + 1 for block in blocks)]
        self._text = " ".join(blocks)
        self._lower = self._text.lower()

    def find(self, words: str, start: int = 0) -> int:
        """Where words first occur from ``start`` on, or -1."""
        return self._lower.find(words.lower(), start)

    def left(self, at: int) -> int:
        """How many words of its block follow a place."""
        return len(self._text[at : self._starts[bisect_right(self._starts, at)]].split())

    def before(self, at: int) -> list[str]:
        """The words before a place in its block; at the start of a block, those of the block before."""
        block = bisect_right(self._starts, at - 1) - 1
        return self._text[self._starts[block] : at].split()


def _ends_there(page: _PageWords, text: str, words: Sequence[str], start: int) -> bool:
    """Whether these last words of the text first occur after ``start`` at its end."""
    end = " ".join(words)
    return page.find(end, start) == page.find(text) + len(text) - len(end)


def _before(page: _PageWords, start: str, at: int) -> str:
    """The prefix that a fragment needs where its first words also occur earlier in the page."""
    if at <= 0 or page.find(start) == at:
        return ""
    return f"{_encoded(' '.join(page.before(at)[-BEFORE:]))}-,"


def _encoded(words: str) -> str:
    return quoted(words, safe="").replace("-", "%2D")
