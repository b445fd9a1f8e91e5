"""Which inspections are compared, and that each side speaks from its own report alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from documents import report_text
from fakes import FakeEncoder, fake_finding

from bot.compare.comparer import Comparer, Comparison, FindingsOf, InspectionsSought
from bot.registers.findings import Listed
from bot.scope.messages import SILENT
from bot.scope.narrowing import UnclearBody
from corpus.describe.gazetteer import gazetteer
from corpus.errors import ReportbotError
from corpus.types import Report
from index.build import build
from index.search import Index

CALLS = "The force answers calls within ten seconds."
CUSTODY = "Each custody suite is clean."
VICTIMS = "Most victims are told of delays."


def report(folder: Path, body: str, kind: str, published: str, title: str, *sentences: str) -> None:
    """Write a report as Markdown, its name that of its body and date."""
    name = f"{body.split()[0].lower()}-{published[:4]}-{kind.split()[0].lower()}.md"
    findings = "\n\n".join(("## Findings", *sentences))
    (folder / name).write_text(report_text(title, body, published, findings, kind), encoding="utf-8")


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """Reports on Kent, Dorset and Medway; calls, custody, victims and training are topics of their own."""
    folder = tmp_path_factory.mktemp("sides")
    corpus = folder / "corpus"
    corpus.mkdir()
    peel, letter = "PEEL inspection", "revisit letter"
    report(corpus, "Kent Police", peel, "2019-09-01", "PEEL 2018/19 Kent", CALLS, CUSTODY)
    report(corpus, "Kent Police", peel, "2022-04-01", "PEEL 2021/22 Kent", CALLS, VICTIMS)
    report(corpus, "Kent Police", letter, "2023-04-01", "Revisit letter Kent", "Now victims wait, and calls are lost.")
    report(corpus, "Kent Police", peel, "2025-04-01", "PEEL 2023-25 Kent", "Now calls are answered late.", CUSTODY)
    report(corpus, "Dorset Police", peel, "2022-06-01", "PEEL 2021/22 Dorset", "Its calls wait for an answer.", CUSTODY)
    report(corpus, "Dorset Police", "thematic inspection", "2025-06-01", "Training in Dorset", "Its training is good.")
    report(corpus, "Medway", "joint targeted area inspection", "2018-08-03", "Joint inspection of Medway", VICTIMS)
    build([corpus], folder / "index", FakeEncoder)
    return Index.open(folder / "index", FakeEncoder())


def compared(index: Index, wanted: InspectionsSought, findings: FindingsOf = lambda report: ()) -> Comparison:
    names = gazetteer()
    return Comparer(index, names, FakeEncoder().encode, findings).compare(wanted)


def shown(comparison: Comparison) -> list[tuple[str, list[str]]]:
    """The title of each side's report, and its quotes."""
    return [
        (side.report.title if side.report else side.body, [quote.text for quote in side.quotes])
        for side in comparison.sides
    ]


def test_one_body_is_compared_with_itself_the_oldest_first(index: Index) -> None:
    """Its latest two inspections that treat the topic, letters on a single matter left out and told of."""
    comparison = compared(index, InspectionsSought("calls", ("Kent Police",)))
    assert shown(comparison) == [
        ("PEEL 2021/22 Kent", [CALLS]),
        ("PEEL 2023-25 Kent", ["Now calls are answered late."]),
    ]
    assert comparison.notes[-1] == (
        "Also held on Kent Police, and not shown: revisit letter, 1 April 2023; PEEL inspection, 1 September 2019."
    )


def test_an_inspection_between_that_is_silent_is_passed_over_and_told(index: Index) -> None:
    """The two that speak of custody are those of 2019 and 2025."""
    comparison = compared(index, InspectionsSought("custody", ("Kent Police",)))
    assert shown(comparison) == [("PEEL 2018/19 Kent", [CUSTODY]), ("PEEL 2023-25 Kent", [CUSTODY])]
    assert "PEEL inspection, 1 April 2022 (does not say)" in comparison.notes[-1]


def test_a_silent_side_says_so(index: Index) -> None:
    """Where one inspection alone speaks of it, the newest other one stands beside it."""
    comparison = compared(index, InspectionsSought("victims", ("Kent Police",)))
    assert shown(comparison) == [("PEEL 2021/22 Kent", [VICTIMS]), ("PEEL 2023-25 Kent", [])]
    assert comparison.sides[1].answer.message == SILENT


def test_where_none_speaks_of_it_both_say_so_and_nothing_is_compared(index: Index) -> None:
    """No note on scales is made of silence."""
    comparison = compared(index, InspectionsSought("burglary", ("Kent Police",)))
    assert shown(comparison) == [("PEEL 2021/22 Kent", []), ("PEEL 2023-25 Kent", [])]
    assert len(comparison.notes) == 1


def test_years_choose_the_inspections(index: Index) -> None:
    """In their order, letters too; a year without one is told."""
    comparison = compared(index, InspectionsSought("calls", ("Kent Police",), (2025, 2019, 2023, 2017)))
    assert [title for title, _ in shown(comparison)] == [
        "Kent Police",
        "PEEL 2018/19 Kent",
        "Revisit letter Kent",
        "PEEL 2023-25 Kent",
    ]
    assert comparison.sides[0].answer.message == "No report on Kent Police of 2017 is held."


def test_a_year_may_be_that_of_a_title(index: Index) -> None:
    """The assessment of 2021/22 was published in 2022."""
    assert (
        shown(compared(index, InspectionsSought("calls", ("Kent Police",), (2018, 2021))))[1][0] == "PEEL 2021/22 Kent"
    )


def test_since_and_until_narrow_them(index: Index) -> None:
    """What is outside is neither shown nor told of."""
    comparison = compared(index, InspectionsSought("calls", ("Kent Police",), until=2022))
    assert [title for title, _ in shown(comparison)] == ["PEEL 2018/19 Kent", "PEEL 2021/22 Kent"]
    assert not any("not shown" in note for note in comparison.notes)


def test_two_bodies_are_compared_by_inspections_of_one_kind(index: Index) -> None:
    """In the order they are given; every quote is from the report of its own side."""
    comparison = compared(index, InspectionsSought("calls", ("Dorset Police", "Kent Police")))
    assert shown(comparison) == [
        ("PEEL 2021/22 Dorset", ["Its calls wait for an answer."]),
        ("PEEL 2023-25 Kent", ["Now calls are answered late."]),
    ]
    for side in comparison.sides:
        assert all(quote.report == side.report for quote in side.quotes)


def test_a_body_named_twice_is_one_body(index: Index) -> None:
    """By whichever of its names."""
    assert shown(compared(index, InspectionsSought("calls", ("Kent Police", "kent police")))) == shown(
        compared(index, InspectionsSought("calls", ("Kent Police",)))
    )


def test_two_bodies_without_a_kind_in_common_are_compared_all_the_same(index: Index) -> None:
    """With the newest of each that treats the topic; that the kinds differ is said first."""
    comparison = compared(index, InspectionsSought("victims", ("Medway", "Kent Police")))
    assert shown(comparison) == [("Joint inspection of Medway", [VICTIMS]), ("PEEL 2021/22 Kent", [VICTIMS])]
    assert comparison.notes[0].startswith("These are inspections of different kinds: a joint targeted area inspection")


def test_a_force_is_not_spoken_of_by_a_joint_inspection_within_it(index: Index) -> None:
    """Medway lies in Kent; a search for Medway alone finds nothing of Kent Police, which speaks of calls."""
    comparison = compared(index, InspectionsSought("calls", ("Medway",)))
    assert shown(comparison) == [("Joint inspection of Medway", [])]
    assert comparison.notes == ("No other inspection of Medway is held, so there is nothing to compare it with.",)


def test_a_body_that_is_not_held_is_told_on_its_side(index: Index) -> None:
    """The other side is shown."""
    comparison = compared(index, InspectionsSought("calls", ("Essex Police", "Dorset Police")))
    assert shown(comparison)[0] == ("Essex Police", [])
    assert comparison.sides[0].answer.message == "No report on Essex Police is held."
    assert comparison.sides[1].quotes


@pytest.mark.parametrize(
    ("wanted", "error", "problem"),
    [
        (InspectionsSought("calls", ("Atlantis",)), UnclearBody, "“Atlantis” is not a force"),
        (InspectionsSought("overall", ("Kent Police",)), ReportbotError, "say which part of their work to compare"),
        (InspectionsSought("calls", ("Kent Police",) * 5), ReportbotError, "up to 4 bodies or years"),
        (
            InspectionsSought("calls", ("Kent Police", "Dorset Police"), (2022,)),
            ReportbotError,
            "give years for one body only",
        ),
    ],
)
def test_what_cannot_be_compared_is_told(
    index: Index, wanted: InspectionsSought, error: type[ReportbotError], problem: str
) -> None:
    """In one sentence."""
    with pytest.raises(error, match=problem):
        compared(index, wanted)


def test_the_findings_on_the_topic_are_those_of_the_two_reports(index: Index) -> None:
    """Where they are known; of one body only."""

    def findings(report: Report) -> list[Listed]:
        texts = ("The force should answer calls sooner.", "The force should clean its custody suites.")
        return [fake_finding(f"{text} {report.date[:4]}", report) for text in texts]

    found = compared(index, InspectionsSought("calls", ("Kent Police",)), findings).findings
    assert found is not None
    ((pair),) = found.both
    assert (pair.earlier.quote.text[-4:], pair.later.quote.text[-4:]) == ("2022", "2025")
    assert (found.only_later, found.only_earlier) == ((), ())
    assert compared(index, InspectionsSought("calls", ("Kent Police", "Dorset Police")), findings).findings is None
    assert compared(index, InspectionsSought("calls", ("Kent Police",)), lambda report: []).findings is None
