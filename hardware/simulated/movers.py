"""Things that take their time: a blind and a lock."""

from collections.abc import Callable, Iterator

from hardware.simulated.device import Config

_TRAVEL = 8.0  # seconds from closed to open
_STRIDE = 0.5  # seconds between two reports on the way
_BOLT = 0.2  # seconds


class Cover:
    """A blind that reports its position on the way; 100 is open."""

    component = "cover"
    key = ""
    slots = ("set", "position/set")

    def __init__(self, *, position: float = 100) -> None:
        self._position, self._phase = position, "open" if position else "closed"

    def config(self, at: Callable[[str], str]) -> Config:
        return {
            "state_topic": at("state"),
            "command_topic": at("set"),
            "position_topic": at("position"),
            "set_position_topic": at("position/set"),
            "device_class": "blind",
        }

    def reports(self) -> Iterator[tuple[str, str]]:
        yield "position", f"{self._position:.0f}"
        yield "state", self._phase

    def obey(self, slot: str, text: str) -> Iterator[float]:
        targets = {"OPEN": 100.0, "CLOSE": 0.0, "STOP": self._position}
        if slot == "set" and text in targets:
            target = targets[text]
        elif slot == "position/set" and text.isdecimal():
            target = min(100.0, float(text))
        else:
            return
        while self._position != target:
            self._phase = "opening" if target > self._position else "closing"
            yield _STRIDE
            way = max(-1, min(1, target - self._position)) * 100 * _STRIDE / _TRAVEL
            close = abs(target - self._position) <= abs(way)
            self._position = target if close else self._position + way
        self._phase = "open" if self._position else "closed"


class Lock:
    """A door lock with a motor."""

    component = "lock"
    key = ""
    slots = ("set",)

    def __init__(self) -> None:
        self._phase = "LOCKED"

    def config(self, at: Callable[[str], str]) -> Config:
        return {"state_topic": at("state"), "command_topic": at("set")}

    def reports(self) -> Iterator[tuple[str, str]]:
        yield "state", self._phase

    def obey(self, slot: str, text: str) -> Iterator[float]:
        ways = {"LOCK": ("LOCKING", "LOCKED"), "UNLOCK": ("UNLOCKING", "UNLOCKED")}
        if text in ways and self._phase != ways[text][1]:
            self._phase = ways[text][0]
            yield _BOLT
            self._phase = ways[text][1]
