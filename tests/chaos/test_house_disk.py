"""The disk is full: told once, the house obeys all the same, and nothing of it is lost at last."""

import asyncio
import collections
import ctypes
import os
import resource
from pathlib import Path

import pytest

from tests.chaos.hub import MB, Hub
from tests.chaos.mosquitto import PROGRAM

pytestmark = [
    pytest.mark.real_time,
    pytest.mark.skipif(PROGRAM is None, reason="mosquitto is not installed"),
]
_LIBC = ctypes.CDLL(None, use_errno=True)


class Limit:
    """No file may grow beyond nothing: writes fail as on a disk that is broken."""

    def fill(self, hub):
        self._before = resource.prlimit(hub.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(hub.pid, resource.RLIMIT_FSIZE, (0, self._before[1]))

    def free(self, hub):
        resource.prlimit(hub.pid, resource.RLIMIT_FSIZE, self._before)

    def end(self):
        """Nothing is left of it."""


class Small:
    """A disk of its own (tmpfs) that a stranger's file fills to the last byte."""

    def __init__(self, home):
        self._home, self._stuff = os.fsencode(home), Path(home, "stuff")
        if _LIBC.mount(b"tmpfs", self._home, b"tmpfs", 0, b"size=4m,mode=700"):
            raise OSError(ctypes.get_errno(), "no disk can be mounted here")

    def fill(self, hub):
        with self._stuff.open("wb", buffering=0) as stuff:
            try:
                while stuff.write(bytes(4096)):
                    assert stuff.tell() < 8 * MB
            except OSError:
                return

    def free(self, hub):
        self._stuff.unlink()

    def end(self):
        assert _LIBC.umount2(self._home, 0) == 0


@pytest.fixture
def disk(tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    try:
        disk = Small(home)
    except OSError:  # that is for root
        disk = Limit()
    yield disk
    disk.end()


async def says(hub, words, within):
    """Wait until the log has a line with these words."""
    async with asyncio.timeout(within):
        while not any(words in line for line in hub.log):
            await asyncio.sleep(0.05)


async def test_a_full_disk_is_told_once_and_costs_no_command(disk, broker, street, tmp_path):
    bridge, plug = street.bridge, "mqtt:switch:Plug 0"
    async with Hub(tmp_path, broker.port).run() as hub:
        await hub.tells(street.truth, within=10)
        logged, name = len(hub.log), await hub.entity(plug)
        began = (await hub.get("home"))["now"]
        disk.fill(hub)
        wanted = not bridge.on["Plug 0"]
        assert (await hub.do("Turn", entity=name, on=wanted))["result"] == "confirmed"
        refused = await hub.refused("RenameEntity", entity=name, name="Lost")
        assert "core.db" in refused
        assert "Is the disk full" in refused
        await says(hub, "history waits in memory", within=5)
        await says(hub, "twins cannot be written", within=10)
        await hub.tells(street.truth, within=5)
        full, ended = hub.log[logged:], (await hub.get("home"))["now"]
        disk.free(hub)
        await says(hub, "history is written again", within=20)
        await says(hub, "twins are written again", within=10)
        await hub.do("RenameEntity", entity=name, name="Found")
        told = collections.Counter(line.split(" ", 2)[2] for line in full)
        assert max(told.values()) == 1, told.most_common(2)
        assert len(told) <= 4, full
        assert not (await hub.get("health"))["crashes"]
        sensor = await hub.entity("mqtt:sensor:Sensor 0")
        past = await hub.get(f"history?entity={sensor}&start={began}&end={ended}&points=10")
        assert len(past) >= 5, "what was measured meanwhile is lost"
        await hub.kill()
    async with Hub(tmp_path, broker.port).run() as hub:
        known = (await hub.sources())[plug]
        assert known["entity"]["alias"] == "Found"
        assert known["desired"] == {"on": wanted}, "what was wanted meanwhile is lost"
