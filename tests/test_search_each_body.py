"""Lists of the bodies that have a passage on something: each passage is looked at before its body is listed."""

from __future__ import annotations

from pathlib import Path

import pytest
from documents import answers_from, sidecar
from fakes import FakeEncoder, FakeReader

from bot.ask.answerer import Answerer
from bot.present.entries import entry_lines
from bot.types import Asked
from corpus.describe.gazetteer import gazetteer
from corpus.vocabulary.hedges import hedge_in
from index.search import Index

LONG = "Young people are well served by the targeted information, advice and guidance service and by its many partners"
SAID = {
    "Kent": "<p>Care leavers are exempt from council tax.</p><p>Leavers like it.</p>",
    "Barnsley": f"<p>{LONG}, by council tax exemption up to 25, and by apprenticeships.</p>",
    "Plymouth": "<p>Council leaders are considering how to help, such as waiving council tax for leavers.</p>",
    "Somerset": "<p>Managers encourage districts to reduce the council tax of leavers.</p>",
    "Derbyshire": "<p>Not all districts are signed up to council tax exemptions, so this is not fair.</p>",
    "Oldham": "<p>The council listens to leavers, and has taken up the matter of prescription charges.</p>",
    "Dorset": "<p>Training of carers is good.</p>",
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """Inspections of seven councils."""
    given, pages = [], {}
    for body, text in SAID.items():
        title = f"Inspection of {body} local authority children’s services"
        given.append(sidecar(f"{body}.html", title, body, "ILACS inspection", "Ofsted", "2024-05-05"))
        pages[f"{body}.html"] = f"<h1>{title}</h1><h2>Leavers</h2>{text}"
    folder = tmp_path_factory.mktemp("each")
    answers_from(folder, given, pages)
    return Index.open(Path(folder / "index"), FakeEncoder())


@pytest.mark.parametrize("asked", ["Which councils let leavers off council tax", "Which councils waive council tax?"])
@pytest.mark.parametrize("reader", [None, FakeReader()])
def test_only_bodies_whose_passage_speaks_of_it_are_listed(index: Index, asked: str, reader: FakeReader | None) -> None:
    """However like the topic another passage is; those that plan it, urge it or have it in part are told apart."""
    answer = Answerer(index, gazetteer(), reader=reader).answer(Asked(asked))
    assert [(entry.body, entry.what) for entry in answer.entries] == [
        ("Barnsley", ""),
        ("Kent", ""),
        ("Derbyshire", "in part"),
        ("Plymouth", "planned or urged"),
        ("Somerset", "planned or urged"),
    ]
    assert answer.message.startswith(
        "Of the 7 bodies held, whose reports were searched, 5 have a passage that speaks of “council tax” in this"
        " context; 3 of them are marked as planned or urged, in part or denied, by the words of the sentence. This is"
        " a search and no register: others may say it in other words."
    )
    assert "Oldham" not in {quote.report.body for quote in answer.quotes}


def test_a_line_of_the_list_holds_the_point(index: Index) -> None:
    """A long sentence begins a little before it."""
    answer = Answerer(index, gazetteer()).answer(Asked("Which councils waive council tax?"))
    line = next(line for line in entry_lines(answer.entries) if line.startswith("Barnsley"))
    assert line.startswith("Barnsley: \u2026 ")
    assert "council tax exemption" in line


def test_what_takes_a_sentence_back_is_told_by_its_words() -> None:
    """Nothing is read into a plain one."""
    said = ("They are exploring it.", "It is not yet so.", "It is patchy.", "It is so.")
    assert [hedge_in(one) for one in said] == ["planned or urged", "denied", "in part", ""]
