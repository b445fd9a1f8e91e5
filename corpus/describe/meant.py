"""Whether a word that may be a name is one where it stands: weighed by its letters and its neighbours."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from corpus.vocabulary.common_words import common_words

ENOUGH: Final = 2  # points from which a word is taken for a name
_WHERE = frozenset("in at near around across within outside inside".split())
_TOWARDS = frozenset("of for from about and or to than with between".split())
_NO_NOUNS = frozenset("bury stoke".split())  # behind a preposition or *is* such a word is no word but a name
_BEHIND_NAMES = frozenset("police council force constabulary fire brigade borough jtai peel hmicfrs ofsted".split())
_BEHIND_CAPITALS = _BEHIND_NAMES | frozenset("area city county district services officers inspection report".split())
_WORDS_OF_OTHERS = frozenset(
    "the a an any no their our his her its this that these those more some enough each every all my your"
    " being which who that they we you i to not will would could should can may must often".split()
)
_VERBS = frozenset("is are was were do does did has have be been".split())
_LEARNT = frozenset(
    "progress attainment achievement skills support lessons improvement interest outcomes results standards taught"
    " fluency scores tests ability phonics early confident confidence".split()
)
_SMALL = frozenset(
    "and or do does did is are was were has have had will would can could should on in at with for to since about"
    " after before during get got handle deal tackle treat respond s good better doing like as".split()
)
_OPENING = (
    _WHERE
    | _TOWARDS
    | _SMALL
    | _VERBS
    | _WORDS_OF_OTHERS
    | frozenset("what how where why when whose if both inspection reinspection visit report letter review".split())
    | frozenset("compare contrast set put list show give tell summarise rank find explain describe check".split())
)
_OWNS = re.compile(r"['\u2019]s\b", re.I)
# Capital letters behind *in* that begin no place's name.
_NO_PLACES = frozenset(
    "england wales britain uk europe january february march april may june july august september october november"
    " december monday tuesday wednesday thursday friday saturday sunday covid christmas easter english welsh".split()
)
BESIDE = frozenset("and or v vs versus with than".split())  # between two names


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text in lower case, its place, and whether its first letter, or all of it, is a capital.

    ``owns`` tells that *'s* stands behind it.
    """

    word: str
    start: int
    end: int
    capital: bool
    upper: bool = False
    owns: bool = False


def tokens(text: str) -> list[Token]:
    """Words in lower case, ``&`` as *and*, without possessive endings."""
    found = re.finditer(r"&|[^\W_]+(?:['\u2019](?!s\b)[^\W_]+)*", text)
    return [
        Token(
            "and" if m[0] == "&" else m[0].lower().replace("\u2019", "'"),
            m.start(),
            m.end(),
            m[0][0].isupper(),
            m[0].isupper(),
            _OWNS.match(text, m.end()) is not None,
        )
        for m in found
        if m[0].lower() != "s" or text[m.start() - 1 : m.start()] not in ("'", "\u2019")
    ]


def is_meant(words: Sequence[Token], at: int, length: int) -> bool:
    """Whether an ordinary word, or several, from ``at`` on stand for the place of that name."""
    if len(words) == length:
        return True
    named = [word for word in words[at : at + length] if word.word not in _TOWARDS | _WHERE]
    capital = all(word.capital and not word.upper for word in named)
    return _of_letters(words, at, length, capital) + _of_neighbours(words, at, length, capital) >= ENOUGH


def is_meant_abroad(words: Sequence[Token], at: int, length: int, after_name: bool) -> bool:
    """Whether a place abroad is asked about, and not only where people or things come from (*from Ukraine*)."""
    before = words[at - 1].word if at else ""
    return (
        len(words) == length
        or before in _WHERE
        or before == "about"
        or (after_name and before in ("and", "or", "than", "with"))
        or _behind(words, at + length) in _BEHIND_NAMES
    )


def _of_letters(words: Sequence[Token], at: int, length: int, capital: bool) -> int:
    """A capital letter speaks for a name, but not that which opens a sentence or is part of a longer name."""
    if not capital or at == 0:
        return 0
    before = words[at - 1]
    longer = before.capital and before.word in common_words() and before.word not in _OPENING
    following = words[at + length] if at + length < len(words) else None
    led_in = before.word in _WHERE or before.word in _TOWARDS
    runs_on = (
        not led_in
        and following
        and following.capital
        and following.word in common_words() - _BEHIND_CAPITALS - _TOWARDS
    )
    return 0 if longer or runs_on else 2


def _of_neighbours(words: Sequence[Token], at: int, length: int, capital: bool) -> int:
    before = words[at - 1].word if at else ""
    behind = _behind(words, at + length)
    points = 2 * (before in _WHERE) + (before in _TOWARDS and not (before == "to" and not capital))
    points += 3 * (behind in (_BEHIND_CAPITALS if capital else _BEHIND_NAMES))
    if capital:
        return points + 2 * _beside_a_name(words, at + length)
    points -= 2 * (before in _WORDS_OF_OTHERS)
    if words[at].word in _NO_NOUNS:
        points += before in _WHERE | _TOWARDS - {"and", "or", "to"}
        points += 3 * (before in _VERBS)
    else:
        points -= before in _VERBS
    points += 2 * words[at + length - 1].owns  # no verb owns
    points -= at > 1 and words[at - 2].word in _LEARNT
    points -= _is_ordinary(behind) and behind not in _SMALL
    return points - (behind in ("and", "or") and _behind(words, at + length + 1) in common_words())


def _beside_a_name(words: Sequence[Token], at: int) -> bool:
    """Whether a word that joins two names stands here, and behind it one with a capital letter that is no ordinary one.

    *Bury and Suffolk*, but not *Reading and Writing*.
    """
    other = words[at + 1] if at + 1 < len(words) and words[at].word in BESIDE else None
    return bool(other and other.capital and other.word not in common_words())


def _is_ordinary(word: str) -> bool:
    """Whether a word behind a name is one that names do not stand before."""
    return word in common_words() and word not in _BEHIND_CAPITALS and word not in _TOWARDS


def _behind(words: Sequence[Token], at: int) -> str:
    return words[at].word if at < len(words) else ""


def unknown_names(words: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Of each name behind *in* or *near* that no list has its first token and that behind it.

    It has capital letters, and a word that is no ordinary one.
    """
    for at in range(1, len(words)):
        if words[at - 1].word not in ("in", "near", "around") or not words[at].capital:
            continue
        end = at
        while end < len(words) and words[end].capital and not words[end].upper:
            end += 1
        own = [word.word for word in words[at:end]]
        if own and not any(word in _NO_PLACES for word in own) and not all(word in common_words() for word in own):
            yield at, end
