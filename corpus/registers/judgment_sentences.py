"""Judgments in running text: grades under headings, opening sentences of sections, outcomes, progress."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Final

from corpus.describe.gazetteer import Gazetteer
from corpus.registers.judgment_words import DENIED, ELSEWHERE, grade_of, grades_in, is_elsewhere, normal
from corpus.structure.outline import Outline, OutlineBlock
from corpus.types import Judgment, Report, Span
from corpus.vocabulary.dates import years_in
from corpus.vocabulary.scales import IN_ONE_WORD, PRINTED, PROGRESS, folded, known_areas

_BETWEEN: Final = re.compile(r".*\?|last updated\b.*|published\b.*|\d{1,2}\.?", re.I)  # of a heading and its grade
_LABEL: Final = re.compile(r"(?:overall )?(?:grade|judge?ment|rating)\s*:\s*", re.I)
_NO_AREA: Final = re.compile(
    r"contents|improvement|our judge?ments?|overall summary|summary|grades?|key\b.*|what .*|ratings?", re.I
)
_SUMMARY: Final = re.compile(
    r"overall summary|our judge?ments?|graded judge?ments?|summary of (?:judge?ments|grades)", re.I
)
_PILLARS: Final = {"effective": "Effectiveness", "efficien": "Efficiency", "legitima": "Legitimacy"}
_AT: Final = re.compile(
    rf"(?P<who>.+?) (?:(?:is|(?:was|is|has been) (?:graded|rated|judged)(?: as| to be)?) (?P<grade>{IN_ONE_WORD})"
    rf"|(?P<improve>requires improvement)) (?:at|in|for) (?P<area>[^.;:]+)\.",
    re.I,
)
_GRADED: Final = rf"(?:is (?P<grade>{IN_ONE_WORD})|(?P<improve>requires improvement))\."
_EXTENT: Final = re.compile(  # the pillars, until 2021/22
    rf"The extent to which (?P<who>.+?) (?:is|operates|manages|secures|treats|looks|serves)\b.*? {_GRADED}", re.I
)
_OVERALL: Final = re.compile(
    rf"(?P<who>.+?)[’'] ?s? (?:overall )?(?:effectiveness|efficiency|legitimacy) {_GRADED}", re.I
)
OVERALL: Final = "Overall effectiveness"
_VERDICT: Final = re.compile(  # on the front pages of inspections of children's services, until 2018
    r"(?:the overall judge?ment is(?: that children[\u2019']s services)?|children[\u2019']s services in [^.;:]{3,60}?)"
    rf"\s+(?:(?:are|is|were|was)\s+)?(?P<grade>(?:requires? improvement|{PRINTED})(?: to be good)?)\b",
    re.I,
)
_FRONT: Final = 2  # pages
_THEM: Final = re.compile(r"(?:the|this) (?:force|service|constabulary|fire and rescue service|brigade)", re.I)
_OUTCOMES: Final = {
    "typically positive": re.compile(r"\barrangements\s+typically lead to positive experiences and outcomes\b"),
    "inconsistent": re.compile(r"\barrangements\s+lead to inconsistent experiences and outcomes\b"),
    "systemic failings": re.compile(r"^There are widespread and/or systemic failings\b"),
}
_PROGRESS: Final = re.compile(
    rf"\b(?:has|have) made (?P<made>{'|'.join(PROGRESS)}) progress\b"
    rf"|^(?:Progress|Capacity)\b.*?\bis (?:improving and (?:is )?)?(?P<is>{'|'.join(PROGRESS)})\b"
)


def under_headings(outline: Outline, report: Report, heads: Collection[Span] = ()) -> Iterator[Judgment]:
    """The judgments of grades that stand by themselves under a heading, and of headings that end in one.

    ``heads`` are those of columns: grades that head other areas.
    """
    for at, entry in enumerate(outline.blocks):
        if any(one.overlaps(other) for one in entry.block.spans for other in heads):
            continue
        if entry.is_heading and (found := _in_heading(entry)):
            area, grade = found
            yield Judgment(
                area, grade, entry.text[len(area) :].strip(" :\u2013-"), entry.block.spans, "line", entry.heading
            )
        elif found := grade_of(_LABEL.sub("", entry.text)):
            if _is_key(outline, at) or (over := _headed(outline, at)) is None:
                yield from _listed(outline, at)
            elif not any(is_elsewhere(text, report) for text in (*over.above, over.text) if text != report.title):
                yield Judgment(over.text, *found, (*over.block.spans, *entry.block.spans), "line", over.text)


def _in_heading(entry: OutlineBlock) -> tuple[str, str] | None:
    """The area and the grade of a heading such as *Investigating crime: good*."""
    match = re.fullmatch(rf"(?P<area>.+?)\s*[:\u2013-]?\s+(?P<grade>{PRINTED})", entry.text, re.I)
    known = match and folded(match["area"]) in known_areas()
    return (match["area"], normal(match["grade"])) if match and known else None


def _is_key(outline: Outline, at: int) -> bool:
    """Whether the grade stands directly beside another one, as in the key to a scale."""
    beside = (*outline.blocks[max(0, at - 1) : at], *outline.blocks[at + 1 : at + 2])
    return any(grade_of(entry.text) for entry in beside)


def _headed(outline: Outline, at: int) -> OutlineBlock | None:
    """The heading that a grade stands under, with no more between than a question or a date."""
    question: OutlineBlock | None = None
    for entry in reversed(outline.blocks[max(0, at - 4) : at]):
        if entry.is_heading and folded(entry.text) in known_areas():
            return entry
        if entry.is_heading and not entry.text.endswith("?"):
            return question or (None if _NO_AREA.fullmatch(entry.text) or grade_of(entry.text) else entry)
        if not _BETWEEN.fullmatch(entry.text):
            return question
        question = entry if entry.text.endswith("?") else question
    return question


def _listed(outline: Outline, at: int) -> Iterator[Judgment]:
    """The judgments of the areas that are listed directly under a grade."""
    found = grade_of(outline.blocks[at].text)
    for entry in outline.blocks[at + 1 :]:
        if not found or entry.block.kind not in ("item", "paragraph") or folded(entry.text) not in known_areas():
            return
        yield Judgment(
            entry.text, *found, (*outline.blocks[at].block.spans, *entry.block.spans), "columns", entry.heading
        )


def verdict(outline: Outline) -> Iterator[Judgment]:
    """The overall judgment that a front page states in a sentence or a heading of its own."""
    for entry in outline.blocks:
        if entry.block.spans[0].page > _FRONT:
            continue  # a sentence over a page's end may stand before what is beside it
        spans, words = outline.first_sentence(entry)
        found = _VERDICT.match(words)
        if found and not DENIED.search(words):
            grade = normal(re.sub(r"require improvement", "requires improvement", found["grade"], flags=re.I))
            yield Judgment(OVERALL, grade, found["grade"], spans, "outcome", entry.heading)
            return


def in_openings(outline: Outline, report: Report, names: Gazetteer) -> Iterator[Judgment]:
    """The judgments of sentences that open a graded section, or stand alone in the summary of judgments."""
    opens = False
    for entry in outline.blocks:
        if entry.is_heading:
            opens = folded(entry.text) in known_areas()
            continue
        if grade_of(entry.text) or _BETWEEN.fullmatch(entry.text):
            continue
        if (opens or _SUMMARY.fullmatch(entry.heading)) and entry.block.kind in ("paragraph", "item"):
            yield from _stated(entry, outline, report, names, heading=entry.heading if opens else "")
        opens = False


def _stated(
    entry: OutlineBlock, outline: Outline, report: Report, names: Gazetteer, *, heading: str
) -> Iterator[Judgment]:
    """The judgment of an entry's first sentence, where it is about the body of the report."""
    spans, words = outline.first_sentence(entry)
    if DENIED.search(words) or ELSEWHERE.search(words) or years_in(words) or len(grades_in(words)) != 1:
        return
    said = re.sub(rf"^(?:{PRINTED})\s+(?=[A-Z])", "", words, flags=re.I)  # a grade set above the sentence
    match = _AT.fullmatch(said) or _EXTENT.fullmatch(said) or _OVERALL.fullmatch(said)
    if not match or not _is_inspected(match["who"], report, names):
        return
    area = heading or _own_area(match)
    if area:
        printed = match["grade"] or match["improve"]
        yield Judgment(area, normal(printed), printed, spans, "sentence", entry.heading)


def _is_inspected(who: str, report: Report, names: Gazetteer) -> bool:
    """Whether words name the body that the report is on, and nothing more."""
    if _THEM.fullmatch(who):
        return True
    bare = re.sub(r"^the\s+", "", who, flags=re.I)
    whole = (
        mention
        for text in (who, bare)
        for mention in names.find(text, within=False)
        if mention.end - mention.start == len(text)
    )
    return any(body.name == report.body for mention in whole for body in mention.bodies)


def _own_area(match: re.Match[str]) -> str:
    """The area that a sentence itself names, where it is one that reports grade."""
    area = match.groupdict().get("area") or ""
    if area:
        return area if folded(area) in known_areas() else ""
    said = [name for word, name in _PILLARS.items() if word in match[0].lower()]
    return said[0] if len(said) == 1 else ""


def outcome(outline: Outline) -> Iterator[Judgment]:
    """The outcome of an area SEND inspection: one of three statements under *Inspection outcome*."""
    for entry in outline.blocks:
        if entry.heading.casefold() != "inspection outcome" or entry.is_heading:
            continue
        spans, words = outline.first_sentence(entry)
        for grade, pattern in _OUTCOMES.items():
            if (match := pattern.search(words)) and not DENIED.search(words):
                yield Judgment(entry.heading, grade, match[0], spans, "outcome", entry.heading)
        return


def progress(outline: Outline) -> Iterator[Judgment]:
    """The judgments on progress that open the sections of a progress report; none where services differ."""
    opens = False
    for entry in outline.blocks:
        if entry.is_heading:
            opens = not re.match(r"summary\b", entry.text, re.I)
            continue
        spans, words = outline.first_sentence(entry)
        named = set(re.findall(rf"\b(?:{'|'.join(PROGRESS)})\b", words))
        if opens and len(named) == 1 and (match := _PROGRESS.search(words)):
            grade = match["made"] or match["is"]
            yield Judgment(entry.heading, grade, grade, spans, "progress", entry.heading)
        opens = False
