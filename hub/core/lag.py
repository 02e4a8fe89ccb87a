"""The loop-lag gauge: notices that the event loop stands still, and names who holds it."""

import asyncio
import logging
import sys
import threading
import time
from types import FrameType

from hub.core.bus import Bus
from hub.core.clock import Clock
from hub.core.events import Cause, LoopBlocked

_log = logging.getLogger(__name__)
_BEAT = 0.05  # seconds between two looks; 0.33 % of a core
_OURS = ("/hub/", "/skills/", "/hardware/", "/models/")


class LagGauge:
    """A thread beside the loop: when a beat is late by ``limit`` seconds it says by whose fault."""

    def __init__(self, bus: Bus, clock: Clock, *, limit: float = 0.25) -> None:
        self._bus, self._clock, self._limit = bus, clock, limit
        self._done = threading.Event()
        self._beaten = time.monotonic()
        self._loop: asyncio.AbstractEventLoop | None = None
        self.worst = 0.0

    async def run(self) -> None:
        """Watch until cancelled."""
        self._loop = asyncio.get_running_loop()
        self._done.clear()
        self._beaten = time.monotonic()
        watcher = threading.Thread(
            target=self._watch, args=(threading.get_ident(),), name="lag gauge", daemon=True
        )
        watcher.start()
        try:
            while True:
                self._beaten = time.monotonic()
                await asyncio.sleep(_BEAT)
        finally:
            self._done.set()

    def _watch(self, loop_thread: int) -> None:
        while not self._done.wait(_BEAT):
            late = time.monotonic() - self._beaten - _BEAT
            if late < self._limit:
                continue
            culprit = _name(sys._current_frames().get(loop_thread))
            beaten = self._beaten
            while self._beaten == beaten and not self._done.wait(_BEAT):
                pass
            self._tell(time.monotonic() - beaten - _BEAT, culprit)

    def _tell(self, seconds: float, culprit: str) -> None:
        self.worst = max(self.worst, seconds)
        _log.warning("the event loop stood still for %.2f s in %s", seconds, culprit)
        event = LoopBlocked(
            at=self._clock.time(),
            cause=Cause(who="hub", name="lag"),
            seconds=seconds,
            culprit=culprit,
        )
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._bus.publish, event)


def _name(frame: FrameType | None) -> str:
    """Return the innermost function of ours on the stack, or else the innermost at all."""
    innermost = frame
    while frame is not None:
        if any(room in frame.f_code.co_filename for room in _OURS):
            return _place(frame)
        frame = frame.f_back
    return _place(innermost) if innermost else "?"


def _place(frame: FrameType) -> str:
    file = "/".join(frame.f_code.co_filename.split("/")[-3:])
    return f"{frame.f_code.co_qualname} ({file}:{frame.f_lineno})"
