"""Switches and plugs."""

from dataclasses import dataclass

from hub.core.commands import DeviceCommand, Turn
from hub.core.errors import CommandRefused
from hub.core.states import Kind
from hub.ingest.discovery.plan import Draft, Outlet, Plan, words_to


@dataclass(frozen=True, slots=True, kw_only=True)
class SwitchWay:
    """Turns a switch."""

    outlet: Outlet
    on: str
    off: str

    async def send(self, command: DeviceCommand) -> None:
        """Put the command on its way."""
        if not isinstance(command, Turn):
            raise CommandRefused("a switch can only be turned on and off")
        await self.outlet.send(self.on if command.on else self.off)


def plan(draft: Draft) -> Plan:
    """Read a switch's message."""
    fields = draft.fields
    on, off = fields.text("payload_on", "ON"), fields.text("payload_off", "OFF")
    meaning = {fields.text("state_on", on): True, fields.text("state_off", off): False}
    draft.hear("state_topic", "value_template", words_to(meaning, "on"))
    return Plan(
        kind=Kind.SWITCH,
        hears=draft.hears(),
        actuator=SwitchWay(outlet=draft.command_outlet(), on=on, off=off),
        features=("on",),
    )
