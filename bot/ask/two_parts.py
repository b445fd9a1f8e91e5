"""A question of two parts on which nothing is found as a whole: each part is asked by itself, and told apart."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from bot.quoting.cut import overlap
from bot.types import Answer, Asked

ON: Final = "On \u201c{part}\u201d: {message}"
NOT_ANSWERED: Final = "Not answered: \u201c{part}\u201d."
_LEAST: Final = 2  # words of a part
_PARTED: Final = re.compile(  # where the second of two questions begins
    r"(?:\s*[,;\u2013-]\s*|\s+)(?:and|but|plus)\s+(?:also\s+|if so,?\s+)?"
    r"(?=(?:what|how|who|whom|whose|whether|which|why|when|where|did|does|do|is|are|was|were|has|have|had|can|could)\b)"
    r"|\?\s+(?=\S+\s+\S)",
    re.I,
)


def parts(text: str) -> list[str]:
    """The two questions that a text asks one after the other, or nothing where it is one, or more than two."""
    found = [part.strip(" ?.,;") for part in _PARTED.split(text)]
    return found if len(found) == 2 and all(len(part.split()) >= _LEAST for part in found) else []


def each(answer: Answer, asked: Asked, ask: Callable[[Asked], Answer]) -> Answer:
    """The parts answered one by one with ``ask``, where the whole was not: of the one body that the whole is about.

    The second follows on the first, or else stands alone. What nothing is found for is said to be unanswered.
    """
    if answer.status != "not_found" or not (two := parts(asked.text)):
        return answer
    first, second = two
    count = -(-asked.count // len(two))
    about = answer.understood.bodies
    beside = replace(asked, body=asked.body or (about[0] if len(about) == 1 else None), count=count)
    following = ask(replace(beside, text=second, previous=(*asked.previous, first)))
    if beside.body and not following.quotes:  # without the topic of the first, on the same body
        following = ask(replace(beside, text=second))
    found = [ask(replace(beside, text=first)), following]
    if not any(one.quotes for one in found):
        return answer
    told = [
        ON.format(part=part, message=one.message) if one.quotes else NOT_ANSWERED.format(part=part)
        for part, one in zip(two, found, strict=True)
    ]
    earlier, later = (one.quotes for one in found)
    quotes = (*earlier, *(one for one in later if not any(overlap(one, other) for other in earlier)))
    evidence = max(one.evidence for one in found)
    return replace(answer, status="answered", message=" ".join(told), quotes=quotes, evidence=evidence)
