"""A bot that is killed, told to end twice, sent broken and doubled events, and asked by a crowd: nobody waits for ever.

The bot runs in a process of its own against the loopback Discord of the tests. What happens follows from ``--seed``.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from bot.discord_app.start import serve
from bot.live.index import LiveIndex
from bot.types import Answer, Asked
from corpus.describe.gazetteer import gazetteer
from scripts.drill_rot import made
from scripts.hashed_encoder import HashedEncoder
from scripts.loopback import Exchange, LoopbackDiscord, dispatched

ROOT: Final = Path(__file__).resolve().parent.parent


ANSWER_SECONDS: Final = 0.05  # that an answer takes at least, so that some are in hand when the bot is killed
LONGEST_SECONDS: Final = 240.0
QUESTION: Final = "How quickly are 999 calls answered in Gwent?"


class SlowIndex(LiveIndex):
    """Takes a while for each answer."""

    def answer(self, asked: Asked) -> Answer:
        """Answer after a while."""
        time.sleep(ANSWER_SECONDS)
        return super().answer(asked)


@dataclass(slots=True)
class Drill:
    """The loopback Discord, the bot, and what was seen."""

    discord_: LoopbackDiscord
    folder: Path
    index: Path
    chosen: random.Random
    tried: int = 0
    failed: list[str] = field(default_factory=list)

    async def start(self) -> asyncio.subprocess.Process:
        """Start the bot, and wait until it is connected."""
        settings = {
            "DISCORD_TOKEN": self.discord_.token,
            "REPORTBOT_DISCORD_API": self.discord_.api,
            "REPORTBOT_DISCORD_GATEWAY": self.discord_.gateway,
            "REPORTBOT_MEMORY": str(self.folder / "memory.sqlite"),
            "REPORTBOT_MOST_WAITING": "2000",
            "REPORTBOT_PERSON_PER_MINUTE": "1000",
            "REPORTBOT_GUILD_PER_MINUTE": "10000",
        }
        seen = len(self.discord_._sessions)
        with (self.folder / "bot.log").open("ab") as log:
            command = [sys.executable, "-m", "scripts.drill_discord", "--be-the-bot", str(self.index)]
            bot = await asyncio.create_subprocess_exec(*command, cwd=ROOT, env=os.environ | settings, stderr=log)
        async with asyncio.timeout(LONGEST_SECONDS):
            while len(self.discord_._sessions) <= seen:
                await asyncio.sleep(0.05)
            await self.discord_.ready(LONGEST_SECONDS)
        return bot

    async def ask(self, count: int) -> list[Exchange]:
        """Have as many people ask at once."""
        people = [self.discord_.person(f"person {n}") for n in range(count)]
        return [await self.discord_.start_slash("ask", person=one, question=QUESTION) for one in people]

    async def kill(self, how: Sequence[signal.Signals], asking: int) -> None:
        """Ask, end the bot while it answers, start it anew, and see that all are answered or told."""
        bot = await self.start()
        asked = await self.ask(asking)
        async with asyncio.timeout(LONGEST_SECONDS):
            while not all(exchange.deferred for exchange in asked):
                await asyncio.sleep(0.01)
        await asyncio.sleep(self.chosen.random() * asking * ANSWER_SECONDS)
        for one in how:
            if bot.returncode is None:
                bot.send_signal(one)
                await asyncio.sleep(0.05)
        await bot.wait()
        again = await self.start()
        await self._answered(asked, f"{asking} in hand, {' '.join(one.name for one in how)}")
        again.terminate()
        await again.wait()

    async def _answered(self, asked: Sequence[Exchange], told: str) -> None:
        self.tried += len(asked)
        until = time.monotonic() + LONGEST_SECONDS
        while any(exchange.message is None for exchange in asked) and time.monotonic() < until:
            await asyncio.sleep(0.05)
        waiting = sum(exchange.message is None for exchange in asked)
        self.failed += [f"{told}: {waiting} wait for ever"] * bool(waiting)

    async def broken(self) -> None:
        """Send events that are not as Discord describes them, and the same ones twice; then ask."""
        bot = await self.start()
        events: list[tuple[str, Any]] = [
            ("INTERACTION_CREATE", {}),
            ("INTERACTION_CREATE", {"id": "x", "type": 2, "token": "t", "application_id": "1", "version": 1}),
            ("INTERACTION_CREATE", {"id": "5", "type": 3, "token": "t", "application_id": "1", "data": None}),
            ("MESSAGE_CREATE", {"id": "1"}),
            ("MESSAGE_CREATE", None),
            ("GUILD_CREATE", {"id": []}),
            ("CHANNEL_UPDATE", {"id": "7", "type": 99}),
            ("NO_SUCH_EVENT", {"a": 1}),
        ]
        for name, data in events:
            self.tried += 1
            for socket in list(self.discord_._sockets):  # what no Discord sends, to whoever is connected
                await socket.send(dispatched(socket.session, name, data))
        await asyncio.sleep(0.5)
        if bot.returncode is not None:
            self.failed.append(f"broken events: the bot ended with {bot.returncode}")
            return
        await self._answered(await self.ask(1), "asked after broken events")
        bot.terminate()
        await bot.wait()

    async def crowd(self, count: int) -> str:
        """Have a crowd ask at once: how soon they are acknowledged, and how many neighbours are out of order."""
        bot = await self.start()
        await self._answered(await self.ask(1), "the first question")
        asked = await self.ask(count)
        await self._answered(asked, f"a crowd of {count}")
        late = sorted(exchange.acknowledged_after or LONGEST_SECONDS for exchange in asked)
        done = [exchange.started + (exchange.changed_after or LONGEST_SECONDS) for exchange in asked]
        turned = sum(one > other for one, other in pairwise(done))
        bot.terminate()
        await bot.wait()
        p99 = late[min(len(late) - 1, int(0.99 * len(late)))]
        return f"{count} at once: acknowledged p99 {p99:.2f} s, {turned} neighbours out of order"


async def drill(kills: int, people: int, seed: int) -> int:
    """Do all of it, and print what was tried, what held, and what failed."""
    with tempfile.TemporaryDirectory(prefix="drill-") as name:
        async with LoopbackDiscord() as discord_:
            this = Drill(discord_, Path(name), made(Path(name)), random.Random(seed))
            ends = (
                [signal.SIGKILL],
                [signal.SIGTERM, signal.SIGTERM],
                [signal.SIGTERM],
                [signal.SIGINT, signal.SIGINT],
            )
            for number in range(kills):
                await this.kill(ends[number % len(ends)], this.chosen.choice((1, 5, 40)))
            await this.broken()
            if people:
                print(" ", await this.crowd(people))
            log = (Path(name) / "bot.log").read_text(errors="replace")
            this.failed += [f"the log holds {log.count('Traceback')} tracebacks"] * ("Traceback" in log)
            if "Traceback" in log:
                print(log[log.index("Traceback") :][:1500])
    print(f"discord: {this.tried} tried, {this.tried - len(this.failed)} held, {len(this.failed)} failed")
    for sentence in this.failed:
        print(f"  {sentence}")
    return int(bool(this.failed))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the drill, or be its bot."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=8, metavar="N", help="times that the bot is ended")
    parser.add_argument("--people", type=int, default=200, help="how many ask at once")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--be-the-bot", type=Path, metavar="INDEX", help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.be_the_bot is None:
        return asyncio.run(drill(given.kills, given.people, given.seed))
    from bot.config import Settings

    settings = Settings.from_env(os.environ)
    live = SlowIndex(given.be_the_bot, HashedEncoder, gazetteer())
    asyncio.run(serve(settings, str(settings.discord_token), live))
    return 0


if __name__ == "__main__":
    sys.exit(main())
