"""README and docs keep up with the program: examples print what is shown, and all that can be used is described."""

from __future__ import annotations

import re
import shlex
from dataclasses import Field, fields
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from bot.__main__ import _parser
from bot.cli import opening
from bot.config import Settings
from bot.discord_app.actions import commands
from corpus.vocabulary.kinds import kinds
from index.encoder import SentenceEncoder
from scripts import rebuild_index
from scripts.update_docs import PAGES, ROOT, Example, empty_folder, examples, run, updated

TEXTS = {page.relative_to(ROOT).as_posix(): page.read_text(encoding="utf-8") for page in PAGES}
USING, DISCORD = TEXTS["docs/using.md"], TEXTS["docs/discord.md"]
ALL = "\n".join(TEXTS.values())
FLAG = re.compile(r"(?<!\S)--?[a-z][\w-]*")


def section(text: str, heading: str) -> str:
    """What stands under a heading of the second level."""
    _, head, below = text.partition(f"\n## {heading}\n")
    assert head, f"no heading: ## {heading}"
    return below.partition("\n## ")[0]


def table(text: str, head: str) -> list[tuple[str, ...]]:
    """The cells of each row below a table's head, code marks around a whole cell dropped."""
    _, found, below = text.partition(head)
    assert found, f"no table that begins with {head}"
    rows = []
    for line in below.split("\n")[2:]:
        if not line.startswith("|"):
            break
        cells = (cell.strip() for cell in line.strip().strip("|").split("|"))
        rows.append(tuple(re.sub(r"^`([^`]*)`$", r"\1", cell) for cell in cells))
    return rows


def blocks(text: str, language: str) -> list[str]:
    """The code blocks of a language."""
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.M | re.S)


def inline(text: str) -> list[str]:
    """Every piece of code within the prose."""
    return re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text, flags=re.M | re.S))


def flags(text: str) -> set[str]:
    """The options in the code within the prose."""
    return {flag for code in inline(text) for flag in FLAG.findall(code)}


def typed() -> list[list[str]]:
    """The words of every command in the blocks of ``sh`` of all pages, up to a redirection."""
    lines = "\n".join(blocks(ALL, "sh")).replace("\\\n", " ").splitlines()
    commands = (shlex.split(line.partition(" > ")[0], comments=True) for line in lines)
    return [words for words in commands if words]


@cache
def help_of(*command: str) -> str:
    """The help of a command."""
    return run(Example(shlex.join(("reportbot", *command, "--help"))))[0]


def options(*command: str) -> set[str]:
    """The options that a command's help lists, but for help itself and the index, which all have."""
    listed = re.findall(r"^  (-.*?)(?:  |$)", help_of(*command), re.M)
    return {flag for line in listed for flag in FLAG.findall(line)} - {"-h", "--help", "--index"}


def subcommands(*command: str) -> list[str]:
    """The commands that a help lists."""
    return re.findall(r"^    (\w+)(?: {2,}|$)", help_of(*command), re.M)


def all_options(command: str) -> set[str]:
    """The options of a command, and of the commands below it."""
    return set().union(options(command), *(options(command, name) for name in subcommands(command)))


# Examples -----------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("page", [name for name, text in TEXTS.items() if examples(text)])
def test_examples_print_what_the_page_shows(
    page: str, bundled: Path, real_encoder: SentenceEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In order in one folder, with one model for all; what is refused ends with 2.

    After a change on purpose, ``python -m scripts.update_docs`` writes the new output into the pages.
    """
    monkeypatch.setattr(opening, "SentenceEncoder", lambda *_: real_encoder)
    with empty_folder(bundled):
        for example in examples(TEXTS[page]):
            printed, code = run(example)
            assert str(example.with_output(printed)) == str(example)
            assert code == (2 if example.shown and example.shown[0].startswith("reportbot: ") else 0), printed


def test_there_are_examples_on_the_pages_that_people_try_first() -> None:
    """One answer in the README, and every kind of result on the page of the commands."""
    assert len(examples(TEXTS["README.md"])) == 1
    shown = {shlex.split(example.command)[1] for example in examples(USING)}
    assert {"ask", "page", "verify", "findings", "grades", "briefing", "reports"} <= shown


def test_an_example_keeps_as_much_of_its_output_as_it_shows() -> None:
    """All lines, the first ones where an ellipsis ends it, or none."""
    printed = "one\ntwo\nthree\n"
    assert Example("c", ("old",)).with_output(printed).shown == ("one", "two", "three")
    assert Example("c", ("old", "…")).with_output(printed).shown == ("one", "…")
    assert Example("c").with_output(printed).shown == ()


def test_examples_are_read_from_blocks_of_console_only() -> None:
    """A command begins with a dollar sign; empty lines belong to the output."""
    text = "```sh\n$ reportbot run\n```\n\n```console\n$ reportbot a\nx\n\ny\n$ reportbot b\n```\n"
    assert examples(text) == [Example("reportbot a", ("x", "", "y")), Example("reportbot b")]


def test_a_page_is_updated_where_an_example_prints_something_else() -> None:
    """The rest of it stays as it is."""
    page = "Text.\n\n```console\n$ reportbot ask\nold\n```\n\nMore `reportbot ask`.\n"
    new = 'reportbot: give a question, as in: reportbot ask "How is 999 answered in Gwent?", or --batch FILE'
    assert updated(page) == page.replace("old", new)


def test_only_the_program_itself_is_run() -> None:
    """Whatever else a page shows."""
    with pytest.raises(ValueError, match="only reportbot is run"):
        run(Example("rm -r reports"))


def test_commands_to_type_are_taken_by_the_program() -> None:
    """With all their options; of scripts, the options exist."""
    ours = [words[1:] for words in typed() if Path(words[0]).name == "reportbot"]
    assert len(ours) > 5
    for arguments in ours:
        _parser().parse_args(arguments)  # would end with what is wrong
    scripts = [words for words in typed() if "scripts/rebuild_index.py" in words]
    assert scripts
    for words in scripts:
        source = (ROOT / words[1]).read_text(encoding="utf-8")
        assert [word for word in words if word.startswith("--") and f'"{word}"' not in source] == []


def test_make_targets_to_type_exist() -> None:
    """The two of the README's first lines among them."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = {name for names in re.findall(r"^([a-z][\w -]*):(?!=)", makefile, re.M) for name in names.split()}
    spoken = [re.match(r"make ([a-z]\w*)", code) for code in inline(ALL)]
    told = {words[1] for words in typed() if words[0] == "make"} | {match[1] for match in spoken if match}
    assert told - targets == set()
    assert [words[:2] for words in typed()[:2]] == [["make", "ask"], ["make", "test"]]
    assert TEXTS["README.md"].index("make test") < 1000


# What can be used ---------------------------------------------------------------------------------


def default_of(setting: Field[Any]) -> str:
    """A default as the table shows it."""
    value = setting.default
    if value is None:
        return "-"
    if isinstance(value, bool):
        return "on" if value else "off"
    values = value if isinstance(value, tuple) else (value,)
    shown = (v.relative_to(ROOT).as_posix() if isinstance(v, Path) and v.is_absolute() else str(v) for v in values)
    return ":".join(shown)


def test_the_settings_table_is_the_settings() -> None:
    """One row for each field, in order, with its variable, its default and its meaning, and no other row."""
    expected = [(s.metadata["variable"], default_of(s), s.metadata["meaning"]) for s in fields(Settings)]
    assert table(USING, "| Variable | Default | Meaning |") == expected


def test_defaults_are_shown_in_a_way_that_can_be_typed() -> None:
    """Paths below the project's folder, a hyphen for what has no default."""
    shown = {setting.name: default_of(setting) for setting in fields(Settings)}
    assert (shown["corpus"], shown["index"], shown["quotes"]) == ("corpus/reports", ".index", "5")
    assert (shown["discord_token"], shown["model"]) == ("-", "reportbot-minilm")


def test_every_command_has_a_section_with_every_option() -> None:
    """Options of a command's own commands are in its section, too."""
    found = subcommands()
    assert {"ask", "briefing", "run"} <= set(found)
    for command in found:
        told = section(USING, f"`reportbot {command}`")
        assert [name for name in subcommands(command) if f"reportbot {command} {name}" not in told] == []
        assert all_options(command) - flags(told) == set(), command


def test_every_option_of_the_rebuild_is_described(capsys: pytest.CaptureFixture[str]) -> None:
    """In the table of its options, and no other."""
    with pytest.raises(SystemExit):
        rebuild_index.main(["--help"])
    listed = set(re.findall(r"^  (--[a-z-]+)", capsys.readouterr().out, re.M))
    rows = table(USING, "| Option of `scripts/rebuild_index.py` | Meaning |")
    assert {row[0].split()[0] for row in rows} == listed


def test_every_option_that_is_described_exists() -> None:
    """On the page of the commands, in the README, and beside the name of a script."""
    known = {"--index", "--help", "--corpus", "--full", "--allow-removals"}.union(*map(all_options, subcommands()))
    assert flags(USING + TEXTS["README.md"]) - known == set()
    for line in ALL.splitlines():
        if script := re.match(r"\| `(scripts/\w+\.py)", line):
            source = (ROOT / script[1]).read_text(encoding="utf-8")
            assert {flag for flag in flags(line) if f'"{flag}"' not in source} == set(), line


def test_every_command_in_discord_has_a_row() -> None:
    """As it is typed, with the names of its options in order; the menu of a message by its name."""
    told = [row[0] for row in table(DISCORD, "| Command | Who | Does |")]
    slash = [
        f"/{c.name} {' '.join(p.display_name for p in getattr(c, 'parameters', ()))}".strip() for c in commands.ALL
    ]
    menu = commands.find.name
    expected = [f"**{menu}** (menu of a message)" if typed == f"/{menu}" else typed for typed in slash]
    assert sorted(told) == sorted(expected)


def test_every_script_is_described() -> None:
    """By its path."""
    scripts = {path.name for path in (ROOT / "scripts").glob("*.py")} - {"__init__.py"}
    assert {name for name in scripts if f"`scripts/{name}" not in ALL} == set()


def test_every_kind_of_report_that_can_be_given_is_listed() -> None:
    """With the names that the program knows."""
    (line,) = [line for line in USING.splitlines() if line.startswith("- `kind` is one of")]
    assert set(re.findall(r"`([^`]+)`", line)) - {"kind"} == {kind.name for kind in kinds()}


@pytest.mark.parametrize("package", ["corpus", "bot"])
def test_every_room_is_described(package: str) -> None:
    """By its folder, on the page for those who change the program."""
    rooms = {path.parent.relative_to(ROOT).as_posix() for path in (ROOT / package).glob("*/__init__.py")}
    assert {room for room in rooms if f"| `{room}/` |" not in TEXTS["docs/contributing.md"]} == set()


# Links and files ----------------------------------------------------------------------------------


def anchors(text: str) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", text, re.M)
    return {re.sub(r"[^\w\- ]", "", heading).strip().lower().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", TEXTS)
def test_links_lead_somewhere(page: str) -> None:
    """To a file that is there, and to a heading of it."""
    for target in re.findall(r"\]\(([^)\s]+)\)", TEXTS[page]):
        if target.startswith("https://"):
            continue
        path, _, anchor = target.partition("#")
        file = ((ROOT / page).parent / path).resolve() if path else ROOT / page
        assert file.exists(), target
        assert not anchor or anchor in anchors(file.read_text(encoding="utf-8")), target


def test_anchors_are_as_github_makes_them() -> None:
    """Lower case, hyphens for blanks, no marks."""
    assert anchors("# Set-up\n\ntext\n\n## `reportbot ask`\n### What it can't do\n") == {
        "set-up",
        "reportbot-ask",
        "what-it-cant-do",
    }


@pytest.mark.parametrize("page", TEXTS)
def test_files_that_are_named_are_there(page: str) -> None:
    """Paths of the program's folders, in code."""
    paths = [
        match[0]
        for code in inline(TEXTS[page])
        if (match := re.match(r"(?:bot|corpus|index|scripts|tests)/[\w/.]*", code))
    ]
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_every_page_is_in_the_contents() -> None:
    """And the README leads to the contents."""
    pages = {page.name for page in (ROOT / "docs").glob("*.md")} - {"README.md"}
    assert pages - set(re.findall(r"\]\((\w[\w-]*\.md)\)", TEXTS["docs/README.md"])) == set()
    assert "](docs/README.md)" in TEXTS["README.md"]


def test_the_readme_is_read_at_a_glance() -> None:
    """The rest is in the docs."""
    assert len(TEXTS["README.md"].splitlines()) <= 110
