"""Citations in the forms that British briefings use, as plain text; italics are added on rendering.

The patterns are those of the Commons Library's footnotes, of the Harvard guides of Robert Gordon
University and University College Dublin, and of OSCOLA's guides of Swansea and Portsmouth.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from bot.phrases import listed
from bot.quoting.place import DIGEST, PlaceForm, citation, dated, place, title
from bot.types import Quote
from corpus.types import Report
from corpus.vocabulary.dates import day_in_words

FormName = Literal["footnote", "harvard", "oscola", "plain"]

FORMS: Final[tuple[FormName, ...]] = ("footnote", "harvard", "oscola", "plain")
LICENCE_ADDRESS: Final = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
OPEN_LICENCE: Final = "Open Government Licence"
ACCEDED: Final = "2022-09-08"  # the day from which the inspectorate is His Majesty's
FOOTNOTE: Final = PlaceForm("p ", "pp ", "PDF p ", "PDF pp ")
OSCOLA: Final = PlaceForm("", "", "PDF p ", "PDF pp ")
IN_TEXT: Final = PlaceForm("p. ", "pp. ", "PDF p ", "PDF pp ", ("[", "]"))
MOST_AUTHORS: Final = 3  # in a Harvard citation in the text; of more, only the first is named
_SPELT_OUT: Final = {
    "HMICFRS": "{Majesty} Inspectorate of Constabulary and Fire & Rescue Services",
    "HMIC": "{Majesty} Inspectorate of Constabulary",
    "CQC": "Care Quality Commission",
    "HMI Probation": "{Majesty} Inspectorate of Probation",
    "HMI Prisons": "{Majesty} Inspectorate of Prisons",
}


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a citation, ready to copy."""

    name: str
    text: str


def forms(quote: Quote, accessed: date) -> tuple[Form, ...]:
    """A quote's citation as a footnote, in Harvard (reference and in-text) and OSCOLA style, and plainly."""
    return (
        Form("Footnote", cited(quote, "footnote", accessed)),
        Form("Harvard", reference(quote.report, "harvard", accessed, quote.report.inspectorates)),
        Form("Harvard in text", in_text(quote)),
        Form("OSCOLA", cited(quote, "oscola", accessed)),
        Form("Plain", cited(quote, "plain", accessed)),
    )


def cited(quote: Quote, form: FormName, accessed: date, spelt: Collection[str] = (), letter: str = "") -> str:
    """The citation of a quote, with its page.

    ``spelt`` are the inspectorates to name in full, as is done at first use; ``letter`` distinguishes
    reports of one author and year in Harvard.
    """
    report = quote.report
    if form == "harvard":
        return in_text(quote, spelt, letter)
    if form == "footnote":
        text = _footnote(report, place(quote, FOOTNOTE), accessed, spelt)
    elif form == "oscola":
        text = f"{_oscola(report, place(quote, OSCOLA), accessed, spelt)}."
    else:
        text = _plain(quote, spelt)
    return _as_digest(report, text)


def reference(report: Report, form: FormName, accessed: date, spelt: Collection[str] = (), letter: str = "") -> str:
    """A report's entry in a list of sources: without a page, and in OSCOLA without a full stop at the end."""
    if form == "harvard":
        text = _harvard(report, accessed, spelt, letter)
    elif form == "oscola":
        text = _oscola(report, "", accessed, spelt)
    elif form == "footnote":
        text = _footnote(report, "", accessed, spelt)
    else:
        text = _plain(Quote("", "", report, None, None, 0), spelt)
    return _as_digest(report, text)


def in_text(quote: Quote, spelt: Collection[str] = (), letter: str = "") -> str:
    """The Harvard citation in brackets that follows a quote."""
    report = quote.report
    author = _author_in_text(report, spelt)
    digest = "digest of " * report.digest
    return f"({', '.join(filter(None, (digest + author, _when(report, letter), place(quote, IN_TEXT))))})"


def licence_line(report: Report) -> str | None:
    """The acknowledgement that the Open Government Licence asks for, where the report is under it."""
    if report.digest or OPEN_LICENCE not in (report.licence or ""):
        return None
    return f"Contains public sector information licensed under the Open Government Licence v3.0: {LICENCE_ADDRESS}"


def shown_authors(report: Report, form: FormName) -> tuple[str, ...]:
    """The inspectorates named in a quote's citation; of more than three, Harvard names only the first."""
    cut = form == "harvard" and len(report.inspectorates) > MOST_AUTHORS
    return report.inspectorates[:1] if cut else report.inspectorates


def letters(reports: Sequence[Report]) -> dict[str, str]:
    """The letters after the year that distinguish reports of one author and year in Harvard, by report id.

    They follow the order of the list of sources; a report that needs no letter has an empty string.
    """
    alike: dict[tuple[str, str, bool], list[str]] = {}
    for report in sorted(reports, key=by_author):
        alike.setdefault((_author_in_text(report), year(report), report.digest), []).append(report.id)
    return {id: _lettered(number) if len(ids) > 1 else "" for ids in alike.values() for number, id in enumerate(ids)}


def by_author(report: Report) -> tuple[str, str, str, str]:
    """The sort key of a list of sources: author, year, title, id."""
    return _authors(report).casefold(), year(report), title(report).casefold(), report.id


def year(report: Report) -> str:
    """The year of publication, else of the inspection's end, else *n.d.*."""
    return (report.published or (report.inspected or "").rpartition("/")[2])[:4] or "n.d."


def _when(report: Report, letter: str) -> str:
    """*2025a*, *n.d.-a*."""
    return f"{year(report)}{'-' * bool(letter and not report.date)}{letter}"


def _lettered(number: int) -> str:
    """0 is *a*, 25 *z*, 26 *aa*."""
    letter = chr(ord("a") + number % 26)
    return letter if number < 26 else _lettered(number // 26 - 1) + letter


def _as_digest(report: Report, text: str) -> str:
    return f"Digest ({DIGEST}) of: {text}" if report.digest else text


def _footnote(report: Report, at: str, accessed: date, spelt: Collection[str]) -> str:
    parts = [_authors(report, spelt), title(report), dated(report), at]
    address = f", {report.url} [accessed {day_in_words(accessed)}]" if report.url else ""
    return ", ".join(filter(None, parts)) + address


def _harvard(report: Report, accessed: date, spelt: Collection[str], letter: str) -> str:
    publisher = " London: HMICFRS." if report.inspectorates == ("HMICFRS",) else ""
    address = f" Available at: {report.url} (Accessed: {day_in_words(accessed)})." if report.url else ""
    return f"{_authors(report, spelt)} ({_when(report, letter)}) {_stopped(title(report))}{publisher}{address}"


def _oscola(report: Report, at: str, accessed: date, spelt: Collection[str]) -> str:
    text = f"{_authors(report, spelt)}, ‘{title(report)}’ ({dated(report)}){' ' * bool(at)}{at}"
    return f"{text} <{report.url}> accessed {day_in_words(accessed)}" if report.url else text


def _plain(quote: Quote, spelt: Collection[str]) -> str:
    address = f", {quote.report.url}" if quote.report.url else ""
    line = citation(quote).removeprefix("Digest of ") + address
    short, full = _authors(quote.report), _authors(quote.report, spelt)
    return full + line.removeprefix(short) if line.startswith(short) else line


def _authors(report: Report, spelt: Collection[str] = (), brackets: str = "()") -> str:
    names = [_spelt_out(name, report, brackets) if name in spelt else name for name in report.inspectorates]
    return listed(names) or report.body or "Author not known"


def _author_in_text(report: Report, spelt: Collection[str] = ()) -> str:
    names = report.inspectorates
    if len(names) <= MOST_AUTHORS:
        return _authors(report, spelt, "[]")
    return f"{_spelt_out(names[0], report, '[]') if names[0] in spelt else names[0]} et al."


def _spelt_out(name: str, report: Report, brackets: str) -> str:
    if not report.date or name not in _SPELT_OUT:
        return name  # without a date, His or Her is not known
    majesty = "His Majesty’s" if report.date >= ACCEDED else "Her Majesty’s"
    return f"{_SPELT_OUT[name].replace('{Majesty}', majesty)} {brackets[0]}{name}{brackets[1]}"


def _stopped(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."
