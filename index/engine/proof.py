"""Whether all rows of a version are as they were written."""

from __future__ import annotations

from index.engine.connection import Connection
from index.engine.copying import Local, content_of, differences, key_of
from index.engine.held import Held
from index.engine.rows import EngineSentences, EngineVectors
from index.engine.store import EngineStore
from index.errors import IndexDamaged
from index.lexical import Stemmer


def hold_as_written(connection: Connection, held: Held, rebuild: str) -> None:
    """Read every row of a version, and compare each report with the hash under which it was written.

    Raises:
        IndexDamaged: a row has changed; the message names the report.
    """
    found = connection.rows("SELECT copy, key FROM copies WHERE copy = ANY(%s::int[])", (list(held.by_number),))
    keys: dict[int, str] = {int(copy): str(key) for copy, key in found}
    rows = connection.rows("SELECT coalesce((SELECT vector_dims(row) FROM vectors LIMIT 1), 0)")
    store = EngineStore(connection, held, rebuild, frozenset())
    vectors, sentences = EngineVectors(connection, held), EngineSentences(connection, held, int(rows[0][0]))
    local = Local(store, vectors, sentences, Stemmer())
    for report_id, copy in held.copies.items():
        try:
            key = key_of(local, report_id)
            wrong = differences(connection, copy.number, content_of(local, report_id, key))
        except (KeyError, ValueError) as error:  # a row is missing, or too short
            raise IndexDamaged(_told(report_id, rebuild), report_id) from error
        if wrong or key != keys.get(copy.number):
            raise IndexDamaged(_told(report_id, rebuild), report_id)


def _told(report_id: str, rebuild: str) -> str:
    return f"what the engine holds of the report {report_id} is not what was written: run {rebuild}"
