"""The shape of the code: folders and modules import only what comes before them, heavy libraries have one door.

Every import counts: those in functions, and those for types alone.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("corpus", "index", "bot")
MODULES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
NAMES = {path.relative_to(ROOT).as_posix(): path for path in MODULES}
MOST_LINES = 320  # of a module
MOST_LINES_OF_FUNCTION = 45

ROOMS = {  # what stands in a folder, in order: each imports only those before it
    ".": "corpus index bot",
    "corpus": "errors clean types vocabulary structure pdf reading describe registers apart folder fetch",
    "bot": "types phrases config question quoting scope answers registers remarks search registered ask verify compare "
    "briefing memory present live discord_app cli __main__",
    "bot/registered": "facts findings grades registered_findings registered_grades registered",
    "bot/discord_app": "errors desk cards actions client connect start",
}
DOORS = {
    "pypdfium2": {f"corpus/pdf/{name}.py" for name in ("pdfium", "objects", "picture", "text_page", "unseen")},
    "pypdf": {"corpus/pdf/pypdf_reader.py"},
    "lxml": {
        *(f"corpus/reading/{name}.py" for name in ("html", "furniture", "unseen", "opendocument")),
        "corpus/fetch/pages.py",
    },
    "protego": {"corpus/fetch/client.py"},
    "tomlkit": {"corpus/fetch/sidecar.py"},
    "tinycss2": {"corpus/reading/unseen.py"},
    "cssselect": {"corpus/reading/unseen.py"},
    "webencodings": {"corpus/reading/charset.py"},
    "markdown_it": {"bot/verify/read_draft.py", "corpus/reading/plain.py"},
    "docx": {
        "corpus/reading/word.py",
        "bot/present/briefing/word.py",
        "bot/present/briefing/footnotes.py",
    },
    "msgspec": {"corpus/apart.py", "bot/memory/stored.py", "index/packed.py"},
    "rapidfuzz": {"corpus/describe/gazetteer.py"},
    "faiss": {"index/vectors.py"},
    "tantivy": {"index/lexical.py"},
    "psycopg": {"index/engine/connection.py"},
    "sqlite3": {"index/database.py", "bot/memory/database.py"},
    "sentence_transformers": {"index/transformer.py"},
    "torch": {"index/transformer.py"},
    "transformers": {"index/transformer.py"},
    "safetensors": {"index/adapter.py"},
    "openvino": {"index/exported.py"},
    "tokenizers": {"index/exported.py"},
    "huggingface_hub": {"index/encoder.py"},
    "tqdm": {"bot/cli/progress.py"},
    "discord": {"bot/discord_app"},
    "aiohttp": {"corpus/fetch/client.py", "bot/discord_app/connect.py", "bot/discord_app/actions/replies.py"},
    "PIL": {"bot/present/heat_picture.py", "corpus/pdf/page_image.py"},  # tables of grades, and pages
}
UNSAFE = {"pickle", "shelve", "marshal", "joblib", "dill", "cloudpickle"}


@cache
def tree(path: Path) -> ast.Module:
    """The syntax of a module."""
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def imported(path: Path) -> frozenset[str]:
    """The modules that a module imports; ``from a import b`` counts as ``a`` and as ``a.b``."""
    found: set[str] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are written in full"
            found |= {f"{node.module}.{alias.name}" for alias in node.names} | {str(node.module)}
    return frozenset(found)


def packages(path: Path) -> set[str]:
    """The top-level packages that a module imports."""
    return {name.partition(".")[0] for name in imported(path)}


def entry(path: Path, folder: Path) -> str:
    """What a module stands in, or is, in a folder above it."""
    return path.relative_to(folder).parts[0].removesuffix(".py")


def graph(folder: Path) -> dict[str, set[str]]:
    """Each module and folder that stands in a folder, with those beside it that it imports."""
    inside = [path for path in MODULES if folder in path.parents and path.parent / "__init__.py" != path]
    needs: dict[str, set[str]] = {entry(path, folder): set() for path in inside}
    start = "".join(f"{part}." for part in folder.relative_to(ROOT).parts)
    for path in inside:
        below = {name.removeprefix(start).partition(".")[0] for name in imported(path) if name.startswith(start)}
        needs[entry(path, folder)] |= below & needs.keys() - {entry(path, folder)}
    return needs


def circle(needs: dict[str, set[str]]) -> set[str]:
    """What is left of a graph once all that needs nothing more has been taken away, again and again."""
    while free := {name for name, others in needs.items() if not others}:
        needs = {name: others - free for name, others in needs.items() if name not in free}
    return set(needs)


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """The functions and methods of a module."""
    return (node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def importing(*libraries: str) -> set[str]:
    """The modules that import one of these packages."""
    return {name for name, path in NAMES.items() if packages(path) & set(libraries)}


def within(name: str, doors: set[str]) -> bool:
    """Whether a module is one of these, or stands in a folder that is."""
    return any(name == door or name.startswith(f"{door}/") for door in doors)


def test_imports_are_found_wherever_they_stand() -> None:
    """The other tests look at something: modules, and imports at the top, in functions and for types."""
    assert {"corpus/types.py", "index/store.py", "bot/__main__.py"} <= NAMES.keys()
    assert "corpus.types" in imported(NAMES["index/store.py"])
    assert "bot.discord_app.start" in imported(NAMES["bot/cli/running.py"])
    assert graph(ROOT) == {"corpus": set(), "index": {"corpus"}, "bot": {"corpus", "index"}}


def test_a_circle_is_found() -> None:
    """Two that need each other, directly or by way of a third, are left; what needs them is left with them."""
    assert circle({"a": set(), "b": {"a"}, "c": {"a", "b"}}) == set()
    assert circle({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": set()}) == {"a", "b", "c"}


def test_rooms_import_only_rooms_before_them() -> None:
    """In the order that is written down above, in which every room has its place."""
    for folder, order in ROOMS.items():
        before: set[str] = set()
        needs = graph(ROOT / folder)
        for room in order.split():
            assert needs.pop(room) - before == set(), f"{folder}/{room}"
            before.add(room)
        assert needs == {}, f"{folder}: these rooms have no place in the order"


def test_the_packages_import_neither_scripts_nor_tests() -> None:
    """Scripts and tests use the packages, never the other way round."""
    assert importing("scripts", "tests") == set()


def test_nothing_imports_itself_in_a_circle() -> None:
    """In no folder do modules or folders lead back to themselves, so none does in the whole program."""
    folders = [ROOT, *sorted({path.parent for path in MODULES})]
    assert {
        folder.relative_to(ROOT).as_posix(): circle(graph(folder)) for folder in folders if circle(graph(folder))
    } == {}


def test_a_library_has_its_door_and_no_other() -> None:
    """Only these modules, or those of these folders, import it; the others go through them."""
    past = {
        library: {name for name in importing(library) if not within(name, doors)} for library, doors in DOORS.items()
    }
    assert {library: names for library, names in past.items() if names} == {}


def test_every_door_is_in_use() -> None:
    """What is said to import a library imports it."""
    idle = {
        library: {door for door in doors if not any(within(name, {door}) for name in importing(library))}
        for library, doors in DOORS.items()
    }
    assert {library: doors for library, doors in idle.items() if doors} == {}


def test_reports_are_read_without_numpy() -> None:
    """The corpus deals in text and offsets, not in vectors."""
    assert {name for name in importing("numpy") if within(name, {"corpus"})} == set()


def test_nothing_is_pickled() -> None:
    """No module imports what could run code from a file."""
    assert importing(*UNSAFE) == set()


def test_a_package_file_says_what_the_package_is_and_no_more() -> None:
    """One docstring, no code; every folder of modules has such a file."""
    files = {path.parent / "__init__.py" for path in MODULES}
    assert {file for file in files if not (len(tree(file).body) == 1 and ast.get_docstring(tree(file)))} == set()


def test_modules_are_read_at_a_sitting_and_functions_at_a_glance() -> None:
    """A module has 300 lines at most, a function 45."""
    assert [name for name, path in NAMES.items() if len(path.read_text("utf-8").splitlines()) > MOST_LINES] == []
    assert [
        f"{name}: {function.name}"
        for name, path in NAMES.items()
        for function in functions(path)
        if (function.end_lineno or 0) - function.lineno >= MOST_LINES_OF_FUNCTION
    ] == []
