"""How a quote is shown: its words, and the line under them that cites their place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.phrases import listed
from bot.question.leaning import headed_as, leaning
from bot.types import Quote
from corpus.types import Report
from corpus.vocabulary.dates import in_words

UNDER: Final = "Under \u201c{heading}\u201d: "
_ASKS: Final = re.compile(r"\b(?:should|must|ought|ensure|needs?|required?|improve[sd]?)\b", re.I)
DIGEST: Final = "written for this project, not the inspectorate's own text; pages are the digest's"
BY_OCR: Final = ", read by OCR"
NOTE: Final = "Note {mark}: {words}"
GOES_ON: Final = "The report goes on: \u201c{words}\u201d"
ON_CLOSING: Final = "On its closing: \u201c{words}\u201d ({where})"
LATER: Final = "A later report on this body is held: {title}, {date}."


@dataclass(frozen=True, slots=True)
class PlaceForm:
    """How pages are written in a form of citation: the printed number and the PDF's, one or several."""

    page: str
    pages: str
    pdf_page: str
    pdf_pages: str
    brackets: tuple[str, str] = ("(", ")")


PLAIN: Final = PlaceForm("p. ", "pp. ", "PDF page ", "PDF pages ")


def quoted(quote: Quote) -> str:
    """The words in quotation marks, after the sentence that introduces them, or the heading that they need."""
    lead_in = f"{quote.lead_in} […] " if quote.lead_in else ""
    above = heading_needed(quote)
    return f"{lead_in}{UNDER.format(heading=above) if above else ''}“{quote.text}”"


def heading_needed(quote: Quote) -> str:
    """The heading without which an item of a list reads as praise, or says nothing: of what must improve; else nothing.

    *The quality of assessments* is one of the things that need to improve by its heading alone; a recommendation tells
    what to do.
    """
    if not quote.item or quote.lead_in or headed_as(quote.heading) != {"weakness"} or _ASKS.search(quote.text):
        return ""
    if leaning(quote.text) == "weakness":
        return ""
    above = next(heading for heading in reversed(quote.heading) if headed_as([heading]))
    return "" if "recommendation" in above.lower() else above


def told_notes(notes: Mapping[str, str]) -> list[str]:
    """The footnotes of a quote, by their marks, as they are told below it: *Note 5: …*."""
    return [NOTE.format(mark=_bare_mark(mark), words=words) for mark, words in notes.items()]


def _bare_mark(mark: str) -> str:
    bare = unicodedata.normalize("NFKC", mark).strip(" []().")
    return bare[5:] if bare.lower().startswith("note ") else bare


def citation(quote: Quote) -> str:
    """Inspectorate, title, body, date and page in one line; a digest is called one."""
    report = quote.report
    parts = [listed(report.inspectorates), title(report), dated(report), place(quote)]
    line = ", ".join(part for part in parts if part)
    return f"Digest of {line}" if report.digest else line


def on_closing(quote: Quote) -> str:
    """What is said of the closing of the finding quoted, with its place; nothing where nothing is."""
    closing = quote.closing
    if not closing:
        return ""
    same = closing.report.id == quote.report.id
    where = ", ".join(filter(None, ("same report" if same else described(closing.report), place(closing))))
    return ON_CLOSING.format(words=closing.text, where=where)


def digests(reports: Sequence[Report]) -> str:
    """What to know of digests, where some of these reports are such, in brackets with a blank before; or nothing."""
    count = sum(report.digest for report in reports)
    if not count:
        return ""
    if len(reports) == 1:
        return f" (digest: {DIGEST})"
    which = "digests" if count == len(reports) else f"{count} of them {'digests' if count > 1 else 'a digest'}"
    return f" ({which}: {DIGEST})"


def title(report: Report) -> str:
    """A report's title, with the body inspected in brackets where it does not name it."""
    named = _plain(report.body) in _plain(report.title)
    return report.title if named else f"{report.title} [{report.body}]".strip()


def _plain(name: str) -> str:
    """A name in one spelling, without the word for its kind at its end."""
    words = name.casefold().replace("&", "and").replace("-", " ").split()
    return " ".join(words[:-1] if len(words) > 1 and words[-1] in ("police", "constabulary") else words)


def described(report: Report) -> str:
    """The heading for a report: title, date, and whether it is a digest."""
    return f"{title(report)}, {dated(report)}{' (digest)' * report.digest}"


def later(newer: Report) -> str:
    """The sentence that a later report on the body is held."""
    return LATER.format(title=newer.title, date=dated(newer))


def dated(report: Report) -> str:
    """When a report was published, else when the inspection took place."""
    if report.published:
        return in_words(report.published)
    return f"inspected {in_words(report.inspected)}" if report.inspected else "date not known"


def period(reports: Iterable[Report]) -> str:
    """The dates of the first and the last of these reports, *2 May 2019 to 4 July 2023*; nothing where none has one."""
    dates = sorted(report.date for report in reports if report.date)
    return " to ".join(dict.fromkeys(map(in_words, (dates[0], dates[-1])))) if dates else ""


def place(quote: Quote, form: PlaceForm = PLAIN) -> str:
    """*p. 9*, *pp. 3–4*, with the number in the PDF where it differs; without pages, the heading.

    Where the words were read off the picture of a page, that is said.
    """
    if quote.page is None:
        return f"section “{quote.heading[-1]}”" if quote.heading else ""
    pages = range(quote.page, (quote.page_end or quote.page) + 1)
    return f"{_page(quote, form)}{BY_OCR * any(page in quote.report.ocr_pages for page in pages)}"


def _page(quote: Quote, form: PlaceForm) -> str:
    label, last = quote.page_label, quote.page_label_end
    before, behind = form.brackets
    if quote.page_end not in (None, quote.page):
        on = f"{quote.page}–{quote.page_end}"
        if not (label and last):
            return f"{form.pages}{on} of the PDF"
        printed = f"{label}–{last}"
        return f"{form.pages}{on}" if printed == on else f"{form.pages}{printed} {before}{form.pdf_pages}{on}{behind}"
    if label and label != str(quote.page):
        return f"{form.page}{label} {before}{form.pdf_page}{quote.page}{behind}"
    return f"{form.page}{quote.page}"
