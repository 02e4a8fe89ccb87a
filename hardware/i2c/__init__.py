"""I2C sensors: temperature, humidity, air pressure, light, voltage and current."""

import importlib.util
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal

from hardware.i2c.bh1750 import Bh1750
from hardware.i2c.bme280 import Bme280
from hardware.i2c.ina219 import MOST, Ina219, calibration
from hardware.i2c.sht3x import Sht3x
from hardware.i2c.wire import Chip, Open, Pause, Wire
from hub.core.driver import Found, Mount, Told
from hub.core.entities import Device, Entity
from hub.core.errors import DeviceUnreachable, EngineMissing
from hub.core.kinds import Kind

api = 1
_ADDRESSES = {"bme280": 0x76, "bmp280": 0x76, "sht3x": 0x44, "bh1750": 0x23, "ina219": 0x40}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """One sensor; left out, ``address`` is the chip's usual one, ``every`` is in seconds.

    ``shunt_ohms`` and ``max_amperes`` are an INA219's: its resistor, the most it will see.
    """

    name: str
    chip: Literal["bme280", "bmp280", "sht3x", "bh1750", "ina219"]
    bus: int = 1
    address: int = 0
    area: str = ""
    every: float = 60.0
    shunt_ohms: float = 0.1
    max_amperes: float = 3.2

    def __post_init__(self) -> None:
        if self.address and not 0x08 <= self.address <= 0x77:
            raise ValueError("`address` is from 0x08 to 0x77; `i2cdetect -y 1` shows it")
        if self.bus < 0:
            raise ValueError("`bus` is a number from 0; 1 is the one on a Pi's header")
        if not 1 <= self.every <= 86_400:
            raise ValueError("`every` is from 1 to 86400 seconds")
        if not 1 <= calibration(self.shunt_ohms, self.max_amperes) <= MOST:
            raise ValueError("`shunt_ohms` and `max_amperes` do not go together")

    @property
    def at(self) -> int:
        """The address it answers at."""
        return self.address or _ADDRESSES[self.chip]

    @property
    def place(self) -> str:
        """What nothing else can be at."""
        return f"address {self.at:#04x} of I2C bus {self.bus}"


def build(
    wanted: Sequence[Settings],
    *,
    home: Path,
    open_bus: Open | None = None,
    pause: Pause = time.sleep,
) -> Sequence[Mount]:
    """Return a driver a sensor; raise ``EngineMissing`` where smbus2 is not installed.

    ``open_bus`` stands in for ``smbus2.SMBus``, ``pause`` for the time a chip takes.
    """
    if wanted and importlib.util.find_spec("smbus2") is None:
        raise EngineMissing("I2C needs smbus2: pip install 'tomte[gpio]'")
    return [
        Mount(name=_source(item), build=partial(Sensor, item, open_bus, pause), pause=item.every)
        for item in wanted
    ]


class Sensor:
    """One chip on its bus; opened anew after it failed."""

    def __init__(self, item: Settings, open_bus: Open | None, pause: Pause) -> None:
        self.name = _source(item)
        self._item, self._open_bus, self._pause = item, open_bus, pause
        self._wire: Wire | None = None
        self._chip = _chip(item)

    def find(self) -> Sequence[Found]:
        """Return what the chip measures."""
        item = self._item
        device = Device(id=self.name, name=item.name, model=item.chip.upper(), area=item.area)
        return [
            Found(
                entity=Entity(
                    id="",
                    source=f"{self.name}:{gauge.key}",
                    kind=Kind.SENSOR,
                    name=f"{item.name} {gauge.name}",
                    device_class=gauge.device_class,
                    unit=gauge.unit,
                ),
                device=device,
            )
            for gauge in self._chip.gauges
        ]

    def read(self) -> Mapping[str, Told]:
        """Return what it measures; a value it garbled comes as the reason."""
        try:
            measured = self._chip.measure(self._held())
        except OSError as error:
            self.close()
            if isinstance(error, DeviceUnreachable):
                raise
            raise DeviceUnreachable(f"{self._item.place}: {_cure(error)}") from error
        return {f"{self.name}:{key}": told for key, told in measured.items()}

    def close(self) -> None:
        """Let go of the bus."""
        wire, self._wire = self._wire, None
        if wire is not None:
            with suppress(OSError):
                wire.close()

    def _held(self) -> Wire:
        if self._wire is None:
            open_bus = self._open_bus
            if open_bus is None:
                from smbus2 import SMBus

                open_bus = SMBus
            self._wire = Wire(open_bus(self._item.bus), self._item.at, self._pause)
            self._chip = _chip(self._item)
        return self._wire


def _chip(item: Settings) -> Chip:
    match item.chip:
        case "bme280" | "bmp280":
            return Bme280(has_humidity=item.chip == "bme280")
        case "sht3x":
            return Sht3x()
        case "bh1750":
            return Bh1750()
        case _:
            return Ina219(shunt_ohms=item.shunt_ohms, max_amperes=item.max_amperes)


def _source(item: Settings) -> str:
    return f"i2c:{item.bus}:{item.at:#04x}"


def _cure(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such bus; switch I2C on (on a Pi: raspi-config)"
    if isinstance(error, PermissionError):
        return "the hub may not use it; add its user to the group `i2c`"
    return f"nothing answers ({error.strerror or error}); is it wired, is it this address?"
