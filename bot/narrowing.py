"""The reports that what a person sets beside a question or quotation allows: a body, and years."""

from __future__ import annotations

from bot import framing
from bot.scope import Holdings, Scope
from corpus.errors import ReportbotError
from corpus.gazetteer import Gazetteer


class NothingHeld(ReportbotError):
    """No report is held on the body or of the years that were given, or it is open which body is meant."""


def narrowed(holdings: Holdings, names: Gazetteer, body: str | None, since: int | None, until: int | None) -> Scope:
    """The scope of a body, or of all, without reports dated before ``since`` or after ``until``, both years.

    Raises:
        NothingHeld: the message says what is not held, or which bodies may be meant.
    """
    scope = holdings.named(body) if body else Scope()
    if scope is None:
        raise NothingHeld(framing.unknown(body or ""))
    if scope.choices:
        raise NothingHeld(framing.which(scope.choices))
    scope = holdings.between(scope, since, until)
    if scope.reports is not None and not scope.reports:
        raise NothingHeld(framing.not_held(scope, holdings, names))
    return scope
