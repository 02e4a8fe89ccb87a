"""Things for comfort: an air conditioner, fans, a radio."""

import math
from collections.abc import Callable, Iterable

from hardware.simulated.device import Config

_MODES = ("off", "auto", "cool", "heat", "fan_only")
_FAN_MODES = ("low", "medium", "high")


class Climate:
    """A split air conditioner; ``lives`` with the room it is in."""

    component = "climate"
    key = ""
    slots = ("mode/set", "target/set", "fan_mode/set")

    def __init__(self) -> None:
        self._mode, self._target, self._fan_mode = "off", 23.0, "low"
        self._room, self._told = 21.0, 21.0

    def config(self, at: Callable[[str], str]) -> Config:
        return {
            "modes": list(_MODES),
            "mode_state_topic": at("mode"),
            "mode_command_topic": at("mode/set"),
            "temperature_state_topic": at("target"),
            "temperature_command_topic": at("target/set"),
            "fan_modes": list(_FAN_MODES),
            "fan_mode_state_topic": at("fan_mode"),
            "fan_mode_command_topic": at("fan_mode/set"),
            "current_temperature_topic": at("current"),
            "action_topic": at("action"),
            "min_temp": 16,
            "max_temp": 30,
            "temp_step": 0.5,
            "temperature_unit": "C",
        }

    @property
    def action(self) -> str:
        """What it does right now."""
        if self._mode in {"off", "fan_only"}:
            return {"off": "off", "fan_only": "fan"}[self._mode]
        warm, cold = self._room > self._target + 0.2, self._room < self._target - 0.2
        if warm and self._mode in {"cool", "auto"}:
            return "cooling"
        return "heating" if cold and self._mode in {"heat", "auto"} else "idle"

    @property
    def watts(self) -> float:
        """What it draws."""
        draws = {"off": 2.0, "idle": 18.0, "fan": 30.0, "cooling": 780.0, "heating": 890.0}
        return draws[self.action]

    def feel(self, room: float) -> bool:
        """Measure the room (°C); return whether that is worth telling."""
        acted, self._room = self.action, room
        moved = abs(room - self._told) > 0.1
        if moved:
            self._told = room
        return moved or self.action != acted

    def reports(self) -> Iterable[tuple[str, str]]:
        yield "mode", self._mode
        yield "target", f"{self._target:.1f}"
        yield "fan_mode", self._fan_mode
        yield "current", f"{self._told:.1f}"
        yield "action", self.action

    def obey(self, slot: str, text: str) -> Iterable[float]:
        if slot == "mode/set" and text in _MODES:
            self._mode = text
        elif slot == "fan_mode/set" and text in _FAN_MODES:
            self._fan_mode = text
        elif slot == "target/set" and (target := _number(text)) is not None:
            self._target = min(30.0, max(16.0, target))
        return ()


class Fan:
    """A fan; ``speeds`` says whether it has any."""

    component = "fan"
    key = ""

    def __init__(self, *, speeds: bool) -> None:
        self._on, self._percentage, self._speeds = False, 50, speeds
        self.slots = ("set", "speed/set") if speeds else ("set",)

    def config(self, at: Callable[[str], str]) -> Config:
        config: Config = {"state_topic": at("state"), "command_topic": at("set")}
        if self._speeds:
            config["percentage_state_topic"] = at("speed")
            config["percentage_command_topic"] = at("speed/set")
        return config

    def reports(self) -> Iterable[tuple[str, str]]:
        yield "state", "ON" if self._on else "OFF"
        if self._speeds:
            yield "speed", str(self._percentage if self._on else 0)

    def obey(self, slot: str, text: str) -> Iterable[float]:
        if slot == "set" and text in {"ON", "OFF"}:
            self._on = text == "ON"
        elif slot == "speed/set" and (speed := _number(text)) is not None:
            self._on = speed > 0
            self._percentage = min(100, round(speed)) if self._on else self._percentage
        return ()


class Radio:
    """A player in the convention of the mqtt_media_player integration (bkbilly)."""

    component = "media_player"
    key = ""
    slots = ("set_volume", "play", "pause")
    _TITLES = ("Morning Mood", "The Swan", "Clair de lune")

    def __init__(self) -> None:
        self._phase, self._volume, self._plays = "paused", 0.3, 0

    def config(self, at: Callable[[str], str]) -> Config:
        return {
            "state_state_topic": at("state"),
            "state_title_topic": at("title"),
            "state_volume_topic": at("volume"),
            "command_volume_topic": at("set_volume"),
            "command_play_topic": at("play"),
            "command_play_payload": "play",
            "command_pause_topic": at("pause"),
            "command_pause_payload": "pause",
        }

    def reports(self) -> Iterable[tuple[str, str]]:
        yield "state", self._phase
        yield "volume", f"{self._volume:.2f}"
        yield "title", self._TITLES[self._plays % len(self._TITLES)]

    def obey(self, slot: str, text: str) -> Iterable[float]:
        if slot == "set_volume" and (volume := _number(text)) is not None:
            self._volume = min(1.0, max(0.0, volume))
        elif slot == "play" and text == "play" and self._phase != "playing":
            self._phase, self._plays = "playing", self._plays + 1
        elif slot == "pause" and text == "pause":
            self._phase = "paused"
        return ()


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None
