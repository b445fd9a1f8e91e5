"""Finds passages by their words with tantivy: English stems, BM25."""

from __future__ import annotations

import contextlib
import errno
import math
import os
import re
import tempfile
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import tantivy

from corpus.structure.text import searchable
from index.checksums import Reader, held
from index.database import rebuild_of
from index.errors import IndexDamaged
from index.types import StoredPassage

STOP_WORDS = frozenset(
    "a an the and or but if of to in on at by for from with without about into over under as is are was were be"
    " been being am do does did doing done have has had having will would shall should can could may might must"
    " not no nor so than then that this these those there here it its it's they them their theirs he him his she"
    " her hers we us our ours you your yours i me my mine who whom whose which what when where why how whether"
    " any some all each every both few more most much many other another such only own same too very just also"
    " get gets got getting say says said tell tells told find finds found give gives given make makes made go"
    " goes going went please according".split()
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One passage as the lexical index holds it."""

    id: int
    report_id: str
    text: str
    heading: str


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("id", stored=True, indexed=True)
    builder.add_text_field("report", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("text", tokenizer_name="en_stem", index_option="freq")
    builder.add_text_field("heading", tokenizer_name="en_stem", index_option="freq")
    return builder.build()


def entry_of(stored: StoredPassage) -> Entry:
    """A passage as the lexical index holds it."""
    words = f"{stored.lead_in} {stored.text}"
    return Entry(stored.id, stored.report_id, searchable(words), searchable(" ".join(stored.passage.heading)))


def _analyzer() -> tantivy.TextAnalyzer:
    """The same steps as tantivy's ``en_stem``, for questions."""
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    for step in (tantivy.Filter.remove_long(40), tantivy.Filter.lowercase(), tantivy.Filter.stemmer("english")):
        builder = builder.filter(step)
    return builder.build()


_CLIPPED = frozenset(("wo", "ca", "ai", "sha"))
# Contractions typed without an apostrophe.
_HASTY = frozenset(
    "arent cant couldnt didnt doesnt dont hadnt hasnt havent heres hows isnt ive shouldnt thats theres theyre"
    " theyve wasnt werent whats wheres whos whys wont wouldnt youre".split()
)
_LEFT_OUT = STOP_WORDS | _CLIPPED | _HASTY

MEMORY = Path("/dev/shm")  # a folder in memory, where the system has one: a full disk is no hindrance to reading
HEADING_WEIGHT = 0.5  # of a word found in the headings above a passage, against one in its text


def _opened(folder: Path, read: Reader) -> tantivy.Index:
    """The index in a folder, opened by way of copies of its files: tantivy writes a lock beside what it reads.

    It has all files open, or in memory, when this returns, and needs the copies no longer; but it may be just about to
    look whether there is a newer commit.
    """
    in_memory = MEMORY if os.access(MEMORY, os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="reportbot-", dir=in_memory, ignore_cleanup_errors=True) as copies:
        for path in folder.iterdir():
            if path.suffix != ".lock":
                _place(path, Path(copies) / path.name, read)
        return tantivy.Index.open(copies)


def _place(path: Path, copy: Path, read: Reader) -> None:
    """Copy a file as it is read; a large one, or one that there is no room for, is linked to."""
    if (data := read(path)) is not None:
        with contextlib.suppress(OSError):
            copy.write_bytes(data)
            return
        copy.unlink(missing_ok=True)
    copy.symlink_to(path.absolute())


class Stemmer:
    """Parts a text into the stems of its words."""

    def __init__(self) -> None:
        self._analyzer = _analyzer()

    def every(self, text: str) -> list[str]:
        """The stems of all words, stop words too, in order: what an index counts."""
        return self._analyzer.analyze(text)

    def stems(self, text: str) -> list[str]:
        """The stems of a text's words, stop words left out, in order, each once."""
        whole = (word.strip("?!.,;:()\"'") for word in text.lower().replace("\u2019", "'").split())
        # The tokenizer would part "weren't" and "there's"; what is left of them is a stop word, or no word.
        plain = (re.sub(r"(?:n't|'\w{1,2})$", "", word) for word in whole)
        kept = " ".join(word for word in plain if word not in _LEFT_OUT)
        stems = (stem for stem in self._analyzer.analyze(kept) if stem not in STOP_WORDS)
        return list(dict.fromkeys(stem for stem in stems if len(stem) > 1 or stem.isdigit()))


def rarity(held: int, passages: int) -> float:
    """How much a word tells that ``held`` of so many passages hold."""
    return math.log((passages + 1) / (held + 0.5))


class LexicalIndex:
    """A tantivy index in a folder."""

    def __init__(self, folder: Path, read: Reader = held) -> None:
        """Open the index in a folder, which writes nothing there, or make one where there is none.

        Its files are ``read`` once, and held in memory, but for large ones.

        Raises:
            IndexDamaged: it cannot be read.
        """
        self._folder = folder
        self._schema = _schema()
        self.stems = Stemmer().stems
        with self._proved():
            self._index = _opened(folder, read) if (folder / "meta.json").exists() else self._writable()
            self._searcher = self._index.searcher()

    def _writable(self) -> tantivy.Index:
        return tantivy.Index(self._schema, str(self._folder), reuse=True)

    @contextlib.contextmanager
    def _proved(self) -> Iterator[None]:
        """Tell of what tantivy makes of damaged files, panics among it, in one sentence."""
        try:
            yield
        except BaseException as error:
            if not isinstance(error, ValueError | OSError) and type(error).__name__ != "PanicException":
                raise
            raise IndexDamaged(f"{self._folder} is damaged ({error}): run {rebuild_of(self._folder.parent)}") from error

    def add(self, entries: Iterable[Entry]) -> None:
        """Add passages, in one commit.

        There is no removing: tantivy goes on counting removed documents, in :meth:`rarity` and in scores.
        """
        try:
            self._index = self._writable()
            writer = self._index.writer(heap_size=64_000_000, num_threads=1)
            for entry in entries:
                fields = {"id": entry.id, "report": entry.report_id, "text": entry.text, "heading": entry.heading}
                writer.add_document(tantivy.Document.from_dict(fields, self._schema))
            writer.commit()
            writer.wait_merging_threads()
        except ValueError as error:  # of the disk: tantivy has no errors of its own
            raise OSError(errno.EIO, str(error), str(self._folder)) from error
        self._index.reload()
        self._searcher = self._index.searcher()

    def __len__(self) -> int:
        return int(self._searcher.num_docs)

    def rarity(self, stem: str) -> float:
        """How much a word tells: log((N + 1) / (n + 0.5)) for n of N passages that hold it."""
        with self._proved():
            held = int(self._searcher.doc_freq("text", stem))
        return rarity(held, len(self))

    def is_known(self, stem: str) -> bool:
        """Whether any passage, or a heading above one, holds the word."""
        with self._proved():
            return any(self._searcher.doc_freq(field, stem) for field in ("text", "heading"))

    def search(
        self, stems: Collection[str], count: int, reports: Collection[str] | None = None
    ) -> list[tuple[int, float]]:
        """Passages that hold any of the stems: ids and BM25 scores, best first."""
        if not stems or not len(self) or (reports is not None and not reports):
            return []
        wanted = tantivy.Query.boolean_query([(tantivy.Occur.Should, self._word(stem)) for stem in stems])
        if reports is not None:
            held = tantivy.Query.term_set_query(self._schema, "report", list(reports))
            only = tantivy.Query.const_score_query(held, 0.0)
            wanted = tantivy.Query.boolean_query([(tantivy.Occur.Must, wanted), (tantivy.Occur.Must, only)])
        with self._proved():
            hits = self._searcher.search(wanted, count).hits
            found = [(int(self._searcher.doc(address)["id"][0]), float(score)) for score, address in hits]
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))

    def _word(self, stem: str) -> tantivy.Query:
        in_text = tantivy.Query.term_query(self._schema, "text", stem, index_option="freq")
        above = tantivy.Query.term_query(self._schema, "heading", stem, index_option="freq")
        return tantivy.Query.boolean_query(
            [(tantivy.Occur.Should, in_text), (tantivy.Occur.Should, tantivy.Query.boost_query(above, HEADING_WEIGHT))]
        )
