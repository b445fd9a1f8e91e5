"""Which inspections a question speaks of, who makes them, and which graded area it is about."""

from __future__ import annotations

import pytest

from bot.question.labels import labels
from bot.question.parse import conversation
from corpus.describe.gazetteer import gazetteer


def told(*texts: str) -> tuple[object, object]:
    """The kind of inspection and the inspectorates of the last question of a conversation."""
    found = labels(conversation(texts, gazetteer()), gazetteer())
    return found["kind"], found["who"]


@pytest.mark.parametrize(
    ("texts", "kind", "who"),
    [
        (("Walsall JTAI",), "JTAI", ""),
        (("Is Walsall's joint inspection critical of schools?",), "JTAI", ""),
        (("Are EHCPs late in Walsall?",), "area SEND", "Ofsted, CQC"),
        (("What grade did Walsall council get?",), "ILACS children's services", "Ofsted"),
        (("How many children does Walsall council look after?",), "", ""),
        (("Does Kent Fire and Rescue Service train leaders?",), "fire", "HMICFRS"),
        (("Does South Wales Fire and Rescue Service train leaders?",), "fire", ""),
        (("Custody in Gwent 2014",), "custody", "HMIC"),
        (("Custody in Gwent 2019",), "custody", "HMICFRS"),
        (("Walsall JTAI", "who answers the phones"), "JTAI", ""),
        (("Are EHCPs late in Walsall?", "and in Kent?"), "area SEND", "Ofsted, CQC"),
        (("Are EHCPs late in Walsall?", "what do the police do"), "", ""),
    ],
)
def test_inspections_are_told_by_name_by_body_and_by_the_conversation(
    texts: tuple[str, ...], kind: str, who: str
) -> None:
    """A council is inspected as one where a grade is sought; fire services of Wales are not by HMICFRS."""
    assert told(*texts) == (kind, who)


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("What grade did Kent Police get for answering 999s?", "responding to the public"),
        ("What grade did Kent fire service get for prevention?", "preventing fires and other risks"),
        ("What grade did Walsall council get for care leavers?", "care leavers"),
        ("What grade did Kent Police get?", "overall"),
        ("Kent Police grades", ""),
        ("How are new leaders trained at Kent Police?", ""),
    ],
)
def test_the_graded_area_is_told_in_the_inspectorates_words(text: str, area: str) -> None:
    """By what people call it at this kind of body; a grade of nothing in particular is the overall one."""
    assert labels(conversation((text,), gazetteer()), gazetteer())["area"] == area


def test_a_prison_in_a_place_is_no_body_of_that_place() -> None:
    """*HMP Durham* asks of neither the force nor the council."""
    assert conversation(("What drugs are found at HMP Durham?",), gazetteer()).bodies == ()
