"""What is in an engine and what a push did, as plain sentences."""

from __future__ import annotations

from bot.phrases import counted
from index.address import Address
from index.engine.look import Look
from index.engine.push import Pushed
from index.engine.schema import VECTOR

MEGABYTE = 1_000_000
OWNER = "a database owner has to run: {statement};"


def look_text(address: Address, seen: Look) -> str:
    """What is there, what is missing, and what it costs."""
    return "\n".join([*_there(address, seen), *_missing(seen), *_costs(seen)])


def _there(address: Address, seen: Look) -> list[str]:
    safe = f"encrypted with {seen.encrypted}" if seen.encrypted else "not encrypted"
    vector = f"pgvector {seen.vector}" if seen.vector else "without pgvector"
    lines = [f"{address}: PostgreSQL {seen.server}, {vector}. The connection is {safe}."]
    if seen.live:
        made = seen.live.manifest
        kept = f" {counted(seen.live.others, 'other version')} kept." if seen.live.others else ""
        lines.append(
            f"The live version is {seen.live.name}: {counted(made.reports, 'report')},"
            f" {counted(made.passages, 'passage')}, published {seen.live.published}.{kept}"
        )
    return lines


def _missing(seen: Look) -> list[str]:
    lines = [] if seen.primary else ["This server is a standby: it can answer, and a push needs the primary."]
    if seen.vector is None and seen.offered is None:
        lines.append(
            "Missing: the server does not offer pgvector. Install it there (https://github.com/pgvector/pgvector)."
        )
    elif seen.vector is None and not seen.writes:
        lines.append(f"Missing: pgvector; {OWNER.format(statement='CREATE EXTENSION vector')}")
    elif seen.vector and _numbers(seen.vector) < VECTOR:
        lines.append(f"Missing: pgvector {'.'.join(map(str, VECTOR))} or newer.")
    if not seen.reads:
        lines.append("Missing: this role may not read the tables. docs/engine.md has the rights that a reader needs.")
    elif seen.live is None:
        lines.append("Missing: no index is there yet: run `reportbot engine push`.")
    if not seen.graph:
        lines.append(
            "Missing: the graph of the vectors. Until `reportbot engine push` makes it, a question that names no body,"
            " kind or time compares all of them, which takes long."
        )
    if not seen.writes:
        lines.append("This role may not write: it can answer, and a push needs a role that owns the tables.")
    return [*lines, "Questions can be answered from it."] if seen.ready else lines


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".")[:2] if part.isdigit())


def _costs(seen: Look) -> list[str]:
    if not seen.sizes:
        return []
    every = sum(seen.sizes.values())
    largest = ", ".join(f"{name} {_size(size)}" for name, size in list(seen.sizes.items())[:4])
    searched = sum(seen.sizes.get(name, 0) for name in ("vectors", "postings"))
    enough = (
        "has room for them"
        if searched <= seen.buffers
        else "is smaller: raise shared_buffers, or expect slower answers"
    )
    return [
        f"It takes {_size(every)} on disk (most of it: {largest}).",
        f"Searches read {_size(searched)} most; the server's memory for tables, {_size(seen.buffers)}, {enough}.",
    ]


def _size(size: int) -> str:
    return f"{size / MEGABYTE:,.1f} MB"


def pushed_text(address: Address, done: Pushed, seconds: float) -> str:
    """What a push did."""
    lost = f" The connection was lost {counted(done.again, 'time')}, and made again." if done.again else ""
    return (
        f"{address} has the index {done.version}: {counted(done.written, 'report')} sent and read back row for row,"
        f" {done.there} there already, {done.gone} gone; {counted(done.passages, 'passage')}, in {seconds:.1f} s.{lost}"
    )
