"""Which devices stand where, and the machines and rooms behind them."""

import math
import random

from hardware.simulated.appliances.fridge import Fridge, freezer
from hardware.simulated.appliances.washer import Washer
from hardware.simulated.comfort import Climate, Fan, Radio
from hardware.simulated.device import Device
from hardware.simulated.lights import JsonLight, PlainLight
from hardware.simulated.movers import Cover, Lock
from hardware.simulated.parts import Flag, Gauge, Switch
from hardware.simulated.plugs import (
    COFFEE,
    DISHES,
    ColdStore,
    Programmed,
    Steady,
    WashingMachine,
    bundled,
    plug,
)

_DAY = 86_400.0


class Room:
    """The air of a room: warmest in the afternoon, a little different every day."""

    def __init__(self, mean: float, swing: float, *, draw: random.Random) -> None:
        self.celsius = mean
        self._mean, self._swing, self._draw = mean, swing, draw
        self._weather, self._hour = 0.0, 0.0

    @property
    def humidity(self) -> float:
        """Relative humidity in percent; warm air holds more."""
        return 46 - 2.5 * (self.celsius - self._mean) + 4 * self._weather

    def step(self, seconds: float, at: float, *, heat: float = 0.0) -> None:
        """Follow the day; ``heat`` (K an hour) is what machines add."""
        if at // 3600 != self._hour:
            self._hour = at // 3600
            self._weather = 0.97 * self._weather + self._draw.gauss(0, 0.08)
        day = math.cos(2 * math.pi * (at % _DAY / 3600 - 16) / 24)
        natural = self._mean + self._swing * day + self._weather
        self.celsius += (natural - self.celsius) * min(1.0, seconds / 5400)
        self.celsius += heat * seconds / 3600


class Home:
    """All devices, and by name what people and the story of the demo lay hands on."""

    def __init__(self, seed: int) -> None:
        def draw(name: str) -> random.Random:
            return random.Random(f"{seed} {name}")  # noqa: S311 - weather, not secrets

        self.living = Room(21.0, 1.1, draw=draw("living"))
        self.kitchen = Room(20.4, 1.3, draw=draw("kitchen"))
        self.fridge = ColdStore(Fridge(seed=seed))
        self.freezer = ColdStore(freezer(seed=seed + 1))
        self.washer = Washer(seed=seed + 2)
        self.dishwasher = Programmed(DISHES, standby=0.8, draw=draw("dishes"))
        self.coffee = Programmed(COFFEE, standby=1.4, draw=draw("coffee"))
        self.motion, self.door, self.window = Flag("motion"), Flag("door"), Flag("window")
        self.hall_light = PlainLight()
        self.television = plug("TV", "Living room", Steady(95, draw=draw("tv")), on=False)
        self.lamp = Device("Reading lamp", "Living room", [PlainLight()], model="Bulb D")
        self.by_hand = ("bedroom_window", "front_door_contact", "hall_motion", "hall_light")
        self.devices = [*self._living_room(), *self._kitchen(), *self._rest()]

    def _living_room(self) -> list[Device]:
        light, where = JsonLight(on=True), "Living room"
        return [
            Device("Living room light", where, [light], model="Bulb W"),
            self.lamp,
            self.television,
            Device("Living room blind", where, [Cover()], model="Blind", terse=True),
            self._air_conditioner(),
            _thermometer("Living room climate", where, self.living),
            Device("Radio", where, [Radio()], model="Radio"),
        ]

    def _kitchen(self) -> list[Device]:
        return [
            Device("Kitchen light", "Kitchen", [JsonLight()], model="Bulb W"),
            bundled("Fridge", "Kitchen", self.fridge),
            plug("Dishwasher", "Kitchen", self.dishwasher, terse=True),
            plug("Coffee machine", "Kitchen", self.coffee, terse=True),
            _thermometer("Kitchen climate", "Kitchen", self.kitchen),
        ]

    def _rest(self) -> list[Device]:
        return [
            bundled("Freezer", "Utility room", self.freezer),
            plug("Washing machine", "Bathroom", WashingMachine(self.washer)),
            Device("Bathroom fan", "Bathroom", [Fan(speeds=False)], model="Fan"),
            Device("Bedroom light", "Bedroom", [JsonLight()], model="Bulb W"),
            Device("Bedroom fan", "Bedroom", [Fan(speeds=True)], model="Fan S"),
            Device("Bedroom window", "Bedroom", [self.window], model="Contact", terse=True),
            Device("Front door", "Hall", [Lock()], model="Bolt"),
            Device("Front door contact", "Hall", [self.door], model="Contact", terse=True),
            Device("Hall motion", "Hall", [self.motion], model="Motion"),
            Device("Hall light", "Hall", [self.hall_light], model="Bulb D", terse=True),
        ]

    def _air_conditioner(self) -> Device:
        unit, power = Climate(), Gauge("power", "W", step=5, share=0.05, beats=True)
        heats = {"cooling": -6.0, "heating": 6.0}

        def live(seconds: float, at: float) -> bool:
            self.living.step(seconds, at, heat=heats.get(unit.action, 0.0))
            felt = unit.feel(self.living.celsius)
            return power.take(unit.watts) or felt

        return Device("Air conditioner", "Living room", [unit, power], model="Split", lives=live)


def _thermometer(name: str, area: str, room: Room) -> Device:
    temperature = Gauge("temperature", "°C", step=0.1)
    humidity = Gauge("humidity", "%", step=1.5)
    own = area == "Kitchen"  # the living room's air is moved by its air conditioner

    def live(seconds: float, at: float) -> bool:
        if own:
            room.step(seconds, at)
        warmer = temperature.take(room.celsius)
        return humidity.take(min(95.0, max(15.0, room.humidity))) or warmer

    return Device(name, area, [temperature, humidity], model="Thermo", lives=live)


def relay(device: Device) -> Switch:
    """Return a plug's relay."""
    return next(part for part in device.parts if isinstance(part, Switch))
