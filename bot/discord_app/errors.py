"""What can go wrong between the application and Discord."""

from __future__ import annotations

from corpus.errors import ReportbotError


class DiscordUnavailable(ReportbotError):
    """Discord cannot be used; the message names the setting to look at."""
