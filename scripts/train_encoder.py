"""Train the encoder on questions with the sentences that answer them: from a folder of data to weights, in one command.

The base model stays as it is; matrices of low rank beside its linear layers are trained, and written as
safetensors. One report in four is kept apart to measure on. A run that is stopped goes on from its last
checkpoint when the command is given again.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from random import Random

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from index import generation as generations
from index.encoder import BASE, folder_of
from index.store import Store
from index.texts import Texts
from index.types import Parted
from scripts.encoder import checkpoint
from scripts.encoder.data import Data, plain_texts, read_data, read_own
from scripts.encoder.loss import drift, passage_loss, sentence_loss, target
from scripts.encoder.measure import CodedData, cosines, measure
from scripts.encoder.mining import Mined, batches, mine, twins
from scripts.encoder.network import Network, save_mean

PASSAGE, SENTENCE, PLAIN = 0.4, 0.6, 0.5  # weights of the three terms of the loss
PLAIN_TEXTS, PLAIN_BATCH = 512, 8
WARM_UP = 20  # steps
EVERY = 20  # steps between checkpoints
MEASURED = 100  # steps between measurements on what is kept apart
LOGGED = 10  # steps between lines of the log


@dataclass(frozen=True, slots=True)
class Plan:
    """What makes a run: the same plan and data give the same weights on the same machine."""

    steps: int
    rank: int
    scale: float
    rate: float
    seed: int
    everything: bool

    def rate_at(self, step: int) -> float:
        """The rate of learning at a step, from 1: it rises to its highest, then falls to 0, both evenly."""
        return self.rate * min(step / WARM_UP, 1 - (step - 1) / self.steps)


class Training:
    """One run in a folder: its checkpoint, its log, and the weights as they were on the way."""

    def __init__(self, plan: Plan, data: Data, plain: Sequence[str], folder: Path) -> None:
        self._plan, self._folder = plan, folder
        torch.manual_seed(plan.seed)
        self._network = Network(folder_of(BASE), plan.rank, plan.scale)
        self._coded = CodedData(data if plan.everything else data.only(apart=False), self._network)
        self._apart = CodedData(data.only(apart=True), self._network)
        self._plain = self._network.code([Parted(text, ()) for text in plain])
        with torch.no_grad():
            self._expected = self._network.read(self._plain)[0] if plain else torch.zeros(0, 0)
        self._twins = twins(self._coded)
        self._optimiser = torch.optim.AdamW(self._network.matrices.values(), lr=plan.rate, weight_decay=0.01)
        self._started = time.monotonic()

    def run(self) -> Path:
        """Train to the end, from the last checkpoint if there is one; the weights."""
        middle = self._plan.steps // 2
        if self._take_up() == 0:
            self._measure(0)
        self._go(0, middle, None)
        self._network.load(self._weights(middle))
        mined = mine(cosines(self._network, self._coded), self._coded, self._twins)
        self._go(middle, self._plan.steps, mined)
        return self._weights(self._plan.steps)

    def _go(self, start: int, end: int, mined: Mined | None) -> None:
        """Take the steps from ``start`` to ``end`` that have not been taken."""
        done = self._take_up()
        ignored = mined.ignored if mined else self._twins
        stream = batches(self._coded, mined, f"{self._plan.seed} {start}")
        sums = np.zeros(4)
        for step, batch in enumerate(islice(stream, max(0, done - start), end - start), max(start, done) + 1):
            sums += self._step(step, batch, ignored)
            if step % LOGGED == 0:
                names = ("loss", "passage", "sentence", "plain")
                self._log(step, dict(zip(names, (sums / LOGGED).tolist(), strict=True)))
                sums[:] = 0
            if step % EVERY == 0 or step == end:
                self._network.save(self._weights(step))
                checkpoint.keep(self._checkpoint, self._network, self._optimiser, step, asdict(self._plan))
            if step % MEASURED == 0 or step == self._plan.steps:
                self._measure(step)

    def _step(self, step: int, batch: Sequence[int], ignored: npt.NDArray[np.bool_]) -> npt.NDArray[np.float64]:
        """One step of AdamW; the loss and its three terms."""
        for group in self._optimiser.param_groups:
            group["lr"] = self._plan.rate_at(step)
        rows = self._coded.questions_on(batch)
        passage, sentence = self._losses(rows, batch, torch.from_numpy(ignored[np.ix_(rows, batch)]))
        plain = self._drift(Random(f"{self._plan.seed} {step}"))
        loss = PASSAGE * passage + SENTENCE * sentence + PLAIN * plain
        self._optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]  # it has no annotations
        torch.nn.utils.clip_grad_norm_(self._network.matrices.values(), 1.0)
        self._optimiser.step()
        return np.array([loss.item(), passage.item(), sentence.item(), plain.item()])

    def _losses(self, rows: Sequence[int], batch: Sequence[int], ignored: Tensor) -> tuple[Tensor, Tensor]:
        """The two losses of some questions on the passages of a batch."""
        questions = self._network.read([self._coded.questions[n] for n in rows])[0]
        passages, parts = self._network.read([self._coded.passages[n] for n in batch])
        asked = [self._coded.data.questions[n] for n in rows]
        own = [batch.index(each.passage) for each in asked]
        right = target(own, [each.golds for each in asked], ignored, parts.shape[1])
        return passage_loss(questions, passages, right), sentence_loss(questions, parts, right)

    def _drift(self, rng: Random) -> Tensor:
        drawn = rng.sample(range(len(self._plain)), min(PLAIN_BATCH, len(self._plain)))
        if not drawn:
            return torch.zeros(())
        return drift(self._network.read([self._plain[n] for n in drawn])[0], self._expected[drawn])

    @property
    def _checkpoint(self) -> Path:
        return self._folder / "checkpoint.safetensors"

    def _weights(self, step: int) -> Path:
        return self._folder / f"step-{step:04}.safetensors"

    def _take_up(self) -> int:
        return checkpoint.take_up(self._checkpoint, self._network, self._optimiser, asdict(self._plan))

    def _measure(self, step: int) -> None:
        self._log(step, measure(cosines(self._network, self._apart), self._apart))

    def _log(self, step: int, told: dict[str, float]) -> None:
        """One line of JSON: what is told of a step, and the seconds since the run was started or taken up."""
        rounded = {name: round(value, 4) for name, value in told.items()}
        line = json.dumps({"step": step, "seconds": round(time.monotonic() - self._started), **rounded})
        print(line, flush=True)
        with (self._folder / "log.jsonl").open("a", encoding="utf-8") as file:
            file.write(line + "\n")


def main() -> int:
    """Train, and put the weights where they are wanted."""
    given = _parser().parse_args()
    plan = Plan(given.steps, given.rank, given.scale, given.rate, given.seed, given.everything)
    given.work.mkdir(parents=True, exist_ok=True)
    data = read_data(given.data) + read_own(held_in(given.index))
    plain = plain_texts(given.plain, PLAIN_TEXTS, Random(plan.seed))
    weights = Training(plan, data, plain, given.work).run()
    if given.mean_with:
        save_mean([weights, given.mean_with], given.out)
    else:
        shutil.copyfile(weights, given.out)
    print(
        f"{given.out}: {given.out.stat().st_size} bytes, SHA-256 {hashlib.sha256(given.out.read_bytes()).hexdigest()}"
    )
    return 0


def held_in(indexes: Sequence[Path]) -> dict[str, tuple[Store, str]]:
    """The stores and ids of the reports that indexes hold, by path."""
    opened = [Texts(generations.current(each)) for each in indexes]
    return {report.source: (each.store, report.id) for each in opened for report in each.reports.values()}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, metavar="DATA", help="folder of passages and questions")
    parser.add_argument("out", type=Path, metavar="WEIGHTS.safetensors", help="where the weights are written")
    parser.add_argument("--index", type=Path, nargs="*", default=[], help="indexes of reports, for our own questions")
    parser.add_argument("--work", type=Path, default=Path(".training"), help="folder of checkpoints and the log")
    parser.add_argument("--plain", type=Path, nargs="*", default=[], help="files of plain text in the shape of SQuAD")
    parser.add_argument("--steps", type=int, default=100)
    parser.add_argument("--rank", type=int, default=32, help="of the matrices")
    parser.add_argument("--scale", type=float, default=2.0, help="by which their product is multiplied")
    parser.add_argument("--rate", type=float, default=5e-4, help="highest rate of learning")
    parser.add_argument("--seed", type=int, default=18)
    parser.add_argument(
        "--mean-with", type=Path, metavar="OTHER.safetensors", help="write the mean with the weights of another run"
    )
    parser.add_argument("--everything", action="store_true", help="train on what is kept apart to measure on, too")
    return parser


if __name__ == "__main__":
    sys.exit(main())
