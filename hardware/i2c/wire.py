"""Bytes to and from one chip on an I2C bus, and what a chip's module promises."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from hub.core.driver import Told

if TYPE_CHECKING:
    from smbus2 import i2c_msg


class Bus(Protocol):
    """What we use of ``smbus2.SMBus``: plain transfers, one after the other without a stop."""

    def i2c_rdwr(self, *i2c_msgs: "i2c_msg") -> None: ...
    def close(self) -> None: ...


Open = Callable[[int], Bus]
Pause = Callable[[float], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gauge:
    """One thing a chip measures."""

    key: str
    name: str
    unit: str
    device_class: str


class Wire:
    """One chip's address; every transfer raises ``OSError`` where nothing answers."""

    def __init__(self, bus: Bus, address: int, pause: Pause) -> None:
        self._bus, self._address, self._pause = bus, address, pause

    def write(self, *values: int) -> None:
        """Send bytes."""
        from smbus2 import i2c_msg

        self._bus.i2c_rdwr(i2c_msg.write(self._address, values))

    def read(self, count: int) -> bytes:
        """Receive so many bytes."""
        from smbus2 import i2c_msg

        answer = i2c_msg.read(self._address, count)
        self._bus.i2c_rdwr(answer)
        return bytes(answer)

    def registers(self, first: int, count: int) -> bytes:
        """Return the contents of registers in a row."""
        from smbus2 import i2c_msg

        answer = i2c_msg.read(self._address, count)
        self._bus.i2c_rdwr(i2c_msg.write(self._address, [first]), answer)
        return bytes(answer)

    def wait(self, seconds: float) -> None:
        """Let the chip measure."""
        self._pause(seconds)

    def close(self) -> None:
        """Let go of the bus."""
        self._bus.close()


class Chip(Protocol):
    """A kind of sensor."""

    gauges: tuple[Gauge, ...]

    def measure(self, wire: Wire) -> Mapping[str, Told]:
        """Measure once and return the values by the gauge's key, or why one is not to be had.

        Raise ``OSError`` where nothing answers, ``DeviceUnreachable`` for another chip.
        """


TEMPERATURE = Gauge(key="temperature", name="temperature", unit="°C", device_class="temperature")
HUMIDITY = Gauge(key="humidity", name="humidity", unit="%", device_class="humidity")
