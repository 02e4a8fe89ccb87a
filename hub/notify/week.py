"""What no person need be interrupted for: it waits for the weekly summary."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo

from hub.core.held import Held
from hub.core.message import Message
from hub.core.ports import Records
from hub.core.states import BinarySensorState, SensorState

_SUNDAY, _HOUR = 6, 18  # when the summary comes, by the household's clock
_LOW, _FINE = 10.0, 30.0  # %: below it a battery is told once, above it that is forgotten
_MOST = 30  # lines; more is not read


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Something to be told in the next summary; ``told``: it was, and is so still."""

    at: float
    message: Message
    told: bool = False


class Week:
    """The things that wait, by id, written through to ``records``."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._held: dict[str, Waiting] = {}

    async def open(self) -> None:
        """Read what was kept."""
        self._held = await self._records.load(Waiting)

    def __contains__(self, key: str) -> bool:
        return key in self._held

    async def put(self, key: str, waiting: Waiting) -> None:
        """Let something wait; what waits already is not taken again."""
        if key not in self._held:
            await self._records.keep(key, waiting)
            self._held[key] = waiting

    async def drop(self, key: str) -> None:
        """Forget something: it is over, and nobody had to know."""
        if key in self._held:
            await self._records.drop(Waiting, key)
            del self._held[key]

    async def note_batteries(self, entities: Iterable[Held], at: float) -> None:
        """Let batteries that are low wait, each once until it is full again."""
        for held in entities:
            level = _level(held)
            key = f"battery:{held.entity.id}"
            if level is not None and level < _LOW:
                await self.put(key, Waiting(at=at, message=_of_battery(held.entity.label, level)))
            elif level is not None and level > _FINE:
                await self.drop(key)

    def lines(self) -> tuple[Message, ...]:
        """Return what the summary says, oldest first; nothing where there is no news."""
        news = sorted((w for w in self._held.values() if not w.told), key=lambda w: w.at)
        return tuple(waiting.message for waiting in news[:_MOST])

    async def note_told(self) -> None:
        """Take everything as told: batteries stay noted, the rest is forgotten."""
        for key, waiting in list(self._held.items()):
            if key.startswith("battery:"):
                self._held[key] = replace(waiting, told=True)
                await self._records.keep(key, self._held[key])
            else:
                await self.drop(key)


def due_after(at: float, zone: tzinfo) -> float:
    """Return the next Sunday evening after a moment (UTC seconds)."""
    now = datetime.fromtimestamp(at, zone)
    evening = now.replace(hour=_HOUR, minute=0, second=0, microsecond=0)
    evening += timedelta(days=(_SUNDAY - now.weekday()) % 7)
    if evening <= now:
        evening += timedelta(days=7)
    return evening.timestamp()


def _level(held: Held) -> float | None:
    """Return how full a battery is (%), of one that only tells low or not 0 or 100."""
    if held.entity.device_class != "battery":
        return None
    if isinstance(held.state, BinarySensorState) and held.state.on is not None:
        return 0.0 if held.state.on else 100.0
    value = held.state.value if isinstance(held.state, SensorState) else None
    return float(value) if isinstance(value, int | float) else None


def _of_battery(name: str, level: float) -> Message:
    return Message(id="notify.week.battery", values={"name": name, "level": level})
