"""Measure answers against a file of questions with known answers, and prove every quote.

Metrics: hit@k, quote@1, right report@1, wrong body, stale, refused, false refusal, exact, latency.
"""

from __future__ import annotations

import argparse
import functools
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import partial
from pathlib import Path
from statistics import quantiles
from typing import Any

import numpy as np

from bot.cli.opening import reader_of
from bot.config import Settings
from bot.live.index import LiveIndex
from bot.types import Answer, Asked, Quote
from corpus.describe.gazetteer import gazetteer
from corpus.errors import ReportbotError
from corpus.pdf.pypdf_reader import page_texts
from corpus.structure.text import bare
from index.encoder import SentenceEncoder

Bodies = Mapping[str, tuple[str, ...]]
HELD = 0.6  # share of a gold quote's words that a passage holds in one run to be a hit
SAMPLES = 2000  # of the questions, for an interval
METRICS = (
    "hit@1", "hit@3", "hit@5", "quote@1", "right report@1", "wrong body", "stale", "refused", "false refusal", "exact",
)  # fmt: skip
ALIKE = 0.5  # share of a gold quote's words that a quote shares to be the right one


@dataclass(frozen=True, slots=True)
class Gold:
    """A place that answers: report, page and words."""

    report: str
    page: int | None
    quote: str


@dataclass(frozen=True, slots=True)
class Case:
    """A question with what answers it; no golds where the reports do not answer."""

    id: str
    type: str
    question: str
    previous: tuple[str, ...]
    golds: tuple[Gold, ...]
    wrong_reports: frozenset[str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """A case with the answer given; ``rank`` is that of the first hit, from 1, or None."""

    case: Case
    answer: Answer
    rank: int | None


def read_cases(path: Path) -> list[Case]:
    """The cases of a file with one JSON object a line.

    Raises:
        ReportbotError: the file cannot be read, or a line is no question.
    """
    try:
        lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        return [case for fields in lines for case in (_twins(fields) if "q_no" in fields else [_case(fields)])]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ReportbotError(f"{path} is not a file of questions: {error!r}") from error


def _case(fields: dict[str, Any]) -> Case:
    places = ([fields] if fields["report"] else []) + (fields.get("also") or [])
    return Case(
        fields["id"],
        fields["type"],
        fields["question"],
        (fields["previous"],) if fields.get("previous") else (),
        tuple(Gold(place["report"], place.get("page"), place["quote"]) for place in places),
        frozenset(fields.get("wrong_reports") or ()),
    )


def _twins(fields: dict[str, Any]) -> list[Case]:
    """A question that the reports do not answer, and its near twin that they do, where there is one."""
    cases = [Case(fields["id"], "unanswerable", fields["q_no"], (), (), frozenset())]
    if fields.get("q_yes"):
        gold = Gold(fields["report"], fields["page"], fields["quote"])
        cases.append(Case(f"{fields['id']}-twin", "twin", fields["q_yes"], (), (gold,), frozenset()))
    return cases


def words(text: str) -> list[str]:
    """Words for comparison: lower case, hyphens closed up, since readers differ in them."""
    return re.findall(r"[a-z0-9]+", re.sub(r"[-\u2010\u2011]", "", text.lower()))


def is_hit(quote: Quote, gold: Gold) -> bool:
    """Whether a quote's passage holds the gold words, on the gold page of the gold report."""
    if quote.report.source != gold.report:
        return False
    if gold.page is not None and not (quote.page or 0) <= gold.page <= (quote.page_end or 0):
        return False
    passage, wanted = words(quote.passage), words(gold.quote)
    run = SequenceMatcher(None, passage, wanted, autojunk=False).find_longest_match()
    return run.size >= HELD * len(wanted)


def is_right_quote(quote: Quote, gold: Gold) -> bool:
    """Whether a quote's own words share enough of the gold words, in the gold report."""
    wanted = Counter(words(gold.quote))
    shared = sum((wanted & Counter(words(quote.text))).values())
    return quote.report.source == gold.report and shared >= ALIKE * sum(wanted.values())


def judge(case: Case, answer: Answer) -> Outcome:
    """Find the first hit of an answer."""
    ranks = (n for n, quote in enumerate(answer.quotes, start=1) if any(is_hit(quote, g) for g in case.golds))
    return Outcome(case, answer, next(ranks, None))


Flags = Mapping[str, Sequence[bool]]


def flags(outcome: Outcome, prove: Callable[[Quote], bool], bodies: Bodies) -> Flags:
    """What each metric counts of one question: a flag for it, or for each of its quotes; none where it has no part."""
    quotes, case = outcome.answer.quotes, outcome.case
    found: dict[str, list[bool]] = {"exact": [prove(quote) for quote in quotes]}
    if not case.golds:
        return found | {"refused": [not quotes]}
    found |= {f"hit@{k}": [_within(outcome, k)] for k in (1, 3, 5)}
    found["quote@1"] = [_first_is(outcome, is_right_quote)]
    found["right report@1"] = [_first_is(outcome, lambda q, g: q.report.source == g.report)]
    found["wrong body"] = [not _on_gold_body(q, outcome, bodies) for q in quotes if case.type != "topic-only"]
    found["stale"] = [quote.report.source in case.wrong_reports for quote in quotes[:1]]
    found["false refusal"] = [not quotes]
    return found


def measure(outcomes: Sequence[Outcome], prove: Callable[[Quote], bool], bodies: Bodies) -> dict[str, float]:
    """All metrics, as shares from 0 to 1, and latencies in milliseconds.

    ``bodies`` are the bodies that each report held is on, by its source path.
    """
    return _measured(outcomes, [flags(outcome, prove, bodies) for outcome in outcomes])


def _measured(outcomes: Sequence[Outcome], counted: Sequence[Flags]) -> dict[str, float]:
    quotes = sum(len(outcome.answer.quotes) for outcome in outcomes)
    return _shares(counted) | {"quotes": quotes} | _latencies([o.answer.elapsed_ms for o in outcomes])


def _shares(each: Sequence[Flags]) -> dict[str, float]:
    return {name: _share(flag for one in each for flag in one.get(name, ())) for name in METRICS}


def intervals(each: Sequence[Flags], samples: int = SAMPLES) -> dict[str, tuple[float, float]]:
    """Of each metric the interval that holds it with 95 %: percentiles of samples of the questions, drawn with return.

    The bootstrap: Efron and Tibshirani 1993, *An Introduction to the Bootstrap*, chapter 13.
    """
    chosen = np.random.default_rng(0).multinomial(len(each), np.full(len(each), 1 / len(each)), samples)
    bounds: dict[str, tuple[float, float]] = {}
    for name in METRICS:
        true, all_of = (np.array([f(one.get(name, ())) for one in each]) for f in (sum, len))
        given = chosen @ all_of
        drawn = (chosen @ true)[given > 0] / given[given > 0]
        bounds[name] = tuple(np.percentile(drawn, (2.5, 97.5)).tolist()) if len(drawn) else (float("nan"),) * 2
    return bounds


def _within(outcome: Outcome, count: int) -> bool:
    return outcome.rank is not None and outcome.rank <= count


def _first_is(outcome: Outcome, right: Callable[[Quote, Gold], bool]) -> bool:
    quotes = outcome.answer.quotes
    return bool(quotes) and any(right(quotes[0], gold) for gold in outcome.case.golds)


def _on_gold_body(quote: Quote, outcome: Outcome, bodies: Bodies) -> bool:
    """Whether a quote's report is on a body that a gold report is on."""
    gold = {body for place in outcome.case.golds for body in bodies.get(place.report, ())}
    return bool(gold.intersection(quote.report.bodies))


def _share(flags: Iterable[bool]) -> float:
    given = list(flags)
    return sum(given) / len(given) if given else float("nan")


def _latencies(times: Sequence[float]) -> dict[str, float]:
    cuts = quantiles(times, n=100, method="inclusive") if len(times) > 1 else [*times] * 99
    return {"p50 ms": cuts[49], "p95 ms": cuts[94]}


def by_type(outcomes: Sequence[Outcome]) -> dict[str, dict[str, float]]:
    """hit@1, 3 and 5, or the share refused, for each type of question."""
    groups: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        groups[outcome.case.type].append(outcome)
    return {
        name: {f"hit@{k}": _share(_within(o, k) for o in group) for k in (1, 3, 5)}
        if any(o.case.golds for o in group)
        else {"refused": _share(not o.answer.quotes for o in group)}
        for name, group in groups.items()
    }


class SecondReader:
    """Looks quotes up in the PDFs with a reader other than the one that indexed them."""

    def __init__(self, corpora: Sequence[Path]) -> None:
        self._corpora = corpora
        self._pages = functools.cache(self._read)

    def __call__(self, quote: Quote) -> bool:
        """Whether the quote stands on the pages it cites; over a page break, one part on each.

        It is looked for with the marks of footnotes that the index has found in it, and left out.
        """
        if quote.page is None:
            return True  # no pages to be wrong about: HTML and text are read by one reader only
        first, last = quote.page, quote.page_end or quote.page
        pages = [bare(text) for text in self._pages(quote.report.source)[first - 1 : last]]
        wanted = bare(quote.printed or quote.text)
        if len(pages) == 1:
            return wanted in pages[0]
        return any(wanted[:cut] in pages[0] and wanted[cut:] in pages[-1] for cut in range(1, len(wanted)))

    def _read(self, source: str) -> tuple[str, ...]:
        path = next((corpus / source for corpus in self._corpora if (corpus / source).is_file()), None)
        if path is None:
            raise ReportbotError(
                f"{source} is not in {', '.join(map(str, self._corpora))}: name its folder with --corpus"
            )
        return page_texts(path)


def _misses(outcomes: Iterable[Outcome]) -> Iterable[str]:
    for o in outcomes:
        got = o.answer.quotes[0] if o.answer.quotes else None
        said = f"{got.report.source} p. {got.page}: {got.text[:160]}" if got else o.answer.message
        if o.case.golds and o.rank != 1:
            gold = o.case.golds[0]
            wanted = f"{gold.report} p. {gold.page}: {gold.quote}"
            yield f"{o.case.id} rank {o.rank}: {o.case.question}\n  gold {wanted}\n  got  {said}"
        elif not o.case.golds and got:
            yield f"{o.case.id} not refused: {o.case.question}\n  got  {said}"


def curve(outcomes: Sequence[Outcome]) -> list[tuple[float, float, float]]:
    """Threshold, share refused of the unanswerable, share refused of the answerable, for each threshold.

    A question that is refused whatever the evidence (no such report, no such kind of answer) has
    evidence 0 and counts as refused at every threshold.
    """
    silent = [o.answer.evidence for o in outcomes if not o.case.golds]
    answerable = [o.answer.evidence for o in outcomes if o.case.golds]
    steps = [step / 100 for step in range(20, 64, 4)]
    return [(t, _share(e < t for e in silent), _share(e < t for e in answerable)) for t in steps]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All that is measured of one index."""

    outcomes: list[Outcome]
    metrics: dict[str, float]
    bounds: dict[str, tuple[float, float]]
    kinds: dict[str, dict[str, float]]


def evaluate(cases: Sequence[Case], answerer: LiveIndex, prove: Callable[[Quote], bool]) -> Evaluation:
    """Answer every question and measure."""
    outcomes = [judge(case, answerer.answer(Asked(case.question, previous=case.previous))) for case in cases]
    bodies = {report.source: report.bodies for report in answerer.index.reports.values()}
    counted = [flags(outcome, prove, bodies) for outcome in outcomes]
    return Evaluation(outcomes, _measured(outcomes, counted), intervals(counted), by_type(outcomes))


def main() -> int:
    """Answer every question of each file and print the metrics."""
    given = _parser().parse_args()
    settings = Settings()
    try:
        files = {path: read_cases(path) for path in given.questions}
        prove = SecondReader(given.corpus or settings.corpus)
        folders = [given.index or settings.index, *([given.against] if given.against else [])]
        models = [given.model or settings.model, given.against_model or given.model or settings.model]
        answerers = [
            LiveIndex(
                folder,
                functools.cache(partial(SentenceEncoder, model)),
                gazetteer(),
                functools.cache(partial(reader_of, replace(settings, model=model, reader=not given.without_reader))),
            )
            for folder, model in zip(folders, models, strict=False)
        ]
        done = {path: [evaluate(cases, each, prove) for each in answerers] for path, cases in files.items()}
    except ReportbotError as problem:
        print(f"evaluate: {problem}", file=sys.stderr)
        return 2
    if given.json:
        print(json.dumps([_told(path, each) for path, evaluated in done.items() for each in evaluated]))
        return 0
    for path, evaluated in done.items():
        print(f"{path.parent.name}/{path.name}: {len(files[path])} questions\n{_table(evaluated)}")
        if given.misses:
            print("\n".join(_misses(evaluated[0].outcomes)))
    return 0


def _told(path: Path, each: Evaluation) -> dict[str, Any]:
    return {
        "questions": path.name,
        "metrics": each.metrics,
        "95 %": each.bounds,
        "by type": each.kinds,
        "curve": curve(each.outcomes),
    }


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("questions", type=Path, nargs="+", metavar="QUESTIONS.jsonl")
    parser.add_argument("--index", type=Path, metavar="DIR", help="folder of the index")
    parser.add_argument("--model", metavar="NAME", help="the encoder that the index was made with")
    parser.add_argument("--without-reader", action="store_true", help="leave out the reader of what is found")
    parser.add_argument("--against", type=Path, metavar="DIR", help="a second index, to be set beside the first")
    parser.add_argument("--against-model", metavar="NAME", help="the encoder of the second index")
    parser.add_argument("--corpus", type=Path, action="append", metavar="DIR", help="folder of the reports; repeatable")
    parser.add_argument("--json", action="store_true", help="print JSON, one object for each index")
    parser.add_argument("--misses", action="store_true", help="list each miss with what was quoted instead")
    return parser


def _table(done: Sequence[Evaluation]) -> str:
    """The metrics, a column for each index; then by type; then the curve of silence of the first."""
    lines = [f"{name:<16}" + "".join(map(partial(_cell, name), done)).rstrip() for name in done[0].metrics]
    for kind in done[0].kinds:
        columns = ("  ".join(f"{name} {value:.2f}" for name, value in each.kinds[kind].items()) for each in done)
        lines.append(f"{kind:<20}" + "    ".join(columns))
    lines.append("threshold  refused  false refusal")
    lines += [f"{t:9.2f}{refused:9.2f}{false:15.3f}" for t, refused, false in curve(done[0].outcomes)]
    return "\n".join(lines)


def _cell(name: str, each: Evaluation) -> str:
    """A metric with the interval that holds it with 95 %."""
    if name not in each.bounds:
        return f"{each.metrics[name]:8.3f}{'':14}"
    low, high = each.bounds[name]
    return f"{each.metrics[name]:8.3f}  {low:.2f} to {high:.2f}"


if __name__ == "__main__":
    sys.exit(main())
