"""The door to pypdf: what a PDF says of itself, and a second, independent reading of its text."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from pypdf import PageObject, PdfReader
from pypdf.errors import PyPdfError

from corpus.errors import UnreadableReport

READER = f"pypdf {version('pypdf')}"
_TROUBLE = (  # what pypdf raises on damaged files, and on filters that it does not know
    PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, NotImplementedError,
    ArithmeticError,
)  # fmt: skip
logging.getLogger("pypdf").setLevel(logging.ERROR)  # its warnings on odd files are not the user's


@dataclass(frozen=True, slots=True)
class PdfInfo:
    """Document information (lower-case names), printed page labels, bookmarks, and layers that are switched off."""

    properties: dict[str, str]
    labels: tuple[str | None, ...]
    bookmarks: tuple[str, ...]
    hidden_layers: frozenset[str] = frozenset()


def open_pdf(source: Path | bytes, password: str | None = None) -> PdfReader:
    """Open a PDF, a file or its bytes, with ``password`` where it needs one.

    Raises:
        UnreadableReport: the file is encrypted and the password does not open it, or damaged.
    """
    try:
        reader = PdfReader(io.BytesIO(source) if isinstance(source, bytes) else source)
        if reader.is_encrypted and not reader.decrypt(password or ""):
            raise UnreadableReport("encrypted PDF: give its password as `password` in reports.toml beside it")
        len(reader.pages)
    except (*_TROUBLE, OSError) as error:
        raise UnreadableReport(f"damaged PDF ({error}): download the report again") from error
    return reader


def read_info(source: Path | bytes, password: str | None = None) -> PdfInfo:
    """Read what a PDF says of itself; what is damaged is left out."""
    try:
        reader = open_pdf(source, password)
    except UnreadableReport:  # another reader may still find the text
        return PdfInfo({}, (), ())
    return PdfInfo(_properties(reader), _labels(reader), _bookmarks(reader), _hidden_layers(reader))


def _properties(reader: PdfReader) -> dict[str, str]:
    try:
        fields: Mapping[str, object] = reader.metadata or {}
        return {str(k).lstrip("/").lower(): str(v).strip() for k, v in fields.items() if str(v).strip()}
    except _TROUBLE:
        return {}


def _labels(reader: PdfReader) -> tuple[str | None, ...]:
    count = len(reader.pages)
    try:
        if "/PageLabels" not in reader.root_object:
            return (None,) * count
        return tuple(label or None for label in reader.page_labels)
    except _TROUBLE:
        return (None,) * count


def _hidden_layers(reader: PdfReader) -> frozenset[str]:
    """The names of the layers that are switched off when the file is opened."""
    try:
        layers = reader.root_object.get("/OCProperties")
        if layers is None:
            return frozenset()
        every = {one.idnum: str(one.get_object()["/Name"]) for one in layers.get_object()["/OCGs"]}
        shown = layers.get_object()["/D"].get_object()
        off = {one.idnum for one in shown.get("/OFF", ())}
        if shown.get("/BaseState") == "/OFF":
            off = every.keys() - {one.idnum for one in shown.get("/ON", ())}
        return frozenset(name for key, name in every.items() if key in off)
    except _TROUBLE:
        return frozenset()


def _bookmarks(reader: PdfReader) -> tuple[str, ...]:
    try:
        return tuple(_titles(reader.outline))
    except _TROUBLE:
        return ()


def _titles(outline: Sequence[object]) -> list[str]:
    titles: list[str] = []
    for entry in outline:
        titles.extend(_titles(entry) if isinstance(entry, list) else [str(getattr(entry, "title", ""))])
    return [title for title in titles if title]


def page_texts(source: Path | bytes, password: str | None = None) -> tuple[str, ...]:
    """The text of every page as pypdf reads it, what is typed into fields behind it.

    Raises:
        UnreadableReport: the file cannot be opened, or no page of it can be read.
    """
    reader = open_pdf(source, password)
    try:
        return tuple("\n".join([page.extract_text(), *_typed(page)]) for page in reader.pages)
    except _TROUBLE as error:
        raise UnreadableReport(f"damaged PDF ({error}): download the report again") from error


def _typed(page: PageObject) -> Iterator[str]:
    """What is typed into the fields of a form on a page."""
    for annotation in page.get("/Annots") or ():
        field = annotation.get_object()
        if field.get("/Subtype") == "/Widget":
            parent = field["/Parent"].get_object() if "/Parent" in field else {}
            value = field.get("/V", parent.get("/V"))
            if isinstance(value, str):
                yield value
