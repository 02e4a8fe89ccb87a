"""Asking a Zigbee bridge: let devices join, give one a name, send one away."""

import asyncio
from collections.abc import Mapping
from itertools import count
from typing import Protocol

from hub.core.clock import Clock
from hub.core.codec import decode, encode
from hub.core.commands import Commands, PermitJoin, RemoveDevice, RenameDevice
from hub.core.entities import Device
from hub.core.errors import CommandRefused, DeviceUnreachable
from hub.ingest.dialects.listening import Publisher, Wire
from hub.ingest.dialects.zigbee2mqtt import Bridge, Zigbee2Mqtt

_PATIENCE = 15.0  # seconds; a bridge asks its radio, and a sleeping device, before it answers
_LONGEST = 254  # seconds; what Zigbee can say in one byte (255 would be "for ever")
_PREFIX = "zigbee2mqtt_"


class House(Protocol):
    """Where devices are known by the house's id."""

    @property
    def devices(self) -> Mapping[str, Device]:
        """Every device, by id."""


class ZigbeePairing:
    """Carries the commands about the Zigbee network itself; each ends with the bridge's answer."""

    def __init__(
        self,
        wire: Wire,
        publisher: Publisher,
        zigbee: Zigbee2Mqtt,
        house: House,
        *,
        clock: Clock,
        commands: Commands,
    ) -> None:
        self._publisher, self._zigbee, self._house = publisher, zigbee, house
        self._clock = clock
        self._answers: dict[str, asyncio.Future[str]] = {}  # transaction -> its error, or ""
        self._numbers = count(1)
        # for all bridges and beforehand: an answer may be faster than a subscription
        wire.listen("+/bridge/response/#", self._take)
        commands.handle(PermitJoin, self._permit)
        commands.handle(RenameDevice, self._rename)
        commands.handle(RemoveDevice, self._send_away)

    async def _permit(self, command: PermitJoin) -> float | None:
        if not 0 <= command.seconds <= _LONGEST:
            raise CommandRefused(f"a Zigbee network can be open for 0 to {_LONGEST} seconds")
        bridges = [*self._zigbee.bridges.values()]
        if command.bridge:
            bridges = [b for b in bridges if b.base == command.bridge]
        if not bridges:
            raise DeviceUnreachable("there is no Zigbee bridge: is zigbee2mqtt running?")
        for bridge in bridges:
            await self._ask(bridge, "permit_join", {"time": command.seconds})
        return self._clock.time() + command.seconds if command.seconds else None

    async def _rename(self, command: RenameDevice) -> None:
        bridge, address = self._place(command.device)
        name = command.name.strip()
        if not name or any(sign in name for sign in "+#/"):
            raise CommandRefused("a Zigbee device's name cannot be empty or hold +, # or /")
        await self._ask(bridge, "device/rename", {"from": address, "to": name})

    async def _send_away(self, command: RemoveDevice) -> None:
        bridge, address = self._place(command.device)
        await self._ask(bridge, "device/remove", {"id": address, "force": command.force})

    def _place(self, device: str) -> tuple[Bridge, str]:
        """Return the bridge and the address of a device of the house."""
        known = self._house.devices.get(device)
        for identifier in known.identifiers if known else ():
            address = identifier.removeprefix(_PREFIX)
            bridge = self._zigbee.find(address)
            if bridge is not None:
                return bridge, address
        raise CommandRefused(f"{known.name if known else device} is no Zigbee device")

    async def _ask(self, bridge: Bridge, what: str, said: dict[str, object]) -> None:
        """Ask the bridge and wait for its answer; its error is raised as it says it."""
        transaction = f"tomte-{next(self._numbers)}"
        answer = self._answers[transaction] = asyncio.get_running_loop().create_future()
        topic = f"{bridge.base}/bridge/request/{what}"
        try:
            async with asyncio.timeout(_PATIENCE):
                await self._publisher.publish(topic, encode({**said, "transaction": transaction}))
                error = await answer
        except TimeoutError as late:
            raise DeviceUnreachable(
                f"{bridge.base} did not answer within {_PATIENCE:g} s"
            ) from late
        finally:
            del self._answers[transaction]
        if error:
            raise CommandRefused(error)

    def _take(self, _topic: str, payload: bytes, _retained: bool) -> None:
        said = decode(payload, dict[str, object])
        waiting = self._answers.get(str(said.get("transaction")))
        if waiting is not None and not waiting.done():
            failed = said.get("status") == "error"
            waiting.set_result(str(said.get("error") or "it did not say why") if failed else "")
