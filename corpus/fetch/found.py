"""A report as it was found on a site, and what is noted of it."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.fetch.check import bodies_in
from corpus.fetch.client import Fetched
from corpus.fetch.pages import SitePage
from corpus.fetch.types import Entry
from corpus.vocabulary.dates import years_in


@dataclass(frozen=True, slots=True)
class Found:
    """A report as it was found: its bytes, where they stand, and the page that led there.

    ``asked`` is the address that a file was asked for by, and ``sent`` what was sent then. ``dates`` are those of
    sending and publication where another page than ``page`` gives them.
    """

    form: str
    data: bytes
    address: str
    page: SitePage | None = None
    notes: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    asked: str = ""
    sent: Fetched | None = None


def title_of(entry: Entry, page: SitePage | None) -> str:
    """The title that the page gives, where that tells body and cycle as the catalogue's does."""
    title = page.title if page else ""
    names_body = not entry.body or entry.body in bodies_in(title)
    names_cycle = not entry.cycle or (
        years_in(entry.cycle) <= years_in(title) and entry.kind.split()[0].casefold() in title.casefold()
    )
    return title if title and names_body and names_cycle else entry.title


def fields_of(entry: Entry, found: Found, licence: str) -> dict[str, object]:
    """What the sidecar says of a report."""
    page = found.page
    sent, published = found.dates or ((page.sent, page.published) if page else ("", ""))
    updated = page.updated if page else ""
    day = min(filter(None, (sent, published)), default="") or entry.published or updated
    fields: dict[str, object] = {
        "title": title_of(entry, page),
        "bodies": (entry.body,) if entry.body else None,
        "kind": entry.kind,
        "published": day,
        "sent": sent,
        "url": found.address,
        "page": page.address if page and page.address != found.address else "",
        "licence": licence,
    }
    return {name: value for name, value in fields.items() if value}
