"""Sensirion SHT30, SHT31 and SHT35: temperature and humidity.

Commands, checksum and conversion after the data sheet SHT3x-DIS, §4.3 (single shot), §4.12
(checksum) and §4.13 (conversion).
"""

from collections.abc import Mapping

from hardware.i2c.wire import HUMIDITY, TEMPERATURE, Gauge, Wire
from hub.core.driver import Told
from hub.core.errors import BadPayload

_ONCE = (0x24, 0x00)  # single shot, high repeatability, no clock stretching
_LONGEST = 0.0155  # seconds that takes at most (table 4)
_POLYNOMIAL = 0x31  # x^8 + x^5 + x^4 + 1, begun with 0xFF


class Sht3x:
    """Measures when it is asked."""

    gauges: tuple[Gauge, ...] = (TEMPERATURE, HUMIDITY)

    def measure(self, wire: Wire) -> Mapping[str, Told]:
        """Return °C and %; a word whose checksum is wrong is not used."""
        wire.write(*_ONCE)
        wire.wait(_LONGEST)
        answer = wire.read(6)
        temperature, humidity = _word(answer[:3]), _word(answer[3:])
        return {
            "temperature": _garbled(answer[:3])
            if temperature is None
            else round(-45 + 175 * temperature / 65535, 2),
            "humidity": _garbled(answer[3:])
            if humidity is None
            else round(100 * humidity / 65535, 1),
        }


def _garbled(part: bytes) -> BadPayload:
    return BadPayload(f"the checksum of {part.hex(' ')} is wrong")


def _word(part: bytes) -> int | None:
    return None if crc(part[:2]) != part[2] else part[0] << 8 | part[1]


def crc(word: bytes) -> int:
    """Return a word's checksum."""
    value = 0xFF
    for byte in word:
        value ^= byte
        for _ in range(8):
            value = (value << 1 ^ (_POLYNOMIAL if value & 0x80 else 0)) & 0xFF
    return value
