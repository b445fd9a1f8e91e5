"""A figure of an older report is told with its time, and with what the newest inspection says on the matter."""

from __future__ import annotations

from pathlib import Path

import pytest
from documents import answers_from, sidecar, texts

from bot.search.figures import tells_when
from bot.types import Asked

PEEL, LETTER = "PEEL inspection", "revisit letter"


def test_an_older_figure_comes_with_its_time_and_what_the_newest_inspection_says(tmp_path: Path) -> None:
    """Of the same section, and of no other telephone line."""
    given = [
        sidecar("0.html", "Revisit of Kent Police", "Kent Police", LETTER, "HMICFRS", "2023-10-31"),
        sidecar("1.html", "PEEL 2023–2025: Kent Police", "Kent Police", PEEL, "HMICFRS", "2025-05-14"),
    ]
    pages = {
        "0.html": "<h1>Revisit of Kent Police</h1><h2>Responding to the public</h2><p>In July 2023 the force answered"
        " 76% of 999 calls in time. On 101 the share of lost calls was 22%.</p>",
        "1.html": "<h1>PEEL 2023–2025: Kent Police</h1><h2>Responding to the public</h2><p>999 calls are answered.</p>"
        "<p>Too many calls on the other line are lost.</p><h2>Custody</h2><p>Custody calls are rare.</p>",
    }
    answer = answers_from(tmp_path, given, pages).answer(Asked("How many 101 calls were lost by Kent Police?"))
    assert texts(answer) == [
        "In July 2023 the force answered 76% of 999 calls in time. On 101 the share of lost calls was 22%.",
        "Too many calls on the other line are lost.",
    ]
    assert "No such figure was found in the newest full inspection held" in answer.message


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("In July 2023 it answered 76% of calls.", True),
        ("By 2024 it had 12 cars.", True),
        ("In the last quarter 5 calls were lost.", True),
        ("Callers abandoned 22% of calls.", False),
        ("The force may lose 22% of calls.", False),
    ],
)
def test_a_sentence_tells_its_time_by_a_month_a_year_or_how_long_ago(text: str, told: bool) -> None:
    """*may* is no month."""
    assert tells_when(text) is told
