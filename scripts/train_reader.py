"""Train the reader on groups of passages, of which one answers a question or none does: from data to weights.

It begins from the encoder's weights, or goes on from those of a reader that was trained on less. Whole reports are
kept apart to measure on. A run that is stopped goes on from its last checkpoint when the command is given again.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, astuple, dataclass
from itertools import islice
from pathlib import Path
from random import Random

import torch

from index.encoder import BASE, DEFAULT, SentenceEncoder, added, folder_of
from index.search import Index
from index.types import Parted
from scripts.encoder import checkpoint
from scripts.encoder.data import is_apart
from scripts.encoder.network import save_mean
from scripts.reader.groups import Found, Group, Pool, drawn, pools, told, untold
from scripts.reader.network import ReaderNetwork, loss, measure

WARM_UP, EVERY, LOGGED, MEASURED = 20, 20, 10, 100  # steps
RANK, SCALE = 32, 2.0  # of the matrices, as the encoder has them
HEAD_RATE = 10.0  # the head learns so many times as fast as the matrices


@dataclass(frozen=True, slots=True)
class Plan:
    """What makes a run."""

    steps: int
    questions: int
    rate: float
    seed: int
    everything: bool

    def rate_at(self, step: int) -> float:
        """The share of the highest rate of learning at a step, from 1: it rises, then falls to 0, both evenly."""
        return min(step / WARM_UP, 1 - (step - 1) / self.steps)


class Training:
    """One run in a folder: its checkpoint and its log."""

    def __init__(self, plan: Plan, data: Path, indexes: Sequence[Path], start: Path, folder: Path, apart: int) -> None:
        self._plan, self._folder = plan, folder
        torch.manual_seed(plan.seed)
        self._passages, made = _prepared(data, indexes, folder)
        self._pools = [pool for pool in made if plan.everything or not is_apart(pool.group)]
        self._measured = _measured([pool for pool in made if is_apart(pool.group)], apart)
        self._network = ReaderNetwork(folder_of(BASE), RANK, SCALE, start)
        head = list(self._network.head.values())
        others = [m for name, m in self._network.matrices.items() if not name.startswith("head.")]
        self._optimiser = torch.optim.AdamW(
            [{"params": others, "by": 1.0}, {"params": head, "by": HEAD_RATE}], weight_decay=0.01
        )
        self._started = time.monotonic()

    def run(self) -> Path:
        """Train to the end, from the last checkpoint if there is one; the weights."""
        done = checkpoint.take_up(self._checkpoint, self._network, self._optimiser, asdict(self._plan))
        if not done:
            self._log(0, measure(self._network, *self._measured, self._passages))
        stream = drawn(self._pools, str(self._plan.seed))
        for _ in range(done * self._plan.questions):
            next(stream)
        total = 0.0
        for step in range(done + 1, self._plan.steps + 1):
            total += self._step(step, list(islice(stream, self._plan.questions)))
            if step % LOGGED == 0:
                self._log(step, {"loss": total / LOGGED})
                total = 0.0
            if step % EVERY == 0 or step == self._plan.steps:
                checkpoint.keep(self._checkpoint, self._network, self._optimiser, step, asdict(self._plan))
            if step % MEASURED == 0 or step == self._plan.steps:
                self._network.save(self._folder / f"step-{step:04}.safetensors")
                self._log(step, measure(self._network, *self._measured, self._passages))
        return self._folder / f"step-{self._plan.steps:04}.safetensors"

    def _step(self, step: int, groups: list[Group]) -> float:
        for part in self._optimiser.param_groups:
            part["lr"] = self._plan.rate * self._plan.rate_at(step) * part["by"]
        found = loss(self._network.judge(groups, self._passages), groups)
        self._optimiser.zero_grad()
        found.backward()  # type: ignore[no-untyped-call]  # it has no annotations
        torch.nn.utils.clip_grad_norm_(self._network.matrices.values(), 1.0)
        self._optimiser.step()
        return float(found.item())

    @property
    def _checkpoint(self) -> Path:
        return self._folder / "checkpoint.safetensors"

    def _log(self, step: int, told: dict[str, float]) -> None:
        rounded = {name: round(value, 4) for name, value in told.items()}
        line = json.dumps({"step": step, "seconds": round(time.monotonic() - self._started), **rounded})
        print(line, flush=True)
        with (self._folder / "log.jsonl").open("a", encoding="utf-8") as file:
            file.write(line + "\n")


def _prepared(data: Path, indexes: Sequence[Path], folder: Path) -> tuple[list[Parted], list[Pool]]:
    """All passages and pools; found by the indexes once, and kept in the folder of the run."""
    kept = folder / "pools.json"
    if not kept.exists():
        encoder = SentenceEncoder()
        found = Found([Index.open(each, encoder) for each in indexes])
        made = [told(pool) for pool in pools(data, found)]
        kept.write_text(json.dumps({"passages": [astuple(each) for each in found.passages], "pools": made}))
    fields = json.loads(kept.read_text(encoding="utf-8"))
    passages = [Parted(text, tuple(map(tuple, parts))) for text, parts in fields["passages"]]
    return passages, list(map(untold, fields["pools"]))


def _measured(apart: Sequence[Pool], count: int) -> tuple[list[Group], list[Group]]:
    """Groups that are kept apart: some with what answers, and as many of questions that nothing answers."""
    rng = Random("apart")
    answered, unanswered = ([pool for pool in apart if bool(pool.golds) == are] for are in (True, False))
    return (
        [pool.draw(rng, cut=False) for pool in rng.sample(answered, min(count, len(answered)))],
        [pool.draw(rng, cut=True) for pool in rng.sample(unanswered, min(count, len(unanswered)))],
    )


def main() -> int:
    """Train, and put the weights where they are wanted."""
    given = _parser().parse_args()
    given.work.mkdir(parents=True, exist_ok=True)
    plan = Plan(given.steps, given.questions, given.rate, given.seed, given.everything)
    weights = Training(plan, given.data, given.index, given.start, given.work, given.apart).run()
    if given.mean_with:
        save_mean([weights, given.mean_with], given.out)
    else:
        shutil.copyfile(weights, given.out)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, metavar="DATA", help="folder of passages and questions")
    parser.add_argument("out", type=Path, metavar="WEIGHTS.safetensors", help="where the weights are written")
    parser.add_argument("--index", type=Path, nargs="+", required=True, help="indexes of the reports asked about")
    parser.add_argument(
        "--start", type=Path, default=added(DEFAULT), help="weights of the encoder or of a reader to begin from"
    )
    parser.add_argument(
        "--mean-with", type=Path, metavar="WEIGHTS.safetensors", help="write the mean with these, which it began from"
    )
    parser.add_argument("--work", type=Path, default=Path(".training-reader"), help="folder of checkpoints and the log")
    parser.add_argument("--steps", type=int, default=600)
    parser.add_argument("--questions", type=int, default=4, help="of a step")
    parser.add_argument("--rate", type=float, default=5e-4, help="highest rate of learning of the matrices")
    parser.add_argument("--seed", type=int, default=18)
    parser.add_argument("--apart", type=int, default=150, help="questions kept apart to measure on")
    parser.add_argument("--everything", action="store_true", help="train on what is kept apart to measure on, too")
    return parser


if __name__ == "__main__":
    sys.exit(main())
