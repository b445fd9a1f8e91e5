"""``/compare`` with the real client over real sockets: two sides in one message, within every limit."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from fakes import REPORT, FakeLiveIndex, fake_finding, fake_quote
from loopback_discord import LoopbackDiscord
from shown import labels, options, parts, text
from wire import running

from bot.compare.comparer import InspectionsSought
from bot.compare.pairs import Matched
from bot.discord_app.actions.replies import FAILED
from bot.memory.memory import Memory
from bot.scope.narrowing import UnclearBody
from bot.types import Answer, Asked

GWENT, MERCIA = "Gwent Police", "West Mercia Police"
NO_PINGS: dict[str, list[str]] = {"parse": []}


def colours(message: Any) -> list[int]:
    """The colours of the cards of a message."""
    return [part["accent_color"] for part in parts(message) if part["type"] == 17]


async def test_two_bodies_stand_in_two_cards_of_one_message(discord_: LoopbackDiscord) -> None:
    """Each with its inspection and its quotes, numbered through; then what to know before comparing."""
    live_index, memory = FakeLiveIndex(), Memory(None)
    async with running(discord_, live_index, memory):
        reply = await discord_.slash("compare", topic="victims", body=GWENT, other_body=MERCIA, since=2020, until=2025)
    assert live_index.compared == [InspectionsSought("victims", (GWENT, MERCIA), (), 2020, 2025)]
    assert all(name.startswith("answers") for name in live_index.threads)
    assert reply.deferred
    shown = text(reply.message)
    assert shown.startswith(f"**“victims” in {GWENT} and {MERCIA}**\n### {GWENT}, 14 May 2025\nPEEL inspection\n> ")
    assert [shown.count(f"**{number}.** ") for number in range(1, 8)] == [1] * 6 + [0]
    assert shown.index("**3.** ") < shown.index(f"### {MERCIA}") < shown.index("**4.** ")
    assert shown.endswith("**Before you compare**\n- They are of different cycles.")
    assert len(set(colours(reply.message))) == 2
    assert labels(reply.message) == ["In context", "Show the page", "Cite", "Add to briefing"]
    assert reply.allowed_mentions == [NO_PINGS]


async def test_its_buttons_lead_to_every_quote_of_both_sides(discord_: LoopbackDiscord) -> None:
    """As those of an answer do."""
    async with running(discord_):
        reply = await discord_.slash("compare", topic="victims", body=GWENT, other_body=MERCIA)
        cited = await discord_.click(reply.message, label="Cite")
    assert len(options(cited.message, "pick")) == 6
    assert "OSCOLA" in text(cited.message)


async def test_what_is_said_on_it_next_is_understood(discord_: LoopbackDiscord) -> None:
    """A follow-up in the same conversation takes over topic and bodies."""
    live_index = FakeLiveIndex()
    async with running(discord_, live_index):
        await discord_.slash("compare", dm=True, topic="victims", body=GWENT)
        await discord_.slash("ask", dm=True, question="And why?")
    assert live_index.asked[-1].previous == (f"victims in {GWENT}",)


async def test_where_neither_side_says_anything_there_is_nothing_to_press(discord_: LoopbackDiscord) -> None:
    """Both say so, and nothing is kept."""
    memory = Memory(None)
    async with running(discord_, memory=memory):
        reply = await discord_.slash("compare", topic="moon", body=GWENT, other_body=MERCIA)
    shown = text(reply.message)
    assert shown.count("This report does not say.") == 2
    assert labels(reply.message) == []
    assert memory.about(discord_.alice.id) == (0, 0, 0)


async def test_a_problem_is_told_in_one_sentence(discord_: LoopbackDiscord) -> None:
    """And one of ours is logged and apologised for."""
    live_index = FakeLiveIndex()
    async with running(discord_, live_index):
        live_index.error = UnclearBody("“Atlantis” is not a force, service or area known here.")
        unclear = await discord_.slash("compare", topic="victims", body="Atlantis")
        live_index.error = ValueError("boom")
        failed = await discord_.slash("compare", topic="victims", body=GWENT)
    assert text(unclear.message) == "“Atlantis” is not a force, service or area known here."
    assert text(failed.message) == FAILED


@pytest.mark.parametrize("long", [False, True], ids=["findings", "long"])
async def test_what_has_no_room_is_in_a_file(discord_: LoopbackDiscord, long: bool) -> None:
    """The message keeps every limit; findings are counted in it, and told in the file."""
    live_index = FakeLiveIndex()
    if long:
        live_index.notes = tuple(
            f"**Note** {number} " + "of what to know before comparing @everyone " * 9 for number in range(6)
        )
        live_index.answer_with = wordy
    else:
        found = fake_finding("Tell victims.")
        live_index.matched = Matched((), (found, found), (found,))
    async with running(discord_, live_index):
        reply = await discord_.slash("compare", topic="victims " * 50, body=GWENT, other_body=MERCIA)
    shown = text(reply.message)
    assert [file["filename"] for file in reply.message["attachments"]] == ["comparison.md"]
    assert ("0 in similar words in both, 2 in the later alone, 1 in the earlier alone" in shown) is not long
    assert ("the attached file has everything to know" in shown.lower()) is long
    assert ("of 3 quotes fit here" in shown) is long
    assert shown.count("\n**1.** ") == shown.count("\n**4.** ") == 1


def wordy(asked: Asked) -> Answer:
    """An answer of quotes that one message has no room for."""
    quotes = tuple(fake_quote(number, f"Sentence {number} **goes** on and on. " * 40) for number in range(1, 4))
    report = replace(REPORT, title="A long title " * 30, digest=True)
    return Answer(
        asked.text, "answered", "From one report.", quotes=tuple(replace(one, report=report) for one in quotes)
    )


@pytest.mark.parametrize("box", ["body", "other_body"])
async def test_bodies_are_offered_while_they_are_typed(discord_: LoopbackDiscord, box: str) -> None:
    """In both boxes."""
    async with running(discord_):
        offered = await discord_.complete("compare", box, "gwent")
    assert [choice["value"] for choice in offered] == [GWENT]
