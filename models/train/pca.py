"""PCA with Hotelling's T² and the residual Q (Jackson & Mudholkar, Technometrics 21 (1979) 341)."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

from models.net import FAR, scale, spread_of
from models.onnx_file import Draft

if TYPE_CHECKING:
    from models.net import Floats

_KEPT = 0.85  # share of the variance that the components keep
_ROUNDING = 1e-3  # squares of spreads: less is the rounding of 32-bit floats
_SURE = 0.95  # quantile of training that both are measured in


@dataclass(frozen=True, slots=True, kw_only=True)
class Pca:
    """T² inside the components, Q outside of them; the raw score is the larger in its own unit."""

    centre: "Floats"
    spread: "Floats"
    axes: "Floats"
    variances: "Floats"
    units: tuple[float, float]

    @classmethod
    def learned(cls, rows: "Floats", *, seed: int = 0) -> Self:
        """Learn from healthy rows."""
        centre, spread = spread_of(rows)
        scaled = np.clip((rows - centre) / spread, -FAR, FAR)
        _, sizes, found = np.linalg.svd(scaled - scaled.mean(axis=0), full_matrices=False)
        all_variances = np.maximum(sizes**2 / max(len(rows) - 1, 1), 1e-9)
        shares = np.cumsum(all_variances) / all_variances.sum()
        kept = int(np.searchsorted(shares, _KEPT)) + 1
        axes, variances = found[:kept].T, all_variances[:kept]
        blank = cls(centre=centre, spread=spread, axes=axes, variances=variances, units=(1.0, 1.0))
        inside, outside = blank.both(rows)
        units = [max(float(np.quantile(side, _SURE)), _ROUNDING) for side in (inside, outside)]
        return cls(
            centre=centre,
            spread=spread,
            axes=axes,
            variances=variances,
            units=(units[0], units[1]),
        )

    @property
    def width(self) -> int:
        """Numbers a row."""
        return len(self.centre)

    def both(self, rows: "Floats") -> tuple["Floats", "Floats"]:
        """Return T² and Q of rows."""
        scaled = np.clip((rows - self.centre) / self.spread, -FAR, FAR)
        inside = scaled @ self.axes
        residual = scaled - inside @ self.axes.T
        return (inside**2 / self.variances).sum(axis=1), (residual**2).sum(axis=1)

    def raw(self, rows: "Floats") -> "Floats":
        """Return the larger of both, in units of training."""
        inside, outside = self.both(rows)
        raw: Floats = np.maximum(inside / self.units[0], outside / self.units[1])
        return raw

    def draw(self, draft: Draft) -> str:
        """Put both into a graph."""
        scaled = scale(draft, self.centre, self.spread)
        inside = draft.apply("MatMul", scaled, draft.constant(self.axes.astype(np.float32)))
        back = draft.apply("MatMul", inside, draft.constant(self.axes.T.astype(np.float32)))
        residual = draft.apply("Sub", scaled, back)
        weights = (1 / self.variances / self.units[0])[:, None].astype(np.float32)
        squares = draft.apply("Mul", inside, inside)
        first = draft.apply("MatMul", squares, draft.constant(weights))
        even = np.full((self.width, 1), 1 / self.units[1], dtype=np.float32)
        off = draft.apply("Mul", residual, residual)
        second = draft.apply("MatMul", off, draft.constant(even))
        return draft.apply("Max", first, second)
