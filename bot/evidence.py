"""How strong the evidence for an answer is, and from where on it is quoted."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from bot.rank import holds_sought
from bot.types import Quote
from bot.understand import Question
from corpus.plain_words import as_written
from index.search import Index, Topic
from index.types import Hit

# Below this, silence. Chosen on the curve that scripts/evaluate.py draws: the highest strength at
# which no more than 3 in 100 questions that the reports answer are refused.
THRESHOLD = 0.38
NEAR = 5  # hits looked at
WORDED = 0.9  # share of a question's information at which a passage that holds its words counts as alike
UNHEARD = 8.0  # how much is taken off for words that the reports never use, and do not put otherwise
NOT_SOUGHT = 0.3  # taken off where a number or a sum is sought and nothing alike gives one
# Chosen on 93 quotes for 27 topics, read one by one: of 48 on the topic 4 are lost, of 45 off it 11 are kept. Of 100
# questions with known answers 87 get a quote from the report that holds the answer, 23 from one on another body.
ON_TOPIC = 0.55
BY_WORDS = 0.25  # what a quote gains that holds all telling words of the topic
# Where a short topic is looked for in a few reports, a passage must hold this share of what it tells, or be as like
# it as this. Chosen on 400 topics that a body's reports never name and 400 that they do, two to three words each.
FEW_REPORTS = 3
SHORT_TOPIC = 3  # telling words
HELD = 0.45
VERY_LIKE = 0.5
_ASKING = frozenset(  # words of a question that are no topic
    "enough need needs needed must should ought much many any still really recommend recommended"
    " recommendations".split()
)
ABOUT_AS_ALIKE = 0.9  # share of the best sentence's likeness from which one counts as alike


def strength(index: Index, topic: Topic, hits: Sequence[Hit], question: Question) -> float:
    """How strong the evidence is, from 0 to 1: likeness, less what the question asks and it lacks."""
    near = hits[:NEAR]
    if not near:
        return 0.0
    found = max(hit.likeness for hit in near)
    if found < THRESHOLD and max(index.coverage(topic, hit.stored) for hit in near) >= WORDED:
        found = THRESHOLD
    found -= UNHEARD * index.unheard(topic, near)
    if question.seeks in ("count", "money") and not _gives(near, question.seeks):
        found -= NOT_SOUGHT
    return max(0.0, min(1.0, found))


def short_topic(question: Question) -> str:
    """The words of a question that tell, without those that only ask."""
    return " ".join(word for word in question.telling if word not in _ASKING)


def on_short_topic(
    index: Index, topic: Topic, question: Question, reports: Collection[str] | None, hits: Sequence[Hit]
) -> list[Hit]:
    """The hits that name a short topic, or are very like it, where a few reports are searched; else all hits.

    Nothing competes with what a few reports hold, so that some passage always comes near to a topic they never name.
    """
    if reports is None or len(reports) > FEW_REPORTS:
        return list(hits)
    told = set(index.lexical.stems(as_written(short_topic(question))))
    kept = [(stem, rarity) for stem, rarity in zip(topic.stems, topic.rarity, strict=True) if stem in told]
    if not 1 <= len(kept) <= SHORT_TOPIC or told & set(topic.unknown):
        return list(hits)
    short = replace(topic, stems=tuple(stem for stem, _ in kept), rarity=tuple(rarity for _, rarity in kept))
    return [hit for hit in hits if hit.likeness >= VERY_LIKE or index.coverage(short, hit.stored) >= HELD]


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


def _gives(near: Sequence[Hit], seeks: str) -> bool:
    """Whether a sentence that holds what is sought is about as like the question as any near it."""
    best = max(max(hit.sentence_cosines) for hit in near)
    read = (
        (words, alike) for hit in near for words, alike in zip(hit.stored.sentences, hit.sentence_cosines, strict=True)
    )
    return any(alike >= ABOUT_AS_ALIKE * best and holds_sought(words, seeks) for words, alike in read)
