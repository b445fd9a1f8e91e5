"""The live index: opened once, opened anew when a rebuild has replaced it."""

from __future__ import annotations

from pathlib import Path

from bot.answer import Answerer, Asked
from bot.types import Answer
from corpus.gazetteer import Gazetteer
from index import generation as generations
from index.search import Index
from index.types import Encoder


class LiveAnswerer:
    """Answers each question from the generation that is live when it is asked."""

    def __init__(self, folder: Path, encoder: Encoder, names: Gazetteer, quotes: int) -> None:
        """Open the live generation.

        Raises:
            IndexMissing: there is none.
            IndexMismatch: it was made by other versions or with another model.
        """
        self._folder = folder
        self._encoder = encoder
        self._names = names
        self._quotes = quotes
        self._open(generations.current(folder))

    def _open(self, generation: generations.Generation) -> None:
        self.index = Index(generation, self._encoder)
        self._answerer = Answerer(self.index, self._names)

    def refresh(self) -> None:
        """Take up a new generation, if there is one."""
        live = generations.current(self._folder)
        if live.name != self.index.generation:
            self._open(live)

    def answer(self, asked: Asked) -> Answer:
        """Answer a question from the generation that is live now."""
        self.refresh()
        return self._answerer.answer(asked)

    def __call__(
        self, question: str, *, body: str | None = None, since: int | None = None, until: int | None = None
    ) -> Answer:
        """Answer a question asked in Discord."""
        return self.answer(Asked(question, body, since, until, self._quotes))
