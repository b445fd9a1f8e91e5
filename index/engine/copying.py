"""One report as the engine's tables have it: made from a local index, written, and read back."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from index.engine import bm25
from index.engine.connection import Connection
from index.engine.schema import OF_COPY
from index.errors import EngineError
from index.lexical import Stemmer, entry_of
from index.parts import RowsById
from index.store import Store
from index.types import Vectors, sentence_ids

# Columns of the tables behind ``copy``, and their types; vectors are packed by hand.
TYPES: Final = {
    "reports": ("id, fields, joined, sum", ("text", "text", "text", "int8")),
    "pages": ("number, label, text, marks, sum", ("int4", "text", "text", "text", "int8")),
    "passages": ("id, kind, heading, sentences, lead_in, sum", ("int4", "text", "text", "text", "text", "int8")),
    "findings": (
        "number, kind, heading, spans, lead_in, sentences, sum",
        ("int4", "text", "text", "text", "text", "text", "int8"),
    ),
    "judgments": (
        "number, area, grade, printed, spans, form, heading, sum",
        ("int4", "text", "text", "text", "text", "text", "text", "int8"),
    ),
    "postings": ("stem, part, in_text, in_heading, packed", ("text", "int4", "int4", "int4", "bytea")),
    "sentences": ("id, rows", ("int4", "bytea")),
}
PART: Final = 240  # postings in a row: an index holds rows of up to 2,704 bytes, with a word of up to 40
Rows = list[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Content:
    """All rows of one report, by table, without the number of the copy; ``key`` is the hash of them all."""

    report_id: str
    key: str
    first: int
    ids: tuple[int, ...]
    tables: dict[str, Rows]
    vectors: Vectors
    words: int
    heading_words: int


@dataclass(frozen=True, slots=True)
class Local:
    """What a local index has open for copying."""

    store: Store
    vectors: RowsById
    sentences: RowsById
    stemmer: Stemmer


def key_of(local: Local, report_id: str) -> str:
    """The hash of all that a report has in a local index."""
    digest = hashlib.sha256(bm25.VERSION.encode())
    for table in ("reports", "pages", "passages", "findings", "judgments"):
        rows = local.store.sealed(table, report_id)
        digest.update(repr(sorted((row[0], row[1], row[-1]) for row in rows)).encode())
    ids = local.store.passage_ids([report_id])
    digest.update(local.vectors.rows(ids).tobytes())
    for stored in local.store.passages_of(report_id):
        digest.update(local.sentences.rows(stored.sentence_ids).tobytes())
    return digest.hexdigest()


def content_of(local: Local, report_id: str, key: str) -> Content:
    """All rows of a report of a local index.

    Raises:
        EngineError: the ids of its passages have gaps, which the tables cannot hold.
    """
    tables = {name: [_own(name, row) for row in local.store.sealed(name, report_id)] for name in list(TYPES)[:5]}
    passages = local.store.passages_of(report_id)
    ids = [stored.id for stored in passages]
    if ids != list(range(ids[0], ids[0] + len(ids))):
        raise EngineError(f"the passages of {report_id} are not numbered in a row: run scripts/rebuild_index.py --full")
    entries = [entry_of(stored) for stored in passages]
    counted = [(e.id, local.stemmer.every(e.text), local.stemmer.every(e.heading)) for e in entries]
    tables["postings"] = [
        (stem, number, *bm25.counted(part), part.tobytes())
        for stem, rows in bm25.postings_of(counted).items()
        for number, part in enumerate(np.split(rows, range(PART, len(rows), PART)))
    ]
    tables["sentences"] = [
        (p.id, local.sentences.rows(sentence_ids(p.id, len(p.sentences))).astype("<f2").tobytes()) for p in passages
    ]
    words, above = sum(len(text) for _, text, _ in counted), sum(len(heading) for *_, heading in counted)
    return Content(report_id, key, ids[0], tuple(ids), tables, local.vectors.rows(ids), words, above)


def _own(table: str, row: tuple[Any, ...]) -> tuple[Any, ...]:
    """A row without the id of its report, which the copy has."""
    if table == "reports":
        return row
    return (row[0], *row[2:]) if table == "passages" else row[1:]


def write(connection: Connection, content: Content) -> int:
    """Write a report as a new copy, within a transaction, and see that each row came back as it was sent.

    Raises:
        EngineError: a row did not.
    """
    ((copy,),) = connection.rows(
        "INSERT INTO copies (key, report_id, first, passages, words, heading_words) VALUES (%s, %s, %s, %s, %s, %s)"
        " RETURNING copy",
        (content.key, content.report_id, content.first, len(content.ids), content.words, content.heading_words),
    )
    for table, (columns, types) in TYPES.items():
        rows = ((copy, *row) for row in content.tables[table])
        connection.copy(f"{table} (copy, {columns})", ("int4", *types), rows)
    connection.copy_packed("vectors (copy, id, row)", packed_vectors(copy, content.ids, content.vectors))
    if wrong := differences(connection, copy, content):
        raise EngineError(f"{wrong} of {content.report_id} did not arrive as they were sent: run the push again")
    return int(copy)


def packed_vectors(copy: int, ids: tuple[int, ...], rows: Vectors) -> bytes:
    """Rows of ``vectors`` as COPY's binary format has them: each number behind its length in bytes."""
    dim = rows.shape[1]
    form = [("n", ">i2"), ("a", ">i4"), ("copy", ">i4"), ("b", ">i4"), ("id", ">i4"), ("c", ">i4")]
    packed = np.zeros(len(ids), dtype=[*form, ("dim", ">u2"), ("unused", ">u2"), ("row", ">f4", (dim,))])
    packed["n"], packed["a"], packed["b"], packed["c"] = 3, 4, 4, 4 + 4 * dim
    packed["copy"], packed["id"], packed["dim"], packed["row"] = copy, ids, dim, rows
    return packed.tobytes()


def differences(connection: Connection, copy: int, content: Content) -> str:
    """The tables in which a copy's rows are not those of a report, by name; nothing where each is the same."""
    found = []
    for table, (columns, _) in TYPES.items():
        rows = connection.rows(f"SELECT {columns} FROM {table} WHERE copy = %s ORDER BY {OF_COPY[table]}", (copy,))
        if rows != sorted(content.tables[table], key=lambda row: row[0]):
            found.append(table)
    rows = connection.rows("SELECT id, vector_send(row) FROM vectors WHERE copy = %s ORDER BY id", (copy,))
    sent = [(id, row.astype(">f4").tobytes()) for id, row in zip(content.ids, content.vectors, strict=True)]
    if [(id, packed[4:]) for id, packed in rows] != sorted(sent):
        found.append("vectors")
    return ", ".join(found)
