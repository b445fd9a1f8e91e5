"""The briefings that people keep: named lists in an order, each person's own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fakes import REPORT, fake_quote, numbers_in

from bot.briefing.kept import MOST_BRIEFINGS, MOST_QUOTES, BriefingRefused, KeptQuote, Provenance, question_of
from bot.memory.memory import Memory
from bot.types import Asked
from corpus.types import Span

ALICE, BOB = 1, 2
FOUND = Provenance("Are victims told?", "g1", 104)


class Clock:
    """A clock that goes on by a minute whenever it is looked at."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 28, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        """The time it is."""
        self.now += timedelta(minutes=1)
        return self.now


@pytest.fixture(params=["file", "server"])
def memory(request: pytest.FixtureRequest) -> Iterator[Memory]:
    """In a file, and in a database that several processes share."""
    memory = Memory(request.getfixturevalue("engine") if request.param == "server" else None, now=Clock())
    yield memory
    memory.close()


def test_a_quote_is_kept_as_a_pointer_with_what_was_asked(tmp_path: Path) -> None:
    """Report, hash, spans, page and citation come back whole after a restart."""
    path = tmp_path / "memory.sqlite"
    memory = Memory(path, now=Clock())
    quote = replace(fake_quote(1), newer=replace(REPORT, id="ffffffffffff"), lead_in="It should:", page_label_end="9")
    memory.briefings.add(ALICE, "Victims", [quote], FOUND)
    memory.close()
    briefings = Memory(path).briefings
    (kept,) = briefings.quotes(ALICE, briefings.named(ALICE, "Victims").id)
    at = datetime(2026, 11, 28, 9, 3, tzinfo=UTC)
    assert kept == KeptQuote(kept.id, quote, "Are victims told?", at, "g1", 104)
    assert (kept.quote.report.sha256, kept.quote.spans) == (REPORT.sha256, quote.spans)


def test_quotes_stand_in_the_order_they_were_added_and_can_be_moved(memory: Memory) -> None:
    """Up and down; those between move by one."""
    memory.briefings.add(ALICE, "Victims", [fake_quote(n) for n in (1, 2)], FOUND)
    memory.briefings.add(ALICE, "victims", [fake_quote(n) for n in (3, 4)], FOUND)
    id = memory.briefings.named(ALICE, "VICTIMS").id
    memory.briefings.move(ALICE, id, 4, 1)
    assert numbers_in(memory, ALICE, "Victims") == [4, 1, 2, 3]
    memory.briefings.move(ALICE, id, 1, 3)
    assert numbers_in(memory, ALICE, "Victims") == [1, 2, 4, 3]
    memory.briefings.remove(ALICE, id, [1, 3])
    assert numbers_in(memory, ALICE, "Victims") == [2, 3]
    memory.briefings.add(ALICE, "Victims", [fake_quote(1)], FOUND)
    assert numbers_in(memory, ALICE, "Victims") == [2, 3, 1]


def test_the_same_quote_is_not_added_twice(memory: Memory) -> None:
    """The same words at another place are another quote, and so is every other briefing."""
    briefing, count = memory.briefings.add(ALICE, "A", [fake_quote(1), fake_quote(2)], FOUND)
    assert (briefing.quotes, count) == (2, 2)
    elsewhere = replace(fake_quote(1), spans=(Span(3, 0, 9),))
    briefing, count = memory.briefings.add(ALICE, "A", [fake_quote(2), fake_quote(1), elsewhere], FOUND)
    assert (briefing.quotes, count) == (3, 1)
    assert memory.briefings.add(ALICE, "B", [fake_quote(1)], FOUND)[1] == 1


def test_without_a_name_quotes_go_into_the_briefing_changed_last(memory: Memory) -> None:
    """Which is made where there is none."""
    assert memory.briefings.add(ALICE, None, [fake_quote(1)], FOUND)[0].name == "Briefing"
    memory.briefings.add(ALICE, "Committee", [fake_quote(1)], FOUND)
    memory.briefings.move(ALICE, memory.briefings.named(ALICE, "Briefing").id, 1, 1)
    assert memory.briefings.add(ALICE, None, [fake_quote(2)], FOUND)[0].name == "Briefing"
    assert [briefing.name for briefing in memory.briefings.all(ALICE)] == ["Briefing", "Committee"]
    assert memory.briefings.named(ALICE, None).name == "Briefing"


def test_a_person_sees_and_changes_their_own_alone(memory: Memory) -> None:
    """Under any name and any id."""
    briefing, _ = memory.briefings.add(ALICE, "Plan", [fake_quote(1), fake_quote(2)], FOUND)
    briefings = memory.briefings
    assert (briefings.all(BOB), briefings.quotes(BOB, briefing.id), briefings.get(BOB, briefing.id)) == ((), (), None)
    with pytest.raises(BriefingRefused, match="there is no briefing yet"):
        briefings.named(BOB, "Plan")
    with pytest.raises(BriefingRefused):
        briefings.move(BOB, briefing.id, 1, 2)
    with pytest.raises(BriefingRefused):
        briefings.remove(BOB, briefing.id, [1])
    with pytest.raises(BriefingRefused):
        briefings.rename(BOB, briefing.id, "Mine")
    briefings.delete(BOB, briefing.id)
    assert briefings.forget(BOB) == 0
    assert numbers_in(memory, ALICE, "Plan") == [1, 2]
    assert briefings.add(BOB, "Plan", [fake_quote(3)], FOUND)[0].quotes == 1
    assert numbers_in(memory, ALICE, "Plan") == [1, 2]


def test_a_briefing_is_renamed_and_deleted(memory: Memory) -> None:
    """A name is one person's once, in whatever case; the same one may be written otherwise."""
    one, _ = memory.briefings.add(ALICE, "One", [fake_quote(1)], FOUND)
    memory.briefings.add(ALICE, "Two", [fake_quote(1)], FOUND)
    assert memory.briefings.rename(ALICE, one.id, "  ONE \n paper ").name == "ONE paper"
    with pytest.raises(BriefingRefused, match="there is a briefing “two” already"):
        memory.briefings.rename(ALICE, one.id, "two")
    memory.briefings.delete(ALICE, one.id)
    assert [briefing.name for briefing in memory.briefings.all(ALICE)] == ["Two"]
    assert memory.briefings.quotes(ALICE, one.id) == ()


@pytest.mark.parametrize(
    ("name", "problem"),
    [(" \t ", "needs a name"), ("\u200b", "needs a name"), ("x" * 61, "60 characters at most")],
)
def test_a_name_that_cannot_be_is_refused(memory: Memory, name: str, problem: str) -> None:
    """In one sentence; nothing is made."""
    with pytest.raises(BriefingRefused, match=problem):
        memory.briefings.add(ALICE, name, [fake_quote(1)], FOUND)
    assert memory.briefings.all(ALICE) == ()


@pytest.mark.parametrize("number", [0, 3, -1])
def test_a_number_that_is_no_quote_s_is_refused(memory: Memory, number: int) -> None:
    """And nothing is moved or removed."""
    briefing, _ = memory.briefings.add(ALICE, "A", [fake_quote(1), fake_quote(2)], FOUND)
    with pytest.raises(BriefingRefused, match=f"there is no quote {number} in this briefing: it has quotes 1 to 2"):
        memory.briefings.move(ALICE, briefing.id, 1, number)
    with pytest.raises(BriefingRefused, match=f"no quote {number}"):
        memory.briefings.remove(ALICE, briefing.id, [1, number])
    assert numbers_in(memory, ALICE, "A") == [1, 2]


def test_there_is_an_end_to_briefings_and_to_quotes(memory: Memory) -> None:
    """What has no room is refused whole."""
    full = [fake_quote(number) for number in range(1, MOST_QUOTES + 1)]
    memory.briefings.add(ALICE, "Full", full, FOUND)
    with pytest.raises(BriefingRefused, match=f"“Full” has {MOST_QUOTES} quotes"):
        memory.briefings.add(ALICE, "Full", [fake_quote(MOST_QUOTES + 1)], FOUND)
    for number in range(MOST_BRIEFINGS - 1):
        memory.briefings.make(ALICE, f"Briefing {number}")
    with pytest.raises(BriefingRefused, match=f"you have {MOST_BRIEFINGS} briefings"):
        memory.briefings.make(ALICE, "One more")
    assert memory.briefings.make(ALICE, "full").quotes == MOST_QUOTES


def test_an_unknown_name_is_told_with_those_there_are(memory: Memory) -> None:
    """So that it can be corrected."""
    memory.briefings.make(ALICE, "Victims")
    with pytest.raises(BriefingRefused, match="there is no briefing “Calls”; there are: “Victims”"):
        memory.briefings.named(ALICE, "Calls")


def test_a_question_is_told_with_what_it_leans_on() -> None:
    """What was set beside it, and the question before; on one line."""
    assert question_of(Asked("Are victims\ntold?")) == "Are victims told?"
    asked = Asked("and in 2019?", "Gwent Police", 2018, 2020, previous=("Calls?", "Are victims told?"))
    assert question_of(asked) == (
        "and in 2019? (only Gwent Police, from 2018, until 2020, asked after “Are victims told?”)"
    )
