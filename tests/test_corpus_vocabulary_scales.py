"""Cycles of inspections, their grades, and the names of their areas."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fakes import REPORT

from corpus.vocabulary.scales import (
    FIVE,
    FOUR,
    OUTCOMES,
    Cycle,
    areas,
    begins_area,
    cycle_of,
    full_name,
    known_in,
    place_of,
)

PEEL, FIRE, SEND = "PEEL inspection", "fire and rescue inspection", "area SEND inspection"
LATEST = Cycle("PEEL 2023–25", FIVE)


@pytest.mark.parametrize(
    ("kind", "title", "name", "grades"),
    [
        (PEEL, "PEEL: Police effectiveness 2017 – An inspection of Kent Police", "PEEL 2017", FOUR),
        (PEEL, "PEEL 2018/19: An inspection of Kent Police", "PEEL 2018/19", FOUR),
        (PEEL, "PEEL 2021/22 – An inspection of Kent Police", "PEEL 2021/22", FIVE),
        (PEEL, "PEEL 2023–2025: An inspection of Kent Police", "PEEL 2023–25", FIVE),
        (PEEL, "PEEL 2023-25: An inspection of Kent Police", "PEEL 2023–25", FIVE),
        (PEEL, "PEEL 2025–2027: An inspection of Kent Police", "PEEL 2025–27", ()),
        (FIRE, "Effectiveness, efficiency and people 2018/19 – Kent", "Fire 2018/19", FOUR),
        (FIRE, "Effectiveness, efficiency and people 2021/22 – Kent", "Fire 2021/22", FOUR),
        (FIRE, "Effectiveness, efficiency and people 2023–2025: Kent", "Fire 2023–25", FIVE),
    ],
)
def test_a_cycle_is_told_by_kind_and_title(kind: str, title: str, name: str, grades: tuple[str, ...]) -> None:
    """Adequate is among the grades from the cycle on that brought it; a scale not seen yet is not guessed."""
    assert cycle_of(replace(REPORT, kind=kind, title=title)) == Cycle(name, grades)


@pytest.mark.parametrize(
    ("kind", "title"),
    [
        (PEEL, "An inspection of Kent Police"),
        (PEEL, "PEEL 2020: An inspection of Kent Police"),
        (PEEL, "PEEL 2018/19 and 2021/22: Kent Police"),
        ("crime data integrity inspection", "Crime data integrity 2018/19: Kent Police"),
    ],
)
def test_a_cycle_that_is_not_told_is_not_known(kind: str, title: str) -> None:
    """No year, one without inspections, two cycles, another kind: the date of publication does not help."""
    assert cycle_of(replace(REPORT, kind=kind, title=title)) is None


def test_an_area_send_inspection_belongs_to_the_framework_of_its_years() -> None:
    """Since 2023; those before gave no grades."""
    report = replace(REPORT, kind=SEND, title="Area SEND inspection of Kent", inspected="2024-03-11/2024-03-15")
    assert cycle_of(report) == Cycle("Area SEND, framework of 2023", OUTCOMES)
    assert cycle_of(replace(report, inspected="2022-09")) is None
    assert cycle_of(replace(report, inspected=None, published=None)) is None


@pytest.mark.parametrize(
    ("area", "full"),
    [
        ("Preventing crime", "Preventing and deterring crime and antisocial behaviour, and reducing vulnerability"),
        ("Police powers & public treatment", "Police powers and treating the public fairly and respectfully"),
        ("INVESTIGATING CRIME", "Investigating crime"),
        ("Good use of resources", "Good use of resources"),  # of the cycle before
        ("Rural crime", "Rural crime"),
    ],
)
def test_a_short_name_is_made_long_within_its_cycle_only(area: str, full: str) -> None:
    """Capitals and signs do not matter; a name of another cycle stays as it is."""
    assert full_name(area, LATEST) == full
    assert full_name(area, None) == area


def test_areas_come_in_the_order_of_the_reports() -> None:
    """What is none of the cycle's comes last."""
    assert place_of("Recording data about crime", LATEST) == 0
    assert place_of("Investigating crime", LATEST) < place_of("Leadership and force management", LATEST)
    assert place_of("Rural crime", LATEST) == sum(area.cycle == LATEST.name for area in areas())


def test_names_that_run_together_come_apart() -> None:
    """The longest first; any word beside them, and there is none."""
    text = (
        "Preventing crime and anti-social behaviour Managing offenders Making the FRS affordable now and in the future"
    )
    assert [text[start:end] for start, end in known_in(text) or ()] == [
        "Preventing crime and anti-social behaviour",
        "Managing offenders",
        "Making the FRS affordable now and in the future",
    ]
    assert known_in("Preventing crime in towns") is None
    assert known_in("") is None


def test_the_beginning_of_a_name_is_told_from_a_name() -> None:
    """So that a name cut short is not taken for another."""
    assert begins_area("Responding to major and")
    assert not begins_area("Preventing crime")
    assert not begins_area("Rural crime")
