"""Bring the index up to date with its corpus folders: only what changed is read again."""

from __future__ import annotations

import argparse
import functools
import json
import os
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from dotenv import dotenv_values

from bot.config import Settings
from bot.progress import bar
from corpus.errors import ReportbotError
from index.build import Summary, build, untracked
from index.encoder import SentenceEncoder


def main(arguments: Sequence[str] | None = None) -> int:
    """Build, and print what was added, changed, removed, left and skipped."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, action="append", metavar="DIR", help="folder of reports; repeatable")
    parser.add_argument("--index", type=Path, metavar="DIR", help="folder of the index")
    parser.add_argument("--full", action="store_true", help="read and encode everything again")
    parser.add_argument("--json", action="store_true", help="print the summary as JSON, without a progress bar")
    given = parser.parse_args(arguments)
    started = time.perf_counter()
    try:
        environ = {k: v for k, v in dotenv_values(".env").items() if v is not None} | dict(os.environ)
        settings = Settings.from_env(environ)
        encoder = functools.cache(lambda: SentenceEncoder(settings.model))
        summary = build(
            given.corpus or settings.corpus,
            given.index or settings.index,
            encoder,
            full=given.full,
            track=untracked if given.json else bar,
        )
    except ReportbotError as problem:
        print(f"rebuild_index: {problem}", file=sys.stderr)
        return 2
    seconds = time.perf_counter() - started
    print(json.dumps(asdict(summary) | {"seconds": round(seconds, 2)}) if given.json else _text(summary, seconds))
    return 0


def _text(summary: Summary, seconds: float) -> str:
    counts = {name: len(getattr(summary, name)) for name in ("added", "changed", "removed", "unchanged", "skipped")}
    lines = [", ".join(f"{count} {name}" for name, count in counts.items())]
    lines += [f"  skipped {file.source}: {file.reason}" for file in summary.skipped]
    lines.append(
        f"{summary.passages} passages held, {summary.encoded} encoded now, in {seconds:.1f} s;"
        f" generation {summary.generation}"
    )
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
