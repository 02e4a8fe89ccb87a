"""A machine that works through a programme: phases of power, one after the other."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """So many watts for so many seconds."""

    watts: float
    seconds: float


@dataclass(slots=True)
class Programme:
    """Phases still to come; between programmes the machine draws ``standby`` watts."""

    standby: float = 1.0
    _left: deque[Phase] = field(default_factory=deque)

    @property
    def running(self) -> bool:
        """Whether phases are left."""
        return bool(self._left)

    def start(self, phases: Iterable[Phase]) -> None:
        """Begin anew with these phases."""
        self._left = deque(phases)

    def step(self, seconds: float) -> float:
        """Work for ``seconds`` and return the mean power in watts."""
        joules, left = 0.0, seconds
        while left > 0 and self._left:
            phase = self._left[0]
            span = min(left, phase.seconds)
            joules += phase.watts * span
            left -= span
            if span == phase.seconds:
                self._left.popleft()
            else:
                self._left[0] = Phase(watts=phase.watts, seconds=phase.seconds - span)
        return (joules + self.standby * left) / seconds
