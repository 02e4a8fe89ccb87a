"""Says when a device that was not known before has announced itself."""

from hub.core.adding import DeviceAppeared
from hub.core.bus import Bus
from hub.core.clock import Clock
from hub.core.events import HouseholdChanged
from hub.core.registry import Registry

_CALM = 2.0  # seconds; a device announces its entities one after the other


class Newcomers:
    """One ``DeviceAppeared`` for each new device, once its first announcements are in."""

    def __init__(self, bus: Bus, clock: Clock, registry: Registry) -> None:
        self._bus, self._clock, self._registry = bus, clock, registry
        self._known = set(registry.devices)
        self._news = bus.open(HouseholdChanged, limit=1024, wanted=lambda e: bool(e.devices))

    async def run(self) -> None:
        """Watch until cancelled."""
        with self._news:
            async for changes in self._news.batches(_CALM):
                for change in changes:
                    for device in change.devices:
                        self._meet(device.id)

    def _meet(self, device: str) -> None:
        if device in self._known:
            return
        self._known.add(device)
        held = self._registry.held.values()
        entities = [one.entity for one in held if one.entity.device == device]
        if not any(entity.source.startswith("mqtt:") for entity in entities):
            return  # wired to the hub itself: nobody waits for it
        self._bus.publish(
            DeviceAppeared(
                at=self._clock.time(),
                device=device,
                name=self._registry.devices[device].name,
                entities=tuple(entity.id for entity in entities),
            )
        )
