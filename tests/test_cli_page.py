"""``reportbot page --quote`` and ``reportbot verify --pages``: images of what stands in a report."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pdfs
import pytest
from fakes import REAL, FakeEncoder

from bot.__main__ import main
from bot.cli.page import EITHER, NOT_BOTH, NOT_DRAWN, TOO_SHORT
from index.build import build

SAME = "Detained people in custody see a nurse."


@pytest.fixture(scope="module")
def index(write_reports: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> str:
    """The four reports and two PDFs that say the same, under the name of the default model."""
    folder = tmp_path_factory.mktemp("pages")
    corpus = write_reports(folder / "corpus")
    for name, year in (("Kent", 2021), ("Dorset", 2023)):
        paper = pdfs.Paper().heading(f"An inspection of {name} Police", 24)
        paper.lines(f"Published: 14 May {year}").lines("Officers look into each cell.", SAME, f"{name} has two suites.")
        paper.save(corpus / f"{name.lower()}.pdf")
    build([corpus], folder / "index", lambda: FakeEncoder(REAL))
    return str(folder / "index")


def png(path: str) -> bool:
    return Path(path).read_bytes().startswith(b"\x89PNG")


def test_the_page_of_given_words_is_drawn(index: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In the newest report with pages that says them; the others are named by the number that leads to them."""
    words = "\u201cin custody see a nurse\u201d"
    assert main(["page", "--quote", words, "--index", index, "--out", str(tmp_path)]) == 0
    told, second, third, quote, citation, path = capsys.readouterr().out.splitlines()
    assert told == "The same words stand in 2 other reports held:"
    assert second == "-n 2: An inspection of Kent Police, 14 May 2021, p. 1"
    assert third == "-n 3: HMICFRS, PEEL 2023-25: Gwent Police, 1 March 2024, section \u201cCustody\u201d"
    assert (quote, citation) == (words, "An inspection of Dorset Police, 14 May 2023, p. 1")
    assert png(path)


@pytest.mark.parametrize("narrowed", [["-n", "2"], ["--body", "Kent Police"], ["--until", "2022"]])
def test_what_is_set_beside_the_words_picks_the_report(
    index: str, tmp_path: Path, narrowed: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """A number, a body or years."""
    assert main(["page", "--quote", "in custody see a nurse", "--index", index, "--out", str(tmp_path), *narrowed]) == 0
    *_, citation, path = capsys.readouterr().out.splitlines()
    assert citation == "An inspection of Kent Police, 14 May 2021, p. 1"
    assert png(path)


def test_all_reports_that_say_the_words_are_listed_and_can_be_drawn(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """More than a draft's check would name."""
    (tmp_path / "many").mkdir()
    for year in range(2011, 2019):
        paper = pdfs.Paper().heading("An inspection of Kent Police", 24).lines(f"Published: 14 May {year}", SAME)
        paper.save(tmp_path / "many" / f"{year}.pdf")
    build([tmp_path / "many"], tmp_path / "index", lambda: FakeEncoder(REAL))
    words = ["page", "--quote", "in custody see a nurse", "--index", str(tmp_path / "index"), "--out", str(tmp_path)]
    assert main([*words, "-n", "8"]) == 0
    told, *others, _, citation, path = capsys.readouterr().out.splitlines()
    assert told == "The same words stand in 7 other reports held:"
    assert [line.partition(":")[0] for line in others] == [f"-n {number}" for number in range(1, 8)]
    assert citation == "An inspection of Kent Police, 14 May 2011, p. 1"
    assert png(path)


def test_changed_words_are_told_and_not_drawn(index: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As verify tells it, and the exit code says that nothing came of it."""
    words = "Kent has three suites"
    assert main(["page", "--quote", words, "--index", index, "--out", str(tmp_path / "new")]) == 2
    shown = capsys.readouterr()
    assert "Kent has [-two-] {+three+} suites" in shown.out
    assert shown.err == f"reportbot: {NOT_DRAWN}\n"
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        ([], EITHER),
        (["Who sees them?", "--quote", "in custody see a nurse"], NOT_BOTH),
        (["--quote", "in custody see a nurse", "-n", "9"], "-n is at most 3 for these words, not 9"),
        (["--quote", "in custody see a nurse", "--body", "Essex Police"], "No report on Essex Police is held."),
        (
            ["--quote", "in custody see a nurse", "--body", "Atlantis"],
            "“Atlantis” is not a force, service or area known here.",
        ),
        (["--quote", "loses fewer calls"], "This source has no pages to show: it is not a PDF."),
        (["--quote", "a nurse"], TOO_SHORT),
    ],
)
def test_what_cannot_be_drawn_is_told(
    index: str, arguments: list[str], problem: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """In one sentence."""
    assert main(["page", *arguments, "--index", index]) == 2
    assert capsys.readouterr().err == f"reportbot: {problem}\n"


def test_verify_draws_the_pages_of_exact_quotations(
    index: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each by its number; what is not exact has none, and what has no pages says so."""
    draft = "It says “Kent has two suites”, “Kent has nine suites” and “now loses fewer calls”."
    assert main(["verify", draft, "--index", index, "--pages", str(tmp_path / "pages")]) == 0
    first, second = capsys.readouterr().err.splitlines()
    assert first == f"page of quotation 1: {tmp_path / 'pages' / 'quotation-1-page-1.png'}"
    assert second == "page of quotation 3: This source has no pages to show: it is not a PDF."
    assert [path.name for path in (tmp_path / "pages").iterdir()] == ["quotation-1-page-1.png"]
    assert png(str(tmp_path / "pages" / "quotation-1-page-1.png"))
