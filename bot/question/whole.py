"""Whether a question asks for the whole matter of a series of inspections: *what must improve for SEND kids*."""

from __future__ import annotations

import re
from typing import Final

from bot.question import leaning
from bot.question.question import EMPTY, Question
from corpus.vocabulary.asked import said_in, series_said_in
from corpus.vocabulary.series import Series, series

# Slots of words that only put a question for a series as a whole, and are no topic within it.
_PUTS: Final = frozenset(("served", "overview", "graded", "grade", "turn", "wide", "finding", "came_to"))
_ASKING: Final = leaning.GENERAL | frozenset(
    "how about find found go going get got fare faring performing performance like judge judged perform overall there"
    " ok okay alright fine doing kids children pupils people said inspected provision which who tell know us anything"
    " think thought".split()
)

# Words before which *send* is what somebody does.
_VERB: Final = re.compile(
    r"\b(?:to|must|should|will|would|can|could|not|they|it|leaders|inspectors|do|does|did|who|please)\s+send$", re.I
)


def series_asked(question: Question) -> Series | None:
    """The one series whose whole matter a question asks about; None where it names one of it, or a topic in it."""
    topic = question.topic
    rated = question.seeks_grade and not question.names_grade
    matter = [one for one in series_said_in(topic) if one.slot == "matter" or rated]
    matter = [one for one in matter if not _VERB.search(topic[: one.end])]
    named = {one.meaning for one in matter if one.slot in ("matter", "rated")}
    known = series()[named.pop()] if len(named) == 1 else None
    if known is None or question.kinds & {*known.kinds, *known.also}:
        return None
    puts = _PUTS | {"kind"}  # another inspection may be asked what it says of the matter
    spans = [one for one in said_in(topic) if one.slot in puts or (one.slot, one.meaning) == ("sought", "grade")]
    spans = sorted([*matter, *spans], key=lambda one: one.start)
    for one in reversed(spans):
        topic = topic[: one.start] + " " * (one.end - one.start) + topic[one.end :]
    left = (word for word in re.findall(r"[\w'-]+", topic.lower()) if word not in EMPTY and word not in _ASKING)
    return None if any(word in question.telling for word in left) else known
