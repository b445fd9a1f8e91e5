"""Everything a person can use, with the real client over real sockets: commands, buttons, menus, forms, messages."""

from __future__ import annotations

import asyncio
import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fakes import REPORT, FakeLiveIndex, fake_quote
from loopback_discord import LoopbackDiscord, Unusable
from loopback_limits import nested
from PIL import Image
from reportlab.pdfgen.canvas import Canvas
from shown import labels, options, parts, text
from wire import running

from bot.config import Settings
from bot.discord_app.actions.controls import NOT_YOURS
from bot.discord_app.actions.replies import EXPIRED, FAILED
from bot.discord_app.actions.server_panel import NOT_ALLOWED
from bot.discord_app.client import ShardedReportClient
from bot.discord_app.connect import run_client
from bot.discord_app.desk.desk import Desk
from bot.discord_app.desk.service import Service
from bot.discord_app.start import client_of, service_of
from bot.live.index import NO_LONGER_HELD
from bot.live.pages import QuotedPages
from bot.live.reindex import Progress, Reindex
from bot.memory.memory import Memory
from bot.types import Answer, Asked, Quote, Understood
from corpus.pdf.pdfium import read_pages
from index.address import Address
from index.build import Summary

VICTIMS = "Are victims told?"
NO_PINGS: dict[str, list[str]] = {"parse": []}


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A PDF of twenty pages, each with more text than a quote's place needs."""
    path = tmp_path_factory.mktemp("paper") / "a1.pdf"
    canvas = Canvas(str(path))
    for number in range(1, 21):
        for line in range(20):
            canvas.drawString(72, 700 - 20 * line, f"Page {number}, line {line}: what inspectors found of calls.")
        canvas.showPage()
    canvas.save()
    return path


def live_index_of(paper: Path) -> FakeLiveIndex:
    """A live index whose quotes stand on the pages of a PDF."""
    live_index = FakeLiveIndex()
    texts = {number: page.text for number, page in enumerate(read_pages(paper), start=1)}
    live_index.pages = QuotedPages(paper, (), texts, None)
    return live_index


async def settled(exchange: Any, words: str, seconds: float = 10.0) -> str:
    """Waits until a message says something, and gives all that it says."""
    async with asyncio.timeout(seconds):
        while words not in text(exchange.message):
            await asyncio.sleep(0.005)
    return text(exchange.message)


async def test_every_view_on_the_evidence_opens_for_the_one_who_presses(discord_: LoopbackDiscord, paper: Path) -> None:
    """Acknowledged at once, seen by that person alone, and the answer stays as it was."""
    bob = discord_.person("bob")
    async with running(discord_, live_index_of(paper)):
        asked = await discord_.slash("ask", question=VICTIMS)
        before = text(asked.message)
        more = await discord_.click(asked.message, label="More passages", person=bob)
        context = await discord_.click(asked.message, label="In context", person=bob)
        cite = await discord_.click(asked.message, label="Cite", person=bob)
        page = await discord_.click(asked.message, label="Show the page", person=bob)
    assert all(opened.ephemeral and opened.deferred for opened in (more, context, cite, page))
    assert "10 quotes, page 2 of 2" in text(more.message)
    assert "**Sentence 1 says" in text(context.message)
    assert "Harvard" in text(cite.message)
    (name, png), *others = page.files
    assert (name, others) == ("page-9.png", [])
    assert Image.open(io.BytesIO(png)).size[0] == 1200
    assert [file["filename"] for file in page.message["attachments"]] == ["page-9.png"]
    assert text(asked.message) == before
    assert all(mentions == NO_PINGS for opened in (more, context, cite, page) for mentions in opened.allowed_mentions)
    assert discord_.refusals == []


async def test_a_panel_goes_from_view_to_view_and_quote_to_quote(discord_: LoopbackDiscord, paper: Path) -> None:
    """In place; an image goes when the view is left, and nobody else can use the panel."""
    bob = discord_.person("bob")
    async with running(discord_, live_index_of(paper)):
        asked = await discord_.slash("ask", question=VICTIMS)
        panel = await discord_.click(asked.message, label="Show the page")
        await discord_.choose(panel.message, "3", custom_id="rb1:pick")
        assert [file["filename"] for file in panel.message["attachments"]] == ["page-12.png"]
        await discord_.click(panel.message, label="In context")
        assert "**Sentence 4 says" in text(panel.message)
        assert panel.message["attachments"] == []
        await discord_.click(panel.message, label="All passages")
        assert "**5.**" in text(panel.message)
        with pytest.raises(Unusable):
            await discord_.click(panel.message, label="Cite", person=bob)
    assert discord_.refusals == []


async def test_the_page_of_an_exact_quotation_is_shown(discord_: LoopbackDiscord, paper: Path) -> None:
    """It is chosen in the menu of those that are exact, and works after a restart, though nothing is kept."""
    live_index, memory = live_index_of(paper), Memory(None)
    draft = "They say “what inspectors found”, “found of calls” and “calls on the moon”."
    async with running(discord_, live_index, memory):
        checked = await discord_.slash("verify", text=draft)
    async with running(discord_, live_index, memory):
        value = options_of(checked.message)[0]
        page = await discord_.choose(checked.message, value, custom_id="rb1:words")
    assert options(checked.message, "words") == ["what inspectors found", "found of calls"]
    assert page.ephemeral
    assert "p. 9" in text(page.message)
    assert [name for name, _ in page.files] == ["page-9.png"]
    assert memory.about(discord_.alice.id) == (0, 0, 0)
    assert discord_.refusals == []


async def test_the_page_of_a_report_that_is_gone_is_told(discord_: LoopbackDiscord, paper: Path) -> None:
    """In one sentence."""
    live_index = live_index_of(paper)
    async with running(discord_, live_index):
        checked = await discord_.slash("verify", text="found of calls")
        live_index.reports = ()
        page = await discord_.choose(checked.message, options_of(checked.message)[0], custom_id="rb1:words")
    assert text(page.message) == NO_LONGER_HELD


def options_of(message: Any) -> list[str]:
    """The values of the menu of quotations."""
    (menu,) = [part for part in parts(message) if part.get("custom_id", "").startswith("rb1:words")]
    return [option["value"] for option in menu["options"]]


async def test_a_follow_up_by_form_and_by_reply(discord_: LoopbackDiscord) -> None:
    """Both lean on the answer; the form is for the person who asked alone."""
    live_index, bob = FakeLiveIndex(), discord_.person("bob")
    async with running(discord_, live_index):
        asked = await discord_.slash("ask", question=VICTIMS)
        refused = await discord_.click(asked.message, label="Follow up", person=bob)
        assert (text(refused.message), refused.ephemeral) == (NOT_YOURS, True)
        form = await discord_.click(asked.message, label="Follow up")
        answer = await discord_.submit(form, {"question": "and in 2019?"})
        assert "and in 2019?" in text(answer.message)
        await discord_.say("and in 2017?", reply_to=asked.message)
        replied = await discord_.said_by_bot(str(discord_.channel_id), 3)
        assert "and in 2017?" in text(replied)
    assert [asked.previous for asked in live_index.asked] == [(), (VICTIMS,), (VICTIMS,)]
    assert replied["message_reference"]["channel_id"] == str(discord_.channel_id)


async def test_a_mention_opens_a_thread_in_which_people_go_on(discord_: LoopbackDiscord) -> None:
    """Acknowledged by the sign of typing; each person's questions lean on their own."""
    discord_.message_content = True
    live_index, bob = FakeLiveIndex(), discord_.person("bob")
    async with running(discord_, live_index, message_content=True):
        said = await discord_.say(f"<@{discord_.application_id}> {VICTIMS}")
        answer = await discord_.said_by_bot(said["id"])
        await discord_.say("and custody?", channel=said["id"])
        await discord_.said_by_bot(said["id"], 2)
        await discord_.say("and calls?", channel=said["id"], person=bob)
        await discord_.said_by_bot(said["id"], 3)
    assert discord_.channels[said["id"]]["name"] == VICTIMS
    assert discord_.typed_in[0] == said["id"]
    assert "Sentence 1" in text(answer)
    assert [asked.previous for asked in live_index.asked] == [(), (VICTIMS,), ()]


async def test_without_the_privileged_intent_a_thread_needs_a_mention(discord_: LoopbackDiscord) -> None:
    """What is not addressed to the bot is not even seen; a mention in the thread goes on."""
    live_index = FakeLiveIndex()
    async with running(discord_, live_index):
        said = await discord_.say(f"<@{discord_.application_id}> {VICTIMS}")
        await discord_.said_by_bot(said["id"])
        await discord_.say("and custody?", channel=said["id"])
        await discord_.say(f"<@{discord_.application_id}> and calls?", channel=said["id"])
        await discord_.said_by_bot(said["id"], 2)
    assert [(asked.text, asked.previous) for asked in live_index.asked] == [(VICTIMS, ()), ("and calls?", (VICTIMS,))]


async def test_where_no_thread_can_be_opened_the_answer_is_a_reply(discord_: LoopbackDiscord) -> None:
    """The permission is missing: nothing is lost."""
    discord_.denied.add((str(discord_.channel_id), "threads"))
    async with running(discord_):
        said = await discord_.say(f"<@{discord_.application_id}> {VICTIMS}")
        answer = await discord_.said_by_bot(str(discord_.channel_id))
    assert answer["message_reference"]["message_id"] == said["id"]
    assert "Sentence 1" in text(answer)


async def test_where_nothing_may_be_written_the_bot_goes_on(
    discord_: LoopbackDiscord, caplog: pytest.LogCaptureFixture
) -> None:
    """The refusal is logged, and the next question is answered."""
    discord_.denied |= {(str(discord_.channel_id), "threads"), (str(discord_.channel_id), "send")}
    async with running(discord_):
        await discord_.say(f"<@{discord_.application_id}> {VICTIMS}")
        asked = await discord_.slash("ask", question="And now?")
    assert "Sentence 1" in text(asked.message)


async def test_a_direct_message_is_answered(discord_: LoopbackDiscord) -> None:
    """Without a mention, as a conversation."""
    live_index = FakeLiveIndex()
    async with running(discord_, live_index):
        said = await discord_.say(VICTIMS, dm=True)
        await discord_.said_by_bot(said["channel_id"])
        await discord_.say("and custody?", dm=True)
        await discord_.said_by_bot(said["channel_id"], 2)
        asked = await discord_.slash("ask", dm=True, question="and calls?")
    assert "Sentence 1" in text(asked.message)
    assert [asked.previous for asked in live_index.asked] == [(), (VICTIMS,), (VICTIMS, "and custody?")]


async def test_what_is_meant_is_chosen_in_a_menu(discord_: LoopbackDiscord) -> None:
    """The answer takes the place of the question."""
    live_index, answer = FakeLiveIndex(), FakeLiveIndex().answer_with
    choices = ("Sussex Police", "East Sussex Fire")
    live_index.answer_with = lambda asked: (
        answer(asked) if asked.body else Answer(asked.text, "ambiguous", "Which?", choices=choices)
    )
    async with running(discord_, live_index):
        asked = await discord_.slash("ask", question="Sussex?")
        assert options(asked.message, "choose") == list(choices)
        await discord_.choose(asked.message, "1", custom_id="rb1:choose")
        assert "Sentence 1" in text(asked.message)
    assert live_index.asked[1].body == "East Sussex Fire"


async def test_bodies_are_offered_and_messages_looked_for(discord_: LoopbackDiscord) -> None:
    """Autocomplete answers while something is typed; a message's menu takes its words."""
    live_index, bob = FakeLiveIndex(), discord_.person("bob")
    async with running(discord_, live_index):
        offered = await discord_.complete("ask", "body", "west")
        said = await discord_.say("I wonder whether victims are told", person=bob)
        found = await discord_.use_menu("Find in reports", said)
    assert [choice["value"] for choice in offered] == ["West Mercia Police", "West Midlands Police"]
    assert "Sentence 1" in text(found.message)
    assert live_index.asked[0].text == "I wonder whether victims are told"


async def test_buttons_work_after_a_restart_and_expire_plainly(discord_: LoopbackDiscord) -> None:
    """With the same memory they work; once the answer is gone they say so."""
    memory = Memory(None)
    async with running(discord_, memory=memory):
        asked = await discord_.slash("ask", question=VICTIMS)
    async with running(discord_, memory=memory):
        cite = await discord_.click(asked.message, label="Cite")
        assert "Harvard" in text(cite.message)
        memory.forget_person(discord_.alice.id)
        gone = await discord_.click(asked.message, label="Cite")
        assert (text(gone.message), gone.ephemeral) == (EXPIRED, True)


async def test_votes_change_the_answer_s_buttons(discord_: LoopbackDiscord) -> None:
    """And are confirmed to the voter alone."""
    bob, memory = discord_.person("bob"), Memory(None)
    async with running(discord_, memory=memory):
        asked = await discord_.slash("ask", question=VICTIMS)
        up = await discord_.click(asked.message, custom_id="rb1:up", person=bob)
        async with asyncio.timeout(5):
            while not up.followups:
                await asyncio.sleep(0.005)
        assert labels(asked.message)[-2:] == ["1", "👎"]
        assert text(up.followups[0]) == "Counted as helpful. Press again to take it back."
        assert discord_.seen_by[up.followups[0]["id"]] == bob.id
    assert memory.votes() == (1, 0)


async def test_settings_are_for_those_who_manage_the_server(discord_: LoopbackDiscord) -> None:
    """Others are not offered the command, and a panel that they came by refuses them."""
    memory, bob, carol = Memory(None), discord_.person("bob"), discord_.person("carol", manages=True)
    async with running(discord_, memory=memory):
        for name in ("settings", "reindex"):
            with pytest.raises(Unusable):
                await discord_.slash(name, person=bob)
            with pytest.raises(Unusable):
                await discord_.slash(name, dm=True)
        panel = await discord_.slash("settings", person=carol)
        await discord_.choose(panel.message, "0", custom_id="rb1:set:public", person=carol)
        assert memory.settings.of(discord_.guild_id, discord_.channel_id).public is False
        panel.message["flags"] &= ~(1 << 6)  # as if shown to all
        refused = await discord_.choose(panel.message, "1", custom_id="rb1:set:public", person=bob)
        assert text(refused.message) == NOT_ALLOWED
        assert memory.settings.of(discord_.guild_id, discord_.channel_id).public is False
        asked = await discord_.slash("ask", question=VICTIMS, person=bob)
        assert asked.ephemeral


async def test_help_reports_status_and_privacy_are_for_the_asker_alone(discord_: LoopbackDiscord) -> None:
    """In servers and in direct messages."""
    bob = discord_.person("bob")
    async with running(discord_):
        for name, words in (
            ("help", "Ask what inspection reports say"),
            ("reports", "1 report held"),
            ("status", "Index `g1`"),
            ("privacy", "What is kept about you"),
        ):
            for dm in (False, True):
                shown = await discord_.slash(name, person=bob, dm=dm)
                assert words in text(shown.message)
                assert shown.ephemeral
    assert discord_.refusals == []


class FakeReindex(Reindex):
    """A rebuild that shows progress, and ends when it is told to."""

    def __init__(self) -> None:
        super().__init__((), Path("index"), "model")
        self.go_on = asyncio.Event()

    async def run(self, *, full: bool = False, progress: Any = None) -> Summary:
        """Half done, until told to go on."""
        progress(Progress("Encoding", 50, 100))
        await self.go_on.wait()
        return Summary("g2", ("a.pdf",), (), (), ("b.pdf", "c.pdf"), (), 100, 50)


async def test_a_rebuild_shows_how_far_it_is(discord_: LoopbackDiscord) -> None:
    """While questions are answered; then what was done."""
    live_index, reindex = FakeLiveIndex(), FakeReindex()
    async with running(discord_, live_index, reindex=reindex):
        rebuilt = await discord_.slash("reindex")
        assert await settled(rebuilt, "50 of 100") == "Encoding: ██████████░░░░░░░░░░ 50 of 100"
        asked = await discord_.slash("ask", question=VICTIMS)
        assert "Sentence 1" in text(asked.message)
        reindex.go_on.set()
        assert "1 added, 0 changed, 0 removed, 2 unchanged, 0 skipped" in await settled(rebuilt, "1 added")
    assert live_index.refreshed == 1
    assert rebuilt.ephemeral


@pytest.mark.parametrize("status", [500, 502, 503])
async def test_a_failing_discord_is_tried_again(discord_: LoopbackDiscord, status: int) -> None:
    """Discord's own failures are waited out, for an answer as for a message."""
    async with running(discord_):
        discord_.fail_next("PATCH", "/messages/@original", status)
        asked = await discord_.slash("ask", question=VICTIMS)
    assert discord_.failed == 1
    assert "Sentence 1" in text(asked.message)


async def test_a_page_whose_upload_is_limited_comes_all_the_same(discord_: LoopbackDiscord, paper: Path) -> None:
    """The image is sent again after a 429."""
    async with running(discord_, live_index_of(paper)):
        asked = await discord_.slash("ask", question=VICTIMS)
        discord_.rate_limit_next("PATCH", "/messages/@original", 0.1)
        page = await discord_.click(asked.message, label="Show the page")
    assert discord_.rate_limited == 1
    assert [file["filename"] for file in page.message["attachments"]] == ["page-9.png"]


async def test_discord_asks_to_reconnect_and_forgets_the_session(discord_: LoopbackDiscord) -> None:
    """A resume is taken up; where it is refused the client begins anew, and answers."""
    async with running(discord_):
        await discord_.ask_to_reconnect()
        await discord_.ready()
        assert discord_.resumed == 1
        discord_.forget_sessions()
        await discord_.drop_connections()
        await discord_.ready(20)
        assert discord_.identified == 2
        asked = await discord_.slash("ask", question=VICTIMS)
    assert "Sentence 1" in text(asked.message)


async def test_several_shards_serve_several_servers(discord_: LoopbackDiscord) -> None:
    """Each server's questions come over its own connection; how many there are Discord says."""
    discord_.shards = 2
    other = discord_.guild("other")
    channel = discord_.channel("elsewhere", other)
    desk = Desk(most_waiting=10, person_per_minute=100, guild_per_minute=100)
    bot = ShardedReportClient(Service(FakeLiveIndex(), Memory(None), desk))
    task = asyncio.create_task(run_client(bot, discord_.token))
    async with asyncio.timeout(20):
        while discord_.identified < 2:
            await asyncio.sleep(0.01)
    here = await discord_.slash("ask", question=VICTIMS)
    there = await discord_.slash("ask", question=VICTIMS, channel=channel)
    desk.stop()
    await asyncio.wait_for(task, 10)
    assert "Sentence 1" in text(here.message)
    assert "Sentence 1" in text(there.message)


async def test_processes_that_share_a_memory_divide_the_servers(discord_: LoopbackDiscord, engine: Address) -> None:
    """Each answers in its own, the commands are registered once, and each click is answered once."""
    discord_.shards = 2
    channel = discord_.channel("elsewhere", discord_.guild("other"))
    index = FakeLiveIndex()
    bots = []
    for shard in (0, 1):
        settings = Settings(shards=2, shard_ids=(shard,), memory=engine)
        bots.append(client_of(settings, service_of(settings, index), message_content=False))
    tasks = []
    try:
        async with asyncio.timeout(30):
            for number, bot in enumerate(bots, start=1):
                tasks.append(asyncio.create_task(run_client(bot, discord_.token)))
                while discord_.identified < number:
                    await asyncio.sleep(0.01)
        here = await discord_.slash("ask", question=VICTIMS)
        there = await discord_.slash("ask", question=VICTIMS, channel=channel)
    finally:
        for bot, task in zip(bots, tasks, strict=False):
            bot.service.desk.stop()
            await asyncio.wait_for(task, 10)
            bot.service.memory.close()
    assert "Sentence 1" in text(here.message)
    assert "Sentence 1" in text(there.message)
    assert len(index.asked) == 2


SPECIAL = r"*_~`|>[](){}<#@:-+.!\/ " + "<@123456789012345678> https://a.b/c_d @everyone "


def huge(words: str) -> Quote:
    """A quote of which every part is huge."""
    report = replace(REPORT, title=words, bodies=(words,), url="https://x.org/" + "(" * 300)
    link = "https://x.org/" + "(" * 300
    return replace(
        fake_quote(1, words),
        report=report,
        heading=(words, words),
        lead_in=words,
        link=link,
        newer=report,
        passage=words,
    )


@pytest.mark.parametrize(
    "words",
    [SPECIAL * 300, "*" * 9000, "x" * 9000, "word " * 2000, "é😀 " * 4000, "` " * 3000],
    ids=["markup", "asterisks", "one word", "words", "emoji", "ticks"],
)
async def test_no_limit_of_discord_s_is_ever_hit(discord_: LoopbackDiscord, paper: Path, words: str) -> None:
    """Whatever is huge: the answer, each view behind its buttons, and the list of reports."""
    live_index = live_index_of(paper)
    understood = Understood((words,), (2020,), words, follows=True)
    quotes = (huge(words),) * 10
    live_index.answer_with = lambda asked: Answer(words, "answered", words, understood, (), quotes[: asked.count])
    live_index.reports = (huge(words).report,) * 30
    async with running(discord_, live_index):
        asked = await discord_.slash("ask", question=(words * 2)[:500].strip(), body=(words * 2)[:100].strip() or "x")
        assert FAILED not in text(asked.message)
        for label in ("More passages", "In context", "Show the page", "Cite"):
            opened = await discord_.click(asked.message, label=label)
            assert text(opened.message) != FAILED
            await discord_.choose(opened.message, "4", custom_id="rb1:pick")
        await discord_.slash("reports", search="w" * 100)
        assert "30 reports held" in text((await discord_.slash("reports")).message)
        said = await discord_.say(f"<@{discord_.application_id}> Calls {(words * 2)[:400]}")
        await discord_.said_by_bot(said["id"])
    assert discord_.refusals == []
    assert "Shortened here" in text(asked.message)


async def test_as_many_choices_as_a_menu_holds(discord_: LoopbackDiscord) -> None:
    """Twenty-five long ones are offered, cut to what a label holds."""
    live_index = FakeLiveIndex()
    choices = tuple(f"{number} " + "long name " * 20 for number in range(25))
    live_index.answer_with = lambda asked: Answer(asked.text, "ambiguous", "Which?", choices=choices)
    async with running(discord_, live_index):
        asked = await discord_.slash("ask", question="Which?")
        assert len(options(asked.message, "choose")) == 25
    assert discord_.refusals == []


async def test_an_answer_stays_far_below_the_number_of_components(discord_: LoopbackDiscord) -> None:
    """With as many quotes as can be set, and every button there is."""
    live_index, memory = FakeLiveIndex(), Memory(None, quotes=10)
    async with running(discord_, live_index, memory):
        said = await discord_.say(VICTIMS, dm=True)
        await discord_.said_by_bot(said["channel_id"])
        await discord_.say("and custody?", dm=True)
        answer = await discord_.said_by_bot(said["channel_id"], 2)
    assert "Ask afresh" in labels(answer)
    assert len(list(nested(answer["components"]))) <= 40
    assert sum(part["type"] == 10 for part in parts(answer)) == 11
    assert live_index.asked[0] == Asked(VICTIMS, count=10)
