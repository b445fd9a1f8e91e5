"""Measuring the registers against lists by hand; the bundled reports against theirs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from fakes import FakeEncoder

from corpus.describe.sidecar import BUNDLED
from index.build import build
from scripts.evaluate_register import GRADES, GoldList, Score, main, read_gold, scores

GOLD = Path(__file__).parent / "gold_grades.jsonl"
A, B, C = ("a.pdf", "calls", "good", 3), ("a.pdf", "custody", "adequate", 3), ("b.pdf", "calls", "good", 1)


@pytest.fixture(scope="module")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index folder of the bundled reports."""
    folder = tmp_path_factory.mktemp("bundled")
    build([BUNDLED], folder, FakeEncoder)
    return folder


def test_the_bundled_reports_give_the_judgments_read_in_them_by_hand(
    bundled: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """All 137 of 18 reports, and none of the four that grade nothing."""
    assert main([str(GOLD), "--index", str(bundled)]) == 0
    printed = capsys.readouterr().out.splitlines()
    assert printed[-1].split() == ["all", "22", "137", "137", "137", "1.000", "1.000", "1.000"]


def test_scores_are_by_form_and_over_all() -> None:
    """A judgment with another grade is wrong, and missed; a report without any counts what is found in it."""
    gold = GoldList(frozenset({A, B}), {"a.pdf": "tables", "b.pdf": "letters"})
    found = scores(gold, {A, ("a.pdf", "custody", "good", 3), C})
    assert found == {"tables": Score(1, 1, 1), "letters": Score(0, 1, 0), "all": Score(1, 2, 1)}
    assert (found["all"].precision, found["all"].recall) == (pytest.approx(1 / 3), 0.5)
    assert found["all"].f1 == pytest.approx(0.4)


def test_nothing_there_and_nothing_found_is_right() -> None:
    """A letter that gives no grade."""
    assert (Score(0, 0, 0).precision, Score(0, 0, 0).recall, Score(0, 0, 0).f1) == (1, 1, 1)


def test_what_is_missed_and_what_is_wrong_is_listed(
    bundled: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With its report and page."""
    report = "west-mercia-crime-data-integrity-2019.pdf"
    line = {"report": report, "area": "Crime data integrity (overall)", "grade": "inadequate", "page": 3}
    (tmp_path / "gold.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
    assert main([str(tmp_path / "gold.jsonl"), "--index", str(bundled)]) == 0
    printed = capsys.readouterr().out.splitlines()
    assert printed[-2:] == [
        f"missed: {report}, p. 3: crime data integrity: inadequate",
        f"wrong: {report}, p. 3: crime data integrity: good",
    ]


def test_findings_are_known_by_how_they_begin_and_end(
    bundled: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With their kind and page; of a report on which there is none, all that are found are wrong."""
    report = "west-mercia-accelerated-cause-of-concern-2025.pdf"
    ends = {
        "learn what danger the queue holds for": "rank the referrals by it",
        "agree with statutory partners on a": "plan to empty the queue",
        "give senior leaders oversight, so": "can take is seen early",
        "review the hub\u2019s staffing and skill": "the referral system lasts",
        "staff the hub with people who": "trained and experienced enough.",
    }
    lines = [
        {"report": report, "kind": "recommendation", "start": start, "end": end, "page": 4, "form": "letter"}
        for start, end in ends.items()
    ]
    lines.append({"report": "cleveland-peel-2023-25.pdf", "none": True, "form": "digest"})
    (tmp_path / "gold.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    assert main([str(tmp_path / "gold.jsonl"), "--kind", "findings", "--index", str(bundled)]) == 0
    printed = capsys.readouterr().out.splitlines()
    assert [line.split()[:5] for line in printed[1:3]] == [
        ["letter", "1", "5", "5", "5"],
        ["digest", "1", "0", "2", "0"],
    ]
    assert sum(line.startswith("wrong: cleveland-peel-2023-25.pdf, p. 5: ") for line in printed) == 2


def test_a_list_that_is_none_is_refused(tmp_path: Path, bundled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In one sentence: a damaged line, or a report that the index does not hold."""
    bad = tmp_path / "bad.jsonl"
    bad.write_text('{"report": "a.pdf"}\n', encoding="utf-8")
    assert main([str(bad), "--index", str(bundled)]) == 2
    bad.write_text('{"report": "a.pdf", "none": true}\n', encoding="utf-8")
    assert main([str(bad), "--index", str(bundled)]) == 2
    first, second = capsys.readouterr().err.splitlines()
    assert "is not a list of judgments, one JSON object a line" in first
    assert second == "evaluate_register: not in the index: a.pdf; name the index of these reports with --index"


def test_the_list_tells_reports_apart_by_form() -> None:
    """Every line has its report's; a report without judgments is on it, too."""
    gold = read_gold(GOLD, GRADES)
    assert len(gold.items) == 137
    assert gold.forms["west-mercia-revisit-2023.pdf"] == "digests of ungraded kinds"
