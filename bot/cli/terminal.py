"""What a terminal is shown: words alone, and nothing that steers it, whoever wrote them."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from typing import TextIO

from corpus.clean import shown


class _Clean(io.TextIOBase):
    """Passes on what is written to a stream, without the characters that steer a terminal; all else is the stream's."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream

    def write(self, text: str) -> int:
        """Write text, and say that all of it is written."""
        self.stream.write(shown(text))
        return len(text)

    def flush(self) -> None:
        """Flush the stream."""
        self.stream.flush()

    def fileno(self) -> int:
        """The number of the stream's file."""
        return self.stream.fileno()

    def isatty(self) -> bool:
        """Whether the stream is a terminal."""
        return self.stream.isatty()

    @property
    def encoding(self) -> str:  # type: ignore[override]  # a property serves as the attribute does
        """The stream's encoding."""
        return self.stream.encoding


def bare(stream: TextIO) -> TextIO:
    """The stream behind one that is cleaned: for what cleans its words itself, or steers the terminal by right."""
    return stream.stream if isinstance(stream, _Clean) else stream


@contextmanager
def words_alone() -> Iterator[None]:
    """Have what is printed in the block cleaned, on both streams."""
    with redirect_stdout(_Clean(sys.stdout)), redirect_stderr(_Clean(sys.stderr)):
        yield
