"""A line that drives something: a relay, a lamp."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from hardware.gpio.lines import Line, Request, opened, unreachable
from hardware.gpio.things import Thing, wanted_level
from hub.core.commands import DeviceCommand
from hub.core.driver import Found, Told

if TYPE_CHECKING:
    from gpiod.line import Value


class Output:
    """Drives one line; it is in its safe state from the first moment, and when it is left."""

    def __init__(self, thing: Thing, request: Request) -> None:
        self.name = thing.source
        self._thing, self._request = thing, request
        self._line: Line | None = None

    def find(self) -> Sequence[Found]:
        """Return the one thing that hangs on the line."""
        return [self._thing.found()]

    def read(self) -> Mapping[str, Told]:
        """Return what the kernel says the line is at."""
        return {self.name: self._thing.state(self._level())}

    def act(self, source: str, command: DeviceCommand) -> Mapping[str, Told]:
        """Switch it, and look."""
        assert source == self.name
        level = wanted_level(command, now=self._level(), before=100.0)
        line = self._held()
        try:
            line.set_value(self._thing.line, _value(on=level > 0))
        except OSError as error:
            raise self._gone(error) from error
        return self.read()

    def close(self) -> None:
        """Bring the line to its safe state and give it back."""
        line, self._line = self._line, None
        if line is not None:
            with suppress(OSError):
                line.set_value(self._thing.line, _value(on=self._thing.safe))
            line.release()

    def _level(self) -> float:
        line = self._held()
        try:
            value = line.get_value(self._thing.line)
        except OSError as error:
            raise self._gone(error) from error
        return 100.0 if value is _value(on=True) else 0.0

    def _held(self) -> Line:
        if self._line is None:
            from gpiod import LineSettings
            from gpiod.line import Direction

            settings = LineSettings(
                direction=Direction.OUTPUT,
                active_low=self._thing.active_low,
                output_value=_value(on=self._thing.safe),
            )
            self._line = opened(self._request, self._thing.chip, self._thing.line, settings)
        return self._line

    def _gone(self, error: OSError) -> Exception:
        """Let go of a line that fails, so that it is opened anew."""
        line, self._line = self._line, None
        if line is not None:
            with suppress(OSError):
                line.release()
        return unreachable(self._thing.chip, self._thing.line, error)


def _value(*, on: bool) -> "Value":
    from gpiod.line import Value

    return Value.ACTIVE if on else Value.INACTIVE
