"""A real broker to be killed, stopped and started again, and a lamp that lives on it."""

import asyncio
import contextlib
import shutil
import signal
import socket
import subprocess
import tempfile

import aiomqtt

PROGRAM = shutil.which("mosquitto", path="/usr/sbin:/usr/bin:/usr/local/sbin")
SETTINGS = """
listener {port} 127.0.0.1
allow_anonymous true
max_queued_messages 20000
set_tcp_nodelay true
"""  # as the hub's own broker has them
LAMP = {
    "name": "Lamp",
    "unique_id": "chaos_lamp",
    "state_topic": "lamp/state",
    "command_topic": "lamp/set",
    "availability_topic": "lamp/here",
    "device": {"identifiers": ["chaos_lamp"], "name": "Lamp"},
}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Mosquitto:
    """A Mosquitto that forgets everything when it dies."""

    def __init__(self):
        self.port, self._process = free_port(), None

    @property
    def pid(self):
        return self._process.pid

    async def start(self):
        with tempfile.NamedTemporaryFile("w", suffix=".conf") as settings:
            settings.write(SETTINGS.format(port=self.port))
            settings.flush()
            self._process = subprocess.Popen(
                [PROGRAM, "-c", settings.name],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            await self._answers()

    async def _answers(self):
        async with asyncio.timeout(10):
            while True:
                with contextlib.suppress(OSError):
                    _, writer = await asyncio.open_connection("127.0.0.1", self.port)
                    writer.close()
                    return
                await asyncio.sleep(0.02)

    def kill(self):
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def stop(self):
        self._process.send_signal(signal.SIGSTOP)

    def go_on(self):
        self._process.send_signal(signal.SIGCONT)

    async def flap(self, times, *, pause=0.5):
        """Die and come back, as often as asked; it is there in the end."""
        for _ in range(times):
            self.kill()
            await asyncio.sleep(pause)
            await self.start()
            await asyncio.sleep(pause)


class Lamp:
    """A lamp that comes back by itself, tells its state retained and notes what it was asked."""

    def __init__(self, port, config=None):
        self.port, self.config = port, config
        self.state, self.asked, self.here = "OFF", [], asyncio.Event()

    async def run(self):
        while True:
            with contextlib.suppress(aiomqtt.MqttError):
                await self._live()
            if asyncio.current_task().cancelling():
                raise asyncio.CancelledError
            self.here.clear()
            await asyncio.sleep(0.1)

    async def _live(self):
        will = aiomqtt.Will("lamp/here", "offline", qos=1, retain=True)
        async with aiomqtt.Client(
            "127.0.0.1", self.port, will=will, timeout=2, keepalive=2
        ) as client:
            await client.subscribe("lamp/set", qos=1)
            if self.config:
                topic = "homeassistant/switch/lamp/config"
                await client.publish(topic, self.config, qos=1, retain=True)
            await client.publish("lamp/here", "online", qos=1, retain=True)
            await client.publish("lamp/state", self.state, qos=1, retain=True)
            self.here.set()
            async for message in client.messages:
                self.asked.append(message.payload.decode())
                self.state = message.payload.decode()
                await client.publish("lamp/state", self.state, qos=1, retain=True)
