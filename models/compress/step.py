"""Making one trained version small: as many weights to zero as its figures allow, the rest int8."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.compress.graph import Smaller, smaller
from models.compress.table import Measured, measured, told
from models.train.examples import Examples
from models.train.night import judged

if TYPE_CHECKING:
    from models.net import Floats

_WORSE = 0.01  # F1 that making small may cost
_LAMBDAS = (0.2, 0.1, 0.05, 0.02, 0.0)  # shares of the largest weight, the boldest first
Tell = Callable[[float, str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Compressed:
    """The small file, how it was made, and its figures on the windows that judge."""

    data: bytes
    how: str
    metrics: dict[str, float]


def compressed(data: bytes, taught: Examples, tell: Tell) -> Compressed:
    """Make a file small; λ is chosen by the validation part, the table is of the test part."""
    parts = taught.split
    lam, small = _boldest(data, taught, tell)
    figures = [judged(file, taught, parts.test) for file in (data, small.data)]
    rows = [
        _row("before", data, taught.rows, figures[0]["f1"], ""),
        _row("after", small.data, taught.rows, figures[1]["f1"], f"{small.ratio:.0%} zeros"),
    ]
    tell(0.9, told(rows))
    return Compressed(
        data=small.data,
        how=f"pruned at λ {lam:g} ({small.ratio:.0%} zeros), int8",
        metrics=figures[1] | {"windows": float(len(taught.rows)), "zeros": round(small.ratio, 4)},
    )


def _boldest(data: bytes, taught: Examples, tell: Tell) -> tuple[float, Smaller]:
    which = taught.split.validate
    before = judged(data, taught, which)["f1"]
    lam, small = _LAMBDAS[-1], smaller(data, _LAMBDAS[-1])
    for step, bold in enumerate(_LAMBDAS):
        lam, small = bold, smaller(data, bold)
        f1 = judged(small.data, taught, which)["f1"]
        words = f"λ {lam:g}: {small.ratio:.0%} of the weights are zero, F1 {f1:.3f} ({before:.3f})"
        tell(0.15 * (step + 1), words)
        if f1 >= before - _WORSE:
            break
    return lam, small


def _row(name: str, data: bytes, rows: "Floats", f1: float, note: str) -> Measured:
    return measured(name, data, rows, lambda _: f1, note)
