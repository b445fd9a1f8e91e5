"""What no reader of a page sees is left out of what is read, and counted."""

from __future__ import annotations

import pytest
from documents import told

from corpus.reading.html import read_html
from corpus.reading.plain import read_markdown
from corpus.types import Unseen


def words(body: str, head: str = "") -> str:
    """All that is read of a page, its blocks parted by a stroke."""
    return " | ".join(text for _, text in told(read_html(f"<html><head>{head}</head><body>{body}</body></html>")))


@pytest.mark.parametrize(
    "hidden",
    [
        "<p style='display:none'>X y.</p>",
        "<p style='DISPLAY : None !important'>X y.</p>",
        "<p style='visibility: hidden'>X y.</p>",
        "<p style='opacity:0'>X y.</p>",
        "<p style='font-size: 0px'>X y.</p>",
        "<p style='position:absolute; left:-9999px'>X y.</p>",
        "<p style='text-indent:-9999px'>X y.</p>",
        "<p style='position:absolute;clip:rect(0,0,0,0)'>X y.</p>",
        "<p style='clip-path: inset(50%)'>X y.</p>",
        "<p style='width:1px;height:1px;overflow:hidden'>X y.</p>",
        "<p style='color:#FFF'>X y.</p>",
        "<div style='background:navy'><p style='color:navy'>X y.</p></div>",
        "<p hidden>X y.</p>",
        "<div hidden><p hidden>X y.</p></div>",
        *(
            f"<p class='a {name}'>X y.</p>"
            for name in (
                "visually-hidden",
                "sr-only",
                "screen-reader-text",
                "govuk-visually-hidden",
                "d-none",
                "hidden",
            )
        ),
        "<p><del>X y.</del></p>",
        "<p><s>X y.</s></p>",
        "<p><strike>X y.</strike></p>",
        "<p style='text-decoration: line-through'>X y.</p>",
    ],
)
def test_what_is_hidden_or_struck_is_left_out(hidden: str) -> None:
    """By its element, its attribute, its style or its class; it is counted once, without the blanks at its ends."""
    document = read_html(f"<html><body><p>Seen.</p>{hidden}<p>Seen too.</p></body></html>")
    assert [text for _, text in told(document)] == ["Seen.", "Seen too."]
    assert "X y" not in document.pages[0].text
    assert sum(unseen.characters for unseen in document.unseen) == 4


@pytest.mark.parametrize(
    "shown",
    [
        "<p style='display:block'>X y.</p>",
        "<p hidden='until-found'>X y.</p>",
        "<p class='hidden md:block'>X y.</p>",
        "<p class='d-none d-md-block'>X y.</p>",
        "<p class='hiddenite'>X y.</p>",
        "<div style='background:navy'><p style='color:white'>X y.</p></div>",
        "<p class='has-background' style='color:white'>X y.</p>",
        "<p style='position:relative; left:-5px; height:0'>X y.</p>",
        "<p><ins>X y.</ins></p>",
        "<details><p>X y.</p></details>",
        "<button aria-controls='part' aria-expanded='false'>Open</button><i></i><div id='part' hidden>X y.</div>",
        "<h2><button aria-expanded='false'>X y.</button></h2><div style='display:none'>X y.</div>",
    ],
)
def test_what_a_reader_sees_or_opens_is_kept(shown: str) -> None:
    """Also where it is closed at first, or hidden on small screens alone."""
    document = read_html(f"<html><body><p>Seen.</p>{shown}</body></html>")
    assert told(document)[-1] == ("paragraph", "X y.")
    assert document.unseen == ()


@pytest.mark.parametrize(
    ("sheet", "seen"),
    [
        (".draft { display: none }", ""),
        ("body p.draft, .other { visibility: hidden }", ""),
        ("#d { display: none } .draft { display: block }", ""),
        (".draft { display: none } #d { display: block }", "Draft"),
        (".draft { display: none !important } #d { display: block }", ""),
        ("@media print { .draft { display: none } }", "Draft"),
        ("@media screen { .draft { display: none } }", ""),
        (".draft:hover, .draft::before { display: none }", "Draft"),
        (".draft { display: none", ""),
        ("}} ,, { display: none }", "Draft"),
    ],
)
def test_a_page_s_own_style_sheet_is_followed(sheet: str, seen: str) -> None:
    """As a browser follows it on a screen."""
    assert words("<p>Seen.</p><p class='draft' id='d'>Draft</p>", f"<style>{sheet}</style>") == " | ".join(
        filter(None, ("Seen.", seen))
    )


def test_a_hidden_cell_keeps_its_place() -> None:
    """Those behind it stay in their columns."""
    cells = "<td>a</td><td><span class='sr-only'>Grade</span></td><td class='sr-only'>b</td><td>c</td>"
    assert read_html(f"<html><body><table><tr>{cells}</tr></table></body></html>").pages[0].text == "a\t\t\tc\n\n"


def test_words_for_the_sighted_alone_are_read_in_the_place_of_those_for_screen_readers() -> None:
    """A figure that is hidden from screen readers is seen; a decoration is not read."""
    pair = "<span class='sr-only'>ninety per cent</span><span aria-hidden='true'>90%</span>"
    assert (
        words(f"<p>It answers {pair} of calls.</p><p aria-hidden='true'>Decoration</p>") == "It answers 90% of calls."
    )


def test_struck_words_of_markdown_are_left_out() -> None:
    """As those of a page; comments, too, and other tags are words."""
    document, _ = read_markdown(
        b"It was ~~inadequate~~ <del>bad</del> good <!-- draft --> and <b>bold</b>.\n\n<!-- a\nb -->"
    )
    assert told(document) == [("paragraph", "It was good and <b>bold</b>.")]
    assert document.unseen == (Unseen("struck out", 13),)
