"""The pages that a quote stands on, drawn in a process of its own: a file that ends the reader ends nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from corpus.apart import Limits, Worker
from corpus.types import Span

if TYPE_CHECKING:
    from corpus.pdf.page_image import PageImage

LIMITS: Final = Limits(seconds=20, mebibytes=1024)
WORKER: Final = Worker("bot.live.pages:draw")


@dataclass(frozen=True, slots=True)
class QuotedPages:
    """What the pages of a quote are drawn from: its file, its spans, and the pages' text as stored."""

    path: Path
    spans: tuple[Span, ...]
    texts: Mapping[int, str]
    password: str | None

    def images(self) -> tuple[PageImage, ...]:
        """The pages, the words at the spans marked; raises ``UnreadableReport``."""
        from corpus.pdf.page_image import PageImage

        return tuple(WORKER.call(self, list[PageImage], LIMITS))


def draw(pages: QuotedPages) -> tuple[PageImage, ...]:
    """Be the process that draws: as :meth:`QuotedPages.images`, within this one."""
    from corpus.pdf.page_image import page_images  # with the readers of PDFs, which answering does without

    return page_images(pages.path, pages.spans, pages.texts, pages.password)
