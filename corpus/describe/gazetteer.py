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

from corpus.describe import institutions
from corpus.describe.meant import BESIDE, Token, is_meant, is_meant_abroad, tokens, unknown_names
from corpus.describe.places import Place, Places, place_key, places
from corpus.vocabulary.common_words import common_words

DATA = Path(__file__).parent / "bodies.tsv"
TYPO = 87.0  # least similarity, of 100, at which a misspelt name is taken for a name
SHORTEST_OWNER = 4  # letters of a name whose owner's s has no apostrophe
SHORTEST_TYPO = 6  # letters: shorter names are too near to other words
# Names that are also words count only where the sentence says so; short forms among them only in capitals.
_WORDS = frozenset("met titan zephyr odyssey reading bury bath poole slough sale beds bucks staffs stoke".split())
_SHORT_FORMS = frozenset("asp asc bf clp dpp mps".split())
_WORDS_OF_PLACES = frozenset(
    "rugby street crook flint leek diss barking ash hart fleet barrow eden portland ripley arnold carlton knowle"
    " stanley bourne wing epping hunts".split()
)
_NOT_NAMES = (
    "england and wales", "great britain", "london borough of", "metropolitan borough", "metropolitan district",
    "metropolitan council", "metropolitan county", "new york",
)  # fmt: skip


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
    """Where a text names a body or a place: characters ``start`` to ``end``, and the bodies it may mean.

    ``place`` is the name of a place that is no body itself, whose bodies are the local areas it lies in and
    the force and fire service of these; a place has none outside England and Wales, or where it is not known.
    ``country`` is where a place lies, empty where it is not known.
    """

    start: int
    end: int
    bodies: tuple[Body, ...]
    typo: bool = False
    place: str = ""
    country: str = ""


def _key(name: str) -> tuple[str, ...]:
    if name.replace(" ", "").isalnum():  # most names; the plain way is the faster
        return tuple(name.lower().split())
    return tuple(token.word for token in tokens(name))


class Gazetteer:
    """Finds the bodies that a text names."""

    def __init__(self, bodies: Iterable[Body], towns: Places | None = None) -> None:
        """``towns`` are places by :func:`corpus.describe.places.place_key`; none where they are left out."""
        self.bodies = tuple(bodies)
        self._named = {body.name: body for body in self.bodies}
        self._by_key: dict[tuple[str, ...], list[Body]] = defaultdict(list)
        for body in self.bodies:
            for key in dict.fromkeys(_key(name) for name in _names(body)):
                self._by_key[key].append(body)
        self._towns = towns or Places({})
        self._over: dict[str, list[Body]] = defaultdict(list)
        for body in self.bodies:
            for area in body.areas:
                self._over[area].append(body)
        self._longest = self._longest_by_first_word()
        shortest_last = sorted(self._by_key, key=len, reverse=True)
        self._spellings = {name: tuple(name.split()) for name in self._towns.well_known if len(name) > SHORTEST_TYPO}
        self._spellings |= {_place(key): key for key in shortest_last if len(_place(key)) >= SHORTEST_TYPO}

    def _longest_by_first_word(self) -> dict[str, int]:
        longest: dict[str, int] = {}
        for key in (*self._by_key, *(tuple(name.split()) for name in _NOT_NAMES)):
            longest[key[0]] = max(len(key), longest.get(key[0], 0))
        for name in self._towns:
            first, count = name.split(" ", 1)[0], name.count(" ") + 1
            if count > longest.get(first, 0):
                longest[first] = count
        return longest

    def get(self, name: str) -> Body | None:
        """The body of a canonical name."""
        return self._named.get(name)

    def is_name(self, name: str) -> bool:
        """Whether a body or a place set by hand goes by a name."""
        return _key(name) in self._by_key or place_key(name) in self._towns.well_known

    def find(self, text: str, *, typos: bool = False, within: bool = True) -> tuple[Mention, ...]:
        """Every mention of a body or place in a text, longest names first choice, in order.

        With ``typos``, words that name nothing are compared with all names, too, and a name behind *in* that is
        none known here is a mention of no body. Without ``within``, places that are no bodies are not found.
        """
        words = tokens(text)
        mentions = tuple(self._mentions(words, text, within=within))
        if typos and not mentions:
            corrected = self._corrected(words)
            mentions = tuple(replace(mention, typo=True) for mention in self._mentions(corrected, text, within=within))
            return mentions or tuple(_unknown(words, text) if within else ())
        return mentions

    def _mentions(self, words: Sequence[Token], text: str, *, within: bool) -> Iterator[Mention]:
        at, last = 0, 0
        while at < len(words):
            if half := self._half(words, at):
                yield Mention(words[at].start, words[at].end, half)
            length = self._match(words, at, within=within, after_name=bool(last))
            if length > 0:
                yield from self._mention(words, at, length, text)
            last = length if length > 0 else last if words[at].word in ("and", "or", "than", "with") else 0
            at += max(1, abs(length))  # below 0: words that look like a name and are none

    def _half(self, words: Sequence[Token], at: int) -> tuple[Body, ...]:
        """The bodies of the name whose end the name behind *and* or *or* has, too (*North and West Yorkshire*)."""
        if len(words) < at + 4 or words[at + 1].word not in BESIDE:
            return ()
        first, behind = words[at].word, at + 2
        if first not in _POINTS or words[behind].word not in _POINTS - {first}:
            return ()
        longest = min(self._longest.get(words[behind].word, 0), len(words) - behind)
        whole = (tuple(word.word for word in words[behind : behind + length]) for length in range(longest, 1, -1))
        names = (((first, *key[1:]), key) for key in whole)
        return next((tuple(self._by_key[half]) for half, key in names if {half, key} <= self._by_key.keys()), ())

    def _mention(self, words: Sequence[Token], at: int, length: int, text: str) -> Iterator[Mention]:
        """The mention of a name; of a hospital, prison or the like that has a name in its own, that of the area."""
        key = tuple(word.word for word in words[at : at + length])
        known = self._towns.get(" ".join(key))
        bodies = tuple(self._by_key[key]) if key in self._by_key else self._of_place(known)
        start, end = words[at].start, words[at + length - 1].end
        country = known.country if known and not bodies else ""
        place = known.name if known and key not in self._by_key else ""
        if span := institutions.around(words, at, length):
            first, behind, local = span
            start, end = words[first].start, words[behind - 1].end
            bodies = tuple(body for body in bodies if body.kind == "area") if local else ()
            place, country = text[start:end], ""
        yield Mention(start, end, bodies, place=place, country=country)

    def _of_place(self, place: Place | None) -> tuple[Body, ...]:
        areas = [self._named[name] for name in (place.areas if place else ()) if name in self._named]
        return tuple(dict.fromkeys([*areas, *(body for area in areas for body in self._over[area.name])]))

    def _match(self, words: Sequence[Token], at: int, *, within: bool, after_name: bool) -> int:
        """How many tokens from ``at`` on are a name; negative for words to pass over."""
        longest = min(self._longest.get(words[at].word, 0), len(words) - at)
        for length in range(longest, 0, -1):
            key = tuple(token.word for token in words[at : at + length])
            name = " ".join(key)
            if key in self._by_key:
                if self._is_meant(words, at, key):
                    return length
            elif within and (place := self._towns.get(name)) and _is_meant_place(words, at, length, place, after_name):
                return length
            elif name in _NOT_NAMES:
                return -length
        return 0

    def _is_meant(self, words: Sequence[Token], at: int, key: tuple[str, ...]) -> bool:
        """Whether a name that is also a common word stands for the body here."""
        if len(key) > 1 or len(words) == 1:
            return True
        if key[0] in _SHORT_FORMS:
            return words[at].upper and at > 0
        return key[0] not in _WORDS or is_meant(words, at, 1)

    def _corrected(self, words: Sequence[Token]) -> list[Token]:
        """The tokens, with the words that are most like a name put right, if any are like enough."""
        best = TYPO
        corrected: list[Token] = []
        tried: set[str] = set()
        for at, word in enumerate(words):
            if known := self._owner(word.word) or self._swapped(word.word):
                return [*words[:at], Token(known, word.start, word.end, True), *words[at + 1 :]]
        for length in (3, 2, 1):
            for at in range(len(words) - length + 1):
                part = words[at : at + length]
                joined = " ".join(word.word for word in part)
                if joined in tried or len(joined) < SHORTEST_TYPO or not _may_be_misspelt(joined.split()):
                    continue
                tried.add(joined)
                match = process.extractOne(joined, self._spellings.keys(), scorer=fuzz.ratio, score_cutoff=best)
                if match and (match[1] > best or not corrected):
                    best = match[1]
                    name = [Token(word, part[0].start, part[-1].end, True) for word in self._spellings[match[0]]]
                    corrected = [*words[:at], *name, *words[at + length :]]
        return corrected

    def _owner(self, word: str) -> str:
        """The name of one word that a word is, with the *s* of an owner and without its apostrophe (*kents*)."""
        name = word.removesuffix("s")
        known = name != word and len(name) >= SHORTEST_OWNER and (name,) in self._by_key
        return name if known and _may_be_misspelt([name]) and _may_be_misspelt([word]) else ""

    def _swapped(self, word: str) -> str:
        """The name of one word that a word is with two letters swapped (*dorest*)."""
        if len(word) < SHORTEST_TYPO or not _may_be_misspelt([word]):
            return ""
        swapped = (f"{word[:at]}{word[at + 1]}{word[at]}{word[at + 2 :]}" for at in range(1, len(word) - 1))
        return next((name for name in swapped if name != word and (name,) in self._by_key), "")

    def siblings(self, body: Body) -> tuple[Body, ...]:
        """The bodies of other kinds that share the name of a body's place."""
        return tuple(other for other in self._by_key.get(_key(_place(_key(body.name))), ()) if other is not body)

    def over(self, area: Body) -> tuple[Body, ...]:
        """The forces and services whose area an area lies in."""
        return tuple(self._over.get(area.name, ()))


def _unknown(words: Sequence[Token], text: str) -> Iterator[Mention]:
    for first, behind in unknown_names(words):
        start, end = words[first].start, words[behind - 1].end
        yield Mention(start, end, (), place=text[start:end])


def _is_meant_place(words: Sequence[Token], at: int, length: int, place: Place, after_name: bool) -> bool:
    """Whether words that are the name of a place stand for it."""
    if place.abroad:
        return is_meant_abroad(words, at, length, after_name)
    ordinary = all(word.word in common_words() or word.word in _WORDS_OF_PLACES for word in words[at : at + length])
    return not ordinary or is_meant(words, at, length)


_GENERIC = frozenset(
    "police constabulary force fire and rescue service brigade frs council city borough county area".split()
)
# Words of questions, and towns, that are spelt almost like a name.
_ORDINARY = _GENERIC | _WORDS | frozenset("southward brightness hovering midlands railway railways".split())
_COMPASS = {"North": ("N", "Nth"), "South": ("S", "Sth"), "East": ("E",), "West": ("W",)}
_POINTS = frozenset(point.lower() for long, short in _COMPASS.items() for point in (long, *short))


def _may_be_misspelt(words: Sequence[str]) -> bool:
    """Whether no word is an ordinary one, but for *and* between others."""
    inner = [word for word in words[1:-1] if word != "and"]
    ends = [words[0], *inner, words[-1]]
    return not _ORDINARY.intersection(ends) and (len(words) > 1 or words[0] not in common_words())


def _place(key: Sequence[str]) -> str:
    """The words of a name that say where: without *police*, *council* and the like around them."""
    words = list(key)
    while words and words[-1] in _GENERIC:
        words.pop()
    return " ".join(words)


def _names(body: Body) -> Iterator[str]:
    """Every name, those that begin with a point of the compass with its letter, too, and *Barking n Dagenham*."""
    for name in _spelt_out(body):
        yield name
        first, _, rest = name.partition(" ")
        if rest:
            yield from (f"{short} {rest}" for short in _COMPASS.get(first, ()))
        if " and " in name:
            yield name.replace(" and ", " n ")


def _spelt_out(body: Body) -> Iterator[str]:
    """The canonical name, the aliases, and the usual short forms."""
    yield body.name
    yield from body.aliases
    if body.kind == "fire" and "Fire and Rescue Service" in body.name:
        place = body.name.removesuffix(" Fire and Rescue Service")
        for form in ("Fire and Rescue", "Fire Service", "Fire Brigade", "Fire", "FRS"):
            yield f"{place} {form}"
        yield "".join(word[0] for word in re.findall(r"[A-Z]\w*", place)) + "FRS"
    elif body.kind == "fire" and body.name.startswith(("West Midlands", "Cleveland", "London")):
        place = body.name.partition(" Fire")[0]
        for form in ("Fire and Rescue Service", "Fire and Rescue", "Fire Service", "Fire", "FRS"):
            yield f"{place} {form}"
    elif body.kind == "police":
        place = re.sub(r" (?:Police Service|Police|Constabulary)$", "", body.name)
        for form in ("", " Police", " Constabulary", " Police Force", " Force"):
            yield place + form
    elif body.kind == "area":
        for form in ("Council", "City", "City Council", "Borough", "County", "County Council", "area"):
            yield f"{body.name} {form}"


@cache
def gazetteer() -> Gazetteer:
    """The bodies and places that ship with the project."""
    with DATA.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    bodies = [
        Body(row["name"], row["kind"], row["country"], _listed(row["aliases"]), _listed(row["areas"])) for row in rows
    ]
    return Gazetteer(bodies, places())


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split(";") if part)
