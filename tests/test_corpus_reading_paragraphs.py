"""Numbered paragraphs of web pages and texts: their numbers are no part of what is quoted."""

from __future__ import annotations

from pathlib import Path

from corpus.reading.read import read

LINES = (
    "1. We inspected the force in May 2020.",
    "2.Calls are answered in good time.",
    "2019 was no better.",
    "3. However, 12 callers waited.",
    "12 officers were seen.",
    "4. Others did not wait.",
    "5. Plans are made, and kept.",
)
TOLD = [
    "We inspected the force in May 2020.",
    "Calls are answered in good time.",
    "2019 was no better.",
    "However, 12 callers waited.",
    "12 officers were seen.",
    "Others did not wait.",
    "Plans are made, and kept.",
]


def words(name: str, data: str) -> list[str]:
    """The words of each block that is no heading."""
    document, _ = read(Path(name), data.encode())
    text = document.pages[0].text
    return [text[span.start : span.end] for b in document.blocks if b.kind != "heading" for span in b.spans]


def test_the_numbers_of_a_letters_paragraphs_are_left_out_of_a_web_page() -> None:
    """They count up; years and amounts do not."""
    body = "".join(f"<p>{line}</p>" for line in LINES)
    assert words("letter.html", f"<html><body><main><h1>Letter</h1>{body}</main></body></html>") == TOLD


def test_four_numbers_are_too_few_to_tell() -> None:
    """They may be those of an annex, or of what is quoted."""
    body = "".join(f"<p>{line}</p>" for line in LINES[:-1])
    found = words("letter.html", f"<html><body><main><h1>Letter</h1>{body}</main></body></html>")
    assert found == list(LINES[:-1])
