"""Damaged files and adversarial texts, tried on whatever reads them: each is read, or refused in a sentence, in time.

``--texts`` gives made texts to every public entry that takes words of others; ``--files`` damages good files, as
reports and as drafts. What is tried follows from ``--seed``. What fails is printed in its smallest form.
"""

from __future__ import annotations

import argparse
import io
import random
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.cli.progress import bar
from bot.present.csv_table import _safe
from bot.verify.quotations import Quotation, find_quotations, parts_of, seams_of
from bot.verify.read_draft import paragraphs_of, read_draft
from corpus import clean
from corpus.apart import Failed, Limits, Worker
from corpus.describe.gazetteer import gazetteer
from corpus.describe.sidecar import BUNDLED, SIDECAR, sidecar_in
from corpus.errors import ReportbotError, UnreadableReport
from corpus.folder import SourceFile, read_each, read_report
from corpus.structure.sentences import sentence_ranges
from corpus.structure.text import words_to_join

LONG, SHORT = 50_000, 6_000  # characters of a text: the largest draft of one line, and what Discord lets a person type
IN_TIME = {LONG: 1.0, SHORT: 0.05}  # seconds for one call
SLOWEST = 10  # calls that are printed in any case
MOST = Limits(seconds=10, mebibytes=2048)
MADE = 0.4  # of the damaged files: the others are bundled reports
KINDS = (".md", ".txt", ".html")
ATOMS = (
    '"a ', '" ', "' ", "'a ", "a' ", "\u201ca ", "\u201c", "\u2018a ", "\u2019 ", "s' ", "> ", ">", "a", "A", "ab ",
    " ", "  \n", "\n", "\n\n", "\t", "\r\n", "1. ", "1", "1.", "9)", "(1) ", "1,", "12 per cent ", "Mr. ", "Mr. Mr",
    "e.g. ", "A. ", ". ", ".", "...", ". . . ", "\u2026", "[\u2026] ", "[...]", "[a]", "[a b] ", "[", "]", "(", ")",
    "()", "[ ", "ok!_!_", "*", "**", "***a", "_", "__a", "`", "```\n", "~", "~~a", "![", "[](", "[a](b)", "<", "<a>",
    "<p>", "</p>", "<b><i>", "&amp;", "&#x", "<!--", "-", "--", "- ", "\u2013 ", "a-", "a-\n", "a-\nb", "\ufffe",
    "a\ufffe", "\xad", "\u200b", "\ufb01", "\u0301", "\u202e", "\ufdfa", "\ue000", "|", "| a ", "| - ", "|\n", "#",
    "# a\n", "---\n", "===\n", "a:\n", "* a\n", "  - a\n", "Gwent ", "Gwent Police ", "West ", "police force of ",
    "page 3, ", "pp. 3-4 ", "in 2023 ", "1 May 2023 ", "between ", "HMICFRS ", "and ", "not ", "what about ", "? ",
    "?", "!", "\xa3", "$", "%", "@", "=", "+", "https://", "www.a.", "a@", "\x1b[31m", "\x00", "\U0001f600", "\xe9",
    "\u0130", "\u1e9e", "\u4e00", "\u0627", "x" * 300,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Call:
    """One call of an entry with a text."""

    entry: str
    text: str


@dataclass(frozen=True, slots=True)
class Took:
    """The seconds that a call took, and the error that was none of a person's to read."""

    seconds: float
    error: str = ""


def texts(count: int, seed: int, size: int) -> Iterator[str]:
    """Texts of about ``size`` characters that repeat something, which patterns fear most."""
    chosen = random.Random(seed)
    for number in range(count):
        one, other = chosen.choice(ATOMS), chosen.choice(ATOMS)
        yield _text(number % 5, ATOMS[number % len(ATOMS)], one, other, size)


def _text(form: int, atom: str, one: str, other: str, size: int) -> str:
    match form:
        case 0:
            return (atom * size)[:size]
        case 1:
            return one + (atom * size)[:size] + other
        case 2:
            return (one * size)[: size // 2] + (other * size)[: size // 2]
        case 3:
            return ((atom + one) * size)[:size]
        case _:
            return ((atom * 50 + one) * size)[:size] + other


def _paragraph(text: str) -> object:
    return find_quotations(paragraphs_of(text))


def _draft(kind: str) -> Callable[[str], object]:
    return lambda text: find_quotations(read_draft(f"draft{kind}", _encoded(text)))


def _report(kind: str) -> Callable[[str], object]:
    def read(text: str) -> object:
        path = _scratch() / f"report{kind}"
        path.write_bytes(_encoded(text))
        return read_report(SourceFile(path.parent, path, path.name, ""))

    return read


def _sidecar(text: str) -> object:
    (_scratch() / SIDECAR).write_bytes(_encoded(f'["a.pdf"]\ntitle = """{text}"""\n'))
    return sidecar_in(_scratch())


def _word_draft(text: str) -> object:
    import docx

    document = docx.Document()
    document.add_paragraph(clean.shown(text))
    out = io.BytesIO()
    document.save(out)
    return find_quotations(read_draft("draft.docx", out.getvalue()))


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", errors="replace")


@cache
def _scratch() -> Path:
    return Path(tempfile.mkdtemp(prefix="drill-"))


def _question(text: str) -> object:
    from bot.question.parse import understand

    return understand(text, gazetteer())


def _discord(text: str) -> object:
    from bot.discord_app.cards.markup import escape, fit, linked, plain

    return escape(text), fit(text, 1000), plain(text, 100), linked(text, f"https://example.org/{text}", 200)


ENTRIES: dict[str, Callable[[str], object]] = {
    "typed to verify": _paragraph,
    "parts of a quotation": lambda text: (parts_of(text), seams_of(text), Quotation(text, "line 1", text).is_short),
    **{f"draft {kind}": _draft(kind) for kind in (".md", ".txt")},
    **{f"report {kind}": _report(kind) for kind in KINDS},
    "sentences": lambda text: list(sentence_ranges(text)),
    "words to join": lambda text: words_to_join([text]),
    "bodies": lambda text: gazetteer().find(text, typos=True),
    "question": _question,
    "draft .docx": _word_draft,
    "fields and cells": lambda text: (clean.field(text), clean.shown(text), clean.value({text: text}), _safe(text)),
    "sidecar": _sidecar,
    "shown in Discord": _discord,
}


def call(wanted: Call) -> Took:
    """Be the process that calls: an error is fine where it is a sentence for people."""
    started = time.process_time()
    try:
        ENTRIES[wanted.entry](wanted.text)
    except ReportbotError:
        pass
    except Exception as error:  # what the drill looks for
        return Took(time.process_time() - started, f"{type(error).__name__}: {error}"[:200])
    return Took(time.process_time() - started)


def tried_texts(count: int, seed: int, entries: Sequence[str]) -> tuple[int, list[str]]:
    """How many calls were tried, and the sentences that tell of those that failed, the slowest first."""
    failed: list[tuple[float, str]] = []
    slowest: list[tuple[float, str]] = []
    with Worker("scripts.drill_inputs:call") as worker:
        for name in entries:
            _called(worker, Call(name, "warm"))
            for size, most in IN_TIME.items():
                worst = 0.0
                for text in bar(list(texts(count, seed, size)), label=f"{name}, {size}", total=count):
                    took = _called(worker, Call(name, text))
                    if took.seconds > most and not took.error:  # the machine may have been busy
                        took = min(took, _called(worker, Call(name, text)), key=lambda one: one.seconds)
                    worst = max(worst, took.seconds)
                    said = f"{name}, {size}: {took.seconds:.3f} s {took.error} {_smallest(text)}"
                    slowest = sorted([*slowest, (took.seconds, said)], reverse=True)[:SLOWEST]
                    if took.error or took.seconds > most:
                        failed.append((took.seconds, said))
                print(f"  {name}, {size} characters: worst {worst:.3f} s", flush=True)
    print("the slowest:", *(sentence for _, sentence in slowest), sep="\n  ")
    return count * len(entries) * len(IN_TIME), [sentence for _, sentence in sorted(failed, reverse=True)]


def _called(worker: Worker, wanted: Call) -> Took:
    try:
        return worker.call(wanted, Took, MOST)
    except Failed as failure:
        return Took(MOST.seconds, str(failure))


def _smallest(text: str) -> str:
    """How a text begins and ends: it repeats itself."""
    return repr(text[:40]) if len(text) < 80 else f"{text[:40]!r} … {text[-20:]!r}"


def tried_files(count: int, seed: int) -> tuple[int, list[str]]:
    """How many damaged files were tried as reports, and those that failed: with no reason, or an unforeseen one."""
    failed: list[str] = []
    with tempfile.TemporaryDirectory(prefix="drill-") as folder:
        files = [_damaged_file(Path(folder), number, seed) for number in range(count)]
        for file, found in bar(read_each(files), label="Files", total=count):
            if isinstance(found, Failed):
                failed.append(f"{file.source}: {found}")
    return count, failed


def _damaged_file(folder: Path, number: int, seed: int) -> SourceFile:
    chosen = random.Random(f"{seed} {number}")
    name, good = chosen.choice(_made() if chosen.random() < MADE else _bundled())
    path = folder / f"{number:05}-{name}"
    path.write_bytes(spoilt(good, chosen) if zipfile.is_zipfile(io.BytesIO(good)) else damaged(good, chosen))
    return SourceFile(folder, path, path.name, "")


@cache
def _bundled() -> tuple[tuple[str, bytes], ...]:
    return tuple((path.name, path.read_bytes()) for path in sorted(BUNDLED.iterdir()) if path.name != SIDECAR)


@cache
def _made() -> tuple[tuple[str, bytes], ...]:
    """A small report of each kind that is read but PDF, with what such files have: fields, tables, entities, styles."""
    words = [f"The force answers calls of kind {number} in time, and tells them why not.[^1]" for number in range(30)]
    plain = "\n\n".join(["# An inspection of Kent Police", *words, "| Kind | Grade |\n| --- | --- |\n| Calls | Good |"])
    fields = "---\ntitle: An inspection\nbody: Kent Police\ndate: 2024-05-01\nlabels: [a, {b: &c [1, 2]}, *c]\n---\n"
    table = "<table><tr><th colspan=2>Grade</th></tr><tr><td>Good</td><td>1 &amp; 2 &#8211;</td></tr></table>"
    head = "<!doctype html><meta charset=utf-8><style>.a>b{display:none}</style><title>Kent Police</title>"
    page = f"{head}<main><h1>An inspection of Kent Police</h1>{''.join(f'<p>{one}' for one in words)}{table}</main>"
    return (
        ("report.md", (fields + plain).encode()),
        ("report.txt", plain.encode("utf-16")),
        ("report.html", page.encode()),
        ("report.docx", _word()),
        ("report.odt", _open_document(words)),
    )


def _open_document(words: Sequence[str]) -> bytes:
    """A text in OpenDocument."""
    names = {name: f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0" for name in ("office", "text", "table")}
    spaces = " ".join(f'xmlns:{name}="{address}"' for name, address in names.items())
    body = "".join(f"<text:p>{one}<text:s text:c='2'/></text:p>" for one in words)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        heading = "<text:h text:outline-level='1'>An inspection of Kent Police</text:h>"
        text = f"<office:body><office:text>{heading}{body}</office:text></office:body>"
        parts.writestr("content.xml", f"<office:document-content {spaces}>{text}</office:document-content>")
    return out.getvalue()


def damaged(data: bytes, chosen: random.Random) -> bytes:
    """Bytes with a few changed, some left out, doubled or put in the place of others, or an end that is missing."""
    changed = bytearray(data)
    for _ in range(chosen.choice((1, 1, 3, 20))):
        at, length = chosen.randrange(len(changed) or 1), chosen.choice((1, 10, 1000))
        match chosen.randrange(6):
            case 0:
                changed[at : at + 1] = bytes([chosen.randrange(256)])
            case 1:
                changed[at : at + length] = b""
            case 2:
                changed[at:at] = changed[at : at + length] * chosen.choice((1, 50))
            case 3:
                changed[at : at + length] = chosen.randbytes(length)
            case 4:
                digits = [n for n in range(at, min(at + 200, len(changed))) if 48 <= changed[n] <= 57]
                for n in digits[:9]:
                    changed[n] = 57
            case _:
                del changed[max(at, 1) :]
    return bytes(changed)


def tried_drafts(count: int, seed: int) -> tuple[int, list[str]]:
    """How many damaged Word drafts were tried, and those that failed."""
    failed: list[str] = []
    with Worker("scripts.drill_inputs:read_word") as worker:
        for number in bar(range(count), label="Drafts", total=count):
            data = spoilt(_word(), random.Random(f"{seed} draft {number}"))
            try:
                worker.call(Word(data), Took, MOST)
            except Failed as failure:
                failed.append(f"draft {number} of seed {seed}: {failure}")
            except UnreadableReport:
                pass
    return count, failed


@dataclass(frozen=True, slots=True)
class Word:
    """The bytes of a Word draft."""

    data: bytes


def read_word(wanted: Word) -> Took:
    """Be the process that reads."""
    started = time.process_time()
    find_quotations(read_draft("draft.docx", wanted.data))
    return Took(time.process_time() - started)


def spoilt(good: bytes, chosen: random.Random) -> bytes:
    """An archive that is damaged itself, or in one of its parts."""
    if chosen.random() < 0.3:
        return damaged(good, chosen)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(good)) as parts, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        names = parts.namelist()
        hit = chosen.choice(names)
        for name in names:
            if name != hit or chosen.random() < 0.8:
                made.writestr(name, damaged(parts.read(name), chosen) if name == hit else parts.read(name))
    return out.getvalue()


@cache
def _word() -> bytes:
    import docx

    document = docx.Document()
    document.add_heading("A draft", 1)
    for number in range(20):
        document.add_paragraph(f"They say “calls of kind {number} are answered in time” (page {number}).")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def main(arguments: Sequence[str] | None = None) -> int:
    """Try, and print what was tried, what held, and what failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=int, default=200, metavar="N", help="texts of each length for each entry")
    parser.add_argument("--files", type=int, default=500, metavar="N", help="damaged reports")
    parser.add_argument("--drafts", type=int, default=200, metavar="N", help="damaged Word drafts")
    parser.add_argument("--entry", action="append", choices=tuple(ENTRIES), help="only this entry; repeatable")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--most", type=int, default=20, metavar="N", help="failures that are printed")
    given = parser.parse_args(arguments)
    outcomes = {
        "texts": tried_texts(given.texts, given.seed, given.entry or tuple(ENTRIES)),
        "files": tried_files(given.files, given.seed),
        "drafts": tried_drafts(given.drafts, given.seed),
    }
    for name, (tried, failed) in outcomes.items():
        print(f"{name}: {tried} tried, {tried - len(failed)} held, {len(failed)} failed")
        for sentence in failed[: given.most]:
            print(f"  {sentence}")
    return int(any(failed for _, failed in outcomes.values()))


if __name__ == "__main__":
    sys.exit(main())
