"""Bring the index up to date with its corpus folders: only what changed is read again."""

from __future__ import annotations

import sys

try:
    import argparse
    import functools
    import json
    import os
    import time
    from collections.abc import Callable, Sequence
    from dataclasses import asdict
    from pathlib import Path

    from dotenv import dotenv_values

    from bot.cli.opening import reader_of
    from bot.cli.progress import bar
    from bot.config import Settings
    from bot.live.reindex import summary_text
    from corpus.errors import ReportbotError
    from index.build import build
    from index.encoder import SentenceEncoder
    from index.track import untracked
    from index.types import Encoder
except KeyboardInterrupt:  # Ctrl-C while all this is read: there is nothing to end yet
    sys.exit(1)

KEPT = "The index is as it was, and what was encoded so far is kept: run the command again to go on with it."


def main(arguments: Sequence[str] | None = None, encoder: Callable[[], Encoder] | None = None) -> int:
    """Build, and print what was added, changed, removed, left and skipped; without ``encoder`` that of the settings."""
    started = time.perf_counter()
    try:
        parser = argparse.ArgumentParser(description=__doc__)
        parser.add_argument("--corpus", type=Path, action="append", metavar="DIR", help="folder of reports; repeatable")
        parser.add_argument("--index", type=Path, metavar="DIR", help="folder of the index")
        parser.add_argument("--full", action="store_true", help="read and encode everything again")
        parser.add_argument(
            "--allow-removals",
            action="store_true",
            help="let more than a fifth of the reports held go, if they are gone",
        )
        parser.add_argument("--json", action="store_true", help="print the summary as JSON, without a progress bar")
        given = parser.parse_args(arguments)
        environ = {k: v for k, v in dotenv_values(".env").items() if v is not None} | dict(os.environ)
        settings = Settings.from_env(environ)
        own = functools.cache(lambda: SentenceEncoder(settings.model, settings.runtime))
        summary = build(
            given.corpus or settings.corpus,
            given.index or settings.index,
            encoder or own,
            full=given.full,
            track=untracked if given.json else bar,
            allow_removals=given.allow_removals,
        )
        if not encoder and summary.encoded and (reader := reader_of(settings)):
            reader.load()
    except ReportbotError as problem:
        print(f"rebuild_index: {problem}", file=sys.stderr)
        return 2
    except OSError as problem:
        print(f"rebuild_index: {problem.filename2 or problem.filename}: {problem.strerror}. {KEPT}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(f"rebuild_index: stopped. {KEPT}", file=sys.stderr)
        return 1
    seconds = time.perf_counter() - started
    as_json = asdict(summary) | {"seconds": round(seconds, 2)}
    print(json.dumps(as_json) if given.json else summary_text(summary, seconds))
    return 0


if __name__ == "__main__":
    sys.exit(main())
