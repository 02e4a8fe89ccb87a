"""Humidifiers and dehumidifiers."""

from collections.abc import Mapping

from hub.core.errors import BadPayload, CommandRefused
from hub.core.kinds import Kind
from hub.core.states import HumidifierState, State
from hub.ingest.discovery.classes import CLASSES
from hub.ingest.discovery.component import Do
from hub.ingest.discovery.components.listed import chosen, listed_beside, none_of, words_in
from hub.ingest.discovery.components.on_off import OnOff
from hub.ingest.discovery.doing import Outlet
from hub.ingest.discovery.fields import Fields

_ACTIONS = frozenset({"humidifying", "drying", "idle", "off"})


class Humidifier(OnOff):
    """Something that brings the air to a humidity, in percent."""

    kind = Kind.HUMIDIFIER
    default_name = "MQTT Humidifier"
    blocked = frozenset({"available_modes", "humidity", "max_humidity", "min_humidity", "mode"})
    target: int | None = None
    current: int | None = None
    mode: str | None = None
    action: str | None = None

    def setup(self, fields: Fields) -> None:
        """Read its range and modes."""
        self._read_class(fields)
        self.low = fields.number("min_humidity", 0)
        self.high = fields.number("max_humidity", 100)
        if not 0 <= self.low < self.high <= 100:
            raise fields.bad("max_humidity", "above min_humidity, both within 0 and 100")
        self.reset_humidity = fields.text("payload_reset_humidity", "None")
        self.reset_mode = fields.text("payload_reset_mode", "None")
        self.available_modes = listed_beside(fields, "modes", "mode_command_topic")
        if self.reset_mode in self.available_modes:
            raise fields.bad("modes", "without payload_reset_mode")
        self.read_words(fields)
        fields.some_text("target_humidity_command_topic")
        self.target_way = self._way("target_humidity")
        self.mode_way = self._way("mode")
        self._listen(fields)

    def _way(self, part: str) -> Outlet | None:
        return self.outlet(f"{part}_command_topic", f"{part}_command_template")

    def _read_class(self, fields: Fields) -> None:
        self.device_class = "humidifier"
        if "device_class" in fields:
            self.device_class = None
            if not fields.is_null("device_class"):
                self.device_class = fields.choice("device_class", CLASSES[self.kind])

    def _listen(self, fields: Fields) -> None:
        self.hear_state(fields)
        self.hear("action_topic", "action_template", self._take_action)
        self.hear("current_humidity_topic", "current_humidity_template", self._take_current)
        target = self.hear(
            "target_humidity_state_topic", "target_humidity_state_template", self._take_target
        )
        mode = self.hear("mode_state_topic", "mode_state_template", self._take_mode)
        if mode:
            self.mode = None
        optimistic = fields.flag("optimistic")
        self.assumes_target, self.assumes_mode = optimistic or not target, optimistic or not mode

    # --- hearing

    def _take_action(self, text: str) -> bool:
        if text in {"", "None"}:
            return False
        if text not in _ACTIONS:
            raise BadPayload(none_of(text, sorted(_ACTIONS)))
        self.action = text
        return True

    def _take_current(self, text: str) -> bool:
        if not text and text != self.reset_humidity:
            return False
        self.current = None if text == self.reset_humidity else _humidity(text, 0, 100)
        return True

    def _take_target(self, text: str) -> bool:
        if not text:
            return False
        self.target = None if text == self.reset_humidity else _humidity(text, self.low, self.high)
        return True

    def _take_mode(self, text: str) -> bool:
        if text == self.reset_mode:
            self.mode = None
        elif text not in self.available_modes:
            return False
        else:
            self.mode = text
        return True

    # --- doing

    def services(self) -> Mapping[str, Do]:
        """Return what can be asked of it."""
        modes: dict[str, Do] = {"set_mode": self._set_mode} if self.available_modes else {}
        return {**super().services(), "set_humidity": self._set_humidity, **modes}

    def _set_humidity(self, data: Fields) -> None:
        data.some_text("humidity")
        humidity = data.whole("humidity", 0)
        if not self.low <= humidity <= self.high:
            raise CommandRefused(f"{humidity} is not within {self.low:g} and {self.high:g}")
        self.send(self.target_way, humidity)
        if self.assumes_target:
            self.assume(target=humidity)

    def _set_mode(self, data: Fields) -> None:
        mode = chosen(data, "mode", self.available_modes)
        self.send(self.mode_way, mode)
        if self.assumes_mode:
            self.assume(mode=mode)

    # --- showing

    def extra(self) -> dict[str, object]:
        """Return the range, what it is set to, and what it does."""
        shown: dict[str, object] = {"min_humidity": self.low, "max_humidity": self.high}
        told = {"current_humidity": self.current, "humidity": self.target}
        shown |= {key: value for key, value in told.items() if value is not None}
        if self.action is not None:
            shown["action"] = self.action if self.is_on else "off"
        if self.available_modes:
            shown |= {"available_modes": list(self.available_modes), "mode": self.mode}
        return shown

    def house(self) -> State:
        """Return what holds true."""
        return HumidifierState(
            on=self.is_on,
            target=self.target,
            current=self.current,
            mode=self.mode,
            action=self.action,
        )

    def features(self) -> tuple[str, ...]:
        """Return what can be set."""
        return ("on", "level", "mode") if self.available_modes else ("on", "level")

    def modes(self) -> tuple[str, ...]:
        """Return its modes."""
        return words_in(self.available_modes)

    def limits(self) -> tuple[float | None, float | None, float | None]:
        """Return the range in percent."""
        return self.low, self.high, 1


def _humidity(text: str, low: float, high: float) -> int:
    try:
        value = round(float(text))
    except (ValueError, OverflowError):
        value = -1
    if not low <= value <= high:
        raise BadPayload(f"{text[:40]!r} is no humidity of {low:g} to {high:g} %")
    return value
