"""What is in an engine, what is missing, and what it costs."""

from __future__ import annotations

from dataclasses import dataclass, field

from index.address import Address
from index.engine import graph, schema
from index.engine.connection import SCHEMA, Connection
from index.engine.version import manifest_from
from index.generation import Manifest

BEFORE = "TLS, which something before the server ends"


@dataclass(frozen=True, slots=True)
class Live:
    """The version that answers are given from: when it was published (UTC, ISO 8601), and how many others are kept."""

    name: str
    published: str
    manifest: Manifest
    others: int


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen of a server and a database.

    ``vector`` is the version of pgvector that the database has, ``offered`` the one that the server could give it.
    ``tables`` is the version of the tables, 0 where there are none. ``sizes`` are bytes on disk by table, with
    indexes; ``buffers`` the bytes of memory that the server keeps for all databases. ``graph`` is whether the live
    version has the graph that so many vectors need.
    """

    server: str
    primary: bool
    encrypted: str | None
    vector: str | None
    offered: str | None
    tables: int
    reads: bool
    writes: bool
    live: Live | None
    buffers: int
    graph: bool = True
    sizes: dict[str, int] = field(default_factory=dict)

    @property
    def ready(self) -> bool:
        """Whether questions can be answered from it."""
        return self.tables == schema.VERSION and self.reads and self.live is not None


def look(address: Address) -> Look:
    """Look at an engine; nothing is changed.

    Raises:
        EngineError: it cannot be reached, or refuses.
    """
    connection = Connection(address, patience=0)
    try:
        ((server, standby, buffers),) = connection.rows(
            "SELECT current_setting('server_version'), pg_is_in_recovery(),"
            " pg_size_bytes(current_setting('shared_buffers'))"
        )
        tls = connection.rows("SELECT version FROM pg_stat_ssl WHERE pid = pg_backend_pid() AND ssl")
        installed = connection.rows("SELECT extversion FROM pg_extension WHERE extname = 'vector'")
        offered = connection.rows("SELECT default_version FROM pg_available_extensions WHERE name = 'vector'")
        reads, writes = _rights(connection)
        tables = schema.found_version(connection) if reads else 0
        live = _live(connection) if tables == schema.VERSION else None
        return Look(
            server,
            not standby,
            tls[0][0] if tls else BEFORE if connection.encrypted else None,
            installed[0][0] if installed else None,
            offered[0][0] if offered else None,
            tables,
            reads,
            writes and not standby,
            live,
            buffers,
            live is None or _has_graph(connection, live),
            _sizes(connection),
        )
    finally:
        connection.close()


def _rights(connection: Connection) -> tuple[bool, bool]:
    """Whether the role may read the tables, or there are none yet, and whether it may write them or make them."""
    ((there, used, creates),) = connection.rows(
        f"SELECT to_regnamespace('{SCHEMA}') IS NOT NULL, coalesce(has_schema_privilege(to_regnamespace('{SCHEMA}'),"
        " 'USAGE'), false), has_database_privilege(current_database(), 'CREATE')"
    )
    if not there:
        return True, creates
    if not used:
        return False, False
    rows = connection.rows(
        "SELECT bool_and(has_table_privilege(oid, 'SELECT')), bool_and(has_table_privilege(oid, 'INSERT'))"
        f" FROM pg_class WHERE relnamespace = to_regnamespace('{SCHEMA}') AND relkind = 'r'"
        " AND relname NOT LIKE 'memory\\_%%'"
    )
    reads, writes = rows[0]
    return reads is not False, writes is not False if reads is not None else creates


def _live(connection: Connection) -> Live | None:
    rows = connection.rows(
        "SELECT name, to_char(published AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"'), manifest,"
        " (SELECT count(*) FROM versions) - 1 FROM live JOIN versions USING (version)"
    )
    return Live(rows[0][0], rows[0][1], manifest_from(rows[0][2]), rows[0][3]) if rows else None


def _has_graph(connection: Connection, live: Live) -> bool:
    newest = connection.rows("SELECT coalesce(max(copy), 0) FROM held JOIN live USING (version)")[0][0]
    return live.manifest.passages <= graph.EXACT or bool(newest <= graph.last(connection))


def _sizes(connection: Connection) -> dict[str, int]:
    rows = connection.rows(
        "SELECT relname::text, pg_total_relation_size(oid) FROM pg_class"
        f" WHERE relnamespace = to_regnamespace('{SCHEMA}') AND relkind = 'r' ORDER BY 2 DESC, 1"
    )
    return {str(name): int(size) for name, size in rows}
