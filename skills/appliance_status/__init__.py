"""Say how an appliance is, or whether anything in the house is wrong."""

from hub.core.commands import ListFaults
from hub.core.entities import Appliance
from hub.core.faults import Fault
from hub.core.message import Message, Value
from hub.core.skill import Home, Intent, Reply, Skill
from hub.core.states import SensorState

api = 1
_UNSETTLED = {"open", "confirmed"}
_WEIGHT = {"notice": 0, "warning": 1, "alarm": 2}


class ApplianceStatus:
    """Answers from the faults that are open and from what the appliance reports."""

    intents: tuple[str, ...] = ("ApplianceStatus", "HomeStatus")

    def __init__(self, home: Home) -> None:
        self._home = home

    async def answer(self, intent: Intent) -> Reply:
        """Say what is wrong, or that nothing is known to be."""
        faults = await self._home.commands.send(ListFaults(cause=intent.cause))
        unsettled = [fault for fault in faults if fault.phase in _UNSETTLED]
        if intent.name == "HomeStatus":
            return Reply(message=self._house(unsettled))
        meant = self._meant(intent)
        if not meant:
            kind = f"@reply.kind.{intent.slots.get('kind', 'device')}"
            return Reply(message=Message(id="reply.no_appliance", values={"kind": kind}))
        ids = {appliance.id for appliance in meant}
        here = [fault for fault in unsettled if fault.appliance in ids]
        if here:
            return Reply(message=self._fault(_gravest(here)))
        return Reply(message=self._well(meant[0]))

    def _meant(self, intent: Intent) -> list[Appliance]:
        appliances = self._home.registry.appliances
        if "appliance" in intent.slots:
            found = appliances.get(intent.slots["appliance"])
            return [found] if found else []
        return [one for one in appliances.values() if one.kind == intent.slots.get("kind")]

    def _house(self, faults: list[Fault]) -> Message:
        if not faults:
            return Message(
                id="reply.all_well", values={"count": len(self._home.registry.appliances)}
            )
        first = self._fault(_gravest(faults))
        if len(faults) == 1:
            return first
        values: dict[str, Value] = {**first.values, "first": f"@{first.id}", "more": len(faults)}
        return Message(id="reply.faults", values=values)

    def _fault(self, fault: Fault) -> Message:
        """Return the fault's own title under the appliance's name."""
        appliance = self._home.registry.appliances.get(fault.appliance)
        named = appliance.name if appliance else fault.appliance
        values: dict[str, Value] = {
            **fault.title.values,
            "whose": named,
            "title": f"@{fault.title.id}",
        }
        return Message(id="reply.fault", values=values)

    def _well(self, appliance: Appliance) -> Message:
        """Say that it is well only of an appliance that can be heard."""
        values: dict[str, Value] = {"name": appliance.name}
        tells = [
            held
            for source in (appliance.power, appliance.temperature, appliance.switch)
            if (held := self._home.registry.held.get(source)) is not None
        ]
        if tells and not any(held.available for held in tells):
            return Message(id="reply.out_of_reach", values=values)
        if not any(held.last_updated is not None for held in tells):
            return Message(id="reply.not_heard", values=values)
        power = self._home.registry.held.get(appliance.power)
        if power is not None and isinstance(power.state, SensorState):
            value = power.state.value
            if isinstance(value, float | int):
                return Message(id="reply.well_with_power", values={**values, "power": value})
        return Message(id="reply.well", values=values)


def _gravest(faults: list[Fault]) -> Fault:
    return max(faults, key=lambda fault: (_WEIGHT[fault.severity], fault.raised_at))


def build(home: Home) -> Skill:
    """Return the skill for this home."""
    return ApplianceStatus(home)
