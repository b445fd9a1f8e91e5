"""Which bodies have a passage on a topic: the passages of each are looked through, and read before they are listed."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise
from typing import Final

from bot.search.on_topic import speaks_of
from bot.search.rank import is_boilerplate
from bot.search.reread import CLEAR, NOISE
from bot.search.sentences import quote
from bot.types import Entry, Quote
from corpus.types import Report
from corpus.vocabulary.hedges import hedge_in
from index.passage_rows import embedded
from index.search import Index, Topic
from index.types import Hit, Reader, StoredPassage

# A pair of words of a topic is a phrase of its own where reports that hold the rarer word hold both in a sentence in
# this share of cases; and it tells which bodies are meant where no more than this share of all passages hold it.
TOGETHER: Final = 0.5
RARE: Final = 0.02
FEW: Final = 12  # passages that are few in any index
MOST: Final = 400  # passages looked into for a phrase
READ: Final = 20  # passages that are read: half a second
EACH: Final = 2  # of one body
OFF: Final = -5.0  # the logit below which even a sentence that holds the phrase is on something else
NAMED: Final = 0.5  # share of what a topic tells that a passage names which is not read to answer, only not to be noise
POINT: Final = 110  # characters of a long sentence by which a line of the list comes to the phrase
_WORD: Final = re.compile(r"[\w'\u2019-]+")
_CLAUSE_ENDS: Final = re.compile(r"[,;]|\b(?:but|although|though|while|whilst|yet|and this)\b", re.I)
BY_PHRASE: Final = (
    "Of the {held} bodies held, whose reports were searched, {having} {have} a passage that speaks of"
    " \u201c{phrase}\u201d in this context{marked}. This is a search and no register: others may say it in other words."
)
BY_LIKENESS: Final = (
    "At least {having} of the {held} bodies held, whose reports were searched, {have} a passage on this, which may"
    " also say that it is not so, each listed once{marked}. This is a search by likeness and no"
    " register: others may say it in other words."
)
MARKED: Final = "; {count} of them {is_} marked as planned or urged, in part or denied, by the words of the sentence"


@dataclass(frozen=True, slots=True)
class Phrase:
    """Two words of a topic that reports use together, by their stems, as they are asked; and the passages with both."""

    stems: frozenset[str]
    words: str
    stored: tuple[StoredPassage, ...]


@dataclass(frozen=True, slots=True)
class OfEach:
    """The best passage of each body, as a list and as quotes, the surest first; ``phrase`` is one they all speak of."""

    entries: tuple[Entry, ...]
    quotes: tuple[Quote, ...]
    phrase: str
    held: int

    @property
    def message(self) -> str:
        """Of how many bodies, how it was found, and how many say less than that it is so."""
        having = len({entry.body for entry in self.entries})
        marked = sum(bool(entry.what) for entry in self.entries)
        told = MARKED.format(count=marked, is_="is" if marked == 1 else "are") if marked else ""
        have = "has" if having == 1 else "have"
        form = BY_PHRASE if self.phrase else BY_LIKENESS
        return form.format(held=self.held, having=having, have=have, phrase=self.phrase, marked=told)


def phrase_of(index: Index, topic: Topic, reports: Sequence[Report]) -> Phrase | None:
    """The pair of words of a topic that reports use together and seldom; of several the most bound to each other."""
    stems_of = [(word, next(iter(index.lexical.stems(word)), "")) for word in _WORD.findall(topic.text)]
    best: tuple[float, Phrase] | None = None
    for (one, first), (two, second) in pairwise(stems_of):
        stems = frozenset((first, second))
        if "" in stems or len(stems) < 2 or any(stem in topic.unknown for stem in stems):
            continue
        rarer = min(_holding(index, stem) for stem in stems)
        if rarer > max(FEW, RARE * len(index.lexical)):
            continue
        stored = _with_both(index, stems, reports)
        share = len(stored) / (rarer + 1)  # what stands together once may do so by chance
        if share > TOGETHER and (best is None or share > best[0]):
            best = share, Phrase(stems, f"{one} {two}", stored)
    return best[1] if best else None


def _holding(index: Index, stem: str) -> float:
    """How many passages hold a word, by its rarity."""
    return (len(index.lexical) + 1) / math.exp(index.lexical.rarity(stem)) - 0.5


def _with_both(index: Index, stems: frozenset[str], reports: Sequence[Report]) -> tuple[StoredPassage, ...]:
    """The passages that hold two words in one sentence."""
    found = index.lexical.search(sorted(stems), MOST, [report.id for report in reports])
    held = index.store.passages([i for i, _ in found]).values()
    return tuple(one for one in held if not is_boilerplate(one) and any(_saying(index, one, stems)))


def _saying(index: Index, stored: StoredPassage, stems: frozenset[str]) -> list[bool]:
    """For each sentence of a passage whether it holds these words."""
    return [stems <= set(index.lexical.stems(sentence)) for sentence in stored.sentences]


def of_each(
    index: Index, reader: Reader | None, topic: Topic, reports: Sequence[Report], leans: Callable[[Quote], bool]
) -> OfEach:
    """The best passage on a topic of each body: one that speaks of its phrase, or that is read to be on it.

    ``leans`` tells whether a quote is of the strengths or weaknesses that are asked for.
    """
    phrase = phrase_of(index, topic, reports)
    stems = phrase.stems if phrase else frozenset[str]()
    best: dict[str, tuple[float, Entry]] = {}
    for hit in _read(reader, topic, _candidates(index, topic, phrase, reports)):
        saying = _saying(index, hit.stored, stems) if phrase else [False] * len(hit.stored.sentences)
        number, strength = _strongest(hit, saying)
        made = quote(index, _turned_to(hit, number), None)
        names = not hit.logits or index.coverage(topic, hit.stored) >= NAMED
        by_likeness = not phrase and names and speaks_of(index, topic, replace(made, score=hit.likeness))
        if not _is_on(hit, strength, saying[number], by_likeness=by_likeness, phrase=bool(phrase)) or not leans(made):
            continue
        sentence = hit.stored.sentences[number]
        value, hedge = _to_the_point(index, sentence, stems) if saying[number] else (sentence, "")
        body = made.report.body
        if body and (body not in best or best[body][0] < strength):
            best[body] = strength, Entry(body, hedge, value, made)
    surest = sorted(best.values(), key=lambda pair: (bool(pair[1].what), -pair[0], pair[1].body))
    entries = sorted((entry for _, entry in surest), key=lambda entry: (bool(entry.what), entry.what, entry.body))
    quotes = tuple(entry.quote for _, entry in surest if entry.quote)
    return OfEach(tuple(entries), quotes, phrase.words if phrase else "", len({one.body for one in reports}))


def _candidates(index: Index, topic: Topic, phrase: Phrase | None, reports: Sequence[Report]) -> list[Hit]:
    """The passages to read: those with the phrase, the most on the topic first, then what a search finds."""
    hits = index.search(topic, [report.id for report in reports])
    known = {hit.stored.id: hit for hit in hits}
    with_phrase = [known.get(one.id) or _found_by_words(one) for one in (phrase.stored if phrase else ())]
    with_phrase.sort(key=lambda hit: (-index.coverage(topic, hit.stored), -hit.likeness))
    taken = {hit.stored.id for hit in with_phrase}
    others = [hit for hit in hits if hit.stored.id not in taken and not is_boilerplate(hit.stored)]
    return list(islice(_few_of_each([*with_phrase, *others]), max(READ, len(with_phrase))))


def _few_of_each(hits: Sequence[Hit]) -> Iterator[Hit]:
    counts: dict[str, int] = {}
    for hit in hits:
        counts[hit.stored.report_id] = counts.get(hit.stored.report_id, 0) + 1
        if counts[hit.stored.report_id] <= EACH:
            yield hit


def _found_by_words(stored: StoredPassage) -> Hit:
    return Hit(stored, 0.0, 0.0, (0.0,) * len(stored.sentences))


def _read(reader: Reader | None, topic: Topic, hits: Sequence[Hit]) -> list[Hit]:
    if not reader or not hits:
        return list(hits)
    judged = reader.logits(topic.text, [embedded(hit.stored) for hit in hits])
    return [replace(hit, logits=logits) for hit, logits in zip(hits, judged, strict=True)]


def _strongest(hit: Hit, saying: Sequence[bool]) -> tuple[int, float]:
    """The sentence to quote, one with the phrase if there is one, and how sure it is: as it is read, or by likeness."""
    scores = hit.logits or hit.sentence_cosines
    number = max(range(len(scores)), key=lambda n: (saying[n], scores[n], -n))
    return number, scores[number]


def _turned_to(hit: Hit, number: int) -> Hit:
    """A hit whose best sentence is the one of this number."""
    cosines = tuple(1.0 if n == number else 0.0 for n in range(len(hit.sentence_cosines)))
    return replace(hit, sentence_cosines=cosines, logits=())


def _is_on(hit: Hit, strength: float, says: bool, *, by_likeness: bool, phrase: bool) -> bool:
    """Whether a passage is on the topic: by its phrase, unless it is read to be on something else, or as it is read."""
    if not hit.logits:
        return says or by_likeness
    if phrase:
        return strength >= OFF if says else strength >= CLEAR
    return strength > 0 or (by_likeness and strength > NOISE)


def _to_the_point(index: Index, sentence: str, stems: frozenset[str]) -> tuple[str, str]:
    """A sentence, of a long one its end from a little before the phrase, so that a line of a list holds it.

    The other is what takes it back, up to the end of the clause that holds the phrase.
    """
    start, end = _narrowest(index, sentence, stems)
    clause = _CLAUSE_ENDS.search(sentence, end)
    hedge = hedge_in(sentence[: clause.start() if clause else len(sentence)])
    cut = sentence.find(" ", min(start, end - POINT)) if end > POINT else -1
    return (f"\u2026{sentence[cut:]}" if 0 <= cut < start else sentence), hedge


def _narrowest(index: Index, sentence: str, stems: frozenset[str]) -> tuple[int, int]:
    """Where the words of a phrase stand nearest to each other in a sentence: its first and last character."""
    last: dict[str, int] = {}
    best = (0, len(sentence))
    for match in _WORD.finditer(sentence):
        last |= dict.fromkeys(stems.intersection(index.lexical.stems(match[0])), match.start())
        start = min(last.values(), default=0)
        if len(last) == len(stems) and match.end() - start < best[1] - best[0]:
            best = start, match.end()
    return best
