"""The shape of the code: imports point back only, and each heavy library has one door.

What is needed for types alone (under ``TYPE_CHECKING``) does not count, except where said.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("corpus", "index", "bot")
MODULES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
NAMES = [path.relative_to(ROOT).as_posix() for path in MODULES]
MOST_LINES = 400  # of a module
MOST_LINES_OF_FUNCTION = 45

ABOVE = {  # packages of ours that a package must not import
    "corpus": {"index", "bot", "scripts", "tests"},
    "index": {"bot", "scripts", "tests"},
    "bot": {"scripts", "tests"},
}
DOORS = {
    "pypdfium2": {"corpus/pdf/pdfium.py"},
    "pypdf": {"corpus/pdf/pypdf_reader.py"},
    "lxml": {f"corpus/reading/{name}.py" for name in ("html", "furniture", "unseen")},  # the latter two for types
    "tinycss2": {"corpus/reading/unseen.py"},
    "cssselect": {"corpus/reading/unseen.py"},
    "webencodings": {"corpus/reading/charset.py"},
    "markdown_it": {"bot/verify/read_draft.py", "corpus/reading/plain.py"},
    "docx": {"bot/verify/read_draft.py", "bot/present/briefing/word.py", "bot/present/briefing/footnotes.py"},
    "rapidfuzz": {"corpus/describe/gazetteer.py"},
    "faiss": {"index/vectors.py"},
    "tantivy": {"index/lexical.py"},
    "sqlite3": {"index/database.py", "bot/memory/database.py"},
    "sentence_transformers": {"index/transformer.py"},
    "torch": {"index/transformer.py"},
    "transformers": {"index/transformer.py"},
    "openvino": {"index/exported.py"},
    "tokenizers": {"index/exported.py"},
    "huggingface_hub": {"index/encoder.py"},
    "tqdm": {"bot/cli/progress.py"},
    "discord": {name for name in NAMES if name.startswith("bot/discord_app/")},
    "aiohttp": {"bot/discord_app/connect.py", "bot/discord_app/actions/replies.py"},
    "PIL": {"bot/present/heat_picture.py", "corpus/pdf/page_image.py"},  # tables of grades, and pages
}
UNSAFE = {"pickle", "shelve", "marshal", "joblib", "dill", "cloudpickle"}


@cache
def tree(path: Path) -> ast.Module:
    """The syntax of a module."""
    return ast.parse(path.read_text(encoding="utf-8"))


def is_for_types(node: ast.AST) -> bool:
    """Whether a statement is ``if TYPE_CHECKING``."""
    return isinstance(node, ast.If) and ast.unparse(node.test) in ("TYPE_CHECKING", "typing.TYPE_CHECKING")


def statements(node: ast.AST, *, deferred: bool, types: bool) -> Iterator[ast.Import | ast.ImportFrom]:
    """The import statements below a node; those in functions, and those for types alone, if wanted."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import | ast.ImportFrom):
            yield child
        elif is_for_types(child) and not types:
            assert isinstance(child, ast.If)
            for other in child.orelse:
                yield from statements(other, deferred=deferred, types=types)
        elif deferred or not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            yield from statements(child, deferred=deferred, types=types)


def imported(path: Path, *, deferred: bool = True, types: bool = False) -> set[str]:
    """The modules that a module imports; ``from a import b`` counts as ``a`` and as ``a.b``."""
    found: set[str] = set()
    for statement in statements(tree(path), deferred=deferred, types=types):
        if isinstance(statement, ast.Import):
            found |= {alias.name for alias in statement.names}
        else:
            assert statement.level == 0, f"{path}: imports are written in full"
            found |= {f"{statement.module}.{alias.name}" for alias in statement.names} | {str(statement.module)}
    return found


def packages(path: Path, *, types: bool = False) -> set[str]:
    """The top-level packages that a module imports."""
    return {name.partition(".")[0] for name in imported(path, types=types)}


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def test_the_modules_are_found() -> None:
    """The other tests look at something: every package has modules, these among them."""
    assert {"corpus/types.py", "index/store.py", "bot/__main__.py"} <= set(NAMES)
    assert "corpus.types" in imported(ROOT / "index" / "store.py")
    assert "bot.discord_app.start" in imported(ROOT / "bot" / "cli" / "running.py")
    assert "bot.discord_app.start" not in imported(ROOT / "bot" / "cli" / "running.py", deferred=False)
    assert "bot.cli.opening" in imported(ROOT / "bot" / "cli" / "asking.py")


@pytest.mark.parametrize("name", NAMES)
def test_imports_point_back_only(name: str) -> None:
    """The corpus knows neither index nor bot, index not bot, and none the scripts or tests, for types neither."""
    package = name.partition("/")[0]
    assert packages(ROOT / name, types=True) & ABOVE[package] == set()


def test_no_module_imports_itself_in_a_circle() -> None:
    """Following the imports of modules from any module never leads back to it."""
    known = {".".join(path.relative_to(ROOT).with_suffix("").parts): path for path in MODULES}
    graph = {name: imported(path, deferred=False) & known.keys() - {name} for name, path in known.items()}
    while free := [name for name, needs in graph.items() if not needs]:
        graph = {name: needs - set(free) for name, needs in graph.items() if name not in free}
    assert graph == {}


@pytest.mark.parametrize("library", DOORS)
def test_a_library_has_its_door_and_no_other(library: str) -> None:
    """Only these modules import it, for types or at all; the others go through them."""
    assert {name for name in NAMES if library in packages(ROOT / name, types=True)} <= DOORS[library]


def test_every_door_is_in_use() -> None:
    """A library that no module imports needs none."""
    used = set().union(*(packages(path) for path in MODULES))
    assert DOORS.keys() - used == set()


@pytest.mark.parametrize("name", [name for name in NAMES if name.startswith("corpus/")])
def test_reports_are_read_without_numpy(name: str) -> None:
    """The corpus deals in text and offsets, not in vectors."""
    assert "numpy" not in packages(ROOT / name, types=True)


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_pickled(name: str) -> None:
    """No module imports what could run code from a file."""
    assert packages(ROOT / name) & UNSAFE == set()


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_file_says_what_the_package_is_and_no_more(package: str) -> None:
    """One docstring, no code."""
    (statement,) = tree(ROOT / package / "__init__.py").body
    assert isinstance(statement, ast.Expr)
    assert isinstance(statement.value, ast.Constant)
    assert str(statement.value.value).strip()


@pytest.mark.parametrize("name", NAMES)
def test_modules_and_functions_stay_short(name: str) -> None:
    """A module is read at a sitting, a function at a glance."""
    assert len((ROOT / name).read_text(encoding="utf-8").splitlines()) <= MOST_LINES
    lengths = {node.name: (node.end_lineno or 0) - node.lineno + 1 for node in functions(ROOT / name)}
    assert {function: length for function, length in lengths.items() if length > MOST_LINES_OF_FUNCTION} == {}
