"""Which area of work a question names, and which judgments are on it."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from bot.question.question import Question
from bot.question.whole import series_asked
from bot.registers.grades import Grade
from bot.types import Entry
from corpus.vocabulary.asked import Said, said_in, words_of
from corpus.vocabulary.plain_words import as_written
from corpus.vocabulary.scales import FIVE, OUTCOMES, PROGRESS, known_areas
from index.search import Index, Topic

NAMED: Final = 0.75  # share of what a question tells that the name of an area of work must hold to be meant
# Where a question names its topic: in quotation marks, behind *for*, *on* and a body's name, before *grade*.
_NAMING: Final = (
    r"[\u201c\u2018\"'][^\u201d\u2019\"']*\b{word}\b[^\u201d\u2019\"']*[\u201d\u2019\"']"
    r"|(?:\b(?:for|on|in|at|of|about|with|regarding)|['\u2019]s?)\s+(?:[\w'-]+\s+){{0,3}}{word}\b"
    r"|\b{word}\s+(?:[\w'-]+\s+)?(?:grade|rat(?:ing|ed)|judge?ment|judged|outcome)"
)
_SECOND: Final = re.compile(r",?\s+and\s+(?:what|why|how|when|where|who)\b.*$", re.I)
# Slots of what people say that ask for a grade, and name no area of work.
_ASKING: Final = frozenset(
    ("grade", "who", "kind", "implied", "wide", "turn", "asking", "more", "superlative", "overview", "phase")
)
_SMALL: Final = r"((?:\s+(?:in|and|of|the|to|for)){0,2})"  # words within a name
JUDGED: Final = "judged "  # how the slots of people's words for areas of work begin
CAME_TO: Final = "came_to"  # the slot of phrases for getting a grade in the end
COMMON: Final = frozenset(
    "who whose anyone anybody someone somebody which where list show area areas get gets got give given receive"
    " received award awarded come came out lead leads as each some only than if no yes under by from at every local"
    " anything something anywhere highest lowest best worst top many much least police fire table draft make write"
    " produce create build page reference ref please provision arrangements councils council forces authorities"
    " boroughs brigades re-inspection reinspection part parts aspect aspects element elements inspections cycle".split()
)


def area_topic(index: Index, question: Question, held: Sequence[Grade] = ()) -> Topic | None:
    """The words of a question that may name an area of work, as a topic; None where it has none.

    What only hints at a kind of report (*care leavers*) may be the name of an area in the judgments ``held``. Words
    beside one for a grade name an area only where they read as a name.
    """
    if question.bodies and series_asked(question):  # the whole of what a series of inspections is on
        return None
    areas = {area.lower() for grade in held for area in (grade.judgment.area, grade.area)}
    words = [word for word in words_of_area(question, areas) if word not in COMMON and not word.isdigit()]
    if question.names_grade and not _read_as_name(index, _without_bodies(question), words, areas):
        return None
    return named_area(index, question, words) if words else None


def named_area(index: Index, question: Question, words: Sequence[str]) -> Topic:
    """The topic of words that may name an area of work, with the small words between them: *children in care*."""
    name, text = "".join(words[:1]), question.topic.lower()
    for one, two in pairwise(words):
        between = re.search(rf"\b{re.escape(one)}\b{_SMALL}\s+{re.escape(two)}\b", text)
        name += f"{between[1] if between else ''} {two}"
    return index.topic(as_written(name))


def _without_bodies(question: Question) -> str:
    """The question with a comma in place of each body's name, or what is left of it: *,'s*."""
    text = question.text
    for mention in reversed(question.mentions):
        own = "'s" * text[: mention.end].endswith(("'s", "\u2019s", "s'", "s\u2019"))
        text = f"{text[: mention.start]},{own}{text[mention.end :]}"
    return text


def _read_as_name(index: Index, text: str, words: Sequence[str], areas: Collection[str]) -> bool:
    """Whether one of these words is of an area's name that is known, or stands where a question names its topic."""
    known = {stem for area in {*areas, *known_areas()} for stem in index.lexical.stems(area)}
    if known & set(index.lexical.stems(as_written(" ".join(words)))):
        return True
    return any(re.search(_NAMING.format(word=re.escape(word)), text, re.I) for word in words)


def as_entry(grade: Grade) -> Entry:
    """A judgment as a line of a list; an overall one of a part of the services alone is named so."""
    area = f"{grade.area} ({grade.part} alone)" if grade.part and grade.is_overall else grade.area
    return Entry(grade.report.body, area, grade.label, grade.quote)


def words_of_area(question: Question, areas: Collection[str] = ()) -> list[str]:
    """The words that may name an area of work, those of ``areas`` among them; a second question names none."""
    topic = _SECOND.sub("", question.topic)
    got = {word for said in said_in(question.text) if said.slot == CAME_TO for word in _words(question.text, said)}
    for said in reversed(said_in(topic)):
        if said.slot in ("implied", "kind") and _names_area(topic[said.start : said.end].lower(), areas):
            continue
        if said.slot in _ASKING or (said.slot == "sought" and said.meaning in ("grade", "grade_list")):
            topic = topic[: said.start] + " " * (said.end - said.start) + topic[said.end :]
    telling = {*question.telling} - got
    return [word for word in re.findall(r"[\w'-]+", topic.lower()) if word in telling]


def _words(text: str, said: Said) -> list[str]:
    return text[said.start : said.end].lower().split()


def came_to(question: Question) -> bool:
    """Whether a question asks what a body came to in the end, and for no area of work."""
    return any(said.slot == CAME_TO for said in said_in(question.text)) and not words_of_area(question)


def _names_area(phrase: str, areas: Collection[str]) -> bool:
    """Whether the words of a phrase all stand in the name of an area (*recording crime*), or mean it."""
    words, meant = phrase.split(), meant_in(phrase)
    return any(
        phrase in area or (len(words) > 1 and {*words} <= {*area.split()}) or meant & meant_in(area) for area in areas
    )


def meant_in(text: str) -> set[tuple[str, str]]:
    """The areas of work that people's words in a text mean, by service: *leaders* are *leadership*."""
    return {(said.slot, said.meaning) for said in said_in(text) if said.slot.startswith(JUDGED)}


def areas_alone(text: str) -> set[tuple[str, str]]:
    """The areas of work that people's words in a text mean, where it says nothing else; else none."""
    said = [one for one in said_in(text) if one.slot.startswith(JUDGED)]
    covered = {at for one in said for at in range(one.start, one.end)}
    left = [start for _, start, _ in words_of(text) if start not in covered]
    return set() if left else {(one.slot, one.meaning) for one in said}


def without_areas(text: str) -> str:
    """A text without people's words for areas of work."""
    for said in reversed(said_in(text)):
        if said.slot.startswith(JUDGED):
            text = text[: said.start] + " " * (said.end - said.start) + text[said.end :]
    return text


def names_area_alone(question: Question, beside: Collection[str] = ()) -> bool:
    """Whether a question's topic is people's words for an area of work, and nothing but words ``beside`` these."""
    left = without_areas(question.topic)
    return left != question.topic and {*beside}.issuperset(replace(question, topic=left).telling)


def newest(held: Sequence[Grade]) -> list[Grade]:
    """The judgments of the newest inspection of each body that gives any; they come newest first."""
    first: dict[str, str] = {}
    return [grade for grade in held if first.setdefault(grade.report.body, grade.report.id) == grade.report.id]


def on_area(index: Index, topic: Topic, grades: Sequence[Grade]) -> list[Grade]:
    """The judgments on the area of work that a topic names, of each report the area that it names best.

    Of a report where it holds the words of none, those that it means in people's words for them (*leadership*).
    """
    best: dict[str, tuple[float, float]] = {}
    fits: list[tuple[Grade, tuple[float, float]]] = []
    meant = _meant(index, topic)
    for grade in grades:
        area = f"{grade.judgment.area} {grade.area}"
        stems = index.lexical.stems(area)
        fit = (index.covered(topic, area), len(set(stems) & set(topic.stems)) / max(1, len(stems)))
        other = meant_in(area)
        if fit[0] < NAMED or (meant and other and not meant & other):  # *children in care* are no care leavers
            fit = (0.0, 0.0)
        if fit[0] or meant & meant_in(area):
            fits.append((grade, fit))
            best[grade.report.id] = max(fit, best.get(grade.report.id, fit))
    return [grade for grade, fit in fits if fit == best[grade.report.id]]


def _meant(index: Index, topic: Topic) -> set[tuple[str, str]]:
    """The areas that people's words in a topic mean, where it tells hardly more than these."""
    every = [one for one in said_in(topic.text) if one.slot.startswith(JUDGED)]
    said = [one for one in every if not any(_within(one, other) for other in every)]  # *people* of *vulnerable people*
    told = " ".join(topic.text[one.start : one.end] for one in said)
    return {(one.slot, one.meaning) for one in said} if said and index.covered(topic, told) >= NAMED else set()


def _within(one: Said, other: Said) -> bool:
    """Whether words are a part of longer ones."""
    return other.start <= one.start and one.end <= other.end and other.end - other.start > one.end - one.start


def scale_of(grade: Grade) -> tuple[str, ...]:
    """The scale that a grade stands on, the best first; empty for one that no scale has."""
    scales = (grade.cycle.grades,) if grade.cycle and grade.cycle.grades else (FIVE, OUTCOMES, PROGRESS)
    return next((scale for scale in scales if grade.judgment.grade in scale), ())


def rank_of(grade: Grade) -> int:
    """The place of a grade on its scale, 0 for the best; behind all others for one that no scale has."""
    scale = scale_of(grade)
    return scale.index(grade.judgment.grade) if scale else len(FIVE)
