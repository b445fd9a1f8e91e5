"""What a file is, told from its bytes: file names lie, an error page called .pdf above all."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Literal

from corpus.errors import UnreadableReport

Format = Literal["pdf", "html", "markdown", "text", "docx", "odt"]

_HTML = re.compile(rb"<!doctype html|<html[\s>]|<head[\s>]|<body[\s>]", re.I)
_OTHERS = (
    (b"PK\x03\x04", "a ZIP archive or office document, not a PDF, HTML or text file"),
    (b"\xd0\xcf\x11\xe0", "an old office document, not a PDF, HTML or text file"),
    (b"\x89PNG", "a picture, not a report"),
    (b"\xff\xd8\xff", "a picture, not a report"),
    (b"GIF8", "a picture, not a report"),
    (b"\x1f\x8b", "a compressed file: unpack it first"),
)


def sniff(data: bytes, name: str) -> Format:
    """The format of a file with these bytes.

    ``name`` decides only between plain text, Markdown and pieces of HTML, and spots a page of HTML
    that was saved under the name of a PDF: such a page is the server's error, not a report.

    Raises:
        UnreadableReport: the file is empty or of a kind that is not read.
    """
    suffix = name.lower().rpartition(".")[2]
    if not data.strip():
        raise UnreadableReport("empty file")
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if head.startswith(b"PK\x03\x04") and (office := _office(data)):
        return office
    for magic, reason in _OTHERS:
        if head.startswith(magic):
            raise UnreadableReport(reason)
    if suffix == "pdf":
        kind = "an HTML page" if _HTML.search(data[:4096]) else "not a PDF"
        raise UnreadableReport(f"named .pdf but {kind}: download the report again")
    if b"\x00" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableReport("binary data, not a PDF, HTML or text file")
    if _HTML.search(data[:4096]) or (suffix in ("html", "htm", "xhtml") and head.startswith(b"<")):
        return "html"
    return "markdown" if suffix in ("md", "markdown") or head.startswith(b"---") else "text"


def _office(data: bytes) -> Literal["docx", "odt"] | None:
    """Which office document an archive is, by its parts; None for any other."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            names = set(parts.namelist())
            if "word/document.xml" in names:
                return "docx"
            kind = parts.read("mimetype")[:100] if "mimetype" in names else b""
    except (zipfile.BadZipFile, OSError, RuntimeError, ValueError):
        return None
    return "odt" if kind.startswith(b"application/vnd.oasis.opendocument.text") else None
