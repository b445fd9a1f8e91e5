"""Rebuilds that are killed or interrupted at any moment: what is left is a whole index, never a mixture.

A process rebuilds an index of a corpus that changes each time, and is ended by SIGKILL, SIGINT or SIGTERM after a time
that follows from ``--seed``. After each, the index answers as before or as after; what was left behind goes with the
next rebuild.
"""

from __future__ import annotations

import argparse
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from bot.cli.progress import bar
from index import generation as generations
from index.store import Store

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
SETTLED: Final = 10  # kills after which rebuilds are left alone
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


def rebuild(corpus: Path, index: Path) -> subprocess.Popen[str]:
    """Start a rebuild as a person would."""
    command = [sys.executable, "-c", REBUILD, "--json", "--corpus", str(corpus), "--index", str(index)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@dataclass(slots=True)
class Drill:
    """A corpus and its index, what it held before, and what was seen."""

    corpus: Path
    index: Path
    seed: int
    takes: float = 0.0  # seconds of a whole rebuild
    before: tuple[str, ...] = ()
    seen: Counter[str] = field(default_factory=Counter)
    failed: list[str] = field(default_factory=list)

    def begin(self) -> None:
        """Build the index."""
        self.corpus.mkdir()
        write(self.corpus, 0, range(REPORTS))
        began = time.monotonic()
        self._rebuilt()
        self.takes = time.monotonic() - began
        self.before = states(self.index)

    def kill(self, number: int) -> None:
        """Change a report, end the rebuild that follows, and look at the index."""
        chosen = random.Random(f"{self.seed} {number}")
        write(self.corpus, number, [chosen.randrange(REPORTS)])
        how = chosen.choice((signal.SIGKILL, signal.SIGKILL, signal.SIGINT, signal.SIGTERM))
        wait = chosen.random() * self.takes
        said = _ended(rebuild(self.corpus, self.index), how, wait)
        found, after = states(self.index), written(self.corpus)
        self.seen[f"{how.name}: {'after' if found == after else 'before' if found == self.before else 'MIXTURE'}"] += 1
        told = f"kill {number} of seed {self.seed} ({how.name} after {wait:.2f} s)"
        self.failed += [f"{told}: {found}"] * (found not in (self.before, after))
        self.failed += [f"{told}: a traceback: {said[-300:]}"] * (how is signal.SIGINT and "Traceback" in said)
        self.before = found

    def settle(self, number: int) -> None:
        """Let two rebuilds come to their end: nothing is left behind but what is live, and the one before it."""
        self._rebuilt()
        self._rebuilt()
        left = len(list((self.index / "generations").iterdir()))
        self.seen[f"generations after whole rebuilds: {'1 or 2' if left <= 2 else left}"] += 1
        self.before = states(self.index)
        if left > 2 or self.before != written(self.corpus):
            self.failed.append(f"after kill {number} of seed {self.seed}: {left} generations, {self.before}")

    def _rebuilt(self) -> None:
        rebuild(self.corpus, self.index).communicate(timeout=LONGEST_SECONDS)


def main(arguments: Sequence[str] | None = None) -> int:
    """Kill, look, and print what was tried, what held, and what failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50, metavar="N")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="drill-") as name:
        drill = Drill(Path(name) / "corpus", Path(name) / "index", given.seed)
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


def _ended(process: subprocess.Popen[str], how: signal.Signals, wait: float) -> str:
    """What a rebuild said that was ended after a while."""
    try:
        _, said = process.communicate(timeout=wait)
    except subprocess.TimeoutExpired:
        process.send_signal(how)
        _, said = process.communicate(timeout=LONGEST_SECONDS)
    return said


if __name__ == "__main__":
    sys.exit(main())
