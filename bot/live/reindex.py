"""Rebuilds the index beside a running bot, in a process of its own that reports its progress.

``python -m bot.live.reindex ORDERS`` is that process. Its orders are one JSON object. It writes
lines of JSON: its progress, and at the end its summary or one sentence on what went wrong. It
ends when its input is closed, so that it never outlives the bot.
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
import json
import logging
import os
import re
import sys
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Final, TypeVar

from corpus.errors import ReportbotError
from corpus.types import Skipped
from index.address import Address
from index.build import Summary, build
from index.encoder import RUNTIMES, SentenceEncoder
from index.track import Track

log = logging.getLogger(__name__)
T = TypeVar("T")

NICE: Final = 10  # below the bot, so that answers come as quickly as before
SECONDS_BETWEEN: Final = 0.2  # between two reports of progress
PATIENCE_SECONDS: Final = 5.0  # between asking the process to end and ending it
LONGEST_LINE: Final = 64 * 1024 * 1024  # bytes; the summary names every file
ENGINE: Final = "REPORTBOT_REBUILD_ENGINE"  # the variable in which a rebuild is told of the engine
FAILED: Final = "The rebuild failed. The reason is in the bot's log."
STOPPED: Final = "The rebuild was stopped before its end."
RUNNING: Final = "The index is already being rebuilt: wait until that is done."
# A path of two parts or more from the root: no address, no closing tag, no "and/or".
_ABSOLUTE: Final = re.compile(r"""(?<![\w:/.<])(?:/[^\s/'"]+)+/([^\s/'"]+)""")


class ReindexFailed(ReportbotError):
    """A rebuild failed; the index is unchanged."""


class AlreadyRunning(ReportbotError):
    """A rebuild is already running."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How many items of a step of the build are done; ``label`` is the build's name for the step."""

    label: str
    done: int
    total: int


def _unseen(progress: Progress) -> None:
    """Show nothing."""


class Reindex:
    """Rebuilds one index, one rebuild at a time, in a process of its own."""

    def __init__(
        self,
        corpora: Sequence[Path],
        index: Path,
        model: str,
        runtime: str = RUNTIMES[0],
        engine: Address | None = None,
    ) -> None:
        """Rebuild the index in a folder, and bring an ``engine`` to its state if there is one."""
        self._engine = engine
        self._orders = {
            "corpora": [str(corpus) for corpus in corpora],
            "index": str(index),
            "model": model,
            "runtime": runtime,
        }
        self._child: asyncio.subprocess.Process | None = None
        self._over: asyncio.Event | None = None  # set when the running rebuild is over
        self._stopped = False

    @property
    def running(self) -> bool:
        """Whether a rebuild is running."""
        return self._over is not None

    async def run(self, *, full: bool = False, progress: Callable[[Progress], None] = _unseen) -> Summary:
        """Rebuild the index; ``progress`` is called on the event loop, a few times a second.

        Cancelling it ends the rebuild.

        Raises:
            AlreadyRunning: a rebuild is already running.
            ReindexFailed: it failed; the message can be shown to anyone.
        """
        if self._over is not None:
            raise AlreadyRunning(RUNNING)
        self._over = over = asyncio.Event()
        self._stopped = False
        try:
            self._child = await _start(self._orders | {"full": full}, self._engine)
            return await self._followed(self._child, progress)
        finally:
            self._child = self._over = None
            over.set()

    async def _followed(self, child: asyncio.subprocess.Process, progress: Callable[[Progress], None]) -> Summary:
        """Wait for a rebuild, and return its summary; its process has ended afterwards."""
        complaints = asyncio.create_task(_log_all(child.stderr))
        try:
            if self._stopped:  # while the process was being started
                raise ReindexFailed(STOPPED)
            last = await _last_word(child.stdout, progress)
            await child.wait()
        finally:
            await _end(child)
            await complaints
        if "summary" in last:
            return _summary(last["summary"])
        if self._stopped or "error" in last:
            raise ReindexFailed(last.get("error", STOPPED))
        log.warning("Rebuild: the process ended with %s and no summary", child.returncode)
        raise ReindexFailed(FAILED)

    async def stop(self) -> None:
        """End a running rebuild within seconds; the index stays as it was."""
        over = self._over
        if over is None:
            return
        self._stopped = True
        if self._child is not None:
            await _end(self._child)
        await over.wait()


async def _start(orders: dict[str, Any], engine: Address | None) -> asyncio.subprocess.Process:
    """Start the process, which imports the same packages as this one from whatever folder.

    The address of the engine, which may hold a password, is handed over where other users cannot read it.

    Raises:
        ReindexFailed: the system could not start it.
    """
    paths = [str(Path(__file__).resolve().parents[2]), os.environ.get("PYTHONPATH", "")]
    command = [sys.executable, "-P", "-m", "bot.live.reindex", json.dumps(orders)]
    try:
        return await asyncio.create_subprocess_exec(
            *command,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, paths)), ENGINE: engine.url if engine else ""},
            limit=LONGEST_LINE,
            start_new_session=True,  # an interrupt typed in the bot's terminal is for the bot, which ends this
        )
    except OSError as error:
        log.warning("Rebuild: no process could be started", exc_info=True)
        raise ReindexFailed(FAILED) from error


async def _end(child: asyncio.subprocess.Process) -> None:
    """End a process: ask it to end, then kill it; also when this call is cancelled."""
    if child.returncode is not None:
        return
    try:
        with contextlib.suppress(ProcessLookupError):
            child.terminate()
        async with asyncio.timeout(PATIENCE_SECONDS):
            await child.wait()
    except TimeoutError:
        log.warning("Rebuild: the process did not end when it was asked to")
    finally:
        if child.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                child.kill()
            await child.wait()


async def _last_word(stream: asyncio.StreamReader | None, progress: Callable[[Progress], None]) -> dict[str, Any]:
    """Pass on the progress that a process reports, and return its last line that is not progress."""
    assert stream is not None
    last: dict[str, Any] = {}
    async for line in stream:
        if not line.endswith(b"\n"):  # the process was ended while it wrote
            break
        said = json.loads(line)
        if "label" in said:
            progress(Progress(**said))
        else:
            last = said
    return last


async def _log_all(stream: asyncio.StreamReader | None) -> None:
    """Log what the process writes to its error stream."""
    assert stream is not None
    async for line in stream:
        log.warning("Rebuild: %s", line.decode(errors="replace").rstrip())


def _summary(fields: dict[str, Any]) -> Summary:
    lists = {name: tuple(value) for name, value in fields.items() if isinstance(value, list)}
    lists["skipped"] = tuple(Skipped(**file) for file in fields["skipped"])
    return Summary(**(fields | lists))


def summary_text(summary: Summary, seconds: float) -> str:
    """What a rebuild did, for a person to read, with a line for each file that was skipped."""
    counts = {name: len(getattr(summary, name)) for name in ("added", "changed", "removed", "unchanged", "skipped")}
    lines = [", ".join(f"{count} {name}" for name, count in counts.items())]
    lines += [f"  skipped {file.source}: {file.reason}" for file in summary.skipped]
    lines.append(
        f"{summary.passages} passages held, {summary.encoded} encoded now, in {seconds:.1f} s;"
        f" generation {summary.generation}"
    )
    return "\n".join(lines)


def main(arguments: Sequence[str]) -> int:
    """Run the rebuild in this process; the exit code is 0 when the index is up to date, else 1."""
    threading.Thread(target=_end_with_input, daemon=True).start()
    if hasattr(os, "nice"):
        os.nice(NICE)
    orders = json.loads(arguments[0])
    corpora, index = [Path(corpus) for corpus in orders["corpora"]], Path(orders["index"])
    encoder = functools.cache(lambda: SentenceEncoder(orders["model"], orders["runtime"]))
    shown = functools.partial(_without_folders, folders=[*corpora, index])
    voice = _Voice()
    try:
        summary = build(corpora, index, encoder, full=orders["full"], track=voice.track)
        if address := os.environ.get(ENGINE):
            _push(index, Address(address), voice.track)
    except ReportbotError as problem:
        print(problem, file=sys.stderr)  # in full, for the log
        voice.say({"error": shown(str(problem).partition("\n")[0])})
        return 1
    skipped = tuple(replace(file, reason=shown(file.reason)) for file in summary.skipped)
    voice.say({"summary": asdict(replace(summary, skipped=skipped))})
    return 0


def _push(index: Path, address: Address, track: Track) -> None:
    from index.engine.push import push  # with the driver, which is an extra

    push(index, address, track)


def _end_with_input() -> None:
    """End this process when its input is closed, which is when the bot has ended."""
    while os.read(0, 4096):  # not through sys.stdin, whose lock would hold up the interpreter's end
        pass
    os._exit(1)


class _Voice:
    """Writes lines of JSON to the standard output; what libraries print there goes to the error stream."""

    def __init__(self) -> None:
        self._output = os.fdopen(os.dup(1), "w", encoding="utf-8")
        os.dup2(2, 1)

    def say(self, line: dict[str, Any]) -> None:
        """Write one line, at once."""
        print(json.dumps(line), file=self._output, flush=True)

    def track(self, items: Iterable[T], /, *, label: str, total: int) -> Iterable[T]:
        """Go through items, and report how many are done: at the start, a few times a second, and at the end."""
        last = time.monotonic()
        if total:
            self.say({"label": label, "done": 0, "total": total})
        for done, item in enumerate(items, start=1):
            yield item
            if done == total or time.monotonic() - last >= SECONDS_BETWEEN:
                self.say({"label": label, "done": done, "total": total})
                last = time.monotonic()


def _without_folders(sentence: str, folders: Sequence[Path]) -> str:
    """A sentence with its paths shortened: to those within these folders, or else to the file names."""
    known = {folder.absolute() for folder in folders} | {folder.resolve() for folder in folders}
    for folder in sorted(known - {Path("/")}, key=lambda path: len(path.parts), reverse=True):
        path = rf"(?<![\w./-]){re.escape(str(folder))}"
        sentence = "".join(re.split(rf"{path}/", sentence))
        sentence = folder.name.join(re.split(rf"{path}(?![\w-])", sentence))
    return _ABSOLUTE.sub(r"\1", sentence)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
