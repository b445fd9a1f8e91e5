"""The catalogue of official reports, and what is chosen from it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.__main__ import main
from corpus.describe.gazetteer import gazetteer
from corpus.errors import ReportbotError
from corpus.fetch.catalogue import Wanted, catalogue, chosen
from corpus.fetch.sources import source_named, sources
from corpus.fetch.types import Entry
from corpus.vocabulary.kinds import kinds


def titles(wanted: Wanted) -> list[str]:
    return [entry.title for entry in chosen(catalogue(), wanted)]


def test_reports_are_chosen_by_body_kind_and_cycle() -> None:
    assert titles(Wanted(bodies=("west mercia",), kind="peel", cycle="2023-2025")) == [
        "PEEL 2023\u20132025: West Mercia Police"
    ]
    assert titles(Wanted(bodies=("Gwent Police",), cycle="2018/19")) == ["PEEL 2018/19: Gwent Police"]


def test_reports_are_chosen_by_years_and_those_without_are_not_left_out() -> None:
    recent = titles(Wanted(bodies=("West Mercia",), since=2023))
    assert recent == ["PEEL 2023\u20132025: West Mercia Police"]
    older = titles(Wanted(bodies=("West Mercia",), until=2017))
    assert older == ["PEEL 2017: West Mercia Police"]
    assert "Missing children: who cares?" in titles(Wanted(since=2025))


def test_a_body_that_is_not_known_is_told_with_its_neighbours() -> None:
    with pytest.raises(
        ReportbotError, match="no force, service or area is called 'Wst Mercai'; did you mean West Mercia"
    ):
        chosen(catalogue(), Wanted(bodies=("Wst Mercai",)))


def test_an_inspectorate_that_is_not_known_is_told_with_those_that_are() -> None:
    with pytest.raises(ReportbotError, match=r"no inspectorate 'Ofsteed' is known: give HMICFRS"):
        chosen(catalogue(), Wanted(by="Ofsteed"))


def test_every_report_of_the_catalogue_has_what_a_fetch_needs() -> None:
    """A known kind and body, addresses on hosts of its inspectorate, and a file's name that no other has."""
    known = {kind.name for kind in kinds()}
    names = [entry.name for entry in catalogue()]
    assert len(names) == len(set(names)) > 300
    for entry in catalogue():
        source = source_named(entry.source)
        assert entry.kind in known, entry
        assert not entry.body or gazetteer().get(entry.body), entry
        assert entry.basis in ("seen", "pattern"), entry
        assert entry.addresses, entry
        for address in entry.addresses:
            assert source.owns(address), address
            assert not source.is_refused(source.moved_to(address)), address


def test_each_inspectorate_says_what_is_seen_and_what_is_not() -> None:
    assert {source.basis for source in sources()} <= {"seen", "pattern"}
    assert {listing.basis for source in sources() for listing in source.listings} <= {"seen", "pattern"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("http://www.justiceinspectorates.gov.uk/hmic/peel-assessments/a/", "peel-assessments/a/"),
        ("https://www.justiceinspectorates.gov.uk/hmicfrs/publications/a", "publications/a"),
        ("https://hmicfrs.justiceinspectorates.gov.uk/publications/a", "publications/a"),
    ],
)
def test_addresses_move_to_the_present_host(old: str, new: str) -> None:
    assert source_named("HMICFRS").moved_to(old) == f"https://hmicfrs.justiceinspectorates.gov.uk/{new}"


@pytest.mark.parametrize(
    ("path", "report", "landing", "refused"),
    [
        ("peel-reports/gwent-2023-25/", True, False, False),
        ("peel-assessments/peel-2018/gwent/", True, False, False),
        ("peel-assessments/peel-2018/gwent/legitimacy/", False, False, False),
        ("frs-assessment/frs-2021/kent", True, False, False),
        ("publications/a-report/", False, True, False),
        ("publication-html/peel-assessment-framework-2023-25/", False, False, True),
        ("news/news-feed/a-report/", False, False, True),
        ("", False, False, True),
        ("?p=146519", False, False, False),
    ],
)
def test_the_form_of_an_address_tells_what_stands_there(path: str, report: bool, landing: bool, refused: bool) -> None:
    source, address = source_named("HMICFRS"), f"https://hmicfrs.justiceinspectorates.gov.uk/{path}"
    assert (source.is_report(address), source.is_landing(address), source.is_refused(address)) == (
        report,
        landing,
        refused,
    )


def test_a_files_name_is_short_and_plain() -> None:
    entry = Entry(
        "HMICFRS",
        "thematic inspection",
        "",
        "",
        "Caf\u00e9s & \u201cpolice\u201d: " + "who cares? " * 20,
        "",
        "seen",
        ("https://example.org/a",),
    )
    assert entry.name.startswith("caf-s-police-who-cares-who-cares")
    assert len(entry.name) <= 90


def test_the_list_shows_addresses_and_how_they_are_known(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    held = here / "reports" / "hmicfrs"
    held.mkdir(parents=True)
    (held / "west-mercia-police-peel-inspection-2023-25.pdf").write_bytes(b"%PDF-")
    code = main(["fetch", "--list", "--body", "West Mercia", "--since", "2021", "--corpus", "reports"])
    assert (code, capsys.readouterr().out) == (
        0,
        "  PEEL 2021/22: West Mercia Police - PEEL inspection, address seen in public use\n"
        "    https://hmicfrs.justiceinspectorates.gov.uk/peel-reports/west-mercia-2021-22/\n"
        "* PEEL 2023\u20132025: West Mercia Police (2025-05-14) - PEEL inspection, address seen in public use\n"
        "    https://hmicfrs.justiceinspectorates.gov.uk/peel-reports/west-mercia-2023-25/\n"
        "2 reports (* held); address seen in public use: 2\n",
    )


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "say which reports, as in: reportbot fetch --body"),
        (["--all"], "name the folder that the reports go into: write REPORTBOT_CORPUS=reports into the file .env"),
        (["--all", "--kind", "weather"], "no report fits"),
        (["--all", "--corpus", "reports"], "say who asks"),
    ],
)
def test_what_is_missing_is_told(arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fetch", *arguments]) == 2
    assert capsys.readouterr().err.startswith(f"reportbot: {told}")
