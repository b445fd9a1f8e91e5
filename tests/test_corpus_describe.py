"""Bodies by weighed evidence, kinds and inspectorates as data, whole titles, dates apart, and what is to be checked."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pdfs
import pytest
from documents import read_paper

from corpus.describe.check import Problem, problems, sidecar_to_correct
from corpus.describe.gazetteer import gazetteer
from corpus.describe.metadata import describe
from corpus.reading.plain import read_markdown
from corpus.types import Report
from corpus.vocabulary.kinds import bodies_inspected, inspectorates, kind_named, kinds


def told(words: str, source: str = "a1.md") -> Report:
    """What a Markdown text says of itself."""
    document = read_markdown(words.encode())[0]
    return describe(document, source=source, sha256="ab" * 32, given=(), names=gazetteer(), joined=frozenset())


def paper_told(paper: pdfs.Paper, folder: Path) -> Report:
    """What a PDF says of itself."""
    document = read_paper(paper, folder)
    return describe(document, source="a1.pdf", sha256="ab" * 32, given=(), names=gazetteer(), joined=frozenset())


# Bodies ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cover", "body"),
    [
        ("Metropolitan Borough of Barnsley Council", "Barnsley"),
        ("City of London", "City of London"),
        ("Royal Borough of Kingston upon Thames", "Kingston upon Thames"),
        ("Worcestershire", "Worcestershire"),
        ("Newcastle Upon Tyne", "Newcastle upon Tyne"),
        ("London Borough of Hammersmith and Fulham", "Hammersmith and Fulham"),
    ],
)
def test_a_name_alone_on_the_cover_is_the_body(tmp_path: Path, cover: str, body: str) -> None:
    """Whatever its style: an inspection of children's services is of a council, and of no force of its name."""
    paper = pdfs.Paper().heading(cover, 24).heading("Inspection of children's social care services", 18)
    paper.lines("Inspection dates: 3 to 7 June 2019").lines("Leaders know their services well. Ofsted says so.")
    found = paper_told(paper, tmp_path)

    assert (found.body, found.kind, found.inspectorates) == (body, "ILACS inspection", ("Ofsted",))
    assert found.title == "Inspection of children's social care services"


def test_most_evidence_wins_over_the_first(tmp_path: Path) -> None:
    """A neighbour named first is not the body where title and text speak of another."""
    paper = pdfs.Paper().lines("With help from Kent, we came.").heading("Joint targeted area inspection", 20)
    paper.lines("Inspection of the response in Medway.", "Medway works well.", "In Medway, children are heard.")

    assert paper_told(paper, tmp_path).body == "Medway"


def test_a_close_call_is_left_open_with_its_evidence() -> None:
    """Two bodies named alike: none is guessed, and the doubt says between which."""
    found = told(
        "# Inspection of children's services\n\nKent is good. Kent is big. Essex is good. Essex is big. Ofsted."
    )

    assert found.bodies == ()
    assert "Essex" in found.doubts["bodies"]
    assert "Kent" in found.doubts["bodies"]


@pytest.mark.parametrize(
    "words",
    [
        "# Second report\n\nSecond Report of Session 2024\u201325 HC 9\n\nKent Police came. Kent Police said so.",
        "# Government response to the review of mental health\n\nThere are beds in London. London has more beds.",
        "# Progress in the north\n\nNational Office\n\nLondon is big. London is far. Berkshire is near. Berkshire.",
        "# State of Policing: annual assessment 2023\n\nKent Police does well. Kent Police is good.",
    ],
)
def test_a_general_report_is_on_no_body(words: str) -> None:
    """However often one is named in it; and that is no doubt."""
    assert (told(words).bodies, dict(told(words).doubts)) == ((), {})


def test_an_address_names_no_body(tmp_path: Path) -> None:
    """An inspectorate's own address stands on the last page of each of its reports."""
    paper = pdfs.Paper().heading("Inspection of children's services", 20).lines("Leaders do well.")
    paper.page().lines("Ofsted, Piccadilly Gate, Store Street, Manchester M1 2WD, is the inspectorate.")
    found = paper_told(paper, tmp_path)

    assert found.bodies == ()
    assert found.doubts == {"bodies": "no body of the kind that such reports inspect is named"}


# Kinds and inspectorates -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "kind", "bodies", "makers"),
    [
        (
            "# Focused visit to Kent children's services\n\nOfsted",
            "ILACS focused visit",
            "Kent",
            "Ofsted",
        ),
        (
            "# Report on an unannounced inspection of HMP Leeds by HM Chief Inspector of Prisons\n\n7–18 March 2022",
            "prison inspection",
            "HMP Leeds",
            "HMI Prisons",
        ),
        (
            "# An inspection of youth offending services in Bury\n\nHM Inspectorate of Probation, March 2023",
            "youth justice inspection",
            "Bury",
            "HMI Probation",
        ),
        (
            "# A report on education services in Merthyr Tydfil County Borough Council\n\nby Estyn",
            "local education services inspection",
            "Merthyr Tydfil",
            "Estyn",
        ),
        (
            "# London Borough of Hackney: local authority assessment\n\nCare Quality Commission",
            "CQC local authority assessment",
            "Hackney",
            "CQC",
        ),
        (
            "# HMICS Assurance Review of Police Scotland's custody\n\nHM Inspectorate of Constabulary in Scotland",
            "HMICS inspection",
            "Police Scotland",
            "HMICS",
        ),
    ],
)
def test_reports_of_each_inspectorate_are_told(words: str, kind: str, bodies: str, makers: str) -> None:
    """The kind by its title, the body of a kind that such a report inspects, and who made it."""
    found = told(words)

    assert (found.kind, "; ".join(found.bodies), ", ".join(found.inspectorates)) == (kind, bodies, makers)


def test_an_unknown_kind_keeps_the_words_of_its_title() -> None:
    """Without body and years, so that reports of one series have one kind."""
    found = [
        told(f"# Firearms licensing stocktake of {body} {year}\n\nHMIC")
        for body, year in (("Kent Police", 2012), ("Essex Police", 2013))
    ]

    assert {report.kind for report in found} == {"firearms licensing stocktake"}
    assert [report.body for report in found] == ["Kent Police", "Essex Police"]


def test_kind_and_inspectorate_say_which_bodies_can_be_meant() -> None:
    """No report by Ofsted is on a force; where nothing is known, any body may be meant."""
    assert bodies_inspected("ILACS inspection") == ("area",)
    assert bodies_inspected("report", ["Ofsted"]) == ("area",)
    assert bodies_inspected("custody inspection", ["HMICFRS"]) == ("police", "other")
    assert bodies_inspected("report") == ("police", "fire", "other", "area")


def test_every_kind_names_inspectorates_that_are_known() -> None:
    """The two lists speak of the same inspectorates, and no kind is listed twice."""
    known = {maker.name for maker in inspectorates()}

    assert {name for kind in kinds() for name in kind.inspectorates} <= known
    assert len({kind.name for kind in kinds()}) == len(kinds())
    assert kind_named("no kind") is None


# Titles ----------------------------------------------------------------------------------------


def test_a_title_broken_over_lines_is_whole(tmp_path: Path) -> None:
    """It goes on behind *and*, also where that stands alone, and a footnote's mark is none of its words."""
    paper = pdfs.Paper().heading("Brent", 26).heading("Inspection of services for children in need of help", 18)
    paper.lines("and").heading("Review of the effectiveness of the safeguarding board1", 18)
    paper.lines("Leaders do well, and Ofsted says so.")

    assert paper_told(paper, tmp_path).title == (
        "Inspection of services for children in need of help and Review of the effectiveness of the safeguarding board"
    )


def test_a_series_and_what_it_inspects_are_one_title() -> None:
    """The cycle alone does not tell a report from its sisters."""
    found = told("# PEEL 2023\u20132025\n\n## An inspection of Surrey Police\n\nSurrey Police is good.")

    assert found.title == "PEEL 2023\u20132025: An inspection of Surrey Police"


def test_the_files_own_title_is_taken_where_it_says_more(tmp_path: Path) -> None:
    """All of it has to be printed on the cover; a draft's name is none."""
    for own, title in (
        ("The Great Inquiry - Part 1: Resilience of the state", "The Great Inquiry - Part 1: Resilience of the state"),
        ("The Great Inquiry final FINAL", "The Great Inquiry"),
    ):
        paper = pdfs.Paper(title=own).heading("The Great Inquiry", 26).heading("Part 1: Resilience of the state", 18)
        assert paper_told(paper.lines("A report by its chair."), tmp_path).title == title


# Dates -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "published", "reissued", "updated"),
    [
        ("Presented to Parliament by Command of His Majesty\n\nFebruary 2025", "2025-02", None, None),
        ("Ordered to be printed 11 July 2011 and published 19 July 2011", "2011-07-19", None, None),
        ("Ordered by the House of Commons to be printed 18 July 2024", "2024-07-18", None, None),
        ("Published 5 May 2023\n\nUpdated 21 March 2024", "2023-05-05", None, "2024-03-21"),
        ("Last updated 12/11/2014", None, None, "2014-11-12"),
        ("Published on: 19 October 2022\n\nSent on: 20 June 2019", "2019-06-20", "2022-10-19", None),
        ("Published on: 25 June 2019\n\nSent on: 20 June 2019", "2019-06-25", None, None),
        ("Another paper was published on 3 May 2019.", None, None, None),
        ("HM Inspectorate of Probation, March 2023", "2023-03", None, None),
    ],
)
def test_dates_of_issue_are_told_apart(
    words: str, published: str | None, reissued: str | None, updated: str | None
) -> None:
    """A page that was moved carries the day of the move; its letter was sent long before."""
    found = told(f"# A paper on policing\n\n{words}\n")

    assert (found.published, found.reissued, found.updated) == (published, reissued, updated)


@pytest.mark.parametrize(
    ("words", "inspected"),
    [
        ("Fieldwork took place between March and May 2022.", "2022-03/2022-05"),
        ("Inspection date: 5 June 2019", "2019-06-05"),
        ("7\u201318 March 2022", "2022-03-07/2022-03-18"),
        ("The visit took place from Monday 4 March to Friday, 8 March 2019.", "2019-03-04/2019-03-08"),
        ("Inspection dates: 8 July 2019 to 12 July 2019\n\n8 August 2019", "2019-07-08/2019-07-12"),
    ],
)
def test_days_of_inspection_are_read_in_more_forms(words: str, inspected: str) -> None:
    """Months, a single day, days alone on the cover, and days of the week before the date."""
    assert told(f"# Inspection of Kent\n\n{words}\n").inspected == inspected


# What is to be checked -------------------------------------------------------------------------

KNOWN = Report(
    "0" * 12,
    "PEEL 2021/22: An inspection of Kent Police",
    ("Kent Police",),
    ("HMICFRS",),
    "PEEL inspection",
    "2021-11-01/2021-12-01",
    "2022-05-05",
    "kent.pdf",
    "0" * 64,
    origins={"kind": "page 1"},
)


def listed(*reports: Report) -> list[tuple[str, str]]:
    """The fields with a problem, and what it is."""
    return [(problem.field, problem.what) for problem in problems(reports)]


def test_a_plain_report_has_nothing_to_put_right() -> None:
    """Neither has a general one without a body."""
    general = replace(KNOWN, id="1" * 12, title="State of Policing", bodies=(), kind="annual assessment")

    assert listed(KNOWN, general) == []


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"bodies": (), "doubts": {"bodies": "Kent 2.0; Essex 2.0"}}, [("bodies", "doubtful")]),
        ({"bodies": ()}, [("bodies", "missing")]),
        ({"published": None, "inspected": None}, [("published", "missing")]),
        ({"origins": {}}, [("kind", "missing")]),
        ({"published": "2021-06-01"}, [("published", "contradictory")]),
        ({"inspectorates": ("Ofsted",), "title": "Report"}, [("bodies", "contradictory")]),
        ({"bodies": ("Essex Police",)}, [("bodies", "contradictory")]),
    ],
)
def test_what_is_doubtful_missing_or_contradictory_is_listed(
    change: dict[str, object], found: list[tuple[str, str]]
) -> None:
    """A field each, and why."""
    assert listed(replace(KNOWN, **change)) == found


def test_the_sidecar_to_correct_holds_what_is_known_and_why_it_is_asked_for() -> None:
    """It is TOML as it stands, with an entry for each such report."""
    doubtful = replace(KNOWN, bodies=(), doubts={"bodies": "Kent 2.0; Essex 2.0"}, source="x/a \u201cb\u201d.pdf")
    text = sidecar_to_correct(problems([doubtful]))

    assert tomllib.loads(text) == {
        "a \u201cb\u201d.pdf": {
            "title": "PEEL 2021/22: An inspection of Kent Police",
            "bodies": [],
            "kind": "PEEL inspection",
            "inspected": "2021-11-01/2021-12-01",
            "published": "2022-05-05",
        }
    }
    assert "# bodies doubtful: Kent 2.0; Essex 2.0\n" in text


def test_more_checks_may_be_added() -> None:
    """A check looks at all reports together."""
    (found,) = problems([KNOWN], [lambda reports: (Problem(report, "title", "doubtful", "why") for report in reports)])

    assert (found.field, found.report) == ("title", KNOWN)
