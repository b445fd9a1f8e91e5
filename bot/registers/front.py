"""What a report says of itself: the theme of a joint inspection, who led the inspection, who took part."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from bot.quoting.cut import quote_at
from bot.types import Quote
from corpus.types import Page, Report, Span
from index.store import Store

Kind = Literal["theme", "lead", "part"]
FRONT: Final = 2  # pages on which a report tells its theme and who took part
_OPENS: Final = r"(?:This|The|Between|Our|We|It|From|These|In)\b"  # with which a sentence begins, and no title
_TOLD: Final = r"(?P<told>(?:(?!\.\s|\n\s*\n).)+)\."
_OF: Final = (
    r"(?:\(JTAI\)\s+)?(?:of|into)\s+(?:the\s+)?(?:multi-agency|partnership)\s+(?:\w+\s+and\s+)?response\s+to\s+"
    r"(?!abuse\b)"
)
_THEMES: Final = tuple(  # the plainest first; each sentence goes on over line ends
    re.compile(pattern, re.S)
    for pattern in (
        rf"\b{_OPENS}[^.]{{0,60}}?\bincluded\s+an?\s+.{{0,2}}deep[\s-]+dive.{{0,2}}\s+(?:focus\s+)?(?:on|into)\s+"
        rf"(?:the\s+response\s+to\s+)?(?!(?:[^.]*\s)?(?:this|these)\b){_TOLD}",
        rf"\b{_OPENS}[^.]{{0,120}}?\binspection\s+{_OF}{_TOLD}",
        rf"Joint\s+targeted\s+area\s+inspection\s+{_OF}"
        r"(?P<told>(?:(?!\sin\s+(?:the\s+)?[A-Z])(?!\sBetween\s).){4,240})\s+(?:in\s+(?:the\s+)?[A-Z][^\n]{2,60}|(?=Between\s))",
        rf"\bThis\s+(?:joint\s+)?inspection\s+(?:focused|looked)\s+(?:on|at)\s+{_TOLD}",
        rf"\b{_OPENS}[^.]{{0,60}}?\bevaluated?\s+the\s+effectiveness\s+of\s+the\s+multi-agency\s+response\s+to\s+{_TOLD}",
    )
)
_PLACE: Final = re.compile(r"\s+in\s+(?:the\s+)?(?:[A-Z][\w\u2019'-]*[\s-]*(?:and|of|upon|the|with|&)?\s*)+$")
_FOOTNOTE: Final = re.compile(r"(?<=[a-z])\d{1,2}$")
_LEAD: Final = re.compile(
    r"(?:Lead|Reporting)\s+inspector\s*:?\s+(?P<told>[A-Z][^\n,]{2,40}?)(?=\s*(?:,|\n|HM\w\b|$))[^\n]{0,60}"
)
_PART: Final = (
    re.compile(r"[A-Z][^.]{0,40}?\bcarried\s+out\s+by\s+(?:inspectors\s+from\s+)?(?P<told>(?:(?!\.\s).)+)\.", re.S),
    re.compile(r"Between\s+\d(?:(?!\.\s).){10,260}?\b(?:carried\s+out|undertook)\s+(?:(?!\.\s).)+\.", re.S),
    re.compile(r"The\s+inspection\s+team\s+(?:consisted|was\s+made\s+up|comprised)\b(?:(?!\.\s).)+\.", re.S),
)


@dataclass(frozen=True, slots=True)
class Told:
    """What a report tells of itself in the words of ``quote``; ``value`` is the part of them that says it."""

    report: Report
    value: str
    quote: Quote


def told(store: Store, report: Report, kind: Kind) -> Told | None:
    """The theme, the lead inspector, or who took part, where the report tells it."""
    pages = sorted(store.pages(report.id).values(), key=lambda page: page.number)
    return next(_found(store, report, kind, pages), None)


def _found(store: Store, report: Report, kind: Kind, pages: list[Page]) -> Iterator[Told]:
    patterns = {"theme": _THEMES, "lead": (_LEAD,), "part": _PART}[kind]
    for pattern in patterns:
        for page in pages if kind != "theme" else pages[:FRONT]:
            if match := pattern.search(page.text):
                span = Span(page.number, match.start(), match.end())
                words = store.text_of(report.id, {page.number}).words([span])
                value = " ".join(match.groupdict().get("told", "").split())
                yield Told(report, _bare(value), quote_at(store, report, [span], words))


def _bare(value: str) -> str:
    """Words without the place and the mark of a footnote at their end."""
    return _PLACE.sub("", _FOOTNOTE.sub("", value)).strip(" ,")
