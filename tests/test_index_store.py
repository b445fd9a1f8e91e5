"""The database of one generation: what goes in comes out, and what is removed is gone."""

from __future__ import annotations

import sqlite3
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.types import Judgment, Page, Passage, Report, Sentence, Skipped, Span
from index.database import opened
from index.errors import IndexMismatch
from index.store import SeenFile, Store
from index.store_writer import StoreWriter

GWENT = Report(
    id="aaaaaaaaaaaa",
    title="PEEL 2023\u201325: Gwent Police",
    bodies=("Gwent Police",),
    inspectorates=("HMICFRS", "Ofsted"),
    kind="PEEL inspection",
    inspected="2023-11",
    published="2024-03-01",
    source="gwent.pdf",
    sha256="a" * 64,
    url="https://example.org/gwent",
    digest=True,
    page_count=2,
    origins={"title": "page 1"},
)
OLDER = replace(GWENT, id="bbbbbbbbbbbb", published="2022-05-05", source="older.pdf")
KENT = replace(GWENT, id="cccccccccccc", bodies=("Kent Police",), published="2020-01-01", source="kent.pdf")

#                   0         1         2         3         4         5
#                   0123456789012345678901234567890123456789012345678901234
PAGES = (
    Page(1, "The force\nshould:  \u2022 answer calls \u2022 tell vic-\ntims. Of\ufb01cers"),
    Page(2, "wait.", "ii"),
)
ITEMS = Passage(
    ("Calls", "Areas for improvement"),
    (Sentence((Span(1, 21, 33),), 0), Sentence((Span(1, 36, 51),), 1)),
    (Span(1, 0, 17),),
    "list",
)
OVER_THE_BREAK = Passage((), (Sentence((Span(1, 52, 59), Span(2, 0, 5)), 0),))


@pytest.fixture
def store(tmp_path: Path) -> StoreWriter:
    """A store, open for writing, with one report of two passages, and another report with one."""
    store = StoreWriter.create(tmp_path / "corpus.sqlite")
    assert store.add_report(GWENT, PAGES, ["victims"], [ITEMS, OVER_THE_BREAK]) == [1, 2]
    assert store.add_report(KENT, PAGES, [], [ITEMS]) == [3]
    return store


def test_a_passage_is_cut_from_the_pages_and_made_readable(store: StoreWriter) -> None:
    """Blanks collapse, ligatures come apart, broken words are joined; its spans stay as they were."""
    stored = store.passages([1])[1]
    assert stored.report_id == "aaaaaaaaaaaa"
    assert stored.passage == ITEMS
    assert stored.sentences == ("answer calls", "tell victims.")
    assert stored.text == "answer calls tell victims."
    assert stored.lead_in == "The force should:"


def test_a_sentence_over_a_page_break_is_put_together(store: StoreWriter) -> None:
    """Its words come from both pages, and the passage knows both."""
    stored = store.passages([2])[2]
    assert stored.text == "Officers wait."
    assert (stored.passage.page, stored.passage.page_end) == (1, 2)


def test_a_word_is_joined_only_in_the_report_that_joins_it(store: StoreWriter) -> None:
    """The same broken word keeps its hyphen where the report did not write it as one."""
    found = store.passages([1, 3])
    assert found[1].sentences[1] == "tell victims."
    assert found[3].sentences[1] == "tell vic-tims."


def test_passages_come_in_the_order_of_the_ids_asked_for(store: StoreWriter) -> None:
    """However many are read at a time, each comes once, in order."""
    assert [stored.id for stored in store.each_passage([3, 1, 2], size=2)] == [3, 1, 2]
    assert store.passages([99]) == {}


def test_reports_come_back_whole(store: StoreWriter) -> None:
    """Every field is as it was, tuples and all."""
    assert {report.id: report for report in store.reports()} == {GWENT.id: GWENT, KENT.id: KENT}


def test_reports_are_listed_by_body_and_the_newest_first(store: StoreWriter) -> None:
    """Gwent before Kent, and of Gwent the report of 2024 before that of 2022."""
    store.add_report(OLDER, [], [], [])
    assert [report.source for report in store.reports()] == ["gwent.pdf", "older.pdf", "kent.pdf"]


def test_pages_keep_their_text_and_their_printed_numbers(store: StoreWriter) -> None:
    """The text is the very text that was read; a page without a label has none."""
    assert store.pages("aaaaaaaaaaaa") == {1: PAGES[0], 2: PAGES[1]}
    assert store.page_label("aaaaaaaaaaaa", 2) == "ii"
    assert store.page_label("aaaaaaaaaaaa", 1) is None
    assert store.page_label("aaaaaaaaaaaa", 9) is None
    assert store.pages("ffffffffffff") == {}


def test_passages_are_found_by_report(store: StoreWriter) -> None:
    """The ids of the passages of some reports, and of none."""
    assert sorted(store.passage_ids(["aaaaaaaaaaaa"])) == [1, 2]
    assert sorted(store.passage_ids(["aaaaaaaaaaaa", "cccccccccccc"])) == [1, 2, 3]
    assert store.passage_ids([]) == []
    assert store.count_passages() == 3


def test_a_removed_report_is_gone_with_all_that_is_its_own(store: StoreWriter) -> None:
    """Report, pages and passages go; those of another report stay."""
    assert sorted(store.remove_report("aaaaaaaaaaaa")) == [1, 2]
    assert [report.id for report in store.reports()] == ["cccccccccccc"]
    assert store.pages("aaaaaaaaaaaa") == {}
    assert store.passages([1, 2, 3]).keys() == {3}
    assert store.passages([3])[3].lead_in == "The force should:"
    assert store.remove_report("aaaaaaaaaaaa") == []


def test_judgments_come_back_whole_and_go_with_their_report(store: StoreWriter) -> None:
    """In the order given, spans and all; those of another report stay."""
    first = Judgment("Calls", "good", "Good (inferred)", (Span(1, 0, 9), Span(2, 0, 4)), "table", "Grades")
    second = Judgment("Custody", "adequate", "Adequate", (Span(1, 10, 17),), "line")
    store.add_judgments("aaaaaaaaaaaa", [second, first])
    store.add_judgments("cccccccccccc", [first])
    assert store.judgments("aaaaaaaaaaaa") == (second, first)
    store.remove_report("aaaaaaaaaaaa")
    assert store.judgments("aaaaaaaaaaaa") == ()
    assert store.judgments("cccccccccccc") == (first,)


def test_an_id_is_never_given_twice(store: StoreWriter, tmp_path: Path) -> None:
    """New passages get new ids, even when the last ones were removed and the store was closed."""
    store.remove_report("cccccccccccc")
    store.close()
    again = StoreWriter.go_on(tmp_path / "corpus.sqlite")
    assert again.add_report(KENT, PAGES, [], [ITEMS]) == [4]
    again.close()


def test_the_list_of_files_is_replaced_as_a_whole(store: StoreWriter) -> None:
    """Files come back by corpus and path; those with a reason are the skipped ones."""
    good = SeenFile("/c", "z.pdf", "a" * 64, "v1", "aaaaaaaaaaaa", None)
    bad = SeenFile("/c", "b.pdf", "d" * 64, "v1", None, "empty file")
    other = SeenFile("/a", "y.pdf", "c" * 64, "v1", "cccccccccccc", None)
    store.set_files([good, bad, other])
    assert store.files() == [other, bad, good]
    assert store.skipped() == [Skipped("b.pdf", "empty file")]
    store.set_files([good])
    assert store.files() == [good]


def test_a_closed_store_can_be_read_from_another_thread(store: StoreWriter, tmp_path: Path) -> None:
    """What was written is on disk after closing, and one opened for reading serves any thread."""
    store.close()
    reading = Store.open(tmp_path / "corpus.sqlite")
    found: list[str] = []
    thread = threading.Thread(target=lambda: found.append(reading.passages([2])[2].text))
    thread.start()
    thread.join()
    reading.close()
    assert found == ["Officers wait."]


def test_a_store_opened_for_reading_refuses_to_be_changed(store: StoreWriter, tmp_path: Path) -> None:
    """Nothing can be removed from it, and its file stays as it was."""
    store.close()
    before = (tmp_path / "corpus.sqlite").read_bytes()
    reading = StoreWriter(opened(tmp_path / "corpus.sqlite"))
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        reading.remove_report("aaaaaaaaaaaa")
    reading.close()
    assert (tmp_path / "corpus.sqlite").read_bytes() == before


def test_a_store_that_is_not_there_is_not_made_by_opening_it(tmp_path: Path) -> None:
    """Only create makes a file; a folder's name may hold what means something in an address."""
    folder = tmp_path / "100% a?b#c"
    folder.mkdir()
    with pytest.raises(IndexMismatch, match="unable to open"):
        Store.open(folder / "corpus.sqlite")
    assert list(folder.iterdir()) == []
    StoreWriter.create(folder / "corpus.sqlite").close()
    reading = Store.open(folder / "corpus.sqlite")
    assert reading.reports() == []
    reading.close()
