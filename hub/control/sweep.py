"""Everything of a room or of the house at once, except what must not lose power by the way."""

import asyncio

from hub.core.appliances import feeds, keeps_on
from hub.core.commands import AllTurned, Commands, Outcome, Turn, TurnAll
from hub.core.entities import ApplianceKind, Entity
from hub.core.kinds import Kind
from hub.core.registry import Registry
from hub.core.states import SensorState

_USUAL = (Kind.LIGHT, Kind.SWITCH, Kind.FAN, Kind.MEDIA_PLAYER)
_DONE = {"confirmed", "already", "sent"}
_AT_ONCE = 8  # commands on their way together: a radio mesh drowns in more
_PROGRAMMES = {ApplianceKind.WASHER, ApplianceKind.DRYER, ApplianceKind.DISHWASHER}
_WORKS = 8.0  # watts above which a machine with programmes is in the midst of one


class Sweep:
    """Answers ``TurnAll``; each entity ends as it would by a command of its own."""

    def __init__(self, commands: Commands, registry: Registry) -> None:
        self._commands, self._registry = commands, registry
        commands.handle(TurnAll, self.turn_all)

    async def turn_all(self, command: TurnAll) -> AllTurned:
        """Turn all that is meant; say which were done, which failed and which were left on."""
        meant = self._meant(command)
        kept = () if command.on else tuple(e.id for e in meant if self._stays(e))
        outcomes: dict[str, Outcome] = {}
        gate = asyncio.Semaphore(_AT_ONCE)

        async def turn(entity: str) -> None:
            async with gate:
                wish = Turn(entity=entity, on=command.on, cause=command.cause)
                outcomes[entity] = await self._commands.send(wish)

        todo = [entity.id for entity in meant if entity.id not in kept]
        async with asyncio.TaskGroup() as group:
            for entity in todo:
                group.create_task(turn(entity))
        return AllTurned(
            done=tuple(e for e in todo if outcomes[e].result in _DONE),
            failed=tuple(e for e in todo if outcomes[e].result not in _DONE),
            kept_on=kept,
            outcomes={entity: outcomes[entity] for entity in todo},
        )

    def _meant(self, command: TurnAll) -> list[Entity]:
        kinds = command.kinds or _USUAL
        return [
            held.entity
            for held in self._registry.held.values()
            if held.entity.kind in kinds
            and command.area in {"", held.entity.area}
            and not held.entity.category
            and held.entity.enabled
        ]

    def _stays(self, entity: Entity) -> bool:
        """Whether it is kept on, or feeds a machine in the midst of its programme."""
        device = self._registry.devices.get(entity.device)
        if keeps_on(entity, device):
            return True
        appliance = self._registry.appliances.get(entity.device)
        if entity.kind is not Kind.SWITCH or appliance is None:
            return False
        if feeds(entity, device) not in _PROGRAMMES and appliance.kind not in _PROGRAMMES:
            return False
        power = self._registry.held.get(appliance.power)
        state = None if power is None else power.state
        value = state.value if isinstance(state, SensorState) else None
        return isinstance(value, int | float) and value > _WORKS
