"""Devices gone wild: a topic that says too much is heard ten times a second, newest value only.

A fault of a device must not become one of the house. Reading costs far more than receiving, so
what a flooding topic said before its newest message is dropped unread, counted and told.
"""

import asyncio
import logging
from collections.abc import Callable
from typing import Protocol

from hub.core.bus import Bus
from hub.core.clock import Clock
from hub.core.events import Cause, FloodChanged
from hub.ingest.routes import COUNTED, Lane, Routes

FLOOD = 200.0  # messages a second on one topic: no button, meter or burst of a healthy device
_CALM = 100.0  # messages a second that are no flood any more
_PAUSE = 0.1  # seconds between two messages of a flood that are handed on
_CALM_FOR = 5.0  # seconds after which a flood is over
_log = logging.getLogger(__name__)


class HandOn(Protocol):
    """Hands a message to whoever listens."""

    def __call__(self, lane: Lane, payload: bytes, retained: bool) -> None:
        """Never raise for what it holds."""


class _Flood:
    """What came last on a topic that floods, and how it went on."""

    __slots__ = ("calm", "fastest", "kept", "left_out", "news", "number")

    def __init__(self) -> None:
        self.news = b""
        self.kept = False
        self.number = 0  # of messages since the last one handed on
        self.left_out = 0
        self.calm = 0.0  # seconds
        self.fastest = 0.0  # messages a second


class Floods:
    """Notices topics that flood and thins them out until they are calm again.

    ``count(topic, number)`` hears how many messages were left out, ``whose(topic)`` says what the
    device is called. Speed is measured by the loop and by the household's clock, and must be too
    high by both: a simulated day may pass in seconds.
    """

    def __init__(
        self,
        bus: Bus,
        clock: Clock,
        routes: Routes,
        hand_on: HandOn,
        count: Callable[[str, int], None],
        *,
        whose: Callable[[str], str] = lambda _: "",
    ) -> None:
        self._bus, self._clock, self._routes = bus, clock, routes
        self._hand_on, self._count, self._whose = hand_on, count, whose
        self._floods: dict[str, _Flood] = {}

    def holds(self, lane: Lane, payload: bytes, retained: bool) -> bool:
        """Whether a message is kept back for now; asked of every lane that has come to its limit.

        A message that is kept back counts as handled: the next one replaces it, or it is handed
        on within a tenth of a second.
        """
        flood = self._floods.get(lane.topic)
        if flood is None:
            speed = self._speed(lane)
            if speed < FLOOD:
                return False
            flood = self._floods[lane.topic] = _Flood()
            flood.fastest = speed
            self._tell(lane.topic, flood, flooding=True)
            self._later(lane.topic)
        flood.news, flood.kept = payload, retained
        flood.number += 1
        return True

    def _speed(self, lane: Lane) -> float:
        """Return messages a second since the last look, by the clock that went further."""
        now = asyncio.get_running_loop().time(), self._clock.time()
        passed = max(new - old for new, old in zip(now, lane.since, strict=True))
        lane.count, lane.since = 0, now
        return COUNTED / max(passed, 1e-6)

    def _later(self, topic: str) -> None:
        asyncio.get_running_loop().call_later(_PAUSE, self._go_on, topic)

    def _go_on(self, topic: str) -> None:
        """Hand the newest message on, and see whether the flood goes on."""
        flood = self._floods[topic]
        speed, number, flood.number = flood.number / _PAUSE, flood.number, 0
        flood.fastest = max(flood.fastest, speed)
        flood.calm = flood.calm + _PAUSE if speed <= _CALM else 0.0
        if number > 1:
            flood.left_out += number - 1
            self._count(topic, number - 1)
        if flood.calm >= _CALM_FOR:
            del self._floods[topic]
            self._tell(topic, flood, flooding=False)
        else:
            self._later(topic)
        if number:
            self._hand_on(self._routes.lane(topic), flood.news, flood.kept)

    def _tell(self, topic: str, flood: _Flood, *, flooding: bool) -> None:
        self._routes.mark(topic, flooding=flooding)
        name = self._whose(topic)
        called = f"{topic} ({name})" if name else topic
        if flooding:
            _log.warning(
                "%s floods the house with %.0f messages a second; only its newest is read, ten "
                "times a second. Look after that device.",
                called,
                flood.fastest,
            )
        else:
            _log.warning("%s is calm again; %d messages were left out", called, flood.left_out)
        self._bus.publish(
            FloodChanged(
                at=self._clock.time(),
                cause=Cause(who="hub", name="mqtt"),
                topic=topic,
                flooding=flooding,
                per_second=flood.fastest,
                left_out=flood.left_out,
                name=name,
            )
        )
