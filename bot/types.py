"""The answer: what every face of the bot (terminal, JSON, Discord) shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from corpus.types import Report, Span

QUOTES = 5  # in an answer, where no number is asked for
Status = Literal["answered", "not_found", "not_held", "ambiguous", "unsupported"]
Seeks = Literal[  # what a question asks for
    "passage",
    "grade",
    "grade_list",
    "count",
    "money",
    "duration",
    "compare",
    "findings",
    "list_reports",
    "definition",
    "inspector",
    "date_inspected",
    "date_published",
    "unsupported",
]
Turn = Literal["none", "latest", "previous", "first", "all"]  # which inspection of several
Role = Literal["none", "inspection", "event", "both/unclear"]  # whose the years of a question are
Wants = Literal["", "weakness", "strength"]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with what was set beside it; ``previous`` are the questions before it, oldest first."""

    text: str
    body: str | None = None
    since: int | None = None
    until: int | None = None
    count: int = QUOTES
    previous: tuple[str, ...] = ()

    @property
    def beside(self) -> list[str]:
        """What was set beside it, in words: *only Gwent Police*, *from 2020*, *until 2024*."""
        only = [f"only {self.body}"] * bool(self.body)
        return only + [f"from {self.since}"] * bool(self.since) + [f"until {self.until}"] * bool(self.until)


@dataclass(frozen=True, slots=True)
class Understood:
    """What the question was taken to ask: canonical names of bodies, years, and the topic.

    ``kinds`` and ``inspectorates`` are those it names. ``when`` is which inspection of several, ``role`` whose the
    years are. ``follows`` tells that something was taken over from the question before. ``report`` is what it calls a
    report of which none is held.
    """

    bodies: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    topic: str = ""
    kinds: tuple[str, ...] = ()
    inspectorates: tuple[str, ...] = ()
    when: Turn = "none"
    seeks: Seeks = "passage"
    follows: bool = False
    role: Role = "none"
    report: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """The source's own words, cut from the store, and where they stand.

    ``page`` and ``page_end`` are 1-based PDF pages, ``None`` for a source without pages.
    ``page_label`` and ``page_label_end`` are their printed numbers. ``lead_in`` is the sentence that introduces
    the list in which the quote is an item. ``score`` is between 0 and 1, higher is better.
    ``newer`` is a later report on the same body that treats the topic, too. ``spans`` point into the
    pages as they are stored: all that is printed here was cut from there. ``printed`` are the same words with
    the marks of footnotes as the pages bear them, and is empty where they bear none. ``notes`` are the
    footnotes to which these marks lead, and ``note_marks`` the marks, one for each. ``goes_on`` is the next sentence
    of the report, where it takes back what the quote says and is not quoted with it, or the list that a quoted finding
    introduces, an item a line. ``closing`` are the words that tell of the closing of the finding that is quoted.
    ``item`` tells that the words are an item of a list, which says nothing without its heading. ``logit`` is what a
    reader gives its best sentence, against *nothing answers* at 0, and ``None`` where none has read it.
    """

    text: str
    passage: str
    report: Report
    page: int | None
    page_end: int | None
    score: float
    heading: tuple[str, ...] = ()
    lead_in: str | None = None
    page_label: str | None = None
    link: str | None = None
    newer: Report | None = None
    spans: tuple[Span, ...] = ()
    page_label_end: str | None = None
    printed: str = ""
    notes: tuple[str, ...] = ()
    note_marks: tuple[str, ...] = ()
    goes_on: str = ""
    closing: Quote | None = None
    item: bool = False
    logit: float | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a list: a body, what it is about (*Responding to the public*), and what a report gives it.

    ``quote`` holds the words that state it, and is ``None`` for a gap: no report held gives it.
    """

    body: str
    what: str
    value: str
    quote: Quote | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """A status, one plain sentence of framing, and quotes, best first.

    ``quotes`` is empty unless ``status`` is ``answered``; ``choices`` is empty unless it is
    ``ambiguous``. ``evidence`` is the strength of what was found, from 0 to 1, also where it was
    too weak to be quoted. ``pending`` passages of new reports could be found by their words alone.
    ``entries`` are the whole list that answers, however few of it are quoted.
    """

    question: str
    status: Status
    message: str
    understood: Understood = Understood()
    choices: tuple[str, ...] = ()
    quotes: tuple[Quote, ...] = ()
    elapsed_ms: float = 0.0
    evidence: float = 0.0
    pending: int = 0
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Feedback:
    """One vote, 1 or -1, with what was asked and answered; ``at`` is in UTC."""

    at: datetime
    vote: int
    question: str
    previous: tuple[str, ...]
    status: str
    generation: str
    answer: Answer
