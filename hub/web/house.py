"""The snapshot of the whole house that every client starts from."""

from typing import Literal

import hub
from hub.core.announced import ListAnnounced
from hub.core.appliances import feeds, keeps_on
from hub.core.clock import Clock
from hub.core.commands import AnswerT, Command, Commands, ListFaults, ListNotifications
from hub.core.errors import UnknownCommand, UnknownEntity
from hub.core.facets import met
from hub.core.health import Health
from hub.core.held import Picture
from hub.core.registry import Registry
from hub.core.upkeep import AskPrice, Price
from hub.web.wire import BrokerView, DeviceView, EntityView, Home


class House:
    """Draws the house as it is now."""

    def __init__(
        self,
        registry: Registry,
        commands: Commands,
        *,
        health: Health,
        clock: Clock,
        demo: bool,
        voice: bool,
        language: str,
        units: Literal["metric", "imperial"] = "metric",
    ) -> None:
        self._registry, self._commands = registry, commands
        self._health, self._clock = health, clock
        self._demo, self._voice, self.language = demo, voice, language
        self._units = units

    def entity(self, entity: str) -> EntityView:
        """Return one entity; raise ``UnknownEntity``."""
        held = self._registry.find(entity)
        device = self._registry.devices.get(held.entity.device)
        wants = held.desire.wants if held.desire else {}
        return EntityView(
            entity=held.entity,
            state=held.state,
            last_changed=held.last_changed,
            last_updated=held.last_updated,
            available=held.available,
            silent_since=held.silent_since,
            rejected=dict(self._health.rejected.get(entity, {})),
            last_rejected=self._health.rejected.last.get(entity, ""),
            is_fresh=held.is_fresh,
            desired=dict(wants),
            differs=not met(wants, held.state, held.entity),
            feeds=feeds(held.entity, device),
            keeps_on=keeps_on(held.entity, device),
        )

    async def device(self, device: str) -> DeviceView:
        """Return one device with all it carries; raise ``UnknownEntity``."""
        known = self._registry.devices.get(device)
        if known is None:
            raise UnknownEntity(f"there is no device called {device!r} in this house")
        announced = await self._listed(ListAnnounced(device=device))
        topics = {topic for one in announced for topic in one.topics}
        floods = self._health.report().floods
        held = self._registry.held
        return DeviceView(
            device=known,
            entities=[self.entity(id_) for id_ in held if held[id_].entity.device == device],
            announced=announced,
            floods={topic: rate for topic, rate in floods.items() if topic in topics},
        )

    def picture(self, entity: str) -> Picture:
        """Return what a camera shows; raise ``UnknownEntity`` where it shows nothing (yet)."""
        held = self._registry.find(entity)
        picture = held.picture() if held.picture else None
        if picture is None:
            raise UnknownEntity(f"{held.entity.label} has sent no picture yet")
        return picture

    async def home(self) -> Home:
        """Return everything; states are of the moment it returns."""
        faults = await self._listed(ListFaults())
        notifications = await self._listed(ListNotifications())
        report = self._health.report()
        return Home(
            now=self._clock.time(),
            areas=list(self._registry.areas.values()),
            devices=list(self._registry.devices.values()),
            entities=[self.entity(entity) for entity in self._registry.held],
            appliances=list(self._registry.appliances.values()),
            faults=faults,
            notifications=notifications,
            broker=BrokerView(connected=report.broker_connected, address=report.broker),
            demo=self._demo,
            voice=self._voice,
            language=self.language,
            units=self._units,
            version=hub.__version__,
            floods=report.floods,
            price=await self._price(),
        )

    async def _price(self) -> Price | None:
        """Return what a kilowatt-hour costs; nobody may be there (yet) to know."""
        try:
            return await self._commands.send(AskPrice())
        except UnknownCommand:
            return None

    async def _listed(self, command: Command[list[AnswerT]]) -> list[AnswerT]:
        """Ask for a list; a part that is not there (yet) has nothing to show."""
        try:
            return await self._commands.send(command)
        except UnknownCommand:
            return []
