"""What has to be known before two inspections are compared."""

from __future__ import annotations

from dataclasses import replace

from fakes import REPORT

from bot.compare.caveats import DIGESTS, NO_GRADES, OUTCOMES, notes_on
from corpus.types import Report


def inspection(kind: str, title: str, published: str, body: str = "Kent Police") -> Report:
    return replace(REPORT, id=published, kind=kind, title=title, published=published, inspected=None, bodies=(body,))


PEEL_2018 = inspection("PEEL inspection", "PEEL 2018/19: Kent Police", "2019-09-27")
PEEL_2021 = inspection("PEEL inspection", "PEEL 2021/22 – An inspection of Kent Police", "2022-04-13")
PEEL_2023 = inspection("PEEL inspection", "PEEL 2023–2025: An inspection of Kent Police", "2025-05-14")
FIRE_2 = inspection("fire and rescue inspection", "Kent Fire and Rescue Service 2021/22", "2022-07-27", "Kent FRS")
FIRE_3 = inspection("fire and rescue inspection", "Kent Fire and Rescue Service 2023–2025", "2024-07-27", "Kent FRS")
FIRE = inspection("fire and rescue inspection", "Kent Fire and Rescue Service", "2024-07-27", "Kent FRS")
JTAI = inspection(
    "joint targeted area inspection",
    "Joint targeted area inspection of the multi-agency response to domestic abuse in Medway",
    "2018-08-03",
    "Medway",
)
SEND = inspection(
    "area SEND inspection", "Area SEND inspection of Medway Local Area Partnership", "2024-04-02", "Medway"
)


def test_four_grades_and_five_do_not_compare() -> None:
    """Adequate was added in 2021/22; both scales are named."""
    scales, cycles, years = notes_on([PEEL_2018, PEEL_2023])
    assert scales == (
        "They use different grading scales, which cannot be compared: PEEL 2018/19: outstanding, good, requires"
        " improvement and inadequate; PEEL 2023–25: outstanding, good, adequate, requires improvement and inadequate."
    )
    assert "show no rise or fall" in cycles
    assert years.startswith("6 years lie between them")


def test_grades_of_two_cycles_on_one_scale_do_not_compare_either() -> None:
    """What is judged is not the same."""
    (cycles,) = notes_on([PEEL_2021, PEEL_2023])
    assert cycles.startswith("They are from different cycles (PEEL 2021/22 and PEEL 2023–25)")


def test_two_bodies_of_one_cycle_need_no_note() -> None:
    """Nothing stands in the way; nor of one report by itself."""
    assert notes_on([PEEL_2023, replace(PEEL_2023, bodies=("Essex Police",))]) == ()
    assert notes_on([PEEL_2018]) == ()


def test_fire_services_have_five_grades_since_2023() -> None:
    """Both are told where the titles name cycles."""
    scales, cycles = notes_on([FIRE_2, FIRE_3])
    assert "Fire 2021/22: outstanding, good, requires improvement and inadequate" in scales
    assert "Fire 2021/22 and Fire 2023–25" in cycles


def test_no_scale_is_guessed_where_a_title_names_no_cycle() -> None:
    """That their grades cannot be compared is said all the same."""
    (cycles,) = notes_on([FIRE_2, FIRE])
    assert "Fire 2021/22 and fire and rescue inspection of 2024" in cycles


def test_kinds_that_judge_by_other_standards_are_named() -> None:
    """With who inspected and when; one has no grades, the other outcomes."""
    different, outcomes, none, apart = notes_on([JTAI, SEND])
    assert different.startswith(
        "These are inspections of different kinds: a joint targeted area inspection by HMICFRS (2018) and an area SEND"
        " inspection by HMICFRS (2024). They look at different things"
    )
    assert (outcomes, none) == (OUTCOMES, NO_GRADES)
    assert apart.startswith("6 years")


def test_the_themes_of_joint_inspections_are_named() -> None:
    """As their titles tell them; *abuse and neglect* is in the titles of all of 2016."""
    other = replace(JTAI, bodies=("Salford",), title=JTAI.title.replace("domestic abuse", "abuse and neglect"))
    same = replace(JTAI, bodies=("Durham",))
    assert notes_on([JTAI, other])[1] == (
        "Each joint targeted area inspection goes deep into one theme: Medway (2018), domestic abuse; Salford (2018),"
        " not named in its title."
    )
    assert notes_on([JTAI, same])[1] == "Both have the same theme: domestic abuse."


def test_digests_are_called_what_they_are() -> None:
    """One is enough."""
    assert notes_on([PEEL_2023, replace(PEEL_2023, digest=True, bodies=("Essex Police",))]) == (DIGESTS,)
