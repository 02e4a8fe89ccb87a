"""A whole household of machines that share weather, people, holidays, guests and power cuts."""

import random
from dataclasses import dataclass

from hardware.simulated.appliances.life import EPOCH, Life
from hardware.simulated.appliances.stretch import DAY
from hardware.simulated.appliances.surroundings import Surroundings, surroundings
from hardware.simulated.appliances.traces import Trace, Witness
from hub.core.entities import ApplianceKind as Kind

_OWNED = (  # how likely a household has one more of a kind behind a metering plug
    *((Kind.FRIDGE, 1.0), (Kind.FREEZER, 0.5), (Kind.WASHER, 0.95), (Kind.DISHWASHER, 0.7)),
    *((Kind.DRYER, 0.45), (Kind.TV, 0.95), (Kind.TV, 0.3), (Kind.KETTLE, 0.6)),
    *((Kind.COFFEE_MACHINE, 0.6), (Kind.OVEN, 0.3), (Kind.LAMP, 0.9), (Kind.LAMP, 0.6)),
    *((Kind.FAN, 0.4), (Kind.WATER_HEATER, 0.35), (Kind.PUMP, 0.15)),
)
_WARM = 13.0  # °C of yearly mean outdoors from which homes have air conditioners


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """One household: ``appliances`` by a name of each, ``around`` what all of them share.

    ``around.people`` is 0 on days away, more than 1 with guests; ``around.outages`` are minutes
    without mains (the hub is without it, too).
    """

    around: Surroundings
    appliances: dict[str, Witness]

    def until(self, day: int) -> dict[str, Trace]:
        """Live up to a day and return what arrived of each since the last call."""
        return {name: witness.until(day) for name, witness in self.appliances.items()}


def home(seed: int, days: int) -> Home:
    """Draw a healthy household and what happens to it in so many days, from any day of a year."""
    draw = random.Random(f"household {seed}")  # noqa: S311 - habits, not secrets
    place = draw.uniform(6, 17)
    around = surroundings(seed, EPOCH + draw.randrange(365) * DAY, days, place=place)
    kinds = [kind for kind, likely in _OWNED if draw.random() < likely]
    kinds.append(Kind.AIR_CONDITIONER if place > _WARM else Kind.HEAT_PUMP)
    appliances = dict[str, Witness]()
    for number, kind in enumerate(kinds):
        born = 1000 * seed + number
        life = Life.of(kind, born, days, home=around)
        appliances[f"{kind}_{number}"] = Witness.of(kind, born, life)
    return Home(around=around, appliances=appliances)
