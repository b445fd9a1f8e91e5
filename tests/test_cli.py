"""The ``reportbot`` command: what it prints, what it refuses, and its exit codes.

Questions on forces that no report is held on are answered without encoding anything, so an index
made by the fake encoder under the real model's identity serves them.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from contextlib import redirect_stdout
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from fakes import REAL, FakeEncoder, fake_answer
from reportlab.pdfgen.canvas import Canvas

from bot.__main__ import main
from bot.memory.memory import Memory
from bot.types import Asked
from index import generation as generations
from index.build import build
from index.encoder import DEFAULT_SHA256, SentenceEncoder

ROOT = Path(__file__).resolve().parent.parent
NOT_HELD = "No report on Kent Police is held."
TO_FETCH = (
    "The catalogue of official reports has 4 reports on this. To fetch:\n"
    '  reportbot fetch --body "{} Police" --kind PEEL'
)
pytestmark = pytest.mark.usefixtures("here")


@pytest.fixture
def index(held_as_real: Path) -> str:
    """An index that says it was made with the default model; no test changes it."""
    return str(held_as_real)


@pytest.fixture
def own_index(held_as_real: Path, tmp_path: Path) -> Path:
    """A copy of it to change."""
    return shutil.copytree(held_as_real, tmp_path / "index")


def lines(path: Path, *questions: Any) -> str:
    """Write a file of questions, one JSON value a line; strings are taken as they are."""
    written = (q if isinstance(q, str) else json.dumps(q, ensure_ascii=False) for q in questions)
    path.write_text("".join(f"{line}\n" for line in written), encoding="utf-8")
    return str(path)


def test_reports_lists_what_is_held_as_json(index: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Each report with its fields and where they came from; nothing was skipped."""
    assert main(["reports", "--json", "--index", index]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert [report["source"] for report in shown["reports"]] == [
        "gwent-2024.md",
        "gwent-2022.md",
        "wiltshire.html",
        "letter.txt",
    ]
    assert shown["skipped"] == []
    letter = shown["reports"][3]
    assert (letter["title"], letter["published"]) == ("Revisit letter: Wiltshire Police", "2023-06-30")
    assert (letter["origins"]["title"], letter["pages"]) == ("sidecar", 0)


def test_reports_lists_what_is_held_for_a_person(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With what was skipped, and why, at the end."""
    (corpus / "empty.txt").write_bytes(b"")
    build([corpus], tmp_path / "index", lambda: FakeEncoder(REAL))
    assert main(["reports", "--index", str(tmp_path / "index")]) == 0
    shown = capsys.readouterr().out
    assert "  title:         PEEL 2021/22: Gwent Police  [front matter]\n" in shown
    assert shown.endswith("\n4 reports held.\nSkipped: empty.txt: empty file\n")


def test_reports_lists_what_is_to_be_checked(corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is missing in the reports held, and on wish a sidecar to fill in, which is never written over another."""
    (corpus / "note.txt").write_text("Calls are answered in good time.", encoding="utf-8")
    build([corpus], tmp_path / "index", lambda: FakeEncoder(REAL))
    sidecar, index = tmp_path / "draft.toml", str(tmp_path / "index")
    assert main(["reports", "--check", "--index", index, "--sidecar", str(sidecar)]) == 0
    shown = capsys.readouterr().out
    assert "  bodies missing: no body is named plainly enough\n" in shown
    assert shown.endswith("\n1 of 5 reports have something to look at.\n")
    assert '["note.txt"]\ntitle = "note"\nbodies = []\n' in sidecar.read_text(encoding="utf-8")
    assert main(["reports", "--check", "--index", index, "--sidecar", str(sidecar)]) == 2
    assert main(["reports", "--index", index, "--sidecar", str(sidecar)]) == 2


def test_reports_without_an_index_names_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    """Wrong use: nothing is built for a list."""
    assert main(["reports"]) == 2
    shown = capsys.readouterr()
    assert shown.err == "reportbot: no index in .index: run scripts/rebuild_index.py --index .index\n"
    assert shown.out == ""


@pytest.mark.parametrize(
    "arguments",
    [
        ["ask", "Are calls answered?"],
        ["compare", "calls", "--body", "Kent"],
        ["findings"],
        ["findings", "--topic", "calls"],
        ["grades"],
        ["page", "Are calls answered?"],
        ["verify", "They answered the calls."],
    ],
)
def test_commands_that_read_the_index_build_the_first_one(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """All alike, and they say so; here there is nothing to build it of. One that was named is not built."""
    monkeypatch.setenv("REPORTBOT_CORPUS", "nothing")
    assert main(arguments) == 2
    building, problem = capsys.readouterr().err.splitlines()
    assert building == "No index in .index yet: building it."
    assert "nothing is not a folder" in problem
    assert main([*arguments, "--index", "none"]) == 2
    assert capsys.readouterr().err == "reportbot: no index in none: run scripts/rebuild_index.py --index none\n"


@pytest.mark.parametrize("arguments", [["reports"], ["ask", "Kent?"]])
def test_an_index_of_another_version_is_refused(
    own_index: Path, arguments: list[str], held_as_real: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In one sentence, with the command that mends this index, and of the same reports."""
    live = generations.current(own_index)
    live.write_manifest(replace(live.read_manifest(), schema=0))
    assert main([*arguments, "--index", str(own_index)]) == 2
    command = f"scripts/rebuild_index.py --full --corpus {held_as_real.parent / 'corpus'} --index {own_index}"
    expected = f"reportbot: the index has schema 0, this program reads 5: run {command}\n"
    assert capsys.readouterr().err == expected


@pytest.mark.parametrize("arguments", [["reports"], ["ask", "Are calls answered?"], ["findings"], ["grades"]])
def test_a_damaged_database_is_refused(
    own_index: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """In one sentence, with the command that mends it; of which reports it was made nothing tells any more."""
    live = generations.current(own_index)
    size = live.store.stat().st_size
    live.store.write_bytes(b"This is no database. " * 100)
    assert main([*arguments, "--index", str(own_index)]) == 2
    assert capsys.readouterr().err == (
        f"reportbot: the index {live.name} is damaged (corpus.sqlite has 2100 bytes and not {size}):"
        f" run scripts/rebuild_index.py --full --corpus FOLDER --index {own_index}\n"
    )


def test_ask_refuses_an_index_of_another_model(held: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Both models are named."""
    assert main(["ask", "Are calls answered?", "--index", str(held)]) == 2
    assert capsys.readouterr().err == (
        "reportbot: the index was made with bag-of-words (ffffffffffff…, 6 dimensions), the encoder is"
        f" reportbot-minilm ({DEFAULT_SHA256[:12]}…, 384 dimensions):"
        f" run scripts/rebuild_index.py --full --corpus {held.parent / 'corpus'} --index {held}\n"
    )


def test_ask_with_an_index_that_is_not_there_builds_none(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder that was named is not filled unasked."""
    assert main(["ask", "Are calls answered?", "--index", "none"]) == 2
    assert capsys.readouterr().err == "reportbot: no index in none: run scripts/rebuild_index.py --index none\n"
    assert list(here.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["ask"], "give a question, as in: "),
        (["ask", " "], "give a question, as in: "),
        (["ask", "Why?", "--batch", "file", "--json"], "give a question, as in: "),
        (["ask", "--batch", "file"], "--batch prints JSON: add --json"),
        (["ask", "--batch", "none.jsonl", "--json"], "none.jsonl cannot be read: "),
    ],
)
def test_ask_wants_one_question_or_a_file(
    arguments: list[str], problem: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Anything else is wrong use, told in one line."""
    assert main(arguments) == 2
    shown = capsys.readouterr()
    assert shown.err.startswith(f"reportbot: {problem}")
    assert (shown.err.count("\n"), shown.out) == (1, "")


@pytest.mark.parametrize(
    "command", [["ask", "Why?"], ["compare", "calls", "--body", "Gwent"], ["findings"], ["grades"], ["page", "Why?"]]
)
def test_years_that_end_before_they_begin_are_refused(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """By every command that takes both."""
    assert main([*command, "--since", "2020", "--until", "2010"]) == 2
    said = "reportbot: --since 2020 is later than --until 2010: give the earlier year as --since\n"
    assert capsys.readouterr().err == said


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        ([], "the following arguments are required: COMMAND"),
        (["explain"], "invalid choice: 'explain'"),
        (["ask", "Why?", "--since", "99"], "argument --since: '99' is not a year"),
        (["ask", "Why?", "--until", "soon"], "argument --until: 'soon' is not a year"),
        (["ask", "Why?", "-k", "0"], "argument -k: '0' is not a number from 1 to 50"),
        (["ask", "Why?", "-k", "51"], "argument -k: '51' is not a number from 1 to 50"),
    ],
)
def test_wrong_arguments_end_with_2(arguments: list[str], problem: str, capsys: pytest.CaptureFixture[str]) -> None:
    """What is wrong is named."""
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    assert problem in capsys.readouterr().err


def test_an_answer_without_quotes_is_done(index: str, capsys: pytest.CaptureFixture[str]) -> None:
    """That nothing is held is an answer, in plain words."""
    assert main(["ask", "Are victims told what happens at Kent Police?", "--index", index]) == 0
    assert capsys.readouterr().out == f"{NOT_HELD}\n\n{TO_FETCH.format('Kent')}\n"


def test_an_answer_as_json_has_no_id_of_its_own(index: str, capsys: pytest.CaptureFixture[str]) -> None:
    """One object, readable by eye; ``--body`` counts before what the question names."""
    assert main(["ask", "Are calls answered in Gwent?", "--body", "Kent Police", "--json", "--index", index]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith('{\n  "question": "Are calls answered in Gwent?",\n')
    answer = json.loads(shown)
    message = f"{NOT_HELD} Kent Police, set beside the question, counts: the question itself names Gwent."
    assert (answer["status"], answer["message"], answer["quotes"]) == ("not_held", message, [])
    assert "id" not in answer


def test_a_batch_is_answered_in_order_with_ids(index: str, here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One object a line; ids come back as text, none where there was none; blank lines are passed over."""
    file = lines(
        here / "questions.jsonl",
        {"id": "b", "question": "Are calls answered at Kent Police?"},
        "",
        {"id": 7, "question": "Are calls answered at Surrey Police?"},
        {"question": "And custody?", "previous": "Are calls answered at Kent Police?"},
        {"id": "a", "question": "Calls at\u2028Kent Police?", "previous": None, "other": 1},
        {"id": "c", "question": "And custody?", "previous": ["Are calls answered at Surrey Police?", "And victims?"]},
    )
    assert main(["ask", "--batch", file, "--json", "--index", index]) == 0
    shown = [json.loads(line) for line in capsys.readouterr().out.strip("\n").split("\n")]
    assert [answer.get("id") for answer in shown] == ["b", "7", None, "a", "c"]
    assert "id" not in shown[2]
    assert [answer["message"] for answer in shown] == [
        NOT_HELD,
        "No report on Surrey Police is held.",
        NOT_HELD,
        NOT_HELD,
        "No report on Surrey Police is held.",
    ]


def test_a_batch_may_begin_with_a_mark_of_its_encoding(
    index: str, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As files from Windows do."""
    (here / "q.jsonl").write_text('{"question": "Calls at Kent Police?"}\r\n', encoding="utf-8-sig")
    assert main(["ask", "--batch", "q.jsonl", "--json", "--index", index]) == 0
    assert json.loads(capsys.readouterr().out)["message"] == NOT_HELD


@pytest.mark.parametrize(
    "bad",
    [
        "{",
        "[]",
        "3",
        '"Kent?"',
        "null",
        "{}",
        '{"question": null}',
        '{"question": 3}',
        '{"question": "a", "previous": 3}',
        '{"question": "a", "previous": ["b", 3]}',
    ],
)
def test_a_bad_line_of_a_batch_is_named_by_its_number(
    index: str, here: Path, bad: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before anything is answered; blank lines count."""
    file = lines(here / "questions.jsonl", {"id": "1", "question": "Kent?"}, "", bad)
    assert main(["ask", "--batch", file, "--json", "--index", index]) == 2
    shown = capsys.readouterr()
    assert shown.err == f"reportbot: {file}, line 3: not a JSON object with a `question`\n"
    assert shown.out == ""


def test_a_batch_that_is_no_text_is_refused(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The file is named."""
    (here / "q.jsonl").write_bytes(b"\xff\xfe\x00")
    assert main(["ask", "--batch", "q.jsonl", "--json"]) == 2
    assert capsys.readouterr().err.startswith("reportbot: q.jsonl cannot be read: ")


def test_the_command_line_counts_before_the_environment_and_that_before_env_file(
    index: str, here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where the index is, told in three places."""

    def looked_in() -> str:
        assert main(["reports"]) == 2
        return capsys.readouterr().err.partition(":")[2].partition(":")[0]

    (here / ".env").write_text("REPORTBOT_INDEX=from-file\n")
    assert looked_in() == " no index in from-file"
    monkeypatch.setenv("REPORTBOT_INDEX", "from-environment")
    assert looked_in() == " no index in from-environment"
    assert main(["reports", "--index", index]) == 0


def test_a_setting_that_cannot_be_ends_with_2(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever the command."""
    monkeypatch.setenv("REPORTBOT_QUOTES", "many")
    assert main(["reports"]) == 2
    assert capsys.readouterr().err == "reportbot: REPORTBOT_QUOTES is 'many': give a whole number from 1 to 10\n"


def test_a_model_that_is_nowhere_ends_with_2(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is named; no index is begun."""
    monkeypatch.setenv("REPORTBOT_MODEL", "no/such/model")
    assert main(["ask", "Why?"]) == 2
    assert capsys.readouterr().err.startswith("reportbot: model 'no/such/model' is neither a folder nor ")
    assert not Path(".index").exists()


def test_run_without_a_token_says_what_to_set(capsys: pytest.CaptureFixture[str]) -> None:
    """Before anything is loaded or built."""
    assert main(["run"]) == 2
    expected = "reportbot: no token: set DISCORD_TOKEN in the environment or in .env (see README)\n"
    assert capsys.readouterr().err == expected
    assert not Path(".index").exists()


def bot(*arguments: str, **streams: Any) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own, its output buffered as it is without a terminal."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        env=environment | {"PYTHONPATH": str(ROOT)},
        text=True,
        check=False,
        timeout=60,
        **streams,
    )


def test_a_reader_that_has_gone_is_no_error(index: str) -> None:
    """As with ``reportbot reports | head``: exit code 0 and nothing on the error stream."""
    reading, writing = os.pipe()
    os.close(reading)
    ended = bot("reports", "--index", index, stdout=writing, stderr=subprocess.PIPE)
    os.close(writing)
    assert (ended.returncode, ended.stderr) == (0, "")


def test_a_conversation_ends_with_an_empty_line(index: str) -> None:
    """One answer a line, follow-ups understood, until an empty line or the end; then it is done."""
    said = "Are calls answered at Kent Police?\nAnd custody?\nAnd at Surrey Police?\n\nEssex Police?\n"
    ended = bot("chat", "--index", index, input=said, capture_output=True)
    assert ended.returncode == 0
    taken = ['(Taken as a follow-up to “Are calls answered at Kent Police?”: And custody, Kent Police.)',
             '(Taken as a follow-up to “And custody?”: And custody, Surrey Police.)']  # fmt: skip
    kent, surrey = TO_FETCH.format("Kent"), TO_FETCH.format("Surrey")
    held = [NOT_HELD, kent, NOT_HELD, taken[0], kent, "No report on Surrey Police is held.", taken[1], surrey, ""]
    assert ended.stdout.split("\n\n") == held
    assert ended.stderr.startswith("Ask a question; ")
    assert bot("chat", "--index", index, input="Kent Police?", capture_output=True).stdout.startswith(f"{NOT_HELD}\n")


@pytest.mark.slow
def test_the_first_question_builds_the_index_and_is_answered(
    corpus: Path, here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It says so on the error stream; the answer is a quote with its citation; later questions just ask."""
    monkeypatch.setenv("REPORTBOT_CORPUS", str(corpus))
    question = "Who sees people detained in custody in Gwent?"
    assert main(["ask", question]) == 0
    shown = capsys.readouterr()
    assert shown.err.startswith("No index in .index yet: building it.\n")
    assert "1. \u201cDetained people in custody see a nurse.\u201d\n" in shown.out
    assert "   HMICFRS, PEEL 2023-25: Gwent Police, 1 March 2024, section \u201cCustody\u201d\n" in shown.out
    assert main(["ask", question, "-k", "1", "--json"]) == 0
    shown = capsys.readouterr()
    (quote,) = json.loads(shown.out)["quotes"]
    assert (quote["text"], quote["report"]["source"]) == ("Detained people in custody see a nurse.", "gwent-2024.md")
    assert "building" not in shown.err


@pytest.mark.slow
def test_page_draws_where_a_quote_stands(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A PNG for each page, named on the output below the quote and its citation."""
    canvas = Canvas("gwent.pdf")
    canvas.setFont("Helvetica-Bold", 24)
    canvas.drawString(72, 700, "An inspection of Gwent Police")
    canvas.setFont("Helvetica", 11)
    canvas.drawString(72, 640, "Detained people in custody see a nurse.")
    canvas.save()
    monkeypatch.setenv("REPORTBOT_CORPUS", str(here))
    assert main(["page", "Who sees people detained in custody in Gwent?", "--out", "images"]) == 0
    quote, citation, path = capsys.readouterr().out.splitlines()
    assert quote == "\u201cDetained people in custody see a nurse.\u201d"
    assert citation.endswith(", p. 1")
    assert Path(path).read_bytes().startswith(b"\x89PNG")
    assert main(["page", "Who sees people detained in custody in Gwent?", "-n", "9"]) == 2
    assert "no number 9" in capsys.readouterr().err
    assert main(["page", "Who sees people detained in custody in Gwent?", "--out", "gwent.pdf"]) == 2
    assert "cannot be written" in capsys.readouterr().err


def test_page_of_an_answer_without_quotes_says_why_there_is_none(
    index: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """As the answer would."""
    assert main(["page", "Are calls answered at Kent Police?", "--index", index]) == 2
    assert capsys.readouterr().err == f"reportbot: {NOT_HELD}\n"


@pytest.mark.slow
def test_a_batch_understands_a_question_after_another(
    corpus: Path, here: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """``previous`` gives the body that a follow-up leaves out."""
    encoder = SentenceEncoder()
    build([corpus], tmp_path / "index", lambda: encoder)
    file = lines(
        here / "questions.jsonl",
        {"id": "1", "question": "Is the custody suite clean in Wiltshire?"},
        {"id": "2", "question": "Are burglaries attended?", "previous": "Is the custody suite clean in Wiltshire?"},
    )
    assert main(["ask", "--batch", file, "--json", "-k", "1", "--index", str(tmp_path / "index")]) == 0
    first, second = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert (first["id"], first["quotes"][0]["text"]) == ("1", "The custody suite is clean.")
    assert (second["id"], second["quotes"][0]["text"]) == ("2", "The force attends every burglary of a home.")
    assert second["understood"]["bodies"] == ["Wiltshire Police"]


def test_votes_are_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Which way, when, on what question, and where its first quote stands; as JSON the whole answer."""
    path = tmp_path / "memory.sqlite"
    monkeypatch.setenv("REPORTBOT_MEMORY", str(path))
    assert main(["feedback"]) == 2
    assert "nothing has been asked in Discord yet" in capsys.readouterr().err
    memory = Memory(path, now=lambda: datetime(2026, 11, 24, 9, 30, tzinfo=UTC))
    asked = Asked("Are victims told?", previous=("Calls?",))
    for person, vote in ((1, 1), (2, -1)):
        memory.vote(memory.keep(person, 1, 1, asked, fake_answer(asked), "g1").id, person, vote)
    memory.close()
    assert main(["feedback"]) == 0
    first, second, counted = capsys.readouterr().out.strip().split("\n\n")
    assert first.split("\n")[:2] == ["up    2026-11-24 09:30  index g1", "      Calls? / Are victims told?"]
    assert second.startswith("down  ")
    assert "PEEL 2023–2025: An inspection of West Mercia Police" in second
    assert counted == "1 up, 1 down."
    assert main(["feedback", "--json"]) == 0
    votes = json.loads(capsys.readouterr().out)
    assert [(vote["vote"], vote["answer"]["question"]) for vote in votes] == [
        (1, "Are victims told?"),
        (-1, "Are victims told?"),
    ]


def test_verify_checks_what_is_typed(index: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Without loading the model."""
    assert main(["verify", "The custody suite is clean", "--index", index]) == 0
    assert capsys.readouterr().out == (
        "1 quotation: 1 exact.\n\n"
        "1. “The custody suite is clean”\n"
        "   EXACT (line 1)\n"
        "   HMICFRS, PEEL 2023-25: Wiltshire Police, 12 September 2024, section “Custody” – under:\n"
        "   Custody\n"
    )


@pytest.mark.parametrize("form", ["text", "md", "html", "json"])
def test_verify_checks_a_draft(index: str, here: Path, form: str, capsys: pytest.CaptureFixture[str]) -> None:
    """In each form; a changed word is marked."""
    (here / "draft.md").write_text("In Wiltshire:\n\n> Staff check no cell.\n", encoding="utf-8")
    assert main(["verify", "--file", "draft.md", "--format", form, "--index", index]) == 0
    shown = capsys.readouterr().out
    expected = {
        "text": "Staff check [-each-] {+no+} cell",
        "md": "Staff check ~~each~~ **no** cell",
        "html": "Staff check <del>each</del> <ins>no</ins> cell",
        "json": '"a negation"',
    }
    assert expected[form] in shown


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        ([], 'give the words quoted, as in: reportbot verify "they are told", or --file DRAFT'),
        (
            ["words", "--file", "a.md"],
            'give the words quoted, as in: reportbot verify "they are told", or --file DRAFT',
        ),
        (["--file", "a.md"], "a.md cannot be read: No such file or directory"),
        (["--file", "."], ". cannot be read: Is a directory"),
    ],
)
def test_verify_refuses_what_it_cannot_read(
    index: str, arguments: list[str], problem: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """In one sentence."""
    assert main(["verify", *arguments, "--index", index]) == 2
    assert capsys.readouterr().err == f"reportbot: {problem}\n"


def test_findings_are_listed_without_loading_the_model(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In the form that is wanted, and only of the kinds that are."""
    (here / "corpus").mkdir()
    text = "## Areas for improvement\n\n- Answer calls.\n\n## Recommendations\n\n- Train staff.\n"
    (here / "corpus" / "a.md").write_text(f"---\nbody: Kent Police\n---\n# An inspection of Kent Police\n\n{text}")
    build([here / "corpus"], here / "index", FakeEncoder)
    wanted = ["findings", "--body", "Kent", "--kind", "recommendation", "--index", "index"]
    assert main(wanted) == 0
    shown = capsys.readouterr().out
    assert "1. “Train staff.”\n   recommendation, Recommendations\n" in shown
    assert "Answer calls" not in shown
    assert main([*wanted, "--format", "csv"]) == 0
    assert "recommendation,Train staff.," in capsys.readouterr().out


def test_a_file_for_a_spreadsheet_begins_with_a_byte_order_mark(
    index: str, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Excel reads it as UTF-8 only then; what goes elsewhere than to a file has none, nor has any other form."""
    command = ["findings", "--index", index, "--format"]
    for form, mark in (("csv", b"\xef\xbb\xbfbody,"), ("md", b"# What")):
        with (here / "out").open("w", encoding="utf-8") as out, redirect_stdout(out):
            assert main([*command, form]) == 0
        assert (here / "out").read_bytes().startswith(mark)
    assert main([*command, "csv"]) == 0
    assert capsys.readouterr().out.startswith("body,")


def test_grades_are_printed_and_drawn(tmp_path: Path, here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As a table on paper, in a picture beside it; no picture where there is nothing to draw."""
    (tmp_path / "graded").mkdir()
    text = "---\nbody: Gwent Police\n---\n# PEEL 2023\u20132025: Gwent Police\n\n## Our judgments\n\n"
    rows = "| Area | Grade |\n| --- | --- |\n| Investigating crime | Good |\n"
    (tmp_path / "graded" / "gwent.md").write_text(text + rows, encoding="utf-8")
    build([tmp_path / "graded"], tmp_path / "index", FakeEncoder)
    ask = ["grades", "--index", str(tmp_path / "index"), "--body", "Gwent", "--picture", "drawn.png"]
    assert main([*ask, "--area", "custody"]) == 0
    assert not (here / "drawn.png").exists()
    assert capsys.readouterr().err == "No picture: there is nothing to draw.\n"
    assert main(ask) == 0
    printed = capsys.readouterr()
    assert "  Good  Investigating crime" in printed.out
    assert printed.err == "Drawn: drawn.png\n"
    assert (here / "drawn.png").read_bytes().startswith(b"\x89PNG")
    assert main([*ask[:-1], "drawn.jpg"]) == 2
    assert capsys.readouterr().err == "reportbot: --picture writes PNG files: drawn.jpg does not end in .png\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["ask", "Calls?", "--body", "Kent", "--body", "Essex"],
        ["findings", "--topic", "calls", "--topic", "custody"],
        ["grades", "--since", "2020", "--since", "2021"],
        ["page", "Calls?", "-n", "1", "-n", "2"],
    ],
)
def test_an_option_with_one_value_is_given_once(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """The first of two would be lost."""
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert f"argument {arguments[-2]}" in (said := capsys.readouterr().err)
    assert said.endswith(": may be given once\n")


def bot_runs(code: str, **kept: Any) -> subprocess.CompletedProcess[str]:
    """Run Python code beside the packages."""
    environ = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.run([sys.executable, "-c", code], env=environ, stderr=subprocess.PIPE, text=True, **kept)


def test_an_interrupt_while_the_program_is_read_in_is_quiet() -> None:
    """No traceback, at whatever moment it comes."""
    interrupted = (
        "import runpy, sys\n"
        "class Interrupted:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'bot.config': raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Interrupted())\n"
        "runpy.run_module('bot', run_name='__main__')\n"
    )
    ended = bot_runs(interrupted, stdout=subprocess.PIPE)
    assert (ended.returncode, ended.stdout, ended.stderr) == (1, "", "")


def test_output_that_cannot_be_written_is_told(index: str, here: Path) -> None:
    """In one sentence: where a disk is full, or, as here, what it goes into is open for reading alone."""
    (here / "out").write_text("")
    code = f"import sys; from bot.__main__ import main; sys.exit(main(['grades', '--index', '{index}']))"
    with (here / "out").open() as out:
        ended = bot_runs(code, stdout=out)
    assert (ended.returncode, ended.stderr) == (
        1,
        "reportbot: what is printed cannot be written: Bad file descriptor\n",
    )
