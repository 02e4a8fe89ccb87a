"""Opening a line of a GPIO chip, and what may go wrong there in words."""

import errno
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from hub.core.errors import DeviceUnreachable

if TYPE_CHECKING:
    from gpiod import EdgeEvent, LineSettings
    from gpiod.line import Value

_CURES = {
    errno.ENOENT: "there is no such chip or line; `gpiodetect` and `gpioinfo` list them",
    errno.EACCES: "the hub may not use it; add its user to the group `gpio`",
    errno.EPERM: "the hub may not use it; add its user to the group `gpio`",
    errno.EBUSY: "something else uses it; `gpioinfo` says what",
    errno.EINVAL: "there is no such line, or it cannot do that; `gpioinfo` lists them",
}


class Line(Protocol):
    """A requested line: what we use of ``gpiod.LineRequest``."""

    def get_value(self, line: int | str) -> "Value": ...
    def set_value(self, line: int | str, value: "Value") -> None: ...
    def wait_edge_events(self, timeout: float | None = None) -> bool: ...
    def read_edge_events(self) -> "list[EdgeEvent]": ...
    def release(self) -> None: ...


Request = Callable[..., Line]
"""``gpiod.request_lines``: path, ``config`` by line, ``consumer``."""


def opened(request: Request, chip: str, line: int | str, settings: "LineSettings") -> Line:
    """Return the line, held by this process alone; raise ``DeviceUnreachable`` with the cure."""
    try:
        return request(path_of(chip), config={line: settings}, consumer="tomte")
    except (OSError, ValueError) as error:
        raise unreachable(chip, line, error) from error


def unreachable(chip: str, line: int | str, error: Exception) -> DeviceUnreachable:
    """Return what to say of a line that cannot be used."""
    number = error.errno if isinstance(error, OSError) else errno.EINVAL
    cure = _CURES.get(number or 0, str(error))
    return DeviceUnreachable(f"line {line} of {chip}: {cure}")


def path_of(chip: str, dev: Path = Path("/dev")) -> str:
    """Return the device file of a chip given by file name, path or label."""
    path = dev / chip  # an absolute one stays as it is
    if path.exists() or chip.startswith("gpiochip"):
        return str(path)
    from gpiod import Chip, is_gpiochip_device

    for candidate in sorted(dev.glob("gpiochip*")):
        if is_gpiochip_device(str(candidate)):
            with Chip(str(candidate)) as found:
                if found.get_info().label == chip:
                    return str(candidate)
    return str(path)
