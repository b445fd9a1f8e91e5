"""Which reports supersede which."""

from __future__ import annotations

import pytest

from bot.scope.later import supersedes
from corpus.types import Report


def report(published: str, kind: str, by: tuple[str, ...], body: str = "Kent") -> Report:
    """A report of a day, a kind and inspectorates."""
    return Report(published, "A report", (body,), by, kind, None, published, f"{published}.pdf", "0" * 64)


@pytest.mark.parametrize(
    ("earlier", "later", "by", "expected"),
    [
        ("single inspection (SIF) with LSCB review", "ILACS inspection", ("Ofsted",), True),
        ("inspection of arrangements for the protection of children", "SIF re-inspection", ("Ofsted",), True),
        ("ILACS inspection", "ILACS inspection", ("Ofsted",), True),
        ("ILACS inspection", "ILACS focused visit", ("Ofsted",), False),
        ("ILACS inspection", "area SEND inspection", ("Ofsted", "CQC"), False),
        ("PEEL inspection", "custody inspection", ("HMICFRS",), True),
        ("PEEL inspection", "PEEL inspection", ("HMIC",), True),
        ("a review of lamps", "a review of lamps", ("Ofsted",), True),
        ("a review of lamps", "a review of bells", ("Ofsted",), False),
    ],
)
def test_a_later_report_supersedes_those_of_its_family(
    earlier: str, later: str, by: tuple[str, ...], expected: bool
) -> None:
    """Frameworks follow one another; visits on a single matter, and inspections of other services, replace none."""
    old, new = report("2016-01-01", earlier, by), report("2019-01-01", later, by)
    assert supersedes(new, old) is expected
    assert not supersedes(old, new)


def test_another_body_supersedes_nothing() -> None:
    """However alike the reports."""
    old, new = (
        report(f"{year}-01-01", "ILACS inspection", ("Ofsted",), body)
        for year, body in ((2016, "Kent"), (2019, "Medway"))
    )
    assert not supersedes(new, old)
