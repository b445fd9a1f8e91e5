"""Graded judgments as text, CSV, Markdown and JSON."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from typing import Final

from bot.cite import citation, dated
from bot.grades import Grade, Grades, scale_of
from bot.serialize import Json, report_json
from bot.spreadsheet import SOURCE, of_source, table
from bot.terminal import WIDTH

SAYS_MORE: Final = frozenset({"sentence", "outcome", "progress"})  # forms whose words are more than area and grade
COLUMN: Final = 32  # characters of a grade with what is added to it, where areas stand in line beside it
COLUMNS: Final = (
    "body", "report_kind", "cycle", "inspected", "published", "area", "area_in_full", "grade", "printed", "text",
    "form", *SOURCE, "url",
)  # fmt: skip


def grades_text(found: Grades, width: int = WIDTH) -> str:
    """Judgments for a terminal: a block for each inspection, then the notes."""
    blocks = ["\n".join(_block(list(group), width)) for _, group in groupby(found.grades, lambda g: g.report.id)]
    choices = [f"  - {choice}" for choice in found.choices]
    notes = [textwrap.fill(note, width, subsequent_indent="  ") for note in found.notes]
    return "\n\n".join(filter(None, [found.message, "\n".join(choices), *blocks, "\n".join(notes)]))


def _block(grades: list[Grade], width: int) -> Iterator[str]:
    report = grades[0].report
    places = {_place(grade) for grade in grades}
    title = report.title if report.body.casefold() in report.title.casefold() else f"{report.body}: {report.title}"
    about = f"{title}, {dated(report)}{' (digest)' * report.digest}{f', {min(places)}' * (len(places) == 1)}"
    yield textwrap.fill(about, width, subsequent_indent="  ")
    room = max((len(grade.label) for grade in grades if len(grade.label) <= COLUMN), default=0)
    for grade in grades:
        lead = f"  {grade.label:<{room}}  "
        area = grade.judgment.area + f" ({_place(grade)})" * (len(places) > 1)
        yield textwrap.fill(area, width, initial_indent=lead, subsequent_indent=" " * len(lead))
        if grade.judgment.form in SAYS_MORE:
            yield textwrap.fill(f"“{grade.quote.text}”", width, initial_indent="    ", subsequent_indent="    ")
    yield from (f"  {address}" for address in dict.fromkeys(grade.quote.link for grade in grades if grade.quote.link))
    if report.digest and report.url:
        yield f"  official report: {report.url}"


def _place(grade: Grade) -> str:
    """Where a grade stands: its page, or the section of a source without pages."""
    quote = grade.quote
    if quote.page is None:
        return f"section “{quote.heading[-1]}”" if quote.heading else "no pages"
    label = quote.page_label
    return f"p. {label} (PDF page {quote.page})" if label and label != str(quote.page) else f"p. {quote.page}"


def grades_markdown(found: Grades) -> str:
    """Judgments as a table in Markdown, with the notes below."""
    lines = [_cell(found.message), ""]
    lines += [f"- {_cell(choice)}" for choice in found.choices]
    if found.grades:
        lines += ["| Body | Inspection | Area | Grade | Page | Words |", "| --- | --- | --- | --- | --- | --- |"]
    for grade in found.grades:
        report = grade.report
        inspection = f"{report.title}, {dated(report)}{' (digest)' * report.digest}"
        address = grade.quote.link or ""
        linked = f"[{_cell(inspection)}](<{address}>)" if address.startswith("http") else _cell(inspection)
        cells = [_cell(report.body), linked, _cell(grade.judgment.area), _cell(grade.label)]
        cells += [_cell(_place(grade)), f"“{_cell(grade.quote.text)}”"]
        lines.append(f"| {' | '.join(cells)} |")
    lines += ["", *(f"- {_cell(note)}" for note in found.notes)] if found.notes else []
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("\\", "\\\\").replace("|", "\\|")


def grades_csv(found: Grades) -> str:
    """One row a judgment, for a spreadsheet."""
    return table(COLUMNS, map(_row, found.grades))


def _row(grade: Grade) -> Mapping[str, object]:
    report, judgment = grade.report, grade.judgment
    own = {
        "body": report.body,
        "report_kind": report.kind,
        "cycle": grade.cycle.name if grade.cycle else "",
        "inspected": report.inspected or "",
        "published": report.published or "",
        "area": judgment.area,
        "area_in_full": grade.area,
        "grade": judgment.grade,
        "printed": judgment.printed,
        "text": grade.quote.text,
        "form": judgment.form,
        "url": report.url or "",
    }
    return own | of_source(grade.quote)


def grades_json(found: Grades) -> str:
    """Judgments as JSON, with the reports they are from, and what has to be known with them."""
    shown: Json = {
        "message": found.message,
        "choices": list(found.choices),
        "judgments": [_judgment_json(grade) for grade in found.grades],
        "reports": [report_json(report) for report in found.reports],
        "cycles": [{"name": c.name, "grades": list(c.grades), "scale": scale_of(c)} for c in found.cycles if c],
        "notes": list(found.notes),
    }
    return json.dumps(shown, ensure_ascii=False, indent=2)


def _judgment_json(grade: Grade) -> Json:
    quote, judgment = grade.quote, grade.judgment
    return {
        "body": grade.report.body,
        "report": grade.report.id,
        "cycle": grade.cycle.name if grade.cycle else None,
        "area": judgment.area,
        "area_in_full": grade.area,
        "grade": judgment.grade,
        "printed": judgment.printed,
        "form": judgment.form,
        "text": quote.text,
        "page": quote.page,
        "page_label": quote.page_label,
        "heading": list(quote.heading),
        "citation": citation(quote),
        "link": quote.link,
        "spans": [[span.page, span.start, span.end] for span in quote.spans],
    }


GRADES: Final[Mapping[str, Callable[[Grades], str]]] = {
    "text": grades_text,
    "md": grades_markdown,
    "csv": grades_csv,
    "json": grades_json,
}
