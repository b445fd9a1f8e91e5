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


def test_a_digest_says_first_that_it_is_one() -> None:
    """The first page or paragraph has the title, the digest notice, the address and the licence."""
    for name, entry in SIDECAR.items():
        first = first_words(REPORTS / name)
        words, letters = " ".join(first.split()), "".join(first.split())

        assert [told for told in (entry["title"], SENTENCE, LICENCE) if told not in words] == [], name
        assert entry.get("url", SITE) in letters, name  # a long address takes two lines


def test_a_digest_says_so_in_its_metadata() -> None:
    """The file's own metadata name it a digest and give the address and the licence."""
    for name, entry in SIDECAR.items():
        words = metadata(REPORTS / name)

        assert "digest" in words.lower(), name
        assert entry.get("url", "url: null" if name.endswith(".md") else SITE) in words, name
        assert LICENCE in words, name


def test_the_sidecar_marks_digests() -> None:
    """The sidecar marks every report as a digest of HMICFRS, under the licence, its dates in ISO form."""
    for name, entry in SIDECAR.items():
        assert (entry["digest"], entry["licence"], entry["inspectorates"]) == (True, LICENCE, ["HMICFRS"]), name
        assert [key for key in ("inspected", "published") if not PERIOD.fullmatch(entry.get(key, "2024"))] == [], name


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


def test_a_pdf_is_made_like_a_report() -> None:
    """A PDF has 3 to 6 pages: a cover, labelled i, with body and dates, then printed numbers from 1."""
    for name in (name for name in NAMES if name.endswith(".pdf")):
        reader = PdfReader(REPORTS / name)
        cover, *pages = [page.extract_text() for page in reader.pages]
        numbers = [str(number) for number in range(1, len(pages) + 1)]

        assert 2 <= len(pages) <= 5, name
        assert reader.page_labels == ["i", *numbers], name
        assert SIDECAR[name]["bodies"][0] in cover, name
        for label in ("Inspected", "Published"):
            date = SIDECAR[name].get(label.lower())
            assert (f"{label}: {in_words(date)}" in cover) if date else (f"{label}:" not in cover), name
        assert reader.outline[0].title == "About this digest", name
        for number, page in zip(numbers, pages, strict=True):
            assert "Digest – not the inspectorate’s text" in page, name
            assert number in page.splitlines(), name


def test_grades_are_words_of_the_scale() -> None:
    """Every grade in a table is a grade of the inspectorate, or says that it is not established."""
    parts = re.compile(rf"({'|'.join(SCALE)})({'|'.join(map(re.escape, REMARKS))})")

    assert len(tables()) > 100
    assert [row for row in tables() if not parts.fullmatch(row[2])] == []


def test_a_source_is_plain() -> None:
    """A source has Windows-1252 characters only, and opens by saying what it is not."""
    for path in SOURCES:
        text = path.read_text(encoding="utf-8")
        _, fields, body = text.split("---\n", 2)

        assert text.encode("cp1252").decode("cp1252") == text, path.name
        assert body.startswith("\n## About this digest\n\nThis is a digest of "), path.name
        assert "no sentence in it may be quoted as the words of HMICFRS" in body, path.name
        assert yaml.safe_load(fields)["digest"] is True, path.name
