"""The quotations of a draft: where they begin and end, their parts, and the words around them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from bot.verify.marks import Quoted, quoted_in, unclosed
from corpus.structure.sentences import sentence_ranges

FEWEST_WORDS = 3  # of a quotation that is looked for: shorter ones stand in every report
AROUND = 400  # characters of a sentence that are read on each side of a quotation, at most
_MARKED = re.compile("[\u201c\u201d\u201e\"\u00ab\u00bb\u2039\u2018]|``|(?:^|\\s)'{1,2}\\w")
_GAP = re.compile(
    r"[\[(]\s*(?:\u2026|\.\s?\.\s?\.)\s*[\])]\s*|(?:\u2026|\.\s?\.\s?\.(?:\s?\.)?)\s*"
    r"|\[(?P<put_in>[^\[\]]{2,200}|\s*)\]\s*|(?<!\w)\[(?P<one>\w)\](?!\w)\s*"
)
_CHANGED_LETTER = re.compile(r"\[(\w)\](?=\w)")
_CREDIT = re.compile("\\s*[\u2014\u2013-]+\\s*\\S|\\s*\\([^)]*\\)\\s*$")
_CREDITED = re.compile(
    "[\"\u201c\u201d'\u2019\u00bb]{0,2}\\s{0,3}\\([^()]{0,400}\\)"
)  # behind a quotation that ends with its own stop
_CREDITED_AT_END = re.compile("[\"\u201d\u2019']\\s?(\\([^()]{1,300}\\))[.\\s]{0,3}$")
_LED_IN = re.compile(
    '(\\[\u2026\\] )["\u201c](?=[^\u201d"]{1,2000}$)'
)  # the quote behind its lead-in, in an exported briefing
LONGEST_CREDIT = 320  # characters of a credit in brackets at the end of a block quotation
_ASKED = re.compile(
    "\u201c.{1,2000}\u201d: quotes? \\d[\\d, and]{0,600}, added on \\d", re.S
)  # in an exported briefing


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a draft; ``quoted`` where it is set as a quotation, ``place`` as in *line 12*.

    The words of a ``heading`` are taken for nobody's, also in quotation marks: it introduces what is below it.
    ``left_out`` are words that the draft strikes out or hides, each with the place in ``text`` where it stood.
    """

    text: str
    place: str
    quoted: bool = False
    heading: bool = False
    left_out: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation of a draft.

    ``text`` is what stands between its marks, ``readings`` what else it may be where an apostrophe
    can be its closing mark, ``place`` where it begins. ``around`` is the rest of the sentence it is
    in, or what introduces and follows it where it is set apart. ``closed`` is false where its
    closing mark is missing: it is taken to end with its paragraph, or where the next one begins.
    ``left_out`` are words within it that the draft strikes out or hides.
    """

    text: str
    place: str
    around: str
    readings: tuple[str, ...] = ()
    closed: bool = True
    left_out: tuple[str, ...] = ()

    @property
    def parts(self) -> tuple[str, ...]:
        """The runs of words that the source must hold, in order: those between ellipses and brackets."""
        return parts_of(self.text)

    @property
    def is_short(self) -> bool:
        """Whether it is a word or two: a term, a title or a grade rather than a quotation."""
        return len(re.findall(r"\w+", self.text)) < FEWEST_WORDS


@dataclass(frozen=True, slots=True)
class Seam:
    """Where a draft says that it changed its source: what it put in there, and whether it left words out (*[…]*).

    What was put in ends with a hyphen where it is the beginning of a word (*[un]safe*).
    """

    put_in: tuple[str, ...] = ()
    leaves_out: bool = False


def parts_of(text: str) -> tuple[str, ...]:
    """The runs of words between ellipses and bracketed insertions."""
    return tuple(text[start:end].strip() for start, end in _runs(text))


def seams_of(text: str) -> tuple[Seam, ...]:
    """What stands before, between and behind the parts: one more than there are parts."""
    ends = [(0, 0), *_runs(text), (len(text), len(text))]
    return tuple(_seam(text, one[1], two[0]) for one, two in pairwise(ends))


def _runs(text: str) -> list[tuple[int, int]]:
    gaps = ((_trimmed(text, match.start()), match.end()) for match in _GAP.finditer(text))
    cuts = [(0, 0), *gaps, (len(text), len(text))]
    return [(one[1], two[0]) for one, two in pairwise(cuts) if any(map(str.isalnum, text[one[1] : two[0]]))]


def _trimmed(text: str, end: int) -> int:
    """Where the words before a place end."""
    while end and text[end - 1].isspace():
        end -= 1
    return end


def _seam(text: str, start: int, end: int) -> Seam:
    marks = list(_GAP.finditer(text, start, end))
    put_in = [(match["put_in"] or match["one"] or "").strip() for match in marks]
    if put_in and put_in[-1] and text[end - 1] == "]" and text[end : end + 1].isalnum():
        put_in[-1] += "-"  # a part of the word behind it
    return Seam(tuple(filter(None, put_in)), not all(put_in))


def as_in_source(part: str) -> tuple[str, ...]:
    """What the source may say: a letter in brackets (*[T]he force*) is one whose case the draft says it changed."""
    kept = _CHANGED_LETTER.sub(r"\1", part)
    swapped = _CHANGED_LETTER.sub(lambda letter: letter[1].swapcase(), part)
    return (kept,) if kept == swapped else (swapped, kept)


def find_quotations(paragraphs: Sequence[Paragraph]) -> tuple[Quotation, ...]:
    """All quotations of a draft, in order."""
    whole = _joined(paragraphs)
    found: list[Quotation] = []
    at = 0
    while at < len(whole):
        end = _end_of_block(whole, at)
        if end > at:
            found += _set_apart(whole, at, end)
        elif not (whole[at].heading or _ASKED.match(whole[at].text)):
            found += _within(whole[at])
        at = max(end, at + 1)
    return tuple(quotation for quotation in found if any(map(str.isalnum, quotation.text)))


def quotations_within(quotation: Quotation) -> tuple[Quotation, ...]:
    """The quotations that stand in another one between marks of their own."""
    inner = _within(Paragraph(quotation.text, quotation.place))
    return tuple(replace(one, around=quotation.around) for one in inner)


def is_marked(text: str) -> bool:
    """Whether a text holds what may be the mark of a quotation."""
    return _MARKED.search(text) is not None


def _joined(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Paragraphs of one quotation, each opened and only the last closed, as one."""
    whole: list[list[Paragraph]] = []
    is_open: str | None = None
    for paragraph in paragraphs:
        start = paragraph.text.lstrip()[:1]
        goes_on = bool(whole and start) and not paragraph.quoted and is_open == start
        if goes_on:
            whole[-1].append(paragraph)
        else:
            whole.append([paragraph])
        is_open = None if paragraph.quoted or paragraph.heading else unclosed(paragraph.text)
    return list(map(_as_one, whole))


def _as_one(paragraphs: Sequence[Paragraph]) -> Paragraph:
    """Paragraphs one behind the other, without the marks that open all but the first."""
    text, left_out = [paragraphs[0].text], [*paragraphs[0].left_out]
    at = len(text[0])
    for paragraph in paragraphs[1:]:
        words = paragraph.text.lstrip()[1:]
        shift = at + 1 + len(words) - len(paragraph.text)
        left_out += [(max(0, place + shift), gone) for place, gone in paragraph.left_out]
        text.append(words)
        at += 1 + len(words)
    return replace(paragraphs[0], text=" ".join(text), left_out=tuple(left_out))


def _end_of_block(paragraphs: Sequence[Paragraph], at: int) -> int:
    while at < len(paragraphs) and paragraphs[at].quoted:
        at += 1
    return at


def _set_apart(paragraphs: Sequence[Paragraph], start: int, end: int) -> Iterator[Quotation]:
    """The paragraphs of a block quotation, each a quotation, with the sentence above and the credit below."""
    lines = [line for p in paragraphs[start:end] for line in p.text.split("\n")]
    credit = [line for line in lines if _CREDIT.match(line)]
    below = paragraphs[end].text if end < len(paragraphs) and _CREDIT.match(paragraphs[end].text) else ""
    above = paragraphs[start - 1].text if start else ""
    last = [above[a:b] for a, b in sentence_ranges(above)][-1:]
    introduces = above.rstrip().endswith(":") or not any(map(is_marked, last))  # else it has its own quotation
    around = " ".join([*last * introduces, *credit, below]).strip()
    for paragraph in paragraphs[start:end]:
        words = " ".join(line for line in paragraph.text.split("\n") if not _CREDIT.match(line)).strip()
        ends = _CREDITED_AT_END.search(words[-LONGEST_CREDIT:])
        beside = f"{around} {ends[1]}".strip() if ends else around
        bare = words[: len(words) - len(ends[0]) if ends else None].strip('"\u201c\u201d\u2018\u2019 ')
        bare = _LED_IN.sub(r"\1", bare, count=1)
        if bare:
            left_out = tuple(gone for _, gone in paragraph.left_out)
            yield Quotation(bare, paragraph.place, beside, left_out=left_out)


def _within(paragraph: Paragraph) -> Iterator[Quotation]:
    """The quotations that stand in a paragraph between marks."""
    text = paragraph.text
    found = [one for one in quoted_in(text) if not _names_section(text, one)]
    around = _Sentences(text, [(one.start, one.end) for one in found])
    for number, one in enumerate(found):
        first, *others = (text[one.start : end].strip() for end in (one.end, *one.others))
        gone = tuple(words for place, words in paragraph.left_out if one.start <= place <= one.end)
        yield Quotation(first, paragraph.place, around.of(number), tuple(others), one.closed, gone)


def _names_section(text: str, one: Quoted) -> bool:
    """Whether it is the path of headings under which an exported briefing says that a quote stands."""
    return text[: one.start - 1].endswith(" under ") and " > " in text[one.start : one.end]


class _Sentences:
    """The sentences of a paragraph around its quotations, all quoted words left out; ``cuts`` are where these stand."""

    def __init__(self, text: str, cuts: Sequence[tuple[int, int]]) -> None:
        self._text, self._cuts = text, cuts
        self._starts = [start for start, _ in cuts]
        self._cut = [0, *accumulate(end - start for start, end in cuts)]  # characters, before each quotation
        self._outer = "".join(_gaps(text, cuts))
        ranges = list(sentence_ranges(_masked(text, cuts)))
        self._ranges = ranges
        self._firsts, self._lasts = [a for a, _ in ranges], [b for _, b in ranges]

    def of(self, number: int) -> str:
        """The rest of the sentence that a quotation is in, and a credit in brackets behind it."""
        start, end = self._cuts[number]
        held = self._ranges[bisect_left(self._lasts, start) : bisect_left(self._firsts, end)]
        if (credit := _CREDITED.match(self._text, end)) and held and credit.end() > held[-1][1]:
            held[-1] = held[-1][0], credit.end()
        near = [(self._outside(max(a, start - AROUND)), min(b, end + AROUND)) for a, b in held]
        return " ".join(self._without(a, b) for a, b in near if a < b)

    def _outside(self, at: int) -> int:
        """A place, or the end of the quotation that it is in."""
        before = bisect_left(self._starts, at) - 1
        return max(at, self._cuts[before][1]) if before >= 0 else at

    def _without(self, start: int, end: int) -> str:
        return " ".join(self._outer[self._place(start) : self._place(end)].split())

    def _place(self, at: int) -> int:
        """How many characters stand before a place and in no quotation."""
        before = bisect_left(self._starts, at)
        inside = max(0, self._cuts[before - 1][1] - at) if before else 0
        return at - self._cut[before] + inside


def _gaps(text: str, cuts: Sequence[tuple[int, int]]) -> Iterator[str]:
    """What stands between the quotations of a text, before and behind them."""
    starts, ends = [start for start, _ in cuts], [end for _, end in cuts]
    return (text[a:b] for a, b in zip([0, *ends], [*starts, len(text)], strict=True))


def _masked(text: str, cuts: Sequence[tuple[int, int]]) -> str:
    """A text with a letter in the place of each of its quoted ones; the stop at a quotation's end stays."""
    parts: list[str] = []
    at = 0
    for start, end in cuts:
        tail = text[end - 1] if end > start and text[end - 1] in ".!?" else "x"
        parts += [text[at:start], "x" * (end - start - 1), tail * (end > start)]
        at = end
    return "".join([*parts, text[at:]])
