"""How warm the board is, and whether it slows itself down: no time to learn then."""

from pathlib import Path

from hub.core.message import Message
from hub.core.modelling import Board

HOT = 72.0  # °C; a Raspberry Pi slows down from 80 on
_LIKELY = (-20.0, 150.0)  # °C
_SLOWED = 0xF  # under-voltage, capped, throttled, soft limit: as they are now
_THROTTLED = "sys/devices/platform/soc/soc:firmware/get_throttled"


def board(root: Path = Path("/")) -> Board:
    """Read the board's sensors below ``root``; what a board does not have says nothing.

    The zones are the kernel's (Documentation/driver-api/thermal: millidegrees), the flags those of
    ``vcgencmd get_throttled`` (Raspberry Pi documentation), as the firmware's driver tells them.
    """
    zones = sorted((root / "sys/class/thermal").glob("thermal_zone*/temp"))
    found = [value for value in map(_celsius, zones) if value is not None]
    celsius = max(found, default=None)
    throttled = bool(_flags(root / _THROTTLED) & _SLOWED)
    return Board(celsius=celsius, throttled=throttled, waits=_why(celsius, throttled=throttled))


def _why(celsius: float | None, *, throttled: bool) -> Message | None:
    if throttled:
        return Message(id="models.waits.throttled")
    if celsius is not None and celsius >= HOT:
        return Message(id="models.waits.hot", values={"celsius": celsius})
    return None


def _celsius(file: Path) -> float | None:
    try:
        value = int(file.read_text(encoding="ascii")) / 1000
    except (OSError, ValueError):
        return None
    low, high = _LIKELY
    return value if low < value < high else None


def _flags(file: Path) -> int:
    """Return the flags, written as ``50005`` or ``throttled=0x50005``."""
    try:
        return int(file.read_text(encoding="ascii").strip().rpartition("=")[2], 16)
    except (OSError, ValueError):
        return 0
