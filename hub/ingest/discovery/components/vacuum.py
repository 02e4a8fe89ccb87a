"""Vacuums."""

import json
from collections.abc import Mapping
from functools import partial

from hub.core.codec import decode
from hub.core.errors import BadPayload
from hub.core.kinds import Kind
from hub.core.states import State, VacuumState
from hub.ingest.discovery.component import Component, Do
from hub.ingest.discovery.components.listed import chosen
from hub.ingest.discovery.fields import Fields
from hub.ingest.payload import Payload

_PHASES = frozenset({"idle", "docked", "error", "paused", "returning", "cleaning"})
# What it may be able to do, by Home Assistant's name for it, and the service that asks for it.
_CAN = {
    "start": "start",
    "pause": "pause",
    "stop": "stop",
    "return_home": "return_to_base",
    "clean_spot": "clean_spot",
    "locate": "locate",
}
_FEATURES = frozenset({*_CAN, "fan_speed", "battery", "status", "send_command"})
_USUAL = ("start", "stop", "return_home", "battery", "clean_spot")


class Vacuum(Component):
    """A robot that cleans."""

    kind = Kind.VACUUM
    default_name = "MQTT State Vacuum"
    blocked = frozenset({"battery_icon", "battery_level", "fan_speed"})
    phase: str | None = None
    battery: float | None = None
    fan_speed: object = None

    def setup(self, fields: Fields) -> None:
        """Read what it can do."""
        self.can = self._features(fields)
        self.speeds = fields.texts("fan_speed_list")
        self.words = {
            service: fields.text(f"payload_{service}", service) for service in _CAN.values()
        }
        self.way = self.outlet("command_topic", "no_template")
        self.speed = self.outlet("set_fan_speed_topic", "no_template")
        self.order = self.outlet("send_command_topic", "no_template")
        fields.way_out("state_topic")
        self.hear_payload("state_topic", self._take)

    @staticmethod
    def _features(fields: Fields) -> tuple[str, ...]:
        features = fields.texts("supported_features", _USUAL)
        if not _FEATURES.issuperset(features):
            raise fields.bad("supported_features", f"a list out of {', '.join(sorted(_FEATURES))}")
        return features

    def _take(self, payload: Payload) -> bool:
        said = decode(payload.text.encode(), dict[str, object])
        if "state" in said and (said["state"] is None or said["state"] in _PHASES):
            phase = said["state"]
            self.phase = phase if isinstance(phase, str) else None
        if "fan_speed" in said:
            self.fan_speed = said["fan_speed"]
        level = said.get("battery_level", self.battery or 0)
        if isinstance(level, bool) or not isinstance(level, int | float):
            raise BadPayload("battery_level is no number")
        self.battery = min(max(level, 0), 100)
        return True

    def services(self) -> Mapping[str, Do]:
        """Return what can be asked of it."""
        can: dict[str, Do] = {
            service: partial(self._do, service)
            for name, service in _CAN.items()
            if name in self.can
        }
        if "fan_speed" in self.can:
            can["set_fan_speed"] = self._set_speed
        if "send_command" in self.can:
            can["send_command"] = self._send_order
        return can

    def _do(self, service: str, _: Fields) -> None:
        self.send(self.way, self.words[service])

    def _set_speed(self, data: Fields) -> None:
        self.send(self.speed, chosen(data, "fan_speed", self.speeds))

    def _send_order(self, data: Fields) -> None:
        order, params = data.some_text("command"), data.raw("params")
        if isinstance(params, dict):
            order = json.dumps({"command": order, **params}, separators=(",", ":"))
        self.send(self.order, order)

    @property
    def state(self) -> str | None:
        """``cleaning``, ``docked``…."""
        return self.phase

    def extra(self) -> dict[str, object]:
        """Return battery and suction, where it has them."""
        extra: dict[str, object] = {}
        if "battery" in self.can:
            extra |= {"battery_level": self.battery, "battery_icon": self._battery_icon()}
        if "fan_speed" in self.can:
            extra |= {"fan_speed": self.fan_speed, "fan_speed_list": list(self.speeds)}
        return extra

    def _battery_icon(self) -> str:
        """Return the name of the picture Home Assistant shows for the battery."""
        level, charging = self.battery, self.phase == "docked"
        if level is None:
            return "mdi:battery-unknown"
        if charging:
            filled = round(level / 20 - 0.01) * 20
            return f"mdi:battery-charging-{filled}" if level > 10 else "mdi:battery-outline"
        if level <= 5:
            return "mdi:battery-alert"
        return f"mdi:battery-{round(level / 10 - 0.01) * 10}" if level < 95 else "mdi:battery"

    def house(self) -> State:
        """Return what holds true."""
        speed = self.fan_speed if isinstance(self.fan_speed, str) else None
        battery = self.battery if "battery" in self.can else None
        return VacuumState(phase=self.phase, battery=battery, fan_speed=speed)

    def features(self) -> tuple[str, ...]:
        """Return what can be asked of it."""
        return tuple(self.services()) if self.way is not None else ()

    def choices(self) -> dict[str, tuple[str, ...]]:
        """Return its speeds."""
        return {"fan_speed": self.speeds} if "fan_speed" in self.can else {}
