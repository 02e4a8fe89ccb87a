"""Which kind of machine draws power like this: what physics says and what was learned, together."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from models.machines import ANYTHING, LOGARITHMIC, TABLE
from models.portrait import Portrait
from models.traits import traits

UNKNOWN = "unknown"
LEARNED = Path(__file__).with_name("kinds.json")  # made by tests/bench/kinds.py --fit
FAMILIES: tuple[frozenset[str], ...] = (  # kinds that power alone hardly tells apart
    frozenset({"fridge", "freezer"}),
    frozenset({"air_conditioner", "heat_pump"}),
    frozenset({"coffee_machine", "kettle"}),
)
_TRUST = 0.5  # in each of the two opinions: a product of experts (Hinton, Neural Comp. 14, 2002)
_DOUBT = 3.0  # nats by which a kind must beat anything at all
_FARTHEST = 4.0  # shoulders: one trait alone never rules a kind out
_OUTLYING = 3.0  # deviations: farther than anything learned from counts no more
_SURE = 0.7  # below this probability nothing is suggested


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """A kind, or ``unknown``, and how likely it is."""

    kind: str
    probability: float


class Learned(TypedDict):
    """A logistic regression: for each kind its constant, then a weight for each trait.

    The traits are taken less ``means``, in units of ``scales``.
    """

    traits: list[str]
    means: list[float]
    scales: list[float]
    kinds: dict[str, list[float]]


class Kinds:
    """Asks two opinions of a trace; reads the learned one from a small file once."""

    def __init__(self, learned: Learned | None = None) -> None:
        self._learned: Learned = learned or json.loads(LEARNED.read_text(encoding="utf-8"))

    def guess(self, portrait: Portrait) -> Sequence[Guess]:
        """Return all kinds and ``unknown``, the likeliest first; none after too little."""
        found = traits(portrait)
        return self.of_traits(found) if found is not None else ()

    def of_traits(self, found: Mapping[str, float]) -> Sequence[Guess]:
        """Return the kinds that such traits speak for, the likeliest first."""
        learned = self._opinion(found)
        told = {kind: sum(each.values()) for kind, each in evidence(found).items()}
        nats = {
            kind: _TRUST * (max(told[one] for one in kin(kind)) + learned[kind] - learned[UNKNOWN])
            for kind in told
        } | {UNKNOWN: _DOUBT}
        most = max(nats.values())
        total = sum(math.exp(value - most) for value in nats.values())
        guesses = (
            Guess(kind=kind, probability=round(math.exp(value - most) / total, 3))
            for kind, value in nats.items()
        )
        return sorted(guesses, key=lambda guess: -guess.probability)

    def _opinion(self, found: Mapping[str, float]) -> dict[str, float]:
        """Return what was learned says of each kind (nats, but for a common constant)."""
        known = self._learned
        scaled = [
            max(-_OUTLYING, min(_OUTLYING, (found[name] - mean) / scale))
            for name, mean, scale in zip(
                known["traits"], known["means"], known["scales"], strict=True
            )
        ]
        return {
            kind: constant + sum(w * x for w, x in zip(weights, scaled, strict=True))
            for kind, (constant, *weights) in known["kinds"].items()
        }


def suggestion(guesses: Sequence[Guess]) -> Guess | None:
    """Return what may be said aloud; ``None`` where no kind is likely enough.

    Kinds that power alone hardly tells apart count together: the likelier one is said.
    """
    for first in guesses:
        together = sum(guess.probability for guess in guesses if guess.kind in kin(first.kind))
        if first.kind != UNKNOWN and together >= _SURE:
            return Guess(kind=first.kind, probability=round(min(together, 1.0), 3))
    return None


def kin(kind: str) -> frozenset[str]:
    """Return the kinds that power alone hardly tells from this one, itself among them.

    Physics has one opinion of all of them; what was learned decides between them.
    """
    return next((family for family in FAMILIES if kind in family), frozenset({kind}))


def evidence(found: Mapping[str, float]) -> dict[str, dict[str, float]]:
    """Return, for each kind, the log likelihood ratio of each trait against anything at all."""
    return {
        kind: {name: _ratio(name, found[name], ranges[name]) for name in ANYTHING}
        for kind, ranges in TABLE.items()
    }


def _ratio(name: str, value: float, span: tuple[float, float]) -> float:
    """Return log p(value | span) - log p(value | anything): even inside, Gaussian shoulders."""
    low, high = (math.log10(max(v, 1e-3)) for v in span) if name in LOGARITHMIC else span
    lowest, highest, shoulder = ANYTHING[name]
    away = max(low - value, value - high, 0.0) / shoulder
    width = high - low + shoulder * math.sqrt(2 * math.pi)
    return math.log((highest - lowest) / width) - 0.5 * min(away, _FARTHEST) ** 2
