"""What a report on several services says of the one that is asked about: of it, and not of all that it works with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from bot.question.leaning import headed_as, leaning
from bot.quoting.place import dated, title
from bot.search.sentences import cut
from bot.search.sides import Sides
from bot.types import Quote, Wants
from corpus.types import Report
from corpus.vocabulary.named import CALLED, SERVICES
from index.search import Index
from index.types import StoredPassage

REPLY: Final = re.compile(r"\bresponses? to (?:the|this)\b|\b(?:case|practice) study\b|\bgraded judgments\b", re.I)
FIRST: Final = 40  # characters within which a sentence names what it is on
MOST: Final = 40  # sentences among which one of the other side is looked for
ENOUGH: Final = 3  # sentences on one service alone
BESIDE: Final = 30  # characters on either side within which another agency makes it one of several
# Agencies that joint inspections name beside each other.
_OTHERS: Final = re.compile(
    r"\b(?:health|education|schools?|social (?:care|workers?|work)|probation|youth (?:justice|offending)|other agenc\w+"
    r"|local authorit\w+|council|housing)\b",
    re.I,
)
NAMES: Final = {"area": "council and its partners", "fire": "fire service"}
SAID: Final = "What it says of the {name}, in its order: it is {kind}, not an inspection of the {name} alone."
NOTHING: Final = (
    "In {title} ({date}) no sentence was found on {leaning}the {name} by that name: it is {kind}, not an inspection of"
    " the {name} alone."
)


def told_of(report: Report, service: str, said: Sequence[Quote], wants: Wants) -> str:
    """What kind of inspection the quotes on a service are from, or that it says nothing of it."""
    name, kind = NAMES.get(service, service), f"{'an' if report.kind[:1].lower() in 'aeiou' else 'a'} {report.kind}"
    if said:
        return SAID.format(name=name, kind=kind)
    lean = {"weakness": "weaknesses of ", "strength": "strengths of "}.get(wants, "")
    return NOTHING.format(title=title(report), date=dated(report), name=name, kind=kind, leaning=lean)


def on_service(
    index: Index, passages: Sequence[StoredPassage], service: str, count: int, wants: Wants = ""
) -> list[Quote]:
    """Sentences that speak of a service: from lists of strengths and of weaknesses by turns, then from the findings.

    Those that name it beside other agencies are left out where enough speak of it alone. Where all of the first praise,
    or find fault, the last gives way to one that does not.
    """
    pattern = re.compile(CALLED.get(service, SERVICES.get(service, "")), re.I)
    return on_matter(index, passages, pattern, count, wants)


def on_matter(
    index: Index, passages: Sequence[StoredPassage], pattern: re.Pattern[str], count: int, wants: Wants = ""
) -> list[Quote]:
    """The same of whatever a pattern finds in sentences."""
    said = [one for one in _naming(passages, pattern) if not REPLY.search(" ".join(one[0].passage.heading))]
    said = [one for one in said if not wants or _leans(*one) == {wants}]
    alone = [one for one in said if not _among_others(one[0].sentences[one[1]], pattern)]
    said = alone if len(alone) >= ENOUGH else [*alone, *(one for one in said if one not in alone)][:ENOUGH]
    strong = [one for one in said if headed_as(one[0].passage.heading) == {"strength"}]
    weak = [one for one in said if headed_as(one[0].passage.heading) == {"weakness"}]
    rest = [one for one in said if one not in strong and one not in weak and leaning(one[0].sentences[one[1]])]
    rest.sort(key=lambda one: not pattern.search(one[0].sentences[one[1]][:FIRST]))
    order = [*weak[:2], *strong[:2], *rest, *weak[2:], *strong[2:], *said]
    quotes = list(islice(_each_once(index, order), count))
    sides = Sides(index.encoder)
    side = "" if wants else sides.missing(quotes)
    if not side:
        return quotes
    return sides.with_other(quotes, list(islice(_each_once(index, order), count, MOST)), side, lambda _: True, count)


def _each_once(index: Index, order: Sequence[tuple[StoredPassage, int]]) -> Iterator[Quote]:
    """The quotes of sentences: two of a short item are one."""
    made = set[str]()
    for stored, number in order:
        one = cut(index, stored, number, number)
        if one.text not in made:
            made.add(one.text)
            yield one


def in_order(quotes: Sequence[Quote]) -> list[Quote]:
    """Quotes without repetitions, in the order of their pages."""
    kept = list({quote.text: quote for quote in quotes}.values())
    return sorted(kept, key=lambda quote: min((span.page, span.start) for span in quote.spans))


def _leans(stored: StoredPassage, number: int) -> set[str]:
    """How a sentence leans, by the heading above it, else by its words."""
    return headed_as(stored.passage.heading) or {leaning(stored.sentences[number])}


def _among_others(sentence: str, pattern: re.Pattern[str]) -> bool:
    """Whether each naming of a service stands close to that of another agency, so that it is one of several."""
    return all(
        _OTHERS.search(sentence[max(0, match.start() - BESIDE) : match.end() + BESIDE])
        for match in pattern.finditer(sentence)
    )


def _naming(passages: Sequence[StoredPassage], pattern: re.Pattern[str]) -> Iterator[tuple[StoredPassage, int]]:
    for stored in passages:
        for number, sentence in enumerate(stored.sentences):
            if pattern.search(sentence) and stored.passage.sentences[number].kind not in ("row", "note"):
                yield stored, number
