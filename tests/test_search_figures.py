"""Whether a sentence gives the quantity sought, and whether the next one updates its figure."""

from __future__ import annotations

from pathlib import Path

import pytest
from documents import answers_from, sidecar, texts

from bot.search.figures import gives_quantity, updates
from bot.types import Asked


@pytest.mark.parametrize(
    ("text", "seeks", "held"),
    [
        ("The average wait is 18 months.", "duration", True),
        ("Some wait up to two working days.", "duration", True),
        ("Some wait 18 or more weeks.", "duration", True),
        ("There are 18 children.", "duration", False),
        ("Waits have grown in the last two years.", "duration", False),
        ("There are 18 children.", "count", True),
        ("Numbers have grown in the last two years.", "count", False),
        ("It must find \u00a34m.", "money", True),
    ],
)
def test_a_length_of_time_has_its_unit(text: str, seeks: str, held: bool) -> None:
    """The time over which something was seen is none."""
    assert gives_quantity(text, seeks) is held


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("In March, 9% of plans were open for two years.", "This has now reduced to 6%.", True),
        ("There were 1,023 cases in May.", "By September 2025 there were 2,828.", True),
        ("Timely plans rose from 28% to 40%.", "But 40% is far from the target.", True),
        ("In March, 9% of plans were late.", "Leaders now meet each week.", False),
        ("In March, 9% of plans were late.", "In all, 30 staff work there.", False),
        ("Plans were late.", "This has now reduced to 6%.", False),
    ],
)
def test_a_later_figure_updates_an_earlier_one(before: str, after: str, expected: bool) -> None:
    """A word tells that it is newer, or it is the same figure, taken back; other numbers are no update."""
    assert updates(before, after) is expected


def test_a_quote_goes_on_to_the_newer_figure(tmp_path: Path) -> None:
    """Though a sentence stands between."""
    said = "In March, 40% of burglary cases were late. Staff were told. This has since fallen to 6%. Cells are clean."
    answerer = answers_from(
        tmp_path,
        [
            sidecar(
                "a.html", "An inspection of Gwent Police", "Gwent Police", "PEEL inspection", "HMICFRS", "2025-05-01"
            )
        ],
        {"a.html": f"<h1>An inspection of Gwent Police</h1><h2>Burglary</h2><p>{said}</p>"},
    )
    found = answerer.answer(Asked("What did inspectors say about burglary in Gwent?"))
    assert texts(found)[:1] == [said.removesuffix(" Cells are clean.")]
