"""The measuring of answers: what counts as a hit, the metrics, and the proof of quotes by a second reader."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path

import pdfs
import pytest

from bot.types import Answer, Quote, Status
from corpus.errors import ReportbotError
from corpus.types import Report
from scripts.evaluate import (
    Case,
    Gold,
    Outcome,
    SecondReader,
    by_type,
    flags,
    intervals,
    is_hit,
    is_right_quote,
    judge,
    measure,
    read_cases,
    words,
)

REPORT = Report(
    "a1", "A report", ("Gwent Police",), ("HMICFRS",), "PEEL inspection", None, None, "gwent/a.pdf", "0" * 64
)
OTHER = replace(REPORT, id="b2", source="kent/b.pdf", bodies=("Kent Police",))
BODIES = {report.source: report.bodies for report in (REPORT, OTHER)}
WANTED = "one two three four five six seven eight nine ten"  # ten words: each is a tenth
GOLD = Gold("gwent/a.pdf", 4, WANTED)


def quoted(
    text: str, page: int | None = 4, end: int | None = None, report: Report = REPORT, passage: str = ""
) -> Quote:
    """A quote, by itself a passage unless one is given."""
    return Quote(text, passage or text, report, page, end or page, 0.5)


# Words, hits, right quotes ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The force's 999 calls.", ["the", "force", "s", "999", "calls"]),
        ("re-record, multi\u2010agency, non\u2011crime", ["rerecord", "multiagency", "noncrime"]),
        ("2021\u201322 and/or", ["2021", "22", "and", "or"]),
        ("\u2022 \u2014 !", []),
    ],
)
def test_words_are_compared_without_case_hyphens_and_marks(text: str, expected: list[str]) -> None:
    """A dash parts words, a hyphen does not."""
    assert words(text) == expected


@pytest.mark.parametrize(
    ("page", "end", "hit"), [(4, 4, True), (3, 4, True), (4, 5, True), (3, 5, True), (3, 3, False), (5, 6, False)]
)
def test_a_hit_is_on_the_gold_page(page: int, end: int, hit: bool) -> None:
    """Any page that the quote cites."""
    assert is_hit(quoted(WANTED, page, end), GOLD) is hit


def test_a_source_without_pages_hits_only_a_gold_without_page() -> None:
    """And a gold without a page is hit on any."""
    assert is_hit(quoted(WANTED, None), replace_page(None))
    assert is_hit(quoted(WANTED, 9), replace_page(None))
    assert not is_hit(quoted(WANTED, None), GOLD)


def replace_page(page: int | None) -> Gold:
    return replace(GOLD, page=page)


@pytest.mark.parametrize(
    ("passage", "hit"),
    [
        (f"Before. {WANTED.upper()}! After.", True),
        ("one two three four five six", True),
        ("five six seven eight nine ten", True),
        ("one two three four five", False),
        ("one two three and four five six seven eight", False),
        ("ten nine eight seven six five four three two one", False),
        ("", False),
    ],
)
def test_a_hit_holds_six_tenths_of_the_words_in_one_run(passage: str, hit: bool) -> None:
    """In the passage, whatever is quoted of it."""
    assert is_hit(quoted("x", passage=passage or " "), GOLD) is hit


def test_a_hit_is_in_the_gold_report() -> None:
    """The same words in another report are none."""
    assert not is_hit(quoted(WANTED, report=OTHER), GOLD)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        (WANTED, True),
        ("one two three four five", True),
        ("ten, eight, six, four, two", True),
        ("one two three four", False),
        ("one one one one one", False),
    ],
)
def test_a_right_quote_shares_half_of_the_words(text: str, right: bool) -> None:
    """In any order, each as often as it is wanted; the page does not matter, the report does."""
    assert is_right_quote(quoted(text, 9), GOLD) is right
    assert not is_right_quote(quoted(text, report=OTHER), GOLD)


# Metrics ---------------------------------------------------------------------------------------


def case(name: str, kind: str = "fact", golds: tuple[Gold, ...] = (GOLD,), wrong: frozenset[str] = frozenset()) -> Case:
    return Case(name, kind, "What?", (), golds, wrong)


def outcome(of: Case, *quotes: Quote, ms: float = 10.0) -> Outcome:
    """The judged answer of these quotes."""
    status: Status = "answered" if quotes else "not_found"
    return judge(of, Answer("What?", status, "", quotes=quotes, elapsed_ms=ms))


RIGHT, BESIDE = quoted(WANTED), quoted("nothing of the kind", 7)
ELSEWHERE = quoted("nothing of the kind", report=OTHER)


@pytest.mark.parametrize(
    ("quotes", "rank"),
    [((RIGHT,), 1), ((ELSEWHERE, BESIDE, RIGHT, RIGHT), 3), ((BESIDE,), None), ((), None)],
)
def test_the_rank_is_that_of_the_first_hit(quotes: tuple[Quote, ...], rank: int | None) -> None:
    """Counted from one."""
    assert outcome(case("a"), *quotes).rank == rank


def test_any_gold_place_is_a_hit() -> None:
    """Where several places answer."""
    both = case("a", golds=(Gold("gwent/a.pdf", 1, "x y z"), GOLD))
    assert outcome(both, RIGHT).rank == 1


def test_metrics_are_shares_of_what_they_are_about() -> None:
    """Four questions with an answer, two without; five quotes in all."""
    outcomes = [
        outcome(case("first"), RIGHT, BESIDE, ms=10),
        outcome(case("third", wrong=frozenset({"kent/b.pdf"})), ELSEWHERE, BESIDE, RIGHT, ms=20),
        outcome(case("never", "topic-only"), BESIDE, ms=30),
        outcome(case("refused"), ms=40),
        outcome(case("silent", "unanswerable", ()), ms=50),
        outcome(case("made up", "unanswerable", ()), ELSEWHERE, ms=60),
    ]
    found = measure(outcomes, lambda quote: quote.report is REPORT, BODIES)
    assert found == pytest.approx(
        {
            "hit@1": 1 / 4,
            "hit@3": 2 / 4,
            "hit@5": 2 / 4,
            "quote@1": 1 / 4,
            "right report@1": 2 / 4,
            "wrong body": 1 / 5,
            "stale": 1 / 3,
            "refused": 1 / 2,
            "false refusal": 1 / 4,
            "exact": 5 / 7,
            "quotes": 7,
            "p50 ms": 35,
            "p95 ms": 57.5,
        }
    )


def test_a_share_of_nothing_is_no_number() -> None:
    """Without unanswerable questions there is no share refused; one latency is all latencies."""
    found = measure([outcome(case("a"), RIGHT, ms=10)], lambda quote: True, BODIES)
    assert math.isnan(found["refused"])
    assert (found["hit@1"], found["p50 ms"], found["p95 ms"]) == (1, 10, 10)


def test_types_of_question_are_measured_apart() -> None:
    """Hits where there is an answer, refusals where there is none."""
    outcomes = [
        outcome(case("a"), RIGHT),
        outcome(case("b"), BESIDE, RIGHT),
        outcome(case("c", "unanswerable", ())),
    ]
    assert by_type(outcomes) == {
        "fact": {"hit@1": 0.5, "hit@3": 1, "hit@5": 1},
        "unanswerable": {"refused": 1},
    }


# The file of questions -------------------------------------------------------------------------


def test_questions_are_read_line_by_line(tmp_path: Path) -> None:
    """Places that answer besides, the question before, reports that would be wrong; blank lines do nothing."""
    path = tmp_path / "questions.jsonl"
    full = {
        "id": "q1",
        "type": "follow-up",
        "question": "Why?",
        "previous": "Are calls lost?",
        "report": "a.pdf",
        "page": 3,
        "quote": "Calls are lost.",
        "also": [{"report": "b.md", "quote": "Calls."}],
        "wrong_reports": ["old.pdf"],
    }
    silent = {"id": "q2", "type": "unanswerable", "question": "What?", "report": None, "quote": None}
    path.write_text(f"{json.dumps(full)}\n\n{json.dumps(silent)}\n", encoding="utf-8")
    places = (Gold("a.pdf", 3, "Calls are lost."), Gold("b.md", None, "Calls."))
    assert read_cases(path) == [
        Case("q1", "follow-up", "Why?", ("Are calls lost?",), places, frozenset({"old.pdf"})),
        Case("q2", "unanswerable", "What?", (), (), frozenset()),
    ]


@pytest.mark.parametrize("text", ["no JSON", "[]", "{}", '{"id": "q1", "type": "fact", "question": "What?"}'])
def test_what_is_no_file_of_questions_is_told_of(tmp_path: Path, text: str) -> None:
    """With its name; a file that is not there, too."""
    path = tmp_path / "questions.jsonl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ReportbotError, match=r"questions\.jsonl is not a file of questions"):
        read_cases(path)
    with pytest.raises(ReportbotError, match=r"none\.jsonl is not a file of questions"):
        read_cases(tmp_path / "none.jsonl")


# The second reader -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A PDF of two pages; a sentence runs over the break between them."""
    folder = tmp_path_factory.mktemp("second") / "gwent"
    folder.mkdir()
    paper = pdfs.Paper()
    paper.lines("The force answered 97 calls in ten. Staff are multi-", "skilled. Supervisors do not always")
    paper.page().lines("check the plans. Cells are clean.")
    paper.save(folder / "a.pdf")
    return folder.parent


@pytest.mark.parametrize(
    ("text", "page", "end", "exact"),
    [
        ("The force answered 97 calls in ten.", 1, 1, True),
        ("The force  answered 97\u00a0calls in ten.", 1, 1, True),
        ("Staff are multi-skilled.", 1, 1, True),
        ("Staff are multiskilled.", 1, 1, True),
        ("Supervisors do not always check the plans.", 1, 2, True),
        ("Cells are clean.", 2, 2, True),
        ("The force answered 96 calls in ten.", 1, 1, False),
        ("The force answered 97 calls in ten!", 1, 1, False),
        ("the force answered 97 calls in ten.", 1, 1, False),
        ("Cells are clean.", 1, 1, False),
        ("The force answered 97 calls in ten.", 2, 2, False),
        ("Supervisors do not always check the plans.", 1, 1, False),
        ("Supervisors do always check the plans.", 1, 2, False),
        ("Supervisors do not always check the plan.", 1, 2, False),
        ("The force answered 97 calls in ten. Cells are clean.", 1, 1, False),
    ],
)
def test_a_quote_is_exact_where_a_second_reader_finds_it(
    corpus: Path, text: str, page: int, end: int, exact: bool
) -> None:
    """On the pages it cites, letter for letter, digit for digit; blanks and hyphens may differ."""
    assert SecondReader([corpus])(quoted(text, page, end)) is exact


def test_a_source_without_pages_is_not_looked_up(corpus: Path) -> None:
    """Only one reader reads it, so there is no second opinion."""
    assert SecondReader([corpus])(quoted("Anything.", None, report=OTHER))


def test_reports_are_looked_for_in_every_corpus(corpus: Path, tmp_path: Path) -> None:
    """The first that has the file; none is told of, with the option to name one."""
    found = quoted("Cells are clean.", 2)
    assert SecondReader([tmp_path, corpus])(found)
    with pytest.raises(ReportbotError, match=r"gwent/a\.pdf is not in .*--corpus"):
        SecondReader([tmp_path])(found)


# Intervals and twins ---------------------------------------------------------------------------


def test_an_interval_is_as_wide_as_questions_are_few() -> None:
    """Of one half right: of four questions nearly anything may be true, of four hundred little."""
    right, wrong = (flags(outcome(case("a"), quote), lambda _: True, BODIES) for quote in (RIGHT, ELSEWHERE))
    few, many = (intervals([right, wrong] * times)["hit@1"] for times in (2, 200))
    assert few == (0.0, 1.0)
    assert 0.44 < many[0] < 0.48
    assert 0.52 < many[1] < 0.56


def test_what_is_never_counted_has_no_interval() -> None:
    """Without a question that the reports do not answer there is nothing to refuse."""
    bounds = intervals([flags(outcome(case("a"), RIGHT), lambda _: True, BODIES)])
    assert bounds["exact"] == (1.0, 1.0)
    assert all(math.isnan(bound) for bound in bounds["refused"])


def test_a_question_without_answer_may_have_a_twin_that_has_one(tmp_path: Path) -> None:
    """One line, two cases."""
    twin = {"id": "n1", "q_no": "Any tasers?", "q_yes": "Any dogs?", "report": "a.pdf", "page": 2, "quote": "Two dogs."}
    alone = {"id": "n2", "q_no": "Any drones?", "q_yes": None, "report": None}
    path = tmp_path / "pairs.jsonl"
    path.write_text(f"{json.dumps(twin)}\n{json.dumps(alone)}\n", encoding="utf-8")
    assert [(one.id, one.type, one.question, one.golds) for one in read_cases(path)] == [
        ("n1", "unanswerable", "Any tasers?", ()),
        ("n1-twin", "twin", "Any dogs?", (Gold("a.pdf", 2, "Two dogs."),)),
        ("n2", "unanswerable", "Any drones?", ()),
    ]
