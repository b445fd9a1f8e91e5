"""A report that is held twice is told so, and quoted once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pdfs
from documents import answers_from, report_text, sidecar, texts
from fakes import FakeEncoder, fake_quote

from bot.search.once import once
from bot.types import Asked
from corpus.describe.check import held_twice, not_read, problems, sidecar_to_correct
from corpus.types import Unseen
from index import generation as generations
from index.build import build
from index.store import Store
from index.twins import containment, groups, shingles, twins

WORDS = [f"word{number}" for number in range(400)]
SENTENCES = [
    f"In case {number} the force answered {number * 7} calls within {number + 3} seconds, and {number} callers said so."
    for number in range(30)
]


def test_shingles_are_counted_by_the_smaller_report() -> None:
    """Whether it is held by the larger one."""
    whole, part = shingles(WORDS), shingles(WORDS[:300])
    assert len(whole) == 393
    assert containment(whole, part) == containment(part, whole) == 1.0
    assert containment(whole, shingles(WORDS[200:300] + WORDS[:50])) < 1.0
    assert containment(whole, frozenset()) == 0.0


def test_copies_stand_together_and_other_reports_apart() -> None:
    """A copy that lacks a part, or has a head on each page, is one; a report that shares a section is none."""
    headed = [word for at in range(0, 400, 50) for word in (*WORDS[at : at + 50], "head", str(at))]
    other = [f"other{number}" for number in range(300)] + WORDS[:60]
    held = {"a": WORDS, "b": other, "c": WORDS[:340], "d": headed}
    assert groups({id: shingles(words) for id, words in held.items()}) == (("a", "c", "d"),)


def test_the_page_and_the_pdf_of_one_report_are_told_as_the_same(tmp_path: Path) -> None:
    """By their words, whatever they are called."""
    (tmp_path / "corpus").mkdir()
    text = report_text("PEEL 2024 Kent", "Kent Police", "2024-01-01", "## Calls\n\n" + " ".join(SENTENCES))
    (tmp_path / "corpus" / "a.md").write_text(text, encoding="utf-8")
    other = report_text("PEEL 2024 Dorset", "Dorset Police", "2024-01-01", "## Calls\n\nCalls are lost at night.")
    (tmp_path / "corpus" / "b.md").write_text(other, encoding="utf-8")
    paper = pdfs.Paper().heading("PEEL 2024 Kent", 24).heading("Calls")
    for sentence in SENTENCES:
        words = sentence.split()
        paper.lines(" ".join(words[:9]), " ".join(words[9:]))
    paper.save(tmp_path / "corpus" / "c.pdf")
    build([tmp_path / "corpus"], tmp_path / "index", FakeEncoder)
    store = Store.open(generations.current(tmp_path / "index").store)
    sources = {report.id: report.source for report in store.reports()}
    assert [[sources[id] for id in ids] for ids in twins(store)] == [["a.md", "c.pdf"]]
    told = problems(store.reports(), [held_twice(twins(store))])
    assert [(one.report.source, one.what, one.why) for one in told] == [
        ("a.md", "held twice", "c.pdf says the same; its words are quoted once"),
        ("c.pdf", "held twice", "a.md says the same; its words are quoted once"),
    ]


def test_what_is_not_read_of_a_report_is_told_with_its_pages() -> None:
    """Pages that follow one another are one range; nothing of it is asked for in a sidecar."""
    unseen = (Unseen("in invisible letters", 1200, (2,)), Unseen("hidden", 1))
    report = replace(fake_quote(1).report, unseen=unseen, unread_pages=(3, 4, 5, 9), ocr_pages=(7,))
    told = problems([report], [not_read])
    assert [f"{one.field} {one.what}: {one.why}" for one in told] == [
        "text left out: 1,200 characters that nobody sees: in invisible letters (p. 2)",
        "text left out: 1 character that nobody sees: hidden",
        "text unread: pp. 3\u20135, 9: letters that make no words, since a font tells false ones",
        "text read by OCR: p. 7: compare what you quote from there with the page",
    ]
    assert "[" not in sidecar_to_correct(told)


def test_words_of_two_copies_are_quoted_once_from_the_one_with_pages() -> None:
    """In the place of the first; the same words of another inspection are another quote."""
    paged = fake_quote(1)
    page = replace(paged, page=None, page_end=None, report=replace(paged.report, id="web", page_count=0))
    older = replace(paged, report=replace(paged.report, id="old", title="PEEL 2021", published="2022-01-01"))
    assert once([page, fake_quote(2), paged, older], 3) == [paged, fake_quote(2), older]
    assert once([page, fake_quote(2), paged], 1) == [paged]
    assert once([paged, page], 2) == [paged]
    assert once([page], 2) == [page]
    assert once([], 2) == []


def test_an_answer_quotes_a_report_that_is_held_twice_once(tmp_path: Path) -> None:
    """Though both files are indexed."""
    pages = {
        "a.html": "<h1>PEEL 2024 Kent</h1><h2>Calls</h2><p>Calls are lost at night.</p>",
        "b.html": "<h1>PEEL 2024 Kent</h1><h2>Calls</h2><p>Calls are lost at night. </p><p>Staff know of it.</p>",
    }
    told = [
        sidecar(name, "PEEL 2024 Kent", "Kent Police", "PEEL inspection", "HMICFRS", "2024-01-01") for name in pages
    ]
    answerer = answers_from(tmp_path, told, pages)
    quotes = texts(answerer.answer(Asked("How does Kent Police handle calls?")))
    assert quotes.count("Calls are lost at night.") == 1
