"""The desk where questions wait: order, bounds, turns, places, and an end in good order."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator

import pytest

from bot.discord_app.desk.desk import BUSY, STOPPING, WORTH_TELLING, Desk

ALICE, BOB, GUILD, OTHER = 1, 2, 10, 11


def desk(most_waiting: int = 100, person: int = 100, guild: int = 100) -> Desk:
    return Desk(most_waiting=most_waiting, person_per_minute=person, guild_per_minute=guild)


@pytest.fixture
async def gate() -> AsyncIterator[threading.Event]:
    """Holds back the thread of answers until it is set."""
    event = threading.Event()
    yield event
    event.set()


async def untold(sentence: str) -> None:
    raise AssertionError(f"nobody is told: {sentence}")


def refusal(at: Desk, person: int, guild: int | None) -> str | None:
    """Why a person cannot ask, whose question is answered at once where they can."""
    with at.turn(person, guild) as reason:
        return reason


async def begun(*calls: asyncio.Task[object]) -> None:
    """Lets tasks run up to where they wait."""
    for _ in range(5):
        await asyncio.sleep(0)


async def test_questions_are_answered_in_the_order_they_came() -> None:
    """One after the other, in one thread that is not the loop's."""
    order: list[int] = []
    threads: set[str] = set()

    def call(number: int) -> int:
        order.append(number)
        threads.add(threading.current_thread().name)
        return number

    at = desk()
    answers = await asyncio.gather(*(at.queued(lambda n=n: call(n), untold) for n in range(5)))
    assert (answers, order) == ([0, 1, 2, 3, 4], [0, 1, 2, 3, 4])
    assert len(threads) == 1
    assert threading.current_thread().name not in threads


async def test_the_loop_runs_on_while_an_answer_is_made(gate: threading.Event) -> None:
    """A call that blocks for long holds up no timer."""
    at = desk()
    waiting = asyncio.create_task(at.queued(lambda: gate.wait(10), untold))
    await asyncio.sleep(0.01)
    assert not waiting.done()
    gate.set()
    assert await waiting


async def test_a_full_queue_turns_people_away() -> None:
    """Who is let in has a place from that moment on, before the question is in the queue; then it is free again."""
    at = desk(most_waiting=2)
    with at.turn(ALICE, GUILD) as first, at.turn(BOB, GUILD) as second:
        assert (first, second) == (None, None)
        assert [refusal(at, ALICE, GUILD) for _ in range(2)] == [BUSY, BUSY]
    assert refusal(at, ALICE, GUILD) is None


async def test_those_far_back_are_told_their_place(gate: threading.Event) -> None:
    """From the tenth on, each once and with the right number; those before are not disturbed."""
    told: list[str] = []

    async def tell(sentence: str) -> None:
        told.append(sentence)

    at = desk()
    tasks = [asyncio.create_task(at.queued(lambda: gate.wait(10), tell)) for _ in range(WORTH_TELLING + 1)]
    await begun()
    assert told == ["Your question is number 10 in the queue.", "Your question is number 11 in the queue."]
    gate.set()
    await asyncio.gather(*tasks)


async def test_a_person_who_asks_very_often_has_to_wait() -> None:
    """The sentence says how often and how long; others are not held up, and each minute begins anew."""
    at = desk(person=2)
    assert [refusal(at, ALICE, GUILD) for _ in range(2)] == [None, None]
    assert refusal(at, ALICE, GUILD) == (
        "You have reached the limit for one person (2 in a minute): try again in 60 s."
    )
    assert refusal(at, BOB, GUILD) is None


async def test_a_server_that_asks_very_often_has_to_wait() -> None:
    """All its members together; other servers and direct messages are not held up."""
    at = desk(guild=1)
    assert refusal(at, ALICE, GUILD) is None
    assert refusal(at, BOB, GUILD) == ("This server has reached its limit (1 in a minute): try again in 60 s.")
    assert (refusal(at, BOB, OTHER), refusal(at, BOB, None)) == (None, None)


async def test_a_desk_that_stops_takes_nothing_more() -> None:
    """And whoever waits for it to stop is woken."""
    at = desk()
    waiting = asyncio.create_task(at.stopped())
    at.stop()
    await asyncio.wait_for(waiting, 1)
    assert refusal(at, ALICE, GUILD) == STOPPING


async def test_what_is_late_at_the_end_can_say_so(gate: threading.Event) -> None:
    """A task that is held is waited for, then cancelled, and may still say goodbye."""
    at, said = desk(), []

    async def asks() -> None:
        at.hold()
        try:
            await at.queued(lambda: gate.wait(10), untold)
        except asyncio.CancelledError:
            await asyncio.sleep(0.01)
            said.append(STOPPING)
            raise

    task = asyncio.create_task(asks())
    await begun()
    await at.finish(0.05)
    assert task.cancelled()
    assert said == [STOPPING]


async def test_what_is_answered_in_time_is_not_disturbed(gate: threading.Event) -> None:
    """``finish`` waits for what is in progress."""
    at = desk()

    async def asks() -> bool:
        at.hold()
        return await at.queued(lambda: gate.wait(10), untold)

    task = asyncio.create_task(asks())
    await begun()
    asyncio.get_running_loop().call_later(0.05, gate.set)
    await at.finish(5)
    assert task.done()
    assert task.result()


async def test_a_failure_reaches_the_one_who_asked() -> None:
    """And the next question is answered."""
    at = desk()

    def fails() -> None:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        await at.queued(fails, untold)
    assert await at.queued(lambda: 7, untold) == 7
    assert at.waiting == 0
