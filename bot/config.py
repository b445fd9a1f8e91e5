"""Settings, from the command line, the environment and a .env file, in this order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path

from corpus.describe.sidecar import BUNDLED
from corpus.errors import ReportbotError
from index.address import Address, address_of, is_address
from index.encoder import DEFAULT, RUNTIMES


def _variable(name: str, meaning: str) -> dict[str, str]:
    return {"variable": name, "meaning": meaning}


@dataclass(frozen=True, slots=True)
class Settings:
    """All that can be set; every field names its environment variable and what it does."""

    corpus: tuple[Path, ...] = field(
        default=(BUNDLED,),
        metadata=_variable("REPORTBOT_CORPUS", "Folders of reports, parted by `:`"),
    )
    index: Path = field(default=Path(".index"), metadata=_variable("REPORTBOT_INDEX", "Folder of the index"))
    engine: Address | None = field(
        default=None,
        metadata=_variable(
            "REPORTBOT_ENGINE", "Address of a PostgreSQL database that has the index, in place of the folder (secret)"
        ),
    )
    model: str = field(
        default=DEFAULT,
        metadata=_variable("REPORTBOT_MODEL", "Encoder: the bundled model, a folder, or a name on the model hub"),
    )
    runtime: str = field(
        default=RUNTIMES[0],
        metadata=_variable(
            "REPORTBOT_RUNTIME",
            "What runs the model: `openvino` (fast), or `torch` (32 bits, what others are measured by)",
        ),
    )
    reader: bool = field(
        default=True,
        metadata=_variable(
            "REPORTBOT_READER", "Whether what is found is read again with the question, which is slower: `on` or `off`"
        ),
    )
    quotes: int = field(default=5, metadata=_variable("REPORTBOT_QUOTES", "Quotes in an answer, 1 to 10"))
    contact: str | None = field(
        default=None,
        metadata=_variable(
            "REPORTBOT_CONTACT", "E-mail or web address of who fetches reports, told to each site asked"
        ),
    )
    fetch_pause: int = field(
        default=5,
        metadata=_variable("REPORTBOT_FETCH_PAUSE", "Seconds between two requests to a site, 1 to 600"),
    )
    fetch_mirror: str | None = field(
        default=None,
        metadata=_variable(
            "REPORTBOT_FETCH_MIRROR",
            "Base address of a gateway or copy that is asked in place of every site, named in the `Host` header",
        ),
    )
    discord_token: str | None = field(
        default=None, repr=False, metadata=_variable("DISCORD_TOKEN", "Token of the Discord bot (secret)")
    )
    discord_guild: int | None = field(
        default=None,
        metadata=_variable("REPORTBOT_DISCORD_GUILD", "Id of one server to offer the commands in, at once"),
    )
    shards: int = field(
        default=1,
        metadata=_variable(
            "REPORTBOT_SHARDS", "Gateway connections: 1, or 0 to let Discord choose for thousands of servers"
        ),
    )
    shard_ids: tuple[int, ...] | None = field(
        default=None,
        metadata=_variable(
            "REPORTBOT_SHARD_IDS", "Those of the gateway connections that this process has, as `0-3`, where several do"
        ),
    )
    memory: Path | Address = field(
        default=Path(".memory.sqlite"),
        metadata=_variable(
            "REPORTBOT_MEMORY",
            "File, or address of a PostgreSQL database, of answers, votes, settings and briefings",
        ),
    )
    keep_days: int = field(
        default=30,
        metadata=_variable("REPORTBOT_KEEP_DAYS", "Days after which answers are deleted and their buttons expire"),
    )
    forget_minutes: int = field(
        default=60,
        metadata=_variable("REPORTBOT_FORGET_MINUTES", "Minutes after which a conversation in Discord is forgotten"),
    )
    log_questions: bool = field(
        default=False,
        metadata=_variable("REPORTBOT_LOG_QUESTIONS", "Whether the log holds questions in full: `on` or `off`"),
    )
    person_per_minute: int = field(
        default=10,
        metadata=_variable("REPORTBOT_PERSON_PER_MINUTE", "Questions that one person may ask within a minute"),
    )
    guild_per_minute: int = field(
        default=120,
        metadata=_variable("REPORTBOT_GUILD_PER_MINUTE", "Questions that one server may ask within a minute"),
    )
    most_waiting: int = field(
        default=250,
        metadata=_variable("REPORTBOT_MOST_WAITING", "Questions that may wait; more are asked to come back"),
    )
    discord_api: str | None = field(
        default=None,
        metadata=_variable("REPORTBOT_DISCORD_API", "Base address of a proxy of Discord's HTTP API"),
    )
    discord_gateway: str | None = field(
        default=None,
        metadata=_variable("REPORTBOT_DISCORD_GATEWAY", "Address of a proxy of Discord's gateway"),
    )

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> Settings:
        """Settings as a mapping of environment variables gives them.

        Raises:
            ReportbotError: a value is not of the kind its variable wants.
        """
        given = {
            setting.name: _parsed(setting.name, setting.metadata["variable"], value)
            for setting in fields(cls)
            if (value := environ.get(setting.metadata["variable"], "").strip())
        }
        settings = replace(cls(), **given)  # type: ignore[arg-type]  # _parsed gives each field its type
        if settings.shard_ids and max(settings.shard_ids) >= settings.shards:
            raise ReportbotError(
                f"REPORTBOT_SHARD_IDS names connection {max(settings.shard_ids)}, and REPORTBOT_SHARDS is"
                f" {settings.shards}: give the number of connections of all processes as REPORTBOT_SHARDS"
            )
        return settings


_RANGES = {
    "quotes": (1, 10),
    "discord_guild": (1, 2**64 - 1),
    "fetch_pause": (0, 600),
    "shards": (0, 1000),
    "keep_days": (1, 365),
    "forget_minutes": (1, 1440),
    "person_per_minute": (1, 1000),
    "guild_per_minute": (1, 10_000),
    "most_waiting": (1, 10_000),
}


def _parsed(name: str, variable: str, value: str) -> object:
    if name == "corpus":
        return _folders(variable, value)
    if name == "shard_ids":
        return _numbers(variable, value)
    if name == "engine" or (name == "memory" and is_address(value)):
        return address_of(variable, value)
    if name in ("index", "memory"):
        return Path(value).expanduser()
    if name == "runtime":
        return _one_of(variable, value, RUNTIMES)
    if name in ("log_questions", "reader"):
        return _switch(variable, value)
    return _number(variable, value, *_RANGES[name]) if name in _RANGES else value


def _numbers(variable: str, value: str) -> tuple[int, ...]:
    """The numbers of a list such as 0-3 or 0,2."""
    found: list[int] = []
    for part in value.split(","):
        first, dash, last = part.strip().partition("-")
        if not (first.isdecimal() and (last.isdecimal() if dash else True)):
            raise ReportbotError(f"{variable} is {value!r}: give numbers, as in 0-3 or 0,2")
        found += range(int(first), int(last or first) + 1)
    return tuple(dict.fromkeys(found))


def _one_of(variable: str, value: str, choices: Sequence[str]) -> str:
    if value.lower() not in choices:
        raise ReportbotError(f"{variable} is {value!r}: give {' or '.join(choices)}")
    return value.lower()


def _switch(variable: str, value: str) -> bool:
    return _one_of(variable, value, ("on", "off")) == "on"


def _folders(variable: str, value: str) -> tuple[Path, ...]:
    folders = tuple(Path(part).expanduser() for part in value.split(":") if part)
    if not folders:
        raise ReportbotError(f"{variable} is {value!r}: name a folder")
    return folders


def _number(variable: str, value: str, least: int, most: int) -> int:
    if not value.isdecimal() or not least <= int(value) <= most:
        raise ReportbotError(f"{variable} is {value!r}: give a whole number from {least} to {most}")
    return int(value)
