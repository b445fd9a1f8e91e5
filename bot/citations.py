"""Citations in the forms that British briefings use, as plain text: titles are to be set in italics by hand.

The patterns are those of the Commons Library's footnotes, of the Harvard guides of Robert Gordon
University and University College Dublin, and of OSCOLA's guides of Swansea and Portsmouth.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.cite import DIGEST, citation, dated
from bot.types import Quote
from corpus.dates import in_words
from corpus.types import Report

LICENCE_ADDRESS: Final = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
OPEN_LICENCE: Final = "Open Government Licence"
ACCEDED: Final = "2022-09-08"  # from when on the inspectorate is His Majesty's
_SPELT_OUT: Final = {
    "HMICFRS": "{Majesty} Inspectorate of Constabulary and Fire & Rescue Services (HMICFRS)",
    "HMIC": "{Majesty} Inspectorate of Constabulary (HMIC)",
    "CQC": "Care Quality Commission (CQC)",
    "HMI Probation": "{Majesty} Inspectorate of Probation (HMI Probation)",
}


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a citation, ready to copy."""

    name: str
    text: str


def forms(quote: Quote, accessed: date) -> tuple[Form, ...]:
    """A quote's citation as a footnote, in Harvard and OSCOLA style, and plainly."""
    found = (
        Form("Footnote", _footnote(quote, accessed)),
        Form("Harvard", _harvard(quote, accessed)),
        Form("OSCOLA", _oscola(quote, accessed)),
        Form("Plain", _plain(quote)),
    )
    if not quote.report.digest:
        return found
    return tuple(Form(form.name, f"Digest ({DIGEST}) of: {form.text}") for form in found)


def licence_line(report: Report) -> str | None:
    """The acknowledgement that the Open Government Licence asks for, where the report is under it."""
    if report.digest or OPEN_LICENCE not in (report.licence or ""):
        return None
    return f"Contains public sector information licensed under the Open Government Licence v3.0: {LICENCE_ADDRESS}"


def _footnote(quote: Quote, accessed: date) -> str:
    report = quote.report
    parts = [_authors(report), _title(report), dated(report), _place(quote, "p ", "pp ", "section ")]
    address = f", {report.url} [accessed {_day(accessed)}]" if report.url else ""
    return ", ".join(filter(None, parts)) + address


def _harvard(quote: Quote, accessed: date) -> str:
    report = quote.report
    publisher = " London: HMICFRS." if report.inspectorates == ("HMICFRS",) else ""
    place = _place(quote, "p. ", "pp. ", "section ")
    address = f" Available at: {report.url} (Accessed: {_day(accessed)})." if report.url else ""
    where = f" {place[0].upper()}{place[1:]}." if place else ""
    when = _year(report) or "n.d."
    return f"{_authors(report, spelt_out=True)} ({when}) {_stopped(_title(report))}{publisher}{where}{address}"


def _oscola(quote: Quote, accessed: date) -> str:
    report = quote.report
    place = _place(quote, "", "", "section ")
    text = f"{_authors(report)}, ‘{_title(report)}’ ({dated(report)}){' ' * bool(place)}{place}"
    return f"{text} <{report.url}> accessed {_day(accessed)}" if report.url else text


def _plain(quote: Quote) -> str:
    address = f", {quote.report.url}" if quote.report.url else ""
    return citation(quote).removeprefix("Digest of ").removesuffix(f" [{DIGEST}]") + address


def _authors(report: Report, *, spelt_out: bool = False) -> str:
    names = [_spelt_out(name, report) if spelt_out else name for name in report.inspectorates]
    if len(names) > 1:
        return f"{', '.join(names[:-1])} and {names[-1]}"
    return names[0] if names else (report.body or "Author not known")


def _spelt_out(name: str, report: Report) -> str:
    if not report.date:
        return name  # whose Majesty's it was is not known
    majesty = "His Majesty’s" if report.date >= ACCEDED else "Her Majesty’s"
    return _SPELT_OUT.get(name, name).replace("{Majesty}", majesty)


def _title(report: Report) -> str:
    named = not report.body or report.body.casefold() in report.title.casefold()
    return (report.title if named else f"{report.title}: {report.body}").strip(" :")


def _stopped(title: str) -> str:
    return title if title.endswith((".", "?", "!")) else f"{title}."


def _year(report: Report) -> str:
    return (report.published or (report.inspected or "").rpartition("/")[2])[:4]


def _place(quote: Quote, page: str, pages: str, section: str) -> str:
    """The printed page with the PDF's where they differ, both of a break, or the heading without pages."""
    if quote.page is None:
        return f"{section}“{quote.heading[-1]}”" if quote.heading else ""
    if quote.page_end not in (None, quote.page):
        return f"{pages}{quote.page}–{quote.page_end} of the PDF"
    if quote.page_label and quote.page_label != str(quote.page):
        return f"{page}{quote.page_label} (PDF p {quote.page})"
    return f"{page}{quote.page}"


def _day(day: date) -> str:
    return in_words(day.isoformat())
