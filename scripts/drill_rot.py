"""Flipped bits, lost ends and missing files in an index: each is told, or changes no answer; and a rebuild mends it.

A small index is damaged in one place at a time, of all its files by their sizes. What follows from ``--seed``: the
same question is asked, the same quotation checked, of the whole index and of the damaged one, opened anew (as the
terminal does) and open before it was damaged (as the bot is). With ``--large`` no file is held in memory, as those of
very large indexes are not: other passages may be quoted then until the damage is noticed, in the reports' own words.
"""

from __future__ import annotations

import argparse
import ast
import logging
import random
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from bot.cli.progress import bar
from bot.live.drafts import Draft, check
from bot.live.index import LiveIndex
from bot.types import Asked, Quote
from corpus.describe.gazetteer import gazetteer
from corpus.describe.sidecar import BUNDLED
from corpus.errors import ReportbotError
from index import checksums
from index import generation as generations
from index.build import build
from index.store import Store
from scripts.hashed_encoder import HashedEncoder

QUESTIONS: Final = ("How quickly are 999 calls answered in Gwent?", "Is custody safe in Wiltshire?")
REPORTS: Final = (
    "gwent-peel-2023-25.pdf",
    "wiltshire-peel-2023-25.pdf",
    "west-mercia-revisit-2023.pdf",
    "reports.toml",
)
LARGE: Final = 2048  # bytes of a file that is too large to be held, with ``--large``: rows and pages are larger
MENDED: Final = 20  # of the damages: rebuilds take a second each


def made(folder: Path) -> Path:
    """An index of a few of the bundled reports."""
    (folder / "corpus").mkdir()
    for name in REPORTS:
        shutil.copy(BUNDLED / name, folder / "corpus")
    build([folder / "corpus"], folder / "index", HashedEncoder)
    return folder / "index"


def damage(index: Path, chosen: random.Random) -> str:
    """Damage one file in one place, and tell how: in most cases a flipped bit."""
    files = [path for path in sorted(index.rglob("*")) if path.is_file() and path.suffix != ".lock"]
    files = [path for path in files if path.stat().st_size]
    weights = [path.stat().st_size ** 0.5 for path in files]  # small ones, too
    path = chosen.choices(files, weights)[0]
    told = str(path.relative_to(index))
    data = bytearray(path.read_bytes())
    how = chosen.random()
    if how < 0.03:
        path.unlink()
        return f"{told} removed"
    if how < 0.06:
        path.write_bytes(data[: chosen.randrange(len(data))])
        return f"{told} cut short"
    at, bit = chosen.randrange(len(data)), chosen.randrange(8)
    data[at] ^= 1 << bit
    path.write_bytes(data)
    return f"{told}, byte {at}, bit {bit}"


def outcome(ask: Callable[[], object]) -> str:
    """What comes of asking: its words, a sentence that tells of damage, or what no person should see."""
    try:
        return repr(ask())
    except ReportbotError as told:
        return "told" if "run " in str(told) else f"told without the command: {told}"
    except Exception as error:  # what the drill looks for
        return f"error {type(error).__name__}: {error}"
    except BaseException as panic:
        if isinstance(panic, KeyboardInterrupt | SystemExit):
            raise
        return f"panic {type(panic).__name__}"


def asked(live: LiveIndex) -> object:
    """What two questions are answered, without the times."""
    answers = [live.answer(Asked(question)) for question in QUESTIONS]
    return [(a.status, a.message, list(map(_cited, a.quotes))) for a in answers]


def quoted(index: Path, words: str) -> object:
    """What a true quotation is told to be."""
    found = check(Draft("", words.encode(), str(index))).checked
    return [(one.verdict, [source.page for source in one.sources]) for one in found]


@dataclass(slots=True)
class Tally:
    """What was tried, by how it was looked at and what came of it, and the sentences on what failed."""

    held: str = ""  # all that may be quoted of a large index
    seen: Counter[str] = field(default_factory=Counter)
    failed: list[str] = field(default_factory=list)

    def count(self, how: str, told: str, came: str, right: str) -> None:
        """Count an outcome: the right one, or one that tells of the damage, holds."""
        kind = "same" if came == right else "told" if came == "told" else self._kind(came, right)
        self.seen[f"{how}: {kind}"] += 1
        if kind == "FAILED":
            self.failed.append(f"{how}, {told}: {came[:160]}")

    def _kind(self, came: str, right: str) -> str:
        if not came.startswith("[("):
            return "FAILED"
        quotes = [quote for _, _, quotes in ast.literal_eval(came) for quote in quotes]
        if "is left out, since" in came and all(repr(quote) in right for quote in quotes):
            return "told"
        return "others, in the reports' words" if all(words in self.held for words, *_ in quotes) else "FAILED"


@dataclass(frozen=True, slots=True)
class Whole:
    """The index before it is damaged, and what is answered and checked from it."""

    folder: Path
    index: Path
    words: str
    answers: str
    verdict: str
    held: str

    @classmethod
    def made(cls, folder: Path) -> Whole:
        """An index of a few of the bundled reports."""
        index = made(folder)
        words = opened(index).answer(Asked(QUESTIONS[0])).quotes[0].text
        answers, verdict = outcome(lambda: asked(opened(index))), outcome(lambda: quoted(index, words))
        return cls(folder, index, words, answers, verdict, _held(index))


def tried(whole: Whole, number: int, seed: int, tally: Tally) -> None:
    """Damage a copy of the index once, and look at it from all sides."""
    index = whole.folder / "damaged"
    shutil.copytree(whole.index, index)
    before = opened(index)
    before.load()
    told = damage(index, random.Random(f"{seed} {number}"))
    tally.count("opened anew", told, outcome(lambda: asked(opened(index))), whole.answers)
    tally.count("checked", told, outcome(lambda: quoted(index, whole.words)), whole.verdict)
    tally.count("open before", told, outcome(lambda: asked(before)), whole.answers)
    if number < MENDED:
        mended = outcome(lambda: build([whole.folder / "corpus"], index, HashedEncoder) and asked(opened(index)))
        tally.seen[f"mended: {mended == whole.answers}"] += 1
        tally.failed += [f"mended, {told}: {mended[:160]}"] * (mended != whole.answers)
    shutil.rmtree(index)


def opened(index: Path) -> LiveIndex:
    """The index, opened as each command does it."""
    return LiveIndex(index, HashedEncoder, gazetteer())


def main(arguments: Sequence[str] | None = None) -> int:
    """Damage, ask, and print what was tried, what held, and what failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--flips", type=int, default=400, metavar="N")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--most", type=int, default=20, metavar="N", help="failures that are printed")
    parser.add_argument("--large", action="store_true", help="as if all files were too large to be held in memory")
    given = parser.parse_args(arguments)
    if given.large:
        checksums.HELD = LARGE
    logging.disable(logging.ERROR)
    with tempfile.TemporaryDirectory(prefix="drill-") as name:
        whole = Whole.made(Path(name))
        tally = Tally(whole.held if given.large else "")
        for number in bar(range(given.flips), label="Flips", total=given.flips):
            tried(whole, number, given.seed, tally)
    for how, count in sorted(tally.seen.items()):
        print(f"  {how}: {count}")
    count = sum(tally.seen.values())
    print(f"rot: {given.flips} damages, {count} looks, {count - len(tally.failed)} held, {len(tally.failed)} failed")
    for sentence in tally.failed[: given.most]:
        print(f"  {sentence}")
    return int(bool(tally.failed))


def _cited(quote: Quote) -> tuple[str, int | None, str, str | None]:
    return quote.text, quote.page, quote.report.title, quote.link


def _held(index: Path) -> str:
    """The words of all passages of an index."""
    store = Store.open(generations.current(index).store)
    return "\n".join(stored.text for report in store.reports() for stored in store.passages_of(report.id))


if __name__ == "__main__":
    sys.exit(main())
