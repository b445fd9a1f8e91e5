"""Follow-ups: what each slot takes over, adds, drops and corrects."""

from __future__ import annotations

import pytest

from bot.question.carried import ELSEWHERE
from bot.question.features import denies_strength
from bot.question.parse import conversation
from bot.question.question import Question
from corpus.describe.gazetteer import gazetteer


def asked(*texts: str) -> Question:
    """The last question of a conversation."""
    return conversation(texts, gazetteer())


@pytest.mark.parametrize(
    ("texts", "bodies"),
    [
        (("Does Gwent Police answer calls?", "no, I meant Kent Police"), ("Kent Police",)),
        (("Does Gwent Police answer calls?", "add Kent Police"), ("Gwent Police", "Kent Police")),
        (("Does Gwent Police answer calls?", "compare that with Kent Police"), ("Gwent Police", "Kent Police")),
        (("Compare Gwent Police and Kent Police on calls", "drop Gwent"), ("Kent Police",)),
        (("Does Kent Police train officers?", "no, the fire service"), ("Kent Fire and Rescue Service",)),
        (("Is neglect recognised in Walsall?", "the police side of it"), ("Walsall", "West Midlands Police")),
        (("How do the Welsh forces answer calls?", "why?"), (
            "Dyfed-Powys Police", "Gwent Police", "North Wales Police", "South Wales Police",
        )),
        (("Does Cumbria Constabulary answer calls?", "and its neighbours?"), (
            "Durham Constabulary", "Lancashire Constabulary", "North Yorkshire Police", "Northumbria Police",
        )),
    ],
)  # fmt: skip
def test_bodies_are_taken_over_added_dropped_and_corrected(texts: tuple[str, ...], bodies: tuple[str, ...]) -> None:
    """A service corrects which body of the place is meant."""
    assert set(asked(*texts).bodies) == set(bodies)


def test_only_a_year_keeps_everything_else() -> None:
    """*Only 2019* changes the time alone."""
    question = asked("How many calls does Gwent Police lose?", "only 2019")
    assert (question.bodies, question.years, question.seeks) == (("Gwent Police",), (2019,), "count")


@pytest.mark.parametrize(
    ("text", "doing", "pick"),
    [
        ("show me the page", "page", 0),
        ("which is more recent?", "recent", 0),
        ("the third", "", 3),
        ("expand on the second point", "", 2),
    ],
)
def test_what_is_to_be_done_with_an_answer_keeps_its_topic(text: str, doing: str, pick: int) -> None:
    """The page, the dates, or one quote by its number."""
    question = asked("Are calls lost in Gwent?", text)
    assert (question.doing, question.pick, question.topic) == (doing, pick, "Are calls lost ?")


def test_what_was_taken_over_is_told() -> None:
    """So that an answer can say it was taken as a follow-up."""
    assert asked("Are calls lost in Gwent?").taken_over == frozenset()
    assert {"topic", "seeks"} & asked("How many calls does Gwent Police lose?", "and Kent Police?").taken_over


@pytest.mark.parametrize(
    ("texts", "seeks"),
    [
        (("What are the areas for improvement for Gwent Police?", "put them in a table"), "findings"),
        (("How many calls does Gwent Police lose?", "compare with Kent Police"), "compare"),
        (("What is a cause of concern?", "is there one for Gwent Police?"), "findings"),
        (("How many calls does Gwent Police lose?", "and Kent Police?"), "count"),
    ],
)
def test_what_is_sought_goes_on_unless_the_follow_up_says_otherwise(texts: tuple[str, ...], seeks: str) -> None:
    """A form of the answer changes nothing; after a term is explained, a body asks for its case."""
    assert asked(*texts).seeks == seeks


def test_the_name_of_a_group_leaves_the_words_behind_it() -> None:
    """Its members share one place in the question, which is taken out once."""
    assert asked("What do Welsh forces do about custody healthcare at night?").topic.endswith(
        "about custody healthcare at night?"
    )


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Was any part of it outstanding?", "Was any part of it outstanding?"),
        ("Is any of it inadequate?", "Is any of it inadequate?"),
        ("And which parts of it were good?", "And which parts of it were good?"),
        ("Was it outstanding?", "Are calls lost outstanding"),
    ],
)
def test_a_question_whether_any_part_has_a_grade_leaves_the_topic_before(text: str, topic: str) -> None:
    """*It* is then the inspection, and its body stays; else *it* is what was asked about."""
    question = asked("Are calls lost by Gwent Police?", text)
    assert (question.topic, question.bodies) == (topic, ("Gwent Police",))


@pytest.mark.parametrize(
    ("text", "overall"),
    [
        ("and which were inadequate", True),
        ("how many were good?", True),
        ("and how many councils came out as inadequate?", True),
        ("and Kent?", True),
        ("which of them were outstanding for care leavers?", False),
        ("was any part of it inadequate?", False),
        ("and for leadership?", False),
    ],
)
def test_overall_holds_until_an_area_is_named(text: str, overall: bool) -> None:
    """Another grade, or another body, is asked for of inspections as a whole still."""
    assert asked("Which councils were outstanding overall?", text).overall is overall


def test_a_request_for_a_list_repeats_the_question_before() -> None:
    """Of all bodies again, with its topic."""
    question = asked("Which councils let care leavers off council tax?", "give me the full list pls")
    assert (question.topic, question.wide) == ("Which councils let care leavers off council tax?", True)


WAITS = "How long do children in Calderdale wait to be adopted?"
WAIT = "How long do children wait to be adopted"


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("worse than the rest of the country?", f"{WAIT} {ELSEWHERE}"),
        ("is that above the national average?", f"{WAIT} {ELSEWHERE}"),
        ("better or worse than others?", f"{WAIT} {ELSEWHERE}"),
        ("how does it compare nationally", f"{WAIT} {ELSEWHERE}"),
        ("any better since?", f"{WAIT} better since"),
        ("how come", WAIT),
        ("and the reason?", WAIT),
        ("why does that happen", WAIT),
        ("what's behind it?", WAIT),
        ("what about boys?", f"{WAIT} boys"),
        ("and disabled children?", f"{WAIT} disabled children"),
    ],
)
def test_a_follow_up_without_a_topic_keeps_the_one_before(text: str, topic: str) -> None:
    """It asks for the cause, sets what was said against other places or times, or asks for a part of those meant."""
    found = asked(WAITS, text)
    assert (found.topic, found.bodies) == (topic, ("Calderdale",))


@pytest.mark.parametrize(
    "text",
    [
        "what about fostering?",
        "do foster carers stay longer than before?",
        "why do so many social workers leave?",
        "are schools better than the national average?",
        "which boys go missing?",
    ],
)
def test_a_follow_up_with_a_topic_drops_the_one_before(text: str) -> None:
    """It names what it is about."""
    assert "adopted" not in asked(WAITS, text).topic


def test_what_is_not_right_asks_for_weaknesses_after_a_grade() -> None:
    """And for no grade again."""
    question = asked("Is North Tyneside outstanding?", "whats still not right there?")
    assert (question.seeks, question.wants, question.is_general) == ("findings", "weakness", True)
    assert not denies_strength("Is it not right that children wait?")


def test_the_cops_are_the_police() -> None:
    """A word for the police narrows the topic before as *the police* does."""
    question = asked("Are missing children found quickly in Sutton?", "and the cops?")
    assert question.about == "police"
    assert "missing children" in question.topic


@pytest.mark.parametrize(
    ("before", "follow_up", "topic", "seeks"),
    [
        (
            "How long do children wait for speech therapy in Bury?",
            "and for a paediatrician?",
            "for a paediatrician",
            "duration",
        ),
        ("attendance at primary school in Bury", "and at secondary?", "attendance at secondary", "passage"),
        ("How many children reoffended in Bury?", "and first time entrants?", "How many first time entrants", "count"),
        (
            "How long do children wait for therapy in Bury?",
            "what about assessments?",
            "wait for assessments",
            "duration",
        ),
    ],
)
def test_what_a_follow_up_names_takes_the_place_of_its_like(
    before: str, follow_up: str, topic: str, seeks: str
) -> None:
    """The rest of the question before stays as it was, and so does what it seeks."""
    question = asked(before, follow_up)
    assert question.topic.rstrip("?").endswith(topic)
    assert (question.seeks, question.bodies) == (seeks, ("Bury",))


def test_a_follow_up_with_a_question_of_its_own_takes_no_place() -> None:
    """It is asked as it stands."""
    question = asked("How long do children wait for help in Bury?", "and how is training led?")
    assert question.topic == "and how is training led?"


@pytest.mark.parametrize("follow_up", ["has it got better since?", "any better since then?"])
def test_what_has_become_of_a_matter_is_asked_of_the_newest_inspection(follow_up: str) -> None:
    """The year of the question before is that from which it is asked, and the topic stays."""
    question = asked("How many care leavers were homeless in Bury in 2015?", follow_up)
    assert question.topic.startswith("How many care leavers were homeless")
    assert (question.years, question.turn) == ((), "latest")
