"""Names that no report held has: what a question asks of them, the reports do not say."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Final

from bot.phrases import listed
from corpus.vocabulary.asked import words_of
from corpus.vocabulary.common_words import common_words
from index.parts import Words
from index.search import Topic

NO_WORD: Final = "No report held has the word{s} {words}."
SHORTEST: Final = 4  # letters: a shorter word may be anything
ALIKE: Final = 0.82  # likeness from which a word is another one misspelt


def unheard_names(lexical: Words, topic: Topic) -> list[str]:
    """The words of a topic that no report has, as it writes them: neither ordinary words nor misspellings of such."""
    if not topic.unknown:
        return []
    unknown, ordinary = {*topic.unknown}, common_words()
    words = {word: topic.text[start:end] for word, start, end in words_of(topic.text)}
    new = [word for word in words if len(word) >= SHORTEST and word.isalpha() and word not in ordinary]
    new = [word for word in new if unknown.intersection(lexical.stems(word))]
    return [words[word] for word in new if not get_close_matches(word, ordinary, 1, ALIKE)]


def told(names: Sequence[str]) -> str:
    """That no report held has these words, with a blank behind; or nothing."""
    words = listed((f"\u201c{name}\u201d" for name in names), "or")
    return f"{NO_WORD.format(s='s' * (len(names) > 1), words=words)} " if names else ""
