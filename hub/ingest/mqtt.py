"""The house's way to its MQTT broker: topics in, payloads out, lost and found again."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from typing import TypeVar

from hub.core.bus import Bus
from hub.core.clock import Clock
from hub.core.errors import CommandRefused, DeviceUnreachable, HubError
from hub.ingest.door import Door, Version
from hub.ingest.flood import Floods
from hub.ingest.knocking import Knocks
from hub.ingest.line import Line
from hub.ingest.refusals import OLD_SPEECH
from hub.ingest.routes import Lane, Routes, Take
from hub.ingest.spells import Spells

_log = logging.getLogger(__name__)
_BATCH = 200  # filters in one SUBSCRIBE
_NAMED = 3  # refused filters in one line of the log
_ROOM = 1000  # topics whose unreadable payloads are counted one by one
_LONGEST = 300  # characters of what it stumbled over
_OTHERS = "other topics"
# What a decoder may stumble over: it costs that one message, never the connection.
_STUMBLES = (HubError, ValueError, TypeError, LookupError, ArithmeticError, AttributeError)
Rejected = dict[str, dict[str, int]]
ItemT = TypeVar("ItemT")


class Mqtt:
    """Keeps the connection, hands each message to whoever listens to its topic, in order.

    Whoever listens is called at once, in the event loop, and must not wait; after that the
    message is acknowledged. Each connection begins anew: the broker keeps nothing for us and we
    send nothing twice. ``rejected`` (see ``Health``) counts, by topic, payloads nobody could read
    and those of a flood that were left out; ``whose`` names the device that speaks on a topic.
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
        knocks: Callable[[str], Knocks] = Knocks,
        whose: Callable[[str], str] = lambda _: "",
    ) -> None:
        self._door = Door(
            host=host, port=port, username=username, password=password, client_id=client_id
        )
        self._status = status_topic
        self._knocks = knocks(host)
        self._spells = Spells(bus, clock, self._door)
        self._rejected: Rejected = {} if rejected is None else rejected
        self._unreadable: set[str] = set()  # topics in a spell of unreadable payloads
        self._refused: set[str] = set()  # filters and topics the broker said no to
        self._version: Version | None = None  # of MQTT, that the broker speaks
        self._line: Line | None = None
        self._code: int | None = None  # the broker's last word, if it gave one
        self._routes = Routes()
        self._floods = Floods(bus, clock, self._routes, self._hand_on, self._leave_out, whose=whose)

    @property
    def address(self) -> str:
        """Where the broker is: ``host:port``."""
        return self._spells.address

    @property
    def connected(self) -> bool:
        """Whether the broker can be talked to now."""
        return self._line is not None

    def listen(self, topic_filter: str, take: Take, *, qos: int = 1, every: bool = False) -> None:
        """Call ``take(topic, payload, retained)`` for every message that fits, from now on.

        ``retained``: the broker had kept it, so it may be old; what comes live is not. ``every``:
        each message counts; without it, of hundreds a second on one topic only the newest is told,
        ten times a second. Filters should not overlap: a broker may send a message once for each
        that fits. Raise ``BadPayload`` for what is no topic filter.
        """
        self._routes.add(topic_filter, take, qos=qos, every=every)

    def ignore(self, topic_filter: str, take: Take) -> None:
        """Stop calling ``take`` for this filter."""
        self._routes.drop(topic_filter, take)

    async def publish(
        self, topic: str, payload: str | bytes, *, qos: int = 0, retain: bool = False
    ) -> None:
        """Send a message; with ``qos`` 1 or 2 wait until the broker has it.

        It is sent once. Raise ``DeviceUnreachable`` when the broker cannot be reached or the
        connection is lost before it answers (the text says whether the message may have arrived),
        and ``CommandRefused`` when it says no.
        """
        await self._way_out().publish(topic, payload, qos=qos, retain=retain)

    def publish_soon(
        self, topic: str, payload: str | bytes, *, qos: int = 0, retain: bool = False
    ) -> None:
        """Send a message without waiting: for answers from inside a ``take``.

        Raise ``DeviceUnreachable`` when the broker is not connected, ``CommandRefused`` for what
        is no topic; a broker's refusal is logged.
        """
        self._way_out().publish_soon(topic, payload, qos=qos, retain=retain)

    async def run(self) -> None:
        """Stay connected until cancelled; when the broker goes, knock with growing pauses."""
        loop = asyncio.get_running_loop()
        while True:
            began = loop.time()
            try:
                await self._spell()
            except* DeviceUnreachable as lost:
                self._spells.lost(_first(lost), self._code)
            _leave_if_asked()
            await asyncio.sleep(self._knocks.pause(loop.time() - began))

    async def _spell(self) -> None:
        """Connect, serve until the connection is lost, and raise what it was lost by."""
        version, self._version = self._version or await self._find_version(), None
        try:
            async with self._open(version, (self._status, b"offline")) as line:
                _leave_if_asked()
                await self._say_hello(line)
                self._line, self._version = line, version
                self._spells.reached()
                await self._serve(line)
        finally:
            self._line = None

    async def _find_version(self) -> Version:
        """Ask which version of MQTT the broker speaks.

        Without a last will: older brokers wait forever for the rest of a newer one's.
        """
        try:
            async with self._open("5", None):
                return "5"
        except DeviceUnreachable:
            if self._code not in OLD_SPEECH:
                raise
            _log.info("the broker at %s speaks MQTT 3.1.1 only", self.address)
            return "3.1.1"

    @contextlib.asynccontextmanager
    async def _open(self, version: Version, will: tuple[str, bytes] | None) -> AsyncIterator[Line]:
        line = Line(self._door, self._deliver, version, last_will=will)
        try:
            async with line:
                yield line
        finally:
            self._code = line.code
            line.hang_up()

    async def _say_hello(self, line: Line) -> None:
        try:
            await line.publish(self._status, b"online", qos=1, retain=True)
        except CommandRefused as error:
            if self._status not in self._refused:
                self._refused.add(self._status)
                _log.error("others cannot see whether this hub is there: %s", error)

    async def _serve(self, line: Line) -> None:
        try:
            async with asyncio.TaskGroup() as spell:
                spell.create_task(self._subscribe(line))
                await line.lost()
        except asyncio.CancelledError:  # we are leaving: the last will is not sent for us
            with contextlib.suppress(DeviceUnreachable):
                line.publish_soon(self._status, b"offline", qos=0, retain=True)
            raise

    def _deliver(self, name: bytes, payload: bytes, retained: bool) -> None:
        try:
            topic = name.decode()
        except UnicodeDecodeError:
            self._complain(repr(name), "the topic is not UTF-8")
            return
        lane = self._routes.lane(topic)
        lane.count += 1
        if lane.count < lane.limit or not self._floods.holds(lane, payload, retained):
            self._hand_on(lane, payload, retained)

    def _hand_on(self, lane: Lane, payload: bytes, retained: bool) -> None:
        topic = lane.topic
        for take in lane.takes:
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
        self._count(topic, "unreadable", 1)
        if topic not in self._unreadable and len(self._unreadable) < _ROOM:
            self._unreadable.add(topic)
            _log.error("cannot read what came on %s: %s", topic, why[:_LONGEST])

    def _leave_out(self, topic: str, number: int) -> None:
        self._count(topic, "flood", number)

    def _count(self, topic: str, reason: str, number: int) -> None:
        if topic not in self._rejected and len(self._rejected) >= _ROOM:
            topic = _OTHERS
        counts = self._rejected.setdefault(topic, {})
        counts[reason] = counts.get(reason, 0) + number

    async def _subscribe(self, line: Line) -> None:
        """Ask for every topic listened to, and for more as they come."""
        self._routes.renew()
        while True:
            _leave_if_asked()
            await self._routes.changed.wait()
            wanted, unwanted = self._routes.changes()
            for some in _batches(wanted):
                answers = await line.subscribe(some)
                asked = [name for name, _ in some]
                self._note_refusals(dict(zip(asked, answers, strict=False)))
            for names in _batches(unwanted):
                await line.unsubscribe(names)

    def _note_refusals(self, answers: dict[str, str]) -> None:
        """Say once which filters the broker refuses, in few lines even if they are many."""
        refused = {name: why for name, why in answers.items() if why}
        news = [name for name in refused if name not in self._refused]
        self._refused = (self._refused - answers.keys()) | refused.keys()
        for why in sorted({refused[name] for name in news}):
            names = [name for name in news if refused[name] == why]
            more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
            listed = ", ".join(names[:_NAMED])
            _log.error("the broker does not let us listen to %s%s (%s)", listed, more, why)

    def _way_out(self) -> Line:
        if self._line is None:
            raise DeviceUnreachable(f"the MQTT broker at {self.address} is not connected")
        return self._line


def _leave_if_asked() -> None:
    """Raise the cancellation that a loss, or an answer, at the same moment has hidden.

    Before Python 3.12, ``asyncio.wait_for`` forgets that it was cancelled when what it waits for
    is just done; aiomqtt waits by it.
    """
    task = asyncio.current_task()
    if task is not None and task.cancelling():
        raise asyncio.CancelledError


def _batches(items: Sequence[ItemT]) -> Iterator[Sequence[ItemT]]:
    return (items[start : start + _BATCH] for start in range(0, len(items), _BATCH))


def _first(group: BaseExceptionGroup[DeviceUnreachable]) -> BaseException:
    error: BaseException = group
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error
