"""What to know before comparing inspections: their kinds, themes, cycles and grading scales."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.phrases import listed
from corpus.types import Report
from corpus.vocabulary.kinds import FIRE, JOINT_TARGETED, PEEL, SEND
from corpus.vocabulary.scales import cycle_of

_THEME = re.compile(r"\bresponses? to (.+?) in (?=the |[A-Z])")
DIFFERENT = (
    "These are inspections of different kinds: {kinds}. They look at different things, by different standards and in"
    " different words. If one speaks of a matter and the other does not, that is no sign of a change or a difference."
)
NO_GRADES = "Joint targeted area inspections give no grades."
OUTCOMES = (
    "Area SEND inspections since 2023 give one of three outcomes (typically positive, inconsistent, or widespread and"
    " systemic failings). These are not the grades that other inspections give."
)
THEMES = "Each joint targeted area inspection goes deep into one theme: {themes}."
NO_THEME = "abuse and neglect"  # in the titles of all letters of 2016 and some later ones, whatever their theme
ONE_THEME = "Both have the same theme: {theme}."
SCALES = "They use different grading scales, which cannot be compared: {scales}."
CYCLES = (
    "They are from different cycles ({cycles}), which judge different things or in different ways: their grades cannot"
    " be compared, and show no rise or fall."
)
DIGESTS = "Quotes from digests are not the inspectorates' own words."
YEARS_APART = "{years} years lie between them: law, guidance and the organisations themselves may have changed."
LONG = 4  # years


def notes_on(reports: Sequence[Report]) -> tuple[str, ...]:
    """What a reader has to know before comparing these reports, in a sentence each."""
    return tuple(_notes(reports)) if len(reports) > 1 else ()


def _notes(reports: Sequence[Report]) -> Iterator[str]:
    kinds = list(dict.fromkeys(report.kind for report in reports))
    if len(kinds) > 1:
        yield DIFFERENT.format(kinds=listed([_described(report) for report in reports]))
    if SEND in kinds and len(kinds) > 1:
        yield OUTCOMES
    if JOINT_TARGETED in kinds:
        yield from _themes([report for report in reports if report.kind == JOINT_TARGETED])
    for kind in (PEEL, FIRE):
        yield from _cycles([report for report in reports if report.kind == kind])
    if len({report.bodies for report in reports}) == 1 and (apart := _years_apart(reports)) >= LONG:
        yield YEARS_APART.format(years=apart)
    if any(report.digest for report in reports):
        yield DIGESTS


def _described(report: Report) -> str:
    by = f" by {listed(report.inspectorates)}" if report.inspectorates else ""
    year = report.date[:4]
    article = "an" if report.kind[:1] in "aeiou" else "a"
    return f"{article} {report.kind}{by}{f' ({year})' if year else ''}"


def _themes(reports: Sequence[Report]) -> Iterator[str]:
    yield NO_GRADES
    if len(reports) > 1:
        themes = [found[1] if (found := _THEME.search(report.title)) else NO_THEME for report in reports]
        if len(set(themes)) == 1 and themes[0] != NO_THEME:
            yield ONE_THEME.format(theme=themes[0])
        else:
            named = zip(reports, themes, strict=True)
            told = (
                f"{report.body} ({report.date[:4]}), {'not named in its title' if theme == NO_THEME else theme}"
                for report, theme in named
            )
            yield THEMES.format(themes="; ".join(told))


def _cycles(reports: Sequence[Report]) -> Iterator[str]:
    """Why the grades of these reports, all of one graded kind, cannot be compared, if they cannot."""
    cycles = {cycle.name if (cycle := cycle_of(report)) else _undated(report): cycle for report in reports}
    if len(cycles) < 2:
        return
    scales = {name: cycle.grades for name, cycle in cycles.items() if cycle and cycle.grades}
    if len(set(scales.values())) > 1:
        yield SCALES.format(scales="; ".join(f"{name}: {listed(grades)}" for name, grades in scales.items()))
    yield CYCLES.format(cycles=listed(cycles))


def _undated(report: Report) -> str:
    """The name of an inspection whose title names no cycle."""
    return f"{report.kind} of {report.date[:4] or 'an unknown year'}"


def _years_apart(reports: Sequence[Report]) -> int:
    years = [int(report.date[:4]) for report in reports if report.date[:4].isdigit()]
    return max(years) - min(years) if years else 0
