"""Measure what is read out of reports (graded judgments, findings) against a hand-made list: precision, recall, F1.

A list has one JSON object a line: ``report`` (source path), ``page`` (left out where the source has none),
``form`` (whatever the reports are to be told apart by), and of a judgment ``area`` and ``grade``, of a finding
``kind``, ``start`` and ``end`` (its first and last words as printed, six or more); a report on which there is
nothing has ``"none": true`` in their place. Only reports on the list are measured. A judgment is right when the
list has its report, its area, its grade and its page; a finding, when it has its report, its kind, the page it
begins on, and how it begins and ends.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.config import Settings
from corpus.errors import ReportbotError
from corpus.structure.text import bare
from corpus.vocabulary.scales import folded
from index import generation as generations
from index.store import Store

Item = tuple[str, str, str, int | None]  # report, what is judged or asked for as compared, grade or kind, page
HEAD, TAIL = 22, 14  # letters and digits of a finding's beginning and end that are compared


@dataclass(frozen=True, slots=True)
class GoldList:
    """A list by hand: its items, and the form of each report on it, those without any item included."""

    items: frozenset[Item]
    forms: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of what was found rightly, found wrongly, and missed."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """The share of what was found that is right; 1 where nothing was found."""
        return _share(self.right, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """The share of what is there that was found; 1 where nothing is there."""
        return _share(self.right, self.right + self.missed)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return _share(2 * self.right, 2 * self.right + self.wrong + self.missed)


@dataclass(frozen=True, slots=True)
class Register:
    """What is measured: how a line of a list, and how an index, tell of its items."""

    name: str
    listed: Callable[[Mapping[str, Any]], tuple[str, str]]
    held: Callable[[Store, str], Iterator[tuple[str, str, int]]]


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def read_gold(path: Path, register: Register) -> GoldList:
    """Read a list.

    Raises:
        ReportbotError: the file cannot be read, or a line is no item of this register.
    """
    items: set[Item] = set()
    forms: dict[str, str] = {}
    try:
        for line in filter(str.strip, path.read_text(encoding="utf-8").splitlines()):
            fields: dict[str, Any] = json.loads(line)
            forms[fields["report"]] = str(fields.get("form", "all"))
            if not fields.get("none"):
                items.add((fields["report"], *register.listed(fields), fields.get("page")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ReportbotError(f"{path} is not a list of {register.name}, one JSON object a line: {error!r}") from error
    return GoldList(frozenset(items), forms)


def found_in(store: Store, register: Register, sources: Sequence[str]) -> set[Item]:
    """What an index holds of a register for these reports.

    Raises:
        ReportbotError: one of the reports is not in the index.
    """
    reports = {report.source: report for report in store.reports()}
    if missing := [source for source in sources if source not in reports]:
        raise ReportbotError(f"not in the index: {missing[0]}; name the index of these reports with --index")
    return {
        (source, what, kind, page if reports[source].page_count else None)
        for source in sources
        for what, kind, page in register.held(store, reports[source].id)
    }


def _graded(fields: Mapping[str, Any]) -> tuple[str, str]:
    return folded(fields["area"]), fields["grade"].lower()


def _grades(store: Store, report_id: str) -> Iterator[tuple[str, str, int]]:
    for one in store.judgments(report_id):
        yield folded(one.area), one.grade, one.page


def _asked(fields: Mapping[str, Any]) -> tuple[str, str]:
    return _ends(fields["start"], fields["end"]), fields["kind"].lower()


def _findings(store: Store, report_id: str) -> Iterator[tuple[str, str, int]]:
    for one in store.findings(report_id):
        yield _ends(one.text, one.text), one.finding.kind, one.finding.page


def _ends(start: str, end: str) -> str:
    return f"{bare(start)[:HEAD]} \u2026 {bare(end)[-TAIL:]}"


GRADES = Register("judgments", _graded, _grades)
FINDINGS = Register("findings", _asked, _findings)
REGISTERS: Mapping[str, Register] = {"grades": GRADES, "findings": FINDINGS}


def scores(gold: GoldList, found: set[Item]) -> dict[str, Score]:
    """The scores of each form, and of all."""
    by_form: dict[str, list[str]] = defaultdict(list)
    for report, form in gold.forms.items():
        by_form[form].append(report)
    return {form: _score(gold, found, set(reports)) for form, reports in [*by_form.items(), ("all", [*gold.forms])]}


def _score(gold: GoldList, found: set[Item], reports: set[str]) -> Score:
    wanted = {item for item in gold.items if item[0] in reports}
    own = {item for item in found if item[0] in reports}
    return Score(len(wanted & own), len(own - wanted), len(wanted - own))


def main(argv: Sequence[str] | None = None) -> int:
    """Print the scores, then what was missed and what is wrong; 2 for bad input."""
    parser = argparse.ArgumentParser(description="Measure a register of an index against a hand-made list.")
    parser.add_argument("gold", type=Path, metavar="GOLD.jsonl")
    parser.add_argument("--kind", choices=REGISTERS, default="grades", help="what the list is of")
    parser.add_argument("--index", type=Path, default=Settings().index, metavar="DIR")
    given = parser.parse_args(argv)
    try:
        register = REGISTERS[given.kind]
        gold = read_gold(given.gold, register)
        store = Store.open(generations.readable(given.index).store)
        found = found_in(store, register, list(gold.forms))
        store.close()
    except ReportbotError as problem:
        print(f"evaluate_register: {problem}", file=sys.stderr)
        return 2
    print(f"{'form':<28}{'reports':>8}{'gold':>6}{'found':>7}{'right':>7}{'precision':>11}{'recall':>8}{'F1':>7}")
    for form, score in scores(gold, found).items():
        count = len(gold.forms) if form == "all" else list(gold.forms.values()).count(form)
        counts = f"{count:>8}{score.right + score.missed:>6}{score.right + score.wrong:>7}{score.right:>7}"
        print(f"{form:<28}{counts}{score.precision:>11.3f}{score.recall:>8.3f}{score.f1:>7.3f}")
    for title, items in (("missed", gold.items - found), ("wrong", found - gold.items)):
        for report, area, grade, page in sorted(items, key=str):
            print(f"{title}: {report}, {f'p. {page}' if page else 'no pages'}: {area}: {grade}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
