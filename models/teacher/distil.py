"""A small net learns of a large one: what it says, and how sure it is (Hinton et al., 2015)."""

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import nn

from models.net import Layer, Net
from models.teacher.conv import Teacher

if TYPE_CHECKING:
    from models.net import Floats

_WARMTH = 1.0  # temperature of what the teacher says; 1: as it says it
_TRUTH = 0.1  # share of the loss that the true causes have
_MIXED = 0.5  # at most: how far towards another window
_BATCH = 256


def distilled(
    teacher: Teacher,
    rows: "Floats",
    causes: Sequence[str],
    *,
    hidden: Sequence[int] = (48, 24),
    seed: int = 0,
    rounds: int = 40,
) -> Net:
    """Return a dense net that was taught by a teacher on these windows."""
    torch.manual_seed(seed)
    numbers = torch.tensor([teacher.classes.index(cause) for cause in causes])
    weights = len(causes) / (len(teacher.classes) * torch.bincount(numbers).float())
    pupil = _pupil([rows.shape[1], *hidden, len(teacher.classes)])
    scaled = teacher.scaled(rows)
    steps = torch.optim.AdamW(pupil.parameters(), lr=3e-3, weight_decay=3e-2)
    plan = torch.optim.lr_scheduler.CosineAnnealingLR(steps, rounds)
    for _ in range(rounds):
        for batch in torch.randperm(len(rows)).split(_BATCH):
            seen = _between(scaled, batch)
            with torch.no_grad():
                soft = torch.softmax(teacher.names(teacher.code(seen)) / _WARMTH, 1)
            like = -(soft * torch.log_softmax(pupil(seen) / _WARMTH, 1)).sum(1)
            like = (like * weights[numbers[batch]]).mean() * _WARMTH**2
            right = nn.functional.cross_entropy(
                pupil(scaled[batch]), numbers[batch], weight=weights
            )
            loss = (1 - _TRUTH) * like + _TRUTH * right
            steps.zero_grad()
            loss.backward()
            steps.step()
        plan.step()
    dense = [layer for layer in pupil if isinstance(layer, nn.Linear)]
    return Net(
        centre=teacher.centre.astype(np.float64),
        spread=teacher.spread.astype(np.float64),
        layers=tuple(
            Layer(weights=layer.weight.detach().numpy().T.copy(), bias=layer.bias.detach().numpy())
            for layer in dense
        ),
        ends="softmax",
        classes=teacher.classes,
    )


def _between(scaled: torch.Tensor, batch: torch.Tensor) -> torch.Tensor:
    """Return windows that lie between two, with some noise: the teacher is asked there too.

    Mixup (Zhang et al., ICLR 2018), but with what the teacher says of the mixture.
    """
    share = _MIXED * torch.rand(len(batch), 1)
    other = scaled[torch.randint(len(scaled), (len(batch),))]
    mixed = scaled[batch] + share * (other - scaled[batch])
    return mixed + 0.05 * torch.randn(mixed.shape)


def _pupil(widths: Sequence[int]) -> nn.Sequential:
    layers: list[nn.Module] = []
    for inputs, outputs in pairwise(widths):
        layers += [nn.Linear(inputs, outputs), nn.ReLU()]
    return nn.Sequential(*layers[:-1])
