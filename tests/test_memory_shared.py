"""The bot's memory in PostgreSQL: several processes serve one application, and none undoes what another did."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import psycopg
import pytest
from fakes import fake_answer, fake_quote, numbers_in
from loopback_postgres import LoopbackPostgres, Wire

from bot.briefing.kept import Provenance
from bot.memory.in_hand import InHand
from bot.memory.memory import Memory
from bot.types import Asked
from corpus.errors import ReportbotError
from index.address import Address

T = TypeVar("T")
ALICE, BOB, CHANNEL, GUILD = 1, 2, 10, 100
ASKED = Asked("Are victims told?")
SOURCE = Provenance("Are victims told?", "g1", 3)


@pytest.fixture
def two(engine: Address) -> Iterator[tuple[Memory, Memory]]:
    """Two processes' memories of one application."""
    both = Memory(engine), Memory(engine)
    yield both
    for memory in both:
        memory.close()


def keep(memory: Memory) -> str:
    """Keeps an answer, and gives its id."""
    return memory.keep(ALICE, CHANNEL, GUILD, ASKED, fake_answer(ASKED), "g1").id


def at_once(*calls: Callable[[], T]) -> list[T]:
    """What calls return that begin at the same moment."""
    together = threading.Barrier(len(calls))

    def call(one: Callable[[], T]) -> T:
        together.wait()
        return one()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(call, calls))


def test_what_one_process_keeps_the_other_finds(two: tuple[Memory, Memory]) -> None:
    """Answers with their buttons, votes, notes and watches."""
    one, other = two
    id = keep(one)
    assert other.get(id) == one.get(id)
    assert other.vote(id, BOB, 1) == (1, 0)
    assert one.vote_of(id, BOB) == 1
    one.note("told", "all")
    other.note("told", "more")
    assert one.noted("told") == "more"
    one.watches.add(GUILD, CHANNEL, "Kent Police")
    other.watches.add(GUILD, CHANNEL, "Kent Police")
    assert other.watches.of(CHANNEL) == ["Kent Police"]


def test_a_click_that_reaches_two_processes_is_answered_by_one(two: tuple[Memory, Memory]) -> None:
    """Whichever is first; the next click is anybody's again."""
    one, other = two
    for click in range(20):
        assert sorted(at_once(lambda id=click: one.claimed(id), lambda id=click: other.claimed(id))) == [False, True]
    assert Memory(None).claimed(1)


def test_votes_at_the_same_moment_count_once_for_each_person(two: tuple[Memory, Memory]) -> None:
    """One person's in two processes, and two people's."""
    one, other = two
    for _ in range(10):
        id = keep(one)
        at_once(lambda id=id: one.vote(id, ALICE, 1), lambda id=id: other.vote(id, ALICE, 1))
        at_once(lambda id=id: one.vote(id, ALICE, -1), lambda id=id: other.vote(id, BOB, 1))
        assert one.vote(id, ALICE, -1) == (1, 1)


def test_quotes_added_at_the_same_moment_are_all_in_the_briefing(two: tuple[Memory, Memory]) -> None:
    """Each once, and in one briefing."""
    one, other = two
    for number in range(1, 9, 2):
        at_once(
            lambda n=number: one.briefings.add(ALICE, "Victims", [fake_quote(n), fake_quote(9)], SOURCE),
            lambda n=number: other.briefings.add(ALICE, "victims", [fake_quote(n + 1), fake_quote(9)], SOURCE),
        )
    assert [briefing.quotes for briefing in one.briefings.all(ALICE)] == [9]
    assert sorted(numbers_in(one, ALICE, "Victims")) == [1, 2, 3, 4, 5, 6, 7, 8, 9]


def test_settings_of_another_process_are_taken_up(two: tuple[Memory, Memory], monkeypatch: pytest.MonkeyPatch) -> None:
    """With the first click after a few seconds."""
    one, other = two
    one.settings.set(GUILD, CHANNEL, "quotes", 3)
    monkeypatch.setattr("bot.memory.server_settings.SECONDS_OLD", 0.0)
    assert other.settings.of(GUILD, CHANNEL).quotes == 5
    assert other.claimed(1)
    assert other.settings.of(GUILD, CHANNEL).quotes == 3


def test_what_an_ended_process_had_in_hand_is_taken_over_once(two: tuple[Memory, Memory], engine: Address) -> None:
    """By one of two that start; what a running one has in hand stays its own."""
    one, other = two
    ended = Memory(engine)
    ended.in_hand.take(InHand("ended", 7, ALICE, CHANNEL, GUILD, ASKED))
    one.in_hand.take(InHand("running", 7, ALICE, CHANNEL, GUILD, ASKED))
    ended.close()
    found: list[InHand] = []
    for _ in range(50):  # the server may take a moment to see that it ended
        found += [each for left in at_once(one.in_hand.left, other.in_hand.left) for each in left]
        if found:
            break
    assert [each.token for each in found] == ["ended"]
    assert other.in_hand.left() == []


def test_two_processes_may_make_the_tables_at_once(engine: Address) -> None:
    """Both start."""
    for memory in at_once(lambda: Memory(engine), lambda: Memory(engine)):
        memory.close()


def test_tables_of_a_newer_program_are_refused(engine: Address) -> None:
    """And left as they are."""
    Memory(engine).close()
    with psycopg.connect(engine.url, autocommit=True) as db:
        db.execute("INSERT INTO reportbot_memory.schema_version VALUES (99)")
    with pytest.raises(ReportbotError, match="is of version 99, this program knows 1: update it"):
        Memory(engine)


def test_an_answer_goes_out_while_the_server_is_away(
    engine: Address, postgres: LoopbackPostgres, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Its buttons work in this process, the log has no password, and all is kept again when the server is back."""
    monkeypatch.setattr("bot.memory.postgres.PATIENCE", 0.1)
    monkeypatch.setattr("bot.memory.memory.QUIET_SECONDS", 0.0)
    wire = Wire(postgres.port)
    before, _, name = engine.url.rpartition("/")
    memory = Memory(Address(f"{before.rpartition(':')[0]}:{wire.port}/{name}"))
    wire.closed = True
    wire.cut()
    with caplog.at_level(logging.DEBUG):
        id = keep(memory)
        assert memory.get(id) is not None
        assert memory.claimed(5)
    assert "answers go out, and are not kept" in caplog.text
    assert "not-to-be-shown" not in caplog.text
    wire.closed = False
    again = keep(memory)
    memory.close()
    other = Memory(engine)
    assert (other.get(again) is not None, other.get(id)) == (True, None)
    other.close()


def test_a_server_that_refuses_is_named_without_its_password(engine: Address) -> None:
    """The role that is asked for is not there."""
    with pytest.raises(ReportbotError, match='role "nobody" does not exist') as told:
        Memory(Address(engine.url.replace("postgres:", "nobody:", 1).replace("nobodyql", "postgresql")))
    assert "not-to-be-shown" not in str(told.value)


def test_a_person_is_forgotten_in_the_server_as_in_a_file(engine: Address, tmp_path: Path) -> None:
    """All answers, votes and briefings, and what is in hand."""
    for memory in (Memory(engine), Memory(tmp_path / "memory.sqlite")):
        memory.vote(keep(memory), ALICE, 1)
        memory.briefings.add(ALICE, "Victims", [fake_quote(1)], SOURCE)
        memory.in_hand.take(InHand("token", 7, ALICE, CHANNEL, GUILD, ASKED))
        assert memory.forget_person(ALICE) == (1, 1, 1)
        assert memory.about(ALICE) == (0, 0, 0)
        memory.close()
