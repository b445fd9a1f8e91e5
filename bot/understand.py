"""What a question asks: the bodies it names, the years it means, and the topic that remains."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.gazetteer import Gazetteer, Mention

_INSPECTORS = r"(?:inspectors?|inspectorates?|reports?|HMICFRS|HMIC|Ofsted|CQC|it|they)"
_FRAMING = re.compile(
    r"^(?:please\s+)?(?:(?:can|could) you\s+)?(?:tell me\s+)?(?:what|how|where)?\s*(?:did|do|does|has|have)?\s*"
    rf"(?:the\s+)?{_INSPECTORS}\s+(?:say|said|says|find|found|report|reported|think|conclude|concluded|write)\s+"
    r"(?:about|on|regarding|of)?\s*",
    re.I,
)
_SOURCE = re.compile(
    rf",?\s*according to (?:the |its )?(?:{_INSPECTORS}|(?:\w+ ){{0,3}}(?:report|inspection))\b"
    rf"|\b(?:did|do|does|have|has)\s+(?:the\s+)?{_INSPECTORS}\s+(?:say|find|report|see|think|criticise)\b"
    r"|\b(?:HMICFRS|HMIC|inspectors)\b",
    re.I,
)
_CYCLE = re.compile(r"\b((?:19|20)\d\d)\s?[/\u2013-]\s?((?:19|20)?\d\d)\b")
_YEAR = re.compile(
    r"\b(?:in|from|during|for|of|the|its)\s+(?P<year>(?:19|20)\d\d)\b"
    r"|\b(?P<titled>(?:19|20)\d\d)(?=\s+(?:[\w-]+\s+){0,4}(?:report|inspection|review|letter|PEEL|JTAI)\b)",
    re.I,
)
_TITLED = re.compile(r"^\s*(?:[\w-]+\s+){0,4}(?:report|inspection|review|letter|PEEL|JTAI)\b", re.I)
_FOLLOWS = re.compile(r"^(?:and|but|so|ok|okay|what about|how about|same|why|also|then)\b", re.I)
_POLICE = re.compile(r"\b(?:police|policing|officers?|force|constabulary|detectives?|chief constable)\b", re.I)
_FIRE = re.compile(r"\b(?:fire|brigade|frs|firefighters?|chief fire officer)\b", re.I)


@dataclass(frozen=True, slots=True)
class Question:
    """A question taken apart.

    ``kinds`` are the kinds of body its words point to (``police``, ``fire``). ``years`` restrict
    the inspections; ``years_titled`` is true when it names a report by its year, so that a year
    that is not held means that the report is not.
    """

    text: str
    mentions: tuple[Mention, ...]
    kinds: frozenset[str]
    years: tuple[int, ...]
    years_titled: bool
    topic: str


def understand(text: str, names: Gazetteer, previous: Question | None = None) -> Question:
    """Take a question apart; what a follow-up leaves out comes from the question before."""
    text = " ".join(text.split())
    mentions = names.find(text, typos=True)
    years, titled = _years(text)
    kinds = frozenset(kind for kind, cue in (("police", _POLICE), ("fire", _FIRE)) if cue.search(text))
    question = Question(text, mentions, kinds, years, titled, _topic(text, mentions))
    return _completed(question, previous) if previous else question


def _years(text: str) -> tuple[tuple[int, ...], bool]:
    cycle = _CYCLE.search(text)
    if cycle:
        first = int(cycle[1])
        last = int(cycle[2]) if len(cycle[2]) == 4 else first // 100 * 100 + int(cycle[2])
        if first <= last <= first + 4:
            return tuple(range(first, last + 1)), True
    found = list(_YEAR.finditer(text))
    titled = any(match["titled"] or _TITLED.match(text[match.end() :]) for match in found)
    return tuple(sorted({int(match["year"] or match["titled"]) for match in found})), titled


def _topic(text: str, mentions: tuple[Mention, ...]) -> str:
    """The question without the names of bodies and the words that ask what a report says."""
    for mention in reversed(mentions):
        before = re.sub(r"\b(?:in|at|for|of|by|within|across)\s+(?:the\s+)?$", "", text[: mention.start])
        after = re.sub(r"^['\u2019]s?\b", "", text[mention.end :])
        text = f"{before} {after}"
    for pattern in (_CYCLE, _FRAMING, _SOURCE):
        text = pattern.sub(" ", text)
    return " ".join(text.split()).strip(" ,;:")


def _completed(question: Question, previous: Question) -> Question:
    """A follow-up with what it leaves out taken from the question before."""
    words = [w for w in re.findall(r"[\w'-]+", _FOLLOWS.sub("", question.topic)) if w.lower() not in _EMPTY]
    brief = len(words) < 2 or (bool(_FOLLOWS.match(question.text)) and bool(question.mentions) and len(words) < 3)
    inherits = bool(_FOLLOWS.match(question.text)) or len(question.text.split()) <= 6 or brief
    if not inherits:
        return question if question.mentions else _with(question, previous, topic=question.topic)
    topic = f"{previous.topic} {' '.join(words)}".strip() if brief else question.topic
    return _with(question, previous, topic=topic)


def _with(question: Question, previous: Question, *, topic: str) -> Question:
    mentions = question.mentions or previous.mentions
    same = not question.mentions
    return Question(
        question.text,
        mentions,
        question.kinds or (previous.kinds if same else frozenset()),
        question.years or (previous.years if same else ()),
        question.years_titled or (previous.years_titled if same else False),
        topic,
    )


_EMPTY = frozenset(
    "what about how in for the a an there same question too as well and did do does was were is are it they"
    " that this one of to on with also then why".split()
)
