"""What a rebuild has to do: which files are kept as they are, which are read, and which reports go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import ReportbotError
from corpus.folder import SourceFile
from index import generation as generations
from index.errors import IndexMismatch, IndexMissing
from index.generation import Generation
from index.store import SeenFile, Store


@dataclass(slots=True)
class Plan:
    """Files to keep as they are and files to read, and reports that go."""

    keep: list[SeenFile]
    read: list[SourceFile]
    drop: list[SeenFile]
    before: dict[tuple[str, str], SeenFile]


def plan_of(files: Sequence[SourceFile], old: Generation | None) -> Plan:
    """What has to be done to bring an old generation, or none, up to date with these files."""
    before: dict[tuple[str, str], SeenFile] = {}
    if old:
        store = Store.open(old.store)
        before = {(seen.corpus, seen.source): seen for seen in store.files()}
        store.close()
    same = {key_of(file) for file in files if _is_same(before.get(key_of(file)), file)}
    plan = Plan([], [], [], before)
    # The first file with the same bytes is the report: when it goes or comes, those behind it are read again.
    stirred = {seen.sha256 for key, seen in before.items() if key not in same and seen.report_id}
    for file in files:
        if key_of(file) in same and file.sha256 not in stirred:
            plan.keep.append(before[key_of(file)])
        else:
            plan.read.append(file)
            stirred.add(file.sha256)
    kept = {(seen.corpus, seen.source) for seen in plan.keep}
    plan.drop = [seen for key, seen in before.items() if key not in kept]
    return plan


def key_of(file: SourceFile) -> tuple[str, str]:
    """What a file is known by: its corpus, and its path within it."""
    return str(file.corpus), file.source


def _is_same(seen: SeenFile | None, file: SourceFile) -> bool:
    if seen is None or (seen.sha256, seen.recipe) != (file.sha256, file.recipe):
        return False
    return not (seen.reason and "password" in file.given)  # which the recipe does not tell: it may be another


Held = Mapping[tuple[str, str], SeenFile]  # the files of the reports held, by corpus and source


MOST_LOST = 1 / 5  # of the reports held that a rebuild removes without being told that it may


def held_in(index: Path) -> Held:
    """The files of the reports that are held now, whatever made the index; none where that cannot be told."""
    try:
        with closing(Store.open(generations.current(index).store)) as store:
            return {(seen.corpus, seen.source): seen for seen in store.files() if seen.report_id}
    except (IndexMissing, IndexMismatch):
        return {}


def refuse_removals(held: Held, found: Sequence[tuple[tuple[str, str], str]]) -> None:
    """Refuse to lose more than a fifth of the reports held, and more than one, or all of a folder, at once.

    ``found`` are the files that can be read, by corpus and source, with their hashes: a file that was replaced or
    has another name is not lost.

    Raises:
        ReportbotError: too many would go; the message names the first of them, and the option.
    """
    keys, hashes = {key for key, _ in found}, {sha256 for _, sha256 in found}
    lost = sorted(key for key, seen in held.items() if key not in keys and seen.sha256 not in hashes)
    emptied = {corpus for corpus, _ in lost} - {corpus for corpus, _ in keys}
    if emptied or len(lost) > max(1, MOST_LOST * len(held)):
        raise ReportbotError(
            f"{len(lost)} of {len(held)} reports would go, {lost[0][1]} in {lost[0][0]} first: the index stays as it"
            " is. Is the folder there, and whole? To remove them, add --allow-removals to scripts/rebuild_index.py"
        )
