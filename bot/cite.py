"""The line under a quote that says where it stands."""

from __future__ import annotations

from bot.types import Quote
from corpus.dates import in_words
from corpus.types import Report

DIGEST = "written for this project, not the inspectorate's own text; pages are the digest's"


def citation(quote: Quote) -> str:
    """Inspectorate, title, body, date and page in one line, and a digest called what it is."""
    report = quote.report
    title = report.title if report.body.casefold() in report.title.casefold() else f"{report.title}: {report.body}"
    parts = [" and ".join(_listed(report)), title.strip(" :"), dated(report), place(quote)]
    line = ", ".join(part for part in parts if part)
    return f"Digest of {line} [{DIGEST}]" if report.digest else line


def _listed(report: Report) -> list[str]:
    """The inspectorates, all but the last with commas between."""
    names = list(report.inspectorates)
    return [", ".join(names[:-1]), names[-1]] if len(names) > 1 else names


def dated(report: Report) -> str:
    """When a report was published, else when the inspection took place."""
    if report.published:
        return in_words(report.published)
    return f"inspected {in_words(report.inspected)}" if report.inspected else "date not known"


def place(quote: Quote) -> str:
    """*p. 9*, *pp. 3-4*, with the printed number where it differs, or the heading without pages."""
    if quote.page is None:
        return f"section \u201c{quote.heading[-1]}\u201d" if quote.heading else ""
    if quote.page_end not in (None, quote.page):
        on = f"{quote.page}\u2013{quote.page_end}"
        if not (quote.page_label and quote.page_label_end):
            return f"pp. {on} of the PDF"
        printed = f"{quote.page_label}\u2013{quote.page_label_end}"
        return f"pp. {on}" if printed == on else f"pp. {printed} (PDF pages {on})"
    label = quote.page_label
    if label and label != str(quote.page):
        return f"p. {label} (PDF page {quote.page})"
    return f"p. {quote.page}"
