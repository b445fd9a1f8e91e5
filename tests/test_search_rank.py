"""The order of hits: what a question seeks is worth more, what every report says is worth less."""

from __future__ import annotations

import pytest

from bot.question.question import Question
from bot.search.figures import holds_sought
from bot.search.rank import best_sentence, is_boilerplate, is_contrary, ranked
from corpus.types import Passage, Sentence, Span
from index.types import Hit, StoredPassage


def stored(*sentences: str, number: int = 1, heading: tuple[str, ...] = (), kind: str = "text") -> StoredPassage:
    """A passage of these sentences, each where it stands in the text of them all."""
    spans = []
    at = 0
    for sentence in sentences:
        spans.append(Span(1, at, at + len(sentence)))
        at += len(sentence) + 1
    passage = Passage(heading, tuple(Sentence((span,), 0) for span in spans), kind=kind)
    return StoredPassage(number, "a1", passage, " ".join(sentences), "", sentences)


def hit(*sentences: str, number: int = 1, score: float = 1.0, cosines: tuple[float, ...] = ()) -> Hit:
    """A hit on these sentences."""
    return Hit(stored(*sentences, number=number), score, 0.5, cosines or (0.5,) * len(sentences))


def order(question: Question, *hits: Hit) -> list[int]:
    return [each.stored.id for each in ranked(hits, question)]


WORDS = hit("Calls are lost.", number=1, score=1.1)
NUMBER = hit("Seven calls in ten are lost.", number=2, score=1.0)
GRADE = hit("Responding to the public is graded good.", number=3, score=0.2)
LICENCE = hit("You may reuse this information.", number=4, score=1.9)


def test_without_a_need_the_score_decides() -> None:
    """Best first."""
    assert order(Question("", ""), GRADE, NUMBER, WORDS) == [1, 2, 3]


def test_equal_scores_are_ordered_by_id() -> None:
    """So that the same question has the same answer."""
    again = hit("Calls are lost again.", number=7, score=1.1)
    assert order(Question("", ""), again, WORDS) == [1, 7]


@pytest.mark.parametrize("seeks", ["count", "duration"])
def test_a_number_comes_first_where_one_is_sought(seeks: str) -> None:
    """Among hits about as good; one far better stays first."""
    question = Question("", "", seeks=seeks)
    assert order(question, WORDS, NUMBER) == [2, 1]
    better = hit("Calls are lost and found.", number=9, score=1.9)
    assert order(question, NUMBER, better) == [9, 2]


def test_the_number_must_stand_in_the_best_sentence() -> None:
    """One elsewhere in the passage is about something else."""
    elsewhere = hit("Calls are lost.", "There are 40 cells.", number=2, cosines=(0.9, 0.1))
    assert order(Question("", "", seeks="count"), elsewhere, WORDS) == [1, 2]


def test_a_stated_grade_comes_first_where_one_is_sought() -> None:
    """Even from far behind, for a grade is told once in a report; not where none is sought."""
    assert order(Question("", "", seeks="grade"), WORDS, GRADE) == [3, 1]
    assert order(Question("", "", seeks="count"), WORDS, GRADE) == [1, 3]


@pytest.mark.parametrize(
    ("wants", "expected"), [("", [1, 2, 3, 4]), ("weakness", [2, 1, 3, 4]), ("strength", [3, 1, 2, 4])]
)
def test_what_is_praised_does_not_answer_what_has_to_improve(wants: str, expected: list[int]) -> None:
    """By the headings above a passage; a footnote there is neither."""
    hits = [
        Hit(stored("Calls are lost.", number=1), 1.3, 0.5, (0.5,)),
        Hit(stored("Calls wait.", number=2, heading=("Areas for improvement", "Calls")), 1.0, 0.5, (0.5,)),
        Hit(stored("Calls are few.", number=3, heading=("Key strengths",)), 0.9, 0.5, (0.5,)),
        Hit(stored("1 Or rings.", number=4, heading=("Areas for improvement",), kind="note"), 0.1, 0.5, (0.5,)),
    ]
    found = order(Question("", "", polarity=wants), *hits)
    assert found[:2] == expected[:2]
    assert found.index(4) >= 2


def test_under_headings_of_the_contrary_comes_last() -> None:
    """However alike it is; a path with headings of both kinds is no contrary."""
    assert is_contrary("weakness", ("Findings", "Strengths"))
    assert not is_contrary("weakness", ("Strengths", "Areas for improvement"))
    assert not is_contrary("", ("Strengths",))


@pytest.mark.parametrize(("wants", "expected"), [("", [1, 2]), ("weakness", [2, 1]), ("strength", [1, 2])])
def test_where_no_heading_tells_the_words_of_the_sentence_do(wants: str, expected: list[int]) -> None:
    """Praise that is more alike stands behind criticism where that is wanted."""
    hits = [
        Hit(stored("Calls are answered well.", number=1), 1.2, 0.5, (0.5,)),
        Hit(stored("Calls are not answered.", number=2, heading=("Main findings",)), 1.0, 0.5, (0.5,)),
    ]
    assert order(Question("", "", polarity=wants), *hits) == expected


def test_what_speaks_of_the_service_asked_about_comes_sooner() -> None:
    """In a report that is on more than that service."""
    police = hit("Officers lose calls.", number=8, score=0.9)
    assert [each.stored.id for each in ranked([WORDS, police], Question("", ""), "police")] == [8, 1]
    assert order(Question("", ""), WORDS, police) == [1, 8]


def test_what_every_report_says_is_left_out() -> None:
    """A licence is no answer, be it ever so like the question; where there is nothing else, it stays."""
    assert order(Question("", ""), LICENCE, WORDS, NUMBER) == [1, 2]
    assert order(Question("", ""), LICENCE) == [4]
    assert order(Question("", "")) == []


def test_scores_are_those_of_the_new_order() -> None:
    """Falling along the list, and all else as it was."""
    changed = ranked([WORDS, NUMBER], Question("", "", seeks="count"))
    assert [each.score for each in changed] == pytest.approx([1.8, 1.1])
    assert [each.stored for each in changed] == [NUMBER.stored, WORDS.stored]


def test_the_best_sentence_is_the_first_of_the_most_alike() -> None:
    """By the likeness of each sentence."""
    assert best_sentence(hit("A.", "B.", "C.", cosines=(0.1, 0.7, 0.7))) == "B."


@pytest.mark.parametrize(
    ("text", "seeks", "held"),
    [
        ("It lost 70 calls.", "count", True),
        ("Half of the calls were lost.", "count", True),
        ("Twelve officers answered.", "duration", True),
        ("Calls rose by 7 per cent in 2021.", "count", True),
        ("Calls were lost.", "count", False),
        ("In March 2021 calls were lost.", "count", False),
        ("On 14 March 2021 calls were lost.", "count", False),
        ("The 2021/22 inspection saw lost calls.", "count", False),
        ("Callers ring 999 or 101.", "count", False),
        ("A plan under section 23 was made.", "count", False),
        ("Staff are there 24/7.", "duration", False),
        ("It spends £2m.", "money", True),
        ("The budget fell.", "money", True),
        ("The cost of living rose.", "money", True),
        ("It lost 70 calls.", "money", False),
        ("It was graded good.", "grade", True),
        ("Investigating crime | Requires improvement", "grade", True),
        ("Inspectors judged nothing here.", "grade", False),
        ("It is good that officers in all parts of the force listen to victims.", "grade", False),
        ("Anything at all.", "", True),
    ],
)
def test_what_is_sought_is_known_by_its_form(text: str, seeks: str, held: bool) -> None:
    """Figures that count nothing, such as dates and numbers to ring, are no numbers."""
    assert holds_sought(text, seeks) is held


@pytest.mark.parametrize(
    ("text", "heading", "expected"),
    [
        ("Calls are lost.", ("About this inspection",), True),
        ("Calls are lost.", ("Responding", "Inspection team"), True),
        ("Calls are lost.", ("About us",), True),
        ("Calls are lost.", ("About us", "Calls"), False),
        ("Calls are lost.", ("About calls",), False),
        ("Calls are lost.", (), False),
        ("Dear Chief Constable", (), True),
        ("\u00a9 Crown copyright 2024", (), True),
        ("This is licensed under the Open Government Licence.", (), True),
        ("Officers hold dear what victims say.", (), False),
    ],
)
def test_boilerplate_is_known_by_heading_or_words(text: str, heading: tuple[str, ...], expected: bool) -> None:
    """Only the nearest heading counts."""
    assert is_boilerplate(stored(text, heading=heading)) is expected
