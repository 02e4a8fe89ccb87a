"""A dimmed lamp or a fan on a hardware PWM channel (``/sys/class/pwm``): no thread flickers it."""

import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from hardware.gpio.things import Thing, wanted_level
from hub.core.commands import DeviceCommand
from hub.core.driver import Found, Told
from hub.core.errors import DeviceUnreachable

_APPEARS = 1.0  # seconds udev may take to hand a fresh channel to the group


class Pwm:
    """Drives one channel; nanoseconds in the kernel's files, percent in the house."""

    def __init__(self, thing: Thing, chip: Path, channel: int, *, hertz: float) -> None:
        self.name = thing.source
        self._thing, self._chip, self._number = thing, chip, channel
        self._channel = chip / f"pwm{channel}"
        self._period = round(1e9 / hertz)
        self._ready = False
        self._before = 100.0  # percent it had when it last was on

    def find(self) -> Sequence[Found]:
        """Return the one thing that hangs on the channel."""
        return [self._thing.found()]

    def read(self) -> Mapping[str, Told]:
        """Return what the kernel says the channel is at."""
        return {self.name: self._thing.state(self._level())}

    def act(self, source: str, command: DeviceCommand) -> Mapping[str, Told]:
        """Set it, and look."""
        assert source == self.name
        level = wanted_level(command, now=self._level(), before=self._before)
        self._drive(level)
        return self.read()

    def close(self) -> None:
        """Bring the channel to its safe state; it stays exported, so the kernel keeps that."""
        if self._ready:
            self._ready = False
            with suppress(DeviceUnreachable):
                self._drive(100.0 if self._thing.safe else 0.0)

    def _level(self) -> float:
        self._open()
        if self._read("enable") == 0:
            return 0.0
        level = round(100 * self._read("duty_cycle") / self._period, 1)
        if level > 0:
            self._before = level
        return level

    def _drive(self, level: float) -> None:
        self._write("duty_cycle", round(self._period * level / 100))
        self._write("enable", 1)  # also at 0 %: a pin at rest is at no defined level

    def _open(self) -> None:
        """Export the channel and set its period, once; it starts in its safe state."""
        if self._ready:
            return
        if not self._channel.exists():
            self._put(self._chip / "export", self._number)
            self._await_channel()
        self._write("enable", 0)  # polarity and period change only while it rests
        self._write("duty_cycle", 0)  # a period may not be shorter than it
        self._write("period", self._period)
        if self._thing.active_low or (self._channel / "polarity").exists():
            self._write("polarity", "inversed" if self._thing.active_low else "normal")
        self._ready = True
        self._drive(100.0 if self._thing.safe else 0.0)

    def _await_channel(self) -> None:
        for _ in range(20):
            with suppress(OSError), (self._channel / "duty_cycle").open("r+"):
                return
            time.sleep(_APPEARS / 20)

    def _read(self, file: str) -> int:
        try:
            return int((self._channel / file).read_text())
        except (OSError, ValueError) as error:
            raise self._gone(self._channel / file, error) from error

    def _write(self, file: str, value: int | str) -> None:
        self._put(self._channel / file, value)

    def _put(self, path: Path, value: int | str) -> None:
        try:
            path.write_text(str(value))
        except OSError as error:
            raise self._gone(path, error) from error

    def _gone(self, path: Path, error: Exception) -> DeviceUnreachable:
        self._ready = False
        why = error.strerror if isinstance(error, OSError) else error
        return DeviceUnreachable(f"{path}: {why}; is PWM switched on in this board's settings?")
