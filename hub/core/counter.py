"""The sum of a meter that is set back, rolls over or stutters: it never counts anything twice."""

from dataclasses import dataclass, replace

_NOISE = 0.9  # of the last reading: what lies lower began anew, what lies higher was put right
_ROLLED = 0.999  # of a power of ten: from here a meter that begins anew has rolled over
_FEWEST_DIGITS = 3  # meters with fewer do not exist


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """What a counter knows, for ``Records``: ``total`` is the sum since it was first read.

    ``doubtful`` is a reading lower than the one before that nothing has confirmed yet.
    """

    total: float = 0.0
    last: float | None = None
    doubtful: float | None = None
    last_reset: str = ""


class Counter:
    """Adds up what a meter counts, whatever becomes of its display.

    A lower reading is waited with until the next: if that is back where the meter was, it was a
    glitch; if not, the meter began anew at zero (or was put right, when it lies less than a
    tenth lower), or rolled over from all nines. ``signed`` meters (``total``) may run
    backwards; only a new ``last_reset`` begins them anew.
    """

    def __init__(self, count: Count | None = None, *, signed: bool = False) -> None:
        self.count = count or Count()
        self._signed = signed

    def add(self, reading: float, *, last_reset: str = "") -> float:
        """Take a reading and return the sum; ``last_reset`` is what the device says of it."""
        self.count = self._after(reading, last_reset)
        return self.count.total

    def _after(self, reading: float, last_reset: str) -> Count:
        now = self.count
        here = replace(now, last=reading, doubtful=None, last_reset=last_reset or now.last_reset)
        if now.last is None:
            return here
        if last_reset and now.last_reset and last_reset != now.last_reset:
            return replace(here, total=now.total + reading)
        if self._signed or reading >= now.last:
            return replace(here, total=now.total + reading - now.last)
        if now.doubtful is None or reading < now.doubtful:
            return replace(now, doubtful=reading)
        return replace(here, total=now.total + _gained(now.last, now.doubtful, reading))


def _gained(last: float, first: float, reading: float) -> float:
    """Return what was counted between the last reading and this, with a new beginning between."""
    limit = 10.0 ** len(str(int(last)))
    if len(str(int(last))) >= _FEWEST_DIGITS and last >= _ROLLED * limit and first < limit / 10:
        return limit - last + reading
    return reading if first < _NOISE * last else reading - first
