"""The files that run the bot as a service: they set what can be set, and give it no privileges."""

from __future__ import annotations

import configparser
import re
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest
import yaml

from bot.__main__ import _parser
from bot.config import Settings

ROOT = Path(__file__).resolve().parent.parent
DEPLOY = ROOT / "docs" / "deploy"


def variables(text: str) -> set[str]:
    """The settings that a file gives."""
    return set(re.findall(r"\b(?:REPORTBOT_\w+|DISCORD_TOKEN)\b", text))


@pytest.mark.parametrize("name", ["reportbot.service", "Containerfile", "compose.yaml"])
def test_what_runs_the_bot_sets_settings_that_exist(name: str) -> None:
    """At least where the index and the memory are."""
    told = variables((DEPLOY / name).read_text(encoding="utf-8"))
    assert told - {setting.metadata["variable"] for setting in fields(Settings)} == set()
    assert {"REPORTBOT_INDEX", "REPORTBOT_MEMORY"} <= told


def test_the_service_runs_without_privileges() -> None:
    """As a user of its own that may write to its state and cache alone."""
    unit = configparser.ConfigParser(strict=False, interpolation=None, delimiters=("=",))
    unit.optionxform = str  # type: ignore[assignment,method-assign]  # options keep their case
    unit.read(DEPLOY / "reportbot.service", encoding="utf-8")
    service = dict(unit["Service"])
    hardened = {
        "User": "reportbot",
        "NoNewPrivileges": "true",
        "CapabilityBoundingSet": "",
        "ProtectSystem": "strict",
        "ProtectHome": "true",
        "StateDirectory": "reportbot",
        "CacheDirectory": "reportbot",
    }
    assert {key: service.get(key) for key in hardened} == hardened
    assert service["ExecStart"].endswith("/reportbot run")
    assert "ReadWritePaths" not in service


def test_the_fetching_service_runs_without_privileges_and_writes_to_the_folder_of_reports_alone() -> None:
    """Once a day, as the same user, in settings that exist."""
    text = (DEPLOY / "reportbot-fetch.service").read_text(encoding="utf-8")
    told = variables(text)
    assert told - {setting.metadata["variable"] for setting in fields(Settings)} == set()
    assert {"REPORTBOT_CORPUS", "REPORTBOT_INDEX", "REPORTBOT_CONTACT"} <= told
    assert {"User=reportbot", "NoNewPrivileges=true", "ProtectSystem=strict", "ReadWritePaths=/srv/reports"} <= set(
        text.splitlines()
    )
    [command] = re.findall(r"^ExecStart=\S+/reportbot (.*)$", text, re.M)
    _parser().parse_args(command.split())  # would end with what is wrong
    assert "OnCalendar=daily" in (DEPLOY / "reportbot-fetch.timer").read_text(encoding="utf-8")


def test_the_container_runs_without_privileges() -> None:
    """As a user that is not root, on a read-only file system; what it writes goes to volumes."""
    service = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["services"]["reportbot"]
    assert (service["user"], service["read_only"], service["cap_drop"]) == ("10001:10001", True, ["ALL"])
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert {"index:/data/index", "memory:/data/memory", "cache:/data/cache"} <= set(service["volumes"])
    assert (DEPLOY / service["build"]["context"]).resolve() == ROOT
    assert (ROOT / service["build"]["dockerfile"]).is_file()


def test_the_image_has_what_the_program_needs_and_no_more() -> None:
    """Files that are there, no secrets, and a user that is not root."""
    lines = (DEPLOY / "Containerfile").read_text(encoding="utf-8").splitlines()
    copied = [source for line in lines if line.startswith("COPY ") for source in line.split()[1:-1]]
    assert {"bot", "corpus", "index", "scripts", "pyproject.toml", "constraints.txt"} <= set(copied)
    assert [source for source in copied if not (ROOT / source).exists() or source in (".", ".env")] == []
    assert "USER 10001:10001" in lines


def test_a_package_that_is_built_has_the_files_that_its_modules_read() -> None:
    """Word lists, sources and weights: each matches what pyproject.toml gives for its folder, or for one above it."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    patterns = settings["tool"]["setuptools"]["package-data"].items()
    taken = {
        path for package, each in patterns for one in each for path in (ROOT / package.replace(".", "/")).glob(one)
    }
    read = {".npz", ".tsv", ".txt", ".toml", ".safetensors"}
    files = {path for package in ("bot", "corpus", "index") for path in (ROOT / package).rglob("*")}
    assert {path for path in files if path.suffix in read} - taken == set()
