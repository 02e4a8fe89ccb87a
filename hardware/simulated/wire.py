"""The simulated household's one connection to the broker.

paho is driven directly: a step publishes dozens of readings, and aiomqtt waits for each of them
to leave, which costs more than everything else the household does.
"""

import asyncio
import logging
import random
import socket
from collections.abc import Callable, Iterable
from typing import Protocol

from paho.mqtt.client import Client, ConnectFlags, DisconnectFlags, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion, MQTTErrorCode, MQTTProtocolVersion
from paho.mqtt.properties import Properties
from paho.mqtt.reasoncodes import ReasonCode

_log = logging.getLogger(__name__)
_VERSIONS = (MQTTProtocolVersion.MQTTv5, MQTTProtocolVersion.MQTTv311)
_ANSWER_WITHIN = 5.0  # seconds for the broker to take or refuse us
_SHORTEST_PAUSE, _LONGEST_PAUSE = 0.1, 2.0  # seconds between attempts; it is on this machine


class Wire:
    """Keeps a connection, MQTT 5 or else 3.1.1; what is published without one is lost.

    ``hear`` is given every message on the subscribed topics, ``greet`` is called whenever a
    connection stands and listens. ``farewell`` (topic, payload) is what the broker says when we
    are gone.
    """

    def __init__(
        self,
        host: str,
        port: int,
        *,
        topics: Iterable[str],
        farewell: tuple[str, str],
        hear: Callable[[str, bytes], None],
        greet: Callable[[], None],
    ) -> None:
        self._host, self._port = host, port
        self._topics, self._farewell = [(topic, 0) for topic in topics], farewell
        self._hear, self._greet = hear, greet
        self._client: Client | None = None
        self._version = 0
        self._settled, self._ended = asyncio.Event(), asyncio.Event()
        self.connected = asyncio.Event()

    def publish(self, topic: str, payload: str, *, retain: bool = False) -> None:
        """Send without waiting; order is kept."""
        if self._client is not None:
            self._client.publish(topic, payload, 0, retain)

    async def run(self) -> None:
        """Stay connected until cancelled."""
        pause = _SHORTEST_PAUSE
        while True:
            self._settled, self._ended = asyncio.Event(), asyncio.Event()
            client = self._new()
            try:
                await self._live(client)
            except (OSError, TimeoutError) as error:
                _log.debug("no broker at %s:%d: %s", self._host, self._port, error)
            finally:
                was_up = self.connected.is_set()
                self._hang_up(client)
            pause = _SHORTEST_PAUSE if was_up else min(2 * pause, _LONGEST_PAUSE)
            await asyncio.sleep(pause * random.uniform(0.5, 1))  # noqa: S311 - jitter

    async def _live(self, client: Client) -> None:
        await asyncio.to_thread(client.connect, self._host, self._port, 30)
        opened = client.socket()
        if isinstance(opened, socket.socket):
            opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        async with asyncio.timeout(_ANSWER_WITHIN):
            await self._settled.wait()
        while client.loop_misc() == MQTTErrorCode.MQTT_ERR_SUCCESS and not self._ended.is_set():
            try:
                async with asyncio.timeout(1):
                    await self._ended.wait()
            except TimeoutError:
                continue

    def _hang_up(self, client: Client) -> None:
        self.publish(*self._farewell, retain=True)
        self.connected.clear()
        self._client = None
        client.disconnect()
        client.loop_write()  # the loop may never get to it

    def _new(self) -> Client:
        client = Client(
            CallbackAPIVersion.VERSION2,
            protocol=_VERSIONS[self._version],
            reconnect_on_failure=False,
        )
        client.will_set(*self._farewell, retain=True)
        _Pump(client, self._down)

        def up(_: Client, __: object, ___: ConnectFlags, why: ReasonCode, ____: object) -> None:
            self._settled.set()
            if why.is_failure:  # most likely it does not speak this version
                self._version = 1 - self._version
                self._ended.set()
                return
            client.subscribe(self._topics)

        def listening(*_: object) -> None:
            self._client = client
            self.connected.set()
            self._greet()

        def down(
            _: Client, __: object, ___: DisconnectFlags, ____: ReasonCode, _____: Properties | None
        ) -> None:
            self._down()

        def heard(_: Client, __: object, message: MQTTMessage) -> None:
            self._hear(message.topic, bytes(message.payload))

        client.on_connect, client.on_disconnect, client.on_message = up, down, heard
        client.on_subscribe = listening
        return client

    def _down(self) -> None:
        self._settled.set()
        self._ended.set()


class _Socket(Protocol):
    def fileno(self) -> int: ...


class _Pump:
    """Lets the event loop move a client's bytes; only connecting happens in another thread."""

    def __init__(self, client: Client, down: Callable[[], None]) -> None:
        self._client, self._down = client, down
        self._loop = asyncio.get_running_loop()
        client.on_socket_open, client.on_socket_close = self._opened, self._closed
        client.on_socket_register_write = self._wants_write
        client.on_socket_unregister_write = self._wrote

    def _step(self, work: Callable[[], MQTTErrorCode]) -> None:
        if work() != MQTTErrorCode.MQTT_ERR_SUCCESS:
            self._down()

    def _opened(self, _: Client, __: object, sock: _Socket) -> None:
        read = self._client.loop_read
        self._loop.call_soon_threadsafe(self._loop.add_reader, sock.fileno(), self._step, read)

    def _closed(self, _: Client, __: object, sock: _Socket) -> None:
        self._loop.remove_reader(sock.fileno())

    def _wants_write(self, _: Client, __: object, sock: _Socket) -> None:
        self._loop.call_soon_threadsafe(self._watch, sock)

    def _watch(self, sock: _Socket) -> None:
        if sock.fileno() >= 0:  # it may be closed by now
            self._loop.add_writer(sock.fileno(), self._write)

    def _write(self) -> None:
        """Send all that is waiting as one: a packet at a time costs ten times as much."""
        opened = self._client.socket()
        cork = getattr(socket, "TCP_CORK", None)
        if cork is None or not isinstance(opened, socket.socket):
            self._step(self._client.loop_write)
            return
        opened.setsockopt(socket.IPPROTO_TCP, cork, 1)
        self._step(self._client.loop_write)
        if opened.fileno() >= 0:
            opened.setsockopt(socket.IPPROTO_TCP, cork, 0)

    def _wrote(self, _: Client, __: object, sock: _Socket) -> None:
        self._loop.remove_writer(sock.fileno())
