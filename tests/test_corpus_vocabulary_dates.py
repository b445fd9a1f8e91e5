"""Dates as reports print them, to ISO 8601 and back into words."""

from __future__ import annotations

import pytest

from corpus.types import years_of
from corpus.vocabulary.dates import DATE, ISO, MONTH_YEAR, RANGE, in_words, iso_date, iso_month, iso_range


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("published on 14 May 2025.", "2025-05-14"),
        ("01 December 2017", "2017-12-01"),
        ("8 march 2019", "2019-03-08"),
        ("3rd July, 2009", "2009-07-03"),
        ("14  May\n2025", "2025-05-14"),
        ("2 Sept 2023", "2023-09-02"),
        ("29 February 2024", "2024-02-29"),
    ],
)
def test_a_printed_day_is_read(text: str, iso: str) -> None:
    """Ordinals, commas, short months, leading zeros and line ends make no difference."""
    assert iso_date(DATE.search(text)) == iso


@pytest.mark.parametrize("text", ["29 February 2023", "31 April 2024", "0 May 2024"])
def test_a_day_that_does_not_exist_is_none(text: str) -> None:
    """A slip of the pen is no date."""
    assert iso_date(DATE.search(text)) is None


@pytest.mark.parametrize(
    "text", ["May 2024", "14 Mayor 2024", "114 May 2024", "14 May 20245", "14 May 1742", "14/05/2024", "the 14th"]
)
def test_what_is_no_printed_day_is_not_found(text: str) -> None:
    """Only day, month and year in words make a date."""
    assert DATE.search(text) is None


@pytest.mark.parametrize(
    ("text", "iso"), [("July 2024", "2024-07"), ("in Sept 2023", "2023-09"), ("dec 1999", "1999-12")]
)
def test_a_printed_month_is_read(text: str, iso: str) -> None:
    """A month and its year, long or short."""
    assert iso_month(MONTH_YEAR.search(text)) == iso


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("11 to 15 March 2024", "2024-03-11/2024-03-15"),
        ("Between 14 and 18 March 2016", "2016-03-14/2016-03-18"),
        ("Between 27 February and 3 March 2017", "2017-02-27/2017-03-03"),
        ("13 March 2023 to 17 March 2023", "2023-03-13/2023-03-17"),
        ("29 January 2024 to 02 February 2024", "2024-01-29/2024-02-02"),
        ("28 December to 3 January 2024", "2023-12-28/2024-01-03"),
        ("9 to 13 December\n2024", "2024-12-09/2024-12-13"),
        ("1st to 5th May, 2023", "2023-05-01/2023-05-05"),
        ("5–9 June 2023", "2023-06-05/2023-06-09"),
        ("5-9 June 2023", "2023-06-05/2023-06-09"),
        ("6 September until 1 October 2021", "2021-09-06/2021-10-01"),
        ("Monday 5 to Friday 9 June 2023", "2023-06-05/2023-06-09"),
        ("12 Sept to 16 Sept 2022", "2022-09-12/2022-09-16"),
    ],
)
def test_printed_days_of_an_inspection_are_read(text: str, iso: str) -> None:
    """Month and year may be said once or twice; a range over New Year begins in the year before."""
    assert iso_range(RANGE.search(text)) == iso


@pytest.mark.parametrize(
    ("text", "year", "iso"),
    [
        ("Between 20 and 24 June", "2016", "2016-06-20/2016-06-24"),
        ("29 December to 2 January", "2024", "2023-12-29/2024-01-02"),
        ("Between 20 and 24 June", None, None),
        ("11 to 15 March 2024", "1999", "2024-03-11/2024-03-15"),
    ],
)
def test_a_year_that_is_not_printed_is_given(text: str, year: str | None, iso: str | None) -> None:
    """The year of the letter serves a range without one; a printed year comes first."""
    assert iso_range(RANGE.search(text), year) == iso


@pytest.mark.parametrize("text", ["30 February to 2 March 2023", "1 to 31 June 2024"])
def test_a_range_with_a_day_that_does_not_exist_is_none(text: str) -> None:
    """Half a range is none."""
    assert iso_range(RANGE.search(text)) is None


@pytest.mark.parametrize(
    "text", ["5 to 9 people", "11 March 2024", "aged 5 to 11", "5 to 9 Mayor 2023", "2016 to 2018"]
)
def test_other_numbers_are_no_range_of_days(text: str) -> None:
    """Ages, counts and years are not taken for days."""
    assert RANGE.search(text) is None


@pytest.mark.parametrize(
    "text", ["2024", "2024-05", "2024-05-14", "2024-11/2025-01", "2021-09-06/2021-10-01", "2018/2019"]
)
def test_iso_dates_and_intervals_are_known(text: str) -> None:
    """Year, month and day, and intervals of them."""
    assert ISO.fullmatch(text)


@pytest.mark.parametrize(
    "text", ["14 May 2024", "24-05-14", "2024-5-1", "2024-05-14/", "2018/19", "2024-13", "2024-02-32", ""]
)
def test_what_is_not_iso_is_known(text: str) -> None:
    """Every other way of writing a date is not ISO 8601."""
    assert ISO.fullmatch(text) is None


@pytest.mark.parametrize(
    ("iso", "words"),
    [
        ("2024", "2024"),
        ("2024-11", "November 2024"),
        ("2025-05-14", "14 May 2025"),
        ("2024-11/2025-01", "November 2024 to January 2025"),
        ("2021-09-06/2021-10-01", "6 September 2021 to 1 October 2021"),
    ],
)
def test_dates_are_said_in_words(iso: str, words: str) -> None:
    """As far as they are known."""
    assert in_words(iso) == words


@pytest.mark.parametrize(
    ("iso", "years"),
    [
        ("2024-05-14", {2024}),
        ("2024-11/2025-01", {2024, 2025}),
        ("2018/2020", {2018, 2019, 2020}),
        ("", set()),
        (None, set()),
    ],
)
def test_the_years_of_a_date_are_those_it_touches(iso: str | None, years: set[int]) -> None:
    """An interval touches every year from its first to its last."""
    assert years_of(iso) == years
