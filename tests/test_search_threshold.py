"""How strong the evidence is: likeness, less what a question asks and nothing near holds."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.question.parse import Question, understand
from bot.search.on_topic import on_short_topic
from bot.search.threshold import THRESHOLD, strength
from corpus.describe.gazetteer import gazetteer
from index.search import Index
from index.types import Hit

ANY = Question("", "")


def evidence(index: Index, text: str, question: Question = ANY, body: str = "") -> float:
    """The strength of what the index finds for a topic, in all reports or in those on a body."""
    topic = index.topic(text)
    reports = {report.id for report in index.reports.values() if body in ("", report.body)}
    return strength(index, topic, index.search(topic, reports), question)


def near(index: Index, text: str, likeness: float) -> list[Hit]:
    """The best hit for a topic, made this like the question."""
    hit = index.search(index.topic(text))[0]
    return [replace(hit, cosine=likeness, sentence_cosines=(likeness,) * len(hit.sentence_cosines))]


def test_no_hits_are_no_evidence(opened: Index) -> None:
    """Nothing was found."""
    assert strength(opened, opened.topic("calls"), [], ANY) == 0.0


def test_the_best_likeness_is_the_strength(opened: Index) -> None:
    """A passage that names just what the topic names is as like it as can be."""
    assert evidence(opened, "calls") == pytest.approx(1.0)


def test_the_likeness_of_any_near_hit_counts(opened: Index) -> None:
    """Of five hits looked at, the most alike one; a sixth is too far down the list."""
    topic = opened.topic("the nurse's calls")
    (weak,) = near(opened, "calls", 0.4)
    (strong,) = near(opened, "custody", 0.7)
    assert strength(opened, topic, [weak, strong], ANY) == pytest.approx(0.7)
    assert strength(opened, topic, [weak] * 4 + [strong], ANY) == pytest.approx(0.7)
    assert strength(opened, topic, [weak] * 5 + [strong], ANY) == pytest.approx(0.4)


def test_a_passage_that_holds_all_words_counts_as_alike(opened: Index) -> None:
    """Where the likeness is too low, words that stand there count up to the threshold, and no further."""
    hits = near(opened, "sergeants supervision training", 0.1)
    assert strength(opened, opened.topic("sergeants' supervision"), hits, ANY) == pytest.approx(THRESHOLD)
    assert strength(opened, opened.topic("detectives' supervision"), hits, ANY) < THRESHOLD
    hits = near(opened, "sergeants supervision training", 0.6)
    assert strength(opened, opened.topic("sergeants' supervision"), hits, ANY) == pytest.approx(0.6)


def test_a_word_that_no_report_uses_weakens_the_evidence(opened: Index) -> None:
    """Without *burglary* the topic would be just what these hits say; that counts if no report uses the word."""
    topic = opened.topic("burglary in custody")
    hits = [hit for hit in opened.search(topic) if "custody" in hit.stored.text]
    assert topic.unknown == ()
    assert strength(opened, topic, hits, ANY) == pytest.approx(0.5**0.5, abs=1e-6)
    unheard = replace(topic, unknown=("burglari",))
    assert strength(opened, unheard, hits, ANY) == 0.0


@pytest.mark.parametrize("seeks", ["count", "money"])
def test_a_number_or_a_sum_that_is_nowhere_near_weakens_the_evidence(opened: Index, seeks: str) -> None:
    """Wiltshire's custody is spoken of, but nothing is counted or paid there."""
    found = evidence(opened, "custody", Question("", "", seeks=seeks), "Wiltshire Police")
    assert found < evidence(opened, "custody", ANY, "Wiltshire Police")


def test_a_number_near_is_enough(opened: Index) -> None:
    """*Within ten seconds* is a number."""
    assert evidence(opened, "calls", Question("", "", seeks="count")) == pytest.approx(1.0)


def test_a_number_in_a_sentence_on_something_else_is_not_enough(opened: Index) -> None:
    """The sentence that gives it must be about as like the question as the best one, in its passage or another."""
    topic, question = opened.topic("calls"), Question("", "", seeks="count")
    (counted,) = near(opened, "calls", 0.7)
    (spoken_of,) = near(opened, "custody", 0.8)
    assert strength(opened, topic, [spoken_of, counted], question) < 0.7
    (counted,) = near(opened, "calls", 0.75)
    assert strength(opened, topic, [spoken_of, counted], question) == pytest.approx(0.8)


@pytest.mark.parametrize("seeks", ["measure", "grade", ""])
def test_nothing_else_is_insisted_on(opened: Index, seeks: str) -> None:
    """A measure or a grade may be told in words."""
    question = Question("", "", seeks=seeks)
    assert evidence(opened, "custody", question, "Wiltshire Police") == pytest.approx(1.0)


def test_strength_stays_between_none_and_full(opened: Index) -> None:
    """Whatever is taken off."""
    hits = near(opened, "custody", 0.1)
    assert strength(opened, opened.topic("helicopters"), hits, Question("", "", seeks="count")) == 0.0


def kept(index: Index, text: str, passage: str, likeness: float, reports: int = 1) -> bool:
    """Whether the passage with these words, made this like the question, is kept where so many reports are searched."""
    question = understand(text, gazetteer())
    hits = near(index, passage, likeness)
    return on_short_topic(index, index.topic(question.topic), question, {str(n) for n in range(reports)}, hits) == hits


def test_in_a_few_reports_a_short_topic_must_be_named_or_very_like(opened: Index) -> None:
    """What comes nearest in one report need not be on the topic: *victims* are not spoken of where calls are."""
    asked = "What do inspectors say about victims in Gwent?"
    assert not kept(opened, asked, "calls", 0.45)
    assert kept(opened, asked, "calls", 0.55)
    assert kept(opened, asked, "victims", 0.45)
    assert kept(opened, asked, "calls", 0.45, reports=20)
    assert not kept(opened, "Must Gwent do enough about victims?", "calls", 0.45)


def test_a_long_question_or_an_unknown_word_is_no_short_topic(opened: Index) -> None:
    """A report may put it otherwise."""
    assert kept(opened, "Do officers tell victims what happens in their case?", "custody", 0.45)
    assert kept(opened, "What do inspectors say about injured parties in Gwent?", "custody", 0.45)
