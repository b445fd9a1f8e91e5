"""An engine that fails in every way, in the middle of pushes and of answers: no half-swapped index, no wrong answer.

Two states of an index are pushed in turn into a server of the drill's own. In each round a fault that follows from
``--seed`` meets a push or an answer: the connection is cut after some bytes, the server crashes and starts again, it
lets nothing through for a while, it refuses connections, its disk is full. Every answer is that of the old state or
of the new one, or a sentence; when the push is done it is that of the new one.
"""

from __future__ import annotations

import argparse
import logging
import random
import shutil
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final
from unittest.mock import patch

from bot.cli.progress import bar
from bot.live.index import LiveIndex
from bot.types import Asked
from corpus.describe.gazetteer import gazetteer
from corpus.errors import ReportbotError
from index.address import Address
from index.build import build
from index.engine import graph
from index.engine.connection import Connection
from index.engine.push import push
from index.engine.schema import OF_COPY
from index.engine.version import Engine
from scripts.drill_rot import QUESTIONS, made
from scripts.hashed_encoder import HashedEncoder
from scripts.loopback import LoopbackPostgres, Wire

ASKED: Final = (*QUESTIONS, "How are calls answered in Kent?")
NEW: Final = (
    "---\ntitle: 'PEEL 2026: Kent Police'\nbody: Kent Police\npublished: 2026-01-31\n---\n\n# Calls\n\nIn time.\n"
)
FULL: Final = (
    "CREATE OR REPLACE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS"
    " $$BEGIN RAISE EXCEPTION USING ERRCODE = 'disk_full'; END$$"
)
TABLES: Final = ("copies", "pages", "postings", "vectors", "versions", "held", "lexicon", "live")  # that get full
FAULTS: Final = ("cut", "crash", "held up", "refused", "full")
ROWS: Final = 2  # that are compared without a graph: more of them have one, which each push makes anew
PATIENCE: Final = 2.0  # seconds in which an answer's lost connection is made again
BYTES: Final = 120_000  # of a push of one changed report and of what goes with it, about


@dataclass(slots=True)
class Drill:
    """The server, the way to it, two states of an index with their answers, and what was seen."""

    server: LoopbackPostgres
    wire: Wire
    database: str
    address: Address
    indexes: tuple[Path, Path]
    answers: tuple[list[str], list[str]]  # of each state, to each question
    chance: random.Random
    live: int = 0
    seen: Counter[str] = field(default_factory=Counter)
    failed: list[str] = field(default_factory=list)
    back: list[float] = field(default_factory=list)  # seconds from the end of a crash to the first answer

    def reader(self) -> LiveIndex:
        """The index in the engine, opened as each command does it."""
        place = Engine(self.address)
        place.connection = Connection(self.address, patience=PATIENCE)
        return LiveIndex(place, HashedEncoder, gazetteer())

    def forget_others(self) -> None:
        """Let only the live version be left, so that a push has something to send."""
        for table in ("versions", "held", "files", "lexicon"):
            others = "version NOT IN (SELECT version FROM reportbot.live)"
            self.server.run(f"DELETE FROM reportbot.{table} WHERE {others}", self.database)
        for table in (*OF_COPY, "copies"):
            others = "copy NOT IN (SELECT copy FROM reportbot.held)"
            self.server.run(f"DELETE FROM reportbot.{table} WHERE {others}", self.database)

    def fault(self, kind: str) -> None:
        """Let something happen, after a while that chance decides, and end it."""
        if kind == "cut":
            self.wire.cut_after = self.chance.randrange(self.chance.choice((2_000, 50_000, BYTES)))
            return
        time.sleep(self.chance.random() * 1.5)
        if kind == "crash":
            self.server.stop("immediate")
            self.server.start()
        elif kind == "held up":
            self.wire.hold()
            time.sleep(self.chance.random() * 2)
            self.wire.let_go()
        elif kind == "refused":
            self.wire.closed = True
            self.wire.cut()
            time.sleep(self.chance.random() * 3)
            self.wire.closed = False

    def ask(self, what: str, opened: Callable[[], LiveIndex], *states: int) -> bool:
        """Ask everything; whether each answer was that of one of these states."""
        found = all_asked(opened)
        right = [{self.answers[state][number] for state in states} for number in range(len(ASKED))]
        for one, answers in zip(found, right, strict=True):
            self.expect(what, one, answers)
        return all(one in answers for one, answers in zip(found, right, strict=True))

    def expect(self, what: str, found: str, right: Collection[str]) -> None:
        """Count what was seen: what is neither right nor told in a sentence has failed."""
        held = found in right
        self.seen[f"{what}: {'right' if held else found.partition(':')[0]}"] += 1
        if not held and not found.startswith("told"):
            self.failed.append(f"{what}: {found[:300]}")


def outcome(call: Callable[[], object]) -> str:
    """What comes of a call: its words, or the sentence that tells what is wrong."""
    try:
        return repr(call())
    except ReportbotError as told:
        return f"told: {told}"
    except Exception as error:  # what the drill looks for
        return f"error {type(error).__name__}: {error}"


def asked(live: LiveIndex, question: str) -> object:
    """What a question is answered, without the times."""
    answer = live.answer(Asked(question))
    return answer.status, answer.message, [(q.text, q.report.source, q.page, q.spans) for q in answer.quotes]


def all_asked(opened: Callable[[], LiveIndex]) -> list[str]:
    """What comes of each question."""
    return [outcome(lambda question=question: asked(opened(), question)) for question in ASKED]  # type: ignore[misc]  # a default of a lambda has no type


def in_push(drill: Drill, kind: str) -> None:
    """Push the state that is not live while a fault happens, and ask meanwhile and afterwards."""
    target, told = 1 - drill.live, []
    drill.forget_others()
    full = kind == "full"
    if full:
        table = drill.chance.choice(TABLES)
        drill.server.run(FULL, drill.database)
        how = f"BEFORE INSERT ON reportbot.{table} FOR EACH STATEMENT EXECUTE FUNCTION full_disk()"
        drill.server.run(f"CREATE TRIGGER full_disk {how}", drill.database)
    thread = threading.Thread(
        target=lambda: told.append(
            outcome(lambda: push(drill.indexes[target], drill.address, patience=20.0) and "done")
        )
    )
    thread.start()
    drill.fault(kind)
    drill.ask("asked during a push", drill.reader, 0, 1)
    thread.join()
    drill.wire.cut_after = None
    drill.expect(f"push, {kind}", told[0], ["'done'"])
    if full:
        drill.server.run(f"DROP TRIGGER full_disk ON reportbot.{table}", drill.database)
    if told[0] != "'done'":
        drill.ask("asked after a push that failed", drill.reader, drill.live)
        push(drill.indexes[target], drill.address)
    drill.live = target
    drill.ask("asked after the push", drill.reader, target)


def in_answers(drill: Drill, kind: str) -> None:
    """Ask while a fault happens, and until there is an answer again."""
    live = drill.reader()
    thread = threading.Thread(target=drill.fault, args=(kind,))
    thread.start()
    while thread.is_alive():
        drill.ask(f"asked, {kind}", lambda: live, drill.live)
    thread.join()
    drill.wire.cut_after = None
    over = time.monotonic()
    while not drill.ask("asked afterwards", lambda: live, drill.live) and time.monotonic() < over + 30:
        pass
    drill.back.append(time.monotonic() - over)


def prepared(folder: Path, chance: random.Random) -> Drill:
    """A server with the first state, and both states with their answers."""
    first = made(folder)
    second = folder / "second"
    shutil.copytree(first, second)
    (folder / "corpus" / "kent.md").write_text(NEW, encoding="utf-8")
    (folder / "corpus" / "west-mercia-revisit-2023.pdf").unlink()
    build([folder / "corpus"], second, HashedEncoder)
    indexes = first, second
    one, other = (all_asked(partial(LiveIndex, index, HashedEncoder, gazetteer())) for index in indexes)
    server = LoopbackPostgres(folder / "data", ("-c", "shared_buffers=64MB")).start()
    database = server.new_database().rpartition("/")[2]
    wire = Wire(server.port)
    address = Address(server.url(database, port=wire.port))
    drill = Drill(server, wire, database, address, indexes, (one, other), chance)
    push(first, drill.address)
    return drill


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the rounds, and print what was tried, what held, and what failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=60, metavar="N")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    logging.disable(logging.ERROR)
    small = patch.multiple(graph, EXACT=ROWS, SHARE=0.0)  # so that few rows have a graph, and each push makes one
    with small, tempfile.TemporaryDirectory(prefix="drill-") as name:
        drill = prepared(Path(name), random.Random(given.seed))
        try:
            for _ in bar(range(given.rounds), label="Faults", total=given.rounds):
                kind = drill.chance.choice(FAULTS)
                (in_push if kind == "full" or drill.chance.random() < 0.6 else in_answers)(drill, kind)
            drill.expect(
                "every row afterwards", outcome(lambda: Engine(drill.address).current().check(sample=None)), ["None"]
            )
        finally:
            drill.server.stop("immediate")
    print("\n".join(f"{count:6}  {what}" for what, count in sorted(drill.seen.items())))
    if drill.back:
        print(f"answers again after {sorted(drill.back)[len(drill.back) // 2]:.2f} s, at most {max(drill.back):.2f} s")
    print("\n".join(["failed:", *drill.failed] if drill.failed else ["nothing failed"]))
    return 1 if drill.failed else 0


if __name__ == "__main__":
    sys.exit(main())
