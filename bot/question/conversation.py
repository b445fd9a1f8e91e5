"""What a follow-up takes over from the question before: decided slot by slot."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final, cast

from bot.question.bodies import Cues, around, counterparts, meant
from bot.question.carried import WHY, asks_since, carried, put_in_place
from bot.question.intent import Reading
from bot.question.own_words import GOING_ON, PICK, led, own_words, without
from bot.question.question import EMPTY, Question
from bot.question.series import taken_over
from bot.types import Seeks
from corpus.describe.gazetteer import Gazetteer, Mention
from corpus.describe.groups import names_neighbours
from corpus.vocabulary import asking
from corpus.vocabulary.asked import said_in, words_of
from corpus.vocabulary.periods import NUMBERS

SHORT: Final = 6  # words: a question of no more leaves much out
# How likely a follow-up with no cue of its own seeks what the question before sought, by its number of own words.
GOES_ON: Final = (1.0, 0.5, 0.5, 0.3, 0.2, 0.0)
_POINTS_BACK: Final = re.compile(
    r"\b(?:there|they|them|their|it|its|that|those|these|the force|the service|the area|the same)\b", re.I
)
_PRONOUN: Final = re.compile(r"\b(?:it|they|them|that|this|these|those)\b", re.I)
_ADDS: Final = re.compile(
    r"\b(?:add|plus|compared?|compares|versus|vs|next to|beside|as well|which is|better|worse)\b", re.I
)
# What asks whether any part has a grade: the whole inspection is meant, and not the topic before.
_ANY_PART: Final = re.compile(
    r"\b(?:any|some|which|what|one|every|all|each)(?: of (?:the|its|their))? (?:\w+ )?"
    r"(?:parts?|areas?|aspects?|elements?|bits?|sections?|judge?ments?)\b"
    r"|\b(?:any|some|all|which|what part) of (?:it|this|that)\b",
    re.I,
)
_OF_IT: Final = re.compile(r"\bany of (?:it|this|that)\b", re.I)
_DROPS: Final = re.compile(r"\b(?:drop|without|leave out|remove|forget)\b", re.I)
_PART: Final = re.compile(r"\b(?:side|bit|part|angle|role|view)\b", re.I)
# Slots of what people say in asking who has a grade, which name no area of work.
_OF_GRADES: Final = frozenset(("grade", "graded", "wide", "turn", "came_to", "named"))

_WHO: Final = GOING_ON | {"who", "which", "many", "else"}


def completed(question: Question, previous: Question, reading: Reading, cues: Cues, names: Gazetteer) -> Question:
    """A question with what it leaves out taken from the one before."""
    leads = bool(led(question.text))
    short = leads or len(question.text.split()) <= SHORT or bool(_POINTS_BACK.search(question.text))
    question = replace(question, wide=question.wide and not _OF_IT.search(question.text))
    question = _with_doing(_with_sought(question, previous, reading))
    question = _with_overall(question, previous)
    question = _with_topic(question, previous, leads)
    since = "topic" in question.taken_over and asks_since(question)
    question = _with_time(question, previous) if short and not since else question  # before names are taken over
    question = _with_series(_with_bodies(question, previous, cues, names, short), previous)
    return replace(question.at_any_time(), turn="latest") if since else question


def _with_series(question: Question, previous: Question) -> Question:
    """With the series of inspections of the question before, where it speaks of none and of no other service."""
    return replace(question, series=question.series or taken_over(previous.series, question.services))


def _taking(question: Question, slot: str) -> frozenset[str]:
    return question.taken_over | {slot}


def _with_sought(question: Question, previous: Question, reading: Reading) -> Question:
    """With what the question before seeks, the likelier the fewer words of its own it has; *why* seeks no figure."""
    if WHY.match(question.text):
        return replace(question, seeks="passage", unsupported="")
    count = len(own_words(question))
    seeks = _sought_by(question, previous, reading, count)
    polarity = question.polarity or ("" if count else previous.polarity)
    taken = _taking(question, "seeks") if seeks == previous.seeks != "passage" else question.taken_over
    unsupported = question.unsupported if seeks == "unsupported" else ""
    return replace(question, seeks=seeks, polarity=polarity, taken_over=taken, unsupported=unsupported)


def _sought_by(question: Question, previous: Question, reading: Reading, count: int) -> Seeks:
    """What a follow-up with so many words of its own seeks: what they say, or what the question before sought."""
    said = said_in(question.text)
    if any(one.slot == "form" for one in said):
        return previous.seeks
    before = previous.seeks
    if before == "definition" and question.mentions:  # a term was asked about, and now the case of a body
        before = "findings" if any(one.slot == "finding" for one in said_in(previous.text)) else "passage"
    if question.polarity == "weakness" and before in ("grade", "grade_list"):
        before = "findings"  # *what is still not right?* after a grade
    if not count:
        return "compare" if any((one.slot, one.meaning) == ("sought", "compare") for one in said) else before
    if question.seeks != "passage":
        return question.seeks
    # It says nothing of a figure, a grade or the like: it may ask for that of the question before.
    shares = dict(reading.shares["seeks"])
    share = GOES_ON[min(count, len(GOES_ON) - 1)]
    shares[before] += share * shares["passage"]
    shares["passage"] *= 1 - share
    return cast(Seeks, max(shares, key=shares.__getitem__))


def _with_doing(question: Question) -> Question:
    """With what it wants done with what was found before, and the number of the quote it asks for."""
    doing = next((one.meaning for one in said_in(question.text) if one.slot == "doing"), "")
    picked = PICK.search(question.text)
    return replace(question, doing=doing, pick=NUMBERS[picked[1].lower()] if picked and not own_words(question) else 0)


def _with_topic(question: Question, previous: Question, leads: bool) -> Question:
    """With the topic and what is sought of the question before, where it has none of its own, or goes on with that."""
    topic = _cut_times(question)
    words = [word for word in re.findall(r"[\w'-]+", topic) if word.lower() not in EMPTY]
    findings = frozenset(one.meaning for one in said_in(previous.text) if one.slot == "finding") or previous.findings
    if not words or not own_words(question) or (findings and asking.asks_number(question.text)):
        return replace(question, topic=previous.topic, findings=findings, taken_over=_taking(question, "topic"))
    if (added := carried(question, leads=leads)) is not None:
        topic = f"{previous.topic.rstrip('?.! ')} {added}".strip()
        return replace(question, topic=topic, wide=False, taken_over=_taking(question, "topic"))
    if _grades_any_part(question):
        return question
    if leads and not question.polarity and (put := put_in_place(question, previous)):
        own = any(one.slot == "sought" for one in said_in(question.text))
        seeks = question.seeks if own else previous.seeks
        return replace(question, seeks=seeks, topic=put, wide=False, taken_over=_taking(question, "topic"))
    if len(words) <= 3 and (_PRONOUN.search(question.topic) or (leads and question.is_vague)):
        services = question.services
        about = next(iter(services), "") if question.is_vague and len(services) == 1 else ""
        topic = f"{previous.topic.rstrip('?.! ')} {' '.join(words)}"
        return replace(question, about=about, topic=topic, taken_over=_taking(question, "topic"))
    return question


def _with_overall(question: Question, previous: Question) -> Question:
    """Still of inspections as a whole where the question before was, and another grade or body alone is asked for."""
    if not previous.overall or _grades_any_part(question):
        return question
    said = said_in(question.topic)
    areas = {one.start for one in said if one.slot.startswith("judged")}
    spans = [one for one in said if one.slot in _OF_GRADES and one.start not in areas]
    left = [word for word, _, _ in words_of(without(question.topic, spans))]
    only = _WHO.union(asking.words("giving"), asking.words("word")).issuperset(left)
    return replace(question, overall=True) if only or not own_words(question) else question


def _grades_any_part(question: Question) -> bool:
    """Whether a follow-up asks which parts of what was inspected have a grade (*was any of it outstanding?*)."""
    grades = any(one.slot in ("grade", "graded") for one in said_in(question.text))
    return grades and bool(_ANY_PART.search(question.text))


def _cut_times(question: Question) -> str:
    return re.sub(r"\b(?:19|20)\d\d\b", " ", question.topic)


def _with_bodies(question: Question, previous: Question, cues: Cues, names: Gazetteer, short: bool) -> Question:
    """With the bodies of the question before, where it names none, adds to them, or corrects which are meant."""
    if question.mentions and not (_ADDS.search(question.text) or _DROPS.search(question.text)):
        return _within_before(_of_service(question, previous, cues, names) if short else question, previous, names)
    if question.mentions and _DROPS.search(question.text):
        return _without_named(question, previous)
    if question.mentions and short:
        question = _of_service(question, previous, cues, names)
        added = tuple(name for name in question.bodies if name not in previous.bodies)
        taken = _taking(question, "bodies")
        mentions = (*previous.mentions, *question.mentions)
        return replace(question, mentions=mentions, bodies=(*previous.bodies, *added), taken_over=taken)
    if question.mentions or (question.wide and own_words(question)):
        return question
    if asking.asks_form(question.text):  # of all bodies the same again, as a list
        question = replace(question, wide=question.wide or previous.wide)
    if names_neighbours(question.text):
        near = tuple(other for one in previous.mentions for other in around(one, names))
        bodies = tuple(dict.fromkeys(body.name for one in near for body in one.bodies))
        taken = _taking(question, "bodies")
        return replace(question, mentions=near, bodies=bodies, taken_over=taken) if near else question
    services = question.services
    kept = replace(
        question,
        mentions=previous.mentions,
        bodies=previous.bodies,
        may_be=previous.may_be,
        services=services or previous.services,
        taken_over=_taking(question, "bodies"),
    )
    return _corrected(kept, services, names) if services and short else kept


def _within_before(question: Question, previous: Question, names: Gazetteer) -> Question:
    """With the areas asked about before, where it names only forces or services over them (*and the Met?*)."""
    over = [body.areas for name in question.bodies if (body := names.get(name))]
    within = tuple(area for area in previous.bodies if over and all(area in areas for areas in over))
    return replace(question, within=within)


def _of_service(question: Question, previous: Question, cues: Cues, names: Gazetteer) -> Question:
    """With names read as those of the kind of body that was asked about before, where its own words name none."""
    if question.services:
        return question
    services = services_of(previous, names)
    if not services:
        return question
    found = meant(question.mentions, replace(cues, services=services), names)
    return replace(question, services=services, bodies=found.bodies, may_be=found.may_be)


def services_of(question: Question, names: Gazetteer) -> frozenset[str]:
    """The kinds of body a question was about: by its words, else by the one kind of its bodies."""
    kinds = {body.kind for name in question.bodies if (body := names.get(name))}
    return question.services or (frozenset(kinds) if len(kinds) == 1 and not question.may_be else frozenset())


def _without_named(question: Question, previous: Question) -> Question:
    """The question before without the bodies that are named now."""
    bodies = tuple(name for name in previous.bodies if name not in question.bodies)
    kept = tuple(one for one in previous.mentions if {body.name for body in one.bodies} & {*bodies})
    seeks: Seeks = "passage" if previous.seeks == "compare" and len(bodies) < 2 else previous.seeks
    return replace(question, mentions=kept, bodies=bodies, seeks=seeks, taken_over=_taking(question, "bodies"))


def _corrected(question: Question, services: frozenset[str], names: Gazetteer) -> Question:
    """With the bodies before read as those of another service (*no, the fire service*, *and the police there?*)."""
    kind = next(iter(services)) if len(services) == 1 else ""
    known = [body for name in question.bodies if (body := names.get(name))]
    if not kind or not known or all(body.kind == kind for body in known):
        return question
    others = [other for body in known for other in counterparts(body, kind, names)]
    if not others:
        return question
    found = tuple(dict.fromkeys(other.name for other in others))
    both = _PART.search(question.text) and all(body.kind == "area" for body in known)
    if all(body.kind == "area" for body in known):  # reports on the area may hold it: it stays in what is searched
        return replace(question, bodies=(*question.bodies, *found) if both else found)
    mentions = tuple(Mention(0, 0, (other,)) for other in others)
    return replace(question, mentions=mentions, bodies=found, may_be=())


def _with_time(question: Question, previous: Question) -> Question:
    """With the time of the question before, where it names none of its own."""
    kinds = question.kinds or previous.kinds
    question = replace(question, kinds=kinds, inspectorates=question.inspectorates or previous.inspectorates)
    if question.years or question.turn in ("latest", "previous", "first"):
        insists = question.insists or (question.turn in ("previous", "first") and not own_words(question))
        return replace(question, insists=insists)
    taken = _taking(question, "time") if previous.years else question.taken_over
    keeps = question.turn == "none" and previous.turn in ("latest", "previous", "first")
    turn = previous.turn if keeps else question.turn
    return replace(
        question,
        times=previous.times,
        years=previous.years,
        role=previous.role,
        insists=previous.insists,
        turn=turn,
        back=question.back or (previous.back if keeps else 0),
        taken_over=taken,
    )
