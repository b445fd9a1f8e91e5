"""Gets reports one after another: from the page to the report's file or parts, checked, into the folder."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from corpus.fetch.check import (
    form_of,
    read_web_page,
    refuse_other,
    refuse_part,
    refuse_unnamed,
    words_of,
)
from corpus.fetch.client import Client, Fetched
from corpus.fetch.found import Found, fields_of, title_of
from corpus.fetch.join import joined
from corpus.fetch.pages import Link, SitePage, read_page
from corpus.fetch.sources import Source, normal, source_named
from corpus.fetch.store import Shelf
from corpus.fetch.types import Entry, NotGot, NotThere, Outcome, Status
from corpus.fetch.welsh import welsh_edition
from corpus.types import Document

FRESH: Final = 20.0  # hours for which a report that was got is not asked for again
ASKED_LATELY: Final = "the site said lately that there is nothing at this address"
COVER: Final = 400  # characters of a PDF in which its cycle is named
MOST_PARTS: Final = 20  # pages of one report; the largest seen has five pillars, each with detailed findings


async def fetch(
    entries: Iterable[Entry], corpus: Path, client: Client, *, fresh: float = FRESH, welsh: bool = False
) -> AsyncIterator[Outcome]:
    """Get reports into a corpus folder, and tell what became of each; what fails is told, and never raised.

    ``fresh`` is for how many hours a report that was got is not asked for again: so a fetch that was stopped goes
    on where it was. With ``welsh`` the Welsh edition of each is got, too.

    Raises:
        ReportbotError: the folder cannot be written, or another fetch is at work in it.
    """
    with ExitStack() as stack:
        takers: dict[str, _Taker] = {}
        for entry in entries:
            if entry.source not in takers:
                source = source_named(entry.source)
                shelf = stack.enter_context(Shelf(corpus / source.folder).opened())
                takers[entry.source] = _Taker(source, shelf, client)
            taker = takers[entry.source]
            taker.page = None
            yield await taker.outcome(entry, fresh)
            if welsh and taker.page:
                edition = await welsh_edition(entry, taker.page, taker.source, taker.shelf, taker.load)
                if edition:
                    yield edition


@dataclass(slots=True)
class _Taker:
    """Gets the reports of one inspectorate."""

    source: Source
    shelf: Shelf
    client: Client
    page: SitePage | None = None  # that led to the last report

    async def outcome(self, entry: Entry, fresh: float) -> Outcome:
        """Get one report."""
        if file := self.shelf.looked_at(entry, fresh):
            return Outcome(entry, "held", f"{self.source.folder}/{file}")
        if self.shelf.was_not_there(entry, fresh):
            return self._without(entry, NotThere(ASKED_LATELY))
        try:
            found = await self._find(entry)
            self.page = found.page
            status, path, earlier = self.shelf.put(
                entry, found.form, found.data, fields_of(entry, found, self.source.licence)
            )
        except NotGot as problem:
            return self._without(entry, problem)
        if found.sent is not None:
            self.shelf.keep(found.asked, found.sent, path.name)
        notes = found.notes
        if status == "corrected" and earlier:
            notes += (f"it was corrected in place; the copy before is kept as {self.source.folder}/{earlier}",)
        return Outcome(entry, status, self._within(path), found.address, notes=notes)

    def _within(self, path: Path) -> str:
        return f"{self.source.folder}/{path.name}"

    def _without(self, entry: Entry, problem: NotGot) -> Outcome:
        """What is told of a report that was not got: a copy that is held stays, and one put there by hand counts."""
        address = self.source.moved_to(entry.addresses[0])
        held = self.shelf.held(entry)
        if held is None:
            if isinstance(problem, NotThere) and str(problem) != ASKED_LATELY:
                self.shelf.note_absent(entry)
            absent = isinstance(problem, NotThere) and entry.basis == "pattern"
            status: Status = "not there" if absent else "failed"
            return Outcome(entry, status, f"{self.source.folder}/{entry.name}.pdf", address, str(problem))
        if not self.shelf.is_noted(held):
            self.shelf.adopt(entry, held, fields_of(entry, Found(held.suffix[1:], b"", address), self.source.licence))
            return Outcome(entry, "by hand", self._within(held), address, str(problem))
        return Outcome(entry, "failed", self._within(held), address, f"{problem}; the copy held is kept")

    async def _find(self, entry: Entry) -> Found:
        """The report at the first of its addresses that serves.

        Raises:
            NotGot: none does; the reason is that of the first, or of the first that is there.
        """
        problems: list[NotGot] = []
        for address in self._addresses(entry):
            try:
                return await self._at(address, entry)
            except NotGot as problem:
                problems.append(problem)
        raise next((problem for problem in problems if not isinstance(problem, NotThere)), problems[0])

    def _addresses(self, entry: Entry) -> Iterator[str]:
        """Each address on the present host, and then as it was where that is another."""
        moved = [self.source.moved_to(address) for address in entry.addresses]
        yield from dict.fromkeys([*moved, *entry.addresses])

    async def _at(self, address: str, entry: Entry) -> Found:
        got = await self.load(address)
        if form_of(got.data):
            return self._file(entry, address, got)
        page = read_page(got.data, got.address)
        where = page.canonical if self._leads_to_report(page.canonical) else got.address
        if self.source.is_refused(where):
            raise NotGot(f"it leads to {where}, which is no report")
        refuse_other(entry, page.title)
        found, problems = await self._linked_file(entry, page)
        if found:
            return found
        held = self.shelf.held(entry)
        if problems and held is not None and held.suffix != ".html":
            raise NotGot(problems[0])
        if self.source.is_report(where) or "p=" in urlsplit(where).query:
            return await self._web(entry, page, got, problems)
        return await self._linked_page(entry, page, problems)

    def _leads_to_report(self, address: str) -> bool:
        return self.source.owns(address) and (self.source.is_report(address) or self.source.is_landing(address))

    async def load(self, address: str) -> Fetched:
        """What stands at an address, from the copy held where it is still the same."""
        got = await self.client.get(address, self.shelf.conditions(address), self.source.owns)
        if got.same:
            return self.shelf.copy_of(address, got.address)
        refuse_part(got.data, whole=got.whole)
        if not form_of(got.data):
            self.shelf.keep(address, got)
        return got

    async def _linked_file(self, entry: Entry, page: SitePage) -> tuple[Found | None, tuple[str, ...]]:
        """The report's own file that a page links to, and why others were not taken."""
        problems: list[str] = []
        for link in self._file_links(page):
            try:
                got = await self.load(link.address)
                return replace(self._file(entry, link.address, got), page=page), ()
            except NotGot as problem:
                problems.append(f"{link.address}: {problem}")
        return None, tuple(problems)

    def _file_links(self, page: SitePage) -> list[Link]:
        """The links of a page to files that may be the report, likeliest first; in a report those offered as it."""
        inside = self.source.is_report(page.address)
        links = [
            link
            for link in page.links
            if self.source.offers(link.address, link.words)
            and not (link.beside or link.welsh)
            and (link.offered or not inside)
        ]
        return sorted(links, key=lambda link: (not link.offered, not urlsplit(link.address).path.endswith(".pdf")))

    def _file(self, entry: Entry, asked: str, got: Fetched) -> Found:
        """A file that is the report.

        Raises:
            NotGot: it is none.
        """
        form = form_of(got.data)
        if not form:
            raise NotGot("a file is named, and something else is sent")
        _, front = words_of(got.data)
        refuse_unnamed(entry, front)
        refuse_other(entry, front[:COVER], of_body=False)
        notes = () if front.strip() else ("it is a scan: its words are not read until they are recognised",)
        return Found(form, got.data, got.address, notes=notes, asked=asked, sent=got)

    async def _linked_page(self, entry: Entry, page: SitePage, problems: tuple[str, ...]) -> Found:
        """The report's web page that a page of another kind leads to."""
        for link in page.links:
            if self.source.is_report(link.address) and not link.welsh and not link.beside:
                try:
                    got = await self.load(link.address)
                    other = read_page(got.data, got.address)
                    refuse_other(entry, other.title)
                    found = await self._web(entry, other, got, problems)
                except NotGot as problem:
                    problems = (*problems, f"{link.address}: {problem}")
                else:
                    return replace(found, dates=(page.sent, page.published))
        raise NotGot(problems[0] if problems else "no report is linked on that page")

    async def _web(self, entry: Entry, page: SitePage, got: Fetched, problems: tuple[str, ...]) -> Found:
        """A report that stands on a page, or on that and the pages below it."""
        notes = tuple(f"the web page was taken, since the file could not be got: {problem}" for problem in problems)
        parts = await self._parts(page)
        document = read_web_page(got.data, part=bool(parts))
        refuse_unnamed(entry, f"{page.title}\n{document.pages[0].text[:4000]}")
        if not parts:
            return Found("html", got.data, got.address, page, notes)
        data = joined(title_of(entry, page), got.address, [("", document), *((one.title, doc) for one, doc in parts)])
        read_web_page(data)
        last = max((one.updated for one, _ in parts), default="")
        return Found("html", data, got.address, replace(page, updated=max(page.updated, last)), notes)

    async def _parts(self, page: SitePage) -> list[tuple[SitePage, Document]]:
        """The pages below a page, in the order of its links; each may lead to further ones below it.

        Raises:
            NotGot: one cannot be got: a report without it would be none.
        """
        found: list[tuple[SitePage, Document]] = []
        waiting, known = self._below(page), {normal(page.address)}
        while waiting:
            address = waiting.pop(0)
            if len(known) > MOST_PARTS:
                raise NotGot(f"there are more than {MOST_PARTS} pages below it: it is no single report")
            if normal(address) in known:
                continue
            known.add(normal(address))
            try:
                got = await self.load(address)
                part = read_page(got.data, got.address)
                found.append((part, read_web_page(got.data, part=True)))
            except NotGot as problem:
                raise NotGot(f"a part of the report is missing, {address}: {problem}") from problem
            waiting = [*self._below(part), *waiting]
        return found

    def _below(self, page: SitePage) -> list[str]:
        start = f"{normal(self.source.moved_to(page.address))}/"
        moved = ((link.address, normal(self.source.moved_to(link.address))) for link in page.links)
        return [
            self.source.moved_to(link) for link, at in moved if at.startswith(start) and not self.source.is_file(link)
        ]
