"""Questions about people: who held an office, by the reports of that time; nothing on what anybody is like or did."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from bot.question import leaning
from bot.question.parse import UNSUPPORTED
from bot.question.question import EMPTY, Question
from bot.quoting.cut import quote_at
from bot.quoting.place import dated, title
from bot.search.rank import is_boilerplate
from bot.search.sentences import cut
from bot.types import Entry
from corpus.types import Report, Span
from corpus.vocabulary.asked import said_in, words_of
from corpus.vocabulary.offices import (
    employer_in,
    employer_words,
    holder,
    is_employed_by,
    is_name,
    names_asked,
    names_person,
    office_in,
    written,
)
from index.search import Index

MOST: Final = 3  # reports, newest first, whose holder of an office is told
OF_SEVERAL: Final = frozenset(("chief executive",))  # offices of which a place has several, each with its body
NEAR: Final = 20  # passages that hold a name's words, in which a person of that name is looked for
AT_THE_TIME: Final = "Reports name who held an office at their time: who holds it now may be somebody else."
NOT_NAMED: Final = "The reports held do not name who held this office: {office}."
_WHO: Final = re.compile(r"\bwho(?:['\u2019]s|se)?\b|\bname of\b|\bwhich (?:person|chief)\b", re.I)
_SAID_OF: Final = re.compile(r"\b(?:say|says|said|think|thinks|thought|find|found)\b", re.I)
_OF_HOLDER: Final = frozenset(
    "who who's whose whos what's name named person holds held holder post role office job acting interim temporary new"
    " when time inspected".split()
)
# Words beside an office's name that ask for its holder's, in whatever order, and for nothing else.
_NAMES_HOLDER: Final = _OF_HOLDER | frozenset(
    "the a of for in at on and to what is was are were me tell give please can you called names identity surname then"
    " back during inspection visit report there current".split()
)
_OF_OFFICE: Final = re.compile(
    r"\b(?:is|was|has|did|does|should|will|were|had|can)\s+(?:the\s+)?(?:[\w\u2019'-]+\s+){0,3}$",
    re.I,
)


def on_conduct(index: Index, question: Question) -> str:
    """The sentence that refuses a question about what somebody is like or did; nothing where it is none."""
    slots = {said.slot for said in said_in(question.text)}
    conduct = "conduct" in slots
    office = office_in(question.text)
    if office and "superlative" in slots:
        return UNSUPPORTED["personal"]
    if conduct and office and any(_OF_OFFICE.search(question.text[:at]) for at in _places(office, question.text)):
        return UNSUPPORTED["personal"]
    if "response" in slots and not conduct:
        return ""
    named = any(_is_person(index, name) for name in _names(question, anyhow=conduct))
    return UNSUPPORTED["personal"] if named and (conduct or not _WHO.search(question.text)) else ""


def _places(office: str, text: str) -> Iterator[int]:
    for name in names_asked(office):
        yield from (match.start() for match in re.finditer(rf"\b{written(name)}\b", text, re.I))


def _names(question: Question, *, anyhow: bool) -> Iterator[str]:
    """Each two words of a question that may be somebody's name: with capitals, or in any spelling.

    No part of a body's name is one, but a family name may be a place's, too.
    """
    words = words_of(question.text)
    for (_, start, first), (_, last, end) in pairwise(words):
        capital = question.text[start].isupper() and question.text[last].isupper()
        near = last == first + 1 and (capital or anyhow)
        named = [one for one in question.mentions if one.start < end and start < one.end]
        if near and all(start < one.start and one.end == end for one in named):
            yield re.sub(r"['\u2019]s$", "", question.text[start:end])


def _is_person(index: Index, name: str) -> bool:
    """Whether a report names a person so."""
    stems = index.lexical.stems(name)
    if not stems:
        return False
    ids = [i for i, _ in index.lexical.search(stems, NEAR)]
    return any(names_person(name, stored.text) for stored in index.store.passages(ids).values())


def office_asked(question: Question) -> str:
    """The office whose holder a question asks for, or nothing: by *who*, or by no other words than for a name."""
    office = office_in(question.text)
    bare = _only(question, office, _NAMES_HOLDER) and not _SAID_OF.search(question.text)
    return office if bare or _WHO.search(question.text) else ""


def asks_holder(question: Question) -> bool:
    """Whether a question asks who holds an office, and nothing else that reports could not answer."""
    office = office_asked(question)
    return _only(question, office, _OF_HOLDER | EMPTY | _NAMES_HOLDER)


def _only(question: Question, office: str, known: frozenset[str]) -> bool:
    """Whether a question has no words but an office's name and ``known`` ones."""
    own = set(map(_plain, known.union(employer_words(), *(name.split() for name in names_asked(office)))))
    words = (word for word, _, _ in words_of(leaning.without_inspection(question.topic)))
    return bool(office) and all(_plain(word) in own for word in words)


def _plain(word: str) -> str:
    """A word without its possessive ending, however it is spelt (*constable's*, *constables*)."""
    return word.replace("'", "").rstrip("s")


def holders(index: Index, reports: Sequence[Report], office: str, text: str = "") -> tuple[str, list[Entry]]:
    """Who held an office, by the newest reports that name somebody, with the sentence that tells how far that goes.

    Of the employer that the question's ``text`` names, if it names one.
    """
    employer = employer_in(text) if office in OF_SEVERAL else ""
    entries: list[Entry] = []
    for report in sorted(reports, key=lambda one: one.date, reverse=True):
        if len(entries) < MOST:
            entries += _holders(index, report, office, employer)
    if not entries:
        return NOT_NAMED.format(office=office + f" of the {employer}" * bool(employer)), []
    first = entries[0].quote
    told = [
        f"{one.value} is named as {one.what} in {title(one.quote.report)}, {dated(one.quote.report)}."
        for one in entries
        if one.quote and first and one.quote.report == first.report
    ]
    return f"{' '.join(told)} {AT_THE_TIME}", entries


def _holders(index: Index, report: Report, office: str, employer: str) -> list[Entry]:
    """Who a report names in an office: by a sentence, else all among those that it is addressed to."""
    pattern = holder(office)
    for stored in index.store.passages_of(report.id):
        for number, sentence in enumerate(stored.sentences):
            match = pattern.search(sentence)
            if match and is_name(match["name"]) and not (employer or is_boilerplate(stored)):
                name = " ".join(match["name"].split())
                return [Entry(report.body, _post(match, office), name, cut(index, stored, number, number))]
    found: dict[str, Entry] = {}
    for page in index.store.pages(report.id).values():
        for match in pattern.finditer(page.text):
            name = " ".join((match["name"] or match["before"]).split())
            if is_name(name) and is_employed_by(employer, match[0]):
                spans = [Span(page.number, match.start(), match.end())]
                words = index.store.text_of(report.id, {page.number}).words(spans)
                entry = Entry(report.body, _post(match, office), name, quote_at(index.store, report, spans, words))
                found.setdefault(name, entry)
        if found:
            break
    return list(found.values())


def _post(match: re.Match[str], office: str) -> str:
    """An office by its name; as it is printed where it is held for a time, called otherwise, or named with a body."""
    name = match["name"] or match["before"]
    printed = " ".join(match[0].replace(name, "").split()).strip(" ,\u2013-")
    of = printed.partition(",")[2]
    bare = _plain(printed.partition(",")[0].lower().replace("\u2019", "'"))
    alike = bare == _plain(office) and (office not in OF_SEVERAL or not of)
    return office if alike else f"\u201c{printed}\u201d"
