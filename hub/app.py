"""The composition root: the only place that knows every part by name."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from hub.config import Settings
from hub.control.habits import Habits
from hub.control.household import Household, restore
from hub.control.loads import Loads
from hub.control.sweep import Sweep
from hub.control.twins import Shelf, Twins
from hub.control.verified import Verified
from hub.core import plugins
from hub.core.bus import Bus
from hub.core.clock import Clock, TickClock, local_timezone
from hub.core.commands import Commands
from hub.core.driver import Actuators
from hub.core.errors import StoreError
from hub.core.health import Health
from hub.core.heart import Heart
from hub.core.lag import LagGauge
from hub.core.registry import Registry
from hub.core.service import KeptAlive, Service
from hub.faults.monitor import FaultMonitor
from hub.ingest.adding import Adding
from hub.ingest.broker import BrokerChild, answers
from hub.ingest.broker_place import Broker, lan_address, own_names, some_broker
from hub.ingest.citizen.announcing import Speaker
from hub.ingest.citizen.citizen import Citizen
from hub.ingest.citizen.names import Names, hub_name
from hub.ingest.dialects.pairing import ZigbeePairing
from hub.ingest.dialects.shelly import Shelly
from hub.ingest.dialects.tasmota import Tasmota
from hub.ingest.dialects.zigbee2mqtt import Zigbee2Mqtt
from hub.ingest.discovery.announcements import Announcements
from hub.ingest.discovery.explaining import Explaining
from hub.ingest.discovery.home_assistant import HomeAssistant
from hub.ingest.discovery.listing import Listing
from hub.ingest.discovery.surroundings import LoopTimers, Surroundings
from hub.ingest.discovery.topics import Topics
from hub.ingest.discovery.whose import whose
from hub.ingest.mqtt import Mqtt
from hub.ingest.newcomers import Newcomers
from hub.ingest.polling import Polling, mounts
from hub.ingest.silence import Silence
from hub.ingest.ticks import Ticks
from hub.learning.learning import Learning
from hub.notify.channels import apprise
from hub.notify.escalation import Escalation
from hub.notify.notifier import Notifier
from hub.notify.outbox import Outbox
from hub.recorder.durable import Durable
from hub.recorder.past import Past
from hub.recorder.recorder import Recorder
from hub.recorder.retention import Retention
from hub.recorder.store import Store
from hub.texts import word
from hub.web.server import Web
from hub.web.tokens import FILE as TOKEN_FILE
from hub.web.tokens import owner_token

LOCAL = "127.0.0.1"
_ANY = frozenset({"0.0.0.0", "::"})  # noqa: S104 - every address of this machine


class House:
    """Every part, built and wired; nothing runs until ``live``."""

    def __init__(
        self, settings: Settings, store: Store, clock: Clock, broker: Broker, name: str
    ) -> None:
        self.home = settings.home
        self.token_file = self.home / TOKEN_FILE
        self._settings, self._store, self._clock = settings, store, clock
        self._broker, self._names = broker, Names(name)
        self._bus, self._commands, self._actuators = Bus(), Commands(), Actuators()
        self._registry = Registry(self._bus, clock)
        self._health = Health(self._bus, clock)
        self._records, self._past = Durable(store), Past(store, clock)
        self._shelf = Shelf(self._registry, self._records, Habits())
        self._mqtt = Mqtt(
            self._bus,
            clock,
            host=broker.host,
            port=broker.port,
            username=settings.mqtt.username or None,
            password=settings.mqtt.password or None,
            client_id=f"tomte-{name}",
            status_topic=self._names.status,
            rejected=self._health.rejected,
            whose=lambda topic: whose(topic, self._announcements.things, self._registry),
        )
        self._topics = Topics(self._mqtt)
        self._announcements = self._make_announcements()
        self._recorder = Recorder(self._bus, store)
        self._web = self._make_web()

    def _make_announcements(self) -> Announcements:
        return Announcements(
            self._registry,
            self._actuators,
            self._topics,
            self._mqtt,
            Surroundings(clock=self._clock, timers=LoopTimers(), timezone=local_timezone()),
            rejected=self._health.rejected,
        )

    def _make_web(self) -> Web:
        web = self._settings.web
        return Web(
            self._bus,
            self._clock,
            self._commands,
            self._registry,
            self._health,
            self._past,
            host=web.host,
            port=web.port,
            token=owner_token(self.home),
            demo=self._settings.demo,
            voice=self._settings.voice.enabled,
            language=self._settings.voice.language,
            units=self._settings.units,
            extra_hosts=own_names() if web.host in _ANY else (),
        )

    @property
    def url(self) -> str:
        """Where the hub answers, once it is ready."""
        return self._web.url.rstrip("/")

    async def ready(self) -> None:
        """Wait until people can be served."""
        await self._web.listening.wait()

    async def restore(self) -> None:
        """Take back what was known before the hub stopped."""
        await restore(self._registry, self._records)
        await self._shelf.restore()

    def services(self) -> list[Service]:
        """Build every part; its inboxes are open from now on, nothing runs yet."""
        bus, clock, commands, registry = self._bus, self._clock, self._commands, self._registry
        settings, records, store = self._settings, self._records, self._store
        shelf, actuators = self._shelf, self._actuators
        Sweep(commands, registry)
        Adding(commands, clock, self._broker)
        outbox, urls = Outbox(records), settings.notify.urls
        language, units = settings.voice.language, settings.units
        kept: dict[str, Callable[[], Service]] = {
            "control": lambda: Verified(bus, clock, commands, registry, actuators, shelf=shelf),
            "twins": lambda: Twins(bus, registry, shelf),
            "loads": lambda: Loads(bus, clock, registry),
            "household": lambda: Household(bus, commands, registry=registry, records=records),
            "faults": lambda: FaultMonitor(
                bus,
                clock,
                registry=registry,
                commands=commands,
                records=records,
                price=settings.energy.said,
            ),
            "silence": lambda: Silence(bus, clock, registry=registry, records=records),
            "notifier": lambda: Notifier(
                bus,
                commands,
                clock,
                registry=registry,
                outbox=outbox,
                records=records,
                lost=store.lost,
            ),
            "escalation": lambda: Escalation(
                bus,
                clock,
                outbox=outbox,
                channels=apprise.build(urls, language=language, units=units),
                escalate_after=settings.notify.escalate_after,
            ),
            "newcomers": lambda: Newcomers(bus, clock, registry),
            "learning": lambda: Learning(
                bus, clock, commands, registry, self._past, home=self.home, nights=not settings.demo
            ),
            "citizen": self._make_citizen,
            "retention": lambda: Retention(store, clock, days=round(settings.recorder.keep_days)),
        }
        if isinstance(clock, TickClock):
            kept["simulated time"] = lambda: Ticks(bus, clock, self._mqtt)
        else:
            kept["hardware"] = self._make_polling
        if settings.voice.enabled:
            kept["voice"] = self._make_voice
        if isinstance(own := self._broker, BrokerChild):  # ours to keep alive
            kept["broker"] = lambda: own
        services: list[Service] = [
            KeptAlive(name, build, bus=bus, clock=clock) for name, build in kept.items()
        ]
        self._listen_to_dialects()
        return [*services, self._recorder, self._web, self._mqtt, LagGauge(bus, clock)]

    def _listen_to_dialects(self) -> None:
        mqtt, announcements = self._mqtt, self._announcements
        Listing(announcements, self._registry, self._commands)
        Explaining(announcements, self._topics, self._registry, self._commands)
        HomeAssistant(mqtt, announcements)
        zigbee = Zigbee2Mqtt(
            mqtt,
            announcements,
            bus=self._bus,
            clock=self._clock,
            later=lambda do: asyncio.get_running_loop().call_soon(do),
        )
        ZigbeePairing(
            mqtt, mqtt, zigbee, self._registry, clock=self._clock, commands=self._commands
        )
        Tasmota(mqtt, announcements, ask=mqtt.publish_soon)
        Shelly(mqtt, announcements, ask=mqtt.publish_soon)

    def _make_polling(self) -> Service:
        errors = self._health.plugin_errors
        found = plugins.find("hardware", errors)
        return Polling(
            self._bus,
            self._clock,
            self._registry,
            self._actuators,
            mounts(found, self._settings.hardware, home=self.home, errors=errors),
            rejected=self._health.rejected,
            post=self._mqtt,
        )

    def _make_citizen(self) -> Citizen:
        settings, web, asked = self._settings, self._settings.web, self._settings.discovery
        language, units = settings.voice.language, settings.units
        speaker = Speaker(
            names=self._names,
            say=lambda message: word(message.id, message.values, language, units=units),
            url=f"http://{lan_address()}:{web.port}" if web.host in _ANY else "",
        )
        parts = self._bus, self._commands, self._registry, self._mqtt
        return Citizen(*parts, speaker=speaker, publish=asked.publish, birth=asked.birth)

    def _make_voice(self) -> Service:
        from hub.voice.pipeline import Voice  # only who speaks pays for it

        voice = self._settings.voice
        return Voice(
            self._bus,
            self._clock,
            self._commands,
            self._registry,
            plugins.find("skills", self._health.plugin_errors),
            language=voice.language,
            units=self._settings.units,
            vosk_model=Path(voice.vosk_model).expanduser() if voice.vosk_model else None,
        )

    async def live(self) -> None:
        """Run every part until cancelled; one that may not fail takes the house down."""
        vital: Mapping[str, Callable[[], Awaitable[object]]] = {
            "the recorder": lambda: self._store.history(lambda db: db.execute("select 1")),
            "the page": self._page_answers,
        }
        async with asyncio.TaskGroup() as group:
            for service in (*self.services(), Heart(vital)):
                group.create_task(service.run())

    async def _page_answers(self) -> None:
        await self._web.listening.wait()
        port = int(self._web.url.rstrip("/").rpartition(":")[2])
        if not await answers(LOCAL, port):
            raise ConnectionError(f"nothing listens on port {port}")


@asynccontextmanager
async def open_house(settings: Settings) -> AsyncIterator[House]:
    """Open the databases, find or bring a broker, and build the house; close all of it at the end.

    Raise ``StoreError`` or ``ConfigError`` where that is impossible.
    """
    home = settings.home
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"the data folder {home} cannot be made ({error.strerror}); set data_dir to another"
        ) from error
    clock = TickClock(settings.simulated_from) if settings.demo else Clock()
    async with AsyncExitStack() as stack:
        store = await stack.enter_async_context(Store(home, clock))
        mqtt = settings.mqtt
        place = some_broker(
            mqtt.host, mqtt.port, bool(mqtt.username), folder=home / "broker", lan=mqtt.lan_port
        )
        broker = await stack.enter_async_context(place)
        house = House(settings, store, clock, broker, await hub_name(Durable(store)))
        await house.restore()
        yield house
