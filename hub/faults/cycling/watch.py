"""Watches one machine that switches itself: what is usual of it, and what is not."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from hub.core.entities import ApplianceKind
from hub.core.faults import FaultKind, Verdict
from hub.faults.cycling.acute import Command, Longest, Quiet, Thermometer
from hub.faults.cycling.block import Block
from hub.faults.cycling.defrosts import Defrosts
from hub.faults.cycling.feature import Feature, Trait
from hub.faults.cycling.finding import found_slowly
from hub.faults.cycling.nature import Nature
from hub.faults.cycling.natures import NATURES
from hub.faults.cycling.phases import MINUTE, Phases, Turn
from hub.faults.cycling.spell import Spell
from hub.faults.minutes import Minutes
from hub.faults.watch import Finding, Found, Gone, Happening, Learned, Quantity

_DAY = 86_400.0
_STALE = 900.0  # seconds
_LONG = 60  # unknown minutes after which a machine has lived through something
_LOOKED = 5  # minutes between two looks at what lasts too long
_CALM = 86_400.0  # seconds as usual after which a spell is over
_YOUNG = 2.0  # smallest shifts by which the first day may mislead
_SETTLED = 30  # minutes of rest after which a thermometer has followed
_ENOUGH = 3.0  # days before anything that takes experience is said


@dataclass(slots=True, kw_only=True)
class CyclingWatch:
    """All that is remembered of one machine; ``excused`` is what a person called usual."""

    kind: ApplianceKind
    minutes: Minutes = field(default_factory=Minutes)
    phases: Phases = field(default_factory=Phases)
    block: Block = field(default_factory=Block)
    until: float = 0.0  # the end of the block under way
    inside: Thermometer = field(default_factory=Thermometer)
    ambient: Thermometer = field(default_factory=Thermometer)
    command: Command = field(default_factory=Command)
    quiet: Quiet = field(default_factory=Quiet)
    dips: int = 0  # counted up to the block under way
    features: dict[str, Feature] = field(default_factory=dict)
    runs: Longest = field(default_factory=Longest)
    rests: Longest = field(default_factory=Longest)
    defrosts: Defrosts = field(default_factory=Defrosts)
    spells: list[Spell] = field(default_factory=list)
    began: float = 0.0
    known: int = 0  # minutes
    cycles: int = 0
    odd: float = 0.0  # until when blocks do not count
    rested: Turn | None = None  # the last whole rest
    now: float = 0.0
    even: int = 0  # short rests in a row that were alike

    @classmethod
    def of(cls, kind: ApplianceKind) -> "CyclingWatch":
        """Return a blank one."""
        nature = NATURES[kind]
        phases = Phases(level=nature.level, share=nature.share, heats=nature.heats)
        return cls(kind=kind, phases=phases)

    def take(self, quantity: Quantity, value: float | None, at: float) -> Sequence[Happening]:
        """Take a reading in."""
        if value is not None and not math.isfinite(value):
            value = None
        if quantity == "temperature":
            self.inside.take(value, at)
            return ()
        if quantity == "ambient":
            self.ambient.take(value, at)
            return ()
        if quantity == "command":
            self.command.take(value, at, self.inside.fresh(at))
            return ()
        grid = self.minutes
        if grid.until == grid.at == at - MINUTE and at % MINUTE == 0:  # the common case, fast
            held, grid.value = grid.value, value
            grid.at = grid.until = at
            return self._minute(at - MINUTE, held)
        happenings: list[Happening] = []
        for minute, mean in grid.take(value, at):
            happenings += self._minute(minute, mean)
        return happenings

    def look(self, at: float) -> Sequence[Happening]:
        """Let time pass."""
        if at - self.minutes.until < 2 * MINUTE:
            return ()
        happenings: list[Happening] = []
        for minute, mean in self.minutes.pass_to(at):
            happenings += self._minute(minute, mean)
        return happenings

    def score(self) -> float | None:
        """Return how strange it runs."""
        if self.days < _ENOUGH:
            return None
        most = max((f.drift.strength() for f in self.features.values()), default=0.0)
        most = max(most, 1.5) if self.spells else most
        return most / (1 + most)

    def settle(self, verdict: Verdict, kind: FaultKind, at: float) -> None:
        """Take a person's word."""
        if verdict == "confirmed":
            return
        over = [spell for spell in self.spells if spell.kind is kind]
        self.spells = [spell for spell in self.spells if spell.kind is not kind]
        if verdict == "false_alarm":
            for spell in over:
                self._accept(spell, at)
        for feature in self.features.values():
            feature.drift.forget()

    def learned(self, at: float) -> Learned:
        """Return how far it is known."""
        kinds = self.nature.days
        return Learned(
            days=self.days,
            cycles=self.cycles,
            tells=tuple(kind for kind, day in kinds.items() if day <= self.days),
            from_day={kind: day for kind, day in kinds.items() if day > self.days},
        )

    @property
    def nature(self) -> Nature:
        """What is known of its kind."""
        return NATURES[self.kind]

    @property
    def days(self) -> float:
        """The known days."""
        return self.known * MINUTE / _DAY

    @property
    def healthy(self) -> bool:
        """Whether nothing is known to be wrong."""
        return not self.spells

    def _minute(self, at: float, watts: float | None) -> Sequence[Happening]:
        out: Sequence[Happening] = ()
        if at >= self.until:
            out = self._close(at)
        if at > self.now and self.now:
            self._jump(at - self.now)
        self.now = at + MINUTE
        phases, block = self.phases, self.block
        if watts is None:
            phases.miss()
            if phases.missing >= _LONG:
                self.odd = at + self.nature.odd * 3600
            return out
        block.known += 1
        block.watt_minutes += watts
        self.known += 1
        turn = phases.take(at, watts)
        if phases.on:
            block.on += 1
        if turn is not None:
            out = [*out, *self._turn(turn)]
        if not self.known % _LOOKED:
            out = [*out, *self._look_now(at + MINUTE)]
        return out

    def _jump(self, seconds: float) -> None:
        """Pass over a time of which nothing was heard, as while the hub was off."""
        if seconds > 2 * MINUTE:
            self.phases.lose()
        if seconds >= _LONG * MINUTE:
            self.odd = self.now + seconds + self.nature.odd * 3600

    def _turn(self, turn: Turn) -> Sequence[Happening]:
        counts = self.defrosts.take(turn, self.features.get("power"), healthy=self.healthy)
        self.block.add(turn, counts=counts)
        self.inside.turns += 1
        if not turn.on:
            self.even = self.even + 1 if turn.like(self.rested) else 0
            self.rested = turn if counts else None
            if turn.whole and self.healthy:
                ended = turn.began + MINUTE * turn.minutes
                self.command.start(turn.began, ended, self.inside.fresh(ended))
        else:
            self.cycles += counts
            if turn.whole and self.healthy:
                self.command.stop(turn.began + MINUTE * turn.minutes)
        if not turn.heat and turn.whole and self.healthy:
            (self.runs if turn.on else self.rests).learn(turn.minutes)
        if not (turn.on and counts) or turn.began < self.odd:
            return ()
        self._feed(self.nature.cycle(self, turn), turn.began, quick=True)
        return self._judge(quick=True)

    def _close(self, at: float) -> Sequence[Happening]:
        """End the block that is over and begin the next."""
        nature, block = self.nature, self.block
        span = nature.block * MINUTE
        self.until = (at // span + 1) * span
        if not self.began:
            self.began = at
        low, high = self.inside.low, self.inside.high
        block.celsius, block.felt = self.inside.close()
        block.ambient, block.outside = self.ambient.close()
        self.block = Block(began=at)
        if block.known == 0:
            return ()
        block.dips, self.dips = self.phases.dips - self.dips, self.phases.dips
        block.cooling = self.quiet.close(healthy=self.healthy)
        numbers = block.numbers(nature.block)
        if block.began < self.odd or block.known < nature.block / 4:
            return ()
        middle = block.began + span / 2
        self._feed(numbers, middle, quick=False, ambient=block.outdoors())
        warm = self.features.get("temperature")
        if self.healthy and block.felt and (warm is None or warm.drift.calm):
            self.inside.range.learn(low, high)
        endless = self.nature.endless(self, span / MINUTE)
        self._feed(endless, at, quick=True)
        out = self._judge(quick=True) if endless else ()
        return [*out, *self._judge(quick=False), *self._recover(at)]

    def _feed(
        self, numbers: dict[str, float], at: float, *, quick: bool, ambient: float | None = None
    ) -> None:
        nature = self.nature
        around = ambient if ambient is not None else self.ambient.fresh(self.now)
        x = nature.covariates(around, self.inside.fresh(self.now), at)
        for trait in nature.traits:
            y = numbers.get(trait.name)
            if y is None or trait.quick is not quick:
                continue
            feature = self.features.get(trait.name)
            if feature is None:
                feature = self.features[trait.name] = Feature.of(trait)
            young = _YOUNG * trait.worth / max(self.days, 1.0)
            blind = 0.0 if around is not None else trait.blind
            feature.take(at, x, y, blind=math.hypot(young, blind))
            if self.healthy and (around is not None or not (trait.blind and self.ambient.at)):
                feature.learn(x, y)

    def _judge(self, *, quick: bool) -> Sequence[Happening]:
        if self.spells or self.days < _ENOUGH:
            return ()
        found = found_slowly(self._traits(quick=quick), self.features, self.nature, self.now)
        return self._begin(*found, acute=False) if found else ()

    def _look_now(self, at: float) -> Sequence[Happening]:
        rests = self.phases.on is False and self.phases.lasts(at) >= _SETTLED
        self.quiet.follow(self.inside.fresh(at) if rests else None, self.ambient.fresh(at), at)
        if any(spell.acute for spell in self.spells):
            return self._end_acute(at)
        if self.days < 0.5:
            return ()
        finding = self.nature.now(self, at)
        return self._begin(finding, [], acute=True) if finding else ()

    def _begin(self, finding: Finding, names: list[str], *, acute: bool) -> Sequence[Happening]:
        if self.days < self.nature.days.get(finding.kind, 0.0):
            return ()
        if any(spell.kind is finding.kind for spell in self.spells):
            return ()
        spell = Spell(kind=finding.kind, began=self.now, names=names, acute=acute, calm=self.now)
        self.spells.append(spell)
        return (Found(finding=finding),)

    def _end_acute(self, at: float) -> Sequence[Happening]:
        out: list[Happening] = []
        for spell in [s for s in self.spells if s.acute]:
            finding = self.nature.now(self, at)
            if finding is not None:
                spell.calm = at
            elif at - spell.calm >= _CALM:
                out.append(self._end(spell))
        return out

    def _recover(self, at: float) -> Sequence[Happening]:
        """End the spells of which nothing is left."""
        traits, features = self.nature.traits, self.features
        slow = [spell for spell in self.spells if not spell.acute]
        return [self._end(spell) for spell in slow if spell.passed(traits, features, at)]

    def _end(self, spell: Spell) -> Gone:
        self.spells.remove(spell)
        for feature in self.features.values():
            feature.drift.forget()
        return Gone(kind=spell.kind)

    def _accept(self, spell: Spell, at: float) -> None:
        """Make usual what a spell was about."""
        for name in spell.names:
            self.features[name].accept(spell.began)
        if spell.acute and self.phases.on is not None:
            longest = self.runs if self.phases.on else self.rests
            longest.most = max(longest.most, self.phases.lasts(at))

    def _traits(self, *, quick: bool) -> dict[str, Trait]:
        return {t.name: t for t in self.nature.traits if t.quick is quick}
