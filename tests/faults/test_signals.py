"""Which thermometer and which switch belong to which machine."""

import pytest

from hub.core.entities import Area, Device, Entity
from hub.core.kinds import Kind
from hub.faults.signals import signals_of


@pytest.fixture
def wired(registry):
    """Say which entities tell what of an appliance, in a house with these thermometers."""

    def wired(appliance, *thermometers):
        for area in ("kitchen", "garden"):
            registry.areas[area] = Area(id=area, name=area.title())
        for name, area in (appliance, *thermometers):
            measured = "power" if (name, area) == appliance else "temperature"
            entity = Entity(
                id=f"sensor.{name.lower()}", source=name, kind=Kind.SENSOR, name=name, area=area,
                device_class=measured, unit="W" if measured == "power" else "°C",
            )  # fmt: skip
            registry.describe(entity, Device(id=name.lower(), name=name, area=area))
        found = signals_of(registry.appliances.values(), registry.held, registry.areas)
        return {signal.measures: entity for entity, signals in found.items() for signal in signals}

    return wired


def test_a_fridge_feels_its_own_room(wired):
    told = wired(("Fridge", "kitchen"), ("Outdoor", "garden"), ("Wall", "kitchen"))
    assert told == {"power": "sensor.fridge", "ambient": "sensor.wall"}


def test_without_a_thermometer_in_its_room_the_weather_is_better_than_nothing(wired):
    told = wired(("Fridge", "kitchen"), ("Hall", ""), ("Shed", "garden"))
    assert told["ambient"] == "sensor.shed"


def test_an_air_conditioner_is_ruled_by_the_weather(wired):
    told = wired(("Air conditioner", "kitchen"), ("Wall", "kitchen"), ("Outside", "garden"))
    assert told["ambient"] == "sensor.outside"


def test_what_no_outdoor_thermometer_tells_is_not_taken_from_a_room(wired):
    assert wired(("Heat pump", "kitchen"), ("Wall", "kitchen")) == {"power": "sensor.heat pump"}


def test_a_freezers_own_thermometer_is_no_weather_of_the_fridge(wired):
    assert wired(("Fridge", "kitchen"), ("Freezer", "kitchen")) == {
        "power": "sensor.fridge",
        "temperature": "sensor.freezer",
    }
