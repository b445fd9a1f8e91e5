"""Graded judgments on a body and an area: found in an index, printed, and drawn."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from fakes import FakeEncoder, fake_grades
from PIL import Image

from bot.present.csv_table import ABOUT, PLACED
from bot.present.findings import findings_csv
from bot.present.grades import SHOWN
from bot.present.heat_colours import PAPER, colour_of, contrast, ink_on
from bot.present.heat_picture import picture
from bot.present.heat_table import ALT_TEXT, Cell, heat_table
from bot.registers.findings import Findings
from bot.registers.grades import Grades, GradesSought, find_grades
from corpus.describe.gazetteer import gazetteer
from corpus.vocabulary.scales import FIVE, FOUR, NOT_COMPARABLE, OUTCOMES, Cycle
from index import generation as generations
from index.build import build
from index.store import Store

Find = Callable[..., Grades]
SIDECAR = """["{name}"]
title = "{title}"
bodies = ["{body}"]
kind = "{kind}"
inspectorates = ["HMICFRS"]
published = "{published}"
"""
REPORTS = {
    "old.html": ("PEEL 2018/19: Gwent Police", "Gwent Police", "PEEL inspection", "2019-05-02",
                 [("Investigating crime", "Good"), ("Legitimacy", "Good (inferred)")]),
    "new.html": ("PEEL 2023–2025: Gwent Police", "Gwent Police", "PEEL inspection", "2025-06-27",
                 [("Responding to the public", "Adequate"), ("Investigating crime", "Requires improvement"),
                  ("Managing offenders", "Outstanding")]),
    "kent.html": ("PEEL 2023–2025: Kent Police", "Kent Police", "PEEL inspection", "2024-01-09",
                  [("Investigating crime", "Inadequate")]),
    "letter.html": ("Revisit letter: Gwent Police", "Gwent Police", "revisit letter", "2024-02-02", []),
    "jtai.html": ("Joint targeted area inspection of Torbay", "Torbay", "joint targeted area inspection",
                  "2024-01-30", []),
    "odd.html": ("Crime data integrity: Kent Police", "Kent Police", "crime data integrity inspection", "2018-06-12",
                 [("Crime data integrity (overall)", "Good")]),
}  # fmt: skip


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index folder of six reports, two of them of kinds that give no grades."""
    folder = tmp_path_factory.mktemp("graded")
    (folder / "corpus").mkdir()
    given = []
    for name, (title, body, kind, published, rows) in REPORTS.items():
        table = "".join(f"<tr><td>{area}</td><td>{grade}</td></tr>" for area, grade in rows)
        page = f"<h2>Our judgments</h2><table><tr><th>Area</th><th>Grade</th></tr>{table}</table><p>Calls are slow.</p>"
        (folder / "corpus" / name).write_text(f"<html><body><main><h1>{title}</h1>{page}</main></body></html>", "utf-8")
        given.append(SIDECAR.format(name=name, title=title, body=body, kind=kind, published=published))
    (folder / "corpus" / "reports.toml").write_text("\n".join(given), encoding="utf-8")
    build([folder / "corpus"], folder / "index", FakeEncoder)
    return folder / "index"


@pytest.fixture
def find(graded: Path) -> Find:
    """Find judgments in that index."""
    store = Store.open(generations.current(graded).store)

    def found(body: str | None = None, **wanted: object) -> Grades:
        return find_grades(store, gazetteer(), GradesSought(body, **wanted))

    return found


def test_the_newest_inspection_comes_first_and_areas_in_their_order(find: Find) -> None:
    """By any name of the body; each with its cycle and the area's full name in it."""
    found = find("Gwent")
    assert [(g.report.source, g.area, g.judgment.grade, g.cycle and g.cycle.name) for g in found.grades] == [
        ("new.html", "Responding to the public", "adequate", "PEEL 2023–25"),
        ("new.html", "Investigating crime", "requires improvement", "PEEL 2023–25"),
        ("new.html", "Managing offenders and suspects", "outstanding", "PEEL 2023–25"),
        ("old.html", "Investigating crime", "good", "PEEL 2018/19"),
        ("old.html", "Legitimacy", "good", "PEEL 2018/19"),
    ]
    assert found.message == "5 graded judgments of 2 inspections on Gwent Police."


def test_the_notes_tell_scales_and_that_cycles_cannot_be_compared(find: Find) -> None:
    """And which reports held give no grades, and why."""
    assert find("Gwent").notes == (
        "PEEL 2023–25: outstanding, good, adequate, requires improvement, inadequate (the best first).",
        "PEEL 2018/19: outstanding, good, requires improvement, inadequate (the best first).",
        NOT_COMPARABLE,
        "The one other report held on Gwent Police carries no grades: revisit letters give none.",
    )
    assert NOT_COMPARABLE not in find("Gwent", since=2025).notes


def test_a_scale_that_is_not_known_is_said_to_be(find: Find) -> None:
    """Not guessed."""
    found = find("Kent", area="data integrity")
    assert found.cycles == (None,)
    assert found.notes[0] == "The scale of “Crime data integrity: Kent Police” (12 June 2018) is not known here."


@pytest.mark.parametrize(
    ("body", "wanted", "message"),
    [
        ("Torbay", {}, "The one report held on Torbay carries no grades: joint targeted area inspections give none."),
        (
            "Devon and Cornwall Police",
            {},
            "No report on Devon and Cornwall Police itself is held; inspections of areas in it are: Torbay.",
        ),
        ("Surrey", {}, "No report on Surrey Police, Surrey Fire and Rescue Service or Surrey is held."),
        ("Atlantis", {}, "“Atlantis” is not a force, service or area known here."),
        (
            "Kent",
            {"until": 2010},
            "No report on Kent Police up to 2010 is held; held: PEEL inspection, 9 January 2024 and crime data"
            " integrity inspection, 12 June 2018.",
        ),
        (
            "Gwent",
            {"area": "custody"},
            "None of the 5 graded judgments on Gwent Police is on an area with “custody” in its name.",
        ),
    ],
)
def test_nothing_found_is_said_with_its_reason(find: Find, body: str, wanted: dict[str, object], message: str) -> None:
    """One sentence, and no judgment."""
    found = find(body, **wanted)
    assert (found.message, found.grades, found.notes) == (message, (), ())


def test_an_area_is_found_by_its_short_name_and_its_full_one(find: Find) -> None:
    """As printed, or as its cycle calls it."""
    assert [g.judgment.area for g in find(area="offenders suspects").grades] == ["Managing offenders"]
    assert {g.report.body for g in find(area="investigating").grades} == {"Gwent Police", "Kent Police"}


def test_years_leave_out_other_inspections(find: Find) -> None:
    """By the year of publication or inspection."""
    assert {g.report.source for g in find(since=2020, until=2024).grades} == {"kent.html"}


def test_every_judgment_is_quoted_with_its_place(find: Find) -> None:
    """The source's own words, and where they stand."""
    quote = find("Gwent", since=2025).grades[1].quote
    assert (quote.text, quote.page, quote.heading) == (
        "Investigating crime Requires improvement",
        None,
        ("Our judgments",),
    )
    assert quote.link == "new.html#:~:text=Our%20judgments"


def test_as_text_an_inspection_is_a_block(find: Find) -> None:
    """Grades beside areas, the place once, notes last."""
    lines = SHOWN["text"](find("Gwent", since=2025)).split("\n")
    assert lines[:7] == [
        "3 graded judgments of 1 inspection on Gwent Police.",
        "",
        "PEEL 2023–2025: Gwent Police, 27 June 2025, section “Our judgments”",
        "  Adequate              Responding to the public",
        "  Requires improvement  Investigating crime",
        "  Outstanding           Managing offenders",
        "  new.html#:~:text=Our%20judgments",
    ]


def test_long_grades_do_not_push_the_areas_away() -> None:
    """What is added to a grade may be a sentence."""
    lines = SHOWN["text"](fake_grades(*["Good (as the text of the report words it, not as printed)"] * 2)).split("\n")
    assert lines[3].startswith("  Good (as the text of the report words it, not as printed)  Area 1")


def test_as_csv_each_judgment_is_a_row(find: Find) -> None:
    """With what a paper needs to cite it."""
    rows = list(csv.DictReader(io.StringIO(SHOWN["csv"](find("Gwent")))))
    assert [(row["area"], row["area_in_full"], row["grade"], row["printed"]) for row in rows][2:5:2] == [
        ("Managing offenders", "Managing offenders and suspects", "outstanding", "Outstanding"),
        ("Legitimacy", "Legitimacy", "good", "Good (inferred)"),
    ]
    assert rows[0]["citation"] == "HMICFRS, PEEL 2023–2025: Gwent Police, 27 June 2025, section “Our judgments”"
    assert (rows[0]["cycle"], rows[0]["text"]) == ("PEEL 2023–25", "Responding to the public Adequate")


def test_findings_and_grades_have_the_same_columns_for_the_same_things(find: Find) -> None:
    """The report, the words, and where they stand, so that both registers go into one sheet."""
    findings, grades = (next(csv.reader([sheet])) for sheet in (findings_csv(Findings("")), SHOWN["csv"](Grades(""))))
    assert {*ABOUT, *PLACED} <= set(findings) & set(grades)
    (row, *_) = csv.DictReader(io.StringIO(SHOWN["csv"](find("Gwent"))))
    assert (row["date"], row["inspectorates"], row["heading"], row["digest"]) == (
        "2025-06-27",
        "HMICFRS",
        "Our judgments",
        "no",
    )


def test_as_markdown_they_are_a_table(find: Find) -> None:
    """Below the sentence, above the notes."""
    lines = SHOWN["md"](find("Kent", area="investigating")).split("\n")
    assert lines[4] == (
        "| Kent Police | PEEL 2023–2025: Kent Police, 9 January 2024 | Investigating crime | Inadequate |"
        " section “Our judgments” | “Investigating crime Inadequate” |"
    )
    assert lines[6] == "- PEEL 2023–25: outstanding, good, adequate, requires improvement, inadequate (the best first)."


def test_as_json_they_name_their_reports_and_scales(find: Find) -> None:
    """A program finds all that a reader is told."""
    shown = json.loads(SHOWN["json"](find("Gwent")))
    assert {cycle["name"]: len(cycle["grades"]) for cycle in shown["cycles"]} == {"PEEL 2023–25": 5, "PEEL 2018/19": 4}
    first = shown["judgments"][0]
    assert (first["area"], first["text"]) == ("Responding to the public", "Responding to the public Adequate")
    assert [one["report"]["source"] for one in shown["judgments"]] == ["new.html"] * 3 + ["old.html"] * 2


def test_the_inspections_of_a_body_stand_side_by_side_parted_by_cycle(find: Find) -> None:
    """The oldest on the left; an area by the same name, as it is printed, has one row, and blanks stay blank."""
    table = heat_table(find("Gwent"))
    (panel,) = table.panels
    assert [(group.title, group.columns) for group in panel.groups] == [
        ("PEEL 2018/19", ("2 May 2019",)),
        ("PEEL 2023–25", ("27 June 2025",)),
    ]
    rows = {
        label: [panel.cells[row, column].words if (row, column) in panel.cells else "" for column in (0, 1)]
        for row, label in enumerate(panel.rows)
    }
    assert rows == {
        "Responding to the public": ["", "Adequate"],
        "Investigating crime": ["Good", "Requires improvement"],
        "Managing offenders": ["", "Outstanding"],
        "Legitimacy": ["Good", ""],
    }
    assert table.subtitle == NOT_COMPARABLE
    assert [cycle.name for cycle in table.scales] == ["PEEL 2023–25", "PEEL 2018/19"]


def test_what_is_added_to_a_grade_stands_in_its_cell_or_below() -> None:
    """A word beside the grade; a sentence in the notes."""
    table = heat_table(fake_grades("Good (inferred)", "Good (as the text of the report words it)", "Adequate"))
    assert [cell.added for cell in table.panels[0].cells.values()] == ["inferred", "see below", ""]
    assert "Area 2, 14 May 2025: Good (as the text of the report words it)." in table.notes


def test_bodies_stand_side_by_side_within_a_cycle_only(find: Find) -> None:
    """A panel for each cycle; where bodies are few they are columns, each with the date of its inspection."""
    panels = heat_table(find()).panels
    assert [panel.groups[0].title for panel in panels] == ["PEEL 2023–25", "PEEL 2018/19", "Scale not known"]
    assert panels[0].groups[0].columns == ("Gwent Police\n27 June 2025", "Kent Police\n9 January 2024")
    assert panels[0].cells[panels[0].rows.index("Investigating crime"), 1].words == "Inadequate"


def test_an_outcome_is_called_by_its_name_on_the_scale(find: Find) -> None:
    """It is printed as half a sentence, which stands below in full."""
    (one,) = fake_grades("arrangements lead to inconsistent experiences and outcomes").grades
    outcome = replace(one, judgment=replace(one.judgment, grade="inconsistent", form="outcome"))
    assert outcome.label == "Inconsistent"
    assert replace(outcome, judgment=replace(outcome.judgment, form="table")).label == one.judgment.printed


def test_the_text_that_stands_for_the_picture_says_all_that_it_shows(find: Find) -> None:
    """Body, cycle, date, area, grade, and that cycles cannot be compared; cut where Discord takes no more."""
    alt = heat_table(find("Gwent")).alt
    assert "Gwent Police, PEEL 2018/19, 2 May 2019: Investigating crime: good; Legitimacy: good." in alt
    assert alt.endswith(NOT_COMPARABLE)
    assert len(alt) <= ALT_TEXT


def test_the_picture_is_as_wide_as_discord_shows_it(find: Find) -> None:
    """A PNG whose cells have the colours of their grades."""
    table = heat_table(find("Gwent"))
    drawn = picture(table)
    image = Image.open(io.BytesIO(drawn.png)).convert("RGB")
    assert image.size == drawn.size
    assert image.width == 1200
    seen = {"#{:02x}{:02x}{:02x}".format(*rgb) for _, rgb in image.getcolors(1_000_000) or ()}
    assert {colour_of(cell) for cell in table.panels[0].cells.values()} <= seen
    assert drawn.alt == table.alt


@pytest.mark.parametrize("scale", [FIVE, FOUR, OUTCOMES])
def test_grades_differ_in_colour_and_their_words_can_be_read(scale: tuple[str, ...]) -> None:
    """Contrast as WCAG asks, on the colour of every grade and of an unknown scale."""
    cycle = Cycle("a cycle", scale)
    colours = [colour_of(Cell(grade, grade, "", cycle)) for grade in scale]
    assert len(set(colours)) == len(scale)
    unknown = colour_of(Cell("good", "Good", "", None))
    assert unknown not in colours
    assert all(contrast(ink_on(colour), colour) >= 4.5 for colour in (*colours, unknown))


def test_contrast_is_that_of_wcag() -> None:
    """Black on white has 21, a colour on itself 1; #767676 is the lightest grey with 4.5 on white."""
    assert contrast("#000000", PAPER) == pytest.approx(21)
    assert contrast("#336699", "#336699") == pytest.approx(1)
    assert contrast("#767676", PAPER) == pytest.approx(4.54, abs=0.01)


def test_many_bodies_are_rows(tmp_path: Path) -> None:
    """More than can stand side by side: then the areas do, under each name that is printed, as in the other panels."""
    (tmp_path / "corpus").mkdir()
    forces = ("Kent", "Essex", "Surrey", "Sussex", "Gwent", "Dorset", "Cleveland")
    for force in forces:
        title = f"PEEL 2023–2025: An inspection of {force} Police"
        rows = "| Area | Grade |\n| --- | --- |\n| Investigating crime | Good |\n"
        rows += f"| {'Recording data about crime' if force == 'Kent' else 'Crime data integrity'} | Good |"
        head = f"---\nbody: {force} Police\nkind: PEEL inspection\npublished: 2024-05-01\n---\n# {title}\n\n"
        text = f"{head}## Our judgments\n\n{rows}\n"
        (tmp_path / "corpus" / f"{force}.md").write_text(text, encoding="utf-8")
    build([tmp_path / "corpus"], tmp_path / "index", FakeEncoder)
    store = Store.open(generations.current(tmp_path / "index").store)
    (panel,) = heat_table(find_grades(store, gazetteer(), GradesSought(since=2023))).panels
    assert panel.rows == tuple(f"{force} Police, 1 May 2024" for force in sorted(forces))
    assert panel.groups[0].columns == ("Crime data integrity / Recording data about crime", "Investigating crime")
    assert len(panel.cells) == 14
