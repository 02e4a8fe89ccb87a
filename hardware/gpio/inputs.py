"""A line that tells something: a door contact, a motion sensor, a button."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import timedelta

from hardware.gpio.lines import Line, Request, opened, unreachable
from hardware.gpio.things import Thing
from hub.core.driver import Found, Told


class Input:
    """Listens to one line's edges; the kernel takes the bounces out."""

    def __init__(self, thing: Thing, request: Request, *, pull: str, debounce: float) -> None:
        self.name = thing.source
        self._thing, self._request = thing, request
        self._pull, self._debounce = pull, timedelta(seconds=debounce)
        self._line: Line | None = None

    def find(self) -> Sequence[Found]:
        """Return the one thing that hangs on the line."""
        return [self._thing.found()]

    def read(self) -> Mapping[str, Told]:
        """Return what the line is at: also what an edge that was lost would have told."""
        from gpiod.line import Value

        line = self._held()
        try:
            value = line.get_value(self._thing.line)
        except OSError as error:
            raise self._gone(error) from error
        return {self.name: self._thing.state(100.0 if value is Value.ACTIVE else 0.0)}

    def wait(self, seconds: float) -> Iterable[tuple[str, Told]]:
        """Return the edges of so many seconds at most: a short press is on, then off."""
        from gpiod import EdgeEvent

        line = self._held()
        try:
            events = line.read_edge_events() if line.wait_edge_events(seconds) else []
        except OSError as error:
            raise self._gone(error) from error
        rising = EdgeEvent.Type.RISING_EDGE
        return [
            (self.name, self._thing.state(100.0 if event.event_type is rising else 0.0))
            for event in events
        ]

    def close(self) -> None:
        """Give the line back."""
        line, self._line = self._line, None
        if line is not None:
            with suppress(OSError):
                line.release()

    def _held(self) -> Line:
        if self._line is None:
            from gpiod import LineSettings
            from gpiod.line import Bias, Direction, Edge

            biases = {"up": Bias.PULL_UP, "down": Bias.PULL_DOWN, "none": Bias.DISABLED}
            settings = LineSettings(
                direction=Direction.INPUT,
                edge_detection=Edge.BOTH,
                bias=biases.get(self._pull, Bias.AS_IS),
                active_low=self._thing.active_low,
                debounce_period=self._debounce,
            )
            self._line = opened(self._request, self._thing.chip, self._thing.line, settings)
        return self._line

    def _gone(self, error: OSError) -> Exception:
        self.close()
        return unreachable(self._thing.chip, self._thing.line, error)
