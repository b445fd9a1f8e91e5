"""A service of a name that no such service has is taken for those that lie in that area, and that is said."""

from __future__ import annotations

import pytest

from bot.question.parse import understand
from bot.scope.no_such import in_its_area, told
from corpus.describe.gazetteer import gazetteer

FIRE = "Fire and Rescue Service"


@pytest.mark.parametrize(
    ("question", "bodies"),
    [
        ("How good is Thames Valley fire?", ["Buckinghamshire", "Oxfordshire", "Royal Berkshire"]),
        ("West Mercia fire service", ["Hereford and Worcester", "Shropshire"]),
        ("Northumbria fire inspection result?", ["Northumberland", "Tyne and Wear"]),
    ],
)
def test_the_services_that_lie_there_are_named(question: str, bodies: list[str]) -> None:
    """By the local areas that a force and a service cover."""
    said = told(understand(question, gazetteer()), gazetteer())
    assert said.startswith(" There is no fire and rescue service of the name ")
    assert all(f"{body} {FIRE}" in said for body in bodies)


@pytest.mark.parametrize(
    "question", ["How good is Kent fire?", "Devon fire", "London fire", "Thames Valley police", "Northumbria 999 calls"]
)
def test_where_there_is_one_nothing_is_said(question: str) -> None:
    """Nor where the words name no service."""
    assert not told(understand(question, gazetteer()), gazetteer())


def test_a_name_of_both_services_stays_as_it_is() -> None:
    """Only that of the other service alone is led on."""
    (mention,) = gazetteer().find("Cleveland")
    assert in_its_area(mention, {"fire"}, gazetteer()) == mention
