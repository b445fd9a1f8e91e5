"""Stored characters to readable text, and back: folding, sentences, words for comparison."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from types import MappingProxyType
from typing import TypeAlias

from corpus.structure.sentences import sentence_ranges
from corpus.types import Mark, Page, Span

Origin: TypeAlias = tuple[int, int, int]  # of a character of some spans: the number of its span, its page, its offset

Marks: TypeAlias = Mapping[int, Sequence[Mark]]  # of each page that bears some
NO_MARKS: Marks = MappingProxyType({})
BROKEN = "\ufffe"  # pdfium's mark for a hyphen at the end of a line
_LIGATURES = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
_PIECE = re.compile(
    rf"(?P<broken>{BROKEN}|(?<=\w)[-\u00ad\u2010](?=[ \t]*\r?\n[ \t]*\w))(?P<after>\s*)"
    r"|(?P<blank>(?: ?[^\S ]| {2,})\s*)"  # all but a plain single one
    r"|(?P<ligature>[\ufb00-\ufb06])"
    r"|(?P<dash>(?<=\w)\uf02d(?=\w))"  # of the font Symbol, whose minus has this code of private use
    r"|(?P<unseen>[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ue000-\uf8ff\x00-\x08\x0b\x0e-\x1f\x7f-\x9f])"
)
_ODD = re.compile(
    rf"[{BROKEN}\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufb00-\ufb06\ufeff\ue000-\uf8ff\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]|[-\u2010]\s"
)
_WORD_BROKEN = re.compile(rf"(?<!\w)(\w++)(?:{BROKEN}|[-\u00ad\u2010][ \t]*\r?\n)\s*(\w+)")
_STRAY = re.compile(r"  |\S [.,;:!?)\u2019\u201d]")  # around a mark that is left out: its blank goes, too
_ITEM_MARK = re.compile(r"[^\w\s.,:;!?'\"()\u2018-\u201f]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)]|o")
_PARTED = re.compile(r"\w-$")
_GOES_ON = re.compile(r"(?!(?:and|or|to)\b)[a-z]")  # short- and long-term
_PREFIXES = frozenset("co cross inter multi non post pre re self semi sub ex anti".split())


def fold(text: str, start: int, end: int, joined: Collection[str], marks: Sequence[Mark] = ()) -> tuple[str, list[int]]:
    """Readable text of ``text[start:end]``, and for each of its characters where it was taken from.

    Blanks collapse to one space, ligatures come apart, a dash of the font Symbol is one, unseen characters and the
    ``marks`` of footnotes go, and words broken over a line's end are whole again: without their hyphen when ``joined``
    holds the whole word (lower case), else with it.

    Returns:
        The folded text and a list of equal length of offsets into ``text``.
    """
    words, origin = "", list[int]()
    for first, last in between_marks(marks, start, end):
        piece, offsets = _fold(text, first, last, joined)
        stray = bool(words) and bool(_STRAY.match(f"{words[-1]}{piece[:2]}"))
        words += piece[stray:]
        origin += offsets[stray:]
    return words, origin


def between_marks(marks: Sequence[Mark], start: int, end: int) -> Iterator[tuple[int, int]]:
    """The runs of characters from ``start`` to ``end`` that are no mark."""
    for mark in marks:
        if start < mark.end and mark.start < end:
            yield start, max(start, mark.start)
            start = mark.end
    yield start, max(start, end)


def _fold(text: str, start: int, end: int, joined: Collection[str]) -> tuple[str, list[int]]:
    parts: list[str] = []
    origin: list[int] = []
    at = start
    for piece in _PIECE.finditer(text, start, end):
        parts.append(text[at : piece.start()])
        origin.extend(range(at, piece.start()))
        shown = _shown(piece, text, joined)
        parts.append(shown)
        origin.extend([piece.start()] * len(shown))
        at = piece.end()
    parts.append(text[at:end])
    origin.extend(range(at, end))
    return "".join(parts), origin


def _shown(piece: re.Match[str], text: str, joined: Collection[str]) -> str:
    if piece["blank"]:
        return " "
    if piece["ligature"]:
        return _LIGATURES[piece["ligature"]]
    if piece["dash"]:
        return "\u2013"
    if piece["unseen"]:
        return ""
    before = re.search(r"\w*$", text[max(0, piece.start() - 40) : piece.start()])
    after = re.match(r"\w*", text[piece.end() : piece.end() + 40])
    whole = (before[0] if before else "") + (after[0] if after else "")
    return "" if whole.lower() in joined else "-"


def readable(
    texts: Mapping[int, str],
    spans: Sequence[Span],
    joined: Collection[str],
    marks: Mapping[int, Sequence[Mark]] = NO_MARKS,
) -> str:
    """The folded text of spans, as :func:`seam` puts them together, without blanks at the edges.

    An item of a list begins a line, and so does a paragraph that stands behind an empty one. ``marks`` are
    left out.
    """
    whole = ""
    for span in spans:
        text = texts[span.page]
        if piece := _folded(text, span.start, span.end, joined, marks.get(span.page, ())):
            between = "\n" if whole and _begins_item(text, span.start) else seam(whole, piece)
            whole += f"{between}{piece}" if whole else piece
    return whole


def _folded(text: str, start: int, end: int, joined: Collection[str], marks: Sequence[Mark]) -> str:
    """As :func:`fold`, without blanks at the edges; quick where there is nothing but blanks to fold."""
    if marks or _ODD.search(text, start, end):
        return fold(text, start, end, joined, marks)[0].strip()
    return " ".join(text[start:end].split())


def _begins_item(text: str, start: int) -> bool:
    """Whether a bullet or a number stands before a place in its line, or an empty line above it."""
    before = text[:start].rpartition("\n")[2].strip()
    return bool(_ITEM_MARK.fullmatch(before)) if before else text[:start].rstrip(" \t").endswith("\n\n")


@dataclass(frozen=True, slots=True)
class ReportText:
    """The text of a report: its pages as they are stored, by number; ``joined`` as in :func:`fold`.

    ``marks`` are those of footnotes on pages that have some.
    """

    pages: Mapping[int, str]
    joined: Collection[str]
    marks: Marks = field(default_factory=dict)

    @classmethod
    def of(cls, pages: Iterable[Page], joined: Collection[str]) -> ReportText:
        """The text of these pages."""
        held = list(pages)
        marks = {page.number: page.marks for page in held if page.marks}
        return cls({page.number: page.text for page in held}, joined, marks)

    def words(self, spans: Sequence[Span]) -> str:
        """The :func:`readable` text of spans."""
        return readable(self.pages, spans, self.joined, self.marks)

    def stored(self, span: Span) -> str:
        """The characters of a span as they are stored, without the marks of footnotes."""
        text = self.pages[span.page]
        return "".join(text[first:last] for first, last in self._between(span))

    def offsets(self, span: Span) -> list[int]:
        """Where each of the characters of :meth:`stored` stands in its page's text."""
        return [at for run in self._between(span) for at in range(*run)]

    def _between(self, span: Span) -> Iterator[tuple[int, int]]:
        return between_marks(self.marks.get(span.page, ()), span.start, span.end)

    def printed(self, spans: Sequence[Span]) -> str:
        """As :meth:`words`, but with the marks of footnotes as they are printed, also those between spans."""
        runs: list[Span] = []
        for span in spans:
            last = runs[-1] if runs else span
            between = Span(span.page, last.end, span.start)
            if last.page == span.page and last.end <= span.start and not self.stored(between).strip():
                runs[-1] = Span(span.page, last.start, span.end)
            else:
                runs.append(span)
        return readable(self.pages, runs, self.joined)

    def marks_of(self, spans: Sequence[Span]) -> list[tuple[int, Mark]]:
        """The marks within spans and directly behind them, on the next line too, each with its page."""
        return [(span.page, mark) for span in spans for mark in self._marks_of(span)]

    def _marks_of(self, span: Span) -> Iterator[Mark]:
        text, end = self.pages[span.page], span.end
        for mark in self.marks.get(span.page, ()):
            if mark.start >= end and not text[end : mark.start].strip(" ,\r\n"):
                end = mark.end
            if span.start <= mark.start < end:
                yield mark

    def folded(self, spans: Sequence[Span]) -> tuple[str, list[Origin]]:
        """The readable text of spans, and where each of its characters comes from."""
        words: list[str] = []
        origin: list[Origin] = []
        for number, span in enumerate(spans):
            marks = self.marks.get(span.page, ())
            text, offsets = fold(self.pages[span.page], span.start, span.end, self.joined, marks)
            if words and offsets and seam(words[-1], text):
                words.append(" ")
                origin.append((number, span.page, offsets[0]))
            words.append(text)
            origin.extend((number, span.page, offset) for offset in offsets)
        return "".join(words), origin

    def sentences(self, spans: Sequence[Span]) -> Iterator[tuple[Span, ...]]:
        """The spans of each sentence of a paragraph, in order."""
        words, origin = self.folded(spans)
        return (runs_of(origin[start:end]) for start, end in sentence_ranges(words))


def runs_of(origin: Sequence[Origin]) -> tuple[Span, ...]:
    """The runs of source text that characters came from: one for each span they touch."""
    found: list[Span] = []
    at = 0
    while at < len(origin):
        number, page, first = origin[at]
        at = bisect_right(origin, number, lo=at, key=_number)  # the numbers never fall
        found.append(Span(page, first, origin[at - 1][2] + 1))
    return tuple(found)


_number = itemgetter(0)


def seam(before: str, after: str) -> str:
    """What stands between the words of two spans: a blank, or nothing where a page's end breaks a word."""
    return "" if _PARTED.search(before) and _GOES_ON.match(after) else " "


def words_to_join(texts: Sequence[str]) -> frozenset[str]:
    """The words broken over line ends that are written without a hyphen, by the document's own use.

    A word seen whole elsewhere is joined; one seen with its hyphen keeps it. The rest follow the
    document: where more words were hyphenated to fit than were compounds, words whose parts do
    not stand by themselves are joined, else all keep their hyphen.
    """
    whole = " ".join(texts)
    pairs = _WORD_BROKEN.findall(whole)
    broken = {(a.lower(), b) for a, b in pairs if a[-1].isalpha() and b[0].islower()}  # not 2023-25, Mid-Wales
    seen = frozenset(re.findall(r"\w+(?:-\w+)*", _WORD_BROKEN.sub(" ", whole).lower())) if broken else frozenset()
    compound = {pair for pair in broken if "-".join(pair) in seen}
    fitted = {pair for pair in broken - compound if "".join(pair) in seen}
    if len(fitted) > len(compound):
        parts = {part for word in seen for part in word.split("-")} | _PREFIXES
        fitted |= {(a, b) for a, b in broken - compound if not (a in parts and b in parts)}
    return frozenset(a + b for a, b in fitted)


_DASHES = re.compile("[\u2010-\u2015\u2212]")
_QUOTES = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"'})


def searchable(text: str) -> str:
    """Text as it is encoded and searched: compatibility forms, straight quotes and hyphens."""
    return _DASHES.sub("-", unicodedata.normalize("NFKC", text).translate(_QUOTES))


def searchable_from(text: str) -> tuple[str, list[int]]:
    """As :func:`searchable`, and for each character where it was taken from, as an offset into ``text``.

    Letters are taken with the accents behind them; what is written in several letters that only
    together have another form (Korean) is the one thing that comes out as it is.
    """
    parts: list[str] = []
    origin: list[int] = []
    start = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or not unicodedata.combining(text[end]):
            parts.append(searchable(text[start:end]))
            origin.extend([start] * len(parts[-1]))
            start = end
    return "".join(parts), origin


def bare(text: str) -> str:
    """Text with everything folded that two readers of one PDF may tell differently.

    Compatibility forms are resolved; blanks, hyphens (which readers keep or lose at line ends)
    and unseen characters are dropped. Letters, case, digits and punctuation stay.
    """
    folded = unicodedata.normalize("NFKC", text).replace(BROKEN, "").translate(_QUOTES)
    return re.sub(
        r"[\s\-\u00ad\u061c\u2010-\u2015\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ue000-\uf8ff\x00-\x1f\x7f-\x9f]",
        "",
        folded,
    )
