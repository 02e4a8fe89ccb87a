"""The hub's window to its people: REST, WebSocket and dashboard on one port."""

import asyncio
import errno
import logging
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from aiohttp import web

from hub.core.bus import Bus
from hub.core.clock import Clock
from hub.core.commands import AskDemo, Commands
from hub.core.errors import ConfigError
from hub.core.events import DemoAsked
from hub.core.health import Health
from hub.core.ports import History
from hub.core.registry import Registry
from hub.web.api import Api
from hub.web.feed import Feed
from hub.web.guard import LOOPBACK, Guard, dress
from hub.web.house import House
from hub.web.live import Live
from hub.web.pages import STATIC, Pages
from hub.web.routes import MB, ROUTES, declared
from hub.web.tokens import Key
from hub.web.wishes import Wishes

_log = logging.getLogger(__name__)
_ALL = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - only named here, chosen by the owner
_LAST_ANSWERS = 2.0  # seconds that requests under way are given when the hub goes down
_CLOSING = 8.0  # seconds after which it goes down all the same


class Web:
    """Serves people until cancelled.

    ``port`` 0 takes a free one: ``url`` is right once ``listening`` is set. ``extra_hosts`` are
    names and addresses, besides the loopback's and ``host``, that this hub is called by.
    """

    def __init__(  # noqa: PLR0917 - what every answer is made of
        self,
        bus: Bus,
        clock: Clock,
        commands: Commands,
        registry: Registry,
        health: Health,
        history: History,
        *,
        host: str,
        port: int,
        token: str,
        demo: bool = False,
        voice: bool = True,
        language: str = "en",
        units: Literal["metric", "imperial"] = "metric",
        extra_hosts: Iterable[str] = (),
        static: Path = STATIC,
    ) -> None:
        self._bus, self._clock, self._host, self._port = bus, clock, host, port
        key = Key(token)
        names = {self._name, *(name.lower() for name in extra_hosts)}
        self._guard = Guard(key, LOOPBACK | names)
        self._feed, self._pages = Feed(bus, clock, registry), Pages(static)
        wishes = Wishes(commands)
        house = House(
            registry,
            commands,
            health=health,
            clock=clock,
            demo=demo,
            voice=voice,
            language=language,
            units=units,
        )
        self._live = Live(self._feed, house, wishes)
        self._api = Api(
            house,
            wishes,
            self._live,
            pages=self._pages,
            commands=commands,
            history=history,
            health=health,
            clock=clock,
            key=key,
            guard=self._guard,
        )
        self.listening = asyncio.Event()
        if demo:
            commands.handle(AskDemo, self._ask_demo)

    @property
    def url(self) -> str:
        """Where the hub answers."""
        name = f"[{self._name}]" if ":" in self._name else self._name
        return f"http://{name}:{self._port}/"

    @property
    def _name(self) -> str:
        """What this machine calls the hub: all addresses include the loopback's."""
        return _ALL.get(self._host, self._host.lower())

    async def run(self) -> None:
        """Serve; raise ``ConfigError`` when the port cannot be had."""
        await asyncio.to_thread(self._pages.look)
        runner = web.AppRunner(
            self._application(),
            access_log=None,
            handle_signals=False,
            shutdown_timeout=_LAST_ANSWERS,
        )
        await runner.setup()
        try:
            await self._listen(runner)
            await self._feed.run()
        finally:
            self.listening.clear()
            async with asyncio.timeout(_CLOSING):
                await runner.cleanup()

    def _application(self) -> web.Application:
        app = web.Application(middlewares=[self._guard.watch], client_max_size=4 * MB)
        declared(ROUTES)
        serves = self._api.serves
        for route in ROUTES:
            self._guard.add(app, route, serves[route.name])
        self._guard.check(app)
        app.on_response_prepare.append(dress)
        app.on_shutdown.append(self._live.close)
        return app

    async def _listen(self, runner: web.AppRunner) -> None:
        try:
            await web.TCPSite(runner, self._host, self._port).start()
        except OSError as error:
            raise ConfigError(_why(error, self._host, self._port)) from error
        self._port = runner.addresses[0][1]
        self.listening.set()
        _log.info("the dashboard is at %s", self.url)

    async def _ask_demo(self, command: AskDemo) -> None:
        self._bus.publish(
            DemoAsked(at=self._clock.time(), cause=command.cause, action=command.action)
        )


def _why(error: OSError, host: str, port: int) -> str:
    """Return why a port cannot be had, and the cure."""
    if error.errno == errno.EADDRINUSE:
        return f"port {port} is taken by another program; set web.port to a free one"
    if error.errno == errno.EACCES:
        return f"port {port} may not be used without rights; set web.port to one above 1023"
    return f"cannot listen on {host}:{port}: {error.strerror}; check web.host and web.port"
