"""What the database holds in its columns: passages, findings, judgments and reports as text, and back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

import msgspec

from corpus.structure.text import ReportText
from corpus.types import Finding, Judgment, Mark, Page, Passage, Report, Sentence, Span
from index.types import StoredFinding, StoredPassage

Columns: TypeAlias = tuple[Any, ...]  # of a row, in the order of the table's definition, without its keys


def packed_report(report: Report) -> str:
    """All that is known of a report."""
    return msgspec.json.encode(report).decode()


def report_from(fields: str) -> Report:
    """The report that :func:`packed_report` wrote."""
    return msgspec.json.decode(fields, type=Report)


def packed_page(page: Page) -> Columns:
    """Number, label, text and marks of a page."""
    marks = [[mark.start, mark.end, _numbers(mark.note)] for mark in page.marks]
    return page.number, page.label, page.text, json.dumps(marks) if marks else ""


def page_from(number: int, label: str | None, text: str, marks: str) -> Page:
    """The page that :func:`packed_page` wrote."""
    return Page(number, text, label, marks_from(marks))


def marks_from(text: str) -> tuple[Mark, ...]:
    """The marks of a page, as :func:`packed_page` wrote them."""
    return tuple(Mark(start, end, _numbered(note)) for start, end, note in json.loads(text or "[]"))


def packed_passage(passage: Passage) -> Columns:
    """Kind, heading, sentences and lead-in of a passage."""
    sentences = [[one.block, one.kind, _numbers(one.spans)] for one in passage.sentences]
    return passage.kind, _heading(passage.heading), json.dumps(sentences), _spans(passage.lead_in)


def passage_from(kind: str, heading: str, sentences: str, lead_in: str) -> Passage:
    """The passage that :func:`packed_passage` wrote."""
    read = tuple(Sentence(_numbered(spans), block, kind) for block, kind, spans in json.loads(sentences))
    return Passage(tuple(json.loads(heading)), read, _spans_from(lead_in), kind)


def read_passage(number: int, report_id: str, passage: Passage, text: ReportText) -> StoredPassage:
    """A passage with its words, cut from the text of its report."""
    words = tuple(text.words(sentence.spans) for sentence in passage.sentences)
    return StoredPassage(number, report_id, passage, " ".join(words), text.words(passage.lead_in), words)


def packed_finding(finding: Finding, sentences: Iterable[int]) -> Columns:
    """Kind, heading, spans, lead-in and the ids of the sentences of a finding."""
    heading, spans, lead_in = _heading(finding.heading), _spans(finding.spans), _spans(finding.lead_in)
    return finding.kind, heading, spans, lead_in, json.dumps(sorted(sentences))


def read_finding(report_id: str, columns: Columns, text: ReportText) -> StoredFinding:
    """The finding that :func:`packed_finding` wrote, with its words, cut from the text of its report."""
    kind, heading, spans, lead_in, sentences = columns
    finding = Finding(kind, tuple(json.loads(heading)), _spans_from(spans), _spans_from(lead_in))
    words, lead_in = text.words(finding.spans), text.words(finding.lead_in)
    return StoredFinding(report_id, finding, words, lead_in, tuple(json.loads(sentences)))


def packed_judgment(judgment: Judgment) -> Columns:
    """Area, grade as it counts and as printed, spans, form and heading of a judgment."""
    spans = _spans(judgment.spans)
    return judgment.area, judgment.grade, judgment.printed, spans, judgment.form, judgment.heading


def judgment_from(area: str, grade: str, printed: str, spans: str, form: str, heading: str) -> Judgment:
    """The judgment that :func:`packed_judgment` wrote."""
    return Judgment(area, grade, printed, _spans_from(spans), form, heading)


def _heading(words: Sequence[str]) -> str:
    return json.dumps(words, ensure_ascii=False)


def _spans(spans: Sequence[Span]) -> str:
    return json.dumps(_numbers(spans))


def _spans_from(text: str) -> tuple[Span, ...]:
    return _numbered(json.loads(text))


def _numbers(spans: Sequence[Span]) -> list[list[int]]:
    return [[span.page, span.start, span.end] for span in spans]


def _numbered(spans: Sequence[Sequence[int]]) -> tuple[Span, ...]:
    return tuple(Span(*span) for span in spans)
