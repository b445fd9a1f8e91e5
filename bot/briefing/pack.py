"""A briefing as it is exported: what the document says, in order, whatever its format."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final

from bot.briefing.document import Checkpoint, Pack, Pages, QuoteEntry, Sheet, Source, StyledText
from bot.briefing.recheck import NOT_HELD, Rechecked
from bot.phrases import counted, listed
from bot.quoting.place import dated, place, quoted, title
from bot.quoting.styles import (
    LICENCE_ADDRESS,
    FormName,
    by_author,
    cited,
    letters,
    licence_line,
    reference,
    shown_authors,
)
from bot.types import Quote
from corpus.types import Report
from corpus.vocabulary.dates import day_in_words

NOT_VERIFIED: Final = "Not verified: {reason}. Check these words against the report before you use them."
OWN_WORDS: Final = "From a digest written for this project: these words are not the inspectorate’s own."
VERIFIED: Final = "Each was cut out of the source again and compared with it, character for character, on {day}."
SOME_NOT: Final = (
    "{count} of them could not be verified and {are} marked; the others were compared with the source on {day}."
)
NONE_VERIFIED: Final = "None could be verified: see the note on each."
NEAREST: Final = "An answer shows the passages nearest to a question, not all that the reports say on the matter."
NOT_COVERED: Final = (
    "The licence does not cover logos and crests, personal data or third-party material, and using it does not imply"
    " endorsement."
)
NO_LICENCE: Final = (
    "{sources}: the copy held names no licence; check the report before you reproduce more than a quotation."
)
DIGESTS: Final = (
    "{sources}: written for this project as a digest of a published report; quote and cite that report instead."
)


def pack(
    name: str, checked: Sequence[Rechecked], form: FormName, checkpoint: Checkpoint, pages: Pages | None = None
) -> Pack:
    """Everything that the export of a briefing says; with ``pages`` also an annex that shows them."""
    reports = sorted({one.quote.report.id: one.quote.report for one in checked}.values(), key=by_author)
    lettered = letters(reports)
    held = {one.quote.report.id for one in checked if one.unverified != NOT_HELD}
    return Pack(
        name,
        checkpoint.at,
        _summary(checked, len(reports), checkpoint),
        tuple(_entries(checked, form, checkpoint, lettered)),
        tuple(_source(report, report.id in held, form, checkpoint, lettered[report.id]) for report in reports),
        tuple(_licences(reports)),
        tuple(_searched(checked, checkpoint)),
        tuple(_annex(checked, pages)) if pages is not None else (),
        tuple(reports),
    )


def _summary(checked: Sequence[Rechecked], reports: int, checkpoint: Checkpoint) -> str:
    day = day_in_words(checkpoint.at)
    head = f"{counted(len(checked), 'quote')} from {counted(reports, 'report')}."
    bad = sum(bool(one.unverified) for one in checked)
    if bad and bad == len(checked):
        return f"{head} {NONE_VERIFIED}"
    if bad:
        return f"{head} {SOME_NOT.format(count=bad, are='are' if bad > 1 else 'is', day=day)}"
    return f"{head} {VERIFIED.format(day=day)}" if checked else "This briefing has no quotes."


def _entries(
    checked: Sequence[Rechecked], form: FormName, checkpoint: Checkpoint, lettered: Mapping[str, str]
) -> Iterator[QuoteEntry]:
    """The quotes; an inspectorate's name is spelt out where it is used first."""
    used: set[str] = set()
    for number, one in enumerate(checked, start=1):
        quote, report = one.quote, one.quote.report
        spelt = set(shown_authors(report, form)) - used
        used |= spelt
        text = cited(quote, form, checkpoint.at.date(), spelt, lettered[report.id])
        runs = _runs(text, report, _address(quote))
        if form == "harvard":
            runs = (StyledText(text, href=_address(quote)),)
        yield QuoteEntry(
            number,
            _heading(quote),
            _context(quote),
            quoted(quote),
            () if form == "harvard" else runs,
            runs if form == "harvard" else (),
            NOT_VERIFIED.format(reason=one.unverified) if one.unverified else "",
            (*[OWN_WORDS] * report.digest, *one.notes),
        )


def _heading(quote: Quote) -> str:
    about = " and ".join(quote.report.bodies[:2]) or quote.report.title
    return f"{about}: {quote.heading[-1]}" if quote.heading else about


def _context(quote: Quote) -> str:
    """The report and, where it is not named above, the path of headings that a quote stands under."""
    report = f"{title(quote.report)}, {dated(quote.report)}"
    return f"{report}, under “{' > '.join(quote.heading)}”" if len(quote.heading) > 1 else report


def _source(report: Report, held: bool, form: FormName, checkpoint: Checkpoint, letter: str) -> Source:
    text = reference(report, form, checkpoint.at.date(), (), letter)
    runs = _runs(text, report, _web(report.url), italic=form == "harvard")
    return Source(
        runs, f"{'Held' if held else 'No longer held; it was held'} as {report.source}, SHA-256 {report.sha256}"
    )


def _runs(text: str, report: Report, href: str | None, *, italic: bool = False) -> tuple[StyledText, ...]:
    """A citation with its address made a link and, if wanted, its title set in italics."""
    runs = [StyledText(text)]
    if report.url and href:
        runs = _cut_out(runs, report.url, StyledText(report.url, href=href))
    if italic:
        runs = _cut_out(runs, title(report), StyledText(title(report), italic=True))
    return tuple(run for run in runs if run.text)


def _cut_out(runs: Sequence[StyledText], words: str, put: StyledText) -> list[StyledText]:
    """The runs, with the first occurrence of these words in a plain run replaced."""
    for number, run in enumerate(runs):
        before, found, after = run.text.partition(words)
        if found and run == StyledText(run.text):
            return [*runs[:number], StyledText(before), put, StyledText(after), *runs[number + 1 :]]
    return list(runs)


def _address(quote: Quote) -> str | None:
    """The link to the words, or else to the report."""
    return _web(quote.link) or _web(quote.report.url)


def _web(address: str | None) -> str | None:
    """An address that a browser opens, or None."""
    if not address or not address.lower().startswith(("http://", "https://")):
        return None
    return address if address.isprintable() and len(address.split()) == 1 else None


def _licences(reports: Sequence[Report]) -> Iterator[tuple[StyledText, ...]]:
    """Each licence statement with the numbers of the sources that it covers."""
    numbered = list(enumerate(reports, start=1))
    open_ = [number for number, report in numbered if licence_line(report)]
    if open_:
        line = next(line for report in reports if (line := licence_line(report)))
        text, _, _ = line.partition(LICENCE_ADDRESS)
        address = StyledText(LICENCE_ADDRESS, href=LICENCE_ADDRESS)
        yield StyledText(f"{_sources(open_)}: {text}"), address, StyledText(f". {NOT_COVERED}")
    if digests := [number for number, report in numbered if report.digest]:
        yield (StyledText(DIGESTS.format(sources=_sources(digests))),)
    if others := [n for n, report in numbered if not report.digest and not licence_line(report)]:
        yield (StyledText(NO_LICENCE.format(sources=_sources(others))),)


def _searched(checked: Sequence[Rechecked], checkpoint: Checkpoint) -> Iterator[str]:
    """What was asked, when and of which index; then when the quotes were checked."""
    asked: dict[tuple[str, str, str, int | None], list[int]] = {}
    for number, one in enumerate(checked, start=1):
        kept = one.kept
        asked.setdefault((kept.question, day_in_words(kept.added), kept.generation, kept.reports), []).append(number)
    for (question, day, generation, reports), numbers in asked.items():
        held = f" of {counted(reports, 'report')}" if reports is not None else ""
        which = f"{'quote' if len(numbers) == 1 else 'quotes'} {listed(map(str, numbers))}"
        yield f"“{question}”: {which}, added on {day} from index {generation}{held}."
    made = f", made on {day_in_words(datetime.fromisoformat(checkpoint.created))}" if checkpoint.created else ""
    yield (
        f"Checked on {day_in_words(checkpoint.at)} at {checkpoint.at:%H:%M} UTC"
        f" against index {checkpoint.generation}{made},"
        f" which holds {counted(checkpoint.reports, 'report')}. {NEAREST}"
    )


def _annex(checked: Sequence[Rechecked], pages: Pages) -> Iterator[Sheet]:
    for number, one in enumerate(checked, start=1):
        shown = pages.get(number, "no page is shown")
        what = f"{title(one.quote.report)}, {place(one.quote)}".rstrip(", ")
        if isinstance(shown, str):
            yield Sheet(f"Quote {number}: {what}. No page is shown: {shown}", "", None)
            continue
        for image in shown:
            described = f"Page {image.page} of {one.quote.report.title}, with these words marked: {one.quote.text}"
            yield Sheet(f"Quote {number}: {what}", described, image)


def _sources(numbers: Sequence[int]) -> str:
    return f"{'Source' if len(numbers) == 1 else 'Sources'} {listed(map(str, numbers))}"
