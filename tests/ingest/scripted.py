"""A broker that does as the test says (MQTT 5, one packet after the other), and ears that wait."""

import asyncio
import contextlib

OK, REFUSED, NEVER, DIE = 0, 135, -1, -2  # how it answers; NEVER: not at all, DIE: it hangs up


class Heard(list):
    """Messages that came, to wait for."""

    def __init__(self):
        super().__init__()
        self.news = asyncio.Event()

    def __call__(self, topic, payload, retained):
        self.append((topic, payload))
        self.news.set()

    async def has(self, count):
        async with asyncio.timeout(10):
            while len(self) < count:
                self.news.clear()
                await self.news.wait()


class ScriptedBroker:
    """``grants`` and ``answers`` hold reason codes by filter and topic; what comes is written down.

    ``mute``: it reads and answers nothing any more, like a broker that hangs. ``busy``: what
    is asked for is granted only when it ``catches_up``.
    """

    def __init__(self):
        self.grants, self.answers, self.mute = {}, {}, False
        self.asked, self.published, self.thanked = Heard(), [], Heard()
        self.connections, self.busy, self._owed = Heard(), False, []
        self._writer = None

    @contextlib.asynccontextmanager
    async def open(self):
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        try:
            yield self
        finally:
            server.close()
            self.hang_up()

    def hang_up(self):
        if self._writer:
            self._writer.close()

    def send(self, topic, payload, *, qos=0, number=1, retain=False):
        name = topic.encode()
        body = len(name).to_bytes(2, "big") + name
        body += number.to_bytes(2, "big") if qos else b""
        self._put(0x30 | qos << 1 | retain, body + b"\0" + payload)

    def _put(self, first, body):
        length, size = b"", len(body)
        while True:
            size, low = divmod(size, 128)
            length += bytes([low | (0x80 if size else 0)])
            if not size:
                break
        self._writer.write(bytes([first]) + length + body)

    async def _serve(self, reader, writer):
        self._writer = writer
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            while True:
                first = (await reader.readexactly(1))[0]
                length = shift = 0
                while True:
                    byte = (await reader.readexactly(1))[0]
                    length |= (byte & 127) << shift
                    shift += 7
                    if byte < 128:
                        break
                body = await reader.readexactly(length)
                if not self.mute:
                    self._answer(first, body)
        writer.close()

    def _answer(self, first, body):
        kind = first >> 4
        if kind == 1:
            self._put(0x20, b"\0\0\0")
            self.connections("", b"", False)
        elif kind == 3:
            self._take(first, body)
        elif kind == 4:
            self.thanked("", int.from_bytes(body[:2], "big"), False)
        elif kind == 6:
            self._put(0x70, body[:2])
        elif kind == 8:
            self._owed.append(body[:2] + b"\0" + bytes(self._granted(body[3:])))
            if not self.busy:
                self.catches_up()
        elif kind == 12:
            self._put(0xD0, b"")

    def catches_up(self):
        for answer in self._owed:
            self._put(0x90, answer)
        self._owed.clear()

    def _take(self, first, body):
        end = 2 + int.from_bytes(body[:2], "big")
        topic, qos = body[2:end].decode(), first >> 1 & 3
        self.published.append(topic)
        code = self.answers.get(topic, OK)
        if code == DIE:
            self.hang_up()
        elif qos and code != NEVER:
            self._put(0x40 if qos == 1 else 0x50, body[end : end + 2] + bytes([code, 0]))

    def _granted(self, rest):
        while rest:
            end = 2 + int.from_bytes(rest[:2], "big")
            name, qos, rest = rest[2:end].decode(), rest[end] & 3, rest[end + 1 :]
            self.asked(name, qos, False)
            yield self.grants.get(name, qos)
