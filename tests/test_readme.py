"""The README keeps up with the program: its settings, its commands, its scripts, its make targets."""

from __future__ import annotations

import re
import shlex
from dataclasses import Field, fields
from pathlib import Path
from typing import Any

import pytest

from bot.__main__ import main
from bot.config import Settings

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = sorted(path.name for path in (ROOT / "scripts").glob("*.py") if path.name != "__init__.py")
HEAD = "| Variable | Default | Meaning |"


@pytest.fixture(scope="module")
def readme() -> str:
    """The text of the README."""
    return (ROOT / "README.md").read_text(encoding="utf-8")


def settings_rows(text: str) -> list[tuple[str, str, str]]:
    """Variable, default and meaning of each row of the settings table, code marks around a whole cell dropped."""
    _, head, below = text.partition(HEAD)
    assert head, f"no table that begins with {HEAD}"
    rows = []
    for line in below.split("\n")[2:]:
        if not line.startswith("|"):
            break
        variable, default, meaning = (cell.strip() for cell in line.strip().strip("|").split("|"))
        rows.append((variable.strip("`"), default.strip("`"), meaning))
    return rows


def default_of(setting: Field[Any]) -> str:
    """A default as the README shows it."""
    value = setting.default
    if value is None:
        return "-"
    if isinstance(value, bool):
        return "on" if value else "off"
    values = value if isinstance(value, tuple) else (value,)
    shown = (v.relative_to(ROOT).as_posix() if isinstance(v, Path) and v.is_absolute() else str(v) for v in values)
    return ":".join(shown)


def code_of(text: str) -> list[str]:
    """Every line of the code blocks, and every piece of code within the text."""
    blocks = re.findall(r"^```.*?\n(.*?)^```", text, re.M | re.S)
    without = re.sub(r"^```.*?^```", "", text, flags=re.M | re.S)
    return [line for block in blocks for line in block.splitlines()] + re.findall(r"`([^`\n]+)`", without)


def make_targets(text: str) -> set[str]:
    """The targets of ``make`` commands in a text's code."""
    commands = (re.match(r"(?:\$ )?make\b(.*)", code.strip()) for code in code_of(text))
    words = (word for command in commands if command for word in shlex.split(command[1], comments=True))
    return {word for word in words if re.fullmatch(r"[a-z][\w-]*", word)}


def subcommands(capsys: pytest.CaptureFixture[str]) -> list[str]:
    """The commands that ``reportbot --help`` lists."""
    with pytest.raises(SystemExit):
        main(["--help"])
    return re.findall(r"^    (\w+)(?: {2,}|$)", capsys.readouterr().out, re.M)


def test_the_settings_table_is_the_settings(readme: str) -> None:
    """One row for each field, in order, with its variable, its default and its meaning, and no other row."""
    expected = [(s.metadata["variable"], default_of(s), s.metadata["meaning"]) for s in fields(Settings)]
    assert settings_rows(readme) == expected


def test_defaults_are_shown_in_a_way_that_can_be_typed() -> None:
    """Paths below the project's folder, a hyphen for what has no default."""
    shown = {setting.name: default_of(setting) for setting in fields(Settings)}
    assert (shown["corpus"], shown["index"], shown["quotes"]) == ("corpus/reports", ".index", "5")
    assert (shown["discord_token"], shown["model"]) == ("-", "reportbot-minilm")


def test_every_command_is_told_of(readme: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Each stands there as it is typed."""
    commands = subcommands(capsys)
    assert {"ask", "reports", "run"} <= set(commands)
    assert [command for command in commands if f"reportbot {command}" not in readme] == []


@pytest.mark.parametrize("script", SCRIPTS)
def test_every_script_is_told_of(readme: str, script: str) -> None:
    """By its path."""
    assert f"scripts/{script}" in readme


def test_every_make_target_that_is_told_of_exists(readme: str) -> None:
    """At least the three that everyone needs are told of."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = {name for names in re.findall(r"^([a-z][\w -]*):(?!=)", makefile, re.M) for name in names.split()}
    told = make_targets(readme)
    assert {"ask", "test"} <= told
    assert told - targets == set()


def test_make_targets_are_found_in_code_only() -> None:
    """Prose may make sense; what follows a target's name may set variables or say something."""
    block = 'make ask Q="Why is it so?"   # make an answer\n$ make test lint\nmake\n'
    text = f"We make sure.\n\n```sh\n{block}```\n\nOr `make bench`.\n"
    assert make_targets(text) == {"ask", "test", "lint", "bench"}
