"""Every component by the name it is announced under."""

from collections.abc import Callable

from hub.ingest.discovery.abbreviations import Json
from hub.ingest.discovery.component import Component
from hub.ingest.discovery.components.binary_sensor import BinarySensor
from hub.ingest.discovery.components.number import Number
from hub.ingest.discovery.components.select import Select
from hub.ingest.discovery.components.sensor import Sensor
from hub.ingest.discovery.components.switch import Switch
from hub.ingest.discovery.surroundings import Surroundings

Make = Callable[[Json, Surroundings], Component]


def _plain(component: type[Component]) -> Make:
    return lambda _, surroundings: component(surroundings)


COMPONENTS: dict[str, Make] = {
    "binary_sensor": _plain(BinarySensor),
    "number": _plain(Number),
    "select": _plain(Select),
    "sensor": _plain(Sensor),
    "switch": _plain(Switch),
}
