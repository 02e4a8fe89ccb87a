"""The programmes a machine was seen to have, and how far the one under way has come."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

MINUTE = 60.0
_POINTS = 24  # of a power curve
_SEVERAL = 10  # programmes remembered; the rarest makes room
_REACH = 1.0  # how far from its centre a programme still is the same
_ENERGY, _DURATION, _PEAK = 0.40, 0.25, 0.5  # one such step, in logarithms
_SLOW = 0.15  # how fast an old programme follows its newest run
_BEHIND = 0.25  # by how much (log of the energy so far) a run may be off its programme


@dataclass(slots=True, kw_only=True)
class Programme:
    """One programme: Wh, seconds, W, and the share of its energy drawn by each 24th of its time."""

    energy: float
    duration: float
    peak: float
    number: int
    count: int = 0
    curve: list[float] = field(default_factory=list)

    def apart(self, energy: float, duration: float, peak: float) -> float:
        """Return how far a run lies from this programme, in steps."""
        return math.sqrt(
            (math.log(energy / self.energy) / _ENERGY) ** 2
            + (math.log(duration / self.duration) / _DURATION) ** 2
            + (math.log(peak / self.peak) / _PEAK) ** 2
        )

    def learn(self, energy: float, duration: float, peak: float, minutes: Sequence[float]) -> None:
        """Follow a run of it."""
        self.count += 1
        share = max(1 / self.count, _SLOW)
        self.energy *= (energy / self.energy) ** share
        self.duration *= (duration / self.duration) ** share
        self.peak *= (peak / self.peak) ** share
        drawn = curve_of(minutes)
        if not self.curve:
            self.curve = drawn
        else:
            pairs = zip(self.curve, drawn, strict=True)
            self.curve = [round(old + share * (new - old), 4) for old, new in pairs]

    def drawn(self, elapsed: float) -> float:
        """Return the Wh it usually has drawn after so many seconds."""
        place = min(elapsed / self.duration, 1.0) * _POINTS
        index = min(int(place), _POINTS - 1)
        before = self.curve[index - 1] if index else 0.0
        return self.energy * (before + (place - index) * (self.curve[index] - before))


@dataclass(slots=True, kw_only=True)
class Programmes:
    """What a machine does, told apart by energy, duration and peak; numbers are never reused."""

    known: list[Programme] = field(default_factory=list)
    numbered: int = 0

    def match(self, energy: float, duration: float, peak: float) -> Programme | None:
        """Return the programme that a whole run was, if it is known."""
        near = [(p.apart(energy, duration, peak), p.number, p) for p in self.known]
        best = min(near, default=None, key=lambda one: one[0])
        return best[2] if best is not None and best[0] <= _REACH else None

    def learn(self, energy: float, duration: float, peak: float, minutes: Sequence[float]) -> None:
        """Take a whole run in, as a new programme where it is like none."""
        programme = self.match(energy, duration, peak)
        if programme is None:
            programme = self._open(energy, duration, peak)
        programme.learn(energy, duration, peak, minutes)

    def left(self, elapsed: float, energy: float) -> tuple[float, int] | None:
        """Return the seconds left and the programme's number, for a run that has come so far.

        Every known programme counts by how often it ran and how near its curve the run is;
        ``None`` where none fits.
        """
        fits = [
            (programme.count * weight, programme)
            for programme in self.known
            if elapsed < 1.15 * programme.duration
            and (weight := _fit(programme.drawn(elapsed), energy)) > 0.01
        ]
        total = sum(weight for weight, _ in fits)
        if not total:
            return None
        seconds = sum(w * max(p.duration - elapsed, 0.0) for w, p in fits) / total
        return seconds, max(fits, key=lambda fit: fit[0])[1].number

    def _open(self, energy: float, duration: float, peak: float) -> Programme:
        programme = Programme(energy=energy, duration=duration, peak=peak, number=self.numbered)
        self.numbered += 1
        if len(self.known) >= _SEVERAL:
            self.known.remove(min(self.known, key=lambda p: (p.count, p.number)))
        self.known.append(programme)
        return programme


def curve_of(minutes: Sequence[float]) -> list[float]:
    """Return the share of the energy drawn by each 24th of the time; unknown minutes draw 0."""
    powers = [max(watts, 0.0) for watts in minutes] or [0.0]
    sums = [0.0]
    for watts in powers:
        sums.append(sums[-1] + watts)
    total = sums[-1] or 1.0
    shares = []
    for point in range(1, _POINTS + 1):
        place = point / _POINTS * len(powers)
        index = min(int(place), len(powers) - 1)
        shares.append(round((sums[index] + (place - index) * powers[index]) / total, 4))
    return shares


def _fit(usual: float, energy: float) -> float:
    off = math.log((energy + 10) / (usual + 10)) / _BEHIND
    return math.exp(-off * off / 2)
