"""Questions, answers and quotes to JSON and back, whole: what the bot's memory holds of them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from bot.types import Answer, Asked, Quote, Understood
from corpus.types import Report, Span


def asked_json(asked: Asked) -> str:
    """A question with what was set beside it."""
    return json.dumps(asdict(asked), ensure_ascii=False)


def asked_from(text: str) -> Asked:
    """The question that :func:`asked_json` wrote."""
    fields = json.loads(text)
    return Asked(**(fields | {"previous": tuple(fields["previous"])}))


def answer_json(answer: Answer) -> str:
    """An answer, in which each report stands once, however many quotes are from it."""
    reports = {quote.report.id: quote.report for quote in answer.quotes}
    reports |= {quote.newer.id: quote.newer for quote in answer.quotes if quote.newer}
    fields = asdict(answer) | {"quotes": [_quote_fields(quote) for quote in answer.quotes]}
    kept = {id: asdict(report) for id, report in reports.items()}
    return json.dumps({"answer": fields, "reports": kept}, ensure_ascii=False)


def answer_from(text: str) -> Answer:
    """The answer that :func:`answer_json` wrote, equal to it in every part."""
    kept = json.loads(text)
    reports = {id: _report(fields) for id, fields in kept["reports"].items()}
    fields = kept["answer"]
    understood = {name: _tuples(value) for name, value in fields["understood"].items()}
    parts = {
        "understood": Understood(**understood),
        "choices": tuple(fields["choices"]),
        "quotes": tuple(_quote(quote, reports) for quote in fields["quotes"]),
    }
    return Answer(**(fields | parts))


def quote_json(quote: Quote) -> str:
    """A quote alone, with its report."""
    return json.dumps(asdict(quote), ensure_ascii=False)


def quote_from(text: str) -> Quote:
    """The quote that :func:`quote_json` wrote, equal to it in every part."""
    fields = json.loads(text)
    reports = {name: _report(fields[name]) for name in ("report", "newer") if fields[name]}
    return _quote(fields | {name: name if name in reports else None for name in ("report", "newer")}, reports)


def _quote_fields(quote: Quote) -> dict[str, Any]:
    return asdict(quote) | {"report": quote.report.id, "newer": quote.newer.id if quote.newer else None}


def _quote(fields: Mapping[str, Any], reports: Mapping[str, Report]) -> Quote:
    parts = {
        "report": reports[fields["report"]],
        "newer": reports[fields["newer"]] if fields["newer"] else None,
        "heading": tuple(fields["heading"]),
        "spans": tuple(Span(**span) for span in fields["spans"]),
        "notes": tuple(fields.get("notes", ())),
    }
    return Quote(**{**fields, **parts})


def _report(fields: Mapping[str, Any]) -> Report:
    return Report(**{name: _tuples(value) for name, value in fields.items()})


def _tuples(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
