"""Questions, answers and quotes as JSON text and back: what the bot's memory holds of them."""

from __future__ import annotations

import contextlib
import logging
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from typing import Any, TypeVar

import msgspec

from bot.memory.database import RowDamaged
from bot.types import Answer, Asked, Quote

log = logging.getLogger(__name__)
T = TypeVar("T")


@contextlib.contextmanager
def whole() -> Iterator[None]:
    """Tell of what cannot be read of a row as of damage to it."""
    try:
        yield
    except (msgspec.MsgspecError, zlib.error, ValueError, TypeError, LookupError, AttributeError) as error:
        raise RowDamaged(f"a row is damaged: {error}") from error


def readable(rows: Iterable[Callable[[], T]]) -> list[T]:
    """What each row holds, but for damaged ones, which the log tells of."""
    found: list[T] = []
    for read in rows:
        try:
            found.append(read())
        except RowDamaged as damage:
            log.warning("The bot's memory: %s", damage)
    return found


def asked_json(asked: Asked) -> str:
    """A question with what was set beside it."""
    return _text(asked)


def asked_from(text: str) -> Asked:
    """The question that :func:`asked_json` wrote."""
    return msgspec.json.decode(text, type=Asked)


def answer_json(answer: Answer) -> str:
    """An answer, in which each report stands once, however many quotes are from it."""
    reports = {report.id: report for quote in answer.quotes for report in (quote.report, quote.newer) if report}
    quotes = [
        asdict(quote) | {"report": quote.report.id, "newer": quote.newer.id if quote.newer else None}
        for quote in answer.quotes
    ]
    return _text({"answer": asdict(answer) | {"quotes": quotes}, "reports": reports})


def answer_from(text: str) -> Answer:
    """The answer that :func:`answer_json` wrote, equal to it in every part."""
    kept = msgspec.json.decode(text)
    for quote in kept["answer"]["quotes"]:
        quote |= {name: kept["reports"].get(quote[name]) for name in ("report", "newer")}
    return msgspec.convert(kept["answer"], Answer)


def quote_json(quote: Quote) -> str:
    """A quote alone, with its report."""
    return _text(quote)


def quote_from(text: str) -> Quote:
    """The quote that :func:`quote_json` wrote, equal to it in every part."""
    return msgspec.json.decode(text, type=Quote)


def _text(value: Any) -> str:
    return msgspec.json.encode(value).decode()
