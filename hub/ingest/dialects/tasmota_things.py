"""Tasmota's switches, sensors, fans and shutters, as Home Assistant's Tasmota integration shows."""

import math
from collections.abc import Mapping
from datetime import datetime, timedelta

from hub.core.errors import CommandRefused
from hub.core.kinds import Kind
from hub.core.states import CoverState, FanState, State
from hub.ingest.dialects.told import Told, value_at
from hub.ingest.discovery.component import Component, Do
from hub.ingest.discovery.components.binary_sensor import BinarySensor
from hub.ingest.discovery.components.sensor import Sensor
from hub.ingest.discovery.components.switch import Switch
from hub.ingest.discovery.fields import Fields
from hub.ingest.payload import Payload

_SPEEDS = 3  # of an iFan; 0 is off
_USUAL_SPEED = 2  # what it starts with until it has run
_RESTARTED = timedelta(minutes=1)  # uptimes that differ by less tell of the same start


class TasmotaSwitch(Told, Switch):
    """A relay; off until it says otherwise."""

    is_on = False

    def _take(self, text: str) -> bool:
        return text in {self.on, self.off} and super()._take(text)


class TasmotaBinarySensor(Told, BinarySensor):
    """A wall switch that follows a contact."""

    def _take(self, text: str) -> bool:
        return text in {self.on, self.off} and super()._take(text)


class TasmotaSensor(Told, Sensor):
    """A measurement, a fact that never changes, or a moment told as seconds since."""

    def setup(self, fields: Fields) -> None:
        """Read what it measures; a constant is known at once."""
        super().setup(fields)
        if "constant" in fields:
            self.value = self.clean = fields.text("constant")

    def _take_number(self, payload: Payload) -> bool:
        told = self._native(payload)
        if isinstance(told, bool):  # some tell "so" or "not so" among their numbers
            self.value, self.clean = str(told), float(told)
            return True
        return super()._take_number(payload)

    def _take_word(self, payload: Payload) -> bool:
        if "since" not in self.fields:
            return super()._take_word(payload)
        seconds = self._native(payload)
        if not isinstance(seconds, int | float):
            return False
        began = self.surroundings.clock.now() - timedelta(seconds=int(seconds))
        known = self.value
        if not isinstance(known, datetime) or abs(known - began) > _RESTARTED:
            self.value = began
            self.clean = self.state
        return True


class TasmotaFan(Component):
    """A ceiling fan of three speeds."""

    kind = Kind.FAN
    default_name = "Fan"
    speed: int | None = None
    last_speed = _USUAL_SPEED

    def setup(self, fields: Fields) -> None:
        """Read its topics."""
        self.way = self.needed_outlet()
        self.hear_payload("state_topic", self._take)

    def _take(self, payload: Payload) -> bool:
        speed = value_at(payload.json, ["FanSpeed"])
        if not isinstance(speed, int) or not 0 <= speed <= _SPEEDS:
            return False
        self.speed = speed
        self.last_speed = speed or self.last_speed
        return True

    def services(self) -> Mapping[str, Do]:
        """Return what can be asked of it."""
        return {
            "turn_on": self._turn_on,
            "turn_off": lambda _: self.send(self.way, 0),
            "toggle": lambda data: self.send(self.way, 0) if self.speed else self._turn_on(data),
            "set_percentage": lambda data: self._set(data.number("percentage", 0)),
            "increase_speed": lambda data: self._step(data, 1),
            "decrease_speed": lambda data: self._step(data, -1),
        }

    def _turn_on(self, data: Fields) -> None:
        if data.raw("preset_mode") is not None:
            raise CommandRefused("it has no presets")
        wanted = data.number("percentage", 0) if "percentage" in data else 0
        self._set(wanted or self._percentage(self.last_speed))

    def _set(self, percentage: float) -> None:
        """Send the slowest speed that reaches this far."""
        if not 0 <= percentage <= 100:
            raise CommandRefused("percentage must be 0 to 100")
        self.send(self.way, self._reaching(percentage) if percentage else 0)

    def _step(self, data: Fields, direction: int) -> None:
        now = self.percentage or 0
        if "percentage_step" in data:
            wanted = now + direction * data.number("percentage_step", 0)
        else:
            wanted = int((math.ceil(now * _SPEEDS / 100) + direction) * 100 // _SPEEDS)
        self._set(min(max(wanted, 0), 100))

    @staticmethod
    def _percentage(speed: int) -> int:
        return speed * 100 // _SPEEDS

    def _reaching(self, percentage: float) -> int:
        speeds = range(1, _SPEEDS + 1)
        return next((s for s in speeds if percentage <= self._percentage(s)), _SPEEDS)

    @property
    def percentage(self) -> int | None:
        """The speed in percent."""
        return None if self.speed is None else self._percentage(self.speed)

    @property
    def state(self) -> str:
        """``on`` or ``off``; off until it tells its speed."""
        return "on" if self.speed else "off"

    def extra(self) -> dict[str, object]:
        """Return its speed."""
        return {
            "percentage": self.percentage,
            "percentage_step": 100 / _SPEEDS,
            "preset_modes": None,
            "preset_mode": None,
        }

    def house(self) -> State:
        """Return what holds true."""
        return FanState(on=bool(self.speed), level=self.percentage)

    def features(self) -> tuple[str, ...]:
        """Return what can be set."""
        return ("on", "level")

    def limits(self) -> tuple[float | None, float | None, float | None]:
        """Return the range of the speed in percent, and its step."""
        return 0.0, 100.0, 100 / _SPEEDS


class TasmotaShutter(Told):
    """A shutter; what a message does not say is unknown from then on."""

    kind = Kind.COVER
    default_name = "Cover"
    position: float | None = None
    tilt: float | None = None
    direction = 0
    went_up = True  # where it moved last

    def setup(self, fields: Fields) -> None:
        """Read its topics and its tilt."""
        self.base, self.number = fields.some_text("command_topic"), fields.whole("number", 1)
        self.inverted, self.tilts = fields.flag("inverted"), fields.flag("tilts")
        self.low, self.high = fields.whole("tilt_min", 0), fields.whole("tilt_max", 0)
        self.read = self.template("value_template")
        self.hear_payload("state_topic", self._take)

    def _take(self, payload: Payload) -> bool:
        told = self.read.native(payload)
        position, direction, tilt = (
            _number(value_at(told, [key])) for key in ("Position", "Direction", "Tilt")
        )
        if tilt is not None:
            span = self.high - self.low
            tilt = (tilt - self.low) * 100 / span if span else None
        if position is None and direction is None and tilt is None:
            return False
        if self.inverted:
            position = None if position is None else 100 - position
            direction = None if direction is None else -direction
        self.position, self.tilt, self.direction = position, tilt, int(direction or 0)
        self.went_up = self.direction > 0 if self.direction else self.went_up
        return True

    def services(self) -> Mapping[str, Do]:
        """Return what can be asked of it."""
        doing: dict[str, Do] = {
            "open_cover": lambda _: self._send("ShutterOpen"),
            "close_cover": lambda _: self._send("ShutterClose"),
            "stop_cover": lambda _: self._send("ShutterStop"),
            "toggle": lambda _: self._send(self._other_way()),
            "set_cover_position": self._move,
        }
        if self.tilts:
            doing |= {
                "open_cover_tilt": lambda _: self._send("ShutterTilt", "OPEN"),
                "close_cover_tilt": lambda _: self._send("ShutterTilt", "CLOSE"),
                "toggle_cover_tilt": lambda _: self._send(
                    "ShutterTilt", "OPEN" if self.tilt == 0 else "CLOSE"
                ),
                "stop_cover_tilt": lambda _: self._send("ShutterStop"),
                "set_cover_tilt_position": self._turn,
            }
        return doing

    def _send(self, command: str, payload: object = "") -> None:
        self.publish(f"{self.base}{command}{self.number}", str(payload))

    def _other_way(self) -> str:
        """Return what one more press means: stop, or the way it did not go last."""
        if self.direction:
            return "ShutterStop"
        if self.position == 0:
            return "ShutterOpen"
        if self.position == 100:
            return "ShutterClose"
        return "ShutterClose" if self.went_up else "ShutterOpen"

    def _move(self, data: Fields) -> None:
        position = _percent(data, "position")
        self._send("ShutterPosition", 100 - position if self.inverted else position)

    def _turn(self, data: Fields) -> None:
        share = _percent(data, "tilt_position") / 100
        self._send("ShutterTilt", round(self.low + share * (self.high - self.low)))

    @property
    def state(self) -> str | None:
        """``opening``, ``closing``, ``open``, ``closed`` or unknown."""
        if self.direction:
            return "opening" if self.direction > 0 else "closing"
        if self.position is None:
            return None
        return "closed" if self.position == 0 else "open"

    def extra(self) -> dict[str, object]:
        """Return its position and tilt, as far as they are known."""
        told = {"current_position": self.position, "current_tilt_position": self.tilt}
        return {key: value for key, value in told.items() if value is not None}

    def house(self) -> State:
        """Return what holds true."""
        return CoverState(phase=self.state, level=self.position, tilt=self.tilt)  # type: ignore[arg-type]  # one of its words

    def features(self) -> tuple[str, ...]:
        """Return what can be set."""
        return ("level", "stop", "tilt") if self.tilts else ("level", "stop")


def _number(value: object) -> float | None:
    return value if isinstance(value, int | float) else None


def _percent(data: Fields, key: str) -> int:
    value = data.whole(key, -1)
    if not 0 <= value <= 100:
        raise CommandRefused(f"{key} must be 0 to 100")
    return value
