"""The reports that what a person sets beside a question, quotation or register allows: a body, and years."""

from __future__ import annotations

from bot.scope import messages
from bot.scope.holdings import Holdings, Scope
from corpus.describe.gazetteer import Gazetteer
from corpus.errors import ReportbotError


class NothingAllowed(ReportbotError):
    """No report is left to look into; ``choices`` are the bodies that the name given may mean."""

    def __init__(self, message: str, choices: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.choices = choices


class UnclearBody(NothingAllowed):
    """A name that is no body's known here, or that of several."""


class NothingHeld(NothingAllowed):
    """No report is held on the body, or of the years, that were given, or none at all."""


def narrowed(holdings: Holdings, names: Gazetteer, body: str | None, since: int | None, until: int | None) -> Scope:
    """The scope of a body, or of all, without reports dated before ``since`` or after ``until``, both years.

    Raises:
        UnclearBody: the message says that the name is not known, or which bodies it may mean.
        NothingHeld: the message says what is not held.
    """
    scope = holdings.named(body) if body else Scope()
    if scope is None:
        raise UnclearBody(messages.unknown(body or ""))
    if scope.choices:
        raise UnclearBody(messages.which(scope.choices), scope.choices)
    scope = holdings.between(scope, since, until)
    if not holdings.among(scope):
        raise NothingHeld(messages.not_held(scope, holdings, names))
    return scope
