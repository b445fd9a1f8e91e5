"""The tables of an index in a database, and how a database comes to have them.

What a report's file gave stands in the database as one *copy*, which never changes and is known by the hash of its
rows. A *version* is a list of copies: reports that two versions share are kept once.
"""

from __future__ import annotations

from typing import Final

from index.engine.connection import SCHEMA, Connection
from index.errors import EngineError, IndexMismatch

VERSION: Final = 2  # of the tables: raise it, and add a migration, when they change
LOCK: Final = 7_411_020_811  # of the one who writes: an advisory lock of the database
VECTOR: Final = (0, 8)  # the first version of pgvector that searches on where a filter leaves too few
# Tables whose rows belong to a copy, and the columns that sort them.
OF_COPY: Final = {
    "reports": "id",
    "pages": "number",
    "passages": "id",
    "findings": "number",
    "judgments": "number",
    "postings": "stem, part",
    "vectors": "id",
    "sentences": "id",
}

MIGRATIONS: Final = (
    """
CREATE TABLE copies (
    copy int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, key text NOT NULL UNIQUE, report_id text COLLATE "C" NOT NULL,
    first int NOT NULL, passages int NOT NULL, words bigint NOT NULL, heading_words bigint NOT NULL
);
CREATE TABLE reports (
    copy int PRIMARY KEY, id text COLLATE "C" NOT NULL, fields text NOT NULL, joined text NOT NULL, sum bigint NOT NULL
);
CREATE TABLE pages (
    copy int, number int, label text, text text NOT NULL, marks text NOT NULL, sum bigint NOT NULL,
    PRIMARY KEY (copy, number)
);
CREATE TABLE passages (
    copy int, id int, kind text NOT NULL, heading text NOT NULL, sentences text NOT NULL, lead_in text NOT NULL,
    sum bigint NOT NULL, PRIMARY KEY (copy, id)
);
CREATE TABLE findings (
    copy int, number int, kind text NOT NULL, heading text NOT NULL, spans text NOT NULL, lead_in text NOT NULL,
    sentences text NOT NULL, sum bigint NOT NULL, PRIMARY KEY (copy, number)
);
CREATE TABLE judgments (
    copy int, number int, area text NOT NULL, grade text NOT NULL, printed text NOT NULL, spans text NOT NULL,
    form text NOT NULL, heading text NOT NULL, sum bigint NOT NULL, PRIMARY KEY (copy, number)
);
CREATE TABLE postings (
    stem text COLLATE "C", copy int, in_text int NOT NULL, in_heading int NOT NULL, packed bytea NOT NULL,
    PRIMARY KEY (stem, copy)
);
CREATE INDEX postings_of_copy ON postings (copy);
CREATE TABLE vectors (copy int, id int, row vector({dim}) NOT NULL, PRIMARY KEY (copy, id));
ALTER TABLE vectors ALTER COLUMN row SET STORAGE PLAIN;
CREATE TABLE sentences (copy int, id int, rows bytea NOT NULL, PRIMARY KEY (copy, id));
ALTER TABLE sentences ALTER COLUMN rows SET STORAGE EXTERNAL;
CREATE TABLE versions (
    version int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL UNIQUE, manifest text NOT NULL,
    published timestamptz NOT NULL DEFAULT now(), replaced timestamptz
);
CREATE TABLE held (
    version int, report_id text COLLATE "C", place int NOT NULL, copy int NOT NULL, PRIMARY KEY (version, report_id)
);
CREATE TABLE files (
    version int, corpus text COLLATE "C", source text COLLATE "C", sha256 text NOT NULL, recipe text NOT NULL,
    report_id text, reason text, sum bigint NOT NULL, PRIMARY KEY (version, corpus, source)
);
CREATE TABLE lexicon (
    version int, stem text COLLATE "C", in_text bigint NOT NULL, in_heading bigint NOT NULL,
    PRIMARY KEY (version, stem)
);
CREATE TABLE live (one boolean PRIMARY KEY DEFAULT true CHECK (one), version int NOT NULL);
""",
    # Postings are read from their index alone: those of a word lie there side by side, where the table has them in the
    # order in which reports were sent. What an older program sent is sent anew.
    """
DROP INDEX IF EXISTS vectors_near;
TRUNCATE copies, reports, pages, passages, findings, judgments, postings, vectors, sentences;
TRUNCATE versions, held, files, lexicon, live;
ALTER TABLE postings DROP CONSTRAINT postings_pkey;
ALTER TABLE postings ADD COLUMN part int NOT NULL;
ALTER TABLE postings ALTER COLUMN packed SET STORAGE EXTERNAL;
ALTER TABLE postings ADD PRIMARY KEY (stem, copy, part) INCLUDE (packed);
""",
)


def found_version(connection: Connection) -> int:
    """The version of the tables in a database, 0 where there are none."""
    ((table,),) = connection.rows(f"SELECT to_regclass('{SCHEMA}.schema_version') IS NOT NULL")
    if not table:
        return 0
    return max((int(number) for (number,) in connection.rows("SELECT number FROM schema_version")), default=0)


def check(connection: Connection) -> None:
    """See whether a database has the tables of this program.

    Raises:
        IndexMismatch: it has those of another version, or none.
    """
    if (found := found_version(connection)) != VERSION:
        what = f"tables of version {found}, this program reads {VERSION}" if found else "no index yet"
        raise IndexMismatch(f"the engine has {what}: run `reportbot engine push`")


def bring_up_to_date(connection: Connection, dim: int) -> None:
    """Make the tables that a database lacks, for rows of length ``dim``; all of them, or none.

    Raises:
        EngineError: it has tables of a newer program, or for rows of another length.
    """
    with connection.transaction():
        if (found := found_version(connection)) > VERSION:
            raise EngineError(f"the engine has tables of version {found}, this program knows {VERSION}: update it")
        if not found:
            connection.run(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")
            connection.run("CREATE EXTENSION IF NOT EXISTS vector SCHEMA public")
            connection.run("CREATE TABLE schema_version (number int PRIMARY KEY, made timestamptz DEFAULT now())")
        for number, statements in enumerate(MIGRATIONS[found:], start=found + 1):
            for statement in statements.format(dim=dim).split(";\n"):
                if statement.strip():
                    connection.run(statement)
            connection.run("INSERT INTO schema_version VALUES (%s)", (number,))
    held = connection.rows(
        "SELECT atttypmod FROM pg_attribute WHERE attrelid = 'vectors'::regclass AND attname = 'row'"
    )
    if held[0][0] != dim:
        raise EngineError(
            f"the engine holds rows of {held[0][0]} numbers, the index has {dim}: give each model a database of its own"
        )
