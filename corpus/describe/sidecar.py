"""``reports.toml``: what is said of reports beside them; light to import, unlike the readers of reports."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

from corpus import clean
from corpus.errors import ReportbotError

SIDECAR = "reports.toml"
BUNDLED = Path(__file__).parent.parent / "reports"


def sidecar_in(folder: Path) -> Mapping[str, Mapping[str, object]]:
    """The fields that a folder's sidecar gives for each file, as JSON has them; none where there is no sidecar.

    Raises:
        ReportbotError: it is not TOML, or cannot be opened.
    """
    path = folder / SIDECAR
    if not path.is_file():
        return {}
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ReportbotError(f"{path} cannot be opened: {error.strerror}") from error
    except (ValueError, RecursionError) as error:  # numbers of thousands of digits, a thousand brackets
        raise ReportbotError(f"{path} is not TOML: {error}") from error
    return {name: _fields(table) for name, table in tables.items() if isinstance(table, dict)}


def _fields(table: Mapping[str, object]) -> dict[str, object]:
    """A table's fields, cleaned, but for the password."""
    return {name: str(given) if name == "password" else clean.value(given) for name, given in table.items()}


def password_of(path: Path) -> str | None:
    """The password that the sidecar beside a report gives for it.

    Raises:
        ReportbotError: the sidecar is not TOML.
    """
    password = sidecar_in(path.parent).get(path.name, {}).get("password")
    return str(password) if password else None
