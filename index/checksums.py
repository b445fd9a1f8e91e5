"""Checksums of what lies on disk: of each file of a generation, block by block, and of each row of its database.

They tell damage (a flipped bit, a lost end), not malice: CRC-32 misses no single flip, and one of 4 billion others.
"""

from __future__ import annotations

import random
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, TypeAlias

BLOCK: Final = 1024 * 1024  # bytes that have a checksum together
SAMPLE: Final = 64  # blocks that are checked of the files that are not held, when a generation is opened
HELD = 64 * BLOCK  # bytes of the largest file that is held in memory once it is opened
Sums: TypeAlias = tuple[int, tuple[int, ...]]  # the size of a file in bytes, and the checksum of each of its blocks
Reader: TypeAlias = Callable[[Path], bytes | None]  # of a whole file; none where it is too large to be held


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
    """The names of files that are not as they were, each with how; without a ``sample`` every byte is looked at.

    With one only the sizes of all files are, and so many blocks of those too large to be held, others each time:
    files that are held are proved when they are read.
    """
    blocks: list[tuple[str, int]] = []
    for name, (size, sums) in files.items():
        path = folder / name
        if not path.is_file():
            yield f"{name} is missing"
        elif path.stat().st_size != size:
            yield f"{name} has {path.stat().st_size} bytes and not {size}"
        elif sample is None or size > HELD:
            blocks += ((name, number) for number in range(len(sums)))
    if sample is not None and len(blocks) > sample:
        blocks = sorted(random.sample(blocks, sample))
    wrong = dict.fromkeys(name for name, number in blocks if _block(folder / name, number) != files[name][1][number])
    yield from (f"{name} has changed on the disk" for name in wrong)


def held(path: Path) -> bytes | None:
    """The bytes of a file small enough to be held in memory, where no later damage to the disk reaches them."""
    return path.read_bytes() if path.stat().st_size <= HELD else None


def is_proved(data: bytes, sums: Sums) -> bool:
    """Whether these are the bytes that a file had when its checksums were taken."""
    view = memoryview(data)
    blocks = (view[start : start + BLOCK] for start in range(0, len(data), BLOCK))
    return len(data) == sums[0] and [zlib.crc32(block) for block in blocks] == list(sums[1])


def _block(path: Path, number: int) -> int | None:
    """The checksum of a block as it is now, or none where it cannot be read."""
    try:
        with path.open("rb") as file:
            file.seek(number * BLOCK)
            return zlib.crc32(file.read(BLOCK))
    except OSError:
        return None
