"""Hospitals, prisons, schools and the like with a place in their names: neither its force nor its council."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from corpus.describe.meant import Token

REACH: Final = 6  # words behind a place's name among which that of an institution ends
_LOCAL = frozenset("hospital hospitals infirmary university college school academy airport hospice crematorium".split())
_PRISON = frozenset("prison yoi irc".split())
_BETWEEN = frozenset(
    "royal university general district county community teaching memorial children's mental health nhs foundation"
    " trust and of city central north south east west young offender institution high grammar primary secondary"
    " infirmary hospital hospitals acute care services immigration removal centre crown".split()
)
_PRISONS_BEFORE = frozenset("hmp hmyoi hmpyoi yoi hmirc".split())


def around(words: Sequence[Token], at: int, length: int) -> tuple[int, int, bool] | None:
    """The tokens (first, behind the last) of the institution that a place's name is part of, or None.

    The last value is true where its area may stand for it, false for a prison, which is inspected itself.
    """
    before = words[at - 1].word if at else ""
    if before in _PRISONS_BEFORE or (before == "prison" and at > 1 and words[at - 2].word == "hm"):
        return at - 1, at + length, False
    royal = before == "royal" and words[at - 1].capital
    first = at - 1 if royal else at
    behind = at + length
    for number in range(behind, min(len(words), behind + REACH)):
        word = words[number].word
        if word in _PRISON and number == behind:
            return first, number + 1, False
        if word in _LOCAL:
            return first, number + 1, True
        if word not in _BETWEEN or not words[number].capital:
            break
    return (first, behind, True) if royal else None
