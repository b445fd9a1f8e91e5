"""Questions in everyday words that name no detail: how a body does, what an inspection found, what became of it."""

from __future__ import annotations

import pytest
from documents import answers_from, sidecar, texts

from bot.ask.answerer import Answerer
from bot.types import Asked

JOINT, SEND, ILACS = "joint targeted area inspection", "area SEND inspection", "ILACS inspection"
ABUSE = "victims of domestic abuse"
LETTER = "This inspection took place from 9 to 13 December 2024 and was carried out by Ofsted."
JUDGED = "Partners are well led and most children get timely help. Some plans are weak."
PAGES = {
    "joint.html": f"<h1>Joint targeted area inspection of the response to {ABUSE} in Dorset</h1><p>{LETTER}"
    f" It looked at children.</p><h2>Dorset</h2><p>{JUDGED}</p><h2>Strengths</h2>"
    "<ul><li>Nurses know each child and family well.</li>"
    "</ul><h2>What needs to improve?</h2><ul><li>The speed with which burglary victims are seen.</li></ul>"
    "<h2>Police</h2><p>Police officers of Dorset Police record what each child says. Officers come late to meetings."
    "</p><h2>Copies</h2><p>You may reuse this information (not including logos) free of charge in any format.</p>",
    "send.html": "<h1>Area SEND inspection of Dorset</h1><h2>Inspection outcome</h2><p>The local area partnership’s"
    " arrangements lead to inconsistent experiences and outcomes for children with special educational needs.</p>"
    "<h2>What is it like to be a child with SEND?</h2><p>Children wait too long for therapy. Schools are kind.</p>",
    "care.html": "<h1>Inspection of children’s services: Kent</h1><table><tr><th>Judgement</th><th>Grade</th></tr>"
    "<tr><td>The experiences and progress of care leavers</td><td>Inadequate</td></tr>"
    "<tr><td>Overall effectiveness</td><td>Requires improvement</td></tr></table><h2>Care leavers</h2>"
    "<p>Staff react promptly when a care leaver is at risk. There are no areas for priority action.</p>",
}


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """Joint inspections of three areas, a SEND inspection of one of them, and one of children's services."""
    given = [
        sidecar("joint.html", f"JTAI on {ABUSE} in Dorset", "Dorset", JOINT, "Ofsted, HMICFRS", "2025-02-27"),
        sidecar("leeds.html", f"JTAI on {ABUSE} in Leeds", "Leeds", JOINT, "Ofsted, HMICFRS", "2025-02-27"),
        sidecar("wakefield.html", "JTAI on abuse in Wakefield", "Wakefield", JOINT, "Ofsted, HMICFRS", "2025-03-01"),
        sidecar("send.html", "Area SEND inspection of Dorset", "Dorset", SEND, "Ofsted, CQC", "2023-05-01"),
        sidecar("care.html", "Inspection of children’s services", "Kent", ILACS, "Ofsted", "2018-05-16"),
    ]
    other = {f"{name.lower()}.html": PAGES["joint.html"].replace("Dorset", name) for name in ("Leeds", "Wakefield")}
    return answers_from(tmp_path_factory.mktemp("general"), given, PAGES | other)


@pytest.mark.parametrize(
    ("asked", "before"),
    [
        ("What did the joint inspection of Dorset find?", ()),
        ("Dorset joint inspection", ()),
        ("and its joint inspection?", ("SEND in Dorset",)),
        ("How good is Leeds?", ()),
        ("how well is Leeds doing?", ()),
        ("how good is it?", ("Leeds joint inspection",)),
    ],
)
def test_an_inspection_as_a_whole_is_told_by_an_overview(
    answerer: Answerer, asked: str, before: tuple[str, ...]
) -> None:
    """It begins with the first paragraph that judges, and not with when inspectors came."""
    answer = answerer.answer(Asked(asked, previous=before))
    assert "An overview, in the report’s order." in answer.message
    assert texts(answer)[0].startswith("Partners are well led")
    assert any(text.startswith("The speed") for text in texts(answer))


def test_the_whole_matter_of_a_series_is_told_by_its_outcome_first(answerer: Answerer) -> None:
    """*SEND* names no part of a SEND inspection."""
    answer = answerer.answer(Asked("SEND in Dorset"))
    assert "Inspection outcome: “Inconsistent”" in answer.message
    assert "inconsistent experiences" in texts(answer)[0]


def test_the_inspection_on_a_theme_is_the_one_that_is_dated(answerer: Answerer) -> None:
    """Of a theme that none is on no date is told."""
    answer = answerer.answer(Asked("When was Dorset inspected about domestic abuse?"))
    assert "inspected 9 December 2024 to 13 December 2024" in answer.message
    assert "2023" not in answer.message
    assert "inspected" not in answerer.answer(Asked("When was Dorset inspected about knife crime?")).message


@pytest.mark.parametrize("asked", ["Has Dorset improved?", "has Dorset got better since Baby Peter?"])
def test_change_without_two_grades_is_told_by_what_each_inspection_comes_to(answerer: Answerer, asked: str) -> None:
    """The newest first; an event is no part of the work."""
    answer = answerer.answer(Asked(asked))
    assert answer.message.startswith("No grade of the same area was found in two inspections of Dorset")
    assert [quote.report.date for quote in answer.quotes] == ["2025-02-27", "2023-05-01"]


def test_of_one_inspection_no_change_is_told(answerer: Answerer) -> None:
    """What it came to stands in for it."""
    answer = answerer.answer(Asked("Has Kent recovered since 2018?"))
    assert answer.message.startswith("One inspection of Kent is held, of 16 May 2018: there is no other")
    assert "Overall effectiveness: “Requires improvement”" in answer.message


@pytest.mark.parametrize(
    "asked",
    [
        "are care leavers safe in Kent?",
        "how are care leavers doing in Kent?",
        "how safe are care leavers there in Kent",
    ],
)
def test_how_people_fare_begins_with_the_grade_of_the_work_for_them(answerer: Answerer, asked: str) -> None:
    """Praise alone would mislead."""
    answer = answerer.answer(Asked(asked))
    assert "care leavers was graded “Inadequate”" in answer.message
    assert texts(answer)[0].endswith("Inadequate")


def test_a_force_named_after_its_area_is_read_of_that_area(answerer: Answerer) -> None:
    """Where no report on the force itself is held, and more of its areas are."""
    asked = "and what did they say about West Yorkshire Police?"
    answer = answerer.answer(Asked(asked, previous=("What did they say about meetings in Leeds?",)))
    assert {quote.report.body for quote in answer.quotes} == {"Leeds"}
    assert "No report on West Yorkshire Police itself is held: these are on Leeds." in answer.message


@pytest.mark.parametrize(
    "asked",
    ["what's the worst thing about Dorset", "was anyone criticised in Dorset?", "what does Ofsted want Dorset to fix?"],
)
def test_what_is_bad_in_general_is_what_must_improve(answerer: Answerer, asked: str) -> None:
    """In whatever words."""
    assert texts(answerer.answer(Asked(asked)))[0].startswith("The speed with which")


def test_what_is_good_in_general_is_what_a_report_lists_as_strong(answerer: Answerer) -> None:
    """And no weakness among it."""
    assert texts(answerer.answer(Asked("what's good about Dorset")))[0].startswith("Nurses know")


def test_a_licence_answers_nothing(answerer: Answerer) -> None:
    """However many words it shares with a question."""
    answer = answerer.answer(Asked("is information free of charge in Dorset"))
    assert not any("reuse this information" in text for text in texts(answer))


def test_a_graded_row_answers_only_on_its_own_area(answerer: Answerer) -> None:
    """Or where a question has words for grades."""
    asked = Asked("What did they say about the effectiveness of fostering in Kent?")
    assert not any(text.startswith("Overall effectiveness") for text in texts(answerer.answer(asked)))


def test_a_no_begins_with_the_words_of_the_report(answerer: Answerer) -> None:
    """Where it says itself that there are none."""
    answer = answerer.answer(Asked("Were there any priority actions in Kent?"))
    assert "no areas for priority action" in " ".join(texts(answer)[:1])


def test_who_led_an_inspection_is_told_not_to_be_named(answerer: Answerer) -> None:
    """No sentence on other leaders stands in."""
    answer = answerer.answer(Asked("who led the Dorset joint inspection?"))
    assert answer.message.startswith("No lead inspector is named")
    assert not any("well led" in text for text in texts(answer))


def test_reports_are_listed_only_where_words_ask_for_them(answerer: Answerer) -> None:
    """And not for any question that begins like one."""
    assert answerer.answer(Asked("Which reports are held on Dorset?")).message.startswith("Held on Dorset:")
    assert not answerer.answer(Asked("Which nurses know families in Dorset?")).message.startswith("Held on")
