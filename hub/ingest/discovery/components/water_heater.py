"""Water heaters."""

from collections.abc import Mapping

from hub.core.errors import CommandRefused
from hub.core.kinds import Kind
from hub.core.states import State, WaterHeaterState
from hub.ingest.discovery.component import Do
from hub.ingest.discovery.components.warmth import Warmth, mode_keeper
from hub.ingest.discovery.fields import Fields

_MODES = ("eco", "electric", "gas", "heat_pump", "high_demand", "performance", "off")
_LOWEST, _HIGHEST = 43.3333, 60.0  # °C: 110 and 140 °F, Home Assistant's limits


class WaterHeater(Warmth):
    """Something that heats water."""

    kind = Kind.WATER_HEATER
    default_name = "MQTT Water Heater"
    blocked = frozenset(
        {"current_temperature", "max_temp", "min_temp", "temperature"}
        | {"operation_list", "operation_mode"}
    )
    mode: str | None = None

    def setup(self, fields: Fields) -> None:
        """Read everything it has."""
        self.read_temperatures(fields, lowest=_LOWEST, highest=_HIGHEST)
        listed = fields.listed("modes") if "modes" in fields else list(_MODES)
        self.mode_list = tuple(str(mode) for mode in listed)
        self.on, self.off = fields.text("payload_on", "ON"), fields.text("payload_off", "OFF")
        self.power = self.outlet("power_command_topic", "power_command_template")
        self.degrees = self.outlet("temperature_command_topic", "temperature_command_template")
        self.mode_way = self.outlet("mode_command_topic", "mode_command_template")
        initial = fields.whole("initial", 0, low=0) if "initial" in fields else None
        if self.is_assumed("temperature_state_topic"):
            self.target = self.theirs(_LOWEST) if initial is None else initial
        if self.is_assumed("mode_state_topic"):
            self.mode = "off"
        self.hear_value("current", "current_temperature")
        self.hear_value("target", "temperature_state")
        keep = mode_keeper(self, "mode", self.mode_list)
        self.hear(
            "mode_state_topic",
            self.template_key("mode_state_template"),
            lambda text: keep(text) if text.strip() else False,
        )

    def _shows(self, name: str) -> bool:
        return f"{name}_state_topic" in self.fields or f"{name}_command_topic" in self.fields

    def services(self) -> Mapping[str, Do]:
        """Return what can be asked of it."""
        can: dict[str, Do] = {"set_temperature": self._set_temperature}
        if self.power is not None:
            can |= {
                "turn_on": lambda _: self.send(self.power, self.on),
                "turn_off": lambda _: self.send(self.power, self.off),
            }
        if self._shows("mode"):
            can["set_operation_mode"] = self._set_mode
        return can

    def _set_mode(self, data: Fields) -> None:
        mode = data.some_text("operation_mode")
        if mode not in self.mode_list:
            raise CommandRefused(f"{mode[:40]!r} is none of {', '.join(self.mode_list)}"[:200])
        self._tell_mode(mode)

    def _tell_mode(self, mode: str) -> None:
        if self.mode_way is not None:
            self.send(self.mode_way, mode)
        if self.is_assumed("mode_state_topic"):
            self.assume(mode=mode)

    def _set_temperature(self, data: Fields) -> None:
        data.some_text("temperature")
        value = self.theirs(data.number("temperature", 0))
        if "operation_mode" in data:
            self._tell_mode(data.some_text("operation_mode"))
        self.set_value("target", value, self.degrees, "temperature_state_topic")

    @property
    def state(self) -> str | None:
        """The mode it is in."""
        return self.mode

    def extra(self) -> dict[str, object]:
        """Return modes, limits and temperatures."""
        extra: dict[str, object] = {
            "min_temp": self.shown(self.lowest),
            "max_temp": self.shown(self.highest),
            "current_temperature": self.shown(self.current),
            "temperature": self.shown(self.target),
            "target_temp_low": None,
            "target_temp_high": None,
        }
        if self._shows("mode"):
            extra |= {"operation_list": list(self.mode_list), "operation_mode": self.mode}
        return extra

    def house(self) -> State:
        """Return what holds true, in °C."""
        target = self.good("target") if self._shows("temperature") else None
        return WaterHeaterState(mode=self.mode, target=target, current=self.good("current"))

    def features(self) -> tuple[str, ...]:
        """Return what can be set."""
        has = {
            "on": self.power is not None,
            "mode": self.mode_way is not None,
            "target": self.degrees is not None,
        }
        return tuple(name for name, so in has.items() if so)

    def modes(self) -> tuple[str, ...]:
        """Return the modes it can be set to."""
        return self.mode_list if self.mode_way is not None else ()

    def limits(self) -> tuple[float | None, float | None, float | None]:
        """Return the limits of the target in °C."""
        return self.ours(self.lowest), self.ours(self.highest), 1.0

    def reports(self) -> bool:
        """Whether it tells what it was set to."""
        told = {"mode_state_topic", "temperature_state_topic"}
        return any(key in self.fields for key in told) and not self.assumed
