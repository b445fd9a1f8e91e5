"""Checks a draft made of the reports' own sentences, true ones and ones with a planted error: verdicts and times."""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from bot.config import Settings
from bot.verify.quotations import Paragraph, find_quotations
from bot.verify.verifier import Checked, Verifier
from corpus.describe.gazetteer import gazetteer
from corpus.errors import ReportbotError
from index import generation as generations
from index.lexical import LexicalIndex
from index.store import Store

FEWEST = 8  # words of a sentence that is quoted
Plant = Callable[[str], str]


def _put(pattern: str, new: Callable[[str], str]) -> Plant:
    """Changes the first match in a sentence; a sentence without one stays as it is."""
    return lambda text: re.sub(pattern, lambda match: new(match[0]), text, count=1)


PLANTS: dict[str, Plant] = {
    "nothing": lambda text: text,
    "a number": _put(r"\b(?!20\d\d|19\d\d)\d+\b", lambda number: str(int(number) + 3)),
    "a year": _put(r"\b20\d\d\b", lambda year: str(int(year) - 1)),
    "a negation": _put(r"\b(?:do|does|is|are|was|were|has|have|did) not ", lambda words: words[:-4]),
    "a grade": _put(r"\b(?:good|inadequate|adequate)\b", lambda grade: "adequate" if grade != "adequate" else "good"),
    "a last word": lambda text: re.sub(r"\w+(\W*)$", r"elsewhere\1", text),
    "a bracketed number": _put(r"\b(?!20\d\d|19\d\d)\d+\b(?=\s)", lambda number: f"[{int(number) + 3}]"),
    "a bracketed grade": _put(r"\b(?:good|inadequate)\b(?=\s)", lambda grade: "[weak]"),
    "an added word": lambda text: text.replace(" ", " always ", 1),
}


def main() -> int:
    """Prints one row for each kind of error, then the times."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--index", type=Path, default=Settings().index, metavar="DIR")
    parser.add_argument("--quotations", type=int, default=40, metavar="N", help="of each kind")
    parser.add_argument("--seed", type=int, default=11, metavar="N", help="of the order in which sentences are taken")
    given = parser.parse_args()
    try:
        live = generations.readable(given.index)
    except ReportbotError as problem:
        print(f"bench_verify: {problem}", file=sys.stderr)
        return 2
    began = time.perf_counter()
    store = Store.open(live.store)
    verifier = Verifier(store, LexicalIndex(live.lexical), gazetteer())
    print(f"{len(store.reports())} reports opened in {time.perf_counter() - began:.2f} s")
    drafts = {
        kind: list(_planted(_sentences(store, given.seed), plant, given.quotations)) for kind, plant in PLANTS.items()
    }
    cold = sum(_row(verifier, kind, texts) for kind, texts in drafts.items())
    count = sum(map(len, drafts.values()))
    warm = sum(_timed(verifier, texts)[1] for texts in drafts.values())
    print(f"{count} quotations: {cold:.1f} s at first, {warm:.1f} s again ({1000 * warm / max(1, count):.1f} ms each)")
    return 0


def _sentences(store: Store, seed: int) -> list[str]:
    """The sentences of all reports' paragraphs in a random order that is the same for each seed."""
    ids = [id for report in store.reports() for id in store.passage_ids([report.id])]
    random.Random(seed).shuffle(ids)
    found = (passage for passage in store.each_passage(ids[:3000]) if passage.passage.kind == "text")
    return [words for passage in found for words in passage.sentences if len(words.split()) >= FEWEST]


def _planted(sentences: Sequence[str], plant: Plant, count: int) -> Iterator[str]:
    changed = (plant(words) for words in sentences if plant(words) != words or plant is PLANTS["nothing"])
    for _, words in zip(range(count), changed, strict=False):
        yield words


def _row(verifier: Verifier, kind: str, texts: Sequence[str]) -> float:
    checked, seconds = _timed(verifier, texts)
    verdicts = Counter(one.verdict for one in checked)
    shown = ", ".join(f"{number} {verdict}" for verdict, number in verdicts.most_common())
    print(f"{kind + ' changed:':<28}{shown}")
    wrong = [one for one in checked if (one.verdict == "exact") != (kind == "nothing")]
    for one in wrong[:3]:
        print(f"    {one.verdict}: {one.quotation.text[:150]}")
    return seconds


def _timed(verifier: Verifier, texts: Sequence[str]) -> tuple[list[Checked], float]:
    began = time.perf_counter()
    quotations = find_quotations([Paragraph(words, "line 1", quoted=True) for words in texts])
    return [verifier.check(quotation) for quotation in quotations], time.perf_counter() - began


if __name__ == "__main__":
    sys.exit(main())
