"""How strong the evidence for an answer is, and the strength below which nothing is quoted."""

from __future__ import annotations

import math
from collections.abc import Sequence

from bot.question.question import Question
from bot.search.figures import holds_sought
from index.search import Index, Topic
from index.types import Hit

# Below this, silence. Chosen on the curve that scripts/evaluate.py draws: the highest strength at
# which no more than 3 in 100 questions that the reports answer are refused.
THRESHOLD = 0.38
NEAR = 5  # hits looked at
WORDED = 0.9  # share of a question's information at which a passage that holds its words counts as alike
UNHEARD = 8.0  # how much is taken off for words that the reports never use, and do not put otherwise
UNNAMED = 0.5  # share of a topic's information from which words that the reports never use make it up
NOT_SOUGHT = 0.3  # taken off where a number or a sum is sought and nothing alike gives one
# Where the reader has read, it alone tells: on 270 questions with an answer and 270 without, on reports that it never
# saw, neither likeness nor words nor a number that lacks added anything to its best logit in a logistic regression.
# Softened so, the threshold stands at a logit of -2.5, chosen on them and 408 more: 3 in 100 are refused.
SOFTENED = 5.0
SURE = 0.5  # where the reader has read, an answer below this is told to be doubtful: it takes no sentence to answer
ABOUT_AS_ALIKE = 0.9  # share of the best sentence's likeness from which one counts as alike


def strength(index: Index, topic: Topic, hits: Sequence[Hit], question: Question) -> float:
    """How strong the evidence is, from 0 to 1: what the reader makes of it where it has read.

    Else it is likeness, less what the question asks and the passages lack.
    """
    near = hits[:NEAR]
    if not near:
        return 0.0
    if read := [max(hit.logits) for hit in hits if hit.logits]:
        return 1 / (1 + math.exp(-max(read) / SOFTENED))
    found = max(hit.likeness for hit in near)
    if found < THRESHOLD and max(index.coverage(topic, hit.stored) for hit in near) >= WORDED:
        found = THRESHOLD
    found -= UNHEARD * index.unheard(topic, near)
    if question.sought in ("count", "money") and (_is_unnamed(topic) or not _gives(near, question.sought)):
        found -= NOT_SOUGHT
    return max(0.0, min(1.0, found))


def _is_unnamed(topic: Topic) -> bool:
    """Whether the reports never use the words that make up most of a topic: no number of theirs is of that thing."""
    unknown = sum(r for stem, r in zip(topic.stems, topic.rarity, strict=True) if stem in topic.unknown)
    return unknown >= UNNAMED * sum(topic.rarity) > 0


def _gives(near: Sequence[Hit], seeks: str) -> bool:
    """Whether a sentence that holds what is sought is about as like the question as any near it."""
    best = max(max(hit.sentence_cosines) for hit in near)
    read = (
        (words, alike) for hit in near for words, alike in zip(hit.stored.sentences, hit.sentence_cosines, strict=True)
    )
    return any(alike >= ABOUT_AS_ALIKE * best and holds_sought(words, seeks) for words, alike in read)
