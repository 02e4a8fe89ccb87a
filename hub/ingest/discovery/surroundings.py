"""What a component needs of the world: the time, and to be woken."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, tzinfo
from typing import Protocol

from hub.core.clock import Clock


class Timers(Protocol):
    """Wakes who asks for it."""

    def after(self, seconds: float, call: Callable[[], None]) -> Callable[[], None]:
        """Call ``call`` once when the seconds have passed; return what takes that back."""


class LoopTimers:
    """Timers of the event loop."""

    def after(self, seconds: float, call: Callable[[], None]) -> Callable[[], None]:
        """Call ``call`` once when the seconds have passed; return what takes that back."""
        return asyncio.get_running_loop().call_later(seconds, call).cancel


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What a component needs of the world; ``timezone`` is the household's.

    ``place`` is where the house stands, in degrees of latitude and longitude, if that is known.
    """

    clock: Clock
    timers: Timers
    timezone: tzinfo = UTC
    place: tuple[float, float] | None = None
