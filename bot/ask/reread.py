"""The best hits read together with the question, and put into the order that this gives."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Final

from index.passage_rows import embedded
from index.search import Topic
from index.types import Hit, Reader

MOST: Final = 4  # passages that are read: eight give the same order and the same silence, in twice the time
BESIDES: Final = 2  # passages of the newest reports that are read besides, where a question asks how things are now
ORDER: Final = 0.3  # of a score, in standard deviations of it, for one of the reader's logits

CLEAR: Final = 0.5  # the logit from which a passage clearly answers
SEVERAL: Final = 2  # passages behind it that do not, from which nothing that was not read is looked at
NOISE: Final = -4.0  # the logit below which one behind it does not


def is_clear(hit: Hit) -> bool:
    """Whether a reader takes a passage to answer clearly."""
    return bool(hit.logits) and max(hit.logits) >= CLEAR


def clear_of_noise(hits: Sequence[Hit], besides: Collection[str] = ()) -> list[Hit]:
    """Hits that a reader has read, where one clearly answers without those that clearly do not.

    Where several do not, what was not read goes with them: it comes behind the last that was. Of the reports
    ``besides`` all are kept.
    """
    logits = [max(hit.logits) for hit in hits if hit.logits and hit.stored.report_id not in besides]
    noise = sum(logit < NOISE for logit in logits)
    if not any(map(is_clear, hits)):
        return list(hits)
    return [
        hit
        for hit in hits
        if hit.stored.report_id in besides or (max(hit.logits) >= NOISE if hit.logits else noise < SEVERAL)
    ]


def reread(reader: Reader, topic: Topic, hits: Sequence[Hit], besides: Collection[str] = ()) -> list[Hit]:
    """The first hits in the order of their scores and of what the reader makes of them, then the others.

    Of the reports ``besides`` the first hits are read, too, wherever they stand.
    """
    near = list(hits[:MOST])
    near += [hit for hit in hits[MOST:] if hit.stored.report_id in besides][:BESIDES]
    others = [hit for hit in hits[MOST:] if hit not in near]
    if not near:
        return []
    judged = reader.logits(topic.text, [embedded(hit.stored) for hit in near])
    read = [
        replace(hit, score=hit.score + ORDER * max(logits), logits=logits)
        for hit, logits in zip(near, judged, strict=True)
    ]
    least = ORDER * min(max(logits) for logits in judged)
    rest = [replace(hit, score=hit.score + least) for hit in others]
    return sorted([*read, *rest], key=lambda hit: (-hit.score, hit.stored.id))
