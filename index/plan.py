"""What a rebuild has to do: which files are kept as they are, which are read, and which reports go."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from corpus.errors import ReportbotError
from corpus.folder import SourceFile
from index import generation as generations
from index.errors import IndexMismatch, IndexMissing
from index.generation import Generation
from index.store import SeenFile, Store

Key: TypeAlias = tuple[str, str]  # a corpus, and the path of a file within it
Held: TypeAlias = Mapping[Key, SeenFile]  # the files of the reports held

MOST_LOST = 1 / 5  # of the reports held that a rebuild removes without being told that it may


@dataclass(slots=True)
class Plan:
    """Files to keep as they are and files to read, and reports that go."""

    keep: list[SeenFile]
    read: list[SourceFile]
    drop: list[SeenFile]
    before: dict[Key, SeenFile]


def plan_of(files: Sequence[SourceFile], old: Generation | None) -> Plan:
    """What has to be done to bring an old generation, or none, up to date with these files."""
    before: dict[Key, SeenFile] = {}
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


def key_of(file: SourceFile) -> Key:
    """What a file is known by: its corpus, and its path within it."""
    return str(file.corpus), file.source


def _is_same(seen: SeenFile | None, file: SourceFile) -> bool:
    if seen is None or (seen.sha256, seen.recipe) != (file.sha256, file.recipe):
        return False
    return not (seen.reason and "password" in file.given)  # which the recipe does not tell: it may be another


def held_in(index: Path) -> Held:
    """The files of the reports that are held now, whatever made the index; none where that cannot be told."""
    try:
        with closing(Store.open(generations.current(index).store)) as store:
            return {(seen.corpus, seen.source): seen for seen in store.files() if seen.report_id}
    except (IndexMissing, IndexMismatch):
        return {}


def refuse_removals(held: Held, found: Sequence[tuple[Key, str]]) -> None:
    """Refuse to lose more than a fifth of the reports held, and more than one, or all of a folder that is still there.

    ``found`` are the files that can be read, by corpus and source, with their hashes: a file that was replaced or
    has another name is not lost.

    Raises:
        ReportbotError: too many would go; the message names the first of them, and the option.
    """
    keys, hashes = {key for key, _ in found}, {sha256 for _, sha256 in found}
    lost = sorted(key for key, seen in held.items() if key not in keys and seen.sha256 not in hashes)
    if _is_emptied(lost, keys) or len(lost) > max(1, MOST_LOST * len(held)):
        raise ReportbotError(
            f"{len(lost)} of {len(held)} reports would go, {lost[0][1]} in {lost[0][0]} first: the index stays as it"
            " is. Is the folder there, and whole? To remove them, add --allow-removals to scripts/rebuild_index.py"
        )


def _is_emptied(lost: Iterable[Key], found: Iterable[Key]) -> bool:
    """Whether a folder has lost all of its reports and is still there, as one is that was mounted.

    One report may go with which a folder within a corpus is empty: some keep a folder for each.
    """
    full = {folder for key in found for folder in _folders(key)}
    emptied = Counter(folder for key in lost for folder in _folders(key) if folder not in full)
    corpora = {Path(corpus) for corpus, _ in lost}
    return any(folder in corpora or (count > 1 and folder.is_dir()) for folder, count in emptied.items())


def _folders(key: Key) -> Iterator[Path]:
    """The folders that a file of a corpus stands in, up to that of the corpus."""
    corpus, source = key
    return (Path(corpus) / folder for folder in Path(source).parents)
