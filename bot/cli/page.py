"""``reportbot page``: the page that a quote stands on, its words marked."""

from __future__ import annotations

import argparse
from pathlib import Path

from bot.answer import Asked
from bot.cli.opening import DONE, Commands, count, indexed, live_index, narrowed, write_bytes
from bot.config import Settings
from corpus.errors import ReportbotError


def add(commands: Commands) -> None:
    """Add the command to those of the terminal."""
    page = commands.add_parser(
        "page", parents=[indexed(), narrowed()], help="draw the page a quote stands on, its words marked"
    )
    page.add_argument("question", help="the question that the quote answers")
    page.add_argument("-n", type=count, dest="number", default=1, metavar="N", help="the Nth quote of the answer")
    page.add_argument(
        "--out", type=Path, default=Path(), metavar="DIR", help="folder of the images; by default this one"
    )
    page.set_defaults(run=_page)


def _page(settings: Settings, given: argparse.Namespace) -> int:
    from bot.cite import citation
    from corpus.page_image import page_images

    live = live_index(settings, given)
    answer = live.answer(Asked(given.question, given.body, given.since, given.until, given.number))
    if len(answer.quotes) < given.number:
        found = (
            f"The answer has {len(answer.quotes)} quotes, no number {given.number}."
            if answer.quotes
            else answer.message
        )
        raise ReportbotError(found)
    quote = answer.quotes[given.number - 1]
    pages = live.quoted_pages(quote)
    print(f"\u201c{quote.text}\u201d\n{citation(quote)}")
    for image in page_images(pages.path, pages.spans, pages.texts, pages.password):
        path = given.out / f"{quote.report.id}-page-{image.page}.png"
        write_bytes(path, image.png)
        print(path)
    return DONE
