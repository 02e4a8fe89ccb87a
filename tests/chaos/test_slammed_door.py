"""A broker that greets and hangs up in one breath costs a line of the log, not three each time."""

import asyncio
import gc
import logging

import pytest

from hub.core.events import BrokerChanged
from hub.ingest.mqtt import Mqtt

pytestmark = pytest.mark.real_time
WELCOME = b"\x20\x03\x00\x00\x00"  # CONNACK, MQTT 5.0, section 3.2


async def test_a_broker_that_hangs_up_as_it_greets_is_told_of_once(bus, clock, run, caplog):
    caplog.set_level(logging.INFO)
    slammed = asyncio.Semaphore(0)

    async def slam(reader, writer):
        await reader.readuntil(b"MQTT")
        writer.write(WELCOME)
        writer.close()
        slammed.release()

    changes = bus.open(BrokerChanged)
    async with await asyncio.start_server(slam, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        run(Mqtt(bus, clock, host="127.0.0.1", port=port))
        async with asyncio.timeout(10):
            for _ in range(5):
                await slammed.acquire()
    gc.collect()  # what nobody asked for is complained about now
    told = [record.getMessage() for record in caplog.records]
    assert [change.connected for change in changes.drain()] == [False]
    assert len(told) == 1, told
    assert "no broker at" in told[0]
