"""Whether an engine answers as the folder that was pushed into it, and how much longer it takes.

The index is pushed into a server of its own. Each question of a file is asked of both in turn, with the reader of what
is found; each time the other of the two is first. Answers are compared to the quote, times are the best of some.
"""

from __future__ import annotations

import argparse
import functools
import json
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bot.cli.opening import reader_of
from bot.config import Settings
from bot.live.index import LiveIndex
from bot.types import Answer, Asked
from corpus.describe.gazetteer import gazetteer
from index.address import Address
from index.encoder import SentenceEncoder
from index.engine.push import push
from index.engine.version import Engine
from scripts.loopback import LoopbackPostgres

SERVER = ("-c", "shared_buffers=256MB")


def shown(answer: Answer) -> tuple[object, ...]:
    """What an answer says: all but the time that it took."""
    quotes = [(q.text, q.passage, q.report, q.page, q.heading, q.spans, q.link) for q in answer.quotes]
    return answer.status, answer.message, answer.understood, quotes


def compared(
    folder: LiveIndex, engine: LiveIndex, questions: Sequence[str], times: int
) -> tuple[list[str], list[tuple[float, float]]]:
    """The questions that are answered otherwise, and the best times of each in both, in milliseconds."""
    other, best = [], []
    for question in questions:
        taken: dict[LiveIndex, list[float]] = {folder: [], engine: []}
        said: dict[LiveIndex, tuple[object, ...]] = {}
        for number in range(times):
            for one in (folder, engine) if number % 2 else (engine, folder):
                started = time.perf_counter()
                answer = one.answer(Asked(question))
                taken[one].append(1000 * (time.perf_counter() - started))
                said[one] = shown(answer)
        if said[folder] != said[engine]:
            other.append(question)
        best.append((min(taken[folder]), min(taken[engine])))
    return other, best


def main(arguments: Sequence[str] | None = None) -> int:
    """Ask all questions, and print what differs and the times."""
    settings = Settings()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("questions", type=Path, metavar="QUESTIONS.jsonl", help="questions, as evaluate.py has them")
    parser.add_argument("--index", type=Path, default=settings.index, metavar="DIR")
    parser.add_argument("--times", type=int, default=3, metavar="N", help="how often each question is asked of both")
    given = parser.parse_args(arguments)
    asked = [json.loads(line)["question"] for line in given.questions.read_text("utf-8").splitlines() if line.strip()]
    encoder = functools.cache(lambda: SentenceEncoder(settings.model, settings.runtime))
    reader = functools.cache(lambda: reader_of(settings))
    with tempfile.TemporaryDirectory(prefix="compare-") as name:
        server = LoopbackPostgres(Path(name) / "data", SERVER).start()
        try:
            address = Address(server.new_database())
            push(given.index, address)
            places = (given.index, Engine(address))
            folder, engine = (LiveIndex(place, encoder, gazetteer(), reader) for place in places)
            other, best = compared(folder, engine, asked, given.times)
        finally:
            server.stop("immediate")
    near, far = np.array(best).T
    print(f"{len(asked) - len(other)} of {len(asked)} answers are the same")
    for what, of in (("folder", near), ("engine", far), ("engine - folder", far - near)):
        p50, p95 = np.percentile(of, [50, 95])
        print(f"{what}: median {p50:.1f} ms, 95th percentile {p95:.1f} ms, best of {given.times}")
    print("\n".join(other))
    return 1 if other else 0


if __name__ == "__main__":
    sys.exit(main())
