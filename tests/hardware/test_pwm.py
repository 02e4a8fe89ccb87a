"""Dimmed lamps and fans on hardware PWM, over files shaped as the kernel's."""

import os
import threading
from pathlib import Path

import pytest

from hardware import gpio
from hub.core.commands import Call, SetLevel, Turn
from hub.core.errors import CommandRefused
from hub.core.states import FanState, LightState

LAMP = gpio.Settings(name="Desk", chip="pwmchip0", line=1, mode="dimmer")
FAN = gpio.Settings(name="Rack", chip="pwmchip0", line=1, mode="fan", active_low=True)


def channel(root):
    folder = root / "pwmchip0" / "pwm1"
    folder.mkdir(parents=True)
    for name, value in {"period": 0, "duty_cycle": 0, "enable": 0, "polarity": "normal"}.items():
        (folder / name).write_text(f"{value}\n")
    return folder


def told(folder, *names):
    return tuple((folder / name).read_text().strip() for name in names)


async def test_a_lamp_is_dimmed_and_comes_back_as_it_was(house, tmp_path):
    folder = channel(tmp_path)
    house.start({"gpio": gpio.build([LAMP], home=Path(), pwm=tmp_path)})
    await house.state("light.desk", LightState(on=False, level=0))
    assert told(folder, "period", "duty_cycle", "polarity") == ("1000000", "0", "normal")
    await house.command(SetLevel, "light.desk", level=25)
    assert told(folder, "duty_cycle", "enable") == ("250000", "1")
    assert house.registry.find("light.desk").state == LightState(on=True, level=25)
    await house.command(Turn, "light.desk", on=False)
    assert told(folder, "duty_cycle") == ("0",)
    await house.command(Turn, "light.desk", on=True)
    assert house.registry.find("light.desk").state == LightState(on=True, level=25)
    await house.command(Call, "light.desk", service="turn_on", data={"brightness": 51})
    assert house.registry.find("light.desk").state == LightState(on=True, level=20)
    with pytest.raises(CommandRefused):
        await house.command(SetLevel, "light.desk", level=101)


async def test_a_fan_turns_at_25_kilohertz_upside_down(house, tmp_path):
    folder = channel(tmp_path)
    house.start({"gpio": gpio.build([FAN], home=Path(), pwm=tmp_path)})
    await house.state("fan.rack", FanState(on=False, level=0))
    assert told(folder, "period", "polarity") == ("40000", "inversed")
    await house.command(Call, "fan.rack", service="set_percentage", data={"percentage": 60})
    assert told(folder, "duty_cycle") == ("24000",)
    assert house.registry.find("fan.rack").state == FanState(on=True, level=60)


@pytest.mark.real_time
async def test_a_channel_is_exported_first(house, tmp_path):
    (tmp_path / "pwmchip0").mkdir()
    os.mkfifo(tmp_path / "pwmchip0" / "export")
    asked = []

    def kernel():
        asked.append((tmp_path / "pwmchip0" / "export").read_text())
        channel(tmp_path)

    thread = threading.Thread(target=kernel)
    thread.start()
    house.start({"gpio": gpio.build([LAMP], home=Path(), pwm=tmp_path)})
    await house.state("light.desk", LightState(on=False, level=0))
    thread.join()
    assert asked == ["1"]


async def test_a_board_without_pwm_is_told(house, tmp_path, caplog):
    house.start({"gpio": gpio.build([LAMP], home=Path(), pwm=tmp_path)})
    await house.reach("light.desk", False)
    assert "is PWM switched on in this board's settings?" in caplog.text
