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
# The logit below which one behind it does not. Of 209 quotes behind a clear answer that are below it, 2 were what
# answers: on 305 questions on 39 reports that the reader never saw.
NOISE: Final = -1.0
# So far below the best where that is not clear. Of 51 such quotes none was what answers, on 107 such questions.
BELOW: Final = 4.0


def is_clear(hit: Hit) -> bool:
    """Whether a reader takes a passage to answer clearly."""
    return bool(hit.logits) and max(hit.logits) >= CLEAR


def least_of(best: float) -> float:
    """The logit below which passages are noise, behind one with the ``best``."""
    return NOISE if best >= CLEAR else best - BELOW


def clear_of_noise(
    hits: Sequence[Hit], least: float, later: Collection[str] = (), others: Collection[str] = ()
) -> list[Hit]:
    """Hits that a reader has read, without those whose logits are all below the ``least``.

    Where several are, what was not read goes with them: it comes behind the last that was. Of the reports that are
    ``later`` all are kept, and of those on ``others`` what was not read.
    """
    read = [hit for hit in hits if hit.logits and hit.stored.report_id not in {*later, *others}]
    unread = sum(max(hit.logits) < least for hit in read) < SEVERAL
    return [
        hit
        for hit in hits
        if hit.stored.report_id in later
        or (max(hit.logits) >= least if hit.logits else unread or hit.stored.report_id in others)
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
