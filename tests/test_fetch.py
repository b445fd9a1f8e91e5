"""Fetching, against sites on this machine: what is taken, what is refused, and what is never lost."""

from __future__ import annotations

import io
import tomllib
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from loopback_site import (
    BLOCKED,
    FILES,
    HOST,
    NOT_FOUND,
    OLD,
    SIGN_IN,
    Reply,
    Site,
    page,
    pillar,
    publication,
    report_page,
    report_pdf,
    tagged,
)

from corpus.errors import ReportbotError
from corpus.fetch.client import Client, Manners
from corpus.fetch.fetcher import fetch
from corpus.fetch.types import Entry, Outcome

PAGE = f"{HOST}/publications/gwent-2023-25/"
FILE = f"{FILES}/uploads/gwent-2023-25.pdf"
TITLE = "PEEL 2023\u20132025: An inspection of Gwent Police"
LONG = "The force answers 81 percent of its emergency calls within ten seconds of the first ring."
GWENT = Entry(
    "HMICFRS", "PEEL inspection", "Gwent Police", "2023-25", TITLE, "2025-06-27", "seen", (f"https://{PAGE}",)
)
LANDING = publication(TITLE, "27 June 2025", ("Get the report (PDF)", f"https://{FILE}"))
PDF = report_pdf(TITLE, "27 June 2025", LONG, "Victims are told what happens.", "Staff are well led.")
NAME = "gwent-police-peel-inspection-2023-25"


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as server:
        server.put(PAGE, tagged(LANDING, "page-1"))
        server.put(FILE, tagged(PDF, "file-1", "application/pdf"))
        yield server


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return tmp_path / "reports"


async def got(
    site: Site, corpus: Path, *entries: Entry, fresh: float = 0.0, waits: list[float] | None = None
) -> list[Outcome]:
    """What becomes of these entries; waits are noted, and not waited for."""

    async def sleep(seconds: float) -> None:
        if waits is not None:
            waits.append(seconds)

    async with Client(Manners(0, "", site.base), sleep=sleep) as client:
        return [one async for one in fetch(entries or (GWENT,), corpus, client, fresh=fresh)]


def kept(corpus: Path, name: str) -> bytes:
    return (corpus / "hmicfrs" / name).read_bytes()


def noted(corpus: Path, name: str) -> dict[str, object]:
    return tomllib.loads((corpus / "hmicfrs" / "reports.toml").read_text(encoding="utf-8"))[name]


def reports_in(corpus: Path) -> list[str]:
    """The files that are read as reports."""
    return sorted(
        path.name for path in (corpus / "hmicfrs").iterdir() if path.is_file() and path.name != "reports.toml"
    )


async def test_a_report_is_found_by_way_of_its_page_and_stored_with_what_is_known_of_it(
    site: Site, corpus: Path
) -> None:
    [outcome] = await got(site, corpus)
    assert (outcome.status, outcome.file, outcome.address) == ("new", f"hmicfrs/{NAME}.pdf", f"https://{FILE}")
    assert kept(corpus, f"{NAME}.pdf") == PDF
    told = noted(corpus, f"{NAME}.pdf")
    assert (told["title"], told["bodies"], told["kind"]) == (TITLE, ["Gwent Police"], "PEEL inspection")
    assert (str(told["published"]), told["url"], told["page"]) == ("2025-06-27", f"https://{FILE}", f"https://{PAGE}")
    assert told["licence"] == "Open Government Licence v3.0"
    assert len(str(told["sha256"])) == 64
    assert reports_in(corpus) == [f"{NAME}.pdf"]


async def test_what_has_not_changed_is_asked_for_with_its_tag_and_not_sent_again(site: Site, corpus: Path) -> None:
    await got(site, corpus)
    [outcome] = await got(site, corpus)
    assert outcome.status == "unchanged"
    again = [one.headers.get("If-None-Match") for one in site.asked if one.path != "/robots.txt"]
    assert again == [None, None, '"page-1"', '"file-1"']


async def test_a_report_that_was_looked_at_lately_is_not_asked_for(site: Site, corpus: Path) -> None:
    await got(site, corpus)
    before = len(site.asked)
    [outcome] = await got(site, corpus, fresh=20)
    assert (outcome.status, len(site.asked)) == ("held", before)


async def test_robots_txt_is_read_first_and_kept_to(site: Site, corpus: Path) -> None:
    site.put(f"{HOST}/robots.txt", b"User-agent: reportbot\nDisallow: /publications/\n")
    [outcome] = await got(site, corpus)
    assert (outcome.status, outcome.reason) == ("failed", "the site's robots.txt does not allow it")
    assert [one.path for one in site.asked] == ["/robots.txt"]


async def test_nothing_is_asked_of_a_site_whose_robots_txt_cannot_be_read(site: Site, corpus: Path) -> None:
    site.put(f"{HOST}/robots.txt", Reply(b"", 503))
    [outcome] = await got(site, corpus)
    assert "robots.txt cannot be read" in outcome.reason
    assert site.counts() == {f"{HOST}/robots.txt": 4}


async def test_a_busy_site_is_asked_again_after_as_long_as_it_says(site: Site, corpus: Path) -> None:
    busy = Reply(b"", 429, headers={"Retry-After": "7"})
    site.put(FILE, busy, Reply(b"", 503), tagged(PDF, "file-1", "application/pdf"))
    waits: list[float] = []
    [outcome] = await got(site, corpus, waits=waits)
    assert outcome.status == "new"
    assert waits[0] == 7


async def test_a_site_that_asks_to_wait_for_an_hour_is_left_alone(site: Site, corpus: Path) -> None:
    site.put(PAGE, Reply(b"", 429, headers={"Retry-After": "3600"}))
    [outcome] = await got(site, corpus)
    assert "asks to wait 60 minutes" in outcome.reason
    assert site.times_asked(PAGE) == 1


async def test_a_site_that_refuses_three_reports_in_a_row_is_left_alone(site: Site, corpus: Path) -> None:
    addresses = [f"{HOST}/peel-reports/{slug}-2023-25/" for slug in ("kent", "essex", "surrey", "sussex")]
    for address in addresses:
        site.put(address, Reply(BLOCKED, 403))
    entries = [
        Entry("HMICFRS", "PEEL inspection", body, "2023-25", f"PEEL 2023-25: {body}", "", "seen", (f"https://{at}",))
        for body, at in zip(("Kent Police", "Essex Police", "Surrey Police", "Sussex Police"), addresses, strict=True)
    ]
    outcomes = await got(site, corpus, *entries)
    assert [one.status for one in outcomes] == ["failed"] * 4
    assert [site.times_asked(address) for address in addresses] == [4, 4, 4, 0]
    assert "left alone until the next run" in outcomes[3].reason


@pytest.mark.parametrize(
    "bad",
    [
        pytest.param(Reply(NOT_FOUND, 404), id="not found"),
        pytest.param(Reply(NOT_FOUND, 200, "application/pdf"), id="an error page sent as a report"),
        pytest.param(Reply(BLOCKED), id="a page that wants a browser"),
        pytest.param(Reply(SIGN_IN), id="a page to sign in on"),
        pytest.param(Reply(b""), id="nothing"),
        pytest.param(Reply(b"\x89PNG\r\n", type="image/png"), id="a picture"),
        pytest.param(Reply(PDF, type="application/pdf", cut=len(PDF) // 2), id="half of it, with the whole length"),
        pytest.param(Reply(PDF[: len(PDF) // 2], type="application/pdf"), id="half of it, with the length of the half"),
        pytest.param(Reply(PDF[: len(PDF) // 2], says_length=False), id="half of it, with no length"),
        pytest.param(Reply(report_pdf(TITLE, "27 June 2025", "Short.")), id="much fewer words"),
        pytest.param(Reply(report_pdf(TITLE.replace("Gwent", "Kent"), "1 May 2025", LONG)), id="another force's"),
        pytest.param(
            Reply(report_pdf(TITLE.replace("2023\u20132025", "2021/22"), "1 May 2022", LONG)), id="another cycle's"
        ),
        pytest.param(Reply(b"", 500), id="a server that fails"),
        pytest.param(Reply(status=302, headers={"Location": "https://example.org/login"}), id="another site"),
        pytest.param(Reply(status=302, headers={"Location": f"https://{FILE}"}), id="a move in a circle"),
    ],
)
async def test_a_good_copy_outlives_whatever_is_sent_in_its_place(site: Site, corpus: Path, bad: Reply) -> None:
    await got(site, corpus)
    site.put(FILE, bad)
    [outcome] = await got(site, corpus)
    assert outcome.status == "failed"
    assert outcome.reason.endswith("copy held is kept") or "that copy is kept" in outcome.reason
    assert kept(corpus, f"{NAME}.pdf") == PDF
    assert reports_in(corpus) == [f"{NAME}.pdf"]
    site.put(FILE, tagged(PDF, "file-1", "application/pdf"))
    assert [one.status for one in await got(site, corpus)] == ["unchanged"]


async def test_a_corrected_report_takes_the_place_of_the_one_before_which_is_kept(site: Site, corpus: Path) -> None:
    await got(site, corpus)
    corrected = report_pdf(TITLE, "27 June 2025", LONG.replace("81", "79"), "Victims are told what happens.", "Good.")
    site.put(FILE, tagged(corrected, "file-2", "application/pdf"))
    [outcome] = await got(site, corpus)
    assert outcome.status == "corrected"
    assert kept(corpus, f"{NAME}.pdf") == corrected
    earlier = str(noted(corpus, f"{NAME}.pdf")["earlier"])
    assert kept(corpus, earlier) == PDF
    assert outcome.notes == (f"it was corrected in place; the copy before is kept as hmicfrs/{earlier}",)
    assert reports_in(corpus) == [f"{NAME}.pdf"]


async def test_what_a_person_wrote_into_the_sidecar_stays(site: Site, corpus: Path) -> None:
    await got(site, corpus)
    sidecar = corpus / "hmicfrs" / "reports.toml"
    by_hand = '# ours\n["other.pdf"]\ntitle = "Ours"\n\n'
    sidecar.write_text(by_hand + sidecar.read_text("utf-8").replace(TITLE, "Our title") + "# end\n", encoding="utf-8")
    site.put(FILE, tagged(report_pdf(TITLE, "27 June 2025", LONG, "New.", "Other words."), "file-2"))
    assert [one.status for one in await got(site, corpus)] == ["corrected"]
    text = sidecar.read_text("utf-8")
    assert text.startswith(by_hand)
    assert "# end" in text
    assert noted(corpus, f"{NAME}.pdf")["title"] == "Our title"
    assert "earlier" in noted(corpus, f"{NAME}.pdf")


async def test_a_report_that_a_person_put_there_is_taken_as_it_is(site: Site, corpus: Path) -> None:
    site.put(PAGE, Reply(BLOCKED, 403))
    [failed] = await got(site, corpus)
    assert (failed.status, failed.file) == ("failed", f"hmicfrs/{NAME}.pdf")
    (corpus / failed.file).write_bytes(PDF)
    [outcome] = await got(site, corpus)
    assert outcome.status == "by hand"
    told = noted(corpus, f"{NAME}.pdf")
    assert (told["form"], told["title"], told["url"]) == ("put here by hand", TITLE, f"https://{PAGE}")


async def test_an_old_address_is_asked_for_on_the_host_that_it_moved_to(site: Site, corpus: Path) -> None:
    address = "https://www.justiceinspectorates.gov.uk/hmicfrs/publications/gwent-2023-25/"
    entry = Entry("HMICFRS", "PEEL inspection", "Gwent Police", "2023-25", TITLE, "", "seen", (address,))
    [outcome] = await got(site, corpus, entry)
    assert outcome.status == "new"
    assert {one.host for one in site.asked} == {HOST, FILES}


async def test_an_old_address_that_leads_on_is_followed(site: Site, corpus: Path) -> None:
    site.moved(f"{HOST}/publications/gwent/", f"https://{OLD}/hmicfrs/publications/gwent/")
    site.moved(f"{OLD}/hmicfrs/publications/gwent/", f"https://{PAGE}")
    entry = Entry(
        "HMICFRS",
        "PEEL inspection",
        "Gwent Police",
        "2023-25",
        TITLE,
        "",
        "seen",
        (f"https://{HOST}/publications/gwent/",),
    )
    [outcome] = await got(site, corpus, entry)
    assert (outcome.status, noted(corpus, f"{NAME}.pdf")["page"]) == ("new", f"https://{PAGE}")


async def test_a_whole_report_on_a_page_is_stored_as_it_was_sent(site: Site, corpus: Path) -> None:
    whole = report_page(TITLE, LONG)
    site.put(f"{HOST}/peel-reports/gwent-2023-25/", whole)
    site.put(
        PAGE, publication(TITLE, "27 June 2025", ("Read the report online (HTML)", "/peel-reports/gwent-2023-25/"))
    )
    [outcome] = await got(site, corpus)
    assert (outcome.status, outcome.file) == ("new", f"hmicfrs/{NAME}.html")
    assert kept(corpus, f"{NAME}.html") == whole
    assert str(noted(corpus, f"{NAME}.html")["published"]) == "2025-06-27"


async def test_the_web_page_is_taken_where_the_file_cannot_be_got_and_gives_way_to_it_later(
    site: Site, corpus: Path
) -> None:
    site.put(FILE, Reply(b"", 404))
    site.put(f"{HOST}/peel-reports/gwent-2023-25/", report_page(TITLE, LONG))
    links = (("Report (PDF)", f"https://{FILE}"), ("Report (HTML)", "/peel-reports/gwent-2023-25/"))
    site.put(PAGE, publication(TITLE, "27 June 2025", *links))
    [first] = await got(site, corpus)
    assert (first.status, reports_in(corpus)) == ("new", [f"{NAME}.html"])
    assert FILE in first.notes[0]
    site.put(FILE, report_pdf(TITLE, "27 June 2025", LONG, *["Inspectors spoke to staff and looked at files."] * 30))
    [second] = await got(site, corpus)
    assert (second.status, reports_in(corpus)) == ("corrected", [f"{NAME}.pdf"])


OLDER = Entry(
    "HMICFRS",
    "PEEL inspection",
    "Gwent Police",
    "2018/19",
    "PEEL 2018/19: Gwent Police",
    "",
    "seen",
    (f"https://{HOST}/peel-assessments/peel-2018/gwent/",),
)
BASE = f"{HOST}/peel-assessments/peel-2018/gwent/"


def put_pillars(site: Site) -> None:
    """A report of an older cycle: a page, and a page for each pillar below it."""
    links = "".join(f'<p><a href="{at}/">{at.title()}</a></p>' for at in ("effectiveness", "legitimacy"))
    site.put(
        BASE,
        page(
            "Gwent 2018/19", f"<p>Gwent Police is good.</p>{links}<a href='/peel-assessments/peel-2018/kent/'>Kent</a>"
        ),
    )
    site.put(f"{BASE}effectiveness/", pillar("Effectiveness", "02/05/2019", "Gwent Police prevents crime well."))
    site.put(f"{BASE}legitimacy/", pillar("Legitimacy", "27/09/2019", "Gwent Police treats people fairly."))


async def test_a_report_on_a_page_for_each_pillar_is_joined(site: Site, corpus: Path) -> None:
    put_pillars(site)
    [outcome] = await got(site, corpus, OLDER)
    assert (outcome.status, outcome.file) == ("new", "hmicfrs/gwent-police-peel-inspection-2018-19.html")
    text = kept(corpus, "gwent-police-peel-inspection-2018-19.html").decode()
    places = [
        text.index(words)
        for words in (
            "<h1>PEEL 2018/19: Gwent Police</h1>",
            "Gwent Police is good.",
            "<h2>Effectiveness</h2>",
            "Gwent Police prevents crime well.",
            "<h2>Legitimacy</h2>",
            "Gwent Police treats people fairly.",
        )
    ]
    assert places == sorted(places)
    assert str(noted(corpus, "gwent-police-peel-inspection-2018-19.html")["published"]) == "2019-09-27"
    assert site.times_asked(f"{HOST}/peel-assessments/peel-2018/kent/") == 0


async def test_a_report_with_a_part_missing_is_not_stored(site: Site, corpus: Path) -> None:
    put_pillars(site)
    site.put(f"{BASE}legitimacy/", Reply(NOT_FOUND, 404))
    [outcome] = await got(site, corpus, OLDER)
    assert outcome.status == "failed"
    assert outcome.reason.startswith(f"a part of the report is missing, https://{BASE}legitimacy/")
    assert reports_in(corpus) == []


async def test_a_letter_has_the_day_it_was_sent_on_and_not_that_of_its_move(site: Site, corpus: Path) -> None:
    site.put(PAGE, publication(TITLE, "19 October 2022", ("Report (PDF)", f"https://{FILE}"), sent="20 June 2019"))
    await got(site, corpus)
    told = noted(corpus, f"{NAME}.pdf")
    assert (str(told["sent"]), str(told["published"])) == ("2019-06-20", "2019-06-20")


async def test_a_page_that_leads_home_is_no_report(site: Site, corpus: Path) -> None:
    site.moved(PAGE, f"https://{HOST}/")
    site.put(f"{HOST}/", report_page("Welcome", LONG))
    [outcome] = await got(site, corpus)
    assert outcome.reason == f"it leads to https://{HOST}/, which is no report"


async def test_what_stands_beside_a_report_is_not_taken_for_it(site: Site, corpus: Path) -> None:
    links = (
        ("Press release (PDF)", f"https://{FILES}/uploads/press.pdf"),
        ("Adroddiad yn Gymraeg (PDF)", f"https://{FILES}/uploads/gwent-cymraeg.pdf"),
        ("Report in Welsh (PDF)", f"https://{FILES}/uploads/gwent-welsh.pdf"),
        ("Get the report (PDF)", f"https://{FILE}"),
    )
    site.put(PAGE, publication(TITLE, "27 June 2025", *links))
    [outcome] = await got(site, corpus)
    assert (outcome.status, outcome.address) == ("new", f"https://{FILE}")
    assert {one.path for one in site.asked if one.host == FILES} == {"/robots.txt", "/uploads/gwent-2023-25.pdf"}


async def test_what_only_follows_a_pattern_may_not_be_there_yet(site: Site, corpus: Path) -> None:
    entry = Entry(
        "HMICFRS",
        "PEEL inspection",
        "Kent Police",
        "2025-27",
        "PEEL 2025-27: Kent Police",
        "",
        "pattern",
        (f"https://{HOST}/peel-reports/kent-2025-27/",),
    )
    assert [one.status for one in await got(site, corpus, entry)] == ["not there"]
    before = len(site.asked)
    assert [one.status for one in await got(site, corpus, entry, fresh=20)] == ["not there"]
    assert len(site.asked) == before


async def test_a_site_is_asked_one_thing_at_a_time_with_a_pause_and_told_who_asks(site: Site, corpus: Path) -> None:
    waits: list[float] = []

    async def sleep(seconds: float) -> None:
        waits.append(seconds)

    async with Client(Manners(3, "press@example.org", site.base), sleep=sleep) as client:
        outcomes = [one async for one in fetch([GWENT], corpus, client)]
    assert [one.status for one in outcomes] == ["new"]
    assert [round(wait) for wait in waits] == [3, 3]
    assert site.most_at_once == 1
    assert {one.headers["User-Agent"] for one in site.asked} == {"reportbot/0.1 (+press@example.org)"}


def test_a_site_on_the_network_is_asked_with_a_pause_and_a_contact() -> None:
    with pytest.raises(ReportbotError, match="REPORTBOT_FETCH_PAUSE"):
        Manners(0, "press@example.org")
    with pytest.raises(ReportbotError, match="REPORTBOT_CONTACT"):
        Manners(5, "")
    with pytest.raises(ReportbotError, match="REPORTBOT_FETCH_PAUSE"):
        Manners(0, "press@example.org", "http://mirror.example.org")


async def test_two_fetches_do_not_write_into_one_folder(site: Site, corpus: Path) -> None:
    async with Client(Manners(0, "", site.base)) as client:
        first = fetch([GWENT, OLDER], corpus, client)
        await anext(first)
        with pytest.raises(ReportbotError, match="another fetch is at work"):
            await got(site, corpus)
        await first.aclose()


async def test_a_report_in_word_is_taken_where_there_is_no_pdf(site: Site, corpus: Path) -> None:
    document = docx.Document()
    document.add_paragraph(TITLE, style="Title")
    document.add_paragraph(LONG)
    out = io.BytesIO()
    document.save(out)
    file = f"{FILES}/uploads/gwent.docx"
    site.put(file, Reply(out.getvalue(), type="application/octet-stream"))
    site.put(PAGE, publication(TITLE, "27 June 2025", ("Get the report (Word)", f"https://{file}")))
    [outcome] = await got(site, corpus)
    assert (outcome.status, outcome.file) == ("new", f"hmicfrs/{NAME}.docx")
    site.put(file, Reply(out.getvalue()[:-400], says_length=False))
    [again] = await got(site, corpus)
    assert (again.status, kept(corpus, f"{NAME}.docx")) == ("failed", out.getvalue())


WELSH_WORDS = "Mae'r heddlu yn ateb y galwadau ac yn helpu y bobl yn y sir."


async def test_the_welsh_edition_is_kept_apart_and_named(site: Site, corpus: Path) -> None:
    """Only when it is asked for, and only when it is in Welsh."""
    welsh = report_pdf(
        "PEEL 2023\u20132025: Arolygiad o Heddlu Gwent",
        "27 Mehefin 2025",
        WELSH_WORDS,
    )
    file = f"{FILES}/uploads/gwent-cymraeg.pdf"
    links = (("Get the report (PDF)", f"https://{FILE}"), ("Adroddiad yn Gymraeg (PDF)", f"https://{file}"))
    site.put(PAGE, publication(TITLE, "27 June 2025", *links))
    site.put(file, Reply(PDF, type="application/pdf"))

    async def both() -> list[Outcome]:
        async with Client(Manners(0, "", site.base)) as client:
            return [one async for one in fetch([GWENT], corpus, client, fresh=0.0, welsh=True)]

    assert [(one.status, one.reason) for one in await both()] == [("new", ""), ("failed", "it is not in Welsh")]
    site.put(file, Reply(welsh, type="application/pdf"))
    assert [one.status for one in await both()] == ["unchanged", "new"]
    assert reports_in(corpus) == [f"{NAME}.pdf", "gwent-police-peel-inspection-welsh-edition-2023-25.pdf"]
    told = noted(corpus, "gwent-police-peel-inspection-welsh-edition-2023-25.pdf")
    assert (told["language"], told["kind"]) == ("cy", "PEEL inspection (Welsh edition)")
