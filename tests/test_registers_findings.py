"""The register of findings: of the right body, kind and years, in the reports' own words."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from documents import report_text
from fakes import FakeEncoder

from bot.briefing.kept import KeptQuote
from bot.briefing.recheck import Rechecker
from bot.present.findings import SHOWN, findings_csv, findings_markdown, findings_text
from bot.registers.findings import Findings, FindingsSought, find_findings, title_of
from corpus.describe.gazetteer import gazetteer
from corpus.types import Span
from index.build import build
from index.search import Index

REPORTS = {
    "gwent.md": report_text(
        "PEEL 2024: Gwent Police",
        "Gwent Police",
        "2024-03-01",
        "## Areas for improvement\n\n- Answer calls sooner.\n- Tell victims more.\n\n"
        "## Cause of concern\n\nReferrals wait.\n\n### Recommendations\n\nBy May, the force should:\n\n- clear them.\n",
    ),
    "older.md": report_text(
        "PEEL 2022: Gwent Police", "Gwent Police", "2022-03-01", "## Area for improvement\n\nTrain staff in custody.\n"
    ),
    "kent.md": report_text(
        "PEEL 2023: Kent Police",
        "Kent Police",
        "2023-03-01",
        "## Areas for improvement\n\n- =1+1 burglary is not solved.\n- Calls are lost.\n",
    ),
    "dorset.md": report_text("PEEL 2023: Dorset Police", "Dorset Police", "2023-03-01", "## Calls\n\nAll is well.\n"),
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """An index of four small reports on three forces."""
    folder = tmp_path_factory.mktemp("findings")
    (folder / "corpus").mkdir()
    for name, text in REPORTS.items():
        (folder / "corpus" / name).write_text(text, encoding="utf-8")
    build([folder / "corpus"], folder / "index", FakeEncoder)
    return Index.open(folder / "index", FakeEncoder())


def find(index: Index, sought: FindingsSought) -> Findings:
    return find_findings(index.store, gazetteer(), sought, index)


def words(found: Findings) -> list[str]:
    return [one.quote.text for one in found.found]


def test_all_findings_are_listed_newest_report_first_within_a_body(index: Index) -> None:
    """Each with its kind, its exact words, and the sentence that introduces it."""
    found = find(index, FindingsSought())

    assert [(one.quote.report.source, one.kind, one.quote.text) for one in found.found] == [
        ("gwent.md", "area for improvement", "Answer calls sooner."),
        ("gwent.md", "area for improvement", "Tell victims more."),
        ("gwent.md", "cause of concern", "Referrals wait."),
        ("gwent.md", "recommendation", "clear them."),
        ("older.md", "area for improvement", "Train staff in custody."),
        ("kent.md", "area for improvement", "=1+1 burglary is not solved."),
        ("kent.md", "area for improvement", "Calls are lost."),
    ]
    assert found.found[3].quote.lead_in == "By May, the force should:"
    assert found.found[3].quote.heading == ("Cause of concern", "Recommendations")


@pytest.mark.parametrize(
    ("sought", "expected"),
    [
        (FindingsSought(body="Kent"), ["=1+1 burglary is not solved.", "Calls are lost."]),
        (FindingsSought(body="gwent police", until=2022), ["Train staff in custody."]),
        (FindingsSought(since=2024, kinds=("cause of concern", "recommendation")), ["Referrals wait.", "clear them."]),
        (FindingsSought(topic="calls"), ["Answer calls sooner.", "Calls are lost."]),
        (FindingsSought(topic="custody", body="Gwent"), ["Train staff in custody."]),
    ],
)
def test_findings_are_those_that_are_sought(index: Index, sought: FindingsSought, expected: list[str]) -> None:
    """By body, kind, years and topic."""
    assert words(find(index, sought)) == expected


@pytest.mark.parametrize(
    ("sought", "message"),
    [
        (FindingsSought(body="Atlantis"), "“Atlantis” is not a force, service or area known here."),
        (FindingsSought(body="Essex Police"), "No report on Essex Police is held."),
        (
            FindingsSought(body="Kent", since=2024),
            "No report on Kent Police from 2024 on is held; held: PEEL inspection, 1 March 2023.",
        ),
        (
            FindingsSought(body="Dorset Police"),
            "No findings under a heading of their own in 1 report on Dorset Police.",
        ),
        (
            FindingsSought(body="Kent", topic="custody", kinds=("area for improvement",)),
            "No areas for improvement about “custody” under a heading of their own in 1 report on Kent Police.",
        ),
    ],
)
def test_where_there_is_nothing_one_sentence_says_why(index: Index, sought: FindingsSought, message: str) -> None:
    """Nothing near is listed in its place."""
    found = find(index, sought)

    assert (found.message, found.found) == (message, ())


def test_the_message_counts_kinds_and_warns_that_findings_are_closed(index: Index) -> None:
    """A reader must not take what was asked in a report for what is open now."""
    assert find(index, FindingsSought(body="Gwent")).message == (
        "1 cause of concern, 1 recommendation and 3 areas for improvement, of 2 of 2 reports on Gwent Police."
        " A finding may have been closed since: look for later letters and reports on the body."
    )


def test_digests_are_said_to_name_only_some(tmp_path: Path) -> None:
    """A summary of a report is no register of what the report asked for."""
    (tmp_path / "corpus").mkdir()
    text = REPORTS["kent.md"].replace("body: Kent Police", "body: Kent Police\ndigest: true")
    (tmp_path / "corpus" / "kent.md").write_text(text, encoding="utf-8")
    build([tmp_path / "corpus"], tmp_path / "index", FakeEncoder)
    index = Index.open(tmp_path / "index", FakeEncoder())
    for sought in (FindingsSought(), FindingsSought(kinds=("cause of concern",))):
        assert find(index, sought).message.endswith(
            " Digests give only some of the findings, not in the inspectorate's own words, and mention others in"
            " passing: ask a question about them, too."
        )


def test_a_finding_knows_the_sentences_it_is_made_of(index: Index) -> None:
    """Its vector is that of its sentences, which the index has made already."""
    for stored in index.store.findings(next(i for i, r in index.reports.items() if r.source == "gwent.md")):
        own = {
            number: sentence.spans
            for passage in index.store.passages_of(stored.report_id)
            for number, sentence in zip(passage.sentence_ids, passage.passage.sentences, strict=True)
        }
        assert [span for number in stored.sentences for span in own[number]] == list(stored.finding.spans)


def test_a_report_that_goes_takes_its_findings_with_it(tmp_path: Path) -> None:
    """A rebuild keeps the findings of what stays, and of nothing else."""
    (tmp_path / "corpus").mkdir()
    for name, text in REPORTS.items():
        (tmp_path / "corpus" / name).write_text(text, encoding="utf-8")
    build([tmp_path / "corpus"], tmp_path / "index", FakeEncoder)
    (tmp_path / "corpus" / "gwent.md").unlink()
    build([tmp_path / "corpus"], tmp_path / "index", FakeEncoder)

    index = Index.open(tmp_path / "index", FakeEncoder())
    assert words(find(index, FindingsSought())) == [
        "Train staff in custody.",
        "=1+1 burglary is not solved.",
        "Calls are lost.",
    ]


def test_a_force_s_findings_are_those_of_joint_inspections_within_it_where_there_are_no_others(tmp_path: Path) -> None:
    """They are not called the force's own."""
    text = "## Areas for improvement\n\n- Answer calls sooner.\n"
    kind = "joint targeted area inspection"
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "medway.md").write_text(report_text("Medway", "Medway", "2024-03-01", text, kind), "utf-8")
    build([tmp_path / "corpus"], tmp_path / "index", FakeEncoder)

    found = find(Index.open(tmp_path / "index", FakeEncoder()), FindingsSought(body="Kent Police"))
    assert words(found) == ["Answer calls sooner."]
    assert found.message.startswith(
        "1 area for improvement, of 1 of 1 report on Medway. No report on Kent Police itself is held: these are on"
        " Medway. "
    )


def test_csv_has_a_row_for_each_and_no_formula(index: Index) -> None:
    """A spreadsheet would take a cell that begins with an equals sign for one."""
    rows = list(csv.DictReader(io.StringIO(findings_csv(find(index, FindingsSought(body="Kent"))))))

    assert [row["text"] for row in rows] == ["'=1+1 burglary is not solved.", "Calls are lost."]
    assert rows[0]["citation"] == "HMICFRS, PEEL 2023: Kent Police, 1 March 2023, section “Areas for improvement”"


def test_json_is_quotes_with_their_kind(index: Index) -> None:
    """The shape of an answer's quotes, spans and all."""
    shown = json.loads(SHOWN["json"](find(index, FindingsSought(body="Gwent", since=2024))))

    assert [(one["kind"], one["text"]) for one in shown["findings"]][2] == ("cause of concern", "Referrals wait.")
    assert all(Span(*span).page == 1 for one in shown["findings"] for span in one["spans"])


def test_text_and_markdown_list_findings_under_their_report(index: Index) -> None:
    """With kind, heading and citation; Markdown's marks in the words are shown as they are."""
    found = find(index, FindingsSought(body="Gwent", since=2024))

    assert (
        "PEEL 2024: Gwent Police, 1 March 2024\n\n"
        "1. “Answer calls sooner.”\n   area for improvement, Areas for improvement\n"
    ) in findings_text(found)
    assert "4. By May, the force should: […] “clear them.”" in findings_text(found)
    assert (
        "1. **Area for improvement.** “Answer calls sooner.” (HMICFRS, PEEL 2024: Gwent Police, 1 March 2024, section"
        " “Areas for improvement”)"
    ) in findings_markdown(found)


def test_what_is_sought_is_said_in_a_few_words() -> None:
    """As the head of a list."""
    assert (
        title_of(FindingsSought("Kent", ("recommendation",), "calls", 2020))
        == "Recommendations on Kent about “calls”, from 2020"
    )
    assert title_of(FindingsSought(until=2020)) == "Findings, until 2020"


def test_items_of_a_list_that_is_one_finding_stand_on_lines_of_their_own(tmp_path: Path) -> None:
    """In every form; in a briefing that checks it again, too."""
    (tmp_path / "corpus").mkdir()
    asked = "## Areas for improvement\n\nLeaders should ensure that:\n\n- plans are met\n- and *read*.\n"
    text = report_text("PEEL 2023: Kent Police", "Kent Police", "2023-03-01", asked)
    (tmp_path / "corpus" / "kent.md").write_text(text, encoding="utf-8")
    build([tmp_path / "corpus"], tmp_path / "index", FakeEncoder)
    index = Index.open(tmp_path / "index", FakeEncoder())
    found = find(index, FindingsSought())

    assert words(found) == ["Leaders should ensure that:\nplans are met\nand read."]
    assert "1. “Leaders should ensure that:\n   plans are met\n   and read.”\n" in findings_text(found)
    assert "“Leaders should ensure that:  \n   plans are met  \n   and read.” (HMICFRS" in findings_markdown(found)
    kept = KeptQuote(1, found.found[0].quote, "findings", datetime(2026, 1, 1, tzinfo=UTC), "g1", 1)
    assert Rechecker(index.store).check(kept).unverified == ""
