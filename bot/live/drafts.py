"""A draft, read and checked in a process of its own: what someone sends can neither end the bot nor hold it up."""

from __future__ import annotations

import functools
from dataclasses import dataclass, field
from typing import Final

from bot.verify.verifier import Checked, Verifier
from corpus.apart import Limits, Worker
from corpus.errors import UnreadableReport
from index.places import place_of
from index.texts import Texts

MOST_TYPED: Final = 20_000  # characters; Discord's own limit is 6000
LIMITS: Final = Limits(seconds=20, mebibytes=768)
TOO_LONG: Final = f"what is typed has more than {MOST_TYPED} characters: put it into a file"
WORKER: Final = Worker("bot.live.drafts:check")


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft, to be checked against the live generation of an index: ``most`` quotations, if there are more.

    ``name`` is that of its file, and empty for what was typed, in UTF-8. ``index`` is where the index is kept.
    """

    name: str
    data: bytes
    index: str = field(repr=False)  # it may hold a password
    most: int | None = None


@dataclass(frozen=True, slots=True)
class CheckedDraft:
    """The quotations of a draft that were checked, and how many were ``left``."""

    checked: tuple[Checked, ...]
    left: int = 0


def checked(draft: Draft) -> CheckedDraft:
    """Check the quotations of a draft.

    Raises:
        UnreadableReport: it cannot be read, or checked within the limits; the message says why.
    """
    if not draft.name and len(draft.data.decode()) > MOST_TYPED:
        raise UnreadableReport(TOO_LONG)
    return WORKER.call(draft, CheckedDraft, LIMITS)


def check(draft: Draft) -> CheckedDraft:
    """Be the process that checks: as :func:`checked`, within this one."""
    from bot.verify.quotations import find_quotations
    from bot.verify.read_draft import paragraphs_of, read_draft  # with the readers of reports and drafts

    read = read_draft(draft.name, draft.data) if draft.name else paragraphs_of(draft.data.decode())
    quotations = find_quotations(read)
    wanted = quotations[: draft.most]
    version = place_of(draft.index).current()
    version.check()
    verifier = _verifier(draft.index, version.name)
    return CheckedDraft(tuple(map(verifier.check, wanted)), len(quotations) - len(wanted))


@functools.lru_cache(maxsize=1)
def _verifier(index: str, generation: str) -> Verifier:
    """The verifier of the live generation, which remembers what it has read."""
    from corpus.describe.gazetteer import gazetteer

    texts = Texts(place_of(index).current())
    return Verifier(texts.store, texts.lexical, gazetteer())
