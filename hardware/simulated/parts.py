"""Parts without moving parts: meters, contacts, switches."""

from collections.abc import Callable, Iterable

from hardware.simulated.device import Config


class Gauge:
    """A measured number; it tells a new one when it moved by ``step``, or by ``share`` of it.

    A ``total`` only grows. One that ``beats`` repeats itself even when nothing moved.
    """

    component = "sensor"

    def __init__(
        self,
        key: str,
        unit: str,
        *,
        step: float,
        share: float = 1.0,
        total: bool = False,
        beats: bool = False,
    ) -> None:
        self.key, self.value = key, 0.0
        self._unit, self._step, self._share = unit, step, share
        self._class, self._total = key.rsplit("_", maxsplit=1)[-1], total
        self._told, self.beats = 0.0, beats

    def take(self, value: float) -> bool:
        """Measure; return whether that is worth telling."""
        self.value = value
        enough = min(self._step, max(self._share * abs(self._told), 0.1 * self._step))
        moved = abs(value - self._told) > enough
        if moved:
            self._told = value
        return moved

    def settle(self) -> None:
        """Tell the true value next; a counter is told as it grows."""
        if not self._total:
            self._told = self.value

    def config(self, at: Callable[[str], str]) -> Config:
        return {
            "state_topic": at("state"),
            "device_class": self._class,
            "unit_of_measurement": self._unit,
            "state_class": "total_increasing" if self._total else "measurement",
        }

    def reports(self) -> Iterable[tuple[str, str]]:
        yield "state", f"{self._told:.3f}" if self._total else f"{self._told:.1f}"


class Flag:
    """Something that is so or not."""

    component = "binary_sensor"

    def __init__(self, device_class: str) -> None:
        self.key, self.on = "", False
        self._class = device_class

    def turn(self, *, on: bool) -> None:
        """Put it by hand."""
        self.on = on

    def config(self, at: Callable[[str], str]) -> Config:
        return {"state_topic": at("state"), "device_class": self._class}

    def reports(self) -> Iterable[tuple[str, str]]:
        yield "state", "ON" if self.on else "OFF"


class Switch:
    """A relay."""

    component = "switch"
    key = ""
    slots = ("set",)

    def __init__(self, *, on: bool = False) -> None:
        self.on = on

    def turn(self, *, on: bool) -> None:
        """Put it by hand."""
        self.on = on

    def config(self, at: Callable[[str], str]) -> Config:
        return {"state_topic": at("state"), "command_topic": at("set"), "device_class": "outlet"}

    def reports(self) -> Iterable[tuple[str, str]]:
        yield "state", "ON" if self.on else "OFF"

    def obey(self, slot: str, text: str) -> Iterable[float]:
        if text in {"ON", "OFF"}:
            self.on = text == "ON"
        return ()
