"""Questions for a grade or an outcome: the judgments of the register come first, with their page and heading."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from documents import answers_from, sidecar, texts
from fakes import REPORT

from bot.ask.answerer import Answerer
from bot.question.parse import understand
from bot.remarks.as_held import MAY_EXIST
from bot.remarks.of_year import told
from bot.types import Asked
from corpus.describe.gazetteer import gazetteer

PEEL, SEND = "PEEL inspection", "area SEND inspection"
OUTCOMES = {
    "Bexley": "There are widespread and/or systemic failings leading to significant concerns.",
    "Bury": "There are widespread and/or systemic failings leading to significant concerns.",
    "Dorset": "The partnership’s arrangements typically lead to positive experiences and outcomes for children.",
}
GRADES = {
    ("Gwent Police", "2018/19", "2019-05-02"): [("Investigating crime", "Good"), ("Legitimacy", "Good")],
    ("Gwent Police", "2023–2025", "2025-06-27"): [
        ("Responding to the public", "Adequate"),
        ("Investigating crime", "Requires improvement"),
    ],
    ("Kent Police", "2023–2025", "2024-01-09"): [("Investigating crime", "Inadequate")],
    ("Essex Police", "2018/19", "2019-09-09"): [("Investigating crime", "Outstanding")],
}


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """Answers from three outcomes of area SEND inspections, four graded inspections of forces, and a letter."""
    given = [sidecar("jtai.html", "JTAI: Bexley", "Bexley", "joint targeted area inspection", "Ofsted", "2025-01-01")]
    pages = {"jtai.html": "<h1>JTAI: Bexley</h1><h2>Calls</h2><p>Calls are slow.</p>"}
    for body, words in OUTCOMES.items():
        given.append(sidecar(f"{body}.html", f"SEND: {body}", body, SEND, "Ofsted", "2024-02-02"))
        pages[f"{body}.html"] = (
            f"<h1>SEND: {body}</h1><h2>Inspection outcome</h2><p>{words}</p>"
            "<h2>Previous</h2><p>Dates of previous inspection: 3 October 2016.</p><h2>Calls</h2><p>Calls are lost.</p>"
        )
    for number, ((body, cycle, published), rows) in enumerate(GRADES.items()):
        title = f"PEEL {cycle}: {body}"
        given.append(sidecar(f"{number}.html", title, body, PEEL, "HMICFRS", published))
        table = "".join(f"<tr><td>{area}</td><td>{grade}</td></tr>" for area, grade in rows)
        pages[f"{number}.html"] = (
            f"<h1>{title}</h1><h2>Our judgments</h2><table><tr><th>Area</th><th>Grade</th></tr>{table}</table>"
            "<h2>Burglary</h2><p>The force attends each burglary.</p>"
        )
    return answers_from(tmp_path_factory.mktemp("graded"), given, pages)


@pytest.mark.parametrize(
    "question",
    [
        "What grade did Bexley get for SEND?",
        "What was the outcome of the Bexley SEND inspection?",
        "How was Bexley judged?",
        "What was the outcome for Bexley?",
    ],
)
def test_the_outcome_is_quoted_alone(answerer: Answerer, question: str) -> None:
    """Under its heading, however it is asked for; the letter of a kind that gives none is passed over."""
    answer = answerer.answer(Asked(question))
    assert texts(answer) == [OUTCOMES["Bexley"]]
    assert answer.quotes[0].heading == ("Inspection outcome",)
    assert answer.understood.seeks == "grade"


@pytest.mark.parametrize(
    "question",
    [
        "Does Bexley do well for SEND children?",
        "Is Bexley any good with special needs kids?",
        "is bexley doing ok with SEN kids? y/n",
        "Is Bexley bad at SEND?",
    ],
)
def test_whether_the_whole_goes_well_is_answered_by_the_outcome(answerer: Answerer, question: str) -> None:
    """Not by the strengths alone, which reports of the worst outcome list, too."""
    assert texts(answerer.answer(Asked(question))) == [OUTCOMES["Bexley"]]


def test_the_outcome_stands_for_an_area_of_work_that_has_no_judgment(answerer: Answerer) -> None:
    """The answer says so, and quotes what else is said of it."""
    answer = answerer.answer(Asked("What grade did Bexley get for calls?"))
    assert texts(answer)[0] == OUTCOMES["Bexley"]
    assert "Calls are lost." in texts(answer)
    assert " It is of the inspection as a whole." in answer.message


def test_reports_of_a_kind_without_grades_are_said_to_give_none(answerer: Answerer) -> None:
    """A joint targeted area inspection, and not an area SEND inspection."""
    answer = answerer.answer(Asked("What was the outcome of the JTAI in Bexley?"))
    assert (answer.status, answer.quotes) == ("not_found", ())
    assert answer.message.startswith("Reports of this kind (joint targeted area inspection) give no grade")


def test_of_an_area_of_work_the_newest_judgment_is_quoted(answerer: Answerer) -> None:
    """First; an area that only an older inspection graded comes from that, and points to the newer one."""
    newest = answerer.answer(Asked("What grade did Gwent get for investigating crime?")).quotes[0]
    assert (newest.text, newest.report.published) == ("Investigating crime Requires improvement", "2025-06-27")
    older = answerer.answer(Asked("What grade did Gwent get for legitimacy?")).quotes[0]
    assert (older.text, older.newer) == ("Legitimacy Good", newest.report)


def test_without_an_area_all_judgments_of_the_newest_inspection_are_quoted(answerer: Answerer) -> None:
    """As they stand; the message says how many there are of each grade, and the list has all."""
    every = ["Responding to the public Adequate", "Investigating crime Requires improvement"]
    assert texts(answerer.answer(Asked("What grades did Gwent get?"))) == every
    cut = answerer.answer(Asked("What grades did Gwent get?", count=1))
    assert texts(cut) == every[:1]
    assert "2 areas graded: 1 adequate and 1 requires improvement." in cut.message
    assert [entry.value for entry in cut.entries] == ["Adequate", "Requires improvement"]


@pytest.mark.parametrize(
    ("previous", "question"),
    [
        ((), "Was any part of Gwent's policing adequate?"),
        (("What went wrong with calls in Gwent?",), "Was any part of it adequate?"),
        (("What went wrong with calls in Gwent?",), "Is any of it adequate?"),
    ],
)
def test_whether_any_part_has_a_grade_is_told_from_all_judgments(
    answerer: Answerer, previous: tuple[str, ...], question: str
) -> None:
    """Of the newest graded inspection, whatever was asked about before."""
    answer = answerer.answer(Asked(question, previous=previous))
    assert texts(answer) == ["Responding to the public Adequate"]
    assert answer.message.startswith("Yes: Responding to the public was graded \u201cAdequate\u201d (27 June 2025).")


def test_bodies_are_quoted_in_the_order_of_the_question(answerer: Answerer) -> None:
    """The judgments of all come first."""
    answer = answerer.answer(Asked("What grade did Kent and Gwent get for investigating crime?"))
    assert texts(answer)[:2] == ["Investigating crime Inadequate", "Investigating crime Requires improvement"]


@pytest.mark.parametrize(
    ("question", "bodies", "message"),
    [
        ("Which areas have widespread or systemic failings?", ["Bexley", "Bury"], "2 of the 3 bodies"),
        ("How many areas got a typically positive outcome?", ["Dorset"], "1 of the 3 bodies"),
        ("Which forces are inadequate at investigating crime?", ["Kent Police"], "1 of the 3 bodies"),
    ],
)
def test_bodies_with_a_grade_are_listed_by_their_newest_inspection(
    answerer: Answerer, question: str, bodies: list[str], message: str
) -> None:
    """Gwent's *good* is of an inspection before; of forces alone where the question is of forces."""
    answer = answerer.answer(Asked(question))
    assert [quote.report.body for quote in answer.quotes] == bodies
    assert message in answer.message


def test_where_none_has_the_grade_what_each_was_given_is_quoted(answerer: Answerer) -> None:
    """Of the area that is named; of none, of each body the grade that comes nearest to it."""
    none = answerer.answer(Asked("Which forces were graded good for investigating crime?"))
    assert none.message.startswith("None of the 3 bodies with a judgment on Investigating crime")
    assert "What each was given instead is listed." in none.message
    assert [(entry.body, entry.value) for entry in none.entries] == [
        ("Essex Police", "Outstanding"),
        ("Gwent Police", "Requires improvement"),
        ("Kent Police", "Inadequate"),
    ]
    assert len(none.quotes) == 3
    good = answerer.answer(Asked("Which forces were graded as good overall?"))
    assert [(entry.body, entry.value) for entry in good.entries] == [
        ("Essex Police", "Outstanding"),
        ("Gwent Police", "Adequate"),
        ("Kent Police", "Inadequate"),
    ]
    assert "Of each body the grade that comes nearest to it is listed." in good.message


def test_the_best_grade_comes_first_and_cycles_are_not_compared_in_silence(answerer: Answerer) -> None:
    """Or the worst, where that is asked for; the list has all bodies of the newest cycle."""
    best = answerer.answer(Asked("Who has the best grade for investigating crime?"))
    assert [quote.report.body for quote in best.quotes] == ["Gwent Police"]
    assert [entry.body for entry in best.entries] == ["Gwent Police", "Kent Police"]
    assert (
        "among the 2 bodies held with one: \u201crequires improvement\u201d, Gwent Police (27 June 2025)."
        in best.message
    )
    assert "Graded in another cycle, and not compared: Essex Police." in best.message
    worst = answerer.answer(Asked("Which force has the worst grade for investigating crime?"))
    assert [quote.report.body for quote in worst.quotes] == ["Kent Police"]
    assert [entry.body for entry in worst.entries] == ["Kent Police", "Gwent Police"]


def test_what_is_weak_or_strong_in_general_is_what_the_newest_report_grades_so(answerer: Answerer) -> None:
    """Where it lists neither; the worst first. That none was found is not that there is none."""
    answer = answerer.answer(Asked("What recommendations are there for Gwent?"))
    assert texts(answer) == ["Investigating crime Requires improvement"]
    assert (
        "Of the 2 graded judgments that it names, 1 was \u201cinadequate\u201d or \u201crequires improvement\u201d."
    ) in answer.message
    assert "sets out no recommendations one by one, which does not mean that there are none" in answer.message
    assert texts(answerer.answer(Asked("What are the strengths of Essex Police?"))) == [
        "Investigating crime Outstanding"
    ]


def test_grades_of_an_older_report_are_no_strengths(answerer: Answerer) -> None:
    """The newest report on Gwent grades nothing as good, and older grades no longer hold."""
    assert "graded judgment" not in answerer.answer(Asked("What are the strengths of Gwent?")).message


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """Answers from an inspection of a council's services with an overall grade, which stands last in its table."""
    rows = [
        ("The experiences and progress of care leavers", "Inadequate"),
        ("The impact of leaders on social work practice", "Good"),
        ("Overall effectiveness", "Requires improvement"),
    ]
    table = "".join(f"<tr><td>{area}</td><td>{grade}</td></tr>" for area, grade in rows)
    title = "Inspection of Kent local authority children’s services"
    page = (
        f"<h1>{title}</h1><table><tr><th>Judgement</th><th>Grade</th></tr>{table}</table>"
        "<h2>Leavers</h2><p>Plans for care leavers are late.</p>"
    )
    given = [sidecar("kent.html", title, "Kent", "ILACS inspection", "Ofsted", "2024-05-05")]
    return answers_from(tmp_path_factory.mktemp("council"), given, {"kent.html": page})


def test_the_overall_grade_comes_first(council: Answerer) -> None:
    """Where the grade is asked for and no area of work is named; the others follow as the report has them."""
    assert texts(council.answer(Asked("How does Ofsted rate Kent?"))) == [
        "Overall effectiveness Requires improvement",
        "The experiences and progress of care leavers Inadequate",
        "The impact of leaders on social work practice Good",
    ]


def test_words_that_hint_at_a_kind_of_report_may_name_an_area(council: Answerer) -> None:
    """*Care leavers* hints at an inspection of a council's services, and is one of its areas."""
    answer = council.answer(Asked("What grade did Kent get for care leavers?"))
    assert texts(answer)[0] == "The experiences and progress of care leavers Inadequate"


def test_a_row_of_a_table_comes_with_the_rows_around_it(answerer: Answerer) -> None:
    """The quote is the row alone; its passage is the table."""
    quote = answerer.answer(Asked("What grade did Gwent Police get for investigating crime in 2025?")).quotes[0]
    assert quote.text == "Investigating crime Requires improvement"
    assert quote.passage == "Area Grade Responding to the public Adequate Investigating crime Requires improvement"


@pytest.mark.parametrize(
    "question",
    [
        "What grades did Gwent end up with?",
        "What grades did Gwent get in the end?",
        "Which grades did Gwent walk away with?",
        "What judgements was Gwent handed?",
    ],
)
def test_words_for_getting_a_grade_name_no_area(answerer: Answerer, question: str) -> None:
    """All grades are given, and no area is said to have none."""
    answer = answerer.answer(Asked(question))
    assert texts(answer) == ["Responding to the public Adequate", "Investigating crime Requires improvement"]
    assert "No grade for an area" not in answer.message


def test_what_a_body_came_to_in_the_end_is_its_grades(answerer: Answerer) -> None:
    """Though no word says *grade*."""
    assert texts(answerer.answer(Asked("How did Gwent come out in the end?")))[0] == "Responding to the public Adequate"


def test_grades_are_told_of_the_inspections_held(answerer: Answerer) -> None:
    """In the past, with dates, and that later ones may exist; of an earlier one with the later that is held."""
    newest = answerer.answer(Asked("Was Kent judged inadequate for investigating crime?"))
    assert newest.message.startswith("Yes: Investigating crime was graded \u201cInadequate\u201d (9 January 2024).")
    assert MAY_EXIST in newest.message
    every = answerer.answer(Asked("Which forces were graded inadequate?"))
    assert "given \u201cinadequate\u201d for at least one area, in reports of 9 January 2024." in every.message
    assert MAY_EXIST in every.message
    older = answerer.answer(Asked("What grades did Gwent get in 2019?"))
    assert "Held later: PEEL 2023\u20132025: Gwent Police (27 June 2025)." in older.message
    assert MAY_EXIST not in older.message
    assert older.quotes[0].newer


@pytest.fixture(scope="module")
def of_councils(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """Answers from two inspections of children's services, and one of those for looked after children alone."""
    held = {
        "Brent": ("ILACS inspection", "2018-07-02", "Inadequate"),
        "Bolton": ("ILACS inspection", "2018-06-12", "Good"),
        "Medway": ("inspection of looked after children services", "2013-08-23", "Grade 4 (Inadequate)"),
    }
    given, pages = [], {}
    for body, (kind, published, grade) in held.items():
        given.append(sidecar(f"{body}.html", f"{kind}: {body}", body, kind, "Ofsted", published))
        rows = f"<tr><td>Overall effectiveness</td><td>{grade}</td></tr><tr><td>Leadership</td><td>Good</td></tr>"
        pages[f"{body}.html"] = (
            f"<h1>{kind}: {body}</h1><h2>Judgements</h2><table><tr><th>Area</th><th>Grade</th></tr>{rows}</table>"
        )
    return answers_from(tmp_path_factory.mktemp("councils"), given, pages)


def test_an_overall_grade_of_a_part_of_the_services_is_kept_apart(of_councils: Answerer) -> None:
    """It counts among those of no whole, and is named as what it is, also where it is asked for by name."""
    answer = of_councils.answer(Asked("Which councils were rated inadequate overall?"))
    assert "1 of the 2 bodies with an overall judgment" in answer.message
    assert (
        "Not counted, as the inspection was of a part of the services alone: Medway (“Grade 4 (Inadequate)”, 23 August"
        " 2013, services for looked after children alone)." in answer.message
    )
    assert [(entry.body, entry.what) for entry in answer.entries] == [
        ("Brent", "Overall effectiveness"),
        ("Medway", "Overall effectiveness (services for looked after children alone)"),
    ]
    good = of_councils.answer(Asked("Which councils were rated good overall?"))
    assert "Not counted" not in good.message
    own = of_councils.answer(Asked("Was Medway rated inadequate overall?"))
    assert "“Grade 4 (Inadequate)”, for services for looked after children alone (23 August 2013)" in own.message
    assert [entry.what for entry in own.entries] == ["Overall effectiveness (services for looked after children alone)"]


def test_a_grade_without_an_area_is_that_of_the_inspection_as_a_whole(of_councils: Answerer) -> None:
    """Those that have it for an area of work alone stand behind, and are told apart; the list is what is counted."""
    answer = of_councils.answer(Asked("Which councils are inadequate?"))
    assert answer.message.startswith(
        "1 of the 2 bodies with an overall judgment in the newest graded inspection held was given"
        " \u201cinadequate\u201d overall: Brent (2 July 2018)."
    )
    good = of_councils.answer(Asked("Which councils are rated good?"))
    assert "overall: Bolton (12 June 2018). Not overall, but for one area of work or more: Brent." in good.message
    assert [(entry.body, entry.what) for entry in good.entries] == [
        ("Bolton", "Overall effectiveness"),
        ("Brent", "not overall, but for Leadership"),
    ]


def test_where_any_area_will_do_all_areas_count(of_councils: Answerer) -> None:
    """Also those of an inspection of a part of the services."""
    answer = of_councils.answer(Asked("Which councils got at least one inadequate judgement?"))
    assert "2 of the 3 bodies" in answer.message
    assert "1 of them overall" in answer.message


def test_overall_holds_in_a_follow_up(tmp_path: Path) -> None:
    """Bodies with the grade in one area alone are none of those that have it overall."""
    given, pages = [], {}
    for body, area, overall in (("Kent", "Good", "Inadequate"), ("Dorset", "Inadequate", "Good")):
        title = f"Inspection of {body} local authority children’s services"
        rows = (("The impact of leaders", area), ("Overall effectiveness", overall))
        table = "".join(f"<tr><td>{name}</td><td>{grade}</td></tr>" for name, grade in rows)
        given.append(sidecar(f"{body}.html", title, body, "ILACS inspection", "Ofsted", "2024-05-05"))
        pages[f"{body}.html"] = (
            f"<h1>{title}</h1><table><tr><th>Judgement</th><th>Grade</th></tr>{table}</table><p>Calls wait.</p>"
        )
    answer = answers_from(tmp_path, given, pages).answer(
        Asked("and which were inadequate?", previous=("Which councils were good overall?",))
    )
    assert [(entry.body, entry.what) for entry in answer.entries] == [("Kent", "Overall effectiveness")]


def test_a_count_by_year_tells_which_were_inspected_and_which_only_published_then() -> None:
    """The other way round where it is asked what was published; stand-ins of other years are not spoken of."""
    names = gazetteer()
    held = [
        replace(REPORT, id=body, bodies=(body,), inspected=inspected, published=published)
        for body, inspected, published in (
            ("Bury", "2024-02-12/2024-02-16", "2024-05-07"),
            ("Halton", "2023-11-20/2023-11-24", "2024-01-26"),
            ("Torbay", None, "2024-03-03"),
        )
    ]
    asked = understand("How many SEND inspections of 2024 found systemic failings?", names)
    assert told(asked, held) == (
        "Inspected in 2024: 1 of the 3 listed; only published then: Halton and Torbay. Of 1 of these it is not known"
        " when it was inspected."
    )
    assert told(understand("Which SEND reports were published in 2024?", names), held) == (
        "All of them were published in 2024."
    )
    assert told(understand("How many SEND inspections of 2019 found failings?", names), held) == ""
    undated = [replace(report, inspected=None) for report in held]
    assert told(understand("How many SEND inspections of 2024 found failings?", names), undated) == ""


def test_years_that_are_the_name_of_a_cycle_are_told_as_that() -> None:
    """Whenever the inspections took place; of a list of which some are of another cycle, how many are of it."""
    names = gazetteer()
    held = [
        replace(REPORT, id=body, title=f"PEEL 2023–2025: {body}", kind=PEEL, bodies=(body,), published=published)
        for body, published in (("Kent Police", "2024-05-07"), ("Gwent Police", "2025-01-26"))
    ]
    asked = understand("Which forces were inadequate in 2023-25?", names)
    assert told(asked, held) == (
        "These years are the name of a cycle of inspections, PEEL 2023–25: all of them are of it."
    )
    older = replace(held[0], id="older", title="PEEL 2021/22: Kent Police")
    assert told(asked, [*held, older]).endswith("PEEL 2023–25: 2 of the 3 listed are of it.")


def test_which_were_inspected_is_no_question_for_grades(of_councils: Answerer) -> None:
    """The reports are counted, and the bodies named; a grade in the question makes it one."""
    answer = of_councils.answer(Asked("Which councils were inspected in 2018?"))
    assert answer.message.startswith("2 such reports are held, on Bolton and Brent.")
    graded = of_councils.answer(Asked("Which councils inspected in 2018 were inadequate?"))
    assert [entry.body for entry in graded.entries] == ["Brent"]
