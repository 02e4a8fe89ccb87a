"""What the passing of time shows of each appliance, and how it is told."""

from collections.abc import Iterable, Sequence

from hub.core.bus import Bus
from hub.core.events import HUB, CycleEnded
from hub.core.scores import ScoreChanged
from hub.core.upkeep import PastRun, RunChanged, UnloadDue, Unloaded
from hub.faults.casebook import Casebook
from hub.faults.ledger import HOUR
from hub.faults.life import Watched
from hub.faults.price import Tariff
from hub.faults.spells import Spells
from hub.faults.watch import Cycle, Found, Gone, Happening

_KEEP_EVERY = 6 * HOUR  # a restart forgets at most what was learned since
_KEEP_RUNNING = 600.0  # seconds: of a programme under way less may be lost
_KEPT_AT_ONCE = 3  # appliances in one round: learning is worth little disk


class Rounds:
    """Goes from appliance to appliance once a minute; tells what their watches say."""

    def __init__(
        self, bus: Bus, *, book: Casebook, spells: Spells, tariff: Tariff, unload_after: float
    ) -> None:
        self._bus, self._book, self._spells, self._tariff = bus, book, spells, tariff
        self._unload_after = unload_after  # seconds

    async def go(self, appliances: Iterable[Watched], at: float) -> None:
        """Look at every appliance; keep what was learned of a few."""
        due: list[Watched] = []
        for watched in appliances:
            happenings = watched.look(at)
            if happenings:
                await self.tell(watched, happenings, at)
            self._follow_run(watched, at)
            self._follow_unloading(watched, at)
            if at - watched.scored_at >= HOUR:
                self._score(watched, at)
            if self._is_due(watched, at):
                due.append(watched)
        for watched in sorted(due, key=lambda one: one.kept_at)[:_KEPT_AT_ONCE]:
            await self._book.remember(watched, at)

    async def tell(self, watched: Watched, happenings: Sequence[Happening], at: float) -> None:
        """Tell what a watch said, and keep what it remembers before that is forgotten."""
        for happening in happenings:
            match happening:
                case Cycle():
                    self._end_cycle(watched, happening, at)
                case Found():
                    await self._spells.found(watched, happening.finding, at)
                case Gone():
                    await self._spells.gone(watched, happening.kind, at)
        await self._book.remember(watched, at)

    def _end_cycle(self, watched: Watched, cycle: Cycle, at: float) -> None:
        watched.life.ledger.note_run(
            PastRun(
                began=cycle.began,
                ended=cycle.ended,
                energy_wh=round(cycle.energy, 1),
                peak_watts=round(cycle.peak, 1),
                programme=cycle.programme,
            )
        )
        watched.finish(cycle.ended)
        self._bus.publish(
            CycleEnded(
                at=at,
                cause=HUB,
                appliance=watched.appliance.id,
                began=cycle.began,
                ended=cycle.ended,
                energy_wh=cycle.energy,
                peak_watts=cycle.peak,
                programme=cycle.programme,
            )
        )

    def _follow_run(self, watched: Watched, at: float) -> None:
        running = watched.running(at)
        if running is None and watched.told_run is None:
            return
        if running is not None and watched.told_run is None:
            watched.opened = watched.life.unloading.empty() or watched.opened
            watched.kept_at = min(watched.kept_at, at - _KEEP_RUNNING)  # at once
        watched.told_run = running
        appliance = watched.appliance.id
        self._bus.publish(RunChanged(at=at, cause=HUB, appliance=appliance, running=running))

    def _follow_unloading(self, watched: Watched, at: float) -> None:
        appliance, unloading = watched.appliance.id, watched.life.unloading
        if watched.opened:
            watched.opened = False
            self._bus.publish(Unloaded(at=at, cause=HUB, appliance=appliance))
        elif unloading.ended is not None and unloading.due(at, self._unload_after):
            ended = unloading.ended
            self._bus.publish(UnloadDue(at=at, cause=HUB, appliance=appliance, ended=ended))

    def _score(self, watched: Watched, at: float) -> None:
        watched.scored_at = at
        score = None if watched.watch is None else watched.watch.score()
        score = None if score is None else round(score, 3)
        watched.life.ledger.note_score(score)
        if score != watched.score:
            watched.score = score
            event = ScoreChanged(at=at, cause=HUB, appliance=watched.appliance.id, score=score)
            self._bus.publish(event)

    def _is_due(self, watched: Watched, at: float) -> bool:
        pause = _KEEP_EVERY if watched.told_run is None else _KEEP_RUNNING
        return at - watched.kept_at >= pause
