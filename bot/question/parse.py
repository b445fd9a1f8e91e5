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
from bot.question.series import ELSEWHERE, SERVICES, series_of
from bot.question.times import Time, times_in
from bot.question.topic import topic_of
from bot.question.turns import NAMED, REPORT, TURNED, asks_now, turn_named
from bot.types import Role, Seeks, Turn, Wants
from corpus.describe.gazetteer import Gazetteer
from corpus.vocabulary.asked import Said, said_in, series_said_in
from corpus.vocabulary.asking import without_form
from corpus.vocabulary.series import series as every_series

UNSUPPORTED: Final = {  # by the reason that a word of the question gives, the first that fits
    "personal": "Inspections judge organisations: reports on people, and personal data, are not given here.",
    "ranking": "The inspectorates make no ranking or overall score, so none can be quoted: ask about one area of work.",
    "future": "Reports tell what was found, and of the future only when a next inspection is due: ask what the latest"
    " inspection found.",
    "street": "Inspection reports hold no crime figures for streets: the police publish those on data.police.uk,"
    " street by street.",
    "": "This bot only quotes inspection reports: ask what a report says.",
}
_TITLED: Final = re.compile(rf"^\s*(?:[\w-]+\s+){{0,4}}{REPORT}", re.I)
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
    said, denied = said_in(text), denies_strength(text)
    seeks, polarity = _seeks(reading, said, denied=denied), _polarity(reading, said, denied=denied)
    named, back = turn_named(text, said, previous)
    times, role = _dated(reading, times, seeks)
    topic = topic_of(text, mentions, times if role != "event" else ())
    cues = Cues(_meanings(said, "named"), frozenset(_kinds(text, said)), reading.shares["service"])
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
        (bool(named) and seeks != "compare") or any(_TITLED.match(text[time.end :]) for time in times),
        cast(Turn, named or ("latest" if asks_now(text) and not times else reading.best("turn"))),
        seeks,
        polarity,
        bool(_meanings(said, "wide")) or seeks == "grade_list" or text.lower().startswith("where "),
        back=back,
        overall=bool(_OVERALL.search(text)),
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


def _kinds(text: str, said: Sequence[Said]) -> set[str]:
    """The kinds of report that are named: one alone (*focused visit*), else those of a series.

    What is also a service (*probation*) names them only where its inspection is named.
    """
    of_series = series_said_in(text)
    if alone := _meanings(of_series, "only"):
        return {*alone}
    named = _meanings(of_series, "named") | {
        one.meaning
        for one in said
        if one.slot == "kind"
        and (one.meaning not in SERVICES or NAMED.search(text[one.start : one.end]) or TURNED.match(text[one.end :]))
    }
    return {kind for name in named if name in every_series() for kind in every_series()[name].kinds}


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


def _reason(said: Sequence[Said]) -> str:
    reasons = _meanings(said, "reason")
    return next((sentence for reason, sentence in UNSUPPORTED.items() if reason in reasons or not reason))
