"""Bench: how fast and how large everything is, alone and beside what else one could use.

Every figure is of a real run; medians are over rounds in which the programs take turns. Seconds of the
processor, of all cores together, tell less of what else the machine was doing than those of the clock.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from corpus.describe.sidecar import BUNDLED

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("numpy", "openvino", "tokenizers", "faiss-cpu", "tantivy", "pypdfium2", "sentence-transformers", "torch")
QUESTIONS = (
    "How quickly are 999 calls answered in Gwent?",
    "What did inspectors say about victim contact at West Mercia Police?",
    "Is custody safe in Wiltshire?",
    "What needs to improve in how Warwickshire Police tells victims of delays?",
    "How well does the fire service in Shropshire prevent fires?",
)
Figures = dict[str, list[float]]


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command took, in seconds of the clock and of all cores, and in MB at its peak, and what it printed."""

    seconds: float
    work: float
    memory: float
    told: str


@dataclass(frozen=True, slots=True)
class Program:
    """Something that builds an index and answers from it; commands take a corpus, an index and a question."""

    name: str
    folder: Path
    build: tuple[str, ...]
    update: tuple[str, ...]
    ask: tuple[str, ...]
    warm: tuple[str, ...] = ()

    def run(self, command: Sequence[str], **places: Path | str) -> Ran:
        """Run one command to its end.

        Raises:
            RuntimeError: it failed.
        """
        words = [word.format(**places) for word in command]
        with tempfile.TemporaryFile("w+") as output, tempfile.TemporaryFile("w+") as errors:
            started = time.perf_counter()
            child = subprocess.Popen(words, cwd=self.folder, stdout=output, stderr=errors)
            _, status, used = os.wait4(child.pid, 0)
            seconds = time.perf_counter() - started
            child.returncode = os.waitstatus_to_exitcode(status)
            output.seek(0)
            errors.seek(0)
            if child.returncode:
                raise RuntimeError(f"{self.name}: {' '.join(words)} ended with {child.returncode}: {errors.read()}")
            return Ran(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, output.read())


def reportbot() -> Program:
    """The program of this project, as its users run it."""
    python = sys.executable
    build = (python, "-m", "scripts.rebuild_index", "--corpus", "{corpus}", "--index", "{index}", "--json")
    return Program(
        "reportbot", ROOT, build, build, (python, "-m", "bot", "ask", "--json", "--index", "{index}", "{question}")
    )


def peer(folder: Path, name: str, python: str) -> Program:
    """Another program, behind the interface of ``NAME_peer.py index | update | query | bench``."""
    start = (python, f"{name}_peer.py")
    return Program(
        name,
        folder,
        (*start, "index", "{corpus}", "{index}"),
        (*start, "update", "{corpus}", "{index}"),
        (*start, "query", "{index}", "{question}", "-k", "5"),
        (*start, "bench", "{index}", "{questions}", "-k", "5"),
    )


def machine() -> dict[str, str]:
    """What the figures were taken on, and with which versions."""
    told = Path("/proc/cpuinfo").read_text() if Path("/proc/cpuinfo").exists() else ""
    models = [line.partition(":")[2].strip() for line in told.splitlines() if line.startswith("model name")]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    about = {
        "processor": f"{models[0] if models else platform.processor()}, {len(os.sched_getaffinity(0))} cores",
        "memory": f"{memory:.0f} GiB",
        "load before": f"{os.getloadavg()[0]:.1f}",
        "python": platform.python_version(),
    }
    return about | {name: _version(name) for name in PACKAGES}


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "-"


def rounds_of(program: Program, corpus: Path, index: Path, given: argparse.Namespace) -> Iterator[Figures]:
    """Build, change, and ask; a round each time the figures are wanted. Changes the corpus."""
    ran = program.run(program.build, corpus=corpus, index=index)
    yield {"build, s": [ran.seconds], "build, processor s": [ran.work], "build, peak MB": [ran.memory]}
    for question in given.asked[: given.rounds]:
        ran = program.run(program.ask, index=index, question=question)
        yield {"cold ask, s": [ran.seconds], "cold ask, processor s": [ran.work], "cold ask, peak MB": [ran.memory]}
    if program.warm:
        yield _warm(program, index, given)
    files = sorted(path for path in corpus.rglob("*") if path.suffix in (".pdf", ".md", ".txt", ".html"))
    for number in range(given.changes):
        figures: Figures = defaultdict(list)
        _update(program, corpus, index, figures, "nothing changed")
        with files[number].open("ab") as file:
            file.write(b"\n")
        _update(program, corpus, index, figures, "one report changed")
        files[-1 - number].unlink()
        _update(program, corpus, index, figures, "one report removed")
        yield figures


def _update(program: Program, corpus: Path, index: Path, figures: Figures, change: str) -> None:
    """Bring an index up to date; no figure where a program can only build all again."""
    ran = program.run(program.update, corpus=corpus, index=index)
    if "not supported" not in ran.told:
        figures[f"{change}, s"].append(ran.seconds)
        figures[f"{change}, processor s"].append(ran.work)


def _warm(program: Program, index: Path, given: argparse.Namespace) -> Figures:
    """A peer's own warm times."""
    questions = index.with_suffix(".txt")
    questions.write_text("\n".join(given.asked) + "\n", encoding="utf-8")
    ran = program.run(program.warm, index=index, questions=questions)
    fields = json.loads(ran.told.splitlines()[-1])
    return {
        "warm p50, ms": [fields["p50_ms"]],
        "warm p95, ms": [fields["p95_ms"]],
        "answering, peak MB": [ran.memory],
    }


def in_turns(programs: Sequence[Program], work: Path, given: argparse.Namespace) -> Figures:
    """All programs' figures by ``NAME: FIGURE``, their rounds taking turns.

    One that fails has no further turns, and why is said on the error stream.
    """
    runs = {}
    for program in programs:
        copy = work / f"{program.name}.corpus"
        shutil.copytree(given.corpus, copy, copy_function=shutil.copyfile)
        for folder in (copy, *filter(Path.is_dir, copy.rglob("*"))):
            folder.chmod(0o755)  # the corpus itself may be read-only
        runs[program.name] = rounds_of(program, copy, work / f"{program.name}.index", given)
    found: Figures = defaultdict(list)
    while runs:
        for name, run in list(runs.items()):
            try:
                figures = next(run)
            except (StopIteration, RuntimeError) as end:
                del runs[name]
                if isinstance(end, RuntimeError):
                    print(f"bench: {end}", file=sys.stderr)
                continue
            for figure, values in figures.items():
                found[f"{name}: {figure}"] += values
    return found


def stages(corpus: Path, index: Path, questions: Sequence[str], work: Path, rounds: int) -> dict[str, float]:
    """Figures of reportbot by stage, from a process of its own."""
    asked = work / "asked.json"
    asked.write_text(json.dumps(list(questions)), encoding="utf-8")
    command = (sys.executable, "-m", "scripts.bench_stages", str(corpus), str(index), str(asked), str(rounds))
    fields: dict[str, float] = json.loads(reportbot().run(command).told.splitlines()[-1])
    return fields


def size(index: Path) -> float:
    """What an index takes on disk, in MB; of generations, the live one."""
    live = index / "CURRENT"
    folder = index / "generations" / live.read_text().strip() if live.exists() else index
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 2**20


def bench(given: argparse.Namespace, work: Path) -> dict[str, object]:
    """Everything, as one object of figures."""
    questions = given.asked = _questions(given.questions)
    peers = [peer(given.peers, *text.split("=", 1)) for text in given.peer] if given.peers else []
    about = machine()
    programs = [reportbot(), *peers]
    figures = in_turns(programs, work, given)
    found = {name: statistics.median(values) for name, values in figures.items() if values}
    for program in programs:
        index = work / f"{program.name}.index"
        found[f"{program.name}: index, MB"] = size(index)
    own = stages(given.corpus, work / "reportbot.index", questions, work, given.rounds)
    found |= {f"reportbot: {name}": value for name, value in own.items()}
    return {"machine": about, "figures": found, "runs": figures}


def _questions(path: Path | None) -> list[str]:
    if path is None:
        return list(QUESTIONS)
    return [json.loads(line)["question"] for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def table(found: dict[str, object]) -> str:
    """Figures in rows and programs in columns; ratios are to this program's figure."""
    machine_, figures = found["machine"], found["figures"]
    assert isinstance(machine_, dict)
    assert isinstance(figures, dict)
    programs = list(dict.fromkeys(name.partition(": ")[0] for name in figures))
    rows = list(dict.fromkeys(name.partition(": ")[2] for name in figures))
    lines = [f"{name}: {value}" for name, value in machine_.items()]
    lines.append(f"{'':<36}" + "".join(f"{program:>22}" for program in programs))
    for row in rows:
        own = figures.get(f"{programs[0]}: {row}")
        cells = [
            _cell(figures.get(f"{program}: {row}"), None if program == programs[0] else own) for program in programs
        ]
        lines.append(f"{row:<36}" + "".join(f"{cell:>22}" for cell in cells))
    return "\n".join(lines)


def _cell(value: float | None, own: float | None) -> str:
    if value is None:
        return ""
    shown = f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
    return f"{shown} ({value / own:.1f} x)" if own else shown


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the bench and print its figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, default=BUNDLED, metavar="DIR", help="folder of reports; never changed")
    parser.add_argument("--questions", type=Path, metavar="FILE.jsonl", help="questions, one JSON object a line")
    parser.add_argument("--rounds", type=int, default=3, help="rounds of asking")
    parser.add_argument("--changes", type=int, default=1, help="rounds of changes to the corpus")
    parser.add_argument("--peers", type=Path, metavar="DIR", help="folder of NAME_peer.py")
    parser.add_argument("--peer", action="append", default=[], metavar="NAME=PYTHON", help="a peer and its interpreter")
    parser.add_argument("--json", action="store_true", help="print JSON")
    given = parser.parse_args(arguments)
    given.corpus, given.peers = given.corpus.resolve(), given.peers and given.peers.resolve()
    with tempfile.TemporaryDirectory(prefix="bench-") as work:
        found = bench(given, Path(work))
    print(json.dumps(found, indent=2) if given.json else table(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
