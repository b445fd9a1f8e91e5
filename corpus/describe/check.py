"""What is wrong, missing or unsure in reports and their descriptions, and a sidecar to put descriptions right."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from corpus.describe.gazetteer import gazetteer
from corpus.types import Report
from corpus.vocabulary.kinds import bodies_inspected, kind_named

TEXT = "text"  # the field of problems that no sidecar puts right
MOST_PAGES = 12  # that are named
CORRECTED = ("title", "bodies", "kind", "inspected", "published")  # fields that a sidecar to fill in offers


@dataclass(frozen=True, slots=True)
class Problem:
    """A field of a report that is ``missing``, ``doubtful`` or ``contradictory``, and why, in a sentence.

    The field ``text`` stands for what the report says: some of it is ``left out``, ``unread`` or ``read by OCR``,
    or all of it is ``held twice``.
    """

    report: Report
    field: str
    what: str
    why: str


Check = Callable[[Sequence[Report]], Iterator[Problem]]


def doubtful(reports: Sequence[Report]) -> Iterator[Problem]:
    """Fields left empty because the evidence wavers."""
    for report in reports:
        yield from (Problem(report, field, "doubtful", why) for field, why in report.doubts.items())


def missing(reports: Sequence[Report]) -> Iterator[Problem]:
    """Fields that reports of the kind have, and nothing tells."""
    for report in reports:
        kind = kind_named(report.kind)
        if not report.bodies and "bodies" not in report.doubts and not (kind and kind.general):
            yield Problem(report, "bodies", "missing", "no body is named plainly enough")
        if not (report.published or report.inspected):
            yield Problem(report, "published", "missing", "no date of publication or inspection is found")
        if "kind" not in report.origins:
            yield Problem(report, "kind", "missing", "neither the title nor the first pages tell it")
        if not report.inspectorates and not (kind and kind.general):
            yield Problem(report, "inspectorates", "missing", "none is named")


def contradictory(reports: Sequence[Report]) -> Iterator[Problem]:
    """Fields that cannot both be right."""
    for report in reports:
        began = (report.inspected or "").partition("/")[0]
        if report.published and began and report.published < began[: len(report.published)]:
            yield Problem(report, "published", "contradictory", f"{report.published} is before the inspection, {began}")
        yield from _of_bodies(report)


def _of_bodies(report: Report) -> Iterator[Problem]:
    names = gazetteer()
    held = [body for name in report.bodies if (body := names.get(name))]
    of_kind, of_makers = bodies_inspected(report.kind), bodies_inspected("", report.inspectorates)
    for body in held:
        if (of_kind and body.kind not in of_kind) or body.kind not in of_makers:
            by = " and ".join(report.inspectorates) or "such inspectorates"
            yield Problem(report, "bodies", "contradictory", f"{by} make no {report.kind} of {body.name}")
    titled = [mention.bodies for mention in names.find(report.title, within=False)]
    fits = {body.name for body in held} | {area for body in held for area in body.areas}
    others = [bodies for bodies in titled if not any(fits & {body.name, *body.areas} for body in bodies)]
    if held and others and len(others) == len(titled):
        yield Problem(report, "bodies", "contradictory", f"the title names {others[0][0].name}")


def not_read(reports: Sequence[Report]) -> Iterator[Problem]:
    """What a file holds that is no part of its text, and pages that are read off their picture or not at all."""
    for report in reports:
        for unseen in report.unseen:
            many = f"{unseen.characters:,} character{'s' * (unseen.characters != 1)}"
            where = f" ({pages_listed(unseen.pages)})" if unseen.pages else ""
            yield Problem(report, TEXT, "left out", f"{many} that nobody sees: {unseen.why}{where}")
        if report.unread_pages:
            pages = pages_listed(report.unread_pages)
            yield Problem(report, TEXT, "unread", f"{pages}: letters that make no words, since a font tells false ones")
        if report.ocr_pages:
            pages = pages_listed(report.ocr_pages)
            yield Problem(report, TEXT, "read by OCR", f"{pages}: compare what you quote from there with the page")


def held_twice(groups: Iterable[Sequence[str]]) -> Check:
    """A check for reports that say the same; ``groups`` are the ids of such reports."""
    beside = {id: [other for other in group if other != id] for group in groups for id in group}

    def check(reports: Sequence[Report]) -> Iterator[Problem]:
        sources = {report.id: report.source for report in reports}
        for report in reports:
            if others := beside.get(report.id):
                names = " and ".join(sources[id] for id in others)
                yield Problem(report, TEXT, "held twice", f"{names} says the same; its words are quoted once")

    return check


CHECKS: tuple[Check, ...] = (doubtful, missing, contradictory, not_read)


def problems(reports: Sequence[Report], checks: Iterable[Check] = CHECKS) -> list[Problem]:
    """All problems, in the order of the reports."""
    found: dict[str, list[Problem]] = defaultdict(list)
    for check in checks:
        for problem in check(reports):
            found[problem.report.id].append(problem)
    return [problem for report in reports for problem in found[report.id]]


def sidecar_to_correct(found: Iterable[Problem]) -> str:
    """A ``reports.toml`` with an entry for each report that has a problem: what is known, and why it is asked for."""
    by_report: dict[str, list[Problem]] = defaultdict(list)
    for problem in (one for one in found if one.field != TEXT):
        by_report[problem.report.source].append(problem)
    entries = [_entry(source, own) for source, own in sorted(by_report.items())]
    return "# Put right what is wrong, and save this as reports.toml beside the files.\n\n" + "\n".join(entries)


def pages_listed(pages: Sequence[int]) -> str:
    """Pages as they are named in a sentence, those that follow one another as one range."""
    runs: list[tuple[int, int]] = []
    for page in pages:
        if runs and page == runs[-1][1] + 1:
            runs[-1] = runs[-1][0], page
        else:
            runs.append((page, page))
    named = [str(first) if first == last else f"{first}\u2013{last}" for first, last in runs[:MOST_PAGES]]
    more = ["\u2026"] if len(runs) > MOST_PAGES else []
    return f"{'p.' if len(pages) == 1 else 'pp.'} {', '.join([*named, *more])}"


def _entry(source: str, own: Sequence[Problem]) -> str:
    report = own[0].report
    lines = [f"# {source}"] if "/" in source else []
    lines += [f"# {problem.field} {problem.what}: {problem.why}" for problem in own]
    lines.append(f"[{json.dumps(PurePosixPath(source).name, ensure_ascii=False)}]")
    values = {field: getattr(report, field) for field in CORRECTED}
    for field, value in values.items():
        shown = list(value) if isinstance(value, tuple) else value or ""
        lines.append(f"{field} = {json.dumps(shown, ensure_ascii=False)}")
    return "\n".join(lines) + "\n"
