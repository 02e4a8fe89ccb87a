"""I2C sensors measure what their data sheets work out."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from hardware import i2c
from hardware.i2c.bme280 import Trim
from hardware.i2c.sht3x import crc
from hub.core.errors import EngineMissing
from hub.core.states import SensorState
from tests.hardware import sensors

pytest.importorskip("smbus2", reason="smbus2 is not installed: pip install 'tomte[gpio]'")


@pytest.fixture
def bus_1():
    return sensors.MemoryBus()


@pytest.fixture
def measured(house, bus_1):
    """Attend to one sensor; return what its entities hold after one reading, by their end."""

    async def measured(chip, **options):
        item = i2c.Settings(name="Attic", chip=chip, area="Attic", **options)
        mounts = i2c.build([item], home=Path(), open_bus=bus_1.open, pause=bus_1.pause)
        house.start({"i2c": mounts})
        await house.clock.sleep(5)
        return {source.rpartition(":")[2]: state.value for source, state in house.values().items()}

    return measured


def humidity_in_whole_numbers(raw, t_fine, h):
    """The 32-bit integer compensation of BST-BME280-DS001, §4.2.3, as a second opinion."""
    h1, h2, h3, h4, h5, h6 = h
    v = t_fine - 76800
    v = (((raw << 14) - (h4 << 20) - (h5 * v) + 16384) >> 15) * (
        (((((v * h6) >> 10) * (((v * h3) >> 11) + 32768)) >> 10) + 2097152) * h2 + 8192 >> 14
    )
    v -= ((((v >> 15) * (v >> 15)) >> 7) * h1) >> 4
    return min(max(v, 0), 419430400) / 4096 / 1024


async def test_a_bme280_works_out_as_in_the_data_sheet(measured, bus_1, house):
    bus_1.chips[0x76] = sensors.Bme280()
    told = await measured("bme280")
    assert told["temperature"] == 25.08
    assert told["pressure"] == 1006.53  # 100653.27 Pa
    expected = humidity_in_whole_numbers(27000, 128422, sensors.Bme280.H)
    assert 20 < expected < 80
    assert told["humidity"] == pytest.approx(expected, abs=0.1)
    entity = house.registry.find("sensor.attic_air_pressure").entity
    assert (entity.unit, entity.device_class) == ("hPa", "atmospheric_pressure")
    assert (entity.area, house.registry.devices[entity.device].model) == ("attic", "BME280")


def test_the_fine_temperature_is_that_of_the_data_sheet():
    trim = Trim(t=sensors.Bme280.T, p=sensors.Bme280.P)
    assert trim.fine(519888) == pytest.approx(128422, abs=1)
    assert trim.pascals(415148, 128422) == pytest.approx(100653.27, abs=0.3)


@pytest.mark.parametrize("raw", [20000, 27000, 33000, 40000])
def test_humidity_agrees_with_the_whole_number_compensation(raw):
    trim = Trim(t=(), p=(), h=(75, 364, 0, 311, 50, 30))
    expected = humidity_in_whole_numbers(raw, 128422, trim.h)
    assert trim.percent(raw, 128422) == pytest.approx(expected, abs=0.05)


def test_trimming_values_with_a_sign_are_read_with_it():
    low = bytes(25) + b"\x4b"
    high = bytes.fromhex("6c 01 00 f3 8b f3 e2")  # E1…E7
    assert Trim.of(low, high).h == (75, 364, 0, -13 * 16 + 11, -13 * 16 + 8, -30)


async def test_a_bmp280_has_no_humidity(measured, bus_1):
    bus_1.chips[0x77] = sensors.Bme280(chip_id=0x58)
    assert await measured("bmp280", address=0x77) == {"temperature": 25.08, "pressure": 1006.53}


async def test_another_chip_at_that_address_is_told(measured, bus_1, caplog):
    bus_1.chips[0x76] = sensors.Bme280(chip_id=0x58)
    assert set((await measured("bme280")).values()) == {None}
    assert "another one (id 0x58); a BME280 has 0x60, a BMP280 0x58" in caplog.text


async def test_a_bme280_that_has_not_measured_is_not_believed(measured, bus_1, house):
    bus_1.chips[0x76] = sensors.Bme280(temperature=0x80000)
    assert set((await measured("bme280")).values()) == {None}
    assert house.rejected["sensor.attic_temperature"] == {"unreadable": 1}


def test_the_checksum_is_that_of_the_data_sheet():
    assert crc(b"\xbe\xef") == 0x92


async def test_an_sht3x_measures(measured, bus_1):
    words = (b"\x66\x66", b"\x80\x00")
    answer = b"".join(word + bytes([crc(word)]) for word in words)
    bus_1.chips[0x44] = sensors.Sht3x(answer)
    assert await measured("sht3x") == {"temperature": 25.0, "humidity": 50.0}


async def test_a_garbled_word_is_left_out_and_counted(measured, bus_1, house):
    good = b"\xbe\xef\x92"
    bus_1.chips[0x44] = sensors.Sht3x(b"\xbe\xee\x92" + good)
    assert await measured("sht3x") == {"temperature": None, "humidity": 74.6}
    assert house.rejected == {"sensor.attic_temperature": {"unreadable": 1}}
    assert house.registry.find("sensor.attic_temperature").available


async def test_a_bh1750_measures_the_data_sheets_28067_lux(measured, bus_1):
    bus_1.chips[0x23] = sensors.Bh1750(b"\x83\x90")
    assert (await measured("bh1750"))["illuminance"] == pytest.approx(28067, abs=1)


async def test_a_blinded_bh1750_says_so(measured, bus_1, house):
    bus_1.chips[0x23] = sensors.Bh1750(b"\xff\xff")
    assert await measured("bh1750") == {"illuminance": None}
    assert house.rejected == {"sensor.attic_illuminance": {"unreadable": 1}}


async def test_an_ina219_measures_the_data_sheets_example(measured, bus_1):
    chip = bus_1.chips[0x40] = sensors.Ina219()
    told = await measured("ina219", shunt_ohms=0.002, max_amperes=32.768)  # 1 mA a count
    assert chip.registers[5] == 0x5000
    assert (chip.registers[4], chip.registers[3]) == (0x2710, 0x1766)
    assert told == {"voltage": 11.98, "current": 10.0, "power": 119.8}


async def test_current_the_other_way_has_a_sign(measured, bus_1):
    bus_1.chips[0x40] = sensors.Ina219(shunt=0x10000 - 0x07D0)  # a battery that is charged
    told = await measured("ina219", shunt_ohms=0.002, max_amperes=32.768)
    assert (told["current"], told["power"]) == (-10.0, -119.8)


async def test_too_much_current_is_told_not_guessed(measured, bus_1, house):
    bus_1.chips[0x40] = sensors.Ina219(bus=0x5D98 | 1)
    assert await measured("ina219") == {"voltage": 11.98, "current": None, "power": None}
    assert set(house.rejected) == {"sensor.attic_current", "sensor.attic_power"}


async def test_a_sensor_that_is_unplugged_goes_and_comes_back_alone(house, bus_1, caplog):
    bus_1.chips = {0x23: sensors.Bh1750(b"\x83\x90"), 0x40: sensors.Ina219()}
    items = [i2c.Settings(name="Sky", chip="bh1750"), i2c.Settings(name="Panel", chip="ina219")]
    mounts = i2c.build(items, home=Path(), open_bus=bus_1.open, pause=bus_1.pause)
    house.start({"i2c": mounts})
    await house.clock.sleep(5)
    sky = bus_1.chips.pop(0x23)
    await house.reach("sensor.sky_illuminance", False)
    assert house.registry.find("sensor.panel_voltage").available
    await house.clock.sleep(600)
    assert caplog.text.count("address 0x23 of I2C bus 1: nothing answers") == 1
    bus_1.chips[0x23] = sky
    await house.reach("sensor.sky_illuminance", True)
    assert bus_1.opened == 2


async def test_a_board_without_i2c_is_told(house, caplog):
    house.start({"i2c": i2c.build([i2c.Settings(name="A", chip="sht3x", bus=99)], home=Path())})
    await house.reach("sensor.a_humidity", False)
    assert "there is no such bus; switch I2C on" in caplog.text
    assert house.values()["i2c:99:0x44:humidity"] == SensorState()


def test_settings_that_cannot_be_are_refused():
    good = i2c.Settings(name="A", chip="ina219")
    for wrong in ({"address": 0x03}, {"bus": -1}, {"every": 0}, {"shunt_ohms": 0.0}):
        with pytest.raises(ValueError, match=next(iter(wrong))):
            replace(good, **wrong)


def test_without_smbus_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "smbus2", None)
    with pytest.raises(EngineMissing, match=r"pip install 'tomte\[gpio\]'"):
        i2c.build([i2c.Settings(name="A", chip="sht3x")], home=Path())
