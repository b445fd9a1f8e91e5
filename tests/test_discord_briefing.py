"""Briefings in Discord, with the real client over real sockets: the button, /briefing, the exported files."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from fakes import REPORT, FakeLiveIndex, fake_quote, numbers_in
from loopback_discord import LoopbackDiscord, Unusable
from loopback_world import Exchange
from reportlab.pdfgen.canvas import Canvas
from shown import labels, options, parts, text
from wire import running

from bot.briefing.kept import MOST_QUOTES, Provenance
from bot.discord_app.actions.briefing import GONE
from bot.discord_app.actions.replies import EXPIRED
from bot.discord_app.cards import limits
from bot.discord_app.cards.briefing_panel import NO_BRIEFING, NO_QUOTES
from bot.live.pages import QuotedPages
from bot.memory.memory import Memory
from bot.types import Answer
from corpus.pdf.pdfium import read_pages

VICTIMS = "Are victims told?"
FOUND = Provenance(VICTIMS, "g1", 1)


@pytest.fixture
def memory() -> Memory:
    return Memory(None)


def ids(message: Any, *, label: str) -> str:
    """The custom id of a button."""
    return next(part["custom_id"] for part in parts(message) if part.get("label") == label)


async def added(discord_: LoopbackDiscord) -> Exchange:
    """Asks, and adds the first quote."""
    asked = await discord_.slash("ask", question=VICTIMS)
    panel = await discord_.click(asked.message, label="Add to briefing")
    await discord_.click(panel.message, label="Add quote 1")
    return panel


async def test_quotes_are_added_from_an_answer(discord_: LoopbackDiscord, memory: Memory) -> None:
    """One by a button, several by a menu; what was there already is said; the answer stays as it was."""
    async with running(discord_, memory=memory):
        asked = await discord_.slash("ask", question=VICTIMS)
        before = text(asked.message)
        panel = await discord_.click(asked.message, label="Add to briefing")
        assert panel.ephemeral
        assert "**Add to a new briefing**" in text(panel.message)
        await discord_.click(panel.message, label="Add quote 1")
        assert "**Add to “Briefing”** (1 of at most 100 quotes)\nAdded: quote 1." in text(panel.message)
        await discord_.choose(panel.message, "0", "2", "4", custom_id="rb1:add")
        assert "Added: quotes 3 and 5. In it already: quote 1." in text(panel.message)
        assert text(asked.message) == before
    assert numbers_in(memory, discord_.user_id) == [1, 3, 5]
    (first, *_) = memory.briefings.quotes(discord_.user_id, memory.briefings.named(discord_.user_id, None).id)
    assert (first.question, first.generation, first.reports, first.quote) == (VICTIMS, "g1", 1, fake_quote(1))
    assert discord_.refusals == []


async def test_a_quote_is_added_from_its_panel(discord_: LoopbackDiscord, memory: Memory) -> None:
    """The quote that is shown is the one offered; all views lead there and back."""
    async with running(discord_, memory=memory):
        asked = await discord_.slash("ask", question=VICTIMS)
        panel = await discord_.click(asked.message, label="Cite")
        await discord_.choose(panel.message, "3", custom_id="rb1:pick")
        await discord_.click(panel.message, label="Add to briefing")
        await discord_.click(panel.message, label="Add quote 4")
        await discord_.click(panel.message, label="In context")
        assert "**Sentence 4 says" in text(panel.message)
        more = await discord_.click(asked.message, label="More passages")
        await discord_.click(more.message, label="Add to briefing")
        await discord_.choose(more.message, "9", custom_id="rb1:add")
    assert numbers_in(memory, discord_.user_id) == [4, 10]
    assert discord_.refusals == []


async def test_a_briefing_is_named_and_chosen(discord_: LoopbackDiscord, memory: Memory) -> None:
    """A new one by a form, another by a menu; a name that is there already is that briefing's."""
    async with running(discord_, memory=memory):
        panel = await added(discord_)
        form = await discord_.click(panel.message, label="New briefing")
        await discord_.submit(form, {"name": "Scrutiny **panel**"})
        assert "**Add to “Scrutiny \\*\\*panel\\*\\*”**" in text(panel.message)
        await discord_.click(panel.message, label="Add quote 1")
        assert options(panel.message, "into") == ["Into: Scrutiny **panel**", "Into: Briefing"]
        old = memory.briefings.named(discord_.user_id, "Briefing").id
        await discord_.choose(panel.message, str(old), custom_id="rb1:into")
        await discord_.choose(panel.message, "1", custom_id="rb1:add")
        empty = await discord_.click(panel.message, label="New briefing")
        refused = await discord_.submit(empty, {"name": "\u200b"})
        assert "A briefing needs a name." in text(refused.message)
    assert numbers_in(memory, discord_.user_id, "Briefing") == [1, 2]
    assert numbers_in(memory, discord_.user_id, "scrutiny **panel**") == [1]


async def test_a_briefing_is_ordered_and_shortened(discord_: LoopbackDiscord, memory: Memory) -> None:
    """For the person alone: chosen in a menu, moved over pages, and removed."""
    person = discord_.user_id
    memory.briefings.add(person, "Plan", [fake_quote(n) for n in range(1, 8)], FOUND)
    async with running(discord_, memory=memory):
        shown = await discord_.slash("briefing")
        assert shown.ephemeral
        assert text(shown.message).startswith("**“Plan”**: 7 quotes, page 1 of 2\n")
        fifth = str(memory.briefings.quotes(person, memory.briefings.named(person, "Plan").id)[4].id)
        await discord_.choose(shown.message, fifth, custom_id="rb1:brief:pick")
        assert "▶ **5.**" in text(shown.message)
        await discord_.click(shown.message, label="Down")
        assert numbers_in(memory, person) == [1, 2, 3, 4, 6, 5, 7]
        assert "page 2 of 2" in text(shown.message)
        await discord_.click(shown.message, label="Up")
        await discord_.click(shown.message, label="Up")
        assert numbers_in(memory, person) == [1, 2, 3, 5, 4, 6, 7]
        await discord_.click(shown.message, label="Remove")
        assert numbers_in(memory, person) == [1, 2, 3, 4, 6, 7]
        assert "page 1 of 2" in text(shown.message)
        await discord_.click(shown.message, label="Next")
        assert "**6.**" in text(shown.message)
    assert discord_.refusals == []


async def test_a_briefing_is_renamed_and_deleted(discord_: LoopbackDiscord, memory: Memory) -> None:
    """Deleted only after a question; the next one is shown then, or that there is none."""
    person = discord_.user_id
    memory.briefings.add(person, "Other", [fake_quote(1)], FOUND)
    memory.briefings.add(person, "Plan", [fake_quote(1)], FOUND)
    async with running(discord_, memory=memory):
        shown = await discord_.slash("briefing", name="plan")
        form = await discord_.click(shown.message, label="Rename")
        await discord_.submit(form, {"name": "Paper"})
        assert text(shown.message).startswith("**“Paper”**: 1 quote\n")
        form = await discord_.click(shown.message, label="Rename")
        refused = await discord_.submit(form, {"name": "OTHER"})
        assert "There is a briefing “OTHER” already" in text(
            refused.followups[-1] if refused.followups else refused.message
        )
        await discord_.click(shown.message, label="Delete")
        assert "Delete **“Paper”** with its 1 quote?" in text(shown.message)
        await discord_.click(shown.message, label="Keep it")
        await discord_.click(shown.message, label="Delete")
        await discord_.click(shown.message, label="Delete it")
        assert text(shown.message).startswith("**“Other”**")
        await discord_.click(shown.message, label="Delete")
        await discord_.click(shown.message, label="Delete it")
        assert text(shown.message) == NO_BRIEFING
        again = await discord_.slash("briefing")
        assert "There is no briefing yet" in text(again.message)
    assert memory.briefings.all(person) == ()


async def test_a_person_sees_their_own_briefings_alone(discord_: LoopbackDiscord, memory: Memory) -> None:
    """Neither by name, nor while typing, nor with somebody else's button."""
    bob = discord_.person("bob")
    memory.briefings.add(discord_.user_id, "Plan", [fake_quote(1)], FOUND)
    memory.briefings.add(bob.id, "Bob’s", [fake_quote(2)], FOUND)
    async with running(discord_, memory=memory):
        shown = await discord_.slash("briefing", name="Plan")
        with pytest.raises(Unusable):
            await discord_.click(shown.message, label="Delete", person=bob)
        refused = await discord_.slash("briefing", person=bob, name="Plan")
        assert "There is no briefing “Plan”; there are: “Bob’s”." in text(refused.message)
        assert [one["value"] for one in await discord_.complete("briefing", "name", "", person=bob)] == ["Bob’s"]
        assert [one["value"] for one in await discord_.complete("briefing", "name", "pl")] == ["Plan"]
        # What a client made to send somebody else's custom id would be told.
        mine = await discord_.slash("briefing", person=bob)
        stolen = ids(shown.message, label="Export")
        for part in mine.message["components"][0]["components"][-1]["components"]:
            part["custom_id"] = stolen
        told = await discord_.click(mine.message, label="Export", person=bob)
        assert GONE in text(told.message)
    assert numbers_in(memory, discord_.user_id) == [1]


async def test_a_briefing_is_exported_in_every_format(discord_: LoopbackDiscord, memory: Memory) -> None:
    """As a file that the person alone sees, in the form chosen."""
    memory.briefings.add(discord_.user_id, "Plan", [fake_quote(1), fake_quote(2)], FOUND)
    async with running(discord_, memory=memory):
        shown = await discord_.slash("briefing")
        await discord_.click(shown.message, label="Export")
        await discord_.choose(shown.message, "harvard", custom_id="rb1:brief:form")
        files: dict[str, bytes] = {}
        for label in ("Word", "HTML", "Markdown", "Sources for Zotero"):
            sent = await discord_.click(shown.message, label=label)
            assert sent.ephemeral
            assert "2 quotes from 1 report. Each was cut out of the source again" in text(sent.message)
            files |= dict(sent.files)
        await discord_.click(shown.message, label="Back")
        assert text(shown.message).startswith("**“Plan”**")
    assert list(files) == ["plan.docx", "plan.html", "plan.md", "plan.csl.json"]
    document = docx.Document(io.BytesIO(files["plan.docx"]))
    quotes = [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == "Quote"]
    assert quotes[1] == "“Sentence 2 says that victims aren’t always told.” (HMICFRS, 2025, p. 9 [PDF p 10])"
    assert files["plan.html"].startswith(b"<!doctype html>")
    assert "“Sentence 1 says that victims aren’t always told.”" in files["plan.md"].decode()
    assert [item["id"] for item in json.loads(files["plan.csl.json"])] == [REPORT.id]
    assert discord_.refusals == []


async def test_page_images_go_with_word_and_html(discord_: LoopbackDiscord, memory: Memory, tmp_path: Path) -> None:
    """Where there are pages; where they are too much to be attached, that is said."""
    path = tmp_path / "a1.pdf"
    canvas = Canvas(str(path))
    for number in range(1, 13):
        for line in range(20):
            canvas.drawString(72, 700 - 20 * line, f"Page {number}, line {line}: what inspectors found of calls.")
        canvas.showPage()
    canvas.save()
    live = FakeLiveIndex()
    live.pages = QuotedPages(path, (), {n: page.text for n, page in enumerate(read_pages(path), start=1)}, None)
    memory.briefings.add(discord_.user_id, "Plan", [fake_quote(1)], FOUND)
    async with running(discord_, live, memory=memory):
        shown = await discord_.slash("briefing")
        await discord_.click(shown.message, label="Export")
        await discord_.click(shown.message, label="With page images")
        with pytest.raises(Unusable):
            await discord_.click(shown.message, label="Markdown")
        word = await discord_.click(shown.message, label="Word")
        page = await discord_.click(shown.message, label="HTML")
    document = docx.Document(io.BytesIO(dict(word.files)["plan.docx"]))
    assert len(document.inline_shapes) == 1
    assert b'<img src="data:image/png;base64,' in dict(page.files)["plan.html"]


async def test_a_quote_that_is_not_verified_is_marked_everywhere(discord_: LoopbackDiscord, memory: Memory) -> None:
    """In the panel, beside the file, and in it."""
    live = FakeLiveIndex()
    live.gone = {"gone"}
    quotes = [fake_quote(1), replace(fake_quote(2), report=replace(REPORT, id="gone"))]
    memory.briefings.add(discord_.user_id, "Plan", quotes, FOUND)
    async with running(discord_, live, memory=memory):
        shown = await discord_.slash("briefing")
        assert text(shown.message).count("Not verified: the report is no longer held") == 1
        await discord_.click(shown.message, label="Export")
        sent = await discord_.click(shown.message, label="Markdown")
    assert "1 of them could not be verified and is marked" in text(sent.message)
    assert "Quote 2: Not verified: the report is no longer held" in text(sent.message)
    assert "**Not verified: the report is no longer held" in dict(sent.files)["plan.md"].decode()


async def test_long_quotes_and_names_stay_within_every_limit(discord_: LoopbackDiscord, memory: Memory) -> None:
    """In the panels of an answer and of a briefing; markup and mentions in names are shown, not obeyed."""
    report = replace(REPORT, title="*T* " * 200, url="https://example.org/" + "x" * 1100)
    quotes = tuple(
        replace(fake_quote(number, "@everyone **word** " * 200), report=report, link=f"{report.url}#page={number}")
        for number in range(1, 21)
    )
    live = FakeLiveIndex()
    live.answer_with = lambda asked: Answer(asked.text, "answered", "From one report.", quotes=quotes)
    names = [f"@everyone **{number}** {'x' * 43}" for number in range(25)]
    for name in names:
        memory.briefings.make(discord_.user_id, name)
    async with running(discord_, live, memory=memory):
        asked = await discord_.slash("ask", question=VICTIMS)
        panel = await discord_.click(asked.message, label="Add to briefing")
        await discord_.choose(panel.message, *map(str, range(20)), custom_id="rb1:add")
        await discord_.click(panel.message, label="Open the briefing")
        assert "page 1 of 4" in text(panel.message)
        assert "**@" not in text(panel.message)
        await discord_.click(panel.message, label="Export")
        await discord_.click(panel.message, label="Word")
        refused = await discord_.click(panel.message, label="Back")
    assert len(text(refused.message or panel.message)) <= limits.TEXT
    assert discord_.refusals == []


async def test_a_full_briefing_takes_no_more(discord_: LoopbackDiscord, memory: Memory) -> None:
    """And says so."""
    memory.briefings.add(discord_.user_id, "Full", [fake_quote(n + 20) for n in range(MOST_QUOTES)], FOUND)
    async with running(discord_, memory=memory):
        asked = await discord_.slash("ask", question=VICTIMS)
        panel = await discord_.click(asked.message, label="Add to briefing")
        told = await discord_.click(panel.message, label="Add quote 1")
    assert f"“Full” has {MOST_QUOTES} quotes" in text(told.message)


async def test_buttons_of_what_is_gone_say_so(discord_: LoopbackDiscord, memory: Memory) -> None:
    """Of an answer that has expired, of a briefing that was deleted."""
    async with running(discord_, memory=memory):
        panel = await added(discord_)
        await discord_.click(panel.message, label="Open the briefing")
        memory.briefings.delete(discord_.user_id, memory.briefings.named(discord_.user_id, None).id)
        told = await discord_.click(panel.message, label="Export")
        assert text(told.message) == GONE
        asked = await discord_.slash("ask", question=VICTIMS)
        panel = await discord_.click(asked.message, label="Add to briefing")
        memory.forget_person(discord_.user_id)
        told = await discord_.click(panel.message, label="Add quote 1")
        assert text(told.message) == EXPIRED
    assert memory.briefings.all(discord_.user_id) == ()


async def test_an_empty_briefing_can_be_opened(discord_: LoopbackDiscord, memory: Memory) -> None:
    """It tells how quotes come into it, and is not exported."""
    memory.briefings.make(discord_.user_id, "Plan")
    async with running(discord_, memory=memory):
        shown = await discord_.slash("briefing")
        assert NO_QUOTES in text(shown.message)
        assert labels(shown.message) == ["Export", "Rename", "Delete"]
        with pytest.raises(Unusable):
            await discord_.click(shown.message, label="Export")


async def test_privacy_tells_of_briefings_and_deletes_them(discord_: LoopbackDiscord, memory: Memory) -> None:
    """Those of the person, and nobody else's."""
    memory.briefings.add(discord_.user_id, "Plan", [fake_quote(1)], FOUND)
    memory.briefings.add(7, "Plan", [fake_quote(1)], FOUND)
    async with running(discord_, memory=memory):
        privacy = await discord_.slash("privacy")
        assert "your briefings, each quote with the question it answered, until you delete them" in text(
            privacy.message
        )
        assert "**0 answers**, **0 votes** and **1 briefing**" in text(privacy.message)
        await discord_.click(privacy.message, label="Delete what is kept about me")
        assert "Deleted: 0 answers, 0 votes and 1 briefing." in text(privacy.message)
    assert memory.briefings.all(discord_.user_id) == ()
    assert memory.briefings.named(7, "Plan").quotes == 1
