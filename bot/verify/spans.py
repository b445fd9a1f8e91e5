"""Where quoted words stand in the source: its very characters, from the first word to the last."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bot.verify.tokens import TokenRange, Wording, placed_tokens
from corpus.structure.text import ReportText, runs_of
from corpus.types import Span

ABOVE: Final = 2000  # characters above a section in which its heading is looked for


def spans_of(wording: Wording, run: TokenRange, text: ReportText) -> tuple[Span, ...]:
    """The source characters of a run of a report's tokens: one span for each span of its lines that it touches.

    ``text`` is the report's. Where a heading cannot be found above its section, nothing is told for it.
    """
    return tuple(span for number, part in wording.within(run) for span in _of_line(wording, number, part, text))


def _of_line(wording: Wording, number: int, part: TokenRange, text: ReportText) -> tuple[Span, ...]:
    line = wording.lines[number]
    wanted = line.tokens
    if not line.spans:
        regions = _above(wording, number, text)
        return next(filter(None, (_last_in(region, wanted, part, text) for region in regions)), ())
    return _last_in(line.spans, wanted, part, text) or line.spans


def _last_in(spans: tuple[Span, ...], wanted: list[str], part: TokenRange, text: ReportText) -> tuple[Span, ...]:
    """The source characters of a part of tokens, where these stand last in spans; none where they do not."""
    words, origin = text.folded(spans)
    found, places = placed_tokens(words)
    for start in range(len(found) - len(wanted), -1, -1):
        if found[start : start + len(wanted)] == wanted:
            return runs_of(origin[places[start + part.start][0] : places[start + part.end - 1][1]])
    return ()


def _above(wording: Wording, number: int, text: ReportText) -> Iterator[tuple[Span, ...]]:
    """Where the heading of a section may stand: above its first words, or at the end of the page before."""
    below = next((line.spans[0] for line in wording.lines[number:] if line.spans), None)
    if below:
        yield (Span(below.page, max(0, below.start - ABOVE), below.start),)
    if below and below.page - 1 in text.pages:
        end = len(text.pages[below.page - 1])
        yield (Span(below.page - 1, max(0, end - ABOVE), end),)
