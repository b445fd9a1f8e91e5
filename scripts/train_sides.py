"""Train which way sentences lean, on those that reports set under headings of strengths and of weaknesses.

``python -m scripts.train_sides INDEX …`` reads indexes of official reports, prints how many sentences of reports left
out of the training are told rightly, in five folds by report, and ships weights trained on all.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from bot.question.leaning import headed_as
from bot.search.sides import DATA, SURE
from corpus.structure.text import searchable
from index import generation as generations
from index.encoder import SentenceEncoder
from index.texts import Texts

SHORTEST: Final = 5  # words of a sentence
FOLDS: Final = 5


def headed(folder: Path) -> Iterator[tuple[str, str, bool]]:
    """The sentences of an index under headings of one side: their report, their words, whether it is weaknesses."""
    texts = Texts(generations.current(folder))
    for report in texts.reports:
        for stored in texts.store.passages_of(report):
            side = headed_as(stored.passage.heading)
            for sentence, words in zip(stored.passage.sentences, stored.sentences, strict=True):
                if len(side) == 1 and sentence.kind not in ("row", "note") and len(words.split()) >= SHORTEST:
                    yield report, words, side == {"weakness"}


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures of the folds, train on everything, and write the weights."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("indexes", nargs="+", type=Path, metavar="INDEX", help="folders of indexes of official reports")
    given = parser.parse_args(arguments)
    rows = [row for folder in given.indexes for row in headed(folder)]
    groups, weak = [row[0] for row in rows], np.array([row[2] for row in rows])
    encoder = SentenceEncoder()
    vectors = encoder.encode([searchable(words) for _, words, _ in rows])
    shares = np.zeros(len(rows))
    for train, test in GroupKFold(FOLDS).split(vectors, weak, groups):
        shares[test] = fitted(vectors[train], weak[train]).predict_proba(vectors[test])[:, 1]
    sure = (shares >= SURE) | (shares <= 1 - SURE)
    right = (shares > 0.5) == weak
    print(f"{len(rows)} sentences of {len({*groups})} reports: {right.mean():.3f} right")
    print(f"told for sure: {sure.mean():.3f} of them, {right[sure].mean():.3f} right")
    model = fitted(vectors, weak)
    row, bias = model.coef_[0].astype(np.float32), np.float32(model.intercept_[0])
    np.savez(DATA, encoder=np.array(encoder.model.sha256), row=row, bias=bias)


def fitted(vectors: np.ndarray, weak: np.ndarray) -> LogisticRegression:
    """The model of these sentences; both sides count the same."""
    return LogisticRegression(C=1.0, max_iter=2000, class_weight="balanced").fit(vectors, weak)


if __name__ == "__main__":
    main()
