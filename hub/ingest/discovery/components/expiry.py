"""How long a value is good: ``expire_after``."""

from collections.abc import Callable

from hub.ingest.discovery.component import Component
from hub.ingest.discovery.fields import Fields
from hub.ingest.discovery.surroundings import Surroundings, Timers


class Expiry:
    """Calls ``over`` when nothing was heard for ``seconds``; 0 never."""

    def __init__(self, timers: Timers, seconds: int, over: Callable[[], None]) -> None:
        self._timers, self._seconds, self._over = timers, seconds, over
        self._cancel: Callable[[], None] | None = None
        self.expired = seconds > 0  # until something is heard

    @property
    def ticking(self) -> bool:
        """Whether time runs out at all."""
        return self._seconds > 0

    def heard(self) -> None:
        """Begin anew."""
        if self._seconds <= 0:
            return
        self.close()
        self.expired = False
        self._cancel = self._timers.after(self._seconds, self._expire)

    def _expire(self) -> None:
        self._cancel, self.expired = None, True
        self._over()

    def close(self) -> None:
        """Let go of the timer."""
        if self._cancel is not None:
            self._cancel()
            self._cancel = None


class Expiring(Component):
    """Something whose value is good for a while only, then it is unavailable."""

    def __init__(self, surroundings: Surroundings) -> None:
        super().__init__(surroundings)
        self.expiry = Expiry(surroundings.timers, 0, self._expire)

    def read_expiry(self, fields: Fields) -> None:
        """Read how many seconds a value is good; until one comes there is none."""
        self.expiry.close()
        seconds = fields.whole("expire_after", 0, low=0)
        self.expiry = Expiry(self.surroundings.timers, seconds, self._expire)
        self.unavailable = self.expiry.expired

    def hear_any(self) -> None:
        """Note that it has spoken."""
        self.expiry.heard()
        self.unavailable = self.expiry.expired

    def _expire(self) -> None:
        self.unavailable = True
        self.changed()

    def close(self) -> None:
        """Let go of the timer."""
        self.expiry.close()
