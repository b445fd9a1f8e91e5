"""A briefing as a file: its formats, and what the file is called."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final, Literal

from bot.briefing.document import Pack
from bot.present.briefing.html_page import briefing_html
from bot.present.briefing.markdown import briefing_markdown
from bot.present.csl import csl_json

ExportFormat = Literal["docx", "html", "md", "csl"]

ENDINGS: Final[dict[ExportFormat, str]] = {"docx": ".docx", "html": ".html", "md": ".md", "csl": ".csl.json"}
SHOW_PAGES: Final[tuple[ExportFormat, ...]] = ("docx", "html", "md")  # formats that can have the annex


def exported(pack: Pack, format: ExportFormat, files: Sequence[str] = ()) -> bytes:
    """Render a briefing; ``files`` are the paths of the annex's images for Markdown, which cannot hold them itself."""
    match format:
        case "docx":
            from bot.present.briefing.word import briefing_word  # with lxml, which nothing else here needs

            return briefing_word(pack)
        case "html":
            return briefing_html(pack).encode()
        case "md":
            return briefing_markdown(pack, files).encode()
        case "csl":
            return csl_json(pack.reports, pack.at.date()).encode()


def file_name(name: str, format: ExportFormat) -> str:
    """The file name of a briefing: its name, in characters that every system accepts."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    stem = re.sub(r"\W+", "-", plain).strip("-_").lower()
    return f"{stem or 'briefing'}{ENDINGS[format]}"
