"""The graph (HNSW) by which vectors are searched where there are many, and when it is made anew.

It takes in rows of copies up to a number, which its name ends with. Rows are added to it one by one as they are sent.
Where a push brings many, its copies get numbers beyond that, so that the graph stays as it is: answers go on from it
while the push runs, and a new graph is made of all rows at once before the new version is live.
"""

from __future__ import annotations

from typing import Final

from index.engine.connection import Connection

EXACT: Final = 20_000  # rows up to which all are compared; more are searched by the graph where none are left out
NAME: Final = "vectors_near_"
# Of the rows that are there: with a greater share of new ones, making the graph anew takes less time than adding them.
# A row is added in 10 to 23 times the time in which it is made together with all others (docs/engine.md, Growth).
SHARE: Final = 0.05
ROOM: Final = 1_000_000  # copies that a graph takes in after those that it is made of
WORKERS: Final = 4  # processes that make it beside the first, where the server allows as many
LEAST: Final = 2**26  # bytes of memory for it
ROW: Final = 800  # bytes of memory for each row while it is made, beside its numbers: 708 were measured


def last(connection: Connection) -> int:
    """The number of the last copy that the graph takes in; 0 where there is no graph that is whole."""
    rows = connection.rows(
        f"SELECT coalesce(max(substring(relname FROM '^{NAME}([0-9]+)$')::int), 0)"
        " FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid"
        " WHERE indrelid = to_regclass('vectors') AND indisvalid"
    )
    return int(rows[0][0])


def leave_out(connection: Connection, new: int) -> None:
    """Number the next copies beyond what the graph takes in, where they bring too many rows to be added one by one."""
    ((there,),) = connection.rows("SELECT coalesce(sum(passages), 0)::bigint FROM copies")
    if new > SHARE * there and (taken := last(connection)):
        connection.rows(
            "SELECT setval(name, greatest(%s, pg_sequence_last_value(name)))"
            " FROM (SELECT pg_get_serial_sequence('copies', 'copy')::regclass AS name) AS numbers",
            (taken,),
        )


def make(connection: Connection, newest: int, workers: int) -> None:
    """Make a graph of all rows, for copies up to the newest and ``ROOM`` more; within a transaction.

    It gets the memory that it needs, but no more than the server has for tables, or allows for such work anyway.

    Raises:
        EngineError: the engine refuses, or has no room.
    """
    ((allowed, most, dim, rows),) = connection.rows(
        "SELECT pg_size_bytes(current_setting('maintenance_work_mem')),"
        " pg_size_bytes(current_setting('shared_buffers')),"
        " (SELECT atttypmod FROM pg_attribute WHERE attrelid = 'vectors'::regclass AND attname = 'row'),"
        " (SELECT coalesce(sum(passages), 0)::bigint FROM copies)"
    )
    memory = max(LEAST, min(max(allowed, most), rows * (ROW + 4 * dim)))
    connection.rows(
        "SELECT set_config('maintenance_work_mem', %s, true), set_config('max_parallel_maintenance_workers', %s, true)",
        (f"{memory // 1024}kB", str(workers)),
    )
    upto = newest + ROOM
    connection.run(
        f"CREATE INDEX IF NOT EXISTS {NAME}{upto} ON vectors USING hnsw (row vector_ip_ops) WHERE copy <= {upto}"
    )


def drop_others(connection: Connection) -> None:
    """Remove graphs in whose place another one has come; outside a transaction, so that no reader has to wait."""
    rows = connection.rows(
        "SELECT relname::text FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid"
        " WHERE indrelid = 'vectors'::regclass AND relname LIKE 'vectors\\_near\\_%%' AND relname <> %s",
        (f"{NAME}{last(connection)}",),
    )
    for (name,) in rows:
        connection.run(f"DROP INDEX CONCURRENTLY IF EXISTS {name}")
