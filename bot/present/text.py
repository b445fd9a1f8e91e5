"""Answers and reports as text for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from bot.present.entries import entry_lines
from bot.present.to_fetch import to_fetch
from bot.quoting.place import GOES_ON, citation, later, on_closing, quoted, told_notes
from bot.quoting.styles import forms, licence_line
from bot.types import Answer, Feedback, Quote
from corpus.describe.check import Problem
from corpus.types import Report, Skipped

WIDTH = 96  # columns at most
MOST_CHOICES = 12  # bodies listed for a person to choose from
FOLLOWS = "(Taken as a follow-up to \u201c{question}\u201d: {topic}.)"


def answer_text(answer: Answer, width: int = WIDTH, before: str = "") -> str:
    """An answer for a person to read: the message, then each quote with its place.

    ``before`` is the question before, named where the answer took something over from it.
    """
    parts = [wrapped(answer.message, "", width)]
    if before and answer.understood.follows:
        parts.append(wrapped(FOLLOWS.format(question=before, topic=_taken(answer)), "", width))
    if all(hint := to_fetch(answer)):
        parts.append(f"{wrapped(hint[0], '', width)}\n  {hint[1]}")
    parts += [choices_text(answer.choices, width)] if answer.choices else []
    if len(answer.entries) > 1:
        lines = entry_lines(answer.entries)
        parts.append("\n".join(line if "  " in line else wrapped(line, "  - ", width) for line in lines))
    parts += [_quote_text(number, quote, width) for number, quote in enumerate(answer.quotes, start=1)]
    return "\n\n".join(parts)


def _taken(answer: Answer) -> str:
    """What a question was taken to ask: its topic and bodies."""
    understood = answer.understood
    told = [understood.topic.strip(" ?"), *understood.bodies, *map(str, understood.years)]
    return ", ".join(filter(None, told))


def choices_text(choices: Sequence[str], width: int = WIDTH) -> str:
    """The bodies that may be meant, a line each; the first of them where they are many."""
    lines = [wrapped(choice, "  - ", width) for choice in choices[:MOST_CHOICES]]
    left = len(choices) - MOST_CHOICES
    return "\n".join([*lines, f"  …and {left} more"] if left > 0 else lines)


def _quote_text(number: int, quote: Quote, width: int) -> str:
    first = f"{number}. "
    newer = [wrapped(later(quote.newer), " " * len(first), width)] if quote.newer else []
    return "\n".join([*quote_lines(quote, first, width), *newer])


def quote_lines(quote: Quote, first: str, width: int = WIDTH) -> Iterator[str]:
    """A quote with its place, indented to follow the words ``first``."""
    indent = " " * len(first)
    yield wrapped(quoted(quote), first, width)
    if quote.goes_on:
        yield wrapped(GOES_ON.format(words=quote.goes_on), indent, width)
    if told := on_closing(quote):
        yield wrapped(told, indent, width)
    yield wrapped(citation(quote), indent, width)
    for note in told_notes(dict(zip(quote.note_marks, quote.notes, strict=False))):
        yield wrapped(note, indent, width)
    if quote.heading:
        yield wrapped(" > ".join(quote.heading), f"{indent}under: ", width)
    if quote.link:
        yield f"{indent}{quote.link}"
    if quote.report.digest and quote.report.url:
        yield f"{indent}official report: {quote.report.url}"


def citations_text(answer: Answer, accessed: date) -> str:
    """Each quote's citation in every form and its licence line, a line each, to copy."""
    blocks = []
    for number, quote in enumerate(answer.quotes, start=1):
        lines = [f"{form.name}: {form.text}" for form in forms(quote, accessed)]
        if licence := licence_line(quote.report):
            lines.append(f"Licence: {licence}")
        blocks.append("\n".join([f"Quote {number}", *(f"  {line}" for line in lines)]))
    return "\n\n".join(blocks)


def wrapped(text: str, first: str = "", width: int = WIDTH) -> str:
    """A paragraph in lines of at most ``width`` columns, after the words ``first``; its own line breaks are kept."""
    hang = " " * len(first)
    lines = text.split("\n")
    return "\n".join(
        textwrap.fill(
            line, width, initial_indent=first if n == 0 else hang, subsequent_indent=hang, break_on_hyphens=False
        )
        for n, line in enumerate(lines)
    )


def holdings_text(reports: Sequence[Report], skipped: Iterable[Skipped]) -> str:
    """What is held: a block for each report, each field with its origin; then what was skipped."""
    blocks = [_report_text(report) for report in reports]
    lines = [f"{len(reports)} reports held."]
    lines += _skipped(skipped)
    return "\n\n".join([*blocks, "\n".join(lines)])


def problems_text(found: Sequence[Problem], skipped: Iterable[Skipped], count: int) -> str:
    """What is to be looked at in ``count`` reports: a block for each report, a line for each field; skipped files."""
    by_source: dict[str, list[str]] = {}
    for problem in found:
        lines = by_source.setdefault(problem.report.source, [f"{problem.report.id}  {problem.report.source}"])
        lines.append(f"  {problem.field} {problem.what}: {problem.why}")
    blocks = ["\n".join(lines) for lines in by_source.values()]
    lines = [f"{len(blocks)} of {count} reports have something to look at." if blocks else "Nothing to look at."]
    return "\n\n".join([*blocks, "\n".join([*lines, *_skipped(skipped)])])


def _skipped(skipped: Iterable[Skipped]) -> Iterator[str]:
    return (f"Skipped: {file.source}: {file.reason}" for file in skipped)


def _report_text(report: Report) -> str:
    values = {
        "title": report.title + (" (digest)" if report.digest else ""),
        "bodies": "; ".join(report.bodies) or ("doubtful" if "bodies" in report.doubts else "none found"),
        "kind": report.kind,
        "inspectorates": ", ".join(report.inspectorates) or "none found",
        "inspected": report.inspected or "not known",
        "published": report.published or "not known",
        **{field: value for field in ("updated", "reissued") if (value := getattr(report, field))},
        "url": report.url or "not known",
        "licence": report.licence or "not known",
    }
    lines = [f"{report.id}  {report.source}" + (f"  ({report.page_count} pages)" if report.page_count else "")]
    for name, value in values.items():
        origin = report.origins.get(name)
        lines.append(f"  {name + ':':<15}{value}" + (f"  [{origin}]" if origin else ""))
    return "\n".join(lines)


def feedback_text(votes: Sequence[Feedback], width: int = WIDTH) -> str:
    """Votes, a block for each: which, when, on what question, and the first quote's place."""
    up = sum(vote.vote > 0 for vote in votes)
    blocks = [_vote_text(vote, width) for vote in votes]
    return "\n\n".join([*blocks, f"{up} up, {len(votes) - up} down."])


def _vote_text(vote: Feedback, width: int) -> str:
    lines = [f"{'up  ' if vote.vote > 0 else 'down'}  {vote.at:%Y-%m-%d %H:%M}  index {vote.generation}"]
    lines.append(wrapped(" / ".join((*vote.previous, vote.question)), "      ", width))
    first = citation(vote.answer.quotes[0]) if vote.answer.quotes else vote.status
    lines.append(wrapped(first, "      ", width))
    return "\n".join(lines)
