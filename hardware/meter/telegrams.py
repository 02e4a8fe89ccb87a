"""From bytes of a P1 port to numbers; a telegram whose checksum is wrong is told and not used."""

import logging
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from hardware.meter.gauges import GAUGES, MBUS, SUMS
from hub.core.errors import BadPayload

if TYPE_CHECKING:
    from dsmr_parser.parsers import TelegramParser  # type: ignore[import-untyped] # no types

VERSIONS = {  # by what an owner calls it: the parser's name
    "2.2": "V2_2",
    "4": "V4",
    "5": "V5",
    "5B": "BELGIUM_FLUVIUS",
    "5L": "LUXEMBOURG_SMARTY",
    "5S": "SWEDEN",
}
_LONGEST = 16_384  # bytes; what is longer without an end is noise
_STUMBLES = (ValueError, LookupError, ArithmeticError, TypeError)  # of the parser, over one line
Telegram = Mapping[str, float]


class Telegrams:
    """Cuts a stream into telegrams: from a slash to the line with the exclamation mark."""

    def __init__(self, version: str) -> None:
        self._version = version
        self._waiting = b""

    def feed(self, data: bytes) -> Iterator[Telegram | BadPayload]:
        """Yield the telegrams that are complete now, or why one cannot be used."""
        self._waiting += data
        while True:
            start = self._waiting.find(b"/")
            if start < 0:
                self._waiting = b""
                return
            end = self._waiting.find(b"\n", max(self._waiting.find(b"!", start), start))
            if end < 0 or b"!" not in self._waiting[start:end]:
                self._waiting = self._waiting[start:]
                break
            start = self._waiting.rfind(b"/", start, end)  # what broke off before is no telegram
            whole, self._waiting = self._waiting[start : end + 1], self._waiting[end + 1 :]
            yield self._parse(whole.decode("latin-1"))
        if len(self._waiting) > _LONGEST:
            self._waiting = b""
            yield BadPayload(f"{_LONGEST} bytes without the end of a telegram")

    def _parse(self, text: str) -> Telegram | BadPayload:
        from dsmr_parser import telegram_specifications  # type: ignore[import-untyped] # no types
        from dsmr_parser.exceptions import (  # type: ignore[import-untyped] # no types
            InvalidChecksumError,
            ParseError,
        )
        from dsmr_parser.parsers import TelegramParser

        logging.getLogger("dsmr_parser").setLevel(logging.CRITICAL)  # it would tell every second
        parser = TelegramParser(getattr(telegram_specifications, VERSIONS[self._version]))
        try:
            parsed = parser.parse(text)
        except InvalidChecksumError:
            return BadPayload("a telegram's checksum is wrong")
        except ParseError as error:
            return BadPayload(f"a telegram cannot be read: {error}")
        except _STUMBLES:
            parsed = _without_bad_lines(parser, text)
        values = _values(parsed)
        return values or BadPayload("a telegram without a value; is `version` right?")


def _without_bad_lines(parser: "TelegramParser", text: str) -> object:
    """Read what can be read of a telegram whose checksum is right."""
    parser.apply_checksum_validation = False
    good = ""
    for line in text.splitlines(keepends=True):
        try:
            parser.parse(line)
        except _STUMBLES:
            continue
        good += line
    return parser.parse(good)


def _values(telegram: object) -> Telegram:
    values: dict[str, float] = {}
    for key, gauge in GAUGES.items():
        for word in gauge.words:
            value = _number(getattr(telegram, word, None))
            if value is not None:
                values[key] = round(value * gauge.factor, 6)
    for device in getattr(telegram, "MBUS_DEVICES", ()):
        medium = MBUS.get(int(_number(getattr(device, "MBUS_DEVICE_TYPE", None)) or 0))
        value = _number(getattr(device, "MBUS_METER_READING", None))
        if medium is not None and value is not None:
            values[medium] = value
    for total, parts in SUMS.items():
        known = [values[part] for part in parts if part in values]
        if total not in values and known:
            values[total] = round(sum(known), 6)
    return values


def _number(held: object) -> float | None:
    value = getattr(held, "value", None)
    return float(value) if isinstance(value, Decimal | int | float) else None
