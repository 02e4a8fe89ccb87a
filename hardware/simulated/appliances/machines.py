"""Every kind of machine that can be simulated: how one is drawn, and what its sensors see."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from hardware.simulated.appliances.boiler import a_water_heater
from hardware.simulated.appliances.climate import an_air_conditioner
from hardware.simulated.appliances.cold import a_freezer, a_fridge
from hardware.simulated.appliances.dishwasher import a_dishwasher
from hardware.simulated.appliances.dryer import a_dryer
from hardware.simulated.appliances.heat_pump import a_heat_pump
from hardware.simulated.appliances.kitchen import a_coffee_machine, a_kettle, an_oven
from hardware.simulated.appliances.pump import a_pump
from hardware.simulated.appliances.stretch import Lived, Stretch
from hardware.simulated.appliances.switched import a_fan, a_lamp, a_tv
from hardware.simulated.appliances.washer import a_washer
from hub.core.entities import ApplianceKind


class Machine(Protocol):
    """What lives through stretches; its faults are numbers that may be set at any time."""

    def live(self, stretch: Stretch) -> Lived:
        """Live through a stretch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """How one of a kind is drawn from a seed, and what surrounds it.

    ``inertia`` is its thermometer's (minutes), ``None`` where it has none; ``ambient`` is what is
    felt around it. ``always`` runs day and night, so nobody takes its plug for long. ``place``
    bounds the yearly mean outdoors (°C) where people own one; ``season`` is the days of the year
    at which a short trace may begin, so that the machine works in it. ``frosts`` draws one that
    defrosts by a heater, where not all do.
    """

    draw: Callable[[int], Machine]
    frosts: Callable[[int], Machine] | None = None
    inertia: float | None = None
    ambient: str = ""
    always: bool = False
    place: tuple[float, float] = (6.0, 17.0)
    season: tuple[int, int] = (0, 365)


_SUMMER, _WINTER = (130, 175), (300, 365)

MACHINES: dict[ApplianceKind, Made] = {
    ApplianceKind.FRIDGE: Made(
        draw=a_fridge,
        frosts=partial(a_fridge, frosts=True),
        inertia=12.0,
        ambient="room",
        always=True,
    ),
    ApplianceKind.FREEZER: Made(
        draw=a_freezer,
        frosts=partial(a_freezer, frosts=True),
        inertia=12.0,
        ambient="room",
        always=True,
    ),
    ApplianceKind.AIR_CONDITIONER: Made(
        draw=an_air_conditioner,
        inertia=4.0,
        ambient="outdoor",
        place=(14.0, 21.0),
        season=_SUMMER,
    ),
    ApplianceKind.HEAT_PUMP: Made(
        draw=a_heat_pump,
        inertia=2.0,
        ambient="outdoor",
        always=True,
        place=(5.0, 11.0),
        season=_WINTER,
    ),
    ApplianceKind.WATER_HEATER: Made(draw=a_water_heater, inertia=3.0, ambient="room", always=True),
    ApplianceKind.PUMP: Made(draw=a_pump, always=True),
    ApplianceKind.WASHER: Made(draw=a_washer),
    ApplianceKind.DISHWASHER: Made(draw=a_dishwasher),
    ApplianceKind.DRYER: Made(draw=a_dryer),
    ApplianceKind.COFFEE_MACHINE: Made(draw=a_coffee_machine),
    ApplianceKind.KETTLE: Made(draw=a_kettle),
    ApplianceKind.OVEN: Made(draw=an_oven),
    ApplianceKind.FAN: Made(draw=a_fan),
    ApplianceKind.LAMP: Made(draw=a_lamp),
    ApplianceKind.TV: Made(draw=a_tv),
}
