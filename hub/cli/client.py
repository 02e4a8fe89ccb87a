"""Speaks to a running hub: finds it, signs in with the owner token, asks, listens."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp

from hub.cli.console import HubGone
from hub.core.errors import HubError

Json = dict[str, Any]
RUNNING = "hub.json"  # in the data folder while a hub runs: {"url", "token_file", "pid"}


def running(home: Path) -> Json | None:
    """Return where the hub of this data folder answers, if one runs."""
    try:
        found: Json = json.loads((home / RUNNING).read_text(encoding="utf-8"))
        alive = Path(f"/proc/{int(found['pid'])}").exists()
    except (OSError, ValueError, KeyError):
        return None
    return found if alive else None


@asynccontextmanager
async def connect(url: str, token_file: str | Path) -> AsyncIterator["Client"]:
    """Open a session with the hub at ``url``; raise ``HubGone`` when nobody answers there."""
    token = Path(token_file).read_text(encoding="utf-8").strip()
    headers = {"Authorization": f"Bearer {token}"}
    timeout = aiohttp.ClientTimeout(total=120)
    async with aiohttp.ClientSession(url, headers=headers, timeout=timeout) as session:
        yield Client(session)


class Client:
    """The hub's REST and WebSocket, from outside."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self._session = session

    async def get(self, path: str, **params: str | float) -> Any:  # noqa: ANN401 - JSON
        """Return the JSON at ``path``; raise ``HubGone`` or ``HubError`` with the hub's words."""
        return await self._ask("GET", path, params=params)

    async def do(self, command: str, **wish: object) -> Any:  # noqa: ANN401 - JSON
        """Carry out a command and return its answer."""
        return await self._ask("POST", f"/v1/do/{command}", json=wish)

    async def listen(self, wav: bytes, *, wake: bool = True) -> list[Json]:
        """Let the hub hear a recording."""
        answer: list[Json] = await self._ask(
            "POST",
            "/v1/voice/listen",
            params={"wake": int(wake)},
            data=wav,
            headers={"Content-Type": "audio/wav"},
        )
        return answer

    async def _ask(self, method: str, path: str, **how: Any) -> Any:  # noqa: ANN401 - JSON
        try:
            async with self._session.request(method, path, **how) as answer:
                body = await answer.json()
                if answer.status >= 400:
                    raise HubError(body["error"]["text"])
                return body
        except aiohttp.ClientError as error:
            raise HubGone(f"the hub does not answer ({error}); is it running?") from error

    @asynccontextmanager
    async def events(self) -> AsyncIterator["Events"]:
        """Listen to what the hub pushes."""
        async with (
            self._session.ws_connect("/v1/ws", max_msg_size=0) as socket,
            asyncio.TaskGroup() as group,
        ):
            events = Events(socket)
            reading = group.create_task(events.run())
            yield events
            reading.cancel()


class Events:
    """Everything the hub pushed since the connection was made; nothing is missed between waits."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._heard: list[tuple[str, Json]] = []
        self._news = asyncio.Event()

    async def run(self) -> None:
        """Read until the connection ends."""
        async for message in self._socket:
            if message.type is not aiohttp.WSMsgType.TEXT:
                continue
            told = json.loads(message.data)
            if told["type"] == "event":
                self._heard.append((told["name"], told["event"]))
                self._news.set()
        self._heard.append(("Closed", {}))
        self._news.set()

    async def wait(
        self, name: str, fits: Callable[[Json], bool] = lambda _: True, *, limit: float = 30
    ) -> Json:
        """Return the first event of that name that fits and take it out; raise ``TimeoutError``."""
        async with asyncio.timeout(limit):
            while True:
                for index, (kind, event) in enumerate(self._heard):
                    if kind == name and fits(event):
                        return self._heard.pop(index)[1]
                self._news.clear()
                await self._news.wait()

    def forget(self) -> None:
        """Let go of what was heard so far: what counts comes after this."""
        self._heard.clear()

    def seen(self, name: str, fits: Callable[[Json], bool] = lambda _: True) -> bool:
        """Whether such an event has been heard and not been taken."""
        return any(kind == name and fits(event) for kind, event in self._heard)
