"""Questions that want a yes or a no: said only where a register or a grade decides it, with its ground."""

from __future__ import annotations

import re
from typing import Final

from bot.question.question import Question
from bot.remarks import as_of_now

_ASKS: Final = re.compile(
    r"^(?:(?:so|and|but|ok|okay|then|please)\b[\s,]*)*(?:is|are|was|were|do|does|did|has|have|had|isn|aren|wasn|weren|don"
    r"|doesn|didn|hasn|haven|hadn)(?:['\u2019]t)?\b",
    re.I,
)
_ANY: Final = re.compile(
    r"^\W*(?:(?:so|and|but|then|ok|okay|please)\b[\s,]*)*(?:do|does|did|has|have|had|(?:are|is|were|was) there)\b", re.I
)
_BECAME: Final = re.compile(
    r"\b(?:open|opened|closed?|discharged?|lifted|still|active|outstanding|resolved|implemented|accepted|met|addressed"
    r"|dealt|acted|complete[ds]?|fixed|sorted|improved?|changed?|progress(?:ed)?)\b",
    re.I,
)
_COMMON: Final = frozenset(("The", "By", "None", "No", "It", "Overall", "Experiences", "Children"))  # no names
_DENIES: Final = re.compile(r"^\W*\w+n['\u2019]t\b|\b(?:not|never|without|free of)\b", re.I)


def asks(text: str) -> bool:
    """Whether a question wants a yes or a no, and denies nothing, so that both words are plain."""
    return bool(_ASKS.match(text)) and not _DENIES.search(text) and " or " not in text


def may_say(question: Question) -> bool:
    """Whether a question wants a yes or a no that a report can give: none tells how things are now."""
    return asks(question.text) and not as_of_now.asks(question)


def asks_for_any(text: str) -> bool:
    """Whether a question wants to know by yes or no whether there is something, and not what became of it."""
    return asks(text) and bool(_ANY.match(text)) and not _BECAME.search(text) and not as_of_now.says_now(text)


def said(yes: bool, ground: str) -> str:
    """*Yes: …* or *No: …*, with the ground as the rest of the sentence."""
    first = ground.split(maxsplit=1)[0] if ground else ""
    return f"{'Yes' if yes else 'No'}: {ground[:1].lower() if first in _COMMON else ground[:1]}{ground[1:]}"
