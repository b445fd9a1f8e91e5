"""A corpus of four small reports on two forces, and an index of it made with the fake encoder.

Each section is one passage. Files, sections, and the sentences in them::

    gwent-2022.md    Calls, Victims      published 2022-05-05, from its front matter
    gwent-2024.md    Calls, Custody      published 2024-03-01, from its front matter
    letter.txt       (no heading)        published 2023-06-30, from reports.toml
    wiltshire.html   Custody, Training   published 2024-09-12, from reports.toml
"""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import fields
from pathlib import Path

import pytest
from fakes import REAL, FakeEncoder
from loopback_discord import LoopbackDiscord
from loopback_postgres import LoopbackPostgres

from bot.config import Settings
from bot.discord_app.connect import DISCORD_API, DISCORD_GATEWAY, point_at
from corpus.describe.sidecar import BUNDLED
from corpus.reading import ocr
from index.address import Address
from index.build import build
from index.encoder import SentenceEncoder
from index.search import Index


@pytest.fixture(autouse=True)
def without_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read nothing off pictures, whether or not a program for that is installed here."""
    monkeypatch.setattr(ocr, "PROGRAM", "no-such-program")
    ocr.languages.cache_clear()


REPEATED = "We interviewed officers and read case files."  # stands in both reports on Gwent
FILES = {
    "gwent-2022.md": f"""---
title: "PEEL 2021/22: Gwent Police"
body: Gwent Police
kind: PEEL inspection
inspectorates: [HMICFRS]
inspected: 2022-01
published: 2022-05-05
url: https://example.org/gwent-2022
---

# PEEL 2021/22: Gwent Police

## Calls

The force answers most calls within ten seconds. {REPEATED}

## Victims

Officers tell victims what happens in their case.
""",
    "gwent-2024.md": f"""---
title: "PEEL 2023-25: Gwent Police"
body: Gwent Police
kind: PEEL inspection
inspectorates: [HMICFRS]
published: 2024-03-01
---

# PEEL 2023-25: Gwent Police

## Calls

The force now loses fewer calls than before. {REPEATED}

## Custody

Detained people in custody see a nurse.
""",
    "letter.txt": """The force attends every burglary of a home.
""",
    "wiltshire.html": """<!doctype html>
<html lang="en"><head><title>An inspection of Wiltshire Police</title></head>
<body><main>
<h1>An inspection of Wiltshire Police</h1>
<h2>Custody</h2><p>The custody suite is clean. Staff check each cell.</p>
<h2>Training</h2><p>Sergeants lack training in supervision.</p>
</main></body></html>
""",
    "reports.toml": """["letter.txt"]
title = "Revisit letter: Wiltshire Police"
bodies = ["Wiltshire Police"]
kind = "revisit letter"
inspectorates = ["HMICFRS"]
published = 2023-06-30

["wiltshire.html"]
title = "PEEL 2023-25: Wiltshire Police"
bodies = ["Wiltshire Police"]
kind = "PEEL inspection"
inspectorates = ["HMICFRS"]
published = 2024-09-12
""",
}


@pytest.fixture(scope="session")
def write_reports() -> Callable[[Path], Path]:
    """Write the four reports and their sidecar into a new folder, and return it."""

    def written(folder: Path) -> Path:
        folder.mkdir()
        for name, text in FILES.items():
            (folder / name).write_text(text, encoding="utf-8")
        return folder

    return written


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, and none of the variables that are settings."""
    for setting in fields(Settings):
        monkeypatch.delenv(setting.metadata["variable"], raising=False)
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def corpus(write_reports: Callable[[Path], Path], tmp_path: Path) -> Path:
    """The folder of reports, to be changed by the test as it likes."""
    return write_reports(tmp_path / "corpus")


@pytest.fixture
def encoder() -> FakeEncoder:
    """An encoder that remembers what it encoded."""
    return FakeEncoder()


@pytest.fixture
def built(corpus: Path, encoder: FakeEncoder, tmp_path: Path) -> Path:
    """An index folder of the corpus; ``encoder`` has encoded its passages and forgotten them."""
    folder = tmp_path / "index"
    build([corpus], folder, lambda: encoder)
    encoder.encoded.clear()
    return folder


@pytest.fixture(scope="session")
def held(write_reports: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index folder of the corpus that no test changes."""
    folder = tmp_path_factory.mktemp("held")
    build([write_reports(folder / "corpus")], folder / "index", FakeEncoder)
    return folder / "index"


@pytest.fixture(scope="session")
def held_as_real(write_reports: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, said to be made with the model that commands ask for."""
    folder = tmp_path_factory.mktemp("held-as-real")
    build([write_reports(folder / "corpus")], folder / "index", lambda: FakeEncoder(REAL))
    return folder / "index"


@pytest.fixture
def opened(held: Path) -> Index:
    """The unchanging index, opened."""
    return Index.open(held, FakeEncoder())


@pytest.fixture
async def discord_() -> AsyncIterator[LoopbackDiscord]:
    """A loopback Discord to which discord.py is pointed for the length of one test."""
    async with LoopbackDiscord() as server:
        point_at(server.api, server.gateway)
        yield server
        point_at(DISCORD_API, DISCORD_GATEWAY)


@pytest.fixture(scope="session")
def real_encoder() -> SentenceEncoder:
    """The model that answers are made with, loaded once."""
    return SentenceEncoder()


@pytest.fixture(scope="session")
def bundled(real_encoder: SentenceEncoder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index folder of the bundled reports, made with the real model, that no test changes."""
    folder = tmp_path_factory.mktemp("bundled") / "index"
    build([BUNDLED], folder, lambda: real_encoder)
    return folder


@pytest.fixture(scope="session")
def postgres() -> Iterator[LoopbackPostgres]:
    """A PostgreSQL server with pgvector, started once for all tests.

    Its data are not in pytest's folder: each session that begins closes that to the user as whom root runs a server.
    """
    with tempfile.TemporaryDirectory(prefix="postgres-", ignore_cleanup_errors=True) as folder:
        server = LoopbackPostgres(Path(folder) / "data").start()
        yield server
        server.stop("immediate")


@pytest.fixture
def engine(postgres: LoopbackPostgres) -> Address:
    """A new, empty database."""
    return Address(postgres.new_database())
