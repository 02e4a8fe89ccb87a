"""Fans: on and off, speed in percent, presets, oscillation, direction."""

import math
from collections.abc import Mapping

from hub.core.errors import BadPayload
from hub.core.kinds import Kind
from hub.core.states import FanState, State
from hub.ingest.discovery.component import Do
from hub.ingest.discovery.components.listed import chosen, listed_beside, words_in
from hub.ingest.discovery.components.on_off import OnOff
from hub.ingest.discovery.fields import Fields

_PARTS = ("direction", "oscillation", "percentage", "preset_mode")


class Fan(OnOff):
    """A fan; ``percentage`` is its speed."""

    kind = Kind.FAN
    default_name = "MQTT Fan"
    blocked = frozenset(
        {"direction", "oscillating", "percentage", "percentage_step", "preset_mode", "preset_modes"}
    )
    percentage: int | None = None
    preset: str | None = None
    oscillating: bool | None = None
    direction: str | None = None

    def setup(self, fields: Fields) -> None:
        """Read its speeds and presets, and what can be told of each part."""
        self.read_words(fields)
        self.low = fields.whole("speed_range_min", 1, low=1)
        self.high = fields.whole("speed_range_max", 100, low=self.low + 1)
        self.swing = {
            fields.text("payload_oscillation_off", "oscillate_off"): False,
            fields.text("payload_oscillation_on", "oscillate_on"): True,
        }
        self.reset_speed = fields.text("payload_reset_percentage", "None")
        self.reset_preset = fields.text("payload_reset_preset_mode", "None")
        self.presets = listed_beside(fields, "preset_modes", "preset_mode_command_topic")
        if self.reset_preset in self.presets:
            raise fields.bad("preset_modes", "without payload_reset_preset_mode")
        ways = {p: self.outlet(f"{p}_command_topic", f"{p}_command_template") for p in _PARTS}
        self.ways = {part: way for part, way in ways.items() if way is not None}
        speeds = self.high - self.low + 1
        self.speeds = min(speeds, 100) if "percentage" in self.ways else 100
        self._listen(fields)

    def _listen(self, fields: Fields) -> None:
        self.hear_state(fields)
        takes = (self._take_direction, self._take_swing, self._take_speed, self._take_preset)
        told = {
            part
            for part, take in zip(_PARTS, takes, strict=True)
            if self.hear(f"{part}_state_topic", f"{part}_value_template", take)
        }
        if "oscillation" in told:
            self.oscillating = False
        self.assumes = frozenset(_PARTS if fields.flag("optimistic") else set(_PARTS) - told)

    # --- hearing

    def _take_direction(self, text: str) -> bool:
        self.direction = text or self.direction
        return bool(text)

    def _take_swing(self, text: str) -> bool:
        if text not in self.swing or not text:
            return False
        self.oscillating = self.swing[text]
        return True

    def _take_speed(self, text: str) -> bool:
        if not text:
            return False
        if text == self.reset_speed:
            self.percentage = None
            return True
        try:
            percentage = (int(text) - self.low + 1) * 100 // (self.high - self.low + 1)
        except ValueError:
            percentage = -1
        if not 0 <= percentage <= 100:
            raise BadPayload(f"{text[:40]!r} is no speed of {self.low} to {self.high}")
        self.percentage = percentage
        return True

    def _take_preset(self, text: str) -> bool:
        if text == self.reset_preset:
            self.preset = None
        elif text not in self.presets:
            return False
        else:
            self.preset = text
        return True

    # --- doing

    def services(self) -> Mapping[str, Do]:
        """Return what can be asked of it."""
        speed: dict[str, Do] = {
            "set_percentage": lambda data: self._set_speed(_percent(data, "percentage")),
            "increase_speed": lambda data: self._change_speed(data, 1),
            "decrease_speed": lambda data: self._change_speed(data, -1),
        }
        rest: dict[str, tuple[str, Do]] = {
            "set_preset_mode": ("preset_mode", self._choose),
            "oscillate": ("oscillation", self._swing),
            "set_direction": ("direction", self._turn_round),
        }
        others = {service: do for service, (part, do) in rest.items() if part in self.ways}
        return {**super().services(), **(speed if "percentage" in self.ways else {}), **others}

    def turn_on(self, data: Fields) -> None:
        """Tell it to come on, at a speed or with a preset where they are asked for."""
        percentage = _percent(data, "percentage") if "percentage" in data else 0
        preset = chosen(data, "preset_mode", self.presets) if "preset_mode" in data else ""
        super().turn_on(data)
        if percentage:
            self._set_speed(percentage)
        if preset:
            self._tell("preset_mode", preset, preset=preset)

    def _tell(self, part: str, word: object, **assumed: object) -> None:
        self.send(self.ways.get(part), word)
        if part in self.assumes:
            self.assume(**assumed)

    def _set_speed(self, percentage: int) -> None:
        speed = math.ceil(percentage * (self.high - self.low + 1) / 100 + self.low - 1)
        self._tell("percentage", speed, percentage=percentage)

    def _change_speed(self, data: Fields, by: int) -> None:
        """Go up or down by percent where they are named, else by one of its own speeds."""
        now = self.percentage or 0
        if "percentage_step" in data:
            wanted = now + by * _percent(data, "percentage_step")
        else:
            wanted = (math.ceil(now * self.speeds / 100) + by) * 100 // self.speeds
        self._set_speed(min(max(wanted, 0), 100))

    def _choose(self, data: Fields) -> None:
        preset = chosen(data, "preset_mode", self.presets)
        self._tell("preset_mode", preset, preset=preset)

    def _swing(self, data: Fields) -> None:
        data.some_text("oscillating")
        swings = data.flag("oscillating")
        word = next(word for word, meaning in self.swing.items() if meaning == swings)
        self._tell("oscillation", word, oscillating=swings)

    def _turn_round(self, data: Fields) -> None:
        direction = data.some_text("direction")
        self._tell("direction", direction, direction=direction)

    # --- showing

    def extra(self) -> dict[str, object]:
        """Return speed, preset, oscillation and direction, as far as they can be set."""
        shown: dict[str, object] = {}
        if "direction" in self.ways:
            shown["direction"] = self.direction
        if "oscillation" in self.ways:
            shown["oscillating"] = self.oscillating
        if "percentage" in self.ways:
            shown |= {"percentage": self.percentage, "percentage_step": 100 / self.speeds}
        if "percentage" in self.ways or "preset_mode" in self.ways:
            shown |= {"preset_mode": self.preset, "preset_modes": list(self.presets)}
        return shown

    def house(self) -> State:
        """Return what holds true."""
        return FanState(
            on=self.is_on,
            level=self.percentage,
            preset=self.preset,
            oscillating=self.oscillating,
            direction=self.direction,
        )

    def features(self) -> tuple[str, ...]:
        """Return what can be set."""
        names = {
            "percentage": "level",
            "preset_mode": "preset",
            "oscillation": "oscillating",
            "direction": "direction",
        }
        return ("on", *(name for part, name in names.items() if part in self.ways))

    def modes(self) -> tuple[str, ...]:
        """Return its presets."""
        return words_in(self.presets)

    def choices(self) -> dict[str, tuple[str, ...]]:
        """Return its presets and directions."""
        ways = {"direction": ("forward", "reverse")} if "direction" in self.ways else {}
        return ways | ({"preset": self.modes()} if self.presets else {})

    def limits(self) -> tuple[float | None, float | None, float | None]:
        """Return the step between two speeds in percent."""
        return None, None, round(100 / self.speeds, 1) if "percentage" in self.ways else None


def _percent(data: Fields, key: str) -> int:
    data.some_text(key)
    value = data.whole(key, 0, low=0)
    if value > 100:
        raise data.bad(key, "at most 100")
    return value
