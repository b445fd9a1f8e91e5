"""Bodies that are inspected, by every name they go by: forces, fire services, local areas."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from rapidfuzz import fuzz, process

DATA = Path(__file__).parent / "bodies.tsv"
TYPO = 87.0  # least similarity, of 100, at which a misspelt name is taken for a name
SHORTEST_TYPO = 6  # letters: shorter names are too near to other words
# Names that are also words: only with a capital letter or behind a word of place.
_WORDS = frozenset("met asp asc bf clp dpp titan zephyr odyssey reading bury bath poole slough sale".split())
_PLACE = frozenset("in at of for from about and or".split())
_NOT_NAMES = ("england and wales", "newcastle under lyme", "great britain", "london borough of", "new york")


@dataclass(frozen=True, slots=True)
class Body:
    """A force (``police``), fire service (``fire``), local area (``area``) or ``other`` body.

    ``areas`` are the names of the local areas within a force's or service's area.
    """

    name: str
    kind: str
    country: str
    aliases: tuple[str, ...]
    areas: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a text names a body: characters ``start`` to ``end``, and the bodies it may mean."""

    start: int
    end: int
    bodies: tuple[Body, ...]
    typo: bool = False


@dataclass(frozen=True, slots=True)
class _Token:
    word: str
    start: int
    end: int
    capital: bool


def _tokens(text: str) -> list[_Token]:
    """Words in lower case, ``&`` as *and*, without possessive endings."""
    found = re.finditer(r"&|[^\W_]+(?:['\u2019](?!s\b)[^\W_]+)*", text)
    return [
        _Token("and" if m[0] == "&" else m[0].lower(), m.start(), m.end(), m[0][0].isupper())
        for m in found
        if m[0].lower() != "s" or text[m.start() - 1 : m.start()] not in ("'", "\u2019")
    ]


def _key(name: str) -> tuple[str, ...]:
    return tuple(token.word for token in _tokens(name))


class Gazetteer:
    """Finds the bodies that a text names."""

    def __init__(self, bodies: Iterable[Body]) -> None:
        self.bodies = tuple(bodies)
        self._named = {body.name: body for body in self.bodies}
        self._by_key: dict[tuple[str, ...], list[Body]] = defaultdict(list)
        for body in self.bodies:
            for key in dict.fromkeys(_key(name) for name in _names(body)):
                self._by_key[key].append(body)
        self._longest = max(map(len, self._by_key))
        shortest_last = sorted(self._by_key, key=len, reverse=True)
        self._spellings = {_place(key): key for key in shortest_last if len(_place(key)) >= SHORTEST_TYPO}

    def get(self, name: str) -> Body | None:
        """The body of a canonical name."""
        return self._named.get(name)

    def find(self, text: str, *, typos: bool = False) -> tuple[Mention, ...]:
        """Every mention of a body in a text, longest names first choice, in order.

        With ``typos``, words that name nothing are compared with all names, too.
        """
        tokens = _tokens(text)
        mentions = tuple(self._mentions(tokens))
        if typos and not mentions:
            return tuple(replace(mention, typo=True) for mention in self._mentions(self._corrected(tokens)))
        return mentions

    def _mentions(self, tokens: Sequence[_Token]) -> Iterator[Mention]:
        at = 0
        while at < len(tokens):
            length = self._match(tokens, at)
            if length > 0:
                bodies = self._by_key[tuple(t.word for t in tokens[at : at + length])]
                yield Mention(tokens[at].start, tokens[at + length - 1].end, tuple(bodies))
            at += max(1, abs(length))  # below 0: words that look like a name and are none

    def _match(self, tokens: Sequence[_Token], at: int) -> int:
        """How many tokens from ``at`` on are a name; negative for words to pass over."""
        for length in range(min(self._longest, len(tokens) - at), 0, -1):
            key = tuple(token.word for token in tokens[at : at + length])
            if " ".join(key) in _NOT_NAMES:
                return -length
            if key in self._by_key and self._is_meant(tokens, at, key):
                return length
        return 0

    def _is_meant(self, tokens: Sequence[_Token], at: int, key: tuple[str, ...]) -> bool:
        """Whether a name that is also a common word stands for the body here."""
        if len(key) > 1 or key[0] not in _WORDS or len(tokens) == 1:
            return True
        if key[0] == "met" or len(key[0]) <= 3:
            return tokens[at].capital and at > 0
        return (tokens[at].capital and at > 0) or (at > 0 and tokens[at - 1].word in _PLACE)

    def _corrected(self, tokens: Sequence[_Token]) -> list[_Token]:
        """The tokens, with the words that are most like a name put right, if any are like enough."""
        best = TYPO
        corrected: list[_Token] = []
        for length in (3, 2, 1):
            for at in range(len(tokens) - length + 1):
                part = tokens[at : at + length]
                words = " ".join(token.word for token in part)
                if len(words) < SHORTEST_TYPO or not _may_be_misspelt(words.split()):
                    continue
                match = process.extractOne(words, self._spellings.keys(), scorer=fuzz.ratio, score_cutoff=best)
                if match and (match[1] > best or not corrected):
                    best = match[1]
                    name = [_Token(word, part[0].start, part[-1].end, True) for word in self._spellings[match[0]]]
                    corrected = [*tokens[:at], *name, *tokens[at + length :]]
        return corrected

    def siblings(self, body: Body) -> tuple[Body, ...]:
        """The bodies of other kinds that share the name of a body's place."""
        return tuple(other for other in self._by_key.get(_key(_place(_key(body.name))), ()) if other is not body)

    def over(self, area: Body) -> tuple[Body, ...]:
        """The forces and services whose area an area lies in."""
        return tuple(body for body in self.bodies if area.name in body.areas)


_GENERIC = frozenset(
    "police constabulary force fire and rescue service brigade frs council city borough county area".split()
)
# Words of questions, and towns, that are spelt almost like a name.
_ORDINARY = (
    _GENERIC
    | _WORDS
    | frozenset(
        "in of the to is are southward lending brightness wording training learning meeting wellbeing neglect children"
        " serving response station stations nothing meaning"
        " darling newborn staffing dealing healing sealing spreading regarding readings border borders hovering railway"
        " railways southern midlands stafford hertford rochester".split()
    )
)
_COMPASS = {"North": "N", "South": "S", "East": "E", "West": "W"}


def _may_be_misspelt(words: Sequence[str]) -> bool:
    """Whether no word is an ordinary one, but for *and* between others."""
    inner = [word for word in words[1:-1] if word != "and"]
    return not _ORDINARY.intersection([words[0], *inner, words[-1]])


def _place(key: Sequence[str]) -> str:
    """The words of a name that say where: without *police*, *council* and the like around them."""
    words = list(key)
    while words and words[-1] in _GENERIC:
        words.pop()
    return " ".join(words)


def _names(body: Body) -> Iterator[str]:
    """Every name, and those that begin with a point of the compass with its letter, too."""
    for name in _spelt_out(body):
        yield name
        first, _, rest = name.partition(" ")
        if first in _COMPASS and rest:
            yield f"{_COMPASS[first]} {rest}"


def _spelt_out(body: Body) -> Iterator[str]:
    """The canonical name, the aliases, and the usual short forms."""
    yield body.name
    yield from body.aliases
    if body.kind == "fire" and "Fire and Rescue Service" in body.name:
        place = body.name.removesuffix(" Fire and Rescue Service")
        for form in ("Fire and Rescue", "Fire Service", "Fire Brigade", "Fire", "FRS"):
            yield f"{place} {form}"
    elif body.kind == "fire" and body.name.startswith(("West Midlands", "Cleveland", "London")):
        place = body.name.partition(" Fire")[0]
        for form in ("Fire and Rescue Service", "Fire and Rescue", "Fire Service", "Fire", "FRS"):
            yield f"{place} {form}"
    elif body.kind == "police":
        place = re.sub(r" (?:Police Service|Police|Constabulary)$", "", body.name)
        for form in ("", " Police", " Constabulary", " Police Force", " Force"):
            yield place + form
    elif body.kind == "area":
        for form in ("Council", "City Council", "Borough", "County Council", "area"):
            yield f"{body.name} {form}"


@cache
def gazetteer() -> Gazetteer:
    """The bodies that ship with the project."""
    with DATA.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return Gazetteer(
        Body(row["name"], row["kind"], row["country"], _listed(row["aliases"]), _listed(row["areas"])) for row in rows
    )


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split(";") if part)
