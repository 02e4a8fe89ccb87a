"""Faults of devices that follow no commands: one fault a spell, gone when they follow again."""

from hub.core.events import CommandHeeded, CommandIgnored
from hub.core.faults import Evidence, Fault, FaultKind
from hub.core.message import Message, Value
from hub.core.registry import Registry
from hub.faults.casebook import Casebook

IGNORED = frozenset({FaultKind.COMMAND_IGNORED})
SAME = frozenset({FaultKind.COMMAND_IGNORED, FaultKind.NO_POWER, FaultKind.STUCK_RELAY})
_ADVICE = 2  # sentences of it


class Obedience:
    """Turns what control says of a device into a fault in the casebook.

    That a load stays dark though it is on shows in its power, too: whoever sees it first tells it.
    """

    def __init__(self, registry: Registry, book: Casebook) -> None:
        self._registry, self._book = registry, book

    async def take(self, ignored: CommandIgnored) -> Fault | None:
        """Return the fault that is new; ``None`` where it is known or the entity is gone."""
        held = self._registry.held.get(ignored.entity)
        subject = self._subject(ignored.entity)
        if held is None or self._book.spell(subject, SAME) is not None:
            return None
        fault = _fault_of(ignored, subject, held.entity.label)
        await self._book.write(fault)
        return fault

    async def end(self, heeded: CommandHeeded) -> Fault | None:
        """Return the fault that is over, if there was one."""
        fault = self._book.spell(self._subject(heeded.entity), IGNORED)
        return None if fault is None else await self._book.settle(fault, "gone", heeded.at)

    def _subject(self, entity: str) -> str:
        """Return whom the fault is of: the device, or the entity where it has none."""
        held = self._registry.held.get(entity)
        return entity if held is None else held.entity.device or entity


def _fault_of(ignored: CommandIgnored, subject: str, name: str) -> Fault:
    told = f"fault.{FaultKind.COMMAND_IGNORED.value}"
    is_dark = ignored.watts is not None
    values: dict[str, Value] = {"name": name, "count": ignored.count}
    if is_dark:
        values |= {"watts": ignored.watts or 0.0, "usual": ignored.usual or 0.0}
    advice = f"{told}.dark.advice" if is_dark else f"{told}.advice"
    return Fault(
        id=f"{subject}-{FaultKind.COMMAND_IGNORED.value}-{ignored.at:.0f}",
        appliance=subject,
        kind=FaultKind.COMMAND_IGNORED,
        severity="warning",
        confidence=0.9,
        title=Message(id=f"{told}.title", values={"name": name}),
        why=Message(id=f"{told}.dark" if is_dark else f"{told}.why", values=values),
        advice=tuple(Message(id=f"{advice}.{i + 1}") for i in range(_ADVICE)),
        evidence=_evidence(ignored),
        raised_at=ignored.at,
        confirm=Message(id=f"{told}.confirm"),
    )


def _evidence(ignored: CommandIgnored) -> tuple[Evidence, ...]:
    """Return the numbers that are said: commands not followed, watts that did not flow."""
    count = _number("ignored", "", ignored.at, now=ignored.count)
    if ignored.watts is None:
        return (count,)
    power = _number("power", "W", ignored.at, now=ignored.watts, usual=ignored.usual or 0.0)
    return (count, power)


def _number(signal: str, unit: str, at: float, *, now: float, usual: float = 0.0) -> Evidence:
    return Evidence(
        signal=signal,
        unit=unit,
        times=(),
        values=(),
        low=usual,
        high=usual,
        since=at,
        now=now,
        usual=usual,
    )
