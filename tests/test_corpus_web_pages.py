"""Pages as sites make them: what is the report is kept, what is the site is not, and letters are what they were."""

from __future__ import annotations

import pytest
from documents import told

from corpus.reading.charset import decode_page
from corpus.reading.html import read_html
from corpus.structure.outline import Outline
from corpus.structure.passages import split
from corpus.structure.text import fold

TEXT = "<p>The force answers its calls in time. Its records are poor.</p>"
READ = ("paragraph", "The force answers its calls in time. Its records are poor.")


def body(html: str) -> list[tuple[str, str]]:
    return told(read_html(f"<html><body>{html}</body></html>"))


@pytest.mark.parametrize(
    "page",
    [
        f"<form id='aspnetForm'><input type='hidden'><div><h1>Report</h1>{TEXT}</div></form>",
        f"<form><label>Search</label><div>{TEXT}</div></form><form role='search'><p>Find a page</p></form>",
        f"<div class='with-sidebar page-menu'>{TEXT}</div>",
        f"<main><article><header class='entry-header'><h2>Report</h2></header>{TEXT}</article></main>",
    ],
)
def test_what_holds_the_report_is_no_furniture(page: str) -> None:
    """A form that is the page, a wrapper that is named after its sidebar, a header with a heading."""
    assert body(page)[-1] == READ


def test_words_and_tables_in_figures_are_read() -> None:
    """As they are without a figure."""
    figure = "<figure class='wp-block-table'><table><tr><td>Custody</td><td>Good</td></tr></table></figure>"
    figure += "<figure><blockquote><p>Nobody asked me.</p></blockquote><figcaption>A constable</figcaption></figure>"
    assert body(figure) == [("row", "Custody Good"), ("paragraph", "Nobody asked me."), ("paragraph", "A constable")]


@pytest.mark.parametrize(
    "opener",
    [
        "<h2><button aria-expanded='true'>Areas<span data-nosnippet>Hide</span></button></h2><div>{}</div>",
        "<button aria-expanded='false'>Areas</button><div style='display:none'>{}</div>",
        "<div><button class='accordion'>Areas</button></div><div>{}</div>",
        "<button><h2>Areas</h2></button><div>{}</div>",
        "<details><summary>Areas</summary>{}</details><details><summary>Areas</summary>{}</details>",
        "<div role='heading' aria-level='2'>Areas</div>{}",
    ],
)
def test_what_opens_a_part_of_a_page_is_its_heading(opener: str) -> None:
    """In or around a button, in one of several summaries, or by its role."""
    page = opener.replace("{}", "<p>The force should review its plans.</p>")
    document = read_html(f"<html><body><main><h1>Report</h1>{page}<button>Menu</button></main></body></html>")
    assert {passage.heading for passage in split(Outline.of(document, ()))} == {("Areas",)}


@pytest.mark.parametrize(
    "furniture",
    [
        "<div class='cookieBanner'><p>We use cookies. You can refuse them.</p></div>",
        "<div data-nosnippet><p>We use cookies. You can refuse them.</p></div>",
        "<p>You are here: <a href='/'>Home</a> &gt; <a href='/r'>Reports</a></p>",
        "<ol><li><a href='/'>Home</a></li><li><a href='/r'>Reports</a></li></ol>",
        "<div id='ctl00_MainMenu'><p>Reports</p></div>",
        "<p><a href='#top'>Back to top ↑</a></p>",
        "<a href='#top'>Back to top</a>",
        "<p>Print this document</p>",
        "<p><a href='/cy'>Cymraeg</a></p>",
        "<h2>Contents</h2><ol><li><a href='#a'>Custody</a><ol><li><a href='#b'>Cells</a></li></ol></li></ol>",
        "<h2>Get the report</h2><ul><li><a href='/a.pdf'>Report (PDF)</a></li></ul>",
        "<ul><li><a href='https://twitter.com/s'>Twitter</a></li><li><a href='mailto:a@b.c'>Email</a></li></ul>",
        "<h2>Related content</h2><ul><li><a href='/kent'>Kent Police</a></li></ul>",
        "<form><h2>Is this page useful?</h2><p>Help us. Tell us.</p></form>",
        "<aside><h2>Recent</h2><ul><li><a href='/kent'>Kent Police</a></li></ul></aside>",
        "<dl><dt>Published on</dt><dd>14 May 2025</dd><dt>Police forces</dt><dd><a href='/k'>Kent</a></dd></dl>",
        "<p><strong>From:</strong> An inspector<br><strong>To:</strong> A chief constable</p>",
    ],
)
def test_the_site_s_own_parts_are_no_part_of_the_report(furniture: str) -> None:
    """Wherever they stand below the title."""
    page = f"<h1>Report</h1>{furniture}<h2>Calls</h2>{TEXT * 3}{furniture}"
    assert body(page) == [("heading1", "Report"), ("heading2", "Calls"), READ, READ, READ]


@pytest.mark.parametrize(
    ("html", "read"),
    [
        ("<h2>Good</h2><ul><li><a href='/kent'>Kent Police</a></li></ul>", ("item", "Kent Police")),
        ("<ul><li>English</li><li>Mathematics</li></ul>", ("item", "Mathematics")),
        ("<p>See <a href='/a.pdf'>the report</a></p>", ("paragraph", "See the report")),
        ("<p>From: Gwent to Kent</p>", ("paragraph", "From: Gwent to Kent")),
        ("<table><tr><th>Area</th><th>From</th></tr><tr><td>Topic</td><td>2</td></tr></table>", ("row", "Topic 2")),
        ("<aside><h3>Case</h3><p>She called. Nobody came.</p></aside>", ("paragraph", "She called. Nobody came.")),
        ("<blockquote><p>No.</p><footer>A constable</footer></blockquote>", ("paragraph", "A constable")),
    ],
)
def test_what_only_looks_like_a_site_s_part_is_kept(html: str, read: tuple[str, str]) -> None:
    """Lists of other bodies, short lines, boxes that hold sentences, and credits."""
    assert read in body(f"<main><h1>Report</h1><h2>Calls</h2>{TEXT * 3}{html}</main>")


def test_a_publication_box_stays_in_the_text_for_what_is_told_of_the_report() -> None:
    """Though nothing of it is quoted."""
    box = "<dl><dt>Published on</dt><dd>14 May 2025</dd><dt>Publication types</dt><dd>PEEL</dd></dl>"
    document = read_html(f"<html><body><main><h1>Report</h1>{box}{TEXT * 3}</main></body></html>")
    assert "Published on\n\n14 May 2025" in document.pages[0].text
    assert [kind for kind, _ in told(document)] == ["heading1", "paragraph", "paragraph", "paragraph"]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ('<meta charset="iso-8859-1"><p>£5 – Tŷ “a”</p>'.encode(), "£5 – Tŷ “a”"),
        ('<meta charset="iso-8859-1"><p>£5 – “a”</p>'.encode("cp1252"), "£5 – “a”"),
        ('<meta charset="utf-8"><p>£5 – “a”</p>'.encode("cp1252"), "£5 – “a”"),
        ("<p>£5 – “a”</p>".encode("cp1252"), "£5 – “a”"),
        ('<meta charset="iso-8859-14"><p>£5 Tŷ</p>'.encode("iso-8859-14"), "£5 Tŷ"),
        (
            b"<!--" + b"x" * 5000 + b"-->" + '<meta charset="iso-8859-14"><p>T\u0177</p>'.encode("iso-8859-14"),
            "T\u0177",
        ),
        ('<?xml version="1.0" encoding="iso-8859-15"?><html><p>€5</p></html>'.encode("iso-8859-15"), "€5"),
        ('<meta charset="utf-16"><p>£5</p>'.encode(), "£5"),
        ('<meta charset="no-such"><p>£5</p>'.encode(), "£5"),
        ("\ufeff<meta charset='iso-8859-1'><p>£5</p>".encode("utf-16"), "£5"),
        ("<p>£5 and ".encode() + "£6</p>".encode("cp1252"), "£5 and £6"),
    ],
)
def test_letters_are_what_they_were_whatever_the_page_says_of_them(data: bytes, text: str) -> None:
    """Bytes that are UTF-8 are; names mean what browsers take them for; what is said late is heard."""
    assert told(read_html(data)) == [("paragraph", text)]
    assert text in decode_page(data)


def test_marks_of_direction_and_soft_hyphens_are_no_letters() -> None:
    """They stay in the source."""
    source = "neigh\u00adbour\u200bhood \u202acalls\u202c \u2067and\u2069 \u061cmore\u200f"
    assert told(read_html(f"<p>{source}</p>")) == [("paragraph", "neighbourhood calls and more")]
    assert fold(source, 0, len(source), ())[0] == "neighbourhood calls and more"


def test_many_elements_in_one_another_are_read() -> None:
    """As deep as the parser lets them be."""
    assert body("<div>" * 200 + TEXT + "</div>" * 200) == [READ]
