"""An index in an engine or a folder as tests ask it."""

from __future__ import annotations

from pathlib import Path

from fakes import FakeEncoder

from bot.live.index import LiveIndex
from bot.types import Answer
from corpus.describe.gazetteer import gazetteer
from index.address import Address
from index.engine.connection import Connection
from index.engine.version import Engine


def live(place: Path | Engine) -> LiveIndex:
    """An index in a folder or an engine, as commands open it."""
    return LiveIndex(place, FakeEncoder, gazetteer())


def shown(answer: Answer) -> tuple[object, ...]:
    """What an answer says: all but the time that it took."""
    quotes = [(q.text, q.passage, q.report, q.page, q.heading, q.spans, q.link) for q in answer.quotes]
    return answer.status, answer.message, answer.understood, quotes


def only(engine: Address, statement: str) -> list[tuple[object, ...]]:
    """Run a statement in the engine."""
    connection = Connection(engine)
    try:
        return connection.rows(statement)
    finally:
        connection.close()
