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
        ("in the nineties", [*range(1990, 2000)]),
        ("the early 90s", [*range(1990, 2000)]),
        ("people in their 90s", []),
        ("prior to 2016", [2014, 2015]),
        ("ahead of 2016", [2014, 2015]),
        ("later than 2024", [2024, 2025, 2026]),
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


@pytest.mark.parametrize(
    "text",
    [
        "already told off before the 2019 inspection",
        "until 2019's joint inspection",
        "by the 2019 visit",
        "prior to the 2019 PEEL report",
        "at the time of the 2019 inspection",
    ],
)
def test_a_year_may_be_the_name_of_an_inspection(text: str) -> None:
    """The report of that inspection tells what was before it; earlier ones do where a grade is asked."""
    (time,) = times_in(text, NOW)
    assert (time.years, time.landmark) == ((2019,), True)


def test_what_was_before_an_inspection_is_also_had_as_years() -> None:
    """For what it was graded then."""
    (time,) = times_in("the grade before the 2017 inspection", NOW)
    assert time.earlier().years == (2014, 2015, 2016)
    (time,) = times_in("the grade of the 2017 inspection", NOW)
    assert time.earlier() == time


def test_words_further_behind_a_year_name_no_inspection() -> None:
    """*Before 2019 the inspection said*: the year is no name of it."""
    (time,) = times_in("before 2016 the inspection said", NOW)
    assert (time.years, time.landmark) == ((2014, 2015), False)
