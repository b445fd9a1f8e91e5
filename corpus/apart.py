"""Work in a process of its own, within limits: what crashes, hangs or takes too much there ends nothing else.

``python -m corpus.apart MODULE:FUNCTION`` is that process. It takes requests on its standard input and answers
them on its standard output, each a MessagePack value behind its length, until its input is closed. The function
has one argument, a dataclass. The process ends itself at a limit, so that it outlives neither a hang nor its owner.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import resource
import signal
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import IO, Any, Final, TypeVar, get_type_hints

import msgspec

from corpus.errors import ReportbotError, UnreadableReport

T = TypeVar("T")
_idle: dict[str, subprocess.Popen[bytes]] = {}  # processes that a worker has left, for the next one of their job

LENGTH: Final = 8  # bytes before each value that say how long it is
LONGEST_WAIT: Final = 600  # seconds by the clock for one request: a hang that takes no time of the processor
MEBIBYTE: Final = 1024 * 1024
_TIMES: Final = {-signal.SIGPROF, -signal.SIGALRM, -signal.SIGXCPU}
_THREADS: Final = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}  # of numpy, which need memory and are not used

TOO_LONG: Final = "it takes longer to read than {seconds:.0f} seconds"
TOO_LARGE: Final = "it takes more memory to read than {mebibytes} MiB"
CRASHED: Final = "it ends the program that reads it ({how})"
UNFORESEEN: Final = "it cannot be read, for an unforeseen reason ({what})"


class Failed(UnreadableReport):
    """What was to be read ended its process, went beyond a limit, or raised what nobody foresaw."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one request may take: ``seconds`` of the processor, and ``mebibytes`` of memory."""

    seconds: float
    mebibytes: int


class _Request(msgspec.Struct):
    limits: Limits
    value: msgspec.Raw


class _Reply(msgspec.Struct):
    """What came of a request: a value, or the sentence why there is none, the job's own or of a failure."""

    value: msgspec.Raw = msgspec.Raw(b"\xc0")
    refused: str | None = None
    failed: str | None = None
    out_of_memory: bool = False


class Worker:
    """A process for one function, started when it is needed and again after it ended; any thread may use it."""

    def __init__(self, job: str) -> None:
        """Work by the function that ``job`` names as ``package.module:function``."""
        self._job = job
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._served = 0  # requests, by the process at work

    def call(self, request: object, answer: type[T], limits: Limits) -> T:
        """What the function makes of ``request``.

        Raises:
            UnreadableReport: it refuses; the message is its own.
            Failed: it fails, ends its process or goes beyond a limit; the message says which.
        """
        sent = msgspec.msgpack.encode(_Request(limits, _packed(request)))
        with self._lock:
            reply = self._reply(sent, limits)
        if reply.refused is not None:
            raise UnreadableReport(reply.refused)
        if reply.failed is not None:
            raise Failed(reply.failed)
        return msgspec.msgpack.decode(reply.value, type=answer, dec_hook=_unpacked)

    def _reply(self, sent: bytes, limits: Limits) -> _Reply:
        """The reply to a request; one that a process ends with which others have used is tried in a fresh one."""
        while True:
            received = self._exchanged(sent)
            fresh = self._served == 0
            reply = msgspec.msgpack.decode(received, type=_Reply) if received else None
            if reply and not reply.out_of_memory:
                self._served += 1
                return reply
            code = self._end()
            if fresh or code in _TIMES:
                return _Reply(failed=_why(code, limits, out_of_memory=reply is not None))

    def _exchanged(self, sent: bytes) -> bytes:
        """Send a request and wait for what comes back: nothing where the process ends."""
        child = self._child = self._child or self._found()
        try:
            _write(_pipe(child.stdin), sent)
            return _read(_pipe(child.stdout))
        except BrokenPipeError:
            return b""
        except BaseException:  # nobody waits for this reply any more
            child.kill()
            self._end()
            raise

    def _found(self) -> subprocess.Popen[bytes]:
        """A process that is idle, or a new one."""
        left = _idle.pop(self._job, None)
        self._served = int(left is not None)
        return left or _started(self._job)

    def _end(self) -> int:
        """End the process; its exit code, or the signal that ended it as a number below 0."""
        child, self._child, self._served = self._child, None, 0
        if child is None:
            return 0
        with contextlib.suppress(OSError):
            _pipe(child.stdin).close()
        try:
            code = child.wait(5)
        except subprocess.TimeoutExpired:
            child.kill()
            code = child.wait()
        _pipe(child.stdout).close()
        return code

    def stop(self) -> None:
        """End the process at once, whatever it does; who waits for it is told that it crashed."""
        if (child := self._child) is not None:
            child.kill()

    def close(self) -> None:
        """Leave the process, once it is idle, to the next worker of its job, or end it where one has been left."""
        with self._lock:
            if self._child and self._child.poll() is None and _idle.setdefault(self._job, self._child) is self._child:
                self._child = None
            self._end()

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()


def _started(job: str) -> subprocess.Popen[bytes]:
    """Start the process, which imports what this one does, from wherever that is run.

    An interrupt typed in a terminal is for this process alone; what libraries complain of is nobody's to read.
    """
    paths = [str(Path(__file__).resolve().parents[1]), os.environ.get("PYTHONPATH", "")]
    try:
        return subprocess.Popen(
            [sys.executable, "-P", "-m", "corpus.apart", job],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | _THREADS | {"PYTHONPATH": os.pathsep.join(filter(None, paths))},
            start_new_session=True,
        )
    except OSError as error:
        raise ReportbotError(f"no process can be started to read reports in: {error.strerror}") from error


def _why(code: int, limits: Limits, *, out_of_memory: bool) -> str:
    if out_of_memory or code == -signal.SIGKILL:  # by the system, where memory runs out
        return TOO_LARGE.format(mebibytes=limits.mebibytes)
    if code in _TIMES:
        return TOO_LONG.format(seconds=limits.seconds)
    return CRASHED.format(how=signal.Signals(-code).name if code < 0 else f"exit code {code}")


def _packed(value: object) -> msgspec.Raw:
    return msgspec.Raw(msgspec.msgpack.encode(value, enc_hook=os.fsencode))  # of paths, whatever their bytes


def _unpacked(kind: type, value: Any) -> Any:
    return kind(os.fsdecode(value))


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    assert stream is not None  # each process is started with pipes
    return stream


def _write(stream: IO[bytes], value: bytes) -> None:
    stream.write(len(value).to_bytes(LENGTH, "big"))
    stream.write(value)
    stream.flush()


def _read(stream: IO[bytes]) -> bytes:
    """The next value, or nothing where the stream ends before its end."""
    length = int.from_bytes(stream.read(LENGTH), "big")
    value = stream.read(length)
    return value if len(value) == length else b""


def main(arguments: Sequence[str]) -> int:
    """Be the process: answer requests until the input ends."""
    output = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what libraries print is no reply
    module, _, name = arguments[0].partition(":")
    job = getattr(importlib.import_module(module), name)
    kind = _wanted(job)
    while received := _read(sys.stdin.buffer):
        request = msgspec.msgpack.decode(received, type=_Request)
        _limit(request.limits)
        reply = _done(job, kind, request.value)
        _limit(None)
        _write(output, msgspec.msgpack.encode(reply))
    return 0


def _wanted(job: Callable[[Any], object]) -> Any:
    """The type of a job's one argument; what it returns may be a type that only type checkers know."""
    annotations = {name: hint for name, hint in job.__annotations__.items() if name != "return"}
    (kind,) = get_type_hints(SimpleNamespace(__annotations__=annotations), vars(sys.modules[job.__module__])).values()
    return kind


def _limit(limits: Limits | None) -> None:
    """Have the system end this process beyond these limits, also in the midst of a library; or no longer."""
    signal.setitimer(signal.ITIMER_PROF, limits.seconds if limits else 0)
    signal.setitimer(signal.ITIMER_REAL, LONGEST_WAIT if limits else 0)
    _, most = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (limits.mebibytes * MEBIBYTE if limits else most, most))


def _done(job: Callable[[Any], object], kind: Any, value: msgspec.Raw) -> _Reply:
    try:
        return _Reply(_packed(job(msgspec.msgpack.decode(value, type=kind, dec_hook=_unpacked))))
    except ReportbotError as problem:
        return _Reply(refused=_text(str(problem)))
    except MemoryError:
        return _Reply(out_of_memory=True)
    except Exception as error:  # a hostile file may raise anything: it becomes the reason of this file
        return _Reply(failed=UNFORESEEN.format(what=_text(_where(error))))


def _where(error: Exception) -> str:
    """An error in one line, with the module that raised it."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    words = " ".join(f"{type(error).__name__}: {error}".split())
    return f"{words[:200]}, {Path(last.filename).name}"


def _text(words: str) -> str:
    return words.encode("utf-8", errors="replace").decode()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
