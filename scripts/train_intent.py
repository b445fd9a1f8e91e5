"""Train what a question is for, on labelled questions and on those written for this project, and ship the weights.

Run again whenever the encoder changes: ``python -m scripts.train_intent LABELLED.jsonl``. Every figure of the five
folds is of questions that chose nothing: features, weights and biases of a fold come from the other four.
"""

from __future__ import annotations

import argparse
import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from scipy.sparse import csr_matrix, hstack, vstack
from sklearn.linear_model import LogisticRegression

from bot.config import Settings
from bot.question import alike
from bot.question.alike import Alike
from bot.question.bodies import mentioned
from bot.question.features import features
from bot.question.intent import DATA, HEADS, Head, Intent, Weights
from bot.question.own_words import own_words
from bot.question.question import Question
from bot.question.times import times_in
from bot.question.topic import searched
from corpus.describe.gazetteer import Gazetteer, gazetteer
from index.encoder import SentenceEncoder
from index.types import Vectors
from scripts.evaluate_understanding import Row, read, table, understood

OWN: Final = Path(__file__).parent / "intent" / "questions.jsonl"
FOLDS: Final = 5
STRENGTH: Final = 1.0  # of the fit against regularisation, scikit-learn's C
LEAST: Final = 3  # questions that a feature must occur in
LEAST_CROSS: Final = 8  # the same, of a pair of spans or a part of a word
LABELLED: Final = 3.0  # weight of a question of the labelled file, against 1 of one written for this project
WORDS_ALONE: Final = 0.5  # share of the fit that does without the vector
SHARE: Final = 1.5  # of features against the vector, both of length about 1
SMOOTH: Final = 0.2  # of what like questions tell, against the trust in each label
TODAY: Final = 2026  # the year in which the questions were asked


@dataclass(frozen=True, slots=True)
class Example:
    """A question with its features, its vector and its label for each head that it has one for; ``fold`` 0 for none."""

    features: Mapping[str, float]
    vector: Vectors
    labels: Mapping[Head, str]
    fold: int


def main() -> None:
    """Print the figures of the folds, train on everything, and write the weights."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("file", type=Path, help="labelled questions, one JSON object a line")
    parser.add_argument("--out", type=Path, default=DATA, help="where the weights are written")
    parser.add_argument("--no-folds", action="store_true", help="train only")
    given = parser.parse_args()
    rows, settings = read(given.file), Settings()
    encoder = SentenceEncoder(settings.model, settings.runtime)
    examples = examples_of(rows, encoder)
    if not given.no_folds:
        print(table(rows, folded(rows, examples, encoder)))
    weights = trained(examples, encoder.model.sha256)
    save(given.out, weights)
    size = given.out.stat().st_size // 1024
    print(f"{given.out}: {size} KB, {len(weights.places)} features, {len(examples)} questions")


def folded(rows: Sequence[Row], examples: Sequence[Example], encoder: SentenceEncoder) -> list[Row]:
    """What each labelled question is taken to ask by weights trained on the other folds."""
    intents = {
        fold: Intent(encoder, trained([e for e in examples if e.fold != fold], encoder.model.sha256))
        for fold in range(1, FOLDS + 1)
    }
    return [understood(row, intents[fold_of(row)], None) for row in rows]


def fold_of(row: Row) -> int:
    """The fold of a labelled question, from 1, by its id alone."""
    return int(hashlib.sha1(row["id"].encode()).hexdigest(), 16) % FOLDS + 1


def examples_of(rows: Sequence[Row], encoder: SentenceEncoder) -> list[Example]:
    """The labelled questions and those of the project, with features and vectors."""
    names = gazetteer()
    asked = [(row["q"], bool(row["prev"]), _labels(row, names), fold_of(row)) for row in rows]
    asked += [(row["q"], bool(row["prev"]), _labels(row, names), 0) for row in own_questions()]
    found = [(text, mentioned(text, names), times_in(text, TODAY), follows) for text, follows, _, _ in asked]
    vectors = encoder.encode([searched(text, mentions, times) for text, mentions, times, _ in found])
    return [
        Example(features(*one[:3], follows=one[3]), vector, _own(one, labels), fold)
        for one, vector, (_, _, labels, fold) in zip(found, vectors, asked, strict=True)
    ]


def _own(found: tuple[Any, ...], labels: Mapping[Head, str]) -> Mapping[Head, str]:
    """The labels that a question's own words can tell: one of none says not what it seeks, nor whose its years are."""
    text, mentions, times, follows = found
    if follows and not own_words(Question(text, "", mentions, times=times)):
        return {head: label for head, label in labels.items() if head not in ("seeks", "polarity")}
    return labels


def _labels(row: Row, names: Gazetteer) -> dict[Head, str]:
    labels: dict[Head, str] = {"seeks": row["seeks"], "turn": row["turn"], "polarity": row["polarity"]}
    if times_in(row["q"], TODAY):
        labels["role"] = row["year_role"]
    if "service" in row:
        labels["service"] = row["service"]
    elif "bodies" in row:
        kinds = {body.kind for name in row["bodies"] if (body := names.get(name))}
        if len(kinds) < 2 and not row["may_be"]:
            labels["service"] = next(iter(kinds), "none")
    return labels


def own_questions(path: Path = OWN) -> list[Row]:
    """The questions written for this project, in the shape of the labelled ones; what is left out is nothing."""
    return [{"prev": [], "turn": "none", "polarity": "", "year_role": "inspection", **row} for row in read(path)]


def trained(examples: Sequence[Example], encoder: str) -> Weights:
    """Weights fitted to examples, each with the encoder's vector and without."""
    counts = Counter(name for example in examples for name in example.features)
    names = sorted(
        name for name, count in counts.items() if count >= (LEAST_CROSS if name[:2] in ("x:", "c:") else LEAST)
    )
    places = {name: place for place, name in enumerate(names)}
    words, rows = _table(examples, places, SHARE), np.stack([example.vector for example in examples])
    table = csr_matrix(vstack([hstack([words, rows]), hstack([words, csr_matrix(rows.shape)])]))
    fitted = {head: _fitted(table, examples, head) for head in HEADS}
    scale = np.ones(table.shape[1], dtype=np.float32)
    scale[: len(places)] = SHARE  # folded into the weights, so that features are used as they are
    return Weights(
        encoder,
        places,
        {head: [str(name) for name in model.classes_] for head, model in fitted.items()},
        {head: (model.coef_ * scale).astype(np.float32) for head, model in fitted.items()},
        {head: model.intercept_.astype(np.float32) for head, model in fitted.items()},
        _alike([one for one in examples if "seeks" in one.labels], places, [*fitted["seeks"].classes_]),
    )


def _alike(examples: Sequence[Example], places: Mapping[str, int], classes: Sequence[str]) -> Alike:
    """What examples tell of those like them: the regression of their labels on their likeness to each other."""
    words, rows = _table(examples, places, 1.0), np.stack([example.vector for example in examples])
    weights = _weights(examples)
    labels = np.array([classes.index(example.labels["seeks"]) for example in examples])
    told = np.eye(len(classes))[labels]
    base = weights @ told / weights.sum()
    products = (words @ words.T).toarray() + rows @ rows.T
    lengths = np.diag(products)
    near = alike.likeness(lengths[:, None] + lengths - 2 * products)
    solved = np.linalg.solve(near + np.diag(SMOOTH / weights), told - base)
    columns = words.tocsc()
    by_feature = columns.indptr, columns.indices, columns.data.astype(np.float32)
    return Alike(*by_feature, rows, solved.astype(np.float32), base.astype(np.float32), lengths.astype(np.float32))


def _weights(examples: Sequence[Example]) -> Vectors:
    return np.array([LABELLED if example.fold else 1.0 for example in examples])


def _table(examples: Sequence[Example], places: Mapping[str, int], share: float) -> csr_matrix:
    """The features of examples, one row each, as large as their share: few of many are not 0."""
    known = [[(places[name], value) for name, value in one.features.items() if name in places] for one in examples]
    values = np.array([value * share for row in known for _, value in row])
    columns = [place for row in known for place, _ in row]
    return csr_matrix((values, columns, np.cumsum([0, *map(len, known)])), shape=(len(examples), len(places)))


def _fitted(table: csr_matrix, examples: Sequence[Example], head: Head) -> LogisticRegression:
    """A model of the examples that have a label; ``table`` has a row for each with its vector, then one without."""
    labelled = [n for n, example in enumerate(examples) if head in example.labels]
    classes = [examples[n].labels[head] for n in labelled]
    weights = _weights([examples[n] for n in labelled])
    shares = np.concatenate([weights * (1 - WORDS_ALONE), weights * WORDS_ALONE])
    rows = table[labelled + [n + len(examples) for n in labelled]]
    return LogisticRegression(C=STRENGTH, max_iter=1000).fit(rows, classes * 2, sample_weight=shares)


def save(path: Path, weights: Weights) -> None:
    """Write weights as plain arrays, rows in 16 bits."""
    arrays: dict[str, Any] = {"encoder": np.array(weights.encoder), "names": np.array([*weights.places])}
    for head in HEADS:
        arrays[f"{head}_classes"] = np.array([*weights.classes[head]])
        arrays[f"{head}_rows"] = weights.rows[head].astype(np.float16)
        arrays[f"{head}_biases"] = weights.biases[head]
    np.savez_compressed(path, **arrays, **alike.arrays(weights.alike))


if __name__ == "__main__":
    main()
