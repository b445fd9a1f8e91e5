"""What Discord refuses: messages, components, forms and commands over its limits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]

# https://docs.discord.com/developers/resources/message#embed-object-embed-limits
EMBED_TEXT_LIMITS = {"title": 256, "description": 4096}
FIELD_NAME_LIMIT, FIELD_VALUE_LIMIT, FIELDS_LIMIT = 256, 1024, 25
FOOTER_LIMIT, AUTHOR_LIMIT = 2048, 256
EMBEDS_TEXT_LIMIT, EMBEDS_LIMIT, CONTENT_LIMIT = 6000, 10, 2000
# https://docs.discord.com/developers/components/reference
LAYOUT_TEXT_LIMIT, LAYOUT_LIMIT, ROWS_LIMIT, BUTTONS_LIMIT = 4000, 40, 5, 5
CUSTOM_ID_LIMIT, LABEL_LIMIT, LINK_LIMIT = 100, 80, 512
OPTIONS_LIMIT, OPTION_LIMIT, PLACEHOLDER_LIMIT = 25, 100, 150
GALLERY_LIMIT, SECTION_LIMIT, MODAL_TITLE_LIMIT, MODAL_LIMIT = 10, 3, 45, 5
# https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-naming
COMMAND_NAME = re.compile(r"[-_'\w]{1,32}")

ROW, BUTTON, SELECT, INPUT, SECTION, TEXT = 1, 2, 3, 4, 9, 10
THUMBNAIL, GALLERY, FILE, SEPARATOR, CONTAINER, LABEL = 11, 12, 13, 14, 17, 18
LAYOUT_ONLY = {SECTION, TEXT, THUMBNAIL, GALLERY, FILE, SEPARATOR, CONTAINER}
LINK_STYLE = 5
LAYOUT_FLAG = 1 << 15


class Refused(Exception):
    """An HTTP error as Discord words it."""

    def __init__(self, status: int, code: int, message: str) -> None:
        super().__init__(message)
        self.status, self.code = status, code


def check(problems: Iterator[str]) -> None:
    """Refuses a body as Discord does when there is any problem with it."""
    if found := list(problems):
        raise Refused(400, 50035, "Invalid Form Body: " + "; ".join(found))


def message_problems(data: Json, *, new: bool, layout: bool = False, files: tuple[str, ...] = ()) -> Iterator[str]:
    """Says what Discord would refuse in a message that is sent (``new``) or edited.

    ``layout`` tells that the message is one of layout components already; ``files`` are the names
    of those it has.
    """
    embeds, components = data.get("embeds") or [], data.get("components") or []
    layout = layout or bool((data.get("flags") or 0) & LAYOUT_FLAG)
    if new and not any(data.get(key) for key in ("content", "embeds", "components", "attachments")):
        yield "Cannot send an empty message"
    if layout and (data.get("content") or embeds):
        yield "content, embeds: cannot be used with IS_COMPONENTS_V2"
    if len(data.get("content") or "") > CONTENT_LIMIT:
        yield f"content: Must be {CONTENT_LIMIT} or fewer in length."
    if len(embeds) > EMBEDS_LIMIT:
        yield f"embeds: Must be {EMBEDS_LIMIT} or fewer in length."
    if sum(len(text) for embed in embeds for text in _texts(embed)) > EMBEDS_TEXT_LIMIT:
        yield f"embeds: Embed size exceeds maximum size of {EMBEDS_TEXT_LIMIT}"
    for embed in embeds:
        yield from embed_problems(embed)
    yield from component_problems(components, layout=layout, files=files)


def embed_problems(embed: Json) -> Iterator[str]:
    """Says what Discord would refuse in one embed."""
    if not any(_texts(embed)) and not any(embed.get(key) for key in ("image", "thumbnail")):
        yield "embed: This field is required"
    limited = [(key, embed.get(key) or "", limit) for key, limit in EMBED_TEXT_LIMITS.items()]
    limited.append(("footer.text", _sub(embed, "footer", "text"), FOOTER_LIMIT))
    limited.append(("author.name", _sub(embed, "author", "name"), AUTHOR_LIMIT))
    for entry in embed.get("fields") or []:
        limited.append(("field.name", entry["name"], FIELD_NAME_LIMIT))
        limited.append(("field.value", entry["value"], FIELD_VALUE_LIMIT))
        if not (entry["name"].strip() and entry["value"].strip()):
            yield "field: This field is required"
    if len(embed.get("fields") or []) > FIELDS_LIMIT:
        yield f"fields: Must be {FIELDS_LIMIT} or fewer in length."
    yield from (f"{n}: Must be {most} or fewer in length." for n, t, most in limited if len(t) > most)
    if not (embed.get("url") or "https://").startswith(("http://", "https://")):
        yield "url: Scheme must be one of ('http', 'https')."


def nested(components: list[Json]) -> Iterator[Json]:
    """All components, each before those within it."""
    for part in components:
        yield part
        within = [*part.get("components", []), *filter(None, [part.get("accessory"), part.get("component")])]
        yield from nested(within)


def component_problems(components: list[Json], *, layout: bool, files: tuple[str, ...] = ()) -> Iterator[str]:
    """Says what Discord would refuse in the components of a message."""
    parts = list(nested(components))
    texts = [part["content"] for part in parts if part["type"] == TEXT]
    ids = [part["custom_id"] for part in parts if part.get("custom_id") is not None]
    if not layout and any(part["type"] in LAYOUT_ONLY for part in parts):
        yield "components: need IS_COMPONENTS_V2"
    if not layout and len(components) > ROWS_LIMIT:
        yield f"components: Must be {ROWS_LIMIT} or fewer in length."
    if len(parts) > LAYOUT_LIMIT:
        yield f"components: Must be {LAYOUT_LIMIT} or fewer in total."
    if sum(map(len, texts)) > LAYOUT_TEXT_LIMIT:
        yield f"components: text must be {LAYOUT_TEXT_LIMIT} or fewer in total."
    if not all(text.strip() for text in texts):
        yield "content: This field is required"
    if len(set(ids)) < len(ids):
        yield "custom_id: Component custom id cannot be duplicated"
    if not all(1 <= len(id) <= CUSTOM_ID_LIMIT for id in ids):
        yield f"custom_id: Must be between 1 and {CUSTOM_ID_LIMIT} in length."
    for part in parts:
        yield from _part_problems(part, files)


def _part_problems(part: Json, files: tuple[str, ...]) -> Iterator[str]:
    within = part.get("components", [])
    if part["type"] == ROW and not (1 <= len(within) <= BUTTONS_LIMIT):
        yield f"components: Must be between 1 and {BUTTONS_LIMIT} in length."
    if part["type"] == ROW and len(within) > 1 and any(one["type"] != BUTTON for one in within):
        yield "components: a row has buttons or one menu"
    if part["type"] == BUTTON:
        yield from _button_problems(part)
    if part["type"] == SELECT:
        yield from _select_problems(part)
    if part["type"] == SECTION and not (1 <= len(within) <= SECTION_LIMIT and part.get("accessory")):
        yield f"section: has 1 to {SECTION_LIMIT} texts and an accessory"
    if part["type"] == GALLERY:
        if not 1 <= len(part["items"]) <= GALLERY_LIMIT:
            yield f"items: Must be between 1 and {GALLERY_LIMIT} in length."
        for item in part["items"]:
            yield from _media_problems(item["media"]["url"], files)
    if part["type"] == FILE:
        yield from _media_problems(part["file"]["url"], files)


def _media_problems(url: str, files: tuple[str, ...]) -> Iterator[str]:
    if url.startswith("attachment://") and url.removeprefix("attachment://") not in files:
        yield f"url: no file {url} was sent"


def _button_problems(part: Json) -> Iterator[str]:
    if not part.get("label") and not part.get("emoji"):
        yield "label: This field is required"
    if len(part.get("label") or "") > LABEL_LIMIT:
        yield f"label: Must be {LABEL_LIMIT} or fewer in length."
    url = part.get("url") or ""
    if (part["style"] == LINK_STYLE) != bool(url) or bool(url) == bool(part.get("custom_id")):
        yield "button: has an url or a custom_id"
    if url and (len(url) > LINK_LIMIT or not url.startswith(("http://", "https://", "discord://"))):
        yield "url: Not a well formed URL."


def _select_problems(part: Json) -> Iterator[str]:
    options = part.get("options") or []
    if not 1 <= len(options) <= OPTIONS_LIMIT:
        yield f"options: Must be between 1 and {OPTIONS_LIMIT} in length."
    for option in options:
        shown = [option["label"], option["value"], option.get("description") or "-"]
        if not all(1 <= len(text) <= OPTION_LIMIT for text in shown):
            yield f"option: Must be between 1 and {OPTION_LIMIT} in length."
    if len({option["value"] for option in options}) < len(options):
        yield "option: The specified option value is already used"
    if len([option for option in options if option.get("default")]) > (part.get("max_values") or 1):
        yield "options: too many defaults"
    if len(part.get("placeholder") or "") > PLACEHOLDER_LIMIT:
        yield f"placeholder: Must be {PLACEHOLDER_LIMIT} or fewer in length."


def modal_problems(data: Json) -> Iterator[str]:
    """Says what Discord would refuse in a form."""
    if not 1 <= len(data.get("title") or "") <= MODAL_TITLE_LIMIT:
        yield f"title: Must be between 1 and {MODAL_TITLE_LIMIT} in length."
    if not 1 <= len(data.get("custom_id") or "") <= CUSTOM_ID_LIMIT:
        yield f"custom_id: Must be between 1 and {CUSTOM_ID_LIMIT} in length."
    if not 1 <= len(data["components"]) <= MODAL_LIMIT:
        yield f"components: Must be between 1 and {MODAL_LIMIT} in length."
    for part in nested(data["components"]):
        if part["type"] == LABEL and not (1 <= len(part["label"]) <= 45 and len(part.get("description") or "") <= 100):
            yield "label: Must be between 1 and 45 in length, its description 100 or fewer."
        if part["type"] == INPUT and len(part.get("placeholder") or "") > 100:
            yield "placeholder: Must be 100 or fewer in length."


def choice_problems(choices: list[Json]) -> Iterator[str]:
    """Says what Discord would refuse in the choices offered while something is typed."""
    if len(choices) > OPTIONS_LIMIT:
        yield f"choices: Must be {OPTIONS_LIMIT} or fewer in length."
    if not all(1 <= len(str(choice[key])) <= OPTION_LIMIT for choice in choices for key in ("name", "value")):
        yield f"choice: Must be between 1 and {OPTION_LIMIT} in length."


def command_problems(command: Json) -> Iterator[str]:
    """Says what Discord would refuse in a command that is registered."""
    options = command.get("options") or []
    if command.get("type", 1) != 1:
        if not 1 <= len(command["name"]) <= 32 or command.get("description") or options:
            yield f"{command['name']}: a menu has a name of 32 characters at most, and nothing else"
        return
    for part in [command, *options]:
        if not COMMAND_NAME.fullmatch(part["name"]) or part["name"] != part["name"].lower():
            yield f"{part['name']}: Application command names must be lower-case words"
        if not 1 <= len(part["description"]) <= 100:
            yield f"{part['name']}: description: Must be between 1 and 100 in length."
    required = [bool(option.get("required")) for option in options]
    if required != sorted(required, reverse=True):
        yield "Required options must be placed before non-required options"
    if len({option["name"] for option in options}) < len(options) or len(options) > 25:
        yield "options: too many, or two of one name"


def _texts(embed: Json) -> Iterator[str]:
    yield from (embed.get(key) or "" for key in EMBED_TEXT_LIMITS)
    yield _sub(embed, "footer", "text")
    yield _sub(embed, "author", "name")
    for entry in embed.get("fields") or []:
        yield from (entry["name"], entry["value"])


def _sub(embed: Json, part: str, key: str) -> str:
    return (embed.get(part) or {}).get(key) or ""
