"""How far a device's word can be trusted: earned by many kept words, lost by a broken one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from hub.core.entities import Device, Entity

_PROOFS = 24  # commands in a row that must end well: at 20 % of misbehaviour 0.8^24 = 0.5 % do
_DOUBLED = 2  # how often a broken word doubles that
_HOUSE = "house"  # the key of what all devices together do
_MUCH = 0.08  # share of commands that do not end well in a house with a bad network
_LATELY = 60.0  # commands over which that share is taken
_WATCH = 3.0  # seconds a word must hold while trust is not earned
_LONGEST = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Habit:
    """What was seen of an entity, or of all entities of a model.

    ``clean`` commands in a row ended well. ``broken`` counts those after which something else was
    told, ``gap`` being the most seconds that took. ``travel`` is the longest way to the goal, in
    seconds. ``odd`` is the share of commands that lately did not end well.
    """

    clean: int = 0
    broken: int = 0
    gap: float = 0.0
    travel: float = 0.0
    odd: float = 0.0

    def is_earned(self, times: int) -> bool:
        """Whether enough words were kept since the last one broken, ``times`` the usual."""
        return self.clean >= _PROOFS * max(times, 1 << min(self.broken, _DOUBLED))


class Habits:
    """Remembers habits by entity and by model; ``changed`` are the keys not yet on disk."""

    def __init__(self) -> None:
        self._known: dict[str, Habit] = {}
        self.changed: set[str] = set()

    @property
    def known(self) -> Mapping[str, Habit]:
        """Every habit by its key."""
        return self._known

    def restore(self, habits: Mapping[str, Habit]) -> None:
        """Take back what was known before the hub stopped."""
        self._known = {**habits, **self._known}

    def watch(self, entity: Entity, device: Device | None) -> float:
        """Return the seconds what an entity says must hold before it is believed; 0 at once."""
        own = self._of(entity.id)
        model = self._of(_model(entity, device))
        if self._has_earned(own) or (own.broken == 0 and self._has_earned(model)):
            return 0.0
        return self.doubt(entity)

    def doubt(self, entity: Entity) -> float:
        """Return the seconds a doubtful word must hold."""
        return min(max(_WATCH, 2 * self._of(entity.id).gap), _LONGEST)

    def is_doubted(self, entity: Entity) -> bool:
        """Whether the entity broke its word and has not made up for it."""
        own = self._of(entity.id)
        return own.broken > 0 and not self._has_earned(own)

    def travel(self, entity: Entity) -> float:
        """Return the longest this entity took to its goal; 0 where that is not known."""
        return self._of(entity.id).travel

    def kept(self, entity: Entity, device: Device | None, seconds: float) -> None:
        """Note that a command ended well after so many seconds."""
        self._see(odd=False)
        for key in _keys(entity, device):
            habit = self._of(key)
            self._note(
                key, replace(habit, clean=habit.clean + 1, travel=max(habit.travel, seconds))
            )

    def slipped(self, entity: Entity, device: Device | None) -> None:
        """Note that a command was lost on its way: half of what was earned is gone."""
        self._see(odd=True)
        for key in _keys(entity, device):
            habit = self._of(key)
            self._note(key, replace(habit, clean=habit.clean // 2))

    def broke(self, entity: Entity, device: Device | None, gap: float = 0.0) -> None:
        """Note that something else was told, ``gap`` seconds after the word."""
        self._see(odd=True)
        for key in _keys(entity, device):
            habit = self._of(key)
            broken = replace(habit, clean=0, broken=habit.broken + 1, gap=max(habit.gap, gap))
            self._note(key, broken)

    def _has_earned(self, habit: Habit) -> bool:
        """Whether a habit is enough to be trusted: where much goes wrong, more is asked of all."""
        return habit.is_earned(1 << _DOUBLED if self._of(_HOUSE).odd > _MUCH else 1)

    def _see(self, *, odd: bool) -> None:
        house = self._of(_HOUSE)
        self._note(_HOUSE, replace(house, odd=house.odd + (odd - house.odd) / _LATELY))

    def _note(self, key: str, habit: Habit) -> None:
        self._known[key] = habit
        self.changed.add(key)

    def _of(self, key: str) -> Habit:
        return self._known.get(key) or Habit()


def _keys(entity: Entity, device: Device | None) -> Iterable[str]:
    return filter(None, (entity.id, _model(entity, device)))


def _model(entity: Entity, device: Device | None) -> str:
    """Return the key of what all devices of a model share; "" where the model is not told."""
    if device is None or not device.model:
        return ""
    return f"model:{device.manufacturer}/{device.model}/{entity.kind}"
