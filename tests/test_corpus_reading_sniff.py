"""What a file is, told from its bytes and, where they leave it open, from its name."""

from __future__ import annotations

import pdfs
import pytest

from corpus.errors import UnreadableReport
from corpus.reading.sniff import sniff

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n"


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (PDF, "report.pdf", "pdf"),
        (PDF, "report", "pdf"),
        (PDF, "report.html", "pdf"),
        (b"\r\n\r\n" + PDF, "report.pdf", "pdf"),
        (b"HTTP junk before the header\n" + PDF, "a1.bin", "pdf"),
        (b"<!DOCTYPE html><title>Report</title>", "report.html", "html"),
        (b"\xef\xbb\xbf<!doctype HTML><title>Report</title>", "a1", "html"),
        (b'<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml">', "a1.xhtml", "html"),
        (b"<!-- saved from the web -->\n<html lang='en'>", "page.txt", "html"),
        (b"<h1>Report</h1><p>Text.</p>", "report.htm", "html"),
        (b"<h1>Report</h1><p>Text.</p>", "report.txt", "text"),
        (b"Plain words.", "report.html", "text"),
        (b"# Report\n\nText.", "report.md", "markdown"),
        (b"# Report\n\nText.", "REPORT.MARKDOWN", "markdown"),
        (b"---\ntitle: Report\n---\n\nText.", "a1", "markdown"),
        (b"# Report\n\nText.", "report.txt", "text"),
        (b"Plain words.", "report", "text"),
        ("Report".encode("utf-16"), "report.txt", "text"),
    ],
)
def test_format_comes_from_the_bytes(data: bytes, name: str, kind: str) -> None:
    """Bytes decide what a file is; its name only parts Markdown and pieces of HTML from plain text."""
    assert sniff(data, name) == kind


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"", "report.pdf", "empty file"),
        (b" \n\t\n", "report.txt", "empty file"),
        (pdfs.ERROR_PAGE, "report.pdf", "named .pdf but an HTML page: download the report again"),
        (b"Service unavailable", "report.PDF", "named .pdf but not a PDF: download the report again"),
        (b"PK\x03\x04\x14\x00", "report.docx", "a ZIP archive or office document, not a PDF, HTML or text file"),
        (b"PK\x03\x04\x14\x00", "report.pdf", "a ZIP archive or office document, not a PDF, HTML or text file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "report.doc", "an old office document, not a PDF, HTML or text file"),
        (b"\x89PNG\r\n\x1a\n", "scan.png", "a picture, not a report"),
        (b"\xff\xd8\xff\xe0", "scan.jpg", "a picture, not a report"),
        (b"GIF89a", "logo.gif", "a picture, not a report"),
        (b"\x1f\x8b\x08\x00", "reports.tar.gz", "a compressed file: unpack it first"),
        (b"\x7fELF\x02\x01\x01\x00\x00", "tool", "binary data, not a PDF, HTML or text file"),
    ],
)
def test_what_is_no_report_is_refused_with_its_reason(data: bytes, name: str, reason: str) -> None:
    """A file that cannot be a report is refused; the message says what it is."""
    with pytest.raises(UnreadableReport) as refusal:
        sniff(data, name)

    assert str(refusal.value) == reason
