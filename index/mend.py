"""The command that rebuilds an index, ready to paste."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path


def rebuild_command(index: Path, corpora: Sequence[str]) -> str:
    """The command for the index in this folder and the reports in these; ``FOLDER`` stands for unknown ones."""
    folders = " ".join(f"--corpus {shlex.quote(corpus)}" for corpus in corpora) or "--corpus FOLDER"
    return f"scripts/rebuild_index.py --full {folders} --index {shlex.quote(str(index))}"
