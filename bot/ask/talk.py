"""Answers to what is no question about reports, and what helps where reports are silent."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from bot.phrases import counted, listed
from bot.quoting.place import dated, title
from bot.scope.holdings import Holdings
from bot.search.rank import is_boilerplate
from corpus.types import Report
from corpus.vocabulary.elsewhere import elsewhere
from corpus.vocabulary.talk import other_language, talk_in
from index.search import Index
from index.types import Hit

NEAREST: Final = 2  # headings named where nothing is quoted
IN_ENGLISH: Final = "Please ask in English, the language of the reports"
WELCOME: Final = {
    "greeting": "Hello. Ask what an inspection report says, and it is quoted with its page.",
    "thanks": "You are welcome. Ask on, or name another force, service or area.",
    "help": "Ask in a sentence what an inspection report says: name a force, service or area, and a part of its work.",
}
COMMANDS: Final = (
    "Lists: grades (graded judgments), findings (what must improve), compare (inspections side by side), reports (what"
    " is held). Give a year for an older inspection; the newest answers else."
)
_TITLE_ONLY: Final = re.compile(r"^(?:contents|page \d+|\d+)$", re.I)


def small_talk(text: str, holdings: Holdings) -> str:
    """The answer to a greeting, thanks, a call for help or a text in another language; nothing for a question."""
    kind = talk_in(text)
    if kind:
        return " ".join([WELCOME[kind], examples(holdings), COMMANDS * (kind != "thanks")]).strip()
    line = other_language(text)
    if line is None:
        return ""
    asked = f"{line}: {example(holdings)}. " if line else ""
    return f"{asked}{IN_ENGLISH}. {examples(holdings)}"


def example(holdings: Holdings) -> str:
    """A question that can be asked of what is held."""
    newest = sorted(holdings.reports.values(), key=lambda report: report.date, reverse=True)
    body = next((report.body for report in newest if holdings.kind_of(report.body)), "Gwent Police")
    return f"\u201cWhat did inspectors say about {body}?\u201d"


def examples(holdings: Holdings) -> str:
    """Questions that can be asked of what is held."""
    newest = sorted(holdings.reports.values(), key=lambda report: report.date, reverse=True)
    body = next((report.body for report in newest if holdings.kind_of(report.body)), "")
    if not body:
        return ""
    return (
        f"Held: {counted(len(newest), 'report')} on {counted(len(holdings.bodies), 'body', 'bodies')}. Examples:"
        f" \u201cWhat did inspectors say about {body}?\u201d, \u201cWhat must {body} improve?\u201d."
    )


def helped(index: Index, hits: Sequence[Hit], question: str, reports: Sequence[Report]) -> str:
    """What helps where nothing is quoted: the nearest headings, how to ask, and where the official answer may be."""
    near = [one for hit in hits if not is_boilerplate(hit.stored) if (one := _heading(index, hit))]
    parts = []
    if near:
        names = listed(list(dict.fromkeys(near))[:NEAREST])
        parts.append(f"The nearest headings, which need not be on this: {names}.")
    parts.append("Ask in other words, or about one part of the work.")
    official = next((report.url for report in reports if report.digest and report.url), "")
    if official and len(reports) <= NEAREST:
        parts.append(f"Only a digest is held: the official report is at {official}.")
    return " ".join(filter(None, [*parts, elsewhere(question)]))


def _heading(index: Index, hit: Hit) -> str:
    headings = [one for one in hit.stored.passage.heading if not _TITLE_ONLY.match(one)]
    report = index.reports[hit.stored.report_id]
    return f"\u201c{headings[-1]}\u201d ({title(report)}, {dated(report)})" if headings else ""
