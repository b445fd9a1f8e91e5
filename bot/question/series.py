"""Which series of inspections a question speaks of, and the inspectorates of it: named, or told by words and bodies."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from corpus.vocabulary.asked import Said

CHILDREN: Final = "ILACS children's services"
SEND: Final = "area SEND"
_OF_SERVICES: Final = {  # the services that a series is on; one that is not here is on any
    **dict.fromkeys((SEND, CHILDREN, "Estyn"), frozenset({"area"})),
    "JTAI": frozenset({"area", "police"}),
    **dict.fromkeys(("PEEL", "custody", "crime data integrity", "SOC", "child protection"), frozenset({"police"})),
    "fire": frozenset({"fire"}),
    **dict.fromkeys(("hospital", "prison", "probation", "youth justice"), frozenset({"other"})),
}
ELSEWHERE: Final = frozenset(("hospital", "prison", "probation"))  # of no force, service or council
SERVICES: Final = ELSEWHERE | {"youth justice"}  # whose name alone is no name of an inspection
_GRADES: Final = frozenset(("grade", "grade_list"))
_BY_SERIES: Final = {  # the inspectorates of a series
    SEND: ("Ofsted", "CQC"),
    CHILDREN: ("Ofsted",),
    "Estyn": ("Estyn",),
    "hospital": ("CQC",),
    "prison": ("HMI Prisons",),
    **dict.fromkeys(("probation", "youth justice"), ("HMI Probation",)),
    **dict.fromkeys(
        ("PEEL", "fire", "custody", "crime data integrity", "SOC", "child protection", "State of Policing"),
        ("HMICFRS",),
    ),
    "State of Fire and Rescue": ("HMICFRS",),
}
_ORDER: Final = ("Ofsted", "CQC", "HMICFRS", "HMI Probation", "HMI Prisons", "Estyn", "CIW")
_LAST_HMIC: Final = 2016  # the constabulary's inspectorate took in fire services, and its new name, in July 2017


def series_of(said: Sequence[Said], bodies: Collection[str], seeks: str) -> str:
    """The series that a question speaks of, or nothing; ``bodies`` are the kinds of the bodies that it is about.

    A name decides, then the bodies, then what words imply. What a council does is only of its inspection by Ofsted
    where a grade is sought or Ofsted is named; a word that is to be defined implies nothing.
    """
    if named := _first(said, "kind"):
        return named
    if {*bodies} == {"fire"} or (not bodies and _meanings(said, "named") == {"fire"}):
        return "fire"
    if seeks in ("definition", "unsupported"):
        return ""
    implied = [one.meaning for one in said if one.slot == "implied"]
    if seeks in _GRADES and "area" in bodies:
        implied += [one.meaning for one in said if one.slot == "graded of"]
    if "Ofsted" in _meanings(said, "who") and (not bodies or "area" in bodies):
        implied.append(CHILDREN)
    fits = [name for name in implied if not bodies or {*bodies, "other"} & _OF_SERVICES[name] or {*bodies} == {"other"}]
    if seeks in _GRADES and "crime data integrity" in fits:
        return ""  # an area of PEEL
    return SEND if SEND in fits else next(iter(fits), "")


def taken_over(series: str, services: Collection[str]) -> str:
    """The series of the question before, where a follow-up does not speak of another service."""
    return series if not services or {*services} & _OF_SERVICES.get(series, {*services}) else ""


def inspectorates(
    series: str, named: Collection[str], years: Collection[int], countries: Collection[str]
) -> tuple[str, ...]:
    """Who inspects, by the names in a question, else by its series; the constabulary's was HMIC until 2017.

    Fire services are inspected by HMICFRS in England alone.
    """
    if not named and series == "fire" and countries and "England" not in countries:
        return ()
    found = sorted(named, key=_ORDER.index) if named else _BY_SERIES.get(series, ())
    old = bool(years) and max(years) <= _LAST_HMIC
    return tuple("HMIC" if old and name == "HMICFRS" else name for name in found)


def _meanings(said: Sequence[Said], slot: str) -> set[str]:
    return {one.meaning for one in said if one.slot == slot}


def _first(said: Sequence[Said], slot: str) -> str:
    return next((one.meaning for one in said if one.slot == slot), "")
