"""A GPIO chip in memory: what the kernel and libgpiod do, at the seam of ``request_lines``."""

import errno
import queue

from gpiod import EdgeEvent
from gpiod.line import Direction, Value


class MemoryChip:
    """Pins are high (True) or low; who has requested a line has it alone."""

    def __init__(self, *, pulled_up=()):
        self.pins = dict.fromkeys(pulled_up, True)
        self.lines, self.broken = {}, False
        self.history = []

    def request_lines(self, path, config, consumer):
        assert path == "/dev/gpiochip0"
        assert consumer == "tomte"
        ((line, settings),) = config.items()
        if line in self.lines:
            raise OSError(errno.EBUSY, "Device or resource busy")
        request = self.lines[line] = MemoryLine(self, line, settings)
        if settings.direction is Direction.OUTPUT:
            request.set_value(line, settings.output_value)
        return request

    def drive(self, line, high):
        """Something outside pulls a pin up or down."""
        before = self.pins.get(line, False)
        self.pins[line] = high
        if line in self.lines and before is not high:
            self.lines[line].see_edge(high)


class MemoryLine:
    def __init__(self, chip, line, settings):
        self._chip, self._line, self.settings = chip, line, settings
        self._edges = queue.Queue()
        self._waiting = []

    def set_value(self, line, value):
        self._check(line)
        high = (value is Value.ACTIVE) is not self.settings.active_low
        self._chip.pins[line] = high
        self._chip.history.append((line, high))

    def get_value(self, line):
        self._check(line)
        high = self._chip.pins.get(line, False)
        return Value.ACTIVE if high is not self.settings.active_low else Value.INACTIVE

    def see_edge(self, high):
        rising = high is not self.settings.active_low
        kind = EdgeEvent.Type.RISING_EDGE if rising else EdgeEvent.Type.FALLING_EDGE
        self._edges.put(EdgeEvent(kind.value, 0, 0, 0, 0))

    def wait_edge_events(self, timeout):
        self._check(self._line)
        try:
            self._waiting.append(self._edges.get(timeout=timeout))
        except queue.Empty:
            return False
        return True

    def read_edge_events(self):
        while not self._edges.empty():
            self._waiting.append(self._edges.get())
        events, self._waiting = self._waiting, []
        return events

    def release(self):
        self._chip.lines.pop(self._line, None)

    def _check(self, line):
        if self._chip.broken:
            raise OSError(errno.ENODEV, "No such device")
        assert self._chip.lines[line] is self
