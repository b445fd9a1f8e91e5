"""The marks of footnotes in a web page: what is raised (``<sup>``), and where it leads.

While the page becomes text, marks and the labels of notes stand in it between characters that no text holds.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

HtmlElement: TypeAlias = Any  # of lxml, to which this is no door
MARK, NOTE, END = "\ufdd0", "\ufdd1", "\ufdd2"  # Unicode keeps these for a program's own use
MOST_OF_NOTE: Final = 3000  # characters: what a mark leads to is a note up to this length, else a part of the page
_WRAPPED = re.compile(f"{MARK}(?P<mark>[^{END}]*){END}|{NOTE}(?P<label>[^{END}]*){END}[ ]?")
_LABEL = re.compile(r"[\[(]?(?:\d+(?:\s*[,;\u2013-]\s*\d+)*|[a-z]|[*\u2020\u2021\u00a7\u00b6#]+)[\])]?")
_LENGTH = re.compile(r"(?<![^\W\d_])[kcm]?m\s*$")  # 2 and 3 behind these are powers: 10 m\u00b2
_DIGIT = r"[\u00b9\u00b2\u00b3\u2070-\u2079]"
_ITSELF = re.compile(rf"(?<=\S)(?<!{_DIGIT}){_DIGIT}+(?:,\s?{_DIGIT}+)*")
_INLINE = frozenset("a abbr b cite code em i mark q small span strong sub sup u".split())


@dataclass(frozen=True, slots=True)
class Unwrapped:
    """A block's words, its marks as runs of them, and the ``label`` of the note that the block is."""

    words: str
    marks: tuple[tuple[int, int], ...]
    label: str


def wrap(tree: HtmlElement) -> None:
    """Wrap the marks of a page, and the label of each note, which is put before the note where the page counts it."""
    led_to: dict[str, set[str]] = defaultdict(set)
    for raised in list(tree.iter("sup")):
        words = " ".join(raised.text_content().split())
        label = next(iter(re.findall(r"\d+", words)), words.strip("[]()"))
        before = _before(raised)
        links = [link.get("href") or "" for link in raised.iter("a")]
        target = next((address[1:] for address in links if address.startswith("#")), "")
        if not before.strip():
            if _LABEL.fullmatch(words):
                _fill(raised, f"{NOTE}{label}{END}")
        elif target or _is_mark(words, before):
            led_to[target].add(label)
            _fill(raised, f"{MARK}{words}{END}")
    ids = {element.get("id"): element for element in tree.iter() if isinstance(element.tag, str)}
    for target, labels in led_to.items():
        if target in ids and len(labels) == 1 and len(ids[target].text_content()) < MOST_OF_NOTE:
            _put_label(ids[target], *labels)


def _is_mark(words: str, before: str) -> bool:
    return bool(_LABEL.fullmatch(words)) and not (words in ("2", "3") and _LENGTH.search(before))


def _before(raised: HtmlElement) -> str:
    """What stands before an element within its paragraph, as far as it is needed."""
    found = ""
    element = raised
    while True:
        for other in element.itersiblings(preceding=True):
            own = other.text_content() if isinstance(other.tag, str) else ""
            found = f"{own}{other.tail or ''}{found}"
        parent = element.getparent()
        if parent is None:
            return found
        found = f"{parent.text or ''}{found}"
        if found.strip() or parent.tag not in _INLINE:
            return found
        element = parent


def _fill(element: HtmlElement, words: str) -> None:
    for child in list(element):
        element.remove(child)
    element.text = words


def _put_label(note: HtmlElement, label: str) -> None:
    """Put the label of a note before its first words, unless it stands there."""
    block = note
    while block.tag in _INLINE and block.getparent() is not None:
        block = block.getparent()
    while not (block.text or "").strip() and len(block) and block[0].tag not in _INLINE:
        block = block[0]
    if NOTE not in block.text_content():
        block.text = f"{NOTE}{label}{END}{block.text or ''}"


def unwrap(words: str) -> Unwrapped:
    """Words as they are stored: marks stay in them, labels of notes that the page counts itself do not."""
    parts: list[str] = []
    marks: list[tuple[int, int]] = []
    label = ""
    at = length = 0
    for found in _WRAPPED.finditer(words):
        parts.append(words[at : found.start()])
        length += len(parts[-1])
        if found["mark"] is not None:
            marks.append((length, length + len(found["mark"])))
            parts.append(found["mark"])
            length += len(found["mark"])
        elif not label:
            label = found["label"]
        at = found.end()
    whole = "".join([*parts, words[at:]])
    return Unwrapped(whole, tuple(sorted({*marks, *raised_themselves(whole)})), label)


def raised_themselves(text: str) -> list[tuple[int, int]]:
    """The runs of characters that are raised digits behind a word, but for powers of lengths."""
    found = _ITSELF.finditer(text)
    return [run.span() for run in found if not _LENGTH.search(text, max(0, run.start() - 4), run.start())]
