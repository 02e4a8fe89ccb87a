"""Who is connected by WebSocket: lets clients in, gives them the house, sees them off."""

import asyncio

from aiohttp import web

from hub.core.codec import encode
from hub.web.feed import Feed
from hub.web.guard import Failed, attempt
from hub.web.house import House
from hub.web.roles import Role
from hub.web.routes import KB
from hub.web.socket import Visitor
from hub.web.wire import HomeFrame
from hub.web.wishes import Wishes

_MOST = 64  # sockets open at once
_LARGEST = 64 * KB  # bytes of a request
_HEARTBEAT = 30.0  # seconds between two pings


class Live:
    """Every open WebSocket."""

    def __init__(self, feed: Feed, house: House, wishes: Wishes) -> None:
        self._feed, self._house, self._wishes = feed, house, wishes
        self._open: set[web.WebSocketResponse] = set()

    async def visit(self, request: web.Request, role: Role, language: str) -> web.StreamResponse:
        """Serve one WebSocket until it closes."""
        if len(self._open) >= _MOST:
            raise web.HTTPServiceUnavailable(text=f"{_MOST} clients are connected already")
        socket = web.WebSocketResponse(
            max_msg_size=_LARGEST, heartbeat=_HEARTBEAT, compress=False, timeout=2
        )
        await socket.prepare(request)
        visitor = Visitor(socket, request.transport, self._wishes, role=role, language=language)
        self._open.add(socket)
        self._feed.clients.add(visitor)  # before the snapshot, so that nothing falls between
        try:
            home = await attempt(self._home(), "the snapshot of the house")
            if isinstance(home, bytes):
                await visitor.serve(home)
            elif isinstance(home, Failed):
                await socket.close(code=1011, message=home.trouble.code.encode())
        finally:
            self._feed.clients.discard(visitor)
            self._open.discard(socket)
        return socket

    async def _home(self) -> bytes:
        return encode(HomeFrame(home=await self._house.home()))

    async def close(self, _: web.Application) -> None:
        """Tell every client that the hub goes down."""
        async with asyncio.TaskGroup() as group:
            for socket in self._open:
                group.create_task(socket.close(code=1001, message=b"the hub is going down"))
