"""The reports that what a person sets beside a question or quotation allows: a body, and years."""

from __future__ import annotations

from bot import framing
from bot.scope import Holdings, Scope
from corpus.errors import ReportbotError
from corpus.gazetteer import Gazetteer


class UnclearBody(ReportbotError):
    """A name that is no body's known here, or that of several."""


class NothingHeld(ReportbotError):
    """No report is held on the body, or of the years, that were given."""


def narrowed(holdings: Holdings, names: Gazetteer, body: str | None, since: int | None, until: int | None) -> Scope:
    """The scope of a body, or of all, without reports dated before ``since`` or after ``until``, both years.

    Raises:
        UnclearBody: the message says that the name is not known, or which bodies it may mean.
        NothingHeld: the message says what is not held.
    """
    scope = holdings.named(body) if body else Scope()
    if scope is None:
        raise UnclearBody(framing.unknown(body or ""))
    if scope.choices:
        raise UnclearBody(framing.which(scope.choices))
    scope = holdings.between(scope, since, until)
    if scope.reports is not None and not scope.reports:
        raise NothingHeld(framing.not_held(scope, holdings, names))
    return scope
