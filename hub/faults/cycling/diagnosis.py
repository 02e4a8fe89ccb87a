"""Names the fault whose traces in a machine's numbers fit best what they do now."""

from dataclasses import dataclass

from hub.core.faults import FaultKind
from hub.faults.cycling.feature import Feature, Trait
from hub.faults.cycling.nature import Signature

_UNEXPLAINED = 0.5  # share of the strays that no fault explains: then it is unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class Stray:
    """How far a number is from its usual, and the width within which that means nothing."""

    off: float
    width: float


def strays(
    traits: dict[str, Trait], features: dict[str, Feature], since: float
) -> dict[str, Stray]:
    """Return how far each number strayed since then."""
    out = {}
    for name, feature in features.items():
        off, count = feature.recent(since)
        if count and feature.known:
            width = (feature.noise**2 / count + feature.doubt**2) ** 0.5
            out[name] = Stray(off=off, width=max(width, 0.2 * traits[name].worth))
    return out


def diagnose(
    seen: dict[str, Stray], signatures: dict[FaultKind, Signature]
) -> tuple[FaultKind, float]:
    """Return the fault that explains the strays best, and the share that it explains (0–1).

    Weighted least squares of the strays on each signature, whose size may only be positive::

        s = max(0, Σ r·v/w²/Σ v²/w²);  misfit = Σ (r − s·v)²/w²
    """
    best, least = FaultKind.UNKNOWN_ANOMALY, 1.0
    for kind, signature in signatures.items():
        share = misfit(seen, signature, either=kind is FaultKind.SENSOR_DRIFTING)
        if share < least:
            best, least = kind, share
    if least > _UNEXPLAINED:
        return FaultKind.UNKNOWN_ANOMALY, 1 - least
    return best, 1 - least


def misfit(seen: dict[str, Stray], signature: Signature, *, either: bool = False) -> float:
    """Return the share of the strays that a signature (``either`` way) leaves unexplained."""
    every = {name: stray for name, stray in seen.items() if name in _TOLD}
    total = sum((stray.off / stray.width) ** 2 for stray in every.values())
    moved = sum((signature.get(name, 0.0) / stray.width) ** 2 for name, stray in every.items())
    if total <= 0 or moved <= 0:
        return 1.0
    along = sum(
        stray.off * signature.get(name, 0.0) / stray.width**2 for name, stray in every.items()
    )
    along = abs(along) if either else max(0.0, along)
    return 1 - along**2 / moved / total


_TOLD = frozenset(
    {
        *("duty", "run", "rest", "power", "temperature", "standby", "heat"),
        *("cooling", "off", "capacity", "dips", "energy", "night"),
    }
)
