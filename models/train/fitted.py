"""What every way of learning yields, and how it becomes one ONNX file that says the same."""

from typing import TYPE_CHECKING, Protocol

import numpy as np

from models.calibrate import Limit
from models.errors import ModelError
from models.onnx_file import Draft
from models.runtime import check, session

if TYPE_CHECKING:
    from models.net import Floats

_CLOSE = 2e-3  # of the score: float32 against float64


class Fitted(Protocol):
    """Something learned that calls rows strange: the larger, the stranger."""

    @property
    def width(self) -> int:
        """Numbers a row."""

    def raw(self, rows: "Floats") -> "Floats":
        """Return a raw score a row, as scikit-learn computes it."""

    def draw(self, draft: Draft) -> str:
        """Put the same into a graph; return the name of its one number a row."""


def exported(fitted: Fitted, limit: Limit) -> bytes:
    """Return the ONNX file of a detector: 0 as usual, 1 the edge."""
    draft = Draft(width=fitted.width)
    raw = fitted.draw(draft)
    usual = draft.constant(np.array([[limit.usual]], dtype=np.float32))
    room = draft.constant(np.array([[limit.edge - limit.usual]], dtype=np.float32))
    score = draft.apply("Relu", draft.apply("Div", draft.apply("Sub", raw, usual), room))
    return draft.finished({"score": (score, 1)})


def verified(data: bytes, fitted: Fitted, limit: Limit, rows: "Floats") -> float:
    """Run the file on rows; return its largest difference from what was learned.

    Raise ``ModelError`` where that is more than rounding.
    """
    check(data, "the model")
    small = rows.astype(np.float32)
    [score] = session(data, "the model").run(None, {"window": small})
    wanted = np.maximum((fitted.raw(small) - limit.usual) / (limit.edge - limit.usual), 0.0)
    off = float(np.max(np.abs(score[:, 0] - wanted) / (1 + wanted)))
    if not off < _CLOSE:
        raise ModelError(f"the ONNX file says other than what was learned (by {off:.3g})")
    return off
