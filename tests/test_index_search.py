"""A topic to passages: words and meaning together, held to some reports, and what no report says."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from fakes import FakeEncoder

from index.errors import IndexMismatch, IndexMissing
from index.search import Index, Topic
from index.types import Hit, Model

PASSAGES = 7  # Calls, Victims, Calls, Custody of Gwent; the letter; Custody, Training of Wiltshire


def source(index: Index, hit: Hit) -> tuple[str, str]:
    """The file of a hit, and its heading."""
    return index.reports[hit.stored.report_id].source, "".join(hit.stored.passage.heading[-1:])


def ids(index: Index, *sources: str) -> list[str]:
    """The ids of the reports in these files."""
    return [report.id for report in index.reports.values() if report.source in sources]


def passage(index: Index, text: str) -> Hit:
    """The one passage that holds a text, as a hit."""
    (found,) = (hit for hit in index.search(index.topic("calls")) if text in hit.stored.text)
    return found


# Opening ---------------------------------------------------------------------------------------


def test_an_opened_index_knows_its_reports_and_its_generation(held: Path) -> None:
    """Reports by id, counts from the manifest."""
    index = Index.open(held, FakeEncoder())
    assert sorted(report.source for report in index.reports.values()) == [
        "gwent-2022.md",
        "gwent-2024.md",
        "letter.txt",
        "wiltshire.html",
    ]
    assert all(report.id == key for key, report in index.reports.items())
    assert (index.manifest.reports, index.manifest.passages) == (4, PASSAGES)
    assert index.generation == (held / "CURRENT").read_text(encoding="utf-8").strip()


def test_nothing_is_encoded_on_opening(held: Path) -> None:
    """Only questions are, later."""
    encoder = FakeEncoder()
    Index.open(held, encoder)
    assert encoder.encoded == []


def test_a_folder_without_an_index_is_told_of(tmp_path: Path) -> None:
    """There is no live generation."""
    with pytest.raises(IndexMissing):
        Index.open(tmp_path, FakeEncoder())


@pytest.mark.parametrize(
    "model", [Model("other", "f" * 64, 6), Model("bag-of-words", "0" * 64, 6), Model("bag-of-words", "f" * 64, 9)]
)
def test_an_index_of_another_model_is_not_opened(held: Path, model: Model) -> None:
    """Another name, other weights or other rows; both models are named."""
    with pytest.raises(IndexMismatch, match=rf"made with bag-of-words .*the encoder is {model.name}"):
        Index.open(held, FakeEncoder(model))


# The topic -------------------------------------------------------------------------------------


def test_a_topic_has_a_vector_stems_and_their_rarity(held: Path) -> None:
    """One encoding; *officer* stands in three of seven passages, *helicopter* in none."""
    encoder = FakeEncoder()
    topic = Index.open(held, encoder).topic("What do officers\u2019 helicopters do about calls?")
    assert encoder.encoded == ["What do officers' helicopters do about calls?"]
    assert topic.text == "What do officers' helicopters do about calls?"
    np.testing.assert_array_equal(topic.vector, [1, 0, 0, 0, 0, 0])
    assert topic.stems == ("offic", "helicopt", "call")
    assert topic.rarity == pytest.approx([math.log(8 / 3.5), math.log(8 / 0.5), math.log(8 / 2.5)])
    assert topic.unknown == ("helicopt",)


# The search ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("burglary", ("letter.txt", "")),
        ("victims", ("gwent-2022.md", "Victims")),
        ("training", ("wiltshire.html", "Training")),
        ("is the custody suite clean", ("wiltshire.html", "Custody")),
        ("does a nurse see people in custody", ("gwent-2024.md", "Custody")),
    ],
)
def test_the_best_passage_comes_first(opened: Index, text: str, first: tuple[str, str]) -> None:
    """By meaning; between two on the same subject, by words."""
    assert source(opened, opened.search(opened.topic(text))[0]) == first


def test_scores_fall_and_equals_are_ordered_by_id(opened: Index) -> None:
    """All passages are candidates here, each once."""
    hits = opened.search(opened.topic("custody"))
    assert len({hit.stored.id for hit in hits}) == len(hits) == PASSAGES
    assert [(-hit.score, hit.stored.id) for hit in hits] == sorted((-hit.score, hit.stored.id) for hit in hits)
    assert {source(opened, hit) for hit in hits[:2]} == {("gwent-2024.md", "Custody"), ("wiltshire.html", "Custody")}


def test_a_hit_tells_the_likeness_of_passage_and_sentences(opened: Index) -> None:
    """A passage is read with its heading, a sentence for itself; the highest of them is the likeness."""
    hit = opened.search(opened.topic("custody"), ids(opened, "wiltshire.html"))[0]
    assert hit.stored.sentences == ("The custody suite is clean.", "Staff check each cell.")
    assert hit.cosine == pytest.approx(1.0)
    assert hit.sentence_cosines == pytest.approx((1.0, 0.0))
    assert hit.likeness == pytest.approx(1.0)
    assert replace(hit, cosine=0.2, sentence_cosines=(0.1, 0.4)).likeness == 0.4
    assert replace(hit, cosine=0.5, sentence_cosines=(0.1, 0.4)).likeness == 0.5


def test_a_search_is_held_to_some_reports(opened: Index) -> None:
    """No other passage is found, be it ever so good; of no reports nothing is."""
    topic = opened.topic("custody")
    kept = opened.search(topic, ids(opened, "gwent-2022.md", "letter.txt"))
    assert {source(opened, hit)[0] for hit in kept} == {"gwent-2022.md", "letter.txt"}
    assert len(kept) == 3
    assert opened.search(topic, []) == []
    assert opened.search(topic, ["000000000000"]) == []


def test_words_alone_can_decide(opened: Index) -> None:
    """To the encoder one sentence without a subject is as good as any other; the words tell them apart."""
    hits = opened.search(opened.topic("staff check each cell"))
    assert source(opened, hits[0]) == ("wiltshire.html", "Custody")


def test_a_topic_without_words_finds_passages_by_meaning(opened: Index) -> None:
    """Where only stop words are asked, there is still a vector."""
    topic = opened.topic("what is it?")
    assert topic.stems == ()
    assert len(opened.search(topic)) == PASSAGES


# Coverage --------------------------------------------------------------------------------------


def test_coverage_is_the_share_of_information_that_a_passage_holds(opened: Index) -> None:
    """Words weighed by rarity, in any form; *cell* is in one passage, *helicopter* in none."""
    letter = passage(opened, "burglary").stored
    assert opened.coverage(opened.topic("burglaries of homes"), letter) == pytest.approx(1.0)
    assert opened.coverage(opened.topic("the cells"), letter) == 0.0
    one, none = math.log(8 / 1.5), math.log(8 / 0.5)
    assert opened.coverage(opened.topic("burglary and cells"), letter) == pytest.approx(0.5)
    assert opened.coverage(opened.topic("burglary helicopters"), letter) == pytest.approx(one / (one + none))


def test_headings_count_for_coverage(opened: Index) -> None:
    """What stands above a passage is said of it."""
    sergeants = passage(opened, "Sergeants").stored
    title = passage(opened, "The custody suite").stored
    assert opened.coverage(opened.topic("training"), sergeants) == pytest.approx(1.0)
    assert opened.coverage(opened.topic("training"), title) == 0.0


def test_a_topic_without_words_covers_nothing(opened: Index) -> None:
    """Nothing is asked that could be held."""
    assert opened.coverage(opened.topic("what is it?"), passage(opened, "burglary").stored) == 0.0


# Words that no report uses ---------------------------------------------------------------------


def unheard(index: Index, text: str, *unknown: str) -> float:
    """How much these stems stand between a topic and the passage on Wiltshire's cells."""
    topic: Topic = replace(index.topic(text), unknown=unknown)
    return index.unheard(topic, [passage(index, "The custody suite")])


def test_a_word_that_leads_astray_is_noticed(opened: Index) -> None:
    """Without *burglary* the topic is just what the passage says: likeness rises from the root of a half to one.

    That counts by the share of *burglary*, which one of seven passages holds, *custody* two.
    """
    share = math.log(8 / 1.5) / (math.log(8 / 1.5) + math.log(8 / 2.5))
    gain = unheard(opened, "burglary in custody", "burglari")
    assert gain == pytest.approx(share * (1 - 0.5**0.5), abs=1e-6)


def test_a_word_that_means_what_the_passage_says_is_not_missed(opened: Index) -> None:
    """Leaving it out would take likeness away: nothing is gained."""
    assert unheard(opened, "burglary in custody", "custodi") == 0.0


def test_the_worst_word_counts(opened: Index) -> None:
    """Of several, the one whose leaving out gains most; together they are all that was asked."""
    assert unheard(opened, "burglary in custody", "custodi", "burglari") == pytest.approx(1 - 0.5**0.5, abs=1e-6)


def test_nothing_is_gained_where_every_word_is_known_or_nothing_is_near(opened: Index) -> None:
    """And nothing is encoded then."""
    assert unheard(opened, "burglary in custody") == 0.0
    assert opened.unheard(replace(opened.topic("burglary"), unknown=("burglari",)), []) == 0.0
