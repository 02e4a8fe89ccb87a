"""From a raw score to a false-alarm budget: the limit that so few healthy windows pass."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

_TAIL = 0.15  # share of the windows that shape the tail
_FEWEST = 10  # windows that shape it at least
_LEAST = 12  # excesses: fewer say nothing of a shape
_HEAVIEST = 0.5  # shape beyond which few windows would ask for a limit without end


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """``usual`` is the median of healthy scores, ``edge`` what one in ``1/budget`` passes.

    ``rule`` is how it was found: *conformal* from the windows themselves, *extreme value* where
    they are too few for the budget.
    """

    usual: float
    edge: float
    rule: str


def limit(scores: Sequence[float], budget: float) -> Limit:
    """Return the limit that healthy windows pass with probability ``budget`` at most.

    Split conformal (Vovk et al., *Algorithmic Learning in a Random World*, 2005): the
    ⌈(n + 1)(1 − budget)⌉-th smallest of n scores that nothing was learned from. Where n is too
    small for that, the tail beyond the 85 % quantile (ten windows at least) is taken for a
    generalised Pareto one (Pickands 1975; Siffer et al., KDD 2017), by its moments (Hosking &
    Wallis, Technometrics 29 (1987) 339), and widened by two standard errors of its mean excess:
    few windows, wide limits.
    """
    ordered = sorted(score for score in scores if not math.isnan(score))
    count = len(ordered)
    if not ordered:
        return Limit(usual=0.0, edge=math.inf, rule="none")
    usual = ordered[count // 2]
    rank = math.ceil((count + 1) * (1 - budget))
    if rank <= count:
        return Limit(usual=usual, edge=_above(usual, ordered[rank - 1]), rule="conformal")
    base = ordered[max(min(int((1 - _TAIL) * count), count - _FEWEST), 0)]
    excess = [score - base for score in ordered if score > base]
    edge = base + _beyond(excess, budget * count / max(len(excess), 1))
    return Limit(usual=usual, edge=_above(usual, max(edge, ordered[-1])), rule="extreme value")


def _beyond(excess: Sequence[float], chance: float) -> float:
    """Return what an excess passes with that chance, by a generalised Pareto distribution."""
    count = len(excess)
    if not count:
        return 0.0
    mean = sum(excess) / count
    mean *= 1 + 2 / math.sqrt(count)
    variance = sum((value - mean) ** 2 for value in excess) / count
    form = 0.5 * (1 - mean * mean / variance) if count >= _LEAST and variance > 0 else 0.0
    form = min(max(form, 0.0), _HEAVIEST)
    if form < 1e-3:
        return -mean * math.log(chance)
    far: float = chance**-form - 1
    return mean * (1 - form) / form * far


def _above(usual: float, edge: float) -> float:
    """Keep the edge apart from the usual, also where all windows are alike."""
    return max(edge, usual + 1e-6 + 1e-3 * abs(usual))
