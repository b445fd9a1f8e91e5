"""Quotations are found in a draft by their marks, with the words around them."""

from __future__ import annotations

import pytest

from bot.verify.quotations import Paragraph, as_in_source, find_quotations, parts_of


def found(*texts: str) -> list[str]:
    """The quotations of paragraphs with these texts."""
    return [q.text for q in find_quotations([Paragraph(text, "line 1") for text in texts])]


@pytest.mark.parametrize(
    ("text", "quotations"),
    [
        ("They say “it is so” and “that too”.", ["it is so", "that too"]),
        ('They say "it is so" and "that too".', ["it is so", "that too"]),
        ("They say ‘it isn’t so’.", ["it isn’t so"]),
        ("They say 'it isn't so'.", ["it isn't so"]),
        ("The force’s staff don’t say so, nor victims’ groups.", []),
        ("“He said ‘no’ to them,” it says.", ["He said ‘no’ to them,"]),
        ("‘Victims’ needs are met,’ they say.", ["Victims’ needs are met,"]),
        ('A 6" pipe and a 5" one.', []),
        ("Nothing is in “…” or “”.", []),
        ("An “unclosed one goes on", ["unclosed one goes on"]),
    ],
)
def test_quotations_stand_between_marks(text: str, quotations: list[str]) -> None:
    """Curly or straight, double or single; an apostrophe is no mark."""
    assert found(text) == quotations


def test_a_mark_that_may_be_an_apostrophe_leaves_a_second_reading() -> None:
    """The longest is the first."""
    (quotation,) = find_quotations([Paragraph("It meets ‘the needs of victims’ and that of officers’ kin.", "line 1")])
    assert quotation.text == "the needs of victims’ and that of officers"
    assert quotation.readings == ("the needs of victims",)


def test_a_quotation_of_several_paragraphs_is_one() -> None:
    """Each is opened, only the last closed."""
    assert found("They say: “First part.", "“Second part.” And “more of it”.") == [
        "First part. Second part.",
        "more of it",
    ]


def test_an_unclosed_quotation_is_told_of() -> None:
    """It ends with its paragraph."""
    first, second = find_quotations([Paragraph("Say “it is", "line 1"), Paragraph("Then “so it is”.", "line 3")])
    assert (first.text, first.closed, second.text, second.closed) == ("it is", False, "so it is", True)


def test_the_sentence_around_a_quotation_leaves_its_words_out() -> None:
    """Sentences within the quotation are not those of the draft."""
    text = "In 2019 Kent failed. In 2021 “Gwent did well. It did.” Later it fell."
    (quotation,) = find_quotations([Paragraph(text, "line 1")])
    assert quotation.around == "In 2021 “”"


def test_a_block_quote_is_introduced_above_and_credited_below() -> None:
    """The credit is none of its words, within the block or under it."""
    paragraphs = [
        Paragraph("Much was said. HMICFRS found in Gwent:", "line 1"),
        Paragraph("The force answers\nmost calls.\n— PEEL 2022, p. 3", "line 3", quoted=True),
        Paragraph("Staff check each cell.", "line 7", quoted=True),
        Paragraph("(Ofsted, 2023)", "line 9"),
    ]
    first, second = find_quotations(paragraphs)
    assert (first.text, second.text) == ("The force answers most calls.", "Staff check each cell.")
    assert first.around == "HMICFRS found in Gwent: — PEEL 2022, p. 3 (Ofsted, 2023)"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("one two […] three four", ("one two", "three four")),
        ("one two ... three four", ("one two", "three four")),
        ("one two … three [the force] four", ("one two", "three", "four")),
        ("one [sic] two [. . .] three", ("one", "two", "three")),
        ("[T]he force", ("[T]he force",)),
        ("…", ()),
    ],
)
def test_ellipses_and_insertions_part_a_quotation(text: str, parts: tuple[str, ...]) -> None:
    """A single letter in brackets parts nothing: its case was changed."""
    assert parts_of(text) == parts


def test_a_letter_in_brackets_is_looked_for_in_the_other_case_first() -> None:
    """The other letters keep theirs."""
    assert as_in_source("[T]he force") == ("the force", "The force")
    assert as_in_source("The force") == ("The force",)


def test_a_heading_is_not_looked_through() -> None:
    """It still introduces the block below it."""
    heading = Paragraph("Kent, \u201cas they put it then\u201d: 2019", "line 1", heading=True)
    (block,) = find_quotations([heading, Paragraph("Calls are lost at night.", "line 3", quoted=True)])
    assert (block.text, block.around) == ("Calls are lost at night.", "")
    below = Paragraph("Calls are lost at night.", "line 3", quoted=True)
    assert find_quotations([Paragraph("Kent, 2019", "line 1", heading=True), below])[0].around == "Kent, 2019"


def test_a_credit_in_brackets_behind_a_whole_sentence_is_beside_it() -> None:
    """And no other sentence."""
    (quotation,) = find_quotations([Paragraph("“Calls are lost.” (Kent, p. 3) Later it fell.", "line 1")])
    assert quotation.around == "“” (Kent, p. 3)"


def test_a_word_or_two_is_no_quotation_to_look_for() -> None:
    """Three words are."""
    two, three = find_quotations([Paragraph("It is “very good” or “very good indeed”.", "line 1")])
    assert (two.is_short, three.is_short) == (True, False)


@pytest.mark.parametrize(
    ("above", "around"),
    [
        ("In Kent they found this.", "In Kent they found this."),
        ("In Kent \u201cnothing\u201d was said but this:", "In Kent \u201cnothing\u201d was said but this:"),
        ("In Kent they found \u201cno faults at all\u201d.", ""),
    ],
)
def test_a_sentence_with_a_quotation_of_its_own_introduces_no_block(above: str, around: str) -> None:
    """What it says of its own quotation's source is not said of the next one's, unless a colon says so."""
    *_, block = find_quotations(
        [Paragraph(above, "line 1"), Paragraph("Calls are lost at night.", "line 3", quoted=True)]
    )
    assert block.around == around


@pytest.mark.parametrize(
    ("text", "quotations"),
    [
        ("They say «it is so now» and « that too » there.", ["it is so now", "that too"]),
        ('They say „it is so now“ and „that too”, and „this" as well.', ["it is so now", "that too", "this"]),
        ("They say ``it is so now'' here.", ["it is so now"]),
        ("They say ''it is so now'' here.", ["it is so now"]),
        ("They say `it is so now' here.", ["it is so now"]),
        ("They say »it is so now« here.", ["it is so now"]),
        ('They say “it is so now" here.', ["it is so now"]),
        ('They say "it is so now” here.', ["it is so now"]),
        ("They say “the “front door” is open” here.", ["the “front door” is open"]),
        ('They say "the "front door" is open" here.', ['the "front door" is open']),
        ("They say ‘the ‘front door’ is open’ here.", ["the ‘front door’ is open"]),
        ("They say 'the 'front door' is open' here.", ["the 'front door' is open"]),
        ("In the '90s the forces' vans weren't “so bad”.", ["so bad"]),
        ("Say ``code and go on.", []),
    ],
)
def test_marks_of_all_kinds_open_and_close(text: str, quotations: list[str]) -> None:
    """In angles, low, as typed, mixed, and within one another."""
    assert found(text) == quotations


def test_an_unclosed_quotation_ends_where_the_next_begins() -> None:
    """Which is not lost."""
    first, second = find_quotations([Paragraph("Say “it is so. Then “that too” was said.", "line 1")])
    assert (first.text, first.closed, second.text, second.closed) == ("it is so. Then", False, "that too", True)


def test_the_credit_behind_a_block_quotation_is_none_of_its_words() -> None:
    """Where it stands behind the closing mark."""
    (quotation,) = find_quotations(
        [Paragraph("“Calls are lost (14 of 70).” (HMICFRS, 2025b, p. 8 [PDF p 9])", "line 1", quoted=True)]
    )
    assert quotation.text == "Calls are lost (14 of 70)."
    assert quotation.around == "(HMICFRS, 2025b, p. 8 [PDF p 9])"


def test_many_quotations_take_time_in_proportion() -> None:
    """Each is found, and what is around each is short."""
    quotations = find_quotations([Paragraph('"it is so now ' * 2000, "line 1")])
    assert len(quotations) == 2000
    assert max(len(quotation.around) for quotation in quotations) < 1000
