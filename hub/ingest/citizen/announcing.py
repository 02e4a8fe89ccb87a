"""The announcements: one message a device, with all its parts, as Home Assistant takes them."""

from collections.abc import Callable
from dataclasses import dataclass

import hub
from hub.core.entities import Appliance
from hub.core.faults import Verdict
from hub.core.message import Message
from hub.ingest.citizen.names import US, Names, plain

Json = dict[str, object]
Say = Callable[[Message], str]
HUB = "hub"
FAULT_EVENTS = ("appeared", "confirmed", "dismissed", "cleared")
PRESSED: dict[str, Verdict] = {"confirm": "confirmed", "false_alarm": "false_alarm"}  # by button
_OPEN = "{{ 'online' if value_json.problem == 'ON' else 'offline' }}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who announces; ``url`` is the page where the house can open it, ``say`` words names."""

    names: Names
    say: Say
    url: str = ""
    version: str = hub.__version__

    def name(self, part: str) -> str:
        """Return what people call a part."""
        return self.say(Message(id=f"citizen.{part}"))

    def envelope(self, device: Json, components: dict[str, Json], *places: str) -> Json:
        """Return a device's message; it is there while all ``places`` say so."""
        for key, component in components.items():
            component |= {"unique_id": f"{self._one(device)}_{key}", "qos": 1}
        return {
            "device": {**device, "manufacturer": US, "sw_version": self.version},
            "origin": {"name": US, "sw_version": self.version, **self._support()},
            "availability": [{"topic": topic} for topic in places],
            "availability_mode": "all",
            "components": components,
        }

    def _one(self, device: Json) -> str:
        identifiers = device["identifiers"]
        assert isinstance(identifiers, list)
        return str(identifiers[0])

    def _support(self) -> Json:
        return {"support_url": self.url} if self.url else {}


def hub_message(speaker: Speaker) -> Json:
    """Announce the hub itself."""
    names = speaker.names
    state = names.topic(HUB, "state")
    components: dict[str, Json] = {
        "connected": {
            "platform": "binary_sensor",
            "name": speaker.name("connected"),
            "device_class": "connectivity",
            "entity_category": "diagnostic",
            "state_topic": names.status,
            "payload_on": "online",
            "payload_off": "offline",
            "availability": [],  # that it is away is what it has to tell
        },
        "version": {
            "platform": "sensor",
            "name": speaker.name("version"),
            "entity_category": "diagnostic",
            "state_topic": state,
            "value_template": "{{ value_json.version }}",
        },
        "problems": {
            "platform": "sensor",
            "name": speaker.name("problems"),
            "state_class": "measurement",
            "state_topic": state,
            "value_template": "{{ value_json.problems }}",
        },
    }
    page = {"configuration_url": speaker.url} if speaker.url else {}
    device: Json = {"identifiers": [f"{names.hub}_{HUB}"], "name": US, "model": "hub", **page}
    return speaker.envelope(device, components, names.status)


def appliance_message(speaker: Speaker, appliance: Appliance, area: str) -> Json:
    """Announce an appliance; ``area`` is its room's name."""
    names, one = speaker.names, plain(appliance.id)
    state, available = names.topic(one, "state"), names.topic(one, "available")
    components: dict[str, Json] = {
        "problem": {
            "platform": "binary_sensor",
            "name": speaker.name("problem"),
            "device_class": "problem",
            "state_topic": state,
            "value_template": "{{ value_json.problem }}",
            "json_attributes_topic": state,
            "json_attributes_template": "{{ value_json.fault | tojson }}",
        },
        "score": {
            "platform": "sensor",
            "name": speaker.name("score"),
            "state_class": "measurement",
            "suggested_display_precision": 2,
            "state_topic": state,
            "value_template": "{{ value_json.score }}",
        },
        "fault": {
            "platform": "event",
            "name": speaker.name("fault"),
            "event_types": [*FAULT_EVENTS],
            "state_topic": names.topic(one, "fault"),
        },
    }
    places: list[Json] = [
        {"topic": names.status},
        {"topic": available},
        {"topic": state, "value_template": _OPEN},  # there is nothing to press without a fault
    ]
    for button, verdict in PRESSED.items():
        components[button] = {
            "platform": "button",
            "name": speaker.name(button),
            "command_topic": names.topic(one, "settle"),
            "payload_press": verdict,
            "availability": places,
            "availability_mode": "all",
        }
    room = {"suggested_area": area} if area else {}
    device: Json = {
        "identifiers": [f"{names.hub}_{one}"],
        "name": appliance.name,
        "model": appliance.kind.value.replace("_", " "),
        "via_device": f"{names.hub}_{HUB}",
        **room,
    }
    return speaker.envelope(device, components, names.status, available)
