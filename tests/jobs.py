"""What a worker is given to do in tests: each job does one thing that a reader of a bad file may do."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import UnreadableReport


@dataclass(frozen=True, slots=True)
class Order:
    """What to do, and with what."""

    do: str
    path: Path = Path()


@dataclass(frozen=True, slots=True)
class Done:
    """What came of it, and the process that did it."""

    words: tuple[str, ...]
    process: int


def work(order: Order) -> Done:
    """Answer, refuse, fail, crash, hang, or take memory."""
    match order.do:
        case "refuse":
            raise UnreadableReport("no pages in it")
        case "fail":
            raise KeyError("lost")
        case "crash":
            os.abort()
        case "hang":
            while True:
                pass
        case "grow":
            held = []
            while True:
                held.append(bytearray(2**24))
        case "print":
            print("what a library prints")
    return Done((order.do, str(order.path)), os.getpid())
