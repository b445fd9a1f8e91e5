"""The desk where questions wait: one bounded queue; whoever is turned away is told why."""

from __future__ import annotations

import asyncio
import contextlib
import heapq
import itertools
import math
import threading
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, Final, ParamSpec, TypeVar

from discord.app_commands import Cooldown

P = ParamSpec("P")
T = TypeVar("T")

# Together under the ten seconds that containers commonly leave between SIGTERM and SIGKILL.
GRACE_SECONDS: Final = 7.0
APOLOGY_SECONDS: Final = 2.0
MOST_CALM_SECONDS: Final = 1.0  # that an answer waits while others are being acknowledged
MINUTE: Final = 60.0
WORTH_TELLING: Final = 10  # the place in the queue from which on a person is told it
MOST_REMEMBERED: Final = 10_000  # people and servers whose last questions are counted

BUSY: Final = "Many questions are waiting already: please ask again in a minute."
STOPPING: Final = "The bot is restarting: please ask again in a minute."
TOO_MANY: Final = "You have reached the limit for one person ({count} in a minute): try again in {seconds} s."
TOO_MANY_HERE: Final = "This server has reached its limit ({count} in a minute): try again in {seconds} s."
PLACE: Final = "Your question is number {place} in the queue."

Tell = Callable[[str], Awaitable[object]]


class Desk:
    """Lets questions in, or says why not, and has them answered one after the other in a thread of their own.

    ``person_per_minute`` and ``guild_per_minute`` are questions; at most ``most_waiting`` are let in at a time.
    """

    def __init__(self, *, most_waiting: int, person_per_minute: int, guild_per_minute: int) -> None:
        self._most_waiting = most_waiting
        self._people = _Counter(person_per_minute)
        self._guilds = _Counter(guild_per_minute)
        self._answers = ThreadPoolExecutor(max_workers=1, thread_name_prefix="answers")
        self._pages = ThreadPoolExecutor(max_workers=1, thread_name_prefix="pages")
        self._drafts = ThreadPoolExecutor(max_workers=1, thread_name_prefix="drafts")
        self._busy: set[asyncio.Task[object]] = set()
        self._let_in = 0
        self._waiting = 0
        self._stopping = asyncio.Event()
        self._came = itertools.count()
        self._heap: list[tuple[int, int, Callable[[], None]]] = []
        self._arriving = 0
        self._calm = threading.Event()
        self._calm.set()

    @property
    def waiting(self) -> int:
        """How many questions wait or are being answered."""
        return self._waiting

    @contextlib.contextmanager
    def turn(self, person: int, guild: int | None) -> Iterator[str | None]:
        """Lets a person's question in while the block runs, in which it takes one of the places.

        If the person cannot ask now, gives the reason in one sentence and takes no place.
        """
        refusal = self._refusal(person, guild)
        self._let_in += refusal is None
        ticket = _ticket.set(_Ticket(next(self._came)))
        if refusal is None:
            self._arrives()
        try:
            yield refusal
        finally:
            self._arrived()
            _ticket.reset(ticket)
            self._let_in -= refusal is None

    def _arrives(self) -> None:
        """Counts a question as one that is being acknowledged."""
        _ticket.get().arriving = True
        self._arriving += 1
        self._calm.clear()

    def _arrived(self) -> None:
        """Counts the question of this task as acknowledged, or refused."""
        ticket = _ticket.get()
        if ticket.arriving:
            ticket.arriving = False
            self._arriving -= 1
            if not self._arriving:
                self._calm.set()

    def _refusal(self, person: int, guild: int | None) -> str | None:
        if self._stopping.is_set():
            return STOPPING
        if self._let_in >= self._most_waiting:
            return BUSY
        if seconds := self._people.over(person):
            return TOO_MANY.format(count=self._people.most, seconds=math.ceil(seconds))
        if guild is not None and (seconds := self._guilds.over(guild)):
            return TOO_MANY_HERE.format(count=self._guilds.most, seconds=math.ceil(seconds))
        return None

    def hold(self) -> None:
        """Counts the current task as one to be finished before the bot ends."""
        if (task := asyncio.current_task()) is not None:
            self._busy.add(task)
            task.add_done_callback(self._busy.discard)

    async def answered(self, call: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Runs a call in the thread of answers, after those that came before."""
        return await _in(self._answers, lambda: call(*args, **kwargs))

    async def queued(self, call: Callable[[], T], tell: Tell) -> T:
        """Has a question answered in its turn; a person who has to wait long is told the place in the queue."""
        self._waiting += 1
        try:
            answer = asyncio.ensure_future(self._in_turn(call))
            if self._waiting >= WORTH_TELLING:
                await tell(PLACE.format(place=self._waiting))
            return await answer
        finally:
            self._waiting -= 1

    async def _in_turn(self, call: Callable[[], T]) -> T:
        """Runs a call in the thread of answers in the order in which questions came, not were acknowledged."""
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[T] = loop.create_future()
        ticket = _ticket.get(None)
        came = next(self._came) if ticket is None else ticket.came
        heapq.heappush(self._heap, (came, next(self._came), lambda: _settle(loop, answer, call)))
        self._arrived_if(ticket)
        self._answers.submit(self._next)
        return await answer

    def _arrived_if(self, ticket: _Ticket | None) -> None:
        if ticket is not None:
            self._arrived()

    def _next(self) -> None:
        """Answers the first question of all that wait, once those that come at the same time are acknowledged."""
        self._calm.wait(MOST_CALM_SECONDS)
        heapq.heappop(self._heap)[2]()

    async def rendered(self, call: Callable[[], T]) -> T:
        """Runs a call in the thread of page images."""
        return await _in(self._pages, call)

    async def checked(self, call: Callable[[], T]) -> T:
        """Runs a call in the thread of drafts, which another process checks meanwhile."""
        return await _in(self._drafts, call)

    def stop(self) -> None:
        """Takes no more questions."""
        self._stopping.set()

    async def stopped(self) -> None:
        """Waits until ``stop`` is called."""
        await self._stopping.wait()

    async def finish(self, seconds: float = GRACE_SECONDS) -> None:
        """Waits at most ``seconds`` for what is in progress, then cancels what is late, which tells the person."""
        if self._busy:
            _, late = await asyncio.wait(self._busy, timeout=seconds)
            for task in late:
                task.cancel()
            if late:
                await asyncio.wait(late, timeout=APOLOGY_SECONDS)

    def close(self) -> None:
        """Ends the threads; what they have not begun is dropped."""
        for pool in (self._answers, self._pages, self._drafts):
            pool.shutdown(wait=False, cancel_futures=True)


@dataclass(slots=True)
class _Ticket:
    """The place of a question among all that came, and whether it is still being acknowledged."""

    came: int
    arriving: bool = False


_ticket: ContextVar[_Ticket] = ContextVar("ticket")


def _settle(loop: asyncio.AbstractEventLoop, answer: asyncio.Future[T], call: Callable[[], T]) -> None:
    """Make a call, and tell what waits for its outcome in the loop, if it still does."""
    if answer.cancelled():
        return
    try:
        value = call()
    except BaseException as error:
        loop.call_soon_threadsafe(_tell, answer, answer.set_exception, error)
    else:
        loop.call_soon_threadsafe(_tell, answer, answer.set_result, value)


def _tell(answer: asyncio.Future[T], how: Callable[[Any], None], what: object) -> None:
    if not answer.done():
        how(what)


class _Counter:
    """Limits how often a person or server may ask in a minute; remembers the latest of them."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._of: OrderedDict[int, Cooldown] = OrderedDict()

    def over(self, id: int) -> float | None:
        """Counts one use; if the limit is reached, returns the seconds until the next is allowed."""
        cooldown = self._of.setdefault(id, Cooldown(self.most, MINUTE))
        self._of.move_to_end(id)
        if len(self._of) > MOST_REMEMBERED:
            self._of.popitem(last=False)
        return cooldown.update_rate_limit()


async def _in(pool: ThreadPoolExecutor, call: Callable[[], T]) -> T:
    return await asyncio.get_running_loop().run_in_executor(pool, call)
