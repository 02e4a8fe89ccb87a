"""The house's drivers: each attended to on its own, so that one that breaks breaks nothing else."""

import asyncio
import logging
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import ModuleType

from hub.core.bus import Bus
from hub.core.clock import Clock
from hub.core.driver import Actuators, Mount
from hub.core.errors import HubError
from hub.core.registry import Registry
from hub.core.service import KeptAlive
from hub.ingest.attendance import Attendance, House, Post, owns
from hub.ingest.discovery.topics import Counts
from hub.ingest.hands import Hands

_log = logging.getLogger(__name__)
Mounts = Mapping[str, Sequence[Mount]]


def mounts(
    modules: Iterable[ModuleType],
    wanted: Mapping[str, Sequence[object]],
    *,
    home: Path,
    errors: dict[str, str],
) -> Mounts:
    """Return the drivers to attend to, by the plug-in's name.

    A plug-in with ``Settings`` is built from its section of ``wanted`` (none: it has no drivers),
    one without is always there. One that lacks something is named in ``errors`` and left out.
    """
    mounted: dict[str, Sequence[Mount]] = {}
    for module in modules:
        section = module.__name__.rpartition(".")[2]
        if not hasattr(module, "Settings"):
            mounted[section] = [Mount(name=section, build=module.build)]
            continue
        try:
            asked = wanted.get(section)
            mounted[section] = [] if asked is None else module.build(asked, home=home)
        except HubError as error:
            errors[module.__name__] = str(error)
            _log.error("hardware.%s is left out: %s", section, error)
    return mounted


class Polling:
    """Keeps every driver alive, and forgets the entities of those no longer wanted."""

    def __init__(
        self,
        bus: Bus,
        clock: Clock,
        registry: Registry,
        actuators: Actuators,
        drivers: Mounts,
        *,
        rejected: dict[str, dict[str, int]],
        post: Post | None = None,
    ) -> None:
        self._bus, self._clock, self._registry = bus, clock, registry
        self._drivers = drivers
        self._hands = {m.name: Hands(m.name) for mounted in drivers.values() for m in mounted}
        self._house = House(clock, registry, actuators, counts=Counts(rejected), post=post)

    @property
    def stuck(self) -> dict[str, int]:
        """How many threads of each driver hang, where any does."""
        return {name: hands.stuck for name, hands in self._hands.items() if hands.stuck}

    async def run(self) -> None:
        """Attend to every driver until cancelled."""
        self._forget()
        async with asyncio.TaskGroup() as group:
            for mount in (mount for mounted in self._drivers.values() for mount in mounted):
                group.create_task(self._kept(mount).run())

    def _kept(self, mount: Mount) -> KeptAlive:
        hands = self._hands[mount.name]
        return KeptAlive(
            f"hardware {mount.name}",
            lambda: Attendance(mount, hands, self._house),
            bus=self._bus,
            clock=self._clock,
        )

    def _forget(self) -> None:
        """Remove what the settings no longer name; a plug-in that failed keeps its own."""
        for source in [held.entity.source for held in self._registry.held.values()]:
            mounted = self._drivers.get(source.partition(":")[0])
            if mounted is not None and not any(owns(mount, source) for mount in mounted):
                self._registry.remove(source)
