"""A general question about a body or a service: the report's grades, its own summary, strengths and weaknesses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, zip_longest
from typing import Final

from bot.phrases import counted
from bot.question.leaning import GENERAL, leaning, without_inspection
from bot.question.question import Question
from bot.quoting.place import dated, title
from bot.registered.findings.general_points import counts_of, praised
from bot.registers.findings import findings_of
from bot.registers.grade_area import as_entry
from bot.registers.grades import Grade, grades_of
from bot.registers.spread import spread
from bot.registers.tally import tally_of
from bot.remarks.grade_said import HOW_GOOD
from bot.scope.later import NARROW
from bot.search.on_service import REPLY, in_order, on_service, told_of
from bot.search.rank import is_boilerplate
from bot.search.sentences import cut
from bot.types import Entry, Quote, Wants
from corpus.registers.findings import KINDS
from corpus.types import CONSTABULARY, Report
from corpus.vocabulary.asked import said_in
from corpus.vocabulary.dates import RANGE
from corpus.vocabulary.offices import lists_addressees
from corpus.vocabulary.scales import folded
from index.search import Index
from index.types import StoredPassage

_SUMMARY: Final = re.compile(
    r"\b(?:headline findings|summary|hmi.?s? observations|overview|what is it like to be|overall effectiveness"
    r"|inspection outcome|why the inspectorate acted)\b",
    re.I,
)
_GOING_ON: Final = frozenset(
    "summarise summarize summary summaries overview main headline key findings points brief short nutshell gist recap"
    " tell about know anything everything general overall state work performance performing how inspected look like"
    " its their letter digest children's childrens services council picture please quick new recent"
    " happening happens happened".split()
)
WORDS: Final = 8  # of a sentence that sums up, at least
FIRST_PASSAGES: Final = 4  # of a report, of which the first paragraph sums up where no heading does
WEAK: Final = ("inadequate", "requires improvement", "systemic failings", "limited")


@dataclass(frozen=True, slots=True)
class Overview:
    """What to quote of a report in its order, what is said of it, and its judgments as a list."""

    message: str
    quotes: tuple[Quote, ...]
    entries: tuple[Entry, ...]


def asks_overview(question: Question) -> bool:
    """Whether a question asks for a report, a body or a service as a whole, and for no topic."""
    if question.seeks not in ("passage", "list_reports", "findings", "grade") or question.doing or question.pick:
        return False
    named = any(said.slot == "overview" for said in said_in(question.text))
    of_service = question.seeks == "findings" and of_leaning(question)
    if question.seeks != "passage" and not (named or of_service):
        return False
    if of_leaning(question) and not question.services:
        return False
    kinds = [said for said in said_in(question.text) if said.slot in ("kind", "service", "implied")]
    of_kind = {word for said in kinds for word in question.text[said.start : said.end].lower().split()}
    going_on = _GOING_ON | GENERAL if of_leaning(question) else _GOING_ON
    words = replace(question, topic=without_inspection(question.topic)).telling
    return all(word in going_on or (named and word in of_kind) for word in words)


def leaning_of(question: Question) -> Wants:
    """Whether weaknesses or strengths are asked for: as it was understood, else by the one that is named.

    *How good?* and *how well?* ask for both.
    """
    if HOW_GOOD.search(question.text):
        return ""
    named = {said.meaning for said in said_in(question.text) if said.slot == "polarity"}
    other: Wants = "weakness" if named == {"weakness"} else "strength" if named == {"strength"} else ""
    return question.wants or other


def of_leaning(question: Question) -> bool:
    """Whether weaknesses or strengths are asked for, and no overview in so many words."""
    return bool(leaning_of(question)) and not any(said.slot == "overview" for said in said_in(question.text))


def overview(index: Index, reports: Sequence[Report], about: str, count: int, wants: Wants = "") -> Overview | None:
    """The overview of the newest full report of those on one body, and what else is held.

    ``about`` is the one service that is asked about, where the body is not of that kind, ``wants`` whether its
    weaknesses or its strengths are.
    """
    ordered = sorted(reports, key=lambda report: report.date, reverse=True)
    if about == "police" and any(CONSTABULARY & {*report.inspectorates} for report in ordered):
        ordered = [report for report in ordered if CONSTABULARY & {*report.inspectorates}]
    report = next((one for one in ordered if one.kind not in NARROW), ordered[0] if ordered else None)
    if report is None:
        return None
    every = index.store.passages_of(report.id)
    passages = [one for one in every if not (is_boilerplate(one) or lists_addressees(one.text))]
    if about:
        said = on_service(index, passages, about, count, wants)
        told = told_of(report, about, said, wants)
        return Overview(_others(told, report, reports), tuple(in_order(said)), ())
    grades = grades_of(index.store, [report])
    quotes = tuple(in_order(_parts(index, report, passages, grades, count)))[:count]
    if not quotes:
        return None
    areas = [grade.judgment.grade for grade in grades if not grade.is_overall]
    told = "".join(f"{grade.area}: \u201c{grade.label}\u201d. " for grade in grades if grade.is_overall)
    told += f"{counted(len(areas), 'area')} graded: {spread(areas)}. " if len(areas) > 1 else ""
    entries = tuple(as_entry(grade) for grade in grades)
    found = findings_of(index.store, report)
    told += f"{counts_of(report, found)}. " if found else ""
    return Overview(_others(f"{told}An overview, in the report\u2019s order.", report, reports), quotes, entries)


def _others(message: str, report: Report, reports: Sequence[Report]) -> str:
    others = [f"{title(one)} ({dated(one)})" for one in reports if one.id != report.id]
    return f"{message} Also held: {'; '.join(others)}." if others else message


def _parts(
    index: Index, report: Report, passages: Sequence[StoredPassage], grades: Sequence[Grade], count: int
) -> list[Quote]:
    """The quotes of an overview: its count of grades, its summary, a strength, a weakness, and more of these."""
    tally = tally_of(passages)
    first = [cut(index, tally.stored, tally.sentence, tally.sentence)] if tally else [one.quote for one in grades[:1]]
    sums_up = summary(index, passages)
    first = sums_up if sums_up and not tally and not _is_outcome(grades) else [*first, *sums_up]
    found = [one.quote for one in sorted(findings_of(index.store, report), key=lambda one: KINDS.index(one.kind))]
    strong = [*praised(index, report)] or _of_areas(index, passages, grades, weak=False)
    areas = _of_areas(index, passages, grades, weak=True)
    weak = [*found[:1], *areas, *found[1:]] if report.digest else found or areas
    pairs = zip_longest(strong[:count], weak[:count])
    quotes = [*first, *(quote for pair in pairs for quote in pair if quote)]
    return [*quotes, *_by_sections(index, passages)][:count]


def sums_up(index: Index, report: Report) -> list[Quote]:
    """What a report comes to: its outcome or overall grade, or its first sentences that sum up."""
    graded = [grade.quote for grade in grades_of(index.store, [report]) if grade.is_overall or _is_outcome([grade])]
    passages = [one for one in index.store.passages_of(report.id) if not is_boilerplate(one)]
    return graded[:1] or summary(index, [one for one in passages if not lists_addressees(one.text)])


def _is_outcome(grades: Sequence[Grade]) -> bool:
    return any(grade.judgment.form == "outcome" for grade in grades)


def _by_sections(index: Index, passages: Sequence[StoredPassage]) -> list[Quote]:
    """Of each section the first sentence that leans, weaknesses and strengths by turns."""
    found: dict[str, dict[str, Quote]] = {"weakness": {}, "strength": {}}
    for stored in passages:
        section = " > ".join(stored.passage.heading[:2])
        for number, sentence in enumerate(stored.sentences):
            leans = leaning(sentence) if not _is_row(stored) else ""
            if leans and section not in found[leans] and not REPLY.search(section):
                found[leans][section] = cut(index, stored, number, number)
    pairs = zip_longest(found["weakness"].values(), found["strength"].values())
    return [quote for pair in pairs for quote in pair if quote]


def summary(index: Index, passages: Sequence[StoredPassage]) -> list[Quote]:
    """The first sentences under a heading that sums up, else the first paragraph of an official report that judges."""
    for stored in passages:
        if any(_SUMMARY.search(heading) for heading in stored.passage.heading[-1:]) and not _is_row(stored):
            return [cut(index, stored, 0, min(1, _last_of_block(stored)))]
    official = [one for one in passages if not index.reports[one.report_id].digest and not _is_row(one)]
    every = [(stored, *span) for stored in official[:FIRST_PASSAGES] for span in _paragraphs(stored)]
    judging = [one for one in every if any(leaning(one[0].sentences[n]) for n in range(one[1], one[2] + 1))]
    return [cut(index, stored, first, min(first + 1, last)) for stored, first, last in [*judging, *every][:1]]


def _paragraphs(stored: StoredPassage) -> Iterator[tuple[int, int]]:
    """The first and last sentence of each paragraph of prose: none of one sentence, and none that tells dates."""
    for _, group in groupby(enumerate(stored.passage.sentences), key=lambda numbered: numbered[1].block):
        numbers = [number for number, _ in group]
        first = stored.sentences[numbers[0]]
        if len(numbers) > 1 and len(first.split()) >= WORDS and not RANGE.search(first):
            yield numbers[0], numbers[-1]


def _is_row(stored: StoredPassage) -> bool:
    return stored.passage.sentences[0].kind in ("row", "note", "item")


def _last_of_block(stored: StoredPassage) -> int:
    sentences = stored.passage.sentences
    return max(n for n, one in enumerate(sentences) if one.block == sentences[0].block)


def _of_areas(index: Index, passages: Sequence[StoredPassage], grades: Sequence[Grade], *, weak: bool) -> list[Quote]:
    """The first sentences under the headings of the areas with weak grades, or with the others."""
    wanted = [grade for grade in grades if (grade.judgment.grade in WEAK) == weak]
    wanted.sort(key=lambda grade: WEAK.index(grade.judgment.grade) if weak else 0)
    found = []
    for grade in wanted:
        names = {folded(grade.area), folded(grade.judgment.area)}
        under = [
            one
            for one in passages
            if not _is_row(one) and any(folded(heading).startswith((*names,)) for heading in one.passage.heading)
        ]
        found += [cut(index, under[0], *leaning_run(under[0], weak=weak))] if under else []
    return found


def leaning_run(stored: StoredPassage, *, weak: bool) -> tuple[int, int]:
    """The first sentence that leans as wanted, with the one before it, else the first."""
    wanted = "weakness" if weak else "strength"
    last = next((n for n in range(_last_of_block(stored) + 1) if leaning(stored.sentences[n]) == wanted), 0)
    return max(0, last - 1), last
