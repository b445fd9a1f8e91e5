"""The tests' own Discord, web site and PostgreSQL on this machine, for the drills and benches that run against them."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

# Their folder is on the path only from here on, so that these imports cannot stand at the top.
from loopback_discord import Exchange, LoopbackDiscord
from loopback_gateway import dispatched
from loopback_postgres import LoopbackPostgres, Wire
from loopback_site import (
    FILES,
    HOST,
    NOT_FOUND,
    OLD,
    Reply,
    Site,
    page,
    pillar,
    publication,
    report_page,
    report_pdf,
)
from shown import labels

__all__ = [
    "FILES",
    "HOST",
    "NOT_FOUND",
    "OLD",
    "Exchange",
    "LoopbackDiscord",
    "LoopbackPostgres",
    "Reply",
    "Site",
    "Wire",
    "dispatched",
    "labels",
    "page",
    "pillar",
    "publication",
    "report_page",
    "report_pdf",
]
