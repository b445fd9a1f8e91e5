"""The bundled digests: made again they are the same, they say what they are, their grades are real."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import html
from pypdf import PdfReader

from scripts.make_digests import CORPUS, in_words, make

REPORTS = CORPUS / "reports"
SOURCES = sorted((CORPUS / "digests").glob("*.md"))
SIDECAR: dict[str, dict[str, Any]] = tomllib.loads((REPORTS / "reports.toml").read_text(encoding="utf-8"))
NAMES = sorted(SIDECAR)

SENTENCE = "Digest written for this project. Not the inspectorate’s own text."
LICENCE = "Open Government Licence v3.0"
SITE = "https://hmicfrs.justiceinspectorates.gov.uk/"
SCALE = {"Outstanding", "Good", "Adequate", "Requires improvement", "Inadequate", "Not established"}
REMARKS = {"", " (inferred)", " (as the text of the report words it)"}
PERIOD = re.compile(r"\d{4}(-\d\d){0,2}(/\d{4}(-\d\d){0,2})?")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("reports")
    make(CORPUS / "digests", out)
    return out


def first_words(path: Path) -> str:
    """Page 1 of a PDF; title and first paragraph of a web page or a Markdown file."""
    if path.suffix == ".pdf":
        return PdfReader(path).pages[0].extract_text()
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        main = html.document_fromstring(text).find(".//main")
        return f"{main.findtext('h1')}\n{main.find('p').text_content()}"
    return "\n".join(text.split("---\n", 2)[2].strip().split("\n\n")[:2])


def metadata(path: Path) -> str:
    """What a file says of itself in its properties, its description or its front matter."""
    if path.suffix == ".pdf":
        return str(PdfReader(path).metadata)
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        return html.document_fromstring(text).xpath("string(//meta[@name='description']/@content)")
    return text.split("---\n", 2)[1]


def tables() -> list[tuple[str, str, str]]:
    """File, area and grade of every row of every table of the sources."""
    rows = re.compile(r"^\| (.+?) \| (.+?) \|$", re.M)
    return [
        (path.stem, area, grade)
        for path in SOURCES
        for area, grade in rows.findall(path.read_text(encoding="utf-8"))
        if grade not in ("Grade", "---")
    ]


def test_reports_are_the_generators_own(made: Path) -> None:
    """Running the generator again gives the bundled files, all of them, byte for byte."""
    again = {path.name: path.read_bytes() for path in made.iterdir()}
    bundled = {path.name: path.read_bytes() for path in REPORTS.iterdir()}

    assert sorted(again) == sorted(bundled)
    assert [name for name in bundled if bundled[name] != again[name]] == []


def test_sidecar_has_a_table_for_every_report() -> None:
    """There are 22 digests, 16 of them PDF, 3 HTML and 3 Markdown, and the sidecar knows each."""
    files = sorted(path.name for path in REPORTS.iterdir() if path.name != "reports.toml")

    assert files == NAMES
    assert [sum(name.endswith(suffix) for name in NAMES) for suffix in (".pdf", ".html", ".md")] == [16, 3, 3]


@pytest.mark.parametrize("name", NAMES)
def test_digest_says_first_that_it_is_one(name: str) -> None:
    """The first page or paragraph has the title, the digest notice, the address and the licence."""
    first = first_words(REPORTS / name)
    words, letters = " ".join(first.split()), "".join(first.split())

    assert SIDECAR[name]["title"] in words
    assert SENTENCE in words
    assert SIDECAR[name].get("url", SITE) in letters  # a long address takes two lines
    assert LICENCE in words


@pytest.mark.parametrize("name", NAMES)
def test_digest_says_so_in_its_metadata(name: str) -> None:
    """The file's own metadata name it a digest and give the address and the licence."""
    words = metadata(REPORTS / name)

    assert "digest" in words.lower()
    assert SIDECAR[name].get("url", "url: null" if name.endswith(".md") else SITE) in words
    assert LICENCE in words


@pytest.mark.parametrize("name", NAMES)
def test_sidecar_marks_digests(name: str) -> None:
    """The sidecar marks every report as a digest of HMICFRS, under the licence, its dates in ISO form."""
    entry = SIDECAR[name]

    assert entry["digest"] is True
    assert entry["licence"] == LICENCE
    assert entry["inspectorates"] == ["HMICFRS"]
    assert [key for key in ("inspected", "published") if key in entry and not PERIOD.fullmatch(entry[key])] == []


@pytest.mark.parametrize(
    ("period", "words"),
    [
        ("2024", "2024"),
        ("2019-01", "January 2019"),
        ("2025-05-14", "14 May 2025"),
        ("2024-11/2025-01", "November 2024 to January 2025"),
        ("2021-09-06/2021-10-01", "6 September 2021 to 1 October 2021"),
    ],
)
def test_periods_in_words(period: str, words: str) -> None:
    """A year, a month, a day and a range of them are said as a cover says them."""
    assert in_words(period) == words


@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith(".pdf")])
def test_pdf_is_made_like_a_report(name: str) -> None:
    """A PDF has 3 to 6 pages: a cover, labelled i, with body and dates, then printed numbers from 1."""
    reader = PdfReader(REPORTS / name)
    pages = [page.extract_text() for page in reader.pages]
    numbers = [str(number) for number in range(1, len(pages))]
    dates = {"Inspected": SIDECAR[name].get("inspected"), "Published": SIDECAR[name].get("published")}

    assert 3 <= len(pages) <= 6
    assert reader.page_labels == ["i", *numbers]
    assert SIDECAR[name]["bodies"][0] in pages[0]
    for label, date in dates.items():
        assert (f"{label}: {in_words(date)}" in pages[0]) if date else (f"{label}:" not in pages[0])
    assert reader.outline[0].title == "About this digest"
    for number, page in zip(numbers, pages[1:], strict=True):
        assert "Digest – not the inspectorate’s text" in page
        assert number in page.splitlines()


@pytest.mark.parametrize(("stem", "area", "grade"), tables())
def test_grades_are_words_of_the_scale(stem: str, area: str, grade: str) -> None:
    """Every grade in a table is a grade of the inspectorate, or says that it is not established."""
    word = grade.partition(" (")[0]

    assert word in SCALE
    assert grade.removeprefix(word) in REMARKS


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_source_is_plain(path: Path) -> None:
    """A source has Windows-1252 characters only, and opens by saying what it is not."""
    text = path.read_text(encoding="utf-8")
    fields = yaml.safe_load(text.split("---\n", 2)[1])

    text.encode("cp1252")
    assert text.split("---\n", 2)[2].startswith("\n## About this digest\n\nThis is a digest of ")
    assert "no sentence in it may be quoted as the words of HMICFRS" in text
    assert fields["digest"] is True
