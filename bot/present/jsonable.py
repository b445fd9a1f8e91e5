"""Answers and reports as JSON: the shapes that other programs rely on."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from bot.present.entries import entry_json
from bot.present.to_fetch import to_fetch
from bot.quoting.place import citation
from bot.types import Answer, Feedback, Quote
from corpus.describe.check import Problem
from corpus.types import Report, Skipped

Json = dict[str, object]


def dumped(shown: Json | Sequence[Json]) -> str:
    """JSON as it is printed for a person or a file."""
    return json.dumps(shown, ensure_ascii=False, indent=2)


def answer_json(answer: Answer, id: str | None = None) -> Json:
    """An answer, with its question's ``id`` where it has one, and the command that fetches what is not held."""
    return ({} if id is None else {"id": id}) | {
        "question": answer.question,
        "status": answer.status,
        "message": answer.message,
        "understood": {
            "bodies": list(answer.understood.bodies),
            "years": list(answer.understood.years),
            "topic": answer.understood.topic,
            "kinds": list(answer.understood.kinds),
            "inspectorates": list(answer.understood.inspectorates),
            "when": answer.understood.when,
            "seeks": answer.understood.seeks,
            "follows": answer.understood.follows,
        },
        "choices": list(answer.choices),
        "quotes": [quote_json(quote) for quote in answer.quotes],
        "entries": [entry_json(entry) for entry in answer.entries],
        "evidence": round(answer.evidence, 4),
        "pending": answer.pending,
        "elapsed_ms": answer.elapsed_ms,
        **({"to_fetch": command} if (command := to_fetch(answer)[1]) else {}),
    }


def quote_json(quote: Quote) -> Json:
    """A quote with its place and its report."""
    return {
        "text": quote.text,
        "lead_in": quote.lead_in,
        "passage": quote.passage,
        "page": quote.page,
        "page_end": quote.page_end,
        "page_label": quote.page_label,
        "page_label_end": quote.page_label_end,
        "heading": list(quote.heading),
        "score": quote.score,
        "citation": citation(quote),
        "report": report_json(quote.report),
        "link": quote.link,
        "newer": quote.newer.id if quote.newer else None,
        "printed": quote.printed or quote.text,
        "notes": list(quote.notes),
        "goes_on": quote.goes_on,
        "closing": {"text": quote.closing.text, "citation": citation(quote.closing)} if quote.closing else None,
        "spans": [[span.page, span.start, span.end] for span in quote.spans],
    }


def report_json(report: Report) -> Json:
    """A report's metadata."""
    return {
        "id": report.id,
        "title": report.title,
        "body": report.body,
        "bodies": list(report.bodies),
        "inspectorates": list(report.inspectorates),
        "kind": report.kind,
        "inspected": report.inspected,
        "published": report.published,
        "source": report.source,
        "url": report.url,
        "licence": report.licence,
        "digest": report.digest,
    }


def holdings_json(reports: Iterable[Report], skipped: Iterable[Skipped]) -> Json:
    """What is held, with the origin of each field, and what was skipped."""
    return {
        "reports": [
            report_json(report)
            | {"updated": report.updated, "reissued": report.reissued}
            | {"pages": report.page_count, "origins": dict(report.origins), "doubts": dict(report.doubts)}
            for report in reports
        ],
        "skipped": [{"source": file.source, "reason": file.reason} for file in skipped],
    }


def problems_json(found: Iterable[Problem]) -> list[Json]:
    """What is missing, doubtful or contradictory in the descriptions of reports."""
    return [
        {
            "report": problem.report.id,
            "source": problem.report.source,
            "field": problem.field,
            "what": problem.what,
            "why": problem.why,
        }
        for problem in found
    ]


def feedback_json(votes: Iterable[Feedback]) -> list[Json]:
    """Votes, with what was asked and answered."""
    return [
        {
            "at": vote.at.isoformat(timespec="seconds"),
            "vote": vote.vote,
            "previous": list(vote.previous),
            "generation": vote.generation,
            "answer": answer_json(vote.answer),
        }
        for vote in votes
    ]
