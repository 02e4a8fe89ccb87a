"""A smart meter's P1 port: energy in and out, power, voltage, current, gas, water (DSMR, SMR)."""

import importlib.util
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

from hardware.meter.gauges import GAUGES
from hardware.meter.telegrams import VERSIONS, Telegrams
from hub.core.driver import Found, Mount, Told
from hub.core.entities import Device, Entity
from hub.core.errors import BadPayload, DeviceUnreachable, EngineMissing
from hub.core.kinds import Kind

api = 1
_GATHER = 0.1  # seconds from a telegram's first byte in which the rest of a burst comes together
_MOST = 4096  # bytes taken at a time; a telegram has about 1,000
_SILENCE = 60.0  # seconds without a telegram; a meter sends every second (5) or every ten (4, 2.2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """One meter: ``device`` is a serial port or ``socket://host:port``.

    ``version`` is the DSMR version: 2.2, 4, 5, or 5B (Belgium), 5L (Luxembourg), 5S (Sweden).
    """

    name: str
    device: str
    version: str | int | float = 5
    area: str = ""

    def __post_init__(self) -> None:
        if str(self.version).upper() not in VERSIONS:
            raise ValueError(f"`version` is one of {', '.join(VERSIONS)}")

    @property
    def place(self) -> str:
        """What nothing else can be at."""
        return self.device


class Port(Protocol):
    """What we use of a pyserial port."""

    timeout: float | None

    def read(self, size: int = 1, /) -> bytes: ...
    def close(self) -> None: ...


Open = Callable[[Settings], Port]


def build(
    wanted: Sequence[Settings],
    *,
    home: Path,
    open_port: Open | None = None,
    silence: float = _SILENCE,
) -> Sequence[Mount]:
    """Return a driver a meter; raise ``EngineMissing`` where the parser is not installed."""
    for package in ("dsmr_parser", "serial"):
        if wanted and importlib.util.find_spec(package) is None:
            raise EngineMissing(f"a meter needs {package}: pip install 'tomte[meter]'")
    opener = open_port or _open
    return [
        Mount(name=_source(item), build=partial(Meter, item, opener, silence)) for item in wanted
    ]


class Meter:
    """Listens to one port; what the meter measures is known from its first telegram."""

    def __init__(self, item: Settings, open_port: Open, silence: float) -> None:
        self.name = _source(item)
        self._item, self._open, self._silence = item, open_port, silence
        self._port: Port | None = None
        self._telegrams = Telegrams(str(item.version).upper())
        self._seen: set[str] = set()
        self._heard = 0.0  # steady seconds

    def find(self) -> Sequence[Found]:
        """Return what its telegrams have told of so far."""
        item = self._item
        device = Device(id=self.name, name=item.name, model=f"DSMR {item.version}", area=item.area)
        return [
            Found(
                entity=Entity(
                    id="",
                    source=f"{self.name}:{key}",
                    kind=Kind.SENSOR,
                    name=f"{item.name} {gauge.name}",
                    device_class=gauge.device_class,
                    unit=gauge.unit,
                ),
                device=device,
            )
            for key, gauge in GAUGES.items()
            if key in self._seen
        ]

    def read(self) -> Mapping[str, Told]:
        """Return nothing: a meter speaks when it wants to."""
        return {}

    def wait(self, seconds: float) -> Iterable[tuple[str, Told]]:
        """Return the telegrams of the next moments, value by value."""
        news: list[tuple[str, Told]] = []
        for telegram in self._telegrams.feed(self._receive(seconds)):
            if isinstance(telegram, BadPayload):
                news.append((self.name, telegram))
                continue
            self._heard = time.monotonic()
            self._seen |= set(telegram)
            news += [(f"{self.name}:{key}", value) for key, value in telegram.items()]
        if time.monotonic() - self._heard > self._silence:
            self.close()
            raise DeviceUnreachable(
                f"{self._item.device}: no telegram for {self._silence:g} s; "
                "is the cable in, is `version` right?"
            )
        return news

    def close(self) -> None:
        """Let go of the port."""
        port, self._port = self._port, None
        if port is not None:
            with suppress(OSError):
                port.close()

    def _receive(self, seconds: float) -> bytes:
        try:
            port = self._port
            if port is None:
                port = self._port = self._open(self._item)
                self._heard = time.monotonic()
            port.timeout = seconds
            first = port.read(1)
            if not first:
                return b""
            port.timeout = _GATHER
            return first + port.read(_MOST)
        except OSError as error:  # pyserial's own is one
            self.close()
            raise DeviceUnreachable(_cure(self._item.device, error)) from error


def _open(item: Settings) -> Port:
    """Open the port as the version wants it (P1 Companion Standard: 2.2 §4.6, 5.0.2 §5.5)."""
    import serial  # type: ignore[import-untyped] # it has no types

    slow = str(item.version) == "2.2"
    port: Port = serial.serial_for_url(
        item.device,
        baudrate=9600 if slow else 115_200,
        bytesize=serial.SEVENBITS if slow else serial.EIGHTBITS,
        parity=serial.PARITY_EVEN if slow else serial.PARITY_NONE,
        stopbits=serial.STOPBITS_ONE,
        exclusive=None if "://" in item.device else True,
    )
    return port


def _source(item: Settings) -> str:
    return f"meter:{item.device}"


def _cure(device: str, error: OSError) -> str:
    text = str(error)
    if "Permission denied" in text:
        return f"{device}: the hub may not use it; add its user to the group `dialout`"
    if "No such file" in text:
        return f"{device}: there is no such port; is the cable in?"
    return f"{device}: {text}"
