"""What is wrong, missing or unsure in the descriptions of reports, and a sidecar to put it right."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from corpus.describe.gazetteer import gazetteer
from corpus.types import Report
from corpus.vocabulary.kinds import bodies_inspected, kind_named

CORRECTED = ("title", "bodies", "kind", "inspected", "published")  # fields that a sidecar to fill in offers


@dataclass(frozen=True, slots=True)
class Problem:
    """A field of a report that is ``missing``, ``doubtful`` or ``contradictory``, and why, in a sentence."""

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


CHECKS: tuple[Check, ...] = (doubtful, missing, contradictory)


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
    for problem in found:
        by_report[problem.report.source].append(problem)
    entries = [_entry(source, own) for source, own in sorted(by_report.items())]
    return "# Put right what is wrong, and save this as reports.toml beside the files.\n\n" + "\n".join(entries)


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
