"""Every component by the name it is announced under."""

from collections.abc import Callable

from hub.core.errors import BadPayload
from hub.ingest.discovery.abbreviations import Json
from hub.ingest.discovery.component import Component
from hub.ingest.discovery.components.alarm_control_panel import AlarmControlPanel
from hub.ingest.discovery.components.binary_sensor import BinarySensor
from hub.ingest.discovery.components.button import Button, Notify, Scene
from hub.ingest.discovery.components.climate import Climate
from hub.ingest.discovery.components.cover import Cover
from hub.ingest.discovery.components.device_tracker import DeviceTracker
from hub.ingest.discovery.components.event import EventThing
from hub.ingest.discovery.components.fan import Fan
from hub.ingest.discovery.components.humidifier import Humidifier
from hub.ingest.discovery.components.lawn_mower import LawnMower
from hub.ingest.discovery.components.light_schemas import light_of
from hub.ingest.discovery.components.lock import Lock
from hub.ingest.discovery.components.media_player import MediaPlayer
from hub.ingest.discovery.components.number import Number
from hub.ingest.discovery.components.picture import Camera, Image
from hub.ingest.discovery.components.select import Select
from hub.ingest.discovery.components.sensor import Sensor
from hub.ingest.discovery.components.signals import DeviceTrigger, Tag
from hub.ingest.discovery.components.siren import Siren
from hub.ingest.discovery.components.switch import Switch
from hub.ingest.discovery.components.text import Text
from hub.ingest.discovery.components.update import Update
from hub.ingest.discovery.components.vacuum import Vacuum
from hub.ingest.discovery.components.valve import Valve
from hub.ingest.discovery.components.water_heater import WaterHeater
from hub.ingest.discovery.surroundings import Surroundings

Make = Callable[[Json, Surroundings], Component]


def _plain(component: type[Component]) -> Make:
    return lambda _, surroundings: component(surroundings)


COMPONENTS: dict[str, Make] = {
    "alarm_control_panel": _plain(AlarmControlPanel),
    "binary_sensor": _plain(BinarySensor),
    "button": _plain(Button),
    "camera": _plain(Camera),
    "climate": _plain(Climate),
    "cover": _plain(Cover),
    "device_automation": _plain(DeviceTrigger),
    "device_tracker": _plain(DeviceTracker),
    "event": _plain(EventThing),
    "fan": _plain(Fan),
    "humidifier": _plain(Humidifier),
    "image": _plain(Image),
    "lawn_mower": _plain(LawnMower),
    "light": light_of,
    "lock": _plain(Lock),
    "media_player": _plain(MediaPlayer),
    "notify": _plain(Notify),
    "number": _plain(Number),
    "scene": _plain(Scene),
    "select": _plain(Select),
    "sensor": _plain(Sensor),
    "siren": _plain(Siren),
    "switch": _plain(Switch),
    "tag": _plain(Tag),
    "text": _plain(Text),
    "update": _plain(Update),
    "vacuum": _plain(Vacuum),
    "valve": _plain(Valve),
    "water_heater": _plain(WaterHeater),
}


def component_of(kind: str, config: Json, surroundings: Surroundings) -> Component:
    """Return a new component; raise ``BadPayload`` where nobody knows the kind.

    A dialect may bring a class of its own under ``component``: JSON can hold none.
    """
    own = config.get("component")
    if isinstance(own, type) and issubclass(own, Component):
        return own(surroundings)
    make = COMPONENTS.get(kind)
    if make is None:
        raise BadPayload(f"a {kind} is nothing we know")
    return make(config, surroundings)
