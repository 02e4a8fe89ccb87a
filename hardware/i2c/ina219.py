"""Texas Instruments INA219: voltage, current and power of a direct-current line.

Registers and scaling after the data sheet SBOS448, §8.5 (calibration and its example) and §8.6.
"""

from collections.abc import Mapping

from hardware.i2c.wire import Gauge, Wire
from hub.core.driver import Told
from hub.core.errors import BadPayload

_CONFIGURATION, _BUS_VOLTAGE, _POWER, _CURRENT, _CALIBRATION = 0x00, 0x02, 0x03, 0x04, 0x05
_USUAL = 0x399F  # 32 V, ±320 mV over the shunt, 12 bits, without pause; also the reset value
_FIXED = 0.04096  # by which the calibration is scaled inside
_CONVERSION = 0.0012  # seconds for both at 12 bits (2 · 586 µs at most)
_OVERFLOW = 0b01
_VOLT = 0.004  # V a count of the bus voltage
MOST = 0xFFFE  # the largest calibration; its lowest bit is always 0


class Ina219:
    """Calibrates before each measurement: a brown-out would have made it forget."""

    gauges: tuple[Gauge, ...] = (
        Gauge(key="voltage", name="voltage", unit="V", device_class="voltage"),
        Gauge(key="current", name="current", unit="A", device_class="current"),
        Gauge(key="power", name="power", unit="W", device_class="power"),
    )

    def __init__(self, *, shunt_ohms: float, max_amperes: float) -> None:
        self._ampere = max_amperes / 2**15  # A a count of the current
        self._calibration = calibration(shunt_ohms, max_amperes)

    def measure(self, wire: Wire) -> Mapping[str, Told]:
        """Return V, A and W; only volts where the current is beyond what it was set up for."""
        wire.write(_CONFIGURATION, *_USUAL.to_bytes(2, "big"))
        wire.write(_CALIBRATION, *self._calibration.to_bytes(2, "big"))
        wire.wait(_CONVERSION)
        bus = int.from_bytes(wire.registers(_BUS_VOLTAGE, 2), "big")
        told: dict[str, Told] = {"voltage": round((bus >> 3) * _VOLT, 3)}
        if bus & _OVERFLOW:
            beyond = BadPayload("more current than max_amperes allows")
            return told | {"current": beyond, "power": beyond}
        current = int.from_bytes(wire.registers(_CURRENT, 2), "big", signed=True)
        power = int.from_bytes(wire.registers(_POWER, 2), "big")
        told["current"] = round(current * self._ampere, 4)
        watts = round(power * 20 * self._ampere, 3)  # a count is 20 of the current's, without sign
        told["power"] = -watts if current < 0 else watts
        return told


def calibration(shunt_ohms: float, max_amperes: float) -> int:
    """Return the calibration register (§8.5.1, equation 1); 0 where there can be none."""
    product = max_amperes / 2**15 * shunt_ohms
    return int(_FIXED / product) & ~1 if product > 0 else 0
