"""What a report is: each field, in order of trust, with where it came from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pdfs
import pytest
from documents import read_paper
from pypdf import PdfWriter

from corpus.describe.gazetteer import gazetteer
from corpus.describe.metadata import describe
from corpus.describe.sidecar import BUNDLED
from corpus.folder import files_of, read_report
from corpus.reading.plain import read_markdown, read_text
from corpus.reading.read import read
from corpus.types import Document, Report

Given = Sequence[tuple[str, Mapping[str, object]]]


def report(document: Document, *, source: str = "a1.txt", given: Given = ()) -> Report:
    return describe(
        document, source=source, sha256="ab" * 32, given=given, names=gazetteer(), joined=frozenset({"improved"})
    )


def text(words: str, *, source: str = "a1.txt", given: Given = ()) -> Report:
    return report(read_text(words.encode())[0], source=source, given=given)


def titled(title: str) -> Report:
    return report(read_markdown(f"# {title}\n\nWords of the report.\n".encode())[0])


def pdf(paper: pdfs.Paper, folder: Path, source: str = "a1.pdf", given: Given = ()) -> Report:
    return report(read_paper(paper, folder), source=source, given=given)


# Order of trust --------------------------------------------------------------------------------


def letter() -> pdfs.Paper:
    """A report whose first page, properties and (below) file name all say something else."""
    paper = pdfs.Paper(title="PEEL: An inspection of Surrey Police")
    paper.heading("PEEL: An inspection of Kent Police", 24).lines("Published: 14 May 2025")
    return paper.lines("We carried out this inspection from 3 to 7 March 2025.")


SIDECAR = {"title": "A", "bodies": ["Gwent Police"], "published": "2021-01-01", "inspected": "2020-12"}
FRONT = {"title": "B", "body": "Essex Police", "published": "2022-01-01", "url": "https://example.org/b"}


def test_fields_come_from_the_most_trusted_source(tmp_path: Path) -> None:
    """Sidecar, front matter, own pages: each field is taken from the first that has it, and says so."""
    found = pdf(letter(), tmp_path, given=(("sidecar", SIDECAR), ("front matter", FRONT)))

    assert (found.title, found.bodies, found.published, found.inspected) == (
        "A",
        ("Gwent Police",),
        "2021-01-01",
        "2020-12",
    )
    assert (found.url, found.kind) == ("https://example.org/b", "PEEL inspection")
    assert found.origins == {
        "title": "sidecar",
        "bodies": "sidecar",
        "published": "sidecar",
        "inspected": "sidecar",
        "url": "front matter",
        "kind": "page 1",
        "inspectorates": "kind",
    }


def test_front_matter_comes_before_the_pages(tmp_path: Path) -> None:
    """A single body may be given under that name."""
    found = pdf(letter(), tmp_path, given=(("sidecar", {}), ("front matter", FRONT)))

    assert (found.title, found.bodies, found.published) == ("B", ("Essex Police",), "2022-01-01")
    assert {found.origins[field] for field in ("title", "bodies", "published")} == {"front matter"}
    assert (found.inspected, found.origins["inspected"]) == ("2025-03-03/2025-03-07", "page 1")


def test_pages_come_before_properties_and_name(tmp_path: Path) -> None:
    """What is printed on the first page is believed before what a program wrote into the file."""
    found = pdf(letter(), tmp_path, source="sussex - 1 January 2020.pdf")

    assert (found.title, found.bodies, found.published) == (
        "PEEL: An inspection of Kent Police",
        ("Kent Police",),
        "2025-05-14",
    )
    assert {found.origins[field] for field in ("title", "bodies", "published")} == {"page 1"}


def test_properties_come_before_the_name(tmp_path: Path) -> None:
    """Pages that name nobody leave the word to the properties; only then the file's name is asked."""
    paper = pdfs.Paper(title="PEEL: An inspection of Surrey Police").lines("Calls are answered in good time.")
    found = pdf(paper, tmp_path, source="sussex - 1 January 2020.pdf")

    assert (found.title, found.bodies) == ("PEEL: An inspection of Surrey Police", ("Surrey Police",))
    assert (found.published, found.origins["published"]) == ("2020-01-01", "file name")
    assert {found.origins[field] for field in ("title", "bodies", "kind")} == {"properties"}


def test_a_bookmark_that_names_a_report_comes_before_the_properties(tmp_path: Path) -> None:
    """It is the report's own heading; a bookmark like *Contents* is not."""
    paper = pdfs.Paper(title="PEEL: An inspection of Surrey Police").lines("Calls are answered in good time.")
    plain = paper.save(tmp_path / "plain.pdf")

    found = {}
    for name in ("Contents", "PEEL: An inspection of Kent Police"):
        writer = PdfWriter(clone_from=plain)
        writer.add_outline_item(title=name, page_number=0)
        path = tmp_path / "a1.pdf"
        writer.write(path)
        told = report(read(path, path.read_bytes())[0])
        found[name] = (told.title, told.bodies, told.origins["title"])

    assert found == {
        "Contents": ("PEEL: An inspection of Surrey Police", ("Surrey Police",), "properties"),
        "PEEL: An inspection of Kent Police": ("PEEL: An inspection of Kent Police", ("Kent Police",), "bookmarks"),
    }


@pytest.mark.parametrize(
    ("source", "bodies", "kind", "published"),
    [
        ("west-mercia-peel-2021-22.txt", ("West Mercia Police",), "PEEL inspection", None),
        ("x/area_send_inspection_bury_07_may_2024.txt", ("Bury",), "area SEND inspection", "2024-05-07"),
        ("shropshire fire service.txt", ("Shropshire Fire and Rescue Service",), "fire and rescue inspection", None),
        ("a1.txt", (), "report", None),
    ],
)
def test_the_file_name_is_the_last_resort(
    source: str, bodies: tuple[str, ...], kind: str, published: str | None
) -> None:
    """Where the text says nothing of itself, its name may; where that says nothing either, nothing is known."""
    found = text("Calls are answered in good time.", source=source)

    assert (found.bodies, found.kind, found.published) == (bodies, kind, published)
    assert {found.origins.get(field, "file name") for field in ("bodies", "kind", "published")} == {"file name"}


def test_a_report_that_says_nothing_of_itself_is_called_by_its_file() -> None:
    """Title and kind are never empty; no origin is claimed for what is not known."""
    found = text("Calls are answered in good time.", source="folder/a1.txt")

    assert (found.title, found.kind, found.body, found.date) == ("a1", "report", "", "")
    assert found.origins == {}


@pytest.mark.parametrize("given", [None, "", []])
def test_an_empty_field_is_not_given(given: object) -> None:
    """A field left blank in the sidecar is looked for elsewhere."""
    found = text("An inspection of Kent Police\n\nGood.", given=(("sidecar", {"bodies": given, "title": given}),))

    assert (found.title, found.bodies) == ("An inspection of Kent Police", ("Kent Police",))


def test_a_title_given_without_the_body_leaves_the_printed_one_its_word() -> None:
    """The body comes from the title on the page when the sidecar's title names none."""
    found = text("An inspection of Kent Police\n\nGood.", given=(("sidecar", {"title": "PEEL 2021/22"}),))

    assert (found.bodies, found.origins["bodies"]) == (("Kent Police",), "text")
    assert (found.kind, found.origins["kind"]) == ("PEEL inspection", "sidecar")


@pytest.mark.parametrize(
    ("given", "iso"),
    [
        ("2024-11/2025-01", "2024-11/2025-01"),
        ("November 2024", "2024-11"),
        ("14 May 2025", "2025-05-14"),
        ("6 September 2021 to 1 October 2021", "2021-09-06/2021-10-01"),
        ("6 September to 1 October 2021", "2021-09-06/2021-10-01"),
        (2024, "2024"),
    ],
)
def test_dates_may_be_given_in_words(given: object, iso: str) -> None:
    """The sidecar's dates become ISO dates."""
    assert text("Good.", given=(("sidecar", {"inspected": given}),)).inspected == iso


@pytest.mark.parametrize("given", ["soon", "2024-13-01", "31 June 2024"])
def test_a_date_that_is_none_is_not_given(given: str) -> None:
    """What cannot be read as a date does not hide the one that is printed."""
    found = text("An inspection\n\nPublished: 14 May 2025", given=(("sidecar", {"published": given}),))

    assert (found.published, found.origins["published"]) == ("2025-05-14", "text")


@pytest.mark.parametrize("title", ["Microsoft Word - letter_v3", "JTAI letter final.docx", "untitled", "report.pdf"])
def test_a_programs_title_is_no_title(tmp_path: Path, title: str) -> None:
    """Names of files in the properties say nothing."""
    found = pdf(pdfs.Paper(title=title).lines("Calls are answered in good time."), tmp_path)

    assert (found.title, found.origins) == ("a1", {})


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("west-mercia-peel-2018-19.pdf", ("West Mercia Police", "PEEL inspection", "2019-01", "2019-09-27")),
        (
            "west-mercia-revisit-2023.pdf",
            ("West Mercia Police", "revisit letter", "2023-07-03/2023-07-08", "2023-10-31"),
        ),
        ("wiltshire-peel-2021-22.html", ("Wiltshire Police", "PEEL inspection", "2022-01-17/2022-02-11", "2022-07-07")),
        (
            "hereford-and-worcester-frs-2023-25.pdf",
            ("Hereford and Worcester Fire and Rescue Service", "fire and rescue inspection", "2023-07", None),
        ),
        (
            "west-mercia-accelerated-cause-of-concern-2025.pdf",
            ("West Mercia Police", "accelerated cause of concern", "2025-09", "2025-09-26"),
        ),
    ],
)
def test_a_bundled_report_is_understood_without_its_sidecar(name: str, fields: tuple[str | None, ...]) -> None:
    """Called a1, and with nothing beside it, a report still says what it is; the sidecar agrees."""
    path = BUNDLED / name
    found = report(read(path, path.read_bytes())[0], source=f"a1{path.suffix}")
    known = next(read_report(file).report for file in files_of(BUNDLED) if file.source == name)

    assert (found.body, found.kind, found.inspected, found.published) == fields
    assert (known.title, known.body, known.kind, known.inspected, known.published) == (found.title, *fields)
    assert found.digest
    assert found.licence == "Open Government Licence v3.0"
    assert found.inspectorates == ("HMICFRS",)


# Titles, bodies, kinds -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "body", "kind"),
    [
        ("Area SEND inspection of Bury Local Area Partnership", "Bury", "area SEND inspection"),
        ("Joint targeted area inspection of London Borough of Lewisham", "Lewisham", "joint targeted area inspection"),
        (
            "Joint targeted area inspection of Royal Borough of Windsor and Maidenhead",
            "Windsor and Maidenhead",
            "joint targeted area inspection",
        ),
        (
            "Joint targeted area inspection of the multi-agency response to abuse and neglect in Bristol City Council",
            "Bristol",
            "joint targeted area inspection",
        ),
        ("PEEL 2023–2025: An inspection of West Mercia Police", "West Mercia Police", "PEEL inspection"),
        (
            "Effectiveness, efficiency and people 2023–2025: Hereford & Worcester Fire and Rescue Service",
            "Hereford and Worcester Fire and Rescue Service",
            "fire and rescue inspection",
        ),
        ("National child protection inspection: Surrey Police", "Surrey Police", "child protection inspection"),
        ("Report on an inspection of police custody suites in Kent", "Kent Police", "custody inspection"),
        (
            "Crime data integrity inspection 2019: Avon & Somerset",
            "Avon and Somerset Police",
            "crime data integrity inspection",
        ),
        ("Gwent Police: revisit on the cause of concern", "Gwent Police", "revisit letter"),
        ("Gwent Police: accelerated cause of concern", "Gwent Police", "accelerated cause of concern"),
        ("The police response to the public disorder in July and August 2024: Tranche 1", "", "thematic inspection"),
        ("State of Policing: annual assessment of England and Wales 2023", "", "annual assessment"),
        ("Values and culture in fire and rescue services: a spotlight report", "", "thematic inspection"),
        ("The force response to victims: a super-complaint", "", "super-complaint investigation"),
    ],
)
def test_a_title_says_body_and_kind(title: str, body: str, kind: str) -> None:
    """The body is of the sort that such a report inspects: an area, a fire service or a force."""
    found = titled(title)

    assert (found.title, found.body, found.kind) == (title, body, kind)


def test_the_title_is_the_largest_heading_of_the_first_page(tmp_path: Path) -> None:
    """Not the first one: a line above the title, or a section that speaks of inspections, is none."""
    paper = pdfs.Paper().heading("Inspection digest", 14).heading("West Mercia Police: custody (2025)", 24)
    paper.heading("About this inspection", 16).lines("Calls are answered in good time.")

    assert pdf(paper, tmp_path).title == "West Mercia Police: custody (2025)"


def test_of_headings_alike_the_one_that_names_an_inspection_is_the_title(tmp_path: Path) -> None:
    """Letters set their title like any other heading."""
    paper = (
        pdfs.Paper()
        .heading("To the director", 14)
        .lines("Dear director")
        .heading("Joint targeted area inspection of Bury", 14)
    )
    paper.lines("We inspected Bury.").heading("Headline findings", 14).lines("Children wait too long.")

    assert pdf(paper, tmp_path).title == "Joint targeted area inspection of Bury"


def test_a_title_set_like_text_is_found() -> None:
    """A line that opens as titles of inspections do is the title, without its full stop."""
    words = "18 July 2022\n\nDear director,\n\nJoint targeted area inspection of the response to abuse in\nBury.\n\nHi."

    assert text(words).title == "Joint targeted area inspection of the response to abuse in Bury"


def test_a_body_that_only_the_text_names_must_be_named_more_than_once() -> None:
    """One mention in passing does not make a report one on that body."""
    assert (
        text("This report is new.\n\nGwent Police is good. Gwent Police is quick. So is Kent Police.").body
        == "Gwent Police"
    )
    assert text("This report is new.\n\nGwent Police is good.").bodies == ()


def test_several_bodies_may_be_given() -> None:
    """A report on two forces keeps both, in the order given; the first stands for it."""
    found = text("Good.", given=(("sidecar", {"bodies": ["Gwent Police", "Kent Police"]}),))

    assert found.bodies == ("Gwent Police", "Kent Police")
    assert found.body == "Gwent Police"


# Dates -----------------------------------------------------------------------------------------

BURY = "Area SEND inspection of Bury Local Area Partnership\n\n"
LETTER = "Joint targeted area inspection of Bury\n\n"


@pytest.mark.parametrize(
    ("words", "inspected"),
    [
        (BURY + "Inspection dates: 12 to 16 February 2024", "2024-02-12/2024-02-16"),
        (BURY + "Inspection dates: 29 January 2024 to 02 February 2024", "2024-01-29/2024-02-02"),
        (
            "21 April 2017\n\n" + LETTER + "Between 27 February and 3 March 2017, inspectors came.",
            "2017-02-27/2017-03-03",
        ),
        ("2 August 2016\n\n" + LETTER + "Between 20 and 24 June, inspectors came.", "2016-06-20/2016-06-24"),
        ("14 January 2016\n\n" + LETTER + "Between 2 and 6 November, inspectors came.", "2015-11-02/2015-11-06"),
        (
            "12 July 2024\n\n" + LETTER + "We carried out this inspection from 22 April to 26 April 2024.",
            "2024-04-22/2024-04-26",
        ),
        (LETTER + "Inspected between 5 and 9 December 2016.", "2016-12-05/2016-12-09"),
        (LETTER + "Fieldwork: November 2024", "2024-11"),
    ],
)
def test_the_days_of_the_inspection_are_read(words: str, inspected: str) -> None:
    """In every form that letters and reports print them; a missing year is that of the letter, or the one before."""
    assert text(words).inspected == inspected


@pytest.mark.parametrize(
    ("words", "inspected"),
    [
        (
            BURY + "Inspection dates: 12 to 16 February 2024\n\nDate of previous inspection: 6 to 10 February 2017",
            "2024-02-12/2024-02-16",
        ),
        (
            BURY + "Date of previous inspection: 6 to 10 February 2017\n\nInspection dates: 12 to 16 February 2024",
            "2024-02-12/2024-02-16",
        ),
        (BURY + "The last inspection took place from 6 to 10 February 2017.", None),
        (BURY + "The previous joint inspection ran from 6 to 10 February 2017.", None),
        (BURY + "The next inspection will be from 6 to 10 February 2027.", None),
        (BURY + "The school was shut from 6 to 10 February 2017.", None),
        (BURY + "The last inspection was in May 2017.", None),
        (BURY + "Between 20 and 24 June, inspectors came.", None),
    ],
)
def test_other_days_are_not_those_of_the_inspection(words: str, inspected: str | None) -> None:
    """Earlier and later inspections, and what happened besides, are not this inspection."""
    assert text(words).inspected == inspected


@pytest.mark.parametrize(("page", "inspected"), [(1, "2024-02-12/2024-02-16"), (2, "2024-02-12/2024-02-16"), (3, None)])
def test_dates_are_those_of_the_first_two_pages(tmp_path: Path, page: int, inspected: str | None) -> None:
    """Dates further on in a report are mostly those of something else."""
    paper = pdfs.Paper()
    for number in range(1, 5):
        paper.lines(
            "Inspection dates: 12 to 16 February 2024" if number == page else "Calls are answered in good time."
        )
        paper.page()

    assert pdf(paper.lines("The end of it."), tmp_path).inspected == inspected


@pytest.mark.parametrize(
    ("words", "published"),
    [
        ("18 July 2022\n\n" + LETTER + "Good.", "2022-07-18"),
        (LETTER + "Published: 14 May 2025", "2025-05-14"),
        (LETTER + "Inspected 3 to 7 March 2025. Published on 14 May 2025.", "2025-05-14"),
        (LETTER + "Date of publication: 3 July 2009", "2009-07-03"),
        (LETTER + "May 2025\n\nGood.", "2025-05"),
        (LETTER + "We came on 14 May 2025 and left on 16 May 2025.", None),
        (LETTER + "Good.", None),
    ],
)
def test_the_day_of_publication_is_read(words: str, published: str | None) -> None:
    """The date of a letter, or one that is said to be that of publication; no other date."""
    assert text(words).published == published


def test_a_printed_date_comes_before_that_in_the_file_name() -> None:
    """The file's name speaks only where the pages do not."""
    name = "area send inspection - 07 may 2024.txt"

    assert text(BURY + "Published: 9 May 2024", source=name).published == "2024-05-09"
    assert text(BURY + "Good.", source=name).published == "2024-05-07"


# Inspectorates, address, licence, digest -------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "inspectorates"),
    [
        (
            "18 July 2022\n\n" + LETTER + "Ofsted, the Care Quality Commission (CQC) and HMICFRS came.",
            ("Ofsted", "CQC", "HMICFRS"),
        ),
        (
            "2 August 2016\n\n" + LETTER + "Ofsted, CQC, HMI Constabulary and HMI Probation came.",
            ("Ofsted", "CQC", "HMIC", "HMI Probation"),
        ),
        (
            "8 March 2019\n\n" + LETTER + "Ofsted, CQC, HMI Constabulary and HMI Prob came.",
            ("Ofsted", "CQC", "HMICFRS", "HMI Probation"),
        ),
        (BURY + "Ofsted and the CQC came. HMICFRS did not.", ("Ofsted", "CQC")),
        (
            "An inspection of Gwent Police\n\nHis Majesty’s Inspectorate of Constabulary and Fire & Rescue Services",
            ("HMICFRS",),
        ),
        ("An inspection of custody\n\nHM Inspectorate of Prisons and HMICFRS came.", ("HMICFRS", "HMI Prisons")),
        (
            "An inspection\n\nEstyn, Care Inspectorate Wales and Healthcare Inspectorate Wales came.",
            ("Estyn", "CIW", "HIW"),
        ),
        ("An inspection\n\nNobody came.", ()),
    ],
)
def test_the_inspectorates_are_those_that_the_pages_name(words: str, inspectorates: tuple[str, ...]) -> None:
    """Under their names of the day: HMIC is HMICFRS from July 2017; only two inspect SEND services."""
    assert text(words).inspectorates == inspectorates


@pytest.mark.parametrize(("page", "found"), [(2, ("Ofsted",)), (3, ()), (5, ()), (6, ("Ofsted",)), (8, ("Ofsted",))])
def test_letters_name_their_inspectorates_at_the_beginning_or_the_end(
    tmp_path: Path, page: int, found: tuple[str, ...]
) -> None:
    """Who signed stands on one of the last three pages; who is named in between took no part."""
    paper = pdfs.Paper().heading("Joint targeted area inspection of Bury")
    for number in range(1, 9):
        paper.lines("Ofsted did this, and did it well." if number == page else "Calls are answered in good time.")
        if number < 8:
            paper.page()

    assert pdf(paper, tmp_path).inspectorates == found


def test_a_web_page_says_where_it_is_from(tmp_path: Path) -> None:
    """Its canonical address becomes the report's; that it is a web page's is remembered."""
    path = tmp_path / "a1.html"
    path.write_text(
        '<link rel="canonical" href="https://example.org/r"><h1>An inspection of Kent Police</h1><p>Good.</p>'
    )
    found = report(read(path, path.read_bytes())[0], source="a1.html")

    assert (found.url, found.origins["url"]) == ("https://example.org/r", "properties")


@pytest.mark.parametrize(
    ("words", "licence"),
    [
        ("Licensed under the Open Government Licence v3.0.", "Open Government Licence v3.0"),
        ("See the Open Government Licence, version 2.", "Open Government Licence v2.0"),
        ("www.nationalarchives.gov.uk/doc/open-government-licence/version/3", "Open Government Licence v3.0"),
        ("Under the Open Government Licence.", "Open Government Licence"),
        ("All rights reserved.", None),
    ],
)
def test_the_licence_is_read(words: str, licence: str | None) -> None:
    """With its version, where that is printed."""
    assert text(f"An inspection\n\n{words}").licence == licence


@pytest.mark.parametrize(("page", "found"), [(2, True), (3, False), (4, False), (5, True), (6, True)])
def test_the_licence_stands_at_the_beginning_or_the_end(tmp_path: Path, page: int, found: bool) -> None:
    """On one of the first or the last two pages; a licence that the text speaks of is not the report's."""
    paper = pdfs.Paper()
    for number in range(1, 7):
        paper.lines("Under the Open Government Licence." if number == page else "Calls are answered in good time.")
        if number < 6:
            paper.page()

    assert (pdf(paper, tmp_path).licence is not None) is found


@pytest.mark.parametrize(
    ("words", "digest"),
    [
        ("This digest was written for this project.", True),
        ("A digest of the report, made for this project.", True),
        ("This digest of crime figures is the Home Office’s.", False),
        ("This report was written for this project.", False),
    ],
)
def test_a_digest_says_that_it_is_one(words: str, digest: bool) -> None:
    """Only a text that calls itself a digest made for a project is no official one."""
    assert text(f"An inspection\n\n{words}").digest is digest


def test_a_report_is_dated_by_publication_then_by_inspection() -> None:
    """The date to order reports by is the last day of the inspection where no publication is known."""
    days = LETTER + "Inspection dates: 3 to 7 March 2025."

    assert text(days + " Published: 14 May 2025").date == "2025-05-14"
    assert text(days).date == "2025-03-07"
