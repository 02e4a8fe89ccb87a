"""What a climate tells of itself: modes, temperatures, humidity."""

from hub.core.errors import BadPayload
from hub.core.kinds import Kind
from hub.core.states import ClimateState, State
from hub.ingest.discovery.components.warmth import INITIAL, Warmth, mode_keeper
from hub.ingest.discovery.doing import Outlet
from hub.ingest.discovery.fields import Fields

HVAC = ("off", "heat", "cool", "heat_cool", "auto", "dry", "fan_only")
_ACTIONS = ("cooling", "defrosting", "drying", "fan", "heating", "idle", "off", "preheating")
# What is chosen from a list: name, key of the list, its default, what holds where nothing tells.
CHOSEN = (
    ("fan_mode", "fan_modes", ("auto", "low", "medium", "high"), "low"),
    ("swing_mode", "swing_modes", ("on", "off"), "off"),
    ("swing_horizontal_mode", "swing_horizontal_modes", ("on", "off"), "off"),
)
TARGETS = (
    ("target", "temperature", "temperature"),
    ("target_low", "temperature_low", "target_temp_low"),
    ("target_high", "temperature_high", "target_temp_high"),
)


class ClimateReport(Warmth):
    """Something that heats, cools, dries or blows, as it is read and shown."""

    kind = Kind.CLIMATE
    default_name = "MQTT HVAC"
    blocked = frozenset(
        {"current_humidity", "current_temperature", "fan_mode", "fan_modes", "humidity"}
        | {"hvac_action", "hvac_modes", "max_humidity", "max_temp", "min_humidity", "min_temp"}
        | {"preset_mode", "preset_modes", "swing_horizontal_mode", "swing_horizontal_modes"}
        | {"swing_mode", "swing_modes", "target_temp_high", "target_temp_low"}
        | {"target_temp_step", "temperature"}
    )
    mode: str | None = None
    action: str | None = None
    fan_mode: str | None = None
    swing_mode: str | None = None
    swing_horizontal_mode: str | None = None
    preset: str | None = None
    humidity: float | None = None
    current_humidity: float | None = None

    def setup(self, fields: Fields) -> None:
        """Read everything it has."""
        self.read_temperatures(fields, lowest=7, highest=35)
        self.step = fields.number("temp_step", 1)
        self.hvac_modes = _words(
            fields, "modes", ("auto", "off", "cool", "heat", "dry", "fan_only")
        )
        self.on, self.off = fields.text("payload_on", "ON"), fields.text("payload_off", "OFF")
        self.outlets: dict[str, Outlet | None] = {}
        self._set_up_targets(fields)
        self._set_up_humidity(fields)
        self._set_up_modes(fields)
        self._set_up_presets(fields)
        self.hear_value("current", "current_temperature")
        self.hear("action_topic", self.template_key("action_template"), self._take_action)
        self.power = self.outlet("power_command_topic", "power_command_template")

    def _set_up_targets(self, fields: Fields) -> None:
        initial = fields.number("initial", self.theirs(INITIAL))
        for name, key, _ in TARGETS:
            self._way(key)
            self.hear_value(name, f"{key}_state")
            if self.is_assumed(f"{key}_state_topic"):
                setattr(self, name, initial)

    def _set_up_humidity(self, fields: Fields) -> None:
        self.driest = fields.number("min_humidity", 30)
        self.dampest = fields.number("max_humidity", 99)
        if not 0 <= self.driest < self.dampest <= 100:
            raise fields.bad("max_humidity", "above min_humidity and at most 100")
        self._way("target_humidity")
        if "target_humidity_state_topic" in fields and not self.has("target_humidity"):
            raise BadPayload("target_humidity_state_topic needs target_humidity_command_topic")
        self.hear_value("humidity", "target_humidity_state")
        self.hear_value("current_humidity", "current_humidity")

    def _set_up_modes(self, fields: Fields) -> None:
        self._way("mode")
        keep = mode_keeper(self, "mode", tuple(m for m in self.hvac_modes if m in HVAC))
        self.hear("mode_state_topic", self.template_key("mode_state_template"), keep)
        if self.is_assumed("mode_state_topic"):
            self.mode = "off"
        self.lists: dict[str, tuple[str, ...]] = {}
        for name, key, default, assumed in CHOSEN:
            self.lists[name] = modes = _words(fields, key, default)
            self._way(name)
            template = self.template_key(f"{name}_state_template")
            self.hear(f"{name}_state_topic", template, mode_keeper(self, name, modes))
            if self.is_assumed(f"{name}_state_topic"):
                setattr(self, name, assumed)

    def _set_up_presets(self, fields: Fields) -> None:
        self._way("preset_mode")
        if ("preset_modes" in fields) != self.has("preset_mode"):
            raise BadPayload("preset_modes and preset_mode_command_topic go together")
        modes = _words(fields, "preset_modes", ())
        if "none" in modes:
            raise fields.bad("preset_modes", "without 'none'")
        self.presets = ("none", *modes) if modes else ()
        if self.has("preset_mode"):
            self.preset = "none"
        template = self.template_key("preset_mode_value_template")
        self.hear("preset_mode_state_topic", template, self._take_preset)

    def _way(self, name: str) -> None:
        self.outlets[name] = self.outlet(f"{name}_command_topic", f"{name}_command_template")

    def has(self, name: str) -> bool:
        """Whether there is a topic to set it on."""
        return self.outlets.get(name) is not None

    def shows(self, name: str) -> bool:
        """Whether it has this at all."""
        return self.has(name) or f"{name}_state_topic" in self.fields

    def _take_action(self, text: str) -> bool:
        if not text:
            return False
        if text == "None":
            self.action = None
        elif text in _ACTIONS:
            self.action = text
        else:
            raise BadPayload(f"{text[:40]!r} is none of {', '.join(_ACTIONS)}")
        return True

    def _take_preset(self, text: str) -> bool:
        if text in {"none", "None"}:
            self.preset = "none"
            return True
        if not text:
            return False
        if text not in self.presets:
            raise BadPayload(f"{text[:40]!r} is none of {', '.join(self.presets)}"[:200])
        self.preset = text
        return True

    @property
    def state(self) -> str | None:
        """The mode it is in; one that is none is unknown."""
        return self.mode

    def extra(self) -> dict[str, object]:
        """Return modes, limits and all that was told."""
        extra: dict[str, object] = {
            "hvac_modes": list(self.hvac_modes),
            "min_temp": self.shown(self.lowest),
            "max_temp": self.shown(self.highest),
            "target_temp_step": self.step or None,
            "current_temperature": self.shown(self.current),
            "current_humidity": self.current_humidity,
            "hvac_action": self.action,
            **self._shown_targets(),
        }
        if self.has("target_humidity"):
            extra |= {"min_humidity": self.driest, "max_humidity": self.dampest}
            extra["humidity"] = self.humidity
        if self.has("preset_mode"):
            extra |= {"preset_modes": list(self.presets), "preset_mode": self.preset}
        for name, key, *_ in CHOSEN:
            if self.shows(name):
                extra |= {key: list(self.lists[name]), name: getattr(self, name)}
        return extra

    def _shown_targets(self) -> dict[str, object]:
        shown: dict[str, object] = {}
        if self.shows("temperature"):
            shown["temperature"] = self.shown(self.target)
        if self.shows("temperature_low") or self.shows("temperature_high"):
            shown["target_temp_low"] = self.shown(self.target_low)
            shown["target_temp_high"] = self.shown(self.target_high)
        return shown

    def house(self) -> State:
        """Return what holds true, in °C."""
        return ClimateState(
            mode=self.mode,
            action=self.action,
            target=self.good("target") if self.shows("temperature") else None,
            current=self.good("current"),
            fan_mode=self.fan_mode if self.shows("fan_mode") else None,
            low=self.good("target_low") if self.shows("temperature_low") else None,
            high=self.good("target_high") if self.shows("temperature_high") else None,
            humidity=self.good("humidity"),
            current_humidity=self.good("current_humidity"),
            preset=self.preset,
            swing_mode=self.swing_mode if self.shows("swing_mode") else None,
        )

    def features(self) -> tuple[str, ...]:
        """Return what can be set."""
        on = self.power is not None or (self.has("mode") and "off" in self.hvac_modes)
        can = {
            "on": on,
            "mode": self.has("mode"),
            "target": self.has("temperature"),
            "range": self.has("temperature_low"),
            "humidity": self.has("target_humidity"),
            "preset": self.has("preset_mode"),
            "fan_mode": self.has("fan_mode"),
            "swing_mode": self.has("swing_mode"),
        }
        return tuple(name for name, so in can.items() if so)

    def modes(self) -> tuple[str, ...]:
        """Return the modes it can be set to."""
        return self.hvac_modes if self.has("mode") else ()

    def choices(self) -> dict[str, tuple[str, ...]]:
        """Return the lists it has besides."""
        lists = {name: self.lists[name] for name, *_ in CHOSEN if self.has(name)}
        return {**lists, "preset_mode": self.presets} if self.has("preset_mode") else lists

    def limits(self) -> tuple[float | None, float | None, float | None]:
        """Return the limits of the target in °C."""
        step = self.step / 1.8 if self.in_fahrenheit else self.step
        return self.ours(self.lowest), self.ours(self.highest), round(step, 3)

    def reports(self) -> bool:
        """Whether it tells what it was set to."""
        keys = ("mode", *(key for _, key, _ in TARGETS))
        told = any(f"{key}_state_topic" in self.fields for key in keys)
        return told and not self.assumed


def _words(fields: Fields, key: str, default: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(str(each) for each in fields.listed(key)) if key in fields else default
