"""The three forms of a comparison."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from fakes import OLDER, REPORT, fake_answer, fake_finding

from bot.compare.comparer import Comparison, Side
from bot.compare.pairs import Matched, Pair
from bot.present.comparison import (
    BOTH,
    NO_FINDINGS,
    ONLY_EARLIER,
    ONLY_LATER,
    comparison_json,
    comparison_markdown,
    comparison_text,
)
from bot.types import Asked


def comparison(findings: Matched | None = None) -> Comparison:
    said = fake_answer(Asked("calls", count=1))
    silent = replace(said, status="not_found", message="This report does not say.", quotes=())
    return Comparison(
        "calls *now*",
        (Side("West Mercia Police", OLDER, silent), Side("West Mercia Police", REPORT, said)),
        ("A note.",),
        findings,
    )


def test_a_person_reads_each_side_with_its_report_and_what_to_know() -> None:
    """Silence is told in its place."""
    assert comparison_text(comparison()) == (
        "“calls *now*” in inspections of West Mercia Police, the oldest first\n\n"
        "A. West Mercia Police, 27 September 2019: PEEL 2018/19: West Mercia Police\n\n"
        "   This report does not say.\n\n"
        "B. West Mercia Police, 14 May 2025: PEEL 2023–2025: An inspection of West Mercia Police\n\n"
        "   B1. “Sentence 1 says that victims aren’t always told.”\n"
        "       HMICFRS, PEEL 2023–2025: An inspection of West Mercia Police, 14 May 2025, p. 8 (PDF page\n"
        "       9)\n"
        "       under: Findings > Calls\n"
        "       https://example.org/a1.pdf#page=9\n\n"
        "Before you compare:\n"
        "- A note."
    )


def test_markdown_has_a_heading_for_each_side_and_shows_what_is_quoted_as_it_is() -> None:
    """Marks within it are escaped."""
    text = comparison_markdown(comparison())
    assert text.startswith(
        "# “calls \\*now\\*” in inspections of West Mercia Police, the oldest first\n\n## West Mercia"
    )
    assert "> “Sentence 1 says that victims aren’t always told.”\n\nHMICFRS, PEEL 2023–2025" in text
    assert text.endswith("## Before you compare\n\n- A note.\n")


FOUND = Matched(
    (Pair(fake_finding("Answer calls.", OLDER), fake_finding("Lose fewer calls."), 0.81),),
    (fake_finding("Tell victims."),),
    (fake_finding("Clean the suites.", OLDER, None),),
)


@pytest.mark.parametrize("form", [comparison_text, comparison_markdown])
def test_findings_are_told_in_three_groups_and_nothing_is_called_solved(form: Callable[[Comparison], str]) -> None:
    """Each with its kind, date and page; the earlier of a pair first."""
    text = " ".join(form(comparison(FOUND)).split())
    places = [
        text.index(words)
        for words in (
            "In both, in similar words",
            "“Answer calls.” (area for improvement, 27 September 2019, p. 3)",
            "“Lose fewer calls.” (area for improvement, 14 May 2025, p. 3)",
            " ".join(ONLY_LATER.split()),
            "“Tell victims.”",
            " ".join(ONLY_EARLIER.split()),
            "“Clean the suites.” (area for improvement, 27 September 2019)",
        )
    ]
    assert places == sorted(places)
    assert "this does not mean that it was put right" in text
    assert BOTH.startswith("In both, in similar words")
    assert NO_FINDINGS in str(form(comparison(Matched((), (), ()))))


TWO = ("earlier", "later")


def test_programs_get_all_of_it() -> None:
    """Sides with their status, notes, and findings where they are known."""
    shown = json.loads(json.dumps(comparison_json(comparison(FOUND))))
    assert [(side["body"], side["status"], len(side["quotes"])) for side in shown["sides"]] == [
        ("West Mercia Police", "not_found", 0),
        ("West Mercia Police", "answered", 1),
    ]
    assert shown["sides"][1]["quotes"][0]["citation"].endswith("p. 8 (PDF page 9)")
    (pair,) = shown["findings"]["both"]
    assert pair["likeness"] == 0.81
    assert [(pair[one]["kind"], pair[one]["text"], pair[one]["page"], pair[one]["report"]["id"]) for one in TWO] == [
        ("area for improvement", "Answer calls.", 3, "old"),
        ("area for improvement", "Lose fewer calls.", 3, REPORT.id),
    ]
    assert len(shown["findings"]["only_later"]) == len(shown["findings"]["only_earlier"]) == 1
    assert comparison_json(comparison())["findings"] is None
