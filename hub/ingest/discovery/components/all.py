"""Every component by the name it is announced under."""

from collections.abc import Callable

from hub.ingest.discovery.abbreviations import Json
from hub.ingest.discovery.component import Component
from hub.ingest.discovery.components.binary_sensor import BinarySensor
from hub.ingest.discovery.components.button import Button, Notify, Scene
from hub.ingest.discovery.components.number import Number
from hub.ingest.discovery.components.select import Select
from hub.ingest.discovery.components.sensor import Sensor
from hub.ingest.discovery.components.switch import Switch
from hub.ingest.discovery.components.text import Text
from hub.ingest.discovery.components.update import Update
from hub.ingest.discovery.surroundings import Surroundings

Make = Callable[[Json, Surroundings], Component]


def _plain(component: type[Component]) -> Make:
    return lambda _, surroundings: component(surroundings)


COMPONENTS: dict[str, Make] = {
    "binary_sensor": _plain(BinarySensor),
    "button": _plain(Button),
    "notify": _plain(Notify),
    "number": _plain(Number),
    "scene": _plain(Scene),
    "select": _plain(Select),
    "sensor": _plain(Sensor),
    "switch": _plain(Switch),
    "text": _plain(Text),
    "update": _plain(Update),
}
