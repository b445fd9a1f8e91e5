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
from sklearn.linear_model import LogisticRegression

from bot.config import Settings
from bot.question.bodies import mentioned
from bot.question.conversation import own_words
from bot.question.features import features, masked, readable
from bot.question.intent import DATA, HEADS, Head, Intent, Weights
from bot.question.question import Question
from bot.question.times import times_in
from corpus.describe.gazetteer import Gazetteer, gazetteer
from index.encoder import SentenceEncoder
from index.types import Vectors
from scripts.evaluate_understanding import Row, read, table, understood

OWN: Final = Path(__file__).parent / "intent" / "questions.txt"
FOLDS: Final = 5
STRENGTH: Final = 3.0  # of the fit against regularisation, scikit-learn's C
LEAST: Final = 2  # questions that a feature must occur in
SHARE: Final = 1.5  # of features against the vector, both of length about 1
TODAY: Final = 2026  # the year in which the questions were asked
_FLAGS: Final[Mapping[Head, tuple[str, ...]]] = {
    "turn": ("latest", "previous", "first", "all"),
    "polarity": ("weakness", "strength"),
    "service": ("police", "fire", "area"),
}


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
    vector, words = (trained(examples, encoder.model.sha256, vectors=vectors) for vectors in (True, False))
    save(given.out, vector, words)
    size = given.out.stat().st_size // 1024
    print(f"{given.out}: {size} KB, {len(vector.places)} features, {len(examples)} questions")


def folded(rows: Sequence[Row], examples: Sequence[Example], encoder: SentenceEncoder) -> list[Row]:
    """What each labelled question is taken to ask by weights trained on the other folds."""
    intents = {
        fold: Intent(encoder, trained([e for e in examples if e.fold != fold], encoder.model.sha256, vectors=True))
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
    asked += [(text, follows, labels, 0) for text, follows, labels in own_questions()]
    found = [(text, mentioned(text, names), times_in(text, TODAY), follows) for text, follows, _, _ in asked]
    vectors = encoder.encode([readable(masked(text, mentions, times)) for text, mentions, times, _ in found])
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
    kinds = {body.kind for name in row["bodies"] if (body := names.get(name))}
    if len(kinds) < 2 and not row["may_be"]:
        labels["service"] = next(iter(kinds), "none")
    return labels


def own_questions(path: Path = OWN) -> list[tuple[str, bool, dict[Head, str]]]:
    """The questions written for this project: the text, whether it is a follow-up, and its labels."""
    found: list[tuple[str, bool, dict[Head, str]]] = []
    seeks = ""
    for line in filter(None, map(str.strip, path.read_text(encoding="utf-8").split("\n"))):
        if line.startswith("#"):
            continue
        if line.startswith("["):
            seeks = line.strip("[]")
            continue
        text, _, flags = line.rstrip("}").partition(" {")
        before, _, question = text.rpartition(" >> ")
        found.append((question.strip(), bool(before), _flagged(question, seeks, {*flags.split()})))
    return found


def _flagged(question: str, seeks: str, flags: set[str]) -> dict[Head, str]:
    labels: dict[Head, str] = {"seeks": seeks}
    for head, names in _FLAGS.items():
        if head != "service" or flags & {*names}:
            none = "none" if head == "turn" else ""
            labels[head] = next((name for name in names if name in flags), none)
    if times_in(question, TODAY):
        labels["role"] = "event" if "event" in flags else "both/unclear" if "unclear" in flags else "inspection"
    return labels


def trained(examples: Sequence[Example], encoder: str, *, vectors: bool) -> Weights:
    """Weights fitted to examples, with the encoder's vector or by words alone."""
    counts = Counter(name for example in examples for name in example.features)
    names = sorted(name for name, count in counts.items() if count >= LEAST)
    places = {name: place for place, name in enumerate(names)}
    table = np.zeros((len(examples), len(places)), dtype=np.float32)
    for row, example in zip(table, examples, strict=True):
        for name, value in example.features.items():
            if name in places:
                row[places[name]] = value * SHARE
    if vectors:
        table = np.hstack([table, np.stack([example.vector for example in examples])])
    fitted = {head: _fitted(table, examples, head) for head in HEADS}
    scale = np.ones(table.shape[1], dtype=np.float32)
    scale[: len(places)] = SHARE  # folded into the weights, so that features are used as they are
    return Weights(
        encoder,
        places,
        {head: [str(name) for name in model.classes_] for head, model in fitted.items()},
        {head: (model.coef_ * scale).astype(np.float32) for head, model in fitted.items()},
        {head: model.intercept_.astype(np.float32) for head, model in fitted.items()},
    )


def _fitted(table: Vectors, examples: Sequence[Example], head: Head) -> LogisticRegression:
    labelled = [n for n, example in enumerate(examples) if head in example.labels]
    classes = [examples[n].labels[head] for n in labelled]
    return LogisticRegression(C=STRENGTH, max_iter=1000).fit(table[labelled], classes)


def save(path: Path, vector: Weights, words: Weights) -> None:
    """Write both sets of weights as plain arrays, rows in 16 bits."""
    arrays: dict[str, Any] = {"encoder": np.array(vector.encoder), "names": np.array([*vector.places])}
    for head in HEADS:
        arrays[f"{head}_classes"] = np.array([*vector.classes[head]])
        for kind, weights in (("vector", vector), ("words", words)):
            arrays[f"{head}_{kind}_rows"] = weights.rows[head].astype(np.float16)
            arrays[f"{head}_{kind}_biases"] = weights.biases[head]
    np.savez_compressed(path, **arrays)


if __name__ == "__main__":
    main()
