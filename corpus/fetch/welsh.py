"""Welsh editions of reports, beside the English ones and kept apart from them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Final

from corpus.fetch.check import form_of, is_welsh, words_of
from corpus.fetch.client import Fetched
from corpus.fetch.pages import SitePage
from corpus.fetch.sources import Source
from corpus.fetch.store import Shelf
from corpus.fetch.types import Entry, NotGot, Outcome

NAMED: Final = "(Welsh edition)"  # in the title and in the kind, so that it is no inspection of its own


async def welsh_edition(
    entry: Entry, page: SitePage, source: Source, shelf: Shelf, load: Callable[[str], Awaitable[Fetched]]
) -> Outcome | None:
    """Get the Welsh edition that a report's page links to; None where there is none."""
    links = (link for link in page.links if link.welsh and source.is_file(link.address) and source.owns(link.address))
    link = next(links, None)
    if link is None:
        return None
    edition = replace(
        entry, title=f"{entry.title} {NAMED}", kind=f"{entry.kind} {NAMED}", addresses=(link.address,), basis="listed"
    )
    file = f"{source.folder}/{edition.name}.pdf"
    try:
        got = await load(link.address)
        form = form_of(got.data)
        if not form:
            raise NotGot("a file is named, and something else is sent")
        front = words_of(got.data)[1]
        if front.strip() and not is_welsh(front):
            raise NotGot("it is not in Welsh")
        status, path, _ = shelf.put(edition, form, got.data, _fields(edition, page, got, source))
    except NotGot as problem:
        return Outcome(edition, "failed", file, link.address, str(problem))
    shelf.keep(link.address, got, path.name)
    return Outcome(edition, status, f"{source.folder}/{path.name}", got.address)


def _fields(edition: Entry, page: SitePage, got: Fetched, source: Source) -> dict[str, object]:
    fields: dict[str, object] = {
        "title": edition.title,
        "bodies": (edition.body,) if edition.body else None,
        "kind": edition.kind,
        "language": "cy",
        "published": min(filter(None, (page.sent, page.published)), default="") or edition.published,
        "url": got.address,
        "page": page.address,
        "licence": source.licence,
    }
    return {name: value for name, value in fields.items() if value}
