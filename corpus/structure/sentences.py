"""Where sentences begin and end in a folded paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator

_TITLE = re.compile(  # what stands before a name or an example, and ends no sentence
    r"(?:\b(?:mr|mrs|ms|mx|dr|rt|messrs|cllr|cf|vs|approx|incl|excl|prof|rev|hon|sgt|insp|supt|capt|det|asst|op|eds?|viz)"
    r"|\b(?:e\.g|i\.e))\.$",
    re.I,
)
_INITIAL = re.compile(  # of a name, the last of U.K., or what is shortened before a name: may end a sentence
    r"(?<![\w'\u2019])(?:[^\W\d_]|(?i:st|co|ch|ph\.d)|PC|PS|DC|DS|DI|DCI)\.$"
)
_OF_A_ROW = re.compile(  # a letter that counts: it ends a sentence as other words do
    r"(?i:annex|appendix|area|band|category|class|grade|group|hepatitis|level|module|option|part|phase|plan|section|type|unit"
    r"|vitamin)\s[A-Z]\.$"
)
_HOUR = re.compile(r"\b[ap]\.m\.$")
_DAY = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[A-Z]{3,4}\b")  # behind an hour: of a zone, too
_OPENER = re.compile(  # the words that most often begin a sentence, and are no names
    r"[\"'\u2018\u201c(\[]?(?:the|this|that|these|those|it|its|they|their|we|our|he|she|his|her|there|in|on|at|for|from|by"
    r"|but|and|so|if|when|as|an?|all|some|many|most|each|both|no|not|only|other|others|however|although|while|since)\b",
    re.I,
)
_REFERENCE = re.compile(  # before a number
    r"\b(?:nos?|pp?|paras?|ss?|secs?|figs?|tbl|vols?|art|cl|pt|regs?|refs?|sch|tel|ext|annex|app|chs?|al|co|jan|feb|mar|apr"
    r"|jun|jul|aug|sept?|oct|nov|dec)\.$",
    re.I,
)
_NUMBER = re.compile(r"\(?(?:\d|[IVXLC]{2,}\b|[VX]\b|No\.)")
_COUNTED = re.compile(  # 1. 2.3. 2a. (a) iv.
    r"[\"'\u2018\u201c(\[]*(?:\d{1,3}(?:\.\d{1,3})*[a-z]?|[A-Za-z]|[ivx]{1,5})[.)]+"
)
_MARK = (  # the number of a footnote behind a sentence, or several
    r"(?:(?<=[a-z\u2019\u201d)][.!?])|(?<=[.!?]['\u2019\u201d)]))"
    r"(?:\d+(?:,\s?\d+)*|[\u00b9\u00b2\u00b3\u2070-\u2079]+)"
)
_LAST_MARK = re.compile(rf"{_MARK}$")
_TOLD = (  # what stands in brackets behind a sentence, and is none: (Recommendation), (113.6)
    r"\s\((?!(?:[a-z]|[ivx]{1,5}|\d{1,3})\))(?:[^().!?\n]|\.(?=\d)){2,60}\)(?=\s|$)"
)
_BOUNDARY = re.compile(
    r"(?P<stop>(?:(?<![.!?])[.!?]++|(?<=[^\W\d_])\s?\u2026)[\"'\u2019\u201d)\]]*+)"
    rf"(?:{_MARK})?"
    rf"(?P<told>{_TOLD})?+"
    r"(?:\s++(?=[\"'\u2018\u201c(\[]?[A-Z0-9\u00a3]|\(?(?:[ivx]{1,4}|[a-z])[.)]\s[A-Z])"
    r"|(?<=[a-z][.!?])(?=[A-Z][a-z]+\s))"
)
NEAR = 60  # characters on each side of a stop that tell whether it ends a sentence


def sentence_ranges(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence of one folded paragraph, in order.

    Blanks at the edges and the numbers of footnotes behind a sentence are left out.
    """
    start = len(text) - len(text.lstrip())
    for boundary in _BOUNDARY.finditer(text, start):
        stop = boundary.end("stop")
        is_number = _COUNTED.fullmatch(text, start, stop) is not None
        if not is_number and _ends_sentence(text[max(start, stop - NEAR) : stop], text[stop : stop + NEAR].lstrip()):
            yield start, stop if boundary["told"] is None else boundary.end("told")
            start = boundary.end()
    if text[start:].strip():
        yield start, _end_of_last(text, start)


def _end_of_last(text: str, start: int) -> int:
    end = len(text.rstrip())
    mark = _LAST_MARK.search(text, start, end)
    before = text[max(start, mark.start() - NEAR) : mark.start()] if mark else ""
    return mark.start() if mark and _ends_sentence(before, mark[0]) else end


def _ends_sentence(before: str, after: str) -> bool:
    """Whether a stop ends a sentence, by what stands before and behind it."""
    if _TITLE.search(before) or (before[-1] == "\u2026" and re.match(r"I\b", after)):
        return False
    if _HOUR.search(before):
        return not _DAY.match(after)
    if _REFERENCE.search(before) and _NUMBER.match(after):
        return False
    if _INITIAL.search(before) and not _OF_A_ROW.search(before):
        return not after.strip() or bool(_OPENER.match(after))
    return True
