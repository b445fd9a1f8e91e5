"""Bytes to characters: what a page says of its character set is often wrong, or stands too late."""

from __future__ import annotations

import codecs
import re

import webencodings

SAID_WITHIN = 65536  # bytes from the start of a page in which its character set is looked for
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_SAID = re.compile(rb"""<(?:meta|\?xml)\b[^>]{0,300}?\b(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{1,40})""", re.I)


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("cp1252", errors="replace"), error.end


codecs.register_error("windows-1252", _as_windows)


def decode(data: bytes) -> str:
    """The text of a file: by its byte order mark, else as UTF-8, where single bytes that are none are Windows-1252.

    Files that mix the two come from pages put together of several sources.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, errors="replace")
    return data.decode("utf-8", errors="windows-1252")


def decode_page(data: bytes) -> str:
    """The text of a web page: as :func:`decode`, but in the character set it names where its bytes are no UTF-8.

    Names mean what browsers take them for (WHATWG Encoding, section 4.2): ``iso-8859-1`` is Windows-1252. A page
    that names UTF-8 or UTF-16 in its own text and is neither is read as :func:`decode` reads it.
    """
    said = _SAID.search(data[:SAID_WITHIN])
    encoding = webencodings.lookup(said[1].decode("ascii", "replace")) if said else None
    if encoding is None or encoding.name.startswith("utf-") or _is_utf8(data):
        return decode(data)
    return str(encoding.codec_info.decode(data, "replace")[0])


def _is_utf8(data: bytes) -> bool:
    if any(data.startswith(mark) for mark, _ in _MARKS):
        return True
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
