"""A checked draft as text for a terminal, Markdown, HTML and JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from bot.phrases import counted
from bot.present.html_text import escape
from bot.present.jsonable import Json, dumped, quote_json
from bot.present.markdown import escaped
from bot.present.text import WIDTH, wrapped
from bot.quoting.place import citation
from bot.types import Quote
from bot.verify.tokens import blanks
from bot.verify.verifier import Checked, Part

NAMES = {
    "exact": "EXACT",
    "changed": "CHANGED",
    "not found": "NOT FOUND in the reports held",
    "too short": "TOO SHORT",
    "title": "TITLE of a report held",
}
_STYLE = (
    "body{font:16px/1.5 serif;max-width:46em;margin:2em auto;padding:0 1em}"
    "ins{background:#ffe08a;text-decoration:underline}del{background:#cfe3ff}"
    "h2{font-size:1em;margin-bottom:.2em}blockquote{margin:.3em 0 .3em 1em}"
)

Mark = Callable[[str, str], str]  # the kind of a change and its words, as they are shown


def summary(checked: Sequence[Checked]) -> str:
    """How many quotations have each verdict, in one sentence."""
    counts = Counter(one.verdict for one in checked)
    parts = [f"{counts[verdict]} {verdict}" for verdict in ("exact", "changed", "not found") if counts[verdict]]
    if counts["too short"]:
        parts.append(f"{counts['too short']} of one or two words, which were not looked for")
    if counts["title"]:
        parts.append(f"{counted(counts['title'], 'title')} of reports held")
    flagged = sum(bool(one.flags) for one in checked)
    total = f"{counted(len(checked), 'quotation')}: {', '.join(parts) or 'none found'}"
    return f"{total}; {flagged} flagged." if flagged else f"{total}."


def verified_text(checked: Sequence[Checked], width: int = WIDTH) -> str:
    """What a person reads in a terminal; changes as ``[-true words-]`` and ``{+the draft's+}``."""
    blocks = [summary(checked)]
    for number, one in enumerate(checked, start=1):
        lines = [wrapped(f"\u201c{one.quotation.text}\u201d", f"{number}. ", width)]
        lines += [wrapped(line, "   ", width) for line in _lines(one, _as_text)]
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def verified_markdown(checked: Sequence[Checked]) -> str:
    """The same as Markdown; true words struck out, the draft's own in bold."""
    blocks = ["# Quotations checked", escaped(summary(checked))]
    for number, one in enumerate(checked, start=1):
        lines = [
            f"{number}. \u201c{escaped(one.quotation.text)}\u201d",
            *(f"   - {x}" for x in _lines(one, _as_markdown)),
        ]
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks) + "\n"


def verified_html(checked: Sequence[Checked]) -> str:
    """The same as one HTML page without scripts; true words as deleted, the draft's own as inserted."""
    blocks = [f"<h1>Quotations checked</h1><p>{escape(summary(checked))}</p>"]
    for number, one in enumerate(checked, start=1):
        items = "".join(f"<li>{line}</li>" for line in _lines(one, _as_html))
        words = escape(one.quotation.text)
        blocks.append(f"<h2>{number}.</h2><blockquote>\u201c{words}\u201d</blockquote><ul>{items}</ul>")
    head = f'<meta charset="utf-8"><title>Quotations checked</title><style>{_STYLE}</style>'
    return f'<!doctype html><html lang="en-GB"><head>{head}</head><body>{"".join(blocks)}</body></html>\n'


def verified_json(checked: Sequence[Checked]) -> Json:
    """The same for other programs."""
    return {"summary": summary(checked), "quotations": [_json(one) for one in checked]}


def _json(one: Checked) -> Json:
    return {
        "text": one.quotation.text,
        "place": one.quotation.place,
        "around": one.quotation.around,
        "verdict": one.verdict,
        "changed": list(one.kinds),
        "flags": list(one.flags),
        "sources": [quote_json(source) for source in one.sources],
        "more_sources": one.more,
        "parts": [
            {
                "given": part.given,
                "true": quote_json(part.true) if part.true else None,
                "changes": [{"kind": kind, "words": words} for kind, words in part.changes],
            }
            for part in one.parts
        ],
    }


def _lines(one: Checked, mark: Mark) -> Iterator[str]:
    """Verdict, differences, sources and flags, each a line; ``mark`` also escapes what is shown as it is."""
    kinds = f": {', '.join(one.kinds)}" if one.kinds else ""
    yield mark("same", f"{NAMES[one.verdict]}{kinds} ({one.quotation.place})")
    yield from (_difference(part, mark) for part in one.parts if part.changes or part.true is None)
    for source in one.sources:
        yield mark("same", _place(source))
    pages = [_page(part.true) for part in one.parts if part.true]
    if len(set(pages)) > 1:
        yield mark("same", f"its parts stand {', then '.join(pages)}")
    if one.more:
        yield mark("same", f"and in {counted(one.more, 'other report')}, word for word")
    yield from (mark("same", f"look at this: {flag}") for flag in one.flags)


def _difference(part: Part, mark: Mark) -> str:
    if part.true is None:
        return mark("same", f"not found: \u201c{part.given}\u201d")
    spaced = zip(blanks(part.changes), part.changes, strict=True)
    return "".join(f"{blank}{mark(kind, words)}" for blank, (kind, words) in spaced)


def _place(source: Quote) -> str:
    under = f" \u2013 under: {' > '.join(source.heading)}" if source.heading else ""
    return f"{citation(source)}{under}"


def _page(source: Quote) -> str:
    return (
        f"on page {source.page}" if source.page else f"under \u201c{source.heading[-1] if source.heading else ''}\u201d"
    )


def _as_text(kind: str, words: str) -> str:
    return {"left out": f"[-{words}-]", "put in": f"{{+{words}+}}"}.get(kind, words)


def _as_markdown(kind: str, words: str) -> str:
    return {"left out": f"~~{escaped(words)}~~", "put in": f"**{escaped(words)}**"}.get(kind, escaped(words))


def _as_html(kind: str, words: str) -> str:
    shown = escape(words)
    return {"left out": f"<del>{shown}</del>", "put in": f"<ins>{shown}</ins>"}.get(kind, shown)


SHOWN: Final[Mapping[str, Callable[[Sequence[Checked]], str]]] = {
    "text": verified_text,
    "md": verified_markdown,
    "html": verified_html,
    "json": lambda checked: dumped(verified_json(checked)),
}
