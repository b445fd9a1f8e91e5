"""The door to aiohttp and Protego: one request at a time, with a pause, as each site's robots.txt allows."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Final
from urllib.parse import urljoin, urlsplit

import aiohttp
from protego import Protego

from corpus.errors import ReportbotError
from corpus.fetch.types import NotGot, NotThere

LOOPBACK: Final = ("127.0.0.1", "localhost", "::1")
PRODUCT: Final = "reportbot"  # the name that robots.txt is read for
ATTEMPTS: Final = 4  # of one request that is refused or fails
HOPS: Final = 5  # from an address to where it moved; RFC 9309 asks for five at least
LARGEST: Final = 200_000_000  # bytes of an answer
LONGEST_WAIT: Final = 300.0  # seconds that a site may ask to wait; asked for longer, it is left alone until another run
REFUSALS: Final = 3  # requests in a row that a site refuses, each after all attempts, before it is left alone
BUSY: Final = frozenset({403, 429})
MOVED: Final = frozenset({301, 302, 303, 307, 308})
GONE: Final = frozenset({404, 410})


@dataclass(frozen=True, slots=True)
class Manners:
    """How a site is asked: ``pause`` in seconds between requests, ``contact`` an address of who asks.

    ``mirror`` is the base address of a server that stands for every site and gets the site's name in the ``Host``
    header, such as a gateway, or a copy on this machine. Only on this machine may there be no pause.

    Raises:
        ReportbotError: there is no pause, or no contact, and the site is not on this machine.
    """

    pause: float = 5.0
    contact: str = ""
    mirror: str = ""

    def __post_init__(self) -> None:
        if self.mirror and urlsplit(self.mirror).hostname in LOOPBACK:
            return
        if self.pause < 1:
            raise ReportbotError(
                f"the pause is {self.pause:g} seconds: REPORTBOT_FETCH_PAUSE is at least 1 for a site on the network"
            )
        if not self.contact:
            raise ReportbotError(
                "say who asks, so that the site's owner can write to you: set REPORTBOT_CONTACT to an e-mail or web "
                "address, in the environment or in .env"
            )

    @property
    def agent(self) -> str:
        """The user agent."""
        return f"{PRODUCT}/0.1 (+{self.contact})" if self.contact else f"{PRODUCT}/0.1"


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer: ``address`` after all moves; ``data`` is empty where the copy that was named is still the one."""

    address: str
    data: bytes
    etag: str = ""
    modified: str = ""
    whole: bool = True
    same: bool = False


@dataclass(slots=True)
class _Site:
    """What is known of one host: its rules, when it was last asked, and how often it refused in a row."""

    robots: Protego | None = None
    asked: float = 0.0
    refusals: int = 0
    closed: str = ""


@dataclass(slots=True)
class Client:
    """Asks sites for their pages and files; used as an ``async with``."""

    manners: Manners
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    requests: int = 0
    _sites: dict[str, _Site] = field(default_factory=dict)
    _session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Client:
        self._session = aiohttp.ClientSession(
            headers={"User-Agent": self.manners.agent, "Accept-Language": "en-GB,en;q=0.9,cy;q=0.5"},
            timeout=aiohttp.ClientTimeout(total=None, connect=30, sock_read=60),
            trust_env=not self.manners.mirror,
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._session:
            await self._session.close()

    async def get(
        self, address: str, held: Mapping[str, str] | None = None, within: Callable[[str], bool] = lambda _: True
    ) -> Fetched:
        """What stands at an address, wherever it moved; ``held`` are the ``etag`` and ``modified`` of a copy.

        No address is asked that is not ``within``.

        Raises:
            NotThere: the site says that there is nothing.
            NotGot: robots.txt forbids it, it leads elsewhere, or the site refuses, fails, or sends too much or
                too little.
        """
        conditions = _conditions(held or {})
        for _ in range(HOPS + 1):
            if not within(address):
                raise NotGot(f"it leads to another site: {address}")
            site = self._site(address)
            if site.closed:
                raise NotGot(site.closed)
            if not (await self._robots(address)).can_fetch(address, PRODUCT):
                raise NotGot("the site's robots.txt does not allow it")
            response = await self._patiently(address, conditions)
            if isinstance(response, Fetched):
                return response
            address = urljoin(address, response)
        raise NotGot(f"it moves on more than {HOPS} times")

    def _site(self, address: str) -> _Site:
        return self._sites.setdefault(urlsplit(address).netloc, _Site())

    async def _robots(self, address: str) -> Protego:
        """A site's rules; RFC 9309: none where there is no such file, nothing allowed where it cannot be got."""
        site = self._site(address)
        if site.robots is None:
            rules = urljoin(address, "/robots.txt")
            try:
                for _ in range(HOPS + 1):
                    answer = await self._patiently(rules, {})
                    if isinstance(answer, Fetched):
                        site.robots = Protego.parse(answer.data.decode("utf-8", errors="replace"))
                        break
                    rules = urljoin(rules, answer)
                else:
                    site.robots = Protego.parse("")
            except NotThere:
                site.robots = Protego.parse("")
            except NotGot as problem:
                site.closed = f"the site's robots.txt cannot be read ({problem}), so nothing is asked of it"
                raise NotGot(site.closed) from problem
        return site.robots

    async def _patiently(self, address: str, conditions: Mapping[str, str]) -> Fetched | str:
        """Ask, and ask again after a while where the site is busy or fails; an address is where it moved."""
        problem = ""
        for attempt in range(ATTEMPTS):
            await self._pause(address)
            wait = max(self.manners.pause, 1.0 if self.manners.pause else 0.0) * 4 * 2**attempt
            try:
                answer = await self._ask(address, conditions)
            except _Busy as busy:
                problem, wait = str(busy), busy.wait if busy.wait is not None else wait
            except (aiohttp.ClientError, TimeoutError) as error:
                problem = _told(error)
            else:
                self._site(address).refusals = 0
                return answer
            if wait > LONGEST_WAIT:
                self._close(address, f"{problem}, and asks to wait {wait / 60:.0f} minutes")
            if attempt + 1 < ATTEMPTS:
                await self.sleep(wait)
        self._refused(address, problem)
        raise NotGot(f"{problem}, {ATTEMPTS} times")

    def _refused(self, address: str, problem: str) -> None:
        site = self._site(address)
        site.refusals += 1
        if site.refusals >= REFUSALS:
            self._close(address, f"{problem}, for {REFUSALS} addresses in a row")

    def _close(self, address: str, problem: str) -> None:
        site = self._site(address)
        site.closed = f"{problem}; the site is left alone until the next run"
        raise NotGot(site.closed)

    async def _pause(self, address: str) -> None:
        """Wait until a site may be asked again: the pause of the manners, or the longer one of robots.txt."""
        site = self._site(address)
        delay = float(site.robots.crawl_delay(PRODUCT) or 0) if site.robots else 0.0
        pause = max(self.manners.pause, delay if self.manners.pause else 0.0)
        left = site.asked + pause - time.monotonic()
        if site.asked and left > 0:
            await self.sleep(left)
        site.asked = time.monotonic()

    async def _ask(self, address: str, conditions: Mapping[str, str]) -> Fetched | str:
        if self._session is None:
            raise RuntimeError("the client is used as an `async with`")
        self.requests += 1
        place, headers = self._place(address)
        async with self._session.get(place, headers={**headers, **conditions}, allow_redirects=False) as response:
            status = response.status
            if status in MOVED and "Location" in response.headers:
                return response.headers["Location"]
            if status == 304:
                return Fetched(address, b"", same=True)
            if status in GONE:
                raise NotThere(f"the site says {status}: there is nothing at this address")
            if status in BUSY or status >= 500:
                raise _Busy(f"the site answers {status}", _wait(response.headers))
            if status != 200:
                raise NotGot(f"the site answers {status}")
            data = await _body(response)
            # One without a length is told to be whole by its last bytes, later.
            chunked = response.headers.get("Transfer-Encoding", "").lower() == "chunked"
            whole = chunked or "Content-Length" in response.headers
            etag, modified = (response.headers.get(name, "") for name in ("ETag", "Last-Modified"))
            return Fetched(address, data, etag, modified, whole)

    def _place(self, address: str) -> tuple[str, dict[str, str]]:
        """Where to send a request, and the headers that name the site where that is a mirror."""
        if not self.manners.mirror:
            return address, {}
        parts = urlsplit(address)
        rest = f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"
        return f"{self.manners.mirror.rstrip('/')}{rest}", {"Host": parts.netloc}


class _Busy(Exception):
    """A site does not serve now; ``wait`` is for how many seconds, where it says so."""

    def __init__(self, message: str, wait: float | None) -> None:
        super().__init__(message)
        self.wait = wait


async def _body(response: aiohttp.ClientResponse) -> bytes:
    parts, size = [], 0
    async for part in response.content.iter_chunked(1 << 16):
        parts.append(part)
        size += len(part)
        if size > LARGEST:
            raise NotGot(f"it is larger than {LARGEST // 1_000_000} MB")
    return b"".join(parts)


def _conditions(held: Mapping[str, str]) -> dict[str, str]:
    headers = {"If-None-Match": held.get("etag", ""), "If-Modified-Since": held.get("modified", "")}
    return {name: value for name, value in headers.items() if value}


def _wait(headers: Mapping[str, str]) -> float | None:
    """The seconds that ``Retry-After`` asks for, as a number or as a date; None where it does not."""
    value = headers.get("Retry-After", "").strip()
    if value.isdigit():
        return float(value)
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time.time())
    except (ValueError, TypeError):
        return None


def _told(error: Exception) -> str:
    """What went wrong on the way, in words."""
    if isinstance(error, aiohttp.ClientPayloadError):
        return "the answer broke off"
    if isinstance(error, TimeoutError):
        return "the site did not answer in time"
    if isinstance(error, aiohttp.ClientConnectorError):
        return "the site cannot be reached"
    return f"the connection failed ({type(error).__name__})"
