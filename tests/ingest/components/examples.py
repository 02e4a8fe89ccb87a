"""What a device announces, tells, is told and answers: one life through a real broker."""

import asyncio
import contextlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

import aiomqtt

from hub.core.commands import Call
from hub.core.events import Event

PRESENCE = "example/presence"
MODEL = "Acme/Example"
DEVICE = {"identifiers": ["example"], "manufacturer": "Acme", "model": "Example"}
NOW = "<now>"  # a state that is the moment something was told


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """``told``, ``sends`` and ``answers`` are pairs of topic and payload, objects as JSON.

    ``state``, ``shown`` (some of the attributes) and ``house`` (parts of the house's own state,
    ``...`` for any value) are what holds before the command, ``then`` and ``then_shown`` what holds
    after it. Without a ``service`` or ``command`` nothing is asked of it.
    """

    name: str
    component: str
    config: dict
    told: tuple = ()
    state: str | None = None
    shown: dict = field(default_factory=dict)
    house: dict = field(default_factory=dict)
    service: str = ""
    command: Callable | None = None  # or one of the house's own words, made of the entity's id
    data: dict = field(default_factory=dict)
    sends: tuple = ()
    answers: tuple = ()
    result: str = "confirmed"
    then: str | None = None
    then_shown: dict = field(default_factory=dict)


def text(payload):
    return payload if isinstance(payload, str | bytes) else json.dumps(payload)


def read(payload):
    """JSON where it is JSON, so that the order of keys does not matter."""
    with contextlib.suppress(ValueError):
        return json.loads(payload)
    return payload.decode()


def is_moment(state):
    try:
        return datetime.fromisoformat(state or "").tzinfo is not None
    except ValueError:
        return False


class Home:
    """A hub on a broker, and the device that is announced to it."""

    def __init__(self, bus, registry, control, port):
        self.bus, self.registry, self.control, self.port = bus, registry, control, port

    async def until(self, what, condition):
        """Wait for something to be so, looking again whenever anything happens."""
        with self.bus.open(Event) as news:
            try:
                async with asyncio.timeout(10):
                    while not condition():
                        await news.wait()
                        news.drain()
            except TimeoutError:
                raise AssertionError(f"never so: {what}; {self._seen()}") from None

    def _seen(self):
        return [(held.available, held.shown()) for held in self.registry.held.values()]

    @property
    def held(self):
        (held,) = self.registry.held.values()
        return held

    async def play(self, example):
        async with aiomqtt.Client("127.0.0.1", self.port) as device:
            await self._appear(device, example)
            if example.service or example.command:
                await self._obey(device, example)
            await self._leave(device, example)

    async def _appear(self, device, example):
        topic = f"homeassistant/{example.component}/example/config"
        common = {"unique_id": "example", "availability_topic": PRESENCE, "device": DEVICE}
        config = {**common, **example.config}
        await device.publish(topic, json.dumps(config), qos=1, retain=True)
        await self.until("announced", lambda: len(self.registry.held) == 1)
        assert self.held.entity.kind == example.component
        assert not self.held.available
        await device.publish(PRESENCE, "online", qos=1, retain=True)
        await self.until("within reach", lambda: self.held.available)
        await self._tell(device, example.told)
        await self.until(f"state {example.state}", lambda: self._is(example.state, example.shown))
        await self.until(f"{example.house}", lambda: self._holds(example.house))

    async def _tell(self, device, messages):
        for topic, payload in messages:
            await device.publish(topic, text(payload), qos=1)

    def _is(self, state, shown):
        now = self.held.shown()
        so = is_moment(now.state) if state == NOW else now.state == state
        return so and {k: now.attributes.get(k) for k in shown} == shown

    def _holds(self, house):
        told = {part: getattr(self.held.state, part) for part in house}
        return all(told[k] == v or (v is ... and told[k] is not None) for k, v in house.items())

    async def _obey(self, device, example):
        for topic in {topic for topic, _ in example.sends}:
            await device.subscribe(topic, qos=1)
        call = self._call(example)
        async with asyncio.timeout(10), asyncio.TaskGroup() as group:
            outcome = group.create_task(self.control.carry_out(call))
            heard = []
            async for message in device.messages:
                heard.append((str(message.topic), read(message.payload)))
                if len(heard) == len(example.sends):
                    break
            await self._tell(device, example.answers)
        assert heard == [(topic, read(text(payload).encode())) for topic, payload in example.sends]
        assert outcome.result().result == example.result, outcome.result()
        after, shown = example.then or example.state, example.then_shown
        await self.until(f"state {after} {shown}", lambda: self._is(after, shown))

    def _call(self, example):
        entity = self.held.entity.id
        if example.command is not None:
            return example.command(entity)
        return Call(entity=entity, service=example.service, data=example.data)

    async def _leave(self, device, example):
        await device.publish(PRESENCE, "offline", qos=1, retain=True)
        await self.until("out of reach", lambda: not self.held.available)
        if example.service or example.command:
            assert (await self.control.carry_out(self._call(example))).result == "no_answer"
        topic = f"homeassistant/{example.component}/example/config"
        await device.publish(topic, "", qos=1, retain=True)
        await self.until("withdrawn", lambda: not self.registry.held)
