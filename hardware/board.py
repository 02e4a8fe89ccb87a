"""The board the hub runs on: how hot it is, how much memory and disk it has left."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from hub.core.driver import Found
from hub.core.entities import Device, Entity
from hub.core.errors import DeviceUnreachable
from hub.core.kinds import Kind

api = 1
_DEVICE = Device(id="this_hub", name="This hub")


def build(root: Path = Path("/")) -> "Board":
    """Return the driver; ``root`` holds ``sys`` and ``proc``, and is the disk looked at."""
    return Board(root)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Gauge:
    source: str
    name: str
    unit: str
    device_class: str
    read: Callable[[], float]


class Board:
    """Reads the kernel's own files; what a board does not have is not there."""

    name = "board"

    def __init__(self, root: Path) -> None:
        self._root = root
        self._gauges: list[_Gauge] = []

    def find(self) -> Sequence[Found]:
        """Return the sensors that answer."""
        self._gauges = [gauge for gauge in self._known() if _value(gauge) is not None]
        return [Found(entity=_entity(gauge), device=_DEVICE) for gauge in self._gauges]

    def read(self) -> Mapping[str, float]:
        """Return what they measure now, by source."""
        values = {gauge.source: _value(gauge) for gauge in self._gauges}
        answered = {source: value for source, value in values.items() if value is not None}
        if self._gauges and not answered:
            raise DeviceUnreachable(f"none of the board's files under {self._root} can be read")
        return answered

    def _known(self) -> Iterator[_Gauge]:
        zone = self._hottest_zone()
        if zone is not None:
            yield _gauge("temperature", "Processor", "°C", "temperature", lambda: _degrees(zone))
        memory = self._root / "proc" / "meminfo"
        yield _gauge("memory", "Memory free", "%", "", lambda: _memory_free(memory))
        yield _gauge("disk", "Disk free", "%", "", lambda: _disk_free(self._root))

    def _hottest_zone(self) -> Path | None:
        """Return the thermal zone of the processor, or else the first there is."""
        zones = sorted((self._root / "sys" / "class" / "thermal").glob("thermal_zone*"))
        return next((zone for zone in zones if "cpu" in _kind(zone)), zones[0] if zones else None)


def _gauge(
    source: str, name: str, unit: str, device_class: str, read: Callable[[], float]
) -> _Gauge:
    return _Gauge(
        source=f"board:{source}", name=name, unit=unit, device_class=device_class, read=read
    )


def _entity(gauge: _Gauge) -> Entity:
    return Entity(
        id="",
        source=gauge.source,
        kind=Kind.SENSOR,
        name=gauge.name,
        device_class=gauge.device_class,
        unit=gauge.unit,
        category="diagnostic",
    )


def _value(gauge: _Gauge) -> float | None:
    try:
        return gauge.read()
    except (OSError, ValueError, KeyError, ZeroDivisionError):
        return None


def _kind(zone: Path) -> str:
    try:
        return (zone / "type").read_text().strip().casefold()
    except OSError:
        return ""


def _degrees(zone: Path) -> float:
    return int((zone / "temp").read_text()) / 1000


def _memory_free(file: Path) -> float:
    lines = (line.split() for line in file.read_text().splitlines())
    sizes = {words[0]: words[1] for words in lines if len(words) > 1}
    return round(100 * int(sizes["MemAvailable:"]) / int(sizes["MemTotal:"]), 1)


def _disk_free(folder: Path) -> float:
    disk = os.statvfs(folder)
    return round(100 * disk.f_bavail / disk.f_blocks, 1)
