"""What decides over a model's life: better or worse, drifted or not."""

from collections.abc import Sequence
from math import comb

from models.registry import Card

_NOT_WORSE = 0.01  # F1: one point
_SURE = 0.01  # chance with which mere luck is taken for drift
_RECENT = 60  # scores looked at


def is_worse(candidate: Card, active: Card) -> str:
    """Say in words why a candidate may not take over; empty where it may.

    F1 on kept-back cycles with faults put in, and the share of healthy ones it calls strange;
    figures that nobody measured count as worst.
    """
    new, old = candidate.metrics, active.metrics
    if "f1" not in new:
        return "it was never evaluated"
    if new["f1"] < old.get("f1", 0.0) - _NOT_WORSE:
        return f"its F1 is {new['f1']:.3f}, the working one's {old['f1']:.3f}"
    alarms, before = new.get("false_alarms", 1.0), old.get("false_alarms", 1.0)
    if alarms > before + _NOT_WORSE:
        return f"it calls {alarms:.1%} of healthy cycles strange, the working one {before:.1%}"
    return ""


def has_drifted(scores: Sequence[float], *, edge: float = 0.5, usual: float = 0.05) -> bool:
    """Whether more of the latest scores lie beyond ``edge`` than ``usual`` of them by luck.

    A binomial test at 1 %: with 60 cycles it takes 9 beyond an edge that 5 % of healthy ones
    pass.
    """
    latest = [score for score in scores[-_RECENT:] if score == score]  # noqa: PLR0124 - NaN
    beyond = sum(score > edge for score in latest)
    n = len(latest)
    luck = sum(comb(n, k) * usual**k * (1 - usual) ** (n - k) for k in range(beyond, n + 1))
    return n > 0 and luck < _SURE
