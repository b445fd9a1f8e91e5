"""An answer as embeds: what is shown, at Discord's limits, and with text full of markup."""

from __future__ import annotations

import re
from dataclasses import replace

import discord
import pytest
from loopback_discord import message_problems

from bot.embeds import (
    CALM_COLOUR,
    CHOOSE_COLOUR,
    FOUND_COLOUR,
    SHORTENED,
    embeds,
    escape,
    fit,
)
from bot.types import Answer, Quote, Status
from corpus.types import Report

REPORT = Report(
    id="0123456789ab",
    title="PEEL [draft]: West Mercia Police",
    bodies=("West Mercia Police",),
    inspectorates=("HMICFRS",),
    kind="PEEL",
    inspected="2024-11",
    published="2025-05-14",
    source="a1.pdf",
    sha256="0" * 64,
)
LATER = replace(REPORT, id="ba9876543210", title="Revisit letter", published="2025-12-01")
WORDS = "The force doesn’t always keep victims informed."
QUOTE = Quote(WORDS, WORDS, REPORT, page=9, page_end=9, score=0.7)
LINKED = replace(QUOTE, link="https://x.org/a_(1).pdf#page=9")
SPECIAL = r"*_~`|>[](){}<#@:-+.!\/ " + "<@123456789012345678> https://a.b/c_d @everyone "


def answered(*quotes: Quote, message: str = "West Mercia Police, 2024:") -> Answer:
    """Builds an answer with these quotes."""
    return Answer("Are victims told?", "answered", message, quotes=quotes)


def shown(text: str) -> str:
    """Reads a text as Discord shows it: without the backslashes and zero-width spaces."""
    return re.sub(r"\\([^0-9A-Za-z\s])", r"\1", text).replace("\u200b", "")


def problems(cards: list[discord.Embed]) -> list[str]:
    """Says what Discord would refuse in a message with these embeds."""
    return list(message_problems({"embeds": [card.to_dict() for card in cards]}, new=True))


def test_a_quote_stands_between_its_framing_and_its_citation() -> None:
    """The framing sentence comes first, then the quote as a block quote, then its linked source."""
    head, card = embeds(answered(LINKED))
    assert (head.title, head.description) == ("Are victims told?", "West Mercia Police, 2024:")
    quoted, source = (card.description or "").split("\n")
    assert quoted == f"> {WORDS}"
    assert re.fullmatch(r"\[[^\[\]]+\]\(https://x\.org/a_%281%29\.pdf#page=9\)", source)
    assert (head.footer.text, card.footer.text) == (None, None)
    assert (head.colour, card.colour) == (FOUND_COLOUR, FOUND_COLOUR)


def test_each_quote_has_an_embed_of_its_own_in_order() -> None:
    """The best quote stands first."""
    quotes = [replace(QUOTE, text=f"Sentence {number}.") for number in "abc"]
    _, *cards = embeds(answered(*quotes))
    first_lines = [(card.description or "").split("\n")[0] for card in cards]
    assert first_lines == ["> Sentence a.", "> Sentence b.", "> Sentence c."]


def test_a_list_item_keeps_its_lead_in() -> None:
    """The sentence that introduces the list stands before the item, in italics."""
    lead_in = "The force should:"
    (_, card) = embeds(answered(replace(QUOTE, text="reduce *delays*;", lead_in=lead_in)))
    assert (card.description or "").split("\n")[:2] == [
        "> *The force should:*",
        r"> reduce \*delays\*;",
    ]


def test_a_later_report_is_pointed_out() -> None:
    """An older quote says that a later report on the body is held."""
    (_, card) = embeds(answered(replace(QUOTE, newer=LATER)))
    assert card.footer.text == "A later report on this body is held: Revisit letter, 1 December 2025."


@pytest.mark.parametrize(
    "link", [None, "", "file:///srv/a.pdf", "javascript:alert(1)", "a1.pdf#page=9", "https:// x y"]
)
def test_only_a_web_address_becomes_a_link(link: str | None) -> None:
    """Anything else is left out, and the citation stands as plain text."""
    (_, card) = embeds(answered(replace(QUOTE, link=link)))
    assert "](" not in (card.description or "")
    assert "PEEL" in (card.description or "")


@pytest.mark.parametrize("status", ["not_found", "not_held", "unsupported"])
def test_silence_is_one_sentence_in_a_calm_colour(status: Status) -> None:
    """An answer without quotes is its message alone."""
    (only,) = embeds(Answer("Who?", status, "The reports held do not say."))
    assert only.description == "The reports held do not say."
    assert only.colour == CALM_COLOUR


def test_choices_are_listed() -> None:
    """An ambiguous question shows what it could mean, one choice on each line."""
    answer = Answer("Sussex?", "ambiguous", "Which one?", choices=("Sussex Police", "*Fire*"))
    (only,) = embeds(answer)
    assert only.description == "Which one?\n- Sussex Police\n- \\*Fire\\*"
    assert only.colour == CHOOSE_COLOUR


def test_more_choices_than_fit_end_with_an_ellipsis() -> None:
    """A list of choices over the limit is cut between two choices."""
    choices = tuple(f"Choice {number} {'x' * 200}" for number in range(100))
    (only,) = embeds(Answer("Which?", "ambiguous", "Which one?", choices=choices))
    *_, last, ellipsis = (only.description or "").split("\n")
    assert re.fullmatch(r"- Choice \d+ x{200}", last)
    assert ellipsis == "- …"
    assert problems([only]) == []


def test_a_huge_quote_is_cut_before_a_word_and_says_so() -> None:
    """The words shown are the first words of the quote, an ellipsis follows, and a note tells."""
    huge = "Nineteen officers " * 1000
    (head, card) = embeds(answered(replace(QUOTE, text=huge, newer=LATER)))
    quoted = (card.description or "").split("\n")[0].removeprefix("> ")
    assert quoted.endswith((" Nineteen […]", " officers […]"))
    assert huge.startswith(quoted.removesuffix(" […]"))
    assert len(quoted) > 3600
    assert card.footer.text == f"A later report on this body is held: Revisit letter, 1 December 2025. {SHORTENED}"
    assert problems([head, card]) == []


def test_a_huge_lead_in_is_cut_and_says_so() -> None:
    """A lead-in over its share is cut, and the quote after it is whole."""
    (_, card) = embeds(answered(replace(QUOTE, lead_in="The force should " * 200)))
    lead_in, quoted = (card.description or "").split("\n")[:2]
    assert lead_in.endswith(" […]*")
    assert quoted == f"> {WORDS}"
    assert card.footer.text == SHORTENED


def test_quotes_that_do_not_fit_are_counted() -> None:
    """Ten long quotes do not fit into one message: it says how many of them it shows."""
    quotes = [replace(QUOTE, text=f"Quote {number}. " + "word " * 250) for number in range(10)]
    head, *cards = embeds(answered(*quotes))
    assert 4 <= len(cards) <= 5
    assert head.footer.text == (f"{len(cards)} of 10 quotes shown: ask more narrowly to see the others.")
    assert problems([head, *cards]) == []


def test_ten_short_quotes_fill_the_ten_embeds() -> None:
    """Nine quotes and the framing sentence are Discord's ten embeds; the tenth quote is counted."""
    head, *cards = embeds(answered(*[QUOTE] * 10))
    assert len(cards) == 9
    assert (head.footer.text or "").startswith("9 of 10 quotes shown")
    assert problems([head, *cards]) == []


@pytest.mark.parametrize(
    "text",
    [SPECIAL * 300, "*" * 9000, "x" * 9000, "word " * 2000, "é😀 " * 4000],
    ids=["markup", "asterisks", "one word", "words", "emoji"],
)
def test_everything_huge_at_once_is_still_accepted(text: str) -> None:
    """Whatever is long and needs escaping, the message stays within every limit."""
    report = replace(REPORT, title=text, bodies=(text,))
    link = "https://x.org/" + "(" * 300
    quote = Quote(text, text, report, 1, 2, 0.5, lead_in=text, link=link, newer=LATER)
    cards = embeds(Answer(text, "answered", text, quotes=(quote,) * 10))
    assert len(cards) >= 2
    assert SHORTENED in (cards[1].footer.text or "")
    assert problems(cards) == []


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("# Heading", r"\# Heading"),
        ("-# small", r"\-# small"),
        ("- item", r"\- item"),
        ("1. item", r"1\. item"),
        ("> quoted", r"\> quoted"),
        ("**b** _i_ ~~s~~ ||x||", r"\*\*b\*\* \_i\_ \~\~s\~\~ \|\|x\|\|"),
        ("`code` and \\", r"\`code\` and \\"),
        ("[a](b) *c* (d)", r"\[a\](b) \*c\* (d)"),
        ("<#1> <t:1:R> <:e:1>", r"\<#1> \<t\:1:R> \<\:e:1>"),
        (":smile: at 10:30", r"\:smile: at 10:30"),
        ("https://a.org/b_c", r"https\://a.org/b\_c"),
        ("@everyone a@b.org", "@\u200beveryone a@b.org"),
        ("two\n\n# lines", "two # lines"),
    ],
)
def test_markup_in_report_text_is_shown_literally(text: str, escaped: str) -> None:
    """Each construct that Discord would render is neutralised."""
    assert escape(text) == escaped
    assert shown(escaped) == " ".join(text.split())


def test_text_is_cut_first_and_escaped_second() -> None:
    """A cut never parts a backslash from its character, and fills the room as far as words go."""
    for room in range(20, 60):
        cut = fit("ab *cd* " * 20, room)
        assert len(cut) <= room
        assert shown(cut.removesuffix(" […]")) in ("ab *cd* " * 20)
        assert len(cut) > room - len(r" \*cd\*")


def test_a_word_without_a_gap_is_cut_inside() -> None:
    """A single word longer than the room is shown as far as it fits."""
    assert fit("x" * 50, 20) == "x" * 16 + " […]"
