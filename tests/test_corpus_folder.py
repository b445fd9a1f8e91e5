"""A corpus folder: which files it holds, what stands beside them, and each file as a report."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pdfs
import pytest

from corpus.describe.sidecar import BUNDLED
from corpus.errors import ReportbotError, UnreadableReport
from corpus.folder import ReadReport, SourceFile, files_of, read_report
from corpus.reading.read import READERS, VERSION
from corpus.types import Report, Span

TEXT = "An inspection of Kent Police\n\nCalls are answered in good time.\n"


def filled(folder: Path, **files: str | bytes) -> Path:
    """A folder of files; two underscores in a name stand for a slash, one for a dot."""
    for name, data in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return folder


def only(folder: Path) -> SourceFile:
    (file,) = files_of(folder)
    return file


def test_files_are_found_at_any_depth_in_a_fixed_order(tmp_path: Path) -> None:
    """Sources are paths within the folder, with slashes; sidecars and hidden files are not reports."""
    corpus = filled(
        tmp_path,
        b_txt="b",
        a__z_txt="z",
        a__y__x_pdf="x",
        reports_toml="",
        a__reports_toml="",
        _hidden_txt="h",
        _git__c_txt="c",
    )

    assert [file.source for file in files_of(corpus)] == ["a/y/x.pdf", "a/z.txt", "b.txt"]


def test_a_file_is_known_by_its_bytes(tmp_path: Path) -> None:
    """Its hash is that of its content; the report's id is how that begins."""
    file = only(filled(tmp_path, a1_txt=TEXT))
    sha256 = hashlib.sha256(TEXT.encode()).hexdigest()

    assert file.sha256 == sha256
    assert file.path == tmp_path / "a1.txt"
    assert read_report(file).report.id == sha256[:12]


def test_a_sidecar_speaks_for_the_files_beside_it(tmp_path: Path) -> None:
    """Each folder has its own; a file without a table there is given nothing."""
    corpus = filled(
        tmp_path,
        a_txt=TEXT,
        b_txt=TEXT,
        in__a_txt=TEXT,
        reports_toml='["a.txt"]\ntitle = "Outer"\n["missing.txt"]\ntitle = "Nobody"\n',
        in__reports_toml='["a.txt"]\ntitle = "Inner"\n',
    )

    assert {file.source: dict(file.given) for file in files_of(corpus)} == {
        "a.txt": {"title": "Outer"},
        "b.txt": {},
        "in/a.txt": {"title": "Inner"},
    }


def test_sidecar_front_matter_and_text_make_the_report(tmp_path: Path) -> None:
    """The fields of all three are put together, each with its origin."""
    corpus = filled(
        tmp_path,
        a1_md="---\ntitle: Fronted\nurl: https://example.org/a1\n---\n# An inspection of Kent Police\n\nCalls.\n",
        reports_toml='["a1.md"]\ntitle = "Sidecar"\npublished = 2025-05-15\n',
    )
    report = read_report(only(corpus)).report

    assert report == Report(
        id=report.sha256[:12],
        title="Sidecar",
        bodies=("Kent Police",),
        inspectorates=(),
        kind="report",
        inspected=None,
        published="2025-05-15",
        source="a1.md",
        sha256=report.sha256,
        url="https://example.org/a1",
        origins={"title": "sidecar", "published": "sidecar", "url": "front matter", "bodies": "text"},
    )


def test_a_report_has_its_pages_and_passages(tmp_path: Path) -> None:
    """Text is stored as it came; passages point into it."""
    found = read_report(only(filled(tmp_path, a1_txt=TEXT)))

    assert [page.text for page in found.pages] == [TEXT]
    assert [[s.spans for s in passage.sentences] for passage in found.passages] == [[(Span(1, 30, 62),)]]
    assert TEXT[30:62] == "Calls are answered in good time."
    assert found.report.page_count == 0


def test_a_pdf_counts_its_pages_and_joins_its_words(tmp_path: Path) -> None:
    """What the document writes whole elsewhere is whole where a line's end broke it."""
    found = read_report(only(filled(tmp_path, a1_pdf=pdfs.report().lines("It improved in 2024.").bytes())))

    assert found.report.page_count == 4
    assert found.joined == {"improved"}


def test_a_password_beside_the_file_opens_it(tmp_path: Path) -> None:
    """An encrypted report is read once its password stands in the sidecar, and not before."""
    corpus = filled(tmp_path, a1_pdf=pdfs.encrypted(pdfs.report().bytes(), "s3cret"))
    with pytest.raises(UnreadableReport, match=r"^encrypted PDF: give its password as `password` in reports\.toml"):
        read_report(only(corpus))

    filled(corpus, reports_toml='["a1.pdf"]\npassword = "s3cret"\n')
    assert read_report(only(corpus)).report.title == "PEEL 2023–25: An inspection of Westshire Police"


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({"a1_pdf": b""}, "empty file"),
        ({"a1_pdf": pdfs.ERROR_PAGE}, "named .pdf but an HTML page: download the report again"),
        ({"a1_html": pdfs.ERROR_PAGE}, "a web server's error page (404 Not Found): download the report again"),
        ({"a1_docx": b"PK\x03\x04"}, "a ZIP archive or office document, not a PDF, HTML or text file"),
        ({"a1_md": "---\ntitle: x\n---\n"}, "no text below the front matter"),
    ],
)
def test_a_file_that_is_no_report_says_why(tmp_path: Path, files: dict[str, str | bytes], reason: str) -> None:
    """One plain sentence for the list of skipped files."""
    with pytest.raises(UnreadableReport) as refusal:
        read_report(only(filled(tmp_path, **files)))
    assert str(refusal.value) == reason


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    """The message names the folder and the option."""
    with pytest.raises(ReportbotError) as refusal:
        list(files_of(tmp_path / "none"))
    assert str(refusal.value) == f"{tmp_path / 'none'} is not a folder: name a folder of reports with --corpus"


@pytest.mark.parametrize("toml", ["title = ", b"title = '\xff'"])
def test_a_sidecar_that_is_not_toml_is_said(tmp_path: Path, toml: str | bytes) -> None:
    """A slip there is not taken for an empty sidecar."""
    corpus = filled(tmp_path, a1_txt=TEXT, reports_toml=toml)

    with pytest.raises(ReportbotError, match=r"reports\.toml is not TOML: "):
        list(files_of(corpus))


def test_the_recipe_changes_with_what_decides_the_reading(tmp_path: Path) -> None:
    """It names the versions of the readers, and changes with the sidecar's fields but not with the file's name."""
    corpus = filled(tmp_path, a_txt=TEXT, b_txt=TEXT, c_txt=TEXT, reports_toml='["c.txt"]\ntitle = "C"\n')
    a, b, c = (file.recipe for file in files_of(corpus))

    assert a == b != c
    assert a.startswith(f"{VERSION} | {READERS} | ")
    assert '"title": "C"' in c


def test_reading_twice_gives_the_same(tmp_path: Path) -> None:
    """Nothing depends on order, time or place."""
    one, two = (
        filled(tmp_path / "one", a1_pdf=pdfs.report().bytes()),
        filled(tmp_path / "two", a1_pdf=pdfs.report().bytes()),
    )
    first, second = read_report(only(one)), read_report(only(two))

    assert isinstance(first, ReadReport)
    assert first == second


def test_every_bundled_report_is_read() -> None:
    """All 22 have their fields from the sidecar, and passages."""
    reports = [read_report(file) for file in files_of(BUNDLED)]

    assert len(reports) == 22
    assert {found.report.origins["title"] for found in reports} == {"sidecar"}
    assert [found.report.source for found in reports if len(found.passages) < 8] == []
    assert [found.report.source for found in reports if not found.report.digest] == []
