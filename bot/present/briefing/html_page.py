"""A briefing as one HTML page that needs no other file and runs no script."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from typing import Final

from bot.briefing.document import Pack, QuoteEntry, Sheet, StyledText
from bot.present.html_text import escape

_STYLE: Final = (
    "body{font:1.05rem/1.55 Georgia,serif;max-width:42rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;"
    "background:#fff}h1,h2,h3{font-family:Arial,sans-serif;line-height:1.25}h2{margin-top:2.2rem;font-size:1.2rem}"
    "blockquote p{white-space:pre-line}"
    "blockquote{margin:1rem 0;padding:.1rem 0 .1rem 1.2rem;border-left:4px solid #335}"
    ".context,.held{font-size:.92rem;color:#444}.note{border-left:4px solid #946200;padding-left:.8rem}"
    ".unverified{border:2px solid #a00;padding:.5rem .8rem;font-weight:bold}.unverified+blockquote{border-color:#a00}"
    "a{color:#0b4a9e}sup a{padding:0 .15em}figure{margin:1.5rem 0;break-inside:avoid}"
    "img{max-width:100%;height:auto;border:1px solid #999}li{margin:.4rem 0;overflow-wrap:anywhere}"
    "@media print{a{color:inherit}h2{break-after:avoid}blockquote{break-inside:avoid}.annex{break-before:page}}"
)


def briefing_html(pack: Pack) -> str:
    """Render a briefing."""
    name = escape(pack.name)
    parts = [f"<h1>{name}</h1><p>{escape(pack.summary)}</p>", *map(_entry, pack.entries)]
    if pack.sources:
        sources = "".join(
            f'<li>{_runs(one.reference)}<br><span class="held">{escape(one.held)}</span></li>' for one in pack.sources
        )
        licences = "".join(f"<p>{_runs(line)}</p>" for line in pack.licences)
        parts.append(_section("sources", "Sources", f"<ol>{sources}</ol><h3>Licences</h3>{licences}"))
    searched = "".join(f"<li>{escape(line)}</li>" for line in pack.searched)
    parts.append(_section("searched", "What was searched", f"<ul>{searched}</ul>"))
    if pack.annex:
        parts.append(_section("annex", "Annex: the pages", "".join(map(_sheet, pack.annex))))
    parts += _notes(pack.entries)
    head = (
        f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{name}</title>'
        f'<meta name="date" content="{pack.at.isoformat(timespec="seconds")}"><style>{_STYLE}</style>'
    )
    body = "\n".join(parts)
    return f'<!doctype html>\n<html lang="en-GB"><head>{head}</head>\n<body><main>\n{body}\n</main></body></html>\n'


def _section(id: str, heading: str, content: str) -> str:
    return f'<section class="{id}" aria-labelledby="{id}"><h2 id="{id}">{escape(heading)}</h2>{content}</section>'


def _entry(entry: QuoteEntry) -> str:
    number = entry.number
    parts = [f'<section aria-labelledby="quote-{number}">']
    parts.append(f'<h2 id="quote-{number}">{number}. {escape(entry.heading)}</h2>')
    parts.append(f'<p class="context">{escape(entry.context)}</p>')
    if entry.warning:
        parts.append(f'<p class="unverified">{escape(entry.warning)}</p>')
    behind = f" {_runs(entry.in_text)}"
    if entry.note:
        behind = (
            f'<sup><a id="mark-{number}" href="#note-{number}" role="doc-noteref"'
            f' aria-label="Note {number}">{number}</a></sup>'
        )
    parts.append(f"<blockquote><p>{escape(entry.words)}{behind}</p></blockquote>")
    parts += [f'<p class="note">{escape(note)}</p>' for note in entry.notes]
    return "".join([*parts, "</section>"])


def _notes(entries: Sequence[QuoteEntry]) -> Iterator[str]:
    """The footnotes, each with a way back to its quote."""
    notes = "".join(
        f'<li id="note-{entry.number}" value="{entry.number}">{_runs(entry.note)}'
        f' <a href="#mark-{entry.number}" role="doc-backlink" aria-label="Back to quote {entry.number}">↩</a></li>'
        for entry in entries
        if entry.note
    )
    if notes:
        head = '<section role="doc-endnotes" aria-labelledby="notes"><h2 id="notes">Notes</h2>'
        yield f"{head}<ol>{notes}</ol></section>"


def _sheet(sheet: Sheet) -> str:
    if sheet.image is None:
        return f"<p>{escape(sheet.caption)}</p>"
    data = base64.b64encode(sheet.image.png).decode()
    width, height = sheet.image.size
    return (
        f'<figure><img src="data:image/png;base64,{data}" width="{width}" height="{height}"'
        f' alt="{escape(sheet.described)}"><figcaption>{escape(sheet.caption)}</figcaption></figure>'
    )


def _runs(runs: Sequence[StyledText]) -> str:
    return "".join(map(_run, runs))


def _run(run: StyledText) -> str:
    text = f"<cite>{escape(run.text)}</cite>" if run.italic else escape(run.text)
    return f'<a href="{escape(run.href)}">{text}</a>' if run.href else text
