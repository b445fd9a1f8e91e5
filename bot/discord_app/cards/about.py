"""What the application says about itself: help, reports held, status, and what it keeps about a person."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Final

import discord
from discord import ui

from bot.discord_app.cards import limits
from bot.discord_app.cards.answer_card import button, sealed
from bot.discord_app.cards.markup import escape, fit, linked
from bot.discord_app.cards.press import custom_id
from bot.discord_app.desk.service import Service
from bot.phrases import counted
from bot.quoting.place import dated
from corpus.types import Report

REPORTS_A_PAGE: Final = 8
SKIPPED_SHOWN: Final = 5
SEARCH_ROOM: Final = 60  # of a custom id
TITLE_ROOM: Final = 200
DETAILS_ROOM: Final = 180
LONGEST_LINE: Final = TITLE_ROOM + DETAILS_ROOM + 10  # of a report without a link, with its marks

HELP: Final = """**Ask what inspection reports say.** Answers are the reports' own words, with report, date and page.
When the reports do not say, you are told so.

**Ask**
- `/ask question: What did inspectors say about {body}?`
- `/ask question: What must {body} improve?`
- `/ask` has boxes to narrow it: **body** (a force, a service or an area), **since** and **until** (years)
- {mention} where is victim contact a problem?
- any message: press and hold or right-click it, **Apps**, **Find in reports**
- or write to me in a direct message

**Then**
- **More passages**, **In context**, **Show the page** and **Cite** show you alone what stands behind an answer
- **Add to briefing** collects quotes: `/briefing` puts them in order, and exports them as Word, HTML or Markdown
- go on with “and in the inspection before?”: {follow_up}
- 👍 and 👎 help to make it better; press again to take it back

**Good to know**
- Name the force, service or area: then only reports on it are quoted
- Name a year for an older inspection; without one, the newest on the subject comes first
- `/compare` sets two inspections of a body, or two bodies, side by side on one topic
- Check a page with **Show the page** before you quote it in a paper, and your draft with `/verify`

`/reports` lists what is held, `/grades` the grades given, `/privacy` what is kept about you.
All commands: {commands}"""
IN_THREADS: Final = "in the thread I open, by replying to an answer, or with **Follow up**"
BY_REPLY: Final = "by replying to an answer, or with **Follow up**; in a thread, mention me"

PRIVACY: Final = """**What is kept about you**
- each question you ask, with its answer, its place and your id, for **{days} days**: the buttons need it
- your votes, for as long; then the vote stays with its question and answer, without your id
- for follow-ups your last questions in a thread or direct message are used for **{minutes} minutes**
- your briefings, each quote with the question it answered, until you delete them; nobody else sees them

Drafts given to `/verify` are not kept. Nothing is sent anywhere but here.
Messages that do not ask me anything are neither kept nor read. {logged}

Kept about you now: **{answers}**, **{votes}** and **{briefings}**."""
LOGGED: Final = "The operator of this bot has chosen to log questions in full."
NOT_LOGGED: Final = "The words of questions are not logged."


def help_text(me: str, reports: Sequence[Report], commands: Sequence[str], *, sees_threads: bool) -> ui.LayoutView:
    """Renders the help; ``me`` is the application's mention. Examples name a body of the ``reports`` held."""
    newest = max((report for report in reports if report.body), key=lambda report: report.date, default=None)
    body = fit(newest.body, TITLE_ROOM) if newest else "Gwent Police"
    follow_up = IN_THREADS if sees_threads else BY_REPLY
    told = " ".join(f"`/{name}`" for name in commands)
    return _card(HELP.format(mention=me, follow_up=follow_up, body=body, commands=told))


def privacy_panel(service: Service, person: int) -> ui.LayoutView:
    """Renders what is kept about a person, with the button that deletes it."""
    memory = service.memory
    answers, votes, briefings = memory.about(person)
    text = PRIVACY.format(
        days=memory.keep_for.days,
        minutes=round(memory.forget_after.total_seconds() / 60),
        logged=LOGGED if service.log_questions else NOT_LOGGED,
        answers=counted(answers, "answer"),
        votes=counted(votes, "vote"),
        briefings=counted(briefings, "briefing"),
    )
    row: ui.ActionRow[ui.LayoutView] = ui.ActionRow()
    delete: ui.Button[ui.LayoutView] = ui.Button(
        label="Delete what is kept about me",
        custom_id=custom_id("forget"),
        style=discord.ButtonStyle.danger,
        disabled=not answers + votes + briefings,
    )
    return _card(text, row.add_item(delete))


def forgotten(answers: int, votes: int, briefings: int) -> ui.LayoutView:
    """Renders that what was kept about a person is deleted."""
    gone = f"{counted(answers, 'answer')}, {counted(votes, 'vote')} and {counted(briefings, 'briefing')}"
    return _card(f"Deleted: {gone}. Nothing is kept about you now.")


def status_text(service: Service, latency: float, guilds: int) -> ui.LayoutView:
    """Renders the status of the application; ``latency`` is the gateway's, in seconds."""
    live_index, manifest = service.live_index, service.live_index.manifest
    up, down = service.memory.votes()
    lines = [
        f"**reportbot {version('reportbot')}**",
        f"- Index `{live_index.generation}`, made {_ago(datetime.fromisoformat(manifest.created))}",
        f"- {counted(manifest.reports, 'report')}, {counted(manifest.passages, 'passage')},"
        f" {counted(len(live_index.bodies), 'body', 'bodies')}; {counted(manifest.skipped, 'file')} skipped",
        f"- Model {escape(manifest.model.name)}",
        f"- Waiting: {counted(service.desk.waiting, 'question')}; {_speed(service)}",
        f"- {_heard(latency)}{counted(guilds, 'server')}; started {_ago(service.started)}",
        f"- Votes kept: {up} 👍, {down} 👎",
    ]
    newest = max((report.date for report in live_index.reports), default="")
    lines += [f"- Newest report: {newest}"] if newest else []
    return _card("\n".join(lines))


def reports_panel(service: Service, words: str, page: int) -> ui.LayoutView:
    """Renders a page, counted from 0, of the reports held that have all these words."""
    words = words[:SEARCH_ROOM]
    found = [report for report in service.live_index.reports if _has(report, words)]
    last = max(0, (len(found) - 1) // REPORTS_A_PAGE)
    page = max(0, min(page, last))
    here = found[page * REPORTS_A_PAGE :][:REPORTS_A_PAGE]
    about = f" with “{fit(words, 2 * SEARCH_ROOM)}”" if words.strip() else ""
    head = f"**{counted(len(found), 'report')} held{about}**, page {page + 1} of {last + 1}"
    notes = []
    if any(report.digest for report in here):
        notes.append("-# A digest is a summary: none of its words are the inspectorate's.")
    if skipped := service.live_index.skipped:
        names = ", ".join(fit(file.source, 80, " …") for file in skipped[:SKIPPED_SHOWN])
        others = f" and {len(skipped) - SKIPPED_SHOWN} others" if len(skipped) > SKIPPED_SHOWN else ""
        notes.append(f"-# Could not be read: {names}{others}. `reportbot reports` says why.")
    lines = _report_lines(here, limits.TEXT - len("\n".join([head, *notes, ""])))
    row: ui.ActionRow[ui.LayoutView] = ui.ActionRow()
    row.add_item(button("Previous", custom_id("reports", page - 1, words), disabled=page == 0))
    row.add_item(button("Next", custom_id("reports", page + 1, words), disabled=page == last))
    return _card("\n".join([head, *lines, *notes]), row)


def _has(report: Report, words: str) -> bool:
    text = " ".join((report.title, *report.bodies, report.kind, *report.inspectorates, report.date)).casefold()
    return all(word in text for word in words.casefold().split())


def _report_lines(reports: Sequence[Report], room: int) -> list[str]:
    """A line for each report; it has no link where that would leave no room for the lines after it."""
    lines: list[str] = []
    for after, report in zip(range(len(reports) - 1, -1, -1), reports, strict=True):
        line = _report_line(report, report.url)
        if len(line) > room - after * LONGEST_LINE:
            line = _report_line(report, None)
        lines.append(line)
        room -= len(line) + 1
    return lines


def _report_line(report: Report, address: str | None) -> str:
    title = linked(report.title, address, TITLE_ROOM)
    where = ", ".join(report.bodies)
    parts = [", ".join(report.inspectorates), dated(report)]
    parts += [where] if where.casefold() not in report.title.casefold() else []
    parts += [counted(report.page_count, "page")] if report.page_count else []
    parts += ["digest"] * report.digest
    return f"- {title}\n  -# {fit(' · '.join(filter(None, parts)), DETAILS_ROOM, ' …')}"


def _speed(service: Service) -> str:
    if not service.seconds:
        return "none answered yet"
    times = sorted(1000 * second for second in service.seconds)
    slow = times[min(len(times) - 1, int(0.95 * len(times)))]
    return f"the last {len(times)} took {statistics.median(times):.0f} ms (median), {slow:.0f} ms (95th percentile)"


def _heard(latency: float) -> str:
    """How quickly Discord answers; empty before the first heartbeat, when that is not known."""
    return f"Discord answers in {1000 * latency:.0f} ms; " if math.isfinite(latency) else ""


def _ago(then: datetime) -> str:
    """A time that each reader sees in their own time zone."""
    aware = then if then.tzinfo else then.replace(tzinfo=UTC)
    return f"{discord.utils.format_dt(aware, 'R')}"


def _card(text: str, *rows: ui.ActionRow[ui.LayoutView]) -> ui.LayoutView:
    assert len(text) <= limits.TEXT
    return sealed(ui.Container(ui.TextDisplay(text), *rows))
