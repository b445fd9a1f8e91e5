"""Graded judgments as text, CSV, Markdown and JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from typing import Final

from bot.present.csv_table import csv_table
from bot.present.jsonable import Json, dumped, quote_json
from bot.present.markdown import escaped
from bot.present.text import WIDTH, choices_text, wrapped
from bot.quoting.place import described, place
from bot.registers.grades import Grade, Grades, scale_of

SAYS_MORE: Final = frozenset({"sentence", "outcome", "progress"})  # forms whose words are more than area and grade
COLUMN: Final = 32  # characters; a grade with a longer remark does not push the column of areas to the right
OWN: Final = ("cycle", "area", "area_in_full", "grade", "printed", "form")


def grades_text(found: Grades, width: int = WIDTH) -> str:
    """Judgments for a terminal: a block for each inspection, then the notes."""
    blocks = list(filter(None, [wrapped(found.message, "", width), choices_text(found.choices, width)]))
    blocks += ["\n".join(_block(list(group), width)) for _, group in groupby(found.grades, lambda g: g.report.id)]
    notes = [wrapped(note, "- ", width) for note in found.notes]
    return "\n\n".join([*blocks, *["\n".join(notes)] * bool(notes)])


def _block(grades: list[Grade], width: int) -> Iterator[str]:
    report = grades[0].report
    places = {_place(grade) for grade in grades}
    yield wrapped(", ".join([described(report), *list(places) * (len(places) == 1)]), "", width)
    room = max((len(grade.label) for grade in grades if len(grade.label) <= COLUMN), default=0)
    for grade in grades:
        area = grade.judgment.area + f" ({_place(grade)})" * (len(places) > 1)
        yield wrapped(area, f"  {grade.label:<{room}}  ", width)
        if grade.judgment.form in SAYS_MORE:
            yield wrapped(f"“{grade.quote.text}”", "    ", width)
    yield from (f"  {address}" for address in dict.fromkeys(grade.quote.link for grade in grades if grade.quote.link))
    if report.digest and report.url:
        yield f"  official report: {report.url}"


def _place(grade: Grade) -> str:
    return place(grade.quote) or "no pages"


def grades_markdown(found: Grades) -> str:
    """Judgments as a table in Markdown, with the notes below."""
    lines = [escaped(found.message), ""]
    lines += [f"- {escaped(choice)}" for choice in found.choices]
    if found.grades:
        lines += ["| Body | Inspection | Area | Grade | Page | Words |", "| --- | --- | --- | --- | --- | --- |"]
    for grade in found.grades:
        inspection, address = escaped(described(grade.report)), grade.quote.link or ""
        linked = f"[{inspection}](<{address}>)" if address.startswith("http") else inspection
        words = (grade.judgment.area, grade.label, _place(grade), f"“{grade.quote.text}”")
        lines.append(f"| {' | '.join([escaped(grade.report.body), linked, *map(escaped, words)])} |")
    lines += ["", *(f"- {escaped(note)}" for note in found.notes)] if found.notes else []
    return "\n".join(lines) + "\n"


def grades_csv(found: Grades) -> str:
    """One row a judgment."""
    return csv_table(OWN, ((_own(grade), grade.quote) for grade in found.grades))


def _own(grade: Grade) -> dict[str, str | None]:
    judgment = grade.judgment
    return {
        "cycle": grade.cycle.name if grade.cycle else None,
        "area": judgment.area,
        "area_in_full": grade.area,
        "grade": judgment.grade,
        "printed": judgment.printed,
        "form": judgment.form,
    }


def grades_json(found: Grades) -> Json:
    """The same for other programs, with the scales and notes."""
    return {
        "message": found.message,
        "choices": list(found.choices),
        "judgments": [_own(grade) | quote_json(grade.quote) for grade in found.grades],
        "cycles": [{"name": c.name, "grades": list(c.grades), "scale": scale_of(c)} for c in found.cycles if c],
        "notes": list(found.notes),
    }


SHOWN: Final[Mapping[str, Callable[[Grades], str]]] = {
    "text": grades_text,
    "csv": grades_csv,
    "md": grades_markdown,
    "json": lambda found: dumped(grades_json(found)),
}
