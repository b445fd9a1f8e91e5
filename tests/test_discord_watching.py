"""``/watch`` and ``/coverage`` with the real client over real sockets: who hears of a new report, and what they see."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from fakes import REPORT, FakeLiveIndex, fake_quote
from loopback_discord import LoopbackDiscord
from shown import labels, text
from wire import running

from bot.discord_app.actions.watching import NOTHING, STOPPED, tell_news
from bot.memory.memory import Memory
from bot.registers.grades import Grade, Grades
from bot.registers.news import Change, news_of
from bot.types import Asked
from corpus.types import Judgment, Report, Span
from corpus.vocabulary.scales import cycle_of

MERCIA = "West Mercia Police"
NEW = replace(
    REPORT,
    id="ffff",
    title="PEEL 2025\u201327: An inspection of West Mercia Police",
    source="hmicfrs/new.pdf",
    published="2027-02-03",
    url="https://example.org/new",
)


def grade(report: Report, area: str, printed: str) -> Grade:
    judgment = Judgment(area, printed.lower(), printed, (Span(1, 0, 4),), "table")
    return Grade(report, judgment, cycle_of(report), area, fake_quote(1))


GRADES = (grade(NEW, "Victims", "Good"), grade(NEW, "Crime", "Adequate"), grade(REPORT, "Victims", "Inadequate"))


def told(report: Report, live_index: FakeLiveIndex) -> FakeLiveIndex:
    """The index, once a new report is in it."""
    live_index.reports = (*live_index.reports, report)
    live_index.grade_with = Grades("3 graded judgments.", GRADES)
    live_index.grades = lambda wanted: live_index.grade_with  # type: ignore[method-assign]
    return live_index


def test_news_are_the_judgments_of_a_report_beside_those_of_the_one_before() -> None:
    news = news_of(NEW, GRADES, (REPORT, NEW, replace(REPORT, id="d", digest=True, published="2026-01-01")))
    assert news.changes == (Change("Victims", "Good", "Inadequate"), Change("Crime", "Adequate"))
    assert news.before == REPORT
    assert not news.comparable


async def test_a_channel_is_told_of_a_new_report_once_with_what_changed_and_can_ask(discord_: LoopbackDiscord) -> None:
    """What was held when it began to watch is no news, nor is a report on another body."""
    live_index, memory = FakeLiveIndex(), Memory(None)
    manager = discord_.person("manager", manages=True)
    async with running(discord_, live_index, memory) as bot:
        begun = await discord_.slash("watch", body="west mercia", person=manager)
        assert "is told of new reports on West Mercia Police" in text(begun.message)
        place = memory.watches.channels((MERCIA,))
        await tell_news(bot)
        other = replace(NEW, id="0000", source="hmicfrs/kent.pdf", bodies=("Kent Police",))
        told(other, live_index)
        await tell_news(bot)
        told(NEW, live_index)
        await tell_news(bot)
        message = await discord_.said_by_bot(str(place[0]))
        await tell_news(bot)
        asked = await discord_.click(message, label="What has to improve?")
    assert text(message).split("\n") == [
        "**New report: [PEEL 2025\u201327: An inspection of West Mercia Police](https://example.org/new)**",
        "West Mercia Police, 3 February 2027",
        "- **Good** (before: Inadequate): Victims",
        "- **Adequate**: Crime",
        "-# Before it: PEEL 2023\u20132025: An inspection of West Mercia Police, 14 May 2025",
        "-# Grades of different cycles cannot be compared: areas, definitions or scales differ.",
    ]
    assert labels(message) == ["What has to improve?", "What are the strengths?"]
    assert live_index.asked == [Asked("What has to improve?", MERCIA, 2027, count=5)]
    assert asked.deferred


async def test_a_channel_that_watches_all_hears_of_any_report_until_it_is_stopped(discord_: LoopbackDiscord) -> None:
    live_index, memory = FakeLiveIndex(), Memory(None)
    manager = discord_.person("manager", manages=True)
    async with running(discord_, live_index, memory) as bot:
        await discord_.slash("watch", body="all", person=manager)
        [place] = memory.watches.channels(("Anyone",))
        told(NEW, live_index)
        await tell_news(bot)
        await discord_.said_by_bot(str(place))
        stopped = await discord_.slash("watch", stop=True, person=manager)
        nothing = await discord_.slash("watch", person=manager)
    assert (text(stopped.message), text(nothing.message)) == (STOPPED, NOTHING)
    assert not memory.watches.any()


async def test_a_body_that_is_not_known_is_not_watched(discord_: LoopbackDiscord) -> None:
    memory = Memory(None)
    manager = discord_.person("manager", manages=True)
    async with running(discord_, memory=memory):
        reply = await discord_.slash("watch", body="Wst Mercai", person=manager)
    assert "did you mean West Mercia Police?" in text(reply.message)
    assert not memory.watches.any()


def test_a_server_that_is_left_watches_nothing() -> None:
    memory = Memory(None)
    memory.watches.add(1, 11, MERCIA)
    memory.watches.add(2, 22, "")
    memory.forget_guild(1)
    assert memory.watches.channels((MERCIA,)) == [22]


async def test_coverage_is_a_picture_and_a_table_to_take_away(discord_: LoopbackDiscord) -> None:
    live_index = FakeLiveIndex()
    async with running(discord_, live_index):
        reply: Any = await discord_.slash("coverage", body="west mercia")
    assert "PEEL inspection: 1 held, 3 missing" in text(reply.message)
    assert [file["filename"] for file in reply.message["attachments"]] == ["coverage.png", "coverage.csv"]
    assert live_index.graded == []
