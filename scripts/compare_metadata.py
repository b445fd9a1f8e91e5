"""Compare what reports say of themselves with a list of what they are, and print where they differ.

The list is a table (TSV) with the columns file, area, inspection_kind, date_printed,
inspection_dates_printed and inspectorates_named. The reports are copied under meaningless names
first, so that nothing can be learnt from a name or a folder.
"""

from __future__ import annotations

import argparse
import csv
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from corpus.errors import ReportbotError
from corpus.folder import files_of, read_report
from corpus.types import Report
from corpus.vocabulary.dates import DATE, RANGE, iso_date, iso_range
from corpus.vocabulary.kinds import JOINT_TARGETED, PROGRESS_REVIEW, SEND

KINDS = {
    "JTAI": JOINT_TARGETED,
    "area SEND full inspection": SEND,
    "joint area review \u2013 progress inspection of safeguarding": PROGRESS_REVIEW,
}
Facts = dict[str, object]


def expected(row: Mapping[str, str]) -> Facts:
    """The facts of one row of the list, in the form in which reports give theirs."""
    printed = DATE.match(row["date_printed"])
    days = RANGE.search(row["inspection_dates_printed"])
    published = iso_date(printed) if printed else None
    names = row["inspectorates_named"].replace("HMI Constabulary", "HMIC").split(", ")
    return {
        "body": row["area"],
        "kind": KINDS.get(row["inspection_kind"], row["inspection_kind"]),
        "inspectorates": sorted(names),
        "published": published,
        "inspected": iso_range(days, (published or "")[:4] or None) if days else None,
    }


def read_from(report: Report) -> Facts:
    """The same facts as the report itself gives them."""
    return {
        "body": report.body,
        "kind": report.kind,
        "inspectorates": sorted(report.inspectorates),
        "published": report.published,
        "inspected": report.inspected,
    }


def compared(folder: Path, rows: list[Mapping[str, str]]) -> Iterator[tuple[str, Facts, Facts]]:
    """Each file's name, its expected facts and those found, read under a meaningless name."""
    with tempfile.TemporaryDirectory() as scratch:
        names = {f"a{number}.pdf": row for number, row in enumerate(rows)}
        for name, row in names.items():
            shutil.copyfile(folder / row["file"], Path(scratch) / name)
        for file in files_of(Path(scratch)):
            row = names[file.source]
            yield row["file"], expected(row), read_from(read_report(file).report)


def main() -> int:
    """Print each difference and a count for each fact."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="folder of the reports")
    parser.add_argument("manifest", type=Path, help="the list, a TSV file")
    given = parser.parse_args()
    try:
        with given.manifest.open(encoding="utf-8", newline="") as file:
            rows: list[Mapping[str, str]] = list(csv.DictReader(file, delimiter="\t"))
        results = list(compared(given.folder, rows))
    except (OSError, KeyError, ReportbotError) as problem:
        print(f"compare_metadata: {problem}", file=sys.stderr)
        return 2
    for name, wanted, found in results:
        for fact in wanted:
            if wanted[fact] != found[fact]:
                print(f"{name}: {fact} is {found[fact]!r}, listed as {wanted[fact]!r}")
    for fact in results[0][1]:
        print(f"{fact:<14}{sum(w[fact] == f[fact] for _, w, f in results):>4} of {len(results)} as listed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
