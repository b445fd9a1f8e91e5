"""The printed lines of a document's text: without running heads and feet, without lists of contents."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from corpus.pdf.printed import Line, PrintedPage
from corpus.types import Span

SLOT = 3.0  # points: running heads stand at the same height on all pages, up to this
REPEATED = 0.7  # share of the pages with words at one place of a margin that bear the same ones as others there
APART = 0.8  # sizes between a running head and the text, where its words stand on one page alone
MARGIN = 0.13  # share of a page's height in which running heads and feet stand
PAGE_NUMBER = re.compile(
    r"\s*(?:page\s+)?(?:[-\u2013]\s*)?(?:\d{1,4}|[ivxl]+)(?:\s*[-\u2013])?(?:\s+of\s+\d+)?\s*", re.I
)
BROWSERS = re.compile(  # what a browser prints on each page of a web page: its address, or when it was printed
    r"(?:https?|file)://\S+(?:\s+\d+/\d+)?|\d{1,2}[/.]\d{1,2}[/.]\d{2,4},? \d{1,2}:\d{2}(?: [AP]M)?\b.*", re.I
)
CONTENTS_ENTRY = re.compile(r".*\S\s*(?:\s|\.{3}|\u2026)\d{1,3}(?:\s?[-\u2013]\s?\d{1,3})?|.*\.{5}.*")
CONTENTS_TITLE = re.compile(r"(?:table of )?contents:?", re.I)
ENDED = re.compile(r"[.!?:;][\"'\u2019\u201d)\]]*\d{0,2}$")

_Slot: TypeAlias = tuple[int, int]  # a height on the page, and the size of what is set there

_LABELS = re.compile(r"\d+|[^\W\d_]+|[^\w\s,;()\[\].\u2013-]+")  # of a mark, which may lead to several notes
_LABEL = re.compile(r"[\[(]?(\d+|[a-z]|[^\w\s]+?)[\])]?[.:]?\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Placed:
    """A line with its page, its text, and its number in the text of the page.

    ``cell`` counts the cells of tables that hold sentences, from 1, and ``column`` theirs; both are 0 elsewhere.
    ``label`` counts the characters at its start that are the mark of a note and what parts it from the note.
    It is ``behind`` others where words of another cell stand before it in its printed line. ``counted`` counts the
    characters at its start that are the number of a paragraph, and the blank behind it.
    """

    page: int
    line: Line
    text: str
    number: int
    cell: int = 0
    column: int = 0
    label: int = 0
    behind: bool = False
    counted: int = 0

    @property
    def span(self) -> Span:
        """Its characters."""
        return Span(self.page, self.line.start, self.line.end)


def text_lines(pages: Sequence[PrintedPage]) -> list[Placed]:
    """The lines of the pages' text in the order in which the pages give them."""
    return _without_contents(_without_furniture(pages), pages)


def _placed(pages: Sequence[PrintedPage]) -> Iterator[Placed]:
    known: set[str] = set()
    for number, page in enumerate(pages, start=1):
        known.update(label for start, end in page.marks for label in _LABELS.findall(page.text[start:end]))
        order = sorted(page.lines, key=lambda line: line.start)
        numbers = {line.start: n for n, line in enumerate(order)}
        for line in page.lines:
            words = page.words(line)
            yield Placed(number, line, words, numbers[line.start], label=_label(line, words, known))


def _label(line: Line, words: str, known: Collection[str]) -> int:
    """How many characters at a line's start are the label of a note: raised, or that of a mark up to this page."""
    if line.label:
        behind = words[line.label :]
        return len(words) - len(behind.lstrip(" \r\n.)]"))
    found = _LABEL.match(words)
    return found.end() if found and found[1] in known else 0


def in_margin(line: Line, page: PrintedPage) -> str:
    """``head`` or ``foot`` when the line stands in that margin of its page, else ''."""
    if line.bottom < MARGIN * page.height:
        return "head"
    return "foot" if line.top > (1 - MARGIN) * page.height else ""


def _without_furniture(pages: Sequence[PrintedPage]) -> list[Placed]:
    """Drop running heads and feet, and page numbers."""
    lines = list(_placed(pages))
    margins = [in_margin(item.line, pages[item.page - 1]) for item in lines]
    edge = [item for item, margin in zip(lines, margins, strict=True) if margin]
    often = 2 if len(pages) <= 4 else max(3, round(0.25 * len(pages)))
    same = Counter({(in_margin(item.line, pages[item.page - 1]), _shape(item.text), item.page) for item in edge})
    repeats = Counter((margin, shape) for margin, shape, _ in same)
    slots = _slots(edge, often)
    return [
        item
        for item, margin in zip(lines, margins, strict=True)
        if not (margin and _is_furniture(item, repeats[margin, _shape(item.text)] >= often, slots, pages))
    ]


def _slots(edge: Sequence[Placed], often: int) -> dict[_Slot, Counter[str]]:
    """The places in margins that hold the running heads of chapters, each of which stands on few pages.

    A place is one where the words of most pages come back on others: unlike those of the text's first lines.
    """
    words: dict[_Slot, dict[int, str]] = defaultdict(dict)
    for item in edge:
        words[_slot(item.line)][item.page] = _shape(item.text)
    found = {slot: Counter(by_page.values()) for slot, by_page in words.items() if len(by_page) >= often}
    return {slot: counts for slot, counts in found.items() if _come_back(counts)}


def _come_back(counts: Counter[str]) -> bool:
    return sum(count for count in counts.values() if count > 1) >= REPEATED * counts.total()


def _slot(line: Line) -> _Slot:
    return round(line.top / SLOT), round(line.size)


def _is_furniture(
    item: Placed, repeats: bool, slots: Mapping[_Slot, Counter[str]], pages: Sequence[PrintedPage]
) -> bool:
    """Whether a line in a margin is a page's number, or a running head or foot."""
    if PAGE_NUMBER.fullmatch(item.text) or BROWSERS.fullmatch(item.text):
        return True
    counts = slots.get(_slot(item.line), Counter())
    in_slot = counts and (counts[_shape(item.text)] > 1 or _is_apart(item.line, pages[item.page - 1]))
    # A sentence of the text may come back at the same height by chance; furniture is short.
    return bool(repeats or in_slot) and not ENDED.search(item.text)


def _is_apart(line: Line, page: PrintedPage) -> bool:
    """Whether a line in a margin stands apart from the text, by more than its lines do from one another."""
    if in_margin(line, page) == "head":
        return all(other.top - line.bottom > APART * line.size for other in page.lines if other.top > line.top + 1)
    return all(line.top - other.bottom > APART * line.size for other in page.lines if other.top < line.top - 1)


def _shape(text: str) -> str:
    """A line's text without numbers, so that running heads look alike, also on a page that bears none."""
    return " ".join(re.sub(r"\d+", " ", text).split()).casefold() or "#"


def _without_contents(lines: list[Placed], pages: Sequence[PrintedPage]) -> list[Placed]:
    """Drop the entries of contents lists: runs of lines that end in a page number."""
    dropped: set[int] = set()
    for number in range(1, min(len(pages), 12) + 1):
        dropped.update(_contents_entries([n for n, item in enumerate(lines) if item.page == number], lines))
    return [item for n, item in enumerate(lines) if n not in dropped]


def _are_listed(entries: Sequence[Placed]) -> bool:
    """Whether lines end in the numbers of pages: behind a wide gap, at one right edge, never a lower one below."""
    apart = [item for item in entries if item.line.pieces and len(item.line.pieces) > 1]
    edge = Counter(round(item.line.x1 / 4) for item in apart).most_common(1)
    numbers = [int(match[1]) for item in apart if (match := re.search(r"(\d+)(?:\s?[-\u2013]\s?\d+)?$", item.text))]
    return len(apart) >= 3 and edge[0][1] == len(apart) == len(entries) and numbers == sorted(numbers)


def _contents_entries(on_page: list[int], lines: list[Placed]) -> Iterable[int]:
    entries = [n for n in on_page if CONTENTS_ENTRY.fullmatch(lines[n].text)]
    titles = [n for n in on_page if CONTENTS_TITLE.fullmatch(lines[n].text)]
    dotted = sum("...." in lines[n].text for n in entries)
    if len(entries) < 3 or not (titles or dotted >= 3 or _are_listed([lines[n] for n in entries])):
        return ()
    first = titles[0] if titles else entries[0]
    # Entries that take two lines end in a number only on the second.
    return range(first, entries[-1] + 1) if len(entries) * 3 >= entries[-1] - first else entries
