"""Office documents are archives: how much they unpack to is known before it is done."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import Final

from corpus.errors import UnreadableReport

DAMAGED: Final = (  # what zipfile, and libraries that take the parts for whole, raise on damaged files
    zipfile.BadZipFile, zlib.error, struct.error, SyntaxError, LookupError, ValueError, TypeError, AttributeError,
    ArithmeticError, RuntimeError, EOFError,
)  # fmt: skip


def refuse_large(data: bytes, most: int) -> None:
    """Refuse a file whose parts together unpack to more than ``most`` bytes.

    Raises:
        UnreadableReport: they do.
        Exception: one of ``DAMAGED``: it is no archive, or damaged.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        size = sum(part.file_size for part in parts.infolist())
    if size > most:
        raise UnreadableReport(f"an office document that unpacks to more than {most // 2**20} MiB")
