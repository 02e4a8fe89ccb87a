"""1-Wire thermometers, read from files shaped as the kernel's."""

import pytest

from hardware import onewire
from hub.core.states import SensorState

FREEZER, TANK = "28-0316a279a3ff", "28-000005e2fdc3"
SCRATCH = "{} 4b 46 7f ff {} 10 d8 : crc=d8 {}\n{} 4b 46 7f ff {} 10 d8 t={}\n"


def tell(root, address, milli, *, mark="0f", crc="YES", raw="72 01"):
    folder = root / address
    folder.mkdir(exist_ok=True)
    (folder / "w1_slave").write_text(SCRATCH.format(raw, mark, crc, raw, mark, milli))


@pytest.fixture
def attend(house, tmp_path):
    (tmp_path / "w1_bus_master1").mkdir()

    def attend(*wanted):
        house.start({"onewire": onewire.build(wanted, home=tmp_path, bus=tmp_path)})

    return attend


async def test_thermometers_appear_and_the_named_ones_by_name(house, tmp_path, attend):
    tell(tmp_path, FREEZER, -18062)
    tell(tmp_path, TANK, 61437)
    attend(onewire.Settings(address=FREEZER, name="Freezer", area="Kitchen"))
    await house.clock.sleep(5)
    assert house.registry.find("sensor.freezer").state == SensorState(value=-18.062)
    assert house.registry.find("sensor.freezer").entity.area == "kitchen"
    assert house.values()[f"onewire:{TANK}"] == SensorState(value=61.437)


async def test_one_that_is_plugged_in_later_appears(house, tmp_path, attend):
    tell(tmp_path, FREEZER, -18062)
    attend()
    await house.clock.sleep(5)
    tell(tmp_path, TANK, 40000)
    await house.clock.sleep(60)
    assert house.values()[f"onewire:{TANK}"] == SensorState(value=40.0)


async def test_a_wrong_checksum_is_turned_away(house, tmp_path, attend):
    tell(tmp_path, TANK, 20000)
    attend(onewire.Settings(address=TANK, name="Tank"))
    await house.clock.sleep(5)
    tell(tmp_path, TANK, 23000, crc="NO")
    await house.clock.sleep(60)
    assert house.registry.find("sensor.tank").state == SensorState(value=20.0)
    assert house.rejected == {"sensor.tank": {"unreadable": 1}}


@pytest.mark.parametrize(
    ("before", "mark", "believed"),
    [
        (20.0, "0c", False),  # fresh from power-on
        (84.0, "0c", False),  # so too, in a hot tank
        (20.0, "10", False),  # a clone without that mark, from cold to 85 in a minute
        (None, "10", False),  # the very first thing it says
        (84.0, "10", True),  # a tank that has come to 85
    ],
)
async def test_85_degrees_are_only_believed_on_the_way_there(
    house, tmp_path, attend, before, mark, believed
):
    tell(tmp_path, TANK, 85000 if before is None else before * 1000, raw="50 05", mark=mark)
    if before is not None:
        tell(tmp_path, TANK, int(before * 1000))
    attend(onewire.Settings(address=TANK, name="Tank"))
    await house.clock.sleep(5)
    tell(tmp_path, TANK, 85000, raw="50 05", mark=mark)
    await house.clock.sleep(60)
    held = house.registry.find("sensor.tank").state.value
    assert held == (85.0 if believed else before)
    assert bool(house.rejected) is not believed


async def test_zeros_of_a_shorted_line_are_no_frost(house, tmp_path, attend):
    folder = tmp_path / TANK
    folder.mkdir()
    zeros = " ".join(["00"] * 9)
    (folder / "w1_slave").write_text(f"{zeros} : crc=00 YES\n{zeros} t=0\n")
    attend(onewire.Settings(address=TANK, name="Tank"))
    await house.clock.sleep(5)
    assert house.registry.find("sensor.tank").state == SensorState()
    assert house.rejected == {"sensor.tank": {"unreadable": 1}}


async def test_newer_kernels_temperature_file_does_too(house, tmp_path, attend):
    (tmp_path / TANK).mkdir()
    (tmp_path / TANK / "temperature").write_text("23125\n")
    attend(onewire.Settings(address=TANK, name="Tank"))
    await house.clock.sleep(5)
    assert house.registry.find("sensor.tank").state == SensorState(value=23.125)


async def test_one_that_leaves_is_out_of_reach_alone(house, tmp_path, attend):
    tell(tmp_path, FREEZER, -18062)
    tell(tmp_path, TANK, 61437)
    attend(
        onewire.Settings(address=FREEZER, name="Freezer"),
        onewire.Settings(address=TANK, name="Tank"),
    )
    await house.clock.sleep(5)
    (tmp_path / TANK / "w1_slave").unlink()
    await house.reach("sensor.tank", False)
    assert house.registry.find("sensor.freezer").available


async def test_a_bus_without_thermometers_is_told_once(house, tmp_path, attend, caplog):
    attend(onewire.Settings(address=TANK, name="Tank"))
    await house.reach("sensor.tank", False)
    await house.clock.sleep(600)
    assert caplog.text.count("is 1-Wire switched on (dtoverlay=w1-gpio)") == 1


def test_an_address_that_is_none_is_refused():
    with pytest.raises(ValueError, match="28-0316a279a3ff"):
        onewire.Settings(address="0316a279a3ff", name="Tank")
