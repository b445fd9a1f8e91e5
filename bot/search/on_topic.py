"""Whether what was found is on the topic, where likeness alone does not tell."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from bot.question.question import Question
from bot.registers.grade_area import meant_in
from bot.types import Quote
from corpus.vocabulary.plain_words import as_written
from index.lexical import rarity
from index.search import Index, Topic
from index.types import Hit

# Chosen on 93 quotes for 27 topics, read one by one: of 48 on the topic 4 are lost, of 45 off it 11 are kept. Of 100
# questions with known answers 87 get a quote from the report that holds the answer, 23 from one on another body.
ON_TOPIC = 0.55
BY_WORDS = 0.25  # what a quote gains that holds all telling words of the topic
# Where a short topic is looked for in a few reports, a passage must hold this share of what it tells, or be as like
# it as this. Chosen on 400 topics that a body's reports never name and 400 that they do, two to three words each.
FEW_REPORTS = 3
SHORT_TOPIC = 3  # telling words
NAMED = 8  # passages at most that hold the name of something in particular, and at most one of so many
ONE_OF = 200
HELD = 0.45
VERY_LIKE = 0.5
_ASKING = frozenset(  # words of a question that are no topic
    "enough need needs needed must should ought much many any still really like recommend recommended"
    " recommendations".split()
)


def short_topic(question: Question) -> str:
    """The words of a question that tell, without those that only ask."""
    return " ".join(word for word in question.telling if word not in _ASKING)


def on_short_topic(
    index: Index, topic: Topic, question: Question, reports: Collection[str] | None, hits: Sequence[Hit]
) -> list[Hit]:
    """The hits that name a short topic, are very like it or are read to answer, of a few reports; else all hits.

    What stands under the heading of the area of work that people call so names it, too.

    Nothing competes with what a few reports hold, so that some passage always comes near to a topic they never name.
    """
    if reports is None or len(reports) > FEW_REPORTS:
        return list(hits)
    told = set(index.lexical.stems(as_written(short_topic(question))))
    meant = meant_in(topic.text)
    kept = [(stem, rarity) for stem, rarity in zip(topic.stems, topic.rarity, strict=True) if stem in told]
    if not 1 <= len(kept) <= SHORT_TOPIC or told & set(topic.unknown):
        return list(hits)
    short = replace(topic, stems=tuple(stem for stem, _ in kept), rarity=tuple(rarity for _, rarity in kept))
    return [
        hit
        for hit in hits
        if hit.answers
        or hit.likeness >= VERY_LIKE
        or index.coverage(short, hit.stored) >= HELD
        or meant & meant_in("\n".join(hit.stored.passage.heading))
    ]


def of_the_named(index: Index, topic: Topic, quotes: Sequence[Quote]) -> list[Quote]:
    """Quotes on a short topic; where the first is of what few passages name (*Operation Raptor*), those alone that do.

    What is only alike is then another thing of that kind.
    """
    passages = len(index.lexical)
    least = rarity(min(NAMED, passages // ONE_OF), passages)
    rare = {stem for stem, tells in zip(topic.stems, topic.rarity, strict=True) if tells >= least}
    if not quotes or len(topic.stems) > SHORT_TOPIC or not rare - {*topic.unknown}:
        return list(quotes)
    said = [{*index.lexical.stems(" ".join((*quote.heading, quote.lead_in or "", quote.passage)))} for quote in quotes]
    named = rare & said[0]
    return [quote for quote, stems in zip(quotes, said, strict=True) if named <= stems]


def speaks_of(index: Index, topic: Topic, quote: Quote) -> bool:
    """Whether a quote from a report that was searched alone is on the topic, by its likeness and its words.

    Among the passages of one report some always come near: nothing competes with them. So less is trusted
    to likeness than in a search of all reports, where what is truly on a topic comes first.
    """
    words = " ".join((*quote.heading[-1:], quote.lead_in or "", quote.text))
    return enough(quote.score, index.covered(topic, words))


def enough(likeness: float, covered: float) -> bool:
    """Whether words are on a topic, by their cosine with it and the share of its telling words that they hold."""
    return likeness + BY_WORDS * covered >= ON_TOPIC
