"""A question to an answer: the status, the words around the quotes, and the quotes in order.

To the four reports on Gwent and Wiltshire Police that every test may use come the ones below.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from documents import texts
from fakes import FakeEncoder

from bot.ask.answerer import Answerer
from bot.search.on_topic import speaks_of
from bot.types import Answer, Asked
from corpus.describe.gazetteer import gazetteer
from index.build import build
from index.search import Index


def markdown(title: str, body: str, kind: str, by: str, published: str, *sections: tuple[str, str]) -> str:
    """A report of sections, each a heading and one paragraph."""
    text = "".join(f"\n## {heading}\n\n{words}\n" for heading, words in sections)
    named = f"body: {body}\n" if body else "bodies: []\n"
    return (
        f'---\ntitle: "{title}"\n{named}kind: {kind}\ninspectorates: [{by}]\npublished: {published}\n---\n'
        f"\n# {title}\n{text}"
    )


JTAI, AREA, POLICE = "joint targeted area inspection", "Ofsted, CQC, HMICFRS", "HMICFRS"
CELLS = "The custody suite in the old town hall is clean, warm, light, quiet and safe for everybody held there at"
MORE = {
    "walsall.md": markdown(
        "JTAI: Walsall", "Walsall", JTAI, AREA, "2022-01-01", ("Children", "Children in custody see a nurse.")
    ),
    "coventry.md": markdown(
        "SEND: Coventry",
        "Coventry",
        "area SEND inspection",
        "Ofsted, CQC",
        "2023-03-03",
        ("Staff", "Training is rare."),
    ),
    "cleveland-police.md": markdown(
        "PEEL: Cleveland Police",
        "Cleveland Police",
        "PEEL inspection",
        POLICE,
        "2024-01-01",
        ("Staff", "Officers get training in law."),
    ),
    "cleveland-fire.md": markdown(
        "Inspection: Cleveland Fire Brigade",
        "Cleveland Fire Brigade",
        "fire and rescue inspection",
        POLICE,
        "2023-01-01",
        ("Staff", "Crews get training in smoke."),
    ),
    "kent.md": markdown(
        "PEEL: Kent Police",
        "Kent Police",
        "PEEL inspection",
        POLICE,
        "2023-02-02",
        ("Summary", f"{CELLS} night."),
        ("Cells", f"{CELLS} dusk."),
        ("Doors", "The doors of the custody suite are blue."),
    ),
    "thematic.md": markdown(
        "A thematic inspection of homes",
        "",
        "thematic inspection",
        POLICE,
        "2021-09-09",
        ("Visits", "Gwent Police visits the victim of a burglary twice."),
        ("Haste", "Some others drop a burglary too soon."),
    ),
}


@pytest.fixture(scope="module")
def index(write_reports: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Index:
    """An index of all ten reports."""
    folder = tmp_path_factory.mktemp("answers")
    corpus = write_reports(folder / "corpus")
    for name, text in MORE.items():
        (corpus / name).write_text(text, encoding="utf-8")
    build([corpus], folder / "index", FakeEncoder)
    return Index.open(folder / "index", FakeEncoder())


@pytest.fixture(scope="module")
def answerer(index: Index) -> Answerer:
    """Answers from the ten reports."""
    return Answerer(index, gazetteer())


def sources(answer: Answer) -> list[str]:
    return [quote.report.source for quote in answer.quotes]


# Answered --------------------------------------------------------------------------------------


def test_a_question_is_answered_with_quotes_of_the_right_report(answerer: Answerer) -> None:
    """One sentence of framing, the quote, and what the question was taken for."""
    answer = answerer.answer(Asked("What did inspectors say about custody in Gwent?"))
    assert (answer.status, answer.question) == ("answered", "What did inspectors say about custody in Gwent?")
    assert texts(answer) == ["Detained people in custody see a nurse."]
    assert answer.message == "From PEEL 2023-25: Gwent Police, 1 March 2024."
    assert answer.understood.bodies == ("Gwent Police",)
    assert (answer.understood.topic.rstrip("? "), answer.choices) == ("custody", ())
    assert answer.evidence == pytest.approx(1.0)
    assert answer.elapsed_ms >= 0


def test_the_newest_report_is_quoted_first_and_the_older_points_to_it(answerer: Answerer) -> None:
    """No quote stands before the newest report's that treats the topic; the older one names it."""
    answer = answerer.answer(Asked("Are calls answered by Gwent Police?"))
    assert texts(answer)[:2] == [
        "The force now loses fewer calls than before.",
        "The force answers most calls within ten seconds.",
    ]
    assert sources(answer)[:2] == ["gwent-2024.md", "gwent-2022.md"]
    newest, older = answer.quotes[:2]
    assert newest.newer is None
    assert older.newer == newest.report
    assert answer.message == "From 2 reports on Gwent Police, best evidence first."


def test_the_same_question_has_the_same_answer(answerer: Answerer) -> None:
    """But for the time it took."""
    asked = Asked("Are calls answered by Gwent Police?")
    one, two = answerer.answer(asked), answerer.answer(asked)
    assert replace(one, elapsed_ms=0) == replace(two, elapsed_ms=0)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("What does the 2022 report say about calls in Gwent?", ["gwent-2022.md"]),
        ("How did Gwent Police answer calls in 2022?", ["gwent-2022.md"]),
        ("How did Gwent Police answer calls in the 2021/22 PEEL?", ["gwent-2022.md"]),
        ("What did the latest inspection say about calls to Gwent Police?", ["gwent-2024.md"]),
        ("What did the previous inspection say about calls to Gwent Police?", ["gwent-2022.md"]),
    ],
)
def test_only_the_inspection_meant_is_quoted(answerer: Answerer, text: str, kept: list[str]) -> None:
    """The other report on calls stays out."""
    answer = answerer.answer(Asked(text))
    assert sources(answer) == kept


def test_no_more_quotes_are_given_than_asked_for(answerer: Answerer) -> None:
    """The best ones."""
    everything = answerer.answer(Asked("Is custody clean?", count=5))
    assert len(everything.quotes) == 5
    assert answerer.answer(Asked("Is custody clean?", count=2)).quotes == everything.quotes[:2]


def test_passages_that_say_nearly_the_same_are_quoted_once(answerer: Answerer) -> None:
    """All words but one are the same in two passages of one report; a third passage is quoted as well."""
    answer = answerer.answer(Asked("Is custody clean in Kent?"))
    assert texts(answer) == [f"{CELLS} night.", "The doors of the custody suite are blue."]


def test_what_is_far_less_alike_is_not_quoted(answerer: Answerer) -> None:
    """The report on Wiltshire's sergeants says nothing of custody."""
    answer = answerer.answer(Asked("Is custody clean in Wiltshire?"))
    assert texts(answer) == ["The custody suite is clean."]


# Several bodies --------------------------------------------------------------------------------


def test_two_bodies_are_quoted_one_after_the_other(answerer: Answerer) -> None:
    """In the order of the question."""
    answer = answerer.answer(Asked("Is custody clean in Wiltshire and Gwent?"))
    assert sources(answer) == ["wiltshire.html", "gwent-2024.md"]
    assert answer.message == "From 2 reports on Wiltshire Police and Gwent Police, best evidence first."


def test_quotes_are_shared_out_between_bodies(answerer: Answerer) -> None:
    """Of three, two may be on the first and one is left for the second."""
    answer = answerer.answer(Asked("Is custody clean in Kent and Gwent?", count=3))
    assert sources(answer) == ["kent.md", "kent.md", "gwent-2024.md"]
    assert sources(answerer.answer(Asked("Is custody clean in Kent and Gwent?", count=1))) == ["kent.md"]


def test_one_report_alone_can_be_asked(answerer: Answerer, index: Index) -> None:
    """Whichever body the question names, nothing comes from another report, and none on no body in particular."""
    ids = {report.source: report.id for report in index.reports.values()}
    asked = Asked("Is custody clean in Wiltshire?")
    assert sources(answerer.answer(asked, ids["kent.md"])) == ["kent.md", "kent.md"]
    gwent = Asked("Does Gwent Police attend burglary?")
    assert "thematic.md" in sources(answerer.answer(gwent))
    assert answerer.answer(gwent, ids["gwent-2024.md"]).status == "not_found"


def test_a_quote_of_one_report_alone_shares_words_or_is_much_alike(index: Index) -> None:
    """Half as like as can be is enough with the topic's words, and not without."""
    answer = Answerer(index, gazetteer()).answer(Asked("Is custody clean in Wiltshire?"))
    quote, topic = answer.quotes[0], index.topic("custody suite")
    held, other = (replace(quote, score=0.5, heading=(), text=words) for words in ("The custody suite.", "Its cells."))
    assert (speaks_of(index, topic, held), speaks_of(index, topic, other)) == (True, False)
    assert speaks_of(index, topic, replace(other, score=0.6))


def test_a_body_whose_reports_are_silent_is_named(answerer: Answerer) -> None:
    """Wiltshire's reports say nothing of calls."""
    answer = answerer.answer(Asked("Do Gwent Police and Wiltshire Police lose calls?"))
    assert set(sources(answer)) == {"gwent-2022.md", "gwent-2024.md"}
    assert answer.message.endswith(" Nothing on this was found in the reports on Wiltshire Police.")


def test_a_body_of_which_nothing_is_held_is_named(answerer: Answerer) -> None:
    """Once, and not as silent too."""
    answer = answerer.answer(Asked("Do Gwent Police and Sussex Police lose calls?"))
    assert answer.status == "answered"
    assert answer.message.endswith(" No report on Sussex Police is held.")
    assert "do not say" not in answer.message


def test_a_force_without_reports_is_answered_through_its_areas(answerer: Answerer) -> None:
    """The answer says so; an area inspected without the constabulary is not quoted."""
    answer = answerer.answer(Asked("Do children in custody see a nurse, West Midlands Police?"))
    assert sources(answer) == ["walsall.md"]
    assert "No report on West Midlands Police itself is held: these are on Walsall." in answer.message
    training = answerer.answer(Asked("How is training for West Midlands Police officers?"))
    assert (training.status, training.quotes) == ("not_found", ())


# General reports -------------------------------------------------------------------------------


def test_a_general_report_is_quoted_where_the_passage_names_the_body(answerer: Answerer) -> None:
    """Its other passage on burglary is on some other force."""
    answer = answerer.answer(Asked("What is done about burglary in Gwent?"))
    assert texts(answer) == ["Gwent Police visits the victim of a burglary twice."]


def test_a_general_report_is_not_quoted_on_a_body_it_does_not_name(answerer: Answerer) -> None:
    """Kent is not in it."""
    answer = answerer.answer(Asked("What is done about burglary in Kent?"))
    assert (answer.status, answer.quotes) == ("not_found", ())


def test_without_a_body_every_report_may_be_quoted(answerer: Answerer) -> None:
    """General ones and others."""
    answer = answerer.answer(Asked("What is done about burglary?"))
    assert set(sources(answer)) == {"letter.txt", "thematic.md"}
    assert len(answer.quotes) == 3


# No answer -------------------------------------------------------------------------------------


def test_weak_evidence_is_not_quoted(answerer: Answerer) -> None:
    """Nothing in Gwent's reports is like training: what was searched is told instead."""
    answer = answerer.answer(Asked("How is training in Gwent?"))
    assert (answer.status, answer.quotes, answer.choices) == ("not_found", (), ())
    assert answer.message == (
        "The reports held do not say: 2 reports on Gwent Police searched, dated 5 May 2022 to 1 March 2024."
        " The nearest headings, which need not be on this: \u201cCalls\u201d (PEEL 2021/22: Gwent Police, 5 May 2022)"
        " and \u201cVictims\u201d (PEEL 2021/22: Gwent Police, 5 May 2022). Ask in other words, or about one part of"
        " the work."
    )
    assert answer.evidence < 0.38
    assert answer.understood.bodies == ("Gwent Police",)


def test_what_a_bodys_reports_say_in_the_very_words_is_quoted_however_weak(index: Index) -> None:
    """Here nothing is strong; no other body's reports are quoted, and a number that is sought is insisted on."""
    answerer = Answerer(index, gazetteer(), threshold=1.01)
    said = texts(answerer.answer(Asked("Does Kent have enough custody suites?")))
    assert ["custody suite" in text for text in said] == [True] * len(said) != []
    for question in ("What do inspectors say about custody suites in Gwent?", "How many custody suites has Kent?"):
        assert answerer.answer(Asked(question)).quotes == ()


@pytest.mark.parametrize(("threshold", "status"), [(0.6, "answered"), (0.8, "not_found")])
def test_the_threshold_tells_weak_evidence_from_strong(index: Index, threshold: float, status: str) -> None:
    """A passage on one of two topics is like the question to the square root of a half."""
    answer = Answerer(index, gazetteer(), threshold).answer(Asked("custody and training in Gwent"))
    assert answer.status == status
    assert bool(answer.quotes) == (status == "answered")
    assert answer.evidence == pytest.approx(0.5**0.5, abs=1e-6)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Does Sussex Police lose calls?", "No report on Sussex Police is held."),
        ("Are children safe in Newport?", "No report on Newport is held; reports are held on Gwent Police."),
        (
            "What did the area SEND inspection of Walsall say about custody?",
            "No report on Walsall of the kind area SEND inspection is held;"
            " held: joint targeted area inspection, 1 January 2022.",
        ),
        (
            "What does the 2019 report on Walsall say about custody?",
            "No report on Walsall of 2019 is held; held: joint targeted area inspection, 1 January 2022.",
        ),
        (
            "What did the previous inspection of Walsall say about custody?",
            "No report on Walsall of an earlier inspection is held;"
            " held: joint targeted area inspection, 1 January 2022.",
        ),
    ],
)
def test_what_is_not_held_is_told_with_what_is(answerer: Answerer, text: str, message: str) -> None:
    """Nothing else is quoted in its place."""
    answer = answerer.answer(Asked(text))
    assert (answer.status, answer.message, answer.quotes) == ("not_held", message, ())


def test_an_open_name_gives_choices(answerer: Answerer) -> None:
    """And no quotes, until the question decides."""
    answer = answerer.answer(Asked("Is there training in Cleveland?"))
    assert (answer.status, answer.quotes) == ("ambiguous", ())
    assert answer.choices == ("Cleveland Fire Brigade", "Cleveland Police")
    assert answer.message == "Which do you mean: Cleveland Fire Brigade or Cleveland Police?"
    settled = answerer.answer(Asked("Is there training for firefighters in Cleveland?"))
    assert texts(settled) == ["Crews get training in smoke."]


def test_grades_are_not_sought_where_none_are_given(answerer: Answerer) -> None:
    """Joint targeted inspections grade nothing: the answer says that, and quotes nothing."""
    answer = answerer.answer(Asked("What grade did Walsall get for custody?"))
    assert (answer.status, answer.quotes) == ("not_found", ())
    assert answer.message == (
        "Reports of this kind (joint targeted area inspection) give no grade:"
        " 1 report on Walsall held, dated 1 January 2022."
    )
    assert answer.understood.seeks == "grade"
    assert "give no grade" not in answerer.answer(Asked("What grade did Gwent get for custody?")).message


@pytest.mark.parametrize("body", [None, "Gwent Police"])
def test_an_unsupported_question_is_refused_with_the_reason(answerer: Answerer, body: str | None) -> None:
    """Before anything is searched."""
    answer = answerer.answer(Asked("Write me a poem about calls in Gwent", body=body))
    assert (answer.status, answer.quotes, answer.evidence) == ("unsupported", (), 0.0)
    assert answer.message == "This bot only quotes inspection reports: ask what a report says."


def test_a_vague_question_without_a_body_is_asked_back(answerer: Answerer) -> None:
    """The bodies that reports are held on are the choices."""
    answer = answerer.answer(Asked("What did inspectors find?"))
    assert (answer.status, answer.quotes) == ("ambiguous", ())
    assert answer.choices == answerer.holdings.bodies
    assert answer.message == "Which force, service or area do you mean, and which part of its work?"


def test_a_vague_question_on_a_body_is_answered_from_its_reports(answerer: Answerer) -> None:
    """An overview of the newest; that an older one is held is said."""
    answer = answerer.answer(Asked("What did inspectors find in Gwent?"))
    assert answer.status == "answered"
    assert set(sources(answer)) == {"gwent-2024.md"}
    assert "Also held: PEEL 2021/22: Gwent Police (5 May 2022)." in answer.message


# Conversations ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("previous", "text", "quoted"),
    [
        (("Is custody clean in Gwent?",), "and in Wiltshire?", "The custody suite is clean."),
        (("Is custody clean in Gwent?",), "what about victims?", "Officers tell victims what happens in their case."),
        (("Is custody clean in Gwent?",), "why?", "Detained people in custody see a nurse."),
        (
            ("Does Gwent Police answer calls?",),
            "and the inspection before?",
            "The force answers most calls within ten seconds.",
        ),
        (
            ("Is custody clean in Gwent?", "and in Wiltshire?"),
            "and training?",
            "Sergeants lack training in supervision.",
        ),
        (("Do officers answer calls in Gwent?",), "And training in Cleveland?", "Officers get training in law."),
        (
            ("Does Gwent Police answer calls?",),
            "Does the custody suite in Kent have doors that are blue?",
            "The doors of the custody suite are blue.",
        ),
    ],
)
def test_a_follow_up_is_answered_like_the_full_question(
    answerer: Answerer, previous: tuple[str, ...], text: str, quoted: str
) -> None:
    """With the body, the topic or the service of the questions before."""
    answer = answerer.answer(Asked(text, previous=previous))
    assert answer.status == "answered"
    assert texts(answer)[0] == quoted
    assert answer.question == text


def test_a_follow_up_on_a_service_quotes_what_speaks_of_it(answerer: Answerer) -> None:
    """Coventry's training is spoken of without any officers."""
    before = ("How is training in Coventry?",)
    assert texts(answerer.answer(Asked(before[0]))) == ["Training is rare."]
    answer = answerer.answer(Asked("and the police?", previous=before))
    assert (answer.status, answer.quotes) == ("not_found", ())


def test_a_question_about_all_areas_takes_no_body_over(answerer: Answerer) -> None:
    """All reports on training are searched, not Gwent's alone."""
    asked = Asked("Which areas hold regular training for all new staff?", previous=("Is custody clean in Gwent?",))
    answer = answerer.answer(asked)
    assert answer.understood.bodies == ()
    assert "cleveland-police.md" in sources(answer)


# Set beside the question -----------------------------------------------------------------------


def test_a_body_set_beside_the_question_decides(answerer: Answerer) -> None:
    """Also where the question names another, or one that is open."""
    assert texts(answerer.answer(Asked("Is custody clean?", body="Wiltshire Police"))) == [
        "The custody suite is clean."
    ]
    assert sources(answerer.answer(Asked("Is there training in Cleveland?", body="CFB"))) == ["cleveland-fire.md"]


@pytest.mark.parametrize(
    ("text", "body", "named"),
    [
        ("Is custody clean in Gwent?", "Wiltshire Police", "Gwent"),
        ("Do West Midlands Police officers see children in custody?", "Walsall", ""),
        ("Is custody clean?", "Wiltshire Police", ""),
        ("Is custody clean in Wiltshire?", "Wiltshire Police", ""),
    ],
)
def test_that_the_question_names_another_body_than_is_set_beside_it_is_said(
    answerer: Answerer, text: str, body: str, named: str
) -> None:
    """A force and an area in it are not at odds."""
    said = f" {body}, set beside the question, counts: the question itself names {named}."
    answer = answerer.answer(Asked(text, body=body))
    assert answer.understood.bodies == (body,)
    assert answer.message.endswith(said) if named else "set beside" not in answer.message


def test_a_body_set_beside_the_question_may_be_unknown(answerer: Answerer) -> None:
    """It is repeated as it was written."""
    answer = answerer.answer(Asked("Is custody clean?", body="Atlantis Constables"))
    assert (answer.status, answer.quotes) == ("not_held", ())
    assert answer.message == "\u201cAtlantis Constables\u201d is not a force, service or area known here."


@pytest.mark.parametrize(
    ("since", "until", "kept"),
    [
        (2023, None, ["gwent-2024.md"]),
        (None, 2022, ["gwent-2022.md"]),
        (2022, 2024, ["gwent-2024.md", "gwent-2022.md"]),
    ],
)
def test_years_set_beside_the_question_hold_it_to_their_reports(
    answerer: Answerer, since: int | None, until: int | None, kept: list[str]
) -> None:
    """Both years count."""
    answer = answerer.answer(Asked("Does Gwent Police answer calls?", since=since, until=until))
    assert list(dict.fromkeys(sources(answer))) == kept


def test_years_without_reports_are_not_held(answerer: Answerer) -> None:
    """The years are named, and what is held."""
    answer = answerer.answer(Asked("Is custody good, Walsall?", since=2024))
    assert (answer.status, answer.quotes) == ("not_held", ())
    assert answer.message == (
        "No report on Walsall from 2024 on is held; held: joint targeted area inspection, 1 January 2022."
    )


def test_an_answer_says_that_new_reports_are_still_taken_in(
    write_reports: Callable[[Path], Path], tmp_path: Path
) -> None:
    """Whether or not anything is found; and once all vectors are there it says no more of it."""
    corpus, index, said = write_reports(tmp_path / "corpus"), tmp_path / "index", []

    def asks(items: Iterable[Any], /, *, label: str, total: int) -> Iterator[Any]:
        if label == "Encoding":
            answerer = Answerer(Index.open(index, FakeEncoder()), gazetteer())
            said.extend(answerer.answer(Asked(text)) for text in ("How are calls answered?", "Any helicopters?"))
        yield from items

    build([corpus], index, FakeEncoder, track=asks, early=1)
    after = Answerer(Index.open(index, FakeEncoder()), gazetteer()).answer(Asked("How are calls answered?"))
    words = "New reports are still being taken in: 7 passages are found by their words alone as yet."
    assert [(answer.status, answer.pending) for answer in said] == [("answered", 7), ("not_found", 7)]
    assert all(answer.message.endswith(words) for answer in said)
    assert (after.status, after.pending) == ("answered", 0)
    assert words not in after.message
    assert [quote.text for quote in said[0].quotes][:1] == [quote.text for quote in after.quotes][:1]
