"""A simulated household on a real broker: a bridge with plugs and sensors, and a garage door."""

import asyncio
import contextlib
import gzip
import json

import aiomqtt

PLUGS, SENSORS = 6, 24
HERE = {"topic": "zigbee2mqtt/bridge/state", "value_template": "{{ value_json.state }}"}


class Alive:
    """Something with a way to the broker of its own, that comes back by itself."""

    will = ("", "")

    def __init__(self, port):
        self.port, self.here, self.alive = port, asyncio.Event(), True

    async def run(self):
        while True:
            try:
                await self._live()
            except* aiomqtt.MqttError:
                pass  # it knocks again
            if asyncio.current_task().cancelling():
                raise asyncio.CancelledError
            self.here.clear()
            await asyncio.sleep(0.1)

    async def _live(self):
        will = aiomqtt.Will(*self.will, qos=1, retain=True)
        async with aiomqtt.Client(
            "127.0.0.1", self.port, will=will, timeout=2, keepalive=2
        ) as self.client:
            await self.greet()
            self.here.set()
            async with asyncio.TaskGroup() as group:
                chatting = group.create_task(self.chat())
                async for message in self.client.messages:
                    await self.obey(str(message.topic), message.payload.decode())
                chatting.cancel()

    async def say(self, topic, payload, *, retain=False):
        await self.client.publish(topic, payload, qos=1, retain=retain)

    async def chat(self):
        """Say what nobody asked for."""


class Bridge(Alive):
    """Speaks for many, as zigbee2mqtt does; sensors tell something new each second.

    ``models`` are real announcements, of things that say nothing more. ``asked`` counts the
    commands each plug has heard.
    """

    will = ("zigbee2mqtt/bridge/state", '{"state":"offline"}')

    def __init__(self, port, models=()):
        super().__init__(port)
        self.models = models
        self.on = {f"Plug {n}": n % 2 == 0 for n in range(PLUGS)}
        self.warm = {f"Sensor {n}": 20 + n / 10 for n in range(SENSORS)}
        self.asked = dict.fromkeys(self.on, 0)

    async def greet(self):
        await self.client.subscribe("zigbee2mqtt/+/set", qos=1)
        for name in self.on:
            await self._announce("switch", name, command_topic=f"zigbee2mqtt/{name}/set")
        for name in self.warm:
            warmth = {"unit_of_measurement": "°C", "device_class": "temperature"}
            await self._announce(
                "sensor", name, value_template="{{ value_json.temperature }}", **warmth
            )
        for topic, config in self.models:
            await self.say(topic, config, retain=True)
        await self.say(HERE["topic"], '{"state":"online"}', retain=True)
        for name in (*self.on, *self.warm):
            await self.tell(name)

    async def _announce(self, component, name, **config):
        config |= {
            "name": None,
            "unique_id": name,
            "state_topic": f"zigbee2mqtt/{name}",
            "availability": [HERE],
            "device": {"identifiers": [name], "name": name},
        }
        if component == "switch":
            config["value_template"] = "{{ value_json.state }}"
        topic = f"homeassistant/{component}/{name.replace(' ', '')}/{component}/config"
        await self.say(topic, json.dumps(config), retain=True)

    async def tell(self, name):
        told = {"state": "ON" if self.on[name] else "OFF"} if name in self.on else {}
        if name in self.warm:
            told = {"temperature": self.warm[name]}
        await self.say(f"zigbee2mqtt/{name}", json.dumps(told), retain=True)

    async def obey(self, topic, payload):
        name = topic.split("/")[1]
        self.asked[name] += 1
        self.on[name] = payload == "ON"
        await self.tell(name)

    async def chat(self):
        while True:
            for name in self.warm:
                self.warm[name] = round(self.warm[name] % 30 + 0.1, 1)
                await self.tell(name)
                await asyncio.sleep(1 / SENSORS)

    def truth(self):
        """What a hub should tell of the plugs: by source, the state and whether it is there."""
        there = self.here.is_set()
        return {f"mqtt:switch:{name}": ({"on": on}, there) for name, on in self.on.items()}


class Garage(Alive):
    """A door with a motor: where it was sent is noted, and no number is asked for twice in turn."""

    will = ("garage/here", "offline")
    source = "mqtt:cover:Garage"

    def __init__(self, port):
        super().__init__(port)
        self.level, self.asked = 0, []

    async def greet(self):
        await self.client.subscribe("garage/set", qos=1)
        config = {
            "name": None,
            "unique_id": "Garage",
            "command_topic": "garage/move",
            "set_position_topic": "garage/set",
            "position_topic": "garage/level",
            "availability_topic": "garage/here",
            "device": {"identifiers": ["Garage"], "name": "Garage"},
        }
        await self.say("homeassistant/cover/garage/config", json.dumps(config), retain=True)
        await self.say("garage/here", "online", retain=True)
        await self.say("garage/level", str(self.level), retain=True)

    async def obey(self, topic, payload):
        self.level = int(payload)
        self.asked.append(self.level)
        await self.say("garage/level", payload, retain=True)

    def truth(self):
        """What a hub should tell of the door."""
        return {self.source: ({"level": self.level}, self.here.is_set())}


class Neighbourhood:
    """The bridge and the garage together, and the presses of somebody who wants the door."""

    def __init__(self, port, models=()):
        self.bridge, self.garage = Bridge(port, models), Garage(port)
        self.pressed, self.ends = [], {}

    async def run(self):
        async with asyncio.TaskGroup() as group:
            group.create_task(self.bridge.run())
            group.create_task(self.garage.run())

    async def here(self, within=10):
        async with asyncio.timeout(within):
            await self.bridge.here.wait()
            await self.garage.here.wait()

    def truth(self):
        return self.bridge.truth() | self.garage.truth()

    @contextlib.asynccontextmanager
    async def pressing(self, hub, every=0.2):
        """Send the door somewhere new again and again, whatever became of the press before."""
        door = await hub.entity(self.garage.source)
        async with asyncio.TaskGroup() as answers:
            presses = answers.create_task(self._press(hub, door, answers, every))
            yield
            presses.cancel()

    async def _press(self, hub, door, answers, every):
        while True:
            number = len(self.pressed)
            self.pressed.append(number % 100 + 1)
            answers.create_task(self._send(hub, door, number))
            await asyncio.sleep(every)

    async def _send(self, hub, door, number):
        level = self.pressed[number]
        answer = await hub.do("SetLevel", entity=door, level=level)
        self.ends[number] = answer["result"]

    def obeyed(self):
        """Which presses reached the motor; fails if one did twice, or they came out of order."""
        reached, number = [], -1
        for level in self.garage.asked:
            try:
                number = self.pressed.index(level, number + 1)
            except ValueError:
                raise AssertionError(f"{level} was carried out twice or late") from None
            reached.append(number)
        return reached


def real_models(data, count):
    """Announcements of so many real device models, as zigbee2mqtt made them."""
    chosen, found = {}, []
    with gzip.open(data / "discovery" / "zigbee2mqtt-sample.jsonl.gz", "rt") as lines:
        for line in lines:
            said = json.loads(line)
            if said["model"] in chosen or len(chosen) < count:
                chosen[said["model"]] = None
                found.append((said["topic"], json.dumps(said["payload"])))
    return found
