"""A small autoencoder: what it cannot draw again is strange (Hinton & Salakhutdinov 2006)."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

from models.net import Net, draw, from_sklearn, spread_of
from models.onnx_file import Draft

if TYPE_CHECKING:
    from models.net import Floats


@dataclass(frozen=True, slots=True)
class Autoencoder:
    """A net that rebuilds its scaled input through a narrow waist; scored by its mean square."""

    net: Net

    @classmethod
    def learned(cls, rows: "Floats", *, seed: int = 0, hidden: int = 24, waist: int = 6) -> Self:
        """Learn from healthy rows."""
        from sklearn.neural_network import MLPRegressor

        centre, spread = spread_of(rows)
        blank = from_sklearn([], [], centre, spread)
        scaled = blank.scaled(rows)
        model = MLPRegressor(
            hidden_layer_sizes=(hidden, waist, hidden),
            alpha=1e-3,
            learning_rate_init=4e-3,
            max_iter=250,
            tol=1e-5,
            n_iter_no_change=250,
            random_state=seed,
            batch_size=min(64, len(rows)),
        )
        with np.errstate(all="ignore"):
            _fit(model, scaled)
        return cls(from_sklearn(model.coefs_, model.intercepts_, centre, spread))

    @property
    def width(self) -> int:
        """Numbers a row."""
        return len(self.net.centre)

    def raw(self, rows: "Floats") -> "Floats":
        """Return the root mean square of what is not rebuilt, in spreads."""
        off = self.net.run(rows) - self.net.scaled(np.asarray(rows, dtype=np.float64))
        raw: Floats = np.sqrt((off**2).mean(axis=1))
        return raw

    def draw(self, draft: Draft) -> str:
        """Put the net and its own misses into a graph."""
        scaled, back = draw(self.net, draft)
        off = draft.apply("Sub", back, scaled)
        mean = np.full((self.width, 1), 1 / self.width, dtype=np.float32)
        squares = draft.apply("MatMul", draft.apply("Mul", off, off), draft.constant(mean))
        return draft.apply("Sqrt", squares)


def _fit(model: "object", scaled: "Floats") -> None:
    """Fit for as many rounds as were asked for: that it could go on is no warning."""
    import warnings

    from sklearn.exceptions import ConvergenceWarning

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        fit = getattr(model, "fit")  # noqa: B009 - untyped
        fit(scaled, scaled)
