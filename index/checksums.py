"""Checksums of what lies on disk: of each file of a generation, block by block, and of each row of its database.

They tell damage (a flipped bit, a lost end), not malice: CRC-32 misses no single flip, and one of 4 billion others.
"""

from __future__ import annotations

import random
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, TypeAlias

BLOCK: Final = 1024 * 1024  # bytes that have a checksum together
SAMPLE: Final = 64  # blocks that are checked when a generation is opened: all, of some two hundred reports
Sums: TypeAlias = tuple[int, tuple[int, ...]]  # the size of a file in bytes, and the checksum of each of its blocks


def of_row(values: Sequence[object]) -> int:
    """The checksum of a row's values, numbers and texts, in their order."""
    texts = (value if isinstance(value, str) else repr(value) for value in values)
    return zlib.crc32("\x1f".join(texts).encode("utf-8", errors="surrogatepass"))


def of_files(folder: Path, without: Path) -> dict[str, Sums]:
    """The size and checksums of all files of a folder, but for one and for the locks of their writers."""
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file() and path != without)
    return {str(path.relative_to(folder)): _of_file(path) for path in paths if path.suffix != ".lock"}


def _of_file(path: Path) -> Sums:
    blocks: list[int] = []
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            blocks.append(zlib.crc32(block))
        return file.tell(), tuple(blocks)


def damaged(folder: Path, files: Mapping[str, Sums], sample: int | None = None) -> Iterator[str]:
    """The names of files that are not as they were, each with how; of ``sample`` blocks, or of all.

    Sizes are always those of all files. The sample is another each time.
    """
    blocks: list[tuple[str, int]] = []
    for name, (size, sums) in files.items():
        path = folder / name
        if not path.is_file():
            yield f"{name} is missing"
        elif path.stat().st_size != size:
            yield f"{name} has {path.stat().st_size} bytes and not {size}"
        else:
            blocks += ((name, number) for number in range(len(sums)))
    if sample is not None and len(blocks) > sample:
        blocks = sorted(random.sample(blocks, sample))
    wrong = dict.fromkeys(name for name, number in blocks if _block(folder / name, number) != files[name][1][number])
    yield from (f"{name} has changed on the disk" for name in wrong)


def _block(path: Path, number: int) -> int | None:
    """The checksum of a block as it is now, or none where it cannot be read."""
    try:
        with path.open("rb") as file:
            file.seek(number * BLOCK)
            return zlib.crc32(file.read(BLOCK))
    except OSError:
        return None
