"""The register of findings as text for a terminal, Markdown, CSV and JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from itertools import groupby
from typing import Final

from bot.cite import citation, dated, place
from bot.findings import Findings, Listed
from bot.markdown import escaped
from bot.serialize import quote_json
from bot.spreadsheet import SOURCE, of_source, table
from bot.terminal import choices_text, wrapped

COLUMNS: Final = ("body", "kind", "text", "lead_in", *SOURCE)


def findings_text(findings: Findings) -> str:
    """What a person reads in a terminal: under each report its findings with their pages."""
    blocks = list(filter(None, [wrapped(findings.message), choices_text(findings.choices)]))
    number = 0
    for report, group in groupby(findings.found, key=lambda one: one.quote.report):
        digest = " [digest: not the inspectorate's own words]" * report.digest
        blocks.append(wrapped(f"{', '.join(report.bodies)}: {report.title}, {dated(report)}{digest}"))
        for one in group:
            number += 1
            blocks.append(_entry(one, number))
    return "\n\n".join(blocks)


def _entry(one: Listed, number: int) -> str:
    quote = one.quote
    first = f"{number}. "
    lead_in = f"{quote.lead_in} [\u2026] " if quote.lead_in else ""
    where = ", ".join(filter(None, (one.kind, place(quote) if quote.page else "", " > ".join(quote.heading))))
    return "\n".join([wrapped(f"{lead_in}\u201c{quote.text}\u201d", first), wrapped(where, " " * len(first))])


def findings_markdown(findings: Findings) -> str:
    """A list under each report, ready for a paper."""
    blocks = ["# What inspectors asked for", escaped(findings.message)]
    blocks += [f"- {escaped(choice)}" for choice in findings.choices]
    for report, group in groupby(findings.found, key=lambda one: one.quote.report):
        blocks.append(f"## {escaped(', '.join(report.bodies))}: {escaped(report.title)}")
        lines = []
        for one in group:
            lead_in = f"{escaped(one.quote.lead_in)} [\u2026] " if one.quote.lead_in else ""
            kind = f"**{one.kind.capitalize()}.**"
            lines.append(f"1. {kind} {lead_in}\u201c{escaped(one.quote.text)}\u201d ({escaped(citation(one.quote))})")
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks) + "\n"


def findings_csv(findings: Findings) -> str:
    """One row a finding, for a spreadsheet."""
    return table(COLUMNS, map(_row, findings.found))


def _row(one: Listed) -> Mapping[str, object]:
    quote = one.quote
    own = {"body": "; ".join(quote.report.bodies), "kind": one.kind, "text": quote.text, "lead_in": quote.lead_in or ""}
    return own | of_source(quote)


def findings_json(findings: Findings) -> str:
    """The shape that other programs rely on: as quotes of an answer, each with its ``kind``."""
    fields = {
        "message": findings.message,
        "choices": list(findings.choices),
        "findings": [{"kind": one.kind} | quote_json(one.quote) for one in findings.found],
    }
    return json.dumps(fields, ensure_ascii=False, indent=2)


SHOWN: Final[Mapping[str, Callable[[Findings], str]]] = {
    "text": findings_text,
    "md": findings_markdown,
    "csv": findings_csv,
    "json": findings_json,
}
