"""Run the examples of the documentation, and write below each what it prints.

An example is a line ``$ reportbot …`` of a ``console`` block; what it prints stands below it. Where the last line
shown is ``…``, the lines above it are the first of the output. Where nothing is shown, nothing is compared.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import re
import shlex
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Final

from bot.__main__ import main as reportbot
from bot.config import Settings
from corpus.describe.sidecar import BUNDLED
from index.build import build
from index.encoder import SentenceEncoder

ROOT: Final = Path(__file__).resolve().parent.parent
PAGES: Final = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
MORE: Final = "…"
_BLOCK: Final = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.M | re.S)


@dataclass(frozen=True, slots=True)
class Example:
    """A command as it is typed, and the lines shown below it."""

    command: str
    shown: tuple[str, ...] = ()

    def with_output(self, printed: str) -> Example:
        """The same command with what it prints now, cut where the example is cut."""
        lines = printed.rstrip("\n").split("\n")
        if self.shown[-1:] == (MORE,):
            lines = [*lines[: len(self.shown) - 1], MORE]
        return Example(self.command, tuple(lines) if self.shown else ())

    def __str__(self) -> str:
        return "".join(f"{line}\n" for line in (f"$ {self.command}", *self.shown))


def examples(text: str) -> list[Example]:
    """The examples of a page, in order."""
    return [example for block in _BLOCK.findall(text) for example in _of_block(block)]


def updated(text: str) -> str:
    """A page with what its examples print now."""
    return _BLOCK.sub(lambda block: "".join(str(one.with_output(run(one)[0])) for one in _of_block(block[0])), text)


def run(example: Example) -> tuple[str, int]:
    """What a terminal shows of an example, and its exit code.

    Raises:
        ValueError: the command is not ``reportbot``.
    """
    program, *arguments = shlex.split(example.command)
    if Path(program).name != "reportbot":
        raise ValueError(f"{example.command}: only reportbot is run; show another command in a block of `sh`")
    screen = io.StringIO()
    with contextlib.redirect_stdout(screen), contextlib.redirect_stderr(screen):
        try:
            code = reportbot(arguments)
        except SystemExit as end:  # argparse has refused the arguments, or printed its help
            code = int(end.code or 0)
    return screen.getvalue(), code


@contextlib.contextmanager
def empty_folder(index: Path) -> Iterator[None]:
    """Work in a new folder, with the default settings and this index of the bundled reports."""
    kept = dict(os.environ)
    for setting in fields(Settings):
        os.environ.pop(setting.metadata["variable"], None)
    os.environ["REPORTBOT_INDEX"] = str(index)
    try:
        with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
            yield
    finally:
        os.environ.clear()
        os.environ.update(kept)


def _of_block(block: str) -> Iterator[Example]:
    for part in re.split(r"^\$ ", block, flags=re.M)[1:]:
        command, *shown = part.rstrip("\n").split("\n")
        yield Example(command, tuple(shown))


def main(arguments: Sequence[str] | None = None) -> int:
    """Update every page, and name those that have changed."""
    argparse.ArgumentParser(description=__doc__).parse_args(arguments)
    index = ROOT / ".index"
    build([BUNDLED], index, SentenceEncoder)
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        with empty_folder(index):
            new = updated(text)
        if new != text:
            page.write_text(new, encoding="utf-8")
            print(f"changed: {page.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
