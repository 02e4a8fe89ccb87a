"""A smart meter on a serial line: a pty with telegrams as a DSMR 5 meter sends them."""

import asyncio
import logging
import os
import pty
import sys
import threading
import tty
from dataclasses import replace
from pathlib import Path

import pytest

from hardware import meter
from hub.core.errors import BadPayload, EngineMissing
from hub.core.states import SensorState

pytest.importorskip("dsmr_parser", reason="no dsmr-parser: pip install 'tomte[meter]'")
pytest.importorskip("serial", reason="no pyserial: pip install 'tomte[meter]'")

from hardware.meter.telegrams import Telegrams

BODY = r"""/ISK5\2M550T-1012

1-3:0.2.8(50)
0-0:1.0.0(240612183005S)
0-0:96.1.1(4530303433303036393938313736353137)
1-0:1.8.1(004712.345*kWh)
1-0:1.8.2(005120.678*kWh)
1-0:2.8.1(001234.500*kWh)
1-0:2.8.2(002345.250*kWh)
0-0:96.14.0(0002)
1-0:1.7.0(01.193*kW)
1-0:2.7.0(00.000*kW)
0-0:96.7.21(00009)
0-0:96.7.9(00003)
1-0:99.97.0(1)(0-0:96.7.19)(230101120000W)(0000000240*s)
1-0:32.32.0(00002)
1-0:32.36.0(00000)
0-0:96.13.0()
1-0:32.7.0(230.1*V)
1-0:31.7.0(005*A)
1-0:21.7.0(01.193*kW)
1-0:22.7.0(00.000*kW)
0-1:24.1.0(003)
0-1:96.1.0(4730303339303031393336393930363139)
0-1:24.2.1(240612180000S)(00987.654*m3)
!"""


def telegram(**changes):
    """Return the telegram with its checksum: CRC-16, x¹⁶+x¹⁵+x²+1, least bit first, from zero."""
    text = BODY
    for old, new in changes.get("put", {}).items():
        assert old in text
        text = text.replace(old, new)
    body, crc = text.replace("\n", "\r\n").encode(), 0
    for byte in body:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0xA001 if crc & 1 else 0)
    return body + f"{crc:04X}\r\n".encode()


class SerialLine:
    """The meter's end of a serial line; it says the same every tenth of a second."""

    def __init__(self, link):
        self._link, self._end = link, threading.Event()
        self.plug_in()

    def plug_in(self):
        self._ours, self._theirs = pty.openpty()
        tty.setraw(self._theirs)
        self._link.unlink(missing_ok=True)
        self._link.symlink_to(os.ttyname(self._theirs))
        self.says, self._end = telegram(), threading.Event()
        self._thread = threading.Thread(target=self._speak)
        self._thread.start()

    def _speak(self):
        while not self._end.wait(0.1):
            os.write(self._ours, self.says)

    def unplug(self):
        if not self._end.is_set():
            self._end.set()
            self._thread.join()
            os.close(self._ours)
            os.close(self._theirs)


@pytest.fixture
def line(tmp_path):
    line = SerialLine(tmp_path / "ttyUSB0")
    yield line
    line.unplug()


@pytest.fixture
def start(house, line, tmp_path):
    def start(**options):
        item = meter.Settings(name="Meter", device=str(tmp_path / "ttyUSB0"))
        house.start({"meter": meter.build([item], home=tmp_path, **options)})

    return start


@pytest.mark.real_time
async def test_a_meter_tells_power_energy_and_gas(house, start):
    start()
    await house.state("sensor.meter_gas", SensorState(value=987.654))
    told = {h.entity.id: (h.state.value, h.entity.unit) for h in house.registry.held.values()}
    assert told == {
        "sensor.meter_power": (1193, "W"),
        "sensor.meter_power_out": (0, "W"),
        "sensor.meter_energy": (9833.023, "kWh"),
        "sensor.meter_energy_out": (3579.75, "kWh"),
        "sensor.meter_energy_tariff_1": (4712.345, "kWh"),
        "sensor.meter_energy_tariff_2": (5120.678, "kWh"),
        "sensor.meter_energy_out_tariff_1": (1234.5, "kWh"),
        "sensor.meter_energy_out_tariff_2": (2345.25, "kWh"),
        "sensor.meter_voltage_l1": (230.1, "V"),
        "sensor.meter_current_l1": (5, "A"),
        "sensor.meter_power_l1": (1193, "W"),
        "sensor.meter_power_out_l1": (0, "W"),
        "sensor.meter_gas": (987.654, "m³"),
    }


@pytest.mark.real_time
async def test_a_corrupted_telegram_is_not_used(house, line, start):
    start()
    await house.state("sensor.meter_power", SensorState(value=1193))
    line.says = telegram().replace(b"1.7.0(01.193", b"1.7.0(91.193")
    source = f"meter:{line._link}"
    async with asyncio.timeout(10):
        while not house.rejected.get(source):  # nothing is published of what is turned away
            await asyncio.sleep(0.02)
    line.says = telegram(put={"1-0:1.7.0(01.193": "1-0:1.7.0(02.000"})
    states = [SensorState(value=1193)]
    while states[-1] != SensorState(value=2000):
        states += await house.reports("sensor.meter_power", 1)
    assert {state.value for state in states} == {1193, 2000}


@pytest.mark.real_time
async def test_a_cable_that_is_pulled_and_put_back(house, line, start, caplog):
    start()
    await house.state("sensor.meter_power", SensorState(value=1193))
    line.unplug()
    await house.reach("sensor.meter_power", False)
    line.plug_in()
    await house.reach("sensor.meter_power", True)
    assert caplog.text.count("does not answer") == 1


@pytest.mark.real_time
async def test_a_silent_meter_is_out_of_reach(house, line, start, caplog):
    start(silence=0.3)
    await house.state("sensor.meter_power", SensorState(value=1193))
    line.says = b"\r\n"
    await house.reach("sensor.meter_power", False)
    assert "no telegram for 0.3 s; is the cable in, is `version` right?" in caplog.text


def test_telegrams_are_cut_out_of_any_stream(caplog):
    stream = b"half)\r\n!1234\r\n" + telegram() + b"\x00\xff" + telegram()[:300] + telegram()
    telegrams, told = Telegrams("5"), []
    for start in range(0, len(stream), 7):
        told += telegrams.feed(stream[start : start + 7])
    good = [each for each in told if not isinstance(each, BadPayload)]
    assert [each["gas"] for each in good] == [987.654, 987.654]
    assert told == good
    (bad,) = telegrams.feed(telegram().replace(b"4712", b"4713"))
    assert str(bad) == "a telegram's checksum is wrong"


def test_noise_without_an_end_is_not_kept():
    telegrams = Telegrams("5")
    told = [each for _ in range(40) for each in telegrams.feed(b"/" + b"x" * 1000)]
    assert [str(each) for each in told] == ["16384 bytes without the end of a telegram"] * 2


def test_another_telegrams_version_is_told():
    line = b"/Ace4\\3k260V01.18\r\n\r\n0-0:96.13.0()\r\n!\r\n"
    (told,) = Telegrams("2.2").feed(line)
    assert "is `version` right?" in str(told)


def test_a_line_the_parser_cannot_read_costs_only_itself(caplog):
    put = {"(00987.654*m3)": "(-----*m3)"}
    (told,) = Telegrams("5").feed(telegram(put=put))
    assert "gas" not in told
    assert told["power"] == 1193
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


async def test_a_port_that_is_not_there_is_told(house, tmp_path, caplog):
    item = meter.Settings(name="Meter", device=str(tmp_path / "ttyUSB9"), version="5B")
    house.start({"meter": meter.build([item], home=Path())})
    await house.clock.sleep(600)
    assert caplog.text.count("ttyUSB9: there is no such port; is the cable in?") == 1


def test_settings_and_extras_are_checked(monkeypatch):
    item = meter.Settings(name="Meter", device="/dev/ttyUSB0", version=2.2)
    with pytest.raises(ValueError, match=r"`version` is one of 2\.2, 4, 5"):
        replace(item, version=3)
    monkeypatch.setitem(sys.modules, "dsmr_parser", None)
    with pytest.raises(EngineMissing, match=r"pip install 'tomte\[meter\]'"):
        meter.build([item], home=Path())
