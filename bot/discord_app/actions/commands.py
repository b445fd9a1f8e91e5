"""The slash commands and the message menu."""

from __future__ import annotations

import hashlib
import json
from typing import Any, Final

import discord
from discord import app_commands
from discord.app_commands import Choice, Range

from bot.briefing.kept import LONGEST_NAME
from bot.compare.comparer import InspectionsSought
from bot.discord_app.actions import reindexing, watching
from bot.discord_app.actions.asking import take
from bot.discord_app.actions.briefing import names_of_briefings, open_briefing
from bot.discord_app.actions.comparing import compare_inspections
from bot.discord_app.actions.finding import list_findings
from bot.discord_app.actions.grading import show_grades
from bot.discord_app.actions.replies import Interaction, tell
from bot.discord_app.actions.server_panel import open_settings
from bot.discord_app.actions.verifying import verify_draft
from bot.discord_app.cards import about, limits
from bot.discord_app.cards.markup import plain
from bot.registers.findings import PLURALS, FindingsSought
from bot.registers.grades import GradesSought
from bot.types import Asked
from corpus.registers.findings import KINDS

QuestionText = Range[str, 2, limits.QUESTION]
Draft = Range[str, 3, limits.OPTION_TYPED]
Words = Range[str, 1, 100]
BriefingName = Range[str, 1, LONGEST_NAME]
Year = Range[int, 1990, 2100]

NO_TEXT: Final = "This message has no text to look for."


@app_commands.command(name="ask", description="Ask what the inspection reports say")
@app_commands.describe(
    question="Your question, as a sentence",
    body="Only reports on this police force, fire service or area",
    since="Only reports from this year on",
    until="Only reports up to this year",
)
async def ask(
    interaction: Interaction,
    question: QuestionText,
    body: Words | None = None,
    since: Year | None = None,
    until: Year | None = None,
) -> None:
    """Answers a question with cited passages."""
    await take(interaction, Asked(question, body, since, until), converses=True)


@ask.autocomplete("body")
async def bodies(interaction: Interaction, typed: str) -> list[Choice[str]]:
    """The bodies held whose name is being typed."""
    names = interaction.client.service.bodies_like(typed)
    return [
        Choice(name=plain(name, limits.CHOICE_NAME), value=name) for name in names if len(name) <= limits.CHOICE_NAME
    ]


@app_commands.context_menu(name="Find in reports")
async def find(interaction: Interaction, message: discord.Message) -> None:
    """Takes a message's text as the question."""
    text = " ".join(message.content.split())
    if not text:
        await tell(interaction, NO_TEXT)
        return
    await take(interaction, Asked(plain(text, limits.QUESTION)), converses=False)


@app_commands.command(name="verify", description="Check quotations, typed or in a draft, against the reports")
@app_commands.describe(
    text="The words quoted, or sentences with quotations in them",
    draft="A draft: Markdown, plain text, Word or PDF",
)
async def verify(interaction: Interaction, text: Draft | None = None, draft: discord.Attachment | None = None) -> None:
    """Says of each quotation whether it is exact, to the person alone."""
    await verify_draft(interaction, text, draft)


@app_commands.command(name="compare", description="Set what two inspections say on one topic side by side")
@app_commands.describe(
    topic="What to compare, as in: front door",
    body="A police force, fire service or area: two of its inspections",
    other_body="Another one, to compare one inspection of each",
    since="Only reports from this year on",
    until="Only reports up to this year",
)
async def compare(
    interaction: Interaction,
    topic: QuestionText,
    body: Words,
    other_body: Words | None = None,
    since: Year | None = None,
    until: Year | None = None,
) -> None:
    """Shows two inspections side by side."""
    wanted = (body, other_body) if other_body else (body,)
    await compare_inspections(interaction, InspectionsSought(topic, wanted, (), since, until))


compare.autocomplete("body")(bodies)
compare.autocomplete("other_body")(bodies)


@app_commands.command(name="briefing", description="Your collected quotes: put them in order, export them")
@app_commands.describe(name="Which of your briefings; without it the one changed last")
async def briefing(interaction: Interaction, name: BriefingName | None = None) -> None:
    """Shows a briefing of the person, to them alone."""
    await open_briefing(interaction, name)


@briefing.autocomplete("name")
async def briefings(interaction: Interaction, typed: str) -> list[Choice[str]]:
    """The person's own briefings."""
    names = await names_of_briefings(interaction, typed)
    return [Choice(name=plain(name, limits.CHOICE_NAME), value=name) for name in names]


@app_commands.command(name="grades", description="The grades that inspections gave, as a table and a picture")
@app_commands.describe(
    body="The police force, fire service or area that was inspected", area="Words of an area's name, such as: crime"
)
async def grades(interaction: Interaction, body: Words, area: Words | None = None) -> None:
    """Shows the graded judgments of a body, to the person alone."""
    await show_grades(interaction, GradesSought(body, area))


grades.autocomplete("body")(bodies)


@app_commands.command(name="reports", description="List the reports held")
@app_commands.describe(search="Words of a title, a body, an inspectorate or a date")
async def reports(interaction: Interaction, search: Words | None = None) -> None:
    """Lists what is held, to the person alone."""
    panel = about.reports_panel(interaction.client.service, search or "", 0)
    await interaction.response.send_message(view=panel, ephemeral=True)


@app_commands.command(name="findings", description="List what inspectors asked for, each with its page")
@app_commands.describe(
    body="Only findings on this police force, fire service or area",
    kind="Only findings of this kind",
    topic="Only findings on this, the most alike first",
    since="Only reports from this year on",
    until="Only reports up to this year",
)
@app_commands.choices(kind=[Choice(name=PLURALS[kind].capitalize(), value=kind) for kind in KINDS])
async def findings(
    interaction: Interaction,
    body: Words | None = None,
    kind: str | None = None,
    topic: Words | None = None,
    since: Year | None = None,
    until: Year | None = None,
) -> None:
    """Lists areas for improvement, causes of concern and their like, to the person alone."""
    await list_findings(interaction, FindingsSought(body, (kind,) if kind else (), topic, since, until))


findings.autocomplete("body")(bodies)


@app_commands.command(name="status", description="The index, its age, and how quickly answers come")
async def status(interaction: Interaction) -> None:
    """Shows how the application is, to the person alone."""
    client = interaction.client
    text = about.status_text(client.service, client.latency, len(client.guilds))
    await interaction.response.send_message(view=text, ephemeral=True)


@app_commands.command(name="help", description="How to ask, with examples")
async def help_(interaction: Interaction) -> None:
    """Shows how to ask, to the person alone."""
    client = interaction.client
    me = client.user.mention if client.user else "@me"
    names = [one.name for one in ALL if isinstance(one, app_commands.Command)]
    text = about.help_text(me, client.service.live_index.reports, names, sees_threads=client.intents.message_content)
    await interaction.response.send_message(view=text, ephemeral=True)


@app_commands.command(name="privacy", description="What is kept about you, for how long, and how to delete it")
async def privacy(interaction: Interaction) -> None:
    """Shows what is kept of the person, to them alone."""
    panel = about.privacy_panel(interaction.client.service, interaction.user.id)
    await interaction.response.send_message(view=panel, ephemeral=True)


@app_commands.command(name="settings", description="Where and how questions are answered in this server")
@app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
@app_commands.default_permissions(manage_guild=True)
async def settings(interaction: Interaction) -> None:
    """Opens the server's settings."""
    await open_settings(interaction)


@app_commands.command(name="coverage", description="Which inspections are held, by body and cycle")
@app_commands.describe(body="Only this police force or fire service")
async def coverage(interaction: Interaction, body: Words | None = None) -> None:
    """Shows what is held of the catalogue, to the person alone."""
    await watching.show_coverage(interaction, body)


coverage.autocomplete("body")(bodies)


@app_commands.command(name="watch", description="Tell this channel when a new report is indexed")
@app_commands.describe(body="A police force, fire service or area, or: all", stop="Tell this channel no more")
@app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
@app_commands.default_permissions(manage_guild=True)
async def watch(interaction: Interaction, body: Words | None = None, stop: bool = False) -> None:
    """Has the channel told of new reports."""
    await watching.watch(interaction, body, stop=stop)


watch.autocomplete("body")(bodies)


@app_commands.command(name="reindex", description="Bring the index up to date with the folder of reports")
@app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
@app_commands.default_permissions(administrator=True)
async def reindex(interaction: Interaction) -> None:
    """Rebuilds the index in a process of its own, and shows how far it is."""
    await reindexing.reindex(interaction)


def fingerprint(tree: app_commands.CommandTree[Any], home: discord.Object | None, *whereto: object) -> str:
    """Changes when what is registered with Discord has to change."""
    own = tree.get_commands(guild=home) if home else []
    payloads = [command.to_dict(tree) for command in (*tree.get_commands(), *own)]
    text = json.dumps([payloads, [str(part) for part in whereto]], sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


ALL: Final[tuple[app_commands.Command[Any, ..., None] | app_commands.ContextMenu, ...]] = (
    ask,
    find,
    compare,
    verify,
    briefing,
    grades,
    reports,
    findings,
    coverage,
    status,
    help_,
    privacy,
    settings,
    watch,
    reindex,
)
IN_SERVERS: Final[tuple[app_commands.Command[Any, ..., None], ...]] = (
    settings,
    watch,
    reindex,
)  # not in direct messages
