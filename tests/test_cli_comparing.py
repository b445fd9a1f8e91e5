"""``reportbot compare``: what it prints, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.cli.comparing import ONE_BODY
from index.build import build
from index.encoder import SentenceEncoder


@pytest.fixture
def disguised(held_as_real: Path) -> str:
    """The index of four small reports, under the name of the default model."""
    return str(held_as_real)


def test_a_body_that_is_not_held_is_told_and_that_is_done(disguised: str, capsys: pytest.CaptureFixture[str]) -> None:
    """As an answer of that kind is."""
    assert main(["compare", "custody", "--body", "Kent Police", "--index", disguised]) == 0
    assert capsys.readouterr().out == (
        "“custody” in inspections of Kent Police\n\nA. Kent Police\n\n   No report on Kent Police is held.\n"
    )


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        ([], ONE_BODY),
        (["--body", "Atlantis"], "“Atlantis” is not a force, service or area known here."),
        (["--body", "Gwent", "--body", "Kent", "--years", "2022"], "give years for one body only; "),
    ],
)
def test_what_cannot_be_compared_ends_with_2(
    disguised: str, arguments: list[str], problem: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """In one sentence."""
    assert main(["compare", "custody", *arguments, "--index", disguised]) == 2
    assert capsys.readouterr().err.startswith(f"reportbot: {problem}")


@pytest.mark.parametrize("arguments", [["--years", "22"], ["-k", "11"], ["--format", "html"]])
def test_wrong_arguments_end_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """As for every command."""
    with pytest.raises(SystemExit) as exit_:
        main(["compare", "custody", "--body", "Gwent", *arguments])
    assert exit_.value.code == 2
    assert "argument" in capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.parametrize("form", ["text", "md", "json"])
def test_two_inspections_are_shown_side_by_side(
    corpus: Path, tmp_path: Path, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the real model, the oldest first."""
    build([corpus], tmp_path / "index", SentenceEncoder)
    given = ["compare", "calls to the force", "--body", "Gwent", "--format", form, "--index", str(tmp_path / "index")]
    assert main(given) == 0
    shown = capsys.readouterr().out
    first, second = shown.index("The force answers most calls"), shown.index("The force now loses fewer calls")
    assert first < second
    if form == "json":
        assert [side["report"]["published"] for side in json.loads(shown)["sides"]] == ["2022-05-05", "2024-03-01"]
    else:
        assert "show no rise or fall" in " ".join(shown.split())
