"""ROHM BH1750FVI: how light it is.

Instructions, times and conversion after the data sheet BH1750FVI, "Instruction Set Architecture",
"Electrical Characteristics" and "Measurement sequence example".
"""

from collections.abc import Mapping

from hardware.i2c.wire import Gauge, Wire
from hub.core.driver import Told
from hub.core.errors import BadPayload

_POWER_ON, _ONCE = 0x01, 0x20  # one measurement at high resolution, then power down
_LONGEST = 0.18  # seconds that takes at most
_COUNTS_PER_LUX = 1.2
_FULL = 0xFFFF


class Bh1750:
    """Measures when it is asked; in between it is switched off."""

    gauges: tuple[Gauge, ...] = (
        Gauge(key="illuminance", name="illuminance", unit="lx", device_class="illuminance"),
    )

    def measure(self, wire: Wire) -> Mapping[str, Told]:
        """Return lux."""
        wire.write(_POWER_ON)
        wire.write(_ONCE)
        wire.wait(_LONGEST)
        high, low = wire.read(2)
        counts = high << 8 | low
        if counts == _FULL:
            return {"illuminance": BadPayload("brighter than the sensor can tell")}
        return {"illuminance": round(counts / _COUNTS_PER_LUX, 1)}
