"""The one plain sentence of an answer: what was found and where, or what was searched in vain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.phrases import counted, listed
from bot.question.question import Question
from bot.question.times import Time
from bot.quoting.place import dated, digests, period, title
from bot.scope.holdings import Holdings, Scope
from bot.scope.readings import in_years
from bot.types import Quote
from corpus.describe.gazetteer import Gazetteer
from corpus.describe.inspected_by import told_of
from corpus.types import Report
from corpus.vocabulary.scales import UNGRADED

DOUBTFUL: Final = "The reports may not answer this; the nearest that they say follows."
NOT_SAID: Final = "The reports held do not say"
SILENT: Final = "This report does not say, in these or like words."
ELSE_OF_SERVICE: Final = "Nothing on \u201c{topic}\u201d names that service; what else is said of it follows."
ELSE_OF_AREA: Final = "On \u201c{topic}\u201d nothing was found by that name; its area of work is graded."


def found(quotes: Sequence[Quote], scope: Scope, silent: Sequence[str] = (), order: str = "best evidence first") -> str:
    """Where the quotes are from, in what order; ``silent`` are bodies asked about of which nothing is quoted."""
    reports = list({quote.report.id: quote.report for quote in quotes}.values())
    if len(reports) == 1:
        text = f"From {title(reports[0])}, {dated(reports[0])}{digests(reports)}."
    else:
        quoted = {name for report in reports for name in report.bodies}
        bodies = tuple(name for name in scope.through_areas or scope.bodies if name in quoted)
        text = f"From {len(reports)} reports{about(replace(scope, bodies=bodies))}{digests(reports)}, {order}."
    text += provisos(scope)
    return f"{text} Nothing on this was found in the reports on {listed(silent)}." if silent else text


def provisos(scope: Scope) -> str:
    """That areas stand in for a force, and of which bodies nothing is held, with a blank before each; or nothing."""
    text = through_areas(scope) + instead(scope)
    if scope.wanting:
        text += f" No report on {_few([body.name for body in scope.wanting])} is held."
        text += "".join(f" {told}" for told in told_of(body.name for body in scope.wanting))
    return text + _placed(scope)


def _placed(scope: Scope) -> str:
    """Where places named lie, and which lie in no body's area, with a blank before each sentence; or nothing."""
    text = "".join(f" {place} lies in the area of {body}." for place, body in scope.lying_in if place not in body)
    for place, country in scope.elsewhere:
        lies = f"{place} lies outside England and Wales" + f" ({country})" * (country != place)
        text += f" {lies}: no report on it is held." if country else f" {unknown(place)}"
    return text


def instead(scope: Scope) -> str:
    """That no report of the time asked for is held, and the nearest stand in, with a blank before it; or nothing."""
    return f" No report{about(scope)} {scope.nearest} is held: this is the nearest in time." if scope.nearest else ""


def taken(question: Question) -> str:
    """How the times of a question were taken."""
    told = listed(list(dict.fromkeys(map(_time, question.times))) or [_of(question.years)])
    told = told.replace(", of ", ", ").replace(" and of ", " and ")
    if question.role == "event":
        return f"Taken as: what happened {told.replace('of ', 'in ')}, by inspections of any year."
    return f"Taken as: inspections {told}."


def _time(time: Time) -> str:
    """*of 2019*, *from 2019 on*, *before 2018*."""
    if time.relation == "since":
        return f"from {time.years[0]} on"
    before = time.relation == "before" and not time.landmark
    return f"before {time.years[-1] + 1}" if before else _of(time.years)


def _of(years: Sequence[int]) -> str:
    """*of 2019*, *of 2020 and 2021*, *of 2014 to 2018*."""
    return f"of {in_years(years).replace(' or ', ' and ')}"


def through_areas(scope: Scope) -> str:
    """That what is shown on a force is from reports on areas in it, with a blank before it, or nothing."""
    if not scope.through_areas:
        return ""
    return f" No report on {listed(scope.bodies)} itself is held: these are on {listed(scope.through_areas)}."


def contrary(wants: str) -> str:
    """That all that is quoted stands under headings of the contrary of what is wanted, with a blank before it."""
    wanted, given = ("strengths", "weaknesses") if wants == "strength" else ("weaknesses", "strengths")
    return f" Nothing on this stands under a heading of {wanted}: this is under headings of {given}."


def _few(names: Sequence[str], most: int = 6, last: str = "or") -> str:
    """Names with *or* before the last; of many only the first, and how many more."""
    return listed(names, last) if len(names) <= most else f"{', '.join(names[:most])} {last} {len(names) - most} others"


def only_areas(scope: Scope) -> str:
    """That reports on areas in a force are held, which say nothing of the force alone."""
    areas = listed(scope.through_areas)
    return f"No report on {listed(scope.bodies)} itself is held; inspections of areas in it are: {areas}."


def pending(passages: int) -> str:
    """That an answer is of what is taken in so far."""
    return f"New reports are still being taken in: {passages:,} passages are found by their words alone as yet."


def beside(named: Sequence[str], bodies: Sequence[str]) -> str:
    """That the body set beside a question counts, and not those that the question names."""
    return f"{listed(bodies)}, set beside the question, counts: the question itself names {listed(named)}."


def taken_as(scope: Scope, holdings: Holdings) -> str:
    """Which body each name was taken for that fits others, too, with a blank before each sentence; or nothing."""
    text = ""
    for name, *bodies in ((name, body, *others) for name, body, others in scope.taken):
        taken, *others = ["the local area " * (holdings.kind_of(one) == "area") + one for one in bodies]
        text += f" \u201c{name}\u201d is taken for {taken}; it also fits {_few(others, last='and')}, on which no report"
        text += " is held."
    return text


def year_before(reports: Sequence[Report]) -> str:
    """That the year before was taken as the inspection before, with a blank before it; nothing without reports."""
    if not reports:
        return ""
    named = listed(f"{title(report)} ({dated(report)})" for report in reports)
    return f" The year before is taken as the inspection before, as there is not one each year: {named}."


def unknown(name: str) -> str:
    """That a name is no body's."""
    return f"\u201c{name}\u201d is not a force, service or area known here."


def which(choices: Sequence[str]) -> str:
    """The question which of several bodies is meant."""
    return f"Which do you mean: {listed(choices, 'or')}?"


def not_held(scope: Scope, holdings: Holdings, names: Gazetteer) -> str:
    """That no such report is held, and what is held nearby."""
    if scope.elsewhere and not scope.bodies:
        countries = {country for _, country in scope.elsewhere}
        inspected = told_of(body.name for body in names.bodies if body.country in countries)
        return " ".join([_placed(scope).strip(), *inspected])
    if scope.missing:
        held = [holdings.reports[i] for body in scope.through_areas or scope.bodies for i in holdings.on(body)]
        dates = listed(sorted({f"{report.kind}, {dated(report)}" for report in held}))
        return f"No report{about(scope)} {scope.missing} is held{f'; held: {dates}' if dates else ''}."
    near: list[str] = []
    for body in scope.wanting:
        others = [*names.over(body), *(other for other in names.bodies if other.name in body.areas)]
        near += [other.name for other in others if holdings.on(other.name)]
    nearby = f"; reports are held on {listed(list(dict.fromkeys(near))[:6])}" if near else ""
    named = list(dict.fromkeys(body.name for body in scope.wanting)) or scope.bodies
    on = f" on {listed(named, 'or')}" if named else ""
    inspected_by = "".join(f" {told}" for told in told_of(named))
    return f"No report{on} is held{nearby}.{_lying_in(scope)}{inspected_by}{_placed(scope)}"


def _lying_in(scope: Scope) -> str:
    """Which force and service not held the areas not held lie in, unless they bear its name, with a blank before."""
    over = {one.name: [other.name for other in scope.wanting if one.name in other.areas] for one in scope.wanting}
    named = {area: bodies for area, bodies in over.items() if not any(body.startswith(area) for body in bodies)}
    return "".join(f" {area} lies in the area of {listed(bodies)}." for area, bodies in named.items() if bodies)


def not_found(scope: Scope, holdings: Holdings) -> str:
    """What was searched in vain: bodies, number of reports, dates."""
    if scope.alone:
        return SILENT
    reports = holdings.among(scope)
    searched = counted(len(reports), "report")
    told = f"{NOT_SAID}: {searched}{_on(scope)} searched{_period(reports)}."
    return f"{told}{_itself_not(scope)}{_placed(scope)}"


def no_grades(scope: Scope, holdings: Holdings) -> str:
    """That inspections of this kind give no grade, or nothing where some of them do."""
    reports = [holdings.reports[i] for i in scope.reports or ()]
    if not reports or any(report.kind not in UNGRADED for report in reports):
        return ""
    kinds = listed(sorted({report.kind for report in reports}))
    held = counted(len(reports), "report")
    return (
        f"Reports of this kind ({kinds}) give no grade: {held}{_on(scope)} held{_period(reports)}.{_itself_not(scope)}"
    )


def _on(scope: Scope) -> str:
    """What the reports of a scope are on, with a blank before it: the areas whose reports stand in, if any do."""
    return f" on {listed(scope.through_areas)}" if scope.through_areas else about(scope)


def _itself_not(scope: Scope) -> str:
    """That nothing is held on a force itself, where reports on areas in it stand in, with a blank before it."""
    return f" No report on {listed(scope.bodies)} itself is held." if scope.through_areas else ""


def about(scope: Scope) -> str:
    """*on Gwent Police*, with a blank before it, or nothing."""
    return f" on {listed(scope.bodies)}" if scope.bodies else ""


def _period(reports: Sequence[Report]) -> str:
    dates = period(reports)
    return f", dated {dates}" if dates else ""
