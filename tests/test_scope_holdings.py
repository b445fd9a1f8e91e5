"""Which reports may answer: bodies settled, forces and their areas, kinds, inspectorates and years."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.question.parse import understand
from bot.scope.holdings import Holdings, Scope
from bot.scope.messages import not_held, provisos, taken_as
from corpus.describe.gazetteer import gazetteer
from corpus.types import Report

AREA_INSPECTORS = ("Ofsted", "CQC", "HMICFRS")


def report(
    name: str,
    body: str = "",
    published: str | None = None,
    kind: str = "PEEL inspection",
    inspectorates: tuple[str, ...] = ("HMICFRS",),
    inspected: str | None = None,
) -> Report:
    """A report whose id is its name, on one body or on none."""
    bodies = (body,) if body else ()
    return Report(name, name, bodies, inspectorates, kind, inspected, published, f"{name}.pdf", "0" * 64)


REPORTS = (
    report("gwent-2018", "Gwent Police", "2018-06-01", inspectorates=("HMIC",), inspected="2017-11"),
    report("gwent-2022", "Gwent Police", "2022-05-05"),
    report("gwent-2024", "Gwent Police", "2024-03-01", inspected="2023-11/2024-01"),
    report("gwent-letter", "Gwent Police", "2023-06-30", "revisit letter"),
    report("cleveland-police", "Cleveland Police", "2024-01-01"),
    report("cleveland-fire", "Cleveland Fire Brigade", "2023-01-01", "fire and rescue inspection"),
    report("kent-fire", "Kent Fire and Rescue Service", "2023-02-02", "fire and rescue inspection"),
    report("walsall", "Walsall", "2022-01-01", "joint targeted area inspection", AREA_INSPECTORS),
    report("dudley", "Dudley", "2021-01-01", "joint targeted area inspection", ("Ofsted", "CQC", "HMIC")),
    report("coventry", "Coventry", "2023-03-03", "area SEND inspection", ("Ofsted", "CQC")),
    report("salford", "Salford", "2023-05-05", "area SEND inspection", ("Ofsted", "CQC")),
    report("domestic-abuse", "", "2021-09-09", "thematic inspection"),
    report("state", "England and Wales", "2024-07-19", "annual assessment"),
)


@pytest.fixture
def holdings() -> Holdings:
    """The reports above, among all bodies of the gazetteer."""
    return Holdings(REPORTS, gazetteer())


def scoped(holdings: Holdings, text: str, *before: str) -> Scope:
    """The scope of a question, asked after others."""
    question = None
    for each in (*before, text):
        question = understand(each, gazetteer(), question)
    assert question is not None
    return holdings.scope(question)


def wanting(scope: Scope) -> list[str]:
    return [body.name for body in scope.wanting]


# What is held ----------------------------------------------------------------------------------


def test_reports_are_held_by_body(holdings: Holdings) -> None:
    """Names in order; nothing for a body without reports."""
    assert holdings.bodies[:2] == ("Cleveland Fire Brigade", "Cleveland Police")
    assert holdings.on("Salford") == {"salford"}
    assert holdings.on("Kent Police") == frozenset()


def test_reports_on_no_known_body_are_general(holdings: Holdings) -> None:
    """Those without a body, and those on a whole country."""
    assert holdings.general == {"domestic-abuse", "state"}


def test_areas_of_a_force_count_where_the_constabulary_was_inspected_too(holdings: Holdings) -> None:
    """HMICFRS, or HMIC as it was, took part; a report by Ofsted and CQC says nothing of the police."""
    force = gazetteer().get("West Midlands Police")
    service = gazetteer().get("West Midlands Fire Service")
    assert force is not None
    assert service is not None
    assert holdings.within(force) == {"walsall", "dudley"}
    assert holdings.within(service) == frozenset()


# Bodies ----------------------------------------------------------------------------------------


def test_a_question_without_a_body_is_put_to_all_reports(holdings: Holdings) -> None:
    """No body, no set of reports."""
    assert scoped(holdings, "Are calls answered?") == Scope()


def test_a_body_named_keeps_to_its_reports(holdings: Holdings) -> None:
    """All its reports, of every kind and year."""
    scope = scoped(holdings, "Does Gwent Police answer calls?")
    assert scope == Scope(("Gwent Police",), frozenset({"gwent-2018", "gwent-2022", "gwent-2024", "gwent-letter"}))


def test_an_open_name_gives_choices(holdings: Holdings) -> None:
    """Reports on two bodies of that name are held, and nothing in the question decides."""
    scope = scoped(holdings, "What happens in Cleveland?")
    assert scope.choices == ("Cleveland Fire Brigade", "Cleveland Police")
    assert (scope.bodies, scope.reports) == ((), None)


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("What do officers do in Cleveland?", "Cleveland Police"),
        ("What do firefighters do in Cleveland?", "Cleveland Fire Brigade"),
        ("What does Cleveland Fire do?", "Cleveland Fire Brigade"),
        ("What does CFB do?", "Cleveland Fire Brigade"),
    ],
)
def test_words_of_the_question_settle_an_open_name(holdings: Holdings, text: str, body: str) -> None:
    """Those of the police, those of fire services, or the name itself."""
    assert scoped(holdings, text).bodies == (body,)


def test_what_is_held_settles_an_open_name(holdings: Holdings) -> None:
    """Of Kent's force no report is held, so *Kent* is its fire service."""
    scope = scoped(holdings, "What happens in Kent?")
    assert (scope.bodies, scope.reports) == (("Kent Fire and Rescue Service",), {"kent-fire"})


def test_a_report_on_the_other_service_is_no_answer(holdings: Holdings) -> None:
    """Of Kent's force no report is held, and none on the fire service will do."""
    scope = scoped(holdings, "What do officers do in Kent?")
    assert (scope.bodies, scope.reports, wanting(scope)) == (("Kent Police",), frozenset(), ["Kent Police"])


def test_the_conversation_settles_an_open_name(holdings: Holdings) -> None:
    """After a question about a force, *Cleveland* is a force; after one about a fire service, it is one."""
    assert scoped(holdings, "And in Cleveland?", "Are calls answered in Gwent?").bodies == ("Cleveland Police",)
    after_fire = scoped(holdings, "And in Cleveland?", "Are homes safe in Kent, says the fire service?")
    assert after_fire.bodies == ("Cleveland Fire Brigade",)


def test_a_county_is_its_council_and_its_force_unless_words_decide() -> None:
    """*Wiltshire* with reports on both is both, each by itself; a word of the police or of children decides."""
    both = Holdings(
        [
            report("police", "Wiltshire Police", "2024-01-01"),
            report("area", "Wiltshire", "2024-01-01", "area SEND inspection", ("Ofsted",)),
        ],
        gazetteer(),
    )
    scope = scoped(both, "What happens in Wiltshire?")
    assert [(part.bodies, part.reports) for part in both.apart(scope)] == [
        (("Wiltshire Police",), {"police"}),
        (("Wiltshire",), {"area"}),
    ]
    assert scoped(both, "What do officers do in Wiltshire?").bodies == ("Wiltshire Police",)
    assert scoped(both, "How does the council help children in Wiltshire?").bodies == ("Wiltshire",)


def test_two_bodies_are_both_searched_and_can_be_told_apart(holdings: Holdings) -> None:
    """In the order of the question; each part has its own reports."""
    scope = scoped(holdings, "Do Salford and Coventry help children?")
    assert (scope.bodies, scope.reports) == (("Salford", "Coventry"), {"salford", "coventry"})
    assert [(part.bodies, part.reports) for part in holdings.apart(scope)] == [
        (("Salford",), {"salford"}),
        (("Coventry",), {"coventry"}),
    ]


def test_one_body_and_all_reports_are_one_part(holdings: Holdings) -> None:
    """There is nothing to tell apart."""
    one = Scope(("Salford",), frozenset({"salford"}))
    assert holdings.apart(one) == [one]
    assert holdings.apart(Scope()) == [Scope()]


def test_a_body_named_twice_is_one(holdings: Holdings) -> None:
    """Whatever the names."""
    assert scoped(holdings, "Does Gwent Police answer calls that Gwent gets?").bodies == ("Gwent Police",)


# Forces and areas ------------------------------------------------------------------------------


def test_a_force_without_reports_is_answered_through_its_areas(holdings: Holdings) -> None:
    """Those in which the constabulary was inspected; that they stand in is noted."""
    scope = scoped(holdings, "What do West Midlands Police do?")
    assert scope == Scope(
        ("West Midlands Police",), frozenset({"walsall", "dudley"}), through_areas=("Dudley", "Walsall")
    )


def test_an_area_named_within_its_force_narrows_to_the_area(holdings: Holdings) -> None:
    """*West Midlands Police in Walsall* is about Walsall."""
    scope = scoped(holdings, "What do West Midlands Police officers do in Walsall?")
    assert scope == Scope(("Walsall",), frozenset({"walsall"}))


def test_an_area_of_another_force_narrows_nothing(holdings: Holdings) -> None:
    """Salford is not in the West Midlands: both are asked about."""
    scope = scoped(holdings, "Do West Midlands Police and Salford work well?")
    assert scope.bodies == ("West Midlands Police", "Salford")
    assert scope.reports == {"walsall", "dudley", "salford"}


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("What does Sussex Police do?", "Sussex Police"),
        ("What do firefighters do in Devon?", "Devon and Somerset Fire and Rescue Service"),
        ("What does Birmingham do for children?", "Birmingham"),
    ],
)
def test_a_body_without_reports_is_wanting(holdings: Holdings, text: str, body: str) -> None:
    """Its name is that of the kind the question speaks of."""
    scope = scoped(holdings, text)
    assert (scope.bodies, scope.reports, wanting(scope)) == ((body,), frozenset(), [body])


def test_of_two_bodies_one_may_be_wanting(holdings: Holdings) -> None:
    """The reports on the other may still answer."""
    scope = scoped(holdings, "Do Gwent Police and Sussex Police answer calls?")
    assert scope.bodies == ("Gwent Police", "Sussex Police")
    assert wanting(scope) == ["Sussex Police"]
    assert scope.reports == holdings.on("Gwent Police")


# Inspections -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("What did the PEEL say of Gwent Police?", {"gwent-2018", "gwent-2022", "gwent-2024"}),
        ("What did inspectors revisiting Gwent Police find?", {"gwent-letter"}),
        ("What did HMIC say of Gwent Police?", {"gwent-2018", "gwent-2022", "gwent-2024", "gwent-letter"}),
        ("What did the area SEND inspection of Salford find?", {"salford"}),
        ("What did Ofsted find in Salford?", {"salford"}),
        ("What did HMICFRS find in Walsall?", {"walsall"}),
        ("What did HMIC find in Dudley?", {"dudley"}),
        ("What did HMICFRS find in Dudley?", {"dudley"}),
        ("How did Gwent Police answer calls in 2024?", {"gwent-2024"}),
        ("How did Gwent Police answer calls in 2023?", {"gwent-2024", "gwent-letter"}),
        ("What does the 2018 report on Gwent Police say?", {"gwent-2018"}),
        ("What does the 2017 report on Gwent Police say?", {"gwent-2018"}),
        ("How did Gwent Police do in the 2021/22 PEEL?", {"gwent-2022"}),
        ("How did Gwent Police do in the 2022-24 PEEL?", {"gwent-2022", "gwent-2024"}),
        ("What did the latest inspection of Gwent Police find?", {"gwent-2024", "gwent-letter"}),
        ("What did the latest PEEL inspection of Gwent Police find?", {"gwent-2024"}),
        ("What did the previous inspection of Gwent Police by PEEL find?", {"gwent-2022"}),
    ],
)
def test_a_question_keeps_to_the_inspections_it_means(holdings: Holdings, text: str, kept: set[str]) -> None:
    """By kind, inspectorate, year of inspection or publication, cycle, and turn."""
    scope = scoped(holdings, text)
    assert (scope.reports, scope.missing) == (kept, "")


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("What did the area SEND inspection of Walsall find?", "of the kind area SEND inspection"),
        ("What does the 2019 report on Gwent Police say?", "of 2019"),
        ("What did the 2019/20 PEEL say of Gwent Police?", "of 2019 or 2020"),
        ("What did the previous inspection of Salford find?", "of an earlier inspection"),
    ],
)
def test_an_inspection_that_is_not_held_is_named(holdings: Holdings, text: str, missing: str) -> None:
    """No other report stands in for it."""
    scope = scoped(holdings, text)
    assert (scope.reports, scope.missing) == (frozenset(), missing)


def test_the_inspection_before_is_the_one_before_the_latest(holdings: Holdings) -> None:
    """Of each kind; there is no letter before the only letter."""
    scope = scoped(holdings, "and the inspection before?", "Does Gwent Police answer calls?")
    assert scope.reports == {"gwent-2022"}


def test_years_without_a_body_keep_to_reports_of_those_years(holdings: Holdings) -> None:
    """Where there are none: a report named by its year is missing, events of a year are looked for everywhere."""
    assert scoped(holdings, "How were calls answered in 2022?").reports == {"gwent-2022", "walsall"}
    assert scoped(holdings, "How were calls answered in 2009?") == Scope()
    missing = scoped(holdings, "What do the 2009 reports say about calls? And the 2009 report?")
    assert (missing.reports, missing.missing) == (frozenset(), "of 2009")


def test_a_cycle_is_known_from_titles_first() -> None:
    """Reports of a cycle may be dated after it; without any title that names it, the dates tell."""
    cycles = (
        replace(report("a", "Gwent Police", "2022-05-05"), title="PEEL 2021/22: Gwent Police"),
        replace(report("b", "Gwent Police", "2024-03-01"), title="PEEL 2023\u201325: Gwent Police"),
        replace(report("c", "Gwent Police", "2021-03-01"), title="A letter to Gwent Police"),
    )
    held = Holdings(cycles, gazetteer())
    assert scoped(held, "How did Gwent Police do in the 2021/22 PEEL?").reports == {"a"}
    assert scoped(held, "How did Gwent Police do in the 2023-2025 PEEL?").reports == {"b"}
    assert scoped(held, "How did Gwent Police do in the 2020/21 PEEL?").reports == {"c"}


def test_an_inspectorate_that_took_no_part_narrows_nothing(holdings: Holdings) -> None:
    """The name may stand in the question for other reasons."""
    assert scoped(holdings, "What did Ofsted say of Gwent Police?").reports == holdings.on("Gwent Police")


# Set beside the question -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("Gwent Police", "Gwent Police"),
        ("gwent", "Gwent Police"),
        ("Coventri", "Coventry"),
        ("CFB", "Cleveland Fire Brigade"),
    ],
)
def test_a_body_can_be_given_by_any_name(holdings: Holdings, name: str, body: str) -> None:
    """In full, short, or misspelt."""
    scope = holdings.named(name)
    assert scope == Scope((body,), holdings.on(body))


def test_a_body_given_by_an_open_name_gives_choices(holdings: Holdings) -> None:
    """As in a question."""
    scope = holdings.named("Cleveland")
    assert scope is not None
    assert scope.choices == ("Cleveland Fire Brigade", "Cleveland Police")


def test_a_body_given_that_is_not_held_is_wanting(holdings: Holdings) -> None:
    """It is known, but no report on it is there."""
    scope = holdings.named("Sussex Police")
    assert scope is not None
    assert (wanting(scope), scope.reports) == (["Sussex Police"], frozenset())


@pytest.mark.parametrize("name", ["Atlantis Constables", "", "?"])
def test_a_body_that_is_not_known_has_no_scope(holdings: Holdings, name: str) -> None:
    """No name is like it."""
    assert holdings.named(name) is None


def test_a_report_on_a_whole_country_can_be_given(holdings: Holdings) -> None:
    """Its name is known from the reports, not from the gazetteer."""
    assert holdings.named("England and Wales") == Scope(("England and Wales",), frozenset({"state"}))


@pytest.mark.parametrize(
    ("since", "until", "kept", "missing"),
    [
        (None, None, {"gwent-2018", "gwent-2022", "gwent-2024", "gwent-letter"}, ""),
        (2023, None, {"gwent-2024", "gwent-letter"}, ""),
        (2024, None, {"gwent-2024"}, ""),
        (None, 2022, {"gwent-2018", "gwent-2022"}, ""),
        (None, 2017, {"gwent-2018"}, ""),
        (2019, 2022, {"gwent-2022"}, ""),
        (2019, 2021, set(), "of 2019 to 2021"),
        (2025, None, set(), "from 2025 on"),
        (None, 2016, set(), "up to 2016"),
    ],
)
def test_first_and_last_year_hold_the_scope_to_their_reports(
    holdings: Holdings, since: int | None, until: int | None, kept: set[str], missing: str
) -> None:
    """Both years count; a report dated in any of them, by inspection or publication, is kept."""
    scope = Scope(("Gwent Police",), holdings.on("Gwent Police"))
    assert holdings.between(scope, since, until) == Scope(("Gwent Police",), frozenset(kept), missing=missing)


def test_first_and_last_year_hold_all_reports(holdings: Holdings) -> None:
    """Without a body they choose among everything; a body without reports stays without."""
    assert holdings.between(Scope(), 2024, 2024).reports == {"gwent-2024", "cleveland-police", "state"}
    nothing = Scope(("Sussex Police",), frozenset())
    assert holdings.between(nothing, 2024, 2024) == nothing


# Places ----------------------------------------------------------------------------------------


def test_a_town_is_answered_from_the_bodies_it_lies_in(holdings: Holdings) -> None:
    """Where reports on its council, force or fire service are held; the answer says which it lies in."""
    scope = scoped(holdings, "Are calls answered in Cwmbran?")

    assert (scope.bodies, scope.lying_in) == (("Gwent Police",), (("Cwmbran", "Gwent Police"),))
    assert scope.reports == holdings.on("Gwent Police")


def test_other_areas_of_its_force_do_not_stand_in_for_a_town(holdings: Holdings) -> None:
    """Walsall and Dudley lie in the force's area, and are not Birmingham."""
    scope = scoped(holdings, "Are calls answered in Brum?")

    assert scope.reports == frozenset()
    assert wanting(scope) == ["Birmingham", "West Midlands Police", "West Midlands Fire Service"]


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("Glasgow", "Glasgow lies outside England and Wales (Scotland): no report on it is held."),
        ("New York", "New York lies outside England and Wales (United States of America): no report on it is held."),
        ("Scotland", "Scotland lies outside England and Wales: no report on it is held."),
        ("Trumpton", "\u201cTrumpton\u201d is not a force, service or area known here."),
    ],
)
def test_a_place_elsewhere_or_unknown_is_said_to_be_so(holdings: Holdings, place: str, told: str) -> None:
    """And no report is searched in its stead."""
    scope = scoped(holdings, f"How well do the police in {place} deal with domestic abuse?")

    assert (scope.bodies, scope.reports, holdings.beyond(scope)) == ((), frozenset(), frozenset())
    assert not_held(scope, holdings, gazetteer()).startswith(told)


def test_a_place_elsewhere_beside_a_body_is_told_beside_it(holdings: Holdings) -> None:
    """The body is answered for, and the place is not dropped."""
    scope = scoped(holdings, "Are calls answered better in Gwent than in Glasgow?")

    assert (scope.bodies, scope.elsewhere) == (("Gwent Police",), (("Glasgow", "Scotland"),))
    assert provisos(scope) == " Glasgow lies outside England and Wales (Scotland): no report on it is held."


def test_reports_held_on_a_place_elsewhere_are_found() -> None:
    """Those on a prison by its name, and those on the police of a country for its towns."""
    held = Holdings(
        [report("prison", "HMP Leeds", "2022-03-01"), report("scotland", "Police Scotland", "2022-05-01")], gazetteer()
    )

    assert scoped(held, "Is HMP Leeds safe?").reports == {"prison"}
    assert scoped(held, "Do police in Glasgow answer calls?").reports == {"scotland"}


# Time as a preference ----------------------------------------------------------------------------


def test_where_no_report_of_a_year_is_held_the_nearest_stand_in(holdings: Holdings) -> None:
    """And the answer says so; nothing is missing."""
    scope = scoped(holdings, "How did Gwent Police answer calls in 2020?")
    assert (scope.reports, scope.missing, scope.nearest) == ({"gwent-2022"}, "", "of 2020")
    assert provisos(scope) == " No report on Gwent Police of 2020 is held: this is the nearest in time."


@pytest.mark.parametrize(
    "text", ["What does the 2020 report on Gwent Police say?", "What grade did Gwent Police get in 2020?"]
)
def test_for_a_report_or_a_grade_of_a_year_no_other_year_will_do(holdings: Holdings, text: str) -> None:
    """A grade of another year is another grade."""
    scope = scoped(holdings, text)
    assert (scope.reports, scope.missing) == (frozenset(), "of 2020")


def test_a_year_of_an_event_narrows_no_inspections(holdings: Holdings) -> None:
    """It is looked for in all of them."""
    scope = scoped(holdings, "Were victims seen by Gwent Police during lockdown?")
    assert scope.reports == holdings.on("Gwent Police")


def test_the_inspection_before_may_be_of_another_framework() -> None:
    """Where the newest is the only one of its kind."""
    frameworks = Holdings(
        [
            report("new", "Salford", "2019-01-01", "ILACS inspection", ("Ofsted",)),
            report("old", "Salford", "2015-01-01", "single inspection", ("Ofsted",)),
        ],
        gazetteer(),
    )
    assert scoped(frameworks, "What did the previous inspection of Salford find?").reports == {"old"}


@pytest.mark.parametrize(
    ("name", "newest"),
    [("gwent-2018", "gwent-2024"), ("gwent-2022", "gwent-2024"), ("gwent-2024", None), ("walsall", None)],
)
def test_the_newest_inspection_after_a_report_is_told(holdings: Holdings, name: str, newest: str | None) -> None:
    """Of the same services on the same body; a letter on a single matter is none."""
    after = holdings.after(holdings.reports[name])
    assert (after and after.id) == newest


def test_inspections_are_counted_back_and_one_too_far_back_is_not_held(holdings: Holdings) -> None:
    """The one before the previous: no nearer one stands in for it."""
    assert scoped(holdings, "What did Gwent Police's report say two inspections ago?").reports == {"gwent-2018"}
    far = scoped(holdings, "What did Gwent Police's report say five inspections ago?")
    assert (far.reports, far.missing) == (frozenset(), "of the inspection 5 before the newest")


@pytest.mark.parametrize(
    ("question", "taken"),
    [
        ("What did KFRS do well?", ()),
        ("How good is Dudley?", ()),
        ("What must Kent improve?", (("Kent", "Kent Fire and Rescue Service", ("Kent Police", "Kent")),)),
        ("What must the fire service in Kent improve?", ()),
        ("How do Walsall and the West Midlands trust work together?", ()),
        ("What must Kent Fire and Rescue Service improve?", ()),
    ],
)
def test_a_name_that_fits_bodies_not_held_is_told_to_be_taken_for_the_one_held(
    holdings: Holdings, question: str, taken: tuple[tuple[str, str, tuple[str, ...]], ...]
) -> None:
    """Where words name the service, or the whole name is given, nothing is open."""
    assert scoped(holdings, question).taken == taken


def test_initials_of_several_fire_services_are_told_so(holdings: Holdings) -> None:
    """They are read off the names; the one that is held is taken, in one line."""
    of_shropshire = report("salop", "Shropshire Fire and Rescue Service", "2024-11-29", "fire and rescue inspection")
    own = Holdings((of_shropshire,), gazetteer())
    told = taken_as(scoped(own, "What must SFRS improve?"), own)
    assert told.startswith(" “SFRS” is taken for Shropshire Fire and Rescue Service; it also fits Staffordshire Fire")
    assert told.endswith(", on which no report is held.")
    assert [body.name for body in gazetteer().find("What did LFRS do?")[0].bodies] == [
        "Lancashire Fire and Rescue Service",
        "Leicestershire Fire and Rescue Service",
        "Lincolnshire Fire and Rescue Service",
    ]


def test_a_name_taken_over_is_not_told_again(holdings: Holdings) -> None:
    """It was told with the question that named it."""
    assert scoped(holdings, "and its strengths?", "What must Kent improve?").taken == ()
