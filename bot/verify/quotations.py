"""The quotations of a draft: where they begin and end, their parts, and the words around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.structure.text import sentence_ranges

FEWEST_WORDS = 3  # of a quotation that is looked for: shorter ones stand in every report
_OPENS = re.compile(
    "\u201c|(?<![\\w\u201c\"'])\"(?=[\\w\u2018'\\[(\u2026.\u00a3])|(?<![\\w\u2019])[\u2018'](?=[\\w\\[\u2026.\u00a3])"
)
_CLOSES = {
    "\u201c": re.compile("\u201d"),
    '"': re.compile('"'),
    "\u2018": re.compile("\u2019(?!\\w)"),
    "'": re.compile("'(?!\\w)"),
}
_POSSESSIVE = re.compile("(?<=s)['\u2019](?= [a-z])")  # or the end of a quotation whose last word ends in s
_GAP = re.compile(
    r"\s*[\[(]\s*(?:\u2026|\.\s?\.\s?\.)\s*[\])]\s*|\s*(?:\u2026|\.\s?\.\s?\.(?:\s?\.)?)\s*"
    r"|\s*\[(?P<put_in>[^\[\]]{2,200}|\s*)\]\s*|\s*(?<!\w)\[(?P<one>\w)\](?!\w)\s*"
)
_CHANGED_LETTER = re.compile(r"\[(\w)\](?=\w)")
_CREDIT = re.compile("\\s*[\u2014\u2013-]+\\s*\\S|\\s*\\([^)]*\\)\\s*$")
_CREDITED = re.compile("[\"\u201d'\u2019]?\\s*\\([^()]*\\)")  # behind a quotation that ends with its own stop


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a draft; ``quoted`` where it is set as a quotation, ``place`` as in *line 12*.

    The words of a ``heading`` are taken for nobody's, also in quotation marks: it introduces what is below it.
    """

    text: str
    place: str
    quoted: bool = False
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation of a draft.

    ``text`` is what stands between its marks, ``readings`` what else it may be where an apostrophe
    can be its closing mark, ``place`` where it begins. ``around`` is the rest of the sentence it is
    in, or what introduces and follows it where it is set apart. ``closed`` is false where its
    closing mark is missing: it is taken to end with its paragraph.
    """

    text: str
    place: str
    around: str
    readings: tuple[str, ...] = ()
    closed: bool = True

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
    cuts = [(0, 0), *(match.span() for match in _GAP.finditer(text)), (len(text), len(text))]
    return [(one[1], two[0]) for one, two in pairwise(cuts) if any(map(str.isalnum, text[one[1] : two[0]]))]


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
        elif not whole[at].heading:
            found += _within(whole[at])
        at = max(end, at + 1)
    return tuple(quotation for quotation in found if any(map(str.isalnum, quotation.text)))


def _joined(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Paragraphs of one quotation, each opened and only the last closed, as one."""
    whole: list[Paragraph] = []
    for paragraph in paragraphs:
        start = paragraph.text.lstrip()[:1]
        if whole and start and not (paragraph.quoted or whole[-1].heading) and _open_at_end(whole[-1].text) == start:
            whole[-1] = replace(whole[-1], text=f"{whole[-1].text} {paragraph.text.lstrip()[1:]}")
        else:
            whole.append(paragraph)
    return whole


def _open_at_end(text: str) -> str | None:
    """The mark of a quotation that begins in a text and does not end in it."""
    at = 0
    while opens := _OPENS.search(text, at):
        ends = _ends(text, opens)
        if not ends:
            return opens[0]
        at = ends[0] + 1
    return None


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
    introduces = above.rstrip().endswith(":") or not any(map(_OPENS.search, last))  # else it has its own quotation
    around = " ".join([*last * introduces, *credit, below]).strip()
    for paragraph in paragraphs[start:end]:
        words = " ".join(line for line in paragraph.text.split("\n") if not _CREDIT.match(line)).strip()
        bare = words.strip('"\u201c\u201d\u2018\u2019 ')
        if bare:
            yield Quotation(bare, paragraph.place, around)


def _within(paragraph: Paragraph) -> Iterator[Quotation]:
    """The quotations that stand in a paragraph between marks."""
    text, at = paragraph.text, 0
    cuts: list[tuple[int, int]] = []
    found: list[Quotation] = []
    while opens := _OPENS.search(text, at):
        ends = _ends(text, opens)
        at = ends[0] + 1 if ends else opens.end()
        if not ends and opens[0] in "\u2018'":
            continue  # an apostrophe
        readings = tuple(text[opens.end() : end].strip() for end in ends or [len(text)])
        found.append(Quotation(readings[0], paragraph.place, "", readings[1:], closed=bool(ends)))
        cuts.append((opens.end(), ends[0] if ends else len(text)))
        at = cuts[-1][1] + 1
    for quotation, around in zip(found, _sentences_around(text, cuts), strict=True):
        yield replace(quotation, around=around)


def _ends(text: str, opens: re.Match[str]) -> list[int]:
    """Where a quotation may end, likeliest first; no second place unless an apostrophe makes it doubtful."""
    closes = [m.start() for m in _CLOSES[opens[0]].finditer(text, opens.end())]
    if opens[0] in '\u201c"':
        return closes[:1]
    again = next((m.start() for m in _OPENS.finditer(text, opens.end()) if m[0] == opens[0]), len(text))
    closes = [end for end in closes if end < again]
    sure = [end for end in closes if not _POSSESSIVE.match(text, end)]
    return sure[:1] if sure else closes[::-1]


def _sentences_around(text: str, cuts: Sequence[tuple[int, int]]) -> Iterator[str]:
    """For each quotation the rest of its sentence, all quoted words left out."""
    masked = text
    for start, end in cuts:
        tail = text[end - 1] if end > start and text[end - 1] in ".!?" else "x"
        masked = masked[:start] + "x" * (end - start - 1) + tail * (end > start) + masked[end:]
    ranges = list(sentence_ranges(masked))
    for start, end in cuts:
        held = [(a, b) for a, b in ranges if a < end and b >= start]
        if (credit := _CREDITED.match(text, end)) and held and credit.end() > held[-1][1]:
            held[-1] = held[-1][0], credit.end()
        yield " ".join(_without(text, a, b, cuts) for a, b in held)


def _without(text: str, start: int, end: int, cuts: Sequence[tuple[int, int]]) -> str:
    kept, at = [], start
    for a, b in cuts:
        if start <= a < end:
            kept.append(text[at:a])
            at = b
    return " ".join("".join([*kept, text[at:end]]).split())
