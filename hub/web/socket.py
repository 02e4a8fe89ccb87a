"""One open WebSocket: frames out in order, requests in, each within its limits."""

import asyncio
import logging
from dataclasses import dataclass, field

from aiohttp import WSMsgType, web

from hub.core.codec import decode, encode
from hub.core.errors import BadPayload
from hub.web.guard import Failed, attempt
from hub.web.roles import Role
from hub.web.wire import ErrorFrame
from hub.web.wishes import Wishes

_log = logging.getLogger(__name__)
_PATIENCE = 5.0  # seconds a client may take to read a frame
_BACKLOG = 8 * 1024 * 1024  # bytes that may wait for a client
_AT_ONCE = 16  # requests of one socket carried out side by side
_BURST, _RATE = 200, 50.0  # requests at once, and a second


class Bucket:
    """Lets ``_BURST`` requests pass at once and ``_RATE`` a second from then on."""

    def __init__(self) -> None:
        self._left, self._at = float(_BURST), asyncio.get_running_loop().time()

    def take(self) -> bool:
        """Whether one more may pass."""
        now = asyncio.get_running_loop().time()
        self._left = min(_BURST, self._left + (now - self._at) * _RATE)
        self._at = now
        if self._left < 1:
            return False
        self._left -= 1
        return True


class Visitor:
    """The client at the other end of one WebSocket."""

    def __init__(
        self,
        socket: web.WebSocketResponse,
        transport: asyncio.Transport | None,
        wishes: Wishes,
        *,
        role: Role,
        language: str,
    ) -> None:
        self._socket, self._transport, self._wishes = socket, transport, wishes
        self._role: Role = role
        self._language = language
        self._waiting: list[bytes] = []
        self._size = 0
        self._arrived = asyncio.Event()
        self._slots = asyncio.Semaphore(_AT_ONCE)
        self._bucket = Bucket()

    def put(self, frame: bytes) -> None:
        """Take a frame without ever waiting; a client that reads nothing is let go."""
        self._waiting.append(frame)
        self._size += len(frame)
        self._arrived.set()
        if self._size > _BACKLOG:
            self._drop()

    async def serve(self, first: bytes) -> None:
        """Send ``first``, then all that was put meanwhile; read requests until it closes.

        Commands under way when the client leaves are carried out to their end.
        """
        self._waiting.insert(0, first)
        self._arrived.set()
        async with asyncio.TaskGroup() as group:
            writer = group.create_task(self._write())
            try:
                await self._read(group)
            finally:
                writer.cancel()

    async def _write(self) -> None:
        try:
            while True:
                await self._arrived.wait()
                self._arrived.clear()
                frames, self._waiting, self._size = self._waiting, [], 0
                for frame in frames:
                    async with asyncio.timeout(_PATIENCE):
                        await self._socket.send_frame(frame, WSMsgType.TEXT)
        except ConnectionResetError:
            return  # it has left
        except TimeoutError:
            self._drop()

    def _drop(self) -> None:
        _log.info("a browser that does not read what it is sent was let go")
        self._waiting, self._size = [], 0
        if self._transport is not None:
            self._transport.abort()

    async def _read(self, group: asyncio.TaskGroup) -> None:
        async for message in self._socket:
            if message.type is not WSMsgType.TEXT:
                if message.type is WSMsgType.BINARY:
                    await self._socket.close(code=1003, message=b"text frames only")
                return
            if not self._bucket.take():
                await self._socket.close(code=1008, message=b"too many requests")
                return
            await self._slots.acquire()
            work = group.create_task(self._answer(message.data))
            work.add_done_callback(lambda _: self._slots.release())

    async def _answer(self, text: str) -> None:
        request = _parse(text)
        answer = await attempt(
            self._carry_out(request), f"{request.do or 'a request'} by WebSocket"
        )
        if isinstance(answer, Failed):
            self.put(encode(ErrorFrame(id=request.id, error=answer.trouble)))
        else:
            self.put(encode({"type": "answer", "id": request.id, "answer": answer}))

    async def _carry_out(self, request: "Request") -> object:
        if request.wrong:
            raise BadPayload(request.wrong)
        return await self._wishes.carry_out(
            request.do, request.asked, role=self._role, language=self._language
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a client asks for; ``wrong`` says why it cannot be read."""

    id: int = 0
    do: str = ""
    asked: dict[str, object] = field(default_factory=dict)
    wrong: str = ""


def _parse(text: str) -> Request:
    try:
        frame = decode(text, dict[str, object])
    except BadPayload as error:
        return Request(wrong=f"a frame is not a JSON object: {error}")
    number, do, asked = frame.get("id"), frame.get("do"), frame.get("with", {})
    if not isinstance(number, int) or isinstance(number, bool):
        return Request(wrong="a request needs a whole number as its id")
    if not isinstance(do, str):
        return Request(id=number, wrong="a request names its command in do")
    if not isinstance(asked, dict):
        return Request(id=number, wrong="a request has its command's fields in with")
    return Request(id=number, do=do, asked=asked)
