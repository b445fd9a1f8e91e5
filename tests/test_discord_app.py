"""What people see and do in Discord, with the real client in a simulated Discord (SimCord)."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import discord
import pytest
import simcord
from fakes import FakeLiveIndex, fake_answer, fake_grades, fake_quote
from shown import id_of, labels, options, parts, text

from bot.discord_app.actions.asking import NOT_HERE
from bot.discord_app.actions.controls import NOT_YOURS, OLD
from bot.discord_app.actions.messages import HOW, PRIVATELY, TOO_LONG
from bot.discord_app.actions.replies import EXPIRED, FAILED
from bot.discord_app.actions.server_panel import NOT_ALLOWED
from bot.discord_app.client import ReportClient
from bot.discord_app.desk.desk import Desk
from bot.discord_app.desk.service import Service
from bot.memory.memory import Memory
from bot.registers.grades import GradesSought
from bot.types import Answer, Asked

VICTIMS = "Are victims kept informed in West Mercia?"


class Clock:
    """A clock that a test sets forward."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 24, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        """The time it is."""
        return self.now


@dataclass
class World:
    """A server with one channel and two members, of whom Alice manages it, and the application in it."""

    env: simcord.Env
    live_index: FakeLiveIndex
    memory: Memory
    clock: Clock
    guild: Any
    channel: Any
    alice: Any
    bob: Any
    fails: bool = False  # whether the test makes the application fail

    @property
    def me(self) -> str:
        """The mention of the application."""
        assert self.env.bot.user is not None
        return self.env.bot.user.mention

    async def restart(self) -> None:
        """Ends the application, once it has noted what it did, and starts it anew with the same memory."""
        await asyncio.to_thread(self.env.bot.service.notes.shutdown)
        await self.env.restart_bot(client(self.live_index, self.memory))


def client(live_index: FakeLiveIndex, memory: Memory, *, message_content: bool = True) -> ReportClient:
    desk = Desk(most_waiting=100, person_per_minute=100, guild_per_minute=100)
    return ReportClient(Service(live_index, memory, desk), message_content=message_content)


@pytest.fixture
async def started() -> AsyncIterator[World]:
    """The world as each test finds it, ended whatever became of the test.

    It raises nothing of its own when it ends: after an error there pytest-asyncio would leave the context of the
    simulator in place, and the real client of every later test would speak to it.
    """
    live_index, clock = FakeLiveIndex(), Clock()
    memory = Memory(None, now=clock)
    env = simcord.Env(client(live_index, memory), settle_timeout=60)
    await env.start()
    try:
        guild = env.create_guild()
        channel = guild.create_text_channel("inspections")
        manager = guild.create_role("manager", permissions=discord.Permissions(administrator=True))
        alice = guild.add_member(env.create_user("alice"), roles=[manager])
        bob = guild.add_member(env.create_user("bob"))
        yield World(env, live_index, memory, clock, guild, channel, alice, bob)
    finally:
        live_index.gate.set()
        await env.shutdown()


@pytest.fixture
def world(started: World) -> Iterator[World]:
    """The world, in which the application may not have failed unless the test made it."""
    yield started
    if not started.fails:
        started.env.raise_errors()


def ambiguous(asked: Asked) -> Answer:
    """Asks which of two bodies is meant, unless one is chosen."""
    if asked.body:
        return fake_answer(asked)
    return Answer(asked.text, "ambiguous", "Which do you mean: Sussex Police or East Sussex Fire?", choices=SUSSEX)


SUSSEX = ("Sussex Police", "East Sussex Fire")


# Asking


async def test_a_command_is_answered_where_it_was_used(world: World) -> None:
    """The question, the framing, the best quote with its linked source, then the others; all may see it."""
    asked = await world.alice.slash(world.channel, "ask", question=VICTIMS)
    assert not asked.ephemeral
    first, best, *others = text(asked.response).split("\n> ")
    assert first.split("\n") == [f"**{VICTIMS}**", "From one report."]
    assert best.split("\n") == [
        "Sentence 1 says that victims aren’t always told.",
        "**1.** [HMICFRS, PEEL 2023–2025: An inspection of West Mercia Police, 14 May 2025, p. 8 (PDF page 9)]"
        "(https://example.org/a1.pdf#page=9)",
        "-# Under: Findings › Calls",
    ]
    assert [other.split("\n")[1] for other in others] == [
        f"**{n}.** Same report, [p. {n + 7} (PDF page {n + 8})](https://example.org/a1.pdf#page={n + 8})"
        for n in range(2, 6)
    ]
    assert labels(asked.response) == [
        "More passages",
        "In context",
        "Show the page",
        "Cite",
        "Add to briefing",
        "Follow up",
        "👍",
        "👎",
    ]


async def test_what_is_set_beside_the_question_narrows_it(world: World) -> None:
    """Body and years reach the search, and the answer says so."""
    asked = await world.alice.slash(
        world.channel, "ask", question=VICTIMS, body="West Mercia Police", since=2022, until=2024
    )
    assert world.live_index.asked == [Asked(VICTIMS, "West Mercia Police", 2022, 2024, 5)]
    assert f"**{VICTIMS}** (only West Mercia Police, from 2022, until 2024)" in text(asked.response)


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("", ["Gwent Police", "West Mercia Police", "West Midlands Police"]),
        ("west m", ["West Mercia Police", "West Midlands Police"]),
        ("merc", ["West Mercia Police"]),
        ("WMP", ["West Midlands Police"]),
        ("gw", ["Gwent Police"]),
        ("zz", []),
    ],
)
async def test_bodies_are_offered_while_one_is_typed(world: World, typed: str, offered: list[str]) -> None:
    """By the beginning of the name, of a word in it, and by other names."""
    choices = await world.alice.autocomplete(world.channel, "ask", "body", typed)
    found = choices.autocomplete_choices if hasattr(choices, "autocomplete_choices") else choices
    assert [choice["value"] for choice in found] == offered


async def test_a_channel_s_command_begins_a_new_subject(world: World) -> None:
    """In a channel the question before counts only where a reply or a button points to it."""
    await world.alice.slash(world.channel, "ask", question=VICTIMS)
    await world.alice.slash(world.channel, "ask", question="And custody?")
    assert [asked.previous for asked in world.live_index.asked] == [(), ()]


async def test_a_mention_opens_a_thread_for_the_answer(world: World) -> None:
    """Named after the question; the answer stands in it, and pings nobody."""
    message = await world.alice.send(world.channel, f"{world.me} {VICTIMS}")
    thread = world.env.bot.get_channel(message.id)
    assert isinstance(thread, discord.Thread)
    assert thread.name == VICTIMS
    (answer,) = [m async for m in thread.history() if m.author == world.env.bot.user]
    assert "Sentence 1" in text(answer)
    assert world.live_index.asked[0].text == VICTIMS


async def test_a_follow_up_in_the_thread_needs_no_mention(world: World) -> None:
    """It leans on the question before, and the answer says on which."""
    thread = await opened_thread(world)
    await world.alice.send(thread, "and in the inspection before?")
    assert world.live_index.asked[1].previous == (VICTIMS,)
    last = await newest(world, thread)
    assert "-# Taken as a follow-up to “Are victims kept informed in West Mercia?”." in text(last)
    assert "Ask afresh" in labels(last)


async def test_two_people_never_inherit_each_other_s_subject(world: World) -> None:
    """Not in a thread, not by a reply: Bob's question stands for itself, and Alice's goes on where she was."""
    thread = await opened_thread(world)
    await world.bob.send(thread, "What about custody?")
    await world.alice.send(thread, "and in 2019?")
    answer = await newest(world, thread)
    await world.bob.send(thread, "and in 2017?", reply_to=answer)
    assert [asked.previous for asked in world.live_index.asked] == [
        (),
        (),
        (VICTIMS,),
        (),
    ]


async def test_a_reply_to_an_answer_is_a_follow_up(world: World) -> None:
    """In the channel itself, without a mention, and beside the message; it leans on that answer's question."""
    asked = await world.alice.slash(world.channel, "ask", question=VICTIMS)
    await world.alice.slash(world.channel, "ask", question="Something else entirely about custody")
    await world.alice.send(world.channel, "and the year before?", reply_to=asked.response.message)
    assert world.live_index.asked[2].previous == (VICTIMS,)
    assert (await newest(world, world.channel)).reference is not None


async def test_a_conversation_is_forgotten_after_a_time(world: World) -> None:
    """After an hour the next question stands for itself."""
    thread = await opened_thread(world)
    world.clock.now += timedelta(minutes=61)
    await world.alice.send(thread, "and in 2019?")
    assert world.live_index.asked[1].previous == ()


async def test_a_conversation_outlives_a_restart(world: World) -> None:
    """What was said before the restart counts after it."""
    thread = await opened_thread(world)
    await world.restart()
    await world.alice.send(thread, "and in 2019?")
    assert world.live_index.asked[1].previous == (VICTIMS,)


async def test_a_direct_message_is_a_question(world: World) -> None:
    """Without a mention, and with what was asked before in this conversation."""
    await world.alice.send_dm(VICTIMS)
    await world.alice.send_dm("and in 2019?")
    assert [asked.previous for asked in world.live_index.asked] == [(), (VICTIMS,)]


@pytest.mark.parametrize("said", ["thanks!", "ok", "Great, thank you", "👍"])
async def test_small_talk_in_a_thread_is_left_alone(world: World, said: str) -> None:
    """Nobody wants a search for “thanks”."""
    thread = await opened_thread(world)
    await world.alice.send(thread, said)
    assert len(world.live_index.asked) == 1


async def test_people_who_talk_to_each_other_are_left_alone(world: World) -> None:
    """In the channel always, and in a thread where they mention or answer one another."""
    thread = await opened_thread(world)
    await world.alice.send(world.channel, "What about custody in Gwent?")
    await world.bob.send(thread, f"{world.alice.mention} what do you think of that?")
    said = await world.bob.send(thread, f"<@{world.alice.id}> or of this?")
    await world.alice.send(thread, "I think it is bad", reply_to=said)
    assert len(world.live_index.asked) == 1


async def test_a_mention_alone_is_told_how_to_ask(world: World) -> None:
    """So is a greeting; a question that is too long is told so."""
    for said, told in ((world.me, HOW), (f"{world.me} hello", HOW), (f"{world.me} {'why ' * 200}", TOO_LONG)):
        await world.alice.send(world.channel, said)
        assert text(await newest(world, world.channel)) == told
    assert world.live_index.asked == []


async def test_a_mention_in_reply_to_a_message_asks_that_message(world: World) -> None:
    """Somebody else's words are looked for."""
    said = await world.bob.send(world.channel, "I wonder whether victims are told of delays")
    await world.alice.send(world.channel, world.me, reply_to=said)
    assert world.live_index.asked[0].text == "I wonder whether victims are told of delays"


async def test_any_message_can_be_looked_for(world: World) -> None:
    """By the menu of the message; one without text says so."""
    said = await world.bob.send(world.channel, "victims are   never told\nof delays")
    found = await world.alice.context_menu(world.channel, "Find in reports", said)
    assert world.live_index.asked[0].text == "victims are never told of delays"
    assert "Sentence 1" in text(found.response)


# Grades


async def test_the_grades_of_a_body_are_shown_in_words_and_as_a_picture(world: World) -> None:
    """To the person alone: each inspection with its source, each grade with its area, notes, and the picture."""
    told = await world.alice.slash(world.channel, "grades", body="West Mercia", area="area")
    assert told.ephemeral
    assert text(told.response).split("\n") == [
        "**2 graded judgments of 1 inspection on West Mercia Police.**",
        "[HMICFRS, PEEL 2023–2025: An inspection of West Mercia Police, 14 May 2025, p. 8 (PDF page 9)]"
        "(https://example.org/a1.pdf#page=9)",
        "- **Good**: Area 1",
        "- **Requires improvement (inferred)**: Area 2",
        "-# PEEL 2023–25: outstanding to inadequate.",
    ]
    assert [file.filename for file in told.response.message.attachments] == ["grades.png"]
    (gallery,) = [part for part in parts(told.response) if part["type"] == 12]
    assert "Area 1: good; Area 2: requires improvement" in gallery["items"][0]["description"]
    assert world.live_index.graded == [GradesSought("West Mercia", "area")]
    assert all(name.startswith("answers") for name in world.live_index.threads)


async def test_no_grades_are_told_in_one_sentence(world: World) -> None:
    """And there is no picture."""
    told = await world.alice.slash(world.channel, "grades", body="West Mercia", area="moon")
    assert text(told.response) == "**None is on the moon.**"
    assert told.response.message.attachments == []


async def test_many_grades_never_outgrow_a_message(world: World) -> None:
    """What has no room is in the picture."""
    world.live_index.grade_with = fake_grades(*["Requires improvement (as the text of the report words it)"] * 90)
    told = await world.alice.slash(world.channel, "grades", body="West Mercia")
    assert "The picture shows what did not fit here." in text(told.response)
    assert len(text(told.response)) <= 4000


# Checking quotations


async def test_a_quotation_that_is_typed_is_checked(world: World) -> None:
    """The outcome with its source is for the person alone, and a file holds all of it; no question is asked."""
    told = await world.alice.slash(world.channel, "verify", text="victims aren’t always told")
    assert told.ephemeral
    shown = text(told.response)
    assert shown.startswith(
        "**1 quotation: 1 exact.**\n> “victims aren’t always told”\n**EXACT** (line 1)\n[HMICFRS, PEEL"
    )
    assert [file.filename for file in told.response.message.attachments] == ["quotations-checked.md"]
    assert all(name.startswith("drafts") for name in world.live_index.threads)
    assert world.live_index.asked == []


async def test_a_draft_is_checked_and_what_is_wrong_comes_first(world: World) -> None:
    """Whatever the draft holds is shown letter for letter."""
    draft = "They say “one two three”.\n\nAnd “the **moon** is @everyone’s”.\n"
    told = await world.alice.slash(world.channel, "verify", draft=("a.txt", draft.encode()))
    first, second = text(told.response).split("\n> ")[1:]
    assert first == "“the \\*\\*moon\\*\\* is @\u200beveryone’s”\n**NOT FOUND in the reports held** (line 3)"
    assert second.startswith("“one two three”\n**EXACT** (line 1)")


async def test_a_long_draft_never_outgrows_a_message(world: World) -> None:
    """What does not fit is in the file; what is too much is told."""
    draft = "\n\n".join(f"“{'**words** and more ' * 30}number {n} of the moon”" for n in range(310))
    told = await world.alice.slash(world.channel, "verify", draft=("a.txt", draft.encode()))
    shown = text(told.response)
    assert "10 more quotations were not checked: put them in a draft of their own." in shown
    assert "of 300 are shown here, the most urgent first; the attached file has them all." in shown
    assert len(world.live_index.verified) == 300


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, "Give either a text or a draft."),
        ({"text": "one two three", "draft": ("a.txt", b"words")}, "Give either a text or a draft."),
        ({"draft": ("a.txt", b"No quotation here.")}, "No quotation was found in it"),
        ({"draft": ("a.docx", b"damaged")}, "Not a Word document (.docx), or damaged"),
        ({"draft": ("a.pdf", b"%PDF-1.4 damaged")}, None),
        ({"draft": ("a.exe", b"MZ")}, "This kind of draft is not read: a.exe"),
        ({"draft": ("a.txt", b"x" * (4 * 2**20 + 1))}, "This draft is too big: at most 4 MiB are read."),
    ],
)
async def test_a_draft_that_cannot_be_checked_is_told_why(
    world: World, given: dict[str, Any], told: str | None
) -> None:
    """In one sentence, to the person alone, which names no file of this machine."""
    answer = await world.alice.slash(world.channel, "verify", **given)
    assert answer.ephemeral
    shown = text(answer.response)
    assert shown.startswith(told) if told else "draft.pdf" not in shown and "/" not in shown
    assert shown != FAILED
    assert world.live_index.verified == []


# The register of findings


async def test_findings_are_listed_to_page_through(world: World) -> None:
    """To the person alone, with the buttons that quotes have, and as no part of a conversation."""
    listed = await world.alice.slash(world.channel, "findings", body="Gwent Police", kind="area for improvement")
    assert listed.ephemeral
    head = "**Areas for improvement on Gwent Police**\n30 areas for improvement.\n-# 30 quotes, page 1 of 6"
    assert text(listed.response).startswith(head)
    await world.alice.click(listed.response.message, label="Next")
    assert "page 2 of 6" in text(listed.response)
    assert "**6.**" in text(listed.response)
    await world.alice.click(listed.response.message, label="Cite")
    assert "Harvard" in text(listed.response)
    assert all(name.startswith("answers") for name in world.live_index.threads)
    await world.alice.slash(world.channel, "ask", question=VICTIMS)
    assert world.live_index.asked[-1].previous == ()


async def test_the_menu_offers_the_findings_around_the_one_shown(world: World) -> None:
    """Discord takes 25 options, and a register has more."""
    listed = await world.alice.slash(world.channel, "findings")
    for _ in range(5):
        await world.alice.click(listed.response.message, label="Next")
    shown = options(listed.response, "pick")
    assert [label.split(".")[0] for label in shown] == ["26", "27", "28", "29", "30"]


async def test_that_there_are_no_findings_is_one_sentence(world: World) -> None:
    """And no list."""
    told = await world.alice.slash(world.channel, "findings", topic="the moon")
    assert told.ephemeral
    assert text(told.response) == "No findings on the moon."


# Behind the buttons


async def test_more_passages_are_shown_to_the_one_who_presses(world: World) -> None:
    """All that were found, five at a time, and the answer stays as it is."""
    asked = await world.alice.slash(world.channel, "ask", question=VICTIMS)
    more = await world.bob.click(asked.response.message, label="More passages")
    assert more.ephemeral
    assert text(more.response).startswith(f"**{VICTIMS}**\nFrom one report.\n-# 10 quotes, page 2 of 2")
    assert "**6.** [HMICFRS, PEEL" in text(more.response)
    assert "**10.** Same report" in text(more.response)
    await world.bob.click(more.response.message, label="Previous")
    assert "**1.**" in text(more.response)
    assert "page 1 of 2" in text(more.response)
    await world.bob.click(more.response.message, label="Next")
    assert "page 2 of 2" in text(more.response)
    assert len(text(asked.response).split("\n> ")) == 6


async def test_a_quote_is_shown_in_its_context(world: World) -> None:
    """In bold within its passage, between the passages around it; another quote can be chosen."""
    asked = await world.alice.slash(world.channel, "ask", question=VICTIMS)
    context = await world.alice.click(asked.response.message, label="In context")
    assert context.ephemeral
    shown = text(context.response)
    assert "-# Note 5: Year to March." in shown
    assert "The passage before." in shown
    assert "Before it. **Sentence 1 says that victims aren’t always told.** After it." in shown
    assert shown.endswith("-# The passage after.")
    assert len(options(context.response, "pick")) == 5
    await world.alice.select(context.response.message, ["2"], custom_id=id_of(context.response, "pick"))
    assert "**Sentence 3 says" in text(context.response)
    assert labels(context.response) == ["All passages", "In context", "The page", "Cite", "Add to briefing"]


async def test_a_quote_is_cited_in_forms_to_copy(world: World) -> None:
    """The quoted words, four forms and the licence, each in a block."""
    asked = await world.alice.slash(world.channel, "ask", question=VICTIMS)
    cite = await world.alice.click(asked.response.message, label="Cite")
    shown = text(cite.response)
    assert "```\n“Sentence 1 says that victims aren’t always told.”\n```" in shown
    assert re.findall(r"^\*\*([\w ]+)\*\*\n```", shown, re.M) == [
        "The quoted words",
        "Footnote",
        "Harvard",
        "Harvard in text",
        "OSCOLA",
        "Plain",
        "Licence",
    ]


async def test_a_page_that_cannot_be_shown_says_why(world: World) -> None:
    """In the panel, whose other views still work."""
    asked = await world.alice.slash(world.channel, "ask", question=VICTIMS)
    page = await world.alice.click(asked.response.message, label="Show the page")
    assert text(page.response) == "This source has no pages to show: it is not a PDF."
    await world.alice.click(page.response.message, label="Cite")
    assert "Harvard" in text(page.response)


async def test_a_follow_up_is_typed_into_a_form(world: World) -> None:
    """It leans on the answer whose button it was, and gets an answer of its own."""
    asked = await world.alice.slash(world.channel, "ask", question="Are victims told?", body="West Mercia Police")
    form = await world.alice.click(asked.response.message, label="Follow up")
    assert form.modal["title"] == "Follow up"
    answer = await world.alice.submit_modal(form, {"question": "and in the inspection before?"})
    assert world.live_index.asked[1] == Asked(
        "and in the inspection before?", count=5, previous=("Are victims told in West Mercia Police?",)
    )
    assert "and in the inspection before?" in text(answer.response)


async def test_a_question_can_be_asked_afresh(world: World) -> None:
    """Without what was said before, in the place of the answer."""
    thread = await opened_thread(world)
    await world.alice.send(thread, "and custody?")
    await world.alice.click(await newest(world, thread), label="Ask afresh")
    assert world.live_index.asked[2] == Asked("and custody?", count=5)
    assert "follow-up" not in text(await newest(world, thread))


async def test_what_is_meant_can_be_chosen(world: World) -> None:
    """By the person who asked alone; the answer takes the question's place."""
    world.live_index.answer_with = ambiguous
    asked = await world.alice.slash(world.channel, "ask", question="Sussex?")
    assert options(asked.response, "choose") == list(SUSSEX)
    menu = id_of(asked.response, "choose")
    refused = await world.bob.select(asked.response.message, ["1"], custom_id=menu)
    assert (refused.ephemeral, text(refused.response)) == (True, NOT_YOURS)
    await world.alice.select(asked.response.message, ["1"], custom_id=menu)
    assert world.live_index.asked[1].body == "East Sussex Fire"
    assert "Sentence 1" in text(asked.response)


async def test_many_choices_are_not_put_into_a_menu(world: World) -> None:
    """Discord's menus hold 25: the answer says how to name one."""
    many = tuple(f"Body {number}" for number in range(104))
    world.live_index.answer_with = lambda asked: Answer(asked.text, "ambiguous", "Which?", choices=many)
    asked = await world.alice.slash(world.channel, "ask", question="grades?")
    assert "104 are held: name one in your question" in text(asked.response)
    assert not any(part["type"] == 3 for part in parts(asked.response))


async def test_only_the_asker_steers_an_answer(world: World) -> None:
    """Nobody else can follow up on it."""
    asked = await world.alice.slash(world.channel, "ask", question=VICTIMS)
    refused = await world.bob.click(asked.response.message, label="Follow up")
    assert (refused.ephemeral, text(refused.response)) == (True, NOT_YOURS)


async def test_a_vote_is_counted_changed_and_taken_back(world: World) -> None:
    """One for each person, kept with question, answer and index."""
    asked = await world.alice.slash(world.channel, "ask", question=VICTIMS)
    up, down = (id_of(asked.response, action) for action in ("up", "down"))
    for person, button, shown in (
        (world.alice, up, ["1", "👎"]),
        (world.bob, up, ["2", "👎"]),
        (world.bob, down, ["1", "1"]),
        (world.alice, up, ["👍", "1"]),
    ):
        await person.click(asked.response.message, custom_id=button)
        assert labels(asked.response)[-2:] == shown
    (vote,) = world.memory.feedback()
    assert (vote.vote, vote.question, vote.generation, len(vote.answer.quotes)) == (-1, VICTIMS, "g1", 5)


async def test_buttons_work_after_a_restart(world: World) -> None:
    """The answer is kept, and a button says which it belongs to."""
    asked = await world.alice.slash(world.channel, "ask", question=VICTIMS)
    await world.restart()
    cite = await world.alice.click(asked.response.message, label="Cite")
    assert "Harvard" in text(cite.response)


async def test_a_button_that_has_expired_says_so(world: World) -> None:
    """Whatever it was: after the time that answers are kept."""
    asked = await world.alice.slash(world.channel, "ask", question=VICTIMS)
    world.clock.now += timedelta(days=31)
    for label in ("More passages", "In context", "Show the page", "Cite", "Follow up", "👍"):
        found = {"label": label} if label != "👍" else {"custom_id": id_of(asked.response, "up")}
        pressed = await world.alice.click(asked.response.message, **found)
        assert (pressed.ephemeral, text(pressed.response)) == (True, EXPIRED)


async def test_a_button_of_another_version_says_so(world: World) -> None:
    """What is not understood is not passed over in silence."""
    view = discord.ui.View()
    view.add_item(discord.ui.Button(label="Old", custom_id="rb1:summarise:abc"))
    view.stop()
    channel = world.env.bot.get_channel(world.channel.id)
    message = await channel.send("An old answer", view=view)
    pressed = await world.alice.click(message, label="Old")
    assert text(pressed.response) == OLD


# Running a server


async def test_a_channel_can_be_closed_to_questions(world: World) -> None:
    """Each command that looks into reports says so to the person alone; a mention is passed over."""
    world.memory.settings.set(world.guild.id, world.channel.id, "answering", False)
    commands = {
        "ask": {"question": VICTIMS},
        "compare": {"topic": "calls", "body": "Gwent Police"},
        "findings": {"body": "Gwent Police"},
        "grades": {"body": "Gwent Police"},
        "verify": {"text": VICTIMS},
    }
    for command, given in commands.items():
        told = await world.alice.slash(world.channel, command, **given)
        assert (told.ephemeral, text(told.response)) == (True, NOT_HERE)
    await world.alice.send(world.channel, f"{world.me} {VICTIMS}")
    assert world.live_index.asked == []


async def test_answers_can_be_for_the_asker_alone(world: World) -> None:
    """Commands are answered unseen by others; a mention is told to use the command."""
    world.memory.settings.set(world.guild.id, None, "public", False)
    asked = await world.alice.slash(world.channel, "ask", question=VICTIMS)
    assert asked.ephemeral
    await world.alice.send(world.channel, f"{world.me} {VICTIMS}")
    assert text(await newest(world, world.channel)) == PRIVATELY
    assert len(world.live_index.asked) == 1


async def test_threads_can_be_switched_off(world: World) -> None:
    """Then a mention is answered beside the message."""
    world.memory.settings.set(world.guild.id, world.channel.id, "threads", False)
    message = await world.alice.send(world.channel, f"{world.me} {VICTIMS}")
    answer = await newest(world, world.channel)
    assert answer.reference.message_id == message.id
    assert "Sentence 1" in text(answer)


async def test_settings_are_made_in_menus(world: World) -> None:
    """For the server or one channel, at once; who may not manage the server cannot."""
    panel = await world.alice.slash(world.channel, "settings")
    assert panel.ephemeral
    quotes = id_of(panel.response, "set:quotes")
    await world.alice.select(panel.response.message, ["3"], custom_id=quotes)
    assert world.memory.settings.of(world.guild.id, world.channel.id).quotes == 3
    await world.alice.click(panel.response.message, label="This channel")
    assert text(panel.response).startswith(f"**Settings for <#{world.channel.id}>**")
    quotes = id_of(panel.response, "set:quotes")
    await world.alice.select(panel.response.message, ["1"], custom_id=quotes)
    assert world.memory.settings.of(world.guild.id, world.channel.id).quotes == 1
    asked = await world.alice.slash(world.channel, "ask", question=VICTIMS)
    assert len(text(asked.response).split("\n> ")) == 2
    await world.alice.select(panel.response.message, ["inherit"], custom_id=quotes)
    assert world.memory.settings.of(world.guild.id, world.channel.id).quotes == 3


async def test_settings_are_not_for_everyone(world: World) -> None:
    """By default those who manage the server see the command; nobody gains power by default."""
    commands = {command.name: command for command in world.env.bot.tree.get_commands()}
    assert commands["settings"].default_permissions == discord.Permissions(manage_guild=True)
    assert commands["reindex"].default_permissions == discord.Permissions(administrator=True)
    assert all(commands[name].allowed_contexts.to_array() == [0] for name in ("settings", "reindex"))
    assert all(commands[name].default_permissions is None for name in ("ask", "reports", "help", "privacy", "status"))


async def test_the_reports_held_are_listed_and_searched(world: World) -> None:
    """Eight on a page, each with its date and inspectorates; the search goes on over the pages."""
    report = world.live_index.reports[0]
    years = [replace(report, id=f"{n:012}", title=f"Report {n}", published=f"20{n:02}-01-01") for n in range(5, 25)]
    world.live_index.reports = tuple(years)
    listed = await world.alice.slash(world.channel, "reports")
    assert listed.ephemeral
    assert text(listed.response).startswith(
        "**20 reports held**, page 1 of 3\n- [Report 5](https://example.org/a1.pdf)"
    )
    await world.alice.click(listed.response.message, label="Next")
    assert "[Report 13]" in text(listed.response)
    found = await world.alice.slash(world.channel, "reports", search="mercia 2012")
    assert text(found.response).startswith("**1 report held with “mercia 2012”**, page 1 of 1\n- [Report 12]")


async def test_status_help_and_privacy_are_shown_to_the_asker_alone(world: World) -> None:
    """With the counts, the examples, and what is kept of the person."""
    await world.alice.slash(world.channel, "ask", question=VICTIMS)
    status, help_, privacy = [await world.alice.slash(world.channel, name) for name in ("status", "help", "privacy")]
    assert status.ephemeral
    assert "Index `g1`" in text(status.response)
    assert "1 report, 10 passages, 3 bodies" in text(status.response)
    assert help_.ephemeral
    assert "`/ask question: What did inspectors say about West Mercia Police?`" in text(help_.response)
    assert "Kept about you now: **1 answer**, **0 votes** and **0 briefings**." in text(privacy.response)
    gone = await world.alice.click(privacy.response.message, label="Delete what is kept about me")
    assert gone.acknowledged
    assert "Deleted: 1 answer, 0 votes and 0 briefings." in text(privacy.response)
    assert world.memory.about(world.alice.id) == (0, 0, 0)


# Behaving


async def test_a_failure_is_told_in_one_sentence(world: World, caplog: pytest.LogCaptureFixture) -> None:
    """Nothing of the traceback, of paths or of names is shown; the log has it."""
    world.fails = True
    world.live_index.error = RuntimeError("/srv/secret/index is broken")
    asked = await world.alice.slash(world.channel, "ask", question=VICTIMS)
    assert text(asked.response) == FAILED
    said = await world.alice.send_dm(VICTIMS)
    assert text(await newest(world, said.channel)) == FAILED
    assert "/srv/secret/index is broken" in caplog.text


async def test_questions_are_not_in_the_log(world: World, caplog: pytest.LogCaptureFixture) -> None:
    """Only how long they are."""
    with caplog.at_level("DEBUG", logger="bot"):
        await world.alice.slash(world.channel, "ask", question=VICTIMS)
    assert "Question (41 characters): answered, 5 quotes" in caplog.text
    assert "victims" not in caplog.text


async def test_nothing_in_a_question_or_a_report_is_obeyed(world: World) -> None:
    """Markup and mentions are shown as they are, and nobody is pinged."""
    nasty = "@everyone **<@1>** [x](https://evil.example) `a` || b || # c"
    world.live_index.answer_with = lambda asked: Answer(
        asked.text, "answered", nasty, quotes=(fake_quote(1, nasty),), evidence=1.0
    )
    asked = await world.alice.slash(world.channel, "ask", question=nasty)
    shown = text(asked.response)
    assert shown.count("@\u200beveryone") == 3
    assert "](https://evil" not in shown.replace("\\]", "")
    assert world.env.bot.allowed_mentions.to_dict() == {"parse": []}


async def test_leaving_a_server_forgets_it(world: World) -> None:
    """Its settings and the answers given there."""
    world.memory.settings.set(world.guild.id, None, "quotes", 1)
    kept = world.memory.keep(1, world.channel.id, world.guild.id, Asked("x"), fake_answer(Asked("x")), "g1")
    world.env.bot.dispatch("guild_remove", world.env.bot.get_guild(world.guild.id))
    for _ in range(50):
        await asyncio.sleep(0.01)
        if world.memory.get(kept.id) is None:
            break
    assert world.memory.get(kept.id) is None
    assert world.memory.settings.own(world.guild.id, None) == {}


async def opened_thread(world: World) -> Any:
    """The thread of Alice's first question."""
    await world.alice.send(world.channel, f"{world.me} {VICTIMS}")
    (thread,) = world.channel.threads
    return thread


async def newest(world: World, place: Any) -> discord.Message:
    """The application's newest message in a place."""
    channel = world.env.bot.get_channel(place.id) or place
    found = [m async for m in channel.history(limit=20) if m.author == world.env.bot.user]
    return max(found, key=lambda m: m.id)


def test_not_allowed_is_told() -> None:
    """The sentence of those who may not change settings names what is missing."""
    assert "manage this server" in NOT_ALLOWED
