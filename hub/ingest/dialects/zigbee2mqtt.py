"""zigbee2mqtt in its own words: every bridge on the broker, its devices, groups and events."""

import hashlib
import logging
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from hub.core.bus import Bus
from hub.core.clock import Clock
from hub.core.codec import decode, encode
from hub.core.errors import BadPayload
from hub.core.radio import DeviceJoined, DeviceLeft, PairingChanged
from hub.ingest.dialects.bridge import (
    BridgeEvent,
    BridgeFacts,
    BridgeMessage,
    ZigbeeDevice,
    ZigbeeGroup,
    device_from,
    group_from,
)
from hub.ingest.dialects.listening import Announces, Wire, understood
from hub.ingest.dialects.zigbee_parts import Parts, bridge_parts, device_parts, group_parts

_log = logging.getLogger(__name__)
_DEVICES = "/bridge/devices"


@dataclass(slots=True, kw_only=True)
class Known:
    """A device as it was last told of, and what it announces."""

    digest: bytes
    device: ZigbeeDevice
    parts: Parts


@dataclass(slots=True, kw_only=True)
class Bridge:
    """One zigbee2mqtt: ``base`` is its topic, devices go by their address."""

    base: str
    facts: BridgeFacts = field(default_factory=BridgeFacts)
    devices: dict[str, Known] = field(default_factory=dict)
    groups: dict[int, ZigbeeGroup] = field(default_factory=dict)
    waiting: deque[object] = field(default_factory=deque)  # devices told of but not yet read

    def origin(self, what: object) -> str:
        """Return how announcements of a device, group or the bridge itself are called."""
        return f"{self.base} {what}"


class Zigbee2Mqtt:
    """Finds every bridge by its retained list of devices; each device is read by itself.

    ``later`` is given the rest of a long list: a live hub reads one device a turn of its loop.
    """

    def __init__(
        self,
        wire: Wire,
        announcements: Announces,
        *,
        bus: Bus,
        clock: Clock,
        later: Callable[[Callable[[], None]], object] | None = None,
    ) -> None:
        self._wire, self.announcements = wire, announcements
        self._bus, self._clock, self._later = bus, clock, later
        self._bridges: dict[str, Bridge] = {}
        for name, take in (
            ("info", self._take_info),
            ("devices", self._take_devices),
            ("groups", self._take_groups),
            ("event", self._take_event),
        ):
            wire.listen(f"+/bridge/{name}", take)

    @property
    def bridges(self) -> Mapping[str, Bridge]:
        """Every bridge heard of, by its base topic."""
        return self._bridges

    def find(self, address: str) -> Bridge | None:
        """Return the bridge that has a device of this address."""
        return next((b for b in self._bridges.values() if address in b.devices), None)

    @understood
    def _take_devices(self, topic: str, payload: bytes, _retained: bool) -> None:
        told = decode(payload, list[dict[str, object]]) if payload.strip() else []
        base = topic.removesuffix(_DEVICES)
        if any("ieee_address" not in each for each in told):
            raise BadPayload("a list of Zigbee devices has an ieee_address in each")
        if base not in self._bridges and not told:
            return
        bridge = self._meet(base)
        bridge.waiting = deque(told)
        addresses = {each["ieee_address"] for each in told}
        for gone in bridge.devices.keys() - addresses:
            del bridge.devices[str(gone)]
            self.announcements.put(bridge.origin(gone), {})
        if not told:
            self.announcements.put(bridge.origin("bridge"), {})
        self._read_on(bridge)

    def _meet(self, base: str) -> Bridge:
        bridge = self._bridges.get(base)
        if bridge is None:
            bridge = self._bridges[base] = Bridge(base=base)
            _log.info("zigbee2mqtt at %s is one of the household", base)
        return bridge

    def _read_on(self, bridge: Bridge) -> None:
        """Read the devices that wait, one a turn where there are turns; then the groups."""
        while bridge.waiting:
            self._read(bridge, bridge.waiting.popleft())
            if self._later is not None and bridge.waiting:
                self._later(lambda: self._read_on(bridge))
                return
        self._announce_groups(bridge)

    def _read(self, bridge: Bridge, told: object) -> None:
        address = str(told["ieee_address"]) if isinstance(told, dict) else ""
        digest = hashlib.blake2b(encode(told), digest_size=16).digest()
        known = bridge.devices.get(address)
        if known is None or known.digest != digest:
            try:
                device = device_from(told)
            except BadPayload as error:
                self.announcements.refuse(bridge.origin(address), "", str(error))
                return
            parts = device_parts(device, bridge.facts, bridge.base)
            known = bridge.devices[address] = Known(digest=digest, device=device, parts=parts)
        self.announcements.put(bridge.origin(address), known.parts)

    @understood
    def _take_info(self, topic: str, payload: bytes, _retained: bool) -> None:
        if not payload.strip():
            return
        said = decode(payload, BridgeMessage)
        if not said.coordinator.ieee_address:
            return  # something else that calls itself a bridge
        bridge = self._meet(topic.removesuffix("/bridge/info"))
        self._tell_pairing(bridge, said)
        if said.facts == bridge.facts:
            return
        bridge.facts = said.facts
        self.announcements.put(bridge.origin("bridge"), bridge_parts(said.facts, bridge.base))
        for address, known in bridge.devices.items():
            known.parts = device_parts(known.device, bridge.facts, bridge.base)
            self.announcements.put(bridge.origin(address), known.parts)
        self._announce_groups(bridge)

    def _tell_pairing(self, bridge: Bridge, said: BridgeMessage) -> None:
        until = None
        if said.permit_join:
            now = self._clock.time()
            left = said.permit_join_timeout
            end = said.permit_join_end
            until = end / 1000 if end is not None else None if left is None else now + left
        self._bus.publish(
            PairingChanged(
                at=self._clock.time(), bridge=bridge.base, open=said.permit_join, until=until
            )
        )

    @understood
    def _take_groups(self, topic: str, payload: bytes, _retained: bool) -> None:
        base = topic.removesuffix("/bridge/groups")
        told = decode(payload, list[object]) if payload.strip() else []
        groups = {group.id: group for group in map(group_from, told)}
        if base not in self._bridges and not groups:
            return
        bridge = self._meet(base)
        for gone in bridge.groups.keys() - groups.keys():
            self.announcements.put(bridge.origin(gone), {})
        bridge.groups = groups
        if not bridge.waiting:
            self._announce_groups(bridge)

    def _announce_groups(self, bridge: Bridge) -> None:
        for group in bridge.groups.values():
            known = [bridge.devices.get(member.ieee_address) for member in group.members]
            members = [each.device for each in known if each is not None]
            parts = group_parts(group, members, bridge.facts, bridge.base) if members else {}
            self.announcements.put(bridge.origin(group.id), parts)

    @understood
    def _take_event(self, topic: str, payload: bytes, _retained: bool) -> None:
        if topic.removesuffix("/bridge/event") not in self._bridges:
            return
        event = decode(payload, BridgeEvent)
        name, address = event.data.friendly_name, event.data.ieee_address
        at, definition = self._clock.time(), event.data.definition
        if event.type == "device_leave":
            self._bus.publish(DeviceLeft(at=at, name=name, address=address))
        elif stage := event.stage:
            self._bus.publish(
                DeviceJoined(
                    at=at,
                    bridge=topic.removesuffix("/bridge/event"),
                    name=name,
                    address=address,
                    stage=stage,
                    model=" ".join(w for w in (definition.vendor, definition.model) if w)
                    if definition
                    else "",
                )
            )
