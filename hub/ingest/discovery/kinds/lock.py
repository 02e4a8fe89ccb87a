"""Locks."""

from dataclasses import dataclass

from hub.core.commands import DeviceCommand, SetLock
from hub.core.errors import CommandRefused
from hub.core.states import Kind
from hub.ingest.discovery.plan import Draft, Outlet, Plan, words_to

_PHASES = ("locked", "unlocked", "locking", "unlocking", "jammed")


@dataclass(frozen=True, slots=True, kw_only=True)
class LockWay:
    """Locks and unlocks."""

    outlet: Outlet
    lock: str
    unlock: str

    async def send(self, command: DeviceCommand) -> None:
        """Put the command on its way."""
        if not isinstance(command, SetLock):
            raise CommandRefused("a lock can only be locked and unlocked")
        await self.outlet.send(self.lock if command.locked else self.unlock)


def plan(draft: Draft) -> Plan:
    """Read a lock's message."""
    fields = draft.fields
    meaning = {fields.text(f"state_{phase}", phase.upper()): phase for phase in _PHASES}
    draft.hear("state_topic", "value_template", words_to(meaning, "phase"))
    way = LockWay(
        outlet=draft.command_outlet(),
        lock=fields.text("payload_lock", "LOCK"),
        unlock=fields.text("payload_unlock", "UNLOCK"),
    )
    return Plan(kind=Kind.LOCK, hears=draft.hears(), actuator=way, features=("locked",))
