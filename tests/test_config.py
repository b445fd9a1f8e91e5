"""Settings: defaults, environment variables, and values that cannot be."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from bot.config import Settings
from corpus.errors import ReportbotError
from index.address import Address

ROOT = Path(__file__).resolve().parent.parent


def test_an_empty_environment_gives_the_defaults() -> None:
    """The bundled reports, an index in the folder at hand, the bundled model, five quotes, no Discord."""
    assert Settings.from_env({}) == Settings(
        corpus=(ROOT / "corpus" / "reports",),
        index=Path(".index"),
        model="reportbot-minilm",
        runtime="openvino",
        quotes=5,
        discord_token=None,
        discord_guild=None,
        discord_api=None,
        discord_gateway=None,
    )


def test_every_setting_has_its_variable() -> None:
    """Each is read from the variable that its field names; other variables are left alone."""
    given = {
        "REPORTBOT_CORPUS": "/a:b/c",
        "REPORTBOT_INDEX": "/srv/index",
        "REPORTBOT_ENGINE": "postgresql://ada@db/reports",
        "REPORTBOT_MODEL": "org/model",
        "REPORTBOT_RUNTIME": "Torch",
        "REPORTBOT_READER": "off",
        "REPORTBOT_QUOTES": "3",
        "REPORTBOT_CONTACT": "ada@example.org",
        "REPORTBOT_FETCH_PAUSE": "10",
        "REPORTBOT_FETCH_MIRROR": "http://localhost:3",
        "DISCORD_TOKEN": "secret",
        "REPORTBOT_DISCORD_GUILD": "123456789012345678",
        "REPORTBOT_SHARDS": "8",
        "REPORTBOT_SHARD_IDS": "0-2, 5",
        "REPORTBOT_MEMORY": "/srv/memory.sqlite",
        "REPORTBOT_KEEP_DAYS": "7",
        "REPORTBOT_FORGET_MINUTES": "15",
        "REPORTBOT_LOG_QUESTIONS": "ON",
        "REPORTBOT_PERSON_PER_MINUTE": "3",
        "REPORTBOT_GUILD_PER_MINUTE": "30",
        "REPORTBOT_MOST_WAITING": "50",
        "REPORTBOT_DISCORD_API": "http://localhost:1/api",
        "REPORTBOT_DISCORD_GATEWAY": "ws://localhost:2",
    }
    assert {setting.metadata["variable"] for setting in fields(Settings)} == given.keys()
    assert Settings.from_env(given | {"REPORTBOT_OTHER": "x", "PATH": "/bin"}) == Settings(
        corpus=(Path("/a"), Path("b/c")),
        index=Path("/srv/index"),
        engine=Address("postgresql://ada@db/reports"),
        model="org/model",
        runtime="torch",
        reader=False,
        quotes=3,
        contact="ada@example.org",
        fetch_pause=10,
        fetch_mirror="http://localhost:3",
        discord_token="secret",
        discord_guild=123456789012345678,
        shards=8,
        shard_ids=(0, 1, 2, 5),
        memory=Path("/srv/memory.sqlite"),
        keep_days=7,
        forget_minutes=15,
        log_questions=True,
        person_per_minute=3,
        guild_per_minute=30,
        most_waiting=50,
        discord_api="http://localhost:1/api",
        discord_gateway="ws://localhost:2",
    )


def test_an_empty_variable_is_as_good_as_none() -> None:
    """A line like ``REPORTBOT_QUOTES=`` in a .env file sets nothing; blanks around a value do not count."""
    assert Settings.from_env({"REPORTBOT_QUOTES": "", "DISCORD_TOKEN": "  "}) == Settings()
    assert Settings.from_env({"REPORTBOT_QUOTES": " 7 "}).quotes == 7


def test_a_tilde_is_the_home_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a shell, in both settings that are paths."""
    monkeypatch.setenv("HOME", "/home/ada")
    settings = Settings.from_env({"REPORTBOT_INDEX": "~/index", "REPORTBOT_CORPUS": "~/a:~/b"})
    assert settings.index == Path("/home/ada/index")
    assert settings.corpus == (Path("/home/ada/a"), Path("/home/ada/b"))


@pytest.mark.parametrize("value", ["0", "11", "five", "-1", "2.5", "\u00b2"])
def test_a_number_of_quotes_that_cannot_be_is_refused(value: str) -> None:
    """The variable, the value and what would be right are named."""
    with pytest.raises(ReportbotError) as caught:
        Settings.from_env({"REPORTBOT_QUOTES": value})
    assert str(caught.value) == f"REPORTBOT_QUOTES is {value!r}: give a whole number from 1 to 10"


def test_the_least_and_the_most_quotes_are_allowed() -> None:
    """One and ten are still right."""
    assert [Settings.from_env({"REPORTBOT_QUOTES": value}).quotes for value in ("1", "10")] == [1, 10]


def test_a_server_is_told_by_its_id() -> None:
    """A name is not an id."""
    with pytest.raises(
        ReportbotError, match=r"^REPORTBOT_DISCORD_GUILD is 'My server': give a whole number from 1 to "
    ):
        Settings.from_env({"REPORTBOT_DISCORD_GUILD": "My server"})


def test_a_list_of_no_folders_is_refused() -> None:
    """It would empty the index."""
    with pytest.raises(ReportbotError, match=r"^REPORTBOT_CORPUS is ':': name a folder$"):
        Settings.from_env({"REPORTBOT_CORPUS": ":"})


def test_the_token_is_never_shown() -> None:
    """Settings in a log or a traceback do not give it away."""
    settings = Settings.from_env({"DISCORD_TOKEN": "very-secret", "REPORTBOT_MODEL": "org/model"})
    assert "very-secret" not in repr(settings)
    assert "org/model" in repr(settings)


def test_the_memory_is_a_file_or_a_database() -> None:
    """An address is told by its beginning; neither it nor that of the engine shows a password."""
    address = "postgresql://ada:s3cret@db/reports"
    settings = Settings.from_env({"REPORTBOT_MEMORY": address, "REPORTBOT_ENGINE": address})
    assert settings.memory == settings.engine == Address(address)
    assert "s3cret" not in f"{settings} {settings.memory} {settings.engine}"
    with pytest.raises(ReportbotError, match=r"^REPORTBOT_ENGINE has not the form") as told:
        Settings.from_env({"REPORTBOT_ENGINE": "ada:s3cret@db"})
    assert "s3cret" not in str(told.value)


@pytest.mark.parametrize(
    ("shards", "ids", "told"),
    [
        ("4", "a-b", r"REPORTBOT_SHARD_IDS is 'a-b': give numbers, as in 0-3 or 0,2"),
        ("4", "2-4", r"names connection 4, and REPORTBOT_SHARDS is 4"),
        ("0", "0", r"names connection 0, and REPORTBOT_SHARDS is 0"),
    ],
)
def test_a_process_can_have_only_connections_that_there_are(shards: str, ids: str, told: str) -> None:
    """Counted from 0, of as many as all processes have together."""
    with pytest.raises(ReportbotError, match=told):
        Settings.from_env({"REPORTBOT_SHARDS": shards, "REPORTBOT_SHARD_IDS": ids})
