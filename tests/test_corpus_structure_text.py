"""Stored characters to readable text and back: folding, sentences, comparison between readers."""

from __future__ import annotations

import pytest

from corpus.structure.sentences import sentence_ranges
from corpus.structure.text import ReportText, bare, fold, readable, searchable, searchable_from, words_to_join
from corpus.types import Mark, Span


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_ranges(text)]


@pytest.mark.parametrize(
    ("stored", "joined", "shown"),
    [
        ("two  blanks\r\nand a line\tend", (), "two blanks and a line end"),
        ("fixed\u00a0blank", (), "fixed blank"),
        ("\ufb01nd the o\ufb03ce", (), "find the office"),
        ("soft\u00adhyphen and zero\u200bwidth", (), "softhyphen and zerowidth"),
        ("\uf06eprivate bullet\x7f", (), "private bullet"),
        ("it has im\ufffeproved", {"improved"}, "it has improved"),
        ("it has Im\ufffeproved", {"improved"}, "it has Improved"),
        ("multi\ufffeagency work", {"improved"}, "multi-agency work"),
        (f"{'long ' * 20}im\ufffeproved", {"improved"}, f"{'long ' * 20}improved"),
        ("im-\r\nproved", {"improved"}, "improved"),
        ("multi-\n agency work", {"improved"}, "multi-agency work"),
        ("2023-\n2025", (), "2023-2025"),
        ("Mid-\nWales", (), "Mid-Wales"),
        ("a dash -\nthen more", (), "a dash - then more"),
        ("well-being stays", {"wellbeing"}, "well-being stays"),
        ("in 2016\uf02d17", (), "in 2016\u201317"),
    ],
)
def test_folding_makes_stored_characters_readable(stored: str, joined: set[str], shown: str) -> None:
    """Blanks collapse, ligatures part, unseen characters go, words broken over lines are whole again."""
    assert fold(stored, 0, len(stored), joined)[0] == shown
    assert readable({1: stored}, [Span(1, 0, len(stored))], joined) == shown


def test_folding_tells_where_each_character_was_taken_from() -> None:
    """The second value has, for every folded character, the offset of its source in the stored text."""
    stored = "page 3\r\nAn o\ufb03ce im\ufffeproved"

    assert fold(stored, 8, 15, {"improved"}) == ("An office", [8, 9, 10, 11, 12, 12, 12, 13, 14])
    assert fold(stored, 16, 25, {"improved"}) == ("improved", [16, 17, 19, 20, 21, 22, 23, 24])


def test_readable_joins_spans_with_one_space() -> None:
    """Spans of several pages become one line; empty ones leave no gap."""
    texts = {1: "Victims are not \r\n", 2: "  told in time. 3"}

    assert readable(texts, [Span(1, 0, 18), Span(2, 0, 1), Span(2, 2, 15)], ()) == "Victims are not told in time."


@pytest.mark.parametrize(
    "apart",
    [
        "It spent £13.6m.|It saved £2m.",
        "See p. 4 of the plan.|Nobody acted.",
        "See pp. 4 and 5, para. 3.2, s. 54(2), fig. 3 and tbl. 4.|They differ.",
        "Complaint No. 7 was closed.|No.|It was not.",
        "This is in vol. II.|The next is in Vol. III.",
        "It is Co. No. 12 of Co. Durham.|It is small.",
        "He lives near St. Mary's Church in High St.|The church is old.",
        "They met at St Mary’s.|Officers came.",
        "Some areas, e.g., Kent, are good.|Others, i.e. Essex, are not.",
        "Staff (e.g. Officers) wait.|They go.",
        "It fell (± 0.4 per cent).|That is little.",
        "It fell to 90 per cent (in 2019: 85 per cent.)|It rose again.",
        "Mr. J. R. Smith and Ms. Brown left.|PC. Lee stayed.",
        "The Rt. Hon. Dame A. B. Jones said so.|We agree.",
        "Sgt. Lee and Det. Ch. Insp. Ray spoke.|They left.",
        "He said: ‘We wait.’|They do.",
        "“We wait.”|“We know.”",
        "“Do you wait?” asked Ms. Lee.|“Yes.”",
        "It asked ‘What works?’|Officers answered.",
        "They wait …|Nobody comes.",
        "They wait and… I left.|It is late.",
        "They wait ... and they wait.|Nobody comes.",
        "They wait....|Nobody comes.",
        "They “wait … and go” […] on foot.|It is late.",
        "See www.gov.uk.|It is there.",
        "See https://www.gov.uk/a.b/c?d=1.|It is there.",
        "Write to a.b@kent.police.uk.|We answer.",
        "1. The force should act.|2. It should report.",
        "4.12 The force should act.|4.13 It should report.",
        "(a) The force should act.|(b) It should report.",
        "Inspectors asked for: i. Act now.|ii. Report later.",
        "It opened at 9 a.m.|Officers came at 10 a.m. on Monday.",
        "It is part of the U.K.|It is large.",
        "The U.S. Department of Justice helps.|It pays.",
        "Between Jan. 2020 and 3 Dec. 2021 it fell.|It rose.",
        "It has approx. 40 staff, etc. in all.|They wait.",
        "It fell in Area A.|Crime rose in Area B.|Nobody knows.",
        "It spent 3.5 hours.|4.5 were lost.",
        "Is it safe?|Yes!|It is.",
        "The force is good.|Its staff are kind.",
        "He has a Ph.D. in law.|It helps.",
        "Op. Encompass works (incl. Saturdays).|It lasts.",
        "It fell in 2020/21.|2021/22 was worse.",
        "The answer is no.|The force waits.",
    ],
)
def test_tricky_ends_of_sentences_are_told(apart: str) -> None:
    """Behind a stop; not behind what is shortened, counted or said within a sentence."""
    assert sentences(apart.replace("|", " ")) == apart.split("|")


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("It has im\ufffeproved. It improved again.", {"improved"}),
        ("It has im-\r\nproved. It improved again.", {"improved"}),
        ("A multi-\nagency plan of the multi-agency team.", set()),
        ("A well-\nbeing plan.", set()),
        ("Im\ufffeproved, as it had improved; im\ufffeportant too.", {"improved", "important"}),
        ("It im\ufffeproved and improved. A home-\noffice rule of the home office.", {"improved"}),
        ("It im\ufffeproved and improved in 2023-\n25 in Mid-\nWales.", {"improved"}),
        ("No word is broken here - or\nthere.", set()),
    ],
)
def test_words_are_joined_as_the_document_writes_them(text: str, joined: set[str]) -> None:
    """A broken word loses its hyphen when the document writes it whole, or hyphenates to fit lines."""
    assert words_to_join([text]) == joined


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two? Three!", ["One.", "Two?", "Three!"]),
        ("  Blanks at the edges.  ", ["Blanks at the edges."]),
        ("No full stop", ["No full stop"]),
        ("", []),
        ("   ", []),
        ("Mr. Smith met Dr. Jones. They spoke.", ["Mr. Smith met Dr. Jones.", "They spoke."]),
        ("Staff (e.g. in St. Helens) left. Why?", ["Staff (e.g. in St. Helens) left.", "Why?"]),
        ("Chief Constable A. B. Mills agreed. So did I.", ["Chief Constable A. B. Mills agreed.", "So did I."]),
        ("See para. 4 and no. 10. Then go.", ["See para. 4 and no. 10.", "Then go."]),
        ("It rose by 2.5 per cent. 12 officers left.", ["It rose by 2.5 per cent.", "12 officers left."]),
        ("It costs too much. £6 is a lot.", ["It costs too much.", "£6 is a lot."]),
        ("See www.gov.uk for more. It helps.", ["See www.gov.uk for more.", "It helps."]),
        ("He said: ‘We care.’ They do.", ["He said: ‘We care.’", "They do."]),
        ("It ended. (It was bad.) “It was.”", ["It ended.", "(It was bad.)", "“It was.”"]),
        ("Children wait. and wait.", ["Children wait. and wait."]),
        ("Nobody told the police.They did not know.", ["Nobody told the police.", "They did not know."]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, expected: list[str]) -> None:
    """Full stops of titles, initials, references and numbers end no sentence; the others do."""
    assert sentences(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Plans are late. (Recommendation) Few are seen.", ["Plans are late. (Recommendation)", "Few are seen."]),
        ("It should be reviewed. (113.7)", ["It should be reviewed. (113.7)"]),
        (
            "Plans are late. (In 2015 they were not.) Few are.",
            ["Plans are late.", "(In 2015 they were not.)", "Few are."],
        ),
        ("It should act. (a) Plans first. (b) Staff next.", ["It should act.", "(a) Plans first.", "(b) Staff next."]),
        (
            "2a. A memorial should be built. It should be seen.",
            ["2a. A memorial should be built.", "It should be seen."],
        ),
    ],
)
def test_what_is_no_sentence_belongs_to_one(text: str, expected: list[str]) -> None:
    """A reference in brackets to the sentence before it, the label of an item to its first."""
    assert sentences(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Callers were content.1 Others were not.", ["Callers were content.", "Others were not."]),
        ("Callers were content.12", ["Callers were content."]),
        ("They said ‘we care.’2 Others did not.", ["They said ‘we care.’", "Others did not."]),
        ("Callers (most of them.)3", ["Callers (most of them.)"]),
        ("Callers were content.1,2 Others were not.", ["Callers were content.", "Others were not."]),
        ("Callers were content.¹ Others were not.¹²", ["Callers were content.", "Others were not."]),
        ("See paragraph 2.1", ["See paragraph 2.1"]),
        ("It rose from 2.1 to 3.5", ["It rose from 2.1 to 3.5"]),
        ("See para.12", ["See para.12"]),
    ],
)
def test_numbers_of_footnotes_are_no_part_of_a_sentence(text: str, expected: list[str]) -> None:
    """A raised number behind a sentence is left out, at the paragraph's end too; decimals stay."""
    assert sentences(text) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("multi\ufffeagency", "multi-\nagency"),
        ("im\ufffeproved", "improved"),
        ("the ‘front door’", "the 'front\u00a0door'"),
        ("\ufb01nd “it”", 'find "it"'),
        ("2023\u201325", "2023-25"),
        ("\x7f records\u200b", "records"),
    ],
)
def test_bare_text_is_equal_where_readers_differ(one: str, other: str) -> None:
    """Hyphens, blanks, quotation marks' shapes, ligatures and unseen characters make no difference."""
    assert bare(one) == bare(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Good", "good"), ("graded 3", "graded 4"), ("It did.", "It did"), ("its", "it's")]
)
def test_bare_text_differs_where_words_do(one: str, other: str) -> None:
    """Letters, case, digits and punctuation are kept."""
    assert bare(one) != bare(other)


def test_searchable_text_has_plain_marks() -> None:
    """Quotation marks are straight, dashes are hyphens, compatibility forms are letters; blanks stay."""
    assert searchable("‘front door’ – \ufb01ne, “2023—25”") == "'front door' - fine, \"2023-25\""


@pytest.mark.parametrize(
    ("foot", "head", "expected"),
    [
        ("most are well co-", "produced by all", "most are well co-produced by all"),
        ("most are well co\ufffe", "produced by all", "most are well co-produced by all"),
        ("both short-", "and long-term plans", "both short- and long-term plans"),
        ("the force -", "and others", "the force - and others"),
        ("in Mid-", "Wales it is so", "in Mid- Wales it is so"),
        ("victims are", "not told", "victims are not told"),
    ],
)
def test_a_word_broken_over_a_page_s_end_is_whole(foot: str, head: str, expected: str) -> None:
    """With its hyphen; where the next page goes on with another word, a blank stands between."""
    spans = (Span(3, 0, len(foot)), Span(4, 0, len(head)))
    assert readable({3: foot, 4: head}, spans, ()) == expected


@pytest.mark.parametrize("text", ["‘front door’ – \ufb01ne…", "cafe\u0301 — 1½ of ² “it”", "", "plain"])
def test_each_searchable_character_comes_from_one_of_the_text(text: str) -> None:
    """In order, and all together they are what :func:`searchable` makes of the whole."""
    words, origin = searchable_from(text)
    assert words == searchable(text)
    assert len(origin) == len(words)
    assert origin == sorted(origin)
    assert all(one in searchable(text[at : at + 2]) for at, one in zip(origin, words, strict=True))


def test_a_mark_on_the_next_line_stands_behind_its_sentence() -> None:
    """Some readers of PDFs put a raised mark first in the line below; it is still printed with the words."""
    page = "Health in Plymouth.\r\n1 This inspection ended."
    text = ReportText({1: page}, frozenset(), {1: (Mark(21, 22),)})
    spans = (Span(1, 0, 19), Span(1, 23, len(page)))
    assert [mark.start for _, mark in text.marks_of(spans)] == [21]
    assert text.printed(spans) == "Health in Plymouth. 1 This inspection ended."
    assert text.words(spans) == "Health in Plymouth. This inspection ended."
