"""What training has added to a model: for each of its linear layers W, the product of two thin matrices.

The weights of the model as it is used are ``W + scale * B @ A``, with A of shape (rank, in) and B of
shape (out, rank), both kept in 16 bits (LoRA: Hu et al. 2021, arXiv 2106.09685). A file of them holds,
for each name of weights, ``NAME.A`` and ``NAME.B``, and the scale among its metadata.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np

from index.errors import ModelError
from index.types import Vectors

HEAD = "head."  # before the names of a head's weights


def check(path: Path, expected: str) -> None:
    """Make sure that a file of matrices is the one that was shipped.

    Raises:
        ModelError: it is not there, or has another SHA-256.
    """
    mend = "run `git checkout -- index/weights`, or install reportbot again"
    try:
        found = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise ModelError(f"the weights {path.name} cannot be read ({error.strerror}): {mend}") from error
    if found != expected:
        raise ModelError(f"the weights {path.name} have SHA-256 {found[:12]}…, expected {expected[:12]}…: {mend}")


def deltas(path: Path) -> dict[str, Vectors]:
    """What is to be added to weights, by their names: each of the shape of its weights, float32."""
    from safetensors import safe_open  # only where a model is loaded from its weights

    with safe_open(path, framework="numpy") as file:
        scale = np.float32(file.metadata()["scale"])
        names = [name.removesuffix(".A") for name in list(file.keys()) if name.endswith(".A")]
        return {
            name: scale * (_wide(file.get_tensor(f"{name}.B")) @ _wide(file.get_tensor(f"{name}.A"))) for name in names
        }


def head(path: Path) -> dict[str, Vectors]:
    """What a file of matrices holds besides them, by name: the weights of a head on the model's vectors, float32."""
    from safetensors import safe_open  # only where a model is loaded from its weights

    with safe_open(path, framework="numpy") as file:
        names = [name for name in list(file.keys()) if name.startswith(HEAD)]
        return {name.removeprefix(HEAD): _wide(file.get_tensor(name)) for name in names}


def identity(base: str, added: str) -> str:
    """One SHA-256 for weights of which both parts are known by theirs."""
    return hashlib.sha256(f"{base}+{added}".encode()).hexdigest()


def _wide(matrix: np.ndarray) -> Vectors:
    return matrix.astype(np.float32)
