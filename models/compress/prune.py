"""Magnitude pruning: weights below a share of the largest go, and units that nothing feeds."""

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from models.net import Layer, Net

if TYPE_CHECKING:
    from models.net import Floats


def pruned(net: Net, lam: float) -> tuple[Net, float]:
    """Set weights below λ·max of their layer to zero; return the net and the share of zeros.

    The rule of Han et al., NeurIPS 2015, with the threshold relative to each layer's largest
    weight. Units left without a way in or out are then taken out of the net altogether.
    """
    layers = [
        replace(layer, weights=np.where(_weak(layer.weights, lam), 0.0, layer.weights))
        for layer in net.layers
    ]
    gone = sum(int((layer.weights == 0).sum()) for layer in layers)
    total = sum(layer.weights.size for layer in layers)
    return replace(net, layers=tuple(_without_idle(layers))), gone / total


def _weak(weights: "Floats", lam: float) -> "Floats":
    small: Floats = np.abs(weights) < lam * np.abs(weights).max()
    return small


def _without_idle(layers: list[Layer]) -> list[Layer]:
    """Take out hidden units that send nothing on, or send on a constant."""
    for at in range(len(layers) - 2, -1, -1):
        here, following = layers[at], layers[at + 1]
        fed = (here.weights != 0).any(axis=0)
        heard = (following.weights != 0).any(axis=1)
        constant = np.where(fed, 0.0, np.maximum(here.bias, 0.0))
        kept = fed & heard
        if not kept.any():
            kept[0] = True
            constant[0] = 0.0
        bias = following.bias + np.where(kept, 0.0, constant) @ following.weights
        layers[at + 1] = replace(following, weights=following.weights[kept], bias=bias)
        layers[at] = replace(here, weights=here.weights[:, kept], bias=here.bias[kept])
    return layers
