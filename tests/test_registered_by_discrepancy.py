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


def test_inspections_with_the_one_and_with_the_other_number_of_areas_are_counted(tmp_path: Path) -> None:
    """And the area that tells them apart is named."""
    areas = ("Responding to the public", "Investigating crime", "Recording data about crime")
    given, pages = [], {}
    for number, (body, count) in enumerate((("Kent Police", 3), ("Essex Police", 2), ("Gwent Police", 3))):
        title = f"PEEL 2023–2025: {body}"
        given.append(sidecar(f"{number}.html", title, body, PEEL, "HMICFRS", "2024-05-01"))
        rows = "".join(f"<tr><td>{area}</td><td>Good</td></tr>" for area in areas[:count])
        table = f"<table><tr><th>Area</th><th>Grade</th></tr>{rows}</table>"
        pages[f"{number}.html"] = f"<h1>{title}</h1>{table}<p>The release gives two areas, and the report three.</p>"
    asked_so = "Why does the news story say two areas and the report three?"
    answer = answers_from(tmp_path, given, pages).answer(Asked(asked_so))
    assert answer.message.startswith(
        "Of the 3 inspections of PEEL 2023–25 that are held as the newest on a body, grades of 3 areas are held for 2"
        " and of 2 for 1: what the former alone have is Recording data about crime"
    )


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
