"""The household as it lives: time passes, readings go out, commands are obeyed."""

import asyncio
import json
import logging
import random
from collections.abc import Callable, Iterator
from functools import partial

from hardware.simulated.device import BRIDGE, Commanded, Device, Part, Report
from hardware.simulated.home import Home
from hardware.simulated.people import People
from hardware.simulated.wire import Wire
from hub.core import codec
from hub.core.errors import BadPayload

TICK, DONE = "tomte/sim/clock", "tomte/sim/clock/done"
_STATUSES = ("homeassistant/status", "tomte/status")  # a hub that has come says "online" here
_STEP = 60.0  # household seconds
_BEAT = 300.0  # household seconds after which every meter reports, moved or not
_ANSWER_WITHIN = 10.0  # seconds until a tick is sent again
_log = logging.getLogger(__name__)


class Household:
    """About twenty devices on a broker, and the clock they live by.

    A step's readings go out, then a tick, and life goes on when the hub has answered it: a busy
    hub makes days longer, never the readings wrong. ``tell`` is called with what happens
    (``ready``, ``progress``, ``advanced``); ``speed`` is household seconds a second, 0 stands
    still. The same seed and start bring the same readings.
    """

    def __init__(
        self,
        *,
        host: str,
        port: int,
        seed: int,
        start: float,
        tell: Callable[[dict[str, object]], None],
        speed: float = 1.0,
    ) -> None:
        self.now, self.speed = start, speed
        self.home = Home(seed)
        self._people = People(self.home, seed=seed)
        self._people.live(start, hands_on=True)
        self._tell = tell
        draw = random.Random(seed)  # noqa: S311 - how quick a device is
        self._latency = {device.key: draw.uniform(0.05, 0.3) for device in self.home.devices}
        self._stirring = [d for d in self.home.devices if d.lives or d.key in self.home.by_hand]
        self._ways: dict[str, tuple[Device, Commanded, str]] = {
            topic: (device, *way)
            for device in self.home.devices
            for topic, way in device.commands.items()
        }
        self._motions: dict[tuple[str, str], Iterator[float]] = {}
        self._said: dict[str, str] = {}
        self._since = self._until = self._ticked = start
        self._seq = self._answered = 0
        self._woken, self._heard = asyncio.Event(), asyncio.Event()
        self._wire = Wire(
            host,
            port,
            topics=[*self._ways, DONE, *_STATUSES],
            farewell=(BRIDGE, "offline"),
            hear=self._hear,
            greet=self._announce,
        )

    async def run(self) -> None:
        """Live until cancelled."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._wire.run())
            await self._wire.connected.wait()
            self._tell({"event": "ready", "devices": len(self.home.devices), "now": self.now})
            while True:
                if self._until > self.now:
                    await self._leap()
                elif self.speed > 0:
                    await self._stroll()
                else:
                    await self._wake(None)

    def advance(self, seconds: float) -> None:
        """Let so much household time pass as quickly as the hub answers."""
        self._since = self.now
        self._until = max(self._until, self.now) + seconds
        self._woken.set()

    def pace(self, speed: float) -> None:
        """Let so many household seconds pass in a second; 0 stands still."""
        self.speed = speed
        self._woken.set()

    def start_washer(self) -> None:
        """Put the laundry in."""
        self.home.washer.start(self.now)

    async def _leap(self) -> None:
        """Pass the time that was asked for, a step after the other, as fast as they are taken."""
        loop, told = asyncio.get_running_loop(), 0.0
        while self.now < self._until:
            await self._step(min(_STEP, self._until - self.now), hands_on=True)
            if loop.time() - told >= 0.1:
                told = loop.time()
                share = (self.now - self._since) / (self._until - self._since)
                self._tell({"event": "progress", "share": round(share, 4)})
        await self._tick()
        self._tell({"event": "advanced", "now": self.now})

    async def _stroll(self) -> None:
        """Pass one step at the pace that was asked for."""
        loop, seconds, speed = asyncio.get_running_loop(), 0.0, self.speed
        began, seconds = loop.time(), min(_STEP, max(1.0, speed))
        await self._step(seconds, hands_on=False)
        await self._tick()
        await self._wake(began + seconds / speed - loop.time())

    async def _wake(self, pause: float | None) -> None:
        """Rest for ``pause`` seconds (``None``: for good) or until something is asked for."""
        try:
            async with asyncio.timeout(pause):
                await self._woken.wait()
        except TimeoutError:
            return
        self._woken.clear()

    async def _step(self, seconds: float, *, hands_on: bool) -> None:
        self.now += seconds
        beat = self.now // _BEAT != (self.now - seconds) // _BEAT
        self._people.live(self.now, hands_on=hands_on)
        news = 0
        for device in self._stirring:
            moved = device.lives(seconds, self.now) if device.lives else True
            if beat:
                device.beat()
            if moved or beat:
                news += self._report(device, beat=beat)
        if news or self.now - self._ticked >= _BEAT:
            await self._tick()

    async def _tick(self) -> None:
        """Say what time it is, until the hub says that it has taken everything in."""
        if self._ticked == self.now:
            return
        self._seq += 1
        tick = json.dumps({"now": self.now, "seq": self._seq})
        while self._answered < self._seq:
            await self._wire.connected.wait()
            self._heard.clear()
            self._wire.publish(TICK, tick)
            try:
                async with asyncio.timeout(_ANSWER_WITHIN):
                    await self._heard.wait()
            except TimeoutError:
                _log.info("the hub has not answered tick %d; asking again", self._seq)
        self._ticked = self.now

    def _announce(self) -> None:
        """Tell a new broker or hub everything: who is here and how things are."""
        self._send(Report(BRIDGE, "online"))
        for device in self.home.devices:
            for config in device.configs():
                self._send(config)
        for device in self.home.devices:
            self._report(device, beat=True, all_of_it=True)
        self._heard.set()  # a tick that was lost is sent again

    def _report(self, device: Device, *, beat: bool = False, all_of_it: bool = False) -> int:
        """Publish what is new of a device; return how much that was."""
        sent = 0
        for report in device.reports():
            if (
                all_of_it
                or (beat and report.beats)
                or self._said.get(report.topic) != report.payload
            ):
                self._send(report)
                sent += 1
        return sent

    def _send(self, report: Report) -> None:
        self._said[report.topic] = report.payload
        self._wire.publish(report.topic, report.payload, retain=True)

    def _hear(self, topic: str, payload: bytes) -> None:
        if topic == DONE:
            self._take_answer(payload)
        elif topic in _STATUSES:
            if payload == b"online":
                self._announce()
        elif way := self._ways.get(topic):
            text = payload.decode(errors="replace")
            later = partial(self._obey, way, text)
            asyncio.get_running_loop().call_later(self._latency[way[0].key], later)

    def _take_answer(self, payload: bytes) -> None:
        try:
            self._answered = max(self._answered, codec.decode(payload, dict[str, int])["seq"])
        except (BadPayload, KeyError):
            _log.warning("%s: not an answer to a tick: %r", DONE, payload[:80])
        self._heard.set()

    def _obey(self, way: tuple[Device, Commanded, str], text: str) -> None:
        device, part, slot = way
        motion = iter(() if device.deaf else part.obey(slot, text))
        self._motions[device.key, part.key] = motion
        self._move(device, part, motion)
        self._report(device, all_of_it=True)  # an answer, even if nothing changed

    def _move(self, device: Device, part: Part, motion: Iterator[float]) -> None:
        """Carry on what a command began, unless a later command took its place."""
        if self._motions.get((device.key, part.key)) is not motion:
            return
        pause = next(motion, None)
        if device.lives:
            device.lives(0.0, self.now)
        self._report(device)
        if pause is not None:
            later = partial(self._move, device, part, motion)
            asyncio.get_running_loop().call_later(pause, later)
