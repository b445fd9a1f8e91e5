"""The register of findings in Discord: a list to page through, shown to one person alone."""

from __future__ import annotations

from bot.discord_app.actions.asking import asker_of, let_in, settings_of
from bot.discord_app.actions.replies import Interaction, tell
from bot.discord_app.cards.evidence_panel import more_panel
from bot.registers.findings import FindingsSought


async def list_findings(interaction: Interaction, sought: FindingsSought) -> None:
    """Lists the findings asked for, with the buttons that quotes of an answer have."""
    async with let_in(interaction, settings_of(interaction)) as may:
        if not may:
            return
        await interaction.response.defer(thinking=True, ephemeral=True)
        service = interaction.client.service
        kept = await service.findings(asker_of(interaction), sought, lambda place: tell(interaction, place))
        if kept.answer.quotes:
            await interaction.edit_original_response(view=more_panel(kept, 0))
        else:
            await tell(interaction, kept.answer.message)
