"""``reportbot ask --add`` and ``reportbot briefing``: what they do, print and refuse."""

from __future__ import annotations

import io
import json
import re
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import docx
import pytest
from fakes import REAL, FakeEncoder, FakeLiveIndex, fake_answer
from reportlab.pdfgen.canvas import Canvas

from bot.__main__ import main
from bot.ask.answerer import Answerer
from bot.briefing.kept import LOCAL, Provenance
from bot.cli.briefing import collect
from bot.config import Settings
from bot.memory.memory import Memory
from bot.types import Asked, Quote
from corpus.describe.gazetteer import gazetteer
from corpus.errors import ReportbotError
from index.build import build
from index.search import Index

pytestmark = pytest.mark.usefixtures("here")
MEMORY = Path(".memory.sqlite")
CUSTODY = "The custody suite is clean."

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def index(held_as_real: Path, tmp_path: Path) -> Path:
    """An index that says it was made with the default model, to be changed."""
    return shutil.copytree(held_as_real, tmp_path / "index")


@pytest.fixture
def run(index: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a ``briefing`` command; its exit code, and what it prints."""

    def ran(*words: str) -> tuple[int, str, str]:
        indexed = ["--index", str(index)] if words[:1] in (("show",), ("export",)) else []
        code = main(["briefing", *words, *indexed])
        return code, *capsys.readouterr()

    return ran


def quoted(index: Path, *questions: str) -> list[Quote]:
    """The first quote of each answer."""
    answerer = Answerer(Index.open(index, FakeEncoder(REAL)), gazetteer(), 0.0)
    return [answerer.answer(Asked(question)).quotes[0] for question in questions]


@pytest.fixture
def plan(index: Path, here: Path) -> list[Quote]:
    """The quotes of a briefing “Plan”: on custody in Wiltshire, and on calls in Gwent in 2022."""
    quotes = quoted(index, "Is custody in Wiltshire clean?", "How were calls in Gwent answered in 2022?")
    memory = Memory(MEMORY)
    memory.briefings.add(LOCAL, "Plan", quotes, Provenance("Custody?", "g1", 4))
    memory.close()
    return quotes


def test_quotes_of_an_answer_are_collected() -> None:
    """By their numbers, into the named briefing or the last one; what was done is said."""
    asked, live, settings = Asked("Victims?", "Gwent Police"), FakeLiveIndex(), Settings()
    answer = fake_answer(asked)
    assert collect(settings, live, asked, answer, "Plan", (1, 3)) == (
        "2 quotes added to the briefing “Plan”; it has 2 quotes now."
    )
    assert collect(settings, live, asked, answer, "", (3, 2, 2)) == (
        "1 quote added to the briefing “Plan”; 1 quote in it already; it has 3 quotes now."
    )
    memory = Memory(MEMORY)
    (briefing,) = memory.briefings.all(LOCAL)
    first, *_ = kept = memory.briefings.quotes(LOCAL, briefing.id)
    memory.close()
    assert [one.quote for one in kept] == [answer.quotes[n] for n in (0, 2, 1)]
    assert (first.question, first.generation, first.reports) == ("Victims? (only Gwent Police)", "g1", 1)


@pytest.mark.parametrize(("count", "problem"), [(2, "the answer has 2 quotes, no number 3"), (0, "no quotes")])
def test_a_quote_that_is_not_there_is_not_collected(count: int, problem: str) -> None:
    """And neither are the others that were named."""
    live = FakeLiveIndex()
    answer = fake_answer(Asked("Victims?", count=count))
    with pytest.raises(ReportbotError, match=f"nothing was added: .*{problem}"):
        collect(Settings(), live, Asked("Victims?"), answer, "Plan", (1, 3))
    assert not MEMORY.exists()


def test_an_answer_without_quotes_is_printed_and_adds_nothing(index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The exit code tells it."""
    assert main(["ask", "Are calls answered at Kent Police?", "--add", "Plan", "--index", str(index)]) == 2
    out, err = capsys.readouterr()
    assert "No report on Kent Police is held." in out
    assert err == "reportbot: nothing was added: the answer has no quotes\n"


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["q", "-n", "2"], "-n tells which quotes --add takes: add --add NAME"),
        (["q", "--json", "--cite"], "--cite prints text: it does not go with --json"),
        (["--batch", "a", "--json", "--add"], "--add takes quotes of one answer: it does not go with --batch"),
    ],
)
def test_what_does_not_go_with_a_question_is_told(
    arguments: list[str], problem: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """In one sentence."""
    assert main(["ask", *arguments]) == 2
    assert capsys.readouterr().err == f"reportbot: {problem}\n"


@pytest.mark.parametrize("numbers", ["0", "1,", "a", "1;2", "-1"])
def test_numbers_of_quotes_are_numbers(numbers: str, capsys: pytest.CaptureFixture[str]) -> None:
    """From 1 on, parted by commas."""
    with pytest.raises(SystemExit) as ended:
        main(["ask", "q", "--add", "Plan", f"--quotes={numbers}"])
    assert ended.value.code == 2
    assert "is not the number of a quote" in capsys.readouterr().err


def test_a_briefing_is_listed_ordered_renamed_and_deleted(run: Run, plan: list[Quote]) -> None:
    """One sentence tells what was done."""
    assert run()[1].startswith("“Plan”: 2 quotes, changed ")
    assert run("move", "plan", "2", "1") == (0, "Quote 2 of “Plan” is number 1 now.\n", "")
    shown = run("show")[1]
    assert shown.index(plan[1].text) < shown.index(plan[0].text)
    assert run("remove", "Plan", "1") == (0, "1 quote removed from “Plan”; it has 1 quote now.\n", "")
    assert run("rename", "Plan", "Paper") == (0, "“Plan” is called “Paper” now.\n", "")
    assert run("delete", "paper") == (0, "“Paper” is deleted, with 1 quote.\n", "")
    assert run() == (0, 'No briefing yet: reportbot ask "…" --add NAME begins one.\n', "")


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (("move", "Plan", "3", "1"), "there is no quote 3 in this briefing: it has quotes 1 to 2"),
        (("remove", "Plan", "1", "9"), "there is no quote 9 in this briefing: it has quotes 1 to 2"),
        (("delete", "Other"), "there is no briefing “Other”; there are: “Plan”"),
        (("rename", "Plan", " "), "a briefing needs a name"),
        (("show", "Other"), "there is no briefing “Other”; there are: “Plan”"),
        (
            ("export", "Plan", "--format", "csl", "--pages"),
            "--pages goes with the formats docx, html, md, not with csl",
        ),
    ],
)
def test_what_cannot_be_done_is_told(run: Run, plan: list[Quote], words: tuple[str, ...], problem: str) -> None:
    """In one sentence, and nothing is changed."""
    assert run(*words) == (2, "", f"reportbot: {problem}\n")
    assert run()[1].startswith("“Plan”: 2 quotes")


def test_show_tells_what_stands_and_what_does_not(run: Run, plan: list[Quote], corpus: Path, index: Path) -> None:
    """Each quote with its place, its question, and the outcome."""
    (corpus / "gwent-2022.md").unlink()
    build([corpus], index, lambda: FakeEncoder(REAL), allow_removals=True)
    shown = run("show", "plan")[1]
    first, second = shown.split("\n\n")[1:]
    assert first.split("\n")[:2] == [
        "1. “The custody suite is clean.”",
        "   HMICFRS, PEEL 2023-25: Wiltshire Police, 12 September 2024, section “Custody”",
    ]
    assert "   asked: Custody? (" in first
    assert "Not verified" not in first
    assert "Not verified: the report is no longer held" in " ".join(second.split())
    assert "A later report on this body is held: PEEL 2023-25: Gwent Police" in " ".join(second.split())


@pytest.mark.parametrize("format", ["docx", "html", "md", "csl"])
def test_a_briefing_is_exported(run: Run, plan: list[Quote], here: Path, format: str) -> None:
    """Into a file called as it is; an edited file is not overwritten unless that is said."""
    name = {"csl": "plan.csl.json"}.get(format, f"plan.{format}")
    code, out, err = run("export", "--format", format)
    assert (code, err) == (0, "")
    assert out.startswith("2 quotes from 2 reports. Each was cut out of the source again")
    assert out.endswith(f"{name}\n")
    (here / name).write_text("edited by hand", encoding="utf-8")
    assert run("export", "--format", format) == (
        2,
        "",
        f"reportbot: {name} is there already: name another file with --out, or add --force to replace it\n",
    )
    assert (here / name).read_text(encoding="utf-8") == "edited by hand"
    assert run("export", "--format", format, "--force")[0] == 0
    assert (here / name).stat().st_size > 500


def test_the_ending_of_the_file_tells_the_format(run: Run, plan: list[Quote], here: Path) -> None:
    """Word where it tells none; the folder is made."""
    assert run("export", "Plan", "--out", "new/paper.HTML")[0] == 0
    assert (here / "new" / "paper.HTML").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert run("export", "Plan", "--out", "sources.csl.json")[0] == 0
    assert run("export", "Plan", "--out", "new")[1].endswith("\nnew/plan.docx\n")
    assert len(json.loads((here / "sources.csl.json").read_text(encoding="utf-8"))) == 2
    assert run("export", "Plan", "--out", "paper", "--form", "harvard")[0] == 0
    document = docx.Document(io.BytesIO((here / "paper").read_bytes()))
    (quote, _) = [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == "Quote"]
    assert quote.startswith(f"“{CUSTODY}” (His Majesty’s Inspectorate of")
    assert quote.endswith("2024, section “Custody”)")


def test_what_came_of_checking_is_told_with_the_export(run: Run, plan: list[Quote], corpus: Path, index: Path) -> None:
    """So that nobody has to find it in the document."""
    (corpus / "wiltshire.html").unlink()
    build([corpus], index, lambda: FakeEncoder(REAL), allow_removals=True)
    out = run("export")[1].split("\n")
    assert "1 of them could not be verified and is marked" in out[0]
    assert out[1].startswith("Quote 1: Not verified: the report is no longer held")
    assert out[2].startswith("Quote 2: A later report on this body is held: PEEL 2023-25")


def test_pages_are_in_the_document_or_beside_it(
    run: Run, plan: list[Quote], corpus: Path, index: Path, here: Path
) -> None:
    """A source without pages says so; Markdown has its images in a folder."""
    canvas = Canvas(str(corpus / "a1.pdf"))
    for line, words in enumerate(["PEEL 2027", "Kent Police", "Burglary is dealt with in Kent without delay."]):
        canvas.drawString(72, 700 - 80 * line, words)
    canvas.save()
    build([corpus], index, lambda: FakeEncoder(REAL), allow_removals=True)
    memory = Memory(MEMORY)
    memory.briefings.add(
        LOCAL, "Plan", quoted(index, "Is burglary in Kent dealt with?"), Provenance("Burglary?", "g1", 5)
    )
    memory.close()
    assert run("export", "--format", "md", "--pages")[0] == 0
    text = (here / "plan.md").read_text(encoding="utf-8")
    assert "No page is shown: This source has no pages to show: it is not a PDF." in text
    assert "](<plan-pages/1-page-1.png>)" in text
    assert (here / "plan-pages" / "1-page-1.png").read_bytes().startswith(b"\x89PNG")
    assert run("export", "--pages")[0] == 0
    assert len(docx.Document(str(here / "plan.docx")).inline_shapes) == 1


def test_looking_at_briefings_makes_no_file(run: Run, here: Path) -> None:
    """Where there are none."""
    assert run() == (0, 'No briefing yet: reportbot ask "…" --add NAME begins one.\n', "")
    assert run("delete", "Plan") == (
        2,
        "",
        "reportbot: there is no briefing yet: add a quote of an answer to one first\n",
    )
    assert list(here.iterdir()) == []


def test_the_terminal_s_briefings_are_nobody_s_in_discord(plan: list[Quote]) -> None:
    """They belong to a person whose id nobody in Discord has."""
    with closing(sqlite3.connect(MEMORY)) as db:
        assert db.execute("SELECT DISTINCT person FROM briefings").fetchall() == [(0,)]


@pytest.mark.parametrize("words", [("move",), ("rename",), ("remove",), ("export",)])
def test_help_explains_its_words_and_gives_an_example(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    """What NAME is, and a command as it may be typed."""
    with pytest.raises(SystemExit):
        main(["briefing", *words, "--help"])
    shown = capsys.readouterr().out
    assert f'reportbot briefing {words[0]} "Victims"' in " ".join(shown.split())
    assert re.search(r"^  NAME  +\w", shown, re.MULTILINE)
