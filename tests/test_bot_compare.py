"""Findings matched by meaning, notes on what does not compare, and the three forms of a comparison."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from fakes import REPORT, FakeEncoder, fake_answer

from bot.answer import Asked
from bot.comparability import DIGESTS, NO_GRADES, OUTCOMES, notes_on
from bot.compare import Comparison, Finding, Matched, Pair, Side, matched, on_topic
from bot.compared import BOTH, NO_FINDINGS, ONLY_EARLIER, ONLY_LATER, compared_json, compared_markdown, compared_text
from corpus.types import Report
from index.types import Vectors

OLD = replace(REPORT, id="old", title="PEEL 2018/19: West Mercia Police", published="2019-09-27", inspected=None)


def finding(text: str, report: Report = REPORT, page: int | None = 3) -> Finding:
    return Finding(text, "area for improvement", page, report)


def test_findings_of_like_meaning_are_paired_and_the_others_left_apart() -> None:
    """Each by what it speaks of; the report that a finding is in does not matter to it."""
    earlier = [finding("Answer calls.", OLD), finding("Clean the custody suites.", OLD)]
    later = [finding("Lose fewer calls."), finding("Tell victims.")]
    found = matched(earlier, later, FakeEncoder().encode)
    assert found == Matched((Pair(earlier[0], later[0], 1.0),), (later[1],), (earlier[1],))


def test_a_finding_with_a_like_is_never_said_to_stand_alone() -> None:
    """Two of one report may come together in one of the other."""
    earlier = [finding("Answer calls.", OLD)]
    later = [finding("Lose fewer calls."), finding("Record calls.")]
    found = matched(earlier, later, FakeEncoder().encode)
    assert [(pair.earlier, pair.later) for pair in found.both] == [(earlier[0], one) for one in later]
    assert (found.only_later, found.only_earlier) == ((), ())


@pytest.mark.parametrize(("cosine", "alike"), [(0.74, False), (0.76, True)])
def test_likeness_counts_from_a_measured_cosine_on(cosine: float, alike: bool) -> None:
    """Three quarters."""

    def encode(texts: Sequence[str]) -> Vectors:
        across = np.sqrt(1 - cosine**2)
        return np.array([[1, 0] if text == "one" else [cosine, across] for text in texts], dtype=np.float32)

    assert bool(matched([finding("one")], [finding("two")], encode).both) is alike


def test_without_findings_on_one_side_all_stand_alone() -> None:
    """Either side."""
    one = finding("Answer calls.")
    assert matched([], [one], FakeEncoder().encode) == Matched((), (one,), ())
    assert matched([one], [], FakeEncoder().encode) == Matched((), (), (one,))


def test_the_body_s_name_makes_no_findings_alike() -> None:
    """It stands in every sentence on it."""
    seen: list[str] = []

    def encode(texts: Sequence[str]) -> Vectors:
        seen.extend(texts)
        return FakeEncoder().encode(texts)

    matched([finding("West Mercia Police should answer calls.", OLD)], [finding("Tell victims.")], encode)
    assert seen == ["it should answer calls.", "Tell victims."]


def test_findings_are_narrowed_to_the_topic() -> None:
    """In their order; one sentence is enough, or its words with some likeness."""
    long = finding("Victims and training and custody and burglary count. Record calls.")
    near = finding("It speaks of victims and calls.")
    all_ = [finding("Answer calls."), finding("Tell victims."), long, near]
    encode = FakeEncoder().encode
    assert on_topic(all_, "calls", encode, lambda words: 0.0) == [all_[0], long, near]
    assert on_topic([finding("Victims, training, calls.")], "calls", encode, lambda words: 0.0) != []
    far = finding("Victims, victims, victims and calls.")
    assert on_topic([far], "calls", encode, lambda words: 0.0) == []
    assert on_topic([far], "calls", encode, lambda words: 1.0) == [far]
    assert on_topic([far], "calls", encode, lambda words: 0.0, lambda words: words == far.text) == [far]
    assert on_topic([], "calls", encode, lambda words: 1.0) == []


def inspection(kind: str, title: str, published: str, body: str = "Kent Police") -> Report:
    return replace(REPORT, id=published, kind=kind, title=title, published=published, inspected=None, bodies=(body,))


PEEL_2018 = inspection("PEEL inspection", "PEEL 2018/19: Kent Police", "2019-09-27")
PEEL_2021 = inspection("PEEL inspection", "PEEL 2021/22 – An inspection of Kent Police", "2022-04-13")
PEEL_2023 = inspection("PEEL inspection", "PEEL 2023–2025: An inspection of Kent Police", "2025-05-14")
FIRE_2 = inspection("fire and rescue inspection", "Kent Fire and Rescue Service", "2022-07-27", "Kent FRS")
FIRE_3 = inspection("fire and rescue inspection", "Kent Fire and Rescue Service", "2024-07-27", "Kent FRS")
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
        "They grade on different scales, which do not compare: PEEL 2018/19: outstanding, good, requires improvement"
        " and inadequate; PEEL 2023–2025: outstanding, good, adequate, requires improvement and inadequate."
    )
    assert "no rise or fall can be read" in cycles
    assert years.startswith("6 years lie between them")


def test_grades_of_two_cycles_on_one_scale_do_not_compare_either() -> None:
    """What is judged is not the same."""
    (cycles,) = notes_on([PEEL_2021, PEEL_2023])
    assert cycles.startswith("They are of different cycles (PEEL 2021/22 and PEEL 2023–2025)")


def test_two_bodies_of_one_cycle_need_no_note() -> None:
    """Nothing stands in the way; nor of one report by itself."""
    assert notes_on([PEEL_2023, replace(PEEL_2023, bodies=("Essex Police",))]) == ()
    assert notes_on([PEEL_2018]) == ()


def test_fire_services_have_five_grades_since_2023() -> None:
    """Without a cycle in the title, the year of the report tells."""
    scales, cycles = notes_on([FIRE_2, FIRE_3])
    assert "fire and rescue inspection of 2022: outstanding, good, requires improvement and inadequate" in scales
    assert "fire and rescue inspection of 2022 and fire and rescue inspection of 2024" in cycles


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
        " not told by its title."
    )
    assert notes_on([JTAI, same])[1] == "Both have the same theme: domestic abuse."


def test_digests_are_called_what_they_are() -> None:
    """One is enough."""
    assert notes_on([PEEL_2023, replace(PEEL_2023, digest=True, bodies=("Essex Police",))]) == (DIGESTS,)


def comparison(findings: Matched | None = None) -> Comparison:
    said = fake_answer(Asked("calls", count=1))
    silent = replace(said, status="not_found", message="This report does not say.", quotes=())
    return Comparison(
        "calls *now*",
        (Side("West Mercia Police", OLD, silent), Side("West Mercia Police", REPORT, said)),
        ("A note.",),
        findings,
    )


def test_a_person_reads_each_side_with_its_report_and_what_to_know() -> None:
    """Silence is told in its place."""
    assert compared_text(comparison()) == (
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
    text = compared_markdown(comparison())
    assert text.startswith(
        "# “calls \\*now\\*” in inspections of West Mercia Police, the oldest first\n\n## West Mercia"
    )
    assert "> “Sentence 1 says that victims aren’t always told.”\n\nHMICFRS, PEEL 2023–2025" in text
    assert text.endswith("## Before you compare\n\n- A note.\n")


FOUND = Matched(
    (Pair(finding("Answer calls.", OLD), finding("Lose fewer calls."), 0.81),),
    (finding("Tell victims."),),
    (finding("Clean the suites.", OLD, None),),
)


@pytest.mark.parametrize("form", [compared_text, compared_markdown])
def test_findings_are_told_in_three_groups_and_nothing_is_called_solved(form: object) -> None:
    """Each with its kind, date and page; the earlier of a pair first."""
    assert callable(form)
    text = " ".join(str(form(comparison(FOUND))).split())
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
    assert "that is not to say that it was put right" in text
    assert BOTH.startswith("In both, in similar words")
    assert NO_FINDINGS in str(form(comparison(Matched((), (), ()))))


def test_programs_get_all_of_it() -> None:
    """Sides with their status, notes, and findings where they are known."""
    shown = json.loads(json.dumps(compared_json(comparison(FOUND))))
    assert [(side["body"], side["status"], len(side["quotes"])) for side in shown["sides"]] == [
        ("West Mercia Police", "not_found", 0),
        ("West Mercia Police", "answered", 1),
    ]
    assert shown["sides"][1]["quotes"][0]["citation"].endswith("p. 8 (PDF page 9)")
    assert shown["findings"]["both"][0] == {
        "earlier": {"text": "Answer calls.", "kind": "area for improvement", "page": 3, "report": "old"},
        "later": {"text": "Lose fewer calls.", "kind": "area for improvement", "page": 3, "report": REPORT.id},
        "likeness": 0.81,
    }
    assert len(shown["findings"]["only_later"]) == len(shown["findings"]["only_earlier"]) == 1
    assert compared_json(comparison())["findings"] is None
