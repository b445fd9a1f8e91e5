"""Building an index: only what changed is read and encoded, and no reader ever sees half of it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from conftest import REPEATED
from fakes import SMALL, FakeEncoder

from corpus.errors import ReportbotError
from corpus.types import Passage, Sentence, Skipped, Span
from index import generation as generations
from index.build import Summary, build
from index.errors import IndexMismatch, IndexMissing
from index.lexical import LexicalIndex
from index.passage_rows import embedded
from index.rows import Rows
from index.search import Index
from index.store import Store
from index.types import Model, Parted, StoredPassage, Vectors, sentence_ids
from index.vectors import VectorIndex

TESTS = Path(__file__).parent
QUESTIONS = ("calls", "custody suite", "are victims told", "burglary", "training of sergeants", "officers", "zebra")
GWENT_2024 = [
    "Calls. The force now loses fewer calls than before. We interviewed officers and read case files.",
    "Custody. Detained people in custody see a nurse.",
]
WILTSHIRE = [
    "Custody. The custody suite is clean. Staff check each cell.",
    "Training. Sergeants lack training in supervision.",
]
BURGLARY = "The force attends every burglary of a home."


class Stopped(Exception):
    """The build was stopped by a test."""


class Steps:
    """Goes through a build's items, notes them, and stops the build at the item of a given number."""

    def __init__(self, stop_at: int = 0) -> None:
        self.stop_at = stop_at
        self.taken = 0
        self.read: list[str] = []
        self.totals: list[tuple[str, int]] = []

    def __call__(self, items: Iterable[Any], /, *, label: str, total: int) -> Iterator[Any]:
        """Yield the items one by one."""
        self.totals.append((label, total))
        for item in items:
            self.taken += 1
            if self.taken == self.stop_at:
                raise Stopped
            if label == "Reading":
                self.read.append(item.source)
            yield item


class FailingEncoder(FakeEncoder):
    """Fails at the text that holds a word."""

    def __init__(self, word: str) -> None:
        super().__init__()
        self.word = word

    def encode(self, texts: Any) -> Vectors:
        """Encode, unless the word is there."""
        if any(self.word in text for text in texts):
            raise MemoryError(self.word)
        return super().encode(texts)


def rewrite(path: Path, old: str, new: str) -> None:
    """Replace words in a file that holds them."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def texts(index: Path) -> dict[str, list[str]]:
    """The texts of the passages of each report, by its source."""
    opened = Index.open(index, FakeEncoder())
    store = opened.store
    return {
        report.source: [stored.text for stored in store.each_passage(sorted(store.passage_ids([report.id])))]
        for report in opened.reports.values()
    }


def answers(opened: Index) -> list[list[tuple[object, ...]]]:
    """What an index finds for each of the questions: everything but the numbers of the passages."""
    found: list[list[tuple[object, ...]]] = []
    for topic in map(opened.topic, QUESTIONS):
        hits = [
            (
                -round(hit.score, 5),
                opened.reports[hit.stored.report_id].source,
                hit.stored.passage.heading,
                hit.stored.text,
                round(hit.cosine, 5),
                hit.sentence_cosines,
                round(opened.coverage(topic, hit.stored), 5),
            )
            for hit in opened.search(topic)
        ]
        found.append([topic.stems, topic.rarity, topic.unknown, *sorted(hits)])
    return found


def answered(index: Path) -> list[list[tuple[object, ...]]]:
    """What the live generation finds."""
    return answers(Index.open(index, FakeEncoder()))


@pytest.fixture(scope="module")
def after_changes(write_reports: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index built from nothing of the corpus as :func:`change_everything` leaves it."""
    folder = tmp_path_factory.mktemp("after")
    change_everything(write_reports(folder / "corpus"))
    build([folder / "corpus"], folder / "index", FakeEncoder)
    return folder / "index"


def generation_names(index: Path) -> set[str]:
    return {folder.name for folder in (index / "generations").iterdir()}


def change_everything(corpus: Path) -> None:
    """Edit one report, add one, rename one, remove one, and edit what is given beside one."""
    rewrite(corpus / "gwent-2024.md", "see a nurse", "wait for a nurse")
    (corpus / "new.txt").write_text("Officers lack training about victims.\n", encoding="utf-8")
    (corpus / "gwent-2022.md").rename(corpus / "renamed.md")
    (corpus / "letter.txt").unlink()
    rewrite(corpus / "reports.toml", "PEEL 2023-25: Wiltshire", "PEEL 2025: Wiltshire")


def test_a_first_build_reads_and_encodes_everything(corpus: Path, encoder: FakeEncoder, tmp_path: Path) -> None:
    """Every report is added; each passage is encoded once, under its heading; the steps are counted."""
    steps = Steps()
    summary = build([corpus], tmp_path / "index", lambda: encoder, track=steps)
    everything = ("gwent-2022.md", "gwent-2024.md", "letter.txt", "wiltshire.html")
    live = generations.current(tmp_path / "index")
    assert summary == Summary(live.name, everything, (), (), (), (), passages=7, encoded=7)
    assert sorted(encoder.encoded) == sorted(
        [
            "Calls. The force answers most calls within ten seconds. We interviewed officers and read case files.",
            "Victims. Officers tell victims what happens in their case.",
            *GWENT_2024,
            BURGLARY,
            *WILTSHIRE,
        ]
    )
    assert steps.totals == [("Reading", 4), ("Encoding", 7)]
    assert tuple(steps.read) == everything


def test_a_built_index_answers_from_what_was_read(built: Path) -> None:
    """Opened again, it finds passages by meaning and by words, with their reports."""
    opened = Index.open(built, FakeEncoder())
    hits = opened.search(opened.topic("custody"))
    assert [hit.stored.text for hit in hits[:2]] == [
        "Detained people in custody see a nurse.",
        "The custody suite is clean. Staff check each cell.",
    ]
    assert [opened.reports[hit.stored.report_id].title for hit in hits[:2]] == [
        "PEEL 2023-25: Gwent Police",
        "PEEL 2023-25: Wiltshire Police",
    ]
    assert [hit.cosine for hit in hits] == pytest.approx([1, 1, 0, 0, 0, 0, 0])


def test_sentences_are_compared_one_by_one(built: Path) -> None:
    """A hit tells how near each of its sentences is to the question, in their order."""
    opened = Index.open(built, FakeEncoder())
    clean = next(hit for hit in opened.search(opened.topic("custody")) if "suite" in hit.stored.text)
    assert clean.stored.sentences == ("The custody suite is clean.", "Staff check each cell.")
    assert clean.sentence_cosines == (1.0, 0.0)


def test_a_passage_is_encoded_under_its_heading_with_its_sentences_as_parts() -> None:
    """The nearest heading, then the lead-in, then the sentences; the parts are where these stand."""
    #           0         1         2         3         4
    #           01234567890123456789012345678901234567890
    expected = "Victims' care. It should: a-b. tell them."
    sentences = ("a\u2010b.", "tell them.")
    passage = Passage(
        ("Findings", "Victims\u2019 care"), (Sentence((Span(1, 0, 4),), 0), Sentence((Span(1, 5, 9),), 1))
    )
    stored = StoredPassage(1, "aaaaaaaaaaaa", passage, " ".join(sentences), "It should:", sentences)
    assert embedded(stored) == Parted(expected, ((26, 30), (31, 41)))
    plain = replace(stored, passage=replace(passage, heading=()), lead_in="")
    assert embedded(plain) == Parted("a-b. tell them.", ((0, 4), (5, 15)))


def test_a_sentence_that_two_reports_share_is_found_in_both(built: Path) -> None:
    """Boilerplate is a passage of each report that prints it, not of the first alone."""
    opened = Index.open(built, FakeEncoder())
    hits = opened.search(opened.topic("we interviewed"))
    assert [opened.reports[hit.stored.report_id].source for hit in hits[:2]] == ["gwent-2022.md", "gwent-2024.md"]


def test_a_search_is_held_to_the_reports_asked_for(built: Path) -> None:
    """Nothing of another report is found, however well it would fit; of no report there is nothing."""
    opened = Index.open(built, FakeEncoder())
    older = next(report.id for report in opened.reports.values() if report.source == "gwent-2022.md")
    hits = opened.search(opened.topic("custody"), [older])
    assert [hit.stored.report_id for hit in hits] == [older, older]
    assert opened.search(opened.topic("custody"), []) == []
    assert opened.search(opened.topic("custody"), ["ffffffffffff"]) == []


def test_nothing_changed_means_nothing_done(corpus: Path, built: Path, encoder: FakeEncoder) -> None:
    """No new generation, no file read but for its hash, nothing encoded."""
    before, steps = generation_names(built), Steps()
    summary = build([corpus], built, lambda: encoder, track=steps)
    everything = ("gwent-2022.md", "gwent-2024.md", "letter.txt", "wiltshire.html")
    assert summary == Summary(*before, (), (), (), everything, (), passages=7, encoded=0)
    assert generation_names(built) == before
    assert steps.totals == []
    assert encoder.encoded == []


def test_a_touched_file_has_not_changed(corpus: Path, built: Path, encoder: FakeEncoder) -> None:
    """Its bytes decide, not its time."""
    os.utime(corpus / "letter.txt", (1, 1))
    assert build([corpus], built, lambda: encoder).unchanged[2] == "letter.txt"
    assert encoder.encoded == []


def test_only_the_passages_of_a_changed_file_are_encoded(corpus: Path, built: Path, encoder: FakeEncoder) -> None:
    """The other files are not read; the old words are gone and the new ones are found."""
    rewrite(corpus / "gwent-2024.md", "see a nurse", "wait for a doctor")
    steps = Steps()
    summary = build([corpus], built, lambda: encoder, track=steps)
    assert summary.changed == ("gwent-2024.md",)
    assert summary.unchanged == ("gwent-2022.md", "letter.txt", "wiltshire.html")
    assert (summary.added, summary.removed, summary.passages, summary.encoded) == ((), (), 7, 1)
    assert steps.read == ["gwent-2024.md"]
    assert encoder.encoded == ["Custody. Detained people in custody wait for a doctor."]
    assert texts(built)["gwent-2024.md"][1] == "Detained people in custody wait for a doctor."
    assert not LexicalIndex(generations.current(built).lexical).is_known("nurs")


def test_judgments_are_kept_with_their_reports(corpus: Path, built: Path, encoder: FakeEncoder) -> None:
    """Those of an unchanged report outlive a build; those of a changed one are found anew."""
    rows = "\n\n## Our judgments\n\n| Area | Grade |\n| --- | --- |\n| Investigating crime | {grade} |\n"
    first, second = corpus / "gwent-2022.md", corpus / "gwent-2024.md"
    for path, grade in ((first, "Good"), (second, "Adequate")):
        path.write_text(path.read_text(encoding="utf-8") + rows.format(grade=grade), encoding="utf-8")
    build([corpus], built, lambda: encoder)
    second.write_text(second.read_text(encoding="utf-8").replace("Adequate", "Inadequate"), encoding="utf-8")
    build([corpus], built, lambda: encoder)
    store = Store.open(generations.current(built).store)
    assert {report.source: [j.grade for j in store.judgments(report.id)] for report in store.reports()} == {
        "gwent-2022.md": ["good"],
        "gwent-2024.md": ["inadequate"],
        "letter.txt": [],
        "wiltshire.html": [],
    }
    store.close()


def test_a_new_file_is_added_to_what_is_there(corpus: Path, built: Path, encoder: FakeEncoder) -> None:
    """Only it is read and encoded, and it is found beside the others."""
    (corpus / "new.txt").write_text("Officers lack training.\n", encoding="utf-8")
    summary = build([corpus], built, lambda: encoder)
    assert (summary.added, summary.passages, encoder.encoded) == (("new.txt",), 8, ["Officers lack training."])
    opened = Index.open(built, FakeEncoder())
    hits = opened.search(opened.topic("training"))
    found = {opened.reports[hit.stored.report_id].source for hit in hits if hit.cosine > 0.9}
    assert found == {"new.txt", "wiltshire.html"}


def test_the_passages_of_a_removed_file_are_gone_everywhere(corpus: Path, built: Path, encoder: FakeEncoder) -> None:
    """The database, the vectors of passages and of sentences, and the words hold them no more; nothing is encoded."""
    before = generations.current(built)
    store = Store.open(before.store)
    letter = next(report for report in store.reports() if report.source == "letter.txt")
    (gone,) = store.passage_ids([letter.id])
    (sentence,) = store.passages([gone])[gone].sentence_ids
    assert Rows(before.sentences).rows([sentence]).shape == (1, 6)
    assert LexicalIndex(before.lexical).is_known("burglari")
    (corpus / "letter.txt").unlink()
    summary = build([corpus], built, lambda: encoder)
    assert (summary.removed, summary.passages, encoder.encoded) == (("letter.txt",), 6, [])
    live = generations.current(built)
    assert Store.open(live.store).passages([gone]) == {}
    assert letter not in Store.open(live.store).reports()
    vectors = VectorIndex(live.vectors)
    assert len(vectors) == 6
    assert gone not in [i for i, _ in vectors.search(FakeEncoder().encode([BURGLARY])[0], 99)]
    sentences = Rows(live.sentences)
    assert len(sentences) == 9
    with pytest.raises(KeyError, match="1 of 1 ids have no row"):
        sentences.rows([sentence])
    words = LexicalIndex(live.lexical)
    assert words.search(["burglari", "attend", "home"], 99) == []
    assert not words.is_known("burglari")


def test_a_renamed_file_is_the_same_report_under_its_new_name(corpus: Path, built: Path, encoder: FakeEncoder) -> None:
    """Its id stays, its source changes, and it is held once."""
    before = {report.source: report.id for report in Index.open(built, FakeEncoder()).reports.values()}
    (corpus / "gwent-2022.md").rename(corpus / "renamed.md")
    summary = build([corpus], built, lambda: encoder)
    assert (summary.removed, summary.added, summary.passages) == (("gwent-2022.md",), ("renamed.md",), 7)
    after = {report.source: report.id for report in Index.open(built, FakeEncoder()).reports.values()}
    assert after.pop("renamed.md") == before.pop("gwent-2022.md")
    assert after == before


def test_two_files_may_swap_their_names(corpus: Path, built: Path, encoder: FakeEncoder) -> None:
    """Each name then stands for the other's report, and nothing is lost or doubled."""
    before = texts(built)
    (corpus / "gwent-2022.md").rename(corpus / "x")
    (corpus / "gwent-2024.md").rename(corpus / "gwent-2022.md")
    (corpus / "x").rename(corpus / "gwent-2024.md")
    build([corpus], built, lambda: encoder)
    after = texts(built)
    assert after["gwent-2022.md"] == before["gwent-2024.md"]
    assert after["gwent-2024.md"] == before["gwent-2022.md"]
    live = generations.current(built)
    assert (len(VectorIndex(live.vectors)), len(Rows(live.sentences))) == (7, 10)


def test_what_is_given_beside_a_file_counts_as_part_of_it(corpus: Path, built: Path, encoder: FakeEncoder) -> None:
    """After an edit of reports.toml the file it speaks of is read again, and no other; its vectors are kept."""
    rewrite(corpus / "reports.toml", "PEEL 2023-25: Wiltshire", "PEEL 2025: Wiltshire")
    steps = Steps()
    summary = build([corpus], built, lambda: encoder, track=steps)
    assert (summary.changed, steps.read, encoder.encoded) == (("wiltshire.html",), ["wiltshire.html"], [])
    live = generations.current(built)
    assert (len(VectorIndex(live.vectors)), len(Rows(live.sentences))) == (7, 10)
    titles = {report.source: report.title for report in Index.open(built, FakeEncoder()).reports.values()}
    assert titles["wiltshire.html"] == "PEEL 2025: Wiltshire Police"


def test_a_file_that_cannot_be_read_is_listed_and_the_rest_is_indexed(
    corpus: Path, encoder: FakeEncoder, tmp_path: Path
) -> None:
    """Each with its reason, in the summary and in the index; it is not read again while it stays so."""
    (corpus / "a.pdf").write_text("<html>Sorry</html>", encoding="utf-8")
    (corpus / "empty.txt").write_bytes(b"")
    (corpus / "torn.pdf").write_bytes(b"%PDF-1.7 torn")
    first = build([corpus], tmp_path / "index", lambda: encoder)
    assert first.skipped[:2] == (
        Skipped("a.pdf", "named .pdf but an HTML page: download the report again"),
        Skipped("empty.txt", "empty file"),
    )
    assert [file.source for file in first.skipped] == ["a.pdf", "empty.txt", "torn.pdf"]
    assert first.skipped[2].reason.startswith("damaged PDF")
    assert (len(first.added), first.passages) == (4, 7)
    steps = Steps()
    again = build([corpus], tmp_path / "index", lambda: encoder, track=steps)
    assert (again.skipped, again.generation, steps.read) == (first.skipped, first.generation, [])
    assert Index.open(tmp_path / "index", encoder).store.skipped() == list(first.skipped)


def test_a_file_that_could_not_be_read_is_tried_again_when_it_changes(
    corpus: Path, encoder: FakeEncoder, tmp_path: Path
) -> None:
    """It is then added; and one that can be read no more goes, with its reason."""
    (corpus / "new.txt").write_bytes(b"")
    build([corpus], tmp_path / "index", lambda: encoder)
    (corpus / "new.txt").write_text("Officers lack training.\n", encoding="utf-8")
    (corpus / "letter.txt").write_bytes(b"")
    summary = build([corpus], tmp_path / "index", lambda: encoder)
    assert (summary.added, summary.skipped) == (("new.txt",), (Skipped("letter.txt", "empty file"),))
    assert texts(tmp_path / "index")["new.txt"] == ["Officers lack training."]
    assert "letter.txt" not in texts(tmp_path / "index")


def test_the_same_bytes_are_held_once(corpus: Path, built: Path, encoder: FakeEncoder) -> None:
    """The second file is skipped, and told to be the same as the first."""
    shutil.copy(corpus / "letter.txt", corpus / "z-copy.txt")
    summary = build([corpus], built, lambda: encoder)
    assert summary.skipped == (Skipped("z-copy.txt", "the same file as letter.txt"),)
    assert (summary.added, summary.passages, encoder.encoded) == ((), 7, [])


@pytest.mark.parametrize(
    "change",
    [Path.unlink, lambda path: path.write_text("Other words of another kind.")],
    ids=["removed", "changed"],
)
def test_a_copy_takes_the_place_of_a_report_that_goes(
    corpus: Path, built: Path, encoder: FakeEncoder, change: Callable[[Path], object]
) -> None:
    """When the first file is removed or changed, the second is no more the same as another."""
    shutil.copy(corpus / "letter.txt", corpus / "z-copy.txt")
    build([corpus], built, lambda: encoder)
    change(corpus / "letter.txt")
    summary = build([corpus], built, lambda: encoder)
    assert summary.skipped == ()
    assert summary.added == ("z-copy.txt",)
    assert texts(built)["z-copy.txt"] == [BURGLARY]


def test_which_of_two_copies_is_held_does_not_depend_on_which_came_first(
    corpus: Path, built: Path, encoder: FakeEncoder
) -> None:
    """As in a full build it is the first by name, even when it comes later."""
    shutil.copy(corpus / "letter.txt", corpus / "a-copy.txt")
    summary = build([corpus], built, lambda: encoder)
    assert summary.skipped == (Skipped("letter.txt", "the same file as a-copy.txt"),)
    assert (summary.added, summary.passages) == (("a-copy.txt",), 7)
    assert texts(built)["a-copy.txt"] == [BURGLARY]


def test_two_corpora_are_one_index(corpus: Path, built: Path, encoder: FakeEncoder, tmp_path: Path) -> None:
    """Files of the same name in both are two reports; a corpus that is not named any more goes."""
    other = tmp_path / "other"
    other.mkdir()
    (other / "letter.txt").write_text("Officers lack training.\n", encoding="utf-8")
    assert build([corpus, other], built, lambda: encoder).added == ("letter.txt",)
    held = [stored.text for stored in Index.open(built, encoder).store.each_passage([5, 8])]
    assert held == [BURGLARY, "Officers lack training."]
    summary = build([corpus], built, lambda: encoder, allow_removals=True)
    assert (summary.removed, summary.passages) == (("letter.txt",), 7)
    assert texts(built)["letter.txt"] == [BURGLARY]


def test_a_corpus_named_twice_is_one_corpus(corpus: Path, encoder: FakeEncoder, tmp_path: Path) -> None:
    """However its path is spelt, each file counts once."""
    summary = build([corpus, corpus / ".." / "corpus", corpus], tmp_path / "index", lambda: encoder)
    assert (len(summary.added), summary.skipped, summary.passages) == (4, (), 7)


def test_a_corpus_that_is_not_there_changes_nothing(
    corpus: Path, built: Path, encoder: FakeEncoder, tmp_path: Path
) -> None:
    """The folder is named, and the index stays as it is."""
    before = answered(built)
    with pytest.raises(ReportbotError, match="none is not a folder: name a folder of reports with --corpus"):
        build([corpus, tmp_path / "none"], built, lambda: encoder)
    assert answered(built) == before


def test_a_corpus_without_reports_gives_an_index_that_finds_nothing(tmp_path: Path) -> None:
    """It can be opened and asked, and filled later."""
    (tmp_path / "corpus").mkdir()
    summary = build([tmp_path / "corpus"], tmp_path / "index", FakeEncoder)
    assert (summary.added, summary.passages) == ((), 0)
    opened = Index.open(tmp_path / "index", FakeEncoder())
    assert opened.search(opened.topic("calls")) == []
    (tmp_path / "corpus" / "new.txt").write_text("Officers lack training.\n", encoding="utf-8")
    build([tmp_path / "corpus"], tmp_path / "index", FakeEncoder)
    assert texts(tmp_path / "index") == {"new.txt": ["Officers lack training."]}


def test_many_passages_are_encoded_each_once_and_get_their_own_rows(tmp_path: Path) -> None:
    """Three hundred passages, more than are encoded at a time, all get the row of their own text."""
    (tmp_path / "corpus").mkdir()
    sections = "\n".join(f"## Part {n}\n\nPart {n} tells of {'calls' if n % 2 else 'custody'}.\n" for n in range(300))
    (tmp_path / "corpus" / "long.md").write_text(f"# An inspection\n\n{sections}", encoding="utf-8")
    encoder = FakeEncoder()
    build([tmp_path / "corpus"], tmp_path / "index", lambda: encoder)
    expected = [f"Part {n}. Part {n} tells of {'calls' if n % 2 else 'custody'}." for n in range(300)]
    assert sorted(encoder.encoded) == sorted(expected)
    assert encoder.encoded != expected  # but by length
    live = generations.current(tmp_path / "index")
    vectors, sentences = VectorIndex(live.vectors), Rows(live.sentences)
    assert len(vectors) == len(sentences) == 300
    sizes = [(folder / "rows").stat().st_size for folder in (live.sentences, live.vectors)]
    assert sizes[0] * 2 == sizes[1]  # half of the bits for a sentence
    np.testing.assert_array_equal(vectors.rows(range(1, 301)), FakeEncoder().encode(expected))


def test_identical_passages_are_encoded_once(tmp_path: Path, encoder: FakeEncoder) -> None:
    """What stands word for word in two reports is encoded once, and each has its own passage with the same rows."""
    (tmp_path / "corpus").mkdir()
    for name in ("a", "b"):
        (tmp_path / "corpus" / f"{name}.md").write_text(f"# Report {name}\n\n## Calls\n\nCalls. {REPEATED}\n")
    summary = build([tmp_path / "corpus"], tmp_path / "index", lambda: encoder)
    assert (summary.passages, encoder.encoded) == (2, [f"Calls. Calls. {REPEATED}"])
    live = generations.current(tmp_path / "index")
    one, other = VectorIndex(live.vectors).rows([1, 2])
    np.testing.assert_array_equal(one, other)
    ones, others = (Rows(live.sentences).rows(sentence_ids(i, 2)) for i in (1, 2))
    np.testing.assert_array_equal(ones, others)


def test_a_stopped_build_is_gone_on_with(corpus: Path, encoder: FakeEncoder, after_changes: Path) -> None:
    """What it had encoded is not encoded again, and nothing is kept once a build is done."""
    change_everything(corpus)
    index = corpus.parent / "index"
    with pytest.raises(Stopped):
        build([corpus], index, lambda: encoder, track=Steps(stop_at=9))
    assert len(encoder.encoded) == 7
    kept = list(generations.encoded(index).rglob("*.npz"))
    assert kept
    encoder.encoded.clear()
    assert build([corpus], index, lambda: encoder).passages == 7
    assert encoder.encoded == []
    assert not generations.encoded(index).exists()
    assert answered(index) == answered(after_changes)


def best(index: Path) -> list[tuple[object, ...]]:
    """The best hit for some words, with its likeness and that of its sentences."""
    opened = Index.open(index, FakeEncoder())
    firsts = [opened.search(opened.topic(words))[0] for words in ("calls", "custody suite", "training of sergeants")]
    return [(hit.stored.text, hit.cosine, hit.sentence_cosines) for hit in firsts]


def test_new_passages_are_found_before_their_vectors_are_made(
    corpus: Path, built: Path, encoder: FakeEncoder, after_changes: Path
) -> None:
    """By their words, and compared as if their vectors were there; then the whole index takes its place."""
    change_everything(corpus)
    pending, found = [], []

    def looks(items: Iterable[Any], /, *, label: str, total: int) -> Iterator[Any]:
        if label == "Encoding":
            pending.append(generations.current(built).read_manifest().pending)
            found.append(best(built))
        yield from items

    summary = build([corpus], built, lambda: encoder, track=looks, early=1)
    assert pending == [summary.encoded]
    assert found == [best(after_changes)]
    assert answered(built) == answered(after_changes)
    assert generations.current(built).read_manifest().pending == 0
    assert generations.current(built).name == summary.generation


def test_a_build_that_stops_after_that_leaves_what_can_be_gone_on_with(
    corpus: Path, encoder: FakeEncoder, after_changes: Path
) -> None:
    """The next one makes the vectors that are missing, though no file has changed."""
    change_everything(corpus)
    index = corpus.parent / "index"
    with pytest.raises(Stopped):
        build([corpus], index, lambda: encoder, track=Steps(stop_at=9), early=1)
    assert generations.current(index).read_manifest().pending == 7
    assert best(index) == best(after_changes)
    summary = build([corpus], index, lambda: encoder, early=1)
    assert (summary.added, summary.encoded) == ((), 7)
    assert generations.current(index).read_manifest().pending == 0
    assert answered(index) == answered(after_changes)


def test_few_new_passages_are_waited_for(corpus: Path, encoder: FakeEncoder) -> None:
    """Nobody sees an index without their vectors."""
    index = corpus.parent / "index"
    built = 0

    def notes(items: Iterable[Any], /, *, label: str, total: int) -> Iterator[Any]:
        nonlocal built
        built += (index / "CURRENT").exists()
        yield from items

    build([corpus], index, lambda: encoder, track=notes, early=8)
    assert built == 0


def test_what_another_model_had_encoded_is_not_gone_on_with(corpus: Path, encoder: FakeEncoder) -> None:
    """Rows of two models are never mixed."""
    index = corpus.parent / "index"
    with pytest.raises(Stopped):
        build([corpus], index, lambda: encoder, track=Steps(stop_at=9))
    bigger = FakeEncoder(Model("bigger", "0" * 64, 9))
    build([corpus], index, lambda: bigger)
    assert len(bigger.encoded) == 7


def test_changes_one_after_another_give_what_a_full_build_gives(
    corpus: Path, built: Path, encoder: FakeEncoder, after_changes: Path
) -> None:
    """The same passages, the same texts, and for every question the same hits with the same scores."""
    change_everything(corpus)
    summary = build([corpus], built, lambda: encoder)
    assert summary.changed == ("gwent-2024.md", "wiltshire.html")
    assert (summary.added, summary.removed) == (("new.txt", "renamed.md"), ("gwent-2022.md", "letter.txt"))
    assert texts(built) == texts(after_changes)
    assert answered(built) == answered(after_changes)


def test_removed_words_leave_no_trace_in_scores(
    corpus: Path, built: Path, encoder: FakeEncoder, tmp_path: Path
) -> None:
    """However often a report changes, words count as in an index that never knew the old versions."""
    for number in range(3):
        rewrite(corpus / "gwent-2024.md", "see a nurse", f"see a nurse, number {number},")
        build([corpus], built, lambda: encoder)
        rewrite(corpus / "gwent-2024.md", f"see a nurse, number {number},", "see a nurse")
    build([corpus], built, lambda: encoder)
    build([corpus], tmp_path / "fresh", FakeEncoder)
    assert answered(built) == answered(tmp_path / "fresh")
    topic = Index.open(built, encoder).topic("custody nurse")
    assert topic.rarity == pytest.approx((np.log(8 / 2.5), np.log(8 / 1.5)))


def test_a_full_build_reads_and_encodes_everything_again(corpus: Path, built: Path, encoder: FakeEncoder) -> None:
    """Whatever the index holds, nothing of it is taken over."""
    before = answered(built)
    summary = build([corpus], built, lambda: encoder, full=True)
    assert (summary.unchanged, len(summary.added), summary.encoded) == ((), 4, 7)
    assert len(encoder.encoded) == 7
    assert answered(built) == before


def test_another_model_is_refused_with_both_sides_and_the_command(corpus: Path, built: Path) -> None:
    """Its vectors could not be compared with those of the index."""
    bigger = FakeEncoder(Model("bigger", "0" * 64, 9))
    with pytest.raises(IndexMismatch) as caught:
        Index.open(built, bigger)
    assert str(caught.value) == (
        "the index was made with bag-of-words (ffffffffffff…, 6 dimensions), the encoder is"
        " bigger (000000000000…, 9 dimensions):"
        f" run scripts/rebuild_index.py --full --corpus {corpus} --index {built}"
    )
    with pytest.raises(IndexMismatch, match=r"bag-of-words \(ffffffffffff….* bag-of-words \(eeeeeeeeeeee…"):
        Index.open(built, FakeEncoder(replace(SMALL, sha256="e" * 64)))


def test_a_build_with_another_model_encodes_everything_again(corpus: Path, built: Path) -> None:
    """No row of the old model is kept, and the index then is the new model's."""
    bigger = FakeEncoder(Model("bigger", "0" * 64, 9))
    assert build([corpus], built, lambda: bigger).encoded == 7
    assert len(bigger.encoded) == 7
    assert VectorIndex(generations.current(built).vectors).dim == 9
    opened = Index.open(built, bigger)
    assert opened.search(opened.topic("burglary"))[0].stored.text == BURGLARY


def test_an_index_of_another_schema_is_refused_until_it_is_built_again(corpus: Path, built: Path) -> None:
    """Opening names both numbers and the command; a build starts from nothing."""
    live = generations.current(built)
    live.write_manifest(replace(live.read_manifest(), schema=0))
    with pytest.raises(IndexMismatch, match=r"has schema 0, this program reads 5: run scripts/rebuild_index.py --full"):
        Index.open(built, FakeEncoder())
    assert build([corpus], built, FakeEncoder).encoded == 7
    assert len(Index.open(built, FakeEncoder()).reports) == 4


@pytest.mark.parametrize("step", range(1, 7))
def test_a_build_stopped_at_any_step_leaves_the_old_index(
    corpus: Path, built: Path, encoder: FakeEncoder, after_changes: Path, step: int
) -> None:
    """Four files to read and two passages to encode; the next build does it all and clears up."""
    before, live = answered(built), generations.current(built).name
    change_everything(corpus)
    with pytest.raises(Stopped):
        build([corpus], built, lambda: encoder, track=Steps(stop_at=step))
    assert generations.current(built).name == live
    assert answered(built) == before
    steps = Steps()
    summary = build([corpus], built, lambda: encoder, track=steps)
    assert steps.taken == 6
    assert generation_names(built) == {live, summary.generation}
    assert answered(built) == answered(after_changes)


def test_an_encoder_that_fails_leaves_the_old_index(corpus: Path, built: Path, tmp_path: Path) -> None:
    """Its error comes out as it is; what the build had written goes at once."""
    before, live = answered(built), generations.current(built).name
    change_everything(corpus)
    with pytest.raises(MemoryError, match="Officers lack"):
        build([corpus], built, lambda: FailingEncoder("Officers lack"))
    assert answered(built) == before
    assert generation_names(built) == {live}
    summary = build([corpus], built, FakeEncoder)
    assert generation_names(built) == {live, summary.generation}
    assert (summary.encoded, summary.passages) == (2, 7)


def test_a_first_build_that_fails_leaves_no_index(corpus: Path, tmp_path: Path) -> None:
    """There is nothing to open, and the next build makes it."""
    with pytest.raises(MemoryError):
        build([corpus], tmp_path / "index", lambda: FailingEncoder("nurse"))
    with pytest.raises(IndexMissing):
        Index.open(tmp_path / "index", FakeEncoder())
    summary = build([corpus], tmp_path / "index", FakeEncoder)
    assert generation_names(tmp_path / "index") == {summary.generation}


def test_what_a_dead_build_left_goes_even_when_nothing_has_changed(
    corpus: Path, built: Path, encoder: FakeEncoder
) -> None:
    """The next build has nothing to do but clear it away."""
    live = generations.current(built)
    shutil.copytree(live.folder, live.folder.with_name("20990101T000000Z-dead00"))
    assert len(generation_names(built)) == 2
    assert build([corpus], built, lambda: encoder).generation == live.name
    assert generation_names(built) == {live.name}


def test_a_build_that_is_stopped_leaves_nothing_of_its_own(corpus: Path, built: Path, encoder: FakeEncoder) -> None:
    """The index is the one before."""
    live = generations.current(built).name
    with pytest.raises(Stopped):
        build([corpus], built, lambda: encoder, full=True, track=Steps(stop_at=6))
    assert generation_names(built) == {live}


KILLED = """
import os, signal, sys
from pathlib import Path
from fakes import FakeEncoder
from index.build import build

def track(items, /, *, label, total):
    for number, item in enumerate(items, start=1):
        if (label, number) == (sys.argv[3], 2):
            os.kill(os.getpid(), signal.SIGKILL)
        yield item

build([Path(sys.argv[1])], Path(sys.argv[2]), FakeEncoder, track=track)
"""


@pytest.mark.parametrize("label", ["Reading", "Encoding"])
def test_a_killed_build_leaves_the_old_index_and_no_lock(
    corpus: Path, built: Path, encoder: FakeEncoder, after_changes: Path, label: str
) -> None:
    """A process killed in mid-build, without a chance to clear up, hinders neither readers nor the next build."""
    before, live = answered(built), generations.current(built).name
    change_everything(corpus)
    environment = os.environ | {"PYTHONPATH": f"{TESTS.parent}{os.pathsep}{TESTS}"}
    arguments = [sys.executable, "-c", KILLED, str(corpus), str(built), label]
    assert subprocess.run(arguments, env=environment, check=False, timeout=60).returncode == -signal.SIGKILL
    assert len(generation_names(built)) == 2
    assert generations.current(built).name == live
    assert answered(built) == before
    summary = build([corpus], built, lambda: encoder)
    assert generation_names(built) == {live, summary.generation}
    assert answered(built) == answered(after_changes)


def test_an_index_opened_before_goes_on_with_what_it_had(corpus: Path, built: Path, encoder: FakeEncoder) -> None:
    """Even when its generation is no longer on disk, it answers and shows pages as before."""
    opened = Index.open(built, FakeEncoder())
    before = answers(opened)
    pages = {report_id: opened.store.pages(report_id) for report_id in opened.reports}
    for number in range(2):
        rewrite(corpus / "gwent-2024.md", "a nurse", "a nurse or a nurse")
        (corpus / f"new-{number}.txt").write_text(f"New words, number {number}.\n", encoding="utf-8")
        build([corpus], built, lambda: encoder)
    assert opened.generation not in generation_names(built)
    assert len(generation_names(built)) == 2
    assert answers(opened) == before
    assert {report_id: opened.store.pages(report_id) for report_id in opened.reports} == pages


def test_a_second_build_waits_for_the_first_and_finds_nothing_left_to_do(corpus: Path, tmp_path: Path) -> None:
    """Started while the first is at work, it builds on what that made."""
    index, first, second = tmp_path / "index", FakeEncoder(), FakeEncoder()
    working, go_on, starting = threading.Event(), threading.Event(), threading.Event()
    summaries: dict[str, Summary] = {}

    def held_up(items: Iterable[Any], /, *, label: str, total: int) -> Iterator[Any]:
        working.set()
        assert go_on.wait(10)
        yield from items

    def build_first() -> None:
        summaries["first"] = build([corpus], index, lambda: first, track=held_up)

    def build_second() -> None:
        starting.set()
        summaries["second"] = build([corpus], index, lambda: second)

    threads = [threading.Thread(target=build_first), threading.Thread(target=build_second)]
    threads[0].start()
    assert working.wait(10)
    threads[1].start()
    assert starting.wait(10)
    threads[1].join(0.1)
    assert summaries == {}
    go_on.set()
    for thread in threads:
        thread.join(10)
    assert len(first.encoded) == 7
    assert second.encoded == []
    assert summaries["second"].generation == summaries["first"].generation
    assert len(summaries["second"].unchanged) == 4


def test_an_index_holds_no_pickle(built: Path) -> None:
    """Each file begins as its engine's files do; none can run code when it is loaded."""
    live = generations.current(built)
    assert live.store.read_bytes().startswith(b"SQLite format 3\x00")
    for folder in (live.vectors, live.sentences):
        assert sorted(path.name for path in folder.iterdir()) == [
            "ids.npy",
            "rows",
            "shape.json",
        ]
        for path in folder.glob("*.npy"):
            assert np.load(path, allow_pickle=False).dtype == np.int64
    assert live.manifest.read_bytes().startswith(b"{\n")
    assert sorted(path.name for path in live.folder.iterdir()) == [
        "corpus.sqlite",
        "index.json",
        "lexical",
        "sentences",
        "vectors",
    ]
    for path in live.lexical.iterdir():
        assert not path.read_bytes().startswith(b"\x80")
