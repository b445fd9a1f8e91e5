"""Bench: many people ask at once in Discord, over real sockets, and nobody may be left without a word.

The bot runs as it always does, in a process of its own, against the loopback Discord of the tests.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import statistics
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from scripts.loopback import Exchange, LoopbackDiscord, labels

ROOT = Path(__file__).resolve().parent.parent


QUESTIONS = (
    "How quickly are 999 calls answered in Gwent?",
    "What did inspectors say about victim contact at West Mercia Police?",
    "Is custody safe in Wiltshire?",
    "What needs to improve in how Warwickshire Police tells victims of delays?",
    "What did HMICFRS say about neighbourhood policing in Nottinghamshire?",
)
LONGEST_SECONDS = 120.0  # that a round may take
HEARTBEAT_SECONDS = 1.0  # Discord's own is 41.25 s; shorter gaps show more of what would be late


@dataclass(frozen=True, slots=True)
class Outcome:
    """Times in milliseconds, after the question was asked; the heartbeat's lateness likewise."""

    people: int
    answered: int
    told_busy: int
    without_a_word: int
    acknowledged_p50: float
    acknowledged_p99: float
    answered_p50: float
    answered_p99: float
    heartbeat_latest: float
    seconds: float


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the bench and print its figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=200, help="how many ask at once")
    parser.add_argument("--rounds", type=int, default=3, help="how often; the median of the rounds is shown, too")
    parser.add_argument("--waiting", type=int, default=250, help="questions that may wait in the bot's queue")
    parser.add_argument("--index", type=Path, default=ROOT / ".index", help="folder of the index")
    parser.add_argument("--json", action="store_true", help="print JSON")
    given = parser.parse_args(arguments)
    outcomes = asyncio.run(bench(given.people, given.rounds, given.waiting, given.index.resolve()))
    if given.json:
        print(json.dumps([asdict(outcome) for outcome in outcomes], indent=2))
    else:
        print(table(outcomes))
    return 0 if all(outcome.without_a_word == 0 for outcome in outcomes) else 1


async def bench(people: int, rounds: int, waiting: int, index: Path) -> list[Outcome]:
    """Start the bot, let ``people`` ask at once ``rounds`` times, and end it."""
    async with LoopbackDiscord(heartbeat_seconds=HEARTBEAT_SECONDS) as discord_:
        with tempfile.TemporaryDirectory() as folder:
            bot = await started(discord_, waiting, index, Path(folder))
            await connected(discord_, bot, Path(folder))
            try:
                await discord_.slash("ask", question=QUESTIONS[0])  # the model is loaded with the first question
                return [await _round(discord_, people) for _ in range(rounds)]
            finally:
                bot.terminate()
                await asyncio.wait_for(bot.wait(), 30)


async def connected(discord_: LoopbackDiscord, bot: asyncio.subprocess.Process, folder: Path) -> None:
    """Waits for the bot; where it ends instead, its last words tell why."""
    waiting = [asyncio.ensure_future(discord_.ready(120)), asyncio.ensure_future(bot.wait())]
    await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    for task in waiting:
        task.cancel()
    if bot.returncode is not None:
        said = (folder / "bot.log").read_text(encoding="utf-8").strip().splitlines()
        raise SystemExit(f"bench_discord: the bot ended: {said[-1] if said else bot.returncode}")


async def started(discord_: LoopbackDiscord, waiting: int, index: Path, folder: Path) -> asyncio.subprocess.Process:
    """Starts the bot, its memory and its log in ``folder``."""
    settings = {
        "DISCORD_TOKEN": discord_.token,
        "REPORTBOT_DISCORD_API": discord_.api,
        "REPORTBOT_DISCORD_GATEWAY": discord_.gateway,
        "REPORTBOT_MEMORY": str(folder / "memory.sqlite"),
        "REPORTBOT_MOST_WAITING": str(waiting),
        "REPORTBOT_PERSON_PER_MINUTE": "1000",
        "REPORTBOT_GUILD_PER_MINUTE": "10000",
    }
    command = [sys.executable, "-m", "bot", "run", "--index", str(index)]
    with (folder / "bot.log").open("ab") as log:
        return await asyncio.create_subprocess_exec(*command, cwd=ROOT, env=os.environ | settings, stderr=log)


async def _round(discord_: LoopbackDiscord, people: int) -> Outcome:
    loop = asyncio.get_running_loop()
    began, beats = loop.time(), len(discord_.heartbeat_gaps)
    persons = [discord_.person(f"person {n}") for n in range(people)]
    asked = [
        await discord_.start_slash("ask", person=person, question=QUESTIONS[n % len(QUESTIONS)])
        for n, person in enumerate(persons)
    ]
    await asyncio.wait([asyncio.ensure_future(_final(exchange)) for exchange in asked], timeout=LONGEST_SECONDS)
    seconds = loop.time() - began
    gaps = discord_.heartbeat_gaps[beats:] or [HEARTBEAT_SECONDS]
    words = Counter(_word(exchange) for exchange in asked)
    acknowledged = _milliseconds([exchange.acknowledged_after for exchange in asked])
    answered = _milliseconds([exchange.changed_after for exchange in asked if _word(exchange) == "answer"])
    return Outcome(
        people,
        words["answer"],
        words["busy"],
        words["nothing"],
        statistics.median(acknowledged),
        _p99(acknowledged),
        statistics.median(answered or [0.0]),
        _p99(answered or [0.0]),
        max(0.0, 1000 * (max(gaps) - HEARTBEAT_SECONDS)),
        seconds,
    )


async def _final(exchange: Exchange) -> None:
    """Waits for the answer itself, or for the word that there is none: a place in the queue is neither."""
    while _word(exchange) == "nothing":
        await asyncio.sleep(0.005)


def _word(exchange: Exchange) -> str:
    """What became of a question: an answer, which has buttons, a clear word that there are too many, or nothing."""
    if exchange.message is None or exchange.answered_after is None:
        return "nothing"
    if exchange.ephemeral:
        return "busy"
    return "answer" if labels(exchange.message) else "nothing"


def _milliseconds(seconds: Sequence[float | None]) -> list[float]:
    return sorted(1000 * second for second in seconds if second is not None)


def _p99(times: Sequence[float]) -> float:
    return times[min(len(times) - 1, int(0.99 * len(times)))]


def table(outcomes: Sequence[Outcome]) -> str:
    """The figures of each round in a column, and their medians in the last."""
    rows = []
    for name in Outcome.__slots__:
        values = [float(getattr(outcome, name)) for outcome in outcomes]
        cells = [f"{value:>10,.1f}" for value in (*values, statistics.median(values))]
        rows.append(f"{name.replace('_', ' '):<20}{''.join(cells)}")
    heads = "".join(f"{f'round {n}':>10}" for n in range(1, len(outcomes) + 1)) + f"{'median':>10}"
    return "\n".join([f"{'':<20}{heads}", *rows])


if __name__ == "__main__":
    sys.exit(main())
