"""Brings an index up to date with its corpora: only what changed is read and encoded again."""

from __future__ import annotations

import datetime
import logging
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

import numpy as np

from corpus.apart import UNFORESEEN
from corpus.errors import UnreadableReport
from corpus.folder import ReadReport, SourceFile, files_of, read_each
from corpus.reading import read as readers
from corpus.types import Skipped
from index import generation as generations
from index.encoding import AHEAD, WINDOW, Encoding
from index.errors import IndexDamaged, IndexMismatch, IndexMissing
from index.generation import Generation, Manifest
from index.lexical import LexicalIndex, entry_of
from index.passage_rows import embedded
from index.plan import Held, Plan, held_in, key_of, plan_of, refuse_removals
from index.rows import Rows, RowWriter
from index.rows_before import RowsBefore
from index.store import SeenFile
from index.store_writer import StoreWriter
from index.track import Track, untracked
from index.types import Encoder, sentence_ids
from index.vectors import cluster

log = logging.getLogger(__name__)
EARLY = 1024  # new passages from which an index that finds them by their words does not wait for their vectors


@dataclass(frozen=True, slots=True)
class Summary:
    """What a build did, by source path; ``passages`` counts those of the whole index."""

    generation: str
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: tuple[str, ...]
    skipped: tuple[Skipped, ...]
    passages: int
    encoded: int


def build(
    corpora: Sequence[Path],
    index: Path,
    encoder: Callable[[], Encoder],
    *,
    full: bool = False,
    track: Track = untracked,
    early: int = EARLY,
    allow_removals: bool = False,
) -> Summary:
    """Bring ``index`` up to date with the corpora; readers of it see the old state or the new.

    ``encoder`` is called only when there is something to encode or the index to be checked. With
    ``early`` new passages or more, readers soon see a state in which these are found by their words,
    until their vectors are made, too. Nothing is changed where more than a fifth of the reports held would go,
    unless ``allow_removals`` says that they may.

    Raises:
        ReportbotError: a corpus folder is not there or cannot be listed, or too many reports would go.
    """
    with generations.only_writer(index):
        generations.drop_unfinished(index)
        old = None if full else _usable(index, encoder)
        folders = dict.fromkeys(corpus.resolve() for corpus in corpora)
        files = [file for folder in folders for file in files_of(folder)]
        held = {} if allow_removals else held_in(index)
        refuse_removals(held, [(key_of(file), file.sha256) for file in files if file.sha256])
        plan = plan_of(files, old)
        if old and not plan.read and not plan.drop and not old.read_manifest().pending:
            generations.drop_encoded(index)
            return _nothing_changed(old, plan)
        try:
            with Encoding(encoder(), generations.encoded(index)) as encoding:
                summary = _Builder(index, old, encoding, track, held).run(plan, early)
        finally:
            generations.drop_unfinished(index)
        generations.drop_encoded(index)
        return summary


def _usable(index: Path, encoder: Callable[[], Encoder]) -> Generation | None:
    """The live generation, when this program and this model can go on from it."""
    try:
        live = generations.current(index)
        manifest = live.read_manifest()
        live.check(sample=None)
    except IndexDamaged as damage:
        log.warning("%s: everything is read again", damage)
        return None
    except (IndexMissing, IndexMismatch):
        return None
    return live if manifest.model == encoder().model else None


def _nothing_changed(old: Generation, plan: Plan) -> Summary:
    unchanged = tuple(seen.source for seen in plan.keep if seen.report_id)
    skipped = tuple(Skipped(seen.source, seen.reason) for seen in plan.keep if seen.reason)
    return Summary(old.name, (), (), (), unchanged, skipped, old.read_manifest().passages, 0)


class _Builder:
    """Writes one new generation."""

    def __init__(self, index: Path, old: Generation | None, encoding: Encoding, track: Track, held: Held) -> None:
        self._index = index
        self._held = held
        self._old = old
        self._encoding = encoding
        self._track = track
        self._new = generations.begin(index)
        if old:
            shutil.copy2(old.store, self._new.store)
            self._store = StoreWriter.go_on(self._new.store)
        else:
            self._store = StoreWriter.create(self._new.store)
        self._vectors = RowWriter(self._new.vectors, encoding.model.dim)
        self._sentences = RowWriter(self._new.sentences, encoding.model.dim, half=True)
        self._added: list[int] = []  # passages of new and changed files
        self._before: RowsBefore | None = None
        self._bare: list[int] = []  # passages without rows, these and those that a stopped build has left

    def run(self, plan: Plan, early: int) -> Summary:
        gone = [seen.report_id for seen in plan.drop if seen.report_id]
        self._take_over(gone)
        seen = self._read(plan)
        refuse_removals(self._held, [((f.corpus, f.source), f.sha256) for f in [*plan.keep, *seen] if f.report_id])
        self._reuse()
        self._index_words(sorted(self._added), anew=bool(gone))
        self._store.set_files([*plan.keep, *seen])
        if len(self._bare) >= early:
            self._publish_early([*plan.keep, *seen])
        for _ in self._track(self._encoded(), label="Encoding", total=len(self._bare)):
            pass
        return self._finish(plan, seen)

    def _take_over(self, gone: Sequence[str]) -> None:
        """Take over the old generation but for these reports."""
        if not self._old:
            return
        found = list(self._store.each_passage(self._store.passage_ids(gone)))
        sentences = [i for stored in found for i in stored.sentence_ids]
        passages = [i for report_id in gone for i in self._store.remove_report(report_id)]
        held, held_sentences = Rows(self._old.vectors), Rows(self._old.sentences)
        self._before = RowsBefore(held, held_sentences, found)
        self._vectors.copy(held, without=passages)
        self._sentences.copy(held_sentences, without=sentences)
        everything = self._store.passage_ids([report.id for report in self._store.reports()])
        self._bare = sorted(set(everything).difference(held.ids.tolist()))

    def _read(self, plan: Plan) -> list[SeenFile]:
        """Read new and changed files into the store; what each came to."""
        held = {seen.report_id: seen.source for seen in plan.keep if seen.report_id}
        seen: list[SeenFile] = []
        with closing(read_each(plan.read)) as reading:
            files = self._track(plan.read, label="Reading", total=len(plan.read))
            for _, (file, found) in zip(files, reading, strict=True):
                outcome = SeenFile(str(file.corpus), file.source, file.sha256, file.recipe, None, None)
                try:
                    report_id = self._add(file, found, held)
                    seen.append(replace(outcome, report_id=report_id))
                except UnreadableReport as problem:
                    seen.append(replace(outcome, reason=str(problem)))
        return seen

    def _add(self, file: SourceFile, found: ReadReport | UnreadableReport, held: dict[str, str]) -> str:
        """Add what was read of a file to the store, if it is a report that is not ``held``, and its id to those.

        Raises:
            UnreadableReport: it is none, or there is something in it that nobody foresaw.
        """
        if isinstance(found, UnreadableReport):
            raise found
        if twin := held.get(found.report.id):
            raise UnreadableReport(f"the same file as {twin}")
        if not found.passages:
            raise UnreadableReport("no sentences in it")
        try:
            with self._store.undone_on_error():
                ids = self._stored(found)
        except OSError:  # of the disk
            raise
        except Exception as error:  # whatever is odd about one report, the others are added
            log.exception("%s could not be stored", file.source)
            raise UnreadableReport(UNFORESEEN.format(what=f"{type(error).__name__}: {error}")) from error
        held[found.report.id] = file.source
        self._added += ids
        self._bare += ids
        return found.report.id

    def _stored(self, found: ReadReport) -> list[int]:
        """Store a report, and take all that answers need out of the store again: what fails would fail then."""
        store, report_id = self._store, found.report.id
        ids = store.add_report(found.report, found.pages, found.joined, found.passages)
        store.add_findings(report_id, found.findings)
        store.add_judgments(report_id, found.judgments)
        for stored in store.passages_of(report_id):
            embedded(stored), entry_of(stored)
        store.findings(report_id), store.judgments(report_id)
        return ids

    def _reuse(self) -> None:
        """Give passages whose words left with a report that was read again the rows that these had."""
        if not self._before:
            return
        pairs = list(self._before.same(self._store.each_passage(sorted(self._bare))))
        for start in range(0, len(pairs), WINDOW):
            part = pairs[start : start + WINDOW]
            rows, sentences, parts = self._before.rows(part)
            self._vectors.add([pair.new for pair in part], rows)
            self._sentences.add(sentences, parts)
        self._bare = sorted(set(self._bare).difference(pair.new for pair in pairs))

    def _index_words(self, fresh: Sequence[int], *, anew: bool) -> None:
        """Add passages to the words; ``anew`` indexes all, since a removed one goes on being counted."""
        ids = fresh
        if self._old and not anew:
            shutil.copytree(self._old.lexical, self._new.lexical)
        else:
            self._new.lexical.mkdir()
            ids = sorted(self._store.passage_ids([report.id for report in self._store.reports()]))
        LexicalIndex(self._new.lexical).add(entry_of(p) for p in self._store.each_passage(ids))

    def _encoded(self) -> Iterator[int]:
        """Have passages encoded, and put their rows into the index as they come; the ids of the passages."""
        windows = (self._bare[start : start + WINDOW] for start in range(0, len(self._bare), WINDOW))
        for ids in islice(windows, AHEAD):
            self._hand_over(ids)
        for done, rows, parts in self._encoding.finished():
            self._hand_over(next(windows, []))
            self._vectors.add(done, rows)
            sentences = [n for i, own in zip(done, parts, strict=True) for n in sentence_ids(i, len(own))]
            self._sentences.add(sentences, np.concatenate(parts))
            yield from done

    def _hand_over(self, ids: Sequence[int]) -> None:
        if ids:
            self._encoding.add(ids, [embedded(stored) for stored in self._store.each_passage(ids)])

    def _publish_early(self, files: Sequence[SeenFile]) -> None:
        """Make a generation live in which new passages are found by their words, while they are being encoded."""
        early = generations.begin(self._index)
        self._store.copy(early.store)
        shutil.copytree(self._new.lexical, early.lexical)
        for writer, old in ((self._vectors, early.vectors), (self._sentences, early.sentences)):
            writer.copy_to(old)
        cluster(early.vectors, self._old.vectors if self._old else None)
        early.write_manifest(self._manifest(files, len(self._bare)))
        generations.publish(self._index, early, beside=self._new)

    def _finish(self, plan: Plan, seen: Sequence[SeenFile]) -> Summary:
        everything = [*plan.keep, *seen]
        skipped = tuple(Skipped(f.source, f.reason) for f in everything if f.reason)
        manifest = self._manifest(everything)
        self._store.close()
        self._vectors.close()
        self._sentences.close()
        cluster(self._new.vectors, self._old.vectors if self._old else None)
        self._new.write_manifest(manifest)
        generations.publish(self._index, self._new)
        fresh = {(f.corpus, f.source) for f in seen if f.report_id}
        had = {key for key, f in plan.before.items() if f.report_id}
        kept = {(f.corpus, f.source) for f in everything}
        return Summary(
            self._new.name,
            added=tuple(sorted(source for corpus, source in fresh - had)),
            changed=tuple(sorted(source for corpus, source in fresh & had)),
            removed=tuple(sorted(source for corpus, source in had - kept)),
            unchanged=tuple(f.source for f in plan.keep if f.report_id),
            skipped=skipped,
            passages=manifest.passages,
            encoded=len(self._bare),
        )

    def _manifest(self, files: Sequence[SeenFile], pending: int = 0) -> Manifest:
        skipped = sum(file.reason is not None for file in files)
        return Manifest(
            schema=generations.SCHEMA,
            model=self._encoding.model,
            readers=readers.READERS,
            processing=readers.VERSION,
            reports=len(files) - skipped,
            passages=self._store.count_passages(),
            skipped=skipped,
            created=datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
            pending=pending,
        )
