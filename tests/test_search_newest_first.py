"""The newest inspection first: what a later report on the same body says stands before the older."""

from __future__ import annotations

import pytest

from bot.search.newest_first import newest_first
from corpus.types import Passage, Report, Sentence, Span
from index.types import Hit, StoredPassage


def report(
    name: str,
    published: str,
    body: str = "Gwent Police",
    kind: str = "PEEL inspection",
    by: tuple[str, ...] = ("HMICFRS",),
) -> Report:
    """A report whose id is its name."""
    bodies = (body,) if body else ()
    return Report(name, name, bodies, by, kind, None, published, f"{name}.pdf", "0" * 64)


def hit(number: int, report_id: str, score: float, cosine: float = 0.5) -> Hit:
    """A hit on a passage of one sentence."""
    passage = Passage((), (Sentence((Span(1, 0, 6),), 0),))
    return Hit(StoredPassage(number, report_id, passage, "Words.", "", ("Words.",)), score, cosine, (cosine,))


OLD, MID, NEW = report("old", "2018-06-01"), report("mid", "2022-05-05"), report("new", "2024-03-01")
AREA = ("Ofsted", "CQC")


def told(hits: list[Hit], *reports: Report) -> list[tuple[int, str]]:
    """Ids in order, each with the id of the later report that supersedes it, or nothing."""
    ordered = newest_first(hits, {each.id: each for each in reports})
    return [(each.stored.id, later.id if later else "") for each, later in ordered]


@pytest.mark.parametrize(("cosine", "order"), [(0.35, [2, 1]), (0.31, [2, 1]), (0.29, [1, 2])])
def test_asked_how_things_are_now_a_less_alike_later_report_comes_first(cosine: float, order: list[int]) -> None:
    """From three fifths of the likeness on; without *now* or *still* the older would come first each time."""
    hits = [hit(1, "old", 5.0, 0.5), hit(2, "new", 0.2, cosine)]
    reports = {each.id: each for each in (OLD, NEW)}
    assert [each.stored.id for each, _ in newest_first(hits, reports, now=True)] == order
    assert [each.stored.id for each, _ in newest_first(hits, reports)] == [1, 2]


def test_nothing_is_nothing() -> None:
    """No hits."""
    assert told([]) == []


def test_hits_of_one_report_stay_in_order() -> None:
    """By their scores, none superseded."""
    assert told([hit(1, "new", 0.5), hit(2, "new", 0.9)], NEW) == [(2, ""), (1, "")]


@pytest.mark.parametrize("score", [1.1, 5.0])
def test_the_newest_report_comes_first(score: float) -> None:
    """However much better the older one's words fit: both are shown, the older one marked."""
    assert told([hit(1, "old", score), hit(2, "new", 0.2)], OLD, NEW) == [(2, ""), (1, "new")]


def test_of_three_the_newest_comes_first_and_is_named() -> None:
    """The one in the middle is superseded, too, and stands before the oldest."""
    hits = [hit(1, "old", 3.0), hit(2, "mid", 2.0), hit(3, "new", 1.0)]
    assert told(hits, OLD, MID, NEW) == [(3, ""), (2, "new"), (1, "new")]


def test_what_supersedes_a_later_report_stands_before_that() -> None:
    """A letter near enough to the report in the middle, and not to the oldest."""
    letter = report("new", "2024-03-01", kind="revisit letter")
    hits = [hit(1, "old", 3.0, 0.6), hit(2, "mid", 2.0, 0.5), hit(3, "new", 1.0, 0.5)]
    assert told(hits, OLD, MID, letter) == [(3, ""), (2, "new"), (1, "mid")]


def test_the_best_hit_of_the_newest_report_stands_before_the_older() -> None:
    """Whatever its score; the other hits of the newest report find their places by theirs."""
    hits = [hit(1, "old", 5.0), hit(2, "new", 0.5), hit(3, "new", 2.5), hit(4, "new", 0.1)]
    assert told(hits, OLD, NEW) == [(3, ""), (1, "new"), (2, ""), (4, "")]


@pytest.mark.parametrize(
    ("cosine", "expected"),
    [
        (0.5, [(2, ""), (1, "new")]),
        (0.41, [(2, ""), (1, "new")]),
        (0.39, [(1, "new"), (2, "")]),
        (0.34, [(1, ""), (2, "")]),
    ],
)
def test_a_later_report_on_something_else_supersedes_nothing(cosine: float, expected: list[tuple[int, str]]) -> None:
    """It treats the topic where it has eight tenths of the likeness of the older one, 0.5 here; from seven it may."""
    assert told([hit(1, "old", 0.9, 0.5), hit(2, "new", 0.2, cosine)], OLD, NEW) == expected


@pytest.mark.parametrize(
    ("later", "named"),
    [
        (report("new", "2024-03-01", "Kent Police"), ""),
        (report("new", "2018-06-01"), ""),
        (report("new", "2017-01-01"), ""),
        (report("new", "2024-03-01", kind="joint inspection", by=AREA), "new"),
        (report("new", "2024-03-01", kind="PEEL inspection", by=("HMICFRS", "CQC")), "new"),
    ],
    ids=["another body", "the same date", "an earlier date", "another kind", "another family"],
)
def test_only_a_later_report_of_the_same_family_supersedes(later: Report, named: str) -> None:
    """On the same body, and of a kind that looks at the same; a later one of another kind is named."""
    assert told([hit(1, "old", 0.9), hit(2, "new", 0.2)], OLD, later)[0] == (1, named)


def test_inspections_of_a_force_are_one_family() -> None:
    """A revisit letter by HMICFRS alone follows a PEEL inspection by it."""
    letter = report("new", "2024-03-01", kind="revisit letter")
    assert told([hit(1, "old", 0.9), hit(2, "new", 0.2)], OLD, letter) == [(2, ""), (1, "new")]


@pytest.mark.parametrize(("cosine", "supersedes"), [(0.48, True), (0.47, False), (0.36, False)])
def test_a_letter_on_a_single_matter_must_be_as_near(cosine: float, supersedes: bool) -> None:
    """It treats the topic only where it has 0.95 of the likeness of the older report, 0.5 here."""
    letter = report("new", "2024-03-01", kind="revisit letter")
    hits = [hit(1, "old", 0.9, 0.5), hit(2, "new", 0.2, cosine)]
    assert told(hits, OLD, letter) == ([(2, ""), (1, "new")] if supersedes else [(1, ""), (2, "")])


def test_joint_inspections_of_an_area_supersede_those_of_their_kind() -> None:
    """A later SEND inspection does; a joint targeted one is only named."""
    first = report("old", "2018-06-01", "Salford", "area SEND inspection", AREA)
    again = report("new", "2023-03-01", "Salford", "area SEND inspection", AREA)
    other = report("new", "2023-03-01", "Salford", "joint targeted area inspection", AREA)
    hits = [hit(1, "old", 0.9), hit(2, "new", 0.2)]
    assert told(hits, first, again) == [(2, ""), (1, "new")]
    assert told(hits, first, other) == [(1, "new"), (2, "")]


def test_reports_on_no_body_do_not_supersede_each_other() -> None:
    """Two thematic reports may be about anything."""
    hits = [hit(1, "old", 0.9), hit(2, "new", 0.2)]
    assert told(hits, report("old", "2018-06-01", ""), report("new", "2024-03-01", "")) == [(1, ""), (2, "")]


def test_a_report_without_a_date_is_superseded_by_any_with_one() -> None:
    """It may be of any age; it never supersedes."""
    undated = Report("old", "old", ("Gwent Police",), ("HMICFRS",), "PEEL inspection", None, None, "a1.pdf", "0" * 64)
    assert told([hit(1, "old", 0.9), hit(2, "new", 0.2)], undated, NEW) == [(2, ""), (1, "new")]
