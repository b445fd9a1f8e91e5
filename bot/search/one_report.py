"""What is quoted from one report, or from a body's few: sentences on the topic, those that say it above all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from bot.search.phrase_match import Worded
from bot.search.rank import is_boilerplate
from bot.search.sentences import quote
from bot.types import Quote
from index.search import Index
from index.types import Hit

_NOT = -1.0  # the cosine of a sentence that is not to be quoted


def spoken(
    index: Index, hits: Sequence[Hit], found: Sequence[Hit], says: Worded, speaks_of: Callable[[Quote], bool]
) -> Iterator[Quote]:
    """Quotes on the topic: of the strong ``hits`` those that speak of it, and of all ``found`` what says its words.

    A sentence that says the topic comes first where none of the others does. Where no sentence is on the topic,
    those of a section headed by it are quoted, and rows of tables, which are mostly grades, only as the last.
    """
    sentences = [one for hit in _of(hits, row=False) for one in [quote(index, hit, None)] if speaks_of(one)]
    if not any(_says(one, says) for one in sentences):
        sentences = [*islice(_worded(index, _of(found, row=False), says), 1), *sentences]
    yield from sentences or [quote(index, hit, None) for hit in _of(_headed(found, says), row=False)]
    if not sentences and not _headed(found, says):
        rows = [one for hit in _of(hits, row=True) for one in [quote(index, hit, None)] if speaks_of(one)]
        yield from rows or islice(_worded(index, _of(found, row=True), says), 1)


def _worded(index: Index, hits: Sequence[Hit], says: Worded) -> Iterator[Quote]:
    """Quotes of sentences that say the topic, the most alike first, what stands in every report last."""
    own = (_only(hit, [says(words) for words in hit.stored.sentences]) for hit in hits)
    saying = sorted(filter(None, own), key=lambda hit: (is_boilerplate(hit.stored), -max(hit.sentence_cosines)))
    return (one for hit in saying for one in [quote(index, hit, None)] if _says(one, says))


def _headed(hits: Sequence[Hit], says: Worded) -> list[Hit]:
    """Hits under a heading that is the topic, the most alike first."""
    under = [hit for hit in hits if any(map(says.is_heading, hit.stored.passage.heading))]
    return sorted(under, key=lambda hit: -max(hit.sentence_cosines))


def _says(one: Quote, says: Worded) -> bool:
    return says(one.text) or says(one.lead_in or "")


def _of(hits: Sequence[Hit], *, row: bool) -> list[Hit]:
    """Hits of which only rows of tables are quoted, or only what is none."""
    own = (_only(hit, [(one.kind == "row") == row for one in hit.stored.passage.sentences]) for hit in hits)
    return [hit for hit in own if hit]


def _only(hit: Hit, wanted: Sequence[bool]) -> Hit | None:
    """A hit of which only the sentences that are ``wanted`` are quoted; none where there is none left."""
    cosines = zip(hit.sentence_cosines, wanted, strict=True)
    kept = tuple(cosine if one else _NOT for cosine, one in cosines)
    return replace(hit, sentence_cosines=kept) if max(kept) > _NOT else None
