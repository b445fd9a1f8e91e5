"""Which of several bodies that a question names is best or worst by a grade, or why that cannot be told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from bot.phrases import listed
from bot.question.question import Question
from bot.search.rank import is_boilerplate
from bot.search.sentences import cut
from bot.types import Entry, Quote
from corpus.describe.groups import groups_in
from corpus.types import Report
from corpus.vocabulary.asked import said_in
from corpus.vocabulary.scales import FIVE
from index.search import Index

UNTOLD: Final = "Which of them is {way} cannot be told: no grade on it was found for {missing}."
ALIKE: Final = "By grade none of them is {way}: {all} have the same."
FIRST: Final = "By grade the {way} of them: {first}."
_BETTER: Final = re.compile(r"\b(better|worse)\b", re.I)


def told(question: Question, entries: Sequence[Entry]) -> str:
    """Which body has the best or the worst grade of one area, where that is asked; nothing for another question."""
    way = _way(question)
    if not way or len({entry.what for entry in entries}) != 1:
        return ""
    missing = [entry.body for entry in entries if not entry.quote]
    if missing:
        return UNTOLD.format(way=way, missing=listed(missing, "or"))
    ranks = [_rank(entry) for entry in entries]
    if None in ranks or len(entries) < 2:
        return ""
    wanted = (max if way.startswith("wors") else min)(rank for rank in ranks if rank is not None)
    first = [entry for entry, rank in zip(entries, ranks, strict=True) if rank == wanted]
    if len(first) == len(entries):
        return ALIKE.format(
            way="better" if way in ("best", "better") else "worse", all=listed(one.body for one in first)
        )
    return FIRST.format(way=way, first=listed(f"{one.body} (\u201c{one.value}\u201d)" for one in first))


def _way(question: Question) -> str:
    """*best*, *worst*, *better* or *worse* as a question asks; nothing where it asks for none of them."""
    said = next((one.meaning for one in said_in(question.text) if one.slot == "superlative"), "")
    found = _BETTER.search(question.text)
    return said if said in ("best", "worst") else found[1].lower() if found else ""


def _rank(entry: Entry) -> int | None:
    """The place of a grade on the scale of five, 0 for the best; None for one that it has not."""
    grade = entry.value.lower().partition(" (")[0]
    return FIVE.index(grade) if grade in FIVE else None


def of_group(index: Index, reports: Sequence[Report], question: Question) -> list[Quote]:
    """What reports say of a group of bodies that a question names (*Welsh forces*) as such: a sentence of each."""
    names = [question.text[group.start : group.end].rstrip("s") for group in groups_in(question.text)]
    if not names:
        return []
    pattern = re.compile("|".join(rf"\b{re.escape(name)}s?\b" for name in names), re.I)
    found = (
        next(
            (
                cut(index, stored, number, number)
                for stored in index.store.passages_of(report.id)
                for number, sentence in enumerate(stored.sentences)
                if pattern.search(sentence) and not is_boilerplate(stored)
            ),
            None,
        )
        for report in reports
    )
    return [quote for quote in found if quote]
