"""Relays, lamps and contacts on GPIO lines."""

import asyncio
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from hardware import gpio
from hub.core.commands import Call, SetLock, Turn
from hub.core.driver import Actuators
from hub.core.errors import CommandRefused, DeviceUnreachable, EngineMissing
from hub.core.kinds import Kind
from hub.core.states import BinarySensorState, LightState, SwitchState
from hub.ingest.polling import Polling

pytest.importorskip("gpiod", reason="gpiod is not installed: pip install 'tomte[gpio]'")
from gpiod.line import Bias, Edge

from tests.hardware.chips import MemoryChip

RELAY = gpio.Settings(name="Boiler relay", line=17, mode="switch", active_low=True, area="Kitchen")
DOOR = gpio.Settings(name="Door", line=27, mode="input", active_low=True, pull="up")


def drivers(chip, *items):
    return {"gpio": gpio.build(items, home=Path(), request=chip.request_lines)}


async def test_a_relay_is_off_from_the_first_moment_and_is_switched(house):
    chip = MemoryChip()
    house.start(drivers(chip, RELAY))
    await house.state("switch.boiler_relay", SwitchState(on=False))
    assert chip.history == [(17, True)]  # an active-low relay rests while its line is high
    held = house.registry.find("switch.boiler_relay")
    assert (held.entity.kind, held.entity.area) == (Kind.SWITCH, "kitchen")
    await house.command(Turn, "switch.boiler_relay", on=True)
    assert chip.pins[17] is False
    assert held.state == SwitchState(on=True)
    await house.command(Call, "switch.boiler_relay", service="toggle")
    assert chip.pins[17] is True
    assert held.state == SwitchState(on=False)


@pytest.mark.parametrize("safe", [False, True])
async def test_an_output_is_left_in_its_safe_state(bus, clock, registry, safe):
    chip, actuators = MemoryChip(), Actuators()
    items = drivers(chip, replace(RELAY, mode="light", active_low=False, safe=safe))
    polling = Polling(bus, clock, registry, actuators, items, rejected={})
    async with asyncio.TaskGroup() as group:
        running = group.create_task(polling.run())
        await asyncio.sleep(5)
        assert registry.find("light.boiler_relay").state == LightState(on=safe)
        await actuators.find("light.boiler_relay").send(
            Turn(entity="light.boiler_relay", on=not safe)
        )
        assert chip.pins[17] is not safe
        running.cancel()
    assert chip.pins[17] is safe
    assert chip.lines == {}
    assert actuators.find("light.boiler_relay") is None
    assert registry.find("light.boiler_relay").available is False


async def test_a_line_refuses_what_it_cannot_do(house):
    chip = MemoryChip()
    house.start(drivers(chip, RELAY))
    await house.state("switch.boiler_relay", SwitchState(on=False))
    with pytest.raises(CommandRefused, match="SetLock"):
        await house.command(SetLock, "switch.boiler_relay", locked=True)
    with pytest.raises(CommandRefused, match="brightness"):
        await house.command(
            Call, "switch.boiler_relay", service="turn_on", data={"brightness": 999}
        )


@pytest.mark.real_time
async def test_a_short_press_is_on_and_then_off(house):
    chip = MemoryChip(pulled_up=[27])
    house.start(drivers(chip, DOOR))
    await house.state("binary_sensor.door", BinarySensorState(on=False))
    chip.drive(27, False)
    chip.drive(27, True)
    assert await house.reports("binary_sensor.door", 2) == [
        BinarySensorState(on=True),
        BinarySensorState(on=False),
    ]
    settings = chip.lines[27].settings
    assert settings.debounce_period == timedelta(milliseconds=20)
    assert (settings.bias, settings.edge_detection) == (Bias.PULL_UP, Edge.BOTH)
    assert house.actuators.find("binary_sensor.door") is None


@pytest.mark.real_time
async def test_an_edge_that_was_lost_is_seen_at_the_next_look(house):
    chip = MemoryChip(pulled_up=[27])
    (mount,) = drivers(chip, DOOR)["gpio"]
    house.start({"gpio": [replace(mount, pause=0.05)]})
    await house.state("binary_sensor.door", BinarySensorState(on=False))
    chip.pins[27] = False  # the kernel's buffer was full: no event
    await house.state("binary_sensor.door", BinarySensorState(on=True))


async def test_a_line_in_use_is_told_and_taken_once_it_is_free(house, caplog):
    chip = MemoryChip()
    other = chip.request_lines("/dev/gpiochip0", {17: _output()}, "tomte")
    house.start(drivers(chip, RELAY, replace(RELAY, name="Lamp", line=4, mode="light")))
    await house.state("light.lamp", LightState(on=False))
    await house.reach("switch.boiler_relay", False)
    assert caplog.text.count("answer: line 17 of gpiochip0: something else uses it") == 1
    with pytest.raises(DeviceUnreachable, match="something else"):
        await house.command(Turn, "switch.boiler_relay", on=True)
    other.release()
    await house.reach("switch.boiler_relay", True)
    assert house.registry.find("switch.boiler_relay").state == SwitchState(on=False)
    assert "gpio:gpiochip0:17 answers again" in caplog.text


async def test_a_chip_that_goes_away_is_opened_anew(house):
    chip = MemoryChip()
    house.start(drivers(chip, RELAY))
    await house.state("switch.boiler_relay", SwitchState(on=False))
    chip.broken = True
    await house.reach("switch.boiler_relay", False)
    chip.broken = False
    await house.reach("switch.boiler_relay", True)
    assert 17 in chip.lines


async def test_a_board_without_that_chip_is_told_by_libgpiod_itself(house, caplog):
    (mount,) = gpio.build([replace(RELAY, chip="gpiochip99")], home=Path())
    house.start({"gpio": [mount]})
    await house.reach("switch.boiler_relay", False)
    assert (
        "answer: line 17 of gpiochip99: there is no such chip or line; `gpiodetect`" in caplog.text
    )


def test_without_libgpiod_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "gpiod", None)
    with pytest.raises(EngineMissing, match=r"pip install 'tomte\[gpio\]'"):
        gpio.build([RELAY], home=Path())
    assert gpio.build([], home=Path()) == []


def _output():
    from gpiod import LineSettings
    from gpiod.line import Direction

    return LineSettings(direction=Direction.OUTPUT)
