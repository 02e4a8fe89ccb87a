"""The one connection to the MQTT broker: topics in, payloads out; the only file on aiomqtt."""

import asyncio
import logging
from collections.abc import Iterator, Sequence

import aiomqtt
from aiomqtt.exceptions import MqttConnectError
from paho.mqtt.client import Client as Paho
from paho.mqtt.client import MQTTMessage
from paho.mqtt.reasoncodes import ReasonCode

from hub.core.bus import Bus
from hub.core.clock import Clock
from hub.core.errors import DeviceUnreachable, HubError
from hub.core.events import BrokerChanged, Cause
from hub.ingest.knocking import Knocks
from hub.ingest.routes import Routes, Take
from hub.ingest.shortcut import shorten

_log = logging.getLogger(__name__)
_KEEPALIVE = 5  # seconds of silence after which a dead broker is noticed
_TIMEOUT = 5.0  # seconds a broker may take to answer
_BATCH = 200  # filters in one SUBSCRIBE
_OLD_SPEECH = {1, 132}  # the broker's codes for "I do not speak this version of MQTT"
_NOT_LET_IN = {4, 5, 134, 135}
# What a decoder may stumble over: it costs that one message, never the connection.
_STUMBLES = (HubError, ValueError, TypeError, LookupError, ArithmeticError, AttributeError)
Rejected = dict[str, dict[str, int]]


class Mqtt:
    """Keeps the connection, hands each message to whoever listens to its topic, in order.

    Whoever listens is called at once, in the event loop, and must not wait. ``rejected`` (see
    ``Health``) counts payloads nobody could read, by topic.
    """

    def __init__(
        self,
        bus: Bus,
        clock: Clock,
        *,
        host: str,
        port: int = 1883,
        username: str | None = None,
        password: str | None = None,
        client_id: str = "tomte",
        status_topic: str = "tomte/status",
        rejected: Rejected | None = None,
    ) -> None:
        self._bus, self._clock = bus, clock
        self._host, self._port = host, port
        self._username, self._password = username, password
        self._client_id, self._status = client_id, status_topic
        self._knocks = Knocks(host)
        self._rejected: Rejected = {} if rejected is None else rejected
        self._unreadable: set[str] = set()  # topics in a spell of unreadable payloads
        self._protocol: aiomqtt.ProtocolVersion | None = None  # what the broker speaks
        self._client: aiomqtt.Client | None = None
        self._silent = False  # whether the present loss has been told
        self._routes = Routes()

    @property
    def address(self) -> str:
        """Where the broker is: ``host:port``."""
        return f"{self._host}:{self._port}"

    @property
    def connected(self) -> bool:
        """Whether the broker can be talked to now."""
        return self._client is not None

    def listen(self, topic_filter: str, take: Take) -> None:
        """Call ``take(topic, payload, retained)`` for every message that fits, from now on.

        ``retained``: the broker had kept it, so it may be old; what comes live is not.

        Filters should not overlap: a broker may send a message once for each that fits.
        """
        self._routes.add(topic_filter, take)

    def ignore(self, topic_filter: str, take: Take) -> None:
        """Stop calling ``take`` for this filter."""
        self._routes.drop(topic_filter, take)

    async def publish(
        self, topic: str, payload: str | bytes, *, qos: int = 0, retain: bool = False
    ) -> None:
        """Send a message; with ``qos`` 1 or 2 wait until the broker has it.

        Raise ``DeviceUnreachable`` when the broker is not connected or does not take it.
        """
        client = self._way_out()
        try:
            await client.publish(topic, payload, qos=qos, retain=retain)
        except (aiomqtt.MqttError, ValueError) as error:
            raise DeviceUnreachable(f"the MQTT broker did not take {topic}: {error}") from error

    def publish_soon(self, topic: str, payload: str | bytes, *, retain: bool = False) -> None:
        """Send a message without waiting: for answers from inside a ``take``.

        Raise ``DeviceUnreachable`` when the broker is not connected.
        """
        # aiomqtt's publish is a coroutine; beneath it paho's is not.
        self._way_out()._client.publish(topic, payload, retain=retain)

    async def run(self) -> None:
        """Stay connected until cancelled; when the broker goes, knock with growing pauses."""
        loop = asyncio.get_running_loop()
        while True:
            began, error = loop.time(), None
            try:
                await self._spell()
            except* aiomqtt.MqttError as lost:
                error = _first(lost)
            self._tell_lost(error)
            await asyncio.sleep(self._knocks.pause(loop.time() - began))

    async def _spell(self) -> None:
        """Connect, serve until the connection is lost, and raise what it was lost by."""
        protocol, self._protocol = self._protocol or await self._find_protocol(), None
        will = aiomqtt.Will(self._status, b"offline", qos=1, retain=True)
        client = self._new_client(protocol, will)
        try:
            async with client:
                await client.publish(self._status, b"online", qos=1, retain=True)
                self._client, self._protocol = client, protocol
                self._tell_reached()
                await self._serve(client)
        finally:
            self._client = None
            _hang_up(client)

    async def _find_protocol(self) -> aiomqtt.ProtocolVersion:
        """Ask which version of MQTT the broker speaks.

        Without a last will: older brokers wait forever for the rest of a newer one's.
        """
        client = self._new_client(aiomqtt.ProtocolVersion.V5, None)
        try:
            async with client:
                return aiomqtt.ProtocolVersion.V5
        except MqttConnectError as error:
            if _code(error) not in _OLD_SPEECH:
                raise
            _log.info("the broker at %s speaks MQTT 3.1.1 only", self.address)
            return aiomqtt.ProtocolVersion.V311
        finally:
            _hang_up(client)

    async def _serve(self, client: aiomqtt.Client) -> None:
        try:
            async with asyncio.TaskGroup() as spell:
                spell.create_task(self._subscribe(client))
                spell.create_task(_until_lost(client))
        except asyncio.CancelledError:  # we are leaving: the last will is not sent for us
            client._client.publish(self._status, b"offline", qos=0, retain=True)
            raise

    def _new_client(
        self, protocol: aiomqtt.ProtocolVersion, will: aiomqtt.Will | None
    ) -> aiomqtt.Client:
        client = aiomqtt.Client(
            self._host,
            self._port,
            username=self._username,
            password=self._password,
            identifier=self._client_id,
            protocol=protocol,
            will=will,
            keepalive=_KEEPALIVE,
            timeout=_TIMEOUT,
            logger=_quiet(),
        )
        # aiomqtt puts each message into a queue and makes a task to take it out: half the cost
        # of a reading. Its paho client calls us directly instead; aiomqtt keeps the connection.
        client._client.on_message = self._on_message
        shorten(client._client, self._deliver)
        return client

    def _on_message(self, _client: Paho, _userdata: object, message: MQTTMessage) -> None:
        self._deliver(message._topic, bytes(message.payload), message.retain)

    def _deliver(self, name: bytes, payload: bytes, retained: bool) -> None:
        try:
            topic = name.decode()
        except UnicodeDecodeError:
            self._complain(repr(name), "the topic is not UTF-8")
            return
        for take in self._routes.find(topic):
            try:
                take(topic, payload, retained)
            except _STUMBLES as error:
                self._complain(topic, f"{error}" or type(error).__name__)
            except RecursionError:
                self._complain(topic, "it is nested too deeply")
            else:
                if self._unreadable and topic in self._unreadable:
                    self._unreadable.discard(topic)

    def _complain(self, topic: str, why: str) -> None:
        """Count an unreadable payload and say so once a spell."""
        counts = self._rejected.setdefault(topic, {})
        counts["unreadable"] = counts.get("unreadable", 0) + 1
        if topic not in self._unreadable:
            self._unreadable.add(topic)
            _log.error("cannot read what came on %s: %s", topic, why)

    async def _subscribe(self, client: aiomqtt.Client) -> None:
        """Ask for every topic listened to, and for more as they come."""
        self._routes.renew()
        while True:
            await self._routes.changed.wait()
            wanted, unwanted = self._routes.changes()
            for some in _batches(wanted):
                codes: list[int | ReasonCode] = [
                    *await client.subscribe([(name, 0) for name in some])
                ]
                for name, code in zip(some, codes, strict=False):
                    if _value(code) >= 128:
                        _log.error("the broker does not let us listen to %s", name)
            for some in _batches(unwanted):
                await client.unsubscribe(list(some))

    def _way_out(self) -> aiomqtt.Client:
        if self._client is None:
            raise DeviceUnreachable(f"the MQTT broker at {self.address} is not connected")
        return self._client

    def _tell_reached(self) -> None:
        self._silent = False
        _log.info("connected to the broker at %s", self.address)
        self._publish_change(connected=True)

    def _tell_lost(self, error: BaseException | None) -> None:
        if self._silent:
            return
        self._silent = True
        if _code(error) in _NOT_LET_IN:
            _log.error(
                "the broker at %s does not let us in: check mqtt.username and mqtt.password",
                self.address,
            )
        else:
            _log.warning("no broker at %s (%s); knocking until it answers", self.address, error)
        self._publish_change(connected=False)

    def _publish_change(self, *, connected: bool) -> None:
        self._bus.publish(
            BrokerChanged(
                at=self._clock.time(),
                cause=Cause(who="hub", name="mqtt"),
                connected=connected,
                address=self.address,
            )
        )


async def _until_lost(client: aiomqtt.Client) -> None:
    async for _ in client.messages:  # nothing comes this way; it raises when the connection goes
        pass


def _hang_up(client: aiomqtt.Client) -> None:
    """Close what a broker that never answered, or a cancelled handshake, leaves open."""
    client._client.on_disconnect = None
    client._client.disconnect()


def _quiet() -> logging.Logger:
    """Return a logger that keeps paho's words about each loss to itself: we tell it once."""
    logger = logging.getLogger(f"{__name__}.wire")
    logger.setLevel(logging.CRITICAL)
    return logger


def _batches(names: Sequence[str]) -> Iterator[Sequence[str]]:
    return (names[start : start + _BATCH] for start in range(0, len(names), _BATCH))


def _first(group: BaseExceptionGroup[aiomqtt.MqttError]) -> BaseException:
    error: BaseException = group
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error


def _code(error: BaseException | None) -> int | None:
    reason = error.rc if isinstance(error, MqttConnectError) else None
    return None if reason is None else _value(reason)


def _value(code: int | ReasonCode) -> int:
    return code.value if isinstance(code, ReasonCode) else code
