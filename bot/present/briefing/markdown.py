"""A briefing as Markdown with footnotes, as GitHub, GitLab and pandoc read them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import quote as quoted

from bot.briefing.document import Pack, QuoteEntry, Sheet, StyledText
from bot.present.markdown import escaped, escaped_lines


def briefing_markdown(pack: Pack, files: Sequence[str] = ()) -> str:
    """Render a briefing; ``files`` are the paths of the annex's images, in their order."""
    blocks = [f"# {escaped(pack.name)}", escaped(pack.summary)]
    for entry in pack.entries:
        blocks += _entry(entry)
    if pack.sources:
        blocks += ["## Sources", "\n".join(_sources(pack)), "### Licences", *map(_runs, pack.licences)]
    blocks += ["## What was searched", "\n".join(f"- {escaped(line)}" for line in pack.searched)]
    if pack.annex:
        blocks += ["## Annex: the pages", *_annex(pack.annex, files)]
    blocks += [f"[^{entry.number}]: {_runs(entry.note)}" for entry in pack.entries if entry.note]
    return "\n\n".join(blocks) + "\n"


def _entry(entry: QuoteEntry) -> Iterator[str]:
    yield f"## {entry.number}. {escaped(entry.heading)}"
    yield escaped(entry.context)
    if entry.warning:
        yield f"**{escaped(entry.warning)}**"
    behind = f"[^{entry.number}]" if entry.note else f" {_runs(entry.in_text)}"
    yield f"> {escaped_lines(entry.words, '> ')}{behind}"
    yield from map(escaped, entry.notes)


def _sources(pack: Pack) -> Iterator[str]:
    for number, source in enumerate(pack.sources, start=1):
        yield f"{number}. {_runs(source.reference)}  \n   {escaped(source.held)}"


def _annex(sheets: Sequence[Sheet], files: Sequence[str]) -> Iterator[str]:
    paths = iter(files)
    for sheet in sheets:
        yield escaped(sheet.caption)
        if sheet.image is not None:
            yield f"![{escaped(sheet.described)}](<{quoted(next(paths))}>)"


def _runs(runs: Sequence[StyledText]) -> str:
    return "".join(map(_run, runs))


def _run(run: StyledText) -> str:
    text = f"*{escaped(run.text)}*" if run.italic else escaped(run.text)
    return f"[{text}](<{run.href.replace('<', '%3C').replace('>', '%3E')}>)" if run.href else text
