"""What was counted of a machine in one block of time, and the numbers that come of it."""

import math
from dataclasses import dataclass

from hub.faults.cycling.phases import Turn

_FREEZING = 3.0  # °C outdoors: below, a coil ices
_WORKED = 90  # minutes of running in which dips can be counted
_WORK = 20.0  # minutes of running that make a power


@dataclass(slots=True, kw_only=True)
class Block:
    """Sums over a block that began at ``began`` (UTC s); minutes unless said otherwise."""

    began: float = 0.0
    known: int = 0
    on: int = 0
    watt_minutes: float = 0.0
    runs: int = 0  # whole ones
    run_logs: float = 0.0  # sum of ln minutes
    rests: int = 0
    rest_logs: float = 0.0
    settled: float = 0.0  # W × minutes of settled running
    settled_minutes: float = 0.0
    standby: float = 0.0  # W × minutes at rest
    standby_minutes: float = 0.0
    heats: int = 0
    heat_logs: float = 0.0
    starts: int = 0
    longest: float = 0.0  # rest
    celsius: float = 0.0
    felt: int = 0
    ambient: float = 0.0
    outside: int = 0
    dips: int = 0  # of the power in runs that went on
    cooling: float | None = None  # ln of the least share of a tank's warmth lost an hour

    def add(self, turn: Turn, *, counts: bool) -> None:
        """Count a phase that ended; ``counts``: its length means something."""
        if turn.heat:
            self.heats += 1
            self.heat_logs += math.log(max(turn.minutes, 0.5))
        elif turn.on:
            self.starts += 1
            self.settled += turn.watts * turn.minutes
            self.settled_minutes += turn.minutes
            if counts:
                self.runs += 1
                self.run_logs += math.log(max(turn.minutes, 0.5))
        else:
            self.standby += turn.watts * turn.minutes
            self.standby_minutes += turn.minutes
            if counts:
                self.rests += 1
                self.rest_logs += math.log(max(turn.minutes, 0.5))
                self.longest = max(self.longest, turn.minutes)

    def outdoors(self) -> float | None:
        """Return the mean ambient temperature."""
        return self.ambient / self.outside if self.outside else None

    def numbers(self, whole: int) -> dict[str, float]:
        """Return the block's numbers by name (logarithms but for °C and standby).

        ``whole`` is how many minutes a block has.
        """
        out: dict[str, float] = {}
        if self.known >= 0.7 * whole:
            hours = self.known / 60
            out["duty"] = math.log(max(self.on, 1) / self.known)
            out["watts"] = math.log(max(self.watt_minutes / self.known, 0.1))
            out["starts"] = math.log(max(self.starts, 0.5) / hours)
        around = self.outdoors()
        if self.on >= _WORKED and around is not None and around < _FREEZING:
            out["dips"] = math.log((self.dips + 0.2) / (self.on / 60))
        if self.cooling is not None:
            out["cooling"] = self.cooling
        return out | self._phases(whole)

    def _phases(self, whole: int) -> dict[str, float]:
        """Return the numbers that runs and rests gave."""
        out: dict[str, float] = {}
        if self.runs:
            out["run"] = self.run_logs / self.runs
        if self.rests:
            out["rest"] = self.rest_logs / self.rests
        if self.settled_minutes >= _WORK:
            out["power"] = math.log(self.settled / self.settled_minutes)
        if self.standby_minutes >= _WORK:
            out["standby"] = self.standby / self.standby_minutes
        if self.longest > 1:
            out["night"] = math.log(self.longest)
        if self.heats:
            out["heat"] = self.heat_logs / self.heats
        if self.felt >= whole / 40:  # a thermometer may report seldom
            out["temperature"] = self.celsius / self.felt
        return out
