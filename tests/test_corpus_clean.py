"""What must not reach a terminal, a table or a page, wherever it comes from."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from fakes import fake_quote

from bot.cli.terminal import words_alone
from bot.present.csv_table import csv_table
from bot.present.html_text import escape
from bot.present.markdown import escaped
from corpus import clean
from corpus.describe.sidecar import password_of, sidecar_in
from corpus.errors import ReportbotError
from corpus.folder import LEADS_OUT, files_of, read_report

STEERED = "Gwent \x1b]0;title\x07\x1b[31mPolice\x1b[0m\x9b1m\r\u202eX"


def test_a_field_is_one_line_of_characters_to_read() -> None:
    """Whole sequences go; half a character is marked; what is plain stays as it is."""
    assert clean.field(STEERED) == "Gwent Police 1m X"
    assert clean.field("A \ud800 report\x00") == "A \ufffd report"
    assert clean.field("Inspection of Tŷ Coch – 2024") == "Inspection of Tŷ Coch – 2024"


def test_text_keeps_its_lines_and_tabs() -> None:
    """A terminal is sent nothing that moves it otherwise."""
    assert clean.shown("a\tb\nc\r\x1b[2Jd\x07\ud800") == "a\tb\ncd\ufffd"


def test_what_is_printed_is_cleaned_on_both_streams(capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever prints it."""
    with words_alone():
        print(STEERED)
        print(STEERED, file=sys.stderr)
    out, err = capsys.readouterr()
    assert out == err == "Gwent Police1m\u202eX\n"


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20", " ="])
def test_no_cell_is_a_formula(sign: str) -> None:
    """Also in the wide forms, which some spreadsheets take for the others, and behind a blank."""
    made = csv_table(("note",), [({"note": f"{sign}1+1\x07"}, fake_quote(1))])
    assert f"'{sign}1+1" in made
    assert "\x07" not in made


def test_pages_and_markdown_hold_no_control_characters() -> None:
    """Markup is shown as it is written."""
    assert escape("<b>\x1b[31m&\x00") == "&lt;b&gt;&amp;"
    assert escaped("*a*\x1b[31m\x00") == r"\*a\*"


@pytest.mark.parametrize(
    ("toml", "given"),
    [
        ('\ufeff["a.md"]\ntitle = "Marked"\n', {"title": "Marked"}),
        (
            '["a.md"]\npublished = 2024-05-01\ncount = 0x7fffffffffffffff\n',
            {"published": "2024-05-01", "count": 2**63 - 1},
        ),
        ('["a.md"]\ntitle = "x\\u001b[31m y\\u0007"\n', {"title": "x y"}),
    ],
)
def test_a_sidecar_is_read_as_json_has_it(tmp_path: Path, toml: str, given: dict[str, object]) -> None:
    """Behind a byte order mark, too; dates are texts, and texts are clean."""
    (tmp_path / "reports.toml").write_text(toml, encoding="utf-8")
    assert sidecar_in(tmp_path) == {"a.md": given}


@pytest.mark.parametrize(
    "toml", ['["a.md"]\ncount = ' + "9" * 5000, "a = " + "[" * 5000, '["a.md"]\ntitle = "\\ud800"']
)
def test_a_sidecar_that_is_too_much_is_said(tmp_path: Path, toml: str) -> None:
    """A number of thousands of digits, as many brackets, half a character."""
    (tmp_path / "reports.toml").write_text(toml, encoding="utf-8")
    with pytest.raises(ReportbotError, match=r"reports\.toml is not TOML: "):
        sidecar_in(tmp_path)


def test_a_password_is_no_part_of_what_an_index_keeps(tmp_path: Path) -> None:
    """It is read again beside the file when it is needed."""
    (tmp_path / "a.md").write_text("# A report\n\nIt is good.\n")
    (tmp_path / "reports.toml").write_text('["a.md"]\npassword = "s3cret"\ntitle = "T"\n')
    (file,) = files_of(tmp_path)
    assert "s3cret" not in file.recipe
    assert '"title": "T"' in file.recipe
    assert "s3cret" not in repr(read_report(file).report)
    assert password_of(file.path) == "s3cret"


def test_a_link_that_leads_out_of_the_corpus_is_not_followed(tmp_path: Path) -> None:
    """One that stays in it is."""
    (tmp_path / "secret.md").write_text("# Secret\n\nNobody may read this.\n")
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a.md").write_text("# A report\n\nIt is good.\n")
    (corpus / "b.md").symlink_to(corpus / "a.md")
    (corpus / "c.md").symlink_to(tmp_path / "secret.md")
    (corpus / "d").symlink_to(tmp_path)
    found = {file.source: (bool(file.sha256), file.refused) for file in files_of(corpus)}
    assert found == {"a.md": (True, ""), "b.md": (True, ""), "c.md": (False, LEADS_OUT)}
