"""Text for HTML, so that every character of it is shown as it is."""

from __future__ import annotations

import html

from corpus.clean import shown


def escape(text: str) -> str:
    """A text without markup, and without characters that no page may hold; also for attributes."""
    return html.escape(shown(text))
