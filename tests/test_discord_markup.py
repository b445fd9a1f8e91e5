"""Text for Discord: shown letter for letter, cut before it is escaped, and links that are links."""

from __future__ import annotations

import re

import pytest

from bot.discord_app.cards.markup import code, escape, fit, linked, opens, plain


def shown(text: str) -> str:
    """Reads a text as Discord shows it: without the backslashes and zero-width spaces."""
    return re.sub(r"\\([^0-9A-Za-z\s])", r"\1", text).replace("\u200b", "")


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


def test_a_plain_text_is_cut_before_a_word() -> None:
    """For labels and names, which show no markup: nothing is escaped, and a cut is marked."""
    assert plain("one two three", 13) == "one two three"
    assert plain("one two three", 12) == "one two …"
    assert plain("one, two three", 9) == "one …"
    assert plain("x" * 50, 10) == "xxxxxxxx …"
    assert all(len(plain("ab " * 50, room)) <= room for room in range(4, 60))


@pytest.mark.parametrize(
    ("label", "address", "text"),
    [
        ("p. 9", "https://x.org/a_(1).pdf#page=9", "[p. 9](https://x.org/a_%281%29.pdf#page=9)"),
        ("PEEL [draft] 😀", "https://x.org", "[PEEL (draft)](https://x.org)"),
        ("see https://y.org/z", "https://x.org", "[see y.org/z](https://x.org)"),
        ("p. 9", None, "p. 9"),
        ("p. 9", "a1.pdf#page=9", "p. 9"),
        ("p. 9", "file:///srv/a.pdf", "p. 9"),
        ("p. 9", "javascript:alert(1)", "p. 9"),
        ("p. 9", "https:// x y", "p. 9"),
        ("p. 9", "https://x.org/" + "a" * 1300, "p. 9"),
    ],
)
def test_only_a_web_address_becomes_a_link(label: str, address: str | None, text: str) -> None:
    """With a label that Discord takes; anything else stands as plain text."""
    assert linked(label, address, 100) == text
    assert opens(address) == bool(address and re.match(r"https://\S+$", address))


def test_a_block_to_copy_from_cannot_be_left() -> None:
    """Backticks in a text do not end the block."""
    assert code("plain *text*") == "```\nplain *text*\n```"
    assert code("a ``` b").count("```") == 2
