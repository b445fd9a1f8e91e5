"""Citations in the forms of British briefings: each written out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.quoting.styles import cited as cited_as
from bot.quoting.styles import forms, letters, licence_line, reference, shown_authors
from bot.types import Quote
from corpus.types import Report

TODAY = date(2026, 6, 3)
OGL = "Open Government Licence v3.0"
REPORT = Report(
    id="0123456789ab",
    title="PEEL 2023–2025: An inspection of West Mercia Police",
    bodies=("West Mercia Police",),
    inspectorates=("HMICFRS",),
    kind="PEEL inspection",
    inspected="2024-11",
    published="2025-05-14",
    source="a1.pdf",
    sha256="0" * 64,
    url="https://example.org/west-mercia",
    licence=OGL,
)
QUOTE = Quote("Words.", "Words.", REPORT, 14, 14, 0.7, heading=("Findings", "Responding to the public"))
JOINT = replace(
    REPORT,
    title="Joint targeted area inspection",
    bodies=("Bedford",),
    inspectorates=("Ofsted", "CQC", "HMICFRS"),
    published="2022-07-18",
    url=None,
)


def cited(quote: Quote) -> dict[str, str]:
    """The forms by name."""
    return {form.name: form.text for form in forms(quote, TODAY)}


def test_a_peel_report_with_an_address() -> None:
    """Author, title, date, page, address and the day it was read."""
    assert cited(QUOTE) == {
        "Footnote": "HMICFRS, PEEL 2023–2025: An inspection of West Mercia Police, 14 May 2025, p 14,"
        " https://example.org/west-mercia [accessed 3 June 2026]",
        "Harvard": "His Majesty’s Inspectorate of Constabulary and Fire & Rescue Services (HMICFRS) (2025)"
        " PEEL 2023–2025: An inspection of West Mercia Police. London: HMICFRS."
        " Available at: https://example.org/west-mercia (Accessed: 3 June 2026).",
        "Harvard in text": "(HMICFRS, 2025, p. 14)",
        "OSCOLA": "HMICFRS, ‘PEEL 2023–2025: An inspection of West Mercia Police’ (14 May 2025) 14"
        " <https://example.org/west-mercia> accessed 3 June 2026.",
        "Plain": "HMICFRS, PEEL 2023–2025: An inspection of West Mercia Police, 14 May 2025, p. 14,"
        " https://example.org/west-mercia",
    }


def test_a_joint_report_without_an_address() -> None:
    """All inspectorates, the body after a title that does not name it, and nothing that was accessed."""
    assert cited(replace(QUOTE, report=JOINT)) == {
        "Footnote": "Ofsted, CQC and HMICFRS, Joint targeted area inspection [Bedford], 18 July 2022, p 14",
        "Harvard": "Ofsted, Care Quality Commission (CQC) and Her Majesty’s Inspectorate of Constabulary and"
        " Fire & Rescue Services (HMICFRS) (2022) Joint targeted area inspection [Bedford].",
        "Harvard in text": "(Ofsted, CQC and HMICFRS, 2022, p. 14)",
        "OSCOLA": "Ofsted, CQC and HMICFRS, ‘Joint targeted area inspection [Bedford]’ (18 July 2022) 14.",
        "Plain": "Ofsted, CQC and HMICFRS, Joint targeted area inspection [Bedford], 18 July 2022, p. 14",
    }


@pytest.mark.parametrize(
    ("change", "footnote", "harvard", "oscola"),
    [
        ({"page_label": "12"}, ", p 12 (PDF p 14)", ", p. 12 [PDF p 14]", " 12 (PDF p 14)"),
        ({"page_end": 15}, ", pp 14–15 of the PDF", ", pp. 14–15 of the PDF", " 14–15 of the PDF"),
        (
            {"page_end": 15, "page_label": "12", "page_label_end": "13"},
            ", pp 12–13 (PDF pp 14–15)",
            ", pp. 12–13 [PDF pp 14–15]",
            " 12–13 (PDF pp 14–15)",
        ),
        ({"page_end": 15, "page_label": "14", "page_label_end": "15"}, ", pp 14–15", ", pp. 14–15", " 14–15"),
        (
            {"page": None, "page_end": None, "heading": ("Area(s) for improvement",)},
            ", section “Area(s) for improvement”",
            ", section “Area(s) for improvement”",
            " section “Area(s) for improvement”",
        ),
        ({"page": None, "page_end": None, "heading": ()}, "", "", ""),
    ],
    ids=["printed page", "page break", "printed pages of a break", "pages printed as counted", "heading", "nowhere"],
)
def test_where_a_quote_stands(change: dict[str, object], footnote: str, harvard: str, oscola: str) -> None:
    """The printed page with the PDF's, both pages of a break, the heading of a source without pages."""
    found = cited(replace(QUOTE, report=JOINT, **change))
    assert (
        found["Footnote"]
        == f"Ofsted, CQC and HMICFRS, Joint targeted area inspection [Bedford], 18 July 2022{footnote}"
    )
    assert found["Harvard in text"] == f"(Ofsted, CQC and HMICFRS, 2022{harvard})"
    assert found["OSCOLA"].endswith(f"(18 July 2022){oscola}.")


@pytest.mark.parametrize(
    ("change", "footnote", "harvard"),
    [
        ({"published": None}, ", inspected November 2024, p 14", " (2024) "),
        ({"published": None, "inspected": None}, ", date not known, p 14", "HMICFRS (n.d.) "),
        ({"published": "2016-03-01", "inspectorates": ("HMIC",)}, ", 1 March 2016, p 14", " (HMIC) (2016) "),
        ({"inspectorates": ()}, ", 14 May 2025, p 14", "West Mercia Police (2025) "),
        (
            {"title": "Is it good?"},
            "Is it good? [West Mercia Police], 14 May 2025",
            "Is it good? [West Mercia Police]. L",
        ),
    ],
    ids=["inspected only", "no date", "HMIC", "no author", "question"],
)
def test_what_is_not_known_is_not_made_up(change: dict[str, object], footnote: str, harvard: str) -> None:
    """A date of the inspection is called one; without any date Harvard says so."""
    found = cited(replace(QUOTE, report=replace(REPORT, **change)))
    assert footnote in found["Footnote"]
    assert harvard in found["Harvard"]


def test_a_digest_is_called_one_in_every_form() -> None:
    """Nobody can take it for the inspectorate's own text."""
    found = cited(replace(QUOTE, report=replace(REPORT, digest=True)))
    assert found.pop("Harvard in text") == "(digest of HMICFRS, 2025, p. 14)"
    assert all(
        text.startswith("Digest (written for this project, not the inspectorate's own text;") for text in found.values()
    )
    assert all("https://example.org/west-mercia" in text for text in found.values())


def test_a_name_is_spelt_out_where_it_is_used_first() -> None:
    """As Her Majesty's where it was hers; in Harvard with the abbreviation in square brackets."""
    spelt = "His Majesty’s Inspectorate of Constabulary and Fire & Rescue Services"
    assert cited_as(QUOTE, "footnote", TODAY, ["HMICFRS"]).startswith(f"{spelt} (HMICFRS), PEEL")
    assert cited_as(QUOTE, "oscola", TODAY, ["HMICFRS"]).startswith(f"{spelt} (HMICFRS), ‘PEEL")
    assert cited_as(QUOTE, "plain", TODAY, ["HMICFRS"]).startswith(f"{spelt} (HMICFRS), PEEL")
    assert cited_as(QUOTE, "harvard", TODAY, ["HMICFRS"]) == f"({spelt} [HMICFRS], 2025, p. 14)"
    older = replace(QUOTE, report=JOINT)
    assert "CQC and Her Majesty’s Inspectorate of" in cited_as(older, "footnote", TODAY, ["HMICFRS"])


def test_of_more_than_three_authors_harvard_names_the_first_in_the_text() -> None:
    """The list of sources names all."""
    four = replace(JOINT, inspectorates=("Ofsted", "CQC", "HMICFRS", "HMI Probation"))
    assert cited_as(replace(QUOTE, report=four), "harvard", TODAY) == "(Ofsted et al., 2022, p. 14)"
    assert shown_authors(four, "harvard") == ("Ofsted",)
    assert shown_authors(four, "footnote") == four.inspectorates
    assert reference(four, "harvard", TODAY) == (
        "Ofsted, CQC, HMICFRS and HMI Probation (2022) Joint targeted area inspection [Bedford]."
    )


def test_a_source_in_a_list_has_no_place_and_in_oscola_no_stop() -> None:
    """Whatever the form, it is the report's."""
    assert reference(REPORT, "footnote", TODAY) == (
        "HMICFRS, PEEL 2023–2025: An inspection of West Mercia Police, 14 May 2025,"
        " https://example.org/west-mercia [accessed 3 June 2026]"
    )
    assert reference(REPORT, "oscola", TODAY) == (
        "HMICFRS, ‘PEEL 2023–2025: An inspection of West Mercia Police’ (14 May 2025)"
        " <https://example.org/west-mercia> accessed 3 June 2026"
    )
    assert reference(REPORT, "harvard", TODAY, letter="b") == (
        "HMICFRS (2025b) PEEL 2023–2025: An inspection of West Mercia Police. London: HMICFRS."
        " Available at: https://example.org/west-mercia (Accessed: 3 June 2026)."
    )
    assert reference(REPORT, "plain", TODAY) == (
        "HMICFRS, PEEL 2023–2025: An inspection of West Mercia Police, 14 May 2025, https://example.org/west-mercia"
    )


def test_reports_of_one_author_and_year_have_letters() -> None:
    """In the order of their titles; also where *et al.* makes two authors look alike, and without any date."""
    gwent = replace(REPORT, id="gwent", title="An inspection of Gwent Police")
    before = replace(REPORT, id="before", published="2024-01-01")
    assert letters([REPORT, gwent, before]) == {"gwent": "a", REPORT.id: "b", "before": ""}
    one = replace(JOINT, id="one", inspectorates=("Ofsted", "CQC", "HMIC", "HMI Probation"))
    two = replace(JOINT, id="two", inspectorates=("Ofsted", "CQC", "HMICFRS", "HMI Probation"))
    assert letters([one, two, JOINT]) == {"one": "a", "two": "b", JOINT.id: ""}
    undated = replace(REPORT, published=None, inspected=None)
    assert cited_as(replace(QUOTE, report=undated), "harvard", TODAY, letter="a") == "(HMICFRS, n.d.-a, p. 14)"


def test_the_twenty_seventh_report_of_a_year_is_aa() -> None:
    """Letters do not run out."""
    many = [replace(REPORT, id=f"{number:02}", title=f"Report {number:02}") for number in range(28)]
    given = letters(many)
    assert [given[id] for id in ("00", "25", "26", "27")] == ["a", "z", "aa", "ab"]


def test_the_licence_is_acknowledged_where_it_holds() -> None:
    """For a report under it; not for a digest, nor where no licence is known."""
    line = licence_line(REPORT)
    assert line == (
        "Contains public sector information licensed under the Open Government Licence v3.0:"
        " https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
    )
    assert licence_line(replace(REPORT, digest=True)) is None
    assert licence_line(replace(REPORT, licence=None)) is None
