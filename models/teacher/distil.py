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

_WARMTH = 2.0  # temperature that softens what the teacher says
_TRUTH = 0.3  # share of the loss that the true causes have
_BATCH = 256


def distilled(
    teacher: Teacher,
    rows: "Floats",
    causes: Sequence[str],
    *,
    hidden: Sequence[int] = (32, 16),
    seed: int = 0,
    rounds: int = 30,
) -> Net:
    """Return a dense net that was taught by a teacher on these windows."""
    torch.manual_seed(seed)
    soft = torch.softmax(torch.tensor(teacher.logits(rows)) / _WARMTH, 1)
    numbers = torch.tensor([teacher.classes.index(cause) for cause in causes])
    weights = len(causes) / (len(teacher.classes) * torch.bincount(numbers).float())
    pupil = _pupil([rows.shape[1], *hidden, len(teacher.classes)])
    scaled = teacher._scaled(rows)
    steps = torch.optim.AdamW(pupil.parameters(), lr=3e-3, weight_decay=3e-2)
    plan = torch.optim.lr_scheduler.CosineAnnealingLR(steps, rounds)
    for _ in range(rounds):
        for batch in torch.randperm(len(rows)).split(_BATCH):
            out = pupil(scaled[batch] + 0.05 * torch.randn(len(batch), scaled.shape[1]))
            like = -(soft[batch] * torch.log_softmax(out / _WARMTH, 1)).sum(1)
            like = (like * weights[numbers[batch]]).mean() * _WARMTH**2
            right = nn.functional.cross_entropy(out, numbers[batch], weight=weights)
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


def _pupil(widths: Sequence[int]) -> nn.Sequential:
    layers: list[nn.Module] = []
    for inputs, outputs in pairwise(widths):
        layers += [nn.Linear(inputs, outputs), nn.ReLU()]
    return nn.Sequential(*layers[:-1])
