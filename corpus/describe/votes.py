"""Which body a report is on: every mention votes, weighed by where it stands; close calls are left open."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from corpus.describe.gazetteer import Gazetteer, Mention
from corpus.describe.opening import Opening

# How far the body that a place names most is to be believed: the logarithm of the odds that it is the one
# inspected, counted (one added on either side) on the half of two lists of reports with known bodies whose
# names' hashes are even; 78 reports. ``label`` is set as ``cover``, ``file name`` as the least that will do.
WEIGHTS: Final[Mapping[str, float]] = {
    "inspection of": 4.1,
    "title": 4.0,
    "closing": 4.0,
    "pages": 3.6,
    "front": 3.6,
    "addressee": 3.6,
    "running heads": 3.0,
    "properties": 2.7,
    "cover": 2.6,
    "label": 2.6,
    "file name": 1.6,
}
LEAST: Final = 1.6  # points from which a body is named at all
FIRM: Final = 5.0  # the same for a report of no known kind: more than one place has to speak for it
MARGIN: Final = 1.0  # points by which it has to lead the next
NAMED_TWICE: Final = 2  # mentions from which a body in running text counts

_POSTCODE = re.compile(r"[^.;]{0,30}?\b[A-Z]{1,2}\d[\dA-Z]? ?\d[A-Z]{2}\b")  # what it follows is an address
_STYLE = frozenset(
    "the of and for in london royal metropolitan borough city county council district unitary local authority"
    " authorities partnership area safeguarding children childrens children's services service corporation mbc cc"
    " mdc bc dc combined force report inspection department local's".split()
)
_TYPED = re.compile(
    r"\b(?:police|constabulary|fire|brigade|frs|council|borough|service|unit|force|agency|authority|customs)\b", re.I
)
_LABEL = re.compile(
    r"^(?:name of )?(?:the )?(?:local authority|council|force|police force|service|fire (?:and rescue )?service|area|"
    r"local area|body|provider|report on|lead authority)(?: name| inspected)?\s*[:\u2013-]\s*(?P<name>.{3,80})$",
    re.I,
)
_OF = re.compile(
    r"\b(?:re-?inspections?|inspections?|inspected|revisit(?:ed)?|visit(?:ed)?|letter|assessment|review)\s+"
    r"(?:visit\s+)?(?:of|to|in|at|on|:)?\s*(?:services\s+(?:in|of)\s+)?"
    r"(?:the\s+)?(?:(?:london|royal|metropolitan)\s+)?(?:(?:borough|city|county)\s+of\s+)?$"
    r"|\bresponse to [^.]{3,120}\bin\s+(?:the\s+)?$"
    r"|\bchildren['\u2019]s (?:social care )?services in\s+(?:the\s+)?$",
    re.I,
)
_SALUTATION = re.compile(r"^Dear\b")


@dataclass(frozen=True, slots=True)
class Verdict:
    """The body a report is on and where it is said most plainly; or none, and between which the evidence wavers.

    ``doubt`` is empty where nothing speaks for any body, too.
    """

    body: str
    place: str
    doubt: str


class Votes:
    """The votes of one document, for bodies of the kinds that such a report may be on, likeliest first."""

    def __init__(self, names: Gazetteer, kinds: Sequence[str], *, typed: bool) -> None:
        """``typed`` counts only names that say what they are of: *Kent Police*, not *Kent*."""
        self._names = names
        self._kinds = kinds
        self._typed = typed
        self._shares: dict[str, dict[str, float]] = {}

    def hear_all(self, opening: Opening, titles: Sequence[str], name: str) -> None:
        """Have every place of a document vote: the ``titles`` printed, and, last, the file's ``name`` in words."""
        alone = [line for line in (*opening.cover, *opening.lines[:4]) if stands_alone(line, self._names)]
        self.hear("title", titles)
        self.hear("cover", alone)
        self.hear("label", list(labelled(opening.lines)))
        self.hear("addressee", addressees(opening))
        self.hear("running heads", opening.running)
        self.hear("properties", [opening.properties.get(key, "") for key in ("title", "subject", "bookmark")])
        self.hear("closing", [opening.closing])
        self.hear_running_text(opening.front)
        self.hear_pages(opening.samples)
        if not any(self._shares.values()):
            self.hear("file name", [name])

    def hear(self, place: str, texts: Sequence[str]) -> None:
        """Count what the texts at a place name; a body's share there is its vote, from 0 to 1."""
        counted: Counter[str] = Counter()
        for text in texts:
            for mention in self._names.find(text, within=False):
                counted.update(self._meant(mention, text))
        self._set(place, counted)

    def hear_running_text(self, text: str) -> None:
        """Count a text: bodies that it names more than once, and those that it says were inspected."""
        counted: Counter[str] = Counter()
        inspected: Counter[str] = Counter()
        for mention in self._names.find(text, within=False):
            meant = self._meant(mention, text)
            counted.update(meant)
            if _OF.search(text[max(0, mention.start - 160) : mention.start]):
                inspected.update(meant)
        self._set("front", Counter({name: n for name, n in counted.items() if n >= NAMED_TWICE}))
        self._set("inspection of", inspected)

    def hear_pages(self, pages: Sequence[str]) -> None:
        """Count the share of pages that name a body."""
        counted: Counter[str] = Counter()
        for page in pages:
            found: Counter[str] = Counter()
            for mention in self._names.find(page, within=False):
                found.update(self._meant(mention, page))
            counted.update(dict.fromkeys(found, 1.0))
        self._shares["pages"] = {name: count / len(pages) for name, count in counted.items()}

    def _meant(self, mention: Mention, text: str) -> Counter[str]:
        """The bodies that a mention may mean, one vote shared among them; none where its name is too bare."""
        if _POSTCODE.match(text, mention.end):
            return Counter()
        meant = [body for body in mention.bodies if body.kind in self._kinds]
        words = text[mention.start : mention.end]
        if self._typed and not _TYPED.search(words):
            meant = [body for body in meant if body.kind == "other" and (words.isupper() or words == body.name)]
        votes: Counter[str] = Counter()
        for body in meant:
            votes[body.name] = 1 / len(meant)  # type: ignore[assignment]  # its stub knows whole numbers only
        return votes

    def _set(self, place: str, counted: Counter[str]) -> None:
        total = sum(counted.values())
        if total:
            self._shares[place] = {name: count / total for name, count in counted.items()}

    def only(self, *places: str) -> None:
        """Forget what was heard at all other places."""
        self._shares = {place: shares for place, shares in self._shares.items() if place in places}

    @property
    def shares(self) -> Mapping[str, Mapping[str, float]]:
        """For each place, each body's share of what is named there."""
        return self._shares

    def verdict(self, least: float = LEAST) -> Verdict:
        """The body that has ``least`` points or more and leads by enough, or none."""
        points: Counter[str] = Counter()
        for place, shares in self._shares.items():
            for name, share in shares.items():
                points[name] += WEIGHTS[place] * share  # type: ignore[assignment]  # its stub knows whole numbers only
        ranked = points.most_common(3)
        if not ranked:
            return Verdict("", "", "")
        second = ranked[1][1] if len(ranked) > 1 else 0.0
        best, most = ranked[0]
        if most < least or most - second < MARGIN:
            return Verdict("", "", "; ".join(f"{name} {points:.1f}" for name, points in ranked))
        place = max(self._shares, key=lambda place: WEIGHTS[place] * self._shares[place].get(best, 0))
        return Verdict(best, place, "")


def stands_alone(line: str, names: Gazetteer) -> bool:
    """Whether a line is nothing but a body's name and the words of its style (*Royal Borough of …*)."""
    mentions = names.find(line, within=False)
    if not mentions:
        return False
    rest = line[: mentions[0].start] + " " + line[mentions[-1].end :]
    return len(mentions) == 1 and all(word in _STYLE for word in re.findall(r"[^\W\d_]+(?:['\u2019]s)?", rest.lower()))


def labelled(lines: Sequence[str]) -> Iterator[str]:
    """What stands behind *Local authority:* and the like."""
    yield from (match["name"] for line in lines if (match := _LABEL.match(line)))


def addressees(opening: Opening) -> list[str]:
    """The lines of a letter down to its salutation, or none where it is no letter."""
    lines = opening.lines[:40]
    last = next((number for number, line in enumerate(lines) if _SALUTATION.match(line)), None)
    return [] if last is None else lines[: last + 2]
