"""How long to wait before knocking at a lost broker again."""

import ipaddress
import random

_SETTLED = 60.0  # seconds connected after which the next loss starts with short pauses again
_FIRST, _LONGEST = 0.5, 30.0  # seconds
_LONGEST_HERE = 1.0  # a broker on this machine is knocked at often: that disturbs nobody
_SHORTEST = 0.02


class Knocks:
    """Pauses that grow with every knock, with full jitter: many hubs must not knock in step."""

    def __init__(self, host: str) -> None:
        self._longest = _LONGEST_HERE if _is_here(host) else _LONGEST
        self._count = 0

    def pause(self, lasted: float) -> float:
        """Return the seconds to wait, after a connection that lasted so many."""
        if lasted > _SETTLED:
            self._count = 0
        longest = min(self._longest, _FIRST * 2 ** min(self._count, 10))
        self._count += 1
        return random.uniform(_SHORTEST, longest)  # noqa: S311 - no secret


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
