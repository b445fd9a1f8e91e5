"""Answers from registers: what is listed, ranked, compared and told of people and phases, and how far it goes."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

import pytest
from documents import answers_from, sidecar, texts

from bot.ask.answerer import Answerer
from bot.question.parse import understand
from bot.question.question import Question
from bot.registered.facts import by_person
from bot.registered.grades.by_reason import judged_so, restates, told
from bot.registers.grades import Grade
from bot.types import Answer, Asked, Entry, Quote
from corpus.describe.gazetteer import gazetteer
from corpus.types import Judgment, Report, Span
from index.search import Index

PEEL, REVISIT, JTAI = "PEEL inspection", "revisit letter", "joint targeted area inspection"


def table(*rows: tuple[str, str]) -> str:
    """A table of areas and grades, under its heading."""
    cells = "".join(f"<tr><td>{area}</td><td>{grade}</td></tr>" for area, grade in rows)
    return f"<h2>Our judgments</h2><table><tr><th>Area</th><th>Grade</th></tr>{cells}</table>"


REPORTS = {
    ("Kent Police", PEEL, "HMICFRS", "2024-03-01"): (
        table(("Responding to the public", "Good"), ("Investigating crime", "Inadequate"))
        + "<p>We graded the force good in one area and inadequate in one area.</p>"
        "<p>We give no overall grade.</p>"
        "<h2>Responding to the public</h2><p>The force answers 91% of 999 calls quickly. However, calls on 101 are"
        " lost.</p>"
        "<h2>Investigating crime</h2><p>Plans are made for each crime. Too many crimes wait too long.</p>"
        "<h2>Areas for improvement</h2><ul><li>Calls are lost.</li><li>Records are thin.</li></ul>"
        "<h2>Monitoring</h2><p>The force had been in Engage since May 2022. It was moved from Engage to Scan in"
        " February 2024.</p>"
        "<h2>Responses to the report</h2><p>Chief Constable Ann Leigh accepted the findings.</p>"
        "<h2>Victims</h2><p>The multi-agency risk assessment conference (MARAC) hears of victims of burglary.</p>"
    ),
    ("Kent Police", PEEL, "HMICFRS", "2021-03-01"): (
        "<h2>Victims</h2><p>The force has 12 custody officers.</p><p>In 2021 it opened a suite.</p>"
    ),
    ("Essex Police", PEEL, "HMICFRS", "2024-06-01"): table(
        ("Responding to the public", "Requires improvement"), ("Investigating crime", "Good")
    )
    + "<h2>Calls</h2><p>Calls are answered.</p>",
    ("Gwent Police", PEEL, "HMICFRS", "2024-07-01"): table(("Investigating crime", "Adequate"))
    + "<p>By our count four areas were graded: one Good, two Adequate and one Inadequate.</p>"
    "<h2>Areas for improvement</h2><p>There are nine areas for improvement.</p>",
    ("Bury", JTAI, "Ofsted, HMICFRS", "2024-05-05"): (
        "<p>Sam Poole, Director of Children’s Services, Bury Council</p>"
        "<p>Ida Marsh OBE, Independent Chair of Bury LSCB</p>"
        "<p>Ruth Hale, Chief Constable, Greater Manchester Police</p><h2>Headline findings</h2>"
        "<p>Partners in Bury work well together on neglect of small children.</p>"
        "<h2>Main findings</h2><p>Police attend each meeting on time. Police records are incomplete.</p>"
    ),
}


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """Answers from five reports on forces, one of them a digest, and a letter on an area."""
    given, pages = [], {}
    for number, ((body, kind, by, published), page) in enumerate(REPORTS.items()):
        title = f"PEEL 2023–2025: {body}" if kind == PEEL and published > "2022" else f"Report of {published}: {body}"
        digest = "\ndigest = true\n" * (body == "Gwent Police")
        given.append(sidecar(f"{number}.html", title, body, kind, by, published).rstrip() + digest)
        pages[f"{number}.html"] = f"<h1>{title}</h1>{page}"
    return answers_from(tmp_path_factory.mktemp("registers"), given, pages)


def listed(answer: Answer) -> list[tuple[str, str, str]]:
    """The list behind an answer."""
    return [(entry.body, entry.what, entry.value) for entry in answer.entries]


# What a register knows -------------------------------------------------------------------------


def test_none_is_said_only_of_a_full_report_that_was_read_whole(answerer: Answerer) -> None:
    """Of a digest it is said that its list is not whole; what it does say of them is quoted."""
    whole = answerer.answer(Asked("What are the causes of concern for Kent Police?"))
    assert "The report lists no causes of concern under headings of their own." in whole.message
    part = answerer.answer(Asked("What areas for improvement does Gwent Police have?"))
    assert "A digest does not list them all: see the official report." in part.message
    assert "lists no" not in part.message
    assert texts(part) == ["There are nine areas for improvement."]


def test_the_whole_list_of_findings_stands_behind_the_quotes(answerer: Answerer) -> None:
    """However few are quoted."""
    answer = answerer.answer(Asked("List all areas for improvement for Kent Police", count=1))
    assert [entry.quote.text for entry in answer.entries if entry.quote] == ["Calls are lost.", "Records are thin."]
    assert texts(answer) == ["Calls are lost."]
    assert "1 more is not quoted here" in answer.message


def test_a_report_that_counts_more_grades_than_are_read_is_said_to(answerer: Answerer) -> None:
    """Its own count is quoted first."""
    answer = answerer.answer(Asked("What grades did Gwent Police get?"))
    told = "By its own count 4 areas were graded: 1 good, 2 adequate and 1 inadequate; 1 is named."
    assert answer.message.startswith(told)
    assert texts(answer)[0] == "By our count four areas were graded: one Good, two Adequate and one Inadequate."


def test_that_there_is_no_overall_grade_is_quoted(answerer: Answerer) -> None:
    """With how many areas have each grade."""
    answer = answerer.answer(Asked("What is Kent's overall grade?", body="Kent Police"))
    assert texts(answer)[0] == "We give no overall grade."
    assert "2 areas graded: 1 good and 1 inadequate. No overall grade is among them." in answer.message


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("How many areas was Kent Police graded good in?", "1 of the 2 areas graded was “good”."),
        ("How many areas was Kent Police graded outstanding in?", "None of the 2 areas graded was “outstanding”."),
        ("How many areas was Gwent Police graded adequate in?", "2 of the 4 areas graded were “adequate”."),
    ],
)
def test_areas_with_a_grade_are_counted_with_all_grades_behind(answerer: Answerer, question: str, told: str) -> None:
    """By the report's own count where that has more."""
    assert told in answerer.answer(Asked(question)).message


# Ranks and comparisons -------------------------------------------------------------------------


def test_the_worst_is_told_by_the_grade_of_one_area_with_all_that_are_held(answerer: Answerer) -> None:
    """The measure is named, and of how many."""
    answer = answerer.answer(Asked("Which force is worst at investigating crime?"))
    assert "Lowest grade for Investigating crime (PEEL 2023–25) among the 3 bodies held" in answer.message
    assert listed(answer) == [
        ("Kent Police", "Investigating crime", "Inadequate"),
        ("Gwent Police", "Investigating crime", "Adequate"),
        ("Essex Police", "Investigating crime", "Good"),
    ]
    assert [quote.report.body for quote in answer.quotes] == ["Kent Police"]


@pytest.mark.parametrize(
    "question", ["Which is the best police force?", "Which force is worst at burglary?", "worst at burglary"]
)
def test_what_is_not_graded_is_not_ranked(answerer: Answerer, question: str) -> None:
    """Nothing is quoted by likeness."""
    answer = answerer.answer(Asked(question))
    assert (answer.status, answer.quotes) == ("unsupported", ())


def test_in_place_of_a_ranking_grades_are_counted_with_their_place(answerer: Answerer) -> None:
    """And it is said of how many forces."""
    message = answerer.answer(Asked("Rank all 43 forces.")).message
    assert "no ranking or overall score" in message
    assert "Kent Police (" in message
    assert "section “" in message
    assert "of the 43 police forces known here." in message


def test_bodies_are_compared_over_all_areas_in_a_table(answerer: Answerer) -> None:
    """With gaps where no grade was found, or no report is held."""
    answer = answerer.answer(Asked("Compare Kent Police and Gwent Police across all areas"))
    assert listed(answer) == [
        ("Kent Police", "Responding to the public", "Good"),
        ("Gwent Police", "Responding to the public", "no grade found"),
        ("Kent Police", "Investigating crime", "Inadequate"),
        ("Gwent Police", "Investigating crime", "Adequate"),
    ]


def test_both_sides_of_a_comparison_have_their_grade(answerer: Answerer) -> None:
    """Of the same register, whatever else is said."""
    answer = answerer.answer(Asked("Compare Kent Police and Essex Police on responding to the public"))
    assert listed(answer) == [
        ("Kent Police", "Responding to the public", "Good"),
        ("Essex Police", "Responding to the public", "Requires improvement"),
    ]
    assert texts(answer)[:2] == ["Responding to the public Good", "Responding to the public Requires improvement"]


# Phases and people -----------------------------------------------------------------------------


def test_a_phase_of_monitoring_is_told_by_its_last_event(answerer: Answerer) -> None:
    """Of one body, with the sentence that it points back to, or of all that the reports tell of."""
    one = answerer.answer(Asked("Is Kent Police still in Engage?"))
    assert one.message.startswith("By the last word of the reports held, Kent Police had left Engage (February 2024).")
    assert texts(one)[0] == (
        "The force had been in Engage since May 2022. It was moved from Engage to Scan in February 2024."
    )
    every = answerer.answer(Asked("Which forces are in special measures?"))
    assert "in Engage (special measures): none." in every.message
    assert listed(every) == [("Kent Police", "monitoring phase", "left Engage in February 2024")]


def test_who_held_an_office_is_told_by_the_report_of_that_time(answerer: Answerer) -> None:
    """In its text, or among those it is addressed to, and no more of these is quoted."""
    kent = answerer.answer(Asked("Who is the chief constable of Kent Police?"))
    assert kent.message.startswith(
        "Ann Leigh is named as chief constable in PEEL 2023–2025: Kent Police, 1 March 2024."
    )
    bury = answerer.answer(Asked("Who was the chief constable when Bury was inspected?"))
    assert texts(bury) == ["Ruth Hale, Chief Constable, Greater Manchester Police"]
    chair = answerer.answer(Asked("who chairs the LSCB in Bury?"))
    assert texts(chair) == ["Ida Marsh OBE, Independent Chair of Bury LSCB"]
    director = answerer.answer(Asked("director of childrens services at Bury council - name?"))
    assert director.message.startswith("Sam Poole is named as director of children's services")


@pytest.mark.parametrize(
    "question",
    [
        "Who is the chief constable of Kent Police?",
        "What is the name of Kent Police's chief constable?",
        "Who's the new chief constable of Kent Police?",
        "name of kents chief constable at the time of the inspection",
        "Kent Police's chief constable, what's the name?",
        "What was the chief constable of Kent Police called?",
        "Kent Police chief constable?",
    ],
)
def test_who_holds_an_office_is_answered_though_it_reads_like_no_question_for_reports(
    answerer: Answerer, question: str
) -> None:
    """With the proviso on time."""
    answer = answerer.answer(Asked(question))
    assert answer.message.startswith("Ann Leigh is named as chief constable")
    assert answer.message.endswith(by_person.AT_THE_TIME)


@pytest.mark.parametrize(
    "question",
    [
        "Who is the wife of the chief constable of Kent Police?",
        "Who is the chief constable of Kent Police and where does she live?",
        "Who will be the chief constable of Kent Police?",
        "Who is the best chief constable?",
        "Who runs Kent Police?",
        "What did the chief constable of Kent Police do?",
        "How is the chief constable of Kent Police doing?",
        "What is the salary of the chief constable of Kent Police?",
    ],
)
def test_a_question_for_more_than_the_holder_of_an_office_is_none_for_the_holder(question: str) -> None:
    """What reports cannot answer stays unanswered."""
    assert not by_person.asks_holder(understand(question, gazetteer()))


@pytest.mark.parametrize(
    "question",
    [
        "Has Ann Leigh been accused of misconduct?",
        "What is Ann Leigh like?",
        "Should the chief constable of Kent Police resign?",
        "Who is the best chief constable?",
    ],
)
def test_nothing_is_quoted_on_what_a_person_is_like_or_did(answerer: Answerer, question: str) -> None:
    """Inspections judge organisations."""
    answer = answerer.answer(Asked(question))
    assert (answer.status, answer.quotes) == ("unsupported", ())
    assert answer.message.startswith("Inspections judge organisations")


def test_a_body_that_says_something_is_no_person(answerer: Answerer) -> None:
    """Nor is what begins a question with a capital."""
    assert answerer.answer(Asked("Does Kent Police use drones?")).status != "unsupported"


# Overviews and reasons -------------------------------------------------------------------------


@pytest.mark.parametrize("question", ["What did inspectors say about Kent Police?", "Summarise the Kent Police report"])
def test_a_general_question_gets_an_overview_in_the_report_s_order(answerer: Answerer, question: str) -> None:
    """Its count of grades, then what is said under the areas, and what must improve; older reports are named."""
    answer = answerer.answer(Asked(question))
    assert texts(answer)[0] == "We graded the force good in one area and inadequate in one area."
    assert answer.quotes == tuple(sorted(answer.quotes, key=lambda quote: quote.spans[0]))
    assert "2 areas graded: 1 good and 1 inadequate." in answer.message
    assert "Also held: Report of 2021-03-01: Kent Police (1 March 2021)." in answer.message


def test_a_service_in_the_report_on_an_area_is_told_by_what_names_it(answerer: Answerer) -> None:
    """The list of addressees is no part of it."""
    answer = answerer.answer(Asked("What did inspectors say about the police in Bury?"))
    assert texts(answer) == ["Police attend each meeting on time.", "Police records are incomplete."]


def test_why_a_grade_was_given_is_what_stands_under_its_area(answerer: Answerer) -> None:
    """With the sentence that gives the reason."""
    before = "What grade did Kent Police get for investigating crime?"
    answer = answerer.answer(Asked("Why?", previous=(before,)))
    assert texts(answer) == [
        "Investigating crime Inadequate",
        "Plans are made for each crime. Too many crimes wait too long.",
    ]
    assert answer.message.startswith("Kent Police, Investigating crime: “Inadequate” (1 March 2024). The report’s own")


def test_why_and_the_grade_may_be_one_question(answerer: Answerer) -> None:
    """The area named is the one whose reasons are given."""
    answer = answerer.answer(Asked("Why was Kent Police graded inadequate for investigating crime?"))
    assert texts(answer)[1:] == ["Plans are made for each crime. Too many crimes wait too long."]


def test_a_table_of_grades_may_be_asked_for_of_several_bodies(answerer: Answerer) -> None:
    """Every area is a row, a gap is told."""
    answer = answerer.answer(Asked("Draft a table of grades for Kent Police and Essex Police"))
    assert listed(answer) == [
        ("Kent Police", "Responding to the public", "Good"),
        ("Essex Police", "Responding to the public", "Requires improvement"),
        ("Kent Police", "Investigating crime", "Inadequate"),
        ("Essex Police", "Investigating crime", "Good"),
    ]


@pytest.mark.parametrize(
    "text", ["Show me the page reference for that grade", "Can you give me the page reference?", "what page please"]
)
def test_the_page_of_a_grade_repeats_the_grade(answerer: Answerer, text: str) -> None:
    """Asked after it."""
    before = "What grade did Kent Police get for investigating crime?"
    answer = answerer.answer(Asked(text, previous=(before,)))
    assert texts(answer)[:1] == ["Investigating crime Inadequate"]


@pytest.mark.parametrize("text", ["Can you give me the page reference?", "where does it say that?", "source?"])
def test_the_places_of_the_answer_before_are_told_by_its_numbers(answerer: Answerer, text: str) -> None:
    """Heading, report and date; of a page without numbers its section."""
    before = "What grade did Kent Police get for investigating crime?"
    answer = answerer.answer(Asked(text, previous=(before,)))
    assert answer.message.startswith(
        "The quotes of the answer before, by their numbers, are from 1: section “Our judgments”, PEEL"
        " 2023–2025: Kent Police, 1 March 2024; 2: section “Investigating crime”, PEEL 2023–2025"
    )
    assert texts(answer) == texts(answerer.answer(Asked(before)))


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (
            "Which of Kent Police and Essex Police is best at responding to the public?",
            "By grade the best of them: Kent Police (\u201cGood\u201d). Grades on Responding to the public.",
        ),
        (
            "Which of Kent Police and Gwent Police is worst at responding to the public?",
            "Which of them is worst cannot be told: no grade on it was found for Gwent Police.",
        ),
    ],
)
def test_which_of_several_is_best_is_told_by_grade_or_not_at_all(answerer: Answerer, asked: str, said: str) -> None:
    """First."""
    assert answerer.answer(Asked(asked)).message.startswith(said)


# What is asked for, and no other ---------------------------------------------------------------


def test_a_number_of_something_else_is_no_answer(answerer: Answerer) -> None:
    """Officers in custody are counted, sergeants are not."""
    assert texts(answerer.answer(Asked("How many custody officers does Kent Police have?"))) == [
        "The force has 12 custody officers."
    ]
    assert answerer.answer(Asked("How many sergeants in custody does Kent Police have?")).quotes == ()


def test_a_quote_has_the_sentence_that_takes_it_back(answerer: Answerer) -> None:
    """It is not cut before its *However*."""
    answer = answerer.answer(Asked("How quickly does Kent Police answer 999 calls?"))
    assert texts(answer)[0] == "The force answers 91% of 999 calls quickly. However, calls on 101 are lost."


def test_an_abbreviation_is_read_as_the_report_defines_it(answerer: Answerer) -> None:
    """The words that it stands for lead to the same sentence."""
    short, long = (
        texts(answerer.answer(Asked(f"Does the {name} hear of burglary in Kent?", body="Kent Police")))
        for name in ("MARAC", "multi-agency risk assessment conference")
    )
    assert (
        short[:1] == long[:1] == ["The multi-agency risk assessment conference (MARAC) hears of victims of burglary."]
    )


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("hello", "Hello. Ask what an inspection report says"),
        ("help", "Ask in a sentence what an inspection report says"),
        ("Beth oedd yr arolygwyr yn ddweud am heddlu Gwent?", "Saesneg yw iaith yr adroddiadau hyn"),
        ("Que dijeron los inspectores sobre la policía?", "Los informes están en inglés"),
    ],
)
def test_what_is_no_question_gets_a_useful_line(answerer: Answerer, text: str, begins: str) -> None:
    """With an example of what is held."""
    answer = answerer.answer(Asked(text))
    assert answer.message.startswith(begins)
    assert "What did inspectors say about Gwent Police?" in answer.message


def test_a_refusal_names_the_nearest_headings_and_where_else_to_look(answerer: Answerer) -> None:
    """They are told as headings, not quoted."""
    answer = answerer.answer(Asked("How many officers are there in Essex Police?"))
    assert answer.quotes == ()
    assert "The nearest headings, which need not be on this:" in answer.message
    assert "The Home Office publishes police workforce statistics" in answer.message


def test_a_list_line_is_an_entry() -> None:
    """A gap has no quote."""
    assert Entry("Kent Police", "Investigating crime", "no grade found").quote is None


def test_what_reports_mention_is_counted_by_its_words(answerer: Answerer) -> None:
    """And not by likeness: one entry for each report that says it."""
    answer = answerer.answer(Asked("How many reports mention custody officers?"))
    assert listed(answer) == [("Kent Police", "", "The force has 12 custody officers.")]
    assert answer.message.startswith(
        "The reports held on 1 of 4 bodies have a sentence that says “custody officers”, in these words or a form of"
        " them: 1 of 5 reports."
    )


def test_a_table_of_grades_may_be_drafted_of_one_body(answerer: Answerer) -> None:
    """Though drafts of other things are not made."""
    assert listed(answerer.answer(Asked("Draft a table of the grades of Essex Police"))) == [
        ("Essex Police", "Responding to the public", "Requires improvement"),
        ("Essex Police", "Investigating crime", "Good"),
    ]


def test_an_area_without_a_grade_that_could_be_read_is_told_with_those_that_have_one(answerer: Answerer) -> None:
    """Before what else is said on it."""
    told = answerer.answer(Asked("What grade did Kent Police get for custody officers?")).message
    assert told.startswith(
        "No grade for an area of that name could be read in PEEL 2023–2025: Kent Police (1 March 2024). Read were those"
        " for Responding to the public and Investigating crime."
    )


def test_reports_of_a_kind_and_a_year_are_listed(answerer: Answerer) -> None:
    """Each with the line that dates it."""
    told = answerer.answer(Asked("Which joint inspections were published in 2024?")).message
    assert told.startswith("1 such report is held, on Bury.")


def test_all_grades_are_listed_beside_the_reasons_where_both_are_asked_for(answerer: Answerer) -> None:
    """Reasons are given for the weakest first."""
    answer = answerer.answer(Asked("What grades did Kent Police get and why?"))
    assert {(what, value) for _, what, value in listed(answer)} == {
        ("Responding to the public", "Good"),
        ("Investigating crime", "Inadequate"),
    }
    assert texts(answer)[:2] == [
        "Investigating crime Inadequate",
        "Plans are made for each crime. Too many crimes wait too long.",
    ]


def test_a_date_and_the_outcome_are_told_together(answerer: Answerer) -> None:
    """In whichever order they are asked for; of a kind that gives no grades that is said."""
    for asked in ("When was Essex Police inspected and what was the outcome?", "How was Essex Police rated, and when?"):
        answer = answerer.answer(Asked(asked))
        assert answer.message.startswith("PEEL 2023–2025: Essex Police: published 1 June 2024. 2 areas graded")
        assert len(answer.entries) == 2
    none = answerer.answer(Asked("When was Bury inspected and what was the outcome?")).message
    assert "Reports of this kind (joint targeted area inspection) give no grade" in none


def test_what_only_says_the_grade_again_is_no_reason() -> None:
    """Nor what says an older one; a sentence with a reason in it is one."""
    report = Report("a1", "A report", ("Bromley",), ("Ofsted",), "ILACS inspection", None, None, "a.pdf", "0" * 64)
    quote = Quote("", "", report, 1, 1, 1.0)
    judgment = Judgment("Overall effectiveness", "inadequate", "Inadequate", (Span(1, 0, 10),), "table")
    grade = Grade(report, judgment, None, "Overall effectiveness", quote)
    assert restates("Children’s services in Bromley are inadequate.", grade)
    assert restates("Services are inadequate. They were judged adequate when last inspected in 2013.", grade)
    assert not restates("Services are inadequate, because too many children wait for a social worker.", grade)
    assert not restates("Too many children wait for a social worker.", grade)


def test_what_a_joint_inspection_says_of_the_police_is_of_them_and_told_to_be_of_such_an_inspection(
    answerer: Answerer,
) -> None:
    """Where the report says nothing of a service, nothing is quoted in its place."""
    police = answerer.answer(Asked("What did inspectors say about the police in Bury?"))
    assert "it is a joint targeted area inspection, not an inspection of the police alone." in police.message
    assert texts(police) == ["Police attend each meeting on time.", "Police records are incomplete."]
    fire = answerer.answer(Asked("What did inspectors say about the fire service in Bury?"))
    assert (fire.status, fire.quotes) == ("not_held", ())
    assert "of the kind fire and rescue inspection is held" in fire.message
    assert "No sentence there was found on the fire service by that name." in fire.message


def test_an_overview_counts_the_findings_and_tells_the_phase(answerer: Answerer) -> None:
    """The first finding is among its quotes."""
    answer = answerer.answer(Asked("Tell me about Kent Police"))
    assert "The report lists 2 areas for improvement." in answer.message
    assert "By the last word of the reports held, Kent Police had left Engage (February 2024)." in answer.message
    assert "Calls are lost." in texts(answer)


def test_a_grade_that_was_not_given_has_the_reasons_of_the_overall_one() -> None:
    """*Why did it not get a good?* asks for no area that is good."""
    report = Report("a1", "A report", ("Brent",), ("Ofsted",), "ILACS inspection", None, "2024-01-01", "a", "0" * 64)
    quote = Quote("", "", report, 1, 1, 1.0)
    weak, good = (
        Grade(report, Judgment(area, grade.lower(), grade, (), "table"), None, area, quote)
        for area, grade in (("Overall effectiveness", "Inadequate"), ("Safeguarding board", "Good"))
    )
    question = Question("Why did Brent not get a good?", "")
    assert judged_so(cast(Index, None), question, [weak, good]) == [weak]
    asked = replace(question, text="Why is Brent good?")
    assert judged_so(cast(Index, None), asked, [weak, good]) == [good]
    assert told([good], [good], [weak, good]).startswith("Brent, Overall effectiveness: “Inadequate” (1 January 2024).")
