"""Web pages: only the report's text remains, its headings as paths, its tables and lists whole."""

from __future__ import annotations

import pytest
from documents import told

from corpus.errors import UnreadableReport
from corpus.reading.html import READER, read_html
from corpus.structure.outline import Outline
from corpus.structure.passages import split

PAGE = """<!DOCTYPE html>
<html lang="en-GB" class="no-js">
<head>
  <meta charset="utf-8">
  <title>PEEL 2023–2025: An inspection of Westshire Police - Inspectorate of Examples</title>
  <meta name="description" content="Report on an inspection of Westshire Police">
  <meta property="og:type" content="article">
  <meta name="robots" content=""><meta content="nameless">
  <link rel="canonical" href="https://example.org/peel-reports/westshire-2023-25/">
  <style>.nav { color: red }</style>
  <script>window.dataLayer = ["The force is inadequate."];</script>
</head>
<body class="page-template cookies-not-set">
<a class="skip-link" href="#content">Skip to content</a>
<div id="cookie-banner" role="dialog"><h2>Cookies on this site</h2><p>We use cookies.</p>
  <button>Accept cookies</button></div>
<header role="banner"><p>Inspectorate of Examples</p>
  <form role="search"><label>Search the site</label><input type="search"></form></header>
<nav aria-label="Main"><ul><li><a href="/">Home</a></li><li><a href="/reports/">Reports</a></li></ul></nav>
<main id="content">
  <nav class="breadcrumb" aria-label="Breadcrumb"><a href="/">Home</a> &gt; <a href="/reports/">Reports</a></nav>
  <h1>PEEL 2023–2025: An inspection of
      <em>Westshire Police</em></h1>
  <div class="share-links"><p>Share this page</p></div>
  <p class="published">Published on: 14 May 2025</p>
  <ol class="nav contents-menu"><li><a href="#s1">Overall summary</a></li><li><a href="#s2">Victims</a></li></ol>
  <section id="overall-summary">
    <h2 id="s1">Overall summary<a class="back-to-top" href="#content">Back to top</a></h2>
    <p>We graded Westshire Police’s performance across <strong>three</strong> areas of policing<sup>1</sup>.
       This is <a href="/grades/">how we grade</a>.</p>
    <table>
      <caption>Grades of Westshire Police</caption>
      <thead><tr><th scope="col">Area</th><th scope="col">Grade</th></tr></thead>
      <tbody>
        <tr><th scope="row">Recording data about crime</th><td>Good</td></tr>
        <tr><td>Managing offenders</td><td><p>Requires</p><p>improvement</p></td></tr>
      </tbody>
    </table>
  </section>
  <section>
    <h2 id="social-care">Work with social care</h2>
    <p>The force and social workers share what they know.</p>
    <h3 id="related-offences">Victims of related offences</h3>
    <p>The force should, by August 2025:</p>
    <ul>
      <li>tell victims what happens
          in their case; and</li>
      <li>keep a record of:
        <ul><li>calls</li><li>visits</li></ul>
      </li>
    </ul>
    <blockquote><p>“We care for victims.”</p></blockquote>
    <p>Line one<br>and line two.</p>
    <figure><img src="graph.png" alt="Graph"><figcaption>Figure 1: calls answered</figcaption></figure>
    <p hidden>Draft: do not publish.</p>
    <p aria-hidden="true">Decoration</p>
  </section>
  <aside class="related"><h2>Related content</h2><p>All reports on Westshire.</p></aside>
  <div class="pagination"><a href="/2/">Next page</a></div>
</main>
<footer role="contentinfo"><p>© Crown copyright</p><ul><li>Accessibility</li></ul></footer>
</body>
</html>
"""


def body(html: str) -> list[tuple[str, str]]:
    return told(read_html(f"<html><body>{html}</body></html>"))


def test_only_the_report_remains_of_a_page() -> None:
    """Navigation, banners, search, sharing, scripts, related pages and footers are no part of the report."""
    assert told(read_html(PAGE.encode())) == [
        ("heading1", "PEEL 2023–2025: An inspection of Westshire Police"),
        ("paragraph", "Published on: 14 May 2025"),
        ("heading2", "Overall summary"),
        (
            "paragraph",
            "We graded Westshire Police’s performance across three areas of policing1. This is how we grade.",
        ),
        ("paragraph", "Grades of Westshire Police"),
        ("row", "Area Grade"),
        ("row", "Recording data about crime Good"),
        ("row", "Managing offenders Requires improvement"),
        ("heading2", "Work with social care"),
        ("paragraph", "The force and social workers share what they know."),
        ("heading3", "Victims of related offences"),
        ("paragraph", "The force should, by August 2025:"),
        ("item", "tell victims what happens in their case; and"),
        ("item", "keep a record of:"),
        ("item", "calls"),
        ("item", "visits"),
        ("paragraph", "“We care for victims.”"),
        ("paragraph", "Line one and line two."),
        ("paragraph", "Figure 1: calls answered"),
    ]


def test_headings_of_a_page_are_the_paths_of_its_passages() -> None:
    """The title is left out; each section's passages stand under its own headings."""
    assert [passage.heading for passage in split(Outline.of(read_html(PAGE), ()))] == [
        (),
        ("Overall summary",),
        ("Work with social care",),
        ("Work with social care", "Victims of related offences"),
    ]


def test_a_page_is_one_unnumbered_page() -> None:
    """A web page has no page numbers; its properties are its own head's."""
    document = read_html(PAGE)

    assert not document.paged
    assert document.reader == READER
    assert [(page.number, page.label) for page in document.pages] == [(1, None)]
    assert document.properties == {
        "title": "PEEL 2023–2025: An inspection of Westshire Police - Inspectorate of Examples",
        "url": "https://example.org/peel-reports/westshire-2023-25/",
        "description": "Report on an inspection of Westshire Police",
        "og:type": "article",
    }


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("Bare words", [("paragraph", "Bare words")]),
        ("<div>One<p>Two</p>Three</div>", [("paragraph", "One"), ("paragraph", "Two"), ("paragraph", "Three")]),
        ("<p>One <span>and <b>two</b></span>.</p>", [("paragraph", "One and two.")]),
        ("<p>A<!-- hidden --> word</p>", [("paragraph", "A word")]),
        ("<p>Fish &amp; chips&nbsp;cost £5</p>", [("paragraph", "Fish & chips cost £5")]),
        ("<p> </p><h2></h2><ul><li></li></ul><p>Text</p>", [("paragraph", "Text")]),
        ("<dl><dt>Grade</dt><dd>Good</dd></dl>", [("paragraph", "Grade"), ("item", "Good")]),
        ("<ul><li><p>One</p></li><li><p>Two</p></li></ul>", [("item", "One"), ("item", "Two")]),
        ("<details><summary>More</summary><p>Text</p></details>", [("paragraph", "More"), ("paragraph", "Text")]),
        ("<table><tr><td>a</td><td></td><td>b</td></tr></table>", [("row", "a b")]),
        ("<article><header>Site</header><h2>Calls</h2><p>x</p></article>", [("heading2", "Calls"), ("paragraph", "x")]),
        ("<p class='skip-nav'>Skip</p><p class='skipton'>Skipton</p>", [("paragraph", "Skipton")]),
        ("<div class='menu'>Menu</div><div class='document'>Text</div>", [("paragraph", "Text")]),
    ],
)
def test_elements_become_blocks(html: str, expected: list[tuple[str, str]]) -> None:
    """Words stay with the element that holds them, whatever dresses them; empty elements are nothing."""
    assert body(html) == expected


def test_headings_are_kept_whatever_their_anchors_are_called() -> None:
    """An anchor named after the heading's words does not make the heading a piece of navigation."""
    html = "".join(
        f'<h2 id="{name}">{name}</h2><p>Text.</p>' for name in ("menu-of-tactics", "social-media", "cookies")
    )

    assert [words for kind, words in body(html) if kind == "heading2"] == ["menu-of-tactics", "social-media", "cookies"]


def test_the_part_that_holds_the_title_is_no_navigation() -> None:
    """A wrapper named after its sidebar or its topic holds the report all the same."""
    html = '<div class="layout with-sidebar topic-social-care"><h1>Inspection</h1><p>Calls are answered.</p></div>'

    assert body(html) == [("heading1", "Inspection"), ("paragraph", "Calls are answered.")]


@pytest.mark.parametrize("wrapper", ["<main>{}</main>", '<div role="main">{}</div>', "<article>{}</article>"])
def test_what_stands_beside_the_main_part_is_left_out(wrapper: str) -> None:
    """Where a page marks its main part, nothing else is read."""
    text = "The force answers its calls in time. " * 10
    html = f"<div>Latest news</div>{wrapper.format(f'<p>{text}</p>')}<div>Contact us</div>"

    assert body(html) == [("paragraph", text.strip())]


def test_a_main_part_that_is_all_but_empty_is_not_trusted() -> None:
    """Some pages fill their main element later and keep the text elsewhere."""
    assert body("<main>Loading</main><p>The force answers its calls in time.</p>") == [
        ("paragraph", "Loading"),
        ("paragraph", "The force answers its calls in time."),
    ]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("<p>caf\u00e9 – £5</p>".encode(), "café – £5"),
        ('<meta charset="windows-1252"><p>caf\u00e9 – £5</p>'.encode("cp1252"), "café – £5"),
        (b"\xef\xbb\xbf<p>caf\xc3\xa9</p>", "café"),
    ],
    ids=["utf-8 unsaid", "windows-1252", "byte order mark"],
)
def test_letters_are_read_in_the_pages_own_coding(data: bytes, words: str) -> None:
    """The coding that a page names is used; without one it is UTF-8."""
    assert told(read_html(data)) == [("paragraph", words)]


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("<html><body><nav>Menu</nav></body></html>", "HTML page without text"),
        ("<html></html>", "HTML page without text"),
        ("", "damaged HTML: Document is empty"),
        (
            "<title>404 - Page not found</title><p>Sorry.</p>",
            "a web server's error page (404 - Page not found): download the report again",
        ),
        (
            "<title>Just a moment...</title><p>Checking your browser.</p>",
            "a web server's error page (Just a moment...): download the report again",
        ),
        ("<p>Access denied</p>", "a web server's error page (no title): download the report again"),
        (
            "<title>Site</title><h1>503 Service Unavailable</h1>",
            "a web server's error page (Site): download the report again",
        ),
    ],
)
def test_a_page_that_is_no_report_is_refused(html: str, reason: str) -> None:
    """An empty page, and what a server or its guard sends in a report's place, give their reason."""
    with pytest.raises(UnreadableReport) as refusal:
        read_html(html)
    assert str(refusal.value) == reason


def test_a_report_that_speaks_of_errors_is_read() -> None:
    """Words of error pages within a long report are the report's own."""
    text = "In 404 cases no error was found. Access denied to officers was a risk. " * 40

    assert body(f"<p>{text}</p>") == [("paragraph", text.strip())]


def test_empty_cells_of_a_row_keep_their_places() -> None:
    """The line of the row tells them by tabs, its block does not begin or end with one; wide cells count as several."""
    rows = "<tr><td></td><td>a</td><td></td></tr><tr><td colspan=2>b</td><td>c</td></tr><tr><td colspan=x>d</td></tr>"
    document = read_html(f"<html><body><table>{rows}</table></body></html>", served=False)
    text = document.pages[0].text
    assert text.split("\n\n") == ["\ta\t", "b\t\tc", "d", ""]
    spans = [block.spans[0] for block in document.blocks]
    assert [text[span.start : span.end] for span in spans] == ["a", "b\t\tc", "d"]
