"""Names what is wrong from how a cold appliance runs now beside how it usually does."""

from dataclasses import dataclass

from hub.core.faults import FaultKind
from hub.faults.baseline import Usual
from hub.faults.spans import Span

_OFTEN = 2.0  # times as many starts as usual
_SHORT = 0.6  # of the usual run
_LONGER = 1.08  # times the usual run
_WARMS_FASTER = 0.9  # of the usual rest
_STRONG = 1.0  # an excess this large is told even when no rule explains it
_IDLE = 0.15  # of the usual duty: it hardly runs at all


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A condition the rules recognise; ``excess`` is the extra share of duty (or of starts)."""

    kind: FaultKind
    excess: float
    confidence: float

    @property
    def shows_at_once(self) -> bool:
        """Whether a few hours are enough to tell; else a whole day is judged together."""
        return self.kind is FaultKind.SHORT_CYCLING or self.excess < 0


def diagnose(now: Span, usual: Usual, *, days: float, starts_tolerance: float) -> Finding | None:
    """Return what the last hours tell, if it is strong enough to disturb people with."""
    return _short_cycling(now, usual, days, starts_tolerance) or _by_duty(now, usual, days)


def _short_cycling(now: Span, usual: Usual, days: float, tolerance: float) -> Finding | None:
    """Many more starts than usual, each run much shorter: the cold made is about the same."""
    often = now.starts_per_hour / max(usual.starts_per_hour, 0.05)
    if often < max(_OFTEN, 1 + tolerance) or now.run > _SHORT * usual.run:
        return None
    sure = _surely((often - _OFTEN) / 2, days)
    return Finding(kind=FaultKind.SHORT_CYCLING, excess=often - 1, confidence=sure)


def _by_duty(now: Span, usual: Usual, days: float) -> Finding | None:
    excess = now.duty / usual.duty - 1
    if excess > usual.limit and _leaks(now, usual):
        sure = _surely((excess - usual.limit) / 0.6, days)
        return Finding(kind=FaultKind.SEAL_LEAK, excess=excess, confidence=sure)
    if excess > max(_STRONG, 2 * usual.limit) or excess < _IDLE - 1:
        return Finding(kind=FaultKind.UNKNOWN_ANOMALY, excess=excess, confidence=0.5)
    return None


def _leaks(now: Span, usual: Usual) -> bool:
    """Whether warmth comes in: it warms up faster between runs and needs longer to cool down.

    A weak compressor or a dirty condenser runs longer, too, but rests as long as ever.
    """
    return now.run >= _LONGER * usual.run and now.rest <= _WARMS_FASTER * usual.rest


def _surely(strength: float, days: float) -> float:
    """Return a confidence of 0.5–0.9: stronger signs and more days learned from count."""
    return round(0.5 + 0.4 * min(1.0, max(0.0, strength)) * min(1.0, 0.6 + days / 25), 2)
