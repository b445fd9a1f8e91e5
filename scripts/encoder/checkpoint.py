"""Where a run stands: matrices and what AdamW remembers of them, in one file that is there whole or not at all."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

import torch
from safetensors import safe_open
from safetensors.torch import save_file
from torch import Tensor, nn


class Trained(Protocol):
    """What is trained: matrices by name, which can be taken over."""

    @property
    def matrices(self) -> dict[str, nn.Parameter]:
        """All that is trained, by name."""

    def set(self, tensors: Mapping[str, Tensor]) -> None:
        """Take over what is trained, by name."""


def keep(path: Path, network: Trained, optimiser: torch.optim.AdamW, step: int, plan: Mapping[str, Any]) -> None:
    """Write down a run of this plan as it stands after a step."""
    tensors: dict[str, Tensor] = {}
    for name, matrix in network.matrices.items():
        state = optimiser.state[matrix]
        tensors |= {name: matrix.detach(), f"{name}.mean": state["exp_avg"], f"{name}.square": state["exp_avg_sq"]}
    new = path.with_suffix(".new")
    save_file(tensors, new, {"step": str(step), "plan": json.dumps(plan)})
    os.replace(new, path)


def take_up(path: Path, network: Trained, optimiser: torch.optim.AdamW, plan: Mapping[str, Any]) -> int:
    """Go back to where a run of this plan stood; its step, 0 where nothing is written down."""
    if not path.exists():
        return 0
    with safe_open(path, framework="pt") as file:
        told = file.metadata()
        if json.loads(told["plan"]) != dict(plan):
            raise SystemExit(f"{path.parent} holds a run of another plan: name another folder with --work")
        tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118  # it is no mapping
    network.set(tensors)
    for name, matrix in network.matrices.items():
        mean, square = tensors[f"{name}.mean"], tensors[f"{name}.square"]
        step = torch.tensor(float(told["step"]))
        optimiser.state[matrix] = {"step": step, "exp_avg": mean, "exp_avg_sq": square}
    return int(told["step"])
