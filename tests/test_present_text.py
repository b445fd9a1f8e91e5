"""Answers and holdings as a person reads them in a terminal."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from fakes import fake_answer

from bot.present.text import answer_text, citations_text, holdings_text
from bot.types import Answer, Asked, Quote, Understood
from corpus.types import Report, Skipped

REPORT = Report(
    id="0123456789ab",
    title="PEEL 2023\u201325: Gwent Police",
    bodies=("Gwent Police",),
    inspectorates=("HMICFRS",),
    kind="PEEL inspection",
    inspected=None,
    published="2024-03-01",
    source="gwent.pdf",
    sha256="0" * 64,
    page_count=40,
    origins={"title": "page 1", "bodies": "sidecar"},
)
QUOTE = Quote(
    "The force answers most calls.",
    "The force answers most calls. It has improved.",
    REPORT,
    page=9,
    page_end=9,
    score=0.7,
    heading=("Findings", "Calls"),
    link="gwent.pdf#page=9",
)


def test_a_quote_stands_with_its_citation_heading_and_link() -> None:
    """The framing first, then each quote, numbered, with what is needed to find it."""
    answer = Answer("q", "answered", "From one report.", quotes=(QUOTE, replace(QUOTE, text="It has improved.")))
    expected = """\
From one report.

1. \u201cThe force answers most calls.\u201d
   HMICFRS, PEEL 2023\u201325: Gwent Police, 1 March 2024, p. 9
   under: Findings > Calls
   gwent.pdf#page=9

2. \u201cIt has improved.\u201d
   HMICFRS, PEEL 2023\u201325: Gwent Police, 1 March 2024, p. 9
   under: Findings > Calls
   gwent.pdf#page=9"""
    assert answer_text(answer) == expected


def test_the_footnotes_of_a_quote_stand_below_its_place() -> None:
    """Each with its mark."""
    noted = replace(QUOTE, note_marks=("5", "[note 6]"), notes=("To March.", "In Kent."), heading=(), link=None)
    assert (
        answer_text(Answer("q", "answered", "From one report.", quotes=(noted,)))
        == """\
From one report.

1. \u201cThe force answers most calls.\u201d
   HMICFRS, PEEL 2023\u201325: Gwent Police, 1 March 2024, p. 9
   Note 5: To March.
   Note 6: In Kent."""
    )


def test_a_list_item_keeps_the_words_that_introduce_it() -> None:
    """Outside the quotation marks' text, with a sign that something was left out; no heading, no line for it."""
    item = replace(QUOTE, text="answers calls", lead_in="The force should make sure it:", heading=(), link=None)
    expected = """\
Found.

1. The force should make sure it: [\u2026] \u201canswers calls\u201d
   HMICFRS, PEEL 2023\u201325: Gwent Police, 1 March 2024, p. 9"""
    assert answer_text(Answer("q", "answered", "Found.", quotes=(item,))) == expected


def test_an_older_quote_says_that_a_later_report_exists() -> None:
    """With its title and date."""
    later = replace(REPORT, title="Revisit letter", published="2025-12-01")
    last = answer_text(Answer("q", "answered", "Found.", quotes=(replace(QUOTE, newer=later),))).splitlines()[-1]
    assert last == "   A later report on this body is held: Revisit letter, 1 December 2025."


def test_what_a_follow_up_took_over_is_said_where_the_question_before_is_known() -> None:
    """In a line of its own, with what the question was taken to ask."""
    understood = Understood(bodies=("Gwent Police",), topic="Are calls answered?", years=(2022,), follows=True)
    answer = Answer("And in Gwent?", "not_found", "The reports held do not say.", understood)
    taken = "(Taken as a follow-up to “Are calls answered in Kent?”: Are calls answered, Gwent Police, 2022.)"
    assert answer_text(answer, 200, "Are calls answered in Kent?").split("\n\n")[1] == taken
    assert "follow-up" not in answer_text(answer, 200)
    alone = replace(answer, understood=replace(understood, follows=False))
    assert "follow-up" not in answer_text(alone, 200, "Are calls answered in Kent?")


def test_choices_are_listed_under_the_question_back() -> None:
    """One a line, without quotes; a dozen of many."""
    answer = Answer("q", "ambiguous", "Which do you mean?", choices=("Durham", "Durham Constabulary"))
    assert answer_text(answer) == "Which do you mean?\n\n  - Durham\n  - Durham Constabulary"
    many = answer_text(replace(answer, choices=tuple(f"Area {number}" for number in range(40))))
    assert many.endswith("\n  - Area 11\n  …and 28 more")


def test_long_lines_are_broken_between_words_and_indented() -> None:
    """No line is longer than the width; words with hyphens stay whole."""
    quote = replace(QUOTE, text="The force follows up well-founded complaints.", heading=(), link=None)
    assert (
        answer_text(Answer("q", "answered", "Found.", quotes=(quote,)), width=31)
        == """\
Found.

1. \u201cThe force follows up
   well-founded complaints.\u201d
   HMICFRS, PEEL 2023\u201325: Gwent
   Police, 1 March 2024, p. 9"""
    )


def test_holdings_show_each_field_with_its_origin() -> None:
    """What is not known is said; what was skipped comes last, with its reason."""
    digest = replace(REPORT, title="State of fire", bodies=(), inspectorates=(), digest=True, page_count=0, origins={})
    expected = """\
0123456789ab  gwent.pdf  (40 pages)
  title:         PEEL 2023\u201325: Gwent Police  [page 1]
  bodies:        Gwent Police  [sidecar]
  kind:          PEEL inspection
  inspectorates: HMICFRS
  inspected:     not known
  published:     2024-03-01
  url:           not known
  licence:       not known

0123456789ab  gwent.pdf
  title:         State of fire (digest)
  bodies:        none found
  kind:          PEEL inspection
  inspectorates: none found
  inspected:     not known
  published:     2024-03-01
  url:           not known
  licence:       not known

2 reports held.
Skipped: scan.pdf: no text layer"""
    assert holdings_text([REPORT, digest], [Skipped("scan.pdf", "no text layer")]) == expected


def test_no_holdings_are_said_plainly() -> None:
    """An empty index holds no reports."""
    assert holdings_text([], []) == "0 reports held."


def test_citations_are_printed_in_every_form_to_copy() -> None:
    """A line each, unbroken, with the licence where it is known."""
    answer = fake_answer(Asked("Victims?", count=2))
    first, second = citations_text(answer, date(2026, 11, 28)).split("\n\n")
    assert [line.split(": ")[0] for line in first.split("\n")] == [
        "Quote 1",
        "  Footnote",
        "  Harvard",
        "  Harvard in text",
        "  OSCOLA",
        "  Plain",
        "  Licence",
    ]
    assert second.split("\n")[3] == "  Harvard in text: (HMICFRS, 2025, p. 9 [PDF p 10])"
