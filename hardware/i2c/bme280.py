"""Bosch BME280 and BMP280: temperature, air pressure, and the BME280's humidity.

Registers and compensation after the BME280 data sheet BST-BME280-DS001, §4.2.3 (trimming values),
§5.3/§5.4 (registers) and Appendix A, §8.1 (compensation in double precision).
"""

import struct
from collections.abc import Mapping
from dataclasses import dataclass

from hardware.i2c.wire import HUMIDITY, TEMPERATURE, Gauge, Wire
from hub.core.driver import Told
from hub.core.errors import BadPayload, DeviceUnreachable

_ID, _CTRL_HUM, _STATUS, _CTRL_MEAS, _DATA = 0xD0, 0xF2, 0xF3, 0xF4, 0xF7
_IDS = {True: {0x60}, False: {0x58, 0x56, 0x57, 0x60}}  # by has_humidity; 0x56, 0x57: samples
_ONCE = 0b001_001_01  # temperature and pressure oversampled once, one forced measurement
_LONGEST = 0.0093  # seconds for all three at oversampling 1 (§9.1: 1.25 + 3·2.3 + 2·0.575 ms)
_MEASURING = 0x08
_SKIPPED_20, _SKIPPED_16 = 0x80000, 0x8000  # what the registers hold before any measurement
PRESSURE = Gauge(
    key="pressure", name="air pressure", unit="hPa", device_class="atmospheric_pressure"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trim:
    """A chip's own trimming values: dig_T1…T3, dig_P1…P9, dig_H1…H6."""

    t: tuple[int, ...]
    p: tuple[int, ...]
    h: tuple[int, ...] = ()

    @classmethod
    def of(cls, low: bytes, high: bytes = b"") -> "Trim":
        """Read them from registers 0x88…0xA1 and 0xE1…0xE7 (§4.2.2, table 16)."""
        words = struct.unpack("<H2hH8h", low[:24])
        if not high:
            return cls(t=words[:3], p=words[3:])
        h2, h3 = struct.unpack("<hB", high[:3])
        h4 = _signed(high[3]) << 4 | high[4] & 0x0F
        h5 = _signed(high[5]) << 4 | high[4] >> 4
        return cls(t=words[:3], p=words[3:], h=(low[25], h2, h3, h4, h5, _signed(high[6])))

    def fine(self, raw: int) -> float:
        """Return t_fine, what the other two need of the temperature; °C are its 5120th part."""
        t1, t2, t3 = self.t
        first = (raw / 16384 - t1 / 1024) * t2
        return first + (raw / 131072 - t1 / 8192) ** 2 * t3

    def pascals(self, raw: int, fine: float) -> float:
        """Return the air pressure; 0 where the trimming values are none."""
        p1, p2, p3, p4, p5, p6, p7, p8, p9 = self.p
        var1 = fine / 2 - 64000
        var2 = var1 * var1 * p6 / 32768 + var1 * p5 * 2
        var2 = var2 / 4 + p4 * 65536
        var1 = (p3 * var1 * var1 / 524288 + p2 * var1) / 524288
        var1 = (1 + var1 / 32768) * p1
        if var1 == 0:
            return 0.0
        pressure = (1048576 - raw - var2 / 4096) * 6250 / var1
        return pressure + (p9 * pressure**2 / 2147483648 + pressure * p8 / 32768 + p7) / 16

    def percent(self, raw: int, fine: float) -> float:
        """Return the relative humidity."""
        h1, h2, h3, h4, h5, h6 = self.h
        warm = fine - 76800
        humidity = (raw - (h4 * 64 + h5 / 16384 * warm)) * (
            h2 / 65536 * (1 + h6 / 67108864 * warm * (1 + h3 / 67108864 * warm))
        )
        return min(max(humidity * (1 - h1 * humidity / 524288), 0.0), 100.0)


class Bme280:
    """Measures when it is asked; in between the chip sleeps and does not warm itself."""

    def __init__(self, *, has_humidity: bool) -> None:
        self._has_humidity = has_humidity
        self._trim: Trim | None = None
        self.gauges = (TEMPERATURE, PRESSURE, HUMIDITY)[: 3 if has_humidity else 2]

    def measure(self, wire: Wire) -> Mapping[str, Told]:
        """Return °C, hPa and % from one forced measurement."""
        trim = self._trim = self._trim or self._learn(wire)
        if self._has_humidity:
            wire.write(_CTRL_HUM, 1)  # takes effect with the next write to ctrl_meas
        wire.write(_CTRL_MEAS, _ONCE)
        wire.wait(_LONGEST)
        if wire.registers(_STATUS, 1)[0] & _MEASURING:
            wire.wait(_LONGEST)
        return self._values(trim, wire.registers(_DATA, 8 if self._has_humidity else 6))

    def _learn(self, wire: Wire) -> Trim:
        found = wire.registers(_ID, 1)[0]
        if found not in _IDS[self._has_humidity]:
            raise DeviceUnreachable(
                f"the chip there is another one (id {found:#04x}); a BME280 has 0x60, a BMP280 0x58"
            )
        low = wire.registers(0x88, 26)
        return Trim.of(low, wire.registers(0xE1, 7) if self._has_humidity else b"")

    def _values(self, trim: Trim, data: bytes) -> Mapping[str, Told]:
        pressure = data[0] << 12 | data[1] << 4 | data[2] >> 4
        temperature = data[3] << 12 | data[4] << 4 | data[5] >> 4
        if temperature == _SKIPPED_20:
            nothing = BadPayload("the chip has not measured")
            return dict.fromkeys((gauge.key for gauge in self.gauges), nothing)
        fine = trim.fine(temperature)
        told: dict[str, Told] = {
            "temperature": round(fine / 5120, 2),
            "pressure": round(trim.pascals(pressure, fine) / 100, 2),
        }
        if self._has_humidity:
            humidity = data[6] << 8 | data[7]
            told["humidity"] = (
                BadPayload("the chip has not measured humidity")
                if humidity == _SKIPPED_16
                else round(trim.percent(humidity, fine), 1)
            )
        return told


def _signed(byte: int) -> int:
    return byte - 256 if byte > 127 else byte
