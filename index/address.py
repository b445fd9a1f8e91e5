"""The address of an engine, which never shows its password."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import parse_qs

from corpus.errors import ReportbotError

SCHEMES: Final = ("postgresql://", "postgres://")
# https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS
_FORM: Final = re.compile(
    r"postgres(?:ql)?://(?:[^@/?#\s]*@)?(?P<host>[^@/?#\s]*)(?:/(?P<name>[^@/?#\s]*))?(?:\?(?P<rest>[^#\s]*))?"
)


@dataclass(frozen=True, slots=True)
class Address:
    """Where a database is: ``url`` may hold a password, and what is printed of it does not."""

    url: str = field(repr=False)

    def __str__(self) -> str:
        """Host and name of the database."""
        found = _FORM.fullmatch(self.url)
        given = parse_qs(found["rest"] or "") if found else {}
        host = (found and found["host"]) or ",".join(given.get("host", [])) or "this machine"
        name = (found and found["name"]) or ",".join(given.get("dbname", []))
        return f"{name} on {host}" if name else host


def is_address(text: str) -> bool:
    """Whether a text is meant as an address, and not as a path."""
    return text.startswith(SCHEMES)


def address_of(variable: str, text: str) -> Address:
    """The address that a setting gives.

    Raises:
        ReportbotError: it has not the form of one; the message does not repeat it, since it may hold a password.
    """
    if not _FORM.fullmatch(text):
        raise ReportbotError(
            f"{variable} has not the form postgresql://USER:PASSWORD@HOST:PORT/DATABASE; write signs such as @ and /"
            " in a password as %40 and %2F, or leave the password to a password file (PGPASSFILE)"
        )
    return Address(text)
