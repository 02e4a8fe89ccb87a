"""Watches a machine or a sensor of which nothing is known but its numbers."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from hub.core.faults import Evidence, FaultKind, Verdict
from hub.faults.cycling.feature import Feature
from hub.faults.cycling.picture import picture
from hub.faults.minutes import Minutes
from hub.faults.stream.channel import Channel
from hub.faults.stream.still import Still
from hub.faults.stream.traits import AROUND, DRAW, LEAST_WATTS, WARMTH
from hub.faults.watch import Finding, Found, Gone, Happening, Learned, Quantity

_DAY = 86_400.0
_HALF = 720  # known minutes that a day needs to count
_CALM = 2 * _DAY  # as usual after which a spell is over
_LEARNING = 14.0  # days before anything is said …
_DAYS = 28  # … and days before anything is said of days
_UNITS = {"power": "W", "temperature": "°C"}
_TELLS = {
    FaultKind.UNKNOWN_ANOMALY: _LEARNING,
    FaultKind.SENSOR_STUCK: _LEARNING,
    FaultKind.SENSOR_DRIFTING: 2 * _LEARNING,
}


@dataclass(slots=True, kw_only=True)
class Day:
    """The sums of a day so far."""

    began: float = 0.0
    sums: dict[str, float] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    def add(self, quantity: str, value: float) -> None:
        """Take a known minute in."""
        self.sums[quantity] = self.sums.get(quantity, 0.0) + value
        self.counts[quantity] = self.counts.get(quantity, 0) + 1

    def mean(self, quantity: str) -> float | None:
        """Return the day's mean; ``None`` where less than half a day is known."""
        count = self.counts.get(quantity, 0)
        return self.sums[quantity] / count if count >= _HALF else None


@dataclass(slots=True, kw_only=True)
class StreamWatch:
    """All that is remembered; ``spells`` are what was told, with when it last showed."""

    grids: dict[str, Minutes] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    still: Still = field(default_factory=Still)
    draw: Feature = field(default_factory=lambda: Feature.of(DRAW))
    warmth: Feature = field(default_factory=lambda: Feature.of(WARMTH))
    day: Day = field(default_factory=Day)
    spells: dict[FaultKind, float] = field(default_factory=dict)
    known: int = 0  # minutes

    def take(self, quantity: Quantity, value: float | None, at: float) -> Sequence[Happening]:
        """Take a reading in; commands tell nothing here."""
        if quantity == "command":
            return ()
        if value is not None and not math.isfinite(value):
            value = None
        grid = self.grids.get(quantity)
        if grid is None:
            grid = self.grids[quantity] = Minutes()
        told: list[Happening] = []
        for minute, mean in grid.take(value, at):
            told += self._minute(quantity, minute, mean)
        return told

    def look(self, at: float) -> Sequence[Happening]:
        """Let time pass."""
        told: list[Happening] = []
        for quantity, grid in self.grids.items():
            if at > grid.until:
                for minute, mean in grid.pass_to(at):
                    told += self._minute(quantity, minute, mean)
        return told

    def score(self) -> float | None:
        """Return how strange it runs."""
        if self.days < _LEARNING:
            return None
        most = max((channel.score for channel in self.channels.values()), default=0.0)
        most = max(most, self.draw.drift.strength(), self.still.stuck, 1.5 if self.spells else 0.0)
        return most / (1 + most)

    def settle(self, verdict: Verdict, kind: FaultKind, at: float) -> None:
        """Take a person's word."""
        if verdict == "confirmed":
            return
        self.spells.pop(kind, None)
        for channel in self.channels.values():
            channel.accept()
        for feature in (self.draw, self.warmth):
            if verdict == "false_alarm":
                feature.accept(feature.drift.strong.since)
            feature.drift.forget()
        self.still = Still()

    def learned(self, at: float) -> Learned:
        """Return how far it is known."""
        return Learned(
            days=self.days,
            cycles=0,
            tells=tuple(kind for kind, day in _TELLS.items() if day <= self.days),
            from_day={kind: day for kind, day in _TELLS.items() if day > self.days},
        )

    @property
    def days(self) -> float:
        """The known days."""
        return self.known * 60 / _DAY

    def _minute(self, quantity: str, at: float, mean: float | None) -> Sequence[Happening]:
        told: Sequence[Happening] = ()
        if not 0 <= at - self.day.began < _DAY:
            told = list(self._close(at))
        if mean is None:
            return told
        self.day.add(quantity, mean)
        if quantity == "ambient":
            return told
        if quantity == "temperature":
            self.still.update(mean, at)
        if quantity == "power" or "power" not in self.channels:
            self.known += 1
        channel = self.channels.get(quantity)
        if channel is None:
            channel = self.channels[quantity] = Channel()
        if channel.minute(at, mean):
            told = [*told, *self._judge(quantity, at)]
        return told

    def _close(self, at: float) -> Iterator[Happening]:
        """End the day that is over and begin the next."""
        day, self.day = self.day, Day(began=at // _DAY * _DAY)
        for channel in self.channels.values():
            channel.close()
        watts, celsius, around = day.mean("power"), day.mean("temperature"), day.mean("ambient")
        if watts is not None and watts >= 0:
            _feed(self.draw, day.began, (), math.log(watts + LEAST_WATTS))
        if celsius is not None and around is not None:
            _feed(self.warmth, day.began, (around - AROUND,), celsius)
        yield from self._judge_days(at)

    def _judge(self, quantity: str, at: float) -> Iterator[Happening]:
        channel = self.channels[quantity]
        if channel.score > 1.0:
            evidence = self._picture(quantity, channel, at)
            yield from self._tell(FaultKind.UNKNOWN_ANOMALY, evidence, at)
        if quantity == "temperature" and self.still.stuck > 1.0:
            evidence = self._picture(quantity, channel, self.still.since)
            yield from self._tell(FaultKind.SENSOR_STUCK, evidence, at)

    def _judge_days(self, at: float) -> Iterator[Happening]:
        if _left(self.draw) and self.draw.drift.shift() > 0:
            evidence = picture(DRAW, self.draw, self.draw.drift.strong.since, at)
            yield from self._tell(FaultKind.UNKNOWN_ANOMALY, evidence, at)
        if _left(self.warmth):
            evidence = picture(WARMTH, self.warmth, self.warmth.drift.strong.since, at)
            yield from self._tell(FaultKind.SENSOR_DRIFTING, evidence, at)
        for kind in [kind for kind, shown in self.spells.items() if at - shown >= _CALM]:
            del self.spells[kind]
            yield Gone(kind=kind)

    def _tell(self, kind: FaultKind, evidence: Evidence | None, at: float) -> Iterator[Happening]:
        is_new, learning = kind not in self.spells, self.days < _TELLS[kind]
        if evidence is None or learning:
            return
        self.spells[kind] = at
        if is_new:
            finding = Finding(
                kind=kind,
                severity="notice" if kind is FaultKind.UNKNOWN_ANOMALY else "warning",
                confidence=0.5 if kind is FaultKind.UNKNOWN_ANOMALY else 0.75,
                evidence=(evidence,),
            )
            yield Found(finding=finding)

    def _picture(self, quantity: str, channel: Channel, since: float) -> Evidence:
        low, high = channel.usual()
        now = channel.values[-1]
        return Evidence(
            signal=quantity,
            unit=_UNITS[quantity],
            times=tuple(channel.times),
            values=tuple(round(value, 3) for value in channel.values),
            low=round(low, 3),
            high=round(high, 3),
            since=since,
            now=round(now, 3),
            usual=round((low + high) / 2, 3),
            over=max(channel.times[-1] - since, 600.0),
        )


def _feed(feature: Feature, at: float, x: Sequence[float], y: float) -> None:
    feature.take(at, x, y)
    feature.learn(x, y)


def _left(feature: Feature) -> bool:
    return feature.usual.count >= _DAYS and feature.drift.shifted()
