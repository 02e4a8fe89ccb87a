"""1-Wire thermometers (DS18B20 and its kin) through the kernel's ``w1_therm`` files."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from hub.core.driver import Found, Mount, Told
from hub.core.entities import Device, Entity
from hub.core.errors import BadPayload, DeviceUnreachable
from hub.core.kinds import Kind

api = 1
_BUS = Path("/sys/bus/w1/devices")
_FAMILIES = {"10": "DS18S20", "22": "DS1822", "28": "DS18B20", "3b": "DS1825", "42": "DS28EA00"}
_ADDRESS = re.compile(r"(10|22|28|3b|42)-[0-9a-f]{12}")
_POWER_ON = 85.0  # °C in the scratchpad until the first conversion (DS18B20 data sheet, table 1)
_POWER_ON_MARK = "0c"  # what its sixth byte holds then; a conversion writes 10h less the fraction
_NEAR = 10.0  # °C from which a thermometer may really have come to 85
_LIMIT = 60.0  # seconds to read all: a conversion takes 0.75 s each, the kernel tries three times


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """A thermometer that shall have a name; the others on the bus appear by their address."""

    address: str
    name: str
    area: str = ""

    def __post_init__(self) -> None:
        if not _ADDRESS.fullmatch(self.address):
            raise ValueError(
                "`address` is like 28-0316a279a3ff; the names in /sys/bus/w1/devices are these"
            )

    @property
    def place(self) -> str:
        """What nothing else can be at."""
        return f"the thermometer {self.address}"


def build(wanted: Sequence[Settings], *, home: Path, bus: Path = _BUS) -> Sequence[Mount]:
    """Return the one driver for all of them; ``bus`` is the kernel's folder."""
    return [Mount(name="onewire", build=partial(OneWire, wanted, bus), limit=_LIMIT)]


class OneWire:
    """Reads every thermometer on the bus."""

    name = "onewire"

    def __init__(self, wanted: Sequence[Settings], bus: Path) -> None:
        self._wanted, self._bus = {item.address: item for item in wanted}, bus
        self._last: dict[str, float] = {}  # address -> °C

    def find(self) -> Sequence[Found]:
        """Return the thermometers that are there or have been named."""
        return [self._found(address) for address in sorted({*self._there(), *self._wanted})]

    def read(self) -> Mapping[str, Told]:
        """Return what those that answer measure, or why it is not to be believed."""
        told: dict[str, Told] = {}
        for address in self._there():
            try:
                told[f"{self.name}:{address}"] = self._celsius(address)
            except BadPayload as error:
                told[f"{self.name}:{address}"] = error
            except OSError:
                continue  # it has left the bus, or does not answer on it
        if not told:
            raise DeviceUnreachable(
                f"no thermometer answers under {self._bus}; "
                "is 1-Wire switched on (dtoverlay=w1-gpio), are they wired?"
            )
        return told

    def _there(self) -> Iterator[str]:
        return (path.name for path in sorted(self._bus.glob("*-*")) if _ADDRESS.match(path.name))

    def _found(self, address: str) -> Found:
        item = self._wanted.get(address) or Settings(address=address, name=f"Probe {address}")
        source = f"{self.name}:{address}"
        entity = Entity(
            id="",
            source=source,
            kind=Kind.SENSOR,
            name=item.name,
            device_class="temperature",
            unit="°C",
        )
        model = _FAMILIES[address.partition("-")[0]]
        return Found(
            entity=entity, device=Device(id=source, name=item.name, model=model, area=item.area)
        )

    def _celsius(self, address: str) -> float:
        """Return °C; raise ``BadPayload`` for a bad checksum or a value from before measuring."""
        folder = self._bus / address
        scratchpad = folder / "w1_slave"
        if scratchpad.exists():
            celsius, marked = _parse(scratchpad.read_text())
        else:  # the kernel has checked this one; it gives an error where the checksum was wrong
            celsius, marked = _thousandth((folder / "temperature").read_text()), False
        last = self._last.get(address)
        if celsius == _POWER_ON and (marked or last is None or abs(last - celsius) > _NEAR):
            raise BadPayload("85 °C is what it says before it has measured; is its power steady?")
        self._last[address] = celsius
        return celsius


def _parse(text: str) -> tuple[float, bool]:
    """Return °C from both lines of ``w1_slave``, and whether the chip is fresh from power-on."""
    first, _, second = text.strip().partition("\n")
    if not first.endswith("YES"):
        raise BadPayload("its checksum is wrong (crc NO); is the cable too long, the pull-up weak?")
    scratch = first.split()
    if all(byte == "00" for byte in scratch[:9]):  # zeros have a right checksum: a shorted line
        raise BadPayload("it sends zeros only; is the data line shorted?")
    return _thousandth(second.rpartition("t=")[2]), len(scratch) > 6 and scratch[6] == (
        _POWER_ON_MARK
    )


def _thousandth(text: str) -> float:
    try:
        return int(text) / 1000
    except ValueError:
        raise BadPayload(f"{text.strip()[:40]!r} is no temperature") from None
