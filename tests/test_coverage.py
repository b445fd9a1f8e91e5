"""Which inspections of the catalogue are held, in a table, as CSV and as a picture; and what an answer says of it."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from PIL import Image

from bot.__main__ import main
from bot.present.coverage import coverage_csv, coverage_picture, coverage_text
from bot.present.heat_picture import picture
from bot.present.to_fetch import to_fetch
from bot.registers.coverage import coverage
from bot.types import Answer, Understood
from corpus.fetch.types import Entry
from corpus.types import Report


def entry(body: str, cycle: str, title: str, basis: str = "seen", kind: str = "PEEL inspection") -> Entry:
    return Entry("HMICFRS", kind, body, cycle, title, "", basis, (f"https://example.org/{title}",))  # type: ignore[arg-type]


def report(title: str, body: str, source: str, kind: str = "PEEL inspection", *, digest: bool = False) -> Report:
    return Report(source, title, (body,), ("HMICFRS",), kind, None, "2024-01-01", source, "0" * 64, digest=digest)


CATALOGUE = (
    entry("Gwent Police", "2018/19", "PEEL 2018/19: Gwent Police"),
    entry("Gwent Police", "2023-25", "PEEL 2023\u20132025: Gwent Police"),
    entry("Kent Police", "2018/19", "PEEL 2018/19: Kent Police", "pattern"),
    entry("Kent Police", "2023-25", "PEEL 2023\u20132025: Kent Police"),
    entry("", "", "Night patrols", kind="thematic inspection"),
    entry("", "", "Day patrols", kind="thematic inspection"),
)
HELD = (
    report("PEEL 2023-25: An inspection of Gwent Police", "Gwent Police", "a1.pdf"),
    report("PEEL 2021/22: Gwent Police", "Gwent Police", "a2.pdf"),
    report("PEEL 2023-25: Kent Police", "Kent Police", "a3.pdf", digest=True),
    report("On night patrols", "", "hmicfrs/night-patrols.pdf", "thematic inspection"),
)


def test_inspections_are_held_by_body_and_cycle_and_a_digest_is_not_the_report() -> None:
    [table] = coverage(HELD, CATALOGUE).tables
    assert table.bodies == ("Gwent Police", "Kent Police")
    assert table.cycles == ("PEEL 2018/19", "PEEL 2021/22", "PEEL 2023\u201325")
    assert table.cells == {
        ("Gwent Police", "PEEL 2018/19"): "missing",
        ("Gwent Police", "PEEL 2021/22"): "held",
        ("Gwent Police", "PEEL 2023\u201325"): "held",
        ("Kent Police", "PEEL 2018/19"): "untried",
        ("Kent Police", "PEEL 2023\u201325"): "digest",
    }


def test_coverage_is_a_table_that_a_person_reads() -> None:
    assert coverage_text(coverage(HELD, CATALOGUE)) == (
        "PEEL inspection   2018/19   2021/22   2023\u201325\n"
        "Gwent Police      missing   held      held\n"
        "Kent Police       untried   -         digest\n"
        "5 inspections: 2 held, 1 digest, 1 missing, 1 untried\n"
        "\n"
        "Other reports of the catalogue: 1 of 2 held\n"
        "  not held: Day patrols\n"
        "\n"
        "held: the official report is held\n"
        "digest: only a digest is held\n"
        "missing: not held; its address was seen in public use\n"
        "untried: not held; its address only follows a pattern, so there may be no such report"
    )


def test_coverage_as_csv_has_the_command_for_each_report_that_is_missing() -> None:
    rows = list(csv.DictReader(io.StringIO(coverage_csv(coverage(HELD, CATALOGUE)))))
    assert [(row["body"], row["cycle"], row["state"]) for row in rows[:4]] == [
        ("Gwent Police", "2018/19", "missing"),
        ("Gwent Police", "2023-25", "held"),
        ("Kent Police", "2018/19", "untried"),
        ("Kent Police", "2023-25", "digest"),
    ]
    assert rows[0]["command"] == 'reportbot fetch --body "Gwent Police" --kind PEEL --cycle 2018/19'
    assert rows[1]["command"] == ""


def test_coverage_as_a_picture_has_a_column_for_each_cycle_and_words_in_every_cell() -> None:
    table = coverage_picture(coverage(HELD, CATALOGUE))
    assert [panel.rows for panel in table.panels] == [("Gwent Police", "Kent Police")]
    assert table.panels[0].groups[0].columns == ("2018/19", "2021/22", "2023\u201325")
    assert sorted(cell.words for cell in table.panels[0].cells.values()) == [
        "digest",
        "held",
        "held",
        "missing",
        "untried",
    ]
    drawn = picture(table)
    with Image.open(io.BytesIO(drawn.png)) as image:
        assert image.size == drawn.size
    assert "2 held, 1 digest, 1 missing, 1 untried" in drawn.alt


def test_one_bodys_coverage_is_asked_for_by_its_name(
    here: Path, held: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["reports", "--coverage", "--index", str(held), "--body", "gwent", "--picture", "gwent.png"]
    assert main(asked) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == [
        "PEEL inspection   2014      2015      2016      2017      2018/19   2021/22   2023\u201325",
        "Gwent Police      missing   missing   missing   missing   missing   held      held",
    ]
    assert (here / "gwent.png").read_bytes().startswith(b"\x89PNG")
    assert main(["reports", "--index", str(held), "--body", "gwent"]) == 2
    assert capsys.readouterr().err == "reportbot: --body, --format and --picture go with --coverage: add it\n"


@pytest.mark.parametrize(
    ("understood", "expected"),
    [
        (
            Understood(("Kent Police",), (2018, 2019), "", ("PEEL inspection",)),
            ("may have 1 report", 'reportbot fetch --body "Kent Police" --kind PEEL --cycle 2018/19'),
        ),
        (Understood(("Kent Police",)), ("has 4 reports", 'reportbot fetch --body "Kent Police" --kind PEEL')),
        (
            Understood(("Kent Police", "Kent Fire and Rescue Service"), (2023,)),
            (
                "has 3 reports",
                'reportbot fetch --body "Kent Police" --body "Kent Fire and Rescue Service"',
            ),
        ),
        (Understood(("Walsall",)), ("", "")),
    ],
)
def test_what_is_not_held_is_told_with_the_command_that_fetches_it(
    understood: Understood, expected: tuple[str, str]
) -> None:
    told, command = to_fetch(Answer("?", "not_held", "No report is held.", understood))
    assert (told, command) == (
        (f"The catalogue of official reports {expected[0]} on this. To fetch:" if expected[0] else ""),
        expected[1],
    )
    assert to_fetch(Answer("?", "not_found", "Nothing.", understood)) == ("", "")
