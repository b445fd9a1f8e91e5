"""Reports that an inspectorate's own site lists, and no catalogue has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

from corpus.describe.gazetteer import gazetteer
from corpus.fetch.catalogue import inspectorate
from corpus.fetch.client import Client
from corpus.fetch.pages import Link, SitePage, read_page, read_sitemap
from corpus.fetch.sources import Source, normal, sources
from corpus.fetch.types import Entry, NotGot
from corpus.vocabulary.dates import DATE, iso_date
from corpus.vocabulary.kinds import FIRE, PEEL, bodies_inspected, kinds

MOST_SITEMAPS: Final = 20
_CYCLE: Final = re.compile(r"\b(20\d\d)[-/\u2013 ](?:20)?(\d\d)\b")


async def newly_listed(client: Client, known: Iterable[Entry], by: str, problems: list[str]) -> tuple[Entry, ...]:
    """The reports that inspectorates list and that are not known: of the one named ``by``, or of all.

    ``problems`` takes up what is to be told of listings that could not be read.

    Raises:
        ReportbotError: there is no such inspectorate.
    """
    name, known = inspectorate(by) if by else "", tuple(known)
    found: list[Entry] = []
    for source in sources():
        if not name or source.name == name:
            listings = Listings(source, client)
            found += await listings.new(known)
            problems += listings.problems
            if name and not source.listings:
                problems.append(f"{name}: no list of its reports is known")
    return tuple(found)


@dataclass(slots=True)
class Listings:
    """Reads the listings of an inspectorate; ``problems`` tells of those that could not be read."""

    source: Source
    client: Client
    problems: list[str] = field(default_factory=list)

    async def new(self, known: Iterable[Entry]) -> list[Entry]:
        """The reports that are listed and not known, by their addresses and by body, kind and cycle."""
        known = list(known)
        at = {normal(self.source.moved_to(address)) for entry in known for address in entry.addresses}
        done = {(entry.kind, entry.body, entry.cycle) for entry in known if entry.cycle and entry.body}
        found: dict[str, Entry] = {}
        for link in [
            link for listing in self.source.listings for link in await self._links(listing.form, listing.address)
        ]:
            for entry in await self._entries(link):
                same = entry.cycle and entry.body and (entry.kind, entry.body, entry.cycle) in done
                if normal(entry.addresses[0]) not in at and not same:
                    found.setdefault(entry.name, entry)
        return list(found.values())

    async def _links(self, form: str, address: str) -> list[Link]:
        """The links of a listing to reports and to pages that lead to them."""
        try:
            links = await self._sitemap(address) if form == "sitemap" else list((await self._page(address)).links)
        except NotGot as problem:
            self.problems.append(f"{address}: {problem}")
            return []
        wanted: dict[str, Link] = {}
        for link in links:
            if self.source.owns(link.address) and (
                self.source.is_report(link.address) or self.source.is_landing(link.address)
            ):
                wanted.setdefault(normal(link.address), link)
        return list(wanted.values())

    async def _sitemap(self, address: str) -> list[Link]:
        """The addresses of a sitemap, and of those that it leads to."""
        waiting, found = [address], []
        for _ in range(MOST_SITEMAPS):
            if not waiting:
                break
            got = await self.client.get(waiting.pop(0), within=self.source.owns)
            for at in read_sitemap(got.data):
                if urlsplit(at).path.endswith(".xml"):
                    waiting.append(at)
                else:
                    found.append(Link(at, "", ""))
        return found

    async def _page(self, address: str) -> SitePage:
        got = await self.client.get(address, within=self.source.owns)
        return read_page(got.data, got.address)

    async def _entries(self, link: Link) -> list[Entry]:
        """The report of a listed page, or one for each of its files."""
        if not self.source.each_file:
            return [self._entry(link.address, link.words or _words(link.address))]
        try:
            page = await self._page(link.address)
        except NotGot as problem:
            self.problems.append(f"{link.address}: {problem}")
            return []
        files = (one for one in page.links if self.source.offers(one.address, one.words))
        return [self._entry(one.address, f"{page.title}: {one.words}") for one in files]

    def _entry(self, address: str, title: str) -> Entry:
        title = " ".join(title.split())
        told = f"{title} {_words(address)}"
        kind = next((kind.name for kind in kinds() if kind.told_by.search(told)), self.source.kind_at(address))
        day = DATE.search(title)
        return Entry(
            source=self.source.name,
            kind=kind,
            body=_body(title, kind) or _body(_words(address).title(), kind),
            cycle=_cycle(told) if kind in (PEEL, FIRE) else "",
            title=title,
            published=(iso_date(day) or "") if day else "",
            basis="listed",
            addresses=(self.source.moved_to(address),),
        )


def _cycle(text: str) -> str:
    """The cycle that a text names, as the inspectorate writes it: *2018/19*, *2023-25*."""
    match = _CYCLE.search(text)
    if match is None:
        return ""
    next_year = int(match[2]) == (int(match[1]) + 1) % 100
    return f"{match[1]}{'/' if next_year else '-'}{match[2]}"


def _words(address: str) -> str:
    """The words of an address's last part."""
    return re.sub(r"[-_]+", " ", urlsplit(address).path.rstrip("/").rsplit("/", 1)[-1])


def _body(text: str, kind: str) -> str:
    """The last body that a text names, of the kinds that such reports inspect."""
    return next(iter(reversed(list(_bodies(text, bodies_inspected(kind))))), "")


def _bodies(text: str, wanted: tuple[str, ...]) -> Iterator[str]:
    for mention in gazetteer().find(text):
        named = [body for body in mention.bodies if body.kind in wanted]
        if named:
            yield min(named, key=lambda body: wanted.index(body.kind)).name
