"""systemd hears that the hub is alive only while every vital part answers."""

import asyncio
import socket

import pytest

from hub.core.heart import Heart, notify


@pytest.fixture
def systemd(tmp_path, monkeypatch):
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        listener.bind(str(tmp_path / "notify"))
        listener.setblocking(False)
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        monkeypatch.setenv("WATCHDOG_USEC", "30000000")
        yield listener


def heard(listener):
    told = []
    try:
        while True:
            told.append(listener.recv(100).decode())
    except BlockingIOError:
        return told


def test_ready_is_told(systemd):
    notify("READY=1")
    assert heard(systemd) == ["READY=1"]


async def test_the_watchdog_is_fed_three_times_as_often_as_it_asks(systemd, run):
    async def fine():
        await asyncio.sleep(0)

    run(Heart({"recorder": fine}))
    await asyncio.sleep(25)
    assert heard(systemd) == ["WATCHDOG=1"] * 3


async def test_a_part_that_hangs_starves_the_watchdog(systemd, run):
    run(Heart({"recorder": asyncio.Event().wait}))
    await asyncio.sleep(60)
    assert heard(systemd) == []


async def test_without_systemd_nothing_is_told(monkeypatch):
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)
    notify("READY=1")
    assert await Heart({}).is_well()
