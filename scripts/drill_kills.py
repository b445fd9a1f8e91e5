"""Rebuilds that are killed or interrupted at any moment: what is left is a whole index, never a mixture.

A process rebuilds an index of a corpus that changes each time, and is ended by SIGKILL, SIGINT or SIGTERM after a time
that follows from ``--seed``. After each, the index answers as before or as after; what was left behind goes with the
next rebuild. Every tenth is a command as a person would start it; the others are forks of this process, which has
imported all that they need and reads reports within itself, so that what is interrupted is the rebuild.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from unittest import mock

import corpus.folder
from bot.cli.progress import bar
from index import generation as generations
from index.store import Store
from scripts import rebuild_index
from scripts.hashed_encoder import HashedEncoder

ROOT: Final = Path(__file__).resolve().parent.parent
REPORTS: Final = 12
TEXT: Final = (
    "# An inspection of Kent Police\n\nThe force answers calls of kind {number} in state {state} well.\n\n{more}"
)
MORE: Final = "In {number} of cases of kind {other} officers came on time, and victims were told why.\n\n"
REBUILD: Final = """
import sys
try:
    from scripts.hashed_encoder import HashedEncoder
    from scripts.rebuild_index import main
except KeyboardInterrupt:
    sys.exit(1)
sys.exit(main(sys.argv[1:], HashedEncoder))
"""
SETTLED: Final = 10  # kills after which one is of a command, and rebuilds are left alone
LATEST: Final = 4  # times what a rebuild of one changed report takes: more change where some were killed
LONGEST_SECONDS: Final = 300


def write(corpus: Path, state: int, changed: Sequence[int]) -> None:
    """Bring some reports of a corpus into a state, which their words tell."""
    for number in changed:
        more = "".join(MORE.format(number=number, other=other) for other in range(30))
        (corpus / f"{number}.md").write_text(TEXT.format(number=number, state=state, more=more))


def states(index: Path) -> tuple[str, ...]:
    """The state of each report in an index, which is proved whole."""
    live = generations.current(index)
    live.check(sample=None)
    store = Store.open(live.store)
    try:
        found = {report.source: store.text(report.id).pages[1] for report in store.reports()}
        for report in store.reports():
            store.passages_of(report.id)
    finally:
        store.close()
    return tuple(f"{source} {text.split('in state ')[1].split()[0]}" for source, text in sorted(found.items()))


class Command:
    """A rebuild as a person starts it."""

    def __init__(self, arguments: Sequence[str], said: Path) -> None:
        with said.open("w") as file:
            command = [sys.executable, "-c", REBUILD, *arguments]
            self._process = subprocess.Popen(command, cwd=ROOT, stdout=file, stderr=file)
        self.pid = self._process.pid

    def ended(self, seconds: float) -> bool:
        """Wait, and tell whether it has ended."""
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True


class Fork:
    """A rebuild in a fork of this process."""

    def __init__(self, arguments: Sequence[str], said: Path) -> None:
        process = multiprocessing.get_context("fork").Process(target=_rebuild, args=(arguments, said))
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # until it can be told what of
        process.start()
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        assert process.pid is not None
        self._process, self.pid = process, process.pid

    def ended(self, seconds: float) -> bool:
        """Wait, and tell whether it has ended."""
        self._process.join(seconds)
        return self._process.exitcode is not None


class ReadHere:
    """Reads reports in this process, in the place of a worker."""

    def __init__(self, job: str) -> None:
        self.call = lambda file, answer, limits: corpus.folder.read_report(file)

    def stop(self) -> None:
        """There is nothing to stop."""

    def __enter__(self) -> ReadHere:
        return self

    def __exit__(self, *error: object) -> None:
        self.stop()


def _rebuild(arguments: Sequence[str], said: Path) -> None:
    """Be the fork that rebuilds."""
    with said.open("w") as file:
        os.dup2(file.fileno(), 1), os.dup2(file.fileno(), 2)
    patched = mock.patch("corpus.folder.Worker", ReadHere)
    patched.start()
    try:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    except KeyboardInterrupt:  # before there was a rebuild
        os._exit(1)
    try:
        rebuild_index.main(arguments, HashedEncoder)
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(0)


@dataclass(slots=True)
class Drill:
    """A corpus and its index, what it held before, and what was seen."""

    folder: Path
    seed: int
    takes: dict[type[Command | Fork], float] = field(default_factory=dict)  # seconds of a whole rebuild
    before: tuple[str, ...] = ()
    seen: Counter[str] = field(default_factory=Counter)
    failed: list[str] = field(default_factory=list)

    @property
    def corpus(self) -> Path:
        """The reports."""
        return self.folder / "corpus"

    @property
    def index(self) -> Path:
        """What is rebuilt."""
        return self.folder / "index"

    def begin(self) -> None:
        """Build the index, and see how long a rebuild takes."""
        self.corpus.mkdir()
        write(self.corpus, 0, range(REPORTS))
        self._rebuilt(Command)
        for way in (Command, Fork):
            write(self.corpus, 0, [0])
            began = time.monotonic()
            self._rebuilt(way)
            self.takes[way] = time.monotonic() - began
        self.before = states(self.index)

    def _start(self, way: type[Command | Fork]) -> Command | Fork:
        return way(["--json", "--corpus", str(self.corpus), "--index", str(self.index)], self.folder / "said")

    def kill(self, number: int) -> None:
        """Change a report, end the rebuild that follows, and look at the index."""
        chosen = random.Random(f"{self.seed} {number}")
        write(self.corpus, number, [chosen.randrange(REPORTS)])
        how = chosen.choice((signal.SIGKILL, signal.SIGKILL, signal.SIGINT, signal.SIGTERM))
        way = Fork if number % SETTLED else Command
        wait = chosen.random() * LATEST * self.takes[way]
        said = self._ended(way, how, wait)
        found, after = states(self.index), written(self.corpus)
        self.seen[f"{how.name}: {'after' if found == after else 'before' if found == self.before else 'MIXTURE'}"] += 1
        told = f"kill {number} of seed {self.seed} ({way.__name__}, {how.name} after {wait:.3f} s)"
        self.failed += [f"{told}: {found}"] * (found not in (self.before, after))
        self.failed += [f"{told}: a traceback: {said[-300:]}"] * (how is signal.SIGINT and "Traceback" in said)
        self.before = found

    def settle(self, number: int) -> None:
        """Let two rebuilds come to their end: nothing is left behind but what is live, and the one before it."""
        self._rebuilt(Fork)
        self._rebuilt(Fork)
        left = len(list((self.index / "generations").iterdir()))
        self.seen[f"generations after whole rebuilds: {'1 or 2' if left <= 2 else left}"] += 1
        self.before = states(self.index)
        if left > 2 or self.before != written(self.corpus):
            self.failed.append(f"after kill {number} of seed {self.seed}: {left} generations, {self.before}")

    def _rebuilt(self, way: type[Command | Fork]) -> None:
        if not self._start(way).ended(LONGEST_SECONDS):
            self.failed.append(f"a rebuild took longer than {LONGEST_SECONDS} s")

    def _ended(self, way: type[Command | Fork], how: signal.Signals, wait: float) -> str:
        """What a rebuild said that was ended after a while."""
        process = self._start(way)
        if not process.ended(wait):
            os.kill(process.pid, how)
            if not process.ended(LONGEST_SECONDS):
                os.kill(process.pid, signal.SIGKILL)
                self.failed.append(f"{how.name} did not end a rebuild for {LONGEST_SECONDS} s")
        return (self.folder / "said").read_text(errors="replace")


def main(arguments: Sequence[str] | None = None) -> int:
    """Kill, look, and print what was tried, what held, and what failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50, metavar="N")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    signal.signal(signal.SIGINT, signal.default_int_handler)  # which a shell takes away from what it starts behind it
    with tempfile.TemporaryDirectory(prefix="drill-") as name:
        drill = Drill(Path(name), given.seed)
        drill.begin()
        for number in bar(range(1, given.kills + 1), label="Kills", total=given.kills):
            drill.kill(number)
            if number % SETTLED == 0 or number == given.kills:
                drill.settle(number)
    for how, count in sorted(drill.seen.items()):
        print(f"  {how}: {count}")
    print(f"kills: {given.kills} tried, {given.kills - len(drill.failed)} held, {len(drill.failed)} failed")
    for sentence in drill.failed[:20]:
        print(f"  {sentence}")
    return int(bool(drill.failed))


def written(corpus: Path) -> tuple[str, ...]:
    """The state of each report of a corpus."""
    texts = {path.name: path.read_text() for path in corpus.glob("*.md")}
    return tuple(f"{source} {text.split('in state ')[1].split()[0]}" for source, text in sorted(texts.items()))


if __name__ == "__main__":
    sys.exit(main())
