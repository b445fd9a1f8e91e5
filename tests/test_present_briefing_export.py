"""What an exported briefing says, and that each format says it: Word, HTML, Markdown, CSL-JSON."""

from __future__ import annotations

import io
import json
import re
import struct
import zipfile
import zlib
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from fakes import REPORT, fake_quote
from lxml import etree, html
from markdown_it import MarkdownIt

from bot.briefing.document import Checkpoint, Pack
from bot.briefing.kept import KeptQuote
from bot.briefing.pack import OWN_WORDS, pack
from bot.briefing.recheck import NOT_HELD, Rechecked
from bot.present.briefing.export import exported, file_name
from bot.quoting.styles import FormName
from bot.types import Quote
from bot.verify.quotations import find_quotations
from bot.verify.read_draft import read_draft
from corpus.pdf.page_image import PageImage

AT = datetime(2026, 11, 28, 19, 5, 30, tzinfo=UTC)
CHECKPOINT = Checkpoint(AT, "g2", "2026-11-27T08:00:00+00:00", 104)
HOSTILE = (
    "Officers *always* use _form_ [A](b) & <b>AT&amp;T</b> at 5% ~~or~~ `more` | \\ #1 $x^2$; it’s “good”\u200a– 1. + 2"
)
GWENT = replace(
    REPORT, id="gwent", title="PEEL 2023–2025: An inspection of Gwent Police", bodies=("Gwent Police",), sha256="1" * 64
)
DIGEST = replace(REPORT, id="digest", title="A digest", digest=True, licence=None, sha256="2" * 64)
SILENT = replace(REPORT, id="silent", title="No licence", licence=None, url=None, published="2024-01-01")


def rechecked(quote: Quote, unverified: str = "", notes: tuple[str, ...] = (), question: str = "Why?") -> Rechecked:
    """A quote as it was checked."""
    return Rechecked(KeptQuote(1, quote, question, AT, "g1", 103), quote, unverified, notes)


def packed(*checked: Rechecked, form: FormName = "footnote", name: str = "Victims") -> Pack:
    """What an export of these quotes says."""
    return pack(name, checked, form, CHECKPOINT)


def png() -> bytes:
    """A white pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0\xff\xff\xff"))
        + chunk(b"IEND", b"")
    )


FULL = (
    rechecked(replace(fake_quote(1, HOSTILE), lead_in="It should *not*:", report=GWENT), question="First?"),
    rechecked(fake_quote(2), notes=("A later report on this body is held: PEEL 2027, 1 May 2027.",), question="First?"),
    rechecked(replace(fake_quote(3), report=SILENT, link="a1.pdf#page=11", page_label=None), NOT_HELD),
    rechecked(replace(fake_quote(4), report=DIGEST), notes=()),
)


def notes_of(data: bytes) -> list[str]:
    """The footnotes of a Word document, in order, without its separators."""
    root = part(data, "word/footnotes.xml")
    return ["".join(note.itertext()).strip() for note in root.iter(qn("w:footnote")) if note.get(qn("w:type")) is None]


def part(data: bytes, name: str) -> etree._Element:
    """A part of a Word document, as XML."""
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        return etree.fromstring(parts.read(name))


# What it says


def test_each_quote_has_heading_context_words_and_citation() -> None:
    """The inspectorate's name is spelt out where it is first used."""
    first, second = packed(rechecked(fake_quote(1)), rechecked(fake_quote(2))).entries
    assert first.heading == "West Mercia Police: Calls"
    assert first.context == (
        "PEEL 2023–2025: An inspection of West Mercia Police, 14 May 2025, under “Findings > Calls”"
    )
    assert first.words == "“Sentence 1 says that victims aren’t always told.”"
    assert "".join(run.text for run in first.note) == (
        "His Majesty’s Inspectorate of Constabulary and Fire & Rescue Services (HMICFRS), PEEL 2023–2025: An"
        " inspection of West Mercia Police, 14 May 2025, p 8 (PDF p 9), https://example.org/a1.pdf"
        " [accessed 28 November 2026]"
    )
    assert second.note[0].text.startswith("HMICFRS, PEEL")
    assert [run.href for run in second.note] == [None, "https://example.org/a1.pdf#page=10", None]


def test_harvard_has_its_citations_in_the_text_with_letters() -> None:
    """And no footnotes; the list of sources is in the order of the letters, its titles in italics."""
    made = packed(rechecked(fake_quote(1)), rechecked(replace(fake_quote(2), report=GWENT)), form="harvard")
    assert [entry.note for entry in made.entries] == [(), ()]
    assert [entry.in_text[0].text for entry in made.entries] == [
        "(His Majesty’s Inspectorate of Constabulary and Fire & Rescue Services [HMICFRS], 2025b, p. 8 [PDF p 9])",
        "(HMICFRS, 2025a, p. 9 [PDF p 10])",
    ]
    assert ["".join(run.text for run in source.reference)[:14] for source in made.sources] == [
        "HMICFRS (2025a",
        "HMICFRS (2025b",
    ]
    assert [run.text for run in made.sources[0].reference if run.italic] == [GWENT.title]


def test_what_was_searched_is_said_with_when_and_in_what() -> None:
    """Each question once with its quotes, then the checking."""
    assert packed(*FULL).searched == (
        "“First?”: quotes 1 and 2, added on 28 November 2026 from index g1 of 103 reports.",
        "“Why?”: quotes 3 and 4, added on 28 November 2026 from index g1 of 103 reports.",
        "Checked on 28 November 2026 at 19:05 UTC against index g2, made on 27 November 2026, which holds 104 reports."
        " An answer shows the passages nearest to a question, not all that the reports say on the matter.",
    )


def test_each_source_has_a_licence_statement() -> None:
    """The acknowledgement where it holds; else that none is known, or that it is a digest."""
    made = packed(*FULL)
    names = [source.reference[0].text for source in made.sources]
    assert ["No licence" in name for name in names] == [True, False, False, False]
    assert "Digest (" in names[1]
    acknowledged, digest, unknown = ("".join(run.text for run in line) for line in made.licences)
    assert acknowledged.startswith(
        "Sources 3 and 4: Contains public sector information licensed under the Open Government Licence v3.0:"
        " https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/."
    )
    assert digest.startswith("Source 2: written for this project as a digest")
    assert unknown.startswith("Source 1: the copy held names no licence")
    assert made.sources[3].held == f"Held as a1.pdf, SHA-256 {'0' * 64}"
    assert made.sources[0].held == f"No longer held; it was held as a1.pdf, SHA-256 {'0' * 64}"


def test_what_is_not_verified_is_counted_first_and_marked() -> None:
    """At the head of the document, and at the quote with the reason."""
    made = packed(*FULL)
    assert made.summary == (
        "4 quotes from 4 reports. 1 of them could not be verified and is marked;"
        " the others were compared with the source on 28 November 2026."
    )
    assert [entry.warning for entry in made.entries] == [
        "",
        "",
        "Not verified: the report is no longer held, so its words could not be checked."
        " Check these words against the report before you use them.",
        "",
    ]
    assert made.entries[3].notes == (OWN_WORDS,)


def test_where_nothing_could_be_verified_no_others_are_spoken_of() -> None:
    """One quote or several."""
    made = packed(rechecked(fake_quote(1), NOT_HELD))
    assert made.summary == "1 quote from 1 report. None could be verified: see the note on each."


def test_addresses_that_open_nothing_are_no_links() -> None:
    """A file's name, a script."""
    for address in ("javascript:alert(1)", "a1.pdf", "https://example.org/a b", "ftp://example.org/a"):
        report = replace(REPORT, url=address)
        (entry,) = packed(rechecked(replace(fake_quote(1), report=report, link=address))).entries
        assert [run.href for run in entry.note] == [None]


# In each format


@pytest.mark.parametrize("form", ["footnote", "harvard", "oscola", "plain"])
@pytest.mark.parametrize("format", ["docx", "html", "md"])
def test_every_word_is_shown_as_it_is(format: str, form: FormName) -> None:
    """Markup in words, names, headings and questions is shown and not obeyed, in every format and form."""
    name = "Front door & <MASH> *paper* [1] 1."
    quote = replace(
        FULL[0].quote, heading=("A*b*", "C_d_ <i>"), report=replace(GWENT, title="T_i_t & <l>e: Gwent Police")
    )
    made = packed(rechecked(quote, question="Is *it* <so>?"), *FULL[1:], form=form, name=name)
    data = exported(made, format)
    if format == "docx":
        document = docx.Document(io.BytesIO(data))
        shown = "\n".join(["".join(p._p.itertext()) for p in document.paragraphs] + notes_of(data))
    else:
        page = data.decode() if format == "html" else MarkdownIt("commonmark").render(data.decode())
        shown = html.fromstring(page).text_content()
    shown = " ".join(shown.split())
    for words in (
        name,
        f"It should *not*: […] “{' '.join(HOSTILE.split())}”",
        "Gwent Police: C_d_ <i>",
        "Is *it* <so>?",
    ):
        assert words in shown
    for entry in made.entries:
        cited = "".join(run.text for run in entry.note or entry.in_text)
        assert cited in shown
        assert entry.warning in shown
        assert all(note in shown for note in entry.notes)
    for line in (made.summary, *made.searched, *(source.held for source in made.sources)):
        assert line in shown


@pytest.mark.parametrize("format", ["docx", "md"])
def test_what_is_exported_can_be_checked_as_a_draft(format: str) -> None:
    """Its block quotations are found again, with the very words."""
    made = packed(*FULL[1:3])
    found = find_quotations(read_draft(f"a.{format}", exported(made, format)))
    assert [FULL[1].quote.text, FULL[2].quote.text] == [
        quotation.text for quotation in found if quotation.text.startswith("Sentence")
    ]


def test_word_has_real_footnotes() -> None:
    """A part of its own with separators and styles; each mark stands behind its quote and leads to its note."""
    made = packed(*FULL)
    data = exported(made, "docx")
    root = part(data, "word/footnotes.xml")
    kinds = [(note.get(qn("w:id")), note.get(qn("w:type"))) for note in root]
    assert kinds == [
        ("-1", "separator"),
        ("0", "continuationSeparator"),
        ("1", None),
        ("2", None),
        ("3", None),
        ("4", None),
    ]
    assert notes_of(data) == ["".join(run.text for run in entry.note) for entry in made.entries]
    document = docx.Document(io.BytesIO(data))
    quotes = [paragraph for paragraph in document.paragraphs if paragraph.style.name == "Quote"]
    marks = [[mark.get(qn("w:id")) for mark in quote._p.iter(qn("w:footnoteReference"))] for quote in quotes]
    assert marks == [["1"], ["2"], ["3"], ["4"]]
    assert [quote.text for quote in quotes][1] == "“Sentence 2 says that victims aren’t always told.”"
    assert {"FootnoteText", "FootnoteReference"} <= {style.style_id for style in document.styles}
    settings = [note.get(qn("w:id")) for note in part(data, "word/settings.xml").find(qn("w:footnotePr"))]
    assert settings == ["-1", "0"]
    types = part(data, "[Content_Types].xml")
    assert (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml" in etree.tostring(types).decode()
    )


def test_links_of_footnotes_are_relations_of_their_part() -> None:
    """Each link has its target, and each is that of the words."""
    data = exported(packed(FULL[1]), "docx")
    (link,) = part(data, "word/footnotes.xml").iter(qn("w:hyperlink"))
    targets = {one.get("Id"): one.get("Target") for one in part(data, "word/_rels/footnotes.xml.rels")}
    assert targets[link.get(qn("r:id"))] == "https://example.org/a1.pdf#page=10"


def test_in_harvard_word_has_no_footnotes() -> None:
    """Only the separators."""
    assert notes_of(exported(packed(*FULL, form="harvard"), "docx")) == []


def test_word_knows_title_and_time_and_is_the_same_each_time() -> None:
    """Byte for byte, at one time; it tells nobody's name."""
    data = exported(packed(*FULL), "docx")
    assert exported(packed(*FULL), "docx") == data
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        assert {info.date_time for info in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [name for name in parts.namelist() if "thumbnail" in name]
    about = docx.Document(io.BytesIO(data)).core_properties
    assert (about.title, about.language, about.author) == ("Victims", "en-GB", "")
    assert about.created.replace(tzinfo=UTC) == AT.replace(microsecond=0)


def test_what_xml_cannot_hold_is_left_out_of_word() -> None:
    """Rather than that there is no document."""
    quote = replace(fake_quote(1), text="Calls\x0b are\uffff answered.", heading=("A\x01b",))
    document = docx.Document(io.BytesIO(exported(packed(rechecked(quote)), "docx")))
    assert "“Calls are answered.”" in [paragraph.text for paragraph in document.paragraphs]


def test_pages_are_an_annex_in_which_each_says_what_it_shows() -> None:
    """A page that cannot be shown is told with its reason."""
    image = PageImage(9, png(), (1, 1))
    made = pack("Victims", FULL[:2], "footnote", CHECKPOINT, {1: [image, replace(image, page=10)], 2: "It is gone."})
    captions = [sheet.caption for sheet in made.annex]
    assert captions[0] == captions[1] == "Quote 1: PEEL 2023–2025: An inspection of Gwent Police, p. 8 (PDF page 9)"
    assert captions[2].startswith("Quote 2: ")
    assert captions[2].endswith("No page is shown: It is gone.")
    document = docx.Document(io.BytesIO(exported(made, "docx")))
    described = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert [text[:8] for text in described] == ["Page 9 o", "Page 10 "]
    page = html.fromstring(exported(made, "html"))
    assert [image.get("src")[:22] for image in page.iter("img")] == ["data:image/png;base64,"] * 2
    assert [image.get("alt") for image in page.iter("img")] == described
    text = exported(made, "md", ["pages/1 a.png", "pages/2.png"]).decode()
    assert re.findall(r"\]\(<(pages.*?)>\)", text) == ["pages/1%20a.png", "pages/2.png"]


def test_html_needs_nothing_else_and_its_notes_lead_back() -> None:
    """No script, no file, no address that is fetched; every reference has its target."""
    page = html.fromstring(exported(packed(*FULL), "html"))
    assert page.get("lang") == "en-GB"
    assert [one.tag for one in page.iter("script", "link", "iframe", "object")] == []
    ids = [one.get("id") for one in page.iter() if one.get("id")]
    assert len(ids) == len(set(ids))
    targets = [one.get("href")[1:] for one in page.iter("a") if one.get("href").startswith("#")]
    assert set(targets) <= set(ids)
    assert targets[0] == "note-1"
    labelled = [one.get("aria-labelledby") for one in page.iter() if one.get("aria-labelledby")]
    assert set(labelled) <= set(ids)
    assert [one.get("role") for one in page.iter("section") if one.get("role")] == ["doc-endnotes"]


def test_markdown_has_real_footnotes() -> None:
    """Each quote has a mark, and each mark its note at the end."""
    text = exported(packed(*FULL), "md").decode()
    assert re.findall(r"”\[\^(\d)\]$", text, re.M) == ["1", "2", "3", "4"]
    assert re.findall(r"^\[\^(\d)\]: ", text, re.M) == ["1", "2", "3", "4"]


def test_sources_as_csl_json_are_what_reference_managers_import() -> None:
    """A report with its authors, its date, and the address with the day it was read."""
    items = {item["id"]: item for item in json.loads(exported(packed(*FULL), "csl"))}
    assert items["gwent"] == {
        "id": "gwent",
        "type": "report",
        "title": "PEEL 2023–2025: An inspection of Gwent Police",
        "genre": "PEEL inspection",
        "author": [{"literal": "HMICFRS"}],
        "publisher": "HMICFRS",
        "language": "en-GB",
        "number-of-pages": "20",
        "license": "Contains public sector information licensed under the Open Government Licence v3.0:"
        " https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
        "URL": "https://example.org/a1.pdf",
        "accessed": {"date-parts": [[2026, 11, 28]]},
        "issued": {"date-parts": [[2025, 5, 14]]},
    }
    assert items["digest"]["title"].startswith("Digest of: ")
    assert "URL" not in items["silent"]


def test_an_empty_briefing_says_so_in_every_format() -> None:
    """It is a document, too."""
    made = packed()
    assert made.summary == "This briefing has no quotes."
    assert docx.Document(io.BytesIO(exported(made, "docx"))).paragraphs[1].text == made.summary
    assert made.summary in exported(made, "html").decode()
    assert made.summary in exported(made, "md").decode()
    assert exported(made, "csl") == b"[]\n"


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("Front door & <MASH>", "front-door-mash.docx"),
        ("../../etc", "etc.docx"),
        ("Café", "cafe.docx"),
        ("报告", "briefing.docx"),
    ],
)
def test_a_file_is_called_as_its_briefing(name: str, file: str) -> None:
    """In characters that every system takes, in no other folder."""
    assert file_name(name, "docx") == file
    assert Path(file_name(name, "docx")).name == file
