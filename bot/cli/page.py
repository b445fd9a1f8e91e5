"""``reportbot page``: the page that a quote stands on, its words marked."""

from __future__ import annotations

import argparse
from pathlib import Path

from bot.cli.opening import DONE, MOST_QUOTES, Commands, Once, indexed, live_index, narrowed, up_to, write_bytes
from bot.config import Settings
from bot.live.index import LiveIndex
from bot.live.pages import QuotedPages
from bot.phrases import counted
from bot.present.verdicts import verified_text
from bot.quoting.place import citation
from bot.types import Asked, Quote
from corpus.errors import ReportbotError

EITHER = 'give a question, or the words of a report, as in: reportbot page --quote "victims are not always told"'
NOT_BOTH = "a question and --quote do not go together: give one or the other"
TOO_SHORT = "no page is drawn: one or two words stand in too many places; give more of the words"
NARROW = "narrow them with --body, --since or --until"
NOT_DRAWN = "no page is drawn: the reports searched do not contain the words as given"


def add(commands: Commands) -> None:
    """Add the command to those of the terminal."""
    page = commands.add_parser(
        "page", parents=[indexed(), narrowed()], help="draw the page of a quote, with its words marked"
    )
    page.epilog = 'example: reportbot page --quote "victims are not always told" --body Gwent --out pages'
    page.add_argument("question", nargs="?", help="the question that the quote answers")
    page.add_argument("--quote", action=Once, metavar="WORDS", help="the words of a report, in place of a question")
    page.add_argument(
        "-n",
        action=Once,
        type=up_to(MOST_QUOTES),
        dest="number",
        default=1,
        metavar="N",
        help="the Nth quote of the answer, or the Nth report that says the words",
    )
    page.add_argument(
        "--out", action=Once, type=Path, default=Path(), metavar="DIR", help="folder of the images; by default this one"
    )
    page.set_defaults(run=_page)


def _page(settings: Settings, given: argparse.Namespace) -> int:
    asked, quoted = (bool(words and words.strip()) for words in (given.question, given.quote))
    if asked == quoted:
        raise ReportbotError(NOT_BOTH if asked else EITHER)
    live = live_index(settings, given)
    quote = _given(live, given) if given.quote else _answering(live, given)
    print(f"\u201c{quote.text}\u201d\n{citation(quote)}")
    for path in write_pages(live.quoted_pages(quote), given.out, quote.report.id):
        print(path)
    return DONE


def write_pages(pages: QuotedPages, folder: Path, name: str) -> list[Path]:
    """Write the pages of a quote into a folder, each as ``name`` and its number, and return their paths."""
    written = []
    for image in pages.images():
        written.append(folder / f"{name}-page-{image.page}.png")
        write_bytes(written[-1], image.png)
    return written


def _answering(live: LiveIndex, given: argparse.Namespace) -> Quote:
    """A quote of the answer to a question."""
    answer = live.answer(Asked(given.question, given.body, given.since, given.until, given.number))
    if len(answer.quotes) < given.number:
        held = f"The answer has {counted(len(answer.quotes), 'quote')}, no number {given.number}."
        raise ReportbotError(held if answer.quotes else answer.message)
    quote: Quote = answer.quotes[given.number - 1]
    return quote


def _given(live: LiveIndex, given: argparse.Namespace) -> Quote:
    """The place of the words given as an argument."""
    checked = live.find(Asked(given.quote, given.body, given.since, given.until, MOST_QUOTES))
    if checked.verdict == "too short":
        raise ReportbotError(TOO_SHORT)
    if checked.verdict != "exact":
        print(verified_text([checked]), flush=True)
        raise ReportbotError(NOT_DRAWN)
    sources = sorted(checked.sources, key=lambda source: source.page is None)  # those that have pages first
    if len(sources) < given.number:
        most = f"-n is at most {len(sources)} for these words, not {given.number}"
        raise ReportbotError(f"{most}: {checked.more} more reports say them, {NARROW}" if checked.more else most)
    if others := len(sources) + checked.more - 1:
        print(f"The same words stand in {counted(others, 'other report')} held:")
    for number, source in enumerate(sources, start=1):
        if number != given.number:
            print(f"-n {number}: {citation(source)}")
    if checked.more:
        print(f"and {checked.more} more: {NARROW}")
    for flag in checked.flags:
        print(f"look at this: {flag}")
    quote: Quote = sources[given.number - 1]
    return quote
