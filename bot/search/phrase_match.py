"""Whether a sentence says a topic in its very words: all that tell, near each other."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.parts import Words

MOST_WORDS = 4  # telling words of a topic; longer ones are seldom said in so many words
MORE = 3  # words that a sentence has beside the topic's: less is a title, or a line of contents
_WORD = re.compile(r"\w+(?:['\u2019]\w+)*")


@dataclass(frozen=True, slots=True)
class _Way:
    """A way to put a topic: its telling words, and the most words that a sentence may spread them over."""

    words: frozenset[str]
    room: int


class Worded:
    """A topic as it is asked and as reports write it; called with a sentence, whether that says it.

    Words are told by their stems. A word alone is told by itself, one or many: the stem of *interpreters*
    is that of *interpreted*, too.
    """

    def __init__(self, lexical: Words, *topics: str) -> None:
        self._lexical = lexical
        self._stems: dict[str, str] = {}
        ways = dict.fromkeys(way for topic in topics for way in [self._way(topic)] if way)
        self._ways = tuple(way for way in ways if len(way.words) <= MOST_WORDS)

    def __call__(self, sentence: str) -> bool:
        """Whether a sentence, or a row or an item, holds all telling words of the topic near each other."""
        words = _WORD.findall(sentence)
        return any(len(words) >= len(way.words) + MORE and self._holds(words, way) for way in self._ways)

    def is_heading(self, heading: str) -> bool:
        """Whether a heading names the topic, and little else."""
        words = _WORD.findall(heading)
        telling = len(set(filter(None, map(self._stem, words))))
        return any(telling <= 2 * len(way.words) and self._holds(words, way) for way in self._ways)

    def _way(self, text: str) -> _Way | None:
        """The stems of a text's telling words, or the word itself where it is alone."""
        words = _WORD.findall(text)
        places = [place for place, word in enumerate(words) if self._stem(word)]
        if len(places) < 2:
            return _Way(frozenset(_singular(words[place]) for place in places), 1) if places else None
        stems = frozenset(self._stem(words[place]) for place in places)
        return _Way(stems, places[-1] - places[0] + len(places))  # as in the topic, and a word more in each gap

    def _stem(self, word: str) -> str:
        if word not in self._stems:
            self._stems[word] = next(iter(self._lexical.stems(word)), "")
        return self._stems[word]

    def _holds(self, words: list[str], way: _Way) -> bool:
        """Whether some run of words that is short enough holds all of a way's words."""
        last: dict[str, int] = {}
        for place, word in enumerate(words):
            form = _singular(word) if way.room == 1 else self._stem(word)
            if form in way.words:
                last[form] = place
                if len(last) == len(way.words) and place - min(last.values()) < way.room:
                    return True
        return False


def _singular(word: str) -> str:
    """A word without the ending that tells one from many, and without its last *e* (*midwives*, *midwife*)."""
    word = re.sub(r"(?:['\u2019]s?)$", "", word.lower())
    for ending, instead in ((r"ies$", "y"), (r"ves$", "f"), (r"(?<=ss|ch|sh)es$|(?<=x)es$", ""), (r"(?<!s)s$", "")):
        if re.search(ending, word) and len(word) > 3:
            word = re.sub(ending, instead, word)
            break
    return word.removesuffix("e")
