"""What the register of graded judgments answers: the judgments to quote, the list behind them, and the sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.registers.grade_area import as_entry
from bot.registers.grades import Grade
from bot.types import Entry, Quote


@dataclass(frozen=True, slots=True)
class Judged:
    """The judgments to quote first, what the message says of them, and whether they are all there is to quote.

    ``first`` are sentences of the report on its grades as a whole, which come before them; ``listed`` is the whole
    list, and ``further`` are lines behind it that are told apart from it.
    """

    grades: tuple[Grade, ...]
    message: str
    whole: bool
    first: tuple[Quote, ...] = ()
    listed: tuple[Grade, ...] = ()
    further: tuple[Entry, ...] = ()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All judgments that answer, as a list."""
        return (*map(as_entry, self.listed), *self.further)


def cut_told(held: int, shown: int) -> str:
    """How many are quoted, where that is not all."""
    quoted = "is" if shown == 1 else "are"
    return f": {shown} {quoted} quoted, all are listed" if shown < held else ""


def is_part(grade: Grade) -> bool:
    """Whether a judgment is of one area of work, and not overall."""
    return not grade.is_overall


def each_body_first(grades: Sequence[Grade]) -> list[Grade]:
    """The first judgment of each body, an overall one if there is one, then all others, in their order."""
    first: dict[str, Grade] = {}
    for grade in sorted(grades, key=is_part):
        first.setdefault(grade.report.body, grade)
    chosen = [first[body] for body in dict.fromkeys(grade.report.body for grade in grades)]
    return [*chosen, *(grade for grade in grades if grade not in chosen)]
