"""Lamps: one that speaks JSON with brightness and colour temperature, one of plain topics."""

import json
from collections.abc import Callable, Iterable

from hardware.simulated.device import Config

_COLDEST, _WARMEST = 153, 454  # mireds


class JsonLight:
    """A white lamp with brightness and colour temperature (mireds)."""

    component = "light"
    key = ""
    slots = ("set",)

    def __init__(self, *, on: bool = False, brightness: int = 200, mireds: int = 370) -> None:
        self.on, self._brightness, self._mireds = on, brightness, mireds

    def config(self, at: Callable[[str], str]) -> Config:
        return {
            "schema": "json",
            "state_topic": at("state"),
            "command_topic": at("set"),
            "brightness": True,
            "supported_color_modes": ["color_temp"],
            "min_mireds": _COLDEST,
            "max_mireds": _WARMEST,
        }

    def reports(self) -> Iterable[tuple[str, str]]:
        state: Config = {"state": "ON" if self.on else "OFF"}
        if self.on:
            state |= {"brightness": self._brightness, "color_mode": "color_temp"}
            state["color_temp"] = self._mireds
        yield "state", json.dumps(state)

    def obey(self, slot: str, text: str) -> Iterable[float]:
        try:
            wish = json.loads(text)
            if "state" in wish:
                self.on = wish["state"] == "ON"
            self._brightness = min(255, max(1, round(wish.get("brightness", self._brightness))))
            mireds = round(wish.get("color_temp", self._mireds))
            self._mireds = min(_WARMEST, max(_COLDEST, mireds))
        except (ValueError, TypeError):
            pass  # a lamp does not complain
        return ()


class PlainLight:
    """A dimmable lamp, its state and its brightness (0–255) on topics of their own."""

    component = "light"
    key = ""
    slots = ("set", "brightness/set")

    def __init__(self, *, on: bool = False, brightness: int = 180) -> None:
        self.on, self._brightness = on, brightness

    def turn(self, *, on: bool) -> None:
        """Put it by hand."""
        self.on = on

    def config(self, at: Callable[[str], str]) -> Config:
        return {
            "state_topic": at("state"),
            "command_topic": at("set"),
            "brightness_state_topic": at("brightness"),
            "brightness_command_topic": at("brightness/set"),
            "brightness_scale": 255,
        }

    def reports(self) -> Iterable[tuple[str, str]]:
        yield "state", "ON" if self.on else "OFF"
        yield "brightness", str(self._brightness)

    def obey(self, slot: str, text: str) -> Iterable[float]:
        if slot == "set" and text in {"ON", "OFF"}:
            self.on = text == "ON"
        elif slot == "brightness/set" and text.isdecimal():
            self._brightness = min(255, int(text))
            self.on = self._brightness > 0
        return ()
