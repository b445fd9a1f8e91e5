"""Discord's limits, each with the page that states it."""

from __future__ import annotations

from typing import Final

# https://docs.discord.com/developers/components/reference
TEXT: Final = 4000  # characters of all text displays of one message together
COMPONENTS: Final = 40  # of one message, nested ones counted
CUSTOM_ID: Final = 100
OPTIONS: Final = 25  # of a select menu
OPTION_LABEL: Final = 100
OPTION_TEXT: Final = 100
OPTION_VALUE: Final = 100
ALT_TEXT: Final = 1024  # of an item of a media gallery
LINK: Final = 512
# https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-autocomplete
CHOICES: Final = 25
CHOICE_NAME: Final = 100
# https://docs.discord.com/developers/resources/channel#start-thread-from-message
THREAD_NAME: Final = 100
# https://docs.discord.com/developers/reference#uploading-files, the least that any server allows
FILE_BYTES: Final = 10 * 1024 * 1024
# https://docs.discord.com/developers/interactions/application-commands, of a text option
OPTION_TYPED: Final = 6000
# Ours: a draft of some hundred pages.
DRAFT_BYTES: Final = 4 * 1024 * 1024
# Ours: what a person types in one sentence, with room for two.
QUESTION: Final = 500
