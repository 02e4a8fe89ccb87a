"""Findings of what shows at once: a phase that lasts, a thermometer that stands."""

import math

from hub.core.faults import FaultKind
from hub.faults.cycling.feature import Feature, Trait
from hub.faults.cycling.nature import Machine
from hub.faults.cycling.picture import Moment, momentary
from hub.faults.watch import Finding

_SPARE = {
    "run": Trait(name="run", signal="run", unit="s", worth=0.3, scale=60.0),
    "rest": Trait(name="rest", signal="rest", unit="s", worth=0.3, scale=60.0),
    "temperature": Trait(
        name="temperature", signal="temperature", unit="°C", worth=1.0, plain=True
    ),
}


def told(machine: Machine, kind: FaultKind, name: str, at: float) -> Finding:
    """Return the finding of a run or rest that lasts."""
    lasts = machine.phases.lasts(at - 60)
    longest = machine.runs if name == "run" else machine.rests
    trait = _trait(machine, name)
    usual, most = 60 * math.exp(longest.mean), 60 * longest.most
    moment = Moment(now=60 * lasts, usual=usual, limit=most, at=at)
    shown = [momentary(trait, machine.features.get(name), moment)]
    inside, warm = machine.inside.fresh(at), _warmth(machine)
    if inside is not None and warm is not None and warm.known:
        limit = machine.inside.range.high if inside > warm.mean else machine.inside.range.low
        moment = Moment(now=inside, usual=warm.mean, limit=limit, at=at)
        shown.append(momentary(_trait(machine, "temperature"), warm, moment))
    return Finding(kind=kind, severity="alarm", confidence=0.85, evidence=tuple(shown))


def stood(machine: Machine, at: float, *, turns: int) -> Finding | None:
    """Tell a thermometer that shows the same while the machine turns on and off."""
    inside = machine.inside
    if inside.value is None or inside.turns < max(turns, 3 * inside.most_turns):
        return None
    if at - inside.stood < 7200 or at - inside.at > 900:
        return None
    moment = Moment(now=inside.value, usual=inside.value, limit=inside.value, at=at)
    warm = _warmth(machine)
    picture_ = momentary(_trait(machine, "temperature"), warm, moment)
    return Finding(
        kind=FaultKind.SENSOR_STUCK, severity="warning", confidence=0.85, evidence=(picture_,)
    )


def _warmth(machine: Machine) -> Feature | None:
    """Return the feature that remembers temperatures."""
    return machine.features.get("temperature") or machine.features.get("off")


def _trait(machine: Machine, name: str) -> Trait:
    every = {trait.name: trait for trait in machine.nature.traits}
    return every.get(name) or _SPARE[name]
