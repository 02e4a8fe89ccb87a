"""A night in the life of a model: watched, compared, promoted, learned anew, taken back."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from models.compress.step import compressed
from models.errors import ModelError
from models.features import Grid
from models.life import has_drifted, is_worse
from models.registry import Card, Registry
from models.runtime import session
from models.seen import Seen, note, seen
from models.train.examples import Examples, examples
from models.train.night import BUDGET, judged, made

ENOUGH = 20  # windows that a version is on trial for
_FRESH = 7 * 86_400.0  # seconds that a model stays young
_REGRET = 14 * 86_400.0  # seconds in which a promotion may be taken back
_DAY = 86_400.0
Tell = Callable[[float, str], None]


@dataclass(slots=True, kw_only=True)
class Night:
    """One night for one model; ``at`` is household time (UTC s), ``way`` how it is learned."""

    registry: Registry
    name: str
    grid: Grid
    at: float
    tell: Tell
    way: str = ""

    def live(self) -> None:
        """Do what is due; raise ``ModelError`` where nothing can be learned yet."""
        taught = examples(self.grid)
        now = self.registry.standing(self.name)
        if not now.active:
            card = self.learn()
            self.registry.promote(self.name, card.version)
            self.tell(1.0, f"{self.name} {card.version} is the first and works from now on")
            return
        for version in {now.active, now.shadow, *now.before[-1:]} - {0}:
            self._watch(version, taught)
        if now.shadow:
            self._decide(now.shadow, taught)
        elif self._take_back():
            return
        elif self._is_due():
            card = self.learn()
            self.registry.shadow(self.name, card.version)
            self.tell(1.0, f"{self.name} {card.version} is on trial")
        else:
            self.tell(1.0, f"{self.name} {now.active} goes on as it is")

    def learn(self) -> Card:
        """Train, make small where that costs little, and store the better file."""
        done = made(self.name, self.grid, way=self.way, at=self.at, tell=self.tell)
        card, data = done.card, done.data
        try:
            small = compressed(data, examples(self.grid), self.tell)
        except ModelError as error:  # a forest has no tables
            self.tell(0.9, str(error))
            return self.registry.add(data, card)
        smaller = replace(card, metrics=small.metrics, made_by=f"{card.made_by}, {small.how}")
        if is_worse(smaller, card):
            return self.registry.add(data, card)
        return self.registry.add(small.data, smaller)

    def _watch(self, version: int, taught: Examples) -> None:
        """Let a version judge the windows it has not seen, none that it was learned from."""
        home = self._home
        card = self.registry.card(self.name, version)
        after = max(seen(home, version).until, card.made_at)
        which = [i for i, time in enumerate(taught.times) if time > after]
        if not which or card.settings.get("width") != float(taught.rows.shape[1]):
            return
        graph = session(self.registry.read(card), self.name)
        [scores] = graph.run(None, {"window": taught.rows[which].astype(np.float32)})
        note(home, version, [taught.times[i] for i in which], scores[:, 0].tolist())

    def _decide(self, shadow: int, taught: Examples) -> None:
        """End a trial once it was long enough: promote what is not worse, else let it go."""
        said = seen(self._home, shadow)
        if len(said.times) < ENOUGH:
            self.tell(1.0, f"{self.name} {shadow} is on trial: {len(said.times)} of {ENOUGH}")
            return
        cards = [self._figures(version, taught) for version in (shadow, self._active)]
        worse = is_worse(*cards)
        if worse:
            self.registry.reject(self.name)
            self.tell(1.0, f"{self.name} {shadow} is let go: {worse}")
        else:
            self.registry.promote(self.name, shadow)
            self.tell(1.0, f"{self.name} {shadow} works from now on")

    def _figures(self, version: int, taught: Examples) -> Card:
        """Return a card with figures of the latest windows, and what it said on trial."""
        card = self.registry.card(self.name, version)
        figures = judged(self.registry.read(card), taught, taught.split.test)
        both = self._home
        since = min(seen(both, version).times[-ENOUGH:], default=0.0)
        late = [s for t, s in _pairs(seen(both, version)) if t >= since]
        if late:
            figures["false_alarms"] = sum(score > 1 for score in late) / len(late)
        fresh = replace(card, metrics=card.metrics | figures)
        self.registry.amend(fresh)
        return fresh

    def _take_back(self) -> bool:
        """Roll back a young promotion that drifts where the version before it does not."""
        now = self.registry.standing(self.name)
        young = self.at - self.registry.card(self.name).made_at < _REGRET
        if not (young and now.before and self._drifts(now.active)):
            return False
        if self._drifts(now.before[-1]) or len(seen(self._home, now.before[-1]).times) < ENOUGH:
            return False
        card = self.registry.roll_back(self.name)
        self.tell(1.0, f"{self.name} {now.active} drifts; {card.version} works again")
        return True

    def _is_due(self) -> bool:
        age = self.at - self.registry.card(self.name).made_at
        return age > _FRESH or (age > _DAY and self._drifts(self._active))

    def _drifts(self, version: int) -> bool:
        return has_drifted(seen(self._home, version).scores, edge=1.0, usual=2 * BUDGET)

    @property
    def _active(self) -> int:
        return self.registry.standing(self.name).active

    @property
    def _home(self) -> Path:
        return self.registry.home(self.name)


def _pairs(said: Seen) -> list[tuple[float, float]]:
    return list(zip(said.times, said.scores, strict=True))
