"""The door to tesseract: the text of a page from its picture (OCR), where that program is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from corpus.errors import UnreadableReport
from corpus.pdf.picture import Picture, picture

PROGRAM = "tesseract"
WIDTH = 2480  # pixels: an A4 page at 300 dots an inch, which tesseract's manual asks for
LONGEST = 120  # seconds for a page
_WANTED = ("eng", "cym")  # languages, by the names of tesseract's data


def recognised(source: Path | bytes, texts: Mapping[int, str], password: str | None) -> dict[int, str]:
    """What OCR reads on pages of a PDF, by number; ``texts`` are their own texts, as pdfium gives them.

    A page on which it reads nothing, and every page where tesseract or its English data is not installed, is
    left out.
    """
    if not texts or not languages():
        return {}
    found = {number: _page(source, number, text, password) for number, text in texts.items()}
    return {number: text for number, text in found.items() if text.strip()}


@cache
def languages() -> tuple[str, ...]:
    """The languages of these reports that tesseract reads here; none where it is not installed."""
    program = shutil.which(PROGRAM)
    if program is None:
        return ()
    told = _run([program, "--list-langs"], b"").decode(errors="replace").split()
    return tuple(name for name in _WANTED if name in told) if "eng" in told else ()


def _page(source: Path | bytes, number: int, text: str, password: str | None) -> str:
    try:
        drawn = picture(source, number, text, (), WIDTH, password)
    except UnreadableReport:
        return ""
    if drawn is None:
        return ""
    command = [shutil.which(PROGRAM) or PROGRAM, "stdin", "stdout", "-l", "+".join(languages())]
    return _run(command, _as_pixmap(drawn)).decode(errors="replace").replace("\f", "")


def _run(command: list[str], given: bytes) -> bytes:
    try:
        done = subprocess.run(
            command, input=given, capture_output=True, timeout=LONGEST, env={**os.environ, "OMP_THREAD_LIMIT": "1"}
        )
    except (OSError, subprocess.TimeoutExpired):
        return b""
    return done.stdout


def _as_pixmap(drawn: Picture) -> bytes:
    """A picture in the portable pixmap format (P6), which needs no library to write."""
    rows = (drawn.pixels[at : at + 3 * drawn.width] for at in range(0, drawn.stride * drawn.height, drawn.stride))
    return f"P6 {drawn.width} {drawn.height} 255\n".encode() + b"".join(rows)
