"""A row that states a grade says nothing of why: what the report says of that area stands behind it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.quoting.cut import overlap
from bot.registered.grades.area_section import section_on
from bot.registers.grades import grades_of
from bot.search.figures import states_grade
from bot.types import Quote
from index.search import Index


def with_section(index: Index, quotes: Sequence[Quote], count: int) -> list[Quote]:
    """Quotes with the report's section on an area behind the first that only states the grade of that area.

    They are as they were where none does, or the report has no such section.
    """
    at = next((number for number, quote in enumerate(quotes) if states_grade(quote.text) and quote.lead_in), None)
    if at is None:
        return [*quotes]
    row, rest = quotes[at], quotes[at + 1 :]
    own = next((one for one in grades_of(index.store, [row.report]) if overlap(one.quote, row)), None)
    section = section_on(index, own, count - at - 1).quotes if own else ()
    behind = [one for one in section if not any(overlap(one, other) for other in quotes[:at])]
    kept = [one for one in rest if not any(overlap(one, other) for other in behind)]
    return [*quotes[: at + 1], *behind, *kept][:count]
