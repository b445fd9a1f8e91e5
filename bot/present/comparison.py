"""A comparison as text for a terminal, Markdown and JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from bot.compare.comparer import Comparison, Side
from bot.compare.pairs import Matched, Pair
from bot.phrases import listed
from bot.present.findings import finding_json
from bot.present.jsonable import Json, dumped, quote_json, report_json
from bot.present.markdown import escaped
from bot.present.text import WIDTH, quote_lines, wrapped
from bot.quoting.place import citation, dated, place, quoted
from bot.registers.findings import Listed
from bot.types import Quote

BEFORE = "Before you compare"
FINDINGS = "Their findings on this"
BOTH = "In both, in similar words (matched by computer: read both, as they may be about different matters)"
ONLY_LATER = "Only in the findings of the later report (the matter itself may not be new)"
ONLY_EARLIER = "Only in the findings of the earlier report (this does not mean that it was put right)"
NO_FINDINGS = "Neither report has a finding on this."


def head(comparison: Comparison) -> str:
    """What is compared, in one line."""
    bodies = list(dict.fromkeys(side.body for side in comparison.sides))
    if len(bodies) > 1:
        return f"\u201c{comparison.topic}\u201d in {listed(bodies)}"
    oldest = ", the oldest first" * (len(comparison.sides) > 1)
    return f"\u201c{comparison.topic}\u201d in inspections of {bodies[0]}{oldest}"


def side_title(side: Side) -> str:
    """The inspection of a side: body, date and report."""
    if side.report is None:
        return side.body
    digest = " (digest)" * side.report.digest
    return f"{side.body}, {dated(side.report)}: {side.report.title}{digest}"


def grouped(findings: Matched) -> Iterator[tuple[str, tuple[Pair | Listed, ...]]]:
    """The findings of both reports in groups, each with what is said of it; empty groups are left out."""
    groups: tuple[tuple[str, tuple[Pair | Listed, ...]], ...] = (
        (BOTH, findings.both),
        (ONLY_LATER, findings.only_later),
        (ONLY_EARLIER, findings.only_earlier),
    )
    yield from ((name, found) for name, found in groups if found)


def finding_place(finding: Listed) -> str:
    """What a finding is called, and where it stands."""
    return ", ".join(filter(None, (finding.kind, dated(finding.quote.report), place(finding.quote))))


def comparison_text(comparison: Comparison, width: int = WIDTH) -> str:
    """What a person reads in a terminal: each side, what to know, and the findings."""
    blocks = [wrapped(head(comparison), "", width)]
    for letter, side in zip("ABCD", comparison.sides, strict=False):
        blocks.append(wrapped(side_title(side), f"{letter}. ", width))
        blocks += [
            "\n".join(quote_lines(quote, f"   {letter}{n}. ", width)) for n, quote in enumerate(side.quotes, start=1)
        ]
        if not side.quotes:
            blocks.append(wrapped(side.answer.message, "   ", width))
    if comparison.notes:
        blocks.append("\n".join([f"{BEFORE}:", *(wrapped(note, "- ", width) for note in comparison.notes)]))
    if comparison.findings:
        blocks.append(f"{FINDINGS}:")
        for name, found in grouped(comparison.findings):
            lines = [wrapped(f"{name}:", "", width)]
            lines += [wrapped(line, "- " if n == 0 else "  ", width) for one in found for n, line in _finding(one)]
            blocks.append("\n".join(lines))
        if not any(grouped(comparison.findings)):
            blocks.append(NO_FINDINGS)
    return "\n\n".join(blocks)


def comparison_markdown(comparison: Comparison) -> str:
    """The same as Markdown, a heading for each side."""
    blocks = [f"# {escaped(head(comparison))}"]
    for side in comparison.sides:
        blocks.append(f"## {escaped(side_title(side))}")
        blocks += [_quote_markdown(quote) for quote in side.quotes]
        if not side.quotes:
            blocks.append(escaped(side.answer.message))
    if comparison.notes:
        blocks += [f"## {BEFORE}", "\n".join(f"- {escaped(note)}" for note in comparison.notes)]
    if comparison.findings:
        blocks.append(f"## {FINDINGS}")
        for name, found in grouped(comparison.findings):
            lines = [f"{'- ' if n == 0 else '  '}{escaped(line)}" for one in found for n, line in _finding(one)]
            blocks += [f"### {name}", "\n".join(lines)]
        if not any(grouped(comparison.findings)):
            blocks.append(NO_FINDINGS)
    return "\n\n".join(blocks) + "\n"


def comparison_json(comparison: Comparison) -> Json:
    """The same for other programs."""
    found = comparison.findings
    return {
        "topic": comparison.topic,
        "sides": [
            {
                "body": side.body,
                "report": report_json(side.report) if side.report else None,
                "status": side.answer.status,
                "message": side.answer.message,
                "quotes": [quote_json(quote) for quote in side.quotes],
            }
            for side in comparison.sides
        ],
        "notes": list(comparison.notes),
        "findings": found
        and {
            "both": [
                {
                    "earlier": finding_json(pair.earlier),
                    "later": finding_json(pair.later),
                    "likeness": pair.likeness,
                }
                for pair in found.both
            ],
            "only_later": [finding_json(one) for one in found.only_later],
            "only_earlier": [finding_json(one) for one in found.only_earlier],
        },
    }


def _finding(one: Pair | Listed) -> list[tuple[int, str]]:
    """The numbered lines of a finding, or of a pair of them, the earlier first."""
    both = [one.earlier, one.later] if isinstance(one, Pair) else [one]
    return list(enumerate(f"\u201c{finding.quote.text}\u201d ({finding_place(finding)})" for finding in both))


def _quote_markdown(quote: Quote) -> str:
    under = f" Under: {escaped(' > '.join(quote.heading))}" if quote.heading else ""
    return f"> {escaped(quoted(quote))}\n\n{escaped(citation(quote))}{under}"


SHOWN: Final[Mapping[str, Callable[[Comparison], str]]] = {
    "text": comparison_text,
    "md": comparison_markdown,
    "json": lambda comparison: dumped(comparison_json(comparison)),
}
