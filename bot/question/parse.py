"""What a question asks: bodies, inspections, years, what kind of thing it seeks, and its topic."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bot.question import leaning, outcomes
from corpus.describe.gazetteer import Gazetteer, Mention
from corpus.vocabulary.kinds import CRIME_DATA, CUSTODY, FIRE, JOINT_TARGETED, PEEL, REVISIT, SEND
from corpus.vocabulary.scales import WRITTEN

SERVICES = {
    "police": r"\b(?:police|policing|officers?|force|forces|constabulary|detectives?|chief constable|PEEL|custody)\b",
    "fire": r"\b(?:fire|brigade|frs|firefighters?|chief fire officer)\b",
}
INSPECTORATES = {
    "Ofsted": r"\bOfsted\b",
    "CQC": r"\bCQC\b|\bCare Quality Commission\b",
    "HMICFRS": r"\bHMICFRS\b|\bHMIC\b|\bInspectorate of Constabulary\b",
    "HMI Probation": r"\bHMI Probation\b|\bHMIP\b|\binspectorate of probation\b",
}
KINDS = {
    SEND: r"\b(?:area )?SEND (?:inspection|report|visit)",
    JOINT_TARGETED: r"\bJTAI\b|\bjoint targeted\b",
    PEEL: r"\bPEEL\b",
    FIRE: r"\bfire (?:and rescue |service )?(?:inspection|report)\b",
    REVISIT: r"\brevisit",
    CRIME_DATA: r"\bcrime data integrity\b",
    CUSTODY: r"\bcustody inspection\b",
}
_SEEKS = {  # the first that fits
    "money": r"\bhow much (?:money|does|did|do|is|was)?.{0,30}\b(?:spen[dt]|cost|pay|paid|fund)"
    r"|\bbudget\b|\bwhat .{0,20}\bcosts?\b",
    "count": r"\b(?:how many|how much|what (?:percentage|proportion|share|number)|percentage of|proportion of)\b",
    "measure": r"\b(?:how (?:long|often|fast|quickly|late|big)|average (?:wait|time)|what (?:rate|figure))\b",
    "grade": r"\b(?:what|which|latest|overall|its|PEEL|Ofsted|CQC|HMICFRS) (?:[\w/\u2013-]+ ){0,3}"
    r"(?:grades?|ratings?|gradings?)\b"
    r"|\bgrades (?:did|does|do|has|have|for|in|please)\b"
    # *How is risk rated?* asks for a way of working, *how was it rated?* for what inspectors said.
    r"|(?:\b(?:was|were|been)|(?<!how )\b(?:is|are)) (?:[\w-]+ ){0,4}(?<!-)(?:graded|rated)\b"
    rf"|\b(?:graded|rated|grade of) (?:as )?(?:{WRITTEN})\b|\b(?:{WRITTEN}),? or (?:{WRITTEN})\b"
    r"|\bgraded judg(?:e)?ments?\b"
    rf"|\bwhich (?:\w+ )?(?:forces?|services?)\b.{{0,20}}\b(?:{WRITTEN})\b"
    r"|\b(?:best|worst|highest|lowest|poorest) grades? for\b"
    rf"|\bget (?:an? )?(?:{WRITTEN}) for\b",
}
_UNSUPPORTED = {
    "Inspections judge organisations: reports on people, and personal data, are not given here.": (
        r"\b(?:the|home|their|his|her) address(?:es)?\b|\baddress(?:es)? of\b"
        r"|\b(?:officers?|constables?)\b.*\b(?:were named|was named|names of|their names)\b"
        r"|\b(?:phone|mobile) numbers?\b|\bwho is the (?:best|worst)\b|\bbest chief constable\b"
    ),
    "The inspectorates make no ranking or overall score, so none can be quoted: ask about one area of work.": (
        r"\brank (?:all|the|every)\b|\bleague table\b"
        r"|\b(?:best|worst) (?:police )?(?:force|service|council)s? (?:overall|in the country)\b"
    ),
    "Reports say nothing of the future: ask what the latest inspection found.": (
        r"\bwill\b.{0,40}\b(?:get in PEEL|get in (?:the )?(?:next|20\d\d)|be graded|be rated|score)\b|\bpredict\b"
    ),
    "Inspection reports hold no crime figures for streets: those are published elsewhere, street by street.": (
        r"\b(?:on|in) my (?:street|road|area|neighbourhood)\b"
    ),
    "This bot only quotes inspection reports: ask what a report says.": (
        r"\bignore (?:all |your |the |previous )*(?:rules|instructions)\b"
        r"|\bwrite (?:me )?a (?:poem|rant|song|story|joke)\b"
    ),
}
_INSPECTORS = r"(?:inspectors?|inspectorates?|reports?|HMICFRS|HMIC|Ofsted|CQC|it|they)"
_FRAMING = re.compile(
    r"^(?:please\s+)?(?:(?:can|could) you\s+)?(?:tell me\s+)?(?:what|how|where)?\s*(?:did|do|does|has|have)?\s*"
    rf"(?:the\s+)?{_INSPECTORS}\s+(?:say|said|says|find|found|report|reported|think|conclude|concluded|write)\s+"
    r"(?:about|on|regarding|of)?\s*",
    re.I,
)
_SOURCE = re.compile(
    rf",?\s*according to (?:the |its )?(?:{_INSPECTORS}|(?:\w+ ){{0,3}}(?:report|inspection))\b"
    rf"|\b(?:did|do|does|have|has)\s+(?:the\s+)?{_INSPECTORS}\s+(?:say|find|report|see|think|criticise)\b"
    r"|\b(?:HMICFRS|HMIC|inspectors)\b",
    re.I,
)
_GRADE_ASKED = re.compile(
    r"^(?:so\s+)?(?:what|which)\s+(?:(?:was|were|is|are)\s+)?(?:(?:the|its|their)\s+)?"
    r"(?:(?:latest|overall|PEEL|Ofsted)\s+)*"
    r"grades?\s*(?:did|does|do|was|were|has|have|is|are)?\s*(?:it|they|the force)?\s*"
    r"(?:get|got|given|receive|awarded|gotten)?\s*(?:for|in|on|at)?\s*"
    r"(?:its\s+(?:latest|last)\s+(?:PEEL|inspection|report))?",
    re.I,
)
_CYCLE = re.compile(r"\b((?:19|20)\d\d)\s?[/\u2013-]\s?((?:19|20)?\d\d)\b")
_REPORT = r"(?:report|inspection|review|letter|PEEL|JTAI)\b"
_YEAR = re.compile(
    r"\b(?:in|from|during|for|of|the|its)\s+(?P<year>(?:19|20)\d\d)\b"
    rf"|\b(?P<titled>(?:19|20)\d\d)(?=\s+(?:[\w-]+\s+){{0,4}}{_REPORT})",
    re.I,
)
_IN_YEAR = re.compile(r"\b(?:in|from|during|of)\s+(?:19|20)\d\d\b", re.I)
_TITLED = re.compile(rf"^\s*(?:[\w-]+\s+){{0,4}}{_REPORT}", re.I)
_BEFORE = re.compile(
    r"\b(?:the (?:one|year|inspection|report|cycle|time) before"
    r"|previous(?:ly)? (?:[\w-]+ )?(?:inspection|report|cycle|inspected)"
    r"|(?:the )?previous (?:one|time)|last but one|earlier (?:inspection|report))\b",
    re.I,
)
_LATEST = re.compile(
    r"\b(?:latest|last|newest|most recent|current)\s+(?:\w+\s+)?(?:inspections?|reports?|PEEL|JTAI)\b", re.I
)
_FOLLOWS = re.compile(
    r"^(?:(?:and|but|so|ok|okay|also|then)\b[\s,]*)*(?:(?:what|how) about|same (?:question|again)|what of)?\b[\s,]*",
    re.I,
)
_POINTS_BACK = re.compile(
    r"\b(?:there|they|them|their|it|its|that|those|these|the force|the service|the area|the same)\b", re.I
)
_PRONOUN = re.compile(r"\b(?:it|they|them|that|this|these|those)\b", re.I)
_WIDE = re.compile(
    r"^where\b|\b(?:which|what other) (?:areas?|forces?|services?|councils?|reports?)\b"
    r"|\b(?:anywhere|nationally|any of|across)\b",
    re.I,
)
# Words that are no topic by themselves: a question of these alone takes the topic of the one before.
_EMPTY = frozenset(
    "what about how in for the a an there same question too as well and did do does was were is are it they that this"
    " one of to on with also then why year before previous previously last inspection report time say said so okay"
    " ok but".split()
)

_VAGUE = frozenset(
    "police policing force forces fire service services inspectors inspection find found findings say report reports"
    " doing going getting better worse improving improved improve good bad grade grades graded latest overall please"
    " tell me judgment judgments judgement judgements outcome outcomes rating ratings rated judged verdict"
    " any all be been has have had can you give page reference i my we our more".split()
)


@dataclass(frozen=True, slots=True)
class Question:
    """A question taken apart.

    ``services`` are the kinds of body its words point to (``police``, ``fire``), ``kinds`` the
    kinds of report. ``years`` restrict the inspections; ``years_titled`` is true when it names a
    report by its year, so that a year that is not held means that the report is not. ``when`` is
    ``latest``, ``before`` or empty; ``seeks`` is ``grade``, ``money``,
    ``count``, ``measure`` or empty. ``wants`` is ``weakness`` where it asks for what is not good
    enough, ``strength`` where it asks for what is, else empty.
    ``about`` is the service to which a follow-up narrows the topic before (*and the police?*).
    ``unsupported`` is the sentence to answer with where reports cannot answer such a question.
    """

    text: str
    topic: str
    mentions: tuple[Mention, ...] = ()
    services: frozenset[str] = frozenset()
    inspectorates: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    years: tuple[int, ...] = ()
    years_titled: bool = False
    when: str = ""
    seeks: str = ""
    unsupported: str = ""
    wants: str = ""
    about: str = ""

    @property
    def grades(self) -> frozenset[str]:
        """The grades and outcomes it asks about by name, in lower case, where it seeks grades."""
        if self.seeks != "grade":
            return frozenset()
        named = re.findall(rf"\b(?:{WRITTEN})\b", self.text.lower())
        return frozenset(re.sub(r"^require\b", "requires", grade) for grade in named) | outcomes.named(self.text)

    @property
    def asks_meaning(self) -> bool:
        """Whether it asks what a word means."""
        return bool(re.search(r"\bwhat (?:does|do|is) .{1,60}\b(?:mean|meant)\b", self.text, re.I))

    @property
    def country(self) -> str:
        """*Wales* where it asks about Welsh bodies in general, else nothing."""
        return "Wales" if re.search(r"\bWelsh\b|\bforces in Wales\b", self.text, re.I) else ""

    @property
    def is_vague(self) -> bool:
        """Whether nothing is left that a report could be searched for."""
        return not self.telling

    @property
    def is_general(self) -> bool:
        """Whether it asks for weaknesses or strengths, and for those on no topic in particular."""
        return bool(self.wants) and all(word in leaning.GENERAL for word in self.telling)

    @property
    def telling(self) -> tuple[str, ...]:
        """The words of the topic that a report could be searched for, in lower case."""
        words = re.findall(r"[\w'-]+", self.topic.lower())
        return tuple(word for word in words if word not in _EMPTY and word not in _VAGUE)


def understand(text: str, names: Gazetteer, previous: Question | None = None) -> Question:
    """Take a question apart; what a follow-up leaves out comes from the question before."""
    text = " ".join(text.split())
    mentions = names.find(text, typos=True)
    wants = leaning.wanted(text)
    topic = _topic(text, mentions)
    topic = leaning.without(topic) if wants else topic
    years, titled = _years(text)
    question = Question(
        text,
        topic,
        mentions,
        _cues(text, SERVICES),
        _cues(text, INSPECTORATES),
        _cues(text, KINDS),
        years,
        titled,
        "before" if _BEFORE.search(text) else "latest" if _LATEST.search(text) else "",
        _seeks(text, topic),
        next((sentence for sentence, cue in _UNSUPPORTED.items() if re.search(cue, text, re.I)), ""),
        wants,
    )
    return _completed(question, previous) if previous else question


def _seeks(text: str, topic: str) -> str:
    found = next((name for name, cue in _SEEKS.items() if re.search(cue, text, re.I)), "")
    return "grade" if found in ("", "count") and outcomes.asked(text, topic) else found


def _cues(text: str, patterns: dict[str, str]) -> frozenset[str]:
    return frozenset(name for name, pattern in patterns.items() if re.search(pattern, text, re.I))


def _years(text: str) -> tuple[tuple[int, ...], bool]:
    cycle = _CYCLE.search(text)
    if cycle:
        first = int(cycle[1])
        last = int(cycle[2]) if len(cycle[2]) == 4 else first // 100 * 100 + int(cycle[2])
        if first <= last <= first + 4:
            return tuple(range(first, last + 1)), True
    found = list(_YEAR.finditer(text))
    titled = any(match["titled"] or _TITLED.match(text[match.end() :]) for match in found)
    return tuple(sorted({int(match["year"] or match["titled"]) for match in found})), titled


def _topic(text: str, mentions: tuple[Mention, ...]) -> str:
    """The question without the names of bodies and the words that ask what a report says."""
    for mention in reversed(mentions):
        before = re.sub(r"\b(?:in|at|for|of|by|within|across)\s+(?:the\s+)?$", "", text[: mention.start])
        after = re.sub(r"^['\u2019]s?\b", "", text[mention.end :])
        text = f"{before} {after}"
    for pattern in (_CYCLE, _IN_YEAR, _FRAMING, _SOURCE, _GRADE_ASKED):
        text = pattern.sub(" ", " ".join(text.split()))
    text = " ".join(text.split()).strip(" ,;:")
    return text if re.search(r"\w", text) else ""


def _completed(question: Question, previous: Question) -> Question:
    """A question with what it leaves out taken from the question before."""
    led = _FOLLOWS.match(question.text)
    leads = bool(led and led[0].strip())
    said = _YEAR.sub(" ", question.topic)
    words = [word for word in re.findall(r"[\w'-]+", said) if word.lower() not in _EMPTY]
    short = leads or len(question.text.split()) <= 6 or bool(_POINTS_BACK.search(question.text))
    if not words:
        why = re.match(r"(?:and |but )?why\b", question.text, re.I)
        seeks = question.seeks or ("" if why else previous.seeks)
        question = replace(question, topic=previous.topic, seeks=seeks)
    elif len(words) <= 3 and (_PRONOUN.search(question.topic) or (leads and question.is_vague)):
        about = next(iter(question.services), "") if question.is_vague else ""
        question = replace(question, about=about, topic=f"{previous.topic.rstrip('?.! ')} {' '.join(words)}")
    if question.mentions:
        return replace(question, services=question.services or _services_of(previous)) if short else question
    if _WIDE.search(question.text) and words:
        return question
    question = replace(question, mentions=previous.mentions, services=question.services or previous.services)
    if short and not question.years and not question.when:
        question = replace(question, years=previous.years, years_titled=previous.years_titled)
        question = replace(question, kinds=question.kinds or previous.kinds, when=previous.when)
    return question


def _services_of(question: Question) -> frozenset[str]:
    """The services a question was about: by its words, else by the one kind its bodies have."""
    kinds = {body.kind for mention in question.mentions for body in mention.bodies}
    return question.services or (frozenset(kinds) if len(kinds) == 1 else frozenset())
