"""The door to tomlkit: writes what is known of a fetched report beside it, and keeps what a person wrote there."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

import tomlkit

from corpus.describe.sidecar import SIDECAR, sidecar_in

# What is known of the file alone: it changes with the file. Everything else is a person's once it is written.
OF_THE_FILE: Final = ("url", "page", "fetched", "sha256", "form", "earlier")


def note(folder: Path, name: str, fields: Mapping[str, object]) -> None:
    """Write the fields of a file into its folder's sidecar.

    A table that is there keeps all its fields, but for those that tell of the file alone. A new one goes to the
    end, so that hundreds of reports cost no reading of hundreds.

    Raises:
        ReportbotError: the sidecar is not TOML.
    """
    held = sidecar_in(folder)
    path = folder / SIDECAR
    if name not in held:
        before = path.read_text(encoding="utf-8") if path.is_file() else ""
        gap = "" if not before else "\n" if before.endswith("\n") else "\n\n"
        table = tomlkit.document()
        table[name] = _table(fields)
        replace(path, f"{before}{gap}{tomlkit.dumps(table)}".encode())
        return
    new = {key: fields.get(key) for key in OF_THE_FILE if fields.get(key) != held[name].get(key)}
    new |= {key: value for key, value in fields.items() if key not in held[name]}
    if new:
        tables: Any = tomlkit.parse(path.read_text(encoding="utf-8"))
        for key, value in new.items():
            if value is None:
                tables[name].pop(key, None)
            else:
                tables[name][key] = _value(value)
        replace(path, tomlkit.dumps(tables).encode())


def _table(fields: Mapping[str, object]) -> Any:
    table = tomlkit.table()
    for key, value in fields.items():
        table[key] = _value(value)
    return table


def _value(value: object) -> object:
    """A day as TOML has days, anything else as it is."""
    if isinstance(value, str) and len(value) == 10:
        try:
            return date.fromisoformat(value)
        except ValueError:
            return value
    return list(value) if isinstance(value, tuple) else value


def replace(path: Path, data: bytes) -> None:
    """Write a file so that it is there whole or not at all."""
    part = path.with_name(f".{path.name}.part")
    with part.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
