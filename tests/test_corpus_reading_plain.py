"""Markdown and plain text: codings, front matter, and the structure that the writing shows."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
from documents import told

from corpus.errors import UnreadableReport
from corpus.reading.plain import decode, front_matter, read_markdown, read_text


def text(words: str) -> list[tuple[str, str]]:
    return told(read_text(words.encode())[0])


def markdown(words: str) -> list[tuple[str, str]]:
    return told(read_markdown(words.encode())[0])


@pytest.mark.parametrize(
    "data",
    ["café – £5".encode(), "\ufeffcafé – £5".encode(), "café – £5".encode("utf-16"), "café – £5".encode("cp1252")],
    ids=["utf-8", "utf-8 with mark", "utf-16", "windows-1252"],
)
def test_text_is_decoded_whatever_wrote_it(data: bytes) -> None:
    """UTF-8 and UTF-16 are known by their bytes; what is neither is Windows-1252."""
    assert decode(data) == "café – £5"


@pytest.mark.parametrize(
    ("words", "fields", "rest"),
    [
        ("---\ntitle: A report\n---\nText.", {"title": "A report"}, "Text."),
        ("---\r\nTitle: A report\r\n---\r\nText.", {"title": "A report"}, "Text."),
        ("---\npublished: 2024-05-01\n...\nText.", {"published": datetime.date(2024, 5, 1)}, "Text."),
        ("---\nbodies: [A, B]\n---\n", {"bodies": ["A", "B"]}, ""),
        ("Text.\n---\ntitle: no\n---\n", {}, "Text.\n---\ntitle: no\n---\n"),
        ("---\n- a list\n---\nText.", {}, "---\n- a list\n---\nText."),
        ("---\nno end of fields\n", {}, "---\nno end of fields\n"),
    ],
)
def test_front_matter_is_what_stands_between_two_rules_at_the_top(
    words: str, fields: dict[str, object], rest: str
) -> None:
    """Its fields are YAML under lower-case names; anything else at the top is text."""
    assert front_matter(words) == (fields, rest)


@pytest.mark.parametrize("reader", [read_text, read_markdown])
def test_front_matter_that_is_not_yaml_is_refused(reader: Callable[[bytes], object]) -> None:
    """A slip in the fields is said, not read as text."""
    with pytest.raises(UnreadableReport, match=r"^front matter is not YAML: while parsing a flow sequence$"):
        reader(b"---\ntitle: [A report\n---\nText.")


@pytest.mark.parametrize(
    ("reader", "reason"), [(read_markdown, "no text below the front matter"), (read_text, "no text")]
)
def test_fields_without_text_are_no_report(reader: Callable[[bytes], object], reason: str) -> None:
    """A file of nothing but front matter holds nothing to quote."""
    with pytest.raises(UnreadableReport) as refusal:
        reader(b"---\ntitle: A report\n---\n\n \n")
    assert str(refusal.value) == reason


def test_markdown_becomes_blocks() -> None:
    """Headings, paragraphs, lists (close and loose), quotations and tables are what they are written as."""
    words = """# An inspection

The force *answers* its calls, see
[the data](https://example.org) and <https://example.org/a>.

Findings
--------

- calls
- visits

1. first

2. second

   more of it

> They care.

| Area | Grade |
| --- | --- |
| Calls | **Good** |

* * *

The `end`.
"""

    assert markdown(words) == [
        ("heading1", "An inspection"),
        ("paragraph", "The force answers its calls, see the data and https://example.org/a."),
        ("heading2", "Findings"),
        ("item", "calls"),
        ("item", "visits"),
        ("item", "first"),
        ("item", "second"),
        ("paragraph", "more of it"),
        ("paragraph", "They care."),
        ("row", "Area Grade"),
        ("row", "Calls Good"),
        ("paragraph", "The end."),
    ]


def test_markdown_hides_no_words() -> None:
    """Tags in Markdown are shown, not obeyed, and a short text on errors is no server's error page."""
    assert markdown("Access denied: <nav>404 errors</nav> found.") == [
        ("paragraph", "Access denied: <nav>404 errors</nav> found.")
    ]


def test_neither_markdown_nor_text_has_pages() -> None:
    """Their one page has no number that a reader could turn to."""
    for document, fields in (read_markdown(b"Text."), read_text(b"Text.")):
        assert not document.paged
        assert [page.number for page in document.pages] == [1]
        assert document.properties == {}
        assert fields == {}


def test_plain_text_becomes_blocks() -> None:
    """Blank lines part paragraphs; capitals and underlines make higher headings; marks make items."""
    words = """An inspection
=============

SUMMARY

The force answers
its calls.

Our findings
------------

The force should:
- answer calls
  in time
- train staff

1. First point.
2. Second point.

1.2 Victims of crime

12 officers left.
"""

    assert text(words) == [
        ("heading1", "An inspection"),
        ("heading1", "SUMMARY"),
        ("paragraph", "The force answers its calls."),
        ("heading2", "Our findings"),
        ("paragraph", "The force should:"),
        ("item", "answer calls in time"),
        ("item", "train staff"),
        ("item", "First point."),
        ("item", "Second point."),
        ("heading2", "1.2 Victims of crime"),
        ("paragraph", "12 officers left."),
    ]


def test_windows_line_ends_make_no_difference() -> None:
    """Text saved on Windows has the same blocks."""
    words = "SUMMARY\n\nThe force\nanswers.\n\n* one\n* two\n"

    assert text(words.replace("\n", "\r\n")) == text(words)
    assert text(words)[1] == ("paragraph", "The force answers.")


@pytest.mark.parametrize(
    ("words", "blocks"),
    [
        ("Leaders should:\n1. train staff\n2. answer calls", ["Leaders should:", "train staff", "answer calls"]),
        ("1) train staff\n2) answer calls", ["train staff", "answer calls"]),
        ("Calls fell by\n12. Then they rose.", ["Calls fell by 12. Then they rose."]),
        ("A dash - within\na line.", ["A dash - within a line."]),
        ("x\n\nThe force answers its calls.", ["x", "The force answers its calls."]),
        ("One.\n \t\nTwo.\n\n\n\nThree.", ["One.", "Two.", "Three."]),
        ("Above.\n\n-----\n\n* * *\n\nBelow.", ["Above.", "Below."]),
    ],
)
def test_plain_text_is_parted_where_its_writer_parted_it(words: str, blocks: list[str]) -> None:
    """Numbers begin items behind a colon or another number only; lines of marks are no text."""
    assert [block for _, block in text(words)] == blocks


@pytest.mark.parametrize("line", ["The force answers its calls.", "The force should:", "Act now!", "and so on,", "5"])
def test_a_short_line_that_ends_like_text_is_no_heading(line: str) -> None:
    """Only a line without a mark at its end, of a hundred characters at most, names a section."""
    assert text(f"{line}\n\nMore text.")[0][0] == "paragraph"


@pytest.mark.parametrize("line", ["Calls answered", "Who did it?", "Annex B Method", "3.1 Calls", "Part 2 Victims"])
def test_a_short_line_by_itself_is_a_heading(line: str) -> None:
    """A question may be a heading, too; numbers and the word annex may lead it."""
    assert text(f"{line}\n\nMore text.")[0] == ("heading2", line)


def test_the_text_of_a_plain_file_is_stored_as_it_is() -> None:
    """Nothing is changed below the front matter; the spans point into it."""
    document, _ = read_text(b"---\na: 1\n---\nTHE  HEAD\n\nTwo  blanks\n")

    assert document.pages[0].text == "THE  HEAD\n\nTwo  blanks\n"
    assert [document.pages[0].text[b.spans[0].start : b.spans[0].end] for b in document.blocks] == [
        "THE  HEAD",
        "Two  blanks",
    ]
