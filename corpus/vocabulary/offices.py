"""The offices that reports name people by, and how a report names who holds one."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final

DATA: Final = Path(__file__).parent / "offices.tsv"
EMPLOYERS: Final = Path(__file__).parent / "employers.tsv"
_HONORIFIC: Final = r"(?:(?:Sir|Dame|Dr|Mr|Mrs|Ms|Miss|Professor|Councillor|Cllr|Lord|Baroness)\.?\s+)?"
_WORD: Final = r"(?:[A-Z][\u2019'])?[A-Z][a-z\u00c0-\u024f]+(?:[A-Z][a-z]+)?(?:[\u2019'-][A-Z]?[a-z]+)*"
NAME: Final = rf"{_HONORIFIC}{_WORD}(?:[^\S\n]+(?:{_WORD}|[A-Z]\.?(?![\w]))){{1,2}}"
_POST: Final = (
    r"(?:Chief|Director|Chair|Commissioner|Mayor|Leader|Head|Manager|Executive|Deputy|Lead|Officer|Scrutineer"
    r"|Superintendent|Accountable)\b"
)
_NO_NAME: Final = (
    rf"\b{_POST}|\b(?:Director|Services?|Children|Council|Board|Police|Constabulary|Authority|Member|Independent|Local"
    r"|Inspector|Social|Care|Health|Trust|Partnership|Committee|Team|Cabinet|County|City|Borough|Safeguarding)\b"
)
_BEFORE: Final = r"(?:(?:Acting|Interim|Temporary|Former|Executive|Independent|Corporate|Strategic)\s+)?"
_HONOURS: Final = r"(?:\s+(?:OBE|CBE|QPM|KPM|MBE))?"
_OTHER_POST: Final = rf"{_HONOURS},\s+(?:[\w\u2019'-]+\s+){{0,4}}?{_POST}"  # behind the next name of a list
_BODY: Final = r"(?:[A-Z][\w\u2019'-]*,?[^\S\n]+(?:(?:and|of|the)[^\S\n]+)*){0,8}?"  # named before the office
_ANY: Final = r"(?:[\w\u2019'-]+\s+){0,6}?"  # for the * in an office's name: the words that name the body
_DEPUTIES: Final = r"(?<!deputy )(?<!assistant )(?<!vice )"


@cache
def offices() -> dict[str, tuple[str, ...]]:
    """The names of each office, the longest first."""
    return {row["office"]: _phrases(row["said"]) for row in _rows(DATA)}


@cache
def _asked() -> dict[str, tuple[str, ...]]:
    """What people say for each office that reports do not: *police boss*, *runs children's services*."""
    return {row["office"]: _phrases(row["asked"]) for row in _rows(DATA)}


def names_asked(office: str) -> tuple[str, ...]:
    """All words by which a question may mean an office; none for no office."""
    return (*offices().get(office, ()), *_asked().get(office, ()))


def _phrases(cell: str) -> tuple[str, ...]:
    return tuple(sorted(filter(None, cell.split(";")), key=len, reverse=True))


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


@cache
def _said(office: str) -> str:
    return _any_of(offices()[office])


def _any_of(names: Sequence[str]) -> str:
    return rf"(?i:{_DEPUTIES}\b(?:{'|'.join(map(written, names))})\b)"


def employer_in(text: str) -> str:
    """Whose office a question means, where it names a council or a health service; or nothing."""
    named = (row["employer"] for row in _rows(EMPLOYERS) if re.search(_any_of(_phrases(row["asked"])), text))
    return next(named, "")


@cache
def employer_words() -> frozenset[str]:
    """All words by which a question may name an employer."""
    return frozenset(word for row in _rows(EMPLOYERS) for said in _phrases(row["asked"]) for word in said.split())


def is_employed_by(employer: str, words: str) -> bool:
    """Whether the words of a report that name an office holder name such an employer, or none is asked for."""
    written_so = next((_phrases(row["written"]) for row in _rows(EMPLOYERS) if row["employer"] == employer), ())
    return not employer or any(re.search(rf"\b{re.escape(one)}\b", words) for one in written_so)


def written(name: str) -> str:
    """A pattern of an office's name, over line breaks and with any apostrophe; a star stands for any words."""
    pattern = re.escape(name).replace("'", "[\u2019']?").replace(r"\ ", r"\s+")
    return pattern.replace(r"\*\s+", _ANY)


def office_in(text: str) -> str:
    """The first office that a text names, or nothing."""
    named = ((office, re.search(_any_of(names_asked(office)), text)) for office in offices())
    found = [(match.start(), -len(match[0]), office) for office, match in named if match]
    return min(found)[2] if found else ""


@cache
def holder(office: str) -> re.Pattern[str]:
    """How a report names who holds an office: *Chief Constable Ann Lee*, *Ann Lee, Chief Constable*; group ``name``."""
    return re.compile(
        rf"{_BEFORE}{_said(office)}(?:\s+of\s+(?:{_WORD}\s+){{1,4}})?,?[^\S\n]+(?P<name>{NAME})\b(?!{_OTHER_POST})"
        rf"|(?P<before>{NAME}){_HONOURS},\s+{_BODY}{_BEFORE}{_said(office)}(?:,[^,\n]{{3,60}})?"
    )


def names_person(name: str, text: str) -> bool:
    """Whether a text names somebody of this name: by an office, a post or honours."""
    said = re.escape(name).replace(r"\ ", r"\s+")
    if not re.search(said, text, re.I):
        return False
    after = rf"{_HONOURS.removesuffix('?')}\b"
    held = "|".join(_said(office) for office in offices())
    post = rf"(?:{held}|(?i:\b(?:inspector|commissioner)))"
    return bool(
        re.search(rf"(?i:{said})(?:{after}|,\s+{_BEFORE}(?:{held}))", text) or re.search(rf"{post}\s+(?i:{said})", text)
    )


def is_name(words: str | None) -> bool:
    """Whether words in capitals can be somebody's name, and not a post or a body."""
    return bool(words) and not re.search(_NO_NAME, words or "")


def lists_addressees(text: str) -> bool:
    """Whether a text is a list of the people that a letter goes to: two or more, each with an office or a post."""
    pairs = re.findall(rf"{NAME},\s+(?:[A-Z][\w\u2019'-]+,?\s+){{0,4}}{_POST}", text)
    return len(pairs) >= 2 and not re.search(r"\b(?:is|are|was|were|has|have|said|should)\b", text)
