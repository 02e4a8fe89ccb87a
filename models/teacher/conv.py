"""The teacher: a convolutional autoencoder over signatures, whose waist also names the cause."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import nn

from models.net import scale
from models.onnx_file import Draft
from models.signature import EXTRAS, SEEN

if TYPE_CHECKING:
    from models.net import Floats

_CHANNELS, _WIDE, _WAIST = 4, 48, 48
_REBUILDS = 0.3  # of the loss: the autoencoder's part beside the names'
_BATCH = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class Teacher:
    """Signatures (4 channels of 32 levels, and 3 numbers) in, a waist, the same out, and names."""

    centre: "Floats"
    spread: "Floats"
    classes: tuple[str, ...]
    down: nn.Sequential
    waist: nn.Sequential
    up: nn.Sequential
    names: nn.Sequential

    def logits(self, rows: "Floats") -> "Floats":
        """Return the unscaled log odds of each class."""
        with torch.no_grad():
            out = self.names(self.code(self.scaled(rows)))
        logits: Floats = out.numpy()
        return logits

    def code(self, scaled: torch.Tensor) -> torch.Tensor:
        """Return the waist of scaled rows."""
        curves = scaled[:, :-EXTRAS].reshape(-1, _CHANNELS, SEEN)
        wide = self.down(curves).flatten(1)
        return self.waist(torch.cat([wide, scaled[:, -EXTRAS:]], 1))

    def scaled(self, rows: "Floats") -> torch.Tensor:
        """Return rows in spreads from the centre."""
        units = np.clip((rows - self.centre) / self.spread, -12, 12)
        return torch.tensor(units, dtype=torch.float32)


def blank(centre: "Floats", spread: "Floats", classes: Sequence[str], seed: int) -> Teacher:
    """Return a teacher that knows nothing yet."""
    torch.manual_seed(seed)
    inner = _WIDE * SEEN // 4
    return Teacher(
        centre=centre,
        spread=spread,
        classes=tuple(classes),
        down=nn.Sequential(
            nn.Conv1d(_CHANNELS, 32, 5, padding=2),
            nn.ReLU(),
            nn.Conv1d(32, _WIDE, 5, stride=2, padding=2),
            nn.ReLU(),
            nn.Conv1d(_WIDE, _WIDE, 3, stride=2, padding=1),
            nn.ReLU(),
        ),
        waist=nn.Sequential(nn.Linear(inner + EXTRAS, _WAIST), nn.ReLU()),
        up=nn.Sequential(
            nn.Linear(_WAIST, inner),
            nn.ReLU(),
            nn.Unflatten(1, (_WIDE, SEEN // 4)),
            nn.ConvTranspose1d(_WIDE, 32, 4, stride=2, padding=1),
            nn.ReLU(),
            nn.ConvTranspose1d(32, _CHANNELS, 4, stride=2, padding=1),
        ),
        names=nn.Sequential(nn.Linear(_WAIST, len(classes))),
    )


def taught(
    rows: "Floats", causes: Sequence[str], *, seed: int = 0, rounds: int = 12, rate: float = 2e-3
) -> Teacher:
    """Learn from windows and their causes; every cause weighs alike."""
    centre, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-3
    classes = sorted(set(causes))
    teacher = blank(centre, spread, classes, seed)
    numbers = torch.tensor([classes.index(cause) for cause in causes])
    weights = len(causes) / (len(classes) * torch.bincount(numbers).float())
    parts = (teacher.down, teacher.waist, teacher.up, teacher.names)
    parameters = [p for part in parts for p in part.parameters()]
    steps = torch.optim.AdamW(parameters, lr=rate, weight_decay=1e-2)
    plan = torch.optim.lr_scheduler.CosineAnnealingLR(steps, rounds)
    scaled = teacher.scaled(rows)
    for _ in range(rounds):
        for batch in torch.randperm(len(rows)).split(_BATCH):
            here = scaled[batch] + 0.05 * torch.randn(len(batch), scaled.shape[1])
            code = teacher.code(here)
            curves = scaled[batch, :-EXTRAS].reshape(-1, _CHANNELS, SEEN)
            named = nn.functional.cross_entropy(teacher.names(code), numbers[batch], weight=weights)
            loss = named + _REBUILDS * nn.functional.mse_loss(teacher.up(code), curves)
            steps.zero_grad()
            loss.backward()
            steps.step()
        plan.step()
    return teacher


def to_onnx(teacher: Teacher) -> bytes:
    """Return the naming side of a teacher as an ONNX file."""
    draft = Draft(width=len(teacher.centre))
    scaled = scale(draft, teacher.centre, teacher.spread)
    split = draft.constant(np.array([_CHANNELS * SEEN, EXTRAS], dtype=np.int64))
    curves, extras = draft.node("Split", scaled, split, outputs=2, axis=1)
    shape = draft.constant(np.array([-1, _CHANNELS, SEEN], dtype=np.int64))
    value = draft.apply("Reshape", curves, shape)
    for layer in teacher.down:
        value = _put(draft, layer, value)
    value = draft.apply("Concat", draft.apply("Flatten", value, axis=1), extras, axis=1)
    for layer in [*teacher.waist, *teacher.names]:
        value = _put(draft, layer, value)
    shares = draft.apply("Softmax", value, axis=1)
    return draft.finished({"shares": (shares, len(teacher.classes))})


def _put(draft: Draft, layer: nn.Module, value: str) -> str:
    if isinstance(layer, nn.ReLU):
        return draft.apply("Relu", value)
    weights = draft.constant(layer.weight.detach().numpy())
    bias = draft.constant(layer.bias.detach().numpy())
    if isinstance(layer, nn.Linear):
        return draft.apply("Gemm", value, weights, bias, transB=1)
    return draft.apply(
        "Conv",
        value,
        weights,
        bias,
        kernel_shape=list(layer.kernel_size),
        strides=list(layer.stride),
        pads=[*layer.padding, *layer.padding],
    )
