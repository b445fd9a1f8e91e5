"""The graph by which an engine searches vectors: pushes leave it as it is, add to it, make it anew and mend it."""

from __future__ import annotations

from pathlib import Path

import pytest
from engine_asked import live, only, shown
from fakes import FakeEncoder

from bot.present.engine import look_text
from bot.types import Asked
from index.address import Address
from index.build import build
from index.engine import graph
from index.engine.connection import Connection
from index.engine.held import Held
from index.engine.look import look
from index.engine.push import Publishing, push
from index.engine.version import Engine
from index.errors import EngineError


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two rows are as many as are compared without a graph."""
    monkeypatch.setattr(graph, "EXACT", 2)


def graphs(engine: Address) -> list[str]:
    return [str(name) for (name,) in only(engine, "SELECT relname::text FROM pg_class WHERE relname ~ '^vectors_near'")]


def changed(corpus: Path, index: Path, words: str) -> None:
    (corpus / "letter.txt").write_text(f"{words}\n", encoding="utf-8")
    build([corpus], index, FakeEncoder)


def test_a_small_push_goes_into_the_graph(
    corpus: Path, built: Path, engine: Address, few: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is not made anew, and a search by all is told to use it."""
    monkeypatch.setattr(graph, "SHARE", 0.5)
    push(built, engine)
    before = graphs(engine)
    changed(corpus, built, "The force attends no burglary.")
    push(built, engine)
    assert len(before) == 1
    assert graphs(engine) == before
    connection = Connection(engine)
    which, values = Held.read(connection, Engine(engine).current().number).condition(None)
    near = f"SELECT id FROM vectors WHERE {which} ORDER BY row <#> (SELECT row FROM vectors LIMIT 1) LIMIT 2"
    for setting in ("enable_seqscan", "enable_sort", "enable_bitmapscan"):
        connection.run(f"SET {setting} = off")
    assert before[0] in str(connection.rows(f"EXPLAIN {near}", values))
    connection.close()


def test_a_push_of_much_makes_the_graph_anew(
    corpus: Path, built: Path, engine: Address, few: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While it sends, answers go on from the old one, which takes in none of the new rows."""
    push(built, engine)
    (before,) = graphs(engine)
    changed(corpus, built, "Nobody attends burglaries any more.")
    seen: list[list[str]] = []
    real = Publishing.publish

    def publish(self: Publishing, copies: dict[str, int]) -> int:
        seen.append(graphs(engine))
        return real(self, copies)

    monkeypatch.setattr(Publishing, "publish", publish)
    push(built, engine)
    (after,) = graphs(engine)
    assert sorted(seen[0]) == sorted({before, after})
    assert before != after
    ((newest, most),) = only(engine, "SELECT max(copy), min(copy) FROM copies")
    assert most < int(before.rpartition("_")[2]) < newest < int(after.rpartition("_")[2])
    asked = Asked("Does the force attend every burglary in Wiltshire?")
    assert shown(live(Engine(engine)).answer(asked)) == shown(live(built).answer(asked))


def test_a_push_that_ends_before_the_graph_is_mended_by_the_next(
    corpus: Path, built: Path, engine: Address, few: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The old version and its graph stay; though the next push has little to send, it makes the graph anew."""
    push(built, engine)
    before = graphs(engine)
    changed(corpus, built, "Nobody attends burglaries any more.")
    with monkeypatch.context() as patched:
        patched.setattr(graph, "make", refuse)
        with pytest.raises(EngineError, match="no room"):
            push(built, engine)
    assert graphs(engine) == before
    assert look(engine).graph
    assert "Nobody" not in str(shown(live(Engine(engine)).answer(Asked("Does the force attend burglaries?"))))
    assert push(built, engine).written == 0
    assert len(graphs(engine)) == 1
    assert graphs(engine) != before


def refuse(connection: Connection, newest: int, workers: int) -> None:
    raise EngineError("no room")


def test_where_processes_cannot_share_memory_one_makes_the_graph(
    held: Path, engine: Address, few: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in a container, which has 64 MB for that."""
    real, tried = graph.make, []

    def make(connection: Connection, newest: int, workers: int) -> None:
        tried.append(workers)
        real(connection, newest, workers)
        if workers:
            raise EngineError("could not resize shared memory segment")

    monkeypatch.setattr(graph, "make", make)
    push(held, engine)
    assert tried == [graph.WORKERS, 0]
    assert len(graphs(engine)) == 1


def test_a_graph_that_is_missing_is_told_and_made(held: Path, engine: Address, few: None) -> None:
    """By the next push, though it has nothing to send."""
    push(held, engine)
    assert "Missing" not in look_text(engine, look(engine))
    only(engine, f"DROP INDEX reportbot.{graphs(engine)[0]}")
    told = look_text(engine, look(engine))
    assert "Missing: the graph of the vectors. Until `reportbot engine push` makes it" in told
    assert "Questions can be answered from it." in told
    push(held, engine)
    assert look(engine).graph
