"""The ``reportbot`` command: reads the settings, runs one of its commands, and turns failures into sentences."""

from __future__ import annotations

import sys

try:
    import argparse
    import os
    from collections.abc import Sequence
    from dataclasses import replace

    from dotenv import dotenv_values

    from bot.cli import (
        asking,
        briefing,
        checking,
        comparing,
        engine,
        fetching,
        finding,
        grading,
        holdings,
        page,
        running,
        understanding,
        verifying,
    )
    from bot.cli.opening import DONE, FAILED, MISUSED, refuse_turned_years
    from bot.cli.terminal import words_alone
    from bot.config import Settings
    from corpus.errors import ReportbotError
except KeyboardInterrupt:  # Ctrl-C while all this is read: there is nothing to end yet
    sys.exit(1)

# In the order of the help.
COMMANDS = (
    asking,
    understanding,
    comparing,
    finding,
    grading,
    page,
    briefing,
    verifying,
    holdings,
    checking,
    engine,
    fetching,
    running,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is 0 when it is done, 2 for wrong use or bad input, else 1."""
    with words_alone():
        return _done(_parser().parse_args(arguments))


def _done(given: argparse.Namespace) -> int:
    try:
        environ = {k: v for k, v in dotenv_values(".env").items() if v is not None} | dict(os.environ)
        settings = Settings.from_env(environ)
        if given.index:
            engine = settings.engine if "into_engine" in given else None
            settings = replace(settings, index=given.index, engine=engine)
        refuse_turned_years(given)
        outcome = int(given.run(settings, given))
        sys.stdout.flush()  # here, not at exit, it shows that no one reads any more
        return outcome
    except ReportbotError as problem:
        print(f"reportbot: {problem}", file=sys.stderr)
        return MISUSED
    except BrokenPipeError:
        _print_no_more()
        return DONE
    except KeyboardInterrupt:
        return FAILED
    except OSError as problem:
        if problem.filename is not None:  # of a file, and not of what is printed
            print(f"reportbot: {problem.filename}: {problem.strerror}", file=sys.stderr)
            return FAILED
        _print_no_more()
        print(f"reportbot: what is printed cannot be written: {problem.strerror}", file=sys.stderr)
        return FAILED


def _print_no_more() -> None:
    """Let what is still to be printed go nowhere, so that the interpreter's end is quiet, too."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="reportbot", description="Cited answers from inspection reports.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for module in COMMANDS:
        module.add(commands)
    return parser


if __name__ == "__main__":
    sys.exit(main())
