"""What a rebuild may take away: not most of an index because a share is empty, hidden or half there."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from fakes import FakeEncoder

from corpus.errors import ReportbotError
from index import generation as generations
from index.build import Summary, build
from index.plan import Held, refuse_removals
from index.store import SeenFile

TEXT = "# An inspection of Kent Police\n\nThe force answers calls of kind {number} well.\n"


@pytest.fixture
def ten(tmp_path: Path) -> Path:
    """A folder of ten reports, and an index of them beside it."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for number in range(10):
        (corpus / f"{number}.md").write_text(TEXT.format(number=number))
    rebuilt(corpus)
    return corpus


def rebuilt(corpus: Path, **options: bool) -> Summary:
    return build([corpus], corpus.parent / "index", FakeEncoder, **options)


def empty(corpus: Path) -> None:
    for path in corpus.iterdir():
        path.unlink()


def hide(corpus: Path) -> None:
    shutil.move(corpus, corpus.parent / "elsewhere")


def replace_with_file(corpus: Path) -> None:
    hide(corpus)
    corpus.write_text("no folder")


def lose_three(corpus: Path) -> None:
    for number in range(3):
        (corpus / f"{number}.md").unlink()


@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize("happens", [empty, hide, replace_with_file, lose_three])
def test_what_takes_away_most_of_an_index_is_refused_and_leaves_it_as_it_is(
    ten: Path, happens: Callable[[Path], None], full: bool
) -> None:
    """A share that is not mounted, empty, or half there; also where everything is to be read again."""
    before = generations.current(ten.parent / "index").name
    happens(ten)
    with pytest.raises(ReportbotError):
        rebuilt(ten, full=full)
    assert generations.current(ten.parent / "index").name == before


def test_the_refusal_counts_names_and_tells_the_option(ten: Path) -> None:
    """Someone who wants them removed can say so."""
    lose_three(ten)
    with pytest.raises(ReportbotError, match=r"^3 of 10 reports would go, 0\.md in .*: the index stays as it is\. .*"):
        rebuilt(ten)
    assert len(rebuilt(ten, allow_removals=True).removed) == 3


def test_a_fifth_may_go_and_names_may_change(ten: Path) -> None:
    """Two of ten are removed, and all others have other names: nothing else is lost."""
    for number in range(2):
        (ten / f"{number}.md").unlink()
    for number in range(2, 10):
        (ten / f"{number}.md").rename(ten / f"new-{number}.md")
    assert len(rebuilt(ten).added) == 8


def test_of_a_few_reports_one_may_go_but_not_the_last_of_a_folder() -> None:
    """One of two is half of them, and still one; a folder that held something and is empty is no folder of reports."""
    held: Held = {("/c", name): SeenFile("/c", name, f"hash of {name}", "", name, None) for name in ("a", "b")}
    refuse_removals(held, [(("/c", "a"), "hash of a")])
    with pytest.raises(ReportbotError, match=r"^1 of 1 reports would go, a in /c first"):
        refuse_removals({("/c", "a"): held["/c", "a"]}, [(("/other", "x"), "hash of x")])


def test_a_folder_within_a_corpus_that_is_empty_and_still_there_is_refused(ten: Path) -> None:
    """As one is where something was mounted; one that was removed with its reports is no mistake."""
    (ten / "more").mkdir()
    for number in range(2):
        (ten / "more" / f"{number}.md").write_text(f"# An inspection\n\nKent Police has {number} dogs and a cat.\n")
    rebuilt(ten)
    (ten / "more" / "0.md").unlink()
    (ten / "more" / "1.md").unlink()
    with pytest.raises(ReportbotError, match=r"^2 of 12 reports would go, more/0\.md in "):
        rebuilt(ten)
    (ten / "more").rmdir()
    assert rebuilt(ten).removed == ("more/0.md", "more/1.md")
