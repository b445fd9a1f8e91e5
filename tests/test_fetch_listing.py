"""Reports that are found by the sites' own listings: by sitemap, by a page of links, and by each file of a page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fakes import FakeEncoder
from loopback_site import FILES, HOST, Reply, Site, page, publication, report_page, report_pdf

from bot.__main__ import main
from bot.cli import fetching
from corpus.fetch.catalogue import catalogue
from corpus.fetch.client import Client, Manners
from corpus.fetch.listing import newly_listed
from corpus.fetch.sources import source_named
from corpus.fetch.types import Entry

OFSTED = "reports.ofsted.gov.uk"
SEARCH = source_named("Ofsted").listings[0].address.removeprefix("https://")
PRISONS = "hmiprisons.justiceinspectorates.gov.uk"


KENT = ["fetch", "--by", "HMICFRS", "--body", "Kent Police", "--cycle", "2025-27", "--corpus", "reports"]


def list_kent(site: Site) -> None:
    """List a report on Kent that the catalogue does not hold."""
    site.put(f"{HOST}/sitemap.xml", sitemap(f"{HOST}/peel-reports/kent-2025-27/"))
    site.put(f"{HOST}/publications/", page("Publications", "None."))
    site.put(f"{HOST}/peel-reports/kent-2025-27/", report_page("PEEL 2025\u201327: Kent Police", "Kent is good."))


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as server:
        yield server


async def listed(site: Site, by: str) -> tuple[tuple[Entry, ...], list[str]]:
    problems: list[str] = []
    async with Client(Manners(0, "", site.base)) as client:
        return await newly_listed(client, catalogue(), by, problems), problems


def sitemap(*addresses: str) -> Reply:
    places = "".join(f"<url><loc>https://{address}</loc></url>" for address in addresses)
    xml = f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{places}</urlset>'
    return Reply(xml.encode(), type="application/xml")


async def test_a_sitemap_gives_what_the_catalogue_does_not_have(site: Site) -> None:
    """By way of a map of maps; news, and what the catalogue has under this or another address, are left out."""
    maps = f"<sitemapindex><sitemap><loc>https://{HOST}/reports-1.xml</loc></sitemap></sitemapindex>"
    site.put(f"{HOST}/sitemap.xml", Reply(maps.encode(), type="application/xml"))
    site.put(
        f"{HOST}/reports-1.xml",
        sitemap(
            f"{HOST}/peel-reports/kent-2025-27/",
            f"{HOST}/peel-reports/gwent-2023-25/",
            f"{HOST}/publications/peel-assessment-2021-22-gwent/",
            f"{HOST}/news/news-feed/kent/",
            f"{HOST}/publications/a-joint-thematic-inspection-of-night-patrols/",
        ),
    )
    site.put(
        f"{HOST}/publications/",
        page("Publications", '<a href="/peel-reports/kent-2025-27/">PEEL 2025\u20132027: Kent</a>'),
    )
    found, problems = await listed(site, "HMICFRS")
    assert [(one.kind, one.body, one.cycle, one.basis) for one in found] == [
        ("PEEL inspection", "Kent Police", "2025-27", "listed"),
        ("thematic inspection", "", "", "listed"),
    ]
    assert problems == []
    assert found[0].addresses == (f"https://{HOST}/peel-reports/kent-2025-27/",)


async def test_each_file_of_a_page_is_a_report_of_its_own(site: Site) -> None:
    site.put(SEARCH, page("Search", '<a href="/provider/44/80001">Kent</a> <a href="/provider/23/1">A school</a>'))
    site.put(
        f"{OFSTED}/provider/44/80001",
        page(
            "Kent",
            '<a href="https://files.ofsted.gov.uk/v1/file/501">Area SEND full inspection, 14 May 2024 - pdf</a>'
            '<a href="https://files.ofsted.gov.uk/v1/file/502">Area SEND monitoring inspection: pdf</a>'
            '<a href="https://files.ofsted.gov.uk/v1/file/503">Fostering: pdf</a>',
        ),
    )
    found, problems = await listed(site, "Ofsted")
    assert [(one.kind, one.body, one.published) for one in found] == [
        ("area SEND inspection", "Kent", "2024-05-14"),
        ("area SEND monitoring inspection", "Kent", ""),
    ]
    assert [one.name[-3:] for one in found] == ["501", "502"]
    assert problems == []


async def test_two_reports_of_one_title_have_files_of_their_own(site: Site) -> None:
    links = "".join(f'<a href="/hmipris_reports/hmp-example{n}/">HMP Example</a>' for n in ("", "-2"))
    site.put(f"{PRISONS}/hmipris_reports/", page("Reports", links))
    site.put(f"{PRISONS}/sitemap.xml", sitemap())
    found, _ = await listed(site, "HMI Prisons")
    assert [one.name for one in found] == ["hmp-example", "hmp-example-hmp-example-2"]


async def test_a_listing_that_cannot_be_read_is_told(site: Site) -> None:
    found, problems = await listed(site, "HMI Probation")
    assert found == ()
    assert len(problems) == 2
    assert problems[0].endswith("there is nothing at this address")
    assert await listed(site, "CQC") == ((), ["CQC: no list of its reports is known"])


def test_what_is_listed_is_fetched(
    site: Site, here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("REPORTBOT_FETCH_MIRROR", site.base)
    monkeypatch.setenv("REPORTBOT_FETCH_PAUSE", "0")
    links = '<a href="/hmipris_reports/hmp-example/">HMP Example</a>'
    site.put(f"{PRISONS}/hmipris_reports/", page("Reports", links))
    site.put(f"{PRISONS}/sitemap.xml", sitemap())
    file = f"{PRISONS}/wp-content/uploads/hmp-example.pdf"
    site.put(
        f"{PRISONS}/hmipris_reports/hmp-example/",
        publication("HMP Example", "3 May 2024", ("Read the report (PDF)", f"https://{file}")),
    )
    site.put(file, Reply(report_pdf("Report on HMP Example", "3 May 2024", "Cells are clean."), type="application/pdf"))
    assert main(["fetch", "--by", "HMI Prisons", "--corpus", "reports", "--no-index"]) == 0
    assert "1 report: 1 new" in capsys.readouterr().out
    assert (here / "reports" / "hmi-prisons" / "hmp-example.pdf").is_file()
    assert FILES not in {one.host for one in site.asked}


def test_a_report_that_is_listed_beside_the_catalogue_is_fetched_when_it_is_asked_for(
    site: Site, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REPORTBOT_FETCH_MIRROR", site.base)
    monkeypatch.setenv("REPORTBOT_FETCH_PAUSE", "0")
    list_kent(site)
    asked = [*KENT, "--no-index"]
    assert main([*asked, "--listed"]) == 0
    assert (here / "reports" / "hmicfrs" / "kent-police-peel-inspection-2025-27.html").is_file()


def test_a_watch_looks_again_after_a_day_and_takes_in_new_files_of_the_folder(
    site: Site, here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Until it is stopped; a file that a person added is indexed at the next look."""
    monkeypatch.setenv("REPORTBOT_FETCH_MIRROR", site.base)
    monkeypatch.setenv("REPORTBOT_FETCH_PAUSE", "0")
    monkeypatch.setattr(fetching, "SentenceEncoder", lambda *_: FakeEncoder())
    list_kent(site)
    waits: list[float] = []

    def sleep(seconds: float) -> None:
        waits.append(seconds)
        (here / "reports" / "ours.txt").write_text("Gwent Police answers calls quickly.", encoding="utf-8")
        if len(waits) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(fetching.time, "sleep", sleep)
    asked = [*KENT, "--watch"]
    assert main(asked) == 1
    assert waits == [24 * 3600, 24 * 3600]
    said = [line for line in capsys.readouterr().out.splitlines() if line.startswith(("1 report", "Index in"))]
    assert [line.partition("; ")[0] for line in said if line.startswith("1 report")] == [
        "1 report: 1 new",
        "1 report: 1 held, and looked at lately",
    ]
    assert ["1 added, 0 changed" in line for line in said if line.startswith("Index")] == [True, True]
