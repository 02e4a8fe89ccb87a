"""GPIO: relays, lamps, contacts and PWM, through the kernel's character devices (libgpiod)."""

import importlib.util
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal

from hardware.gpio.inputs import Input
from hardware.gpio.lines import Request
from hardware.gpio.outputs import Output
from hardware.gpio.pwm import Pwm
from hardware.gpio.things import Thing
from hub.core.driver import Driver, Mount
from hub.core.errors import EngineMissing

api = 1
_PWM = Path("/sys/class/pwm")
_LONGEST_DEBOUNCE = 10_000.0  # ms; a contact that bounces for longer is broken
_FASTEST = 1e6  # Hz


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """One line: ``mode`` says what it is; ``safe`` is how an output starts and is left.

    ``chip`` is ``gpiochip0``, a chip's label or a path; ``line`` a number or the line's name.
    ``dimmer`` and ``fan`` want ``chip: pwmchip0`` and the channel's number as ``line``.
    ``active_low`` is for what is on when the line is low (most relay boards, contacts to ground).
    """

    name: str
    line: int | str
    mode: Literal["switch", "light", "input", "dimmer", "fan"]
    chip: str = "gpiochip0"
    area: str = ""
    active_low: bool = False
    safe: bool = False
    device_class: str = ""
    pull: Literal["", "up", "down", "none"] = ""
    debounce_ms: float = 20.0
    hertz: float = 0.0

    def __post_init__(self) -> None:
        is_pwm = self.chip.startswith("pwmchip")
        if is_pwm is not (self.mode in {"dimmer", "fan"}):
            raise ValueError("`dimmer` and `fan`, and only these, go with a chip like `pwmchip0`")
        if (is_pwm and isinstance(self.line, str)) or (
            isinstance(self.line, int) and self.line < 0
        ):
            raise ValueError("`line` is a number from 0")
        if not 0 <= self.debounce_ms <= _LONGEST_DEBOUNCE:
            raise ValueError("`debounce_ms` is from 0 to 10000")
        if not 0 <= self.hertz <= _FASTEST:
            raise ValueError("`hertz` is up to 1000000")

    @property
    def place(self) -> str:
        """What nothing else can be at."""
        return f"line {self.line} of {self.chip}"


def build(
    wanted: Sequence[Settings],
    *,
    home: Path,
    request: Request | None = None,
    pwm: Path = _PWM,
) -> Sequence[Mount]:
    """Return a driver a line; raise ``EngineMissing`` where libgpiod is not installed.

    ``request`` stands in for ``gpiod.request_lines``, ``pwm`` for the kernel's folder.
    """
    lines = [item for item in wanted if item.mode not in {"dimmer", "fan"}]
    if lines and importlib.util.find_spec("gpiod") is None:
        raise EngineMissing("GPIO needs gpiod: pip install 'tomte[gpio]'")
    return [
        Mount(name=_thing(item).source, build=partial(_driver, item, request, pwm))
        for item in wanted
    ]


def _driver(item: Settings, request: Request | None, pwm: Path) -> Driver:
    thing = _thing(item)
    if item.mode in {"dimmer", "fan"}:
        hertz = item.hertz or (25_000.0 if item.mode == "fan" else 1000.0)
        return Pwm(thing, pwm / item.chip, int(item.line), hertz=hertz)
    if request is None:
        from gpiod import request_lines

        request = request_lines
    if item.mode == "input":
        return Input(thing, request, pull=item.pull, debounce=item.debounce_ms / 1000)
    return Output(thing, request)


def _thing(item: Settings) -> Thing:
    return Thing(
        name=item.name,
        area=item.area,
        mode=item.mode,
        chip=item.chip,
        line=item.line,
        active_low=item.active_low,
        safe=item.safe,
        device_class=item.device_class,
    )
