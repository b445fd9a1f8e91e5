"""One generation of the index without its vectors: the reports, their text, and the search by words."""

from __future__ import annotations

from corpus.types import Report, Skipped
from index.generation import Generation
from index.lexical import LexicalIndex
from index.store import Store


class Texts:
    """The texts of one generation, opened for reading; safe to use from one thread at a time.

    Registers and the check of quotations need no more than this, so that they start without an encoder.
    """

    def __init__(self, generation: Generation, without: frozenset[str] = frozenset()) -> None:
        """Open the texts of a generation, but for the damaged reports of the ids ``without``.

        Raises:
            IndexMismatch: it was made by another version.
            IndexDamaged: a file of it is not as it was written.
        """
        self.generation = generation
        self.manifest = generation.read_manifest()
        if not without:  # it was checked when it was opened whole
            generation.check()
        self.read = generation.proving()
        self.store = Store.open(generation.store, without=without, data=self.read(generation.store))
        self.lexical = LexicalIndex(generation.lexical, self.read)
        self.reports: dict[str, Report] = {report.id: report for report in self.store.reports()}
        self.skipped: tuple[Skipped, ...] = tuple(self.store.skipped())
