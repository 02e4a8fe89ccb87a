"""How long to wait before knocking at a lost broker again."""

import ipaddress
import random
from collections.abc import Callable

_SETTLED = 60.0  # seconds connected after which the next loss starts with short pauses again
_FIRST, _LONGEST = 0.5, 5.0  # seconds; a house must be right again ten seconds after its broker
_LONGEST_HERE = 1.0  # a broker on this machine is knocked at often: that disturbs nobody


class Knocks:
    """Pauses with full jitter: each is anything up to a longest one that doubles every time.

    Many hubs that lost one broker must not knock in step. ``draw(low, high)`` is the chance.
    """

    def __init__(self, host: str, draw: Callable[[float, float], float] = random.uniform) -> None:
        self._longest = _LONGEST_HERE if _is_here(host) else _LONGEST
        self._draw = draw
        self._count = 0

    def pause(self, lasted: float) -> float:
        """Return the seconds to wait, after a connection that lasted so many."""
        if lasted > _SETTLED:
            self._count = 0
        longest = min(self._longest, _FIRST * 2 ** min(self._count, 10))
        self._count += 1
        return self._draw(0.0, longest)


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
