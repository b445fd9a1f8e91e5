"""What can be said of inspections side by side, and what cannot: kinds, themes, cycles and grade scales.

Sources: the inspectorates' reports as noted for this project. PEEL assessments had four grades up to 2018/19, and
have had five since 2021/22; those of fire and rescue services had four in the rounds of 2018/19 and 2021/22, and
have had five since 2023. Each PEEL report since 2021/22 says that its grades cannot be compared with earlier ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.phrases import listed
from corpus.dates import years_of
from corpus.types import Report

_CYCLE = re.compile(r"\b(20\d\d)\s?[/\u2013-]\s?(?:20)?(\d\d)\b")
_THEME = re.compile(r"\bresponses? to (.+?) in (?=the |[A-Z])")
FOUR = "outstanding, good, requires improvement and inadequate"
FIVE = "outstanding, good, adequate, requires improvement and inadequate"
DIFFERENT = (
    "These are inspections of different kinds: {kinds}. They look at different things, by different standards and in"
    " different words; that one speaks of a matter and the other does not is no sign of a change or a difference."
)
NO_GRADES = "Joint targeted area inspections give no grades."
OUTCOMES = (
    "Area SEND inspections since 2023 give one of three outcomes (typically positive, inconsistent, or widespread and"
    " systemic failings), which is no grade of other inspections."
)
THEMES = "Each joint targeted area inspection goes deep into one theme: {themes}."
NO_THEME = "abuse and neglect"  # in the titles of all letters of 2016 and some later ones, whatever their theme
ONE_THEME = "Both have the same theme: {theme}."
SCALES = "They grade on different scales, which do not compare: {scales}."
CYCLES = (
    "They are of different cycles ({cycles}), in which what is judged, or how, is not the same: their grades cannot be"
    " compared, and no rise or fall can be read from them."
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
    if "area SEND inspection" in kinds and len(kinds) > 1:
        yield OUTCOMES
    if "joint targeted area inspection" in kinds:
        yield from _themes([report for report in reports if report.kind == "joint targeted area inspection"])
    for kind in ("PEEL inspection", "fire and rescue inspection"):
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
                f"{report.body} ({report.date[:4]}), {'not told by its title' if theme == NO_THEME else theme}"
                for report, theme in named
            )
            yield THEMES.format(themes="; ".join(told))


def _cycles(reports: Sequence[Report]) -> Iterator[str]:
    """That grades of these, all of one graded kind, do not compare, where they do not."""
    scales = {_cycle(report): _scale(report) for report in reports}
    if len(scales) < 2:
        return
    if len(set(scales.values())) > 1:
        yield SCALES.format(scales="; ".join(f"{cycle}: {scale}" for cycle, scale in scales.items()))
    yield CYCLES.format(cycles=listed(list(scales)))


def _cycle(report: Report) -> str:
    """*PEEL 2021/22*, or the kind and year where the title names no cycle."""
    found = _CYCLE.search(report.title)
    if found:
        return f"{report.kind.split()[0]} {found[0]}".replace("fire", "fire and rescue")
    return f"{report.kind} of {report.date[:4] or 'an unknown year'}"


def _scale(report: Report) -> str:
    found = _CYCLE.search(report.title)
    year = int(found[1]) if found else max(years_of(report.inspected) or years_of(report.published), default=0)
    first_of_five = 2021 if report.kind == "PEEL inspection" else 2023
    return FIVE if year >= first_of_five else FOUR


def _years_apart(reports: Sequence[Report]) -> int:
    years = [int(report.date[:4]) for report in reports if report.date[:4].isdigit()]
    return max(years) - min(years) if years else 0
