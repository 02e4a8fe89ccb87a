"""A broker of our own as a child process, for a house that has none yet."""

import asyncio
import contextlib
import ctypes
import importlib.util
import logging
import os
import shutil
import signal
import socket
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Self

from hub.core.errors import DeviceUnreachable, EngineMissing
from hub.ingest.broker_conf import write_conf, write_users
from hub.ingest.broker_users import User, Users

HOST = "127.0.0.1"
_log = logging.getLogger(__name__)
_SYSTEM_FOLDERS = "/usr/local/sbin:/usr/sbin:/sbin:/opt/homebrew/sbin"
_READY_WITHIN = 10.0  # seconds
_STOP_WITHIN = 3.0  # seconds
_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of prctl(2)


async def answers(host: str, port: int) -> bool:
    """Return whether something accepts connections there, within two seconds."""
    try:
        async with asyncio.timeout(2):
            _, writer = await asyncio.open_connection(host, port)
    except (OSError, TimeoutError):
        return False
    writer.close()
    with contextlib.suppress(OSError):
        await writer.wait_closed()
    return True


class BrokerChild:
    """Mosquitto where it is installed, else the Python broker amqtt, on loopback for anyone.

    The network is listened to on ``lan_port`` while devices have users, and only to these.
    ``async with`` starts it and ends it; as a service, ``run`` returns never and raises
    ``DeviceUnreachable`` when the broker dies. Port 0 is a free one, kept through ``restart``.
    Mosquitto keeps retained messages in ``folder`` (saved every 2 s); amqtt only in memory,
    speaks MQTT 3.1.1. The child ends with this process, however this process ends.
    """

    def __init__(
        self,
        folder: Path,
        *,
        port: int = 0,
        engine: str = "",
        lan_port: int = 0,
        lan_host: str = "",
    ) -> None:
        self.name, self._program = _find(engine)
        self.host, self.port, self.lan_port = HOST, port, lan_port
        self.users, self.lan_open = Users(folder), False
        self._folder, self._any_port, self._lan_host = folder, port == 0, lan_host
        self._child: asyncio.subprocess.Process | None = None
        self._changing = asyncio.Lock()

    @property
    def pid(self) -> int:
        """The process id of the broker; 0 while there is none."""
        return self._child.pid if self._child and self._child.returncode is None else 0

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def run(self) -> None:
        """Keep a broker running, the one there is or a new one, until cancelled.

        Raise ``DeviceUnreachable`` when it dies.
        """
        try:
            async with self._changing:
                child = self._child or await self.start()
            while True:
                await child.wait()
                async with self._changing:  # whoever restarts it, has done so
                    if self._child is None or self._child is child:
                        words = self._last_words()
                        raise DeviceUnreachable(f"the broker {self.name} ended: {words}")
                    child = self._child
        finally:
            await asyncio.shield(self.stop())

    async def start(self) -> asyncio.subprocess.Process:
        """Start it and return once it accepts connections; raise ``DeviceUnreachable``."""
        self._folder.mkdir(parents=True, exist_ok=True)
        users = self.users.all()
        self.lan_port = self.lan_port or _free_port()
        self.lan_open = bool(users) and not await self._lan_taken()
        write_users(self._folder, users)
        for _ in range(3 if self._any_port else 1):  # a free port may be taken before we are there
            port = _free_port() if self._any_port else self.port
            if await answers(self.host, port):
                raise DeviceUnreachable(f"port {port} is taken by another program; choose another")
            child = await self._spawn(port)
            if await self._ready(child, port):
                self.port, self._any_port = port, False
                return child
            await self.stop()
        raise DeviceUnreachable(f"the broker {self.name} did not start: {self._last_words()}")

    async def stop(self) -> None:
        """End it: politely first, with force after three seconds."""
        child, self._child = self._child, None
        if child is None or child.returncode is not None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.kill(child.pid, signal.SIGTERM)  # child.terminate() may reap it before asyncio does
        try:
            async with asyncio.timeout(_STOP_WITHIN):
                await child.wait()
        except TimeoutError:
            with contextlib.suppress(ProcessLookupError):
                os.kill(child.pid, signal.SIGKILL)
            await child.wait()

    def kill(self) -> None:
        """Take it away at once, as a power cut would."""
        if self.pid:
            os.kill(self.pid, signal.SIGKILL)

    async def restart(self) -> None:
        """Start it anew on the same port with the same folder, dead or alive before."""
        async with self._changing:
            await self.stop()
            await self.start()

    async def let_in(self, users: Sequence[User]) -> None:
        """Let exactly these devices in from now on; return once the broker has been told.

        Raise ``DeviceUnreachable`` where the port for the network is taken.
        """
        if users and not self.lan_open and await self._lan_taken():
            raise DeviceUnreachable(f"port {self.lan_port} is taken; set mqtt.lan_port to another")
        await asyncio.to_thread(self.users.keep, users)
        opens = bool(users) != self.lan_open
        if opens and self.name == "mosquitto":  # it opens and closes doors only when it starts
            await self.restart()
            return
        self.lan_open = bool(users)
        await asyncio.to_thread(write_users, self._folder, users)
        if self.pid:
            os.kill(self.pid, signal.SIGHUP)

    async def _lan_taken(self) -> bool:
        taken = await answers(self._lan_host or HOST, self.lan_port)
        if taken:
            _log.error("devices are not let in: port %d is taken by another program", self.lan_port)
        return taken

    async def _spawn(self, port: int) -> asyncio.subprocess.Process:
        source = Path(__file__).parents[2]
        paths = [str(source), *filter(None, [os.environ.get("PYTHONPATH")])]
        with self._log.open("wb") as log:
            self._child = await asyncio.create_subprocess_exec(
                *self._command(port),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=os.environ | {"PYTHONPATH": os.pathsep.join(paths)},
                preexec_fn=dying_with(os.getpid()),
            )
        return self._child

    def _command(self, port: int) -> list[str]:
        if self.name == "amqtt":
            places = [self.host, str(port), self._lan_host or "0.0.0.0", str(self.lan_port)]  # noqa: S104
            child = "hub.ingest.broker_amqtt"
            return [self._program, "-m", child, *places, str(self._folder)]
        lan = (self._lan_host, self.lan_port) if self.lan_open else None
        return [self._program, "-c", str(write_conf(self._folder, (self.host, port), lan))]

    async def _ready(self, child: asyncio.subprocess.Process, port: int) -> bool:
        try:
            async with asyncio.timeout(_READY_WITHIN):
                while child.returncode is None:
                    if await answers(self.host, port):
                        return True
                    await asyncio.sleep(0.02)
        except TimeoutError:
            pass
        return False

    @property
    def _log(self) -> Path:
        return self._folder / "broker.log"

    def _last_words(self) -> str:
        try:
            words = self._log.read_text(encoding="utf-8", errors="replace").split("\n")
        except OSError:
            words = []
        return next((line for line in reversed(words) if line.strip()), "it said nothing")


def _find(engine: str) -> tuple[str, str]:
    """Return the broker's name and program; ``engine`` insists on one of the two."""
    mosquitto = shutil.which("mosquitto") or shutil.which("mosquitto", path=_SYSTEM_FOLDERS)
    if mosquitto and engine != "amqtt":
        return "mosquitto", mosquitto
    if importlib.util.find_spec("amqtt") and engine != "mosquitto":
        return "amqtt", sys.executable
    raise EngineMissing(
        "no MQTT broker is installed here: apt install mosquitto, or pip install 'tomte[broker]'"
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
    return port


def dying_with(parent: int) -> Callable[[], None] | None:
    """Return what a child runs before it becomes the broker, so that it cannot outlive us."""
    if not sys.platform.startswith("linux"):
        return None
    prctl = ctypes.CDLL(None).prctl  # looked up now: little may be done between fork and exec

    def prepare() -> None:
        prctl(_DIE_WITH_PARENT, signal.SIGKILL)
        if os.getppid() != parent:  # it died before we asked
            os._exit(1)

    return prepare
