"""The versions of an index in an engine, and the one that is live."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from index import generation as generations
from index.address import Address
from index.checksums import SAMPLE
from index.engine import schema
from index.engine.connection import Connection
from index.engine.held import Held
from index.engine.proof import hold_as_written
from index.engine.rows import EngineSentences, EngineVectors
from index.engine.store import EngineStore
from index.engine.words import EngineWords
from index.errors import IndexMismatch, IndexMissing
from index.generation import Manifest
from index.parts import NearRows, Parts, RowsById
from index.types import Model

PUSH: Final = "scripts/rebuild_index.py, then `reportbot engine push`"


@dataclass(frozen=True)
class EngineVersion:
    """One version: what a push has made live at a time. It never changes."""

    connection: Connection
    number: int
    name: str
    manifest: str = field(repr=False)
    rebuild: str = PUSH

    def read_manifest(self) -> Manifest:
        """The manifest of the generation that was pushed.

        Raises:
            IndexMismatch: another version of the program made it.
        """
        found = manifest_from(self.manifest)
        if found.schema != generations.SCHEMA:
            raise IndexMismatch(
                f"the index in the engine has schema {found.schema}, this program reads {generations.SCHEMA}:"
                f" run {self.rebuild}"
            )
        return found

    def check(self, sample: int | None = SAMPLE) -> None:
        """See whether every row is as it was written; with a ``sample`` nothing, since each row is proved when read.

        It has a connection of its own, so that answers go on beside it.

        Raises:
            IndexDamaged: a row is not.
        """
        if sample is None:
            own = Connection(self.connection.address, slow=None)
            try:
                hold_as_written(own, Held.read(own, self.number), self.rebuild)
            finally:
                own.close()

    def prove(self) -> None:
        """Nothing: each row is proved whenever it is read, and many bots would read everything hour by hour."""

    def parts(self, without: frozenset[str] = frozenset()) -> Parts:
        """Open its parts, but for the damaged reports of these ids."""
        held = Held.read(self.connection, self.number)
        dim = self.read_manifest().model.dim

        def rows() -> tuple[NearRows, RowsById]:
            return EngineVectors(self.connection, held), EngineSentences(self.connection, held, dim)

        store = EngineStore(self.connection, held, self.rebuild, without)
        return Parts(store, EngineWords(self.connection, held), rows)


class Engine:
    """An index in an engine."""

    def __init__(self, address: Address) -> None:
        """Connect when it is first needed."""
        self.connection = Connection(address)
        self._checked = 0  # connections after which the tables have been looked at

    @property
    def where(self) -> str:
        """The address, with its password."""
        return self.connection.address.url

    def current(self) -> EngineVersion:
        """The live version.

        Raises:
            IndexMissing: there is none.
            IndexMismatch: the tables are those of another version of the program.
            EngineDown: the engine cannot be reached.
        """
        if self._checked != self.connection.made or not self._checked:
            schema.check(self.connection)
            self._checked = self.connection.made
        rows = self.connection.rows("SELECT version, name, manifest FROM live JOIN versions USING (version)")
        if not rows:
            raise IndexMissing("no index in the engine yet: run `reportbot engine push`")
        return EngineVersion(self.connection, *rows[0])


def manifest_text(manifest: Manifest) -> str:
    """A manifest as JSON."""
    return json.dumps(asdict(manifest))


def manifest_from(text: str) -> Manifest:
    """The manifest that :func:`manifest_text` wrote."""
    fields: dict[str, Any] = json.loads(text)
    return Manifest(**fields | {"model": Model(**fields["model"])})
