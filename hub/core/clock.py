"""What time it is in the household. Waits for the outside world belong to the event loop."""

import asyncio
import heapq
import time
from datetime import UTC, datetime, tzinfo
from itertools import count


def local_timezone() -> tzinfo:
    """Return the household's time zone, as this machine is set."""
    return datetime.now().astimezone().tzinfo or UTC


class Clock:
    """The calendar; tests and the accelerated demo hand in one of their own."""

    def time(self) -> float:
        """Return the present moment as UTC seconds."""
        return time.time()

    def now(self) -> datetime:
        """Return the present moment in UTC."""
        return datetime.now(UTC)

    async def sleep(self, seconds: float) -> None:
        """Let so many household seconds pass."""
        await asyncio.sleep(seconds)


class TickClock(Clock):
    """A calendar that moves only when it is told to: simulated days pass in seconds."""

    def __init__(self, start: float = 0.0) -> None:
        self._now = start
        self._order = count()
        self._sleepers: list[tuple[float, int, asyncio.Event]] = []

    def time(self) -> float:
        """Return the moment of the last tick as UTC seconds."""
        return self._now

    def now(self) -> datetime:
        """Return the moment of the last tick in UTC."""
        return datetime.fromtimestamp(self._now, UTC)

    async def sleep(self, seconds: float) -> None:
        """Wait until ticks have carried the clock so far."""
        woken = asyncio.Event()
        heapq.heappush(self._sleepers, (self._now + seconds, next(self._order), woken))
        await woken.wait()

    def tick(self, now: float) -> None:
        """Move to ``now`` (UTC seconds, never back) and wake whoever waited for it."""
        self._now = max(now, self._now)
        while self._sleepers and self._sleepers[0][0] <= self._now:
            heapq.heappop(self._sleepers)[2].set()
