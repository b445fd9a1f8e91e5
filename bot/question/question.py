"""A question taken apart: the bodies, times and inspections it means, what it seeks, and its topic."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final, Literal

from bot.question import leaning
from bot.question.times import Time
from bot.types import Role, Seeks, Turn, Wants
from corpus.describe.gazetteer import Mention
from corpus.vocabulary.asked import Said, said_in

Sought = Literal["", "grade", "count", "money", "duration"]
# Words that are no topic by themselves: a question of these alone takes the topic of the one before.
EMPTY: Final = frozenset(
    "what about how in for the a an there same question too as well and did do does was were is are it they that this"
    " one of to on with also then why year before previous previously last inspection report time say said so okay"
    " ok but whats what's".split()
)
_VAGUE: Final = frozenset(
    "police policing force forces fire service services inspectors inspection find found findings say report reports"
    " doing going getting better worse improving improved improve good bad grade grades graded latest overall please"
    " tell me judgment judgments judgement judgements outcome outcomes rating ratings rated judged verdict"
    " any all be been has have had can you give page reference i my we our more cop cops constabulary brigade"
    " job jobs at their".split()
)
# Words of questions that ask how people are, anywhere: no single report tells, and each tells of its own place.
_AT_LARGE: Final = frozenset("children kids child people public women girls vulnerable victims residents us".split())
_WELL: Final = frozenset("safe safer protected okay happy".split())


@dataclass(frozen=True, slots=True)
class Question:
    """A question taken apart.

    ``mentions`` are the names in it with all bodies each may mean; ``bodies`` those that are meant, as far as that can
    be told without knowing which reports are held, and ``may_be`` all that may be meant where that is open.
    ``services`` are the kinds of body its words name (``police``, ``fire``, ``area``), ``leans`` the kind that it is
    likely to be about where no word names one, ``kinds`` the kinds of report, and
    ``series`` the inspections it speaks of by people's name for them. ``times`` are its times; ``years``
    their years in order, and ``role`` whose they are. ``insists`` is true when it asks for the report of that year or
    turn, so that no other will do; ``back`` is how many inspections before the newest it counts. ``overall`` is true
    when it asks for the grade of an inspection as a whole. ``about`` is the service to which a follow-up narrows the
    topic before (*and the police?*), ``within`` the areas asked about before that lie in that of a force now named.
    ``unsupported`` is the sentence to answer with where reports cannot answer such a
    question.
    ``doing`` is what a follow-up wants done with what was found before: ``page``, its page shown, or ``recent``, the
    dates compared; ``pick`` the number of the quote it asks for, 0 for all.
    ``findings`` are the kinds of finding that the question before named, where its topic is taken over.
    ``taken_over`` names what was taken over from the question before.
    """

    text: str
    topic: str
    mentions: tuple[Mention, ...] = ()
    bodies: tuple[str, ...] = ()
    may_be: tuple[str, ...] = ()
    services: frozenset[str] = frozenset()
    leans: str = ""
    inspectorates: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    series: str = ""
    times: tuple[Time, ...] = ()
    years: tuple[int, ...] = ()
    role: Role = "none"
    insists: bool = False
    turn: Turn = "none"
    seeks: Seeks = "passage"
    polarity: Wants = ""
    wide: bool = False
    back: int = 0
    overall: bool = False
    about: str = ""
    within: tuple[str, ...] = ()
    doing: str = ""
    pick: int = 0
    unsupported: str = ""
    findings: frozenset[str] = frozenset()
    taken_over: frozenset[str] = frozenset()

    @property
    def wants(self) -> Wants:
        """What sentences answer it best: weaknesses where it asks for findings, what must improve."""
        return self.polarity or ("weakness" if self.seeks == "findings" else "")

    @property
    def grades(self) -> frozenset[str]:
        """The grades and outcomes it asks about by name (*any good* is none), in lower case, where it seeks grades.

        A follow-up on all bodies that goes on with the topic before, and names none, is for the same.
        """
        if self.seeks not in ("grade", "grade_list", "count", "compare"):
            return frozenset()
        own = any(one.slot == "grade" for one in said_in(self.text))
        put = "topic" in self.taken_over and not (own or self.bodies)  # *and for managing offenders?*
        said = said_in(self.topic if put else self.text)
        sought = [one for one in said if (one.slot, one.meaning) == ("sought", "grade")]
        named = [one for one in said if one.slot == "grade"]
        return frozenset(one.meaning for one in named if not any(_stands_within(one, other) for other in sought))

    @property
    def seeks_grade(self) -> bool:
        """Whether graded judgments answer it: of a body, or of all bodies that have a grade."""
        return self.seeks in ("grade", "grade_list") or (self.seeks == "count" and bool(self.grades))

    @property
    def names_grade(self) -> bool:
        """Whether it speaks of grades or judgments by these words, and not only of how good something is."""
        return any(said.slot == "graded" for said in said_in(self.text)) or bool(self.grades - {"good"})

    @property
    def needs_that_year(self) -> bool:
        """Whether only reports of its years will do: it names the report, or asks for the grade of a year."""
        return self.insists or (self.seeks_grade and self.names_grade)

    @property
    def sought(self) -> Sought:
        """What a sentence must hold to answer it: a grade, a number, a sum, a length of time, or nothing."""
        if self.seeks_grade:
            return "grade"
        return self.seeks if self.seeks in ("count", "money", "duration") else ""

    def at_any_time(self) -> Question:
        """The same question of inspections of any time."""
        return replace(self, times=(), years=(), role="none", turn="none", insists=False, back=0)

    @property
    def is_vague(self) -> bool:
        """Whether nothing is left that a report could be searched for."""
        return not self.telling

    @property
    def is_at_large(self) -> bool:
        """Whether it only asks how people are, and names no place (*are the children safe?*)."""
        told = {*self.telling}
        return not self.bodies and bool(told & _WELL) and told <= _AT_LARGE | _WELL

    @property
    def is_general(self) -> bool:
        """Whether it asks for weaknesses or strengths, and for those on no topic in particular."""
        words = _telling(leaning.without_inspection(self.topic))
        return bool(self.wants) and all(word in leaning.GENERAL for word in words)

    @property
    def telling(self) -> tuple[str, ...]:
        """The words of the topic that a report could be searched for, in lower case."""
        return _telling(self.topic)


def _stands_within(one: Said, other: Said) -> bool:
    """Whether words are a part of longer ones (*good* of *any good*)."""
    return other.start <= one.start and one.end <= other.end and other.end - other.start > one.end - one.start


def _telling(topic: str) -> tuple[str, ...]:
    words = re.findall(r"[\w'-]*\w[\w'-]*", topic.lower())  # a dash by itself tells nothing
    return tuple(word for word in words if word not in EMPTY and word not in _VAGUE)
