"""Groups of bodies and neighbours: data that must hold together."""

from __future__ import annotations

import csv

from corpus.describe.gazetteer import gazetteer
from corpus.describe.groups import GROUPS, groups_in, neighbours_of


def test_a_group_is_found_in_a_text_with_its_place() -> None:
    """By any of its names."""
    text = "How do the Welsh forces answer calls?"
    (group,) = groups_in(text)
    assert text[group.start : group.end] == "Welsh forces"
    assert group.bodies == ("Dyfed-Powys Police", "Gwent Police", "North Wales Police", "South Wales Police")


def test_groups_are_of_bodies_that_are_known_and_name_their_source() -> None:
    """Every row."""
    names = gazetteer()
    with GROUPS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            assert row["source"]
            assert [body for body in row["bodies"].split(";") if names.get(body) is None] == []


def test_neighbours_are_mutual() -> None:
    """Of all 43 forces; other bodies have none."""
    forces = [body.name for body in gazetteer().bodies if neighbours_of(body.name)]
    assert len(forces) == 43
    assert all(force in neighbours_of(other) for force in forces for other in neighbours_of(force))
    assert neighbours_of("Kent Fire and Rescue Service") == ()
