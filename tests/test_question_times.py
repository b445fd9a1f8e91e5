"""Times in questions: points, relations, and the years that they give."""

from __future__ import annotations

import pytest

from bot.question.times import times_in

NOW = 2026


def years(text: str) -> list[int]:
    """All years of the times in a text."""
    return sorted({year for time in times_in(text, NOW) for year in time.years})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("custody (2020)", [2020]),
        ("in March 2022", [2022]),
        ("Nov '18", [2018]),
        ("the '19 report", [2019]),
        ("31/03/2021", [2021]),
        ("on the 30th of September 2020", [2020]),
        ("autumn 2019", [2019]),
        ("2021/22", [2021, 2022]),
        ("PEEL 23-25", [2023, 2024, 2025]),
        ("2018 and 2020", [2018, 2020]),
        ("between 2015 and 2018", [2015, 2016, 2017, 2018]),
        ("June 2019 to May 2020", [2019, 2020]),
        ("since 2024", [2024, 2025, 2026]),
        ("2024 onwards", [2024, 2025, 2026]),
        ("2024 -", [2024, 2025, 2026]),
        ("before 2016", [2014, 2015]),
        ("up to 2016", [2014, 2015, 2016]),
        ("by 2022", [2022]),
        ("the year before June 2024", [2023, 2024]),
        ("last year", [2025]),
        ("two years ago", [2024]),
        ("a couple of years back", [2024]),
        ("this month", [2026]),
        ("last autumn", [2025, 2026]),
        ("FY23", [2022, 2023]),
        ("the 2010s", [2010, 2011, 2012, 2013, 2014, 2015, 2016, 2017, 2018, 2019]),
        ("during lockdown", [2020, 2021]),
        ("round 2", [2021, 2022]),
        ("rounds of golf", []),
        ("16-17 year olds", []),
        ("24/7", []),
        ("999 calls and 2000 officers", []),
        ("ward 2019/12", []),
        ("the last year of school", []),
    ],
)
def test_years_are_read_however_they_are_put(text: str, expected: list[int]) -> None:
    """Numbers that name no time give none."""
    assert years(text) == expected


def test_a_time_keeps_its_place_and_how_it_was_put() -> None:
    """So that it can be shown, and cut out of the topic."""
    (time,) = times_in("calls since May 2021", NOW)
    assert ("calls since May 2021"[time.start : time.end], time.relation, time.precision) == (
        "May 2021",
        "since",
        "month",
    )


def test_a_sentence_end_parts_a_relation_from_a_time() -> None:
    """*What happened after? 2022* names 2022 alone."""
    assert years("What happened after? 2022 inspection") == [2022]
