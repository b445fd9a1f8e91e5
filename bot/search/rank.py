"""Hits in the order in which they answer this question: what it seeks first, boilerplate left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache, partial

from bot.question import leaning
from bot.question.leaning import headed_as
from bot.question.question import Question
from bot.registers.grade_area import meant_in
from bot.search.figures import GRADED_ROW, holds_sought, states_grade
from corpus.vocabulary.asked import said_in
from corpus.vocabulary.named import SERVICES
from index.types import Hit, StoredPassage

# In standard deviations of the score, chosen with scripts/evaluate.py.
SOUGHT = 0.8  # for a passage that holds a number, a sum or a grade, when one is sought
WANTED = 1.0  # for a passage under a heading of strengths or of weaknesses, when these are wanted; else taken off
BY_WORDS = 0.6  # of that, for a sentence that leans so by its words where no heading does
LAST = 10.0  # taken off what stands under a heading of the contrary, among passages that name the topic
SERVICE = 0.4  # for a passage that speaks of the service asked about, in a report on more than that
GRADED = 3.0  # for the sentence or the row that states a grade, when one is sought, times its likeness

_BOILERPLATE_HEADING = re.compile(
    r"\b(?:about (?:this|the|our) (?:digest|inspection|data|report|visit)|about us"
    r"|information about (?:this|the|our) (?:digest|inspection|report|review|visit|letter)"
    r"|inspection team|partnership details|contents|what inspectors (?:looked at|did)|terminology|how to complain)\b",
    re.I,
)
_BOILERPLATE_TEXT = re.compile(
    r"^(?:judge?ments?|areas?)\s+grades?$|Open Government Licen[cs]e|reuse this information|Crown copyright|^Dear "
    r"|digest (?:written|made) for this project|not the inspectorate.s (?:own )?text"
    r"|^(?:\S+ )?The Office for Standards in Education|^This publication is available"
    r"|^(?:Ofsted )?Piccadilly Gate"
    r"|this letter (?:summarises|to all)|undertook a joint inspection|this inspection took place from"
    r"|next full (?:area SEND )?(?:re)?inspection will|monitoring inspection will be carried out",
    re.I,
)


def ranked(hits: Sequence[Hit], question: Question, service: str = "") -> list[Hit]:
    """Hits with their scores changed for what the question seeks, best first.

    What stands in every report is left out where there is anything else. ``service`` is the one asked about
    where the reports are on more than that: passages that speak of it come sooner.
    """
    telling = [hit for hit in hits if not is_boilerplate(hit.stored) and not _is_other_grade(hit, question)] or hits
    changed = [
        replace(hit, score=hit.score + _bonus(hit, question) + SERVICE * speaks_of_service(hit, service))
        for hit in telling
    ]
    return sorted(changed, key=lambda hit: (-hit.score, hit.stored.id))


def speaks_of_service(hit: Hit, service: str) -> bool:
    """Whether a passage, or a heading above it, names a service, one that is known."""
    words = "\n".join((*hit.stored.passage.heading, hit.stored.lead_in, hit.stored.text))
    return bool(service) and bool(re.search(SERVICES[service], words, re.I))


def _bonus(hit: Hit, question: Question) -> float:
    if question.sought == "grade":
        stated = zip(hit.stored.sentences, hit.sentence_cosines, strict=True)
        return GRADED * max((max(0.0, c) for sentence, c in stated if states_grade(sentence)), default=0.0)
    sought = bool(question.sought) and holds_sought(best_sentence(hit), question.sought)
    return SOUGHT * sought + WANTED * _leaning(hit, question.wants)


def contrary_last(hits: Iterable[Hit], wants: str) -> list[Hit]:
    """Hits on one topic, those that stand under headings of the contrary of what is wanted after all others."""
    contrary = partial(is_contrary, wants)
    return [replace(hit, score=hit.score - LAST) if contrary(hit.stored.passage.heading) else hit for hit in hits]


def is_contrary(wants: str, heading: Sequence[str]) -> bool:
    """Whether a heading path is of strengths where weaknesses are wanted, or the other way round."""
    headed = headed_as(heading)
    return bool(wants and headed) and wants not in headed


def _leaning(hit: Hit, wants: str) -> float:
    """1 for a passage under a heading of what is wanted, -1 under one of the contrary; by its words less, else 0."""
    if not wants:
        return 0
    if hit.stored.passage.kind == "note":  # a footnote explains a word, whatever it stands under
        return -BY_WORDS
    headed = headed_as(hit.stored.passage.heading)
    if not headed:
        leans = leaning.leaning(best_sentence(hit))
        return BY_WORDS * ((leans == wants) - (bool(leans) and leans != wants))
    return (headed == {wants}) - (wants not in headed)


def _is_other_grade(hit: Hit, question: Question) -> bool:
    """Whether a hit is a table's row that gives another grade than asked about, of another area, or no meaning."""
    row = hit.stored.passage.sentences[_best(hit)].kind == "row"
    if question.seeks == "definition":
        return row
    said = best_sentence(hit).lower()
    if row and question.seeks == "passage" and not _speaks_of_grades(question) and GRADED_ROW.search(said):
        return not (meant_in(question.topic) & meant_in(said) or {*question.telling} <= {*said.split()})
    return row and bool(question.grades) and not any(grade in said for grade in question.grades)


def _speaks_of_grades(question: Question) -> bool:
    """Whether a question has words for grades, whatever it was taken to seek (*top marks*, *short of outstanding*)."""
    said = said_in(f"{question.text} {question.topic}")  # of a follow-up the topic before
    return any(one.slot in ("grade", "graded") or (one.slot, one.meaning) == ("sought", "grade") for one in said)


def best_sentence(hit: Hit) -> str:
    """The sentence of a hit that is most like the question."""
    return hit.stored.sentences[_best(hit)]


def _best(hit: Hit) -> int:
    return max(range(len(hit.sentence_cosines)), key=lambda n: (hit.sentence_cosines[n], -n))


def is_boilerplate(stored: StoredPassage) -> bool:
    """Whether a passage is of the kind that stands in every report: addresses, method, licence."""
    return _is_boilerplate(stored.passage.heading[-1:], stored.text)


@lru_cache(maxsize=16_384)  # passages come up again from question to question
def _is_boilerplate(headings: tuple[str, ...], text: str) -> bool:
    headed = any(_BOILERPLATE_HEADING.search(heading) for heading in headings)
    return headed or bool(_BOILERPLATE_TEXT.search(text))
