"""Compare what reports say of themselves with lists of what they are, and print where they differ.

A list is a table (TSV) of files and what they are. It names the body (``area``, or ``bodies`` where *-* is
none), the ``kind`` or ``inspection_kind``, ``title``, ``inspectorate``, the days inspected and the day published
in the columns of the three lists it was written for; what a list does not tell is not compared. The reports are
copied under meaningless names into one folder first, so that nothing can be learnt from a name or a folder.

``--weights`` prints, for each place in a report, how often the body that it names most is the one inspected, and
the weight that follows, once for each half of the lists (told by the hashes of the files' names). ``--ablate`` has
bodies told from every one or two places alone.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import math
import re
import shutil
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Final

from corpus.describe.gazetteer import gazetteer
from corpus.describe.metadata import describe
from corpus.describe.opening import Opening
from corpus.describe.votes import Votes
from corpus.errors import ReportbotError
from corpus.folder import SourceFile, files_of
from corpus.reading import read as reading
from corpus.structure.text import words_to_join
from corpus.types import Document, Report
from corpus.vocabulary.dates import DATE, ISO, RANGE, iso_date, iso_range
from corpus.vocabulary.kinds import JOINT_TARGETED, PROGRESS_REVIEW, SEND, bodies_inspected

KINDS: Final = {  # as lists name kinds, by how they begin, and as they are called here
    "JTAI": (JOINT_TARGETED,),
    "area SEND full inspection": (SEND,),
    "joint area review \u2013 progress inspection of safeguarding": (PROGRESS_REVIEW,),
    "ILACS": ("ILACS inspection",),
    "single inspection (SIF)": ("single inspection (SIF) with LSCB review",),
    "SIF re-inspection": ("SIF re-inspection",),
    "inspection of looked after children services": ("inspection of looked after children services",),
    "House of Commons committee": ("select committee report",),
    "House of Lords committee": ("select committee report",),
    "committee special report": ("select committee special report", "government response"),
    "government response": ("government response",),
    "public inquiry": ("public inquiry report",),
    "policy paper": ("policy paper", "government response"),
}
FACTS: Final = ("body", "kind", "title", "published", "inspected", "inspectorates")
Facts = dict[str, str | None]


@dataclass(frozen=True, slots=True)
class Compared:
    """A file of a list, what the list says it is, and what it says of itself."""

    file: str
    wanted: Facts
    found: Facts
    report: Report
    document: Document
    joined: frozenset[str]

    @property
    def half(self) -> int:
        """0 or 1, by the hash of the file's name."""
        return int(hashlib.sha256(self.file.encode()).hexdigest()[:8], 16) % 2


def expected(row: Mapping[str, str]) -> Facts:
    """The facts that a row of a list tells, in the form in which reports give theirs; a fact not printed is None."""
    facts: Facts = {}
    if (area := row.get("area") or row.get("bodies")) is not None:
        facts["body"] = _canonical(area)
    if kind := row.get("inspection_kind") or row.get("kind") or row.get("kind, in a few words"):
        facts["kind"] = kind
    if row.get("title"):
        facts["title"] = _folded(row["title"])
    if names := row.get("inspectorates_named") or row.get("inspectorate") or row.get("inspectorates"):
        listed = names.replace("HMI Constabulary", "HMIC").split(", ")
        facts["inspectorates"] = "" if names == "-" else ", ".join(sorted(listed))
    printed = row.get("date_printed") or row.get("publication_date") or row.get("published")
    facts["published"] = _day(printed or "")
    days = row.get("inspection_dates_printed") or row.get("inspection_dates") or ""
    facts["inspected"] = _days(days.split(";")[0], (facts["published"] or "")[:4])
    return facts


def read_from(report: Report) -> Facts:
    """The same facts as the report itself gives them."""
    return {
        "body": report.body,
        "kind": report.kind,
        "title": _folded(report.title),
        "inspectorates": ", ".join(sorted(report.inspectorates)),
        "published": report.published,
        "inspected": report.inspected,
    }


def agrees(fact: str, wanted: str | None, found: str | None) -> bool:
    """Whether a fact is as listed."""
    if fact == "kind":
        return any(found in names for begins, names in KINDS.items() if (wanted or "").startswith(begins))
    return wanted == found


def _canonical(area: str) -> str:
    """A listed area as the local area it is; *-* is none."""
    named = (body.name for mention in gazetteer().find(area) for body in mention.bodies if body.kind == "area")
    return "" if area == "-" else next(named, area)


def _folded(title: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", title.casefold().replace("\u2019", "'")))


def _day(text: str) -> str | None:
    if ISO.fullmatch(text):
        return text
    match = DATE.match(text)
    return iso_date(match) if match else None


def _days(text: str, year: str) -> str | None:
    if ISO.fullmatch(text):
        return text
    match = RANGE.search(text)
    return iso_range(match, year or None) if match else None


def compared(folder: Path, rows: list[Mapping[str, str]]) -> Iterator[Compared]:
    """What each report of a list says of itself, read under a meaningless name; files that are none are left out."""
    with tempfile.TemporaryDirectory() as scratch:
        names = {f"a{number}.pdf": row for number, row in enumerate(rows)}
        for name, row in names.items():
            shutil.copyfile(folder / row["file"], Path(scratch) / name)
        for file in files_of(Path(scratch)):
            row = names[file.source]
            try:
                yield _described(file, row)
            except ReportbotError as problem:
                print(f"{row['file']} is left out: {problem}")


def _described(file: SourceFile, row: Mapping[str, str]) -> Compared:
    document, _ = reading.read(file.path, file.path.read_bytes(), None)
    joined = words_to_join([page.text for page in document.pages])
    report = describe(
        document, source=file.source, sha256=file.sha256, given=(), names=gazetteer(), joined=joined
    )  # fmt: skip
    return Compared(row["file"], expected(row), read_from(report), report, document, joined)


def print_facts(results: list[Compared]) -> None:
    """Print each difference, and for each fact how many are right, left open and wrong, in all and by halves."""
    for one in results:
        for fact in FACTS:
            if fact in one.wanted and not agrees(fact, one.wanted[fact], one.found[fact]):
                doubt = f" ({one.report.doubts[f'{fact[:-1]}ies']})" if fact == "body" and one.report.doubts else ""
                print(f"{one.file}: {fact} is {one.found[fact]!r}{doubt}, listed as {one.wanted[fact]!r}")
    for fact in FACTS:
        counts = [_counts(fact, [one for one in results if one.half == half]) for half in (0, 1)]
        both = [sum(numbers) for numbers in zip(*counts, strict=True)]
        told = " ".join(f"{name} {number}" for name, number in zip(("right", "open", "wrong"), both, strict=True))
        halves = " | ".join(f"half {half}: {'/'.join(map(str, numbers))}" for half, numbers in enumerate(counts))
        print(f"{fact:<14}{told}   ({halves})")


def _counts(fact: str, results: list[Compared]) -> tuple[int, int, int]:
    """How many are as listed, are left empty though listed, and say something else than is listed or printed."""
    right = open_ = wrong = 0
    for one in results:
        if fact not in one.wanted:
            continue
        wanted, found = one.wanted[fact], one.found[fact]
        right += agrees(fact, wanted, found)
        open_ += not agrees(fact, wanted, found) and not found
        wrong += not agrees(fact, wanted, found) and bool(found)
    return right, open_, wrong


def print_weights(results: list[Compared]) -> None:
    """Print the places by how far the body that each names most is to be believed."""
    counts: dict[str, dict[int, list[int]]] = defaultdict(lambda: {0: [0, 0], 1: [0, 0]})
    for one in results:
        for place, shares in _votes(one).shares.items():
            if shares and one.wanted.get("body"):
                counts[place][one.half][0] += max(shares, key=lambda name: shares[name]) == one.wanted["body"]
                counts[place][one.half][1] += 1
    for place, halves in counts.items():
        told = [
            f"{right}/{all_} weight {math.log((right + 1) / (all_ - right + 1)):.1f}" for right, all_ in halves.values()
        ]
        print(f"{place:<16}{' | '.join(told)}")


def print_ablation(results: list[Compared]) -> None:
    """Print how bodies are told from every one or two places alone: right, left open, wrong; by halves."""
    for size in (1, 2):
        counts: Counter[tuple[int, str]] = Counter()
        for one in results:
            places = [place for place, shares in _votes(one).shares.items() if shares]
            for chosen in combinations(places, size):
                votes = _votes(one)
                votes.only(*chosen)
                body = votes.verdict().body
                outcome = "open" if not body else "right" if body == one.wanted.get("body") else "wrong"
                counts[one.half, outcome] += 1
        told = [
            f"half {half}: " + ", ".join(f"{counts[half, o]} {o}" for o in ("right", "open", "wrong"))
            for half in (0, 1)
        ]
        print(f"from {size} of the places: {' | '.join(told)}")


def _votes(one: Compared) -> Votes:
    votes = Votes(gazetteer(), bodies_inspected(one.report.kind, one.report.inspectorates), typed=False)
    votes.hear_all(Opening(one.document, one.joined), [one.report.title], "a1")
    return votes


def main() -> int:
    """Print what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="folder of the reports")
    parser.add_argument("manifest", type=Path, help="the list, a TSV file")
    parser.add_argument("--weights", action="store_true", help="print how far each place is to be believed")
    parser.add_argument("--ablate", action="store_true", help="have bodies told from few places alone")
    given = parser.parse_args()
    try:
        with given.manifest.open(encoding="utf-8", newline="") as file:
            rows: list[Mapping[str, str]] = list(csv.DictReader(file, delimiter="\t"))
        results = list(compared(given.folder, rows))
    except (OSError, KeyError, ReportbotError) as problem:
        print(f"compare_metadata: {problem}", file=sys.stderr)
        return 2
    print_facts(results)
    if given.weights:
        print_weights(results)
    if given.ablate:
        print_ablation(results)
    return 0


if __name__ == "__main__":
    sys.exit(main())
