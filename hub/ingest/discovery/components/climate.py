"""Climates: thermostats, air conditioners, heat pumps."""

from collections.abc import Mapping
from functools import partial

from hub.core.errors import CommandRefused
from hub.ingest.discovery.component import Do
from hub.ingest.discovery.components.climate_report import CHOSEN, HVAC, TARGETS, ClimateReport
from hub.ingest.discovery.components.listed import chosen
from hub.ingest.discovery.fields import Fields

_ON = ("heat_cool", "heat", "cool")  # what "on" means, the first the device has


class Climate(ClimateReport):
    """Something that heats, cools, dries or blows."""

    def services(self) -> Mapping[str, Do]:
        """Return what can be asked of it."""
        can: dict[str, Do] = {
            "set_hvac_mode": lambda data: self._set_mode(_hvac(data)),
            "turn_on": lambda _: self._turn_on(),
            "turn_off": lambda _: self._turn_off(),
            "toggle": lambda _: self._turn_on() if self.mode == "off" else self._turn_off(),
        }
        if any(self.shows(key) for _, key, _ in TARGETS):
            can["set_temperature"] = self._set_temperature
        if self.has("target_humidity"):
            can["set_humidity"] = self._set_humidity
        if self.has("preset_mode"):
            can["set_preset_mode"] = self._set_preset
        for name, *_ in CHOSEN:
            if self.shows(name):
                can[f"set_{name}"] = partial(self._choose, name)
        return can

    def _tell(self, name: str, value: object) -> None:
        outlet = self.outlets[name]
        if outlet is not None:
            self.send(outlet, value)

    def _set_mode(self, mode: str) -> None:
        self._tell("mode", mode)
        if self.is_assumed("mode_state_topic"):
            self.assume(mode=mode)

    def _turn_on(self) -> None:
        if self.power is not None:
            self.send(self.power, self.on)
            return
        others = [mode for mode in self.hvac_modes if mode != "off"]
        fitting = [mode for mode in _ON if mode in self.hvac_modes]
        if len(self.hvac_modes) == 2 and len(others) == 1:
            fitting = others
        if not fitting:
            raise CommandRefused("it has no mode that means on")
        self._set_mode(fitting[0])

    def _turn_off(self) -> None:
        if self.power is not None:
            self.send(self.power, self.off)
            if self.assumed:
                self.assume(mode="off")
            return
        if "off" not in self.hvac_modes:
            raise CommandRefused("it cannot be turned off")
        self._set_mode("off")

    def _set_temperature(self, data: Fields) -> None:
        wanted = {
            name: (self.wanted(data, word), key)
            for name, key, word in TARGETS
            if word in data and self._takes(name)
        }
        if not wanted:
            raise CommandRefused("it has no such temperature to be set")
        if "target_low" in wanted and wanted["target_low"][0] > wanted["target_high"][0]:
            raise CommandRefused("the lower temperature is above the higher one")
        if "hvac_mode" in data:
            self._set_mode(_hvac(data))
        for name, (value, key) in wanted.items():
            self.set_value(name, value, self.outlets[key], f"{key}_state_topic")

    def _takes(self, name: str) -> bool:
        """Whether this temperature can be asked for; one that cannot refuses the whole wish."""
        single = name == "target"
        keys = ("temperature",) if single else ("temperature_low", "temperature_high")
        if not any(self.shows(key) for key in keys):
            raise CommandRefused("it has no such temperature to be set")
        return True

    def _set_humidity(self, data: Fields) -> None:
        data.some_text("humidity")
        humidity = data.whole("humidity", 0)
        if not self.driest <= humidity <= self.dampest:
            raise CommandRefused(f"{humidity} is not within {self.driest:g} and {self.dampest:g}")
        self._tell("target_humidity", humidity)
        if self.is_assumed("target_humidity_state_topic"):
            self.assume(humidity=humidity)

    def _set_preset(self, data: Fields) -> None:
        preset = chosen(data, "preset_mode", self.presets)
        self._tell("preset_mode", preset)
        if self.is_assumed("preset_mode_state_topic"):
            self.assume(preset=preset)

    def _choose(self, name: str, data: Fields) -> None:
        mode = chosen(data, name, self.lists[name])
        self._tell(name, mode)
        if self.is_assumed(f"{name}_state_topic"):
            self.assume(**{name: mode})


def _hvac(data: Fields) -> str:
    return chosen(data, "hvac_mode", HVAC)
