"""``reportbot understand``: what a question is taken to ask, in the terminal and as JSON, without an index."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.question.labels import FIELDS


def test_a_question_is_shown_with_the_fields_that_say_something(capsys: pytest.CaptureFixture[str]) -> None:
    """One line each; a follow-up is understood after the question before it."""
    assert main(["understand", "and in Kent?", "--before", "How many calls did Gwent Police lose in 2019?"]) == 0
    lines = dict(line.split(maxsplit=1) for line in capsys.readouterr().out.splitlines())
    assert (lines["bodies"], lines["seeks"]) == ("Kent Police", "count")
    assert "turn" not in lines


def test_a_file_gives_a_line_for_each_question(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With its id and every field, in the labels of evaluation sets."""
    rows = [{"id": "a", "q": "Leeds JTAI 2019", "prev": []}, {"q": "and Hull?", "prev": ["Leeds JTAI 2019"]}]
    file = tmp_path / "questions.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert main(["understand", "--batch", str(file), "--json"]) == 0
    first, second = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert list(first) == ["id", "q", "prev", *FIELDS]
    assert (first["id"], first["bodies"], first["years"], first["kind"]) == ("a", ["Leeds"], [2019], "JTAI")
    assert (second["bodies"], second["years"]) == (["Kingston upon Hull"], [2019])


@pytest.mark.parametrize("line", ["[]", "{}", '{"q": 3}', "no JSON"])
def test_a_line_that_is_no_question_is_named(line: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With the file and its number."""
    file = tmp_path / "questions.jsonl"
    file.write_text(line, encoding="utf-8")
    assert main(["understand", "--batch", str(file)]) == 2
    assert "line 1: not a JSON object with a question in `q`" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [[], ["Leeds", "--batch", "f"], ["--batch", "f", "--before", "Leeds"]])
def test_a_question_or_a_file_is_wanted(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Not both, and not neither."""
    assert main(["understand", *arguments]) == 2
    assert "reportbot: " in capsys.readouterr().err
