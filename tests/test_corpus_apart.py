"""Work in a process of its own: what it answers, and what it says of what crashes, hangs or takes too much."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from jobs import Done, Order

from corpus.apart import Limits, Worker
from corpus.errors import UnreadableReport

AMPLE = Limits(20, 1024)
TIGHT = Limits(0.2, 256)


@pytest.fixture
def worker(monkeypatch: pytest.MonkeyPatch) -> Iterator[Worker]:
    """A worker of the jobs of tests."""
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))
    with Worker("jobs:work") as worker:
        yield worker


def done(worker: Worker, do: str, limits: Limits = AMPLE) -> Done:
    return worker.call(Order(do), Done, limits)


def test_what_is_done_comes_back_as_the_value_it_is(worker: Worker) -> None:
    """Also a path whose bytes are no UTF-8; what libraries print on the way is no part of it."""
    path = Path(os.fsdecode(b"/reports/\xff.pdf"))
    assert worker.call(Order("print", Path("a.pdf")), Done, AMPLE).words == ("print", "a.pdf")
    with pytest.raises(UnreadableReport, match=r"unforeseen reason \(UnicodeEncodeError"):  # a path is no text
        worker.call(Order("print", path), Done, AMPLE)


def test_one_process_serves_many_requests_and_is_not_this_one(worker: Worker) -> None:
    """Starting one takes far longer than most requests."""
    processes = {done(worker, "answer").process for _ in range(3)}
    assert len(processes) == 1
    assert processes != {os.getpid()}


@pytest.mark.parametrize(
    ("do", "limits", "reason"),
    [
        ("refuse", AMPLE, "no pages in it"),
        ("fail", AMPLE, "it cannot be read, for an unforeseen reason (KeyError: 'lost', jobs.py)"),
        ("crash", AMPLE, "it ends the program that reads it (SIGABRT)"),
        ("hang", TIGHT, "it takes longer to read than 0 seconds"),
        ("grow", Limits(20, 256), "it takes more memory to read than 256 MiB"),
    ],
)
def test_whatever_goes_wrong_is_a_sentence_and_the_next_request_is_served(
    worker: Worker, do: str, limits: Limits, reason: str
) -> None:
    """Before it and after it."""
    done(worker, "answer")
    with pytest.raises(UnreadableReport) as refusal:
        done(worker, do, limits)
    assert str(refusal.value) == reason
    assert done(worker, "answer").words == ("answer", ".")


def test_a_process_that_is_left_serves_the_next_worker(worker: Worker) -> None:
    """It need not be started again."""
    first = done(worker, "answer").process
    worker.close()
    with Worker("jobs:work") as other:
        assert done(other, "answer").process == first
