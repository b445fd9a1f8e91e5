"""Fetch official reports: the same as ``reportbot fetch``, for those who run scripts."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from bot.__main__ import main as reportbot


def main(arguments: Sequence[str] | None = None) -> int:
    """Run ``reportbot fetch`` with these arguments."""
    return reportbot(["fetch", *(sys.argv[1:] if arguments is None else arguments)])


if __name__ == "__main__":
    sys.exit(main())
