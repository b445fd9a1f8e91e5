"""A question to what it means: spans are found, a classifier reads what it is for, the conversation completes it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Final, cast

from bot.question import leaning
from bot.question.bodies import Cues, Meant, meant, mentioned
from bot.question.conversation import completed
from bot.question.features import denies_strength
from bot.question.intent import Intent, Reading
from bot.question.question import Question
from bot.question.series import ELSEWHERE, series_of
from bot.question.times import Time, times_in
from bot.question.topic import topic_of
from bot.types import Role, Seeks, Turn, Wants
from corpus.describe.gazetteer import Gazetteer
from corpus.vocabulary import kinds
from corpus.vocabulary.asked import Said, said_in
from corpus.vocabulary.asking import without_form

REPORT_KINDS: Final = {  # by the names that people use for kinds of report
    "JTAI": kinds.JOINT_TARGETED,
    "PEEL": kinds.PEEL,
    "fire": kinds.FIRE,
    "area SEND": kinds.SEND,
    "revisit": kinds.REVISIT,
    "crime data integrity": kinds.CRIME_DATA,
    "custody": kinds.CUSTODY,
    "child protection": kinds.CHILD_PROTECTION,
    "super-complaint": kinds.SUPER_COMPLAINT,
}
UNSUPPORTED: Final = {  # by the reason that a word of the question gives, the first that fits
    "personal": "Inspections judge organisations: reports on people, and personal data, are not given here.",
    "ranking": "The inspectorates make no ranking or overall score, so none can be quoted: ask about one area of work.",
    "future": "Reports tell what was found, and of the future only when a next inspection is due: ask what the latest"
    " inspection found.",
    "street": "Inspection reports hold no crime figures for streets: those are published elsewhere, street by street.",
    "": "This bot only quotes inspection reports: ask what a report says.",
}
_REPORT: Final = r"(?:reports?|inspections?|review|letter|PEEL|JTAI)\b"
_TITLED: Final = re.compile(rf"^\s*(?:[\w-]+\s+){{0,4}}{_REPORT}", re.I)
_TURNED: Final = re.compile(rf"^\s+(?:\w+\s+)?{_REPORT}", re.I)
_NAMED: Final = re.compile(rf"\b{_REPORT}", re.I)
_YEAR_BEFORE: Final = re.compile(r"\bthe (?:year|time) before\W*$", re.I)
_OVERALL: Final = re.compile(r"\boverall\b", re.I)
_SENSITIVE: Final = 0.45  # share from which a question is taken to ask for strengths or weaknesses
_TOLD: Final = 0.3  # the same, where a word of the question says so
_LEANS: Final = 0.9  # share from which a bare name is taken for a body of that kind
_CERTAIN: Final = 0.6  # share from which reports cannot answer, where no word of the question says so
_POSSIBLE: Final = 0.25  # the same, where a word gives the reason


@cache
def by_words() -> Intent:
    """The classifier that does without an encoder."""
    return Intent()


def understand(
    text: str,
    names: Gazetteer,
    previous: Question | None = None,
    intent: Intent | None = None,
    today: date | None = None,
) -> Question:
    """Take a question apart; what a follow-up leaves out comes from the question before.

    ``intent`` reads what it is for, by words alone where none is given; ``today`` is what *last year* counts from.
    """
    text = _without_form(" ".join(text.split()), follows=previous is not None)
    mentions, times = mentioned(text, names), times_in(text, (today or date.today()).year)
    reading = (intent or by_words()).read(text, mentions, times, follows=previous is not None)
    said = said_in(text)
    denied = denies_strength(text)
    seeks, polarity = _seeks(reading, said, denied=denied), _polarity(reading, said, denied=denied)
    named_turn = _named_turn(text, said)
    times, role = _dated(reading, times, seeks)
    topic = topic_of(text, mentions, times if role != "event" else ())
    cues = Cues(_meanings(said, "named"), frozenset(_kinds(said)), reading.shares["service"])
    bodies, series = _about(meant(mentions, cues, names), said, seeks, names)
    question = Question(
        text,
        leaning.without(topic) if polarity or seeks == "findings" else topic,
        mentions,
        bodies.bodies,
        bodies.may_be,
        cues.services,
        cues.wanted if cues.sure(_LEANS) else "",
        _meanings(said, "who"),
        cues.kinds,
        series,
        times,
        tuple(sorted({year for time in times for year in time.years})),
        role,
        (bool(named_turn) and seeks != "compare") or any(_TITLED.match(text[time.end :]) for time in times),
        cast(Turn, named_turn or reading.best("turn")),
        seeks,
        polarity,
        bool(_meanings(said, "wide")) or seeks == "grade_list" or text.lower().startswith("where "),
        bool(_OVERALL.search(text)),
        unsupported=_reason(said) if seeks == "unsupported" else "",
    )
    return completed(question, previous, reading, cues, names) if previous else question


def conversation(
    texts: Sequence[str], names: Gazetteer, intent: Intent | None = None, today: date | None = None
) -> Question:
    """The last of these questions, each understood once, after the one before it."""
    question: Question | None = None
    for text in texts:
        question = understand(text, names, question, intent, today)
    if question is None:
        raise ValueError("there is no question")
    return question


def _without_form(text: str, *, follows: bool) -> str:
    """A question without what only asks for the form of its answer; a follow-up may be for just that."""
    asks = follows and any(one.slot in ("form", "doing") for one in said_in(text))
    return text if asks else without_form(text)


def _about(bodies: Meant, said: Sequence[Said], seeks: Seeks, names: Gazetteer) -> tuple[Meant, str]:
    """The bodies that are meant, and the series of inspections; a prison in a place is no body of that place."""
    series = series_of(said, {body.kind for name in bodies.bodies if (body := names.get(name))}, seeks)
    return (Meant() if series in ELSEWHERE else bodies), series


def _meanings(said: Sequence[Said], slot: str) -> frozenset[str]:
    return frozenset(one.meaning for one in said if one.slot == slot)


def _kinds(said: Sequence[Said]) -> set[str]:
    return {REPORT_KINDS[name] for name in _meanings(said, "kind") if name in REPORT_KINDS}


def _dated(reading: Reading, times: tuple[Time, ...], seeks: Seeks) -> tuple[tuple[Time, ...], Role]:
    """The times of a question and whose they are; what a body was graded before an inspection, earlier ones tell."""
    if seeks in ("grade", "grade_list"):
        times = tuple(time.earlier() for time in times)
    return times, _role(reading, times)


def _role(reading: Reading, times: Sequence[Time]) -> Role:
    """Whose the years of a question are; there is none to tell without years."""
    if not times:
        return "none"
    if all(time.precision == "period" and time.relation == "in" for time in times):
        return "event"  # lockdown, the pandemic
    if all(time.landmark and time.relation != "since" for time in times):
        return "inspection"  # the 2019 inspection
    shares = {role: share for role, share in reading.shares["role"].items() if role != "none"}
    return cast(Role, max(shares, key=shares.__getitem__))


def _seeks(reading: Reading, said: Sequence[Said], *, denied: bool) -> Seeks:
    """What is sought; that reports cannot answer it is believed of a word that says so, or beyond much doubt.

    *What is not good enough?* names no grade, but asks for findings.
    """
    shares = dict(reading.shares["seeks"])
    told = any(one.slot == "reason" or (one.slot, one.meaning) == ("sought", "unsupported") for one in said)
    if any(one.slot == "reason" for one in said) and shares["unsupported"] >= _POSSIBLE:
        return "unsupported"
    if not told and shares["unsupported"] < _CERTAIN:
        shares.pop("unsupported", None)
    if denied and max(shares, key=shares.__getitem__) in ("grade", "grade_list"):
        return "findings"
    return cast(Seeks, max(shares, key=shares.__getitem__))


def _polarity(reading: Reading, said: Sequence[Said], *, denied: bool) -> Wants:
    """Whether strengths or weaknesses are asked for, the likelier of the two; strength that is denied is weakness."""
    if denied:
        return "weakness"
    shares = reading.shares["polarity"]
    best: Wants = "weakness" if shares["weakness"] >= shares["strength"] else "strength"
    told = any((one.slot, one.meaning) == ("polarity", best) for one in said)
    return best if shares[best] >= (_TOLD if told else _SENSITIVE) else ""


def _named_turn(text: str, said: Sequence[Said]) -> str:
    """The turn that the name of a report gives it (*the latest inspection*, *the previous PEEL*), or nothing.

    *The year before*, with nothing behind it, is the inspection before.
    """
    if _YEAR_BEFORE.search(text):
        return "previous"
    turns = [one for one in said if one.slot == "turn" and one.meaning != "all"]
    named = [one.meaning for one in turns if _TURNED.match(text[one.end :]) or _NAMED.search(text[one.start : one.end])]
    return "previous" if "previous" in named else next(iter(named), "")


def _reason(said: Sequence[Said]) -> str:
    reasons = _meanings(said, "reason")
    return next((sentence for reason, sentence in UNSUPPORTED.items() if reason in reasons or not reason))
