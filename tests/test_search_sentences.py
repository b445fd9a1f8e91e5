"""Quotes: the sentences that answer, what they need beside them, and where they stand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pdfs
import pytest
from documents import answers_from, sidecar
from fakes import FakeEncoder

from bot.quoting.cut import lead_in, leans, results, turns
from bot.search.chosen import chosen, says_something, with_subject
from bot.search.sentences import ITEM, cut, quote, whole_item
from bot.types import Asked
from corpus.types import Passage, Sentence, Span
from index.build import build
from index.search import Index
from index.types import Hit, StoredPassage

Parts = tuple[tuple[str, int, str], ...]


def stored(*parts: tuple[str, int, str], lead: str = "") -> StoredPassage:
    """A passage of sentences, each with the number of its block and that block's kind."""
    spans = []
    at = 0
    for text, _, _ in parts:
        spans.append(Span(1, at, at + len(text)))
        at += len(text) + 1
    sentences = tuple(Sentence((span,), block, kind) for span, (_, block, kind) in zip(spans, parts, strict=True))
    texts = tuple(text for text, _, _ in parts)
    return StoredPassage(1, "a1", Passage((), sentences), " ".join(texts), lead, texts)


def prose(*texts: str) -> tuple[tuple[str, int, str], ...]:
    """Sentences of one paragraph."""
    return tuple((text, 0, "paragraph") for text in texts)


def always(before: Span, after: Span) -> bool:
    return True


def never(before: Span, after: Span) -> bool:
    return False


def quoted(parts: Parts, cosines: tuple[float, ...], adjoin: Callable[[Span, Span], bool] = always) -> list[str]:
    """The sentences chosen from a passage."""
    passage = stored(*parts)
    first, last = chosen(Hit(passage, 1.0, 0.5, cosines), adjoin)
    return list(passage.sentences[first : last + 1])


# Which sentences -------------------------------------------------------------------------------


def test_the_sentence_most_like_the_question_is_quoted() -> None:
    """Alone, where the next is much less like it; the first of two equals."""
    parts = prose("Calls are lost.", "Cells are clean.", "Staff are kind.")
    assert quoted(parts, (0.2, 0.7, 0.5)) == ["Cells are clean."]
    assert quoted(parts, (0.7, 0.1, 0.7)) == ["Calls are lost."]


@pytest.mark.parametrize(
    ("before", "own", "kind", "count"),
    [
        ("Gwent NHS Trust does no audits.", "The focus on children is lost.", "item", 2),
        ("Gwent NHS Trust does no audits.", "The Council lost its focus.", "item", 1),
        ("Plans are of poor quality.", "The focus on children is lost.", "item", 1),
        ("Gwent NHS Trust does no audits.", "The focus on children is lost.", "paragraph", 1),
    ],
)
def test_a_list_item_that_goes_on_about_an_agency_keeps_its_name(before: str, own: str, kind: str, count: int) -> None:
    """Unless the sentence names one itself; a paragraph goes on about other things."""
    assert quoted(((before, 0, kind), (own, 0, kind)), (0.2, 0.7)) == [before, own][-count:]


def test_a_lone_word_is_never_the_sentence_to_quote() -> None:
    """It is torn off by a page's layout, however like the question it is."""
    parts = (("and", 0, "paragraph"), ("Calls are answered late.", 1, "paragraph"))
    assert quoted(parts, (0.9, 0.1)) == ["Calls are answered late."]
    assert not says_something(stored(*prose("(Recommendation)")), 0)


@pytest.mark.parametrize(("cosine", "count"), [(0.7, 2), (0.6, 2), (0.59, 1), (0.0, 1)])
def test_the_next_sentence_is_quoted_where_it_answers_nearly_as_well(cosine: float, count: int) -> None:
    """At 0.85 of the likeness of the best, 0.7 here, that is from 0.595 on."""
    parts = prose("Calls are lost.", "Cells are clean.", "Staff are kind.")
    assert quoted(parts, (0.7, cosine, 0.0)) == ["Calls are lost.", "Cells are clean."][:count]


@pytest.mark.parametrize(
    ("cosines", "logits", "kept"),
    [
        ((0.9, 0.2, 0.2), (3.6, 2.6, 3.6), slice(0, 3)),
        ((0.9, 0.2, 0.2), (3.6, 0.4, 3.6), slice(0, 1)),
        ((0.2, 0.2, 0.9), (-1.0, 0.6, 3.0), slice(1, 3)),
        ((0.2, 0.9, 0.2), (-0.1, 0.2, -0.3), slice(1, 2)),
        ((0.9, 0.2, 0.2), (), slice(0, 1)),
    ],
)
def test_neighbours_that_clearly_answer_are_quoted_with_the_best(
    cosines: tuple[float, ...], logits: tuple[float, ...], kept: slice
) -> None:
    """A finding in three sentences is not cut after the first, whichever is most like the question."""
    said = ("Staff know the policy.", "New staff have no access.", "Use is uneven.")
    passage = stored(*prose(*said))
    first, last = chosen(Hit(passage, 1.0, 0.5, cosines, logits), always)
    assert passage.sentences[first : last + 1] == said[kept]


@pytest.mark.parametrize(
    "text",
    [
        "This means that callers wait.",
        "These callers wait.",
        "It is slow.",
        "They wait.",
        "However, callers wait.",
        "As a result, callers wait.",
        "For example, callers wait.",
        "Some of these callers wait.",
        "Last year 17 callers were left in such queues.",
        "In the last year, they waited for hours.",
        "For many others, this does not happen.",
        "Subsequently calls were lost.",
    ],
)
def test_a_leaning_sentence_takes_the_one_before(text: str) -> None:
    """What *this* is, is told there."""
    assert quoted(prose("Staff are few.", "Calls are lost.", text), (0.1, 0.1, 0.9)) == ["Calls are lost.", text]


@pytest.mark.parametrize(
    "text",
    [
        "Callers wait.",
        "Italy is far.",
        "Thistles grow.",
        "The force is slow.",
        "Callers in such a queue wait.",
        "Callers wait in cities such as Leeds.",
        "Some of those who call wait.",
    ],
)
def test_a_sentence_that_stands_by_itself_takes_none(text: str) -> None:
    """Words that only begin like leaning ones do not lean."""
    assert quoted(prose("Calls are lost.", text), (0.1, 0.9)) == [text]


@pytest.mark.parametrize(
    ("before", "kept"),
    [
        ("Although it is too early to assess the impact, the model is sound.", 2),
        ("Whether this helps remains to be seen.", 2),
        ("Calls come early in the day.", 1),
    ],
)
def test_a_caveat_before_what_is_quoted_is_quoted_with_it(before: str, kept: int) -> None:
    """It was put first to limit what follows."""
    own = "Islington sent eleven children there."
    assert quoted(prose(before, own), (0.1, 0.9)) == [before, own][-kept:]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("However, callers wait.", True),
        ("It is too early to see the impact of this.", True),
        ("The impact is not yet evident.", True),
        ("Although this is an improvement, callers wait.", True),
        ("Too many callers, however, wait.", True),
        ("The control room has got better all the same.", True),
        ("Although recruitment is hard, the force recruits well.", False),
        ("A child who is not yet two was seen.", False),
        ("Callers wait, whoever they are.", False),
    ],
)
def test_what_turns_round_the_sentence_before(text: str, expected: bool) -> None:
    """It is quoted with that sentence, or told behind it."""
    assert turns(text) is expected


def test_the_first_sentence_of_a_passage_that_points_back_is_led_in(tmp_path: Path) -> None:
    """By the last sentence of the passage before, in the same section."""
    filler = " ".join(f"The team in office {n} of the town was visited and found to be at work." for n in range(10))
    page = f"<p>{filler} Care leavers live in hotels.</p><p>Twelve of these are under nineteen. {filler}</p>"
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "york.html").write_text(f"<h1>Inspection of York</h1><h2>Homes</h2>{page}", encoding="utf-8")
    build([folder], tmp_path / "index", FakeEncoder)
    index = Index.open(tmp_path / "index", FakeEncoder())
    (report,) = index.reports
    own = next(one for one in index.store.passages_of(report) if one.sentences[0].startswith("Twelve of these"))
    assert cut(index, own, 0, 0).lead_in == "Care leavers live in hotels."
    assert cut(index, own, 1, 1).lead_in is None


@pytest.mark.parametrize(
    ("seeks", "texts", "kept"),
    [
        ("duration", ("Families wait too long.", "The average wait is 18 months."), 2),
        ("duration", ("Families wait too long.", "There are 18 families."), 1),
        (
            "count",
            ("More leavers are at university than in the last two years.", "This has risen from none to five."),
            2,
        ),
        ("money", ("The force has to save.", "It must find \u00a34m."), 2),
        ("", ("Families wait too long.", "The average wait is 18 months."), 1),
    ],
)
def test_the_sentence_that_gives_the_quantity_sought_is_quoted_too(seeks: str, texts: Parts, kept: int) -> None:
    """A length of time has its unit; the time over which something was seen is no quantity."""
    passage = stored(*prose(*map(str, texts)))
    assert chosen(Hit(passage, 1.0, 0.5, (0.9, 0.1)), always, seeks) == (0, kept - 1)
    assert chosen(Hit(passage, 1.0, 0.5, (0.9, 0.1)), never, seeks) == (0, 0)


def test_a_quote_has_three_sentences_at_most() -> None:
    """However many lean on each other, or answer as well."""
    parts = prose("Calls are lost.", "This is bad.", "It is slow.", "They wait.", "Cells are clean.")
    assert quoted(parts, (0.1, 0.1, 0.1, 0.9, 0.9)) == ["This is bad.", "It is slow.", "They wait."]


def test_a_short_item_of_a_list_is_quoted_whole() -> None:
    """A long one is not, nor a paragraph, nor one that something parts."""
    item = tuple((text, 1, "item") for text in ("Calls are late.", "Victims wait.", "Nobody knows."))
    passage = stored(("It needs to improve:", 0, "paragraph"), *item, ("Cells are full.", 2, "item"))
    assert whole_item(passage, 2, 2, always) == (1, 3)
    assert whole_item(passage, 2, 2, never) == (2, 2)
    assert whole_item(passage, 0, 0, always) == (0, 0)
    long = stored(("Calls are late.", 0, "item"), (f"{'word ' * ITEM}more.", 0, "item"))
    assert whole_item(long, 0, 0, always) == (0, 0)


def test_the_first_sentence_leans_on_nothing() -> None:
    """There is none before it in the passage."""
    assert quoted(prose("This is bad.", "Calls are lost."), (0.9, 0.1)) == ["This is bad."]


def test_the_sentence_that_states_a_grade_is_quoted_where_one_is_sought() -> None:
    """Be another more like the question; where none does, the most alike one."""
    parts = prose("Calls are lost.", "It was graded good.")
    graded = Hit(stored(*parts), 1.0, 0.5, (0.9, 0.1))
    assert chosen(graded, never, "grade") == (1, 1)
    assert chosen(graded, never) == (0, 0)
    assert chosen(Hit(stored(*prose("Cells are clean.", "Calls are lost.")), 1.0, 0.5, (0.1, 0.9)), never, "grade") == (
        1,
        1,
    )


def test_a_quote_never_runs_into_another_block() -> None:
    """Not back, not forth."""
    parts = (
        ("Calls are lost.", 0, "paragraph"),
        ("This is bad.", 1, "paragraph"),
        ("Cells are clean.", 2, "paragraph"),
    )
    assert quoted(parts, (0.8, 0.9, 0.9)) == ["This is bad."]


def test_a_quote_never_runs_over_a_gap() -> None:
    """Where something stands between two sentences, such as the mark of a footnote, they are not run together."""
    parts = prose("Calls are lost.", "This is bad.", "Cells are clean.")
    assert quoted(parts, (0.8, 0.9, 0.9), never) == ["This is bad."]
    assert quoted(parts, (0.8, 0.9, 0.9), always) == ["Calls are lost.", "This is bad.", "Cells are clean."]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ((("The force should:", 0, "paragraph"), ("answer calls.", 1, "item")), "answer calls."),
        ((("Area Grade", 0, "row"), ("Calls Good", 1, "row")), "Calls Good"),
        ((("The force should:", 0, "paragraph"),), "The force should:"),
        ((("Area Grade", 0, "row"),), "Area Grade"),
    ],
)
def test_what_only_introduces_is_quoted_only_where_nothing_follows(parts: Parts, expected: str) -> None:
    """A list's lead-in and a table's first row say nothing by themselves, however like the question."""
    cosines = (0.9, 0.1)[: len(parts)]
    assert quoted(parts, cosines) == [expected]


# The lead-in -----------------------------------------------------------------------------------

LIST: Parts = (
    ("Staff are few.", 0, "paragraph"),
    ("The force should:", 0, "paragraph"),
    ("answer calls;", 1, "item"),
    ("keep cells clean.", 2, "item"),
    ("It will.", 3, "paragraph"),
)


@pytest.mark.parametrize(
    ("number", "expected"), [(1, None), (2, "The force should:"), (3, "The force should:"), (4, None)]
)
def test_a_list_item_has_the_sentence_that_introduces_its_list(number: int, expected: str | None) -> None:
    """Every item of the list; no other sentence."""
    assert lead_in(stored(*LIST), number) == expected


def test_a_sentence_that_introduces_nothing_is_no_lead_in() -> None:
    """It has no colon at its end."""
    parts = (("Staff are few.", 0, "paragraph"), ("answer calls;", 1, "item"))
    assert lead_in(stored(*parts), 1) is None
    assert lead_in(stored(parts[1]), 0) is None


@pytest.mark.parametrize(("lead", "expected"), [("The force should:", "The force should:"), ("Staff are few.", None)])
def test_items_parted_from_their_lead_in_have_that_of_the_passage(lead: str, expected: str | None) -> None:
    """A long list goes on in the next passage."""
    passage = stored(("answer calls;", 0, "item"), ("keep cells clean.", 1, "item"), lead=lead)
    assert [lead_in(passage, 0), lead_in(passage, 1)] == [expected, expected]


def test_an_item_of_a_list_within_an_item_has_the_sentence_that_introduces_that() -> None:
    """With the one before where it leans on it; an item beside it begins with a capital."""
    parts = (
        ("The board should act on delays.", 0, "item"),
        ("This includes:", 0, "item"),
        ("hiring more staff", 1, "item"),
        ("keeping records.", 2, "item"),
        ("Police should visit victims.", 3, "item"),
    )
    both = "The board should act on delays. This includes:"
    assert [lead_in(stored(*parts), number) for number in range(5)] == [None, None, both, both, None]


def test_a_row_has_the_first_row_of_its_table() -> None:
    """Which has none itself; where the table goes on in the next passage, it is that passage's lead-in."""
    rows: Parts = (("Area Grade", 0, "row"), ("Calls Good", 1, "row"), ("Cells Adequate", 2, "row"))
    assert [lead_in(stored(*rows), number) for number in range(3)] == [None, "Area Grade", "Area Grade"]
    assert lead_in(stored(*rows[1:], lead="Area Grade"), 0) == "Area Grade"


# From a report ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """A small PDF report whose second page is printed as page 1, and the same words as text."""
    folder = tmp_path_factory.mktemp("quotes")
    corpus = folder / "corpus"
    corpus.mkdir()
    paper = pdfs.Paper(labels=True)
    paper.heading("Westshire Police", 24).lines("Published: 14 May 2025").page()
    paper.heading("Calls", 18)
    paper.lines("The force answers calls late.2 This means that callers of many calls wait.")
    paper.heading("Victims", 18)
    paper.lines("The force should do better at how it:")
    paper.bullet("tells victims of their case")
    paper.bullet("records the names of all others.")
    paper.heading("Cells", 18)
    paper.lines("Supervisors do not always check the plans, and people in custody in the cells are not")
    paper.page()
    paper.lines("always seen by a nurse of the service. The walls are white.")
    paper.save(corpus / "west.pdf")
    (corpus / "notes.md").write_text("# Notes\n\n## Burglary\n\nEvery burglary is attended.\n", encoding="utf-8")
    build([corpus], folder / "index", FakeEncoder)
    return Index.open(folder / "index", FakeEncoder())


def best(index: Index, text: str) -> Hit:
    """The best hit for a topic."""
    return index.search(index.topic(text))[0]


def test_a_quote_is_cut_from_the_page_it_cites(index: Index) -> None:
    """With the whole passage, the heading, both numbers of the page, and a link that opens there."""
    found = quote(index, best(index, "custody"), None)
    assert found.text == (
        "Supervisors do not always check the plans, and people in custody in the cells are not"
        " always seen by a nurse of the service."
    )
    assert found.passage == f"{found.text} The walls are white."
    assert (found.page, found.page_end, found.page_label) == (2, 3, "1")
    assert found.heading[-1] == "Cells"
    assert found.link == "west.pdf#page=2"
    assert (found.lead_in, found.newer) == (None, None)


def test_a_quote_stops_at_the_mark_of_a_footnote(index: Index) -> None:
    """Both sentences are about calls and the second leans on the first, but the mark parts them."""
    hit = best(index, "calls")
    assert hit.stored.sentences == ("The force answers calls late.", "This means that callers of many calls wait.")
    assert quote(index, hit, None).text == "The force answers calls late."


def test_a_list_item_is_quoted_with_its_lead_in(index: Index) -> None:
    """The item alone is the quote."""
    found = quote(index, best(index, "victims"), None)
    assert (found.text, found.lead_in) == ("tells victims of their case", "The force should do better at how it:")
    assert (found.page, found.page_end) == (2, 2)


def test_a_source_without_pages_has_none(index: Index) -> None:
    """The heading tells the place."""
    found = quote(index, best(index, "burglary"), None)
    assert found.text == "Every burglary is attended."
    assert (found.page, found.page_end, found.page_label) == (None, None, None)
    assert (found.heading[-1], found.link) == ("Burglary", "notes.md")


def test_a_later_report_is_passed_on(index: Index) -> None:
    """As it was given."""
    later = next(report for report in index.reports.values() if report.source == "notes.md")
    assert quote(index, best(index, "custody"), later).newer == later


@pytest.mark.parametrize(("likeness", "score"), [(0.43219, 0.4322), (1.0000001, 1.0), (-0.2, 0.0)])
def test_the_score_is_the_likeness_between_none_and_full(index: Index, likeness: float, score: float) -> None:
    """To four places."""
    hit = best(index, "burglary")
    same = Hit(hit.stored, hit.score, -1.0, (likeness,))
    assert quote(index, same, None).score == score


def test_the_words_of_a_quote_stand_in_the_store(index: Index) -> None:
    """Cut from the page as it was read, blanks aside."""
    found = quote(index, best(index, "victims"), None)
    page = index.store.pages(found.report.id)[found.page or 0].text
    assert " ".join(found.text.split()) in " ".join(page.split())


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        (
            "Areas for improvement",
            "Families wait. Leaders should urgently improve:\nminutes of meetings\nvisits to families. They are late.",
        ),
        ("Our work on planning", ""),
    ],
)
def test_a_finding_that_is_quoted_in_part_tells_the_list_it_goes_on_to(
    tmp_path: Path, heading: str, expected: str
) -> None:
    """An item a line; elsewhere a list that follows is only the next thing said."""
    answerer = answers_from(
        tmp_path,
        [sidecar("a.html", "JTAI: Bury", "Bury", "joint targeted area inspection", "Ofsted", "2025-05-01")],
        {
            "a.html": f"<h1>JTAI: Bury</h1><h2>{heading}</h2><p>Partners should plan burglary work. Families wait."
            " Leaders should urgently improve:</p><ul><li>minutes of meetings</li><li>visits to families. They are"
            " late.</li></ul><p>Cells are clean.</p>"
        },
    )
    found = answerer.answer(Asked("What did inspectors say about burglary work in Bury?")).quotes[0]
    assert (found.text, found.goes_on) == ("Partners should plan burglary work.", expected)


def test_a_quote_that_ends_in_a_colon_tells_the_list_it_introduces(tmp_path: Path) -> None:
    """Under whatever heading: *two things had got better:* says nothing without the two."""
    answerer = answers_from(
        tmp_path,
        [sidecar("a.html", "JTAI: Bury", "Bury", "joint targeted area inspection", "Ofsted", "2025-05-01")],
        {
            "a.html": "<h1>JTAI: Bury</h1><h2>Our work</h2><p>Burglary work was poor. Burglary work got better:</p>"
            "<ul><li>visits to homes</li><li>minutes of meetings</li></ul><p>Cells are clean.</p>"
        },
    )
    found = answerer.answer(Asked("What did inspectors say about burglary work in Bury?")).quotes[0]
    assert found.text == "Burglary work was poor. Burglary work got better:"
    assert found.goes_on == "visits to homes\nminutes of meetings"


@pytest.mark.parametrize(
    ("sentence", "leans_back"),
    [
        ("The chief constable linked this point to sexual offences.", True),
        ("Inspectors raised these concerns with the force.", True),
        ("The force records crime well, and this inspection found no concern.", False),
        ("Managers know their staff and the points at which children are moved.", False),
    ],
)
def test_a_sentence_on_a_point_made_before_leans_on_it(sentence: str, leans_back: bool) -> None:
    """Alone it might tell the opposite."""
    assert leans(sentence) is leans_back


@pytest.mark.parametrize(
    "text",
    [
        "The large majority are now completed within 26 weeks.",
        "Most have an adviser.",
        "Too many (47%) are not in work.",
    ],
)
def test_a_sentence_whose_subject_is_left_out_takes_the_one_before(text: str) -> None:
    """Of what the majority is one, is told there."""
    assert quoted(prose("Staff are few.", "Care proceedings were slow.", text), (0.1, 0.1, 0.9))[0] == (
        "Care proceedings were slow."
    )
    assert quoted(prose("Staff are few.", "Most care proceedings are slow."), (0.1, 0.9)) == [
        "Most care proceedings are slow."
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("As a result, calls from taxi drivers rose by 53%.", True),
        ("This training has led to more calls.", True),
        ("The impact of this is that callers wait less.", True),
        ("This is a strength.", False),
        ("Staff are trained as a result.", False),
    ],
)
def test_what_came_of_a_matter_is_quoted_with_it(text: str, expected: bool) -> None:
    """A quote does not end just before its consequence."""
    assert results(text) is expected


@pytest.mark.parametrize(
    ("texts", "first", "start"),
    [
        (("Children wait for therapy.", "The average is 18 months."), 1, 0),
        (("Children wait for therapy.", "It is known.", "The average is 18 months."), 2, 0),
        (("Children wait for therapy.", "The average wait for therapy is 18 months."), 1, 1),
        (("Staff are few.", "The average is 18 months."), 1, 1),
        (("Children wait for therapy.", "A.", "B.", "The average is 18 months."), 3, 3),
        (("The average is 18 months.",), 0, 0),
    ],
)
def test_a_quote_that_does_not_name_its_topic_begins_where_that_is_named(
    texts: tuple[str, ...], first: int, start: int
) -> None:
    """As long as there is room, and as it is named nearby."""

    def covered(words: str) -> float:
        return sum(one in words for one in ("wait", "therapy")) / 2

    passage = stored(*prose(*texts))
    assert with_subject(Hit(passage, 1.0, 0.5, (0.5,) * len(texts)), first, first, always, covered) == start
    assert with_subject(Hit(passage, 1.0, 0.5, (0.5,) * len(texts)), first, first, never, covered) == first
