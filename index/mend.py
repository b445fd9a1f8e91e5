"""The command that makes an index anew, as a person can paste it."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path


def rebuild_command(index: Path, corpora: Sequence[str]) -> str:
    """The command for the index in this folder, of the reports in these folders; a word stands for unknown ones."""
    folders = " ".join(f"--corpus {shlex.quote(corpus)}" for corpus in corpora) or "--corpus FOLDER"
    return f"scripts/rebuild_index.py --full {folders} --index {shlex.quote(str(index))}"
