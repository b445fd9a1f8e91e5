"""What the source says where a draft put words in brackets or left some out, and what that does to what is said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.verify.kinds_of_change import denies, facts_of
from bot.verify.quotations import Seam
from bot.verify.tokens import TokenRange, Wording, tokens
from corpus.describe.gazetteer import Body, Gazetteer
from corpus.types import Report

LITTLE = 3  # tokens: who leaves out so few and a negation among them turns what is said
FAR = 150  # tokens between two parts of a quotation that a reader is told of
CLOSE = 40  # tokens that a bracket may stand for; parts that are farther apart are no longer one sentence's
BESIDE = 5  # tokens on each side with which a name in brackets is read: West [Midlands] Police
SHOWN = 24  # words of the source that are shown whole
_REMARK = re.compile(r"sic!?|recte|(?:my |our |added |original )?emphas[ie]s\b.*|italics\b.*", re.I)


@dataclass(frozen=True, slots=True)
class Gap:
    """A seam and what stands at its place in the source.

    ``said`` are the source's words between the two parts; before the first and behind the last part, where
    ``inner`` is false, the rest of its sentence. ``before`` and ``after`` are the words on both sides,
    ``heading`` is one that stands between them.
    """

    seam: Seam
    said: str
    count: int
    before: str
    after: str
    heading: str
    inner: bool

    @property
    def replaced(self) -> str:
        """The words that a bracket must stand for: all between two parts, else the one that is next to it."""
        words = self.said.split() if not self.seam.leaves_out else []
        if self.inner:
            return " ".join(words)
        return "".join(words[:1] if self.before else words[-1:])


def gaps_of(wording: Wording, runs: Sequence[TokenRange], seams: Sequence[Seam]) -> Iterator[Gap]:
    """What the source says at each seam of a quotation whose parts stand in these runs, in order."""
    first, last = next(wording.within(runs[0])), [*wording.within(runs[-1])][-1]
    start = TokenRange(wording.of_line(first[0]).start, runs[0].start)
    end = TokenRange(runs[-1].end, wording.of_line(last[0]).end)
    between = (TokenRange(one.end, two.start) for one, two in pairwise(runs))
    for number, (seam, run) in enumerate(zip(seams, (start, *between, end), strict=True)):
        if seam.put_in or seam.leaves_out:
            yield _gap(wording, run, seam, number > 0, number < len(runs))


def _gap(wording: Wording, run: TokenRange, seam: Seam, has_before: bool, has_after: bool) -> Gap:
    headings = [wording.lines[number].words for number, _ in wording.within(run) if not wording.lines[number].spans]
    return Gap(
        seam,
        wording.said(run),
        run.end - run.start,
        wording.said(TokenRange(max(0, run.start - BESIDE), run.start)) if has_before else "",
        wording.said(TokenRange(run.end, min(len(wording.tokens), run.end + BESIDE))) if has_after else "",
        headings[-1] if headings else "",
        has_before and has_after,
    )


def turned_by(gap: Gap, names: Gazetteer, report: Report) -> Iterator[str]:
    """The kinds of what is changed at a seam, if it alters what is said."""
    put_in = " ".join(gap.seam.put_in)
    if put_in and not _is_remark(gap):
        given, known, lost = facts_of(put_in), facts_of(gap.said), facts_of(gap.replaced)
        yield from (kind for kind in given if given[kind] - known[kind] or lost[kind] - given[kind])
        if _names_another(gap, names, report):
            yield "a name"
        if gap.inner and gap.count > CLOSE and not gap.seam.leaves_out:
            yield "words"
    if gap.inner and gap.count <= LITTLE and not put_in and denies(gap.said):
        yield "a negation"


def notes_on(gap: Gap) -> Iterator[str]:
    """What a reader is told of a seam."""
    for words in gap.seam.put_in:
        if _words(words) != _words(gap.said) and not _is_remark(gap):
            yield f"[{words.rstrip('-')}] {_stands_for(gap)}"
    if not gap.inner:
        return
    if gap.count > FAR:
        yield f"{gap.count} words and marks stand between two of its parts"
    elif denies(gap.said) and not gap.seam.put_in:
        yield f"the words left out hold a negation: \u201c{gap.said}\u201d"
    if gap.heading:
        yield f"two of its parts stand under different headings: \u201c{gap.heading}\u201d comes between them"


def _stands_for(gap: Gap) -> str:
    words = _shortened(gap.said)
    if not _words(gap.said):
        return "is put in: the source has nothing in its place"
    if gap.inner:
        return f"{'and what is left out stand for' if gap.seam.leaves_out else 'replaces'} \u201c{words}\u201d"
    return f"stands where the source {'goes on' if gap.before else 'begins'} \u201c{words}\u201d"


def _shortened(text: str) -> str:
    words = text.strip(" ,;:").split()
    half = SHOWN // 2
    return " ".join(words if len(words) <= SHOWN else [*words[:half], "[\u2026]", *words[-half:]])


def _is_remark(gap: Gap) -> bool:
    """Whether nothing is replaced, and what is put in says something of the quotation (*[sic]*)."""
    return all(map(_REMARK.fullmatch, gap.seam.put_in)) and not (gap.inner and _words(gap.said))


def _words(text: str) -> list[str]:
    return [token.lower() for token in tokens(text) if any(map(str.isalnum, token))]


def _names_another(gap: Gap, names: Gazetteer, report: Report) -> bool:
    """Whether a bracket names a body that is not the source's there; if it names none, the report's own may be."""
    stood = [body for bodies in _named(gap, gap.said, names) for body in bodies]
    own = [body for name in report.bodies if (body := names.get(name))]
    allowed = stood if gap.inner and stood else [*stood, *own]
    mentioned = _named(gap, " ".join(gap.seam.put_in), names)
    return any(not any(_is_of(body, other) for body in bodies for other in allowed) for bodies in mentioned)


def _named(gap: Gap, words: str, names: Gazetteer) -> list[tuple[Body, ...]]:
    """The bodies that words name where they stand, each mention with all bodies that it may mean."""
    text, start = f"{gap.before} {words} {gap.after}", len(gap.before) + 1
    end = start + len(words)
    return [mention.bodies for mention in names.find(text, within=False) if mention.start < end and mention.end > start]


def _is_of(one: Body, other: Body) -> bool:
    """Whether two bodies are one, or one is an area within the other's."""
    return one.name == other.name or one.name in other.areas or other.name in one.areas
