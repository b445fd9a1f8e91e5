"""One state of the index without its vectors: the reports, their text, and the search by words."""

from __future__ import annotations

from typing import Protocol

from corpus.types import Report, Skipped
from index.checksums import SAMPLE
from index.generation import Manifest
from index.parts import Parts


class Version(Protocol):
    """One state of an index, which never changes: a generation in a folder, or a version in an engine."""

    @property
    def name(self) -> str:
        """What tells it from all others."""

    @property
    def rebuild(self) -> str:
        """The command that makes the index anew."""

    def read_manifest(self) -> Manifest:
        """What made it, and how much it holds; raises ``IndexMismatch`` where another version of the program did."""

    def check(self, sample: int | None = SAMPLE) -> None:
        """See whether it is as it was written, in all or by a sample; raises ``IndexDamaged``."""

    def prove(self) -> None:
        """Do of that check what is to be done again and again while answers are given; raises ``IndexDamaged``."""

    def parts(self, without: frozenset[str] = frozenset()) -> Parts:
        """Open its parts, but for the damaged reports of these ids; raises ``IndexDamaged``."""


class Texts:
    """The texts of one state of an index, opened for reading; safe to use from one thread at a time.

    Registers and the check of quotations need no more than this, so that they start without an encoder.
    """

    def __init__(self, generation: Version, without: frozenset[str] = frozenset()) -> None:
        """Open the texts of a generation, but for the damaged reports of the ids ``without``.

        Raises:
            IndexMismatch: it was made by another version.
            IndexDamaged: a file of it is not as it was written.
        """
        self.generation = generation
        self.manifest = generation.read_manifest()
        if not without:  # it was checked when it was opened whole
            generation.check()
        parts = generation.parts(without)
        self.store, self.lexical, self.rows = parts.store, parts.words, parts.rows
        self.reports: dict[str, Report] = {report.id: report for report in self.store.reports()}
        self.skipped: tuple[Skipped, ...] = tuple(self.store.skipped())
