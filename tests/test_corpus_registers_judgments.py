"""Graded judgments of made reports in the forms that inspectorates use, and what only looks like one."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pytest
from pdfs import LEFT, Paper
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

from corpus.folder import ReadReport, SourceFile, read_report
from corpus.structure.text import readable

Judge = Callable[..., ReadReport]
PEEL = "PEEL 2023–2025: An inspection of Gwent Police"
EARLIER = "PEEL 2018/19: An inspection of Gwent Police"
FIRE = "Effectiveness, efficiency and people 2021/22: Shropshire Fire and Rescue Service"


@pytest.fixture
def judge(tmp_path: Path) -> Judge:
    """Read a made report: the text of an HTML page's main part under its title, or a file's bytes."""

    def read(title: str, made: str | bytes) -> ReadReport:
        page = f"<html><body><main><h1>{title}</h1>{made}</main></body></html>"
        data = made if isinstance(made, bytes) else page.encode()
        path = tmp_path / "a1"
        path.write_bytes(data)
        return read_report(SourceFile(tmp_path, path, "a1", hashlib.sha256(data).hexdigest()))

    return read


def listed(read: ReadReport) -> list[tuple[str, str, str]]:
    """Area, grade and form of each judgment."""
    return [(judgment.area, judgment.grade, judgment.form) for judgment in read.judgments]


def stated(read: ReadReport) -> list[str]:
    """The words of the source that state each judgment."""
    texts = {page.number: page.text for page in read.pages}
    return [readable(texts, judgment.spans, read.joined) for judgment in read.judgments]


ROWS = """<h2>Our judgments</h2><table><tr><th>Area</th><th>Grade</th></tr>
<tr><td>Investigating crime</td><td>Requires improvement</td></tr>
<tr><td>Responding to the public</td><td>Adequate (inferred)</td></tr>
<tr><td>Victims of crime</td><td>Not graded</td></tr>
<tr><td>Three further areas</td><td>Good</td></tr></table>"""


def test_a_table_has_an_area_and_its_grade_in_each_row(judge: Judge) -> None:
    """What is added to a grade stays with its printed words; no grade, and no named area, give no judgment."""
    read = judge(PEEL, ROWS)
    assert listed(read) == [
        ("Investigating crime", "requires improvement", "table"),
        ("Responding to the public", "adequate", "table"),
    ]
    assert [judgment.printed for judgment in read.judgments] == ["Requires improvement", "Adequate (inferred)"]
    assert stated(read) == ["Investigating crime Requires improvement", "Responding to the public Adequate (inferred)"]


@pytest.mark.parametrize(
    "table",
    [
        "<h2>Other forces</h2><table><tr><th>Force</th><th>Grade</th></tr>"
        "<tr><td>Kent Police</td><td>Good</td></tr></table>",
        "<h2>Our judgments</h2><table><tr><th>Area</th><th>Previous grade</th></tr>"
        "<tr><td>Investigating crime</td><td>Good</td></tr></table>",
        "<h2>Judgments of the previous inspection</h2><table><tr><th>Area</th><th>Grade</th></tr>"
        "<tr><td>Investigating crime</td><td>Good</td></tr></table>",
        "<h2>Our judgments</h2><table><tr><th>Area</th><th>2021/22</th><th>Now</th></tr>"
        "<tr><td>Investigating crime</td><td>Good</td><td>Adequate</td></tr></table>",
        "<h2>Our judgments</h2><table><tr><th>Area</th><th>Grade 2021/22</th></tr>"
        "<tr><td>Investigating crime</td><td>Good</td></tr></table>",
        "<h2>What the grades mean</h2><table><tr><th>Grade</th><th>Meaning</th></tr>"
        "<tr><td>Good</td><td>The force meets the standard.</td></tr></table>",
        "<h2>Counts</h2><table><tr><th>Areas</th><th>Grade</th></tr><tr><td>Four areas</td><td>Good</td></tr></table>",
        "<h2>Scale</h2><table><tr><th>Outstanding</th><th>Good</th><th>Adequate</th></tr></table>",
    ],
    ids=["other forces", "before", "under before", "two grades", "other year", "meaning", "counts", "only a scale"],
)
def test_tables_of_other_things_give_none(judge: Judge, table: str) -> None:
    """Grades of other bodies, other inspections, definitions, counts."""
    assert listed(judge(PEEL, table)) == []


COLUMNS = """<h2>Our judgments</h2><table>
<tr><th>Outstanding</th><th>Good</th><th>Adequate</th><th>Requires improvement</th><th>Inadequate</th></tr>
<tr><td></td><td>Preventing crime</td><td>Responding to the public<br>Managing offenders</td><td></td><td></td></tr>
<tr><td></td><td>Neighbourhood work</td><td></td><td>Investigating crime</td><td></td></tr></table>"""


def test_columns_headed_by_grades_hold_the_areas(judge: Judge) -> None:
    """Empty cells keep the columns apart; two areas in one cell come apart by their names."""
    read = judge(PEEL, COLUMNS)
    assert listed(read) == [
        ("Preventing crime", "good", "columns"),
        ("Neighbourhood work", "good", "columns"),
        ("Responding to the public", "adequate", "columns"),
        ("Managing offenders", "adequate", "columns"),
        ("Investigating crime", "requires improvement", "columns"),
    ]
    assert stated(read)[0] == "Good\nPreventing crime"


def test_a_table_whose_cells_span_rows_gives_no_wrong_columns(judge: Judge) -> None:
    """A row with fewer cells than there are grades is not read."""
    merged = COLUMNS.replace("<tr><td></td><td>Neighbourhood work</td><td></td>", "<tr><td>Neighbourhood work</td>")
    assert ("Neighbourhood work", "outstanding", "columns") not in listed(judge(PEEL, merged))
    assert ("Investigating crime", "outstanding", "columns") not in listed(judge(PEEL, merged))


SCORES = {  # areas by grade; two are in none of the lists of areas
    "Outstanding": ("Recording data about crime",),
    "Good": ("Preventing crime", "Managing offenders", "Handling of property and exhibits"),
    "Adequate": ("Responding to the public", "Police powers and treating the public fairly and respectfully"),
    "Requires improvement": ("Investigating crime", "Work with volunteers", "Protecting vulnerable people"),
    "Inadequate": (),
}
BEHIND = (
    "In the rest of the report we set out our findings on the areas in which the force has performed well, and others."
)


def scorecard(path: Path, *, middle: bool, heads_middle: bool, stacked: bool, size: int, wide: bool) -> bytes:
    """A page with a column for each grade, its words set to the left or in the middle, in rows or below one another."""
    words = ParagraphStyle("words", fontName="Helvetica", fontSize=size, leading=1.2 * size, alignment=int(middle))
    heads = ParagraphStyle("heads", words, fontName="Helvetica-Bold", alignment=int(heads_middle))
    columns = [[Paragraph(area, words) for area in areas] for areas in SCORES.values()]
    if stacked:
        rows = [[[part for cell in column for part in (cell, Spacer(1, 4))] or "" for column in columns]]
    else:
        rows = [["" if cell is None else cell for cell in row] for row in zip_longest(*columns)]
    page = landscape(A4) if wide else A4
    table = Table([[Paragraph(grade, heads) for grade in SCORES], *rows], [(page[0] - 150) / 5] * 5)
    table.setStyle([("VALIGN", (0, 0), (-1, -1), "TOP")])
    styles = getSampleStyleSheet()
    parts = [Paragraph(PEEL, styles["Heading1"]), Paragraph("We made these judgments:", styles["BodyText"]), table]
    parts += [Paragraph("Preventing crime", styles["Heading2"]), Paragraph(f"{BEHIND} {BEHIND}", styles["BodyText"])]
    SimpleDocTemplate(str(path), pagesize=page, invariant=1).build(parts)
    return path.read_bytes()


LAYOUTS = [  # every two of alignment, stacking and size together at least once
    {"middle": middle, "heads_middle": heads_middle, "stacked": bool((one + other) % 2), "size": size, "wide": wide}
    for one, (middle, heads_middle) in enumerate(((False, False), (True, True), (False, True)))
    for other, (size, wide) in enumerate(((8, False), (9, True), (11, True)))
]


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: "-".join(map(str, layout.values())))
def test_columns_of_a_pdf_are_told_by_their_places(judge: Judge, tmp_path: Path, layout: dict[str, Any]) -> None:
    """However they are set: areas of several lines stay whole, and the heading behind the table is none of them."""
    read = judge(PEEL, scorecard(tmp_path / "made.pdf", **layout))
    assert {(judgment.area, judgment.printed, judgment.page) for judgment in read.judgments} == {
        (area, grade, 1) for grade, areas in SCORES.items() for area in areas
    }


def columns() -> Paper:
    """Three grades beside each other, two of them over an area."""
    paper = Paper().heading(PEEL, 20).page()
    for x, grade, area in (
        (72, "Good", "Preventing crime"),
        (200, "Adequate", "Investigating"),
        (330, "Inadequate", ""),
    ):
        paper.at(x, 200, grade)
        paper.at(x, 220, area)
    return paper


def test_words_that_reach_over_two_columns_make_none_of_them_sure(judge: Judge) -> None:
    """Directly below others they may be cells that ran together."""
    paper = columns()
    sure = [(area, grade) for area, grade, _ in listed(judge(PEEL, paper.bytes()))]
    assert ("Preventing crime", "good") in sure
    paper = columns()
    paper.at(72, 232, "and deterring it more crime and other things")
    assert listed(judge(PEEL, paper.bytes())) == []


def test_rows_of_a_pdf_are_a_table_too(judge: Judge) -> None:
    """An area of two lines, and a grade beside it."""
    paper = Paper(head="Gwent Police").heading(PEEL, 20).page()
    paper.heading("Graded judgments", 16).row("Area", "Grade").row("Investigating crime", "Adequate")
    paper.row(("Preventing and deterring crime and", "antisocial behaviour"), "Requires improvement").row("Other", "-")
    read = judge(PEEL, paper.lines("The force has improved.").bytes())
    assert [(j.area, j.grade, j.page) for j in read.judgments] == [
        ("Investigating crime", "adequate", 2),
        ("Preventing and deterring crime and antisocial behaviour", "requires improvement", 2),
    ]


def test_a_row_whose_first_cell_began_on_the_line_before_is_one_row(judge: Judge) -> None:
    """The grade stands beside the last line of its area, and the words quoted are of both lines."""
    paper = Paper(head="Gwent Police").heading(PEEL, 20).page().heading("Graded judgments", 16).row("Area", "Grade")
    paper.lines("Preventing and deterring crime, fraud and").row("antisocial behaviour", "Adequate")
    read = judge(PEEL, paper.row("Investigating crime", "Good").lines("The force has improved.").bytes())
    assert listed(read) == [
        ("Preventing and deterring crime, fraud and antisocial behaviour", "adequate", "table"),
        ("Investigating crime", "good", "table"),
    ]
    assert stated(read)[0] == "Preventing and deterring crime, fraud and antisocial behaviour Adequate"


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ((("Investigating crime", "Good"), ("Managing offenders", "Good"), ("Leadership", "Adequate")), 3),
        ((("Investigating crime", "Good"), ("Managing offenders", "Good")), 0),
        ((("Investigating crime", "Good"), ("Managing offenders", "Good"), ("Leadership", "Good"), ("Staff", "9")), 0),
    ],
    ids=["three grades", "two grades", "other rows"],
)
def test_a_front_page_may_give_the_grades_in_a_table_without_a_head(
    judge: Judge, rows: tuple[tuple[str, str], ...], found: int
) -> None:
    """Three or more rows, and no others beside them: what else stands there could be anything."""
    paper = Paper().heading(PEEL, 20)
    for row in rows:
        paper.row(*row)
    read = judge(PEEL, paper.lines("The force has improved since our last visit.").bytes())
    assert [judgment.area for judgment in read.judgments] == [area for area, _ in rows[:found]]


@pytest.mark.parametrize(
    ("words", "grade"),
    [
        ("<h2>Children\u2019s services in Kent are inadequate</h2>", "inadequate"),
        (
            "<h2>Children\u2019s services in Kent County Council require improvement to be good</h2>",
            "requires improvement",
        ),
        ("<h2>The overall judgement is requires improvement</h2>", "requires improvement"),
        ("<p>The overall judgement is that children\u2019s services are good. Leaders listen.</p>", "good"),
        ("<p>Children\u2019s services in Kent are not yet good.</p>", None),
        ("<p>Children\u2019s services in Kent have a new home. They are good.</p>", None),
    ],
)
def test_the_front_page_of_childrens_services_gives_the_overall_grade(
    judge: Judge, words: str, grade: str | None
) -> None:
    """In a heading or a sentence of its own; what is denied, or said of something else, is none."""
    title = "Inspection of services for children in need of help and protection, children looked after and care leavers"
    read = judge(f"Kent: {title}", f"{words}<h2>Plans</h2><p>Plans are late.</p>")
    assert listed(read) == ([("Overall effectiveness", grade, "outcome")] if grade else [])


def test_a_line_of_the_cover_heads_no_table(judge: Judge) -> None:
    """However it is set: who led the inspection is no heading of its grades."""
    rows = "".join(f"<tr><td>{area}</td><td>Good</td></tr>" for area in ("Leadership", "Practice", "Plans"))
    read = judge(PEEL, f"<h2>Lead inspector: A. Person</h2><table><tr><th>Area</th><th>Grade</th></tr>{rows}</table>")
    assert [judgment.heading for judgment in read.judgments] == [PEEL] * 3


def test_a_grade_alone_under_a_heading_grades_it(judge: Judge) -> None:
    """With a question and a date between; the grade in brackets is that of the inspection before."""
    read = judge(
        FIRE,
        """<h2>Effectiveness</h2><p>How effective is the service at keeping people safe?</p>
        <p>Last updated 27/07/2022</p><p>Good</p>
        <h3>Preventing fires and other risks</h3><p>Requires improvement (2018: Good)</p>
        <p>The service has more to do.</p>
        <h3>Promoting the right values and culture: inadequate</h3><p>Staff told us of bullying.</p>""",
    )
    assert listed(read) == [
        ("Effectiveness", "good", "line"),
        ("Preventing fires and other risks", "requires improvement", "line"),
        ("Promoting the right values and culture", "inadequate", "line"),
    ]


def test_the_key_to_a_scale_grades_nothing(judge: Judge) -> None:
    """Grades one under the other, in a list or not, and a grade under a heading that is no area."""
    key = "".join(f"<li>{grade}</li>" for grade in ("Outstanding", "Good", "Requires improvement", "Inadequate"))
    assert listed(judge(FIRE, f"<h2>Our grades</h2><ul>{key}</ul><h2>Our judgments</h2><p>Good</p>")) == []


def test_areas_listed_under_a_grade_have_it(judge: Judge) -> None:
    """Until something comes that is no area."""
    read = judge(
        PEEL, "<h2>Our judgments</h2><h3>Good</h3><ul><li>Investigating crime</li><li>Calls are slow.</li></ul>"
    )
    assert listed(read) == [("Investigating crime", "good", "columns")]


@pytest.mark.parametrize(
    ("heading", "sentence", "grade"),
    [
        ("Investigating crime", "Gwent Police is good at investigating crime.", "good"),
        ("Investigating crime", "Gwent requires improvement at investigating crime.", "requires improvement"),
        ("Managing offenders", "The force is adequate at managing offenders and suspects.", "adequate"),
        ("Responding to the public", "The force was graded inadequate for responding to the public.", "inadequate"),
        ("Leadership and force management", "Gwent Police’s efficiency is good.", "good"),
        ("Investigating crime", "Adequate The force is adequate at investigating crime.", "adequate"),
    ],
)
def test_the_sentence_that_opens_a_graded_section_grades_it(
    judge: Judge, heading: str, sentence: str, grade: str
) -> None:
    """The area is the section's heading, the words are the whole sentence."""
    read = judge(PEEL, f"<h2>{heading}</h2><p>{sentence} It has more to do.</p>")
    assert listed(read) == [(heading, grade, "sentence")]
    assert stated(read) == [sentence]


def test_a_pillar_is_named_by_its_sentence_in_the_summary(judge: Judge) -> None:
    """Until 2018/19 a summary has a sentence for each pillar."""
    read = judge(
        EARLIER,
        """<h2>Overall summary</h2><p>The extent to which the force is effective at reducing crime is good.</p>
        <p>The extent to which Gwent Police operates efficiently requires improvement.</p>
        <p>Gwent Police’s legitimacy is outstanding.</p>""",
    )
    assert listed(read) == [
        ("Effectiveness", "good", "sentence"),
        ("Efficiency", "requires improvement", "sentence"),
        ("Legitimacy", "outstanding", "sentence"),
    ]


TRAPS = (
    "Gwent Police is not good at investigating crime.",
    "Gwent Police is no longer inadequate at investigating crime.",
    "Gwent Police was good at investigating crime.",
    "Adequate Gwent Police is good at investigating crime.",
    "Gwent Police was graded good for investigating crime in 2021/22.",
    "Gwent Police was graded good for investigating crime at its previous inspection.",
    "Gwent Police is good at investigating crime but requires improvement at telling victims.",
    "Gwent Police is good at investigating crime, although it was inadequate before.",
    "Gwent Police is good at investigating crime compared with similar forces.",
    "Gwent Police would be good at investigating crime.",
    "Gwent Police is almost good at investigating crime.",
    "Kent Police is good at investigating crime.",
    "Gwent Police’s control room is good at investigating crime.",
    "Nine other forces are graded good at investigating crime.",
    "The force has a good understanding of crime.",
    "A good investigation plan is in place at Gwent Police.",
    "Gwent Police believes it is good at investigating crime.",
    "Is Gwent Police good at investigating crime?",
)


@pytest.mark.parametrize("sentence", TRAPS)
def test_a_sentence_of_something_else_grades_nothing(judge: Judge, sentence: str) -> None:
    """Negated, past, of another inspection or body, of two grades, or not a grade at all."""
    assert listed(judge(PEEL, f"<h2>Investigating crime</h2><p>{sentence}</p>")) == []


def test_a_finding_below_a_section_grades_nothing(judge: Judge) -> None:
    """A heading that is a statement opens no graded area, and the section's second paragraph none either."""
    text = """<h2>Investigating crime</h2><p>Crime is investigated by 400 people.</p>
    <p>The force is good at investigating crime.</p>
    <h3>The force is good at answering calls</h3><p>The force is good at answering calls.</p>"""
    assert listed(judge(PEEL, text)) == []


def test_an_area_is_judged_once_as_stated_most_plainly(judge: Judge) -> None:
    """The table goes before the sentence; a short name and the full one are one area."""
    again = "<h2>Responding to the public</h2><p>Gwent Police is good at responding to the public.</p>"
    assert listed(judge(PEEL, ROWS + again)) == listed(judge(PEEL, ROWS))


def test_statements_that_differ_and_are_as_plain_give_none(judge: Judge) -> None:
    """Better none than a wrong one."""
    both = "".join(f"<h2>Investigating crime</h2><p>{grade}</p><p>Text follows.</p>" for grade in ("Good", "Adequate"))
    assert listed(judge(PEEL, both)) == []


def test_a_grade_that_the_cycle_does_not_have_is_none(judge: Judge) -> None:
    """Adequate came in 2021/22."""
    assert listed(judge(EARLIER, "<h2>Investigating crime</h2><p>Adequate</p><p>Text.</p>")) == []
    assert listed(judge(PEEL, "<h2>Investigating crime</h2><p>Adequate</p><p>Text.</p>")) != []


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Joint targeted area inspection of Gwent", "Graded"),
        ("Revisit letter: Gwent Police", "Graded"),
        ("A thematic inspection of how forces respond to crime", "Graded"),
    ],
)
def test_kinds_that_grade_nothing_give_none(judge: Judge, title: str, text: str) -> None:
    """Whatever tables stand in them."""
    assert listed(judge(title, ROWS + f"<p>{text}</p>")) == []


COUNCIL = """<p>Ofsted</p><h2>Judgements</h2><table><tr><th>Judgement</th><th>Grade</th></tr>
<tr><td>The impact of leaders on social work practice</td><td>Requires improvement to be good</td></tr></table>"""


def test_the_grades_of_a_council_are_not_those_of_the_force_of_its_name(judge: Judge) -> None:
    """An inspection of children's services is of the council, and its grades are the council's."""
    read = judge("Inspection of children’s services in Kent", COUNCIL)
    assert (read.report.bodies, len(listed(read))) == (("Kent",), 1)


def test_a_force_has_no_grades_from_another_inspectorate(tmp_path: Path) -> None:
    """Where a sidecar calls the body a force, and no inspectorate of constabulary took part, there are none."""
    path = tmp_path / "a1"
    path.write_text(f"<html><body><main><h1>Children in Kent</h1>{COUNCIL}</main></body></html>", encoding="utf-8")
    read = read_report(SourceFile(tmp_path, path, "a1", "ab" * 32, {"bodies": ["Kent Police"]}))
    assert (read.report.bodies, listed(read)) == (("Kent Police",), [])


def test_tables_of_other_inspectorates_are_read_the_same_way(judge: Judge) -> None:
    """*Requires improvement to be good* is Ofsted's name for the grade."""
    (judgment,) = judge("Inspection of children’s services in Torbay", COUNCIL).judgments
    assert (judgment.grade, judgment.printed) == ("requires improvement", "Requires improvement to be good")


OUTCOMES = (
    ("The local area partnership’s arrangements typically lead to positive experiences and outcomes for children.", 0),
    ("The local area partnership’s arrangements lead to inconsistent experiences and outcomes for children.", 1),
    ("There are widespread and/or systemic failings leading to significant concerns about children.", 2),
    ("The local area partnership’s arrangements do not typically lead to positive experiences and outcomes.", None),
    ("Leaders say that the arrangements could lead to inconsistent experiences and outcomes.", None),
)


@pytest.mark.parametrize(("sentence", "outcome"), OUTCOMES)
def test_an_area_send_inspection_has_one_of_three_outcomes(judge: Judge, sentence: str, outcome: int | None) -> None:
    """It stands under its heading; the same words elsewhere are none."""
    grades = ("typically positive", "inconsistent", "systemic failings")
    title = "Area SEND inspection of Surrey Local Area Partnership"
    dates = "<p>Inspection dates: 11 to 15 March 2024</p>"
    read = judge(title, f"{dates}<h2>Inspection outcome</h2><p>{sentence} More follows.</p>")
    assert listed(read) == ([("Inspection outcome", grades[outcome], "outcome")] if outcome is not None else [])
    assert listed(judge(title, f"{dates}<h2>What is it like?</h2><p>{sentence} More follows.</p>")) == []


def test_a_progress_report_judges_the_areas_it_opens_with(judge: Judge) -> None:
    """Not in its summary, and not where services are judged apart."""
    read = judge(
        "Inspection of progress made in safeguarding in Haringey",
        """<h2>Overall judgement on progress</h2><p>The council has made limited progress overall.</p>
        <h2>Summary</h2><p>The council has made good progress in clearing its backlog.</p>
        <h3>Support for staff</h3><p>Progress in supporting staff is improving and is satisfactory overall.</p>
        <h3>Management</h3><p>Progress is satisfactory in the police but limited in health services.</p>""",
    )
    assert listed(read) == [
        ("Overall judgement on progress", "limited", "progress"),
        ("Support for staff", "satisfactory", "progress"),
    ]


def test_every_judgment_points_at_its_page(judge: Judge) -> None:
    """A heading on one page, its grade on the same, and the page is the PDF's."""
    paper = Paper(head="Gwent Police").heading(PEEL, 20).page().page()
    paper.heading("Investigating crime", 18).gap(30)
    paper.at(LEFT, 260, "Good")
    paper.at(LEFT, 320, "The force solves more crimes than it did, and tells victims of it.")
    read = judge(PEEL, paper.bytes())
    assert [(judgment.area, judgment.page) for judgment in read.judgments] == [("Investigating crime", 3)]


NUMBERED = "Inspection of safeguarding and looked after children services: Medway Council"


def test_a_record_of_main_findings_gives_all_grades_of_the_years_until_2013(judge: Judge) -> None:
    """Two parts give an area of one name, which is told apart; a number that is not the grade's gives none."""
    read = judge(
        NUMBERED,
        """<h2>Overall effectiveness</h2><h3>Grade 4 (Inadequate)</h3><p>Too few plans are made in time.</p>
        <h2>Record of main findings</h2><h3>Safeguarding services</h3><table>
        <tr><td>Overall effectiveness</td><td>Inadequate</td></tr>
        <tr><td>Capacity for improvement</td><td>Adequate</td></tr></table>
        <h3>Services for looked after children</h3><table>
        <tr><td>Overall effectiveness</td><td>Adequate Grade 3</td></tr>
        <tr><td>Quality of provision</td><td>Good Grade 4</td></tr></table>""",
    )
    assert listed(read) == [
        ("Overall effectiveness (safeguarding services)", "inadequate", "table"),
        ("Capacity for improvement", "adequate", "table"),
        ("Overall effectiveness (services for looked after children)", "adequate", "table"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "<h2>Overall effectiveness</h2><h3>Grade 4 (Inadequate)</h3><p>Too few plans are made in time.</p>",
        "<h2>Overall effectiveness: Grade 4 (inadequate)</h2><p>Too few plans are made in time.</p>",
        "<h2>Judgments</h2><p>Overall effectiveness Inadequate (Grade 4)</p><p>Too few plans are made.</p>",
    ],
)
def test_a_numbered_grade_stands_below_or_behind_its_area(judge: Judge, text: str) -> None:
    """The key to the scale, whose lines go on, grades nothing."""
    key = "<h2>What the judgments mean</h2><p>Inadequate (Grade 4) A service that does not meet requirements</p>"
    assert [entry[:2] for entry in listed(judge(NUMBERED, text + key))] == [("Overall effectiveness", "inadequate")]


SINGLE = "Inspection of services for children in need of help and protection, children looked after and care leavers"


def test_a_single_inspection_lists_its_areas_by_number_on_the_first_page(judge: Judge) -> None:
    """A grade may stand below its area, or be parted; what a section says again is no other area."""
    read = judge(
        f"{SINGLE} and Review of the effectiveness of the local safeguarding children board: Medway Council",
        """<h2>Children's services in Medway require improvement to be good</h2>
        <h3>1. Children who need help and protection</h3><p>Require improvement</p>
        <p>2. Children looked after and achieving permanence Requires</p><h3>Improvement</h3>
        <p>2.1 Adoption performance Good</p><p>2.2 Experiences and progress of care leavers</p><h4>Good</h4>
        <h2>Experiences and progress of care leavers</h2><p>Good</p><p>They have flats.</p>
        <h2>The local safeguarding children board (LSCB) is good</h2><p>It meets.</p>""",
    )
    assert [entry[:2] for entry in listed(read)] == [
        ("Overall effectiveness", "requires improvement"),
        ("1. Children who need help and protection", "requires improvement"),
        ("2. Children looked after and achieving permanence", "requires improvement"),
        ("2.1 Adoption performance", "good"),
        ("2.2 Experiences and progress of care leavers", "good"),
        ("Local Safeguarding Children Board", "good"),
    ]
