"""The register of findings as text for a terminal, Markdown, CSV and JSON."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import groupby
from typing import Final

from bot.present.csv_table import csv_table
from bot.present.jsonable import Json, dumped, quote_json
from bot.present.markdown import escaped, escaped_lines
from bot.present.text import choices_text, wrapped
from bot.quoting.place import citation, described, place, quoted
from bot.registers.findings import Findings, Listed

INDENT: Final = "   "  # of a list item's further lines in Markdown


def findings_text(findings: Findings) -> str:
    """What a person reads in a terminal: under each report its findings with their pages."""
    blocks = list(filter(None, [wrapped(findings.message), choices_text(findings.choices)]))
    number = 0
    for report, group in groupby(findings.found, key=lambda one: one.quote.report):
        blocks.append(wrapped(described(report)))
        for one in group:
            number += 1
            blocks.append(_entry(one, number))
    return "\n\n".join(blocks)


def _entry(one: Listed, number: int) -> str:
    quote = one.quote
    first = f"{number}. "
    where = ", ".join(filter(None, (one.kind, place(quote) if quote.page else "", " > ".join(quote.heading))))
    return "\n".join([wrapped(_words(one), first), wrapped(where, " " * len(first))])


def _words(one: Listed) -> str:
    """The words of a finding, without the heading that its kind beside them makes needless."""
    return quoted(replace(one.quote, item=False))


def findings_markdown(findings: Findings) -> str:
    """A list under each report, ready for a paper."""
    blocks = ["# What inspectors asked for", escaped(findings.message)]
    blocks += [f"- {escaped(choice)}" for choice in findings.choices]
    for report, group in groupby(findings.found, key=lambda one: one.quote.report):
        blocks += [f"## {escaped(described(report))}", "\n".join(map(_item, group))]
    return "\n\n".join(blocks) + "\n"


def _item(one: Listed) -> str:
    words = escaped_lines(_words(one), INDENT)
    return f"1. **{one.kind.capitalize()}.** {words} ({escaped(citation(one.quote))})"


def findings_csv(findings: Findings) -> str:
    """One row a finding."""
    return csv_table(("kind",), (({"kind": one.kind}, one.quote) for one in findings.found))


def findings_json(findings: Findings) -> Json:
    """The same for other programs."""
    return {
        "message": findings.message,
        "choices": list(findings.choices),
        "findings": [finding_json(one) for one in findings.found],
    }


def finding_json(one: Listed) -> Json:
    """A finding: a quote with its kind."""
    return {"kind": one.kind} | quote_json(one.quote)


SHOWN: Final[Mapping[str, Callable[[Findings], str]]] = {
    "text": findings_text,
    "csv": findings_csv,
    "md": findings_markdown,
    "json": lambda findings: dumped(findings_json(findings)),
}
