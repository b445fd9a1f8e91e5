"""The one sentence of an answer: what was found and where, or what was searched in vain."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.question.parse import understand
from bot.scope.holdings import Holdings, Scope
from bot.scope.messages import about, found, listed, no_grades, not_found, not_held, taken
from bot.types import Quote
from corpus.describe.gazetteer import Body, gazetteer
from corpus.types import Report


def report(
    name: str, body: str, published: str | None, kind: str = "PEEL inspection", *, digest: bool = False
) -> Report:
    """A report whose id is its name."""
    bodies = (body,) if body else ()
    title = f"{kind}: {body}"
    return Report(name, title, bodies, ("HMICFRS",), kind, None, published, f"{name}.pdf", "0" * 64, digest=digest)


GWENT = report("gwent", "Gwent Police", "2024-03-01")
OLDER = report("older", "Gwent Police", "2022-05-05")
WALSALL = report("walsall", "Walsall", "2022-01-01", "joint targeted area inspection")
DUDLEY = report("dudley", "Dudley", None, "joint targeted area inspection")
HOLDINGS = Holdings([GWENT, OLDER, WALSALL, DUDLEY], gazetteer())
ON_GWENT = Scope(("Gwent Police",), frozenset({"gwent", "older"}))


def body(name: str) -> Body:
    known = gazetteer().get(name)
    assert known is not None
    return known


def quotes(*reports: Report) -> list[Quote]:
    return [Quote("Words.", "Words.", each, None, None, 0.5) for each in reports]


@pytest.mark.parametrize(
    ("names", "expected"),
    [((), ""), (("A",), "A"), (("A", "B"), "A and B"), (("A", "B", "C"), "A, B and C")],
)
def test_names_are_listed_as_in_a_sentence(names: tuple[str, ...], expected: str) -> None:
    """Commas, and *and* before the last."""
    assert listed(names) == expected


def test_a_scope_is_told_by_its_bodies() -> None:
    """Nothing where all reports are meant."""
    assert about(Scope(("Gwent Police", "Walsall"), frozenset())) == " on Gwent Police and Walsall"
    assert about(Scope()) == ""


# Found -----------------------------------------------------------------------------------------


def test_quotes_of_one_report_are_introduced_by_it() -> None:
    """Title and date, however many quotes."""
    assert found(quotes(GWENT, GWENT), ON_GWENT) == "From PEEL inspection: Gwent Police, 1 March 2024."


def test_quotes_of_several_reports_are_introduced_by_their_number() -> None:
    """And by the bodies that they are on, where the question named any."""
    assert found(quotes(GWENT, OLDER, GWENT), ON_GWENT) == "From 2 reports on Gwent Police, best evidence first."
    assert found(quotes(GWENT, WALSALL), Scope()) == "From 2 reports, best evidence first."
    more = Scope(("Walsall", "Gwent Police"), frozenset({"gwent", "older", "walsall"}))
    assert found(quotes(GWENT, WALSALL), more) == "From 2 reports on Walsall and Gwent Police, best evidence first."
    assert found(quotes(GWENT, OLDER), more) == "From 2 reports on Gwent Police, best evidence first."


def test_digests_are_called_what_they_are() -> None:
    """Once, above the quotes: one by itself, several, or some of several."""
    digest, other = replace(GWENT, digest=True), replace(OLDER, digest=True)
    what = "written for this project, not the inspectorate's own text; pages are the digest's"
    assert found(quotes(digest), ON_GWENT) == f"From {GWENT.title}, 1 March 2024 (digest: {what})."
    assert found(quotes(digest, other), ON_GWENT) == (
        f"From 2 reports on Gwent Police (digests: {what}), best evidence first."
    )
    assert f"(1 of them a digest: {what})" in found(quotes(digest, OLDER), ON_GWENT)
    assert "digest" not in found(quotes(GWENT, OLDER), ON_GWENT)


def test_areas_that_stand_in_for_a_force_are_named() -> None:
    """Nobody takes a report on an area for one on the force."""
    scope = Scope(("West Midlands Police",), frozenset({"walsall", "dudley"}), through_areas=("Dudley", "Walsall"))
    assert found(quotes(WALSALL), scope) == (
        "From joint targeted area inspection: Walsall, 1 January 2022."
        " No report on West Midlands Police itself is held: these are on Dudley and Walsall."
    )


def test_a_body_of_which_nothing_is_held_is_named() -> None:
    """Beside the quotes on the others."""
    scope = Scope(("Gwent Police", "Kent Police"), frozenset({"gwent"}), wanting=(body("Kent Police"),))
    assert found(quotes(GWENT), scope) == (
        "From PEEL inspection: Gwent Police, 1 March 2024. No report on Kent Police is held."
    )


def test_a_body_whose_reports_are_silent_is_named() -> None:
    """It was searched, and nothing found."""
    scope = Scope(("Gwent Police", "Walsall"), frozenset({"gwent", "walsall"}))
    assert found(quotes(GWENT), scope, ["Walsall"]) == (
        "From PEEL inspection: Gwent Police, 1 March 2024. Nothing on this was found in the reports on Walsall."
    )


# Not held --------------------------------------------------------------------------------------


def test_what_is_held_nearby_is_named() -> None:
    """For an area the force it lies in, for a force the areas in it."""
    area = Scope(("Newport",), frozenset(), (body("Newport"),))
    assert not_held(area, HOLDINGS, gazetteer()) == "No report on Newport is held; reports are held on Gwent Police."
    force = Scope(("West Midlands Police",), frozenset(), (body("West Midlands Police"),))
    assert not_held(force, HOLDINGS, gazetteer()) == (
        "No report on West Midlands Police is held; reports are held on Dudley and Walsall."
    )


def test_what_is_held_nearby_is_named_once() -> None:
    """An area that lies both in a force's and in a fire service's."""
    both = Scope(
        ("West Midlands Police",), frozenset(), (body("West Midlands Police"), body("West Midlands Fire Service"))
    )
    assert not_held(both, HOLDINGS, gazetteer()).endswith("reports are held on Dudley and Walsall.")


def test_nothing_nearby_is_not_spoken_of() -> None:
    """The sentence ends there."""
    scope = Scope(("Kent Police",), frozenset(), (body("Kent Police"),))
    assert not_held(scope, HOLDINGS, gazetteer()) == "No report on Kent Police is held."


def test_for_an_inspection_that_is_not_held_the_others_are_named() -> None:
    """Kind and date of each report on the body."""
    scope = Scope(("Walsall",), frozenset(), missing="of the kind PEEL inspection")
    assert not_held(scope, HOLDINGS, gazetteer()) == (
        "No report on Walsall of the kind PEEL inspection is held;"
        " held: joint targeted area inspection, 1 January 2022."
    )
    assert not_held(Scope((), frozenset(), missing="of 2009"), HOLDINGS, gazetteer()) == "No report of 2009 is held."


# Not found -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("scope", "searched"),
    [
        (ON_GWENT, "2 reports on Gwent Police searched, dated 5 May 2022 to 1 March 2024"),
        (Scope(("Walsall",), frozenset({"walsall"})), "1 report on Walsall searched, dated 1 January 2022"),
        (Scope(("Dudley",), frozenset({"dudley"})), "1 report on Dudley searched"),
        (Scope(), "4 reports searched, dated 1 January 2022 to 1 March 2024"),
    ],
)
def test_what_was_searched_in_vain_is_counted_and_dated(scope: Scope, searched: str) -> None:
    """Bodies, number of reports, first and last date."""
    assert not_found(scope, HOLDINGS) == f"The reports held do not say: {searched}."


def test_reports_of_kinds_that_give_no_grade_are_told_of() -> None:
    """With their number and dates."""
    scope = Scope(("Walsall", "Dudley"), frozenset({"walsall", "dudley"}))
    assert no_grades(scope, HOLDINGS) == (
        "Reports of this kind (joint targeted area inspection) give no grade:"
        " 2 reports on Walsall and Dudley held, dated 1 January 2022."
    )


@pytest.mark.parametrize("scope", [ON_GWENT, Scope(), Scope((), frozenset({"gwent", "walsall"}))])
def test_nothing_is_said_where_some_report_may_give_a_grade(scope: Scope) -> None:
    """A PEEL inspection does; without bodies any report may."""
    assert no_grades(scope, HOLDINGS) == ""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Kent PEEL 2021, 2023 and 2025", "Taken as: inspections of 2021, 2023 and 2025."),
        ("Was Kent warned before the 2019 inspection?", "Taken as: inspections of 2019."),
        ("Kent PEEL 2016-18 and 2023-25", "Taken as: inspections of 2016 to 2018 and 2023 to 2025."),
        ("Kent custody reports before 2018", "Taken as: inspections before 2018."),
        ("How many calls did Kent lose during lockdown?", (
            "Taken as: what happened in 2020 and 2021, by inspections of any year."
        )),
    ],
)  # fmt: skip
def test_how_times_were_taken_is_told(text: str, told: str) -> None:
    """In the years they give, as ranges, and as they were put: before, from."""
    assert taken(understand(text, gazetteer())) == told


def test_reports_on_areas_are_not_said_to_be_on_their_force() -> None:
    """Where they stand in for its own, in vain or without a grade."""
    scope = Scope(("West Midlands Police",), frozenset({"walsall"}), through_areas=("Walsall",))
    itself = "No report on West Midlands Police itself is held."
    assert not_found(scope, HOLDINGS) == (
        f"The reports held do not say: 1 report on Walsall searched, dated 1 January 2022. {itself}"
    )
    assert no_grades(scope, HOLDINGS) == (
        "Reports of this kind (joint targeted area inspection) give no grade: 1 report on Walsall held, dated 1 January"
        f" 2022. {itself}"
    )
