"""Why two sources give two numbers: the sentences that hold both, those first that set sources against each other."""

from __future__ import annotations

from pathlib import Path

import pytest
from documents import answers_from, sidecar, texts

from bot.question.parse import understand
from bot.registered.facts.by_discrepancy import asked
from bot.types import Asked
from corpus.describe.gazetteer import gazetteer

PEEL = "PEEL inspection"
TEXTS = {
    "Kent Police": "<p>Inspectors examined nine areas and graded eight.</p>",
    "Essex Police": "<p>The release counts eight areas. The report page says nine. Custody is safe.</p>",
    "Gwent Police": "<p>Inspectors graded nine areas.</p><p>Eight officers were spoken to.</p>",
}


def test_what_holds_both_numbers_is_quoted_whole(tmp_path: Path) -> None:
    """Two sentences of one paragraph, or one that holds both; not two paragraphs."""
    given, pages = [], {}
    for number, (body, text) in enumerate(TEXTS.items()):
        title = f"PEEL 2023–2025: {body}"
        given.append(sidecar(f"{number}.html", title, body, PEEL, "HMICFRS", "2024-05-01"))
        pages[f"{number}.html"] = f"<h1>{title}</h1><h2>Grades</h2>{text}"
    answer = answers_from(tmp_path, given, pages).answer(
        Asked("Why does the news story say eight areas and the report 9?")
    )
    assert texts(answer) == [
        "The release counts eight areas. The report page says nine.",
        "Inspectors examined nine areas and graded eight.",
    ]
    assert answer.message.startswith("From 2 reports")


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("How come the release gives 8 grades and the report nine?", {"8", "9"}),
        ("Why was Kent graded inadequate?", set()),
        ("Why were two of five areas inadequate in 2022?", set()),
        ("Which reports count eight areas and nine?", set()),
    ],
)
def test_two_numbers_are_set_against_each_other_where_why_is_asked(text: str, numbers: set[str]) -> None:
    """A year is no such number."""
    assert asked(understand(text, gazetteer())) == numbers
