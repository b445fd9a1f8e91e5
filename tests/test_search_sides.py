"""Both sides of what a report says: quotes do not only praise, or only blame, where the report does both."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from documents import answers_from, sidecar, texts
from fakes import SMALL, FakeEncoder

from bot.ask.answerer import Answerer
from bot.question.question import Question
from bot.search.sides import Sides, Weights, load
from bot.types import Asked, Quote
from corpus.types import Report
from index.encoder import DEFAULT_DIM, DEFAULT_SHA256

REPORT = Report("a", "Bury", ("Bury",), ("Ofsted",), "", None, "2024-01-01", "a.html", "a")
CALLS, CUSTODY = "Calls are answered.", "Nobody goes to custody."  # what the weights take for praise and for blame
WEIGHTS = Weights(SMALL.sha256, np.array([-9, 0, 9, 0, 0, 0], dtype=np.float32), 0.0)


def quoted(text: str, *heading: str) -> Quote:
    return Quote(text, text, REPORT, None, None, 0.9, heading)


def test_a_quote_shows_the_side_of_its_sentences() -> None:
    sides = Sides(FakeEncoder(), WEIGHTS)
    assert sides.of(quoted(CALLS)) == {"strength"}
    assert sides.of(quoted(f"{CALLS} {CUSTODY}")) == {"strength", "weakness"}
    assert sides.of(quoted("There are 12 burglary teams.")) == set()


def test_a_heading_of_one_side_tells_more_than_words_and_a_grade_has_no_side() -> None:
    sides = Sides(FakeEncoder(), WEIGHTS)
    assert sides.of(quoted(CALLS, "What needs to improve?")) == {"weakness"}
    assert sides.of(quoted("Calls and custody: Good")) == set()


def test_with_another_encoder_words_tell() -> None:
    sides = Sides(FakeEncoder(), replace(WEIGHTS, encoder="0" * 64))
    assert sides.of(quoted("Training is effective.")) == {"strength"}


@pytest.mark.parametrize(
    ("topic", "shown", "lacks"),
    [
        ("calls", (CALLS, CALLS), "weakness"),
        ("calls", (CUSTODY, CUSTODY), "strength"),
        ("calls", (CALLS, CUSTODY), ""),
        ("calls", (CALLS,), ""),  # one quote may be all that was asked for
        ("how many new call takers were trained last spring", (CALLS, CALLS), ""),
    ],
)
def test_only_a_general_question_lacks_a_side(topic: str, shown: tuple[str, ...], lacks: str) -> None:
    question = Question(topic, topic)
    assert Sides(FakeEncoder(), WEIGHTS).lacking(question, [quoted(text) for text in shown]) == lacks
    assert Sides(FakeEncoder(), WEIGHTS).lacking(replace(question, polarity="strength"), list(map(quoted, shown))) == ""


def test_how_good_something_is_has_two_sides_even_with_one_quote() -> None:
    question = Question("How good are calls?", "how good are calls")
    assert Sides(FakeEncoder(), WEIGHTS).lacking(question, [quoted(CALLS)]) == "weakness"


def test_the_other_side_is_of_a_quoted_report_and_section() -> None:
    """It stands in the place of the last quote where there is no room."""
    sides = Sides(FakeEncoder(), WEIGHTS)
    shown = [quoted(CALLS, "Calls"), quoted("Calls are many.", "Calls")]
    far, near = quoted("Nobody is in custody.", "Custody"), quoted(CUSTODY, "Calls")
    elsewhere = replace(near, report=replace(REPORT, id="b"))
    assert sides.with_other(shown, [elsewhere, far, near], "weakness", lambda _: True, 2) == [shown[0], near]
    assert sides.with_other(shown, [near], "weakness", lambda _: True, 5) == [*shown, near]
    assert sides.with_other(shown, [near], "weakness", lambda _: False, 2) == shown


def test_the_shipped_weights_go_with_the_bundled_encoder() -> None:
    assert load().encoder == DEFAULT_SHA256
    assert load().row.shape == (DEFAULT_DIM,)


def test_an_answer_shows_both_sides(tmp_path_factory: pytest.TempPathFactory) -> None:
    """By words alone here: the encoder of tests is another."""
    praise = "".join(f"<h2>Part {n}</h2><p>Calls are effective in part {n}.</p>" for n in range(6))
    page = f"<h1>Bury</h1>{praise}<h2>Records</h2><p>However good, calls from victims are often not recorded.</p>"
    given = [sidecar("a.html", "Bury", "Bury", "joint targeted area inspection", "Ofsted", "2024-02-02")]
    answerer: Answerer = answers_from(tmp_path_factory.mktemp("sides"), given, {"a.html": page})
    assert any(
        "not recorded" in text for text in texts(answerer.answer(Asked("What did they say about calls in Bury?")))
    )
