"""What goes out to clients when much, little or nothing happens."""

import asyncio
import contextlib
import json
import socket

import aiohttp
import pytest

from hub.core.clock import TickClock
from hub.core.registry import Registry
from hub.core.states import LightState, SensorState
from hub.web.feed import Feed


class Reader:
    """A client that keeps what it is sent."""

    def __init__(self):
        self.frames = []

    def put(self, frame):
        self.frames.append(json.loads(frame))


def states_in(frame):
    return [change["state"]["value"] for change in frame["changes"]]


def upgrade(token):
    """Return the request that opens a WebSocket, for clients that misbehave afterwards."""
    return (
        "GET /v1/ws HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
        f"Authorization: Bearer {token}\r\n\r\n"
    ).encode()


async def read_all(loop, end):
    """Return how many bytes there are to read until the other side has hung up."""
    size = 0
    with contextlib.suppress(ConnectionResetError):
        while part := await loop.sock_recv(end, 1 << 20):
            size += len(part)
    return size


async def test_while_nobody_looks_nothing_is_encoded(bus, clock, house, run):
    feed, reader = Feed(bus, clock, house), Reader()
    run(feed)
    await asyncio.sleep(1)
    house.report("sensor.power", SensorState(value=object()))  # would not pass the encoder
    await asyncio.sleep(1)
    feed.clients.add(reader)
    house.report("sensor.power", SensorState(value=5))
    await asyncio.sleep(1)
    assert [states_in(frame) for frame in reader.frames if frame["type"] == "states"] == [[5]]


async def test_all_clients_get_the_same_frames(bus, clock, house, run):
    feed, readers = Feed(bus, clock, house), (Reader(), Reader())
    feed.clients.update(readers)
    run(feed)
    for watts in (1, 2, 3):
        house.report("sensor.power", SensorState(value=watts))
        await asyncio.sleep(1)
    sent = [states_in(frame) for frame in readers[0].frames if frame["type"] == "states"]
    assert sent == [[1], [2], [3]]
    assert readers[0].frames == readers[1].frames


async def test_a_withdrawn_entity_is_not_shown_again(bus, clock, house, run):
    feed, reader = Feed(bus, clock, house), Reader()
    feed.clients.add(reader)
    run(feed)
    await asyncio.sleep(1)
    house.report("sensor.power", SensorState(value=5))
    house.remove("t/power")
    await asyncio.sleep(1)
    assert "states" not in {frame["type"] for frame in reader.frames}


async def test_the_household_clock_is_told_while_nothing_happens(bus, run):
    clock = TickClock(1000)
    feed, reader = Feed(bus, clock, Registry(bus, clock)), Reader()
    feed.clients.add(reader)
    run(feed)
    for now in (1010, 1020, 1030, 5000):
        await asyncio.sleep(1)
        clock.tick(now)
    await asyncio.sleep(1)
    assert reader.frames == [{"type": "clock", "now": 1020}, {"type": "clock", "now": 5000}]


async def test_the_clock_is_not_told_where_states_tell_it(bus, clock, house, run):
    feed, reader = Feed(bus, clock, house), Reader()
    feed.clients.add(reader)
    run(feed)
    for step in range(20):
        await asyncio.sleep(10)
        house.report("light.ceiling", LightState(on=bool(step % 2)))
    assert {frame["type"] for frame in reader.frames} == {"states"}


@pytest.mark.real_time
async def test_a_browser_that_does_not_read_is_let_go_and_the_others_get_all(serve, house, token):
    web = await serve()
    port = int(web.url.rsplit(":", 1)[1].strip("/"))
    deaf, out = await asyncio.open_connection("127.0.0.1", port, limit=1024)
    out.write(upgrade(token))
    headers = {"Authorization": f"Bearer {token}"}
    async with (
        aiohttp.ClientSession(web.url, headers=headers) as session,
        session.ws_connect("/v1/ws", max_msg_size=0) as client,
    ):
        for step in range(40):
            house.report("sensor.power", SensorState(value=f"{step:02d}" + "x" * 500_000))
            while (frame := await client.receive_json(timeout=5))["type"] != "states":
                pass
            assert frame["changes"][0]["state"]["value"][:2] == f"{step:02d}"
    with pytest.raises((ConnectionResetError, asyncio.IncompleteReadError)):
        async with asyncio.timeout(20):
            await deaf.readexactly(40 * 500_000)
    out.close()


async def test_a_browser_stuck_for_five_seconds_is_let_go(serve, house, token):
    web = await serve()
    loop, deaf = asyncio.get_running_loop(), socket.socket()
    deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    deaf.setblocking(False)
    await loop.sock_connect(deaf, ("127.0.0.1", int(web.url.rsplit(":", 1)[1].strip("/"))))
    await loop.sock_sendall(deaf, upgrade(token))
    assert b"101 Switching" in await loop.sock_recv(deaf, 64)
    for step in range(14):  # more than the kernel takes, less than the hub keeps
        await asyncio.sleep(0.01)
        house.report("sensor.power", SensorState(value=f"{step:02d}" + "x" * 500_000))
    await asyncio.sleep(4)
    await loop.sock_sendall(deaf, b"\x89\x80\0\0\0\0")  # a ping: still connected
    await asyncio.sleep(2)
    read = await read_all(loop, deaf)
    deaf.close()
    assert read < 14 * 500_000
